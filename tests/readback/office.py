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
  <alias binding="same"><family>宋体</family><prefer><family>Noto Serif SC</family></prefer></alias>
  <alias binding="same"><family>黑体</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias>
  <alias binding="same"><family>Arial</family><prefer><family>Liberation Sans</family></prefer></alias>
</fontconfig>
"""
"""What fontconfig gives for the fonts of the Word file: those of the PDF, and free ones as wide as those of Windows."""

CHART_SIZE = 11.5
"""Words in charts are smaller than this, in pt."""

MARK_OF_NOTE = re.compile(r"\[?(\d+)\[?\]")
"""What begins a note. LibreOffice 7 and 24 put their own mark in front of the brackets: ``1[] …``."""


def liberation() -> Path | None:
    """Return the folder of the Liberation fonts, None if the system has none."""
    if shutil.which("fc-match") is None:
        return None
    command = ["fc-match", "-f", "%{file}", "Liberation Serif:style=Regular"]
    file = Path(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    return file.parent if file.name.startswith("LiberationSerif") else None


def laid_out(path: Path, folder: Path, foot: float) -> PrintedPdf:
    """Return the pages that LibreOffice makes of a Word file; skip the test where it or the fonts are absent."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: the Word file not laid out")
    latin = liberation()
    if latin is None:
        pytest.skip("the Liberation fonts are not installed: the Word file not laid out")
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(chinese=sans_path().parent, latin=latin, cache=folder / "cache"), encoding="utf-8")
    return PrintedPdf(word.libreoffice_pdf(path, folder, {"FONTCONFIG_FILE": str(config)}), foot)


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
