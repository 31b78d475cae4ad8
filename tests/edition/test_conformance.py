"""The PDF of the 2024 edition under the validators: PDF/A-2a and PDF/UA-1 without a finding."""

from __future__ import annotations

import pytest

from conformance import missing, pdf
from readback.built import Built

pytestmark = pytest.mark.slow

PROFILES = ("2a", "ua1")


@pytest.fixture(scope="module", params=["report", "report_in_css"], ids=["Typst", "WeasyPrint"])
def report(request: pytest.FixtureRequest, report: Built, report_in_css: Built) -> Built:
    """Return the edition by either engine."""
    return {"report": report, "report_in_css": report_in_css}[request.param]


def test_verapdf_finds_nothing(report: Built) -> None:
    """VeraPDF finds nothing against PDF/A-2a and PDF/UA-1."""
    if reason := missing(*pdf.VERAPDF_NEEDS):
        pytest.skip(f"{reason}: veraPDF not run")
    assert pdf.verapdf([report.pdf_path], PROFILES) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_page_validation_finds_nothing(profile: str, report: Built) -> None:
    """Page-validation finds nothing against PDF/A-2a and PDF/UA-1."""
    if reason := missing(*pdf.PAGE_NEEDS):
        pytest.skip(f"{reason}: page-validation not run")
    assert pdf.page_validation(report.pdf_path, profile) == []


def test_qpdf_finds_nothing(report: Built) -> None:
    """Qpdf finds the syntax of the file and of its streams right."""
    if reason := missing("qpdf"):
        pytest.skip(f"{reason}: the syntax of the PDF not checked by it")
    assert pdf.qpdf(report.pdf_path) == []


def test_mutool_finds_nothing(report: Built) -> None:
    """Mutool loads and rewrites every object without a complaint."""
    if reason := missing("mutool"):
        pytest.skip(f"{reason}: the objects of the PDF not checked by it")
    assert pdf.mutool(report.pdf_path) == []
