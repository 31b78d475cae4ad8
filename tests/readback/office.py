"""The Word file laid out by LibreOffice with a choice of fonts of our own."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import sans_path

from conformance import missing, word
from readback.pdf import Line, Page, PrintedPdf

FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{chinese}</dir>
  <dir>{latin}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>宋体</family><prefer><family>{names[0]}</family></prefer></alias>
  <alias binding="same"><family>黑体</family><prefer><family>{names[1]}</family></prefer></alias>
  <alias binding="same"><family>Times New Roman</family><prefer><family>{names[2]}</family></prefer></alias>
  <alias binding="same"><family>Arial</family><prefer><family>{names[3]}</family></prefer></alias>
</fontconfig>
"""
"""What fontconfig gives for the fonts of the Word file."""

FAMILIES = {
    "pinned": ("Noto Serif SC", "Noto Sans SC", "Liberation Serif", "Liberation Sans"),
    "system": ("Noto Serif CJK SC", "Noto Sans CJK SC", "Nimbus Roman", "Nimbus Sans"),
}
"""Those of the PDF, and others that a system may have; the Latin ones are as wide as those of Windows."""

CHART_SIZE = 11.5
"""Words in charts are smaller than this, in pt."""

MARK_OF_NOTE = re.compile(r"\[?(\d+)\[?\]")
"""What begins a note. LibreOffice 7 and 24 put their own mark in front of the brackets: ``1[] …``."""


def folder_of(family: str) -> Path | None:
    """Return the folder of a font, None if the system has none of that name."""
    if shutil.which("fc-match") is None:
        return None
    command = ["fc-match", "-f", "%{family}\t%{file}", f"{family}:style=Regular"]
    found, _, file = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.partition("\t")
    return Path(file).parent if family in found.split(",") else None


def laid_out(path: Path, folder: Path, foot: float, turned_foot: float = 0, *, fonts: str = "pinned") -> PrintedPdf:
    """Return the pages that LibreOffice makes of a Word file; skip the test where it or the fonts are absent.

    ``fonts`` are the ``pinned`` ones of the PDF, or those of the ``system``: other ones for Chinese and for Latin.
    """
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: the Word file not laid out")
    names = FAMILIES[fonts]
    chinese = sans_path().parent if fonts == "pinned" else folder_of(names[0])
    latin = folder_of(names[2])
    if chinese is None or latin is None:
        pytest.skip(f"the fonts {', '.join(names)} are not all installed: the Word file not laid out")
    config = folder / "fonts.conf"
    values = {"chinese": chinese, "latin": latin, "cache": folder / "cache", "names": names}
    config.write_text(FONTS.format(**values), encoding="utf-8")
    pdf = word.libreoffice_pdf(path, folder, {"FONTCONFIG_FILE": str(config)})
    return PrintedPdf(pdf, foot, turned_foot)


def said_on(pages: tuple[Page, ...]) -> str:
    """Return what pages say above their notes, leaders and the words in charts left out; a cover has no foot."""
    cover = "".join(line.text for line in pages[0].lines)
    lines = (line for page in pages[1:] for line in page.body_lines if not _is_in_chart(line))
    return "".join([cover, *(line.text for line in lines)]).replace("·", "")


def _is_in_chart(line: Line) -> bool:
    """Whether all the words of a line stand in a chart: only there are lines of small words in Hei."""
    return all(character.size < CHART_SIZE and "Sans" in character.font for character in line.characters)


def notes_at_foot(page: Page) -> list[str]:
    """Return the notes at the foot of a page, each as ``[n]`` and its text."""
    notes: list[str] = []
    for line in page.note_lines:
        mark = MARK_OF_NOTE.match(line.text)
        if mark:
            notes.append(f"[{mark[1]}]{line.text[mark.end() :]}")
        else:
            notes[-1] += line.text
    return notes
