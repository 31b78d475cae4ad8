"""``dedoc facts``: lists, spreadsheets out and back, and every fault of a sheet at its row."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from colleague import Cells, filled_in, workbook
from dedoc.build import Order
from dedoc.cli import PROBLEMS, USAGE, WELL, main
from dedoc.errors import ContentError
from dedoc.factbook import import_facts
from editions import make_edition

Said = tuple[int, str, str]

FILES: Mapping[str, str] = {
    "chapters/01-a.md": """\
# 甲

{as-of}`stations`{fact}`stations`，前年{fact}`stations@2022`，增{fact}`growth`；{fact}`share`，{fact}`users`[^a]。

[^a]: {fact}`stations`、{fact}`gap`、{fact}`ratio`

:::{figure} f
:::
""",
    "facts.yaml": """\
# 数据
stations:
  name: 5G 基站总数
  value: 383.70   # 照印
  scale: 万
  unit: 个
  as_of: 2024-05-31
  source: nda
  history: {2022: 231.2, 2023: {value: 337.7, as_of: 2023-12-31}}
growth: {name: 增幅, unit: '%', formula: 'growth(stations@2022, stations)'}
share:
  name: 占比
  value: 26.4
  unit: '%'
  source: nda
  note: =cmd|' /C calc'!A0
users:
  name: 用户
  value: 1.83
  scale: 亿
  unit: 户
  as_of: 2023-12-31
  source: nda
  due: 2023
gap: {name: 缺口, value: 2500-3000, scale: 万, unit: 人, source: nda, due: 2023}
ratio: {name: 比例, value: 1/7, source: nda}
""",
    "sources.yaml": "nda: {name: 国家数据局}\n",
    "figures/f.yaml": "caption: 图\nalt: 图\nsource: nda\nseries: [{fact: stations, name: 数, unit: 万个}]\n",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what runs ``dedoc facts edition`` beside an edition, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    make_edition(Path("edition"), FILES)

    def command(*words: str) -> Said:
        try:
            code = main(["facts", "edition", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return command


def facts_file() -> bytes:
    """Return the bytes of the edition's facts."""
    return Path("edition/facts.yaml").read_bytes()


def test_facts_are_listed_with_what_prints_and_where(run: Callable[..., Said]) -> None:
    """One line a fact, below one another whatever the width of the characters."""
    code, out, err = run()
    assert (code, err) == (WELL, "")
    lines = [re.split(r" {2,}", line) for line in out.splitlines()]
    places = "edition/chapters/01-a.md:3 edition/chapters/01-a.md:5 edition/figures/f.yaml:4"
    assert lines == [
        ["stations", "383.70万个", "2024年5月底", "nda", places],
        ["growth", "66.0%", "-", "-", "edition/chapters/01-a.md:3"],
        ["share", "26.4%", "-", "nda", "edition/chapters/01-a.md:3"],
        ["users", "【2023年版：1.83亿户】", "【2023年版：2023年底】", "nda", "edition/chapters/01-a.md:3"],
        ["gap", "【2023年版：2500万—3000万人】", "-", "nda", "edition/chapters/01-a.md:5"],
        ["ratio", "1/7", "-", "nda", "edition/chapters/01-a.md:5"],
    ]
    starts = {wide(line[: line.index("edition/")]) for line in out.splitlines()}
    assert len(starts) == 1


def wide(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("5g", ["stations"]),
        ("５Ｇ", ["stations"]),
        ("NDA", ["stations", "share", "users", "gap", "ratio"]),
        ("增", ["growth"]),
        ("亿户", ["users"]),
        ("xyz", []),
    ],
)
def test_facts_are_found_by_what_they_say(run: Callable[..., Said], text: str, names: list[str]) -> None:
    """Names, titles, sources, remarks and what prints are searched, in letters of any size and width."""
    code, out, err = run("--find", text)
    assert code == WELL
    assert [line.split()[0] for line in out.splitlines()] == names
    assert err == ("" if names else "there is no such fact\n")


