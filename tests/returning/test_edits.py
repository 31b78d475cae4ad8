"""What was done to a Word file is told as exactly that, and the patch makes it so."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conformance import missing, word
from editions import make_edition
from returning.bringing import Home, home, left, patch_of, told
from returning.edition import RETURNED
from returning.edits import EDITS, Edit
from returning.word import Editor

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


@pytest.mark.slow
def test_libreoffice_takes_nothing_away(edition: Home, tmp_path: Path) -> None:
    """The same is told, and the same patch made, when LibreOffice has opened and saved the file after the edit."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: the files not saved anew")
    (tmp_path / "in").mkdir()
    for name, edit in EDITS.items():
        (tmp_path / "in" / f"{name}.docx").write_bytes(edited(edition.word, edit))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(path) for path in sorted((tmp_path / "in").iterdir())]
    command = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "out"),
    ]
    subprocess.run([*command, *files], capture_output=True, check=True, timeout=240)
    wrong = {}
    for name, edit in EDITS.items():
        result = edition.brings((tmp_path / "out" / f"{name}.docx").read_bytes())
        if (told(result), patch_of(result)) != (list(edit.tells), sorted(edit.patch)):
            wrong[name] = told(result)

    assert wrong == {RECOUNTED: []}
