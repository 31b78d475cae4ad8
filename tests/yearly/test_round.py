"""The second edition: new, filled in, looked at, checked, compared and built, as docs/editors.md tells it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest

from dedoc.board import status
from dedoc.board.counts import Fate, State
from dedoc.build import Order, build, load
from dedoc.changes import Kind
from dedoc.differences import diff
from dedoc.errors import ContentError
from dedoc.messages import translator
from dedoc.model import FactCall
from dedoc.review import check
from dedoc.walk import find
from yearly.rounds import confirm, edit, fill_in, invented, new

ROOT = Path(__file__).parents[2]
MARKED = re.compile(r"【[^】]*】")
OLD = re.compile(r"2023年|2024年")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the 2024 edition, under git."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "content" / "2024", folder / "content" / "2024")
    git(folder, "init", "-q", ".")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "2024")
    return folder


def git(folder: Path, *words: str) -> str:
    """Run git there and return what it says."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def words_of(path: Path) -> list[str]:
    """Return the paragraphs of a Word file, in tables too, without spaces."""
    document = docx.Document(str(path))
    cells = (p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs)
    return ["".join(p.text.split()).replace("\u2060", "") for p in (*document.paragraphs, *cells)]


def test_a_year(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one command to the PDF and the Word file of the next year; at every step it is known what is last year's."""
    monkeypatch.chdir(project)
    old, folder = project / "content" / "2024", project / "content" / "2025"
    made = new(old, 2025)
    _has_moved(project, made.folder)
    _draft_shows_all(folder, tmp_path / "draft")
    board = status(Order("2025"), "en", str).board
    assert (board.facts[State.DUE], board.blocks(Fate.UNTOUCHED), board.blocks(Fate.NEW)) == (120, 154, 0)
    begun = diff(Order(None, outputs=()), "2024", "2025", "en", str).comparison
    assert (begun.facts, {entry.what for chapter in begun.chapters for entry in chapter.entries}) == (
        (),
        {"subtitle", "date"},
    )
    with pytest.raises(ContentError) as refused:
        build(Order("2025"))
    assert len(refused.value.problems) == len(board.blocking) > 170

    cells = invented(folder, 60)
    assert sum(column == "value" for _, column in cells) == 60
    fill_in(folder, tmp_path / "facts.xlsx", cells)
    assert status(Order("2025"), "en", str).board.facts == {State.NEW: 60, State.CONFIRMED: 60}

    _rewrite(folder)
    board = status(Order("2025"), "zh", translator("zh")).board
    assert not board.blocking
    first = board.chapters[1]
    assert (first.blocks[Fate.REWRITTEN], first.blocks[Fate.NEW], first.blocks[Fate.GONE]) == (1, 1, 1)
    (superseded,) = board.sources
    assert (superseded.newer, superseded.notes) == ("数字中国发展报告（2024 年）", 16)

    assert not [problem for problem in check(Order("2025")).problems if problem.code.startswith("A")]
    changes = diff(Order(None, tmp_path, outputs=("html",)), "2024", "2025", "en", str).comparison
    assert len(changes.facts) == 60
    present = next(chapter for chapter in changes.chapters if "现状" in chapter.title)
    assert [present.count(kind) for kind in (Kind.NEW, Kind.GONE)] == [1, 1]
    assert [(source.old, source.new) for source in changes.sources]

    built = build(Order("2025", into=tmp_path / "final"))
    document = load(Order("2025")).document
    said = {call.text for call in find((document.front, document.body), FactCall)}
    word = "".join(words_of(built.files[1]))
    assert all("".join(text.split()) in word for text in said)
    assert "【" not in word
    assert "数字中国发展报告（2024年）" in _pdf(built.files[0])
    assert "数字中国发展报告（2023年）" not in _pdf(built.files[0])


def _has_moved(project: Path, folder: Path) -> None:
    """See that the difference is clean: a new folder, in which lines were added and the years of the edition moved.

    What tells of the pages in print stays behind.
    """
    assert git(project, "status", "--porcelain").split() == ["??", "content/2025/"]
    compared = subprocess.run(
        ["git", "diff", "--no-index", "--numstat", "content/2024", "content/2025"],
        cwd=project,
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    lines = [line.removesuffix(" => /dev/null").split("\t") for line in compared.splitlines()]
    removed = {path.rpartition("/")[2]: count for _, count, path in lines}
    assert {name for name, count in removed.items() if count != "0"} == {"edition.yaml", "printed.json"}
    assert "subtitle: 2025 年\nyear: 2025\n" in (folder / "edition.yaml").read_text(encoding="utf-8")


def _draft_shows_all(folder: Path, into: Path) -> None:
    """Every value and every paragraph that speaks of time is marked in both outputs."""
    built = build(Order(str(folder), into=into, is_draft=True))
    document = load(Order(str(folder), is_draft=True)).document
    calls = [call.text for call in find((document.front, document.body), FactCall)]
    assert calls
    assert all(text.startswith("【2024年版：") for text in calls)
    paragraphs = words_of(built.files[1])
    unmarked = [p for p in paragraphs if OLD.search(MARKED.sub("", p)) and "【2024年版】" not in p]
    assert not unmarked
    page = _pdf(built.files[0])
    assert page.count("【2024年版】") == sum(p.count("【2024年版】") for p in paragraphs)
    assert page.count("【2024年版：") > len(calls)


def _pdf(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().replace("\u2060", "").split()) for page in pages)


def _rewrite(folder: Path) -> None:
    """Do what an editor does: a paragraph rewritten, one new, one gone, a source superseded, figures brought up."""
    chapter = folder / "chapters" / "01-present.md"
    text = chapter.read_text(encoding="utf-8")
    gone = next(line for line in text.split("\n") if line.startswith("凭借市场规模超大"))
    edit(
        chapter,
        (gone + "\n\n", ""),
        ("源代码贡献量升至世界第二位", "源代码贡献量继续位居世界第二位"),
        ("## 关键技术的突破", "各项基础设施之间的衔接也在改善，建设与使用更加协调。\n\n## 关键技术的突破"),
    )
    sources = folder / "sources.yaml"
    title = "  title: 数字中国发展报告（2023 年）\n"
    edit(sources, (title, f"{title}  superseded_by: digital-china-2024\n"))
    named = "据国家数据局《数字中国发展报告（2023年）》"
    edit(folder / "chapters" / "03-opportunities.md", (named, named.replace("2023", "2024")))
    newer = "digital-china-2024:\n  title: 数字中国发展报告（2024 年）\n  publisher: 国家数据局\n  kind: R\n"
    sources.write_text(sources.read_text(encoding="utf-8") + newer, encoding="utf-8")
    confirm(folder)
