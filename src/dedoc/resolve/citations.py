"""Citations turned into notes, and their sources looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dedoc.errors import Location
from dedoc.inputs import may_use
from dedoc.model import Chart, Citation, Document, Figure, Node, Note, Paragraph, Source
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
        found = {source.key: source for key in node.keys if (source := newest(key, document.sources))}
        cited = replace(node, sources=tuple(found.values()))
        if node.lead is None or id(node) in inside:
            return cited
        return Note((Paragraph((cited,), location=node.location),), location=node.location)

    _check_keys(document, context)
    _check_superseded(document, context)
    front, body, back = rewrite(trees, put)
    return replace(document, front=front, body=body, back=back)


def newest(key: str, sources: Mapping[str, Source | None]) -> Source | None:
    """Return the source of a key, or the one that it was superseded by, however often."""
    seen: set[str] = set()
    source = sources.get(key)
    while source is not None and source.superseded_by and source.key not in seen:
        seen.add(source.key)
        source = sources.get(source.superseded_by) or replace(source, superseded_by="")
    return source


def _check_superseded(document: Document, context: Context) -> None:
    """Report sources that are superseded by themselves, or by one that is not there."""
    for key, source in document.sources.items():
        if source is None or not source.superseded_by:
            continue
        seen, other = {key}, source
        while other.superseded_by not in seen and (after := document.sources.get(other.superseded_by)):
            seen.add(other.superseded_by)
            other = after
        place = _place(source.superseded_by, source.location)
        if other.superseded_by == key:
            hint = "the newest of them is superseded by none"
            context.report.error(place, "the source “{key}” is superseded by itself", hint, key=key)


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
    for source in document.sources.values():
        if source is not None and source.superseded_by:
            yield source.superseded_by, _place(source.superseded_by, source.location)
    for figure in find(trees, Figure):
        if isinstance(figure.drawing, Chart):
            values = (value for series in figure.drawing.series for value in series.values if value.source)
            yield from ((value.source, value.location) for value in values)


def _place(key: str, fallback: Location | None) -> Location | None:
    return key.location if isinstance(key, Name) else fallback
