"""What runs say of their script, where a language is not set in the squares of Han."""

from __future__ import annotations

import copy

from docx.oxml.ns import qn

from dedoc.render.directions import stretches
from dedoc.render.word.xml import Element, element, text_element
from dedoc.setting import Setting

AFTER_DIRECTION = ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")
"""What stands behind the direction in the properties of a run (ECMA-376-1, 17.3.2.28)."""


def set_scripts(root: Element, setting: Setting) -> None:
    """Let the runs of a part say their direction, and take from their marks the hint that they are Chinese."""
    if not setting.wide_marks:
        for fonts in list(root.iter(qn("w:rFonts"))):
            _drop_hint(fonts)
    if setting.is_rtl:
        for run in list(root.iter(qn("w:r"))):
            _set_direction(run)


def _drop_hint(fonts: Element) -> None:
    fonts.attrib.pop(qn("w:hint"), None)
    if fonts.attrib:
        return
    properties = fonts.getparent()
    properties.remove(fonts)
    if not len(properties) and properties.getparent().tag == qn("w:r"):
        properties.getparent().remove(properties)


def _set_direction(run: Element) -> None:
    """Say that a run goes from right to left; what in it does not stands in runs of its own."""
    texts = run.findall(qn("w:t"))
    parts = list(stretches(texts[0].text or "")) if len(texts) == 1 else []
    if all(not is_forward for _, is_forward in parts):
        _turn(run)
        return
    for text, is_forward in parts:
        piece = copy.deepcopy(run)
        old = piece.find(qn("w:t"))
        piece.replace(old, text_element(text))
        if not is_forward:
            _turn(piece)
        run.addprevious(piece)
    run.getparent().remove(run)


def _turn(run: Element) -> None:
    properties = run.get_or_add_rPr()
    after = [child for child in properties if child.tag.rpartition("}")[2] in AFTER_DIRECTION]
    made = element("rtl")
    if after:
        after[0].addprevious(made)
    else:
        properties.append(made)
