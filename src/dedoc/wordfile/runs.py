"""What stands in a paragraph, in order: words, breaks, calls of notes, drawings, bookmarks, comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from dedoc.wordfile.drawings import drawings
from dedoc.wordfile.looks import Styles
from dedoc.wordfile.model import (
    Anchor,
    Atom,
    Block,
    Break,
    Call,
    Change,
    CommentMark,
    Drawing,
    Look,
    Revision,
    Words,
)
from dedoc.wordfile.package import Package, Relation
from dedoc.wordfile.signs import sign
from dedoc.wordfile.xml import NAMES, Element, W, child, is_on, local, value

TRACKED = {
    "ins": Change.INSERTED,
    "del": Change.DELETED,
    "moveTo": Change.MOVED_HERE,
    "moveFrom": Change.MOVED_AWAY,
}
TRANSPARENT = frozenset({"smartTag", "customXml", "sdtContent", "dir", "bdo", "ruby", "rubyBase", "m:r", "m:oMathPara"})
"""Elements that only hold others; the words of formulas are read, their form is not."""

ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', re.IGNORECASE)


@dataclass
class Open:
    """A field that is open: its code as far as it was read, and whether its result has begun."""

    code: str = ""
    in_result: bool = False

    @property
    def name(self) -> str:
        """The first word of the code: TOC, REF, SEQ, PAGEREF."""
        words = self.code.split()
        return words[0].upper() if words else ""


@dataclass
class Story:
    """One run of text through a part (body, a note, a head): what its runs need to be read.

    ``paired`` are the marks of fields that have a beginning and an end; others are left over from editing and mean
    nothing.
    """

    package: Package
    styles: Styles
    relations: dict[str, Relation]
    blocks: Callable[[Element, Story], tuple[Block, ...]]
    paired: frozenset[Element] = frozenset()
    fields: list[Open] = field(default_factory=list)
    contents: int = 0
    prefix: str = ""

    @property
    def in_contents(self) -> bool:
        """Whether what is read now is made by a table of contents or of figures."""
        return self.contents > 0 or any(f.in_result and f.name in ("TOC", "INDEX", "BIBLIOGRAPHY") for f in self.fields)

    @property
    def in_code(self) -> bool:
        """Whether what is read now is the code of a field and does not print."""
        return any(not f.in_result for f in self.fields)


def paired_fields(root: Element) -> frozenset[Element]:
    """Return the marks of the fields of a part that begin and end, whatever editing has done to the others."""
    stack: list[list[Element]] = []
    found: set[Element] = set()
    for mark in root.iter(f"{W}fldChar"):
        match value(mark, "fldCharType"):
            case "begin":
                stack.append([mark])
            case "separate" if stack:
                stack[-1].append(mark)
            case "end" if stack:
                found.update([*stack.pop(), mark])
            case _:
                pass
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Place:
    """What holds for the runs at hand: the look of the paragraph, the address of a link, tracked changes."""

    base: Look
    address: str = ""
    revisions: tuple[Revision, ...] = ()


def atoms(holder: Element, story: Story, place: Place) -> Iterator[Atom]:
    """Yield what stands in a paragraph, or in something inside one."""
    for item in holder:
        name = local(item)
        if name == "r":
            yield from _run(item, story, place)
        elif name in TRACKED:
            yield from atoms(item, story, replace(place, revisions=(*place.revisions, revision(item, TRACKED[name]))))
        elif name in TRANSPARENT:
            yield from atoms(item, story, place)
        elif name in ("m:oMath", "m:e", "m:num", "m:den", "m:sub", "m:sup", "m:f", "m:sSub", "m:sSup", "m:d", "m:rad"):
            story.package.warn("formulas in the Word file are read as plain text", "look at them, and write them anew")
            yield from atoms(item, story, place)
        else:
            yield from _special(item, name, story, place)


def _special(item: Element, name: str, story: Story, place: Place) -> Iterator[Atom]:
    """Yield what stands in an element that is more than a holder."""
    match name:
        case "hyperlink":
            relation = story.relations.get(item.get(f"{{{NAMES['r']}}}id", ""))
            address = relation.target if relation and relation.is_outside else ""
            yield from atoms(item, story, replace(place, address=address or place.address))
        case "sdt" if not is_on(child(item, "w:sdtPr/w:showingPlcHdr")):
            yield from atoms(item, story, place)
        case "fldSimple":
            story.fields.append(Open(value(item, "instr"), in_result=True))
            yield from atoms(item, story, place)
            story.fields.pop()
        case "mc:AlternateContent":
            yield from atoms(chosen(item), story, place)
        case "bookmarkStart":
            yield Anchor(value(item, "name"), is_start=True)
        case "bookmarkEnd":
            yield Anchor(value(item, "id"), is_start=False)
        case "commentRangeStart" | "commentRangeEnd":
            yield CommentMark(value(item, "id"), is_start=name.endswith("Start"))
        case "m:t":
            yield from _words(item.text or "", place.base, story, place)
        case _:
            return


def chosen(alternatives: Element) -> Element:
    """Return the first of several ways to say the same (ECMA-376-3, 9.3); an empty element where there is none."""
    return next(iter(alternatives), alternatives)


def revision(item: Element, change: Change) -> Revision:
    """Return a tracked change as its element has it."""
    return Revision(change, value(item, "author"), value(item, "date"))


def _words(text: str, look: Look, story: Story, place: Place) -> Iterator[Words]:
    if text and not story.in_code:
        names = tuple(f.name for f in story.fields)
        address = place.address or next((m[1] for f in story.fields if (m := ADDRESS.match(f.code))), "")
        yield Words(text, look, address if ":" in address else "", names, place.revisions)


def _run(run: Element, story: Story, place: Place) -> Iterator[Atom]:
    look = story.styles.run_look(place.base, child(run, "w:rPr"))
    for item in run:
        yield from _content(item, look, story, place)


CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": "\u00ad", "cr": "\n"}
"""Elements that stand for a character."""


def _content(item: Element, look: Look, story: Story, place: Place) -> Iterator[Atom]:
    """Yield what one element of a run gives."""
    name = local(item)
    match name:
        case "t" | "delText":
            yield from _words(item.text or "", look, story, place)
        case "tab" | "ptab" | "noBreakHyphen" | "softHyphen":
            yield from _words(CHARACTERS[name], look, story, place)
        case "br" | "cr":
            if not story.in_code:
                yield Break(is_page=value(item, "type") in ("page", "column"), revisions=place.revisions)
        case "sym":
            yield from _words(sign(item, story.package), look, story, place)
        case "footnoteReference" | "endnoteReference":
            yield Call(f"{name[0]}{value(item, 'id')}", place.revisions)
        case "commentReference":
            yield CommentMark(value(item, "id"), is_start=False)
        case "fldChar":
            _field(item, story)
        case "instrText" | "delInstrText":
            if story.fields and not story.fields[-1].in_result:
                story.fields[-1].code += item.text or ""
        case "ruby":
            story.package.warn("the readings above characters are left out", "put them into brackets, if they matter")
            yield from (atom for base in item.iterfind("w:rubyBase", NAMES) for atom in atoms(base, story, place))
        case _:
            yield from _drawn(item, name, story, place)


def _drawn(item: Element, name: str, story: Story, place: Place) -> Iterator[Atom]:
    match name:
        case "mc:AlternateContent":
            inner = chosen(item)
            yield from (atom for part in inner for atom in _drawn(part, local(part), story, place))
        case "drawing" | "pict" | "object":
            for drawing in drawings(item, story.relations, story.package):
                yield replace(drawing, content=_boxed(item, story), revisions=place.revisions)
        case _:
            return


def _boxed(item: Element, story: Story) -> tuple[Block, ...]:
    """Return what stands in the text boxes of a drawing; each is written once, whatever alternatives it has."""
    boxes = [box for box in item.iter(f"{W}txbxContent") if not _is_fallback(box, item)]
    outer = [box for box in boxes if not any(box in list(other.iter()) for other in boxes if other is not box)]
    kept, story.fields = story.fields, []
    content = tuple(block for box in outer for block in story.blocks(box, story))
    story.fields = kept
    return content


def _is_fallback(box: Element, root: Element) -> bool:
    """Whether a text box stands in an alternative for older programs."""
    holder = box
    while holder is not None and holder is not root:
        if local(holder) == "mc:Fallback":
            return True
        holder = holder.getparent()
    return False


def _field(mark: Element, story: Story) -> None:
    if mark not in story.paired:
        return
    match value(mark, "fldCharType"):
        case "begin":
            story.fields.append(Open())
        case "separate" if story.fields:
            story.fields[-1].in_result = True
        case "end" if story.fields:
            story.fields.pop()
        case _:
            pass


__all__ = ["Drawing", "Place", "Story", "atoms", "chosen", "paired_fields", "revision"]
