"""The number check: which numbers of a translation differ from those of its source."""

from __future__ import annotations

from dedoc.translate.numbers.comparison import Code, Disagreement, compare
from dedoc.translate.numbers.language import languages

__all__ = ["Code", "Disagreement", "compare", "languages"]
