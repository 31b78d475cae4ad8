"""Pages drawn together until they end where they ended in print."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dedoc.errors import Location, Severity
from dedoc.model import Block, Document, FolioMark, Metadata, Moment, Note, PageMap, Paragraph, Text
from dedoc.render.fitting import LIMIT, print_fitted

METADATA = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")


class Press:
    """Prints a page for each mark, and two where its text is not drawn together by what it needs, in em.

    A page in ``crowded`` fits as soon as its headings keep half the room around them.
    """

    def __init__(self, needs: Mapping[int, float], crowded: frozenset[int] = frozenset()) -> None:
        self.needs = needs
        self.crowded = crowded
        self.rounds = 0

    def __call__(self, document: Document) -> tuple[bytes, PageMap]:
        """Return the words of the page map and the map."""
        self.rounds += 1
        page, starts = 0, []
        for block in document.body:
            if isinstance(block, FolioMark):
                page += 1
                starts.append((page, str(block.folio)))
                page += -block.tracking < self.needs.get(block.folio, 0.0)
                page += block.folio in self.crowded and block.room > 0.5
        return str(starts).encode(), PageMap(page, (), (), starts=(*starts, (page, "end")))


def document(folios: int) -> Document:
    """Return a document of so many printed pages."""
    blocks: list[Block] = []
    for folio in range(1, folios + 1):
        blocks += [FolioMark(folio, location=Location("a.md", folio)), Paragraph((Text("文"),))]
    return Document(METADATA, (), tuple(blocks), ())


def test_pages_that_fit_are_left_alone() -> None:
    """One round of the press is enough where nothing runs over, and where no page of print is marked at all."""
    for whole in (document(3), document(0)):
        press = Press({})
        printed, _, problems = print_fitted(whole, press)

        assert printed == whole
        assert problems == ()
        assert press.rounds == 1


@pytest.mark.parametrize("folio", [1, 2, 3])
def test_a_page_that_runs_over_is_drawn_together_as_little_as_it_needs(folio: int) -> None:
    """Only that page moves, no more than a step beyond its need, and the editor is told at the mark of the page."""
    printed, (_, pages), (problem,) = print_fitted(document(3), Press({folio: 0.006}))
    tracking = {mark.folio: mark.tracking for mark in printed.body if isinstance(mark, FolioMark)}

    assert pages.pages == 3
    assert -0.009 < tracking.pop(folio) <= -0.006
    assert set(tracking.values()) == {0.0}
    assert problem.severity is Severity.NOTE
    told = f"page {folio} was fitted: 0 % of the room around headings kept, characters 0.75 % closer"
    assert problem.format() == f"a.md:{folio}: note: {told}"


def test_a_page_gives_up_room_around_headings_before_its_characters_move() -> None:
    """What nobody measures goes first: half the room is enough here, and no character moves."""
    printed, (_, pages), (problem,) = print_fitted(document(2), Press({}, frozenset({1})))
    marks = [(mark.room, mark.tracking) for mark in printed.body if isinstance(mark, FolioMark)]

    assert pages.pages == 2
    assert marks == [(0.5, 0.0), (1.0, 0.0)]
    assert problem.values == {"folio": 1, "room": "50", "percent": "0.00"}


def test_several_pages_are_drawn_together_each_for_itself() -> None:
    """What one page needs another does not get."""
    printed, (_, pages), problems = print_fitted(document(4), Press({2: 0.002, 3: 0.01}))
    tracking = [-mark.tracking for mark in printed.body if isinstance(mark, FolioMark)]

    assert pages.pages == 4
    assert tracking == [0.0, 0.0025, 0.01, 0.0]
    assert [problem.location for problem in problems] == [Location("a.md", 2), Location("a.md", 3)]


@pytest.mark.parametrize("folio", [1, 3])
def test_a_page_that_cannot_fit_runs_on_and_is_a_warning(folio: int) -> None:
    """Characters never move more than the limit; the text stays whole on another page, and the editor gets a hint."""
    printed, (_, pages), (problem,) = print_fitted(document(3), Press({folio: 1.0}))

    assert pages.pages == 4
    assert min(mark.tracking for mark in printed.body if isinstance(mark, FolioMark)) == -LIMIT
    assert problem.severity is Severity.WARNING
    assert problem.format().startswith(f"a.md:{folio}: warning: page {folio} runs over")
    assert problem.hint


def test_a_note_away_from_its_call_loosens_the_paragraph_that_calls_it() -> None:
    """Only that paragraph may leave a single line on a page, and only as long as it helps."""
    noted = [Paragraph((Text("文"), Note((Paragraph((Text(str(n)),)),)))) for n in (1, 2)]
    whole = Document(METADATA, (), tuple(noted), ())

    def press(document: Document) -> tuple[bytes, PageMap]:
        loose = [block.is_loose for block in document.body if isinstance(block, Paragraph)]
        return b"", PageMap(2, (), ((1, 1), (2, 2 if loose[1] else 1)))

    printed, (_, pages), problems = print_fitted(whole, press)

    assert [block.is_loose for block in printed.body if isinstance(block, Paragraph)] == [False, True]
    assert pages.notes == ((1, 1), (2, 2))
    assert problems == ()


def test_a_note_that_stays_away_is_printed_again_once() -> None:
    """Where loosening does not help, the press is not run for ever."""
    whole = Document(METADATA, (), (Paragraph((Note((Paragraph((Text("注"),)),)),)),), ())
    rounds = []

    def press(document: Document) -> tuple[bytes, PageMap]:
        rounds.append(document)
        return b"", PageMap(2, (), ((1, 2),))

    print_fitted(whole, press)

    assert len(rounds) == 2
