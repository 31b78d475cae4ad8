"""The command: two editions compared, on the terminal, as data, as a page and as a Word file."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree

from dedoc.build import Order, build
from dedoc.changes import tell
from dedoc.cli import PROBLEMS, USAGE, WELL, main
from dedoc.differences import diff
from dedoc.messages import translator
from editions import FULL, make_edition

CHAPTER = str(FULL["chapters/01-a.md"])
EDITED = (
    CHAPTER.replace("**要点先行。**接着说明", "**要点先行。**随后说明A&B <较>")
    .replace("一段引文。", "另一段引文。")
    .replace("| 乙项 | 4 |", "| 乙项 | 5 |")
    .replace("2. 第二项\n", "")
)
FACTS = str(FULL["facts.yaml"]).replace("value: 383.7", "value: 402.1").replace("2024-05-31", "2025-05-31")
SOURCES = str(FULL["sources.yaml"]).replace("样本调查（2024 年）", "样本调查（2025 年）")

ROOT = Path(__file__).parents[2]

Said = tuple[int, str, str]


@pytest.fixture(autouse=True)
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two editions in a project where we stand, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    make_edition(tmp_path / "content" / "2024", FULL)
    changed = {"chapters/01-a.md": EDITED.replace("<较>", "&lt;较&gt;"), "facts.yaml": FACTS, "sources.yaml": SOURCES}
    make_edition(tmp_path / "content" / "2025", {**FULL, **changed})


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what runs a command here: its exit code, and what it said on both channels."""

    def command(*words: str) -> Said:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return command


TOLD = """\
2024 → 2025
6 rewritten, 1 gone

What is new, by chapter
  一、开端: 5 rewritten, 1 gone, 3 the same
  二、结语: 1 rewritten, 2 the same
  facts: 1
  sources: 1

一、开端
  rewritten paragraph (content/2025/chapters/01-a.md:3)
    截至[-2024年5月底-]{+2025年5月底+}，基站总数达[-383.7万个-]{+402.1万个+}[1]，见图1。
  rewritten paragraph (content/2025/chapters/01-a.md:5)
    要点先行。[-接着说明-]{+随后说明A&B <较>+}[2]，详见表1。
  rewritten figure (content/2025/chapters/01-a.md:11)
    （来源：《样本调查（[-2024-]{+2025+}年）》）
  gone item of a list (content/2024/chapters/01-a.md:17)
    [-第二项-]
  rewritten quotation (content/2025/chapters/01-a.md:21)
    {+另+}一段引文。
  rewritten table (content/2025/chapters/01-a.md:23)
    乙项 | [-4-]{+5+}

二、结语
  rewritten figure (content/2025/chapters/02-b.md:7)
    （来源：《样本调查（[-2024-]{+2025+}年）》）

Facts that changed
  基站总数: 383.7万个 (2024年5月底) → 402.1万个 (2025年5月底) (+18.4万个, +4.8%)

Sources that changed
  《样本调查（2024 年）》 → 《样本调查（2025 年）》
"""


def test_changes_are_told(run: Callable[..., Said]) -> None:
    """The terminal gets a summary, then chapter by chapter each change, facts and sources; differences are no fault."""
    assert run("diff", "2024", "2025") == (WELL, TOLD, "")


def test_the_older_edition_alone_is_compared_with_the_newest(run: Callable[..., Said]) -> None:
    """Who names one edition means what became of it."""
    assert run("diff", "2024") == (WELL, TOLD, "")


def test_equal_editions_do_not_differ(run: Callable[..., Said]) -> None:
    """There is nothing to tell of an edition and itself."""
    assert run("diff", "2024", "2024") == (WELL, "2024 → 2024\nnothing differs\n", "")


def test_changes_are_told_in_chinese_and_in_colours() -> None:
    """On a terminal that has colours they stand in the place of marks."""
    found = diff(Order(outputs=()), "2024", "2025", "zh", str)
    told = "\n".join(tell(found.comparison, translator("zh"), has_colors=True))

    assert "改写 6 处，删去 1 处" in told
    assert "  列表项删去（content/2024/chapters/01-a.md:17）\n    \033[31;9m第二项\033[0m" in told
    assert "\033[31;9m接着说明\033[0m\033[32m随后说明A&B <较>\033[0m" in told


