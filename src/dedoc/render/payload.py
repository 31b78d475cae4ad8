"""The document as data for a template: plain dictionaries, lists and strings, ready for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, assert_never

from dedoc.model import (
    Alignment,
    Block,
    Citation,
    Document,
    Emphasis,
    FactCall,
    Figure,
    FolioMark,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    List,
    Metadata,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Revision,
    Sidebar,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.overlays import accepted, is_gone, is_redrawn
from dedoc.render.measure import decimal_tail
from dedoc.walk import find, plain_text, walk, without

Data = dict[str, Any]

OPENING, ENDS = frozenset("《“（「『〈‘【"), frozenset("。！？：；，、")
"""Marks that are squeezed where one of the first follows one of the second."""

HOW = {
    Revision.INSERTED: "inserted",
    Revision.REPLACING: "inserted",
    Revision.DELETED: "deleted",
    Revision.REPLACED: "deleted",
    Revision.MOVED_HERE: "moved-here",
    Revision.MOVED_AWAY: "moved-away",
}
"""What happened, as templates read it."""

WORD_JOINER = "\u2060"
CONNECTOR = re.compile("(?<=[^—])(?=[—–～·](?!—))")
"""Before a mark that connects two words or numbers no line ends (GB/T 15834-2011, 5.1.6, 5.1.7)."""


def document_data(document: Document, files: dict[str, str], counters: str = "") -> Data:
    """Return the whole report; ``files`` are the names of the pictures of figures, by label.

    ``counters`` are the characters for scale and measure that stay with the number before them.
    """
    made = _document(document, files)
    return made | {part: jointed(made[part], counters) for part in ("front", "body", "back")}


def jointed(data: Any, counters: str) -> Any:
    """Return data with a joint wherever a line could end inside a number that one of the characters follows."""
    return _jointed(data, re.compile(f"(?<=\\d)(?=[{re.escape(counters)}])")) if counters else data


def _jointed(data: Any, inside: re.Pattern[str]) -> Any:
    if isinstance(data, dict):
        return {
            key: _jointed(value, inside) if isinstance(value, list | dict) else value for key, value in data.items()
        }
    found: list[Any] = []
    for item in data:
        made = _jointed(item, inside) if isinstance(item, list | dict) else item
        for piece in _pieces(made, inside):
            if found and isinstance(piece, dict) and isinstance(found[-1], dict):
                ends, begins = found[-1].get("text", "")[-1:], piece.get("text", "")[:1]
                if inside.search(ends + begins):
                    found.append({"kind": "joint"})
            found.append(piece)
    return found


def _pieces(item: Any, inside: re.Pattern[str]) -> Iterator[Any]:
    """Yield an item of data, a text cut where a line could end inside a number."""
    if isinstance(item, dict) and item.get("kind") == "text":
        yield from (item | {"text": text} for text in inside.split(item["text"]))
    else:
        yield item


def _document(document: Document, files: dict[str, str]) -> Data:
    metadata = document.metadata
    language, *parts = metadata.language.split("-")
    region = next((part for part in parts if len(part) == 2), "")
    return {
        "metadata": {
            "title": metadata.title,
            "full_title": metadata.full_title,
            "subtitle": metadata.subtitle,
            "authors": metadata.authors,
            "people": [{"role": people.role, "names": people.names} for people in metadata.people],
            "publisher": metadata.publisher,
            "subject": metadata.subject or metadata.full_title,
            "keywords": metadata.keywords,
            "lang": language,
            "region": region.lower(),
            "watermark": metadata.watermark or document.words.get("watermark", ""),
        }
        | _former(document.former),
        "lists": document.lists,
        "words": dict(document.words),
        "front": [_front(block, files) for block in document.front],
        "body": [block_data(block, files) for block in document.body],
        "back": [_front(block, files) | {"new_page": False} for block in document.back],
    }


def _former(metadata: Metadata | None) -> Data:
    """Return what the cover said before, where an older text lies under this one."""
    if metadata is None:
        return {}
    people = [{"role": people.role, "names": people.names} for people in metadata.people]
    lines = {"title": metadata.title, "subtitle": metadata.subtitle, "publisher": metadata.publisher}
    return {"former": lines | {"people": people}}


def _front(block: Block, files: dict[str, str]) -> Data:
    """Return a block outside the body: its headings stand in no contents."""
    return block_data(block, files) | ({"outlined": False} if isinstance(block, Heading) else {})


def block_data(block: Block, files: dict[str, str]) -> Data:
    """Return one block; ``how`` says what happened to it, where an older text lies under this one."""
    return _block(block, files) | _how(block.revision)


def _how(revision: Revision | None) -> Data:
    return {"how": HOW[revision]} if revision else {}


def _block(block: Block, files: dict[str, str]) -> Data:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            run_in, content = _together(block.run_in, block.content)
            return {
                "kind": "paragraph",
                "run_in": inline_data(run_in),
                "content": inline_data(content),
                "continued": block.is_continued,
                "open": block.is_open,
                "loose": block.is_loose,
            }
        case List():
            items = [[block_data(inner, files) for inner in item] for item in block.items]
            return {"kind": "list", "numbered": block.start is not None, "marks": _marks(block), "items": items}
        case Quotation():
            return {"kind": "quotation", "content": [block_data(inner, files) for inner in block.content]}
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, files)
        case Sidebar():
            return _sidebar(block, files)
        case SourceList():
            entries = [
                {"mark": entry.mark, "content": _revised(inline_data(entry.content), entry.revision)}
                for entry in block.entries
            ]
            return {"kind": "sources", "entries": entries}
        case FolioMark():
            return {"kind": "page", "folio": block.folio, "tracking": block.tracking, "room": block.room}
        case _:
            assert_never(block)


def _heading(block: Heading) -> Data:
    """Return a heading; what the contents and the head of the page show is the new text alone."""
    mark = {"mark": block.mark, "label": block.label, "numbered": bool(block.number)}
    # Contents and outline show the title, which has no notes.
    shown = accepted(block.content)
    title = {"title": inline_data(without(shown, Note)), "outlined": block.level <= 3 and not is_gone(block)}
    # What changed is shown within words.
    title |= {"words": block.words if shown == block.content else ()}
    title |= {"notes": [inline_data((note,))[0] for note in find(block.content, Note)]}
    title |= {"running": block.mark + plain_text(without(shown, LineBreak))}
    title |= {"new_page": block.level == 1 and (block.in_appendix or not block.number)}
    return {"kind": "heading", "level": block.level, "content": inline_data(block.content)} | mark | title


def _marks(block: List) -> tuple[str, ...]:
    """Return the marks of a list; an item that is gone has none any more."""
    if block.start is None or len(block.marks) == len(block.items):
        return block.marks
    marks = iter(block.marks)
    return tuple("" if any(map(is_gone, item)) else next(marks, "") for item in block.items)


def _revised(content: list[Data], revision: Revision | None) -> list[Data]:
    """Return a run of inlines that came or went as a whole."""
    return [_how(revision) | node for node in content]


def _together(run_in: tuple[Inline, ...], content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return a run-in heading and its text; the mark between goes to the text where a mark follows.

    The press squeezes marks that meet (CLREQ 3.1.6.2) only where both are set in one font.
    """
    last, first = (run_in[-1], content[0]) if run_in and content else (None, None)
    if not (
        isinstance(last, Text) and isinstance(first, Text) and first.text[:1] in OPENING and last.text[-1:] in ENDS
    ):
        return run_in, content
    return (*run_in[:-1], replace(last, text=last.text[:-1])), (Text(last.text[-1]), *content)


