"""The bag that the tests of archives share."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiving.bags import files_of, light, run_archive, tiny


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that holds the bag of a tiny edition and its tar, made once a session."""
    folder = tmp_path_factory.mktemp("archive")
    edition = tiny(folder / "one")
    done = run_archive(str(edition), "--into", "made", folder=folder, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "made"


@pytest.fixture(scope="session")
def whole(made: Path) -> dict[str, bytes]:
    """Return the files of that bag."""
    return files_of(made / "2024.bag")


@pytest.fixture(scope="session")
def small(whole: dict[str, bytes]) -> dict[str, bytes]:
    """Return a bag that verifies in milliseconds."""
    return light(whole)
