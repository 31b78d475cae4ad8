"""LibreOffice as the program that a Word file comes back from: it saves files anew, and makes edits of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

PYTHON = "/usr/bin/python3"
"""The Python that distributions put LibreOffice's ``uno`` beside."""

SCRIPT = Path(__file__).with_name("libreoffice_edits.py")
PIPE = "pipe,name=dedoc-edits"


def missing_uno() -> str:
    """Return what is missing to tell LibreOffice what to do, "" if nothing is."""
    if not shutil.which("soffice"):
        return "soffice is missing"
    if (
        not Path(PYTHON).exists()
        or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    ):
        return "uno is missing"
    return ""


def _command(folder: Path, *more: str) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return ["soffice", profile, "--headless", "--norestore", "--nologo", *more]


def saved_anew(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return Word files as LibreOffice saves them, by their names."""
    for part in ("in", "out"):
        (folder / part).mkdir()
    for name, data in files.items():
        (folder / "in" / f"{name}.docx").write_bytes(data)
    paths = [str(folder / "in" / f"{name}.docx") for name in files]
    command = _command(folder, "--convert-to", "docx", "--outdir", str(folder / "out"), *paths)
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return {name: (folder / "out" / f"{name}.docx").read_bytes() for name in files}


def edited_there(data: bytes, folder: Path) -> dict[str, bytes]:
    """Return a Word file with edits that LibreOffice was told to make, by their names."""
    (folder / "edited").mkdir()
    (folder / "word.docx").write_bytes(data)
    office = subprocess.Popen(
        _command(folder, f"--accept={PIPE};urp;"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        arguments = [str(SCRIPT), PIPE, str(folder / "word.docx"), str(folder / "edited")]
        subprocess.run([PYTHON, *arguments], capture_output=True, check=True, timeout=240)
        office.wait(30)
    finally:
        office.kill()
    return {path.stem: path.read_bytes() for path in sorted((folder / "edited").iterdir())}
