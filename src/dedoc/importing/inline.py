"""The characters of a block: calls of notes found, marks and digits of the wrong width put right, strays told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dedoc.importing.joints import Joined, open_brackets
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.lines import NARROW, is_han, is_wide
from dedoc.importing.patterns import CALL, SUPERSCRIPTS
from dedoc.importing.structure import Atom, Call, Words

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
SPACES = re.compile(r"[ \t\xa0\u3000\u2000-\u200b\u2060\ufeff]+")
LETTERSPACED = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff])+")
ZERO_WIDTH = "\u200b\u2060\ufeff"
BRACKETS = re.compile(r"\(([^()]*)\)")
GETA = "〓"
"""What stands, by old custom of Chinese and Japanese printers, for a character that is not there."""

TRADITIONAL = dict(
    zip(
        "緊數據術發應業經濟國與為產體實網東關點臺灣億萬個這時會對進過還開動務區學習長見說設計認識記評試論證資費質買賣貿車軍運達選遠適鄉鎮錢鐵銀",
        "紧数据术发应业经济国与为产体实网东关点台湾亿万个这时会对进过还开动务区学习长见说设计认识记评试论证资费质买卖贸车军运达选远适乡镇钱铁银",
        strict=True,
    )
)
"""Characters that a simplified text hardly means, and those it may mean; they are told and stay as they are."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of the characters from ``start`` to ``end`` of a block: other ones, or the call of a note."""

    start: int
    end: int
    after: str
    kind: Kind
    is_certain: bool = True
    remark: str = ""
    call: int = 0


def scan(
    joined: Joined,
    block: str,
    ledger: Ledger,
    *,
    has_calls: bool = True,
    brackets: bool = False,
    numbers: set[int] | None = None,
) -> list[Atom]:
    """Return the atoms of a block and record what became of its characters.

    ``brackets`` says that the whole stands in brackets, which are then set in full width.
    """
    text = joined.text
    edits: dict[int, Edit] = {}
    found = [
        *(_calls(text, numbers) if has_calls else ()),
        *_marks(text, brackets=brackets),
        *_characters(text),
        *_spaces(text),
    ]
    taken: set[int] = set()
    for edit in found:
        places = set(range(edit.start, edit.end))
        if not places & taken and min(joined.at[edit.start : edit.end]) >= 0:
            edits[edit.start] = edit
            taken |= places
    return _apply(joined, edits, block, ledger)


def _runs(at: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of places that follow each other, as (start, end)."""
    start = 0
    for index in range(1, len(at) + 1):
        if index == len(at) or at[index] != at[index - 1] + 1:
            yield at[start], at[index - 1] + 1
            start = index


def _apply(joined: Joined, edits: dict[int, Edit], block: str, ledger: Ledger) -> list[Atom]:
    atoms: list[Atom] = []
    index = 0

    def say(text: str) -> None:
        if atoms and isinstance(atoms[-1], Words):
            atoms[-1].text += text
        elif text:
            atoms.append(Words(text))

    while index < len(joined.text):
        if index in joined.pages:
            atoms.append(joined.pages[index])
        at, edit = joined.at[index], edits.get(index)
        if edit is None:
            if at >= 0:
                ledger.keep(at, at + 1, block)
            say(joined.text[index])
            index += 1
            continue
        after = edit.after
        for start, end in _runs(joined.at[index : edit.end]):
            ledger.repair(edit.kind, start, end, after, block=block, is_certain=edit.is_certain, remark=edit.remark)
            after = ""
        if edit.call:
            atoms.append(Call(edit.call, at))
        say(edit.after)
        index = edit.end
    return atoms


def _calls(text: str, numbers: set[int] | None) -> Iterator[Edit]:
    for match in CALL.finditer(text.translate(NARROW)):
        number = int((match[1] or match[0]).translate(SUPERSCRIPTS))
        if match[1] or (numbers and number in numbers):
            yield Edit(match.start(), match.end(), "", Kind.CALL, call=number)


def _marks(text: str, *, brackets: bool) -> Iterator[Edit]:
    if brackets and text[:1] == "(" and text[-1:] == ")":
        yield Edit(0, 1, "（", Kind.WIDTH)
        yield Edit(len(text) - 1, len(text), "）", Kind.WIDTH)
    for match in BRACKETS.finditer(text):
        start, end = match.start(), match.end()
        around = [text[start + 1], text[end - 2], text[start - 1 : start], text[end : end + 1] or "。"]
        if match[1] and all(c and is_wide(c) for c in around):
            yield Edit(start, start + 1, "（", Kind.WIDTH)
            yield Edit(end - 1, end, "）", Kind.WIDTH)
    for index, character in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if character in WIDE and before and after and is_wide(before) and is_wide(after):
            yield Edit(index, index + 1, WIDE[character], Kind.WIDTH)
        elif "０" <= character <= "９" or "Ａ" <= character <= "Ｚ" or "ａ" <= character <= "ｚ":
            yield Edit(index, index + 1, character.translate(NARROW), Kind.WIDTH)
        elif character == "．" and before.isdigit() and after.isdigit():
            yield Edit(index, index + 1, ".", Kind.WIDTH)


def _characters(text: str) -> Iterator[Edit]:
    for index, character in enumerate(text):
        kind = unicodedata.category(character)
        if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufaff":
            yield Edit(index, index + 1, unicodedata.normalize("NFKC", character), Kind.CHARACTER)
        elif (kind == "Cc" and character != "\t") or character in "\ufffe\uffff":
            remark = f"the control character U+{ord(character):04X}"
            yield Edit(index, index + 1, "", Kind.CHARACTER, is_certain=False, remark=remark)
        elif kind in ("Co", "Cn", "Cs") or character == "\ufffd":
            remark = f"the character U+{ord(character):04X} is none that prints: look it up in the print"
            yield Edit(index, index + 1, GETA, Kind.CHARACTER, is_certain=False, remark=remark)
        elif character in TRADITIONAL:
            remark = f"kept; perhaps {TRADITIONAL[character]}"
            yield Edit(index, index + 1, character, Kind.CHARACTER, is_certain=False, remark=remark)


def _spaces(text: str) -> Iterator[Edit]:
    if LETTERSPACED.fullmatch(text):
        yield from (Edit(*match.span(), "", Kind.SPACE) for match in SPACES.finditer(text))
        return
    between = [m.span() for m in SPACES.finditer(text) if _is_between(text, m, is_wide)]
    loose = [span for span in between if not open_brackets(text[: span[0]])]
    for match in SPACES.finditer(text):
        start, end, blank = match.start(), match.end(), match[0]
        kept = " " if blank.strip(ZERO_WIDTH) else ""
        if match.span() in between and not _is_between(text, match, is_han):
            yield Edit(start, end, "", Kind.SPACE)
        elif match.span() in loose and len(loose) > 1:
            remark = "a line of the print seems to end here"
            yield Edit(start, end, "", Kind.SPACE, is_certain=False, remark=remark)
        elif match.span() in loose:
            yield Edit(start, end, kept, Kind.SPACE, is_certain=False, remark="kept; perhaps it is stray")
        elif blank != kept:
            yield Edit(start, end, kept, Kind.SPACE)


def _is_between(text: str, match: re.Match[str], test: object) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(before and after and callable(test) and test(before) and test(after))
