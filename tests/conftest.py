"""What several test files share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editions import make_edition
from readback.built import Built, built
from torture import TORTURE

ROOT = Path(__file__).parents[1]

THOROUGH = "DEDOC_THOROUGH"
"""The environment variable by which the processes that run tests know that all of them are wanted."""


def pytest_configure(config: pytest.Config) -> None:
    """Want all tests where somebody names files of them."""
    if config.args_source is pytest.Config.ArgsSource.ARGS and not hasattr(config, "workerinput"):
        os.environ.setdefault(THOROUGH, "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what takes minutes together, and say so."""
    if not os.environ.get(THOROUGH):
        skip = pytest.mark.skip(reason="thorough: “./dedoc test --all” runs it, or its file by name")
        for item in items:
            if item.get_closest_marker("thorough"):
                item.add_marker(skip)


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
