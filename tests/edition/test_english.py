"""The English edition of 2024: whole, checked, and printed without a finding."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import docx
import pypdfium2
import pytest

from conformance import missing, pdf, word
from dedoc.build import Order, Result, build
from dedoc.cli import WELL, main

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "content" / "2024"
HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Return what is built of the edition in English."""
    folder = tmp_path_factory.mktemp("english")
    return build(Order(str(EDITION), folder, locale="en"))


def test_every_text_is_translated_and_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers, terms, marks and placeholders of all units agree; one finding is accepted, with its reason."""
    assert main(["translate", "check", str(EDITION), "--locale", "en", "--json"]) == WELL
    assert json.loads(capsys.readouterr().out)["problems"] == []
    assert main(["translate", "status", str(EDITION), "--locale", "en", "--json"]) == WELL
    catalogs = (EDITION / "translations" / "en").glob("*.po")
    texts = [path.read_text(encoding="utf-8") for path in catalogs]
    assert sum(text.count("\n# accept ") for text in texts) == 1
    assert not any("\n#, fuzzy" in text for text in texts)


def test_the_glossary_has_its_terms() -> None:
    """150 terms or more, each once, and none without its translation."""
    with (EDITION / "translations" / "en" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 150
    assert len({row["term"] for row in rows}) == len(rows)
    assert all(row["translation"] for row in rows)


def test_it_prints_without_a_finding_and_without_chinese(english: Result) -> None:
    """No rule of layout is broken, and no Chinese character or mark is left in the PDF or the Word file."""
    assert english.noticed == ()
    pages = pypdfium2.PdfDocument(english.files[0])
    said = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    assert HAN.findall(said) == []
    assert HAN.findall("".join(paragraph.text for paragraph in docx.Document(str(english.files[1])).paragraphs)) == []
    assert "3.837 million" in " ".join(said.split())


def test_the_validators_find_nothing(english: Result) -> None:
    """PDF/A-2a and PDF/UA-1, and the schemas of Word, hold in English as well."""
    if reason := missing(*word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS, *pdf.PAGE_NEEDS):
        pytest.skip(f"{reason}: the English edition not validated")
    assert word.openxml_audit(english.files[1]) == []
    assert word.ooxml_integrity(english.files[1]) == []
    assert [found for profile in ("2a", "ua1") for found in pdf.page_validation(english.files[0], profile)] == []
