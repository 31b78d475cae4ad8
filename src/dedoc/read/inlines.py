"""Inline Markdown to inlines of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from markdown_it.tree import SyntaxTreeNode

from dedoc.errors import N_, Location, Report
from dedoc.model import (
    Aspect,
    Block,
    Citation,
    Emphasis,
    FactCall,
    FolioMark,
    IndexMark,
    Inline,
    Lead,
    LineBreak,
    Link,
    Note,
    Reference,
    Strong,
    Text,
)
from dedoc.read.syntax import deep_line, lines_of, parser

ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>]+", re.IGNORECASE)
UNKNOWN_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
LEFT_MARKUP = re.compile(r"\{#[^}]*\}|\{[a-z:-]+\}(?=`)|\*\*")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass
class Chapter:
    """What the reader knows of the file at hand: its name, the notes defined in it and those called so far.

    ``sheets`` are the tables that it can name, ``sidebars`` is in how many of them the reader is.
    It is not whole where a part of the text had to be left out: what that names is not known.
    """

    file: str
    report: Report
    is_whole: bool = True
    env: dict[str, object] = field(default_factory=dict)
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    note_places: dict[str, Location] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    sheets: Mapping[str, object] = field(default_factory=dict)
    sheets_used: set[str] = field(default_factory=set)
    in_note: bool = False
    sidebars: int = 0
    is_caption: bool = False

    def place(self, line: int) -> Location:
        """Return the location of a line, counted from 1."""
        return Location(self.file, line)

    def leave_out(self, place: Location | None, message: str, hint: str, **values: object) -> None:
        """Report what makes a part of the text unreadable."""
        self.is_whole = False
        self.report.error(place, message, hint, **values)

    def tree(self, text: str, line: int, *, is_inline: bool = False) -> SyntaxTreeNode:
        """Return the tree of text that begins on ``line``, without nodes where it is nested too deeply."""
        tokens = parser().parseInline(text, self.env) if is_inline else parser().parse(text, self.env)
        if (deep := deep_line(tokens)) is not None:
            hint = "take lists and quotations out of one another"
            self.leave_out(self.place(line + deep), "the text is nested too deeply", hint)
            return SyntaxTreeNode([])
        return SyntaxTreeNode(tokens)


def inlines(nodes: list[SyntaxTreeNode], line: int, chapter: Chapter) -> tuple[Inline, ...]:
    """Return the inlines of one run of text that begins on ``line``."""
    found: list[Inline] = []
    for node in nodes:
        found += _inline(node, line, chapter)
        line += lines_of(node)
    return _merged(found)


def _merged(found: list[Inline]) -> tuple[Inline, ...]:
    merged: list[Inline] = []
    for item in found:
        last = merged[-1] if merged else None
        if isinstance(item, Text) and isinstance(last, Text):
            merged[-1] = Text(last.text + item.text, location=last.location)
        elif not (isinstance(item, Text) and not item.text):
            merged.append(item)
    return tuple(merged)


def _inline(node: SyntaxTreeNode, line: int, chapter: Chapter) -> list[Inline]:
    place = chapter.place(line)
    match node.type:
        case "text":
            return _text(node.content, place, chapter)
        case "softbreak":
            return [Text("\n", location=place)]
        case "hardbreak":
            return [LineBreak(location=place)]
        case "em":
            return [Emphasis(inlines(node.children, line, chapter), location=place)]
        case "strong":
            return [Strong(inlines(node.children, line, chapter), location=place)]
        case "link":
            return _link(node, line, chapter)
        case "footnote_ref":
            return _note(str(node.meta["label"]), place, chapter)
        case "myst_role":
            return _role(str(node.meta["name"]), node.content.strip(), place, chapter)
        case "html_inline" if COMMENT.fullmatch(node.content):
            return []
        case _:
            return _refused(node, place, chapter)


def _text(text: str, place: Location, chapter: Chapter) -> list[Inline]:
    for name in UNKNOWN_NOTE.findall(text):
        near = get_close_matches(name, chapter.notes, n=1)
        if near:
            chapter.report.error(place, "no note is called “{name}”", "did you mean “{near}”?", name=name, near=near[0])
        elif chapter.is_caption:
            hint = "a caption has no notes; put the text into the chapter"
            chapter.report.error(place, "no note is called “{name}”", hint, name=name)
        else:
            hint = "write it in this chapter, on a line of its own: [^{name}]: text"
            chapter.report.error(place, "no note is called “{name}”", hint, name=name)
    for markup in LEFT_MARKUP.findall(text):
        hint = "a label stands behind a heading; emphasis and roles are closed on the same paragraph"
        chapter.report.error(place, "“{markup}” means nothing here and would be printed", hint, markup=markup)
    return [Text(text, location=place)]


def _link(node: SyntaxTreeNode, line: int, chapter: Chapter) -> list[Inline]:
    address, place = str(node.attrs.get("href", "")), chapter.place(line)
    if not ADDRESS.fullmatch(address):
        hint = "a link leads to http://, https:// or mailto:; inside the report write {{ref}}`label`"
        chapter.report.error(place, "“{address}” is not an address to link to", hint, address=address)
    return [Link(address, inlines(node.children, line, chapter), location=place)]


def _note(name: str, place: Location, chapter: Chapter) -> list[Inline]:
    chapter.called.add(name)
    if chapter.in_note:
        chapter.report.error(place, "a note cannot have a note of its own", "put the text into the one note")
        return []
    return [Note(chapter.notes.get(name, ()), location=place)]


def _role(name: str, content: str, place: Location, chapter: Chapter) -> list[Inline]:
    if not content:
        chapter.report.error(place, "the role {{{role}}} names nothing", "write {{{role}}}`name`", role=name)
        return []
    if name in ROLES:
        made = ROLES[name](content, place)
        if isinstance(made, FolioMark) and not 0 < made.folio < 10**6:
            chapter.report.error(place, "“{folio}” is not the number of a page", "write {{folio}}`12`", folio=content)
        return [made]
    near = get_close_matches(name, ROLES, n=1)
    hint = "did you mean {{{near}}}?" if near else "the roles are: {roles}"
    values = {"role": name, "near": near[0] if near else "", "roles": ", ".join(f"{{{role}}}" for role in ROLES)}
    chapter.leave_out(place, "there is no role {{{role}}}", hint, **values)
    return []


def _cite(lead: Lead) -> Callable[[str, Location], Inline]:
    def citation(content: str, place: Location) -> Inline:
        keys = tuple(key.strip() for key in content.split(","))
        return Citation(keys, lead, location=place)

    return citation


def _fact(aspect: Aspect) -> Callable[[str, Location], Inline]:
    def call(content: str, place: Location) -> Inline:
        name, at, time = content.partition("@")
        return FactCall(name, aspect, time=time or at, location=place)

    return call


def _folio(content: str, place: Location) -> Inline:
    return FolioMark(int(content) if re.fullmatch("[0-9]{1,9}", content) else 0, location=place)


ROLES: Mapping[str, Callable[[str, Location], Inline]] = {
    "fact": _fact(Aspect.VALUE),
    "as-of": _fact(Aspect.AS_OF),
    "ref": lambda content, place: Reference(content, location=place),
    "cite": _cite(Lead.SOURCE),
    "cite:data": _cite(Lead.DATA),
    "cite:see": _cite(Lead.SEE),
    "folio": _folio,
    "index": lambda content, place: IndexMark(" ".join(content.split()), location=place),
}
"""What can be put into the text, by the name of its role."""


REFUSED: Mapping[str, tuple[str, str]] = {
    "html_inline": (
        N_("raw HTML means nothing here"),
        N_("use Markdown; a remark that never prints begins with “% ”"),
    ),
    "code_inline": (
        N_("code between backticks means nothing here"),
        N_("a role is written {{fact}}`name`; quotation marks are “ ”"),
    ),
    "image": (
        N_("an image cannot stand in the text"),
        N_("describe it in figures/name.yaml and write :::{{figure}} name"),
    ),
}
"""Markdown that a report has no use for, with what to do instead."""


def _refused(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> list[Inline]:
    message, hint = REFUSED[node.type]
    chapter.report.error(place, message, hint)
    return []
