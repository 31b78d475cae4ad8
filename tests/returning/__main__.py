"""Writes the table of edits into a file: ``PYTHONPATH=src:tests python -m returning docs/word-edits.md``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from editions import make_edition
from returning.bringing import Home, home, patch_of, told
from returning.edition import RETURNED
from returning.edits import EDITS, Edit
from returning.office import edited_there, saved_anew
from returning.word import Editor

HEAD = """\
# What comes home from Word: the table of edits

Made by `PYTHONPATH=src:tests python -m returning docs/word-edits.md`; `tests/returning` holds every line of it. Each
edit is made in a Word file of its own; `dedoc pull` must tell just what is written here, and make exactly this patch.

*Word* is the edit as Word writes it, in XML, with split runs, moved bookmarks and revision marks; *saved* the same file
after LibreOffice has opened and saved it; *made there* the edit made by LibreOffice itself, told by UNO to type, delete
and style. — : LibreOffice was not told to. ! before a kind: told, not applied, with a hint. + and − count the lines of
the patch. A reference that was edited is none any more after LibreOffice: it counts references anew when it saves.

"""


def results(edition: Home, folder: Path) -> list[tuple[str, Edit, list[str]]]:
    """Return each edit with how it fared in the three ways."""
    files = {}
    for name, edit in EDITS.items():
        editor = Editor(edition.word)
        edit.do(editor)
        files[name] = editor.data
    (folder / "made").mkdir()
    ways = [files, saved_anew(files, folder), edited_there(edition.word, folder / "made")]
    return [(name, edit, [_fared(edition, edit, way.get(name)) for way in ways]) for name, edit in EDITS.items()]


def _fared(edition: Home, edit: Edit, data: bytes | None) -> str:
    if data is None:
        return "—"
    result = edition.brings(data)
    is_right = (told(result), patch_of(result)) == (list(edit.tells), sorted(edit.patch))
    return (
        "right"
        if is_right
        else "; ".join(f"{kind} {before} → {after}" for kind, before, after in told(result)) or "nothing"
    )


def _row(edit: Edit, fared: list[str]) -> str:
    marks = {"-": 0, "+": 0}
    for line in edit.patch:
        marks[line[0]] += 1
    tells = "; ".join(f"{kind} {before} → {after}" for kind, before, after in edit.tells) or "nothing"
    patch = f"+{marks['+']} −{marks['-']}" if edit.patch else ""
    cells = [" ".join((edit.do.__doc__ or "").split()), *fared, tells, patch]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main(target: Path) -> None:
    """Make every edit in every way, and write the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = results(home(make_edition(folder / "sample", RETURNED)), folder)
    lines = ["| what was done | Word | saved | made there | told | patch |", "|---|---|---|---|---|---|"]
    lines += [_row(edit, fared) for _, edit, fared in found]
    rights = [sum(fared[way] == "right" for _, _, fared in found) for way in range(3)]
    made = sum(fared[2] != "—" for _, _, fared in found)
    total = f"\n{len(found)} edits: {rights[0]} right as Word writes them, {rights[1]} after LibreOffice saved them, "
    target.write_text(HEAD + "\n".join(lines) + "\n" + total + f"{rights[2]} of {made} made there.\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
