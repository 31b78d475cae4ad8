"""Pages set on the spot by Typst, with the fonts of the style, for the rules of layout to be held against."""

from __future__ import annotations

from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

MEASURE, SIZE, PITCH = 20, 10, 16
"""The text block of a specimen: characters in a line, and pt of their size and from line to line."""

FRAME = """\
#set document(title: "样张")
#set page(width: 280pt, height: 400pt, margin: 40pt, numbering: none)
#set text(font: "Noto Serif SC", size: 10pt, lang: "zh", region: "cn", fallback: false)
#set text(top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 6pt, spacing: 6pt, first-line-indent: (amount: 2em, all: true))
#set heading(numbering: none)
#show heading: set text(font: "Noto Sans SC", size: 10pt, weight: "regular")
#show heading: it => block(above: 6pt, below: 6pt, sticky: true, it.body)
#set footnote(numbering: "[1]")
#set footnote.entry(gap: 3pt)
#let break-here = linebreak(justify: true)

"""
"""The beginning of every specimen: 20 characters of 10 pt by 20 lines of 16 pt."""

FILLER = "山川湖海日月星辰春夏秋冬东西南北风霜雨雪花草树木鸟兽虫鱼金银铜铁衣食住行笔墨纸砚琴棋书画。" * 2
"""A paragraph of the commonest kind, long enough to tell where lines begin and end."""


def typeset(specimen: str, *, fillers: int = 2) -> bytes:
    """Return a PDF of a specimen in Typst's markup, behind paragraphs that tell the design of the page."""
    source = FRAME + f"{FILLER}\n\n" * fillers + specimen
    fonts = [str(sans_path().parent)]
    # Its types do not tell that the source may come as bytes.
    compiler: Any = typst.Compiler
    made = compiler(source.encode(), font_paths=fonts, ignore_system_fonts=True).compile()
    assert isinstance(made, bytes)
    return made
