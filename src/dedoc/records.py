"""YAML files into typed records, with the line of every value and near names for every unknown key.

PyYAML's event and node layer gives positions and the characters as typed (``92.50`` keeps its nought); the types come
from the dataclass that a record is read into, so that no value is guessed (``no`` stays a word).
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar, cast

import yaml

from dedoc.errors import N_, Location, Report
from dedoc.inputs import Inputs, report_conflicts
from dedoc.model import BESIDES, Moment
from dedoc.moments import Time, moment, time

T = TypeVar("T")
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 50
"""How deep values may be nested: a figure has 4 levels, and the C code of PyYAML crashes on 100,000."""

UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML text cannot hold (YAML 1.1, 5.1), and a byte order mark inside it."""

MAY_BE_EMPTY: Mapping[str, bool] = {"may_be_empty": True}
"""The metadata of a required field whose reader says itself what an empty value lacks."""


def needed_unless(other: str) -> Mapping[str, str]:
    """Return the metadata of a field that has a default for where another key is given, and is needed elsewhere."""
    return {"needed_unless": other}


class Name(str):
    """A word that knows where it stands, so that a later stage can say where a wrong one was written."""

    __slots__ = ("location",)
    location: Location

    def __new__(cls, text: str, location: Location) -> Self:
        """Return the word with its place."""
        name = super().__new__(cls, text)
        name.location = location
        return name

    def __getnewargs__(self) -> tuple[str, Location]:  # type: ignore[override]
        """Return what a copy is made from."""
        return str(self), self.location


def place_of(name: str) -> Location | None:
    """Return where a word was written, if it knows."""
    return name.location if isinstance(name, Name) else None


