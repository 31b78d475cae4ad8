"""The validators of the delivered files: programs and packages of others, run and read in one way."""

from __future__ import annotations

from importlib.util import find_spec
from shutil import which


def missing(*needs: str) -> str:
    """Return which programs or Python packages are not there, as a reason to skip a test, or ``""`` if all are."""
    absent = [name for name in needs if which(name) is None and not _is_package(name)]
    verb = "is" if len(absent) == 1 else "are"
    return f"{', '.join(absent)} {verb} not installed" if absent else ""


def _is_package(name: str) -> bool:
    """Return whether ``import name`` finds a real package, not merely a folder of that name."""
    spec = find_spec(name)
    return spec is not None and spec.origin is not None