def _table(table: Table) -> Data:
    return {
        "kind": "table",
        "head": [inline_data(cell) for cell in table.head],
        "rows": [
            [_revised(inline_data(cell), revision) for cell in row]
            for row, revision in zip(table.rows, table.revisions or (None,) * len(table.rows), strict=True)
        ],
        "alignments": [alignment.value for alignment in table.alignments],
        "tails": [_tails(table, column) for column in range(len(table.alignments))],
        "widths": table.widths or [1] * len(table.alignments),
        "caption": inline_data(table.caption),
        "title": inline_data(without(table.caption, Note)),
        "mark": table.mark,
        "label": _label("table", table),
        "unit": inline_data(table.unit),
        "remarks": inline_data(table.remarks),
        **_source(table.source),
        "wide": table.is_wide,
        # A head repeated on the next page is no content, and what is no content can hold no links (PDF/UA-1).
        "repeats": not any(isinstance(node, Note | Link | Reference) for node in walk(table.head)),
    }


def _source(source: Citation | None) -> Data:
    """Return the line that tells where something is from, and what it told before."""
    former = {"former_source": source.former.text} if source and isinstance(source.former, Citation) else {}
    return {"source": source.text if source else ""} | former


def _label(kind: str, block: Table | Sidebar) -> str:
    """Return the label by which a list finds a table or sidebar, its own or one made of its number."""
    number = "-".join(map(str, block.number))
    return block.label or (f"{kind}:{'A' * block.in_appendix}{number}" if number else "")


