"""The catalog of messages: complete, exact, and spoken by the program."""

from __future__ import annotations

import ast
import shutil
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from dedoc.errors import Location, Problem, Severity
from dedoc.messages import CATALOGS, translator, user_language

SOURCE = Path(__file__).parents[1] / "src" / "dedoc"
CHINESE = CATALOGS / "zh.po"
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
KEYWORDS = ("message", "hint")
"""What parameters are called that take templates."""


def takers() -> dict[str, tuple[int, ...]]:
    """Return which arguments of which functions are templates, by the names of their parameters."""
    found = {"Problem": (0, 2), "translate": (0,)}
    for tree in MODULES.values():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                arguments = [argument for argument in function.args.args if argument.arg != "self"]
                indices = [i for i, a in enumerate(arguments) if a.arg in KEYWORDS and is_text(a)]
                found |= {function.name: tuple(indices)} if indices else {}
    return found


def is_text(argument: ast.arg) -> bool:
    """Whether an argument takes a text."""
    return isinstance(argument.annotation, ast.Name) and argument.annotation.id == "str"


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, ast.AST]]:
    """Yield each call with the name of what is called and the function it stands in."""
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef | ast.Module):
            for node in own(scope):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    yield node, name, scope


def own(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function that stand in no function inside it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from own(child)


def texts(node: ast.AST | None, scope: ast.AST) -> Iterator[str]:
    """Yield the texts that an argument can be: itself, either branch of a choice, or what its name was given."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from texts(body, scope)
            yield from texts(orelse, scope)
        case ast.Name(id=name):
            for given in own(scope):
                if isinstance(given, ast.Assign) and any(getattr(to, "id", "") == name for to in given.targets):
                    yield from texts(given.value, scope)
        case _:
            pass


def templates() -> Iterator[str]:
    """Yield every template of the program; those in tables are marked with ``N_``."""
    indices = takers()
    for tree in MODULES.values():
        for call, name, scope in calls(tree):
            wanted = [call.args[index] for index in indices.get(name, ()) if index < len(call.args)]
            wanted += [keyword.value for keyword in call.keywords if name in indices and keyword.arg in KEYWORDS]
            for argument in wanted:
                yield from texts(argument, scope)


def places(template: str) -> set[str]:
    """Return the names of the places that a template leaves to be filled."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


EXPECTED = {template for template in templates() if template} | {severity.value for severity in Severity}
ENTRIES = {entry.msgid: entry for entry in polib.pofile(str(CHINESE))}


def test_the_templates_are_found() -> None:
    """Messages and hints are found in calls, in names and in tables."""
    assert {"hint", "warning", "there is no style “{name}”", "did you mean “{near}”?", "printing"} <= EXPECTED


def test_the_catalog_holds_every_template_and_no_other() -> None:
    """What the program can say has a translation, and what it no longer says has none."""
    assert sorted(EXPECTED - ENTRIES.keys()) == []
    assert sorted(ENTRIES.keys() - EXPECTED) == []


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
def test_each_translation_is_ready_to_be_filled(entry: polib.POEntry) -> None:
    """It is not empty, not fuzzy, has the same places to fill as its template, and no other language's marks."""
    assert entry.msgstr
    assert not entry.flags
    assert places(entry.msgstr) == places(entry.msgid)
    assert not set(entry.msgstr) & set(";?!")
    assert Problem(entry.msgstr, values=dict.fromkeys(places(entry.msgstr), "甲")).format()


def test_the_catalog_is_in_order() -> None:
    """Entries stand in the order of their templates, without line numbers, so that changes are easy to see."""
    catalog = polib.pofile(str(CHINESE))

    assert list(ENTRIES) == sorted(ENTRIES)
    assert not [entry.msgid for entry in catalog if entry.occurrences]
    assert catalog.metadata["Language"] == "zh"
    assert catalog.metadata["Content-Type"] == "text/plain; charset=UTF-8"


def test_gettext_accepts_the_catalog() -> None:
    """The catalog is a proper PO file, for the tools of translators too."""
    program = shutil.which("msgfmt")
    if program is None:
        pytest.skip("gettext is not installed")
    checked = subprocess.run(
        [program, "-c", "-o", "/dev/null", str(CHINESE)], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en_GB"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "C"}, "C"),
        ({"LC_ALL": "C", "DEDOC_LANGUAGE": "zh-CN"}, "zh_CN"),
        ({"LC_ALL": "", "DEDOC_LANGUAGE": "", "LANG": "zh_TW"}, "zh_TW"),
    ],
)
def test_the_language_is_the_first_that_is_set(variables: dict[str, str], language: str) -> None:
    """Dedoc's own variable goes before those of gettext, and empty ones count for nothing."""
    assert user_language(variables) == language


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "错误"), ("zh", "错误"), ("en", "error"), ("C", "error")])
def test_a_problem_is_told_in_the_language_of_the_user(language: str, said: str) -> None:
    """Severity, message and hint are translated, then filled; a template without translation stays as it is."""
    translate = translator(language)
    values = {"name": "甲", "near": "乙"}
    problem = Problem("nothing is called {name}", Location("a.md", 3), "did you mean “{near}”?", values=values)

    first, second = problem.format(translate).splitlines()
    assert first == f"a.md:3: {said}: nothing is called 甲"
    assert second == f"  {translate('hint')}: {translate('did you mean “{near}”?').format(near='乙')}"
