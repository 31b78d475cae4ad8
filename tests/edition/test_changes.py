"""What is told of the 2024 edition after more than thirty edits: each as what it is, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from changes.laid import marked
from conformance import missing, word
from dedoc.build import Order
from dedoc.changes import Entry
from dedoc.differences import CHANGES, Differences, diff
from edition.edits import EDITS, edit_files
from readback.word import NAMES, W, WordFile, value

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "content" / "2024"


@dataclass(frozen=True)
class Compared:
    """The 2024 edition compared with its edited copy, the files made of that, and the Word files of both."""

    differences: Differences
    folder: Path
    files: dict[str, Path]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """Return the comparison, made once."""
    folder = tmp_path_factory.mktemp("changes")
    shutil.copytree(EDITION, folder / "2025")
    edit_files(folder / "2025", EDITS)
    order = Order(into=folder / "out", outputs=tuple(CHANGES))
    differences = diff(order, str(EDITION), str(folder / "2025"), "en", str)
    return Compared(differences, folder, dict(zip(CHANGES, differences.files, strict=True)))


def entries(compared: Compared) -> list[str]:
    """Return all changes as lines: what happened to what, and its words with the changes marked."""
    told = (entry for chapter in compared.differences.comparison.chapters for entry in chapter.entries)
    return [f"{_what(entry)}: {marked(entry.segments)}" for entry in told]


def _what(entry: Entry) -> str:
    ranks = " → ".join(f"{rank.level}{'' if rank.is_numbered else ' unnumbered'}" for rank in entry.ranks or ())
    return f"{entry.kind.value} {entry.what} {ranks}".strip()


def test_every_edit_is_told_as_what_it_is_and_nothing_else(compared: Compared) -> None:
    """Each change that an edit must show is told once, and no other is."""
    told = entries(compared)
    for edit in EDITS:
        for wanted in edit.told:
            what, _, words = wanted.partition(": ")
            found = [line for line in told if line.startswith(f"{what}: ") and words in line]
            assert len(found) >= 1, f"{wanted} is not among:\n" + "\n".join(line[:120] for line in told)
            told.remove(found[0])

    assert told == []


def test_facts_are_told_with_their_change(compared: Compared) -> None:
    """Of a fact the old and the new value are told, and by how much it grew; of a share in points."""
    facts = [
        (fact.name, fact.change, str(fact.percent), fact.is_share) for fact in compared.differences.comparison.facts
    ]

    assert facts == [
        ("ports-10gpon", "+158万个", "6.9", False),
        ("ports-10gpon-growth", "−2.3", "None", True),
    ]


def test_details_of_drawings_are_told(compared: Compared) -> None:
    """A value of a chart is told with what it was."""
    told = [
        (detail.name, detail.old, detail.new)
        for chapter in compared.differences.comparison.chapters
        for entry in chapter.entries
        for detail in entry.details
    ]

    assert told == [("在用标准机架 · 2022年", "650 万架", "652 万架"), ("described in other words", "", "")]


def test_the_validators_find_nothing_in_the_redline(compared: Compared) -> None:
    """Openxml-audit and ooxml-integrity report nothing."""
    if reason := missing(*word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: the redline not validated")
    assert word.openxml_audit(compared.files["docx"]) == []
    assert word.ooxml_integrity(compared.files["docx"]) == []


def test_changes_are_signed_and_dated_and_told_apart(compared: Compared) -> None:
    """All tracked changes are dedoc's, of the edition's last day, each with an id of its own."""
    file = WordFile(compared.files["docx"])
    changes = [item for root in (file.body, file.notes) for item in root.iter(*(W + name for name in CHANGED))]

    assert {(value(item, "author"), value(item, "date")) for item in changes} == {("dedoc", "2024-12-31T00:00:00Z")}
    assert len({value(item, "id") for item in changes}) == len(changes) > 70
    assert {item.tag.removeprefix(W) for item in changes} == set(CHANGED)


CHANGED = ("ins", "del", "pPrChange")

CHARTS = {"图1：2019年—2023年数据中心发展情况", "图2：2020年—2023年工业互联网平台数量"}


def test_two_builds_are_equal(compared: Compared, tmp_path: Path) -> None:
    """The same editions give the same bytes."""
    order = Order(into=tmp_path, outputs=tuple(CHANGES))
    again = diff(order, str(EDITION), str(compared.folder / "2025"), "en", str)

    assert [path.read_bytes() for path in again.files] == [path.read_bytes() for path in compared.differences.files]


@pytest.mark.slow
@pytest.mark.parametrize("is_accepted", [True, False], ids=["accepted", "rejected"])
def test_libreoffice_finds_both_editions_in_it(compared: Compared, tmp_path: Path, *, is_accepted: bool) -> None:
    """When LibreOffice accepts all changes the new edition is left, when it rejects them the old one.

    Only charts that were drawn anew are left over, and what follows takes their style: LibreOffice 7.4 leaves native
    charts out of tracked changes.
    """
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: changes not settled by a second program")
    from dedoc.build import build  # noqa: PLC0415

    edition = compared.folder / "2025" if is_accepted else EDITION
    plain = build(Order(str(edition), into=tmp_path)).files[1]
    settled = word.libreoffice_settled(compared.files["docx"], tmp_path, is_accepted=is_accepted)
    saved = word.libreoffice_settled(plain, tmp_path, is_accepted=True)

    pairs = list(zip(paragraphs(settled), paragraphs(saved), strict=True))
    assert [found[1] for found, _ in pairs] == [meant[1] for _, meant in pairs]
    others = {words for (style, words), (meant, _) in pairs if style != meant}
    assert others == (set() if is_accepted else CHARTS)


def paragraphs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a file that LibreOffice saved: style and words, notes where they are called."""
    file = WordFile(path)
    names = {key: value(style.find("w:name", NAMES)) for key, style in file.styles.items()}
    notes = {value(note, "id"): _words(note, {}) for note in file.notes}
    for paragraph in file.body.iter(f"{W}p"):
        style = names.get(value(paragraph.find("w:pPr/w:pStyle", NAMES)), "")
        words = _words(paragraph, notes)
        if words and not style.lower().startswith(("toc", "contents", "table of")) and words != ZERO_WIDTH_SPACE:
            yield style, words


ZERO_WIDTH_SPACE = "\u200b"


def _words(holder: etree._Element, notes: dict[str, str]) -> str:
    found = holder.iter(f"{W}t", f"{W}delText", f"{W}footnoteReference")
    return "".join(
        notes.get(value(item, "id"), "") if item.tag.endswith("Reference") else item.text or "" for item in found
    )
