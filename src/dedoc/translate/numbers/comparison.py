"""The disagreements between the numbers of a source and those of its translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dedoc.translate.numbers.folding import fold
from dedoc.translate.numbers.language import Language, language
from dedoc.translate.numbers.matching import Likeness, Matching, matched
from dedoc.translate.numbers.order import swaps
from dedoc.translate.numbers.quantity import Kind, Quantity
from dedoc.translate.numbers.reading import read


class Code(StrEnum):
    """What is wrong with a number; the last five are advice, for they may be meant."""

    MISSING = "missing"
    ADDED = "added"
    VALUE = "value"
    MAGNITUDE = "magnitude"
    UNIT = "unit"
    TOKEN = "token"  # noqa: S105 a token of letters and digits, not a secret
    SWAPPED = "swapped"
    ORDER = "order"
    ROUNDED = "rounded"
    MULTIPLE = "multiple"
    REPEATED = "repeated"
    COMPUTED = "computed"


ADVICE = frozenset({Code.ORDER, Code.ROUNDED, Code.MULTIPLE, Code.REPEATED, Code.COMPUTED})


HUNDRED = 100

NAMED = 5
"""Members of a group that may be named before the others are counted."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What one of the texts says otherwise: the words on both sides (empty: nothing there) and where they stand.

    Spans are (start, end) in characters of the text as given; None where that side has nothing.
    """

    code: Code
    source: str
    target: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None

    @property
    def is_advice(self) -> bool:
        """Whether a good translation may read like this."""
        return self.code in ADVICE


def compare(source: str, target: str, source_language: str, target_language: str) -> tuple[Disagreement, ...]:
    """Return the disagreements between the numbers of two texts, in the order of the source, then of the target.

    Languages are BCP 47 names; raises LookupError for one whose numbers are not known.
    """
    first, second = language(source_language), language(target_language)
    matching = matched(read(source, first), read(target, second))
    found = [*_unlike(matching), *_tokens(matching), *_left(matching, source, target, (first, second))]
    found += [
        _between(Code.SWAPPED if is_sure else Code.ORDER, matching.source[one], matching.target[other])
        for one, other, is_sure in swaps(matching, (source, target), (source_language, target_language))
    ]
    found += _broken((source, target), (first, second)) if not any(item.code is Code.SWAPPED for item in found) else ()
    return tuple(sorted(found, key=_place))


def _broken(texts: tuple[str, str], sides: tuple[Language, Language]) -> Iterator[Disagreement]:
    """Yield what is no date and no ordinal of the target's language (December 2023, 31; 133th)."""
    folded = [fold(text) for text in texts]
    written = sides[1].broken.search(folded[1])
    if written and not sides[0].broken.search(folded[0]):
        yield Disagreement(Code.SWAPPED, "", texts[1][written.start() : written.end()], None, written.span())


def _place(item: Disagreement) -> tuple[bool, tuple[int, int], tuple[int, int]]:
    return item.source_span is None, item.source_span or (0, 0), item.target_span or (0, 0)


def _between(code: Code, source: Quantity | None, target: Quantity | None) -> Disagreement:
    return Disagreement(
        code,
        source.text if source else "",
        target.text if target else "",
        (source.start, source.end) if source else None,
        (target.start, target.end) if target else None,
    )


def _unlike(matching: Matching) -> Iterator[Disagreement]:
    codes = {Likeness.UNIT: Code.UNIT, Likeness.MULTIPLE: Code.MULTIPLE, Likeness.ROUNDED: Code.ROUNDED}
    for (source, target), likeness in matching.pairs.items():
        if likeness in codes:
            yield _between(codes[likeness], matching.source[source], matching.target[target])


def token_of(number: Quantity) -> str:
    """Return a code as it is compared: capitals, without hyphens and spaces."""
    folded = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in number.text)
    return "".join(sign for sign in folded.upper() if sign not in "-–‐‑/ \u00a0")


def _tokens(matching: Matching) -> Iterator[Disagreement]:
    """Yield the codes that one side has alone, one of each side together where they differ in digits only."""
    sides = [_codes(numbers) for numbers in (matching.source, matching.target)]
    lost = {name: number for name, number in sides[0].items() if name not in sides[1] and number.required}
    new = {name: number for name, number in sides[1].items() if name not in sides[0] and number.required}
    by_letters = {_letters(name): name for name in new}
    for name, number in lost.items():
        other = by_letters.pop(_letters(name), None)
        if other is None and _absorbed(matching, matching.left_target, number):
            continue
        yield _between(Code.TOKEN, number, new.pop(other) if other else None)
    for number in new.values():
        if not _absorbed(matching, matching.left_source, number):
            yield _between(Code.TOKEN, None, number)


def _codes(numbers: Sequence[Quantity]) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}
    for number in numbers:
        if number.kind is Kind.CODE:
            found.setdefault(token_of(number), number)
    return found


def _letters(name: str) -> str:
    return "".join(sign for sign in name if not (sign.isdigit() or sign == "."))


def _digits(text: str) -> Decimal | None:
    bare = "".join(sign if sign.isdigit() or sign == "." else " " for sign in text).split()
    try:
        return Decimal(bare[-1].strip(".")) if bare else None
    except ArithmeticError:
        return None


def _absorbed(matching: Matching, left: dict[int, None], code: Quantity) -> bool:
    """Tell whether the other side has the number of a code by itself (Web3.0, Web 3.0), and take it."""
    numbers = matching.target if left is matching.left_target else matching.source
    value = _digits(token_of(code))
    for index in list(left):
        if value in numbers[index].readings:
            del left[index]
            return True
    return False


