"""The table of traditional characters is what OpenCC and GB 2312 make of it."""

from __future__ import annotations

import importlib.util

import pytest

from dedoc.checking.words import _traditional
from traditional import KEPT, TABLE, derive


def test_the_table_is_derived() -> None:
    """Whoever raises OpenCC writes the table anew with ``python tests/traditional.py``."""
    if importlib.util.find_spec("opencc") is None:
        pytest.skip("OpenCC is not installed: the table of traditional characters not derived anew")
    assert TABLE.read_text(encoding="utf-8") == derive()


def test_the_table_holds_what_is_certain() -> None:
    """Characters that stand in simplified text, if only in names, are not in it."""
    table = _traditional()
    assert len(table) > 2500
    assert {old: table[old] for old in "緊數據開發會"} == dict(zip("緊數據開發會", "紧数据开发会", strict=True))
    assert not KEPT & table.keys()
    assert not set("瞭著乾徵於后里面干余云") & table.keys()
