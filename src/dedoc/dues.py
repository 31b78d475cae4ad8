"""What an edition took over from an earlier one and nobody has confirmed since, as problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dedoc.errors import N_, Problem, Severity
from dedoc.model import Citation, Document, Fact, FactCall, Figure, Heading, Node, Paragraph, Table, Value
from dedoc.reckoning import made_of
from dedoc.walk import plain_text, rewrite, walk

WORDS = 14
"""So many characters name a block that has no name."""

MARK = re.compile(r"^【[^】]*】")

MESSAGES = {
    Heading: N_("the heading is still that of the {year} edition"),
    Paragraph: N_("the text is still that of the {year} edition"),
    Table: N_("the table is still that of the {year} edition"),
    Figure: N_("the figure “{name}” is still that of the {year} edition"),
}


def due_blocks(document: Document) -> Iterator[Heading | Paragraph | Table | Figure]:
    """Yield the blocks that are due, in reading order."""
    for node in walk((document.front, document.body, document.back)):
        if isinstance(node, Heading | Paragraph | Table | Figure) and node.due:
            yield node


def is_due(fact: Fact, document: Document) -> bool:
    """Whether a fact is due by itself; one that follows from others is their editor's to confirm, unless it says so."""
    if not fact.due or not fact.is_derived:
        return bool(fact.due)
    inputs = (document.facts.get(name) for name in made_of(fact))
    return not any(other is not None and other.due for other in inputs)


def due_problems(document: Document, severity: Severity) -> Iterator[Problem]:
    """Yield a problem for everything that is due: facts, sources, figures, headings, tables and text."""
    for fact in document.facts.values():
        if fact is not None and is_due(fact, document):
            hint = "write the new value, or confirm this one, and delete “due”; or build with --draft, which marks it"
            message = "the value of “{name}” is still that of the {year} edition"
            yield Problem(message, fact.location, hint, severity, {"name": fact.name, "year": fact.due})
    for source in document.sources.values():
        if source is not None and source.due and not source.superseded_by:
            hint = "name a newer one behind “superseded_by”, or confirm it and delete “due”; or build with --draft"
            message = "the source “{name}” is still that of the {year} edition"
            yield Problem(message, source.location, hint, severity, {"name": source.key, "year": source.due})
    for block in due_blocks(document):
        name = block.label if isinstance(block, Figure) else _first_words(block)
        hint = "bring it up to date, or confirm it, and delete “due {year}”; or build with --draft, which marks it"
        yield Problem(MESSAGES[type(block)], block.location, hint, severity, {"name": name, "year": block.due})


def without_dues(document: Document) -> Document:
    """Return the document in which nothing that prints is due: what it says, whichever edition it is from."""

    def confirm(node: Node) -> Node:
        match node:
            case FactCall(fact=Fact(due=due) as fact) | Value(fact=Fact(due=due) as fact) if due:
                return replace(node, fact=replace(fact, due=0))
            case Citation(sources=sources) if any(source.due for source in sources):
                return replace(node, sources=tuple(replace(source, due=0) for source in sources))
            case Heading() | Paragraph() | Table() | Figure() if node.due:
                return replace(node, due=0)
            case _:
                return node

    facts = {name: replace(fact, due=0) if fact is not None else None for name, fact in document.facts.items()}
    front, body, back = rewrite((document.front, document.body, document.back), confirm)
    return replace(document, front=front, body=body, back=back, facts=facts)


def _first_words(block: Heading | Paragraph | Table) -> str:
    """Return the words that a block begins with, without the mark that it has in a draft."""
    return MARK.sub("", plain_text(block).replace("\n", ""))[:WORDS]
