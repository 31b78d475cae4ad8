"""The board as lines for a terminal, and as data."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dedoc.board.counts import Board, Chapter, Fate, State
from dedoc.errors import N_, Problem

Translate = Callable[[str], str]

STATES = {
    State.DUE: N_("still due"),
    State.WAITING: N_("without value"),
    State.NEW: N_("new"),
    State.CONFIRMED: N_("confirmed"),
}
FATES = {
    Fate.REWRITTEN: N_("rewritten"),
    Fate.UNTOUCHED: N_("untouched"),
    Fate.NEW: N_("new"),
    Fate.GONE: N_("gone"),
}
"""What facts and blocks of text are counted by, in the order of the columns."""

FACTS, TEXT, TEXT_DUE = N_("Facts"), N_("Text"), N_("text due")
CHAPTER, TOTAL = N_("Chapter"), N_("Whole report")
FIGURES, SOURCES, TRANSLATIONS, BLOCKING = N_("Figures"), N_("Sources"), N_("Translations"), N_("Stops publication")
MOST_NAMED = 4
"""So many things are named of those that stop publication for the same reason; the page names all."""

READY = N_("nothing stops publication")


def columns(translate: Translate) -> list[str]:
    """Return the heads of the columns behind the chapter."""
    return [*map(translate, STATES.values()), *map(translate, FATES.values()), translate(TEXT_DUE)]


def row(chapter: Chapter) -> list[int]:
    """Return the counts of a chapter, in the order of the columns."""
    facts = [chapter.facts.get(state, 0) for state in STATES]
    return [*facts, *(chapter.blocks.get(fate, 0) for fate in FATES), chapter.due]


def total(board: Board) -> list[int]:
    """Return the counts of the whole edition, in which each fact counts once."""
    facts = [board.facts.get(state, 0) for state in STATES]
    return [*facts, *map(board.blocks, FATES), sum(chapter.due for chapter in board.chapters)]


def board_lines(board: Board, translate: Translate) -> Iterator[str]:
    """Yield the board line by line."""
    yield heading(board, translate)
    yield ""
    groups = ["", translate(FACTS), *([""] * (len(STATES) - 1)), translate(TEXT), *([""] * len(FATES))]
    heads = [translate(CHAPTER), *columns(translate)]
    counted = [[chapter.title, *map(str, row(chapter))] for chapter in board.chapters]
    yield from _table([groups, heads, *counted, [translate(TOTAL), *map(str, total(board))]])
    for title, rows in (
        (SOURCES, [[each.key, source_said(each.newer, each.due, each.notes, translate)] for each in board.sources]),
        (FIGURES, [[each.name, figure_said(each.waiting, each.due, translate)] for each in board.figures]),
        (TRANSLATIONS, [[language, str(count)] for language, count in board.translations.items()]),
    ):
        if rows:
            yield ""
            yield translate(title)
            yield from (f"  {line}" for line in _table(rows, is_list=True))
    yield ""
    yield blocking_title(board, translate)
    yield from (f"  {line}" for line in blockers(board.blocking, translate, MOST_NAMED))


def heading(board: Board, translate: Translate) -> str:
    """Return what the board is of."""
    if not board.former:
        return translate("{title} ({year})").format(title=board.title, year=board.year)
    pattern = translate("{title} ({year}, carried over from {former})")
    return pattern.format(title=board.title, year=board.year, former=board.former)


def source_said(newer: str, due: int, notes: int, translate: Translate) -> str:
    """Return how far a source is: superseded by another, or still due."""
    pattern = translate("superseded by {newer}; notes: {notes}") if newer else translate("still due; notes: {notes}")
    return pattern.format(newer=newer, notes=notes, due=due)


def figure_said(waiting: int, due: int, translate: Translate) -> str:
    """Return how far a figure is."""
    parts = [translate("still due")] if due else []
    parts += [translate("{count} values wait").format(count=waiting)] if waiting else []
    return translate(", ").join(parts)


def blocking_title(board: Board, translate: Translate) -> str:
    """Return how many things stop publication."""
    if not board.blocking:
        return translate(READY)
    return translate("{count} things stop publication").format(count=len(board.blocking))


def blockers(problems: Iterable[Problem], translate: Translate, most: int = 0) -> Iterator[str]:
    """Yield what stops publication, with its places; what the same is said of stands on one line.

    No more than ``most`` of these are named, all for 0.
    """
    for file, said, named in blocker_groups(problems, translate):
        names = translate(", ").join(_some([name for _, name in named], most))
        count = translate(" ({count})").format(count=len(named)) if len(named) > 1 else ""
        lines = ",".join(_some([str(line) for line, _ in named], most))
        yield f"{file}:{lines}: {said.replace('…', names) if names else said}{count}"


def blocker_groups(
    problems: Iterable[Problem], translate: Translate
) -> Iterator[tuple[str, str, list[tuple[int, str]]]]:
    """Yield what stops publication by file and reason: these, and the line and the name of each that it is said of."""
    grouped: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        file = problem.location.file if problem.location else ""
        grouped.setdefault((file, problem.message), []).append(problem)
    for (file, message), same in grouped.items():
        values = {**same[0].values, "name": same[0].values.get("name", "") if len(same) == 1 else "…"}
        said = translate(message).format_map(values)
        named = [(p.location.line if p.location else 0, str(p.values.get("name", ""))) for p in same]
        yield file, said, named


def _some(texts: list[str], most: int) -> list[str]:
    """Return the first texts of many, with a sign for the others."""
    return [*texts[:most], "…"] if most and len(texts) > most else texts


def board_data(board: Board, translate: Translate) -> dict[str, Any]:
    """Return the board as plain data for other programs."""
    return {
        "edition": board.name,
        "title": board.title,
        "year": board.year,
        "from": board.former or None,
        "facts": _named(board.facts),
        "blocks": {fate.value: board.blocks(fate) for fate in FATES},
        "chapters": [_chapter(chapter) for chapter in board.chapters],
        "sources": [
            {"key": s.key, "title": s.title, "superseded_by": s.newer or None, "notes": s.notes, "due": s.due or None}
            for s in board.sources
        ],
        "figures": [
            {"name": f.name, "caption": f.caption, "values": f.values, "waiting": f.waiting, "due": f.due or None}
            for f in board.figures
        ],
        "translations": dict(board.translations),
        "blocking": [_problem(problem, translate) for problem in board.blocking],
    }


def _chapter(chapter: Chapter) -> dict[str, object]:
    counts = {"facts": _named(chapter.facts), "blocks": _named(chapter.blocks), "due": chapter.due}
    return {"file": chapter.file, "title": chapter.title} | counts


def _named(counts: Mapping[State, int] | Mapping[Fate, int]) -> dict[str, int]:
    return {key.value: count for key, count in counts.items()}


def _problem(problem: Problem, translate: Translate) -> dict[str, object]:
    place = problem.location
    said = translate(problem.message).format_map(problem.values)
    return {"file": place.file if place else None, "line": place.line if place else None, "message": said}


def _table(rows: Sequence[Sequence[str]], *, is_list: bool = False) -> Iterator[str]:
    """Yield rows with their columns below each other: the first to the left, numbers to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        padding = [" " * (width - _width(cell)) for cell, width in zip(others, widths[1:], strict=True)]
        cells = [cell if is_list else room + cell for cell, room in zip(others, padding, strict=True)]
        yield "  ".join([first + " " * (widths[0] - _width(first)), *cells]).rstrip()


def _width(text: str) -> int:
    """Return the columns of a terminal that a text takes: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
