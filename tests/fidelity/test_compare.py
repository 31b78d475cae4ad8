"""One printing held against print: what is counted, what is found, and what explains what."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedoc.fidelity import Entry, Item, Printed, Printing, Sheet, Start, compare, differences
from dedoc.fidelity.folios import lay_folios
from dedoc.fidelity.words import key
from dedoc.model import (
    Block,
    Document,
    Figure,
    FolioMark,
    Heading,
    Metadata,
    Moment,
    Note,
    PageMap,
    Paragraph,
    Text,
)

METADATA = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")
Places = Sequence[tuple[int, int]]
"""Sheet and folio, as the layout tells them."""


def heading(text: str, level: int = 1, mark: str = "") -> Heading:
    """Return a heading."""
    return Heading(level, (Text(text),), mark=mark)


def note(number: int) -> Paragraph:
    """Return a paragraph with a note."""
    return Paragraph((Text("文"), Note((Paragraph((Text("注"),)),), (number,), f"[{number}]")))


def figure(number: int) -> Figure:
    """Return a figure."""
    return Figure(f"f{number}", caption=(Text("图题"),), number=(number,), mark=f"图 {number}：")


def document(*body: Block) -> Document:
    """Return a document with a preface."""
    return Document(METADATA, (heading("前言"),), body, ())


def page_map(
    headings: Places, notes: Sequence[int] = (), figures: Places = (), starts: Places = (), *, front: int = 3
) -> PageMap:
    """Return a page map whose body begins after ``front`` sheets."""
    printed = [(sheet, f"{folio:02}") for sheet, folio in headings]
    return PageMap(
        starts[-1][0],
        ((front - 1, "I"), *printed),
        tuple((sheet, sheet) for sheet in notes),
        tuple((sheet, f"{folio:02}") for sheet, folio in figures),
        (),
        tuple((sheet, f"{folio:02}") for sheet, folio in starts),
    )


def sheets(*texts: str | tuple[str, int], front: int = 3) -> list[Sheet]:
    """Return sheets with their words, or with words and the free lines at their foot."""
    body = [Sheet(text) if isinstance(text, str) else Sheet(*text) for text in texts]
    return [*[Sheet("") for _ in range(front)], *body]


def said(printing: Printing) -> dict[int, list[str]]:
    """Return what differs by folio."""
    found = {page.folio: list(differences(page, str)) for page in printing.pages}
    return {folio: phrases for folio, phrases in found.items() if phrases}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（一）做 法", "(一)做法"),
        ("见图 3：甲，乙", "见图3:甲,乙"),
        ("“告别”", '"告别"'),
        ("甲[3]乙〔12〕丙", "甲乙丙"),
        ("图\u2060 1", "图1"),
        ("２０２３ 年—２０２４", "2023年–2024"),
    ],
)
def test_white_space_and_the_width_of_marks_do_not_count(one: str, other: str) -> None:
    """Print and layout write the same words differently."""
    assert key(one) == key(other) == key(key(one))


def test_words_count() -> None:
    """Anything else is another text."""
    assert key("甲。") != key("甲，")
    assert key("AI") != key("Ai")


def test_all_that_stands_where_it_stood_is_the_same() -> None:
    """A page without differences is one whose items, words and measures agree."""
    body = document(heading("开端", 1, "一、"), note(1), figure(1))
    pages = page_map([(4, 1)], [4], [(5, 2)], [(5, 2)])
    printed = Printed(2, (Entry(1, "一、开端", 1),), {"1": 1}, {"1": 2}, {1: "一、 开端", 2: "图1"})
    printing = compare("natural", body, pages, sheets("一、开端文", "图 1：图题"), printed)

    assert said(printing) == {}
    assert all(page.is_same for page in printing.pages)
    assert {part: (total.found, total.expected) for part, total in printing.totals.items()} == {
        "contents": (1, 1),
        "notes": (1, 1),
        "figures": (1, 1),
        "starts": (2, 2),
    }


def test_each_difference_is_named_on_its_page() -> None:
    """An item stands with the page where print has it, one that print does not have with its own."""
    body = document(heading("甲"), heading("乙", 2), heading("丙"), note(1), note(2), figure(1))
    pages = page_map([(4, 1), (4, 1), (5, 2)], [5, 5], [(5, 2)], [(5, 2)])
    printed = Printed(
        3,
        (Entry(1, "甲", 1), Entry(1, "乙", 1), Entry(1, "丁", 3)),
        {"1": 1, "3": 2},
        {"1": 1},
        {2: "丁", 3: "戊"},
    )

    assert said(compare("natural", body, pages, sheets("甲乙", "丙文"), printed)) == {
        1: ["“乙” has level 2, not 1", "note 1 is on page 2", "figure 1 is on page 2"],
        2: ["begins with “丙文”, not with “丁”", "“丙” is not in print", "note 3 is missing", "note 2 is not in print"],
        3: ["there is no such page", "“丁” is missing"],
    }


def test_headings_of_one_title_are_taken_in_order() -> None:
    """Chapters may have sections of the same name."""
    body = document(heading("甲"), heading("小结", 2), heading("乙"), heading("小结", 2))
    pages = page_map([(4, 1), (4, 1), (5, 2), (5, 2)], starts=[(5, 2)])
    entries = (Entry(1, "甲", 1), Entry(2, "小结", 1), Entry(1, "乙", 2), Entry(2, "小结", 2))

    assert said(compare("natural", body, pages, sheets("甲", "乙"), Printed(2, entries))) == {}


def test_what_print_does_not_list_is_not_held_against_it() -> None:
    """Deeper headings than those of the contents, and all notes where none are known, are no differences."""
    body = document(heading("甲"), heading("细", 4), note(1), figure(1))
    pages = page_map([(4, 1), (4, 1)], [4], [(4, 1)], [(4, 1)])

    assert said(compare("natural", body, pages, sheets("甲"), Printed(1, (Entry(1, "甲", 1),)))) == {}


def test_a_page_that_runs_over_is_told_and_the_next_keeps_its_folio() -> None:
    """What stands on the sheet too many is on no printed page."""
    body = document(FolioMark(1), heading("甲"), note(1), FolioMark(2, -0.0125), heading("乙"))
    pages = page_map([(4, 1), (6, 2)], [5], starts=[(4, 1), (6, 2), (6, 2)])
    printed = Printed(2, (Entry(1, "甲", 1), Entry(1, "乙", 2)), {"1": 1}, {}, {2: "乙"})
    printing = compare("printed", body, pages, sheets("甲", ("文", 20), "乙"), printed)

    assert [page.sheets for page in printing.pages] == [(4, 5), (6,)]
    assert printing.pages[0].notes == (Item("1", 1, "1+"),)
    assert said(printing) == {
        1: ["note 1 is on page 1+", "runs over"],
        2: ["drawn together by 1.25 % of a character"],
    }
    assert [page.is_same for page in printing.pages] == [False, True]


@pytest.mark.parametrize(
    ("marks", "starts", "folios"),
    [
        ([1, 2, 3], [(4, 1), (5, 2), (6, 3), (6, 3)], {4: "1", 5: "2", 6: "3"}),
        ([2, 3], [(5, 2), (6, 3), (6, 3)], {4: "1", 5: "2", 6: "3"}),
        ([2, 3], [(6, 2), (7, 3), (8, 4)], {4: "1", 5: "1+", 6: "2", 7: "3", 8: "3+"}),
        ([1, 3], [(4, 1), (6, 3), (6, 3)], {4: "1", 5: "2", 6: "3"}),
        ([1, 3], [(4, 1), (7, 3), (7, 3)], {4: "1", 5: "2", 6: "2+", 7: "3"}),
        ([1, 2], [(4, 1), (5, 2), (6, 3)], {4: "1", 5: "2", 6: "3"}),
        ([1, 2, 3], [(4, 1), (5, 2), (5, 3), (5, 3)], {4: "1", 5: "3"}),
    ],
    ids=["each marked", "first unmarked", "first and last run over", "gap", "gap runs over", "last unmarked", "empty"],
)
def test_sheets_bear_the_folios_that_their_marks_say(
    marks: list[int], starts: list[tuple[int, int]], folios: dict[int, str]
) -> None:
    """Where print has no mark, pages count on; where there are too many, the last runs over."""
    laid = lay_folios(document(heading("甲"), *map(FolioMark, marks)), page_map([(4, 1)], starts=starts), 3)

    assert {sheet: laid.name(sheet) for sheet in laid.by_sheet} == folios


def test_a_foot_is_free_for_a_reason() -> None:
    """A heading or a figure that begins the next page did not fit; the body's end needs no reason."""
    body = document(heading("甲"), heading("乙", mark="二、"), figure(1))
    pages = page_map([(4, 1), (5, 2)], figures=[(6, 3)], starts=[(8, 5)])
    texts = (("甲文", 9), ("二、乙", 9), ("图 1：图题", 9), ("文", 4), ("文", 20))

    printing = compare("natural", body, pages, sheets(*texts), Printed(5, (Entry(1, "甲", 1),)))
    assert [page.free for page in printing.pages] == [0, 0, 9, 4, 0]
    assert said(printing)[3] == ["9 lines at its foot are free"]


