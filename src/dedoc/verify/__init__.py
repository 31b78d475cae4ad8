"""Checks on the document before it prints and on the outputs after: problems are returned, never raised."""

from __future__ import annotations

from dedoc.verify.characters import check_characters
from dedoc.verify.drawn import check_pictures
from dedoc.verify.fonts import verify_fonts
from dedoc.verify.layout import Layout, layout_of, verify_layout
from dedoc.verify.missing import list_missing
from dedoc.verify.pdf import verify_pdf
from dedoc.verify.standards import verify_standards
from dedoc.verify.word import verify_word
from dedoc.verify.word.redline import verify_redline

__all__ = [
    "Layout",
    "check_characters",
    "check_pictures",
    "layout_of",
    "list_missing",
    "verify_fonts",
    "verify_layout",
    "verify_pdf",
    "verify_redline",
    "verify_standards",
    "verify_word",
]
