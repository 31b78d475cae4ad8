"""Commands that write, each prepared in a folder: what is there, and the words that run it."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from colleague import filled_in
from dedoc.cli import WELL, main
from dedoc.translate.pseudo import pseudo
from editions import FULL, make_edition
from returning.bringing import home
from returning.edition import RETURNED
from returning.edits import EDITS
from returning.word import Editor
from translators import translate_all

TEXT = Path(__file__).parent / "importing" / "cases"


def run(*words: str, where: Path) -> None:
    """Run dedoc in a folder to its end, which is a good one."""
    with contextlib.chdir(where), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(words) == WELL


def pulled(folder: Path) -> list[str]:
    """Prepare a Word file that changes a chapter and a fact."""
    editor = Editor(home(make_edition(folder / "content" / "sample", RETURNED)).word)
    for name in ("words_tracked", "a_number_edited"):
        EDITS[name].do(editor)
    (folder / "back.docx").write_bytes(editor.data)
    return ["pull", "back.docx", "--apply", "--facts"]


def translated(folder: Path) -> list[str]:
    """Prepare an exchange file that changes every catalog of an edition."""
    begun(folder)
    run("translate", "update", "edition", "--locale", "en", where=folder)
    run("translate", "export", "edition", "--to", "back.xlf", where=folder)
    path = folder / "back.xlf"
    returned = re.sub("<source>(.*?)</source>", r"<source>\1</source><target>\1</target>", path.read_text("utf-8"))
    path.write_text(returned, encoding="utf-8")
    return ["translate", "import", "edition", "--from", "back.xlf"]


def updated(folder: Path) -> list[str]:
    """Prepare chapters that changed since they were translated."""
    edition = make_edition(folder / "edition", FULL)
    translate_all(edition, lambda entry: replace(entry, target="text"))
    for path in (edition / "chapters").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("一段", "另一段") + "\n新的。\n", encoding="utf-8")
    return ["translate", "update", "edition"]


def begun(folder: Path) -> list[str]:
    """Prepare an edition without catalogs."""
    make_edition(folder / "edition", FULL)
    return ["translate", "update", "edition", "--locale", "en"]


def filled(folder: Path) -> list[str]:
    """Prepare a spreadsheet in which a fact has another value."""
    make_edition(folder / "edition", FULL)
    run("facts", "edition", "--export", "facts.xlsx", where=folder)
    filled_in(folder / "facts.xlsx", {("stations", "value"): "391.2"})
    return ["facts", "edition", "--import", "facts.xlsx", "--apply"]


def carried(folder: Path) -> list[str]:
    """Prepare an edition that is carried over."""
    make_edition(folder / "content" / "2024", FULL)
    return ["new", "2025"]


def started(folder: Path) -> list[str]:
    """Prepare a new report."""
    folder.mkdir()
    return ["init", "report", "--year", "2025"]


def imported(folder: Path) -> list[str]:
    """Prepare an import in the place of an edition."""
    make_edition(folder / "edition", FULL)
    text = next(path for path in sorted(TEXT.rglob("*.txt")))
    shutil.copyfile(text, folder / "text.txt")
    return ["import", "text.txt", "--into", "edition", "--year", "2028", "--force"]


def renewed(folder: Path) -> list[str]:
    """Prepare an edition that changed since it was built."""
    edition = make_edition(folder / "edition", FULL)
    run("build", "edition", "--into", "out", where=folder)
    facts = str(FULL["facts.yaml"]).replace("383.7", "391.2")
    (edition / "facts.yaml").write_text(facts, encoding="utf-8")
    return ["build", "edition", "--into", "out"]


def repaired(folder: Path) -> list[str]:
    """Prepare two chapters with marks that can be repaired."""
    chapter = "# 一章\n\n甲,乙。\n"
    make_edition(folder / "edition", {"chapters/01-a.md": chapter, "chapters/02-b.md": chapter.replace("一", "二")})
    return ["check", "edition", "--fix"]


def archived(folder: Path) -> list[str]:
    """Prepare a small edition to be archived."""
    make_edition(folder / "edition", {"chapters/01-a.md": "# 一章\n\n一段。\n"})
    return ["archive", "edition", "--into", "bags"]


def compared(folder: Path) -> list[str]:
    """Prepare two editions to be compared in all ways."""
    facts = str(FULL["facts.yaml"]).replace("383.7", "391.2")
    make_edition(folder / "old", FULL)
    make_edition(folder / "new", {**FULL, "facts.yaml": facts})
    return ["diff", "old", "new", "--to", "html,pdf,docx", "--into", "out"]


def edition_with(*words: str) -> Callable[[Path], list[str]]:
    """Return what prepares an edition with catalogs, and runs a command on it."""

    def prepare(folder: Path) -> list[str]:
        edition = make_edition(folder / "edition", FULL)
        translate_all(edition, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))
        return list(words)

    return prepare


def verified(folder: Path) -> list[str]:
    """Prepare a PDF to be verified."""
    renewed(folder)
    return ["verify", "out/edition/zh-CN/report.pdf", "--json", "found.json", "--marked", "marked"]


def held_against_print(folder: Path) -> list[str]:
    """Prepare the folios of a printed edition."""
    make_edition(folder / "edition", FULL)
    contents = [{"level": 1, "title": "一、开端", "folio": 1}, {"level": 1, "title": "二、结语", "folio": 2}]
    printed = {"folios": 2, "contents": contents, "notes": {"1": 1}, "figures": {"1": 1}}
    (folder / "printed.json").write_text(json.dumps(printed), encoding="utf-8")
    return ["fidelity", "edition", "--against", "printed.json", "--into", "out"]


WRITERS: dict[str, Callable[[Path], list[str]]] = {
    "build": renewed,
    "build all": edition_with("build", "edition", "--locale", "all", "--into", "out", "--draft"),
    "check": repaired,
    "archive": archived,
    "diff": compared,
    "fidelity": held_against_print,
    "import": imported,
    "init": started,
    "new": carried,
    "pull": pulled,
    "verify": verified,
    "status": edition_with("status", "edition", "--into", "out"),
    "facts import": filled,
    "facts export": edition_with("facts", "edition", "--export", "facts.xlsx"),
    "translate import": translated,
    "translate update": updated,
    "translate begin": begun,
    "translate extract": edition_with("translate", "extract", "edition"),
    "translate export": edition_with("translate", "export", "edition", "--to", "out.xlf", "--locale", "en"),
    "translate status": edition_with("translate", "status", "edition", "--html", "page.html"),
    "translate pseudo": edition_with("translate", "pseudo", "edition", "--into", "pseudo"),
}
"""All that write, by name."""
