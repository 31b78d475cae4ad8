"""Native charts of Word: what a reader sees is what the data say, and so is what an author finds who edits the data."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from lxml import etree

from conformance import missing, word
from dedoc.model import Chart, Value
from dedoc.render.plots import lay_out
from dedoc.render.word.charts import chart_inline
from dedoc.render.word.package import Package
from dedoc.render.word.plotted import number_format
from dedoc.render.word.xml import element, paragraph
from drawings import style
from plotting import BAR, CHARTS, LINE, MISSING, NOTHING, PIES, chart, series
from readback.office import laid_out

SIZE = (448.0, 177.0)
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
ALL = CHARTS | {f"pie: {name}": data for name, data in PIES.items()}
CASES = pytest.mark.parametrize("data", ALL.values(), ids=ALL.keys())


@dataclass(frozen=True)
class Made:
    """The parts of a chart: its own, its shapes if it has any, and its workbook."""

    root: Any
    shapes: Any
    workbook: bytes

    def find(self, path: str) -> list[Any]:
        """Return what an XPath finds in the chart."""
        found = self.root.xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return found

    @property
    def sheet(self) -> Any:
        """The only sheet of the workbook, read by openpyxl."""
        book = openpyxl.load_workbook(BytesIO(self.workbook))
        assert book.sheetnames == ["Sheet1"]
        return book["Sheet1"]


def package(*charts: Chart) -> bytes:
    """Return a Word file with charts, each on a page of its own."""
    made = Package()
    for index, data in enumerate(charts, 1):
        inline = chart_inline(made.part, data, SIZE, style(), "zh-CN", index)
        inline.docPr.set("id", str(index))
        inline.docPr.set("name", f"图{index}")
        run = element("r", element("drawing", inline))
        made.body.append(paragraph("Normal", [run], *([element("pageBreakBefore")] if index > 1 else [])))
    made.body.append(
        element(
            "sectPr",
            element("pgSz", w=11906, h=16838),
            element("pgMar", top=999, bottom=999, left=999, right=999, header=0, footer=0, gutter=0),
        )
    )
    return made.save()


def made(data: Chart) -> Made:
    """Return the parts of a chart."""
    with zipfile.ZipFile(BytesIO(package(data))) as file:
        names = set(file.namelist())
        shapes = "word/drawings/drawing1.xml"
        return Made(
            etree.fromstring(file.read("word/charts/chart1.xml")),
            etree.fromstring(file.read(shapes)) if shapes in names else None,
            file.read("word/embeddings/Microsoft_Excel_Worksheet1.xlsx"),
        )


def shown(value: Decimal, form: str) -> str:
    """Return how a workbook shows a number in a format: words in quotation marks, noughts for digits."""
    match = re.fullmatch(r'(?:"([^"]*)")?(#,##)?0(?:\.(0+))?(?:"([^"]*)")?', form)
    assert match, form
    digits = f"{value:{',' if match[2] else ''}.{len(match[3] or '')}f}"
    return (match[1] or "") + digits + (match[4] or "")


@CASES
def test_every_range_holds_in_the_workbook_what_the_chart_shows(data: Chart) -> None:
    """Names, categories and values are cached as they stand in the cells, and they are those of the data."""
    chart_part = made(data)
    sheet, held = chart_part.sheet, {}
    for item in chart_part.find("//c:strRef | //c:numRef"):
        cells = sheet[item.findtext("c:f", None, NAMES).partition("!")[2]]
        column = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        points = {int(p.get("idx")): p.findtext("c:v", None, NAMES) for p in item.iterfind(".//c:pt", NAMES)}
        assert int(item.find(".//c:ptCount", NAMES).get("val")) == len(column)
        found = [points.get(index) for index in range(len(column))]
        is_text = item.tag.endswith("strRef")
        assert [v if v is None or is_text else float(v) for v in found] == column
    for item in chart_part.find("//c:ser[c:tx]"):
        values = item.find("c:val/c:numRef", NAMES)
        points = {int(p.get("idx")): Decimal(p.findtext("c:v", "", NAMES)) for p in values.iterfind(".//c:pt", NAMES)}
        held[item.findtext("c:tx//c:v", None, NAMES)] = points
        assert [v.text for v in item.iterfind("c:cat//c:v", NAMES)] == list(data.categories)
    assert held == {
        row.legend: {i: value.value for i, value in enumerate(row.values) if value.value is not None}
        for row in data.series
    }


@CASES
def test_the_workbook_holds_the_data_as_an_author_would_type_them(data: Chart) -> None:
    """A column for each series under its name, numbers that show their decimals, and nothing where nothing is known."""
    sheet = made(data).sheet
    assert [cell.value for cell in sheet[1]][1:] == [row.legend for row in data.series]
    assert [sheet.cell(i, 1).value for i in range(2, sheet.max_row + 1)] == list(data.categories)
    for column, row in enumerate(data.series, 2):
        for line, value in enumerate(row.values, 2):
            cell = sheet.cell(line, column)
            if value.value is None:
                assert cell.value is None
            else:
                assert shown(Decimal(str(cell.value)), cell.number_format) == value.text


@CASES
def test_each_known_value_is_labelled_as_in_the_pdf(data: Chart) -> None:
    """The format of each label gives the text of the value; what is missing has no point and no label."""
    chart_part = made(data)
    for row in data.series:
        (item,) = chart_part.find(f"//c:ser[c:tx//c:v='{row.legend}']")
        known = {index: value for index, value in enumerate(row.values) if value.value is not None}
        own = {int(label.find("c:idx", NAMES).get("val")): label for label in item.iterfind("c:dLbls/c:dLbl", NAMES)}
        assert own.keys() <= known.keys()
        for index, value in known.items():
            label = own.get(index, item.find("c:dLbls", NAMES))
            assert value.value is not None
            assert shown(value.value, label.find("c:numFmt", NAMES).get("formatCode")) == value.text
            assert label.find("c:showVal", NAMES).get("val") == "1"
            assert label.find("c:showCatName", NAMES).get("val") == str(int(data.is_pie))


@CASES
def test_what_is_missing_is_marked_and_never_nought(data: Chart) -> None:
    """Where a value is missing a dashed frame stands on the chart with the language's mark, as in the PDF."""
    chart_part = made(data)
    count = sum(value.value is None for row in data.series for value in row.values)
    texts = [] if chart_part.shapes is None else chart_part.shapes.xpath("//a:t/text()", namespaces=NAMES)
    assert [found.get("val") for found in chart_part.find("//c:dispBlanksAs")] == ["gap"]
    assert sum(text.endswith(MISSING) for text in texts) == count
    assert (NOTHING in texts) != data.has_values
    if count and not data.is_pie:
        frames = chart_part.shapes.xpath("//a:prstDash", namespaces=NAMES)
        assert len(frames) == count