def test_changes_come_as_data(run: Callable[..., Said]) -> None:
    """Other programs get every change with its segments, places and counts."""
    code, out, _ = run("diff", "2024", "2025", "--json")
    data: dict[str, Any] = json.loads(out)

    assert (code, data["ok"], data["problems"], data["files"]) == (WELL, True, [], [])
    assert (data["old"], data["new"], data["same"]) == ("2024", "2025", False)
    assert {kind: count for kind, count in data["counts"].items() if count} == {"rewritten": 6, "gone": 1}
    chapter = next(chapter for chapter in data["chapters"] if chapter["title"] == "一、开端")
    change = chapter["changes"][0]
    assert (change["kind"], change["what"]) == ("rewritten", "paragraph")
    assert change["old"] == "截至2024年5月底，基站总数达383.7万个[1]，见图1。"
    assert change["segments"][1:3] == [
        {"old": "2024年5月底", "new": "", "changed": True},
        {"old": "", "new": "2025年5月底", "changed": True},
    ]
    assert change["places"] == {"to": {"file": "content/2025/chapters/01-a.md", "line": 3}}
    (fact,) = data["facts"]
    assert (fact["name"], fact["change"], fact["percent"], fact["points"]) == ("stations", "+18.4万个", 4.8, False)
    assert fact["old"] == {"value": "383.7万个", "date": "2024年5月底", "key": "bureau", "source": "样本局"}


def test_changes_come_as_one_page(run: Callable[..., Said], tmp_path: Path) -> None:
    """The page is whole by itself: no script, nothing from elsewhere, every character escaped, both sides marked."""
    code, out, _ = run("diff", "2024", "2025", "--to", "html", "--into", "out")
    assert (code, out) == (WELL, TOLD.partition("\n\n一、开端\n")[0] + "\nout/changes.html\n")
    text = (tmp_path / "out" / "changes.html").read_text(encoding="utf-8")
    page: Any = etree.fromstring(text, etree.HTMLParser())

    assert page.xpath("//script | //link | //img | //@onclick") == []
    assert page.xpath("//a/@href[not(starts-with(., '#'))]") == []
    assert set(page.xpath("//a/@href")) == {f"#{name}" for name in page.xpath("//@id") if name.startswith("chapter-")}
    deleted = ["".join(item.itertext()) for item in page.xpath("//td//del")]
    inserted = ["".join(item.itertext()) for item in page.xpath("//td//ins")]
    assert deleted[:3] == ["2024年5月底", "383.7万个", "接着说明"]
    assert inserted[:3] == ["2025年5月底", "402.1万个", "随后说明A&B <较>"]
    row = page.xpath("//tr[th/strong='rewritten quotation']/td")
    assert ["".join(cell.itertext()) for cell in row] == ["一段引文。", "另一段引文。"]


def test_the_word_file_lies_beside_the_outputs_of_the_newer_edition(run: Callable[..., Said], tmp_path: Path) -> None:
    """Without ``--into`` the files go where the newer edition is printed."""
    code, out, _ = run("diff", "2024", "2025", "--to", "docx", "--draft")

    assert (code, out.splitlines()[-1]) == (WELL, "output/2025/zh-CN/changes.docx")
    assert (tmp_path / "output" / "2025" / "zh-CN" / "changes.docx").read_bytes()[:2] == b"PK"


