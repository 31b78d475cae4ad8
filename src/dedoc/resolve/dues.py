"""What is still of an earlier edition stops a final build."""

from __future__ import annotations

from dedoc.dues import due_problems
from dedoc.errors import Severity
from dedoc.model import Document
from dedoc.resolve.context import Context


def refuse_due(document: Document, context: Context) -> Document:
    """Return the document; all that is due in it is a problem, unless it is a draft."""
    if not context.is_draft:
        context.report.problems += due_problems(document, Severity.ERROR)
    return document
