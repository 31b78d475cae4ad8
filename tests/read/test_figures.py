"""``figures/*.yaml`` with their CSV files: drawings as they are described, and every fault where it stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import cases, files_of, told
from dedoc.errors import Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Arrow, Box, Chart, Citation, Diagram, Figure, Series, SeriesShape, Tone, Value
from dedoc.read.drawn import Known
from dedoc.read.facts import read_facts
from dedoc.read.figures import read_figures
from editions import FULL, make_edition
from languages import CHINESE
from trees import inline

PROBLEMS = Path(__file__).parent / "cases" / "problems" / "figures.md"
HEAD = "category,series,value,source,remark\n"


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """Return the inputs of a folder in which the program runs."""
    monkeypatch.chdir(tmp_path)
    return Inputs(tmp_path, Report())


def figures(inputs: Inputs, files: dict[str, str]) -> dict[str, Figure | None]:
    """Return the figures of an edition with these files."""
    make_edition(inputs.folder, files)
    facts = read_facts(inputs.folder / "facts.yaml", inputs, CHINESE)
    return read_figures(inputs.folder / "figures", inputs, Known(facts, CHINESE, inputs))


def test_a_chart_holds_every_value_with_its_source(inputs: Inputs) -> None:
    """A chart has the categories in the order of the CSV file and a value, or none, for each series in each."""
    yaml = (
        "# 注\ncaption: '*各年*数量{cite}`a`'\nalt: ' 柱线图 '\nsource: [a, b]\nheight: 9.5\nmissing: 缺一年\n"
        "data: c.csv\nseries:\n"
        "  - {key: n, name: 数量, unit: 个}\n  - {key: p, name: 占比, unit: '%', shape: line}\n"
    )
    csv = f'{HEAD}2022 年,n,240+,a,约数\n2022 年,p,7.50,b,\n\n2023 年 , n ,,,"未, 查\n实"\n2023 年,p,8,a,\n'
    figure = figures(inputs, {"figures/c.yaml": yaml, "figures/c.csv": csv})["c"]
    assert told(inputs.report.problems) == ""
    assert figure is not None
    assert inline(figure.caption) == 'em("各年") "数量" cite-source(a)'
    assert (figure.source, figure.alternative, figure.height) == (Citation(("a", "b"), None), "柱线图", 9.5)
    assert figure.drawing == Chart(
        ("2022 年", "2023 年"),
        (
            Series(
                "数量",
                "个",
                SeriesShape.BAR,
                (Value(Decimal(240), "a", "约数", is_more=True), Value(None, "", "未, 查\n实")),
            ),
            Series("占比", "%", SeriesShape.LINE, (Value(Decimal("7.50"), "b"), Value(Decimal(8), "a"))),
        ),
        "缺一年",
    )
    assert isinstance(figure.drawing, Chart)
    assert figure.location == Location("figures/c.yaml", 2)
    assert [value.location for value in figure.drawing.series[1].values] == [
        Location("figures/c.csv", n) for n in (3, 7)
    ]


def test_the_columns_of_a_csv_file_may_stand_in_any_order(inputs: Inputs) -> None:
    """Columns go by their names, and a byte order mark and Windows line ends do no harm."""
    files = {
        "figures/c.yaml": "caption: 甲\nalt: 甲\ndata: c.csv\nseries: [{key: n, name: 数, unit: 个}]\n",
        "figures/c.csv": "\ufeffvalue,source,category,remark,series\r\n3,a,一,,n\r\n",
    }
    figure = figures(inputs, files)["c"]
    assert told(inputs.report.problems) == ""
    assert figure is not None
    assert figure.drawing == Chart(("一",), (Series("数", "个", SeriesShape.BAR, (Value(Decimal(3), "a"),)),))


@pytest.mark.parametrize(
    ("unit", "values"), [("亿元", "1 0 12.5"), ("%", "33.3 33.3 33.3"), ("%", "99.95 0.05"), ("%", "- -"), ("个", "-")]
)
def test_a_pie_may_hold_amounts_or_shares_or_nothing_yet(inputs: Inputs, unit: str, values: str) -> None:
    """Amounts make any sum, shares a hundred but for what rounding takes; where all is missing, all may come yet."""
    rows = [f"第{i}项,n,{'' if v == '-' else v},{'' if v == '-' else 's'}," for i, v in enumerate(values.split())]
    yaml = f"caption: 甲\nalt: 甲\ndata: c.csv\nseries: [{{key: n, name: 数, unit: '{unit}', shape: pie}}]"
    files = {"figures/c.yaml": yaml, "figures/c.csv": HEAD + "\n".join(rows)}
    figure = figures(inputs, files)["c"]
    assert told(inputs.report.problems) == ""
    assert figure is not None
    assert isinstance(figure.drawing, Chart)
    assert figure.drawing.is_pie
    assert figure.drawing.series[0].is_shares == (unit == "%")


def test_a_diagram_has_boxes_and_arrows(inputs: Inputs) -> None:
    """Boxes and arrows come as they are described, with what is left out at its usual value."""
    yaml = (
        "caption: 甲\nalt: 甲\ncolumns: 12\nrows: 4\nboxes:\n"
        '  - {key: a, text: "甲\\n乙", row: 0.5, column: 1, width: 3.6, height: 2}\n'
        "  - {key: b, text: 丙, row: 3, column: 11, tone: warm}\narrows:\n  - {start: a, end: b}\n"
        "  - {start: b, end: a, text: 反哺, is_mutual: true}\n"
    )
    figure = figures(inputs, {"figures/d.yaml": yaml})["d"]
    assert told(inputs.report.problems) == ""
    assert figure is not None
    assert (figure.source, figure.height) == (None, 8)
    assert figure.drawing == Diagram(
        12,
        4,
        (Box("a", "甲\n乙", 0.5, 1, 3.6, 2), Box("b", "丙", 3, 11, tone=Tone.WARM)),
        (Arrow("a", "b"), Arrow("b", "a", "反哺", is_mutual=True)),
    )


@pytest.mark.parametrize(("files", "expected"), cases(PROBLEMS))
def test_a_fault_is_told_with_its_line_and_a_way_out(inputs: Inputs, files: str, expected: str) -> None:
    """Faulty figures give exactly the problems of their case, each with a line and a hint."""
    figures(inputs, files_of(files))
    assert told(inputs.report.problems) == expected.replace("{folder}", inputs.folder.as_posix())
    assert all(problem.location and problem.location.line and problem.hint for problem in inputs.report.problems)


def test_a_wrong_figure_is_there_but_none(inputs: Inputs) -> None:
    """A figure whose file is wrong stays known by its name."""
    files = {"figures/a.yaml": "capton: 甲\n", "figures/b.yaml": "- 甲\n", "figures/c.yaml": "caption: '\n"}
    assert figures(inputs, files) == {"a": None, "b": None, "c": None}


def test_a_figure_that_cannot_be_named_in_a_chapter_is_told(inputs: Inputs) -> None:
    """The name of a figure is that of its file, so the file is named for its letters."""
    figures(inputs, {"figures/图 一.yaml": str(FULL["figures/logic.yaml"])})
    assert told(inputs.report.problems) == (
        "figures/图 一.yaml: error: “图 一” cannot be a name\n  hint: use letters, digits and hyphens: 5g-stations\n"
    )


def test_an_edition_may_do_without_figures(inputs: Inputs) -> None:
    """The folder need not be there, and other files in it are none of its figures."""
    assert figures(inputs, {}) == {}
    assert figures(inputs, {"figures/README.md": "甲", "figures/a.csv": "甲", "figures/.a.yaml.swp": "甲"}) == {}
    assert told(inputs.report.problems) == ""


PIECES = st.one_of(
    st.sampled_from(
        [
            HEAD,
            "一",
            "2022 年",
            ",",
            ",",
            ",count",
            ",share",
            ",3",
            ",-1",
            ",1e9",
            ",240+",
            ",٣",
            ",survey",
            '"',
            '""',
            "\n",
            "\r",
            "\t",
            "\x00",
            "\ufeff",
            ",,,\n",
            "<<<<<<< a\n",
            " ",
            "9" * 400,
        ]
    ),
    st.text(max_size=3),
)


@given(st.lists(PIECES, max_size=20).map("".join))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_any_csv_is_a_chart_or_has_located_faults(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any text as the CSV file of a chart gives values or problems on lines that it has, and never another failure."""
    folder = tmp_path_factory.getbasetemp() / "any-csv"
    make_edition(folder, {"figures/chart.yaml": FULL["figures/chart.yaml"]})
    (folder / "figures" / "chart.csv").write_bytes(text.encode(errors="replace"))
    inputs = Inputs(folder, Report())
    figure = read_figures(folder / "figures", inputs)["chart"]
    assert figure or inputs.report.has_errors
    for problem in inputs.report.problems:
        assert problem.location
        assert 1 <= problem.location.line <= len(text.splitlines()) + 1 or problem.location.file.endswith(".yaml")
        assert problem.hint
        assert problem.format()
