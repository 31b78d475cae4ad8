"""The measures of a style as custom properties of CSS, so that style.yaml stays the one place for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from dedoc.style import Style

PAGE = ("width", "height", "top", "size", "pitch")
"""The lengths of the page that are taken as they stand."""

WATERMARK = 72
"""Size in pt of the word across the pages of a draft."""

ENGINE = ':root { image-rendering: crisp-edges }\n.half { font-feature-settings: "halt" }\n'
"""What the engine needs: PDF/A lets no picture be smoothed (ISO 19005-2, 6.2.8), and squeezed marks are narrow."""


def prelude(style: Style, art: Mapping[str, str]) -> str:
    """Return a style sheet that sets the measures, fonts and colours of a style on the root element.

    ``--page-…`` and ``--color-…``, and ``--color-…-channels`` as ``rgba()`` takes them; for each kind of text its size,
    pitch, distances, indent, alignment and family, and ``--…-font``, which is all of a value of ``font``; ``--cover``
    and those of ``art``, pictures by name and address, or none.
    """
    pictures = {"cover": style.record.cover, "watermark": "", **art}
    drawn = ((name, f"url({json.dumps(address)})" if address else "none") for name, address in pictures.items())
    declarations = "".join(f"  --{name}: {value};\n" for name, value in (*_properties(style), *drawn))
    return f":root {{\n{declarations}}}\n{ENGINE}"


def _properties(style: Style) -> Iterator[tuple[str, str]]:
    page = style.record.page
    yield from ((f"page-{name}", f"{getattr(page, name):g}pt") for name in PAGE)
    yield "page-side", f"{(page.width - page.columns * page.size) / 2:.4f}pt"
    yield "page-bottom", f"{page.height - page.top - page.lines * page.pitch:.4f}pt"
    yield "page-columns", str(page.columns)
    yield "page-lines", str(page.lines)
    for name, color in style.record.colors.items():
        yield f"color-{name}", color
        yield f"color-{name}-channels", ", ".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    for kind, text in style.record.text.items():
        name = kind.replace("_", "-")
        family = json.dumps(style.record.fonts[text.font].family, ensure_ascii=False)
        lengths = {"size": text.size, "pitch": text.pitch, "before": text.before, "after": text.after}
        yield from ((f"{name}-{part}", f"{length:g}pt") for part, length in lengths.items())
        yield f"{name}-indent", f"{text.indent:g}em"
        yield f"{name}-align", text.align
        yield f"{name}-family", family
        yield f"{name}-font", f"{text.size:g}pt/{text.pitch:g}pt {family}"


def leader_svg(style: Style) -> bytes:
    """Return a dot of the leaders in contents, to be repeated, as vector art: who draws dots writes none."""
    dot = f'<circle cx="2" cy="0.5" r="0.45" fill="{style.record.colors["muted"]}"/>'
    size = 'width="4pt" height="1pt" viewBox="0 0 4 1"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{dot}</svg>'.encode()


def watermark_svg(style: Style, word: str) -> bytes:
    """Return the word across the pages of a draft as vector art of the size of a page."""
    page, title = style.record.page, style.record.fonts[style.record.text["title"].font]
    text = (
        f'<text x="{page.width / 2:g}" y="{page.height / 2:g}" transform="rotate(-45 {page.width / 2:g} '
        f'{page.height / 2:g})" text-anchor="middle" font-family="{escape(title.family)}" font-size="{WATERMARK}" '
        f'fill="{style.record.colors["light"]}" fill-opacity="0.7">{escape(word)}</text>'
    )
    size = f'width="{page.width:g}pt" height="{page.height:g}pt" viewBox="0 0 {page.width:g} {page.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{text}</svg>'.encode()