def test_the_start_shows_where_the_reader_is() -> None:
    """A few characters more than print has are shown, without what cannot be seen."""
    pages = page_map([(4, 1)], starts=[(4, 1)])
    printed = Printed(1, starts={1: "甲乙"})
    printing = compare("natural", document(heading("甲")), pages, sheets("甲\u2060 丙" + "丁" * 50), printed)

    assert printing.pages[0].start == Start("甲乙", "甲丙丁丁丁丁丁丁丁丁")


@st.composite
def editions(draw: st.DrawFn) -> tuple[Document, PageMap, Printed]:
    """Return any document as laid out anyhow, and any printed edition."""
    count = draw(st.integers(1, 6))
    folios = st.integers(1, count)
    titles = st.sampled_from("甲乙丙")
    marks = sorted(draw(st.sets(folios)))
    body = [heading(title, draw(st.integers(1, 3))) for title in draw(st.lists(titles, max_size=6))]
    notes, figures = draw(st.integers(0, 5)), draw(st.integers(0, 3))
    blocks: list[Block] = [
        *map(FolioMark, marks),
        *body,
        *map(note, range(1, notes + 1)),
        *map(figure, range(1, figures + 1)),
    ]
    last = draw(st.integers(1, 9))
    sheet = st.integers(4, 3 + last)
    starts = sorted(draw(st.lists(sheet, min_size=len(marks), max_size=len(marks))))
    pages = page_map(
        [(place, place - 3) for place in draw(st.lists(sheet, min_size=len(body), max_size=len(body)))],
        draw(st.lists(sheet, min_size=notes, max_size=notes)),
        [(place, place - 3) for place in draw(st.lists(sheet, min_size=figures, max_size=figures))],
        [*zip(starts, marks, strict=True), (3 + last, last)],
    )
    places = st.dictionaries(st.integers(1, 8).map(str), folios, max_size=6)
    entries = tuple(Entry(draw(st.integers(1, 3)), title, draw(folios)) for title in draw(st.lists(titles, max_size=6)))
    words = draw(st.dictionaries(folios, titles, max_size=6))
    return document(*blocks), pages, Printed(count, entries, draw(places), draw(places), words)


