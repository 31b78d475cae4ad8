"""Whether the PDF keeps the standards that it declares: PDF/A-2a for the archive, PDF/UA-1 for blind readers."""

from __future__ import annotations

import re
import zlib
from typing import Any, Final

from dedoc.errors import Problem
from dedoc.verify.layout.layout import MALFORMED

PROFILES = {"2a": "PDF/A-2a", "ua1": "PDF/UA-1"}
"""The standards (ISO 19005-2 and ISO 14289-1), by the names that page-validation has for them."""

LIMITS: Final = {
    "max_input_size": 2**32,
    "max_decoded_stream_size": 2**29,
    "max_total_decoded_content_size": 2**31,
    "max_form_invocations": 10**6,
    "max_table_span": 10**5,
    "max_table_grid_rows": 10**5,
    "max_table_grid_columns": 10**4,
    "max_table_grid_cells": 10**7,
}
"""What page-validation may read and count: more than a report of 5,000 pages has, or a table of 10,000 rows.

There are no more objects than bytes; a million may be packed in fewer.
"""

MISREAD, READ = b"\x1e\x0a\x00\x1f", b"\x1e\xa0\x01\xff"
"""The number .001 of a CFF font (Adobe Technical Note 5176, chapter 4), written as ``0.001`` and as ``.001``."""

TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*\Z", re.DOTALL)


def verify_standards(pdf: bytes) -> tuple[Problem, ...]:
    """Return the rules of both standards that a PDF breaks, each with the first place where it does.

    What cannot be read is one problem, with the reason.
    """
    import page  # noqa: PLC0415 -- only builds need it
    import pikepdf  # noqa: PLC0415

    try:
        return _broken_rules(readable(pdf))
    except (page.PageError, pikepdf.PikepdfError, *MALFORMED) as error:
        return (Problem("the PDF cannot be read: {reason}", values={"reason": str(error)}),)


def _broken_rules(written: bytes) -> tuple[Problem, ...]:
    import page  # noqa: PLC0415

    # Those of the validator are made for small files; without any, broken arrays are read without end.
    limits = page.SafetyLimits(max_object_count=max(len(written), 10**6), **LIMITS)
    message = "the PDF is not {standard}: {reason} ({rule})"
    hint = "the style’s template may lack something; compare it with that of “report”"
    return tuple(
        Problem(message, None, hint, values={"standard": name, "reason": failure.message, "rule": failure.rule_id})
        for profile, name in PROFILES.items()
        for failure in page.validate_pdf_bytes(written, profile=profile, limits=limits).failures
    )


def readable(pdf: bytes) -> bytes:
    """Return the PDF with an update behind it (ISO 32000-1, 7.5.6) that says in other words what would be misread.

    Page-validation 0.11.0 misreads two things that Typst writes: the number 0.001 in fonts, after which it takes every
    glyph for 0 wide, and streams that happen to end with a carriage return, which it takes for a part of the line end
    behind them. With the update nothing that it says has to be passed over, and all it can check is checked.
    """
    trailer = TRAILER.search(pdf, max(0, len(pdf) - 2048))
    objects = _reworded(pdf) if trailer else {}
    if not objects or trailer is None:
        return pdf
    body, entries = b"\n", b""
    for (number, generation), written in objects.items():
        entries += b"%d 1\n%010d %05d n \n" % (number, len(pdf) + len(body), generation)
        body += b"%d %d obj\n%b\nendobj\n" % (number, generation, written)
    end = b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], len(pdf) + len(body))
    return pdf + body + b"xref\n" + entries + end


def _reworded(pdf: bytes) -> dict[tuple[int, int], bytes]:
    """Return the streams that would be misread, by their objects, as they are written instead."""
    import io  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415

    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for item in file.objects:
            if not isinstance(item, pikepdf.Stream):
                continue
            font = _mended(item.read_bytes()) if item.get("/Subtype") == "/CIDFontType0C" else b""
            raw = zlib.compress(font, 1) if font else item.read_raw_bytes()
            if font or raw.endswith(b"\r"):
                found[item.objgen] = _written(item.stream_dict, raw)
    return found


def _written(listed: Any, raw: bytes) -> bytes:
    """Return a stream; one that ends with a carriage return in hexadecimal digits, which end with a sign of their own.

    ISO 32000-1, 7.4.2.
    """
    import pikepdf  # noqa: PLC0415

    filters, parameters = listed.get("/Filter", pikepdf.Array()), listed.get("/DecodeParms")
    changed = pikepdf.Dictionary(listed)
    if not raw.endswith(b"\r"):
        changed.Length = len(raw)
        return changed.unparse() + b"\nstream\n" + raw + b"\nendstream"
    data = raw.hex().encode("ascii") + b">"
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    changed.Filter = pikepdf.Array([pikepdf.Name.ASCIIHexDecode, *names])
    if parameters is not None:
        own = list(parameters) if isinstance(parameters, pikepdf.Array) else [parameters]
        changed.DecodeParms = pikepdf.Array([None, *own])
    changed.Length = len(data)
    return changed.unparse() + b"\nstream\n" + data + b"\nendstream"


def _mended(data: bytes) -> bytes:
    """Return a font with its number in the other form; nothing if it has no such number, or is cut off."""
    try:
        end = _end_of_index(data, _end_of_index(data, data[2]))
    except IndexError:
        return b""
    return data[:end].replace(MISREAD, READ) + data[end:] if MISREAD in data[:end] else b""


def _end_of_index(data: bytes, start: int) -> int:
    """Return where an INDEX ends (5176, chapter 5): the names, and then the top dictionary with the FontMatrix."""
    count, size = int.from_bytes(data[start : start + 2], "big"), data[start + 2]
    if not count:
        return start + 2
    last = start + 3 + count * size
    return last + size - 1 + int.from_bytes(data[last : last + size], "big")
