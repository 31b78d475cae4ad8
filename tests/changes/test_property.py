"""Any two documents laid over each other: nothing is lost, and both come out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from hypothesis import given, settings

from changes.documents import pairs
from dedoc.changes import chapters, overlay
from dedoc.model import BESIDES, Citation, Document, Emphasis, FactCall, Link, Node, Note, Sidebar, Strong, Table, Text
from dedoc.overlays import accepted, rejected

COUNTED = {"number", "mark", "marks", "in_appendix"}
"""What the word processor counts anew: numbers of headings, notes and items."""

UNPRINTED = {*BESIDES, "label", "target", "kind", "keys", "lead", "sources", "fact", "name", "aspect", "words"}


def printed(tree: object) -> object:
    """Return what a tree prints, as nested tuples: texts as characters with their look, however they are cut."""
    if isinstance(tree, tuple):
        return tuple(part for item in tree for part in _members(item, ()))
    if isinstance(tree, Node):
        besides = UNPRINTED if isinstance(tree, Table | Sidebar) else UNPRINTED | COUNTED
        names = [field.name for field in fields(tree) if field.name not in besides]
        return (type(tree).__name__, *(printed(getattr(tree, name)) for name in names))
    return tree


def _members(item: object, holders: tuple[object, ...]) -> Iterator[object]:
    match item:
        case Text(text=text) | Citation(text=text) | FactCall(text=text):
            yield from ((character, holders) for character in text)
        case Emphasis() | Strong() | Link():
            look = (type(item).__name__, getattr(item, "address", ""))
            for inner in item.content:
                yield from _members(inner, (*holders, look))
        case Note():
            yield printed(item)  # a call looks the same wherever it stands
        case _:
            yield (printed(item), holders) if holders else printed(item)


def parts(document: Document) -> object:
    """Return what all parts of a document print."""
    return printed((document.front, document.body, document.back))


@given(pair=pairs())
@settings(max_examples=40, deadline=None)
def test_both_documents_come_out_again(pair: tuple[Document, Document]) -> None:
    """An overlay holds the new document and the old one, whole."""
    old, new = pair
    laid = overlay(old, new)

    assert words(accepted(laid)) == words(new)
    assert words(rejected(laid)) == words(old)


@given(pair=pairs())
@settings(max_examples=15, deadline=None)
def test_a_document_does_not_differ_from_itself(pair: tuple[Document, Document]) -> None:
    """Laid over itself a document has no changes."""
    document, _ = pair

    assert parts(overlay(document, document)) == parts(document)
    assert not [entry for chapter in chapters(overlay(document, document)) for entry in chapter.entries]


@given(pair=pairs())
@settings(max_examples=30, deadline=None)
def test_what_differs_is_told(pair: tuple[Document, Document]) -> None:
    """There are changes if, and only if, something else prints than before."""
    old, new = pair
    found = [entry for chapter in chapters(overlay(old, new)) for entry in chapter.entries]

    assert bool(found) >= (words(old) != words(new))


def words(document: Document) -> str:
    """Return the characters of a document."""
    return str(parts(document))
