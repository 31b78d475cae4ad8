"""The ledger is exact, or says where it is not."""

from __future__ import annotations

import pytest

from dedoc.importing.ledger import Kind, Ledger, check

SOURCE = "甲 乙\n丙"


def exact() -> Ledger:
    """Return an exact ledger: 甲乙 in one block with its space left out, 丙 in another."""
    ledger = Ledger(SOURCE)
    ledger.keep(0, 1, "one")
    ledger.repair(Kind.SPACE, 1, 2, block="one")
    ledger.keep(2, 3, "one")
    ledger.keep(4, 5, "two")
    ledger.close()
    return ledger


def test_blanks_between_blocks_become_separators() -> None:
    """What nothing else speaks of, if it is blank."""
    assert [(r.kind, r.line, r.before) for r in exact().repairs] == [(Kind.SPACE, 1, " "), (Kind.SEPARATOR, 1, "\n")]


def test_an_exact_ledger_has_nothing_to_tell() -> None:
    """Repairs undone give back the source; the edition is what was kept and put in."""
    assert not list(check(exact(), SOURCE, {"one": "甲乙", "two": "丙"}))


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ({"one": "甲乙"}, [(2, "丙")]),
        ({"one": "甲 乙", "two": "丙"}, [(1, "甲 乙")]),
        ({"one": "甲乙", "two": "丙", "three": "丁"}, [(1, "丁")]),
        ({"one": "乙甲", "two": "丙"}, [(1, "乙甲")]),
    ],
    ids=["lost", "not left out", "out of nothing", "out of order"],
)
def test_an_edition_that_differs_is_told_with_its_line(blocks: dict[str, str], told: list[tuple[int, str]]) -> None:
    """Every block that is not what the spans say."""
    assert list(check(exact(), SOURCE, blocks)) == told


def test_characters_that_nothing_speaks_of_are_told() -> None:
    """A gap that is not blank is no separator."""
    ledger = Ledger(SOURCE)
    ledger.keep(0, 3, "one")
    ledger.close()

    assert (1, "\n丙") in list(check(ledger, SOURCE, {"one": "甲 乙"}))


def test_characters_used_twice_are_told() -> None:
    """Spans do not overlap."""
    ledger = exact()
    ledger.keep(0, 1, "three")

    assert list(check(ledger, SOURCE, {"one": "甲乙", "two": "丙", "three": "甲"}))


def test_a_respelling_is_a_repair_of_its_own() -> None:
    """A kept space is left out, or one is put in; the ledger stays exact."""
    ledger = Ledger("2023 年和2023年")
    ledger.keep(0, 12, "one")
    ledger.respell(4, "one", 1, "", "as elsewhere")
    ledger.respell(11, "one", 0, " ", "as elsewhere")

    assert ledger.blocks() == {"one": "2023年和2023 年"}
    assert not list(check(ledger, ledger.source, ledger.blocks()))