@CASES
def test_axes_belong_together_and_reach_what_the_pdf_shows(data: Chart) -> None:
    """Each group of series has a pair of axes that cross each other, as high and in the same place as in the PDF."""
    chart_part = made(data)
    axes = {a.find("c:axId", NAMES).get("val"): a for a in chart_part.find("//c:catAx | //c:valAx")}
    pairs = [
        [i.get("val") for i in group.iterfind("c:axId", NAMES)]
        for group in chart_part.find("//c:barChart | //c:lineChart")
    ]
    for pair in pairs:
        crossing = [axes[key].find("c:crossAx", NAMES).get("val") for key in pair]
        assert crossing == pair[::-1]
    assert {key for pair in pairs for key in pair} == axes.keys()
    if data.is_pie:
        return
    layout = lay_out(data, *SIZE, style().record.colors)
    tops = {float(axis.find("c:scaling/c:max", NAMES).get("val")) for axis in chart_part.find("//c:valAx")}
    assert tops == {axis.top for axis in layout.axes}
    found = {
        item.tag.rpartition("}")[2]: float(item.get("val"))
        for item in chart_part.find("//c:plotArea/c:layout//*[string(number(@val)) != 'NaN']")
    }
    assert found["x"] == pytest.approx(layout.plot.left / SIZE[0], abs=1e-4)
    assert found["w"] == pytest.approx(layout.plot.width / SIZE[0], abs=1e-4)
    assert found["h"] == pytest.approx(layout.plot.height / SIZE[1], abs=1e-4)


