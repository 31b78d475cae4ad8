"""The bag that the tests of archives share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archiving.bags import files_of, laid, light, run_archive, tiny
from dedoc.archiving import sign_bag

if TYPE_CHECKING:
    from archiving.signers import Signer


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


@pytest.fixture(scope="module")
def ours() -> Signer:
    """Return who signs the bags of most tests."""
    from archiving.signers import signer  # noqa: PLC0415 -- its libraries are optional

    return signer()


@pytest.fixture
def signed(small: dict[str, bytes], ours: Signer, tmp_path: Path) -> Path:
    """Return a bag that is signed, as a folder, with its signature and the signed copy beside it."""
    from archiving.signers import NOW  # noqa: PLC0415 -- its libraries are optional

    bag = laid(small, tmp_path / "a.bag")
    sign_bag(bag, ours.key(tmp_path), NOW)
    return bag
