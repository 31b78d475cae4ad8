"""A document as one file of HTML with the least of CSS that a book needs, for WeasyPrint as it comes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from dedoc.fonts import font_file
from dedoc.model import (
    Block,
    Citation,
    Document,
    Emphasis,
    FactCall,
    Figure,
    FolioMark,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.render.figures import drawing_size
from dedoc.style import Style
from dedoc.walk import find

PAGE = """\
<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
{faces}
@page {{
  size: {width}pt {height}pt;
  margin: {top}pt {side}pt {bottom}pt;
  @bottom-center {{ content: counter(page); font: 12pt "{body}" }}
}}
body {{ margin: 0; font: {size}pt/{pitch}pt "{body}"; text-align: justify }}
h1, h2, h3, h4, strong {{ font: inherit; font-family: "{heading}" }}
h1, h2, h3, h4 {{ margin: 0; break-after: avoid; text-align: left }}
p {{ margin: 0; text-indent: 2em; orphans: 2; widows: 2 }}
figure {{ margin: 0; text-align: center; break-inside: avoid }}
.note {{ float: footnote; font: {note}pt/{note_pitch}pt "{body}"; text-indent: 0 }}
.note p {{ text-indent: 0 }}
</style></head><body>
"""


def document_html(document: Document, style: Style) -> str:
    """Return the front, body and back of a report; pictures are named ``figure-<label>.svg``."""
    parts = (*document.front, *document.body, *document.back)
    return _head(document, style) + _blocks(parts, style) + "</body></html>\n"


def _head(document: Document, style: Style) -> str:
    page, note = style.record.page, style.record.text["note"]
    fonts = {name: style.record.fonts[name] for name in ("body", "heading")}
    faces = (f'@font-face {{ font-family: "{f.family}"; src: url({font_file(f).as_uri()}) }}' for f in fonts.values())
    return PAGE.format(
        language=document.metadata.language,
        title=escape(document.metadata.full_title),
        faces="\n".join(faces),
        width=page.width,
        height=page.height,
        top=page.top,
        side=(page.width - page.columns * page.size) / 2,
        bottom=page.height - page.top - page.lines * page.pitch,
        size=page.size,
        pitch=page.pitch,
        note=note.size,
        note_pitch=note.pitch,
        **{name: font.family for name, font in fonts.items()},
    )


def _blocks(blocks: Iterable[Block], style: Style) -> str:
    return "\n".join(_block(block, style) for block in blocks)


def _block(block: Block, style: Style) -> str:
    match block:
        case FolioMark():
            return ""
        case Heading():
            level = min(block.level, 4)
            return f'<h{level} id="{block.label}">{escape(block.mark)}{_inlines(block.content)}</h{level}>'
        case Paragraph():
            run_in = f"<strong>{_inlines(block.run_in)}</strong>" if block.run_in else ""
            return f"<p>{run_in}{_inlines(block.content)}</p>"
        case List():
            name = "ul" if block.start is None else "ol"
            return f"<{name}>{''.join(f'<li>{_blocks(item, style)}</li>' for item in block.items)}</{name}>"
        case Quotation():
            return f"<blockquote>{_blocks(block.content, style)}</blockquote>"
        case Table():
            rows = ((f"<td>{_inlines(cell)}</td>" for cell in row) for row in (block.head, *block.rows))
            caption = f"<caption>{escape(block.mark)}{_inlines(block.caption)}</caption>"
            return f"<table>{caption}{''.join(f'<tr>{chr(10).join(row)}</tr>' for row in rows)}</table>"
        case Figure():
            height = drawing_size(block, style)[1]
            caption = escape(block.mark) + _inlines(block.caption)
            source = f"<br>{escape(block.source.text)}" if block.source else ""
            picture = (
                f'<img src="figure-{block.label}.svg" style="height: {height:g}pt" alt="{escape(block.alternative)}">'
            )
            return f'<figure id="{block.label}">{picture}<figcaption>{caption}{source}</figcaption></figure>'
        case Sidebar():
            title = f"<p><strong>{escape(block.mark)}{_inlines(block.title)}</strong></p>"
            return f"<blockquote>{title}{_blocks(block.content, style)}</blockquote>"
        case SourceList():
            return "".join(f"<p>{escape(entry.mark)} {_inlines(entry.content)}</p>" for entry in block.entries)
        case _:
            assert_never(block)


def _inlines(content: Iterable[Inline]) -> str:
    return "".join(_inline(node) for node in content)


def _inline(node: Inline) -> str:
    match node:
        case Text() | FactCall() | Citation():
            return escape(node.text)
        case Emphasis():
            return f"<em>{_inlines(node.content)}</em>"
        case Strong():
            return f"<strong>{_inlines(node.content)}</strong>"
        case Link():
            return f'<a href="{escape(node.address)}">{_inlines(node.content)}</a>'
        case LineBreak():
            return "<br>"
        case Reference():
            return f'<a href="#{node.target}">{escape(node.text)}</a>'
        case Note():
            paragraphs = (_inlines((*p.run_in, *p.content)) for p in find(node.content, Paragraph))
            return f'<span class="note">{"<br>".join(paragraphs)}</span>'
        case FolioMark() | IndexMark():
            return ""
        case _:
            assert_never(node)
