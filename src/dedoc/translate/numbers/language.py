"""How each language writes numbers: its YAML file, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dedoc.translate.numbers.quantity import Kind

FOLDER = Path(__file__).resolve().parent / "languages"

KINDS = {"permille": Kind.PERCENT, "tenths": Kind.PERCENT, "basis": Kind.POINTS}
"""Suffixes that are another kind in another measure."""

MEASURES = {"permille": Decimal("0.1"), "tenths": Decimal(10), "basis": Decimal("0.01")}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a fixed phrase stands for."""

    values: tuple[Decimal, ...]
    kind: Kind
    code: str
    required: bool


@dataclass(frozen=True, slots=True)
class Spelled:
    """The words of spelled-out numbers: ``digits`` add up, ``places`` and ``myriads`` multiply."""

    digits: Mapping[str, Decimal]
    places: Mapping[str, Decimal]
    myriads: Mapping[str, Decimal]
    token: re.Pattern[str]
    pattern: str
    point: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language's ways with numbers, as patterns over folded text.

    ``master`` finds the next thing to read, its outer group says which; the others are tried right behind (``match``)
    or before a number.
    """

    name: str
    master: re.Pattern[str]
    decimal: str
    spelled: Spelled
    is_spelled_required: bool
    scale: re.Pattern[str]
    scale_words: Mapping[str, Decimal]
    scale_word: re.Pattern[str]
    abbreviation: re.Pattern[str]
    abbreviations: Mapping[str, Decimal]
    ambiguous: frozenset[str]
    currency: re.Pattern[str]
    more: re.Pattern[str]
    more_after: re.Pattern[str]
    approximator: re.Pattern[str]
    suffix: re.Pattern[str]
    ordinal_before: re.Pattern[str]
    counted_before: re.Pattern[str]
    counted_after: re.Pattern[str]
    each_before: re.Pattern[str]
    each_after: re.Pattern[str]
    growth_before: re.Pattern[str]
    growth_after: re.Pattern[str]
    half_after: re.Pattern[str]
    counter: re.Pattern[str]
    phrases: Mapping[str, Phrase]
    fraction_words: Mapping[str, Decimal]
    months: Mapping[str, int]
    ordinals: Mapping[str, int]
    relative: re.Pattern[str]
    origin: re.Pattern[str]
    origin_reset: re.Pattern[str]
    origin_after: re.Pattern[str]
    origin_unless: re.Pattern[str]
    multiple_before: re.Pattern[str]
    label_before: re.Pattern[str]
    hole: re.Pattern[str]
    whole: re.Pattern[str]
    broken: re.Pattern[str]
    others_before: re.Pattern[str]
    others_after: re.Pattern[str]
    clause: re.Pattern[str]
    range: re.Pattern[str]
    list: re.Pattern[str]
    unit: re.Pattern[str]
    units: Mapping[str, tuple[str, Decimal]]
    before_noun: int


NEVER = r"(?!)"
CODES = (
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,16}(?:[-/.&][A-Za-z]{1,16}){0,3}[-.]?\d{1,12}(?:\.\d{1,9}){0,3}[A-Za-z0-9]{0,16}(?:\.[0-9]{1,9})?(?:[-+][A-Z0-9]+(?![A-Za-z0-9]))?"
    r"|\d{1,4}(?:[A-Za-z][A-Za-z0-9]*)(?:[-+][A-Z]+(?![A-Za-z0-9]))?|\d\+[XNxn])(?![A-Za-z0-9])"
)
"""Tokens in which letters and digits are one."""


FIRST = (
    (
        "skip",
        r"\[\^[^\]\s]{1,80}\]|\{[^{}\s]{1,80}\}(?:`[^`]{0,80}`)?|https?://[^\s，。；）)]+|<[^<>]{1,80}>|[①-⑳㉑-㊿]",
    ),
    (
        "iso",
        r"(?<![\d.])(?P<iso_year>[12]\d{3})[-/.](?P<iso_month>0?[1-9]|1[0-2])[-/.](?P<iso_day>0?[1-9]|[12]\d|3[01])(?![\d])",
    ),
)
"""What is no number, and dates of ISO 8601."""


@cache
def languages() -> tuple[str, ...]:
    """Return the names of the languages that numbers can be read in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def resolve(name: str) -> str:
    """Return the known language nearest to ``name`` (BCP 47): zh-TW is zh-Hant, en-GB is en.

    Raises LookupError for a language that has no file.
    """
    known = languages()
    aliases = {
        "zh": "zh-CN",
        "zh-hans": "zh-CN",
        "zh-sg": "zh-CN",
        "zh-tw": "zh-Hant",
        "zh-hk": "zh-Hant",
        "zh-mo": "zh-Hant",
    }
    lowered = {item.lower(): item for item in known} | aliases
    parts = name.replace("_", "-").lower().split("-")
    for count in range(len(parts), 0, -1):
        found = lowered.get("-".join(parts[:count]))
        if found:
            return found
    raise LookupError(f"no numbers are known of the language {name!r}, only of {', '.join(known)}")


