"""Checks on drawings: each with an id of its own, a text for readers who cannot see it, and the file it shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import DOCUMENT, Parts
from dedoc.verify.word.text import style_of
from dedoc.verify.word.wanted import Wanted
from dedoc.verify.word.xml import WP, A, C, Element, R, W

FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|svg|emf|wmf|gif|tiff?)", re.IGNORECASE)


def check_drawings(parts: Parts, wanted: Wanted) -> Iterator[Problem]:
    """Yield drawings with the id of another, without a text, with another one than the document has, or lost files."""
    described = list(parts.body.iter(WP + "docPr"))
    for key, count in Counter(item.get("id") for item in described).items():
        if count > 1:
            yield Problem("the Word file has {count} drawings with the id {id}", values={"id": key, "count": count})
    for item in described:
        text = item.get("descr", "").strip()
        if not text or FILE_NAME.fullmatch(text):
            message = "the drawing {name} of the Word file has no text for readers who cannot see it"
            yield Problem(message, values={"name": item.get("name", "")})
    yield from _figures(parts, wanted)
    relations = parts.relations(DOCUMENT)
    for item in parts.body.iter(A + "blip", C + "chart"):
        key = item.get(R + "embed") or item.get(R + "id")
        if key not in relations or relations[key].target not in parts.blobs:
            yield Problem("a drawing of the Word file shows a part that is not there: {id}", values={"id": key})


def _figures(parts: Parts, wanted: Wanted) -> Iterator[Problem]:
    holders = [paragraph for paragraph in parts.body.iter(W + "p") if style_of(paragraph) == "Figure"]
    texts = [_text(paragraph) for paragraph in holders]
    if len(texts) != len(wanted.alternatives):
        values = {"found": len(texts), "expected": len(wanted.alternatives)}
        yield Problem("the Word file has {found} figures, and {expected} were expected", values=values)
        return
    for text, expected in zip(texts, wanted.alternatives, strict=True):
        if text != expected:
            message = "a figure of the Word file says “{found}” to who cannot see it, and “{expected}” was expected"
            yield Problem(message, values={"found": text, "expected": expected})


def _text(paragraph: Element) -> str:
    item = next(paragraph.iter(WP + "docPr"), None)
    return "" if item is None else str(item.get("descr", ""))
