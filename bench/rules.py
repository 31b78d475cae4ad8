"""Holds what several engines make of one text to the rules of Chinese layout: ``python -m bench.rules [--write]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.html import document_html
from bench.jobs import PYTHON, ROOT, Work, environment, peer_build, standards_of
from bench.measure import Command, output_of, run
from bench.prepare import prepare
from bench.report import machine, table, write
from dedoc.build import Order, Source, build, load
from dedoc.verify.layout.findings import Checked
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import RULES, check_layout

DOCUMENT = ROOT / "docs" / "layout-rules.md"
CSS_STYLE = "report-css"
"""The style that is printed by WeasyPrint; its column appears where it exists."""

Engine = Callable[[Work, Source], bytes]


def main() -> None:
    """Make the PDFs, hold them to the rules, measure what that takes, and print the tables."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="dedoc-bench-") as name:
        scratch = Path(name).resolve()
        variables = environment(scratch)
        works = [_work(arguments.edition, times, scratch) for times in arguments.times]
        found = {name: _checked(name, engine, works[0]) for name, engine in _engines(variables).items()}
        costs = [_cost(work, arguments.rounds, variables) for work in works]
    text = "\n\n".join(
        (machine(arguments.rounds), _rules(found), "### What the verification takes", _costs(works, costs))
    )
    print(text)  # noqa: T201 -- this is the command's output
    if arguments.write:
        write(text, DOCUMENT)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__)
    parser.add_argument("edition", nargs="?", default="", help="as for dedoc; the newest if left out")
    parser.add_argument("--rounds", type=int, default=5, help="how often times are taken (default 5)")
    parser.add_argument("--times", type=_sizes, default=(1, 4, 16), help="sizes of the edition (default 1,4,16)")
    parser.add_argument("--write", action="store_true", help=f"also write the tables into docs/{DOCUMENT.name}")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _work(edition: str, times: int, scratch: Path) -> Work:
    folder = scratch / f"times-{times}"
    folder.mkdir()
    made = prepare(edition, times, folder)
    return Work(times, folder, str(made["edition"]), int(made["characters"]), int(made["notes"]))


def _engines(variables: Mapping[str, str]) -> dict[str, Engine]:
    """Return what makes a PDF of the text, by the names of the columns."""
    engines: dict[str, Engine] = {
        "dedoc": _dedoc,
        "Typst, its defaults": partial(_typst, variables),
        "WeasyPrint, its defaults": _weasyprint,
    }
    if (ROOT / "styles" / CSS_STYLE / "style.yaml").is_file():
        engines[f"dedoc, style {CSS_STYLE}"] = partial(_dedoc, style=CSS_STYLE)
    return engines


def _checked(name: str, engine: Engine, work: Work) -> dict[str, Checked]:
    source = load(Order(str(work.folder / "edition")))
    _tell(f"printing with {name}")
    return {each.rule.code: each for each in check_layout(read_layout(engine(work, source)))}


def _dedoc(work: Work, _: Source, style: str | None = None) -> bytes:
    order = Order(str(work.folder / "edition"), into=work.folder / "output", style=style, outputs=("pdf",))
    return build(order).files[0].read_bytes()


def _typst(variables: Mapping[str, str], work: Work, _: Source) -> bytes:
    run_one = partial(run, folder=work.folder, environment=variables)
    standards_of(work, run_one)
    to_typst, press = peer_build(work)[:2]
    run_one(to_typst)
    run_one(press)
    return (work.folder / "report.pdf").read_bytes()


def _weasyprint(work: Work, source: Source) -> bytes:
    import weasyprint  # noqa: PLC0415 -- heavy, and it asks for Pango

    html = document_html(source.document, source.style)
    made = weasyprint.HTML(string=html, base_url=f"{work.folder}/").write_pdf(pdf_tags=True)
    assert isinstance(made, bytes)
    return made


def _rules(found: Mapping[str, Mapping[str, Checked]]) -> str:
    """Return the table of rules and engines: findings of places."""
    rows = [
        (f"`{rule.code}`", *(_share(checked[rule.code]) for checked in found.values()))
        for rule in RULES
        if not rule.needs_source
    ]
    return table(("rule", *found), rows)


def _share(checked: Checked) -> str:
    return f"{len(checked.findings):,} of {checked.places:,}"


def _cost(work: Work, rounds: int, variables: Mapping[str, str]) -> tuple[float, float, float, int]:
    """Return the CPU seconds of the press, of the rules and of the standards, and the pages."""
    _tell(f"measuring ×{work.times}")
    command = Command("cost", (*PYTHON, "-m", "bench.cost", str(work.folder / "edition")))
    taken = [json.loads(output_of(command, work.folder, variables)) for _ in range(rounds + 1)]
    # The first one wrote Python's bytecode.
    printed, rules, standards, pages = (median(column) for column in zip(*taken[1:], strict=True))
    return printed, rules, standards, int(pages)


def _costs(works: Sequence[Work], costs: Sequence[tuple[float, float, float, int]]) -> str:
    rows = [
        (f"×{work.times}", str(pages), f"{printed:.3f}", f"{rules:.3f}", f"{rules / printed:.2f}", f"{standards:.3f}")
        for work, (printed, rules, standards, pages) in zip(works, costs, strict=True)
    ]
    return table(("edition", "pages", "Typst, CPU s", "rules, CPU s", "ratio", "PDF/A and PDF/UA, CPU s"), rows)


def _tell(message: str) -> None:
    sys.stderr.write(f"\r\033[K{message}" if sys.stderr.isatty() else f"{message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
