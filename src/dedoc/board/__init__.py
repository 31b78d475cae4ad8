"""How far an edition is: a board of what is new, confirmed, still due, and what stops publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dedoc.board.counts import Board, board_of
from dedoc.board.page import board_html
from dedoc.board.tell import board_data, board_lines
from dedoc.board.translated import behind
from dedoc.build import Order, load, output_folder
from dedoc.outputs import write_outputs

__all__ = ["Board", "Shown", "board_data", "board_lines", "status"]

FILE = "status.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """A board, and the page that shows it."""

    board: Board
    page: Path


def status(order: Order, language: str, translate: Callable[[str], str]) -> Shown:
    """Return how far an edition is, and write the page that shows it in the ``language`` that ``translate`` speaks.

    DedocError with all that is wrong in an edition that cannot even be printed as a draft.
    """
    source = load(replace(order, is_draft=True))
    edition = source.edition
    files = tuple(source.inputs.name(path) for path in (*edition.front, *edition.body, *edition.back))
    board = board_of(source.document, edition.name, files, behind(edition.folder))
    page = board_html(board, language, edition.metadata.language, translate)
    (written,) = write_outputs({FILE: page}, output_folder(order, edition))
    return Shown(board, written)
