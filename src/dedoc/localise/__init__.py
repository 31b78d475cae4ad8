"""From numbers and names to the text of one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from dedoc.localise.charts import with_own_scales
from dedoc.localise.phrases import Phrases
from dedoc.localise.sources import bibliographic
from dedoc.localise.spacing import even, even_block
from dedoc.localise.words import LONG, words
from dedoc.model import (
    Aspect,
    Block,
    Chart,
    Citation,
    Diagram,
    Document,
    Drawing,
    FactCall,
    Figure,
    Heading,
    List,
    Metadata,
    Node,
    Note,
    Paragraph,
    Picture,
    Reference,
    Series,
    Sidebar,
    SourceEntry,
    SourceList,
    Table,
    Text,
)
from dedoc.project import Locale
from dedoc.walk import plain_text, rewrite, without


def localise(document: Document, locale: Locale, title_room: Callable[[Heading], int] = lambda _: LONG) -> Document:
    """Return the document with every mark and text filled in the language of ``locale``, spaces made even.

    ``title_room`` tells how many characters of a heading fit a line; a longer title is known by its words.
    """
    phrases = Phrases(locale)
    spacing = locale.spacing

    def speak(node: Node) -> Node:
        return _spoken(node, phrases)

    def tidy(node: Node) -> Node:
        tidied = even_block(node, spacing) if isinstance(node, Block) else node
        tidied = _with_due(tidied, phrases)
        return (
            _with_words(tidied, title_room) if locale.segmentation == "han" and isinstance(tidied, Heading) else tidied
        )

    parts = (document.front, document.body, document.back)
    front, body, back = rewrite(rewrite(parts, speak), tidy)
    metadata = _metadata(document.metadata, spacing)
    words = {key: even(word.format(year=metadata.year), spacing) for key, word in locale.words.items()}
    return replace(document, metadata=metadata, front=front, body=body, back=back, words=words)


def _metadata(metadata: Metadata, spacing: str) -> Metadata:
    title = tuple(even(line, spacing) for line in metadata.title)
    return replace(metadata, title=title, subtitle=even(metadata.subtitle, spacing))


def _spoken(node: Node, phrases: Phrases) -> Node:
    match node:
        case FactCall(fact=fact) if fact is not None:
            text = phrases.fact(fact) if node.aspect is Aspect.VALUE else ""
            return replace(node, text=text or (phrases.date(fact) if fact.as_of else ""))
        case Citation():
            return replace(node, text=even(_citation(node, phrases), phrases.locale.spacing))
        case Reference() if node.number:
            return replace(node, text=_reference(node, phrases))
        case Note():
            return replace(node, mark=phrases.mark("note", node.number))
        case Heading():
            mark = phrases.heading(node.number, in_appendix=node.in_appendix) if node.number else ""
            return replace(node, mark=mark)
        case Figure():
            drawing = _drawing(node.drawing, phrases) if node.drawing else None
            alternative = even(node.alternative, phrases.locale.spacing)
            mark = phrases.mark("figure", node.number, in_appendix=node.in_appendix)
            return replace(node, mark=mark, drawing=drawing, alternative=alternative)
        case Table():
            return _table(node, phrases)
        case Sidebar():
            return replace(node, mark=phrases.mark("sidebar", node.number, in_appendix=node.in_appendix))
        case SourceList():
            return replace(node, entries=tuple(_entry(*entry, phrases) for entry in enumerate(node.entries, 1)))
        case List():
            return _with_marks(node, phrases, 0)
        case _:
            return node


def _with_due(node: Node, phrases: Phrases) -> Node:
    """Return a block with the mark of the edition that it was taken over from, if it is not this edition's yet."""
    match node:
        case Heading(due=due) | Paragraph(due=due) | Table(due=due) | Figure(due=due) if due:
            mark = Text(phrases.locale.marks["due_block"].format(year=due))
        case _:
            return node
    match node:
        case Paragraph(run_in=(_, *_)):
            return replace(node, run_in=(mark, *node.run_in))
        case Heading() | Paragraph():
            return replace(node, content=(mark, *node.content))
        case Figure() | Table(caption=(_, *_)):
            return replace(node, caption=(mark, *node.caption))
        case Table():
            return replace(node, head=((mark, *node.head[0]), *node.head[1:]))


