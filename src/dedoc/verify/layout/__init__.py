"""The layout of PDFs, measured on their pages and held against the rules of Chinese typesetting (CLREQ, GB/T 15834)."""

from __future__ import annotations

from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.problems import layout_of, verify_layout

__all__ = ["Layout", "layout_of", "verify_layout"]
