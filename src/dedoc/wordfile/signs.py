"""Signs that Word takes from fonts of signs (w:sym, ECMA-376-1, 17.3.3.30), as characters."""

from __future__ import annotations

from dedoc.wordfile.package import Package
from dedoc.wordfile.xml import Element, value

UNKNOWN = "〓"
"""What stands, by old custom of Chinese and Japanese printers, for a character that is not there."""

WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x9F: "•", 0xA7: "■", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x44: "Δ",
    0x53: "Σ", 0x57: "Ω", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0xE5: "∑",
}  # fmt: skip
FONTS = {"wingdings": WINGDINGS, "symbol": SYMBOL}


def sign(item: Element, package: Package) -> str:
    """Return the character of a sign; 〓 where its font is not known, which is then told."""
    font, code = value(item, "font"), value(item, "char")
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    table = FONTS.get(font.casefold())
    if table is None and not 0xE000 <= point <= 0xF8FF and 0x20 <= point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF:
        return chr(point)
    found = (table or {}).get(point & 0xFF)
    if found is None:
        hint = "look at it in Word, and write the character that is meant"
        message = "the sign {code} of the font “{font}” stands for no character; 〓 is put for it"
        package.warn(message, hint, code=code, font=font)
    return found or UNKNOWN
