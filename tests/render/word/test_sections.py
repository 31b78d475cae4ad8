"""Sections of the Word file: turned pages between others, heads and feet, notes by chapter, and the word on drafts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from conformance import missing, word
from dedoc.model import Document, FolioMark, Heading, Metadata, Moment, Paragraph, Table
from dedoc.render.word.stretches import Stretch, stretches
from editions import make_edition
from readback.built import Built, built
from readback.fields import fields_in, style_of
from readback.word import NAMES, Element, W, value
from torture import TORTURE

VML = "{urn:schemas-microsoft-com:vml}"
METADATA = Metadata(("题",), "", 2024, (), "社", Moment((2024,)), "zh-CN")


def sections(found: Built) -> list[Element]:
    """Return the sections of a Word file in order."""
    return found.word.find(".//w:sectPr")


def furniture(found: Built, section: Element, kind: str) -> Element | None:
    """Return the head or foot that a section names itself."""
    relations = {r.get("Id"): r.get("Target") for r in found.word.parts["word/_rels/document.xml.rels"]}
    reference = section.find(f"w:{kind}Reference", NAMES)
    return None if reference is None else found.word.parts["word/" + relations[reference.get(f"{{{NAMES['r']}}}id")]]


def test_wide_tables_have_turned_pages_of_their_own(torture: Built) -> None:
    """(23, 24) Turned sections lie between others, count their pages on and have the same heads and feet."""
    found = []
    for section in sections(torture):
        size, count = section.find("w:pgSz", NAMES), section.find("w:pgNumType", NAMES)
        is_turned = int(value(size, "w")) > int(value(size, "h"))
        assert value(size, "orient") == ("landscape" if is_turned else "")
        found.append((is_turned, value(count, "fmt"), value(count, "start"), value(section.find("w:type", NAMES))))
    body = (False, "decimalZero", "", "nextPage")
    assert found == [
        (False, "", "", "nextPage"),
        (False, "upperRoman", "1", "nextPage"),
        (False, "decimalZero", "1", "nextPage"),
        *[(True, "decimalZero", "", "nextPage")] * 2,
        body,
        (False, "", "", "nextPage"),
    ]
    feet = [furniture(torture, section, "footer") for section in sections(torture)[2:6]]
    assert all(foot is feet[0] for foot in feet)
    assert [item.code.split() for item in fields_in(feet[0])] == [["PAGE"]]


def test_a_section_ends_in_a_paragraph_of_its_text(torture: Built) -> None:
    """No page is left blank before a turned one: a section ends in its last paragraph, or right behind a table."""
    holders = [section.getparent().getparent() for section in sections(torture)[2:-1]]
    for holder in holders:
        before = holder.getprevious()
        assert style_of(holder) != "SectionEnd" or before.tag == f"{W}tbl"


CHAPTER, PLAIN, FOLIO = Heading(1, (), number=(1,)), Paragraph(()), FolioMark(2)
WIDE = Table((), (), (), is_wide=True)


def stretch(*content: Heading | Paragraph | FolioMark | Table, begins: str = "page", restarts: bool = False) -> Stretch:
    """Return a stretch of the body."""
    is_wide = any(isinstance(block, Table) for block in content)
    return Stretch(content, is_wide=is_wide, begins=begins, restarts_notes=restarts)


@pytest.mark.parametrize(
    ("body", "by_chapter", "expected"),
    [
        ((CHAPTER, PLAIN), False, [stretch(CHAPTER, PLAIN)]),
        ((CHAPTER, CHAPTER), False, [stretch(CHAPTER, CHAPTER)]),
        (
            (PLAIN, CHAPTER, PLAIN, CHAPTER),
            True,
            [
                stretch(PLAIN, restarts=True),
                stretch(CHAPTER, PLAIN, begins="run", restarts=True),
                stretch(CHAPTER, begins="run", restarts=True),
            ],
        ),
        ((WIDE,), False, [stretch(WIDE)]),
        ((PLAIN, WIDE, PLAIN), False, [stretch(PLAIN), stretch(WIDE), stretch(PLAIN)]),
        ((FOLIO, WIDE, FOLIO), False, [stretch(FOLIO, WIDE)]),
        ((FOLIO, WIDE, FOLIO, PLAIN), False, [stretch(FOLIO, WIDE), stretch(FOLIO, PLAIN)]),
        (
            (CHAPTER, WIDE, PLAIN, CHAPTER, WIDE, CHAPTER),
            True,
            [
                stretch(CHAPTER, restarts=True),
                stretch(WIDE),
                stretch(PLAIN),
                stretch(CHAPTER, begins="run", restarts=True),
                stretch(WIDE),
                stretch(CHAPTER, restarts=True),
            ],
        ),
    ],
)
def test_the_body_is_cut_where_pages_or_notes_change(
    *, body: tuple[Heading | Paragraph | FolioMark | Table, ...], by_chapter: bool, expected: list[Stretch]
) -> None:
    """Wide tables stand alone; notes begin anew at a chapter only, and go on behind a turned page."""
    found = stretches(Document(METADATA, (), body, ()), "run", by_chapter=by_chapter)
    assert [replace(item, heading=None) for item in found] == expected


def test_chapters_that_begin_a_page_are_sections_with_heads_of_their_own() -> None:
    """Each part of a chapter knows the chapter's heading; only the first one begins as chapters do."""
    other = Heading(1, (), "last")
    found = stretches(Document(METADATA, (), (CHAPTER, WIDE, PLAIN, other), ()), "recto", by_chapter=False)
    assert [(item.begins, item.heading) for item in found] == [
        ("recto", CHAPTER),
        ("page", CHAPTER),
        ("page", CHAPTER),
        ("recto", other),
    ]


