"""Notes held against their calls, and what they cite: sources with keys, and free notes with names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dedoc.errors import Location, Report
from dedoc.importing.ledger import Ledger
from dedoc.importing.lines import is_wide
from dedoc.importing.structure import Call, NoteText
from dedoc.project import Locale

ROLES = {"data": "cite:data", "source": "cite", "see": "cite:see"}
TITLE = re.compile(r"《([^《》]+)》")
NAME = re.compile(r"[^《》“”，。；：！？、,;:!?*_`\[\]{}<>\\&#|~^]{1,60}")
NAME_LENGTH = 24


@dataclass
class Sources:
    """The distinct sources that notes and figures cite, by key, as titles (of works) or names."""

    keys: dict[str, str] = field(default_factory=dict)
    works: dict[str, tuple[bool, str]] = field(default_factory=dict)

    def key(self, title: str, *, is_work: bool) -> str:
        """Return the key of a source, the same for spellings that print the same."""
        name = f"{is_work}{printed(title)}"
        if name not in self.keys:
            self.keys[name] = unique(slug(title), self.works)
            self.works[self.keys[name]] = (is_work, title)
        return self.keys[name]

    def spelling(self, key: str) -> str:
        """Return the source as it was written first, in the marks of a work if it is one."""
        is_work, title = self.works[key]
        return f"《{title}》" if is_work else title


def printed(text: str) -> str:
    """Return text as it prints: no space beside a Han character or its marks."""
    return re.sub(r"\s+", lambda m: " " if _is_latin(text, m.start() - 1) and _is_latin(text, m.end()) else "", text)


def _is_latin(text: str, index: int) -> bool:
    return 0 <= index < len(text) and not is_wide(text[index])


def slug(text: str) -> str:
    """Return a short name made of the letters and digits of a text: 数字中国发展报告-2023."""
    parts = re.findall(r"[^\W_]+", re.sub(r"年(?=\s*[）)])", "", text))
    name = ""
    for part in parts:
        if name and len(name) + len(part) > NAME_LENGTH:
            break
        name += f"-{part}" if name else part[:NAME_LENGTH]
    return name or "note"


def unique(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken yet, with a number behind it if need be."""
    number, found, names = 1, name, set(taken)
    while found in names:
        number += 1
        found = f"{name}-{number}"
    return found


def check_notes(notes: list[NoteText], calls: list[Call], ledger: Ledger, file: str, report: Report) -> None:
    """Report notes and calls that do not answer each other."""
    seen: dict[int, NoteText] = {}
    for note in notes:
        place = Location(file, ledger.line(note.at))
        if note.number in seen:
            hint = "the other is on line {line}; give each note a number of its own"
            values = {"number": note.number, "line": ledger.line(seen[note.number].at)}
            report.error(place, "there are two notes [{number}]", hint, **values)
        seen.setdefault(note.number, note)
        if note.number not in {call.number for call in calls}:
            hint = "put [{number}] where the text calls it, or delete the note"
            report.error(place, "the note [{number}] is never called", hint, number=note.number)
        if not note.text.strip():
            report.error(place, "the note [{number}] is empty", "write its text", number=note.number)
    _check_numbers(seen, ledger, file, report)
    _check_calls(seen, calls, ledger, file, report)


def _check_numbers(seen: dict[int, NoteText], ledger: Ledger, file: str, report: Report) -> None:
    ordered = sorted(seen)
    for before, number in zip([0, *ordered], ordered, strict=False):
        if number > before + 1:
            place = Location(file, ledger.line(seen[number].at))
            hint = "look for it in the print, and put it in"
            message = "there is no note [{number}] before the note [{other}]"
            report.error(place, message, hint, number=before + 1, other=number)


def _check_calls(seen: dict[int, NoteText], calls: list[Call], ledger: Ledger, file: str, report: Report) -> None:
    last, called = 0, set[int]()
    for call in calls:
        place = Location(file, ledger.line(call.at))
        if call.number not in seen:
            hint = "write it at the end of its page: [{number}] text"
            report.error(place, "there is no note [{number}]", hint, number=call.number)
        elif call.number in called:
            hint = "give each call a note of its own"
            report.error(place, "the note [{number}] is called twice", hint, number=call.number)
        elif call.number < last:
            hint = "notes are numbered in the order of their calls"
            message = "the note [{number}] is called after the note [{other}]"
            report.error(place, message, hint, number=call.number, other=last)
        called.add(call.number)
        last = max(last, call.number)


def citation(text: str, lead: str, locale: Locale) -> tuple[str, ...]:
    """Return the sources that a text names in exactly the form of a lead of the locale; () if it does not."""
    head, _, tail = locale.leads[lead].partition("{sources}")
    text = printed(text)
    if not (text.startswith(head) and text.endswith(tail) and len(text) > len(head) + len(tail)):
        return ()
    parts = _split(text[len(head) : len(text) - len(tail)], locale.marks["and"])
    if not parts or not all(TITLE.fullmatch(part) or NAME.fullmatch(part) for part in parts):
        return ()
    return tuple(parts)


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark, but not inside the title of a work."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "《") - (character == "》")
        if character == mark and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


@dataclass
class Cited:
    """What a note becomes: the role and the keys of a citation, or a free note of that name."""

    role: str = ""
    keys: tuple[str, ...] = ()
    name: str = ""


def cite(note: NoteText, sources: Sources, locale: Locale, names: set[str], ledger: Ledger) -> Cited:
    """Return what a note becomes; spaces in which it differs from the first naming of a source go into the ledger."""
    for lead, role in ROLES.items():
        if parts := citation(note.text, lead, locale):
            return Cited(role, keys_of(parts, note.text, note.block, sources, ledger))
    name = unique(slug(note.text.partition("：")[2] or note.text), names)
    names.add(name)
    return Cited(name=name)


def keys_of(parts: tuple[str, ...], text: str, block: str, sources: Sources, ledger: Ledger) -> tuple[str, ...]:
    """Return the keys of named sources, and record where the spelling of the first naming has other spaces."""
    spelled = _spelled(parts, text)
    keys = tuple(
        sources.key(s.strip("《》") if TITLE.fullmatch(s) else s, is_work=bool(TITLE.fullmatch(s))) for s in spelled
    )
    at = 0
    for spelling, key in zip(spelled, keys, strict=True):
        at = text.index(spelling, at)
        if spelling != sources.spelling(key):
            _respell(block, at, spelling, sources.spelling(key), ledger)
        at += len(spelling)
    return keys


def _spelled(parts: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the parts as the text spells them, with its spaces."""
    found, at = [], 0
    for part in parts:
        pattern = r"\s*".join(re.escape(c) for c in part if not c.isspace())
        match = re.compile(pattern).search(text, at)
        assert match
        found.append(match[0])
        at = match.end()
    return tuple(found)


def _respell(block: str, at: int, old: str, new: str, ledger: Ledger) -> None:
    """Record the spaces that are put in or left out so that the block spells a source as it is spelled elsewhere."""
    places = ledger.places(block)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
        elif j < len(new) and new[j].isspace():
            place = places[at + i] if at + i < len(places) else places[-1] + 1
            ledger.respell(place, block, 0, new[j], "as elsewhere")
            j += 1
        else:
            ledger.respell(places[at + i], block, 1, "", "as elsewhere")
            i += 1
