"""Bookmarks: every block of the document has its own in the Word file, and LibreOffice gives them all back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance import missing, word
from dedoc.build import Order, build
from dedoc.model import Figure, Heading, Node, Paragraph, Quotation, Sidebar, SourceList, Table
from dedoc.render.word.text import bookmark_of
from dedoc.walk import find, walk
from editions import make_edition
from readback.built import Built
from readback.fields import texts
from readback.said import caption_says, inlines_say, squeezed
from readback.word import Element, W, WordFile, value

CALL = re.compile(r"\[\d*\]")


def blocks(found: Built) -> list[Node]:
    """Return the blocks of a document that have a name that stays, those in notes included."""
    parts = (found.document.front, found.document.body, found.document.back)
    return [node for node in walk(parts) if node.id]


def marked(file: WordFile) -> dict[str, str]:
    """Return what stands in each bookmark round a block, by its name; calls of notes, and notes, are left out."""
    found: dict[str, str] = {}
    for root in texts(file):
        for start in root.iter(f"{W}bookmarkStart"):
            name = value(start, "name")
            if name.startswith("_Block_"):
                assert name not in found
                found[name] = CALL.sub("", _inside(start))
    return found


def _inside(start: Element) -> str:
    """Return the words between the two ends of a bookmark, which stand in one paragraph."""
    words: list[str] = []
    for sibling in start.itersiblings():
        if sibling.tag == f"{W}bookmarkEnd" and value(sibling, "id") == value(start, "id"):
            return squeezed("".join(words))
        words += [text.text or "" for text in sibling.iter(f"{W}t")]
    raise AssertionError(f"the bookmark {value(start, 'name')} does not end in its paragraph")


def words_of_block(node: Node) -> str:
    """Return what the bookmark of a block must hold."""
    match node:
        case Paragraph():
            said = inlines_say((*node.run_in, *node.content))
        case Heading():
            said = inlines_say(node.content)
        case Figure() | Sidebar():
            said = caption_says(node)
        case Table():
            said = caption_says(node) if node.number else inlines_say(node.head[0])
        case Quotation():
            said = words_of_block(next(find(node.content, Paragraph)))
        case SourceList():
            said = inlines_say(node.entries[0].content)
        case _:
            raise AssertionError(f"a kind of block that has no bookmark: {node}")
    return CALL.sub("", said)


@pytest.mark.parametrize("name", ["report", "torture"])
def test_every_block_has_one_bookmark_round_its_words(name: str, request: pytest.FixtureRequest) -> None:
    """(30) Paragraphs, headings, captions, titles, cells and notes have a bookmark each, and so have sources."""
    found: Built = request.getfixturevalue(name)
    expected = {bookmark_of(node.id): words_of_block(node) for node in blocks(found)}
    assert len(expected) == len(blocks(found))
    sources = {
        bookmark_of(f"source-{entry.source.key}"): inlines_say(entry.content)
        for listed in find(found.document.body, SourceList)
        for entry in listed.entries
    }
    assert marked(found.word) == expected | {key: CALL.sub("", said) for key, said in sources.items()}


PRINTED = {
    "chapters/01-a.md": "# 开端\n\n第一段写到这里{folio}`2`，翻过一页{folio}`3`，再翻一页。\n\n{folio}`4`\n\n又一段。\n"
}


def test_only_the_first_part_of_a_cut_paragraph_bears_its_name(tmp_path: Path) -> None:
    """(30) Printed page for page, the parts of a paragraph share a name; only the first one has it."""
    edition = make_edition(tmp_path / "printed", PRINTED)
    files = build(Order(str(edition), into=tmp_path, outputs=("pdf", "docx"), is_as_printed=True)).files
    found = marked(WordFile(next(file for file in files if file.suffix == ".docx")))
    assert sorted(found.values()) == ["又一段。", "开端", "第一段写到这里"]


COPIED = re.compile(r"_Copy_\d+$")
"""What LibreOffice 7 puts behind the names of bookmarks in notes, which it copies while it reads them."""


def holding(file: WordFile) -> dict[str, str]:
    """Return what the paragraph says in which each bookmark round a block begins, without the marks of notes."""
    starts = [start for root in texts(file) for start in root.iter(f"{W}bookmarkStart")]
    named = {COPIED.sub("", value(start, "name")): next(start.iterancestors(f"{W}p")) for start in starts}
    said = {name: squeezed("".join(p.itertext(f"{W}t"))) for name, p in named.items()}
    return {name: CALL.sub("", words) for name, words in said.items() if name.startswith("_Block_")}


@pytest.mark.slow
def test_libreoffice_gives_back_every_bookmark(torture: Built, tmp_path: Path) -> None:
    """(30) A file that LibreOffice has saved still has all bookmarks, each in a paragraph with the same words."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: the Word file not saved")
    saved = WordFile(word.libreoffice_docx(torture.word_path, tmp_path))
    assert holding(saved) == holding(torture.word)
