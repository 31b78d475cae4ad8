"""Sentences filled in: what a draft says of its topics and values, true to the values that it shows."""

from __future__ import annotations

from bench.drafts import Draft
from bench.prose import (
    CALM,
    CHANGES,
    COMPARED,
    FALLS,
    LESSONS,
    LEVELS,
    MEASURES,
    MOVED,
    OTHERS,
    PARTS,
    PASTS,
    PROBLEMS,
    PROGRESS,
    RATE_CHANGES,
    RATES_COMPARED,
    REMARKS,
    SHAPES,
)
from bench.regions import Region
from bench.series import Series, series_of, written
from bench.topics import Indicator, Topic

NEAR = 0.5
"""How many per cent two regions may differ and are called alike."""


def level(draft: Draft, topic: Topic, series: Series, gloss: str) -> str:
    """Return how much an indicator is in our own region, and what it did in the year."""
    values = {
        "as_of": draft.as_of(series),
        "own": draft.region.own,
        "name": series.indicator.name,
        "gloss": gloss,
        "value": draft.fact(series),
        "change": change(draft, series),
        "cite": f"{{cite:data}}`{draft.source(draft.region, topic)}`",
    }
    return draft.dice.deal(LEVELS).format(**values)


def change(draft: Draft, series: Series) -> str:
    """Return what a value did in the year, beside that of the year before."""
    way = series.way(draft.year)
    if series.indicator.kind == "rate":
        return draft.dice.deal(RATE_CHANGES[way]).format(
            before=draft.year - 1, former=draft.fact(series, draft.year - 1)
        )
    return draft.dice.deal(CHANGES[way]).format(growth=draft.growth(series) if way else "")


def past(draft: Draft, series: Series) -> str:
    """Return what an indicator was in three years, and the shape of that."""
    last, second, third = (draft.year - back for back in range(3))
    ways = (series.way(second), series.way(last))
    values = {
        "last": last,
        "second": second,
        "third": third,
        **{f"value{index}": draft.fact(series, year) for index, year in enumerate((last, second, third), 1)},
        "shape": draft.dice.deal(SHAPES.get(ways, CALM)),
    }
    return draft.dice.deal(PASTS).format(**values)


def parts(draft: Draft, series: Series) -> str:
    """Return how an indicator divides into towns and counties."""
    key, indicator, total = draft.key_of(series), series.indicator, series.at(draft.year)
    city = max(1, round(total * draft.dice.between(0.35, 0.72)))
    shares = (("city", "城区", city), ("county", "县域", total - city))
    written_parts = {part: _part(draft, series, part, name, count) for part, name, count in shares}
    record = f"name: 城区占{indicator.name}的比重, unit: '%', formula: 'share({key}-city, {key})'"
    return draft.dice.deal(PARTS).format(**written_parts, share=draft.derived(f"{key}-share", record, 4))


def _part(draft: Draft, series: Series, part: str, name: str, count: int) -> str:
    key, indicator = draft.key_of(series), series.indicator
    end = "-12-31" if indicator.kind == "stock" else ""
    scale = f"scale: {series.scale}, " if series.scale else ""
    record = (
        f"name: {name}{indicator.name}, value: {written(count, series.decimals)}, {scale}unit: {indicator.unit}, "
        f"as_of: {draft.year}{end}, source: {draft.source(draft.region)}"
    )
    return draft.derived(f"{key}-{part}", record, 6)


def other(draft: Draft, indicator: Indicator, region: Region) -> str:
    """Return what an indicator is and did in another region, beside our own."""
    theirs, ours = series_of(region, indicator, draft.seed), series_of(draft.region, indicator, draft.seed)
    values = {
        "as_of": draft.as_of(theirs),
        "other": region.name,
        "own": draft.region.name,
        "name": indicator.name,
        "value": draft.fact(theirs),
        "change": change(draft, theirs),
        "cite": f"{{cite:data}}`{draft.source(region)}`",
        "moved": _moved(draft, ours),
        "verdict": _verdict(draft, theirs, ours),
    }
    return draft.dice.deal(OTHERS).format(**values)


def _moved(draft: Draft, series: Series) -> str:
    if series.indicator.kind == "rate":
        return f"为{draft.fact(series)}"
    way = series.way(draft.year)
    return MOVED[way].format(growth=draft.growth(series) if way else "")


def _verdict(draft: Draft, theirs: Series, ours: Series) -> str:
    is_rate = theirs.indicator.kind == "rate"
    gap = (
        (theirs.at(draft.year) - ours.at(draft.year)) / 10**theirs.decimals
        if is_rate
        else theirs.growth(draft.year) - ours.growth(draft.year)
    )
    way = 0 if abs(gap) < NEAR else 1 if gap > 0 else -1
    cards = (RATES_COMPARED if is_rate else COMPARED)[way]
    return draft.dice.deal(cards).format(other=theirs.region.name, own=draft.region.name)


def lesson(draft: Draft, topic: Topic, region: Region) -> str:
    """Return what may be learnt from another region."""
    return fill(draft, topic, draft.dice.deal(LESSONS), other=region.name, own=draft.region.name)


def progress(draft: Draft, topic: Topic) -> str:
    """Return what was done in the year."""
    return fill(draft, topic, draft.dice.deal(PROGRESS))


def fall(draft: Draft, topic: Topic) -> str:
    """Return what to keep in mind where a value fell."""
    return fill(draft, topic, draft.dice.deal(FALLS))


def problem(draft: Draft, topic: Topic) -> str:
    """Return what is amiss."""
    return fill(draft, topic, draft.dice.deal(PROBLEMS))


def measure(draft: Draft, topic: Topic) -> str:
    """Return what should be done."""
    return fill(draft, topic, draft.dice.deal(MEASURES))


def remark(draft: Draft) -> str:
    """Return a remark on how to read the values."""
    return draft.dice.deal(REMARKS)


def fill(draft: Draft, topic: Topic, template: str, **values: str) -> str:
    """Return a sentence with phrases of a topic, no two of them the same, and with what ``values`` give."""
    known = {"last": str(draft.year), "own": draft.region.own, "name": draft.region.name, "subject": topic.subject}
    return template.format_map(_Phrases(known | values, draft, topic))


class _Phrases(dict[str, str]):
    """What a template calls for: a phrase is drawn when it is asked for; ``up2`` is another one than ``up``."""

    def __init__(self, known: dict[str, str], draft: Draft, topic: Topic) -> None:
        super().__init__(known)
        self.draft, self.topic = draft, topic

    def __missing__(self, name: str) -> str:
        kind = name.rstrip("23")
        cards: tuple[str, ...] = getattr(self.topic, kind if kind == "opening" else f"{kind}s")
        drawn = [value for key, value in self.items() if key.startswith(kind)]
        self[name] = self.draft.dice.fresh(cards, drawn)
        return self[name]
