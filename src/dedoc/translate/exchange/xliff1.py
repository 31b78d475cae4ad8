"""XLIFF 1.2 (OASIS Standard, 2008), which most tools know: written and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from dedoc.translate.catalogs import State
from dedoc.translate.exchange.documents import PREFIX, Foreign, add_text, serialised, start
from dedoc.translate.exchange.items import Code, Item, Returned, by_file, coded, flat_text

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
NAME = f"{{{SPACE}}}"
STATES = {State.TRANSLATED: "translated", State.CHANGED: "needs-adaptation", State.MEMORY: "needs-review-translation"}
DONE = frozenset({"translated", "signed-off", "final"})


def xliff1(outgoing: Iterable[Item], source: str, target: str) -> bytes:
    """Return units as an XLIFF 1.2 file; placeholders are codes that hold what they stand for."""
    root = start(SPACE, version="1.2")
    for catalog, group in by_file(outgoing).items():
        languages = {"source-language": source, "target-language": target, "datatype": "plaintext"}
        file = etree.SubElement(root, f"{NAME}file", {"original": catalog} | languages)
        body = etree.SubElement(file, f"{NAME}body")
        for number, item in enumerate(group, 1):
            _unit(body, item, number, target)
    return serialised(root)


def _unit(body: Any, item: Item, number: int, language: str) -> None:
    unit = etree.SubElement(body, f"{NAME}trans-unit", id=f"u{number}", resname=item.id)
    unit.set(f"{PREFIX}space", "preserve")
    _fill(etree.SubElement(unit, f"{NAME}source"), coded(item.source))
    if item.target:
        unit.set("approved", "yes" if item.state is State.TRANSLATED else "no")
        target = etree.SubElement(unit, f"{NAME}target", state=STATES.get(item.state, "new"))
        target.set(f"{PREFIX}lang", language)
        _fill(target, coded(item.target, item.source))
    for author, text in (("context", item.about), ("previous", item.previous), ("stamp", item.stamp)):
        if text:
            note = etree.SubElement(unit, f"{NAME}note")
            note.set("from", author)
            note.text = text


def _fill(element: Any, said: Iterable[str | Code]) -> None:
    for piece in said:
        if isinstance(piece, str):
            add_text(element, piece)
            continue
        name = "bpt" if piece.is_opening else "ept" if piece.is_closing else "ph"
        code = etree.SubElement(element, f"{NAME}{name}", id=str(piece.number))
        if name != "ph":
            code.set("rid", str(piece.number))
        code.text = piece.text


def read_xliff1(foreign: Foreign) -> Iterator[Returned]:
    """Yield the units of an XLIFF 1.2 file."""
    for file in foreign.root.iter(f"{NAME}file"):
        for unit in file.iter(f"{NAME}trans-unit"):
            target = unit.find(f"{NAME}target")
            notes = {note.get("from"): note.text or "" for note in unit.iter(f"{NAME}note")}
            state = target.get("state", "translated") if target is not None else "new"
            yield Returned(
                str(file.get("original", "")),
                str(unit.get("resname") or unit.get("id", "")),
                flat_text(unit.find(f"{NAME}source")),
                flat_text(target).strip(),
                foreign.place(unit),
                is_done=state in DONE or unit.get("approved") == "yes",
                stamp=notes.get("stamp", ""),
            )
