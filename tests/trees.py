"""Trees of the model as lines to compare: a line a block, with the line of its source, and what it holds indented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from dedoc.model import (
    Block,
    Citation,
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
    Note,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.walk import find


def dump(blocks: Iterable[Block]) -> str:
    """Return the blocks as text; notes show as ``^``, and their content below the block that calls them."""
    return "".join(f"{line.rstrip()}\n" for block in blocks for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    line = block.location.line if block.location else 0
    yield f"{line} {_head(block)}"
    match block:
        case List(items=parts):
            for part in parts:
                yield "  item"
                yield from _inside(part, "    ")
        case Quotation(content=content) | Sidebar(content=content):
            yield from _inside(content, "  ")
        case Table(head=head, rows=rows):
            for row in (head, *rows):
                yield "  " + " | ".join(inline(cell) for cell in row)
        case _:
            pass
    if not isinstance(block, List | Quotation | Sidebar):
        for note in find(block, Note):
            yield "  ^"
            yield from _inside(note.content, "    ")


def _inside(blocks: tuple[Block, ...], indent: str) -> Iterator[str]:
    return (indent + line for block in blocks for line in _block(block))


def _head(block: Block) -> str:
    match block:
        case Heading():
            words = ["heading", str(block.level), *_label(block.label), *_number(block.number), inline(block.content)]
            kinds = [
                word
                for word, holds in (("unnumbered", not block.is_numbered), ("appendix", block.in_appendix))
                if holds
            ]
            return " ".join([*kinds, *words])
        case Paragraph():
            run_in = [f"run-in({inline(block.run_in)})"] if block.run_in else []
            cut = [word for word, holds in (("continued", block.is_continued), ("open", block.is_open)) if holds]
            return " ".join([*cut, "paragraph", *run_in, inline(block.content)])
        case List(start=None):
            return "list"
        case List():
            return f"list from {block.start}"
        case Quotation():
            return "quotation"
        case Table():
            alignments = ", ".join(alignment.value for alignment in block.alignments)
            words = ["table", f"({alignments})", *_label(block.label), *_number(block.number), inline(block.caption)]
            return " ".join([*(word for word in words if word), *_table_extras(block)])
        case Figure():
            return " ".join(["figure", *_label(block.label), *_number(block.number)])
        case Sidebar():
            return " ".join(["sidebar", *_label(block.label), *_number(block.number), inline(block.title)])
        case SourceList():
            return " ".join(["sources", *(entry.source.key for entry in block.entries)])
        case FolioMark():
            return f"folio {block.folio}"


def _table_extras(table: Table) -> list[str]:
    lines = (("unit", table.unit), ("remarks", table.remarks))
    found = [f"{name}({inline(line)})" for name, line in lines if line]
    found += [f"source({', '.join(table.source.keys)})"] if table.source else []
    found += [f"widths({', '.join(map(str, table.widths))})"] if table.widths else []
    return [*found, *(["wide"] if table.is_wide else [])]


def _label(label: str) -> list[str]:
    return [f"#{label}"] if label else []


def _number(number: tuple[int, ...]) -> list[str]:
    return [".".join(map(str, number))] if number else []


def inline(content: tuple[Inline, ...]) -> str:
    """Return inlines on one line: text in quotes, everything else by its name."""
    return " ".join(_inline(item) for item in content)


def _inline(item: Inline) -> str:
    match item:
        case Text():
            return json.dumps(item.text, ensure_ascii=False)
        case Emphasis():
            return f"em({inline(item.content)})"
        case Strong():
            return f"strong({inline(item.content)})"
        case Link():
            return f"link({item.address} {inline(item.content)})"
        case LineBreak():
            return "break"
        case Note():
            return " ".join(["^", *_number(item.number)])
        case Citation():
            sources = f" = {', '.join(source.title or source.name for source in item.sources)}" if item.sources else ""
            return f"cite-{item.lead.value if item.lead else 'bare'}({', '.join(item.keys)}{sources})"
        case FactCall():
            value = f" = {item.fact.value}" if item.fact else ""
            return f"{item.aspect.value}({item.name}{value})"
        case Reference():
            found = f" = {' '.join([item.kind, *_number(item.number)])}" if item.kind else ""
            return f"ref({item.target}{found})"
        case FolioMark():
            return f"folio({item.folio})"
        case IndexMark():
            return f"index({item.term})"
