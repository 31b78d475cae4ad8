"""Boxed text and the list of sources in the Word file."""

from __future__ import annotations

from dedoc.model import Heading, List, Sidebar, SourceList
from dedoc.render.word.text import bookmark_of
from dedoc.walk import find
from readback.built import Built
from readback.fields import style_of, words_of
from readback.said import caption_says, inlines_say
from readback.word import NAMES, Element, W, value


def boxes(torture: Built) -> list[Element]:
    """Return the boxes of the Word file."""
    return torture.word.find(".//w:tbl[w:tblPr/w:tblStyle/@w:val='SidebarBox']")


def test_a_box_is_a_table_of_one_column_with_title_and_text(torture: Built) -> None:
    """A box has a row for its title, which Word counts, and one for its text; a cell ends in a paragraph."""
    sidebars = list(find(torture.document.body, Sidebar))
    for sidebar, made in zip(sidebars, boxes(torture), strict=True):
        title, content = made.findall("w:tr/w:tc", NAMES)
        (heading,) = title.findall("w:p", NAMES)
        assert style_of(heading) == "SidebarTitle"
        assert words_of(heading).replace("[]", "") == caption_says(sidebar)
        assert content[-1].tag == f"{W}p"
        assert value(made.find("w:tblPr/w:tblCaption", NAMES)) != ""
        styles = {style_of(p) for p in content.iterfind("w:p", NAMES)}
        assert styles <= {
            *("Sidebar", "SidebarList", "SidebarQuote"),
            *("TableCaption", "Figure", "Caption", "FigureSource", "Gap"),
        }


def test_short_boxes_are_not_cut_and_long_ones_may_be(torture: Built) -> None:
    """A title is never cut, and a box of up to half a page stays on one page."""
    rows = [made.findall("w:tr", NAMES) for made in boxes(torture)]
    cuts = [[row.find("w:trPr/w:cantSplit", NAMES) is not None for row in pair] for pair in rows]
    assert cuts == [[True, False], [True, True], [True, False]]


def test_the_ground_and_the_rules_of_a_box_are_those_of_its_style(torture: Built) -> None:
    """The table style of boxes has a ground, and rules above and below, in the colours of the PDF."""
    style = torture.word.styles["SidebarBox"]
    assert value(style.find("w:tcPr/w:shd", NAMES), "fill") == "eff4f8"
    borders = style.find("w:tblPr/w:tblBorders", NAMES)
    assert [(rule.tag.removeprefix(W), value(rule, "sz")) for rule in borders] == [("top", "12"), ("bottom", "4")]


def test_lists_in_a_box_are_of_its_size(torture: Built) -> None:
    """A list in a box has the style of boxed text, and a numbering with indents of that size."""
    items = torture.word.find(".//w:tc/w:p[w:pPr/w:pStyle/@w:val='SidebarList']")
    assert [words_of(item) for item in items] == ["甲项", "乙项"]
    assert [torture.word.labels[item] for item in items] == ["•", "•"]
    assert len(list(find(torture.document.body, List))) >= 1


def test_sources_are_a_numbered_list_with_links(torture: Built) -> None:
    """Entries hang from marks that Word counts, [1] and on; addresses are links that Word can follow."""
    (listed,) = find(torture.document.body, SourceList)
    entries = torture.word.find("w:p[w:pPr/w:pStyle/@w:val='SourceEntry']")
    assert [torture.word.labels[entry] for entry in entries] == ["[1]", "[2]", "[3]"]
    assert [words_of(entry) for entry in entries] == [inlines_say(entry.content) for entry in listed.entries]
    (number,) = {value(entry.find("w:pPr/w:numPr/w:numId", NAMES)) for entry in entries}
    (level,) = torture.word.parts["word/numbering.xml"].xpath(
        f"w:abstractNum[@w:abstractNumId={int(number) - 1}]/w:lvl", namespaces=NAMES
    )
    indent = level.find("w:pPr/w:ind", NAMES)
    assert value(indent, "left") == value(indent, "hanging") != ""
    relations = {r.get("Id"): r for r in torture.word.parts["word/_rels/document.xml.rels"]}
    keys = [link.get(f"{{{NAMES['r']}}}id") for entry in entries for link in entry.iterfind("w:hyperlink", NAMES)]
    links = [(relations[key].get("Target"), relations[key].get("TargetMode")) for key in keys]
    assert links == [(entry.source.address, "External") for entry in listed.entries if entry.source.address]
    names = [value(mark, "name") for entry in entries for mark in entry.iterfind("w:bookmarkStart", NAMES)]
    assert {bookmark_of(f"source-{entry.source.key}") for entry in listed.entries} <= set(names)


def test_appendices_begin_a_page_and_count_by_letters(torture: Built) -> None:
    """Headings of appendices have a list of their own; the first level begins a page."""
    found = torture.word.find("w:p[starts-with(w:pPr/w:pStyle/@w:val, 'HeadingAppendix')]")
    assert [(torture.word.labels[p], words_of(p)) for p in found] == [
        ("附录A　", "指标与方法"),
        ("A.1　", "取数"),
        ("附录B　", "又一个附录"),
    ]
    assert torture.word.styles["HeadingAppendix1"].find("w:pPr/w:pageBreakBefore", NAMES) is not None
    assert torture.word.styles["HeadingAppendix2"].find("w:pPr/w:pageBreakBefore", NAMES) is None
    assert [h.mark for h in find(torture.document.body, Heading) if h.in_appendix and h.mark] == [
        torture.word.labels[p] for p in found
    ]
    captions = torture.word.find("w:p[w:pPr/w:pStyle/@w:val='TableCaption' or w:pPr/w:pStyle/@w:val='Caption']")
    assert [words_of(p) for p in captions][-2:] == ["表A-1：附表", "图B-1：窄而高的图片"]
