"""What is told of two editions: every change as what it is, with the words that changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import cases, files_of
from changes.laid import told, two

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("given", "expected"), [*cases(HERE / "cases" / "words.md"), *cases(HERE / "cases" / "blocks.md")]
)
def test_changes_are_told(given: str, expected: str, tmp_path: Path) -> None:
    """Each case says which changes there are, chapter by chapter."""
    assert told(*two(tmp_path, files_of(given))) == expected
