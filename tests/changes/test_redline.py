"""The Word file with tracked changes: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from hypothesis import given, settings

from changes.documents import pairs
from changes.words import redline, word
from dedoc.model import Document
from dedoc.verify import verify_redline


@given(pair=pairs())
@settings(max_examples=15, deadline=None)
def test_any_two_documents_come_out_of_it_again(pair: tuple[Document, Document]) -> None:
    """Accepting all changes gives the Word file of the new document, rejecting all that of the old one."""
    old, new = pair

    assert verify_redline(redline(old, new), word(old), word(new)) == ()
