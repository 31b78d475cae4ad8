"""The list of sources filled with what the report cites."""

from __future__ import annotations

from dataclasses import replace

from dedoc.model import Citation, Document, Node, SourceEntry, SourceList
from dedoc.resolve.context import Context
from dedoc.walk import find, rewrite


def list_sources(document: Document, context: Context) -> Document:
    """Return the document with every list of sources filled, in the order of first citation; none cited is a problem.

    Only what prints is listed: the source of a value in a chart, or of a fact, is not cited by that alone.
    """
    parts = (document.front, document.body, document.back)
    cited = {source.key: source for citation in find(parts, Citation) for source in citation.sources}

    def fill(node: Node) -> Node:
        if not isinstance(node, SourceList):
            return node
        if not cited and not document.unread:
            hint = "cite one with {{cite}}`key`, or delete the list"
            context.report.error(node.location, "the report cites no source to list", hint)
        return replace(node, entries=tuple(SourceEntry(source) for source in cited.values()))

    front, body, back = rewrite(parts, fill)
    return replace(document, front=front, body=body, back=back)
