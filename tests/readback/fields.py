"""What a Word file holds besides words: fields with code and result, bookmarks with what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from readback.said import squeezed
from readback.word import NAMES, Element, W, WordFile, value


@dataclass
class Field:
    """A field: its code and its result, and whether both were there."""

    code: str = ""
    result: str = ""
    is_separated: bool = False


def fields(word: WordFile) -> list[Field]:
    """Return all the fields of body, notes, heads and feet; a field that is not closed, or never opened, fails."""
    return [found for root in texts(word) for found in fields_in(root)]


def texts(word: WordFile) -> list[Element]:
    """Return the roots of the parts that hold text."""
    return [
        root for name, root in sorted(word.parts.items()) if re.fullmatch(r"word/(document|foot|head)\w*\.xml", name)
    ]


def fields_in(root: Element) -> list[Field]:
    """Return the fields of one part in the order of their ends."""
    open_fields: list[Field] = []
    closed: list[Field] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        match element.tag.removeprefix(W), value(element, "fldCharType"):
            case "fldChar", "begin":
                open_fields.append(Field())
            case "fldChar", "separate":
                open_fields[-1].is_separated = True
            case "fldChar", _:
                closed.append(open_fields.pop())
            case "instrText", _:
                assert not open_fields[-1].is_separated
                open_fields[-1].code += element.text
            case _:
                for found in open_fields:
                    found.result += element.text or ""
    assert open_fields == []
    return closed


def words_of(element: Element) -> str:
    """Return the words of a paragraph or run, without white space."""
    return squeezed("".join(text.text or "" for text in element.iter(f"{W}t")))


def style_of(paragraph: Element) -> str:
    """Return the style id of a paragraph."""
    return value(paragraph.find("w:pPr/w:pStyle", NAMES))


def bookmarked(word: WordFile) -> Iterator[tuple[str, str]]:
    """Yield the names of bookmarks with the words between their start and their end."""
    for start in word.find(".//w:bookmarkStart"):
        end = f"following-sibling::w:bookmarkEnd[@w:id='{value(start, 'id')}']"
        inside = start.xpath(f"following-sibling::*[{end}]", namespaces=NAMES)
        yield value(start, "name"), "".join(map(words_of, inside))
