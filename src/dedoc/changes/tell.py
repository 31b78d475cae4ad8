"""Changes told on a terminal: a summary, then chapter by chapter what happened, with the characters that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from dedoc.changes.comparison import COVER, Comparison
from dedoc.changes.entries import Chapter, Entry, Kind, Rank
from dedoc.changes.facts import FactChange, Said
from dedoc.changes.lines import Segment
from dedoc.errors import N_

Translate = Callable[[str], str]

KINDS = {
    Kind.REWRITTEN: N_("rewritten"),
    Kind.LEVEL: N_("level changed"),
    Kind.MOVED: N_("moved"),
    Kind.MOVED_REWRITTEN: N_("moved and rewritten"),
    Kind.NEW: N_("new"),
    Kind.GONE: N_("gone"),
}
"""The kinds of change in the order in which they are counted."""

WHATS = COVER | {
    "heading": N_("heading"),
    "paragraph": N_("paragraph"),
    "list": N_("list"),
    "item": N_("item of a list"),
    "quotation": N_("quotation"),
    "table": N_("table"),
    "figure": N_("figure"),
    "sidebar": N_("boxed text"),
    "sourcelist": N_("list of sources"),
    "note": N_("note"),
}
"""What can change, as the user reads it."""

PARTS = {"cover": N_("cover"), "front": N_("before the body"), "back": N_("back cover"), "body": N_("body")}
"""The parts of the report that have no title of their own."""

BY_CHAPTER = N_("What is new, by chapter")
"""What the summary is called that tells those who read no more of it."""

CONTEXT = 20
"""So many characters before and after a change are shown."""

DELETED, INSERTED, PLAIN = "\033[31;9m", "\033[32m", "\033[0m"
"""Red and struck out, green, and back to plain (ECMA-48, 8.3.117)."""


def tell(comparison: Comparison, translate: Translate, *, has_colors: bool = False) -> Iterator[str]:
    """Yield the lines that tell what changed; without colours ``[-old-]`` and ``{+new+}`` mark it."""
    yield from summary(comparison, translate)
    for chapter in comparison.chapters:
        if chapter.entries:
            yield ""
            yield chapter_title(chapter, translate)
            for entry, others in folded(chapter.entries):
                yield from _entry(entry, others, translate, has_colors=has_colors)
    if comparison.facts:
        yield ""
        yield translate("Facts that changed")
        yield from (f"  {fact_line(fact, translate)}" for fact in comparison.facts)
    if comparison.sources:
        yield ""
        yield translate("Sources that changed")
        missing = translate("not there")
        yield from (f"  {source.old or missing} → {source.new or missing}" for source in comparison.sources)


def summary(comparison: Comparison, translate: Translate) -> Iterator[str]:
    """Yield what is compared, and how many changes of each kind there are, in all and by chapter."""
    yield f"{comparison.old} → {comparison.new}"
    if comparison.is_same:
        yield translate("nothing differs")
        return
    if counts := _counts(comparison.count, translate):
        yield counts
    yield ""
    yield translate(BY_CHAPTER)
    yield from (f"  {chapter_line(chapter, translate)}" for chapter in comparison.chapters if chapter.entries)
    if comparison.facts:
        yield "  " + translate("facts: {count}").format(count=len(comparison.facts))
    if comparison.sources:
        yield "  " + translate("sources: {count}").format(count=len(comparison.sources))


def chapter_line(chapter: Chapter, translate: Translate) -> str:
    """Return the title of a chapter with how many changes of each kind it has."""
    same = translate("{count} the same").format(count=chapter.same) if chapter.same else ""
    counts = filter(None, (_counts(chapter.count, translate), same))
    return translate("{name}: {text}").format(name=chapter_title(chapter, translate), text=translate(", ").join(counts))


def chapter_title(chapter: Chapter, translate: Translate) -> str:
    """Return the title of a chapter, or what a part without title is called."""
    return chapter.title or translate(PARTS[chapter.part])


def _counts(count: Callable[[Kind], int], translate: Translate) -> str:
    pattern = translate("{count} {kind}")
    found = [(count(kind), translate(name)) for kind, name in KINDS.items()]
    return translate(", ").join(pattern.format(count=number, kind=name) for number, name in found if number)


def entry_title(entry: Entry, translate: Translate) -> str:
    """Return what happened to what, such as “rewritten paragraph”."""
    values = {"kind": translate(KINDS[entry.kind]), "what": translate(WHATS[entry.what])}
    title = translate("{kind} {what}").format(**values)
    if entry.ranks is None:
        return title
    return _with(title, " → ".join(_rank(rank, translate) for rank in entry.ranks), translate)


def _rank(rank: Rank, translate: Translate) -> str:
    pattern = translate("level {level}") if rank.is_numbered else translate("level {level}, without number")
    return pattern.format(level=rank.level)


def folded(entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
    """Return the changes, each with the number of others that say the same: a source changes in all its notes."""
    found: dict[object, list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.kind, entry.what, entry.segments, entry.details), []).append(entry)
    return [(same[0], len(same) - 1) for same in found.values()]


def _entry(entry: Entry, others: int, translate: Translate, *, has_colors: bool) -> Iterator[str]:
    places = " → ".join(map(str, filter(None, (entry.old, entry.new))))
    more = translate(", and {count} more like it").format(count=others) if others else ""
    yield "  " + _with(entry_title(entry, translate), places + more, translate)
    for line in _text(entry.segments, has_colors=has_colors).split("\n"):
        yield f"    {line}"
    for detail in details(entry, translate):
        yield f"    {detail}"


def details(entry: Entry, translate: Translate) -> Iterator[str]:
    """Yield what is other in a drawing, a line each."""
    for detail in entry.details:
        is_remark = not detail.old and not detail.new
        text = f"{detail.old or '–'} → {detail.new or '–'}"
        yield translate(detail.name) if is_remark else translate("{name}: {text}").format(name=detail.name, text=text)


def _text(segments: Iterable[Segment], *, has_colors: bool) -> str:
    found = list(segments)
    if not any(segment.is_changed for segment in found):
        return _shortened("".join(segment.new for segment in found), is_first=False, is_last=True)
    last = len(found) - 1
    return "".join(
        _marked(segment, has_colors=has_colors)
        if segment.is_changed
        else _shortened(segment.new, is_first=index == 0, is_last=index == last)
        for index, segment in enumerate(found)
    )


def _marked(segment: Segment, *, has_colors: bool) -> str:
    text = segment.old or segment.new
    if has_colors:
        return f"{DELETED if segment.old else INSERTED}{text}{PLAIN}"
    return f"[-{text}-]" if segment.old else f"{{+{text}+}}"


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return what stands around changes, its middle left out where it is long; line ends stay."""
    before, after = (0 if is_first else CONTEXT), (0 if is_last else CONTEXT)
    if (is_first and is_last) or len(text) <= before + after + 4:
        return text
    middle = "…\n…" if after and "\n" in text[before : len(text) - after] else "…"
    return text[:before] + middle + (text[len(text) - after :] if after else "")


