"""Drawings of a Word file: which part holds the picture, what it says, how large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dedoc.wordfile.charts import read_series
from dedoc.wordfile.model import Drawing
from dedoc.wordfile.package import Package, Relation
from dedoc.wordfile.xml import NAMES, Element, child, number

EMU = 12_700
"""English Metric Units to the point."""

R = f"{{{NAMES['r']}}}"
LENGTH = re.compile(r"(width|height):\s*([0-9.]+)(pt|in|cm|mm)?")
UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, None: 0.75}


def drawings(item: Element, relations: Mapping[str, Relation], package: Package) -> Iterator[Drawing]:
    """Yield the drawings in an element of a run: pictures, charts, diagrams, shapes; one at least."""
    found = [*_modern(item, relations, package), *_old(item, relations)]
    yield from found or [Drawing()]


def _modern(item: Element, relations: Mapping[str, Relation], package: Package) -> Iterator[Drawing]:
    for holder in item.iterchildren(f"{{{NAMES['wp']}}}inline", f"{{{NAMES['wp']}}}anchor"):
        described = child(holder, "wp:docPr")
        extent = child(holder, "wp:extent")
        alternative = "" if described is None else described.get("descr") or described.get("title") or ""
        width, height = (0.0 if extent is None else (number(extent.get(name, "")) or 0) / EMU for name in ("cx", "cy"))
        pictures = list(holder.iter(f"{{{NAMES['a']}}}blip"))
        for blip in pictures:
            embedded, linked = relations.get(blip.get(f"{R}embed", "")), relations.get(blip.get(f"{R}link", ""))
            part = embedded.target if embedded and not embedded.is_outside else ""
            yield Drawing(
                part,
                alternative,
                linked.target if linked else "",
                width=width,
                height=height,
                check=package.check(part),
            )
        if not pictures:
            texts = tuple(text for part in _data(holder, relations) for text in _texts(package, part))
            series = tuple(found for part in _data(holder, relations) for found in read_series(package.xml(part)))
            yield Drawing("", alternative, texts=texts, width=width, height=height, series=series)


def _data(holder: Element, relations: Mapping[str, Relation]) -> Iterator[str]:
    """Yield the parts that hold the chart or the diagram of a drawing."""
    for data in holder.iter():
        for name in (f"{R}id", f"{R}dm"):
            relation = relations.get(data.get(name, ""))
            if relation and not relation.is_outside and relation.kind in ("chart", "chartEx", "diagramData"):
                yield relation.target


def _texts(package: Package, part: str) -> Iterator[str]:
    """Yield the words and numbers in a chart or a diagram, in order."""
    root = package.xml(part)
    if root is not None:
        for text in root.iter(f"{{{NAMES['c']}}}v", f"{{{NAMES['a']}}}t"):
            if text.text and text.text.strip():
                yield text.text.strip()


def _old(item: Element, relations: Mapping[str, Relation]) -> Iterator[Drawing]:
    """Yield pictures in the form of Word 97 (VML)."""
    for image in item.iter(f"{{{NAMES['v']}}}imagedata"):
        relation = relations.get(image.get(f"{R}id", "") or image.get(f"{R}pict", ""))
        style = (image.getparent().get("style") or "") if image.getparent() is not None else ""
        size = {m[1]: float(m[2].rstrip(".") or 0) * UNITS[m[3]] for m in LENGTH.finditer(style)}
        alternative = (image.getparent().get("alt") or "") if image.getparent() is not None else ""
        part = relation.target if relation and not relation.is_outside else ""
        link = relation.target if relation and relation.is_outside else ""
        yield Drawing(part, alternative, link, width=size.get("width", 0), height=size.get("height", 0))
