"""What others get of the project: a wheel that is whole, and files that give nothing of this machine away."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

import dedoc

ROOT = Path(__file__).resolve().parents[1]

# Put together, so that this file does not hold what it forbids.
FORBIDDEN = tuple(
    "".join(parts).encode()
    for parts in (
        ("/ho", "me/"),
        ("/ro", "ot/"),
        ("/tm", "p/w"),
        ("pypi.", "org/simple"),
        ("files.python", "hosted.org"),
    )
)

NEEDED = (
    "dedoc/__main__.py",
    "dedoc/locales/zh-CN.yaml",
    "dedoc/styles/report/report.typ",
    "dedoc/styles/report/style.yaml",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Return the wheel, built without the network by the build tools of the test lock."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


@pytest.mark.parametrize("name", NEEDED)
def test_the_wheel_holds_what_the_program_reads(wheel: ZipFile, name: str) -> None:
    """The wheel carries the locales and the styles, which lie outside the package in the repository."""
    assert name in wheel.namelist()


def test_the_wheel_holds_every_file_of_the_package(wheel: ZipFile) -> None:
    """No file of the package or of the styles is left out of the wheel, whatever its suffix."""
    package = {file.relative_to(ROOT / "src") for file in (ROOT / "src" / "dedoc").rglob("*.*") if file.is_file()}
    styles = {"dedoc" / file.relative_to(ROOT) for file in (ROOT / "styles").rglob("*.*") if file.is_file()}
    expected = {file.as_posix() for file in package | styles if file.suffix != ".pyc"}
    assert expected <= set(wheel.namelist())


def test_the_wheel_installs_the_command(wheel: ZipFile) -> None:
    """The wheel offers the command “dedoc”, and says its version and license."""
    folder = f"dedoc-{dedoc.__version__}.dist-info"
    assert "dedoc = dedoc.cli:main" in wheel.read(f"{folder}/entry_points.txt").decode()
    metadata = wheel.read(f"{folder}/METADATA").decode()
    assert "License-Expression: MIT" in metadata
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()


def test_the_project_names_no_urls() -> None:
    """The project has no address yet, so that it names none."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "urls" not in tomllib.loads(text)["project"]
    assert "://" not in text


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_has_hashes(name: str) -> None:
    """Each package of a lock stands at one version and with the hashes of its files, and no lock names an index."""
    entries = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    packages = [entry for entry in entries if not entry.lstrip().startswith("#")]
    assert packages
    assert all("==" in entry and "--hash=sha256:" in entry for entry in packages)


def test_the_test_lock_agrees_with_the_lock() -> None:
    """The tests run with the very packages that users run with."""
    locked, tested = (
        {line.split(" ")[0] for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line}
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert locked < tested


def test_no_file_tells_of_a_machine_or_an_index() -> None:
    """No file of the repository holds a path of somebody's machine or the address of a package index."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is not a checkout of git")
    files = [ROOT / name.decode() for name in done.stdout.split(b"\0") if name]
    texts = {file: file.read_bytes() for file in files if file.is_file()}
    assert [(file.name, word) for file, text in texts.items() for word in FORBIDDEN if word in text] == []
