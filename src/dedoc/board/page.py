"""The board as one page."""

from __future__ import annotations

from dedoc.board.counts import Board
from dedoc.board.tell import (
    BLOCKING,
    CHAPTER,
    FACTS,
    FATES,
    FIGURES,
    SOURCES,
    STATES,
    TEXT,
    TEXT_DUE,
    TOTAL,
    TRANSLATIONS,
    Translate,
    blocker_groups,
    blocking_title,
    figure_said,
    heading,
    row,
    source_said,
    total,
)
from dedoc.errors import N_
from dedoc.webpages import web_page

WORDS = {
    "status": N_("Status of the edition"),
    "chapter": CHAPTER,
    "facts": FACTS,
    "text": TEXT,
    "due": TEXT_DUE,
    "total": TOTAL,
    "figures": FIGURES,
    "sources": SOURCES,
    "translations": TRANSLATIONS,
    "blocking": BLOCKING,
    "waiting": N_("entries that wait"),
}
"""What the page says beside the counts."""


def board_html(board: Board, language: str, text_language: str, translate: Translate) -> bytes:
    """Return the board as one HTML file that loads nothing from elsewhere and runs no script."""
    values = {
        "board": board,
        "language": language,
        "text_language": text_language,
        "heading": heading(board, translate),
        "words": {name: translate(word) for name, word in WORDS.items()},
        "states": [(state.value, translate(name)) for state, name in STATES.items()],
        "fates": [(fate.value, translate(name)) for fate, name in FATES.items()],
        "rows": [(chapter, row(chapter)) for chapter in board.chapters],
        "total": total(board),
        "shares": [(state.value, translate(name), board.facts.get(state, 0)) for state, name in STATES.items()],
        "source_said": lambda each: source_said(each.newer, each.due, each.notes, translate),
        "figure_said": lambda each: figure_said(each.waiting, each.due, translate),
        "blocking_title": blocking_title(board, translate),
        "blockers": list(blocker_groups(board.blocking, translate)),
    }
    return web_page("status.html.jinja", values)
