"""Drawings whose texts are outlines: they look the same wherever they are opened, whatever fonts are there."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from dedoc.render.directions import visible_order

SVG = "http://www.w3.org/2000/svg"

SHAPES = frozenset(
    {
        *("svg", "g", "defs", "use", "title", "desc", "clipPath", "linearGradient", "radialGradient", "stop"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    }
)
"""The elements that word processors draw as they are meant: no texts, whose fonts they lack, no filters, no styles."""

PERCENT = re.compile(r"rgb\(([\d.]+)%, ?([\d.]+)%, ?([\d.]+)%\)")
LENGTH = re.compile(r"(\d*\.?\d+)([a-z]*)")
MOST_STRETCHED = 1000
"""How many times as wide as high, or as high as wide, a picture can be."""

ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def is_plain(svg: bytes) -> bool:
    """Whether a picture holds nothing but shapes, gradients and clips."""
    return all(_name(element) in SHAPES for element in _root(svg).iter() if isinstance(element.tag, str))


def proportion(svg: bytes) -> float | None:
    """Return how many times as wide as high a picture is, None if it does not say (SVG 1.1, 7.2 and 7.7)."""
    root = _root(svg)
    wide, high = (LENGTH.fullmatch(root.get(side, "").strip()) for side in ("width", "height"))
    if wide and high and wide[2] == high[2]:
        return _ratio(float(wide[1]), float(high[1]))
    box = [float(part) for part in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", root.get("viewBox", ""))]
    return _ratio(*box[2:]) if len(box) == 4 else None


def _ratio(wide: float, high: float) -> float | None:
    """Return how many times as wide as high something is; None where that is no shape that anything has."""
    found = wide / high if high > 0 else 0.0
    return found if 1 / MOST_STRETCHED <= found <= MOST_STRETCHED else None


def outlined(svg: bytes, font: Path) -> bytes | None:
    """Return a drawing of ``render.canvas`` with its texts as outlines of the glyphs of a font; None if it lacks one.

    What style sheets would say stands in attributes, colours are hexadecimal, and there is no document type: not every
    reader of SVG knows more.
    """
    from lxml import etree  # noqa: PLC0415 -- python-docx loaded it already

    root = _root(svg)
    for element in list(root.iter()):
        look = dict(part.split(":", 1) for part in element.attrib.pop("style", "").split(";") if ":" in part)
        look = {name.strip(): PERCENT.sub(_hexadecimal, value.strip()) for name, value in look.items()}
        if _name(element) == "text":
            if not _replace_text(element, look, font):
                return None
            continue
        if _name(element) in ("title", "desc"):
            element.getparent().remove(element)
        for name, value in look.items():
            if not name.startswith("font"):
                element.set(name, value)
        if not element.get("transform", "-"):
            del element.attrib["transform"]
    return bytes(etree.tostring(root))


def _root(svg: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415 -- python-docx loaded it already

    return etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _hexadecimal(match: re.Match[str]) -> str:
    return "#" + "".join(f"{round(float(part) * 2.55):02x}" for part in match.groups())


def _replace_text(element: Any, look: dict[str, str], font: Path) -> bool:
    """Put a group in the place of a text, with a path for each glyph in units of the font; return whether all exist."""
    size = float(look["font-size"].removesuffix("px"))
    x, y = float(element.get("x")), float(element.get("y"))
    scale = size / _font(font).face.upem
    glyphs, width = _set(font, element.text or "")
    left = x - width * scale * ANCHORS[element.get("text-anchor", "start")]
    moves = (element.get("transform", ""), f"translate({left:.3f},{y:.3f})", f"scale({scale:.6g},{-scale:.6g})")
    group = element.makeelement(f"{{{SVG}}}g", {"transform": " ".join(filter(None, moves)), "fill": look["fill"]})
    for glyph, (dx, dy) in glyphs:
        path = element.makeelement(f"{{{SVG}}}path", {"d": _outline(font, glyph), "transform": f"translate({dx},{dy})"})
        group.append(path)
    element.getparent().replace(element, group)
    return all(glyph for glyph, _ in glyphs)


@lru_cache
def _font(path: Path) -> Any:
    import uharfbuzz  # noqa: PLC0415 -- only builds need it

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


def _set(path: Path, text: str) -> tuple[list[tuple[int, tuple[int, int]]], int]:
    """Return the glyphs of a line of text, each with its origin, and the width of the line, in units of the font."""
    import uharfbuzz  # noqa: PLC0415 -- only builds need it

    found, pen = [], 0
    for part, is_forward in visible_order(text.strip("\u202b\u202c")):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        buffer.direction = "ltr" if is_forward else "rtl"
        uharfbuzz.shape(_font(path), buffer)
        for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            found.append((glyph.codepoint, (pen + position.x_offset, position.y_offset)))
            pen += position.x_advance
    return found, pen


@lru_cache(maxsize=4096)
def _outline(path: Path, glyph: int) -> str:
    """Return the path of a glyph, y growing upwards."""
    parts: list[str] = []
    _font(path).draw_glyph(glyph, _pen(), parts)
    return "".join(parts)


@lru_cache
def _pen() -> Any:
    """Return what writes the commands of a glyph into a list."""
    import uharfbuzz  # noqa: PLC0415 -- only builds need it

    def writer(command: str) -> Any:
        return lambda *given: given[-1].append(command + " ".join(map("{:g}".format, given[:-1])))

    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(writer("M"))
    draw.set_line_to_func(writer("L"))
    draw.set_quadratic_to_func(writer("Q"))
    draw.set_cubic_to_func(writer("C"))
    draw.set_close_path_func(writer("Z"))
    return draw
