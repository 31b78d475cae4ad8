"""What was done to a Word file is told as exactly that, and the patch makes it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance import missing, word
from editions import make_edition
from returning.bringing import Home, home, left, patch_of, told
from returning.edition import RETURNED
from returning.edits import EDITS, Edit
from returning.office import edited_there, missing_uno, saved_anew
from returning.word import Editor

TABLE = Path(__file__).parents[2] / "docs" / "word-edits.md"

RECOUNTED = "a_reference_edited"
"""An edit that LibreOffice takes back: it counts references anew."""

TOGETHER = (
    *(
        "words_made_bold",
        "the_head_of_a_line",
        "a_word_of_a_run_in_heading",
        "a_word_of_a_heading",
        "an_item_of_a_list",
    ),
    *("a_word_of_a_quotation", "a_word_of_a_sidebar", "the_title_of_a_sidebar", "words_between_marks_of_pages"),
    *("words_before_a_remark", "fields_and_contents_made_anew", "a_paragraph_deleted"),
    *("a_paragraph_moved_and_edited", "emphasis_taken_away", "a_note_edited", "a_citation_edited", "a_comment"),
    *("a_number_and_words_around_it", "the_caption_of_a_figure", "the_caption_of_a_table", "the_title_on_the_cover"),
    *("a_cell_edited", "a_cell_of_a_file_edited", "a_row_deleted"),
)
"""Edits that do not get into each other's way."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return the edition."""
    return home(make_edition(tmp_path_factory.mktemp("editions") / "sample", RETURNED))


def edited(data: bytes, *edits: Edit) -> bytes:
    """Return a Word file with some edits."""
    editor = Editor(data)
    for edit in edits:
        edit.do(editor)
    return editor.data


def test_there_are_forty_edits_and_more() -> None:
    """The table is long enough to speak of the kinds of things that people do."""
    assert len(EDITS) >= 40


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_is_told_as_what_it_is(edit: Edit, edition: Home) -> None:
    """The changes and the patch are those of the table."""
    result = edition.brings(edited(edition.word, edit))

    assert told(result) == list(edit.tells)
    assert patch_of(result) == sorted(edit.patch)


def test_many_edits_at_once_are_told_one_by_one(edition: Home) -> None:
    """Edits in one file are told as each by itself; once applied, only what could not be applied is told again."""
    edits = [EDITS[name] for name in TOGETHER]
    data = edited(edition.word, *edits)
    result = edition.brings(data)

    assert sorted(told(result)) == sorted(change for edit in edits for change in edit.tells)
    again = told(edition.after(result).brings(data))
    assert sorted(again) == sorted([*left(result), *(("!COMMENT", *c[1:]) for c in told(result) if c[0] == "COMMENT")])


def test_the_table_in_the_docs_has_all_edits() -> None:
    """Every edit has its line in the table, and every line is right; the one exception says why."""
    text = TABLE.read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.split("\n") if line.startswith("| ")][1:]

    assert [row[0].removeprefix("| ") for row in rows] == [
        " ".join((e.do.__doc__ or "").split()) for e in EDITS.values()
    ]
    assert {cell for row in rows for cell in row[1:4]} == {"right", "—", "nothing"}
    assert [row[0].removeprefix("| ") for row in rows if "nothing" in row[1:4]] == [EDITS[RECOUNTED].do.__doc__]


def test_libreoffice_takes_nothing_away(edition: Home, tmp_path: Path) -> None:
    """The same is told when LibreOffice has opened and saved the file; nothing, if nobody touched it."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: the files not saved anew")
    edits = [EDITS[name] for name in TOGETHER]
    files = {"untouched": edition.word, "together": edited(edition.word, *edits)}
    saved = saved_anew(files, tmp_path)

    assert told(edition.brings(saved["untouched"])) == []
    assert patch_of(edition.brings(saved["untouched"])) == []
    assert sorted(told(edition.brings(saved["together"]))) == sorted(change for e in edits for change in e.tells)


def test_edits_made_in_libreoffice_are_told_as_what_they_are(edition: Home, tmp_path: Path) -> None:
    """Typing, deleting, styling, notes and rows, with tracking on and off, by LibreOffice itself."""
    if reason := missing_uno():
        pytest.skip(f"{reason}: the edits not made there")
    files = edited_there(edition.word, tmp_path)
    wrong = {}
    for name, data in files.items():
        result, edit = edition.brings(data), EDITS[name]
        if (told(result), patch_of(result)) != (list(edit.tells), sorted(edit.patch)):
            wrong[name] = told(result)

    assert wrong == {}
    assert len(files) >= 24