class Reader:
    """Reads the nodes of one YAML file into records; problems go to the report, and what is wrong is left out."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report

    def place(self, node: yaml.Node) -> Location:
        """Return where a YAML node begins."""
        return Location(self.file, node.start_mark.line + 1)

    def entries(self, node: yaml.Node | None) -> dict[Name, yaml.Node]:
        """Return the keys and values of a mapping; a key given twice is a problem."""
        if node is None or _is_empty(node):
            return {}
        if not isinstance(node, yaml.MappingNode):
            hint = "write each on a line of its own, indented alike"
            self.report.error(self.place(node), "a list of “key: value” lines is expected here", hint)
            return {}
        found: dict[Name, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report.error(self.place(key), "a key is a single word", "write “key: value”")
                continue
            name = Name(str(key.value), self.place(key))
            if name in found:
                hint = "keep one of them"
                self.report.error(name.location, "“{key}” is given twice", hint, key=name)
            found[name] = value
        return found

    def record(
        self, node: yaml.Node | None, kind: type[T], *, stand_in: Mapping[str, object] | None = None
    ) -> T | None:
        """Read a mapping into a dataclass; None where something is wrong with it.

        With ``stand_in`` for what it needs, it is made of what is right in it, so that more can be checked by it.
        A field ``location`` takes where the record begins, and a field ``places`` where each value stands.
        """
        before = len(self.report.problems)
        entries = self.entries(node)
        if len(self.report.problems) > before and not entries:
            return None
        hints = _hints(kind)
        names = {f.name: f for f in fields(kind) if f.name not in {*BESIDES, "places"}}  # type: ignore[arg-type]
        for key in entries:
            if key not in names:
                self._unknown(key, names)
        values = self._values({str(k): v for k, v in entries.items() if k in names}, names, hints)
        for name, f in names.items():
            if name not in entries and (_is_required(f) or _is_needed(f, entries)):
                self._missing(node, name)
        if len(self.report.problems) > before and stand_in is None:
            return None
        values = {name: value for name, value in (stand_in or {}).items() if _is_required(names[name])} | values
        if any(name not in values for name, f in names.items() if _is_required(f)):
            return None
        if "location" in hints and node is not None:
            values["location"] = self.place(node)
        if "places" in hints:
            values["places"] = {str(key): self.place(value) for key, value in entries.items()}
        return kind(**values)

    def _values(
        self, entries: Mapping[str, yaml.Node], names: Mapping[str, Field[Any]], hints: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return what is right of the values of a mapping."""
        values: dict[str, Any] = {}
        for name, node in entries.items():
            before = len(self.report.problems)
            if _is_required(names[name]) and _is_blank(node, hints[name], names[name]):
                self.report.error(self.place(node), "“{key}” is empty", "write it behind “{key}:”", key=name)
                continue
            value = self.value(node, hints[name], name)
            if len(self.report.problems) == before:
                values[name] = value
        return values

    def value(self, node: yaml.Node, hint: Any, key: str) -> Any:
        """Read one value of the type that ``hint`` says; a node stays as it is."""
        if hint is yaml.Node:
            return node
        origin = typing.get_origin(hint)
        if origin in (typing.Union, types.UnionType):
            inner = [a for a in typing.get_args(hint) if a is not type(None)]
            return None if _is_empty(node) else self.value(node, inner[0], key)
        if origin is tuple:
            return self._items(node, typing.get_args(hint)[0], key)
        if origin in (dict, Mapping) or hint is dict:
            return {str(key): self.value(v, typing.get_args(hint)[1], key) for key, v in self.entries(node).items()}
        if is_dataclass(hint) and hint not in PARSERS:
            return self.record(node, cast("type", hint))
        return self._scalar(node, hint, key)

    def _items(self, node: yaml.Node, hint: Any, key: str) -> tuple[Any, ...]:
        if _is_empty(node):
            return ()
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, hint, key) for item in node.value)
        return (self.value(node, hint, key),)

    def _scalar(self, node: yaml.Node, hint: Any, key: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.report.error(self.place(node), "“{key}” takes a single value", "write it on one line", key=key)
            return None
        text = str(node.value)
        if hint is Name:
            return Name(text, self.place(node))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._choice(node, hint, key, text)
        parse, message, way_out = PARSERS[hint]
        try:
            return parse(text)
        except (ValueError, ArithmeticError):
            self.report.error(self.place(node), message, way_out, key=key, value=text)
            return None

    def _choice(self, node: yaml.Node, kind: type[Enum], key: str, text: str) -> Any:
        try:
            return kind(text)
        except ValueError:
            choices = ", ".join(str(member.value) for member in kind)
            hint = "it can be one of: {choices}"
            self.report.error(
                self.place(node), "“{key}” cannot be “{value}”", hint, key=key, value=text, choices=choices
            )
            return None

    def _unknown(self, key: Name, names: Mapping[str, object]) -> None:
        near = get_close_matches(key, names, n=1)
        if near:
            hint = "did you mean “{near}”?"
            self.report.error(key.location, "unknown key “{key}”", hint, key=key, near=near[0])
        else:
            hint = "the keys known here: {keys}"
            self.report.error(key.location, "unknown key “{key}”", hint, key=key, keys=", ".join(sorted(names)))

    def _missing(self, node: yaml.Node | None, name: str) -> None:
        place = self.place(node) if node is not None else Location(self.file)
        self.report.error(place, "“{key}” is missing", "add a line “{key}: …”", key=name)


def _truth(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    raise ValueError(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise ValueError(text)
    return float(text)


Parser: TypeAlias = tuple[Callable[[str], object], str, str]
"""What reads one kind of value, and the message and hint where it cannot."""

PARSERS: Mapping[Any, Parser] = {
    str: (str, "", ""),
    int: (_whole, N_("“{key}: {value}” is not a whole number"), N_("write digits only: 12")),
    float: (_decimal, N_("“{key}: {value}” is not a number"), N_("write digits with a point: 1.5")),
    bool: (_truth, N_("“{key}: {value}” is neither true nor false"), N_("write true or false")),
    Moment: (
        moment,
        N_("“{key}: {value}” is not a date"),
        N_("write it like 2024, 2024-Q1, 2024-05 or 2024-05-31"),
    ),
    Time: (
        time,
        N_("“{key}: {value}” is not a date"),
        N_("write it like 2024, 2024-Q1, 2024-05 or 2024-05-31; 2019/2023 for all that time"),
    ),
}


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = typing.get_type_hints(kind)
    return _HINTS[kind]


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null" and not node.style


def _is_blank(node: yaml.Node, hint: Any, field: Field[Any]) -> bool:
    """Whether a value holds nothing although it must: no character, no item, or only items that hold nothing."""
    if field.metadata.get("may_be_empty"):
        return False
    match node:
        case yaml.SequenceNode():
            return all(_is_blank(item, str, field) for item in node.value)
        case yaml.ScalarNode():
            return not str(node.value).strip() or (hint not in (str, Name) and _is_empty(node))
        case _:
            return not node.value


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _is_needed(field: Field[Any], entries: Mapping[Name, yaml.Node]) -> bool:
    """Whether a field with a default has no place for it here."""
    other = field.metadata.get("needed_unless")
    return other is not None and other not in entries


def parse(path: Path, inputs: Inputs, location: Location | None = None) -> tuple[yaml.Node | None, bool]:
    """Return the root node of a YAML file (None where it is empty) and whether it could be read."""
    text = inputs.read_text(path, location)
    return (None, False) if text is None else parse_text(text, inputs.name(path), inputs.report)


def parse_text(text: str, file: str, report: Report) -> tuple[yaml.Node | None, bool]:
    """Return the root node of YAML text and whether it could be read.

    Anchors are refused, as a few of them can stand for a billion values, and so is what is nested too deeply.
    """
    hint = "look at the colons, quotation marks and the indentation of this line and the one before"
    if report_conflicts(text, file, report):
        return None, False
    if found := UNPRINTABLE.search(text):
        place = Location(file, text.count("\n", 0, found.start()) + 1)
        code = f"U+{ord(found[0]):04X}"
        report.error(place, "this is not valid YAML: unacceptable character {code}", hint, code=code)
        return None, False
    try:
        if _check_events(text, file, report):
            return yaml.compose(text, Loader=Loader), True
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1 if mark else 0)
        reason = error.problem or error.context or ""
        report.error(place, "this is not valid YAML: {reason}", hint, reason=reason)
    return None, False


def _check_events(text: str, file: str, report: Report) -> bool:
    """Return whether YAML text has neither anchors nor values that are nested too deeply."""
    depth = 0
    for event in cast("Iterator[Any]", yaml.parse(text, Loader=Loader)):
        place = Location(file, event.start_mark.line + 1)
        if getattr(event, "anchor", None):
            report.error(place, "anchors (“&”, “*”) are not used here", "write the value out, or quote it")
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            hint = "take lists and mappings out of one another"
            report.error(place, "the values are nested too deeply", hint)
            return False
    return True
