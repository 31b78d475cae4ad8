"""Bags before the validators of others: bagit-python, the schema of PREMIS, veraPDF and page-validation."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from lxml import etree

from archiving.bags import run_archive
from conformance import missing, pdf
from editions import make_edition
from voices import VOICES, edition_in

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

SCHEMA = "assets/premis-3-0.xsd.xml"
"""The schema of the Library of Congress (PREMIS 3.0, 18 January 2016), as meemoo-sip-validator carries it."""


@pytest.fixture(scope="module")
def bags(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a bag of an edition with every element in each language that dedoc has a locale for."""
    folder = tmp_path_factory.mktemp("languages")
    found = {"zh-CN": made / "2024.bag"}
    for language in VOICES:
        edition = make_edition(folder / "content" / language, edition_in(language))
        done = run_archive(str(edition), "--into", "made", folder=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        found[language] = folder / "made" / f"{language}.bag"
    return found


def test_bagit_python_finds_every_bag_valid(bags: dict[str, Path]) -> None:
    """The reference implementation of BagIt agrees."""
    if reason := missing("bagit"):
        pytest.skip(f"{reason}: bags not validated by it")
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", *map(str, bags.values())]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_every_pdf_in_a_bag_passes_verapdf(bags: dict[str, Path]) -> None:
    """VeraPDF finds nothing against PDF/A-2a and PDF/UA-1 in any language."""
    if reason := missing(*pdf.VERAPDF_NEEDS):
        pytest.skip(f"{reason}: veraPDF not run")
    found = [path for bag in bags.values() for path in sorted(bag.glob("data/outputs/*/*.pdf"))]
    assert [path.parent.name for path in found] == list(bags)
    assert pdf.verapdf(found, ("2a", "ua1")) == []


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Return the schema of PREMIS 3.0."""
    if reason := missing("meemoo_sip_validator"):
        pytest.skip(f"{reason}: PREMIS not held against its schema")
    return etree.XMLSchema(etree.fromstring(resources.files("meemoo_sip_validator").joinpath(SCHEMA).read_bytes()))


def test_the_schema_of_premis_finds_every_record_valid(bags: dict[str, Path], schema: etree.XMLSchema) -> None:
    """The preservation metadata of every bag are an instance of the schema."""
    for bag in bags.values():
        record = etree.parse(bag / "data" / "metadata" / "premis.xml")
        assert schema.validate(record), schema.error_log


@pytest.mark.parametrize("name", ["format", "eventType", "agentIdentifier", "objectIdentifier"])
def test_the_schema_of_premis_misses_what_is_taken_away(name: str, made: Path, schema: etree.XMLSchema) -> None:
    """The schema is one that can refuse: a record without a part that every record has is not valid."""
    record = etree.parse(made / "2024.bag" / "data" / "metadata" / "premis.xml")
    found = next(record.iter(f"{{http://www.loc.gov/premis/v3}}{name}"))
    parent = found.getparent()
    assert parent is not None
    parent.remove(found)
    assert not schema.validate(record)
