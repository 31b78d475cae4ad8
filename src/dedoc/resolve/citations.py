"""Citations turned into notes, and their sources looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dedoc.errors import Location
from dedoc.inputs import may_use
from dedoc.model import Chart, Citation, Document, Figure, Node, Note, Paragraph
from dedoc.records import Name
from dedoc.resolve.context import Context, near_name
from dedoc.walk import find, rewrite


def put_citations(document: Document, context: Context) -> Document:
    """Return the document with sources in every citation, and a note around each that stands in the text.

    A citation inside a note or under a figure stays where it is. Unknown and unused sources are problems.
    """
    trees = (document.front, document.body, document.back)
    inside = {id(c) for note in find(trees, Note) for c in find(note.content, Citation)}

    def put(node: Node) -> Node:
        if not isinstance(node, Citation):
            return node
        sources = tuple(s for key in node.keys if (s := document.sources.get(key)))
        cited = replace(node, sources=sources)
        if node.lead is None or id(node) in inside:
            return cited
        return Note((Paragraph((cited,), location=node.location),), location=node.location)

    _check_keys(document, context)
    front, body, back = rewrite(trees, put)
    return replace(document, front=front, body=body, back=back)


def _check_keys(document: Document, context: Context) -> None:
    used: set[str] = set()
    for key, place in _cited(document):
        used.add(key)
        if key not in document.sources and "sources" not in document.unread:
            near = near_name(key, document.sources)
            hint = "did you mean “{near}”?" if near else "write it into sources.yaml"
            context.report.error(place, "there is no source “{key}”", hint, key=str(key), near=near)
    parts = ("chapters", "figures", "tables", "facts", "fact")
    for key, source in document.sources.items():
        if key not in used and source is not None and not may_use(document.unread, key, *parts):
            hint = "cite it, or delete it from sources.yaml"
            context.report.error(source.location, "the source “{key}” is never cited", hint, key=key)


def _cited(document: Document) -> Iterator[tuple[str, Location | None]]:
    trees = (document.front, document.body, document.back)
    for citation in find(trees, Citation):
        yield from ((key, _place(key, citation.location)) for key in citation.keys)
    for fact in document.facts.values():
        for value in (fact, *fact.history) if fact is not None else ():
            if value.source:
                yield value.source, _place(value.source, value.location)
    for figure in find(trees, Figure):
        if isinstance(figure.drawing, Chart):
            values = (value for series in figure.drawing.series for value in series.values if value.source)
            yield from ((value.source, value.location) for value in values)


def _place(key: str, fallback: Location | None) -> Location | None:
    return key.location if isinstance(key, Name) else fallback
