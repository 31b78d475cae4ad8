"""What a professional would check in a Word file, on the 2024 edition and on one with every element.

The numbers are those of a list of 32 points. What needs a layout is in ``test_layout.py``, blocks and what another
program leaves of them in ``test_round_trip.py``, tables, boxes and sections in files of their own; equal bytes in
``tests/edition/test_reproducible.py``; charts in ``tests/render/test_word_charts.py``.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from conformance import missing, word
from dedoc.model import Heading, Note
from dedoc.render.word.text import bookmark_of
from dedoc.walk import find
from editions import make_edition
from readback.built import Built
from readback.built import built as build_edition
from readback.fields import bookmarked, fields, fields_in, style_of, texts, words_of
from readback.said import caption_says, captioned, difference, heading_says, squeezed
from readback.word import NAMES, Element, W, WordFile, value
from torture import TORTURE

EDITIONS = ("report", "torture")
RELATION = f"{{{NAMES['r']}}}id"
AMBIGUOUS = re.compile("[“”‘’…—·]")
LATIN_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
OWN = {
    "BodyText": {"pStyle", "spacing", "sectPr"},
    "ListParagraph": {"pStyle", "spacing", "numPr", "ind"},
    "Sidebar": {"pStyle", "spacing"},
    "SidebarList": {"pStyle", "spacing", "numPr", "ind"},
    "Quote": {"pStyle", "spacing", "ind"},
}
"""What paragraphs of the text have besides their style: the room around tables, and indents that nesting asks for."""


@pytest.fixture(scope="module", params=EDITIONS)
def built(request: pytest.FixtureRequest) -> Built:
    """Return one edition after the other."""
    found: Built = request.getfixturevalue(request.param)
    return found


# --- The package ------------------------------------------------------------------------------------------------------


def test_the_validators_find_nothing(built: Built) -> None:
    """(1, 2) Openxml-audit and ooxml-integrity report nothing, nor does Microsoft's own validator where it is there."""
    if reason := missing(*word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: the Word file not validated")
    assert word.openxml_audit(built.word_path) == []
    assert word.ooxml_integrity(built.word_path) == []
    if word.sdk_program() is not None:
        assert [word.open_xml_sdk(built.word_path, version) for version in ("Microsoft365", "Office2016")] == [[], []]


SET_APART = (
    r"Heading1: Paragraph overrides space before ",  # the body begins on the grid: no room above its first heading
    r"\w+: Paragraph overrides (left indent, )?space (before|after)(, space after)?(, keep with next)? ",  # at a table
    r"Gap: Paragraph overrides line spacing ",  # between two tables
    r"Table(Text|Head|Remarks): Paragraph overrides (alignment|keep with next)",  # by columns and rows
    r"Caption: Paragraph overrides keep with next ",  # a caption without source
)
"""What parts from its style for a reason: the style and the property, as the lint of docx-plus tells it."""


def test_paragraphs_look_as_their_styles_say(built: Built) -> None:
    """(2, 17) What the lint finds is what a style cannot know: the neighbours of a paragraph, the column of a cell."""
    if reason := missing(*word.LINT_NEEDS):
        pytest.skip(f"{reason}: the Word file not linted")
    found = [each for each in word.docx_lint(built.word_path) if not each.startswith("duplicate-styles ")]
    has_tables = bool(built.word.find(".//w:tbl"))
    drifted = [each.removeprefix("style-drift ") for each in found if each.startswith("style-drift ")]
    set_apart = SET_APART if has_tables else SET_APART[:1]
    assert [each for each in drifted if not any(re.match(reason, each) for reason in set_apart)] == []
    # Lists that follow each other, and appendices behind chapters, are counted apart from each other.
    others = [each for each in found if not each.startswith("style-drift ")]
    assert {each.split(":")[0] for each in others} <= {
        "list-numbering-continuity HeadingAppendix1",
        "list-numbering-continuity ListParagraph",
    }
    if not has_tables:
        assert len(found) == 1


def test_every_part_is_named_once_and_every_name_is_there(built: Built) -> None:
    """(4) Relations and parts are in step, and nothing is left of python-docx's own template."""
    relations = [name for name in built.word.parts if name.endswith(".rels")]
    named = {target for name in relations for target in targets(built.word, name)}
    parts = {name for name in built.word.files if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert named == parts
    assert [name for name in parts if re.search("thumbnail|customXml|stylesWithEffects|webSettings", name)] == []


def targets(file: WordFile, name: str) -> Iterator[str]:
    """Yield the parts that a part of relations names."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in file.parts[name]:
        if relation.get("TargetMode") != "External":
            target = relation.get("Target")
            yield target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def test_the_properties_say_what_the_file_is_and_how_long(built: Built) -> None:
    """(4) Title, authors, language and dates are those of the edition; pages, words and characters can be counted."""
    core = {etree.QName(child).localname: child.text for child in built.word.parts["docProps/core.xml"]}
    metadata = built.document.metadata
    assert core["title"] == metadata.full_title
    assert core["creator"] == "; ".join(metadata.authors)
    assert core["language"] == metadata.language == "zh-CN"
    assert core["keywords"] == ", ".join(metadata.keywords)
    assert core["category"] == "研究报告"
    assert core["created"] == core["modified"]
    app = {etree.QName(child).localname: child.text for child in built.word.parts["docProps/app.xml"]}
    written = [
        "".join(text.text or "" for text in p.iter(f"{W}t"))
        for root in (built.word.body, built.word.notes)
        for p in root.iter(f"{W}p")
    ]
    latin = "".join(" " if unicodedata.east_asian_width(c) in "WF" else c for c in "\n".join(written))
    wide = sum(unicodedata.east_asian_width(c) in "WF" and not c.isspace() for text in written for c in text)
    expected = {
        "Pages": built.pages.pages,
        "Words": wide + len(latin.split()),
        "Characters": sum(not c.isspace() for text in written for c in text),
        "CharactersWithSpaces": sum(map(len, written)),
        "Paragraphs": sum(bool(text.strip()) for text in written),
    }
    assert {name: int(app[name] or 0) for name in expected} == expected


# --- Fields -----------------------------------------------------------------------------------------------------------


def test_word_opens_it_without_a_question(built: Built) -> None:
    """(5) Nothing is marked to be updated."""
    assert [name for name, root in built.word.parts.items() if root.xpath("//@w:dirty", namespaces=NAMES)] == []
    assert built.word.parts["word/settings.xml"].find("w:updateFields", NAMES) is None


def test_every_field_is_closed_and_has_its_result(built: Built) -> None:
    """(6) All fields begin, separate and end, and hold their result; the mark of an index has none."""
    unfilled = [item.code for item in fields(built.word) if not (item.is_separated and item.result)]
    assert [code for code in unfilled if not code.startswith(" XE ")] == []


def test_what_fields_and_links_name_is_there_once(built: Built) -> None:
    """(7) Every target has exactly one bookmark, and bookmarks come in pairs with ids and names of their own."""
    roots = texts(built.word)
    starts = [start for root in roots for start in root.iter(f"{W}bookmarkStart")]
    ends = [end for root in roots for end in root.iter(f"{W}bookmarkEnd")]
    ids = [value(start, "id") for start in starts]
    assert sorted(ids) == sorted(value(end, "id") for end in ends)
    assert len(ids) == len(set(ids))
    names = [value(start, "name") for start in starts]
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if not re.fullmatch(r"[A-Za-z_]\w{0,39}", name)] == []
    asked = {item.code.split()[1] for item in fields(built.word) if item.code.split()[0] in ("REF", "PAGEREF")}
    asked |= {value(link, "anchor") for link in built.word.find(".//w:hyperlink[@w:anchor]")}
    assert asked <= set(names)


def test_captions_count_as_word_would_count_them(built: Built) -> None:
    """(8) Cached numbers are those that Word finds: one more each time, or anew where the field says so."""
    counts: Counter[str] = Counter()
    for item in fields(built.word):
        words = item.code.split()
        if words[0] == "SEQ":
            counts[words[1]] = int(words[words.index("\\r") + 1]) if "\\r" in words else counts[words[1]] + 1
            assert item.result == str(counts[words[1]])
    shown = dict(bookmarked(built.word))
    for block in (block for blocks in captioned(built.document).values() for block in blocks):
        assert shown[bookmark_of(block.id)].startswith(squeezed(block.mark))
    references = [(item.code.split()[1], squeezed(item.result)) for item in fields(built.word) if " REF " in item.code]
    assert references
    assert references == [(name, shown[name]) for name, _ in references]


def test_the_contents_are_the_headings_with_their_folios(built: Built) -> None:
    """(9, 12) The contents list mark, words and level of every heading, with the folio that the PDF has for it."""
    entries = built.word.find(".//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC') and .//w:hyperlink]")
    first = len(list(find(built.document.front, Heading)))
    listed = zip(find(built.document.body, Heading), built.pages.headings[first:], strict=False)
    expected = [(f"TOC{h.level}", heading_says(h) + folio) for h, (_, folio) in listed if h.level <= 3]
    assert [(style_of(entry), words_of(entry)) for entry in entries] == expected


def test_lists_hold_what_they_list_with_its_folio(built: Built) -> None:
    """(9, 12) Lists of figures, tables and sidebars find their captions by what Word counts, and are complete."""
    entries = built.word.find(".//w:p[w:pPr/w:pStyle/@w:val='TableofFigures']")
    blocks = captioned(built.document)
    expected = [
        caption_says(block) + folio
        for name in built.document.lists
        for block, (_, folio) in zip(blocks[name], getattr(built.pages, name), strict=True)
    ]
    assert [words_of(entry) for entry in entries] == expected
    codes = [item.code.strip() for item in fields_in(built.word.body) if item.code.startswith(" TOC \\h")]
    words = {"figures": "图", "tables": "表", "sidebars": "专栏"}
    assert codes == [f'TOC \\h \\z \\c "{words[name]}"' for name in built.document.lists]


# --- Notes ------------------------------------------------------------------------------------------------------------


def test_every_note_is_called_once_and_in_order(built: Built) -> None:
    """(13) Calls, notes and the notes of the document are as many, with ids from 1; both separators are there."""
    calls = [value(call, "id") for call in built.word.find(".//w:footnoteReference")]
    count = len(list(find((built.document.front, built.document.body, built.document.back), Note)))
    assert calls == [str(number) for number in range(1, count + 1)]
    notes = [(value(note, "type"), value(note, "id")) for note in built.word.notes.iterfind("w:footnote", NAMES)]
    assert notes == [("separator", "-1"), ("continuationSeparator", "0"), *(("", call) for call in calls)]
    marks = [len(list(note.iter(f"{W}footnoteRef"))) for note in built.word.notes.iterfind("w:footnote", NAMES)]
    assert marks == [0, 0, *[1] * count]
    named = built.word.parts["word/settings.xml"].iterfind("w:footnotePr/w:footnote", NAMES)
    assert [value(note, "id") for note in named] == ["-1", "0"]


def test_each_mark_of_a_note_is_a_number_in_brackets(built: Built) -> None:
    """(14) In the text ``[n]`` stands raised as a whole, and each note begins with ``[n]`` and a space."""
    for call in built.word.find(".//w:footnoteReference/.."):
        runs = [call.getprevious(), call, call.getnext()]
        assert [words_of(run) for run in runs] == ["[", "", "]"]
        assert {value(run.find("w:rPr/w:rStyle", NAMES)) for run in runs} == {"FootnoteReference"}
    marks = [mark for note in built.word.notes for mark in note.iterfind("w:p/w:r/w:footnoteRef/..", NAMES)]
    around = [[run.findtext("w:t", None, NAMES) for run in (mark.getprevious(), mark.getnext())] for mark in marks]
    assert around == [["[", "] "]] * len(around)


# --- Headings and lists -----------------------------------------------------------------------------------------------


def test_word_counts_the_headings(built: Built) -> None:
    """(16) The number of each heading comes from its list, not from its text, and is that of the document."""
    headings = built.word.find("w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]")
    found = [(level(built, p), squeezed(built.word.labels.get(p, "")), words_of(p)) for p in headings]
    document = list(find(built.document.body, Heading))
    said = [heading_says(heading).removeprefix(squeezed(heading.mark)) for heading in document]
    assert [(depth, mark) for depth, mark, _ in found] == [(h.level, squeezed(h.mark)) for h in document]
    assert [re.sub(r"\[\]", "", words) for _, _, words in found] == said
    levels = [depth for depth, _, _ in found]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def level(built: Built, paragraph: Element) -> int:
    """Return the level of a heading, from 1, as its style has it."""
    return int(value(built.word.styles[style_of(paragraph)].find("w:pPr/w:outlineLvl", NAMES))) + 1


def test_heading_styles_and_numberings_are_linked_both_ways(built: Built) -> None:
    """(16) The styles of chapters and of appendices name the levels of two lists, which name the styles."""
    numbering = built.word.parts["word/numbering.xml"]
    for number, name in (("1", "Heading"), ("2", "HeadingAppendix")):
        (key,) = numbering.xpath(f"w:num[@w:numId={number}]/w:abstractNumId/@w:val", namespaces=NAMES)
        (definition,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId={key}]", namespaces=NAMES)
        assert value(definition.find("w:multiLevelType", NAMES)) == "multilevel"
        for depth, item in enumerate(definition.iterfind("w:lvl", NAMES), 1):
            style = built.word.styles[value(item.find("w:pStyle", NAMES))]
            assert value(style, "styleId") == f"{name}{depth}"
            assert [value(part) for part in style.find("w:pPr/w:numPr", NAMES)] == [str(depth - 1), number]


def test_text_is_formatted_by_styles(built: Built) -> None:
    """(17) Paragraphs have their style and what nesting asks for; no gap or indent is typed, none is empty."""
    for style, allowed in OWN.items():
        paragraphs = built.word.find(f".//w:p[w:pPr/w:pStyle/@w:val='{style}']")
        own = {child.tag.removeprefix(W) for paragraph in paragraphs for child in paragraph.find("w:pPr", NAMES)}
        assert own <= allowed, style
    runs = {child.tag.removeprefix(W) for child in built.word.find(".//w:p[not(ancestor::w:txbxContent)]/w:r/w:rPr/*")}
    assert runs <= {"rStyle", "rFonts", "vanish"}
    written = ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in built.word.find(".//w:p")]
    assert [text for text in written if text != text.strip()] == []
    empty = [p for p in built.word.find("w:p") if not words_of(p) and p.find(".//w:drawing", NAMES) is None]
    kept = [p for p in empty if p.find("w:pPr/w:sectPr", NAMES) is None and not between_tables(p)]
    assert [style_of(p) for p in kept] == []


def between_tables(paragraph: Element) -> bool:
    """Whether a paragraph keeps two tables apart, which Word would join."""
    around = (paragraph.getprevious(), paragraph.getnext())
    return style_of(paragraph) == "Gap" and all(item is not None and item.tag == f"{W}tbl" for item in around)


# --- Chinese ----------------------------------------------------------------------------------------------------------


def test_every_style_names_a_font_for_each_script(built: Built) -> None:
    """(18) Fonts are given for Latin, East Asian and other scripts at once, with the other name of the Chinese ones."""
    fonts = list(built.word.parts["word/styles.xml"].iter(f"{W}rFonts"))
    slots = ("ascii", "hAnsi", "eastAsia", "cs")
    assert [font.attrib for font in fonts if not all(value(font, slot) for slot in slots)] == []
    assert {value(font, "eastAsia") for font in fonts} <= {"宋体", "黑体", "楷体", "仿宋"}
    others = {value(f, "name"): value(f.find("w:altName", NAMES)) for f in built.word.parts["word/fontTable.xml"]}
    assert all(others[value(font, "eastAsia")] for font in fonts)


def test_chinese_marks_are_told_from_latin_ones(built: Built) -> None:
    """(19) Runs with a mark that both scripts have say that it is Chinese, but for the apostrophe of a Latin word."""
    for root in texts(built.word):
        for paragraph in root.iter(f"{W}p"):
            runs = [run for run in paragraph.iter(f"{W}r") if run.find("w:t", NAMES) is not None]
            whole = "".join("".join(run.itertext(f"{W}t")) for run in runs)
            latin = {match.start() for match in LATIN_APOSTROPHE.finditer(whole)}
            at = 0
            for run in runs:
                words = "".join(run.itertext(f"{W}t"))
                marks = {at + match.start() for match in AMBIGUOUS.finditer(words)}
                at += len(words)
                hint = value(run.find("w:rPr/w:rFonts", NAMES), "hint")
                assert not marks or hint == ("" if marks <= latin else "eastAsia"), words


def test_lines_break_and_marks_shrink_as_chinese_asks(built: Built) -> None:
    """(20) The defaults ask for the rules of Chinese, and its language."""
    styles = built.word.parts["word/styles.xml"]
    rules = {rule.tag.removeprefix(W) for rule in styles.find("w:docDefaults/w:pPrDefault/w:pPr", NAMES)}
    assert {"kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN"} <= rules
    language = styles.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NAMES)
    assert (value(language), value(language, "eastAsia")) == ("en-US", "zh-CN")
    settings = built.word.parts["word/settings.xml"]
    assert value(settings.find("w:characterSpacingControl", NAMES)) == "compressPunctuation"
    before = value(settings.find("w:noLineBreaksBefore", NAMES), "val")
    after = value(settings.find("w:noLineBreaksAfter", NAMES), "val")
    assert set("、。，；：？！）》」』”’") <= set(before)
    assert set("（《「『“‘") <= set(after)
    # The call of a note goes with the word before it (CLREQ 3.1.5.3).
    assert "[" in before


def test_every_section_has_the_grid_of_the_style(built: Built) -> None:
    """(21) Text blocks are as wide as whole characters, turned pages as high; pitch and lines agree everywhere."""
    sheet = built.sheet
    line = value(built.word.styles["BodyText"].find("w:pPr/w:spacing", NAMES), "line")
    for section in built.word.find(".//w:sectPr"):
        size, margins = (section.find(f"w:{name}", NAMES) for name in ("pgSz", "pgMar"))
        width = int(value(size, "w")) - int(value(margins, "left")) - int(value(margins, "right"))
        height = int(value(size, "h")) - int(value(margins, "top")) - int(value(margins, "bottom"))
        across, along = (height, width) if value(size, "orient") == "landscape" else (width, height)
        assert across == pytest.approx(sheet.columns * sheet.size * 20, abs=2)
        assert along == pytest.approx(sheet.lines * int(line), abs=int(line) - 1)
        grid = section.find("w:docGrid", NAMES)
        assert (value(grid, "linePitch"), value(grid, "charSpace")) == (line, "")


# --- Words, drawings, blocks ------------------------------------------------------------------------------------------


def test_it_says_all_the_document_says_in_order(built: Built) -> None:
    """The file says every character of the document with the numbers that Word counts, and nothing else."""
    assert difference(built.word.said.text, built.says.text) == ""
    assert built.word.said.notes == built.says.notes


def test_the_pdf_says_the_same(built: Built) -> None:
    """The PDF says the same characters in the same order."""
    assert difference(built.pdf.said.text, built.says.text) == ""
    assert built.pdf.said.notes == built.says.notes


def test_every_drawing_has_an_id_and_a_description(built: Built) -> None:
    """(26) Ids of drawings are unique; each is described, and not by the name of a file."""
    drawings = built.word.find(".//wp:docPr")
    ids = [drawing.get("id") for drawing in drawings]
    assert len(ids) == len(set(ids))
    assert all(len(drawing.get("descr")) >= 2 and "." not in drawing.get("descr")[-5:-1] for drawing in drawings)


def test_captions_stay_with_what_they_name(built: Built) -> None:
    """(27) A drawing keeps with its caption, the caption of a table with the table, headings with what follows."""
    for style in (
        "Figure",
        "Caption",
        "TableCaption",
        "TableUnit",
        "TableHead",
        "SidebarTitle",
        "Heading1",
        "HeadingAppendix1",
    ):
        assert built.word.styles[style].find("w:pPr/w:keepNext", NAMES) is not None
    for caption in built.word.find(".//w:p[w:pPr/w:pStyle/@w:val='Caption']"):
        is_kept = caption.find("w:pPr/w:keepNext", NAMES) is None
        after = caption.getnext()
        assert is_kept == (after is not None and after.tag == f"{W}p" and style_of(after) == "FigureSource")


def test_two_builds_are_the_same_bytes(torture: Built, tmp_path: Path) -> None:
    """(3) What is built again is the same file; ``tests/edition/test_reproducible.py`` changes the surroundings too."""
    again = build_edition(make_edition(tmp_path / "torture", TORTURE), tmp_path)
    assert again.word_path.read_bytes() == torture.word_path.read_bytes()
