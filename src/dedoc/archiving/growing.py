"""Whether a copy of a PDF is that PDF with a signature that does not show, and nothing else, whoever signed it."""

from __future__ import annotations

import io
from typing import Any

ADDED = {"/AcroForm", "/Extensions", "/ParentTree", "/ParentTreeNextKey", "/Limits"}
"""What a signature adds or changes in the catalog and in the root of the structure."""

GROWN = {"/Annots", "/K", "/Nums"}
"""What a signature adds one thing to: the annotations of a page, the structure, and the numbers of its parts."""


def is_only_signed(pdf: bytes, copy: bytes) -> bool:
    """Whether all objects of a PDF are in its copy as they were, but for what a signature must add to.

    The copy begins with the bytes of the PDF, but what follows could replace any page. pikepdf.PdfError if it is none.
    """
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    with pikepdf.open(io.BytesIO(pdf)) as before, pikepdf.open(io.BytesIO(copy)) as after:
        known = {each.objgen for each in before.objects}
        if len(before.pages) != len(after.pages) or _shows(after, known):
            return False
        return all(_is_kept(each, after.get_object(each.objgen)) for each in before.objects)


def _shows(after: Any, known: set[tuple[int, int]]) -> bool:
    """Whether a new annotation is anything but a signature without size."""
    new = [each for page in after.pages for each in page.get("/Annots", ()) if each.objgen not in known]
    return any(str(each.get("/FT")) != "/Sig" or any(float(side) for side in each["/Rect"]) for each in new)


def _is_kept(one: Any, other: Any) -> bool:
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    if isinstance(one, pikepdf.Stream) or isinstance(other, pikepdf.Stream):
        both = isinstance(one, pikepdf.Stream) and isinstance(other, pikepdf.Stream)
        return both and _entries(one) == _entries(other) and one.read_raw_bytes() == other.read_raw_bytes()
    if isinstance(one, pikepdf.Array) and isinstance(other, pikepdf.Array):
        return _is_grown(one, other)
    if isinstance(one, pikepdf.Dictionary) and isinstance(other, pikepdf.Dictionary):
        mine, theirs = _entries(one), _entries(other)
        changed = {key for key in {*mine, *theirs} if mine.get(key) != theirs.get(key)}
        return all(key in ADDED or (key in GROWN and _is_grown(one.get(key), other.get(key))) for key in changed)
    return _spelled(one) == _spelled(other)


def _spelled(value: Any) -> str:
    """Return a value as a PDF writes it, with the number of what is pointed at; numbers come as Python's own."""
    return str(value.unparse()) if hasattr(value, "unparse") else repr(value)


def _entries(found: Any) -> dict[str, str]:
    return {str(key): _spelled(value) for key, value in found.items()}


def _is_grown(one: Any, other: Any) -> bool:
    """Whether a list holds what it held, in its order, and at most what one signature adds behind it."""
    before, after = ([_spelled(each) for each in _listed(value)] for value in (one, other))
    return len(after) <= len(before) + 2 and before == after[: len(before)]


def _listed(value: Any) -> list[Any]:
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
