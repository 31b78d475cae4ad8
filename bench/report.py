"""The measurements as Markdown: tables of medians and ratios, and the machine they hold for."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from os import cpu_count, getloadavg
from pathlib import Path

from bench.jobs import ROOT, STANDARDS, Work, pandoc
from bench.measure import Measured, Ratio, Usage, middle, ratio, total

DOCUMENT = ROOT / "docs" / "measurements.md"

Rounds = Sequence[Sequence[Usage]]


def report(measured: Sequence[Measured], works: Sequence[Work], rounds: int) -> str:
    """Return all tables, with the machine in front."""
    count = len(works)
    builds, presses, others = measured[:count], measured[count : 2 * count], measured[2 * count :]
    parts = (
        machine(rounds),
        "### The same job",
        _ratios(builds),
        "### Growth",
        _growth(builds, works),
        "### The PDF alone, against Typst alone on the same text",
        _ratios(presses),
        _growth(presses, works),
        "### Where the peer's CPU time goes",
        _peer_parts(builds, works),
        "### Parts of the job, and the start of programs",
        _ratios(others),
        "### What was made",
        _made(works),
    )
    return "\n\n".join(parts)


def write(text: str, path: Path = DOCUMENT, name: str = "measured") -> None:
    """Put the measurements between the marks of that name in a document; SystemExit if it has none."""
    first, last = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    document = path.read_text(encoding="utf-8")
    head, begin, rest = document.partition(first)
    _, end, tail = rest.partition(last)
    if not begin or not end:
        raise SystemExit(f"bench: {path} lacks the marks “{first}” and “{last}”")
    path.write_text(f"{head}{first}\n\n{text}\n\n{last}{tail}", encoding="utf-8")


def machine(rounds: int) -> str:
    """Return the machine, the versions and the load that measurements hold for."""
    load = ", ".join(f"{value:.1f}" for value in getloadavg())
    said = (
        f"{_cores()} ({platform.system()}, {platform.machine()}); load at the end {load}",
        f"Python {platform.python_version()}",
        f"dedoc {_commit()}",
        f"typst wheel {version('typst')}",
        _first_line(pandoc(), "--version"),
        f"{rounds} rounds",
    )
    return "; ".join(said) + "."


def _cores() -> str:
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.is_file() else ""
    models = re.findall(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return f"{cpu_count()} cores, {models[0] if models else platform.processor() or 'unknown'}"


def _commit() -> str:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return "of no commit"
    changed = _first_line(git, "-C", str(ROOT), "status", "--porcelain", "--", "src", "styles", "content")
    return f"at {_first_line(git, '-C', str(ROOT), 'rev-parse', '--short', 'HEAD')}{' with changes' * bool(changed)}"


def _first_line(*arguments: str) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603 -- git or pandoc
    return done.stdout.partition("\n")[0].strip()


def _ratios(measured: Iterable[Measured]) -> str:
    head = ("job", "against", "CPU s", "its CPU s", "CPU ratio", "wall s", "its wall s", "wall ratio")
    return table(head, [_ratio_row(one) for one in measured])


def _ratio_row(one: Measured) -> tuple[str, ...]:
    ours, other = middle(one.ours), middle(one.other)
    cpu = _compare(one.ours, one.other, lambda used: used.cpu)
    wall = _compare(one.ours, one.other, lambda used: used.wall)
    figures = (_seconds(ours.cpu), _seconds(other.cpu), _shown(cpu))
    return (one.pair.name, one.pair.against, *figures, _seconds(ours.wall), _seconds(other.wall), _shown(wall))


def _growth(builds: Sequence[Measured], works: Sequence[Work]) -> str:
    head = ("", *(f"×{work.times}" for work in works), *(f"×{work.times} : ×1" for work in works[1:]))
    rows: list[tuple[str, ...]] = []
    for name, sides in (("dedoc", [one.ours for one in builds]), ("peer", [one.other for one in builds])):
        rows.append(_growth_row(f"{name}, CPU s", sides, lambda used: used.cpu, _seconds))
        rows.append(_growth_row(f"{name}, wall s", sides, lambda used: used.wall, _seconds))
        rows.append(_growth_row(f"{name}, peak memory MB", sides, lambda used: used.memory, _megabytes))
    return table(head, rows)


def _growth_row(
    name: str, sides: Sequence[Rounds], what: Callable[[Usage], float], show: Callable[[float], str]
) -> tuple[str, ...]:
    values = [show(what(middle(rounds))) for rounds in sides]
    ratios = [_shown(_compare(rounds, sides[0], what)) for rounds in sides[1:]]
    return (name, *values, *ratios)


def _peer_parts(builds: Sequence[Measured], works: Sequence[Work]) -> str:
    names = [command.name for command in builds[0].pair.other]
    rows = [
        (name, *(_seconds(middle([used[index : index + 1] for used in one.other]).cpu) for one in builds))
        for index, name in enumerate(names)
    ]
    return table(("CPU s", *(f"×{work.times}" for work in works)), rows)


def _compare(ours: Rounds, other: Rounds, what: Callable[[Usage], float]) -> Ratio:
    return ratio([what(total(used)) for used in ours], [what(total(used)) for used in other])


def _made(works: Sequence[Work]) -> str:
    head = ("", *(f"×{work.times}" for work in works))
    ours = [next((work.folder / "output").rglob("report.pdf")).parent for work in works]
    theirs = [work.folder for work in works]
    rows = [
        ("characters, spaces left out", *(f"{work.characters:,}" for work in works)),
        ("notes", *(str(work.notes) for work in works)),
        ("dedoc: pages of the PDF", *(_pages(folder) for folder in ours)),
        ("dedoc: notes in the Word file", *(_word_notes(folder) for folder in ours)),
        ("peer: pages of the PDF", *(_pages(folder) for folder in theirs)),
        ("peer: notes in the Word file", *(_word_notes(folder) for folder in theirs)),
        ("peer: standards of the PDF", *(STANDARDS[work.standards] for work in works)),
    ]
    return table(head, rows)


def _pages(folder: Path) -> str:
    import pikepdf  # noqa: PLC0415 -- only when nothing is measured any more (see Usage)

    with pikepdf.open(folder / "report.pdf") as pdf:
        return str(len(pdf.pages))


def _word_notes(folder: Path) -> str:
    """Return how many notes there are besides the separators, which have a type (ECMA-376-1, 17.11.10)."""
    with zipfile.ZipFile(folder / "report.docx") as package:
        text = package.read("word/footnotes.xml").decode()
    return str(len(re.findall(r"<w:footnote (?![^>]*w:type=)", text)))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown: the first column to the left, numbers to the right."""
    rules = ["---", *("--:" if index else "---" for index in range(1, len(head)))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rules, *rows))


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def _megabytes(value: float) -> str:
    return f"{value / 1e6:.0f}"


def _shown(value: Ratio) -> str:
    return f"**{value.middle:.2f}** ({value.lowest:.2f}–{value.highest:.2f})"
