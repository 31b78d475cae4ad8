"""The Word file with tracked changes: accepted it is the new one, rejected the old one; and the PDF of both texts."""

from __future__ import annotations

from hypothesis import assume, given, settings

from changes.documents import pairs
from changes.words import redline, style, word
from dedoc.changes import overlay
from dedoc.model import Document, Heading, Sidebar, Table
from dedoc.overlays import with_notes_marked
from dedoc.render.press import print_pdf
from dedoc.verify import verify_pdf, verify_redline
from dedoc.walk import walk


@given(pair=pairs())
@settings(max_examples=15, deadline=None)
def test_any_two_documents_come_out_of_it_again(pair: tuple[Document, Document]) -> None:
    """Accepting all changes gives the Word file of the new document, rejecting all that of the old one."""
    old, new = pair

    assert verify_redline(redline(old, new), word(old), word(new)) == ()


@given(pair=pairs())
@settings(max_examples=15, deadline=None)
def test_any_two_documents_are_printed_over_each_other(pair: tuple[Document, Document]) -> None:
    """The press sets whatever came, went and moved, and tells of every heading, note and figure of both."""
    assume(all(has_own_labels(document) for document in pair))
    laid = with_notes_marked(overlay(*pair))
    pdf, pages = print_pdf(laid, style(), {}, is_draft=False, timestamp=0, has_changes=True)

    assert verify_pdf(pdf, laid, pages) == ()


def has_own_labels(document: Document) -> bool:
    """Whether no two blocks bear the same label, as in whatever was read without an error."""
    labels = [node.label for node in walk(document.body) if isinstance(node, Heading | Table | Sidebar) and node.label]
    return len(labels) == len(set(labels))
