"""The Word file of the 2024 edition: native in every part, its fields filled, and in step with the PDF."""

from __future__ import annotations

import re
from collections import Counter

from dedoc.model import Figure
from dedoc.walk import find
from readback.built import Built
from readback.fields import bookmarked, fields, fields_in, style_of, texts, words_of
from readback.paper import paper
from readback.said import inlines_say, squeezed
from readback.word import NAMES, Element, W, value


def headings(report: Built) -> list[Element]:
    """Return the paragraphs of the body that bear a heading's style."""
    return report.word.find("w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]")


def outline_level(report: Built, paragraph: Element) -> int:
    """Return the level of a heading, from 1, as its style has it."""
    style = report.word.styles[style_of(paragraph)]
    return int(value(style.find("w:pPr/w:outlineLvl", NAMES))) + 1


def test_the_59_notes_are_footnotes_of_word(report: Built) -> None:
    """Calls and notes are numbered 1 to 59 in order, with both separators; each note is called once."""
    calls = [value(call, "id") for call in report.word.find(".//w:footnoteReference")]
    notes = [(value(n, "type"), value(n, "id")) for n in report.word.notes.iterfind("w:footnote", NAMES)]
    numbers = [str(number) for number in range(1, 60)]
    assert calls == numbers
    separators = [("separator", "-1"), ("continuationSeparator", "0")]
    assert notes == [*separators, *(("", number) for number in numbers)]
    settings = report.word.parts["word/settings.xml"].find("w:footnotePr", NAMES)
    assert [value(note, "id") for note in settings.iterfind("w:footnote", NAMES)] == ["-1", "0"]


def test_headings_are_counted_by_word(report: Built) -> None:
    """The 39 headings are those of print in their levels; their numbers come from Word's own count, none is typed."""
    found = [(outline_level(report, p), report.word.labels.get(p, ""), words_of(p)) for p in headings(report)]
    assert found == [(h.level, h.mark, squeezed(h.title)) for h in paper().headings]


def test_the_contents_are_filled_with_the_folios_of_the_pdf(report: Built) -> None:
    """The field of the contents holds the 39 headings, each with mark, title and the folio the PDF has for it."""
    entries = report.word.find(".//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC') and .//w:hyperlink]")
    folios = [folio for _, folio in report.pages.headings[1:]]
    expected = [
        (f"TOC{heading.level}", heading.text + folio) for heading, folio in zip(paper().headings, folios, strict=True)
    ]
    assert [(style_of(entry), words_of(entry)) for entry in entries] == expected
    (contents,) = (found for found in fields(report.word) if found.code.split()[0] == "TOC")
    assert contents.code.split() == ["TOC", "\\o", '"1-3"', "\\h", "\\z", "\\u"]
    assert squeezed(contents.result) == "".join(text for _, text in expected)


def test_each_entry_of_the_contents_leads_to_its_heading(report: Built) -> None:
    """Link and page number of an entry go to the bookmark around its heading."""
    marked = {value(b, "name"): b.getparent() for b in report.word.find(".//w:bookmarkStart")}
    links = report.word.find(".//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]/w:hyperlink")
    assert [marked[value(link, "anchor")] for link in links] == headings(report)
    pages = [squeezed("".join(code.text for code in link.iter(f"{W}instrText"))) for link in links]
    assert pages == [f"PAGEREF{value(link, 'anchor')}\\h" for link in links]


def test_every_field_is_closed_and_has_its_result(report: Built) -> None:
    """All fields begin, separate and end, and hold their result, so that Word need not ask for anything."""
    found = fields(report.word)
    assert [item.code for item in found if not item.is_separated or not item.result] == []
    kinds = Counter(item.code.split()[0] for item in found)
    assert kinds.pop("REF") >= 3
    assert kinds == {"TOC": 1, "PAGEREF": 39, "SEQ": 4, "PAGE": 2}


