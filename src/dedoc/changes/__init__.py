"""What changed between two documents: aligned, laid over each other, and told."""

from dedoc.changes.align import Pair, Unit, align
from dedoc.changes.comparison import Comparison, compare
from dedoc.changes.entries import Chapter, Entry, Kind, chapters
from dedoc.changes.overlay import overlay
from dedoc.changes.page import changes_data, changes_html
from dedoc.changes.tell import summary, tell

__all__ = [
    "Chapter",
    "Comparison",
    "Entry",
    "Kind",
    "Pair",
    "Unit",
    "align",
    "changes_data",
    "changes_html",
    "chapters",
    "compare",
    "overlay",
    "summary",
    "tell",
]