def _tails(table: Table, column: int) -> list[str]:
    """Return what stands from the decimal point on, in every row of a column that is aligned by it."""
    if table.alignments[column] is not Alignment.DECIMAL:
        return []
    return [decimal_tail(plain_text(row[column])) for row in table.rows]


def _sidebar(sidebar: Sidebar, files: dict[str, str]) -> Data:
    return {
        "kind": "sidebar",
        "mark": sidebar.mark,
        "label": _label("sidebar", sidebar),
        "content": inline_data(sidebar.title),
        "title": inline_data(without(sidebar.title, Note)),
        "blocks": [block_data(block, files) for block in sidebar.content],
    }


def _figure(figure: Figure, files: dict[str, str]) -> Data:
    return {
        "kind": "figure",
        "file": files[figure.label],
        "label": figure.label,
        "mark": figure.mark,
        "caption": inline_data(figure.caption),
        "title": inline_data(without(figure.caption, Note)),
        **_source(figure.source),
        "alternative": figure.alternative,
        "height": figure.height,
        **_drawn_before(figure, files),
    }


def _drawn_before(figure: Figure, files: dict[str, str]) -> Data:
    """Return what a figure showed before, if it shows something else now."""
    former = figure.former
    if not isinstance(former, Figure) or figure.revision or not is_redrawn(former, figure):
        return {}
    return {"former": {"file": files[former.label], "alternative": former.alternative}}


def inline_data(content: tuple[Inline, ...]) -> list[Data]:
    """Return a run of inlines."""
    return [data for node in content for data in _with_former(node)]


def _with_former(node: Inline) -> Iterator[Data]:
    """Yield an inline; before a citation of something else, what it cited before."""
    if isinstance(node, Citation) and isinstance(node.former, Citation) and not node.revision:
        yield _inline(node.former) | _how(Revision.DELETED)
        yield _inline(node) | _how(Revision.INSERTED)
    else:
        yield _inline(node) | _how(node.revision)


def _inline(node: Inline) -> Data:
    match node:
        case Text() | FactCall() | Citation():
            return {"kind": "text", "text": CONNECTOR.sub(WORD_JOINER, node.text)}
        case Emphasis():
            return {"kind": "emphasis", "content": inline_data(node.content)}
        case Strong():
            return {"kind": "strong", "content": inline_data(node.content)}
        case Link():
            return {"kind": "link", "address": node.address, "content": inline_data(node.content)}
        case LineBreak():
            return {"kind": "break"}
        case FolioMark() | IndexMark():
            return {"kind": "text", "text": ""}
        case Reference():
            return {"kind": "reference", "target": node.target, "text": node.text}
        case Note():
            return {"kind": "note", "mark": node.mark, "content": note_paragraphs(node)}
        case _:
            assert_never(node)


def note_paragraphs(note: Note) -> list[list[Data]]:
    """Return the paragraphs of a note."""
    return [_revised(inline_data((*p.run_in, *p.content)), p.revision) for p in find(note.content, Paragraph)]