def _left(matching: Matching, source: str, target: str, sides: tuple[Language, Language]) -> Iterator[Disagreement]:
    """Yield what has no like on the other side; two that look alike in one disagreement."""
    lost = [matching.source[index] for index in sorted(matching.left_source)]
    new = [matching.target[index] for index in sorted(matching.left_target)]
    joined = tuple(zip(*matching.pairs, strict=True)) or ((), ())
    known = (
        {_key(matching.source[index]) for index in joined[0]},
        {_key(matching.target[index]) for index in joined[1]},
    )
    lost = _wanted(lost, (source, target), sides)
    repeated = [number for number in lost if number.required and _key(number) in known[1]]
    doubled = [number for number in new if number.required and _key(number) in known[0]]
    yield from (_between(Code.REPEATED, number, None) for number in repeated if _is_telling(number))
    yield from (_between(Code.REPEATED, None, number) for number in doubled if _is_telling(number))
    lost = [number for number in lost if number not in repeated]
    new = [
        number
        for number in new
        if number not in doubled and not _is_relative(number, matching, (source, target), sides)
    ]
    for number in list(lost):
        if number.kind is Kind.PERCENT and number.value == HUNDRED and sides[1].whole.search(target):
            lost.remove(number)
            yield _between(Code.COMPUTED, number, None)
    yield from _computed(lost, new, (source, target), sides)
    yield from _paired(lost, new)


def _wanted(lost: list[Quantity], texts: tuple[str, str], sides: tuple[Language, Language]) -> list[Quantity]:
    """Return the numbers without their like; all are required where the target has a sign that lacks its number."""
    if sides[0].hole.search(texts[0]) or not sides[1].hole.search(texts[1]):
        return lost
    return [replace(number, required=number.kind is not Kind.CODE) for number in lost]


def _computed(
    lost: list[Quantity], new: list[Quantity], texts: tuple[str, str], sides: tuple[Language, Language]
) -> Iterator[Disagreement]:
    """Yield sums, and take them: sixteen departments of which some are named may be “and 15 others”."""
    for number in list(lost):
        for other in new:
            gap = number.value - other.value
            less, side = (other, 1) if gap > 0 else (number, 0)
            if not 0 < abs(gap) <= NAMED or less.kind is not Kind.PLAIN or not _is_rest(less, texts[side], sides[side]):
                continue
            lost.remove(number)
            new.remove(other)
            yield _between(Code.COMPUTED, number, other)
            break


def _is_rest(number: Quantity, text: str, language: Language) -> bool:
    """Tell whether a number is said to count what others are left."""
    return bool(
        language.others_after.match(text, number.end)
        or language.others_before.search(text[max(0, number.start - 8) : number.start])
    )


def _key(number: Quantity) -> tuple[Decimal, str]:
    groups = {Kind.PERCENT: "share", Kind.FRACTION: "share", Kind.MONTH: "month", Kind.DAY: "day"}
    return number.value, groups.get(number.kind, "")


def _is_telling(number: Quantity) -> bool:
    """Tell whether a number said once instead of twice is worth a word: not years and small counts."""
    return (
        number.kind not in {Kind.YEAR, Kind.MONTH, Kind.DECADE, Kind.PERIOD, Kind.ORDINAL}
        and number.value >= 10
        and not number.is_base
    )


def _is_relative(
    number: Quantity, matching: Matching, texts: tuple[str, str], sides: tuple[Language, Language]
) -> bool:
    """Tell whether a year in the target spells out “last year” of the source."""
    if number.kind is not Kind.YEAR or not sides[0].relative.search(texts[0]):
        return False
    years = {other.value for other in matching.source if other.kind is Kind.YEAR}
    return not years or bool(years & {number.value - 1, number.value, number.value + 1})


def _paired(lost: list[Quantity], new: list[Quantity]) -> Iterator[Disagreement]:
    """Yield what is left: first the same digits in another magnitude, then what is of one kind, in reading order."""
    for test in (_mantissa, _kind_of):
        buckets: dict[object, list[Quantity]] = defaultdict(list)
        for number in new:
            buckets[test(number)].append(number)
        for number in list(lost):
            others = buckets.get(test(number))
            other = next((item for item in others or () if _may_pair(number, item)), None)
            if other is None or others is None:
                continue
            others.remove(other)
            lost.remove(number)
            new.remove(other)
            same_digits = _mantissa(number) == _mantissa(other)
            yield _between(Code.MAGNITUDE if same_digits and number.value else Code.VALUE, number, other)
    yield from (_between(Code.MISSING, number, None) for number in lost if number.required)
    yield from (_between(Code.ADDED, None, number) for number in new if number.required)


def _may_pair(first: Quantity, second: Quantity) -> bool:
    if first.required or second.required:
        return (first.required and second.required) or first.counted or second.counted
    vague = first.kind is second.kind is Kind.VAGUE
    return vague or (first.counted and second.counted)


def _mantissa(number: Quantity) -> object:
    return number.value.normalize().as_tuple().digits, number.kind is Kind.VAGUE


def _kind_of(number: Quantity) -> object:
    groups = {
        Kind.PERCENT: 1,
        Kind.POINTS: 1,
        Kind.MULTIPLE: 2,
        Kind.GROWTH: 2,
        Kind.FRACTION: 2,
        Kind.YEAR: 3,
        Kind.VAGUE: 4,
        Kind.MONTH: 5,
    }
    return groups.get(number.kind, 0)
