"""A Word file read safely: only what it says, in order, whoever wrote it; nothing in it is followed or run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from dedoc.errors import ContentError, Location, fail
from dedoc.wordfile.blocks import Reader
from dedoc.wordfile.looks import Styles
from dedoc.wordfile.model import Block, Comment, Paragraph, WordFile, Words
from dedoc.wordfile.numbering import Numbering
from dedoc.wordfile.package import Package, open_package
from dedoc.wordfile.properties import core_properties, custom_properties
from dedoc.wordfile.runs import Story, paired_fields
from dedoc.wordfile.xml import Element, W, children, value

__all__ = ["read_picture", "read_word"]

SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_word(source: Path | bytes, name: str) -> WordFile:
    """Return what a Word file says; ContentError with the place and the way out where it is none, or damaged.

    ``name`` is that of the file in messages. Pictures are not read, only named.
    """
    with open_package(_opened(source), name) as package:
        return _File(package).read()


def read_picture(source: Path | bytes, name: str, part: str) -> bytes | None:
    """Return the bytes of a picture by its part, None where the file has none."""
    with open_package(_opened(source), name) as package:
        return package.read(part)


def _opened(source: Path | bytes) -> Path | io.BytesIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if source.exists() and not source.is_file():
        fail(ContentError, Location(str(source)), "this is no Word file (.docx)", "give the Word file itself")
    return source


class _File:
    """The parts of a Word file on their way to what they say."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main
        self.relations = package.relations(self.main)
        self.styles = Styles(self.part("styles"), self.part("theme"))
        self.body = package.body()
        self.root: Element = self.body.getparent()
        self.numbering = Numbering(self.part("numbering"))

    def targets(self, kind: str) -> list[str]:
        """Return the parts of one kind that the main part points at."""
        return [r.target for r in self.relations.values() if r.kind == kind and not r.is_outside]

    def part(self, kind: str) -> Element | None:
        """Return the root of the part of one kind, None where there is none."""
        return next((root for target in self.targets(kind) if (root := self.package.xml(target)) is not None), None)

    def read(self) -> WordFile:
        """Return all that the file says."""
        blocks = self._story(self.root, self.body, self.main)
        notes = dict(note for kind in ("footnote", "endnote") for note in self._notes(kind))
        comments = {comment.key: comment for comment in self._comments()}
        furniture = tuple(
            self._story(root, root, target)
            for kind in ("header", "footer")
            for target in self.targets(kind)
            if (root := self.package.xml(target)) is not None
        )
        self._tell_unread()
        return WordFile(
            self.package.name,
            blocks,
            notes,
            comments,
            furniture,
            core_properties(self.package),
            custom_properties(self.package),
            tuple(self.package.problems),
        )

    def _story(self, root: Element, holder: Element, part: str) -> tuple[Block, ...]:
        """Return the blocks of one part, or of a note in it."""
        names = {value(start, "id"): value(start, "name") for start in root.iter(f"{W}bookmarkStart")}
        reader = Reader(self.numbering if root is self.root else Numbering(None), names)
        story = Story(self.package, self.styles, self.package.relations(part), reader.blocks, paired_fields(root))
        return reader.blocks(holder, story)

    def _notes(self, kind: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield the notes of one kind by their keys: f and the id for footnotes, e and the id for endnotes."""
        for target in self.targets(f"{kind}s"):
            root = self.package.xml(target)
            for note in children(root, kind):
                if value(note, "type") not in SEPARATORS:
                    yield f"{kind[0]}{value(note, 'id')}", self._story(root, note, target)

    def _comments(self) -> Iterator[Comment]:
        for target in self.targets("comments"):
            root = self.package.xml(target)
            for item in children(root, "comment"):
                lines = (_plain(block) for block in self._story(root, item, target))
                text = " ".join(line for line in lines if line)
                yield Comment(value(item, "id"), value(item, "author"), value(item, "date"), text)

    def _tell_unread(self) -> None:
        """Remember what of the file is not read."""
        if any(name.endswith("vbaproject.bin") for name in self.package.entries):
            hint = "save it as .docx if they are not meant to be there"
            self.package.warn("the macros in the Word file are ignored", hint)
        outside = sorted(
            {
                r.target
                for r in self.relations.values()
                if r.is_outside and r.kind not in ("hyperlink", "attachedTemplate")
            }
        )
        for target in outside:
            hint = "put what it names into the file, if it belongs to the report"
            self.package.warn("the Word file names “{target}” outside itself; it is not read", hint, target=target)


def _plain(block: Block) -> str:
    """Return the words of a paragraph."""
    atoms = block.atoms if isinstance(block, Paragraph) else ()
    return "".join(atom.text for atom in atoms if isinstance(atom, Words)).strip()