def test_captions_count_the_figures_and_references_say_what_they_name(report: Built) -> None:
    """The captions count 1 to 4 by themselves, and each reference shows the words of its bookmark."""
    captions = report.word.find(".//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    figures = list(find(report.document.body, Figure))
    assert [words_of(c) for c in captions] == [f"图{n}：{inlines_say(f.caption)}" for n, f in enumerate(figures, 1)]
    sequences = [found for caption in captions for found in fields_in(caption)]
    assert [(found.code.split(), found.result) for found in sequences] == [
        (["SEQ", "图", "\\*", "ARABIC"], str(number)) for number in range(1, 5)
    ]
    marked = dict(bookmarked(report.word))
    shown = [
        (found.code.split()[1], squeezed(found.result))
        for found in fields(report.word)
        if found.code.split()[0] == "REF"
    ]
    assert shown == [(name, marked[name]) for name, _ in shown]


def test_figures_keep_with_their_captions(report: Built) -> None:
    """A picture stays with its caption, the caption with its source; headings stay with what follows."""
    for style in ("Figure", "Caption", "Heading1", "Heading2", "Heading3"):
        assert report.word.styles[style].find("w:pPr/w:keepNext", NAMES) is not None
    captions = report.word.find(".//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert [style_of(caption.getnext()) for caption in captions] == ["FigureSource"] * 4
    assert all(caption.find("w:pPr/w:keepNext", NAMES) is None for caption in captions)


def test_sections_count_their_pages_each_in_its_way(report: Built) -> None:
    """Cover and back cover print no folio, preface and contents print roman ones, the body 01, 02 and so on."""
    sections = report.word.find(".//w:sectPr")
    numbers = [section.find("w:pgNumType", NAMES) for section in sections]
    found = [None if number is None else (value(number, "fmt"), value(number, "start")) for number in numbers]
    assert found == [None, ("upperRoman", "1"), ("decimalZero", "1"), None]
    relations = {r.get("Id"): r.get("Target") for r in report.word.parts["word/_rels/document.xml.rels"]}
    feet = []
    for section in sections:
        foot = section.find("w:footerReference", NAMES)
        part = None if foot is None else report.word.parts["word/" + relations[foot.get(f"{{{NAMES['r']}}}id")]]
        feet.append(None if part is None else [item.code.split() for item in fields_in(part)])
    # The first section has no foot to carry on; the last one says that it has none.
    assert feet == [None, [["PAGE"]], [["PAGE"]], []]
    assert {value(section.find("w:type", NAMES)) for section in sections} == {"nextPage"}
    # Updating the contents writes their paragraphs anew: no section may end in them.
    assert report.word.find(".//w:sdt//w:sectPr | .//w:p[.//w:hyperlink]/w:pPr/w:sectPr") == []


def test_every_drawing_has_an_id_and_a_description(report: Built) -> None:
    """Ids of drawings are unique; figures are described by their alternative text."""
    drawings = report.word.find(".//wp:docPr")
    ids = [drawing.get("id") for drawing in drawings]
    assert len(ids) == len(set(ids)) == 6
    assert all(drawing.get("descr") for drawing in drawings)
    figures = [figure.alternative for figure in find(report.document.body, Figure)]
    assert [drawing.get("descr") for drawing in drawings[1:-1]] == figures


def test_its_properties_are_those_of_the_edition(report: Built) -> None:
    """Title, authors, subject, keywords, language, publisher and dates come from the edition; pages from the PDF."""
    core = {child.tag.rpartition("}")[2]: child.text for child in report.word.parts["docProps/core.xml"]}
    metadata = report.document.metadata
    assert core["title"] == metadata.full_title
    assert core["creator"] == "张弛; 孟佳宁"
    assert core["subject"] == metadata.subject
    assert core["keywords"] == ", ".join(metadata.keywords)
    assert core["language"] == "zh-CN"
    assert core["created"] == core["modified"] == "2024-12-31T00:00:00Z"
    app = {child.tag.rpartition("}")[2]: child.text for child in report.word.parts["docProps/app.xml"]}
    assert (app["Pages"], app["Company"]) == (str(report.pages.pages), metadata.publisher)


def test_every_line_is_of_exact_height_but_that_of_pictures(report: Built) -> None:
    """All styles that hold text give the height of their lines, so that pages fall the same with any fonts."""
    used = {style_of(paragraph) for root in texts(report.word) for paragraph in root.iter(f"{W}p")}
    rules = {
        style: value(report.word.styles[style].find("w:pPr/w:spacing", NAMES), "lineRule") for style in sorted(used)
    }
    assert rules == {style: "auto" if style == "Figure" else "exact" for style in rules}
    own = [spacing for root in texts(report.word) for spacing in root.iterfind(".//w:p/w:pPr/w:spacing", NAMES)]
    assert [dict(spacing.attrib) for spacing in own if value(spacing, "line") or value(spacing, "lineRule")] == []


def test_body_text_is_formatted_by_styles_alone(report: Built) -> None:
    """Paragraphs of the body have their style and nothing else, indents and gaps are not typed."""
    paragraphs = report.word.find("w:p[w:pPr/w:pStyle/@w:val='BodyText']")
    assert len(paragraphs) > 100
    own = {child.tag.removeprefix(W) for paragraph in paragraphs for child in paragraph.find("w:pPr", NAMES)}
    assert own <= {"pStyle", "sectPr"}
    runs = {child.tag.removeprefix(W) for p in paragraphs for child in p.iterfind(".//w:rPr/*", NAMES)}
    assert runs == {"rStyle", "rFonts"}
    written = ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in paragraphs]
    assert [text for text in written if text != text.strip() or not text] == []
    empty = [p for p in report.word.find("w:p") if not words_of(p) and p.find(".//w:drawing", NAMES) is None]
    assert [style_of(p) for p in empty if p.find("w:pPr/w:sectPr", NAMES) is None] == []


def test_no_typed_space_stands_between_han_and_latin(report: Built) -> None:
    """Word puts the space between Han and Latin itself; no space is left over from typing."""
    between = re.compile(r".?.?(?:[\u4e00-\u9fff] [0-9A-Za-z]|[0-9A-Za-z%] [\u4e00-\u9fff]).?.?")
    written = [
        "".join(t.text or "" for t in p.iter(f"{W}t")) for root in texts(report.word) for p in root.iter(f"{W}p")
    ]
    assert [found for text in written for found in between.findall(text)] == []