def test_both_texts_stand_in_the_pdf(run: Callable[..., Said], tmp_path: Path) -> None:
    """What is not struck out is the newer edition, what is not new the older one; what came and went is told apart."""
    code, out, _ = run("diff", "2024", "2025", "--to", "pdf", "--into", "out")
    assert (code, out.splitlines()[-1]) == (WELL, "out/changes.pdf")
    for name in ("2024", "2025"):
        build(Order(name, into=tmp_path / name, outputs=("pdf",)))
    letters = colored(tmp_path / "out" / "changes.pdf")
    gone, new = ("".join(letter for letter, color in letters if color == which) for which in (GONE, NEW))

    assert "接着说明" in gone
    assert "随后说明A&B<较>" in new
    for name, other in (("2025", GONE), ("2024", NEW)):
        (report,) = (tmp_path / name).rglob("report.pdf")
        left = Counter(letter for letter, color in letters if color != other and "一" <= letter <= "鿿")
        assert left == Counter(letter for letter, _ in colored(report) if "一" <= letter <= "鿿")


GONE, NEW = "#8f1d14", "#14562a"
"""The colors of what is struck out and of what is underlined."""


def colored(path: Path) -> list[tuple[str, str]]:
    """Return the letters of a PDF without joiners, each with its color, ``""`` where that is a shade of grey."""
    with pdfplumber.open(path) as pdf:
        found = [(char["text"], char["non_stroking_color"]) for page in pdf.pages for char in page.chars]
    return [
        (text[:1], "#" + "".join(f"{round(part * 255):02x}" for part in color) if len(color or ()) == 3 else "")
        for text, color in found
        if text.strip()
    ]


def test_a_style_sheet_prints_no_changes(run: Callable[..., Said]) -> None:
    """A look in CSS is refused with a way out."""
    code, out, err = run("diff", "2024", "2025", "--to", "pdf", "--style", "report-css")

    assert (code, out) == (PROBLEMS, "")
    assert "the style “report-css” prints no changes: its template is a style sheet" in err


def test_a_template_that_does_not_show_changes_is_refused(run: Callable[..., Said], tmp_path: Path) -> None:
    """Nobody gets a PDF in which what is gone looks as if it were there."""
    shutil.copytree(ROOT / "styles" / "report", tmp_path / "styles" / "plain")
    template = tmp_path / "styles" / "plain" / "report.typ"
    template.write_text(template.read_text(encoding="utf-8").replace('mapped("changes")', "[]"), encoding="utf-8")
    code, out, err = run("diff", "2024", "2025", "--to", "pdf", "--style", "plain")

    assert (code, out) == (PROBLEMS, "")
    assert err.startswith("plain/report.typ: error: the template does not show what changed\n  hint: ")


def test_an_unknown_kind_of_file_is_refused(run: Callable[..., Said]) -> None:
    """What cannot be made is said before anything is read."""
    assert run("diff", "2024", "2025", "--to", "odt") == (
        USAGE,
        "",
        "dedoc: there is no output “odt”; there are: html, pdf, docx\n",
    )


def test_what_is_wrong_in_both_editions_is_told_at_once(run: Callable[..., Said], tmp_path: Path) -> None:
    """An edition that cannot be read cannot be compared; the exit code says so."""
    for name in ("2024", "2025"):
        (tmp_path / "content" / name / "chapters" / "02-b.md").write_text("# 结语\n\n<b>原样</b>\n", encoding="utf-8")
    code, out, err = run("diff", "2024", "2025")

    assert (code, out) == (PROBLEMS, "")
    assert "content/2024/chapters/02-b.md:3: error: " in err
    assert "content/2025/chapters/02-b.md:3: error: " in err


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_an_edition_is_compared_with_what_it_was(run: Callable[..., Said], tmp_path: Path) -> None:
    """Problems and places in a revision are told by the name of the revision."""
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "--quiet"), ("add", "."), (*somebody, "commit", "--quiet", "-m", "first")):
        subprocess.run(["git", *words], check=True, capture_output=True)
    chapter = tmp_path / "content" / "2025" / "chapters" / "02-b.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("再见。", ""), encoding="utf-8")

    code, out, _ = run("diff", "2025@HEAD")
    assert code == WELL
    assert out.startswith("2025@HEAD → 2025\n1 gone\n\n")
    assert "  gone paragraph (2025@HEAD/chapters/02-b.md:5)\n    [-再见。-]\n" in out