def fact_line(fact: FactChange, translate: Translate) -> str:
    """Return one line on a fact: what it was, what it is, and by how much it changed."""
    before, after = (said(each, translate, has_source=has_other_source(fact)) for each in (fact.old, fact.new))
    line = translate("{name}: {text}").format(name=fact.title, text=f"{before} → {after}")
    return _with(line, growth(fact, translate), translate)


def _with(text: str, besides: str, translate: Translate) -> str:
    """Return a text with something in brackets behind it, if there is anything."""
    return translate("{text} ({besides})").format(text=text, besides=besides) if besides else text


def has_other_source(fact: FactChange) -> bool:
    """Whether a fact is taken from another source than before."""
    return fact.old is not None and fact.new is not None and fact.old.key != fact.new.key


def said(fact: Said | None, translate: Translate, *, has_source: bool) -> str:
    """Return what was said of a fact, with its date, and with its source if that is wanted."""
    if fact is None:
        return translate("not there")
    besides = translate(", ").join(filter(None, (fact.date, fact.source if has_source else "")))
    return _with(fact.value, besides, translate)


def growth(fact: FactChange, translate: Translate) -> str:
    """Return by how much a fact changed, ``""`` if that cannot be told."""
    if fact.is_share:
        return translate("{change} percentage points").format(change=fact.change)
    return translate(", ").join(filter(None, (fact.change, _percent(fact.percent))))


def _percent(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent:+}%".replace("-", "−")
