"""YAML files into typed records, with the line of every value and near names for every unknown key.

PyYAML's event and node layer gives positions and the characters as typed (``92.50`` keeps its nought); the types come
from the dataclass that a record is read into, so that no value is guessed (``no`` stays a word).
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar, cast

import yaml

from dedoc.errors import N_, Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Moment
from dedoc.moments import moment

T = TypeVar("T")
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
            self.report.error(self.place(node), "a list of “key: value” lines is expected here")
            return {}
        found: dict[Name, yaml.Node] = {}
        for key, value in node.value:
            name = Name(str(key.value), self.place(key))
            if name in found:
                hint = "keep one of them"
                self.report.error(name.location, "“{key}” is given twice", hint, key=name)
            found[name] = value
        return found

    def record(self, node: yaml.Node | None, kind: type[T], **given: object) -> T | None:
        """Read a mapping into a dataclass; ``given`` fields are filled by the caller and are no keys."""
        before = len(self.report.problems)
        entries = self.entries(node)
        hints = _hints(kind)
        names = {f.name: f for f in fields(kind) if f.name not in given and f.name != "location"}  # type: ignore[arg-type]
        for key in entries:
            if key not in names:
                self._unknown(key, names)
        values = {k: self.value(v, hints[k], k) for k, v in entries.items() if k in names}
        for name, f in names.items():
            if name not in values and f.default is MISSING and f.default_factory is MISSING:
                self._missing(node, name)
        if len(self.report.problems) > before:
            return None
        location = {"location": self.place(node)} if node is not None and "location" in hints else {}
        arguments: dict[str, Any] = {**{str(k): v for k, v in values.items()}, **given, **location}
        return kind(**arguments)

    def value(self, node: yaml.Node, hint: Any, key: str) -> Any:
        """Read one value of the type that ``hint`` says."""
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
        parse, message = PARSERS[hint]
        try:
            return parse(text)
        except (ValueError, ArithmeticError):
            self.report.error(self.place(node), message, "", key=key, value=text)
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


Parser: TypeAlias = tuple[Callable[[str], object], str]
"""What reads one kind of value, and the message where it cannot."""

PARSERS: Mapping[Any, Parser] = {
    str: (str, ""),
    int: (_whole, N_("“{key}: {value}” is not a whole number")),
    float: (_decimal, N_("“{key}: {value}” is not a number")),
    bool: (_truth, N_("“{key}: {value}” is neither true nor false")),
    Moment: (moment, N_("“{key}: {value}” is not a date such as 2024, 2024-Q1, 2024-05 or 2024-05-31")),
}


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = typing.get_type_hints(kind)
    return _HINTS[kind]


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null" and not node.style


def parse(path: Path, inputs: Inputs, location: Location | None = None) -> tuple[yaml.Node | None, bool]:
    """Return the root node of a YAML file (None where it is empty) and whether it could be read."""
    text = inputs.read_text(path, location)
    return (None, False) if text is None else parse_text(text, inputs.name(path), inputs.report)


def parse_text(text: str, file: str, report: Report) -> tuple[yaml.Node | None, bool]:
    """Return the root node of YAML text. Anchors are refused: a few of them can stand for a billion values."""
    try:
        if ("&" in text or "*" in text) and (line := _anchor_line(text)):
            place = Location(file, line)
            report.error(place, "anchors (“&”, “*”) are not used here", "write the value out, or quote it")
            return None, False
        return yaml.compose(text, Loader=Loader), True
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1 if mark else 0)
        hint = "look at the colons, quotation marks and the indentation of this line and the one before"
        report.error(place, "this is not valid YAML: {reason}", hint, reason=error.problem or error.context or "")
    except (yaml.YAMLError, RecursionError) as error:
        report.error(Location(file), "this is not valid YAML: {reason}", "", reason=str(error).split("\n")[0])
    return None, False


def _anchor_line(text: str) -> int:
    events: Iterator[Any] = yaml.parse(text, Loader=Loader)
    return next((event.start_mark.line + 1 for event in events if getattr(event, "anchor", None)), 0)
