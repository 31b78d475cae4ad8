"""Changes to source files: what is put where, and how the files differ from what they were."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import unified_diff

from dedoc.returning.extents import Extent
from dedoc.returning.source import Sources


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A text in place of what stands from ``start`` to ``end``; several at one place follow each other by ``rank``."""

    start: int
    end: int
    rank: int
    text: str


@dataclass
class Patch:
    """The splices of every file."""

    sources: Sources
    splices: defaultdict[str, list[Splice]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0

    def put(self, file: str, start: int, end: int, text: str) -> None:
        """Put a text in place of another."""
        self.count += 1
        self.splices[file].append(Splice(start, end, self.count, text))

    def lines(self, file: str, extent: Extent) -> tuple[int, int]:
        """Return where the lines of a block begin, and where the line after them does."""
        return self.sources.offset(file, extent.start), self.sources.offset(file, extent.end)

    def insert_after(self, file: str, extent: Extent, block: str, *, blank: str = "\n") -> None:
        """Put a block behind another one, with ``blank`` (an empty line) around it."""
        _, at = self.lines(file, extent)
        text = self.sources.texts[file]
        before = "" if text[:at].endswith("\n") or not at else "\n"
        behind = blank if text[at:].partition("\n")[0].strip() else ""
        self.put(file, at, at, f"{before}{blank}{block}\n{behind}")

    def insert_before(self, file: str, extent: Extent, block: str, *, blank: str = "\n") -> None:
        """Put a block before another one, with an empty line between."""
        at, _ = self.lines(file, extent)
        self.put(file, at, at, f"{block}\n{blank}")

    def cut(self, file: str, extent: Extent) -> None:
        """Take a block out, and the empty lines behind it; at the end of a file those before it."""
        start, end = self.lines(file, extent)
        text = self.sources.texts[file]
        match = re.compile(r"(?:[ \t>]*\n)*").match(text, end)
        after = match.end() if match else end
        if after >= len(text.rstrip()) and text[:start].endswith("\n\n"):
            start -= 1
        self.put(file, start, min(after, len(text)), "")

    def text_of(self, file: str, extent: Extent) -> str:
        """Return a block as it is to be, and forget the splices in it: it goes to another place."""
        start, end = self.lines(file, extent)
        inside = [s for s in self.splices[file] if start <= s.start and s.end <= end and s.start < end]
        self.splices[file] = [s for s in self.splices[file] if s not in inside]
        return applied(self.sources.texts[file], inside, start, end).rstrip("\n")

    def shown(self, file: str, start: int, end: int) -> str:
        """Return a part of a file as it is to be."""
        inside = [s for s in self.splices[file] if start <= s.start and s.end <= end and s.start < end]
        return applied(self.sources.texts[file], inside, start, end)

    def texts(self) -> dict[str, str]:
        """Return the files that change, with their new text."""
        old = self.sources.texts
        new = {file: applied(old[file], splices) for file, splices in self.splices.items() if splices}
        return {file: text for file, text in new.items() if text != old[file]}


def applied(text: str, splices: list[Splice], start: int = 0, end: int | None = None) -> str:
    """Return the part of a text from ``start`` to ``end`` with splices put in."""
    end = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for splice in sorted(splices):
        if splice.start < at and splice.end <= at and splice.text == "":
            continue
        parts += [text[at : max(splice.start, at)], splice.text]
        at = max(at, splice.end)
    parts.append(text[at:end])
    return "".join(parts)


def difference(old: str, new: str, path: str) -> str:
    """Return how a file differs, as a patch that git and patch(1) take."""
    lines = unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}", n=2)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
