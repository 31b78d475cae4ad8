"""A target: what takes a stranger's bytes, and files to begin from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How a file is built, so that changes leave it readable more often than not."""

    TEXT = "text"
    XML = "xml"
    ZIP = "zip"
    TAR = "tar"


@dataclass(frozen=True, slots=True)
class Target:
    """A reader of strangers' files; ``read`` may raise DedocError and nothing else.

    ``starts`` are files that it reads, or nearly; ``tokens`` are words that mean something to it.
    """

    form: Form
    starts: tuple[bytes, ...]
    read: Callable[[bytes], None]
    tokens: tuple[bytes, ...] = ()

    @property
    def longest(self) -> int:
        """How many bytes a file may grow to: twice the longest that it begins from, and some."""
        return 2 * max(map(len, self.starts)) + 4096
