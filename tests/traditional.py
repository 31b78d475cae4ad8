"""The characters of traditional Chinese that never stand in simplified text, derived from OpenCC.

``python tests/traditional.py`` writes them where the checks read them, after OpenCC was raised in pyproject.toml.
"""

from __future__ import annotations

import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src" / "dedoc" / "checking" / "traditional.txt"
HEAD = """\
# Traditional characters and, below them, what stands for each in simplified Chinese: those that OpenCC turns (t2s, each
# by itself; Apache License 2.0) and that GB 2312-80, which has simplified characters, lacks. By tests/traditional.py.
"""
KEPT = frozenset("昇陞剋氾脩扞甦龢迳祕頫喆堃犇邨麴袷吒甯迺絜椀顒詟")
"""Characters that the table of 2013 (通用规范汉字表) allows again in simplified text, mostly for names: 昇腾."""
RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))


def derive() -> str:
    """Return the table as it should be; ImportError without OpenCC."""
    import opencc  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 -- a test tells if it is missing

    convert = opencc.OpenCC("t2s").convert
    characters = [chr(code) for first, last in RANGES for code in range(first, last + 1)]
    pairs = [(character, str(convert(character))) for character in characters]
    turned = [(old, new) for old, new in pairs if old != new and old not in KEPT]
    certain = [(old, new) for old, new in turned if not is_simplified(old) and is_simplified(new)]
    return HEAD + "".join(old for old, _ in certain) + "\n" + "".join(new for _, new in certain) + "\n"


def is_simplified(character: str) -> bool:
    """Whether GB 2312-80 has a character."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(character) == 1


if __name__ == "__main__":
    TABLE.write_text(derive(), encoding="utf-8")
    sys.stdout.write(f"{TABLE}\n")
