"""The words of the 2024 edition: facts, titles and notes are those of print, and the prose is our own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dedoc.model import Block, Citation, FactCall, Figure, Heading, Text
from dedoc.walk import find, plain_text
from readback.built import Built
from readback.paper import paper
from readback.said import heading_says, squeezed

PRINTED = Path(__file__).parents[3] / "shared" / "edition-2024"
"""The text of the printed edition. It lies beside the checkout and never becomes a part of it."""

FULL_WIDTH = str.maketrans("(),:;?!", "（），：；？！")
CALL = re.compile(r"\^?\[\d+\]")
NOTE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
CAPTION = re.compile(r"^(?:图 ?\d ?[:：].*|[（(]来源：.*)$", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
TITLE = re.compile("《[^》]*》")

LONGEST_RUN = 19
"""Characters of prose that may be the same as in print, one after the other."""

CORRECTED_NOTES = {
    # A comma behind the name of the journal, as in note 24.
    32: "数据来源：《瞭望》，2024年第26期",
    # A date is written without a nought in front, as everywhere else in the report.
    56: "来源：《光明日报》（2023年7月24日06版）",
    58: "来源：《光明日报》（2023年7月24日06版）",
}
"""What the editors changed in notes."""

LEFT_OUT_NUMBERS = {"3.数字鸿沟的弥合与普惠发展": {"16": 1}}
"""What the editors left out: 81 % of people in towns cannot be sixteen times the share in the country."""

DRAFT = "《关于加快现代轻工产业体系建设的指导意见（征求意见"

CORRECTED_TITLES = {
    "《科技进步法》": "《中华人民共和国科学技术进步法》",
    # A page break doubled a character.
    DRAFT + "）见稿）》": DRAFT + "稿）》",
}
"""Titles that print has in another form than their works."""


@dataclass(frozen=True)
class Print:
    """The printed text, squeezed and in full-width marks: sections by heading, preface and back cover, and notes."""

    sections: dict[str, str]
    notes: dict[int, str]


def plain(text: str) -> str:
    """Return text without white space, its marks in full width."""
    return squeezed(text).translate(FULL_WIDTH)


@pytest.fixture(scope="module")
def printed() -> Print:
    """Return the text of the printed edition in sections."""
    files = sorted(PRINTED.glob("*.txt"))
    if not files:
        pytest.skip("the text of the printed edition is not beside the checkout: our words not compared with it")
    text = files[0].read_text(encoding="utf-8")
    notes = {int(number): plain(note) for number, note in NOTE.findall(text)}
    front, _, rest = text.partition("\n目录\n")
    # The first heading stands in the contents, too.
    body = rest[rest.rindex(paper().headings[0].text) :]
    sections = {"前言": plain(front.partition("\n前言\n")[2])}
    sections |= dict(cut(plain(CALL.sub("", CAPTION.sub("", NOTE.sub("", body))))))
    last = paper().headings[-1].text
    end = sections[last].index("新时代创新型智库联盟")
    sections[last], sections["封底"] = sections[last][:end], sections[last][end:]
    return Print(sections, notes)


def cut(body: str) -> Iterator[tuple[str, str]]:
    """Yield the headings of print, no two of which are alike, with the text below them."""
    places, at = [("", 0, 0)], 0
    for heading in paper().headings:
        text = plain(heading.text)
        start = body.index(text, at)
        at = start + len(text)
        places.append((heading.text, start, at))
    for (name, _, begin), (_, end, _) in pairwise([*places[1:], ("", len(body), 0)]):
        yield name, body[begin:end]


@pytest.fixture(scope="module")
def sections(report: Built) -> dict[str, str]:
    """Return our text in the same sections."""
    found: dict[str, str] = {"前言": prose(report.document.front)}
    at = ""
    for block in report.document.body:
        if isinstance(block, Heading):
            at = heading_says(block)
            found[at] = ""
        else:
            found[at] += prose((block,))
    return {**found, "封底": prose(report.document.back)}


def prose(blocks: tuple[Block, ...]) -> str:
    """Return what blocks say with their facts put in, without headings, figures and notes."""
    return plain("".join(plain_text(block) for block in blocks if not isinstance(block, Heading | Figure)))


def test_the_sections_are_those_of_print(printed: Print, sections: dict[str, str]) -> None:
    """Both texts have a preface, the 39 sections in the same order, and a back cover."""
    assert list(sections) == list(printed.sections)
    assert len(sections) == 41


def test_the_prose_is_our_own(printed: Print, report: Built) -> None:
    """No run of 20 characters is common with print, titles in 《》 aside."""
    size = LONGEST_RUN + 1
    theirs = TITLE.sub("", "\n".join(printed.sections.values()))
    known = {theirs[at : at + size] for at in range(len(theirs) - size + 1)}
    blocks = (*report.document.front, *report.document.body, *report.document.back)
    ours = [TITLE.sub("", prose((block,))) for block in blocks]
    runs = (text[at : at + size] for text in ours for at in range(len(text) - size + 1))
    assert [run for run in runs if run in known] == []


def test_every_section_is_about_as_long_as_in_print(printed: Print, sections: dict[str, str]) -> None:
    """No section is longer or shorter than the printed one by more than 8 %."""
    lengths = {key: (len(sections[key]), len(text)) for key, text in printed.sections.items()}
    assert {key: pair for key, pair in lengths.items() if abs(pair[0] - pair[1]) > 0.08 * pair[1]} == {}


def test_the_notes_are_those_of_print(printed: Print, report: Built, record_property: Any) -> None:
    """The 59 notes say what the printed ones say, but for what the editors corrected."""
    ours = {number: plain(note.partition("]")[2]) for number, note in enumerate(report.says.notes, 1)}
    assert ours == {**printed.notes, **CORRECTED_NOTES}
    assert len(ours) == 59
    assert all(printed.notes[number] != note for number, note in CORRECTED_NOTES.items())
    cited = {key for citation in find(report.document.body, Citation) if citation.lead for key in citation.keys}
    record_property("distinct sources of the notes", str(len(cited)))
    assert 30 <= len(cited) <= 45


def test_every_number_of_print_stands_in_its_section(printed: Print, sections: dict[str, str]) -> None:
    """Each number of the printed text stands as often in the same section, but for what the editors left out."""
    lost = {
        key: dict(Counter(NUMBER.findall(text)) - Counter(NUMBER.findall(sections[key])))
        for key, text in printed.sections.items()
    }
    assert {key: numbers for key, numbers in lost.items() if numbers} == LEFT_OUT_NUMBERS


def test_every_title_of_print_stands_in_its_section(printed: Print, sections: dict[str, str]) -> None:
    """Each work that print names in 《》 is named in the same section, by its right title."""
    named = {(key, title) for key, text in printed.sections.items() for title in TITLE.findall(text)}
    assert len(named) > 20
    lost = [title for key, title in sorted(named) if CORRECTED_TITLES.get(title, title) not in sections[key]]
    assert lost == []
    assert set(CORRECTED_TITLES) <= {title for _, title in named}


def test_every_statistic_is_a_fact(report: Built) -> None:
    """No quantity with a unit is typed into the text: all of them come from facts.yaml."""
    quantity = re.compile(r"[0-9.]+(?:%|[千万亿余]|[个家户倍项元台套件块]|EFLOPS|ZB)")
    typed = (quantity.findall(TITLE.sub("", text.text)) for text in find(report.document.body, Text))
    assert [found for numbers in typed for found in numbers] == []
    assert sum(1 for _ in find(report.document.body, FactCall)) > 100