def test_notes_count_on_behind_a_turned_page(tmp_path: Path) -> None:
    """Where notes count by chapter, a turned page inside one does not make them begin anew."""
    edition = str(TORTURE["edition.yaml"]).replace("figures: chapter", "figures: chapter, notes: chapter")
    found = built(make_edition(tmp_path / "chapters", {**TORTURE, "edition.yaml": edition}), tmp_path)
    assert found.word.said.notes == found.pdf.said.notes == found.says.notes


# --- Drafts -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the edition with everything as a draft with a word of its own."""
    folder = tmp_path_factory.mktemp("draft")
    edition = str(TORTURE["edition.yaml"]) + "watermark: 内部讨论\n"
    files = {**TORTURE, "edition.yaml": edition}
    return built(make_edition(folder / "draft", files), folder, is_draft=True)


def test_every_page_of_a_draft_bears_its_word(draft: Built) -> None:
    """All sections have a head of their own with the word, as Word draws it; covers say nothing else."""
    words = []
    for section in sections(draft):
        head = furniture(draft, section, "header")
        assert head is not None
        (shape,) = head.iter(f"{VML}shape")
        assert shape.get("id").startswith("PowerPlusWaterMarkObject")
        assert [text.get("string") for text in shape.iter(f"{VML}textpath")] == ["内部讨论"]
        words.append("".join(text.text for text in head.iter(f"{W}t")))
    said = draft.document.words["draft"]
    assert words == ["", *[said] * 5, ""]
    heads = [root for name, root in draft.word.parts.items() if name.startswith("word/header")]
    shapes = [shape for head in heads for shape in head.iter(f"{VML}shape")]
    for name in ("id", "{urn:schemas-microsoft-com:office:office}spid"):
        assert len({shape.get(name) for shape in shapes}) == len(shapes) == 3


def test_no_page_of_a_final_report_bears_it(torture: Built) -> None:
    """Heads of what is no draft are empty."""
    heads = [root for name, root in torture.word.parts.items() if name.startswith("word/header")]
    assert [shape for head in heads for shape in head.iter(f"{VML}shape")] == []


def test_the_validators_accept_a_draft(draft: Built) -> None:
    """The drawing of the word is one that the schemas know."""
    if reason := missing(*word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: the Word file not validated")
    assert word.openxml_audit(draft.word_path) == []
    assert word.ooxml_integrity(draft.word_path) == []
    if word.sdk_program() is not None:
        assert word.open_xml_sdk(draft.word_path) == []


def test_libreoffice_shows_the_word_on_every_page(draft: Built, tmp_path: Path) -> None:
    """The colour of the word is seen on each page, covers included."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: the Word file not laid out")
    pdf = pypdfium2.PdfDocument(word.libreoffice_pdf(draft.word_path, tmp_path))
    counts = [_pixels(page.render(scale=0.5).to_pil(), (0xE6, 0xEE, 0xF5)) for page in pdf]
    pdf.close()
    assert len(counts) == len(draft.pdf.pages)
    assert min(counts) > 300, counts


def _pixels(picture: Image.Image, color: tuple[int, int, int]) -> int:
    """Return how many pixels are of about a colour."""
    data = picture.convert("RGB").tobytes()
    near = range(-3, 4)
    return sum(all(data[at + i] - color[i] in near for i in range(3)) for at in range(0, len(data), 3))
