"""Translations stay with their texts when an edition changes: nothing is lost, and nothing lands at the wrong place."""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from pathlib import Path

from dedoc.errors import Location
from dedoc.translate.catalogs import Entry
from dedoc.translate.linking import Linked, link
from dedoc.translate.units import Kind, Unit
from translators import Project

OWN = Path(__file__).parents[2] / "content" / "2024"
COUNT = 1000
SEED = 20241123


def sentences() -> list[str]:
    """Return the sentences of our own edition."""
    texts = [unit.source for unit in Project(OWN).units if unit.kind is Kind.PARAGRAPH]
    found = [sentence for text in texts for sentence in re.split(r"(?<=[。；])", text) if len(sentence) > 8]
    return list(dict.fromkeys(found))


class Book:
    """A thousand paragraphs made of sentences, and what authors do to them."""

    def __init__(self) -> None:
        self.sentences = sentences()
        self.random = random.Random(SEED)  # noqa: S311 -- no secret is made
        self.paragraphs = list(dict.fromkeys(self.paragraph() for _ in range(COUNT * 2)))[:COUNT]

    def paragraph(self) -> str:
        """Return a paragraph of two to five sentences."""
        return "".join(self.random.sample(self.sentences, self.random.randint(2, 5)))

    def corrected(self, text: str) -> str:
        """Return a paragraph with a word put in."""
        at = self.random.randrange(len(text))
        return f"{text[:at]}（修订）{text[at:]}"

    def replaced(self, text: str) -> str:
        """Return a paragraph with one sentence replaced."""
        parts = [part for part in re.split(r"(?<=[。；])", text) if part]
        parts[self.random.randrange(len(parts))] = self.random.choice(self.sentences)
        return "".join(parts)

    def rewritten(self, text: str) -> str:
        """Return a paragraph of which one sentence is left."""
        parts = [part for part in re.split(r"(?<=[。；])", text) if part]
        return self.random.choice(parts) + "".join(self.random.sample(self.sentences, 2))


def unit(text: str, name: str = "") -> Unit:
    """Return a paragraph as a unit."""
    return Unit(name or f"p-{hash(text)}", Kind.PARAGRAPH, text, (), Location("a.md", 1), "a")


def entries(texts: list[str]) -> list[Entry]:
    """Return the entries of texts that are all translated: by “T” and their number."""
    return [Entry(unit(text).id, text, f"T{index}", about="paragraph") for index, text in enumerate(texts)]


def timed(units: list[Unit], old: list[Entry]) -> tuple[Linked, float]:
    """Return units with their entries, and the seconds that it took."""
    begun = time.process_time()
    linked = link(units, old)
    return linked, time.process_time() - begun


def share(linked: Linked, truth: dict[str, str], kind: str, kinds: dict[str, str]) -> float:
    """Return the share of the paragraphs changed in one way that have the translation of what they were."""
    of_kind = [item for item in linked.links if kinds.get(item.unit.source) == kind]
    right = [item for item in of_kind if item.entry is not None and item.entry.source == truth[item.unit.source]]
    return len(right) / len(of_kind)


def test_one_new_paragraph_changes_no_other_unit() -> None:
    """All but the new one keep their own translation (checklist 2)."""
    book = Book()
    old = entries(book.paragraphs)
    units = [unit(text) for text in book.paragraphs]
    units.insert(10, unit("全新的一段，从未出现过。"))

    linked = link(units, old)

    assert sum(item.entry is None for item in linked.links) == 1
    assert all(item.entry.source == item.unit.source for item in linked.links if item.entry is not None)
    assert linked.left == ()


def test_an_update_of_a_thousand_paragraphs_is_quick_and_right() -> None:
    """Eighty in a hundred changed, as for the next year: under 2 s; rewritten ≥ 75 %, replaced ≥ 95 % (3, 4)."""
    book = Book()
    texts, truth, kinds = list(book.paragraphs), dict[str, str](), dict[str, str]()
    ways = {"corrected": book.corrected, "replaced": book.replaced, "rewritten": book.rewritten}
    for index in book.random.sample(range(COUNT), COUNT * 3 // 10):
        kind = book.random.choice(list(ways))
        texts[index] = ways[kind](book.paragraphs[index])
        truth[texts[index]], kinds[texts[index]] = book.paragraphs[index], kind
    for _ in range(COUNT // 50):
        texts.insert(book.random.randrange(len(texts)), book.paragraph() + "新增段落。")

    linked, seconds = timed([unit(text) for text in texts], entries(book.paragraphs))

    assert seconds < 2
    assert share(linked, truth, "corrected", kinds) == 1
    assert share(linked, truth, "replaced", kinds) >= 0.95
    assert share(linked, truth, "rewritten", kinds) >= 0.75
    untouched = [item for item in linked.links if item.unit.source in book.paragraphs]
    assert all(item.entry is not None and item.entry.source == item.unit.source for item in untouched)


def test_corrections_in_one_of_twenty_take_a_fifth_of_a_second() -> None:
    """Corrections before printing: under 0.2 s, and all of them keep their translation (checklist 4)."""
    book = Book()
    texts, truth, kinds = list(book.paragraphs), dict[str, str](), dict[str, str]()
    for index in book.random.sample(range(COUNT), COUNT // 20):
        texts[index] = book.corrected(book.paragraphs[index])
        truth[texts[index]], kinds[texts[index]] = book.paragraphs[index], "corrected"
    link([unit("甲"), unit("乙丙")], entries(["甲", "乙丁"]))

    linked, seconds = timed([unit(text) for text in texts], entries(book.paragraphs))

    assert seconds < 0.2
    assert share(linked, truth, "corrected", kinds) == 1


def test_a_label_keeps_its_translation_whatever_its_text_becomes() -> None:
    """A heading that was named keeps its entry, also where its words are all new ones."""
    heading = replace(unit("概况", "heading-a"), has_own_id=True)
    linked = link([replace(heading, source="现状与走势")], [Entry("heading-a", "概况", "Overview")])
    assert linked.links[0].entry is not None


def test_of_equal_notes_only_the_edited_one_changes() -> None:
    """Nine notes say the same; the one that was edited keeps its own translation, and the others theirs."""
    notes = [unit("数据来源：年鉴", f"note-{index}") for index in range(9)]
    old = [Entry(note.id, note.source, f"T{index}") for index, note in enumerate(notes)]
    edited = [
        replace(note, source="数据来源：年鉴（2024）") if index == 4 else note for index, note in enumerate(notes)
    ]

    linked = link([replace(note, has_own_id=True) for note in edited], old)

    assert [item.entry.target for item in linked.links if item.entry] == [f"T{index}" for index in range(9)]


def test_a_paragraph_that_moves_takes_its_translation_along() -> None:
    """An equal text is found wherever it stands; one that moved and changed is found by likeness."""
    old = entries(["第一段说的是数据。", "第二段说的是算力与网络的建设。", "第三段说的是人才。"])
    units = [unit("第二段说的是算力与网络的新建设。"), unit("第三段说的是人才。"), unit("第一段说的是数据。")]

    linked = link(units, old)

    assert [item.entry.target for item in linked.links if item.entry] == ["T1", "T2", "T0"]


def test_what_nothing_is_like_has_no_entry() -> None:
    """A text without any likeness gets no translation of another one."""
    linked = link([unit("甲乙丙丁戊己庚辛")], entries(["一二三四五六七八"]))
    assert linked.links[0].entry is None
    assert len(linked.left) == 1
