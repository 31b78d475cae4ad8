"""Measures dedoc against what else does its job; ``docs/measurements.md`` is what it wrote last."""
