"""The reissue of the real text, where it is at hand: page for page the printed edition, in PDF and in Word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from conformance import missing
from conformance.pdf import PAGE_NEEDS, page_validation
from dedoc.build import Order, build, compare_with_print, load
from dedoc.errors import Report
from dedoc.importing import Options, import_edition, write
from languages import CHINESE
from readback.built import Built, built
from readback.office import laid_out
from readback.pdf import Place, PrintedPdf
from readback.said import difference

FOLDER = Path(__file__).parents[3] / "shared" / "edition-2024"
TEXT = FOLDER / "000_b63f1c14d1deefda.txt"

SPARE = 45
"""Room in pt that the Word file leaves at the foot of pages that end where they ended in print."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TEXT.is_file(), reason="the printed edition's text is not at hand"),
]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the imported edition."""
    folder = tmp_path_factory.mktemp("imported") / "edition"
    write(import_edition(TEXT.read_bytes(), "text.txt", Options(), CHINESE, Report()), folder)
    return folder


@pytest.fixture(scope="module")
def natural(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the edition built in its natural flow."""
    return built(edition, tmp_path_factory.mktemp("natural"))


@pytest.fixture(scope="module")
def as_printed(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the edition built page for page."""
    order = Order(str(edition), into=tmp_path_factory.mktemp("printed"), is_as_printed=True)
    result, source = build(order), load(order)
    return Built(source.document, source.style.record.page, result.pages, *result.files)


@pytest.fixture(scope="module")
def totals(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Return what the report on fidelity counts, (same, all) by part, for both ways to print."""
    order = Order(str(edition), into=tmp_path_factory.mktemp("fidelity"))
    compared = compare_with_print(order, FOLDER / "printed.json", str, "en")
    return {
        printing.name: {part: (total.found, total.expected) for part, total in printing.totals.items()}
        for printing in compared.fidelity.printings
    }


def test_the_natural_flow_comes_close_to_print(totals: Mapping[str, Mapping[str, tuple[int, int]]]) -> None:
    """The style on the grid of the print puts nearly all where it was; a third of the pages begin at the same word."""
    flow = totals["natural"]

    assert flow["contents"] == (39, 39)
    assert flow["notes"][0] >= 58
    assert flow["figures"] == (4, 4)
    assert flow["starts"][0] >= 14


def test_as_printed_all_is_where_it_was(totals: Mapping[str, Mapping[str, tuple[int, int]]]) -> None:
    """Contents, notes, figures and page starts are those of the print, without exception."""
    assert totals["printed"] == {"contents": (39, 39), "notes": (59, 59), "figures": (4, 4), "starts": (34, 34)}


def test_fitting_stays_within_what_no_reader_sees(edition: Path, tmp_path: Path) -> None:
    """At most three pages give up room around headings, and no character moves."""
    problems = build(Order(str(edition), into=tmp_path, outputs=("pdf",), is_as_printed=True)).problems
    # Where lines and pages break is the print's doing, and what the rules of layout say of it has its own tests.
    fitted = [problem for problem in problems if "code" not in problem.values]

    assert len(fitted) <= 3
    assert all(problem.values.get("percent") == "0.00" for problem in fitted)


@pytest.mark.parametrize("way", ["natural", "as_printed"])
def test_both_files_say_all_the_text_says(way: str, request: pytest.FixtureRequest) -> None:
    """Every character of the import stands in the PDF and in the Word file, in order, however the pages break."""
    report: Built = request.getfixturevalue(way)

    assert difference(report.pdf.said.text, report.says.text) == ""
    assert difference(report.word.said.text, report.says.text) == ""


def test_the_reissue_conforms_as_printed(as_printed: Built) -> None:
    """Cut paragraphs and forced pages leave PDF/A-2a and PDF/UA-1 whole."""
    if reason := missing(*PAGE_NEEDS):
        pytest.skip(reason)

    assert [finding for profile in ("2a", "ua1") for finding in page_validation(as_printed.pdf_path, profile)] == []


def test_libreoffice_keeps_the_pages_of_the_print(as_printed: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Laid out from the Word file, all 39 headings are on the folio they have in print."""
    pages: PrintedPdf = laid_out(as_printed.word_path, tmp_path_factory.mktemp("libreoffice"), as_printed.foot + SPARE)
    printed = json.loads((FOLDER / "printed.json").read_text(encoding="utf-8"))["contents"]
    place = Place(next(page.number for page in pages.pages if page.folio == "01"), -1)
    wrong = []
    for entry in printed:
        at = pages.find_heading("".join(entry["title"].split()), place)
        assert at is not None, f"“{entry['title']}” does not stand behind {place}"
        place = at
        if int(pages.pages[at.page - 1].folio) != entry["folio"]:
            wrong.append(entry["title"])

    assert wrong == []
