"""Inline Markdown to the text of a unit, and a translation back to Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from dedoc.read.syntax import parser
from dedoc.translate.units import Broken, Placeholder, is_wide, literal, pieces

ESCAPED = re.compile(r"[\\`*_\[\]<>&{}|~#]")
OPENING = re.compile(r"(\d{1,9})([.)])|[-+=%:(!]")
"""What begins a list, a remark, a directive or a target where it opens a line."""

APART = "<!-- -->"
"""A remark that prints nothing: it stands between emphasis and what touches it, so that CommonMark sees its ends."""

LOOSE_START = re.compile(r"(\{(?:b|i|link:\d+)\})( +)")
LOOSE_END = re.compile(r"( +)(\{/(?:b|i|link:\d+)\})")
EMPTY = re.compile(r"\{(b|i|link:\d+)\}\{/\1\}")
"""Spaces that stand on the wrong side of a pair, and pairs around nothing: CommonMark would print their marks."""

MARKERS: Mapping[str, str] = {"b": "**", "i": "*"}
DROPPED = frozenset({"folio"})
"""Roles that say something of the printed edition only: a translation has no such pages."""


@dataclass
class _Text:
    """The text of a unit in the making."""

    text: str = ""
    raw: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    notes: int = 0

    def put(self, name: str, raw: str) -> None:
        self.text += f"{{{name}}}"
        self.raw[name] = raw


def encode(markdown: str, env: MutableMapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return inline Markdown as the text of a unit, and what each of its placeholders stands for.

    ``env`` is that of the chapter, which knows its notes. Lines that were broken in the source are joined.
    """
    made = _Text()
    tokens = parser().parseInline(markdown, env)[0].children or []
    for index, token in enumerate(tokens):
        _encode(token, tokens[index + 1 :], made)
    return made.text.strip(), made.raw


def _encode(token: Token, ahead: list[Token], made: _Text) -> None:
    match token.type:
        case "text":
            made.text += literal(token.content)
        case "softbreak":
            made.text += _joint(made.text, ahead)
        case "hardbreak":
            made.put("br", "\\\n")
        case "strong_open" | "strong_close" | "em_open" | "em_close":
            name = "b" if token.type.startswith("strong") else "i"
            made.text += f"{{{'/' * (token.nesting < 0)}{name}}}"
        case "link_open":
            made.links.append(str(token.attrs.get("href", "")))
            made.put(f"link:{len(made.links)}", made.links[-1])
        case "link_close":
            made.text += f"{{/link:{len(made.links)}}}"
        case "footnote_ref":
            _put_note(str(token.meta["label"]), made)
        case "myst_role":
            _put_role(str(token.meta["name"]), token.content.strip(), made)
        case _:
            pass


def _put_note(label: str, made: _Text) -> None:
    """Put the call of a note; a mere number counts within its unit, so that renumbering notes changes nothing."""
    made.notes += 1
    made.put(f"note:{made.notes if label.isdigit() else label}", f"[^{label}]")


def _put_role(name: str, content: str, made: _Text) -> None:
    if name not in DROPPED:
        made.put(f"{name}:{content}", f"{{{name}}}`{content}`")


def _joint(before: str, ahead: list[Token]) -> str:
    """Return what a line end of the source stands for: a space, but none beside a character of full width."""
    after = next((token.content for token in ahead if token.content), "")
    wide = is_wide(before[-1:] or " ") or is_wide(after[:1] or " ")
    return "" if wide or not before or before.endswith(" ") else " "


def decode(
    text: str, raw: Mapping[str, str], *, in_row: bool = False, term: Callable[[str], str] = lambda term: term
) -> str:
    """Return the Markdown of a translation: placeholders put back, all else so written that it prints as it stands.

    ``term`` translates the terms of index marks. ValueError for a placeholder that ``raw`` does not have.
    """
    parts: list[str] = []
    for piece in pieces(_tidy(" ".join(text.split()))):
        match piece:
            case str():
                parts.append(ESCAPED.sub(lambda match: "\\" + match[0], piece))
            case Placeholder():
                _put_back(piece, raw, parts, term)
            case Broken():
                raise ValueError(piece.text)
    made = "".join(parts).strip()
    return made if in_row else _safe_start(made)


def _tidy(text: str) -> str:
    tidied = EMPTY.sub("", LOOSE_END.sub(r"\2\1", LOOSE_START.sub(r"\2\1", text)))
    return tidied if tidied == text else _tidy(tidied)


def _put_back(piece: Placeholder, raw: Mapping[str, str], parts: list[str], term: Callable[[str], str]) -> None:
    if piece.kind in MARKERS:
        _mark(MARKERS[piece.kind], parts, is_closing=piece.is_closing)
    elif piece.kind == "link" and piece.name.removeprefix("/") in raw:
        parts.append(f"](<{raw[piece.name.removeprefix('/')]}>)" if piece.is_closing else "[")
    elif piece.kind == "br":
        parts.append("\\\n")
    elif piece.kind == "index" and piece.name in raw:
        parts.append(f"{{index}}`{term(piece.name.partition(':')[2])}`")
    elif piece.name in raw:
        parts.append(raw[piece.name])
    else:
        raise ValueError(str(piece))


def _mark(marker: str, parts: list[str], *, is_closing: bool) -> None:
    """Put the mark that opens or closes emphasis, with what sets it apart from its neighbours."""
    if is_closing:
        parts += [marker, APART]
    else:
        before = "".join(parts[-1:])
        parts.append(("" if not before or before.endswith((" ", "\n", APART)) else APART) + marker)


def _safe_start(markdown: str) -> str:
    """Return Markdown whose first character cannot begin a block of another kind."""
    match = OPENING.match(markdown)
    if match is None:
        return markdown
    cut = match.end(1) if match[1] else 0
    return f"{markdown[:cut]}\\{markdown[cut:]}"
