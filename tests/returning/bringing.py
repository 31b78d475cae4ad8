"""What tests of returns share: an edition printed, a Word file brought back to it, and the edition it then is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hypothesis.vendor.pretty import RepresentationPrinter

from dedoc.build import Order, Source, load, print_again
from dedoc.returning.patch import difference
from dedoc.returning.pull import changes_of
from dedoc.returning.sides import sides_of
from dedoc.returning.work import Result
from dedoc.wordfile import read_word

Told = tuple[str, str, str]


@dataclass(frozen=True)
class Home:
    """An edition, and the Word file that it prints."""

    folder: Path
    source: Source
    word: bytes

    def _repr_pretty_(self, printer: RepresentationPrinter, _: object) -> None:
        """Print its name: all of it would be too much in a report of what failed."""
        printer.text(self.folder.name)

    def brings(self, data: bytes) -> Result:
        """Return what a Word file brings back; it does not matter when it was printed."""
        sides = sides_of(self.source, self.word, read_word(data, "back.docx"))
        sides.stale = frozenset()
        return changes_of(sides)

    def after(self, result: Result) -> Home:
        """Return the edition with what came back."""
        return home(self.folder, {Path.cwd() / name: text.encode() for name, text in result.texts.items()})


def home(folder: Path, instead: dict[Path, bytes] | None = None) -> Home:
    """Return an edition, some of its files being others than on the disk."""
    order = Order(str(folder), instead=instead or {})
    source = load(order)
    return Home(folder, source, print_again(source, order))


def told(result: Result) -> list[Told]:
    """Return the changes as kind, before and after, a “!” before the kind of those that are not applied."""
    return [(("" if c.is_applied else "!") + c.kind.name, c.before, c.after) for c in result.changes]


def left(result: Result) -> list[Told]:
    """Return the changes that are not applied."""
    return [change for change in told(result) if change[0].startswith("!")]


def patch_of(result: Result) -> list[str]:
    """Return the lines that go and come, sorted."""
    lines: list[str] = []
    for name, text in result.texts.items():
        old = (Path.cwd() / name).read_text(encoding="utf-8")
        lines += difference(old, text, name).split("\n")
    return sorted(line for line in lines if line[:1] in ("+", "-") and line[:3] not in ("+++", "---"))
