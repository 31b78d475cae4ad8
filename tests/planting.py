"""Mistakes planted in good translations, mechanically and always the same ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "translate" / "pairs"

NUMBER = re.compile(r"(?<![A-Za-z0-9.,-])\d(?:[\d,]*\d)?(?:\.\d+)?(?![\d]|[A-Za-z]*\d)")
SCALES = [
    ["thousand", "million", "billion", "trillion"],
    ["bn", "tn"],
    ["万亿", "亿", "万"],
    ["兆", "億", "萬"],
    ["兆", "億", "万"],
    ["만", "억", "조"],
]
MEASURES = [("%", " percentage points"), (" percentage points", "%"), (" per cent", " percentage points"),
            ("个百分点", "%"),
            ("個百分點", "%"), ("ポイント", "%"), ("%포인트", "%")]  # fmt: skip

Pair = tuple[str, str]


def pairs(name: str, *, held_out: bool | None = None) -> list[Pair]:
    """Return the good pairs of a file: all, or its odd (developed on) or even lines (held out)."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [(line.split("\t")[0], line.split("\t")[1]) for line in lines]
    return rows if held_out is None else rows[int(held_out) :: 2]


def numbers_in(text: str) -> list[re.Match[str]]:
    """Return the numbers in digits that a mistake can be planted in, without codes."""
    return list(NUMBER.finditer(text))


def _put(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def magnitude(text: str, chance: random.Random) -> str | None:
    """Return the text with one scale word for another."""
    for words in SCALES:
        if not _is_of(text, words):
            continue
        pattern = re.compile(rf"(?<=\d)(\s?)({'|'.join(words)})")
        found = list(pattern.finditer(text))
        if found:
            one = chance.choice(found)
            other = chance.choice([word for word in words if word != one[2]])
            return _put(text, one, one[1] + other)
    return None


def _is_of(text: str, words: list[str]) -> bool:
    """Tell whether a text is in the script of scale words: 万 is Chinese and Japanese."""
    is_japanese = bool(re.search(r"[\u3040-\u30ff]", text))
    return not ("亿" in words or "萬" in words) if is_japanese else words != ["兆", "億", "万"]


def shifted(text: str, chance: random.Random) -> str | None:
    """Return the text with one decimal point a place further."""
    found = [item for item in numbers_in(text) if "." in item[0]]
    if not found:
        return None
    one = chance.choice(found)
    whole, rest = one[0].split(".")
    new = f"{whole}{rest[0]}.{rest[1:]}" if len(rest) > 1 else f"{whole}{rest}"
    return _put(text, one, new.lstrip("0") or "0")


def slipped(text: str, chance: random.Random) -> str | None:
    """Return the text with one digit changed."""
    found = numbers_in(text)
    if not found:
        return None
    one = chance.choice(found)
    places = [index for index, sign in enumerate(one[0]) if sign.isdigit()]
    at = chance.choice(places)
    digit = chance.choice([item for item in "123456789" if item != one[0][at]])
    return _put(text, one, one[0][:at] + digit + one[0][at + 1 :])


def lengthened(text: str, chance: random.Random) -> str | None:
    """Return the text with one digit more or less in a number."""
    found = [item for item in numbers_in(text) if len(item[0]) > 1]
    if not found:
        return None
    one = chance.choice(found)
    places = [index for index, sign in enumerate(one[0]) if sign.isdigit()]
    at = chance.choice(places)
    extra = chance.choice("123456789")
    new = one[0][:at] + one[0][at + 1 :] if chance.random() < 0.5 else one[0][:at] + extra + one[0][at:]
    return None if re.search(r"^[.,]|[.,]$|^$", new) else _put(text, one, new)


def dropped(text: str, chance: random.Random) -> str | None:
    """Return the text without one of its numbers."""
    found = numbers_in(text)
    return _put(text, chance.choice(found), "") if found else None


def swapped(text: str, chance: random.Random) -> str | None:
    """Return the text with two of its numbers in each other's place."""
    found = numbers_in(text)
    choices = [(one, two) for at, one in enumerate(found) for two in found[at + 1 :] if one[0] != two[0]]
    if not choices:
        return None
    one, two = chance.choice(choices)
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def remeasured(text: str, chance: random.Random) -> str | None:
    """Return the text with percentage points for per cent, or the other way."""
    found = [(measure, other) for measure, other in MEASURES if re.search(rf"\d{re.escape(measure)}", text)]
    if not found:
        return None
    measure, other = chance.choice(found)
    return re.sub(rf"(?<=\d){re.escape(measure)}", other, text, count=1)


def misdated(text: str, chance: random.Random) -> str | None:
    """Return the text with a year off by one."""
    found = [item for item in numbers_in(text) if re.fullmatch(r"(?:19|20)\d\d", item[0])]
    if not found:
        return None
    one = chance.choice(found)
    return _put(text, one, str(int(one[0]) + chance.choice((-1, 1))))


MISTAKES: dict[str, Callable[[str, random.Random], str | None]] = {
    "magnitude": magnitude,
    "shifted": shifted,
    "slipped": slipped,
    "lengthened": lengthened,
    "dropped": dropped,
    "swapped": swapped,
    "remeasured": remeasured,
    "misdated": misdated,
}


def planted(rows: list[Pair], mistake: str, times: int = 3) -> Iterator[tuple[str, str, str]]:
    """Yield source, good target and the target with a mistake, up to ``times`` different ones a pair."""
    for index, (source, target) in enumerate(rows):
        seen = {target}
        for turn in range(times):
            wrong = MISTAKES[mistake](target, random.Random(f"{mistake} {index} {turn}"))  # noqa: S311 no secret
            if wrong is not None and wrong not in seen:
                seen.add(wrong)
                yield source, target, wrong
