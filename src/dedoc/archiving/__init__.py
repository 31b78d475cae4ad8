"""Editions for archives: bags that hold all that a report was made from, are verified, and build it again."""

from __future__ import annotations

from dedoc.archiving.comparing import Difference, compare_bags
from dedoc.archiving.judging import verify_bag
from dedoc.archiving.making import Archived, archive
from dedoc.archiving.rebuilding import Rebuilt, rebuild
from dedoc.archiving.signatures import Signature, check_signatures
from dedoc.archiving.signing import sign_bag

__all__ = [
    "Archived",
    "Difference",
    "Rebuilt",
    "Signature",
    "archive",
    "check_signatures",
    "compare_bags",
    "rebuild",
    "sign_bag",
    "verify_bag",
]
