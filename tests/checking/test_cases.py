"""What the checks find and what they leave alone, from cases with input and expectation side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import cases
from looking import given_files, look, told

CASES = Path(__file__).with_name("cases")


@pytest.mark.parametrize(("given", "expected"), cases(CASES))
def test_findings(given: str, expected: str, tmp_path: Path) -> None:
    """Each slip is told with its line and code, and nothing else is."""
    assert told(look(tmp_path, given_files(given)), tmp_path) == expected
