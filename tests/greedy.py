"""Readers that take too much, for limits to be held against; and PDFs that make readers do so."""

from __future__ import annotations

import os
import zlib

from dedoc.errors import ContentError, Location, Problem, Severity, fail


def grow(data: bytes) -> tuple[Problem, ...]:
    """Take memory without end."""
    kept = []
    while True:
        kept.append(data * 2**20)


def spin(_: bytes) -> tuple[Problem, ...]:
    """Take time without end."""
    while True:
        pass


def die(_: bytes) -> tuple[Problem, ...]:
    """End the process as a library does that has a bug."""
    os.abort()


def refuse(_: bytes) -> tuple[Problem, ...]:
    """Refuse what was given."""
    fail(ContentError, Location("x"), "it is “{what}”", "look", what="none")


def slip(_: bytes) -> tuple[Problem, ...]:
    """Fail in a way that nobody thought of."""
    raise ZeroDivisionError("none of it")


def find(data: bytes) -> tuple[Problem, ...]:
    """Find something."""
    return (Problem("found {bytes}", None, "", Severity.WARNING, {"bytes": len(data)}, "L101"),)


def flate(chunk: bytes, times: int) -> bytes:
    """Return a stream that unpacks to so many of a chunk (RFC 1950 and 1951)."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = machine.compress(chunk) + machine.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + body * times + machine.flush(zlib.Z_FINISH) + bytes(4)


def pdf(*streams: bytes, filters: bytes = b"/FlateDecode", resources: bytes = b"") -> bytes:
    """Return a PDF of one page that the first stream draws; the others are forms, X0 and so on in its resources."""
    forms = b"".join(b"/X%d %d 0 R" % (index, index + 5) for index in range(len(streams) - 1))
    drawn = b"<</XObject<<%b>>%b>>" % (forms, resources)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources%b>>" % drawn,
    ]
    for index, stream in enumerate(streams):
        kind = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources%b" % drawn if index else b""
        entries = b"<</Length %d/Filter[%b]%b>>" % (len(stream), filters, kind)
        objects.append(b"%b\nstream\n%b\nendstream" % (entries, stream))
    data, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end