@cache
def language(name: str) -> Language:
    """Return the language of a name, read once. Raises LookupError for one that has no file."""
    found = resolve(name)
    if found != name:
        return language(found)
    return compiled(found, _record(found))


def _record(name: str) -> dict[str, Any]:
    """Return the record of a language; one that is ``like`` another has its keys, in its own characters."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    record: dict[str, Any] = yaml.load(_text(name), Loader=loader)  # noqa: S506 both loaders are safe ones
    if "like" not in record:
        return record
    written = _text(record["like"]).translate(_table(record))
    base: dict[str, Any] = yaml.load(written, Loader=loader)  # noqa: S506 both loaders are safe ones
    return base | record


def _table(record: Mapping[str, Any]) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in record.get("characters", "").split()}


@cache
def characters(name: str) -> tuple[str, dict[int, str]]:
    """Return the language that one is written like (itself, if none), and its characters for that one's."""
    record = _record(resolve(name))
    return record.get("like", resolve(name)), _table(record)


def _text(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def compiled(name: str, record: Mapping[str, Any]) -> Language:
    """Return the language that a record of YAML describes."""
    spelled = _spelled(record["spelled"])
    scale_words = _decimals(record["scale_words"])
    abbreviations = _decimals(record.get("abbreviations", {}))
    phrases: dict[str, Phrase] = {}
    months, ordinals = record.get("months", {}), record.get("ordinals", {})
    units: dict[str, tuple[str, Decimal]] = {}
    return Language(
        name=name,
        master=_master(record, spelled, phrases),
        decimal=record["decimal"],
        spelled=spelled,
        is_spelled_required=record["spelled"].get("required", True),
        scale=re.compile(rf"(?:[ \u00a0]|-(?=[A-Za-z]))?(?:{record['scale']})"),
        scale_words=scale_words,
        scale_word=re.compile(_any(scale_words)),
        abbreviation=re.compile(rf" ?(?:{_any(abbreviations)})(?![A-Za-z0-9])"),
        abbreviations=abbreviations,
        ambiguous=frozenset(record.get("ambiguous_abbreviations", ())),
        currency=re.compile(rf"(?:{record.get('currency', NEVER)}) ?$"),
        more=re.compile(rf" ?(?:{record['more']})" if record["more"] else NEVER),
        more_after=re.compile(rf" ?(?:{record['more_after']})"),
        **_surroundings(record),
        phrases=phrases,
        fraction_words=_decimals(record.get("fraction_words", {})),
        months={key: int(value) for key, value in months.items()},
        ordinals={key: int(value) for key, value in ordinals.items()},
        relative=re.compile(record["relative"] or NEVER),
        origin=re.compile(record["origin"] or NEVER),
        origin_reset=re.compile(record["origin_reset"] or NEVER),
        origin_after=re.compile(rf".{{0,4}}?(?:{record.get('origin_after') or NEVER})"),
        range=re.compile(record["range"]),
        list=re.compile(record["list"]),
        unit=_units(record.get("units", ()), units),
        units=units,
        before_noun=record.get("before_noun", 0),
    )


def _surroundings(record: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of what stands before and after numbers."""
    return {
        "approximator": re.compile(rf"(?:{record['approximators']})[^\d，。,;；]{{0,8}}$", re.IGNORECASE),
        "suffix": _suffix(record["suffixes"]),
        "ordinal_before": re.compile(rf"(?:{record['ordinal_before'] or NEVER})\s?$"),
        "counted_before": re.compile(record.get("counted_before") or NEVER),
        "counted_after": re.compile(record.get("counted_after") or record["spelled"]["counters"]),
        "each_before": re.compile(rf"(?:{record.get('each_before') or NEVER}) ?$", re.IGNORECASE),
        "each_after": re.compile(record.get("each_after") or NEVER),
        "growth_before": re.compile(_growth(record)),
        "growth_after": re.compile(rf"\s?(?:{record['growth_after'] or NEVER})"),
        "half_after": re.compile(record["half_after"] or NEVER),
        "counter": re.compile(record["spelled"]["counters"]),
        "origin_unless": re.compile(record.get("origin_unless") or NEVER),
        "multiple_before": re.compile(rf"(?:{record.get('multiple_before') or NEVER}) ?$"),
        "label_before": re.compile(rf"(?:{record.get('label_before') or NEVER}) ?$"),
        "broken": re.compile(record.get("broken") or NEVER),
        "whole": re.compile(record.get("whole") or NEVER),
        "hole": re.compile(record.get("hole") or NEVER),
        "others_before": re.compile(rf"(?:{record.get('others_before') or NEVER})$"),
        "others_after": re.compile(record.get("others_after") or NEVER),
        "clause": re.compile(record["clause"]),
    }


def _decimals(words: Mapping[str, float]) -> dict[str, Decimal]:
    return {str(word): Decimal(str(value)).normalize() for word, value in words.items()}


def _any(words: Mapping[str, object]) -> str:
    """Return the alternation of words, the longest first, that never matches where there is none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or NEVER


def _spelled(record: Mapping[str, Any]) -> Spelled:
    digits, places, myriads = (_decimals(record[key]) for key in ("digits", "places", "myriads"))
    token = rf"(?:{_any({**digits, **places, **myriads})})"
    if "article" in record:
        plural = rf"(?i:{token})s?"
        pattern = (
            rf"\b(?:(?:{record['article']})(?=(?i:{_any({**places, **myriads})})\b))?"
            rf"{plural}(?:(?:-| and | | point ){plural}){{0,16}}(?:\b|(?=fold\b))"
        )
    elif record.get("pattern"):
        pattern = record["pattern"].replace("{token}", token)
    else:
        ones = _any(digits)
        pattern = rf"{token}{{1,24}}(?:{record['point']}(?:{ones}){{1,8}})?"
    pieces = rf"{_any({**digits, **places, **myriads})}|{record['point']}"
    return Spelled(digits, places, myriads, re.compile(pieces, re.IGNORECASE), pattern, record["point"])


def _growth(record: Mapping[str, Any]) -> str:
    words = record["growth_before"] or NEVER
    approximators = record["approximators"]
    return rf"(?:{words})(?:了|\s)?(?:{approximators})?\s?$"


def _suffix(record: Mapping[str, str]) -> re.Pattern[str]:
    order = (
        "points",
        "basis",
        "permille",
        "percent",
        "growth",
        "multiple",
        "tenths",
        "decade",
        "century",
        "period",
        "year",
        "month",
        "day",
        "ordinal",
    )
    groups = [f"(?P<{key}>{record[key]})" for key in order if record.get(key)]
    return re.compile(rf"[ \u00a0]?(?:{'|'.join(groups)})")


def _units(records: list[dict[str, Any]], units: dict[str, tuple[str, Decimal]]) -> re.Pattern[str]:
    """Return the pattern of all units, and fill in what each of its groups is."""
    for count, unit in enumerate(records):
        units[f"u{count}"] = (unit["unit"], Decimal(str(unit["factor"])))
    groups = "|".join(f"(?P<u{count}>{unit['pattern']})" for count, unit in enumerate(records))
    return re.compile(rf"[ \u00a0]?(?:{groups})" if groups else NEVER)


def _phrase(record: Mapping[str, Any]) -> Phrase:
    value = record.get("value", ())
    values = tuple(
        Decimal(str(item)).normalize()
        for item in (value if isinstance(value, list) else [value] if value != () else [])
    )
    return Phrase(values, Kind(record.get("kind", "plain")), record.get("code", ""), record.get("required", False))


def _master(record: Mapping[str, Any], spelled: Spelled, phrases: dict[str, Phrase]) -> re.Pattern[str]:
    """Return the pattern of all that may be a number, and fill in what its phrases stand for."""
    decimal = re.escape(record["decimal"])
    group = "[.\u00a0]" if record["decimal"] == "," else "[,\u00a0']"
    digits = (
        rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{decimal}\d+)?|\d{{1,3}}(?: \d{{3}}){{2,}}(?!\d)|\d+(?:{decimal}\d+)?"
    )
    ordinals = _any(record.get("ordinals", {}))
    tens = "|".join(word for word, value in spelled.digits.items() if value >= 20) or NEVER
    parts = [*FIRST, ("roman_label", record.get("roman") or NEVER)]
    for key in ("names", "words"):
        for item in record.get(key, ()):
            name = f"phrase{len(phrases)}"
            phrases[name] = _phrase(item)
            pattern = re.sub(r"\(\?P<(spelled2?)>", rf"(?P<\1_{name}>", item["pattern"])
            parts.append((name, pattern))
    scale_words = _decimals(record["scale_words"])
    number = rf"(?:(?:{digits})(?: ?(?:{_any(scale_words)}))?|{spelled.pattern})"
    for count, pattern in enumerate(record.get("fractions", ())):
        named = pattern.replace("{num}", number).replace("P<num>", f"P<num{count}>").replace("P<den>", f"P<den{count}>")
        parts.append((f"fraction{count}", named))
    parts += [
        ("slash", r"(?<![\d/])(?P<slash_num>\d{1,3})/(?P<slash_den>\d{1,4})(?![\d/])"),
        ("vague", record["vague"] or NEVER),
        ("ignore", "|".join(record.get("ignore", ())) or NEVER),
        ("code", CODES),
        ("digits", digits),
        ("ordinal_word", rf"\b(?i:(?:(?:{tens})-)?(?:{ordinals}))\b" if record.get("ordinals") else NEVER),
        (
            "month_name",
            rf"(?<![^\W\d_])(?:{_any(record.get('months', {}))})(?![^\W\d_])" if record.get("months") else NEVER,
        ),
        ("spelled", spelled.pattern),
    ]
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts))