def test_facts_are_data_for_other_programs(run: Callable[..., Said]) -> None:
    """What is written, what prints, history and places come as JSON."""
    _, out, _ = run("--json", "--find", "stations")
    data = json.loads(out)
    assert data["ok"] is True
    assert [fact["fact"] for fact in data["facts"]] == ["stations", "growth"]
    assert data["facts"][0] == {
        "fact": "stations",
        "name": "5G 基站总数",
        "value": "383.70",
        "scale": "万",
        "unit": "个",
        "as_of": "2024-05-31",
        "source": "nda",
        "printed": "383.70万个",
        "date": "2024年5月底",
        "history": {"2022": {"value": "231.2"}, "2023": {"value": "337.7", "as_of": "2023-12-31"}},
        "places": [
            {"file": "edition/chapters/01-a.md", "line": 3},
            {"file": "edition/chapters/01-a.md", "line": 5},
            {"file": "edition/figures/f.yaml", "line": 4},
        ],
    }


@pytest.mark.parametrize("name", ["facts.csv", "facts.xlsx"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_goes_out_comes_back_as_no_change(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    """A sheet that nobody touched changes nothing, whatever language its heads speak; the same facts give it again."""
    monkeypatch.setenv("DEDOC_LANGUAGE", language)
    assert run("--export", name)[:2] == (WELL, f"{name}\n")
    first = Path(name).read_bytes()
    assert run("--export", name)[0] == WELL
    assert Path(name).read_bytes() == first
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    before = facts_file()
    assert run("--import", name, "--apply") == (WELL, "", "the spreadsheet changes nothing\n")
    assert facts_file() == before


def test_a_workbook_runs_nothing_and_shows_what_may_be_changed(run: Callable[..., Said]) -> None:
    """Numbers keep their noughts, texts are texts even if they look like formulas, and no place is a machine's."""
    run("--export", "facts.xlsx")
    sheet = openpyxl.load_workbook("facts.xlsx").active
    cells = {
        (row[0].value, sheet.cell(1, cell.column).value): cell for row in sheet.iter_rows(min_row=2) for cell in row
    }
    value = cells["stations", "Value"]
    assert (value.value, value.number_format) == (383.7, "0.00")
    remark = cells["share", "Remark"]
    assert (remark.value, remark.data_type, remark.number_format) == ("=cmd|' /C calc'!A0", "s", "@")
    assert cells["gap", "Value"].value == "2500-3000"
    assert cells["stations", "Prints at"].value == "chapters/01-a.md:3\nchapters/01-a.md:5\nfigures/f.yaml:4"
    assert cells["stations", "At other times"].value == "2022: 231.2; 2023: 337.7 (as_of 2023-12-31)"
    assert {cells[name, "Value"].fill.start_color.rgb for name in ("users", "gap")} == {"00FFF2CC"}
    assert cells["stations", "Value"].fill.fill_type is None
    assert cells["stations", "Unit"].fill.start_color.rgb == "00F2F2F2"
    assert sheet.column_dimensions["P"].hidden
    assert str(Path.cwd()).encode() not in Path("facts.xlsx").read_bytes()


def test_a_sheet_that_is_there_stays(run: Callable[..., Said]) -> None:
    """It may be filled in; only --force replaces it."""
    Path("facts.csv").write_text("filled in\n", encoding="utf-8")
    code, _, err = run("--export", "facts.csv")
    assert code == PROBLEMS
    assert err.startswith("error: the file “facts.csv” is there already\n  hint: ")
    assert Path("facts.csv").read_text(encoding="utf-8") == "filled in\n"
    assert run("--export", "facts.csv", "--force")[0] == WELL
    assert run("--export", "facts.ods")[2].startswith("error: “facts.ods” is neither .csv nor .xlsx\n")


def exported(run: Callable[..., Said], cells: Cells, then: Callable[[Any], None] = lambda _: None) -> None:
    """Export a workbook and fill it in."""
    run("--export", "facts.xlsx", "--force")
    filled_in(Path("facts.xlsx"), cells, then)


def test_new_numbers_are_shown_and_then_written(run: Callable[..., Said]) -> None:
    """The import tells each change with every place that will print it, and what follows; --apply edits just that."""
    exported(
        run,
        {
            ("stations", "value"): (425.10000000000002, "0.00"),
            ("stations", "as_of"): "2025-05-31",
            ("share", "value"): (0.27, "0.0%"),
            ("users", "value"): 2,
            ("users", "as_of"): "2024-12-31",
            ("gap", "due"): None,
            ("ratio", "note"): "约数：待核",
        },
    )
    before = facts_file()
    code, out, err = run("--import", "facts.xlsx")
    assert (code, err) == (WELL, "nothing was written yet; --apply does it\n")
    assert out == (
        "stations\n  value: 383.70 → 425.10\n  as_of: 2024-05-31 → 2025-05-31\n"
        "  edition/chapters/01-a.md:3: 2024年5月底 → 2025年5月底\n"
        "  edition/chapters/01-a.md:3: 383.70万个 → 425.10万个\n"
        "  edition/chapters/01-a.md:5: 383.70万个 → 425.10万个\n"
        "  edition/figures/f.yaml:4: 383.70 → 425.10\n"
        "share\n  value: 26.4 → 27.0\n  edition/chapters/01-a.md:3: 26.4% → 27.0%\n"
        "users\n  value: 1.83 → 2.00\n  as_of: 2023-12-31 → 2024-12-31\n  due: 2023 → -\n"
        "  edition/chapters/01-a.md:3: 【2023年版：1.83亿户】 → 2.00亿户\n"
        "gap\n  due: 2023 → -\n  edition/chapters/01-a.md:5: 【2023年版：2500万—3000万人】 → 2500万—3000万人\n"
        "ratio\n  note: - → 约数：待核\n"
        "growth follows\n  edition/chapters/01-a.md:3: 66.0% → 83.9%\n"
    )
    assert facts_file() == before
    data = json.loads(run("--import", "facts.xlsx", "--json")[1])
    assert data["changes"][0] == {"fact": "stations", "key": "value", "old": "383.70", "new": "425.10"}
    assert data["prints"][-1]["fact"] == "growth" or {"growth"} <= {effect["fact"] for effect in data["prints"]}
    assert data["files"] == []

    code, again, err = run("--import", "facts.xlsx", "--apply")
    assert (code, again, err) == (WELL, out + "edition/facts.yaml\n", "")
    assert facts_file().decode() == (
        before.decode()
        .replace("383.70   # 照印", "425.10   # 照印")
        .replace("as_of: 2024-05-31", "as_of: 2025-05-31")
        .replace("26.4\n", "27.0\n")
        .replace("1.83", "2.00")
        .replace("as_of: 2023-12-31\n  source: nda\n  due: 2023\n", "as_of: 2024-12-31\n  source: nda\n")
        .replace(", due: 2023}", "}")
        .replace("value: 1/7, source: nda}", "value: 1/7, source: nda, note: 约数：待核}")
    )
    assert run("--import", "facts.xlsx")[2] == "the spreadsheet changes nothing\n"


def test_a_sheet_may_be_sorted_cut_and_spread_over_time(run: Callable[..., Said]) -> None:
    """Rows stand in any order, some may be missing; what was corrected in facts.yaml since stays corrected."""

    def sort(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, sheet.max_row)
        for row in sorted(rows[1:], key=lambda row: str(row[0]), reverse=True):
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "f"):
            cell.data_type = "s"  # openpyxl takes a text that is written anew for a formula

    exported(run, {("users", "value"): 2}, sort)
    path = Path("edition/facts.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("26.4", "26.5"), encoding="utf-8")
    assert run("--import", "facts.xlsx")[1].startswith("users\n  value: 1.83 → 2\n")
    assert "share" not in run("--import", "facts.xlsx")[1]
    filled_in(Path("facts.xlsx"), {("share", "value"): 26.6})
    code, _, err = run("--import", "facts.xlsx")
    assert code == PROBLEMS
    assert "“Value” of “share” was changed in both places\n" in err
    assert "facts.yaml was changed from “26.4” to “26.5”" in err


def test_a_due_value_with_the_old_date_stays_due(run: Callable[..., Said]) -> None:
    """A new number alone may still be last year's; one without date is this year's."""
    exported(run, {("users", "value"): 1.84, ("gap", "value"): "2600-3000"})
    out = run("--import", "facts.xlsx")[1]
    assert "users\n  value: 1.83 → 1.84\n  edition" in out
    assert "gap\n  value: 2500-3000 → 2600-3000\n  due: 2023 → -\n" in out


@pytest.mark.parametrize(
    ("cells", "row", "message"),
    [
        ({("stations", "value"): "约400"}, 2, "“约400” is not a number"),
        ({("stations", "value"): None}, 2, "the fact “stations” has no value any more"),
        ({("stations", "value"): "=1+1"}, 2, "“Value” of “stations” is a formula without a result"),
        ({("stations", "value"): (0.5, "0%")}, 2, "“Value” of “stations” is a percentage, and its unit is “个”"),
        ({("stations", "value"): True}, 2, "“Value” of “stations” is TRUE"),
        ({("stations", "scale"): "兆"}, 2, "unknown scale “兆”"),
        ({("stations", "as_of"): "去年"}, 2, "“as_of: 去年” is not a date"),
        ({("stations", "as_of"): None}, None, "the fact “stations” has no date to print"),
        ({("stations", "source"): "xyz"}, 2, "there is no source “xyz”"),
        ({("stations", "qualifier"): "大概"}, 2, "“qualifier” cannot be “大概”"),
        ({("stations", "exact"): "390"}, 2, "the exact 390 does not round to 383.70"),
        ({("stations", "unit"): "户"}, 2, "“Unit” of “stations” is “个”, and cannot be changed here to “户”"),
        ({("stations", "name"): "基站"}, 2, "“What is measured” of “stations” is “5G 基站总数”, and cannot"),
        ({("growth", "formula"): "1 + 1"}, 3, "“Formula” of “growth” is “growth(stations@2022, stations)”, and cannot"),
        ({("stations", "due"): "去年"}, 2, "“due: 去年” is not a whole number"),
        ({("stations", "value"): "1\n2"}, 2, "“Value” takes a single line"),
        ({("stations", "fact"): None}, 2, "the row names no fact"),
        ({("stations", "fact"): "statoins"}, 2, "there is no fact “statoins”"),
        ({("users", "fact"): "stations"}, 5, "the fact “stations” has two rows"),
        ({("stations", "exported"): "{"}, 2, "the column “As exported (leave alone)” was changed"),
        ({("gap", "value"): 0, ("ratio", "value"): "1/0"}, 7, "“1/0” is not a number"),
    ],
)  # fmt: skip
def test_a_fault_of_a_sheet_is_told_at_its_row(
    run: Callable[..., Said], cells: Cells, row: int | None, message: str
) -> None:
    """Nothing is written, even if all else is well; the message is that of the file, at the row of the sheet."""
    exported(run, {("share", "note"): "新", **cells})
    before = facts_file()
    code, out, err = run("--import", "facts.xlsx", "--apply")
    assert (code, out) == (PROBLEMS, "")
    assert f"facts.xlsx:{row}: error: {message}" in err if row else f"error: {message}" in err
    assert "hint: " in err
    assert facts_file() == before


@pytest.mark.parametrize(
    ("then", "message"),
    [
        (lambda sheet: sheet.merge_cells("C2:C3"), "facts.xlsx:2: error: cells are merged here"),
        (lambda sheet: sheet.__setitem__("C1", "Vlaue"), "unknown column “Vlaue”\n  hint: did you mean “value”?"),
        (lambda sheet: sheet.delete_cols(3), "facts.xlsx:1: error: the column “value” is missing"),
        (lambda sheet: sheet.__setitem__("D1", "value"), "facts.xlsx:1: error: the column “value” is given twice"),
        (lambda sheet: sheet.delete_rows(1, 100), "facts.xlsx: error: the sheet is empty"),
    ],
)  # fmt: skip
def test_a_sheet_of_another_shape_is_refused(
    run: Callable[..., Said], then: Callable[[Any], None], message: str
) -> None:
    """Merged cells, columns that are renamed, missing or doubled are told where they stand."""
    exported(run, {}, then)
    code, _, err = run("--import", "facts.xlsx")
    assert code == PROBLEMS
    assert message in err


def test_all_faults_are_told_at_once(run: Callable[..., Said]) -> None:
    """Several rows, several problems, one run."""
    exported(run, {("stations", "unit"): "户", ("share", "value"): None, ("users", "value"): "=1"})
    err = run("--import", "facts.xlsx")[2]
    assert [line.split(": ")[0] for line in err.splitlines() if ": error: " in line] == [
        f"facts.xlsx:{n}" for n in (2, 4, 5)
    ]


def test_a_sheet_of_her_own_needs_two_columns(run: Callable[..., Said]) -> None:
    """Names and values are enough; a number against its own formula is refused at the row."""
    Path("own.xlsx").write_bytes(workbook([["调用名", "数值"], ["users", 2.5], ["stations", 400]]))
    code, out, _ = run("--import", "own.xlsx")
    assert code == WELL
    assert "users\n  value: 1.83 → 2.5\n" in out
    Path("own.csv").write_bytes("fact;value\r\ngrowth;70\r\n".encode("gb18030"))
    code, _, err = run("--import", "own.csv")
    assert code == PROBLEMS
    assert "own.csv:2: error: the value is 70%, and its formula gives 66.0%" in err


def test_files_that_are_none_are_told(run: Callable[..., Said]) -> None:
    """A missing sheet, a folder, a picture: each is told, and --apply alone is no command."""
    assert "there is no file “none.xlsx”" in run("--import", "none.xlsx")[2]
    assert run("--import", "edition")[0] == PROBLEMS
    Path("p.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xff")
    assert run("--import", "p.xlsx")[0] == PROBLEMS
    assert run("--apply")[::2] == (USAGE, "dedoc: --apply goes with --import\n")
    assert run("--import", "a", "--export", "b")[0] == USAGE


def test_a_file_keeps_its_mark_its_mode_and_its_link(run: Callable[..., Said]) -> None:
    """What is at the other end of a link is written, with the byte order mark and the permissions that it had."""
    path = Path("edition/facts.yaml")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o600)
    exported(run, {("share", "value"): 27})
    before = path.read_bytes()
    assert run("--import", "facts.xlsx", "--apply")[0] == WELL
    assert path.read_bytes() == before.replace(b"26.4", b"27.0")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_changed_meanwhile_is_not_written_over(run: Callable[..., Said]) -> None:
    """Between reading and writing, an editor may have saved: her version stays."""
    exported(run, {("share", "value"): 27})
    stages: list[str] = []

    def save(stage: str) -> None:
        stages.append(stage)
        if stages.count("localise") == 2:
            Path("edition/facts.yaml").write_text(FILES["facts.yaml"] + "# 刚存\n", encoding="utf-8")

    with pytest.raises(ContentError, match="the file changed while it was being read"):
        import_facts(Order("edition"), Path("facts.xlsx"), save, is_applied=True)
    assert facts_file().decode() == FILES["facts.yaml"] + "# 刚存\n"


def test_facts_of_an_edition_that_is_wrong_are_told(run: Callable[..., Said]) -> None:
    """The problems of the edition come first; an edition without facts has an empty list."""
    with Path("edition/facts.yaml").open("a", encoding="utf-8") as file:
        file.write("idle: {name: 闲, value: 1, source: nda}\n")
    assert "the fact “idle” is never used" in run()[2]
    shutil.rmtree("edition")
    make_edition(Path("edition"))
    assert run() == (WELL, "", "there is no such fact\n")
    Path("edition/facts.yaml").unlink()
    assert run("--export", "none.xlsx")[0] == WELL


def test_a_new_date_moves_the_value_of_a_chart(run: Callable[..., Said]) -> None:
    """A chart of histories gains or loses a value with a date, and what else prints is told at its own place."""
    exported(run, {("growth", "note"): "x"})
    text = FILES["facts.yaml"].replace("  as_of: 2024-05-31\n", "").replace("{as-of}`stations`", "")
    Path("edition/facts.yaml").write_text(text, encoding="utf-8")
    chapter = FILES["chapters/01-a.md"].replace("{as-of}`stations`", "")
    Path("edition/chapters/01-a.md").write_text(chapter, encoding="utf-8")
    Path("own.csv").write_text("fact,value,as_of\nstations,400,2025-05-31\n", encoding="utf-8")
    out = run("--import", "own.csv")[1]
    assert "  edition/figures/f.yaml:4: - → 400\n" in out
    assert "  edition/chapters/01-a.md:3: 383.70万个 → 400万个\n" in out
