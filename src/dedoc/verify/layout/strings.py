"""Strings as PDF writes them (ISO 32000-1, 7.3.4), and the characters that codes stand for (9.10.3)."""

from __future__ import annotations

import re

ESCAPED = re.compile(rb"\\(?:\r\n|[0-7]{1,3}|[\s\S])")
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
UNSPACED = re.compile(rb"[^0-9A-Fa-f]")

SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange)\b([\s\S]*?)end\1")
OPERAND = re.compile(rb"<([^>]*)>|(\d+)|(\[)|(\])")
LARGEST_RANGE = 0x10000
"""A range of codes that is longer was not meant."""


def literal_bytes(token: bytes) -> bytes:
    """Return the bytes of a string written between parentheses."""
    inner = token[1:-1]
    return ESCAPED.sub(_unescaped, inner) if b"\\" in inner else inner


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[0][1:]
    return bytes([int(code, 8) & 0xFF]) if code[:1].isdigit() and code[:1] < b"8" else NAMED.get(code, code)


def hex_bytes(token: bytes) -> bytes:
    """Return the bytes of a string written between angle brackets; an odd last digit has a 0 after it."""
    digits = token[1:-1]
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        digits = UNSPACED.sub(b"", digits)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def text_of(data: bytes) -> str:
    """Return a text string (7.9.2.2): UTF-16 or UTF-8 with a mark in front, else Latin characters."""
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


Codes = dict[int, str | int]


def read_cmap(data: bytes) -> tuple[Codes, tuple[int, ...]]:
    """Return what codes stand for by a CMap, characters or the numbers of glyphs, and how many bytes codes have."""
    codes: Codes = {}
    lengths: set[int] = set()
    for kind, body in SECTION.findall(data):
        operands = [_operand(*found) for found in OPERAND.findall(body)]
        if kind == b"codespacerange":
            lengths |= {len(operand) for operand in operands if isinstance(operand, bytes)}
        elif kind.endswith(b"char"):
            for code, value in zip(operands[::2], operands[1::2], strict=False):
                codes[_number(code)] = _value(value)
        else:
            _read_ranges(operands, codes)
    return codes, tuple(sorted(lengths))


def _operand(string: bytes, number: bytes, opening: bytes, closing: bytes) -> bytes | int | str:
    if number:
        return int(number)
    return (opening or closing).decode("ascii") or hex_bytes(b"<" + string + b">")


def _read_ranges(operands: list[bytes | int | str], codes: Codes) -> None:
    waiting = iter(operands)
    for first in waiting:
        start, end, value = _number(first), _number(next(waiting, 0)), next(waiting, 0)
        if value == "[":
            for code, each in enumerate(iter(lambda: next(waiting, "]"), "]"), start):
                codes[code] = _value(each)
        elif 0 <= end - start < LARGEST_RANGE:
            for step in range(end - start + 1):
                codes[start + step] = _following(value, step)


def _following(value: bytes | int | str, step: int) -> str | int:
    """Return what a code stands for that stands so many steps behind the first of its range."""
    if isinstance(value, bytes) and value:
        last = int.from_bytes(value[-2:], "big") + step
        return _value(value[:-2] + (last & 0xFFFF).to_bytes(min(2, len(value)), "big"))
    return value + step if isinstance(value, int) else ""


def _number(value: bytes | int | str) -> int:
    return int.from_bytes(value, "big") if isinstance(value, bytes) else int(value) if isinstance(value, int) else 0


def _value(value: bytes | int | str) -> str | int:
    if isinstance(value, bytes):
        return value.decode("utf-16-be" if len(value) > 1 else "latin-1", "replace")
    return value
