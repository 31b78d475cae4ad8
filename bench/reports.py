"""One report of a family: its chapters to a number of pages, and the files of its edition."""

from __future__ import annotations

from bench.dice import Dice
from bench.drafts import LINES, Draft
from bench.prose import (
    CLOSINGS,
    CONCLUSIONS,
    DRAWN,
    INTRODUCTIONS,
    ISSUES,
    LISTED,
    LISTED_IN,
    PREFACES,
    VISITS,
    WARNING,
)
from bench.regions import Region, regions
from bench.sentences import fall, fill, level, measure, other, parts, past, problem, progress, remark
from bench.sentences import lesson as lesson_of
from bench.series import Series, series_of
from bench.topics import Indicator, Topic, topics

CHAPTER = 2.5
"""How many pages a chapter has at least, as a rule."""

GLOSSARY, ENTRIES = 20, 4
"""From how many pages on indicators are explained at the end, not in notes, and lines that those of a topic take."""

END = 11
"""Lines that the end of a chapter takes."""


def write_report(region: Region, year: int, pages: int, seed: int) -> dict[str, str]:
    """Return the files of a report of that year by their paths; ``pages`` are those of its body."""
    draft = Draft(region, year - 1, seed, Dice(f"{seed}/{region.key}/{year}/{pages}"))
    chosen = _topics(draft, year, pages)
    draft.chapters.append(_preface(draft, chosen[0]))
    # The conclusion and the glossary begin pages of their own, and what stands before them ends on one.
    room = (pages - 1) * LINES - END / 2 - (len(chosen) * ENTRIES if pages >= GLOSSARY else 0)
    for index, topic in enumerate(chosen, 1):
        _chapter(draft, topic, max(room, END) * index / len(chosen), has_glossary=pages >= GLOSSARY)
    _conclusion(draft, chosen)
    if pages >= GLOSSARY:
        _glossary(draft)
    draft.end_chapter()
    return _files(draft, year, chosen)


def _topics(draft: Draft, year: int, pages: int) -> list[Topic]:
    able = [topic for topic in topics() if year >= topic.since]
    count = max(1, min(len(able), round(pages / CHAPTER)))
    chosen = draft.dice.shuffled(able)[:count]
    return sorted(chosen, key=able.index)


def _preface(draft: Draft, topic: Topic) -> list[str]:
    texts = (WARNING, draft.dice.deal(PREFACES))
    return ["# 前言 {#preface .unnumbered}", *(fill(draft, topic, text) for text in texts)]


# --- Chapters -------------------------------------------------------------------------------------


def _chapter(draft: Draft, topic: Topic, until: float, *, has_glossary: bool) -> None:
    """Write a chapter that ends about where ``until`` lines are full."""
    draft.chapter(topic.title, f"#{topic.key}")
    draft.paragraph(fill(draft, topic, draft.dice.deal(INTRODUCTIONS)))
    draft.heading(2, "基本情况", f"{topic.key}-overview")
    shown = draft.dice.shuffled(topic.indicators)
    for index, indicator in enumerate(shown):
        if index and draft.lines + END + 12 > until:
            break
        _indicator(draft, topic, indicator, until, has_glossary=has_glossary)
        if index == 0 and draft.lines + END + 9 < until:
            _chart(draft, topic, indicator)
        if index == 2 and draft.lines + END + 11 < until:
            _table(draft, topic, shown[:3])
    for region in others(draft.region):
        if draft.lines + END + 30 > until:
            break
        _comparison(draft, topic, region)
    _fill_up(draft, topic, until - END)
    draft.heading(2, "问题与建议", f"{topic.key}-advice")
    draft.paragraph(fill(draft, topic, draft.dice.deal(ISSUES)))
    draft.paragraph(fill(draft, topic, draft.dice.deal(LISTED)))
    draft.items(_measures(draft, topic))


def _indicator(draft: Draft, topic: Topic, indicator: Indicator, until: float, *, has_glossary: bool) -> None:
    """Write what there is to say of an indicator: its value, its past, its parts, and what was done."""
    series = series_of(draft.region, indicator, draft.seed)
    draft.heading(3, indicator.short)
    draft.glossed[indicator.name] = indicator.gloss
    gloss = "" if has_glossary else draft.note(indicator.key, f"指{indicator.gloss}。")
    texts = [level(draft, topic, series, gloss)]
    if indicator.is_counted and draft.dice.below(2):
        texts.append(parts(draft, series))
    if draft.dice.below(3):
        texts.append(past(draft, series))
    draft.paragraph("".join(texts))
    if draft.lines + END + 5 < until:
        texts = [progress(draft, topic)]
        texts += [fall(draft, topic)] if series.way(draft.year) < 0 else []
        texts += [remark(draft)] if draft.dice.below(2) else []
        draft.paragraph("".join(texts))


def _comparison(draft: Draft, topic: Topic, region: Region) -> None:
    """Write a section on another region: each indicator beside ours."""
    draft.heading(2, f"与{region.name}的比较")
    draft.paragraph(fill(draft, topic, draft.dice.deal(VISITS), other=region.name, own=draft.region.name))
    for index, indicator in enumerate(topic.indicators):
        draft.heading(3, indicator.short)
        texts = [other(draft, indicator, region), lesson_of(draft, topic, region)]
        texts += [remark(draft)] if draft.dice.below(3) == 0 else []
        draft.paragraph("".join(texts))
        if index == 1 and draft.dice.below(3) == 0:
            _table(draft, topic, topic.indicators[:2], region)
        if index == 3 and draft.dice.below(4) == 0:
            _chart(draft, topic, indicator, region)


