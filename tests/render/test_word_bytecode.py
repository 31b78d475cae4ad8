"""Compiled templates: kept as Python keeps modules, and never taken for those of another text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from dedoc.render.word.bytecode import Bytecode


def rendered(folder: Path) -> str:
    """Return what a new program makes of the template in a folder."""
    loader = FileSystemLoader(folder)
    return Environment(loader=loader, bytecode_cache=Bytecode(), autoescape=True).get_template("a.xml.jinja").render()


@pytest.fixture(autouse=True)
def _prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_what_is_kept_is_used_until_the_template_changes(tmp_path: Path) -> None:
    """The file stands in the folder of Python's own; another text is compiled anew."""
    template = tmp_path / "a.xml.jinja"
    template.write_text("{{ 1 + 1 }}", encoding="utf-8")
    assert rendered(tmp_path) == "2"
    (kept,) = (tmp_path / "__pycache__").iterdir()
    assert kept.name == f"a.xml.{sys.implementation.cache_tag}.pyc"
    before = kept.stat().st_mtime_ns
    assert rendered(tmp_path) == "2"
    assert kept.stat().st_mtime_ns == before
    template.write_text("{{ 1 + 2 }}", encoding="utf-8")
    assert rendered(tmp_path) == "3"


@pytest.mark.parametrize("cut", [0, 3, 30, -1])
def test_what_is_kept_may_be_broken(tmp_path: Path, cut: int) -> None:
    """Then it is compiled and written again."""
    (tmp_path / "a.xml.jinja").write_text("{{ 1 + 1 }}", encoding="utf-8")
    rendered(tmp_path)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:cut])
    assert rendered(tmp_path) == "2"
    assert kept.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with PYTHONDONTWRITEBYTECODE, or where a folder cannot be made."""
    (tmp_path / "a.xml.jinja").write_text("{{ 1 + 1 }}", encoding="utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path) == "2"
    assert not (tmp_path / "__pycache__").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").write_text("a file", encoding="utf-8")
    assert rendered(tmp_path) == "2"
