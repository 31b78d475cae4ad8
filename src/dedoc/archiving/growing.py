"""Whether a copy of a PDF is that PDF with a signature that does not show, and nothing else, whoever signed it."""

from __future__ import annotations

import io
from typing import Any

ADDED = {"/AcroForm", "/Extensions", "/ParentTree", "/ParentTreeNextKey", "/Limits"}
"""What a signature adds or changes in the catalog and in the root of the structure."""

GROWN = {"/Annots", "/K", "/Nums"}
"""What a signature adds one thing to: the annotations of a page, the structure, and the numbers of its parts."""

NEW = {"/Annot", "/StructElem"}
"""What kind of thing that is."""


def is_only_signed(pdf: bytes, copy: bytes) -> bool:
    """Whether all objects of a PDF are in its copy as they were, but for what a signature must add to.

    The copy begins with the bytes of the PDF, but what follows could replace any page. pikepdf.PdfError if it is none.
    """
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    with pikepdf.open(io.BytesIO(pdf)) as before, pikepdf.open(io.BytesIO(copy)) as after:
        if not _is_same_document(before, after) or _shows(after, {each.objgen for each in before.objects}):
            return False
        return all(_is_kept(each, after.get_object(each.objgen)) for each in before.objects)


def _is_same_document(before: Any, after: Any) -> bool:
    """Whether the update has the same catalog, adds a form of signatures to it, and locks nothing."""
    roots = before.Root.objgen == after.Root.objgen and "/Encrypt" not in after.trailer
    return roots and set(after.Root.get("/AcroForm", {}).keys()) == {"/Fields", "/SigFlags"}


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
    return bool(one == other)


def _entries(found: Any) -> dict[str, Any]:
    return {str(key): _plain(value) for key, value in found.items()}


def _plain(value: Any) -> Any:
    """Return a value that can be compared however it is written: what is pointed at by its number, 146. as 146."""
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    if not isinstance(value, pikepdf.Object):
        return value
    if value.is_indirect:
        return "object", value.objgen
    if isinstance(value, pikepdf.Array):
        return [_plain(each) for each in value]
    if isinstance(value, pikepdf.Dictionary):
        return _entries(value)
    return value.unparse()


def _is_grown(one: Any, other: Any) -> bool:
    """Whether a list holds what it held, in its order, and at most what one signature adds behind it."""
    before, after = _listed(one), _listed(other)
    new = after[len(before) :]
    is_kept = [_plain(each) for each in before] == [_plain(each) for each in after[: len(before)]]
    return is_kept and len(new) <= 2 and all(isinstance(each, int) or _kind(each) in NEW for each in new)


def _kind(found: Any) -> str:
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    return str(found.get("/Type")) if isinstance(found, pikepdf.Dictionary) else ""


def _listed(value: Any) -> list[Any]:
    import pikepdf  # noqa: PLC0415 -- only where something was signed

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
