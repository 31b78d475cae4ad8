"""Carrying over: which years move on, how files are written afterwards, and what is known again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedoc.board import status
from dedoc.board.counts import Fate
from dedoc.build import Order, load
from dedoc.carrying.years import speaks_of_time, years
from dedoc.model import Paragraph, Text
from dedoc.remembrance import likeness, sample
from editions import FULL, make_edition
from torture import TORTURE
from yearly.rounds import confirm, new


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a project of our own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "is_title", "expected"),
    [
        ("2024 年数字经济", True, [(2024, True)]),
        ("2024—2025 年", True, [(2024, True), (2025, True)]),
        ("2025 年展望", True, [(2025, True)]),
        ("2023 年回顾", True, []),
        ("《样本报告（2024 年）》读后", True, [(2024, False)]),
        ("“2024 年”的由来", True, [(2024, False)]),
        ("样本 {#outlook-2024}", True, []),
        ("本报告（2024 年）指出", False, [(2024, True)]),
        ("2024 年度报告的编写", False, [(2024, True)]),
        ("2024 年版", False, [(2024, True)]),
        ("某公司2024年度报告", False, [(2024, False)]),
        ("《药典》2024年版", False, [(2024, False)]),
        ("2024年版本", False, [(2024, False)]),
        ("截至 2024 年底", False, [(2024, False)]),
        ("到 2025 年将达到", False, []),
        ("2023 年底", False, []),
        ("{fact}`sales-2024`和{fact}`sales@2024`", False, []),
        ("[年报](https://example.org/2024/a)", False, []),
        ("% 2024 年版的备注", False, []),
        ("长 12024 米、2024.5 米", False, []),
    ],
)
def test_years_that_move(text: str, *, is_title: bool, expected: list[tuple[int, bool]]) -> None:
    """Those of the edition move on where they say which report this is; all others of that year are told."""
    assert [(found.year, found.moves) for found in years(text, 2024, is_title=is_title)] == expected


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("2010年以来", True),
        ("8月1日起", True),
        ("近年来", True),
        ("目前", True),
        ("“十四五”规划", True),
        ("占一半以上，达 52%", True),
        ("超过3万家", True),
        ("第五种生产要素", False),
        ("用于5G和6G", False),
        ("一方面，另一方面", False),
        ("二十一世纪", False),
    ],
)
def test_words_of_time(text: str, *, speaks: bool) -> None:
    """Dates, plans, words for now, and statistics that somebody typed."""
    assert speaks_of_time(text) is speaks


FACTS = """\
# 甲
block:   # 备注
  name: 块
  value: 3.50   # 照印
  unit: 个
  as_of: 2024-05-31
  source: bureau
  history:
    2022: 3.1
    2023: {value: 3.3, as_of: 2023-12-31}
  note: |-
    两行
    备注

flow: {name: "流", value: '92.5', unit: '%', as_of: 2023, source: bureau, history: {2022: 90}}
bare: {name: 无期, value: 3-5, source: bureau}
sum: {name: 和, unit: 个, formula: block * 2}
old: {name: 旧, unit: '%', formula: 'growth(block, 2022, 2024)'}
"""
CARRIED = """\
# 甲
block:   # 备注
  name: 块
  value: 3.50   # 照印
  unit: 个
  as_of: 2024-05-31
  source: bureau
  due: 2024
  history:
    2022: 3.1
    2023: {value: 3.3, as_of: 2023-12-31}
    2024-05-31: {value: 3.50, source: bureau}
  note: |-
    两行
    备注

flow: {name: "流", value: '92.5', unit: '%', as_of: 2023, source: bureau, history: {2022: 90, 2023: {value: 92.5, \
source: bureau}}, due: 2024}
bare: {name: 无期, value: 3-5, source: bureau, due: 2024}
sum: {name: 和, unit: 个, formula: block * 2}
old: {name: 旧, unit: '%', formula: 'growth(block, 2022, 2024)', due: 2024}
"""
CHAPTER = "# 甲\n{fact}`block`{fact}`flow`{fact}`bare`{fact}`sum`{fact}`old`\n\n2023年的事。\n> 2022年\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_rest_of_a_file_stays(newline: str, mark: str) -> None:
    """Remarks, quotation marks, noughts, line ends and byte order marks are as they were; a file is written once."""
    files: dict[str, str | bytes | None] = {
        "facts.yaml": (mark + FACTS.replace("\n", newline)).encode(),
        "chapters/01-a.md": (mark + CHAPTER.replace("\n", newline)).encode(),
        "sources.yaml": "bureau: {name: 样本局}",
    }
    new(make_edition(Path("content/2024"), files), 2025)
    facts = Path("content/2025/facts.yaml").read_bytes().decode()
    assert facts == mark + CARRIED.replace("\n", newline)
    chapter = Path("content/2025/chapters/01-a.md").read_bytes().decode()
    marked = CHAPTER.replace("2023年的", "% due 2024\n2023年的").replace("> 2022", "% due 2024\n> 2022")
    assert chapter == mark + marked.replace("\n", newline)
    assert Path("content/2025/sources.yaml").read_text(encoding="utf-8") == "bureau: {name: 样本局}"


def test_a_value_confirmed_for_the_same_day_stands_twice() -> None:
    """Who deletes “due” and changes nothing has a fact whose history ends with itself; another value is told."""
    make_edition(Path("content/2024"), FULL)
    path = new("2024", 2025).folder / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  due: 2024\n", ""), encoding="utf-8")
    fact = load(Order("2025", is_draft=True)).document.facts["stations"]
    assert fact is not None
    assert not fact.history


def test_marks_of_printed_pages_stay_behind() -> None:
    """The next edition has pages of its own."""
    chapter = "# 甲\n\n{folio}`1`\n\n正文{folio}`2`一段。\n"
    make_edition(Path("content/2024"), {"chapters/01-a.md": chapter, "printed.json": '{"folios": 2}'})
    new("2024", 2025)
    assert not Path("content/2025/printed.json").exists()
    assert Path("content/2025/chapters/01-a.md").read_text(encoding="utf-8") == "# 甲\n\n正文一段。\n"


HAN = st.text(st.sampled_from("数字经济发展报告产业网络平台服务创新"), min_size=30, max_size=120)


@given(HAN, HAN)
def test_likeness_is_a_share(one: str, other: str) -> None:
    """A text is as alike as can be to itself, and likeness has no direction."""
    samples = [sample(Paragraph((Text(text),))) for text in (one, other)]
    assert likeness(samples[0], samples[0]) == 1
    assert 0 <= likeness(*samples) == likeness(*reversed(samples)) <= 1


def test_every_element_is_carried_over() -> None:
    """What the edition with every element holds is known again, block by block, and only what is due stops it."""
    make_edition(Path("content/2024"), TORTURE)
    made = new("2024", 2031)
    board = status(Order("2031"), "en", str).board
    blocks = sum(board.blocks(fate) for fate in Fate)
    assert board.blocks(Fate.UNTOUCHED) == blocks > 90
    assert made.tally.facts == ["stations"]
    assert len(board.blocking) == 9
    confirm(made.folder)
    assert not status(Order("2031"), "en", str).board.blocking
