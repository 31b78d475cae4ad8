"""From a document as written to one in which all that only the whole can tell is known."""

from __future__ import annotations

from collections.abc import Callable

from dedoc.model import Document
from dedoc.resolve.citations import put_citations
from dedoc.resolve.context import Context
from dedoc.resolve.dues import refuse_due
from dedoc.resolve.facts import put_facts
from dedoc.resolve.identity import identify
from dedoc.resolve.listing import list_sources
from dedoc.resolve.numbering import number
from dedoc.resolve.pages import lay_pages
from dedoc.resolve.references import put_references

PASSES: tuple[Callable[[Document, Context], Document], ...] = (
    identify,
    put_facts,
    put_citations,
    number,
    list_sources,
    put_references,
    lay_pages,
    refuse_due,
)
"""The passes in order: citations become notes before notes are counted, and numbers are known before references."""


def resolve(document: Document, context: Context) -> Document:
    """Return the document with facts, sources, numbers and references; every problem goes to the context's report."""
    for step in PASSES:
        document = step(document, context)
    return document
