"""Editions for archives: bags that hold all that a report was made from, are verified, and build it again."""

from __future__ import annotations

from dedoc.archiving.comparing import Difference, compare_bags
from dedoc.archiving.judging import verify_bag
from dedoc.archiving.making import Archived, archive
from dedoc.archiving.rebuilding import Rebuilt, rebuild

__all__ = ["Archived", "Difference", "Rebuilt", "archive", "compare_bags", "rebuild", "verify_bag"]
