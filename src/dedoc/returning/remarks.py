"""Comments in the margin of a Word file, kept as remarks in the chapter; and notes that nothing calls any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedoc.errors import N_
from dedoc.returning.arrange import Arranger, Entry
from dedoc.returning.changes import Change, Kind, shown
from dedoc.returning.lines import Line
from dedoc.returning.passages import CALL
from dedoc.returning.patch import Patch, applied
from dedoc.returning.sides import Sides
from dedoc.returning.writer import CALL_OF, DEFINED
from dedoc.wordfile.model import Comment

LONGEST = 40
"""Characters of the commented words that a remark quotes."""

NO_CHAPTER = N_("it speaks of something that stands in no chapter")
KNOWN = N_("the chapter has this remark already")


def remarks(sides: Sides, entries: Sequence[Entry], arranger: Arranger, patch: Patch) -> Iterator[Change]:
    """Yield the comments of a file, in the order of what they speak of; those that can go into the patch."""
    told: set[str] = set()
    for index, entry in enumerate(entries):
        for line in _lines(entry.line):
            for key, start, end in line.comments:
                comment = sides.returned.comments.get(key)
                if comment is not None and key not in told:
                    told.add(key)
                    yield _remark(comment, _words(line, start, end), index, entry, arranger, patch)
    for key, comment in sides.returned.comments.items():
        if key not in told:
            yield _change(comment, "", is_applied=False, remark=NO_CHAPTER)


def _lines(line: Line) -> list[Line]:
    return [inner for lines in line.cells.values() for inner in lines] or [line]


def _words(line: Line, start: int, end: int) -> str:
    """Return the words that a comment speaks of, "" where it speaks of all of a line."""
    words = line.text[start:end].replace(CALL, "")
    return "" if words == line.text.replace(CALL, "") else shown(words)


def _change(comment: Comment, words: str, *, is_applied: bool, remark: str = "") -> Change:
    signed = f"{comment.author} {comment.date[:10]}".strip()
    return Change(Kind.COMMENT, None, words, comment.text, (signed,), is_applied, remark=remark)


def _remark(comment: Comment, words: str, index: int, entry: Entry, arranger: Arranger, patch: Patch) -> Change:
    """Return one comment, and put it into the chapter before the block that it speaks of."""
    found = arranger.top(entry.owner) if entry.owner else None
    if found is None and not entry.is_furniture:
        spot = arranger.place(index)
        found = (spot.file, spot.extent) if spot else None
    if found is None:
        return _change(comment, words, is_applied=False, remark=NO_CHAPTER)
    file, extent = found
    place = entry.owner[0].location if entry.owner else None
    quoted = words if len(words) <= LONGEST else f"{words[:LONGEST]}……"
    quote = f"“{quoted}” " if quoted else ""
    text = " ".join(comment.text.split())
    line = f"% {comment.author} {comment.date[:10]}: {quote}{text}".replace("  ", " ")
    change = _change(comment, words, is_applied=True)
    if f"\n{line}\n" in f"\n{patch.sources.texts[file]}\n":
        return Change(change.kind, place, words, comment.text, change.authors, is_applied=False, remark=KNOWN)
    start, _ = patch.lines(file, extent)
    patch.put(file, start, start, f"{line}\n")
    return Change(change.kind, place, words, comment.text, change.authors)


def cut_unused(patch: Patch) -> None:
    """Take out the definitions of notes that were called before, and are no longer."""
    for file in [file for file in patch.splices if file.endswith(".md")]:
        old = patch.sources.texts[file]
        new = applied(old, patch.splices[file])
        unused = _called(old) - _called(new)
        for extent in patch.sources.extents(file):
            if extent.kind == "footnote_reference":
                start, end = patch.lines(file, extent)
                name = DEFINED.match(old[start:end])
                if name and name[1] in unused:
                    patch.text_of(file, extent)
                    patch.cut(file, extent)


def _called(text: str) -> set[str]:
    """Return the names of the notes that a chapter calls."""
    names = CALL_OF.findall(text)
    for name in DEFINED.findall(text):
        names.remove(name)
    return set(names)
