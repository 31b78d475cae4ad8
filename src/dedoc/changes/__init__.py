"""What changed between two documents."""

from dedoc.changes.align import Pair, Unit, align

__all__ = ["Pair", "Unit", "align"]
