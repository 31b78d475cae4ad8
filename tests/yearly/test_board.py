"""The board: counts, words in two languages, a page that holds all in itself, and its time."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dedoc.board import status
from dedoc.board.counts import Fate, board_of
from dedoc.build import Order, load
from dedoc.cli import WELL, main
from dedoc.errors import Report
from dedoc.messages import translator
from dedoc.project import Numbering
from dedoc.resolve.context import Context
from dedoc.resolve.identity import identify
from editions import FULL, make_edition
from yearly.rounds import edit, new

PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "甲"\nmsgstr "a"\n\nmsgid "乙"\nmsgstr ""\n'
)

SAID = """\
样本报告发展与前瞻 (2025, carried over from 2024)

                  Facts                                      Text
Chapter       still due  without value  new  confirmed  rewritten  untouched  new  gone  text due
前言                  0              0    0          0          0          2    0     0         0
一、开端              1              0    0          0          1         13    0     0         0
二、结语              0              0    0          0          0          3    1     0         0
09-back.md            0              0    0          0          0          1    0     0         0
Whole report          1              0    0          0          1         19    1     0         0

Sources
  survey  still due; notes: 2

Figures
  chart  still due, 1 values wait

Translations
  en  1

3 things stop publication
  content/2025/facts.yaml:1: the value of “stations” is still that of the 2024 edition
  content/2025/sources.yaml:3: the source “survey” is still that of the 2024 edition
  content/2025/chapters/01-a.md:11: the figure “chart” is still that of the 2024 edition
output/2025/zh-CN/status.html
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a project with an edition that was carried over and worked on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    make_edition(Path("content/2024"), FULL)
    folder = new("2024", 2025).folder
    edit(folder / "chapters" / "01-a.md", ("接着说明", "随后接着说明"))
    edit(folder / "chapters" / "02-b.md", ("再见。", "再见。\n\n后会有期，来日方长，愿诸位一切顺利。"))
    (folder / "translations" / "en").mkdir(parents=True)
    (folder / "translations" / "en" / "report.po").write_text(PO, encoding="utf-8")


def test_the_board_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Counts stand below each other, however wide the letters are."""
    assert main(["status", "2025"]) == WELL
    assert capsys.readouterr().out == SAID


def test_the_board_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs get the same counts."""
    assert main(["status", "2025", "--json"]) == WELL
    said = json.loads(capsys.readouterr().out)
    assert said["facts"] == {"due": 1}
    assert said["blocks"] == {"rewritten": 1, "untouched": 19, "new": 1, "gone": 0}
    assert [problem["line"] for problem in said["blocking"]] == [1, 3, 11]
    assert said["translations"] == {"en": 1}


@pytest.mark.parametrize(("language", "translate"), [("en", str), ("zh", translator("zh"))])
def test_the_page_holds_all_in_itself(language: str, translate: Callable[[str], str]) -> None:
    """It loads nothing and runs nothing, and says what the terminal says."""
    page: Any = html.fromstring(status(Order("2025"), language, translate).page.read_bytes())
    assert page.get("lang") == language
    assert not page.xpath("//script | //img | //link | //@src | //@href")
    (row,) = page.xpath("//tfoot/tr")
    assert [cell.text_content() for cell in row][1:] == ["1", "0", "0", "0", "1", "19", "1", "0", "0"]
    assert len(page.xpath("//ul[@class='blocking']/li")) == 3
    assert translate("Whole report") in page.text_content()


def test_an_edition_that_was_begun_anew_has_a_board_too() -> None:
    """Everything in it is new."""
    board = status(Order("2024"), "en", str).board
    assert (board.former, board.blocks(next(f for f in board.chapters[0].blocks))) == (0, 20)
    assert not board.blocking


def test_the_board_of_a_long_report_takes_no_longer_for_each_block() -> None:
    """Sixteen times as many paragraphs, each rewritten, are known again in at most forty times the time."""
    seconds = []
    board = None
    for count in (50, 800):
        shutil.rmtree("content")
        words = [
            f"第{n}段讲的是{chr(0x4E00 + n * 7)}{chr(0x5200 + n * 3)}的来历与用处，各有不同。" for n in range(count)
        ]
        make_edition(Path("content/2024"), {"chapters/01-a.md": "# 甲\n\n" + "\n\n".join(words) + "\n"})
        folder = new("2024", 2025).folder
        chapter = folder / "chapters" / "01-a.md"
        chapter.write_text(chapter.read_text(encoding="utf-8").replace("各有不同", "大同小异"), encoding="utf-8")
        document = load(Order("2025", is_draft=True)).document
        start = time.process_time()
        for _ in range(3):
            identify(document, Context(Numbering(), Report()))
            board_of(document, "2025", (), {})
        board = board_of(document, "2025", (), {})
        seconds.append(time.process_time() - start)
        assert (board.blocks(Fate.REWRITTEN), board.blocks(Fate.NEW)) == (count, 0)
    assert seconds[1] < 40 * seconds[0]


def _paragraph(number: int) -> str:
    """Return a paragraph with words of its own."""
    words = "".join(chr(0x4E00 + (number * 7919 + place * 104729) % 5000) for place in range(40))
    return f"{words}，各有不同。"
