"""The fonts of a PDF: what each code stands for, how wide it is, and whether the font has a glyph for it at all."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any, NamedTuple

from dedoc.verify.layout.strings import Codes, read_cmap
from dedoc.verify.layout.unpacking import unpacked

CODECS = {
    "UniGB-": "utf-16-be",
    "UniCNS-": "utf-16-be",
    "UniJIS": "utf-16-be",
    "UniKS-": "utf-16-be",
    "GB-": "gb2312",
    "GBpc-": "gb2312",
    "GBK": "gb18030",
    "B5pc-": "big5",
    "ETen": "big5",
    "HKscs-": "big5hkscs",
    "90": "cp932",
    "KSC": "cp949",
}
"""The encodings of characters behind the predefined CMaps (ISO 32000-1, 9.7.5.2), by how their names begin."""

BYTES = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
UNKNOWN_WIDTH = 0.5
"""Em that a glyph takes whose width nobody tells: those of the fourteen standard fonts (9.6.2.2)."""


LAST_GLYPH = 0xFFFF
"""The last that a font can have (OpenType 1.9, "maxp")."""

UNREADABLE = "\ufffd"
"""What stands for a glyph of which the PDF does not tell what it stands for."""

SPACES = frozenset(" \u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t")

UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that say where lines may break: a font needs no glyph for them."""


class Shown(NamedTuple):
    """What a code shows: its characters, its width in em, whether its glyph is missing, and whether it is a space."""

    text: str
    width: float
    is_missing: bool = False
    is_space: bool = False


class Typeface:
    """A font of the PDF, simple until a subclass knows better: a code is one byte; ``name`` is without its subset's."""

    def __init__(self, font: Any) -> None:
        self.name = _name_of(font)
        self.texts = _cmap_of(font.get("/ToUnicode"))[0]
        self.known: dict[int, Shown] = {}

    def codes(self, data: bytes) -> Iterable[int]:
        """Return the codes of a string."""
        return data

    def shown(self, code: int) -> Shown:
        """Return what a code shows, and keep it in ``known``."""
        text, is_missing = seen(self.text(code)), self.is_missing(code)
        is_missing = is_missing and not (text and UNSEEN.issuperset(text))
        self.known[code] = found = Shown(text, self.width(code), is_missing, text in SPACES)
        return found

    def text(self, code: int) -> str:
        """Return the characters that a code stands for."""
        text = self.texts.get(code)
        return text if isinstance(text, str) else UNREADABLE

    def width(self, code: int) -> float:
        """Return how far a code advances, in em."""
        raise NotImplementedError

    def is_missing(self, code: int) -> bool:
        """Whether the font draws its sign for a missing glyph."""
        raise NotImplementedError


class SimpleTypeface(Typeface):
    """A font with one byte a code (ISO 32000-1, 9.6)."""

    def __init__(self, font: Any) -> None:
        super().__init__(font)
        self.first = int(font.get("/FirstChar", 0))
        # The glyphs of a Type 3 font are drawn in a space of their own.
        unit = abs(float(font.FontMatrix[0])) if "/FontMatrix" in font else 0.001
        self.widths = [float(width) * unit for width in font.get("/Widths", ())]
        missing = font.get("/FontDescriptor", {}).get("/MissingWidth")
        self.other_width = float(missing) * unit if missing is not None else UNKNOWN_WIDTH
        self.names, self.codec = _encoding_of(font)

    def text(self, code: int) -> str:
        """Return the characters by the font's table, else by the name of the glyph, else by the encoding."""
        if code in self.texts:
            return super().text(code)
        name = self.names.get(code)
        return _named(name) if name is not None else bytes([code]).decode(self.codec, "replace")

    def width(self, code: int) -> float:
        """Return the width that the font lists."""
        index = code - self.first
        return self.widths[index] if 0 <= index < len(self.widths) else self.other_width

    def is_missing(self, code: int) -> bool:
        """Whether the code is given the name of the missing glyph."""
        return self.names.get(code) == ".notdef"


