"""Where the words stand that numbers stand beside."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from dedoc.translate.numbers.language import characters, resolve

FILE = Path(__file__).resolve().parent / "concepts.yaml"

TOP = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|\\.|[^|()\[\\])+")
"""One alternative of a pattern, with the groups in it."""

Span = tuple[int, int]

LONGEST = 4000
"""Characters of a text in which words are sought."""


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of all concepts in a language, each in the group of its number."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: list[dict[str, str]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 safe ones
    base, table = characters(name)
    found = [(count, row[base].translate(table)) for count, row in enumerate(rows) if base in row]
    is_spaced = bool(found) and found[0][1].isascii()
    groups = _bucketed(found) or "(?!)"
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE) if is_spaced else re.compile(groups)


def _bucketed(found: list[tuple[int, str]]) -> str:
    """Return the alternation of all words in the order given, those of one first letter behind one look at it."""
    buckets: dict[str, list[str]] = {}
    for count, words in found:
        for number, word in enumerate(TOP.findall(words)):
            is_plain = word[0].isalnum() and word[1:2] not in {"?", "*", "{"}
            buckets.setdefault(word[0].lower() if is_plain else "", []).append(f"(?P<c{count}_{number}>{word})")
    return "|".join(
        rf"(?={first})(?:{'|'.join(groups)})" if first else "|".join(groups) for first, groups in buckets.items()
    )


def places_of(texts: tuple[str, str], names: tuple[str, str]) -> list[tuple[Span, Span]]:
    """Return the places in both texts of each concept that stands once in either."""
    sides = [_single(text[:LONGEST], resolve(name)) for text, name in zip(texts, names, strict=True)]
    return [(place, sides[1][name]) for name, place in sides[0].items() if name in sides[1]]


def _single(text: str, name: str) -> dict[str, Span]:
    found: dict[str, Span] = {}
    doubled = set()
    for match in pattern(name).finditer(text):
        group = (match.lastgroup or "").partition("_")[0]
        if group in found:
            doubled.add(group)
        found[group] = match.span()
    return {group: span for group, span in found.items() if group not in doubled}
