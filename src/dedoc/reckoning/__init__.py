"""What follows from facts: their values at other times, their formulas, and what rounding leaves open."""

from __future__ import annotations

from dedoc.reckoning.derivation import compute, derive
from dedoc.reckoning.history import timeline, value_at
from dedoc.reckoning.order import made_of
from dedoc.reckoning.refusal import Refused, Unknown
from dedoc.reckoning.rounding import bounds, fits, rounded

__all__ = ["Refused", "Unknown", "bounds", "compute", "derive", "fits", "made_of", "rounded", "timeline", "value_at"]
