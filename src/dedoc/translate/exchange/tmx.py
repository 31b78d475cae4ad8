"""TMX 1.4b (LISA, 2005): the memory of translations, carried from edition to edition and from tool to tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from dedoc import __version__
from dedoc.translate.exchange.documents import PREFIX, Foreign, add_text, serialised
from dedoc.translate.exchange.items import coded, flat_text
from dedoc.translate.memory import Remembered


def tmx(remembered: Iterable[Remembered], source: str, target: str) -> bytes:
    """Return translations as a TMX file, equal pairs once."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": "dedoc",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "dedoc",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for text, translation, origin in dict.fromkeys((each.source, each.target, each.origin) for each in remembered):
        unit = etree.SubElement(body, "tu")
        if origin:
            etree.SubElement(unit, "prop", type="x-origin").text = origin
        for language, said in ((source, text), (target, translation)):
            variant = etree.SubElement(unit, "tuv")
            variant.set(f"{PREFIX}lang", language)
            _fill(etree.SubElement(variant, "seg"), said)
    return serialised(root)


def _fill(segment: Any, text: str) -> None:
    for piece in coded(text):
        if isinstance(piece, str):
            add_text(segment, piece)
            continue
        name = "bpt" if piece.is_opening else "ept" if piece.is_closing else "ph"
        code = etree.SubElement(segment, name, {"x" if name == "ph" else "i": str(piece.number)})
        code.text = piece.text


def read_tmx(foreign: Foreign, source: str, target: str) -> Iterator[Remembered]:
    """Yield the translations between two languages; a region that only one side names makes no difference."""
    for unit in foreign.root.iter("tu"):
        said: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            language = str(variant.get(f"{PREFIX}lang") or variant.get("lang") or "")
            segment = variant.find("seg")
            for wanted in (source, target):
                if segment is not None and _is_same(language, wanted):
                    said.setdefault(wanted, flat_text(segment).strip())
        if said.get(source) and said.get(target):
            yield Remembered(said[source], said[target], foreign.name)


def _is_same(one: str, other: str) -> bool:
    first, second = (name.lower().replace("_", "-") for name in (one, other))
    return first == second or first.startswith(f"{second}-") or second.startswith(f"{first}-")