def _with_words(heading: Heading, title_room: Callable[[Heading], int]) -> Heading:
    """Return a heading with the words of its title, if that is plain text and has to be broken."""
    parts = without(heading.content, Note)
    is_plain = all(isinstance(part, Text) for part in parts)
    return replace(heading, words=words(plain_text(parts), title_room(heading))) if is_plain else heading


def _table(table: Table, phrases: Phrases) -> Table:
    """Return the table with its mark, and with the words before its unit and its remarks."""
    marks = phrases.locale.marks
    mark = phrases.mark("table", table.number, in_appendix=table.in_appendix) if table.number else ""
    unit = (Text(marks["unit"]), *table.unit) if table.unit else ()
    remarks = (Text(marks["remarks"]), *table.remarks) if table.remarks else ()
    return replace(table, mark=mark, unit=unit, remarks=remarks)


def _entry(count: int, entry: SourceEntry, phrases: Phrases) -> SourceEntry:
    mark = phrases.mark("source_entry", (count,))
    return replace(entry, mark=mark, content=bibliographic(entry.source, phrases))


def _citation(node: Citation, phrases: Phrases) -> str:
    lead = node.lead.value if node.lead else "figure"
    return phrases.locale.leads[lead].format(sources=phrases.sources(node.sources))


def _reference(node: Reference, phrases: Phrases) -> str:
    if node.kind == "heading":
        return phrases.heading_reference(node.number, in_appendix=node.in_appendix)
    return phrases.mark(f"{node.kind}_reference", node.number, in_appendix=node.in_appendix)


def _drawing(drawing: Drawing, phrases: Phrases) -> Drawing:
    spacing = phrases.locale.spacing
    match drawing:
        case Chart():
            drawing = with_own_scales(drawing, phrases) if phrases.locale.counted else drawing
            series = tuple(_series(item, phrases) for item in drawing.series)
            named = tuple(map(phrases.moment, drawing.moments)) or drawing.categories
            categories = tuple(even(category, spacing) for category in named)
            missing = even(drawing.missing or phrases.locale.words["missing"], spacing)
            return replace(drawing, categories=categories, series=series, missing=missing)
        case Diagram():
            boxes = tuple(
                replace(box, text="\n".join(even(line, spacing) for line in box.text.split("\n")))
                for box in drawing.boxes
            )
            arrows = tuple(replace(arrow, text=even(arrow.text, spacing)) for arrow in drawing.arrows)
            return replace(drawing, boxes=boxes, arrows=arrows)
        case Picture():
            return drawing
        case _:
            assert_never(drawing)


def _series(series: Series, phrases: Phrases) -> Series:
    values = tuple(replace(value, text=phrases.value(value, is_share=series.is_shares)) for value in series.values)
    pattern = "{name}" if series.is_shares or not series.unit else phrases.locale.marks["legend"]
    unit = phrases.counted_name(series.unit)
    legend = pattern.format(name=series.name, unit=unit)
    return replace(series, values=values, unit=unit, legend=even(legend, phrases.locale.spacing))


def _with_marks(block: List, phrases: Phrases, depth: int) -> List:
    """Return the list with the marks of its items; the lists in it, which were marked before, count as deeper."""
    items = tuple(
        tuple(_with_marks(inner, phrases, depth + 1) if isinstance(inner, List) else inner for inner in item)
        for item in block.items
    )
    if block.start is None:
        return replace(block, items=items, marks=(phrases.locale.marks["bullet"],) * len(items))
    marks = tuple(phrases.item(block.start + index, depth) for index in range(len(items)))
    return replace(block, items=items, marks=marks)
