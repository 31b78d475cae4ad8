"""Whole texts beside what must become of them: the blocks, the notes where they are called, and what is uncertain."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedoc.errors import Report
from dedoc.importing import Options, import_edition
from editions_imported import told
from languages import CHINESE

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_becomes_the_edition_beside_it(path: Path) -> None:
    """The text and the expectation lie beside each other."""
    imported = import_edition(path.read_bytes(), path.name, Options(), CHINESE, Report())

    assert "".join(f"{text}\n" for text in told(imported)) == path.with_suffix(".expected").read_text(encoding="utf-8")
