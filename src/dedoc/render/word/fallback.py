"""Runs of their own for the characters that the font of a text lacks."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Mapping

from docx.oxml.ns import qn
from lxml import etree

from dedoc.fonts import FontStyle, open_font
from dedoc.render.word.xml import Element, element, text_element
from dedoc.style import Style

IN_RUN_IN_FONT = ("Strong", "Emphasis", "RunInHeading")
"""The character styles that have the font of run-in headings."""


def set_fallbacks(root: Element, style: Style, fonts: Mapping[str, str]) -> None:
    """Put the characters of a part that their font lacks into runs in the first fallback that has glyphs for them.

    ``fonts`` are the names of fonts by the id of the paragraph style. Word would choose a font by itself, and each
    machine another one.
    """
    everywhere = frozenset.intersection(*(open_font(font).characters for font in style.record.fonts.values()))
    if everywhere.issuperset(map(ord, set(etree.tostring(root, method="text", encoding="unicode")))):
        return
    for paragraph in root.iter(qn("w:p")):
        for run in list(paragraph.iter(qn("w:r"))):
            text = "".join(run.itertext(qn("w:t")))
            if not everywhere.issuperset(map(ord, text)):
                own = (
                    style.record.text["run_in"].font
                    if run.style in IN_RUN_IN_FONT
                    else fonts.get(paragraph.style, "body")
                )
                _split(run, text, style.chain(own))


def _split(run: Element, text: str, chain: tuple[FontStyle, ...]) -> None:
    """Replace a run of text by one for each font that it takes."""
    for font, characters in itertools.groupby(text, lambda character: _font_of(character, chain)):
        piece = copy.deepcopy(run)
        for old in piece.findall(qn("w:t")):
            piece.remove(old)
        piece.append(text_element("".join(characters)))
        if font is not chain[0]:
            _set_font(piece, font)
        run.addprevious(piece)
    run.getparent().remove(run)


def _font_of(character: str, chain: tuple[FontStyle, ...]) -> FontStyle:
    return next((font for font in chain if ord(character) in open_font(font).characters), chain[0])


def _set_font(run: Element, font: FontStyle) -> None:
    """Let a run take its East Asian characters, and those that could be either, from a font (ECMA-376-1, 17.3.2.26)."""
    properties = run.get_or_add_rPr()
    named = properties.find(qn("w:rFonts"))
    if named is None:
        named = element("rFonts")
        # The schema has an order: the style of the run goes first.
        properties.insert(0 if properties.find(qn("w:rStyle")) is None else 1, named)
    named.set(qn("w:hint"), "eastAsia")
    named.set(qn("w:eastAsia"), font.word)
