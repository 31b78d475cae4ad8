"""What several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions import make_edition
from readback.built import Built, built
from torture import TORTURE

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the 2024 edition, built once a session."""
    return built(ROOT / "content" / "2024", tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return an edition with every element, built once a session."""
    folder = tmp_path_factory.mktemp("torture")
    return built(make_edition(folder / "torture", TORTURE), folder)


@pytest.fixture(scope="session")
def report_in_css(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the 2024 edition by the second engine, built once a session."""
    return built(ROOT / "content" / "2024", tmp_path_factory.mktemp("report"), "report-css")