@CASES
def test_colours_and_fonts_are_those_of_the_style(data: Chart) -> None:
    """All four slots of every text name a font, and the first series has the first colour of the style."""
    chart_part = made(data)
    heading, colors = style().record.fonts["heading"], style().record.colors
    for text in chart_part.find("//a:defRPr"):
        slots = {slot: text.find(f"a:{slot}", NAMES).get("typeface") for slot in ("latin", "ea", "cs", "sym")}
        assert slots == {"latin": "Arial", "ea": heading.word, "cs": "Arial", "sym": "Arial"}
    used = {item.get("val") for item in chart_part.find("//c:ser//a:srgbClr")}
    assert colors["accent"].removeprefix("#") in used


def test_bars_of_two_axes_stand_side_by_side() -> None:
    """Word draws the bars of two axes one upon the other: each group keeps the others' places free, without a name."""
    chart_part = made(CHARTS["bars of two units"])
    groups = [
        [bool(s.find("c:tx", NAMES) is not None) for s in group.iterfind("c:ser", NAMES)]
        for group in chart_part.find("//c:barChart")
    ]
    assert groups == [[True, False], [False, True]]
    hidden = [entry.find("c:idx", NAMES).get("val") for entry in chart_part.find("//c:legendEntry[c:delete/@val='1']")]
    assert hidden == ["1", "2"]
    ids = [item.get("val") for item in chart_part.find("//c:ser/c:idx")]
    assert len(set(ids)) == len(ids)


def test_lines_lie_upon_bars_whatever_their_axis() -> None:
    """Bars come first, on the primary axes, even where they read on the right."""
    data = chart("甲 乙", series("线", "%", LINE, "1 2"), series("柱", "个", BAR, "5 6"))
    chart_part = made(data)
    assert [group.tag.rpartition("}")[2] for group in chart_part.find("//c:barChart | //c:lineChart")] == [
        "barChart",
        "lineChart",
    ]
    places = {
        axis.find("c:axId", NAMES).get("val"): axis.find("c:axPos", NAMES).get("val")
        for axis in chart_part.find("//c:valAx")
    }
    shape = {
        g.tag.rpartition("}")[2]: places[g.findall("c:axId", NAMES)[1].get("val")]
        for g in chart_part.find("//c:barChart | //c:lineChart")
    }
    assert shape == {"barChart": "r", "lineChart": "l"}


@pytest.mark.parametrize(
    ("number", "text", "form"),
    [
        ("240", "240余", '0"余"'),
        ("53.90", "53.90", "0.00"),
        ("0", "0", "0"),
        ("1092000000", "1,092,000,000", "#,##0"),
        ("1234.50", "1 234,50\u00a0%", '#,##0.00"\u00a0%"'),
        ("8", "%8", '"%"0'),
        ("5", 'über 5"', '"über "0\\"'),
    ],
)
def test_a_number_format_prints_a_value_as_its_text(number: str, text: str, form: str) -> None:
    """Decimals and groups are kept, and words stand in quotation marks in front or behind."""
    assert number_format(Value(Decimal(number), text=text)) == form


