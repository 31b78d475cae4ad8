"""The Markdown that chapters are written in: CommonMark with tables, notes, MyST roles, directives and comments."""

from __future__ import annotations

import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin


@cache
def parser() -> MarkdownIt:
    """Return the parser of chapters; notes stay where they are defined, and the reader brings them to their calls."""
    md = MarkdownIt("commonmark").enable("table")
    # An editor's indented paragraph is no code, and a line of hyphens below one makes it no heading.
    md.disable(["code", "lheading"])
    md.use(footnote_plugin, inline=False).use(myst_role_plugin).use(myst_block_plugin).use(colon_fence_plugin)
    md.core.ruler.disable("footnote_tail")
    md.inline.ruler.at("emphasis", _emphasis)
    return md


def is_chinese(character: str) -> bool:
    """Whether a character is written in the full width of a Han character: Han, kana, hangul and their marks."""
    return unicodedata.east_asian_width(character) in "WF"


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