@given(editions(), st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 22)), min_size=9, max_size=9))
def test_the_counts_add_up(case: tuple[Document, PageMap, Printed], texts: list[tuple[str, int]]) -> None:
    """All that print has is counted once, on the page of print; no sheet is lost, and none is on two pages."""
    body, pages, printed = case
    printing = compare("printed", body, pages, sheets(*texts), printed)
    totals = printing.totals

    assert totals["contents"].expected == len(printed.contents)
    assert totals["notes"].expected == len(printed.notes)
    assert totals["figures"].expected == len(printed.figures)
    assert totals["starts"].expected == len(printed.starts)
    assert all(0 <= total.found <= total.expected for total in totals.values())
    assert [page.folio for page in printing.pages] == list(range(1, len(printing.pages) + 1))
    found = [sheet for page in printing.pages for sheet in page.sheets]
    assert len(found) == len(set(found))
    assert all(item.expected in (None, page.folio) for page in printing.pages for _, item in page.items)
    differing = sum(not item.is_same for page in printing.pages for _, item in page.items if item.expected)
    counted = [totals[part] for part in ("contents", "notes", "figures")]
    assert sum(total.expected - total.found for total in counted) == differing
    assert all(page.is_same == (not set(differences(page, str)) - _drawn(page.drawn)) for page in printing.pages)


def _drawn(percent: float) -> set[str]:
    return {f"drawn together by {percent:.2f} % of a character"} if percent else set()
