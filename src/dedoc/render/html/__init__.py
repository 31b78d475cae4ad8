"""The report as semantic HTML: what the CSS engine prints, and what browsers and readers of EPUB can show."""

from __future__ import annotations

from dedoc.render.html.blocks import Anchors
from dedoc.render.html.report import Html, html_report

__all__ = ["Anchors", "Html", "html_report"]