class CompositeTypeface(Typeface):
    """A font with glyphs by the thousand (ISO 32000-1, 9.7)."""

    def __init__(self, font: Any) -> None:
        super().__init__(font)
        inner = font.DescendantFonts[0]
        self.other_width = float(inner.get("/DW", 1000)) / 1000
        self.widths = _widths_of(inner.get("/W", ()))
        encoding = font.get("/Encoding")
        name = str(encoding) if _is_name(encoding) else ""
        self.codec = next((codec for start, codec in CODECS.items() if name.startswith("/" + start)), "")
        self.glyphs, self.lengths = ({}, (2,)) if name else _cmap_of(encoding)
        drawn = inner.get("/CIDToGIDMap")
        self.drawn = b"" if drawn is None or _is_name(drawn) else unpacked(drawn)

    def codes(self, data: bytes) -> Iterable[int]:
        """Return the codes of a string; those of a predefined encoding are the characters themselves."""
        if self.codec:
            return map(ord, data.decode(self.codec, "replace"))
        if self.lengths == (1,):
            return data
        return struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])

    def text(self, code: int) -> str:
        """Return the characters by the font's table, or by its predefined encoding."""
        return chr(code) if self.codec and code not in self.texts else super().text(code)

    def width(self, code: int) -> float:
        """Return the width that the font lists for the glyph; predefined encodings have Latin half as wide as Han."""
        if self.codec:
            return UNKNOWN_WIDTH if code < 0x80 else self.other_width
        return self.widths.get(self._glyph(code), self.other_width)

    def is_missing(self, code: int) -> bool:
        """Whether the code leads to glyph 0, which every font draws for what it has not (9.7.4.2)."""
        if self.codec:
            return False
        glyph = self._glyph(code)
        mapped = self.drawn[2 * glyph : 2 * glyph + 2]
        return glyph == 0 or (bool(mapped) and not any(mapped))

    def _glyph(self, code: int) -> int:
        glyph = self.glyphs.get(code, 0 if self.glyphs else code)
        return glyph if isinstance(glyph, int) else 0


class Typefaces:
    """The fonts of one PDF, each read once."""

    def __init__(self) -> None:
        self.read: dict[tuple[int, int], Typeface] = {}

    def get(self, resources: Any, name: str) -> Typeface | None:
        """Return the font that a stream calls by a name, None if there is none."""
        font = resources.get("/Font", {}).get(name) if resources is not None else None
        if font is None:
            return None
        key = font.objgen
        if key not in self.read or key == (0, 0):
            self.read[key] = CompositeTypeface(font) if "/DescendantFonts" in font else SimpleTypeface(font)
        return self.read[key]


def seen(text: str) -> str:
    """Return what is seen of characters: those that say where to break may be told with a glyph beside them."""
    if len(text) < 2:
        return text
    return "".join(character for character in text if character not in UNSEEN) or text[0]


def _name_of(font: Any) -> str:
    return str(font.get("/BaseFont", "/Type3"))[1:].rpartition("+")[2].removesuffix("-Identity-H")


def _is_name(value: Any) -> bool:
    import pikepdf  # noqa: PLC0415 -- only who reads a PDF needs it

    return isinstance(value, pikepdf.Name)


def _cmap_of(stream: Any) -> tuple[Codes, tuple[int, ...]]:
    return ({}, (2,)) if stream is None or _is_name(stream) else read_cmap(unpacked(stream))


def _widths_of(listed: Any) -> dict[int, float]:
    """Return the widths of glyphs in em, from both forms of the list (ISO 32000-1, 9.7.4.3)."""
    import pikepdf  # noqa: PLC0415

    widths: dict[int, float] = {}
    waiting = iter(listed)
    for first in waiting:
        then = next(waiting, 0)
        if isinstance(then, pikepdf.Array):
            widths |= {int(first) + step: float(width) / 1000 for step, width in enumerate(then)}
        else:
            width = float(next(waiting, 0)) / 1000
            widths |= dict.fromkeys(range(max(int(first), 0), min(int(then), LAST_GLYPH) + 1), width)
    return widths


def _encoding_of(font: Any) -> tuple[dict[int, str], str]:
    """Return the names of glyphs by code, and the encoding of all other codes (ISO 32000-1, 9.6.6)."""
    encoding = font.get("/Encoding")
    if encoding is None or _is_name(encoding):
        return {}, BYTES.get(str(encoding), "latin-1")
    names: dict[int, str] = {}
    code = 0
    for entry in encoding.get("/Differences", ()):
        if _is_name(entry):
            names[code] = str(entry)[1:]
            code += 1
        else:
            code = int(entry)
    return names, BYTES.get(str(encoding.get("/BaseEncoding")), "latin-1")


def _named(name: str) -> str:
    """Return the characters of a glyph by its name (Adobe Glyph List Specification)."""
    from fontTools.agl import toUnicode  # noqa: PLC0415 -- few PDFs leave it at names

    return toUnicode(name) or UNREADABLE