def test_a_number_with_more_digits_than_a_workbook_keeps_is_labelled_by_its_words() -> None:
    """The label says all digits, though the cell cannot hold them."""
    data = chart("甲 乙", series("数", "个", BAR, "123456789012345.6789 2"))
    (rich,) = made(data).find("//c:dLbl[c:tx/c:rich]")
    assert "".join(rich.itertext(f"{{{NAMES['a']}}}t")) == "123456789012345.6789"


def test_somewhat_more_is_a_number_in_the_workbook() -> None:
    """“240+” is the number 240 whose format says 余."""
    data = chart("甲", series("数", "个", BAR, "240"))
    more = replace(data.series[0], values=(Value(Decimal(240), text="240余", is_more=True),))
    cell = made(replace(data, series=(more,))).sheet["B2"]
    assert (cell.value, cell.number_format) == (240, '0"余"')


def test_words_with_signs_of_markup_stay_as_they_are() -> None:
    """No word can break the chart or its workbook."""
    words = ["<b>甲</b>", "研发&设计", "“引”'\"号", "=1+1"]
    rows = tuple(series(name, "&amp;", BAR, "1 - 3 4") for name in words[:2])
    chart_part = made(Chart(tuple(words), rows, NOTHING))
    assert [cell.value for cell in chart_part.sheet["A"]][1:] == words
    assert [v.text for v in chart_part.find("//c:ser[1]/c:cat//c:v")] == words


def test_the_same_charts_are_the_same_bytes() -> None:
    """Nothing in the file depends on when it was made."""
    assert package(*ALL.values()) == package(*ALL.values())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Word file with all the charts."""
    path = tmp_path_factory.mktemp("charts") / "charts.docx"
    path.write_bytes(package(*ALL.values()))
    return path


def test_the_validators_find_nothing(path: Path) -> None:
    """Openxml-audit and ooxml-integrity find nothing but that these charts have no text for who cannot see them."""
    if reason := missing(*word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: the charts not validated")
    assert word.openxml_audit(path) == []
    assert word.ooxml_integrity(path) == []


def test_the_sdk_of_word_finds_nothing(path: Path) -> None:
    """The Open XML SDK accepts all the charts, in the oldest and the newest version of Word that they are for."""
    if word.sdk_program() is None:
        pytest.skip(f"ooxml-validator is not installed (nor named by {word.SDK_VARIABLE}): the SDK not run")
    assert word.open_xml_sdk(path) == word.open_xml_sdk(path, "Office2013") == []


def test_the_sdk_of_word_accepts_a_workbook(tmp_path: Path) -> None:
    """The Open XML SDK accepts the workbook of a chart too."""
    if word.sdk_program() is None:
        pytest.skip(f"ooxml-validator is not installed (nor named by {word.SDK_VARIABLE}): the SDK not run")
    book = tmp_path / "book.xlsx"
    book.write_bytes(made(CHARTS["a line that ends at the foot"]).workbook)
    assert word.open_xml_sdk(book) == []


def test_python_docx_opens_the_charts_again(path: Path) -> None:
    """The package is one that others can read: as many inline shapes as charts."""
    assert len(docx.Document(str(path)).inline_shapes) == len(ALL)


@pytest.mark.slow
def test_libreoffice_draws_every_word_of_every_chart(path: Path, tmp_path: Path) -> None:
    """Each page of what LibreOffice lays out holds the words of its chart as text: all labels, values and marks."""
    pages = laid_out(path, tmp_path, 10_000).pages
    assert len(pages) == len(ALL)
    for (name, data), page in zip(ALL.items(), pages, strict=True):
        # LibreOffice names no slice of a pie that has no width.
        drawn = [i for i in range(len(data.categories)) if not (data.is_pie and data.series[0].values[i].value == 0)]
        values = [row.values[index].text for row in data.series for index in drawn]
        said = [*(data.categories[index] for index in drawn), *(row.legend for row in data.series), *values]
        assert not Counter("".join("".join(said).split())) - Counter(page.text), name
        assert {value for value in values if value not in page.text} == set(), name
