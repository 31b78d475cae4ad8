"""New text in the bytes of the file it came from: its byte-order mark, and the kind of ends that its lines had."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from difflib import SequenceMatcher

LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|$)")


def encoded(old: bytes, text: str) -> bytes:
    """Return a text as bytes; lines that are as they were keep their ends, others end as most lines do."""
    before = old.decode("utf-8-sig")
    found = [(match[1], match[2]) for match in LINE.finditer(before)]
    ends = Counter(end for _, end in found if end)
    most = ends.most_common(1)[0][0] if ends else "\n"
    if len(ends) > 1:
        text = _with_ends(found, text, most)
    elif most != "\n":
        text = text.replace("\n", most)
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def _with_ends(found: list[tuple[str, str]], text: str, most: str) -> str:
    lines = text.split("\n")
    ends = [most] * (len(lines) - 1)
    matcher = SequenceMatcher(None, [line for line, _ in found], lines, autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            if block.b + offset < len(ends):
                ends[block.b + offset] = found[block.a + offset][1] or most
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
