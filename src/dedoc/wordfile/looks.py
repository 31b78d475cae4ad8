"""Styles by name, and how characters and paragraphs look once all styles are applied (ECMA-376-1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dedoc.wordfile.model import Look
from dedoc.wordfile.xml import Element, W, child, children, is_on, local, number, value

DEEPEST = 30
"""How many styles may stand on one another; a style that stands on itself goes round for ever."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: what a style or the paragraph itself says; None where it says nothing. Indents in pt."""

    level: int | None = None
    list: str | None = None
    list_level: int | None = None
    align: str | None = None
    left: float | None = None
    first: float | None = None

    def over(self, other: Shape) -> Shape:
        """Return what holds if this is said on top of another."""
        fields = ("level", "list", "list_level", "align", "left", "first")
        return Shape(*(own if (own := getattr(self, f)) is not None else getattr(other, f) for f in fields))


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style: its name, what it stands on, and the properties it adds."""

    id: str
    name: str
    based: str
    shape: Shape
    properties: Element | None = field(repr=False, default=None)


class Styles:
    """The styles of a file by id; built-in names are English in every language of Word, in lower case here."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self.fonts = _theme_fonts(theme)
        self.found = {value(item, "styleId"): _style(item) for item in children(root, "style")}
        self.default = next((value(s, "styleId") for s in children(root, "style") if _is_default(s)), "")
        properties = child(root, "w:docDefaults/w:rPrDefault/w:rPr")
        self.base = self.apply(Look(), properties)

    def name(self, key: str) -> str:
        """Return the name of a style, its id where the file does not describe it."""
        style = self.found.get(key)
        return style.name if style else key

    def chain(self, key: str) -> list[Style]:
        """Return a style and those it stands on, the lowest first."""
        found: list[Style] = []
        while key in self.found and len(found) < DEEPEST and self.found[key] not in found:
            found.append(self.found[key])
            key = found[-1].based
        return found[::-1]

    def shape(self, key: str) -> Shape:
        """Return how paragraphs of a style stand."""
        shape = Shape()
        for style in self.chain(key or self.default):
            shape = style.shape.over(shape)
        return shape

    def paragraph_look(self, key: str) -> Look:
        """Return how the characters of a paragraph style look."""
        look = self.base
        for style in self.chain(key or self.default):
            look = self.apply(look, style.properties)
        return look

    def run_look(self, base: Look, properties: Element | None) -> Look:
        """Return how characters with their own properties look in a paragraph whose style looks like ``base``."""
        key = value(child(properties, "w:rStyle"))
        look = base
        for style in self.chain(key):
            look = self.apply(look, style.properties)
        if key:
            # Bold in a character style inside a bold paragraph turns bold off (17.7.3, toggle properties).
            bold, italic = self._toggled(key)
            look = replace(look, style=self.name(key), is_bold=base.is_bold ^ bold, is_italic=base.is_italic ^ italic)
        return self.apply(look, properties)

    def _toggled(self, key: str) -> tuple[bool, bool]:
        look = Look()
        for style in self.chain(key):
            look = self.apply(look, style.properties)
        return look.is_bold, look.is_italic

    def apply(self, look: Look, properties: Element | None) -> Look:
        """Return a look with the properties of a run (w:rPr) on top."""
        changes: dict[str, object] = {}
        for item in () if properties is None else properties:
            changes |= self._changes(item)
        return replace(look, **changes) if changes else look  # type: ignore[arg-type]

    def _changes(self, item: Element) -> dict[str, object]:
        match local(item):
            case "b":
                return {"is_bold": is_on(item)}
            case "i":
                return {"is_italic": is_on(item)}
            case "u":
                return {"is_underlined": value(item, default="single") != "none"}
            case "strike" | "dstrike":
                return {"is_struck": is_on(item)}
            case "highlight":
                return {"highlight": value(item).replace("none", "")}
            case "shd":
                # LibreOffice marks words with a ground, which Word's marker cannot be.
                fill = item.get(f"{W}fill", "auto")
                return {} if fill.lower() in ("auto", "ffffff") else {"highlight": fill}
            case "color":
                return {"color": value(item).replace("auto", "").upper()}
            case "sz":
                size = number(value(item))
                return {"size": size / 2} if size else {}
            case "vertAlign":
                return {"raised": {"superscript": 1, "subscript": -1}.get(value(item), 0)}
            case "rFonts":
                font = value(item, "eastAsia") or self.fonts.get(value(item, "eastAsiaTheme")[:5], "")
                return {"font": font} if font else {}
            case _:
                return {}


def _is_default(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")


def _style(item: Element) -> Style:
    name = value(child(item, "w:name")) or value(item, "styleId")
    based = value(child(item, "w:basedOn"))
    return Style(value(item, "styleId"), name, based, shape_of(child(item, "w:pPr")), child(item, "w:rPr"))


def shape_of(properties: Element | None) -> Shape:
    """Return how a paragraph stands by its properties (w:pPr)."""
    if properties is None:
        return Shape()
    level = number(value(child(properties, "w:outlineLvl")))
    list_level = number(value(child(properties, "w:numPr/w:ilvl")))
    list_ = child(properties, "w:numPr/w:numId")
    align = child(properties, "w:jc")
    indent = child(properties, "w:ind")
    return Shape(
        level,
        None if list_ is None else value(list_),
        list_level,
        None if align is None else value(align),
        _points(indent, "left", "start"),
        _first(indent),
    )


def _points(element: Element | None, *names: str) -> float | None:
    """Return a length in pt from the first attribute that has one in twentieths of a point."""
    lengths = (number(value(element, name)) for name in names)
    return next((length / 20 for length in lengths if length is not None), None)


def _first(indent: Element | None) -> float | None:
    """Return how far the first line stands in; in characters it is given in hundredths (firstLineChars)."""
    characters = number(value(indent, "firstLineChars"))
    if characters:
        return characters / 100 * 10.5
    hanging = _points(indent, "hanging")
    return -hanging if hanging else _points(indent, "firstLine")


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """Return the fonts that a theme has for Chinese, by the first letters of how styles name them (minor, major)."""
    found = {}
    for kind in ("minor", "major"):
        path = f"a:themeElements/a:fontScheme/a:{kind}Font"
        script = child(theme, f"{path}/a:font[@script='Hans']")
        plain = child(theme, f"{path}/a:ea")
        found[kind] = next((e.get("typeface", "") for e in (plain, script) if e is not None and e.get("typeface")), "")
    return found
