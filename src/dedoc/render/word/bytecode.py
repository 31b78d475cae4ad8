"""Compiled templates kept where Python keeps compiled modules, by the same rules (PEP 3147)."""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from dedoc.errors import OutputError
from dedoc.outputs import write_outputs


class Bytecode(BytecodeCache):
    """The folders ``__pycache__`` beside templates: what is there counts for one text, one Python and one Jinja."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the file for a template."""
        return cache_from_source(filename or name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if what is kept was made of the same text."""
        head = _head(bucket)
        # Whatever cannot be read is compiled again; it is as safe as what Python keeps beside it.
        with suppress(OSError, EOFError, ValueError, TypeError):
            kept = Path(bucket.key).read_bytes()
            bucket.code = marshal.loads(kept[len(head) :]) if kept.startswith(head) else None  # noqa: S302

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where Python may keep such."""
        path = Path(bucket.key)
        if not sys.dont_write_bytecode and bucket.code is not None:
            with suppress(OutputError):
                write_outputs({path.name: _head(bucket) + marshal.dumps(bucket.code)}, path.parent)


def _head(bucket: Bucket) -> bytes:
    return MAGIC_NUMBER + f"{jinja2.__version__} {bucket.checksum}\n".encode()
