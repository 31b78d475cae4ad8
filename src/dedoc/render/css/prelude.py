"""The measures of a style as custom properties of CSS, so that style.yaml stays the one place for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from dedoc.sheet import GAP
from dedoc.style import Style

PAGE = ("width", "height", "top", "bottom", "inner", "outer", "side", "size", "pitch", "notes", "bleed", "outset")
"""The lengths of the page that are taken as they stand."""

HEAD, FOOT = 40, 30
"""How far in pt running heads and folios keep from the text where a style does not say it."""

CORNERS = {"top-left": (0, 0), "top-right": (1, 0), "bottom-left": (0, 1), "bottom-right": (1, 1)}
"""The corners of a page, and on which side of their crop marks it lies."""

WATERMARK = 72
"""Size in pt of the word across the pages of a draft."""

ENGINE = ':root { image-rendering: crisp-edges }\n.half { font-feature-settings: "halt" }\n'
"""What the engine needs: PDF/A lets no picture be smoothed (ISO 19005-2, 6.2.8), and squeezed marks are narrow."""


def prelude(style: Style, art: Mapping[str, str], title: str, *, is_draft: bool, is_as_printed: bool) -> str:
    """Return a style sheet that sets the measures, fonts and colours of a style on the root element.

    ``--page-…`` and ``--color-…``, and ``--color-…-channels`` as ``rgba()`` takes them; for each kind of text its size,
    pitch, distances, indent, alignment and family, and ``--…-font``, which is all of a value of ``font``; ``--title``,
    what running heads and folios are and where chapters begin; ``--cover`` and those of ``art``, pictures by name and
    address, or none.
    """
    # What is printed page for page begins where it began.
    starts = "run" if is_as_printed else style.record.page.starts
    pictures = {"cover": style.record.cover, "watermark": "", **{f"crop-{corner}": "" for corner in CORNERS}, **art}
    drawn = ((name, f"url({_quoted(address)})" if address else "none") for name, address in pictures.items())
    properties = (
        *_page(style),
        *_starts(starts),
        *_furniture(style, starts, is_draft=is_draft),
        *_texts(style),
        *drawn,
    )
    declarations = "".join(f"  --{name}: {value};\n" for name, value in (*properties, ("title", _quoted(title))))
    return f":root {{\n{declarations}}}\n{ENGINE}"


def _page(style: Style) -> Iterator[tuple[str, str]]:
    page = style.record.page
    yield from ((f"page-{name}", f"{round(getattr(page, name), 4):g}pt") for name in PAGE)
    yield "page-head", f"{HEAD if page.head is None else page.head:g}pt"
    yield "page-foot", f"{FOOT if page.foot is None else page.foot:g}pt"
    yield from ((f"page-{name}", f"{getattr(page, name):g}") for name in ("columns", "lines", "figures"))
    yield "cover-height", f"{style.record.cover_height:g}pt"
    for name, color in style.record.colors.items():
        yield f"color-{name}", color
        yield f"color-{name}-channels", ", ".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))


def _starts(starts: str) -> Iterator[tuple[str, str]]:
    """Yield where chapters begin: those with a number, those that never stand behind another, and the back cover."""
    yield "chapter-break", "auto" if starts == "run" else starts
    yield "opening-break", "recto" if starts == "recto" else "page"
    yield "closing-break", "verso" if starts == "recto" else "page"
    # Room above what always begins a page is a part of its look; elsewhere it is lost there.
    yield "chapter-margin", "discard" if starts == "run" else "keep"


def _furniture(style: Style, starts: str, *, is_draft: bool) -> Iterator[tuple[str, str]]:
    """Yield what running heads say, and where they and the folios stand, on right pages and on left ones."""
    page, text = style.record.page, style.record.text
    # A page on which a chapter begins by itself needs no head.
    which = "first-except" if starts == "recto" else "last"
    said = {"none": "none", "title": f"string(title, {which})", "chapter": f"string(chapter, {which})"}
    yield "head-color", style.record.colors["second" if is_draft else "muted"]
    for side, edge in (("recto", "right"), ("verso", "left")):
        yield f"head-{side}", "string(draft)" if is_draft else said[getattr(page.heads, side)]
        for name, kind, is_outer in (("head", "running_head", not is_draft), ("folio", "folio", True)):
            own = "center" if text[kind].align == "center" else "left"
            yield f"{name}-{side}-align", edge if is_outer and page.folios == "outer" else own


def _texts(style: Style) -> Iterator[tuple[str, str]]:
    for kind, text in style.record.text.items():
        name = kind.replace("_", "-")
        family = ", ".join(_quoted(font.family) for font in style.chain(text.font))
        lengths = {"size": text.size, "pitch": text.pitch, "before": text.before, "after": text.after}
        yield from ((f"{name}-{part}", f"{length:g}pt") for part, length in lengths.items())
        yield f"{name}-indent", f"{text.indent:g}em"
        yield f"{name}-align", text.align
        yield f"{name}-family", family
        yield f"{name}-font", f"{text.size:g}pt/{text.pitch:g}pt {family}"


def _quoted(text: str) -> str:
    """Return a text as a string of CSS (CSS Syntax 3, 4.3.5)."""
    return '"{}"'.format(re.sub(r'["\\\x00-\x1f]', lambda match: f"\\{ord(match[0]):x} ", text))


def art_of(style: Style, watermark: str) -> dict[str, bytes]:
    """Return the pictures that style sheets draw with, as SVG by name; ``watermark`` is a word, or empty."""
    pictures = {"leader": _leader(style)}
    if watermark:
        pictures["watermark"] = _watermark(style, watermark)
    if style.record.page.crop_marks:
        pictures |= {f"crop-{corner}": _crop(style, right, low) for corner, (right, low) in CORNERS.items()}
    return pictures


def _leader(style: Style) -> bytes:
    """Return a dot of the leaders in contents, to be repeated, as vector art: who draws dots writes none."""
    dot = f'<circle cx="2" cy="0.5" r="0.45" fill="{style.record.colors["muted"]}"/>'
    return _svg(4, 1, dot)


def _watermark(style: Style, word: str) -> bytes:
    """Return the word across the pages of a draft as vector art of the size of a page."""
    page, title = style.record.page, style.record.fonts[style.record.text["title"].font]
    text = (
        f'<text x="{page.width / 2:g}" y="{page.height / 2:g}" transform="rotate(-45 {page.width / 2:g} '
        f'{page.height / 2:g})" text-anchor="middle" font-family="{escape(title.family)}" font-size="{WATERMARK}" '
        f'fill="{style.record.colors["light"]}" fill-opacity="0.7">{escape(word)}</text>'
    )
    return _svg(page.width, page.height, text)


def _crop(style: Style, right: int, low: int) -> bytes:
    """Return the marks at a corner of the page, in the room around it, as vector art; they show where to cut it."""
    page = style.record.page
    room = page.outset
    length = room - max(page.bleed, GAP)
    edge_x, edge_y = room * (1 - right), room * (1 - low)
    begin_x, begin_y = (room - length) * right, (room - length) * low
    # Where margins end at the mark, half of its stroke is hidden.
    path = f"M{begin_x:g} {edge_y:g}h{length:g}M{edge_x:g} {begin_y:g}v{length:g}"
    return _svg(room, room, f'<path d="{path}" stroke="#000" stroke-width="0.5"/>')


def _svg(width: float, height: float, content: str) -> bytes:
    size = f'width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>'.encode()
