"""All numbers of a text, in reading order."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from dedoc.translate.numbers.folding import fold
from dedoc.translate.numbers.language import KINDS, MEASURES, Language
from dedoc.translate.numbers.linking import linked
from dedoc.translate.numbers.quantity import Kind, Quantity
from dedoc.translate.numbers.values import grain_of, of_digits, of_scale, of_words

BEHIND = 28
"""How many characters before a number may speak of it."""

ENUMERATOR = re.compile(
    r"\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[ivxIVX]{1,4}|[a-h])[）)、．]|\s*\d{1,2}\.(?=\s)"
)
"""A mark of a list or heading at the head of a text."""

RATIO = re.compile(r"\d[:：]\d")
CODE_LETTERS = re.compile(r"[A-Z]")
NUMBER_WITH_LETTERS = re.compile(r"(\d+)([A-Za-z].*)")
LETTERS_WITH_NUMBER = re.compile(r"([A-Za-z$]+)(\d.*)")


def read(text: str, language: Language) -> tuple[Quantity, ...]:
    """Return the numbers of ``text``."""
    return linked(Reader(text, language).quantities(), fold(text), language)


class Reader:
    """One walk through a text."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.folded = fold(text)
        self.language = language
        self.head = found.end() if (found := ENUMERATOR.match(self.folded)) else 0

    def quantities(self) -> list[Quantity]:
        """Return the numbers found, those of one date or phrase one by one."""
        found: list[Quantity] = []
        position = 0
        while match := self.language.master.search(self.folded, position):
            quantities = self._read(match)
            found += quantities
            position = max([match.end(), *(item.end for item in quantities)]) if quantities else self._after(match)
        return found

    def _after(self, match: re.Match[str]) -> int:
        """Return where to go on: behind what was skipped, behind the first digit of what is no code."""
        if match.lastgroup == "code":
            digits = re.compile(r"[A-Za-z]*[-/.&]?").match(self.folded, match.start())
            return max(match.start() + 1, digits.end() if digits else 0)
        return max(match.end(), match.start() + 1)

    def _read(self, match: re.Match[str]) -> list[Quantity]:
        group = match.lastgroup or ""
        match group.rstrip("0123456789"):
            case "skip" | "ignore":
                return []
            case "iso":
                return self._date(match)
            case "phrase":
                return self._phrase(match, group)
            case "fraction" | "slash":
                return self._fraction(match, group)
            case "vague":
                return self._vague(match)
            case "code":
                return self._code(match)
            case "digits":
                return [self._number(match.start(), match.end())]
            case "ordinal_word":
                return [self._ordinal(match)]
            case "month_name":
                value = Decimal(self.language.months[match[0]])
                return [self._plain(match, (value,), Kind.MONTH)]
            case "roman_label":
                return [self._plain(match, (Decimal(_roman(match["roman"])),), Kind.ORDINAL)]
            case _:
                spelled = self._spelled(match)
                return [spelled] if spelled else []

    def _plain(
        self, match: re.Match[str], values: tuple[Decimal, ...], kind: Kind, *, required: bool = False
    ) -> Quantity:
        text = self.text[match.start() : match.end()]
        return Quantity(
            start=match.start(), end=match.end(), text=text, readings=values, kind=kind,
            required=required, spelled=True,
            approximate=self._is_approximate(match.start()),
        )  # fmt: skip

    def _date(self, match: re.Match[str]) -> list[Quantity]:
        parts = (("iso_year", Kind.YEAR), ("iso_month", Kind.MONTH), ("iso_day", Kind.DAY))
        return [
            Quantity(
                start=match.start(name),
                end=match.end(name),
                text=match[name],
                readings=(Decimal(match[name]),),
                kind=kind,
            )
            for name, kind in parts
        ]

    def _phrase(self, match: re.Match[str], name: str) -> list[Quantity]:
        phrase = self.language.phrases[name]
        if phrase.kind is Kind.DECADE:
            return [self._birth_year(match, name)]
        spelled = match.groupdict().get(f"spelled_{name}") or match.groupdict().get(f"spelled2_{name}")
        values = list(phrase.values)
        if spelled:
            values.insert(0, Decimal(spelled) if spelled.isdecimal() else of_words(spelled, self.language))
        is_plan = phrase.required or (phrase.kind is Kind.ORDINAL and (len(values) > 1 or values[0] > 10))
        first = self._plain(match, tuple(values) if is_plan else (values[0],), phrase.kind, required=is_plan)
        found = [
            first,
            *(replace(first, readings=(value,), kind=_kind_in_name(value), required=False) for value in values[1:]),
        ]
        if phrase.code:
            found.append(replace(first, kind=Kind.CODE, text=phrase.code, required=False))
        return found

    def _birth_year(self, match: re.Match[str], name: str) -> Quantity:
        """Return the year that a generation is named after by two digits (95后): 1995, or 2000 and after below 50."""
        short = Decimal(match[f"spelled_{name}"])
        century = Decimal(1900 if short >= 50 else 2000)
        return self._plain(match, (century + short, short), Kind.DECADE)

    def _fraction(self, match: re.Match[str], group: str) -> list[Quantity]:
        count = group[8:] if group.startswith("fraction") else ""
        names = (f"num{count}", f"den{count}") if count else ("slash_num", "slash_den")
        upper, lower = (self._worth(match[name]) for name in names)
        if not lower or (group == "slash" and (upper >= lower or lower > 1000)):
            return [self._number(match.start(name), match.end(name)) for name in names]
        per_cent = {Decimal(100): Decimal(1), Decimal(1000): Decimal(10), Decimal(10000): Decimal(100)}.get(lower)
        text = self.text[match.start() : match.end()]
        quantity = Quantity(
            start=match.start(), end=match.end(), text=text, readings=(upper / lower,),
            kind=Kind.FRACTION, spelled=not per_cent,
            approximate=self._is_approximate(match.start()),
            required=bool(per_cent) or group == "slash" or not self.language.fraction_words,
            counted=lower > 2,
        )  # fmt: skip
        if per_cent and group != "slash":
            grain = grain_of(match[names[0]], self.language.decimal) if match[names[0]][0].isdecimal() else Decimal(1)
            return [replace(quantity, kind=Kind.PERCENT, readings=(upper / per_cent,), grain=grain / per_cent)]
        whole = replace(quantity, readings=(lower,), kind=Kind.PLAIN, required=False, counted=False)
        return [quantity, whole] if count else [quantity]

    def _worth(self, text: str) -> Decimal:
        word = text.lower()
        if word in self.language.fraction_words:
            return self.language.fraction_words[word]
        if not text[:1].isdecimal():
            return of_words(word, self.language)
        return of_digits(text, self.language.decimal) * of_scale(text, self.language)

    def _vague(self, match: re.Match[str]) -> list[Quantity]:
        """Return the magnitude of what is only said to be so large (数百亿, hundreds of millions)."""
        value = of_scale(match["scale"], self.language)
        return [replace(self._plain(match, (value,), Kind.VAGUE), approximate=True)]

    def _code(self, match: re.Match[str]) -> list[Quantity]:
        token = match[0]
        before = self.folded[max(0, match.start() - 4) : match.start()]
        if found := NUMBER_WITH_LETTERS.fullmatch(token):
            number = self._number(match.start(), match.start() + len(found[1]))
            is_scaled = number.scale != 1 and (
                number.text[-1:] not in "BTKkmM" or self.language.currency.search(before)
            )
            if number.end >= match.end() and (is_scaled or number.unit or number.kind is not Kind.PLAIN):
                return [number]
            if not CODE_LETTERS.search(token) and number.end >= match.end():
                return [number]
        elif (found := LETTERS_WITH_NUMBER.match(token)) and self._is_prefix(found[1]):
            return []
        if not CODE_LETTERS.search(token) or not re.search(r"\d", token):
            return []
        text = self.text[match.start() : match.end()]
        return [Quantity(start=match.start(), end=match.end(), text=text, readings=(Decimal(0),), kind=Kind.CODE)]

    def _is_prefix(self, letters: str) -> bool:
        return bool(self.language.currency.search(letters)) or letters in {"FY", "No", "Nos"} or letters.islower()

    def _ordinal(self, match: re.Match[str]) -> Quantity:
        tens, _, last = match[0].lower().rpartition("-")
        value = of_words(tens, self.language) if tens else Decimal(0)
        quantity = self._plain(match, (value + self.language.ordinals[last],), Kind.ORDINAL)
        return self._with_suffix(quantity, match.end())

    def _number(self, start: int, end: int) -> Quantity:
        """Return the number of digits from ``start`` to ``end``, with what follows them: scale, unit, kind."""
        written, decimal = self.folded[start:end], self.language.decimal
        value, grain = of_digits(written, decimal), grain_of(written, decimal)
        quantity = Quantity(start=start, end=end, text="", readings=(value,), grain=grain)
        quantity = self._with_scale(quantity, end)
        quantity = self._with_suffix(quantity, quantity.end)
        is_small = quantity.readings == (Decimal(1),) and quantity.kind not in {Kind.PERCENT, Kind.MONTH, Kind.DAY}
        is_year = quantity.kind is Kind.PLAIN and quantity.end == end and not quantity.unit and _is_year(written)
        before = self.folded[max(0, start - BEHIND) : start]
        is_small = is_small and not self.language.label_before.search(before) and not self._is_of_ratio(start, end)
        is_year = is_year and not self.language.currency.search(before)
        is_year = is_year and not self.language.counted_after.match(self.folded, end)
        is_year = is_year and not self.language.counted_before.search(self.folded[max(0, start - BEHIND) : start])
        kind = Kind.YEAR if is_year else quantity.kind
        return replace(quantity, kind=kind, required=not is_small and start >= self.head)

    def _is_of_ratio(self, start: int, end: int) -> bool:
        """Tell whether a number is the first side of a ratio (1:3)."""
        return bool(start < end and RATIO.match(self.folded, end - 1))

    def _with_scale(self, quantity: Quantity, end: int) -> Quantity:
        language, folded = self.language, self.folded
        more = language.more.match(folded, end)
        after = more.end() if more else end
        if found := language.scale.match(folded, after):
            scale = of_scale(found[0], language)
            return self._scaled(quantity, found.end(), (scale,), has_more=bool(more))
        if not more and (found := language.abbreviation.match(folded, end)):
            word = found[0].strip()
            scale = language.abbreviations[word]
            is_money = language.currency.search(folded[max(0, quantity.start - 5) : quantity.start])
            both = (scale, Decimal(1)) if word in language.ambiguous and not is_money else (scale,)
            return self._scaled(quantity, found.end(), both, has_more=False)
        return self._scaled(quantity, after, (Decimal(1),), has_more=bool(more))

    def _scaled(self, quantity: Quantity, end: int, scales: tuple[Decimal, ...], *, has_more: bool) -> Quantity:
        readings = tuple(value * scale for value in quantity.readings for scale in scales)
        grain = quantity.grain * scales[0]
        ceiling = readings[0] + grain if has_more else quantity.ceiling
        return replace(quantity, end=end, readings=readings, grain=grain, scale=scales[0], ceiling=ceiling)

    def _with_suffix(self, quantity: Quantity, end: int) -> Quantity:
        """Return the number with its kind, its unit and whether it is said to be rough."""
        language, folded, start = self.language, self.folded, quantity.start
        before = folded[max(0, start - BEHIND) : start]
        kind, readings, grain, unit, factor = quantity.kind, quantity.readings, quantity.grain, "", Decimal(1)
        more = language.more_after.match(folded, end)
        if found := language.suffix.match(folded, end) or (more and language.suffix.match(folded, more.end())):
            kind, measure = _kind(found, quantity)
            readings, grain = tuple(value * measure for value in readings), grain * measure
            end = found.end() if kind is not quantity.kind else end
            if (
                found.lastgroup == "tenths"
                and (digit := language.spelled.digits.get(folded[end : end + 1])) is not None
            ):
                readings, end = (readings[0] + digit, *readings), end + 1
            if kind is Kind.DECADE and readings[0] < 100:
                readings = (1900 + readings[0], readings[0])
        if kind is Kind.MULTIPLE and (
            language.growth_before.search(before) or language.growth_after.match(folded, end)
        ):
            kind = Kind.GROWTH
        if kind is Kind.PLAIN and language.multiple_before.search(before):
            kind = Kind.MULTIPLE
        if kind is Kind.PLAIN and language.ordinal_before.search(before):
            kind = Kind.ORDINAL
        if found := language.unit.match(folded, quantity.end):
            unit, factor = language.units[found.lastgroup or ""]
            end = max(end, found.end())
        rough = bool(more) or quantity.ceiling is not None or self._is_approximate(start)
        if language.half_after.match(folded, end) and kind in {Kind.PLAIN, Kind.PERCENT, Kind.MULTIPLE, Kind.GROWTH}:
            half = Decimal(5) if found and kind is Kind.PERCENT else Decimal("0.5")
            readings = (readings[0] + half, *readings)
        return replace(
            quantity, end=end, text=self.text[start:end], kind=kind, readings=readings,
            grain=grain, unit=unit, factor=factor,
            approximate=rough, is_origin=self._is_origin(start, end),
            is_base=bool(language.each_before.search(before) or language.each_after.match(folded, end)),
        )  # fmt: skip

    def _spelled(self, match: re.Match[str]) -> Quantity | None:
        """Return a spelled-out number; small ones and bare scales may support, but do not demand."""
        language = self.language
        value = of_words(match[0], language)
        if self._is_orphan(match):
            return None
        tokens = language.spelled.token.findall(match[0])
        is_bare = not any(token.lower() in language.spelled.digits for token in tokens)
        grain = grain_of(f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}", ".")
        quantity = Quantity(start=match.start(), end=match.end(), text="", readings=(value,), grain=grain, spelled=True)
        more = language.more.match(self.folded, match.end())
        if more:
            quantity = replace(quantity, end=more.end(), ceiling=value + grain)
        quantity = self._with_suffix(quantity, quantity.end)
        is_rough_scale = is_bare and value >= 100 and quantity.approximate
        is_label = bool(language.label_before.search(self.folded[max(0, match.start() - BEHIND) : match.start()]))
        is_part = value != value.to_integral_value() and value > 1
        is_large = (value > 10 and (not is_bare or is_rough_scale)) or is_part or is_label
        is_share = quantity.kind in {Kind.PERCENT, Kind.POINTS}
        is_share = is_share or bool(value >= 100 and quantity.is_base)
        is_name = len(tokens) == 2 and language.spelled.point not in tokens and value < 100
        is_name = is_name and all(token in language.spelled.digits for token in tokens)
        is_large = is_large and not (is_name and match[0].isascii() is False)
        required = language.is_spelled_required and (is_large or is_share) and match.start() >= self.head
        counted = bool(language.counter.match(self.folded, match.end())) and value > 1
        return replace(quantity, required=required, counted=counted)

    def _is_orphan(self, match: re.Match[str]) -> bool:
        """Tell whether a scale word has lost its number (“over billion”)."""
        language, before = self.language, self.folded[max(0, match.start() - BEHIND) : match.start()]
        is_word = match[0].isascii() and match[0].lower() in language.spelled.myriads
        is_free = self.folded[match.end() : match.end() + 1] in {"", " "}
        return is_word and is_free and not language.each_before.search(before)

    def _is_approximate(self, start: int) -> bool:
        return bool(self.language.approximator.search(self.folded[max(0, start - BEHIND) : start]))

    def _is_origin(self, start: int, end: int) -> bool:
        """Tell whether a number is what another is compared with or comes from."""
        if self.language.origin_after.match(self.folded, end):
            return True
        if self.language.origin_unless.match(self.folded, end):
            return False
        before = self.folded[max(0, start - BEHIND) : start]
        ends = [found.end() for found in self.language.origin.finditer(before)]
        return bool(ends and not self.language.origin_reset.search(before, ends[-1]))


def _kind(found: re.Match[str], quantity: Quantity) -> tuple[Kind, Decimal]:
    """Return the kind a suffix gives, and what it multiplies by."""
    name = found.lastgroup or ""
    value = quantity.value
    kind = KINDS.get(name) or Kind(name)
    measure = MEASURES.get(name, Decimal(1))
    is_whole = value == value.to_integral_value() and quantity.scale == 1
    wrong = (
        (kind is Kind.YEAR and not (is_whole and 1000 <= value <= 2999))
        or (kind is Kind.MONTH and not (is_whole and 1 <= value <= 12))
        or (kind is Kind.DAY and not (is_whole and 1 <= value <= 31))
        or (kind is Kind.DECADE and not (is_whole and value % 10 == 0))
        or (name == "tenths" and value >= 10)
    )
    return (quantity.kind, Decimal(1)) if wrong else (kind, measure)


def _kind_in_name(value: Decimal) -> Kind:
    return Kind.YEAR if 1900 <= value <= 2099 else Kind.PLAIN


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdecimal() and 1900 <= int(written) <= 2099


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
