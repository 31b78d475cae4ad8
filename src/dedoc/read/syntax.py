"""The Markdown that chapters are written in: CommonMark with tables, notes, MyST roles, directives and comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.myst_role.index import myst_role

InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

DEEPEST = 20
"""How deep a chapter may be nested: 9 lists in one another, or 20 levels of emphasis."""

QUOTATION = 4
DEEPEST_SHOWN = 50
"""How many rules of the press may be at work at once (Typst gives up at 64); a quotation needs 4 more than others."""

AMBIGUOUS = frozenset("“”‘’…—·")
"""Marks of Chinese that are as wide as a Han character beside Chinese only (Unicode UAX #11: ambiguous)."""

PIPE = re.compile(r"(?<!\\)\|")


@cache
def parser() -> MarkdownIt:
    """Return the parser of chapters; notes stay where they are defined, and the reader brings them to their calls."""
    # markdown-it-py drops what is nested deeper than it is told; before that, ``deep_line`` finds it.
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST + 20}).enable("table")
    # An editor's indented paragraph is no code, a line of hyphens below one makes it no heading, and a line such as
    # “[注]: 说明” prints.
    md.disable(["code", "lheading", "reference"])
    md.use(footnote_plugin, inline=False).use(myst_role_plugin).use(myst_block_plugin).use(colon_fence_plugin)
    md.core.ruler.disable("footnote_tail")
    md.inline.ruler.at("emphasis", _emphasis)
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    for name, rule in MANY_LINES.items():
        md.inline.ruler.at(name, _counted(rule))
    return md


def deep_line(tokens: Iterable[Token]) -> int | None:
    """Return the line, counted from 0, at which text begins to be nested too deeply, or None."""
    line = quotations = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        quotations += token.nesting if token.tag == "blockquote" else 0
        inner = max((child.level for child in token.children or ()), default=0)
        if max(token.level, inner) > DEEPEST or QUOTATION * quotations + token.level + inner > DEEPEST_SHOWN:
            return line
    return None


def lines_of(node: SyntaxTreeNode) -> int:
    """Return how many line ends of the source an inline holds."""
    if node.type in ("softbreak", "hardbreak"):
        return 1
    lines = node.meta.get("lines")
    return int(lines) if lines is not None else sum(lines_of(inner) for inner in node.children)


def is_chinese(character: str) -> bool:
    """Whether a character is written in the full width of a Han character: Han, kana, hangul and their marks."""
    return character in AMBIGUOUS or unicodedata.east_asian_width(character) in "WF"


MANY_LINES: dict[str, InlineRule] = {
    "link": rules_inline.link,
    "image": rules_inline.image,
    "html_inline": rules_inline.html_inline,
    "backticks": rules_inline.backtick,
    "myst_role": myst_role,
}
"""What can be written over several lines without a line end in the text that it gives."""


def _counted(rule: InlineRule) -> InlineRule:
    """Return a rule that leaves the number of its line ends in the ``lines`` of its first token."""

    def counted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- called by markdown-it-py
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        made = next((token for token in state.tokens[before:] if token.type != "text"), None)
        if made is not None:
            made.meta["lines"] = state.src.count("\n", start, state.pos)
        return True

    return counted


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- called by markdown-it-py
    """Read a table, and leave a mark at each row with more cells than the head: CommonMark drops them unseen."""
    before = len(state.tokens)
    if not rules_block.table(state, start, end, silent):
        return False
    rows = [token for token in state.tokens[before:] if token.type == "tr_open" and token.map]
    for row in rows:
        line = row.map[0] if row.map else start
        cells = PIPE.split(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
        width = sum(token.type == "th_open" for token in state.tokens[before:])
        row.meta["is_longer"] = any(cell.strip() for cell in cells[0 if cells[0] else 1 :][width:])
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- called by markdown-it-py
    """Open or close emphasis as an editor of Chinese expects.

    CommonMark refuses to close it in ``**标题。**接着``, because a mark stands inside and a letter outside. Here the
    marks of Chinese count as letters, and beside Chinese any mark may open or close (CommonMark 0.31 §6.2, relaxed).
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    length = len(state.src[state.pos : state.posMax]) - len(state.src[state.pos : state.posMax].lstrip(marker))
    can_open, can_close = _flanking(state, length) if marker == "*" else _strict(state)
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), length, len(state.tokens) - 1, -1, can_open, can_close),
        )
    state.pos += length
    return True


def _strict(state: StateInline) -> tuple[bool, bool]:
    scanned = state.scanDelims(state.pos, canSplitWord=False)
    return scanned.can_open, scanned.can_close


def _flanking(state: StateInline, length: int) -> tuple[bool, bool]:
    end = state.pos + length
    before = state.src[state.pos - 1] if state.pos > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    return _can_open(before, after), _can_open(after, before)


def _can_open(outside: str, inside: str) -> bool:
    if isWhiteSpace(ord(inside)):
        return False
    return not _is_mark(inside) or isWhiteSpace(ord(outside)) or _is_mark(outside) or is_chinese(outside)


def _is_mark(character: str) -> bool:
    return not is_chinese(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))
