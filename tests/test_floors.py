"""The floors of the architecture: imports point down only, and stages never import each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dedoc"

FLOORS = {
    "errors": 0,
    "model": 1,
    "walk": 2,
    "moments": 2,
    "inputs": 2,
    "journal": 3,
    "limits": 2,
    "stamps": 3,
    "wordfile": 6,
    "records": 3,
    "remembrance": 3,
    "reckoning": 4,
    "dues": 5,
    "project": 4,
    "fonts": 3,
    "setting": 2,
    "sheet": 2,
    "style": 5,
    "overlays": 3,
    "history": 5,
    "changes": 6,
    "messages": 5,
    "outputs": 5,
    "toolchain": 5,
    "languages": 5,
    "webpages": 5,
    "read": 7,
    "importing": 7,
    "resolve": 7,
    "localise": 7,
    "render": 7,
    "verify": 7,
    "fidelity": 7,
    "facts": 7,
    "checking": 7,
    "translate": 8,
    "build": 9,
    "archiving": 10,
    "differences": 10,
    "translation": 10,
    "factbook": 10,
    "returning": 10,
    "review": 10,
    "carrying": 10,
    "starting": 10,
    "board": 10,
    "several": 11,
    "matrix": 11,
    "proofing": 11,
    "cli": 12,
    "__main__": 13,
}
"""The floor of each module or package of stages; those of one floor do not know each other."""


def imports(path: Path) -> set[str]:
    """Return the parts of dedoc that a module imports, at any depth of its code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    names += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    aliases = [
        f"dedoc.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "dedoc"
        for name in node.names
    ]
    parts = [name.split(".") for name in (*names, *aliases)]
    return {part[1] for part in parts if part[0] == "dedoc" and len(part) > 1 and not part[1].startswith("__version")}


def part_of(path: Path) -> str:
    """Return the module or package of dedoc that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


MODULES = sorted(path for path in SOURCE.rglob("*.py") if part_of(path) != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_lower_floors_or_its_own_package(path: Path) -> None:
    """No module looks up, and no stage looks sideways."""
    own = part_of(path)
    wrong = {name for name in imports(path) if name != own and FLOORS[name] >= FLOORS[own]}

    assert not wrong


def test_every_part_has_a_floor_and_every_floor_a_part() -> None:
    """A new module must be given its place."""
    assert {part_of(path) for path in MODULES} == set(FLOORS)


def test_only_the_command_line_prints() -> None:
    """Nothing but ``cli`` calls ``print``."""
    printing = {
        part_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }

    assert printing == {"cli"}


def test_files_and_functions_stay_short() -> None:
    """No file is longer than 400 lines (the model may be), and no function than 40."""
    long_files = {p.name for p in MODULES if p.read_text(encoding="utf-8").count("\n") > 400} - {"model.py"}
    long_functions = {
        f"{path.name}:{node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    }

    assert not long_files
    assert not long_functions
