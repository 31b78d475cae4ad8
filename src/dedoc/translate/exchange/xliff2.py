"""XLIFF 2.1 (OASIS Standard, 2018; its core is that of 2.0): written and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from dedoc.translate.catalogs import State
from dedoc.translate.exchange.documents import Foreign, add_text, local, serialised, start
from dedoc.translate.exchange.items import Code, Item, Returned, by_file, coded, words
from dedoc.translate.units import PLACEHOLDER

SPACE = "urn:oasis:names:tc:xliff:document:2.0"
NAME = f"{{{SPACE}}}"
STATES = {State.TRANSLATED: "translated", State.CHANGED: "initial", State.MEMORY: "initial", State.NEW: "initial"}
SUB_STATES = {State.CHANGED: "dedoc:changed", State.MEMORY: "dedoc:memory"}
DONE = frozenset({"translated", "reviewed", "final"})
KINDS = {"b": ("fmt", "xlf:b"), "i": ("fmt", "xlf:i"), "link": ("link", None)}


def xliff2(outgoing: Iterable[Item], source: str, target: str) -> bytes:
    """Return units as an XLIFF 2.1 file: a ``file`` for each catalog, a ``unit`` for each unit, codes protected."""
    root = start(SPACE, version="2.1", srcLang=source, trgLang=target)
    for catalog, group in by_file(outgoing).items():
        file = etree.SubElement(root, f"{NAME}file", id=catalog, original=group[0].file or catalog)
        for number, item in enumerate(group, 1):
            _unit(file, item, number)
    return serialised(root)


def _unit(file: Any, item: Item, number: int) -> None:
    unit = etree.SubElement(file, f"{NAME}unit", id=f"u{number}", name=item.id)
    notes = etree.SubElement(unit, f"{NAME}notes")
    for category, text in (("context", item.about), ("previous", item.previous), ("stamp", item.stamp)):
        if text:
            etree.SubElement(notes, f"{NAME}note", category=category).text = text
    data = etree.SubElement(unit, f"{NAME}originalData")
    segment = etree.SubElement(unit, f"{NAME}segment", id="s1", state=STATES[item.state])
    if item.state in SUB_STATES:
        segment.set("subState", SUB_STATES[item.state])
    shown = dict(item.shown)
    _fill(etree.SubElement(segment, f"{NAME}source"), coded(item.source), data, shown)
    if item.target:
        _fill(etree.SubElement(segment, f"{NAME}target"), coded(item.target, item.source), data, shown)
    if not len(data):
        unit.remove(data)


def _fill(element: Any, said: Iterable[str | Code], data: Any, shown: dict[str, str]) -> None:
    """Write a text into an element; the codes of source and target share their numbers by what they stand for."""
    ahead = [element]
    for piece in said:
        if isinstance(piece, str):
            add_text(ahead[-1], piece)
        elif piece.is_closing:
            closed = ahead.pop()
            closed.set("dataRefEnd", _data(data, piece.text))
        elif piece.is_opening:
            kind, sub = KINDS.get(piece.text.strip("{}").partition(":")[0], ("other", None))
            code = _code(ahead[-1], "pc", piece, type=kind, dataRefStart=_data(data, piece.text))
            if sub:
                code.set("subType", sub)
            ahead.append(code)
        else:
            code = _code(ahead[-1], "ph", piece, type="other", dataRef=_data(data, piece.text), equiv=piece.text)
            code.set("disp", shown.get(piece.text.strip("{}"), piece.text))


def _code(parent: Any, name: str, piece: Code, **attributes: str) -> Any:
    number = str(piece.number)
    return etree.SubElement(parent, f"{NAME}{name}", {"id": number, "canCopy": "no", "canDelete": "no"} | attributes)


def _data(data: Any, text: str) -> str:
    for each in data:
        if each.text == text:
            return str(each.get("id"))
    name = f"d{len(data) + 1}"
    etree.SubElement(data, f"{NAME}data", id=name).text = text
    return name


def read_xliff2(foreign: Foreign) -> Iterator[Returned]:
    """Yield the units of an XLIFF 2 file; its segments, which a tool may have made of sentences, are one text again."""
    for file in foreign.root.iter(f"{NAME}file"):
        for unit in file.iter(f"{NAME}unit"):
            data = {each.get("id"): each.text or "" for each in unit.iter(f"{NAME}data")}
            segments = [each for each in unit if local(each) in ("segment", "ignorable")]
            source = "".join(_flat(each.find(f"{NAME}source"), data) for each in segments)
            target = "".join(_flat(each.find(f"{NAME}target"), data) for each in segments)
            states = {each.get("state", "initial") for each in segments if local(each) == "segment"}
            notes = {note.get("category"): note.text or "" for note in unit.iter(f"{NAME}note")}
            yield Returned(
                str(file.get("id", "")),
                str(unit.get("name") or unit.get("id", "")),
                source,
                target.strip(),
                foreign.place(unit),
                is_done=states <= DONE,
                stamp=notes.get("stamp", ""),
            )


def _flat(element: Any, data: dict[str, str]) -> str:
    """Return what an element says as a unit's text; codes stand for what their original data says."""
    if element is None:
        return ""
    parts = [words(element.text)]
    for child in element:
        match local(child):
            case "ph":
                parts.append(_said(child, data, "dataRef", "equiv"))
            case "pc":
                start = _said(child, data, "dataRefStart", "equivStart")
                parts += [start, _flat(child, data), _said(child, data, "dataRefEnd", "equivEnd")]
            case "sc" | "ec":
                parts.append(_said(child, data, "dataRef", "equiv"))
            case "mrk":
                parts.append(_flat(child, data))
        parts.append(words(child.tail))
    return "".join(parts)


def _said(code: Any, data: dict[str, str], reference: str, equivalent: str) -> str:
    """Return the placeholder that a code stands for; what is none comes back as a broken one, and is told."""
    text = data.get(code.get(reference, ""), "") or str(code.get(equivalent, ""))
    return text if PLACEHOLDER.fullmatch(text) else f"{{{text.strip('{}') or '?'}"
