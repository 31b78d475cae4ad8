"""What changed between two documents."""

from dedoc.changes.align import Pair, Unit, align
from dedoc.changes.entries import Chapter, Entry, Kind, chapters
from dedoc.changes.overlay import overlay

__all__ = ["Chapter", "Entry", "Kind", "Pair", "Unit", "align", "chapters", "overlay"]