def _fill_up(draft: Draft, topic: Topic, until: float) -> None:
    writers = draft.dice.shuffled((progress, problem, measure))
    while draft.lines + 5 < until:
        texts = [writers[0](draft, topic), writers[1](draft, topic), remark(draft)]
        draft.paragraph("".join(texts if draft.lines + 7 < until else texts[:2]))
        writers = writers[1:] + writers[:1]


def _measures(draft: Draft, topic: Topic) -> list[str]:
    measures = draft.dice.shuffled(topic.measures)[: 3 + draft.dice.below(2)]
    return [f"{text}{'。' if text == measures[-1] else '；'}" for text in measures]


def others(region: Region) -> list[Region]:
    """Return the regions that one is compared with: those of its own kind and its own province first."""
    return sorted(
        (each for each in regions() if each != region),
        key=lambda each: (each.is_province != region.is_province, each.province != region.province),
    )


# --- Figures and tables ---------------------------------------------------------------------------


def _chart(draft: Draft, topic: Topic, indicator: Indicator, region: Region | None = None) -> None:
    """Write a chart of the last years, with the sentence that refers to it."""
    series = series_of(region or draft.region, indicator, draft.seed)
    label = f"{draft.key_of(series)}-chart"
    draft.fact(series)
    name = f"{region.name if region else ''}{indicator.name}"
    draft.paragraph(fill(draft, topic, draft.dice.deal(DRAWN), names=name, label=f"{{ref}}`{label}`"))
    shape = "line" if indicator.kind == "rate" else "bar"
    draft.figure(label, _chart_record(draft, series, name, shape), 8)


def _chart_record(draft: Draft, series: Series, name: str, shape: str) -> str:
    unit, years = f"{series.scale}{series.indicator.unit}", range(draft.year - 4, draft.year + 1)
    values = "，".join(f"{year}年为{series.shown(year)}{unit}" for year in years)
    place = "" if series.region == draft.region else series.region.name
    kind = "折线图" if shape == "line" else "柱形图"
    return (
        f"caption: {name}\n"
        f"source: {draft.source(series.region)}\n"
        f"alt: {kind}：{name}，{values}。\n"
        f"series:\n"
        f"  - {{fact: {draft.key_of(series)}, name: {place}{series.indicator.short}, unit: '{unit}', shape: {shape}}}\n"
    )


def _table(
    draft: Draft, topic: Topic, indicators: tuple[Indicator, ...] | list[Indicator], region: Region | None = None
) -> None:
    """Write a table of indicators in three years, with the sentence that refers to it."""
    place = region or draft.region
    label = f"{topic.key}-{place.key}-table" if region else f"{topic.key}-table"
    years = range(draft.year - 2, draft.year + 1)
    rows = [["指标", *(f"{year}年" for year in years)]]
    for indicator in indicators:
        series = series_of(place, indicator, draft.seed)
        rows.append([indicator.name, *(draft.fact(series, year) for year in years)])
    names = "、".join(indicator.name for indicator in indicators)
    text = fill(draft, topic, draft.dice.deal(LISTED_IN), names=names, label=f"{{ref}}`{label}`")
    draft.paragraph(text)
    name = region.name if region else draft.region.own
    draft.table(label, f"{name}{topic.title}主要指标", rows, draft.source(place))


# --- The end --------------------------------------------------------------------------------------


def _conclusion(draft: Draft, chosen: list[Topic]) -> None:
    draft.chapter("结语", "#conclusion .unnumbered")
    for cards in (CONCLUSIONS, CLOSINGS):
        draft.paragraph(fill(draft, draft.dice.deal(chosen), draft.dice.deal(cards)))


def _glossary(draft: Draft) -> None:
    draft.chapter("主要指标解释", "#glossary .appendix")
    for name, gloss in draft.glossed.items():
        draft.paragraph(f"**{name}。**指{gloss}。")


# --- Files ----------------------------------------------------------------------------------------


def _files(draft: Draft, year: int, chosen: list[Topic]) -> dict[str, str]:
    files = {f"chapters/{index:02}.md": "\n\n".join(blocks) + "\n" for index, blocks in enumerate(draft.chapters)}
    files |= {f"figures/{label}.yaml": record for label, record in draft.figures.items()}
    files["edition.yaml"] = _edition(draft, year, chosen)
    files["facts.yaml"] = _records("# 所有数值均为虚构。", draft.facts)
    files["sources.yaml"] = _records("# 所有来源均为虚构。", draft.sources)
    return files


def _records(remark_above: str, records: dict[str, str]) -> str:
    return "\n".join((remark_above, *(f"{key}: {{{record}}}" for key, record in records.items()))) + "\n"


def _edition(draft: Draft, year: int, chosen: list[Topic]) -> str:
    name = draft.region.name
    keywords = ", ".join(("样本", name, *(topic.title for topic in chosen)))
    lists = "lists: [figures, tables]\n" if draft.lines > GLOSSARY * LINES else ""
    return (
        f"title: [{name}, 经济社会发展年度报告]\n"
        f"subtitle: {year} 年（样本，数值均为虚构）\n"
        f"year: {year}\n"
        f"language: zh-CN\n"
        f"date: {year}\n"
        f"publisher: 样本报告编写组\n"
        f"subject: 用来试验排印程序的样本，数值、来源和情况均为虚构，与{name}的实际情况无关\n"
        f"keywords: [{keywords}]\n"
        f"people:\n"
        f"  - {{role: 编写, names: [样本报告编写组]}}\n"
        f"front: [00.md]\n"
        f"{lists}"
    )
