"""What nobody has verified yet, listed."""

from __future__ import annotations

from pathlib import Path

from dedoc.build import Order, load
from dedoc.verify import list_missing
from editions import FULL, make_edition

MISSING_FACT = str(FULL["facts.yaml"]).replace("383.7", "missing")
SERIES = str(FULL["figures/chart.yaml"]).replace("unit: 万个}", "unit: 万个}\n  - {key: rate, name: 增速, unit: '%'}")
DATA = """\
category,series,value,source,remark
2022 年,count,3,survey,
2023 年,count,,,未能查实
2022 年,rate,,,
2023 年,rate,5.5,survey,
"""


def missing(folder: Path, files: dict[str, str]) -> list[str]:
    """Return what is missing in an edition, as printed, without hints."""
    edition = make_edition(folder / "edition", {**FULL, **files})
    document = load(Order(str(edition), is_draft=True)).document
    return [problem.format().splitlines()[0].rpartition("/")[2] for problem in list_missing(document)]


def test_every_missing_value_and_fact_is_listed_where_it_stands(tmp_path: Path) -> None:
    """Gaps of all series come with the line of the data that holds them, and facts with their own."""
    files = {"figures/chart.yaml": SERIES, "figures/chart.csv": DATA, "facts.yaml": MISSING_FACT}

    assert missing(tmp_path, files) == [
        "chart.csv:3: warning: the figure “chart” lacks the value of “数量” for “2023年”",
        "chart.csv:4: warning: the figure “chart” lacks the value of “增速” for “2022年”",
        "facts.yaml:1: warning: the fact “stations” has no verified value",
    ]


def test_where_all_is_known_nothing_is_listed(tmp_path: Path) -> None:
    """A chart without gaps, a diagram and verified facts are no matter of concern."""
    known = str(FULL["figures/chart.csv"]).replace("count,,,", "count,4,survey,")

    assert missing(tmp_path, {"figures/chart.csv": known}) == []
