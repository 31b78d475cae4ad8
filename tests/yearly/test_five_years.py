"""Five years in a row: ids, histories and what is remembered hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from dedoc.board import status
from dedoc.board.counts import Fate, State
from dedoc.build import Order, load
from dedoc.model import Chart, Document, Paragraph
from dedoc.moments import written
from dedoc.walk import find
from editions import make_edition
from yearly.rounds import confirm, edit, fill_in, new

FILES: Mapping[str, str] = {
    "edition.yaml": """\
title: [样本报告]
subtitle: 2021 年
year: 2021
language: zh-CN
date: 2021
publisher: 样本社
people:
  - {role: 作者, names: [张三]}
""",
    "chapters/01-a.md": """\
# 2021 年的样本 {#start}

到{as-of}`users`，用户共有{fact}`users`，两年间增长{fact}`growth`；网点共有{fact}`places`{cite:data}`survey`。

这一段年年照旧，谁也不去动它，因为它说的是道理，不是数字。

服务的办法各地不同，大体说来有三种，本章逐一介绍，并比较它们的长处和短处，最后给出建议。

:::{figure} chart
:::

# 2022 年展望 {#outlook}

2021 年以来，服务有了改进，办理的时间缩短，用户的评价也在提高，但是乡镇的网点依然不足。
""",
    "facts.yaml": """\
users:   # 抽样
  name: 用户
  value: 100
  scale: 万
  unit: 户
  as_of: 2020-12-31
  source: survey
  history: {2019-12-31: 80}
growth: {name: 两年增幅, unit: '%', formula: 'growth(users, 2019, 2020)'}
places: {name: 网点, value: 42, unit: 个, source: survey}
""",
    "sources.yaml": "survey: {title: 样本调查（2020 年）, kind: R}\n",
    "figures/chart.yaml": (
        "caption: 用户\nsource: survey\nalt: 柱形图：用户逐年增加。\nseries: [{fact: users, name: 用户, unit: 万户}]\n"
    ),
}
YEARS = range(2022, 2027)
REWRITTEN = {
    2022: ("本章", "这一章"),
    2023: ("大体说来", "总的看来"),
    2024: ("最后给出建议", "最后作出小结，并向各地提出几条建议"),
    2025: ("服务的办法", "服务办法"),
    2026: ("各地不同", "各地不一"),
}
"""What an editor writes otherwise in each year, in the same paragraph."""


def shown(document: Document) -> list[tuple[str, str]]:
    """Return the first words of the paragraphs with their ids."""
    return [(block.id, "".join(getattr(n, "text", "") for n in block.content)[:4]) for block in _paragraphs(document)]


def _paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.body if isinstance(block, Paragraph)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report."""
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def editions(project: Path) -> dict[int, Document]:
    """Return the documents of six editions, each made from the one before; in each a paragraph is rewritten."""
    folder = make_edition(project / "content" / "2021", FILES)
    found = {2021: load(Order(str(folder))).document}
    for year in YEARS:
        folder = new(folder, year).folder
        cells = {("users", "value"): str(100 + 10 * (year - 2021)), ("users", "as_of"): f"{year - 1}-12-31"}
        fill_in(folder, project / f"{year}.xlsx", cells)
        edit(
            folder / "facts.yaml",
            (f"growth(users, {year - 3}, {year - 2})", f"growth(users, {year - 2}, {year - 1})"),
        )
        edit(folder / "chapters" / "01-a.md", REWRITTEN[year])
        confirm(folder)
        found[year] = load(Order(str(folder))).document
    return found


def test_ids_hold(editions: Mapping[int, Document]) -> None:
    """A block keeps its name through rewriting and through years that move on."""
    first = [name for name, _ in shown(editions[2021])]
    for year in YEARS:
        assert [name for name, _ in shown(editions[year])] == first


def test_a_history_grows(editions: Mapping[int, Document]) -> None:
    """The series of a fact has a value more each year, and the chart of it a bar."""
    for year, document in editions.items():
        users = document.facts["users"]
        assert users is not None
        values = [(written(past.as_of), past.value) for past in (*users.history, users) if past.as_of]
        expected = [(f"{y}-12-31", Decimal(80 if y == 2019 else 100 + 10 * (y - 2020))) for y in range(2019, year)]
        assert values == expected
        (chart,) = find(document.body, Chart)
        assert len(chart.categories) == year - 2019


def test_what_is_remembered_holds(project: Path, editions: Mapping[int, Document]) -> None:
    """The edition in which a block first stood is known, and last year's words are what a board compares with."""
    last = editions[2026]
    assert last.carried is not None
    assert {block.since for block in last.carried.blocks} == {2021}
    board = status(Order(str(project / "content" / "2026")), "en", str).board
    assert (board.blocks(Fate.NEW), board.blocks(Fate.GONE), board.blocking) == (0, 0, ())
    assert board.facts[State.CONFIRMED] == 1
    assert board.former == 2025


def test_years_move_on(project: Path, editions: Mapping[int, Document]) -> None:
    """Headings bear the year of their edition and of the one after it; what happened in a year stays there."""
    folder = project / "content" / "2026"
    text = (folder / "chapters" / "01-a.md").read_text(encoding="utf-8")
    assert "# 2026 年的样本" in text
    assert "# 2027 年展望" in text
    assert "\n2021 年以来" in text
    assert (folder / "facts.yaml").read_text(encoding="utf-8").startswith("users:   # 抽样\n")
    assert editions[2026].metadata.subtitle == "2026年"
