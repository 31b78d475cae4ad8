"""Where the halves of a paragraph meet: whether one breaks off, what both have twice, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from dedoc.importing.ledger import BLANK, Kind, Ledger
from dedoc.importing.lines import Line, is_wide
from dedoc.importing.patterns import CALL, CLOSERS, FINAL
from dedoc.importing.structure import PageBreak

PAIRS = {"》": "《", "）": "（", ")": "（", "】": "【", "”": "“"}
OPENERS = {"《": "《", "（": "（", "(": "（", "【": "【", "“": "“"}
ENUMERATION = re.compile(
    r"([一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]|[首其再最][先次后]|此外|第[一二三四五六七八九十])"
)
DOUBLED = frozenset("天人年月日种个家处户时刻点条步件样往常刚渐久大小多少高好轻慢早远长深细紧稳牢仅略等一事层重区")
LONGEST_OVERLAP = 80
STANDALONE = 12


def open_brackets(text: str) -> list[str]:
    """Return the brackets and quotation marks that text leaves open."""
    stack: list[str] = []
    for character in text:
        if character in OPENERS:
            stack.append(OPENERS[character])
        elif character in PAIRS and PAIRS[character] in stack:
            while stack.pop() != PAIRS[character]:
                pass
    return stack


def closes_first(text: str) -> set[str]:
    """Return the kinds of brackets that text closes without having opened them."""
    found: set[str] = set()
    depth: dict[str, int] = {}
    for character in text:
        if character in OPENERS:
            depth[OPENERS[character]] = depth.get(OPENERS[character], 0) + 1
        elif character in PAIRS:
            kind = PAIRS[character]
            depth[kind] = depth.get(kind, 0) - 1
            if depth[kind] < 0:
                found.add(kind)
    return found


def breaks_off(text: str, following: str) -> bool:
    """Whether a paragraph is not at its end: ``following`` is the text that might go on with it."""
    text = CALL.sub("", text).rstrip()
    last = text.rstrip(CLOSERS)[-1:]
    if last and last in FINAL:
        return bool(set(open_brackets(text)) & closes_first(following) - {"“"})
    if not last or (len(text) < STANDALONE and not re.search(r"[，、；：,;]", text)):
        return bool(open_brackets(text))
    if last == "；":
        return not ENUMERATION.match(following)
    if last in ("：", ":"):
        return following.startswith(("“", "《")) or following[:1] in "，。、；"
    return not (last == "." and re.search(r"[A-Za-z]\.$", text))


@dataclass(slots=True)
class Segment:
    """A piece of a paragraph in the source, from ``start`` to ``end``; ``gap`` is where the piece before had its end.

    ``page`` is the break of the print that lies before the piece.
    """

    start: int
    end: int
    gap: int = 0
    is_page: bool = False
    page: PageBreak | None = None


@dataclass(slots=True)
class Joined:
    """The text of a paragraph with the place in the source of each character; -1 for one that was put in."""

    text: str = ""
    at: list[int] = field(default_factory=list)
    pages: dict[int, PageBreak] = field(default_factory=dict)

    def add(self, source: str, segment: Segment) -> None:
        """Append a piece of the source."""
        if segment.page is not None:
            self.pages[len(self.text)] = segment.page
        self.text += source[segment.start : segment.end]
        self.at += range(segment.start, segment.end)


def join(segments: list[Segment], block: str, ledger: Ledger) -> Joined:
    """Return the text of a paragraph, its pieces joined and what they have twice taken out."""
    joined, source = Joined(), ledger.source
    for index, segment in enumerate(segments):
        if index:
            if segment.is_page:
                _drop_repeated(joined, segment, ledger)
            _glue(joined, segment, block, ledger)
        if segment.page is not None:
            segment.page.at = segment.start
        joined.add(source, segment)
    return joined


def _glue(joined: Joined, segment: Segment, block: str, ledger: Ledger) -> None:
    source = ledger.source
    end = segment.gap + len(source[segment.gap :]) - len(source[segment.gap :].lstrip(BLANK))
    before, after = joined.text[-1:], source[segment.start : segment.start + 1]
    latin = not is_wide(before) and not is_wide(after) and before.isalnum() and after.isalnum()
    glue = " " if latin and not (before.isdigit() and after.isdigit()) else ""
    kind = Kind.PAGE_BREAK if segment.is_page else Kind.LINE_BREAK
    remark = "two numbers meet here" if latin and not glue else ""
    ledger.repair(kind, segment.gap, end, glue, block=block, is_certain=not remark, remark=remark)
    joined.text += glue
    joined.at += [-1] * len(glue)


def overlap(first: str, second: str) -> int:
    """Return how many characters both halves of a sentence have: the end of one is the beginning of the other."""
    longest = min(LONGEST_OVERLAP, len(first), len(second))
    return next((n for n in range(longest, 0, -1) if first.endswith(second[:n]) and second[:n].strip()), 0)


def _drop_repeated(joined: Joined, segment: Segment, ledger: Ledger) -> None:
    first, second = joined.text, ledger.source[segment.start : segment.end]
    trimmed = first.rstrip("）)》”")
    closed = {PAIRS[c] for c in first[len(trimmed) :]}
    count = overlap(trimmed, second)
    if closed and count and closed & closes_first(second):
        _drop_end(joined, len(first) - len(trimmed) + count, ledger)
        return
    count = overlap(first, second)
    if not count or (count == 1 and (second[0] in DOUBLED or not is_wide(second[0]) or not second[0].isalpha())):
        return
    if second[:count].isascii() and count < 4:
        return
    remark = "" if count >= 4 else "both halves of the sentence have it; perhaps it belongs twice"
    ledger.repair(Kind.REPEATED_HALF, segment.start, segment.start + count, is_certain=count >= 4, remark=remark)
    segment.start += count


def _drop_end(joined: Joined, count: int, ledger: Ledger) -> None:
    places = [at for at in joined.at[-count:] if at >= 0]
    if places and places == list(range(places[0], places[0] + count)):
        remark = "the next page has it too, and closes the bracket"
        ledger.repair(Kind.REPEATED_HALF, places[0], places[-1] + 1, is_certain=count >= 5, remark=remark)
        joined.text, joined.at = joined.text[:-count], joined.at[:-count]


def wraps(lines: list[Line]) -> float:
    """Return the width at which the lines of a text were broken, or 0 if its paragraphs stand on one line each."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 0 and not b.is_indented]
    widths = sorted(len(a.text) for a, _ in pairs)
    broken = [a for a, b in pairs if a.text[-1] not in FINAL + CLOSERS and len(a.text) >= 12]
    if not broken or len(broken) < 0.1 * len(lines) or widths[-1] > 80:
        return 0
    return float(sorted(len(a.text) for a in broken)[len(broken) // 2])
