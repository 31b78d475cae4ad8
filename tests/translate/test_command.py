"""``dedoc translate`` and ``dedoc build --locale`` as they are run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.cli import PROBLEMS, WELL, main
from dedoc.translate.pseudo import pseudo
from editions import FULL, MINIMAL, make_edition
from translators import bytes_of, entries_of, translate_all

HAN = re.compile(r"[\u3400-\u9fff]+")
OWN = Path(__file__).parents[2] / "content" / "2024"


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an edition in the working folder, without catalogs."""
    monkeypatch.chdir(tmp_path)
    return make_edition(tmp_path / "edition", FULL)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the program; return its exit code and what it says."""
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.usefixtures("edition")
def test_the_way_of_a_translation(capsys: pytest.CaptureFixture[str]) -> None:
    """Catalogs begin, are counted, go out, come back and are looked through."""
    code, told, _ = run(capsys, "translate", "update", "edition", "--locale", "en")
    assert code == WELL
    assert "edition/translations/en/01-a.po" in told
    assert "01-a: characters from memory 0, from memory but not equal 0, new 65" in told
    assert run(capsys, "translate", "update", "edition")[1] == "the catalogs are up to date\n"

    code, told, _ = run(capsys, "translate", "status", "edition")
    assert (code, told.splitlines()[-1][:12]) == (WELL, "en          ")
    assert "new 45" in told

    for name in ("out.xlf", "out.docx", "out.tmx"):
        assert run(capsys, "translate", "export", "edition", "--to", name)[:2] == (WELL, f"{name}\n")
    assert "page 3 of the PDF" in Path("out.xlf").read_text(encoding="utf-8")
    for name in ("out.xlf", "out.docx"):
        assert run(capsys, "translate", "import", "edition", "--from", name)[:2] == (
            WELL,
            "translations that changed: 0\n",
        )
    assert run(capsys, "translate", "check", "edition")[:2] == (WELL, "nothing is wrong and nothing is missing\n")


def test_json_for_other_programs(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each way reports as data, too."""
    told = json.loads(run(capsys, "translate", "update", "edition", "--locale", "en", "--json")[1])
    assert told["filled"]["01-a"]["new"] == {"units": 16, "characters": 65}
    told = json.loads(run(capsys, "translate", "status", "edition", "--json")[1])
    assert told["locales"]["en"]["01-a"]["units"] == {"translated": 0, "changed": 0, "from memory": 0, "new": 16}
    translate_all(edition, lambda entry: replace(entry, target="《"))
    told = json.loads(run(capsys, "translate", "check", "edition", "--json")[1])
    assert {problem["code"] for problem in told["problems"]} >= {"L101", "L401"}
    told = json.loads(run(capsys, "translate", "import", "edition", "--from", "edition/edition.yaml", "--json")[1])
    assert told["ok"] is False


def test_what_is_not_clear_is_asked(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A language that cannot be guessed, the language of the source, and a format that nobody knows are told."""
    assert "it is not clear which language is meant" in run(capsys, "translate", "update", "edition")[2]
    assert "the edition is written in zh-CN" in run(capsys, "translate", "update", "edition", "--locale", "zh-CN")[2]
    assert "there is no locale “fr”" in run(capsys, "translate", "update", "edition", "--locale", "fr")[2]
    assert "the edition has no catalogs yet" in run(capsys, "translate", "status", "edition")[2]
    run(capsys, "translate", "update", "edition", "--locale", "en")
    code, _, told = run(capsys, "translate", "export", "edition", "--to", "out.pdf")
    assert (code, "says not in which format to export" in told) == (PROBLEMS, True)
    assert "there is no file" in run(capsys, "translate", "import", "edition", "--from", "none.xlf")[2]
    assert edition.is_dir()


def test_templates_for_po_editors(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``extract`` writes one template a file of the edition; nothing in them is translated."""
    code, told, _ = run(capsys, "translate", "extract", "edition")
    assert code == WELL
    assert "edition/translations/templates/01-a.pot" in told
    text = (edition / "translations" / "templates" / "01-a.pot").read_text(encoding="utf-8")
    assert 'msgid "一条脚注。"\nmsgstr ""\n' in text
    assert run(capsys, "translate", "status", "edition")[0] == PROBLEMS


def test_the_page_shows_what_waits_beside_the_printed_source(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A word diff, the heading path and a picture of the page stand with each unit (checklist 3, 13)."""
    translate_all(edition, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))
    chapter = edition / "chapters" / "02-b.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("再见。", "后会有期，再见。"), encoding="utf-8")
    assert run(capsys, "translate", "status", "edition", "--html", "status.html")[0] == WELL

    page = Path("status.html").read_text(encoding="utf-8")

    assert "<ins>后会有期，</ins>再见。" in page
    assert "paragraph · 结语" in page
    assert page.count("data:image/png;base64,") == 1
    assert "https://" not in page
    assert "http://" not in page


def test_a_pseudo_translation_leaves_no_text_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Our own edition in letters that mean nothing has no Chinese left, in PDF and Word (checklist 1)."""
    folder = tmp_path / "pseudo"
    assert run(capsys, "translate", "pseudo", str(OWN), "--locale", "en", "--into", str(folder))[0] == WELL
    assert run(capsys, "build", str(folder), "--locale", "en", "--into", str(tmp_path / "out"))[0] == WELL

    made = tmp_path / "out" / "pseudo" / "en"
    with zipfile.ZipFile(made / "report.docx") as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))]
    said = re.sub(r'<w:font w:name=.*?</w:font>|w:eastAsia="[^"]*"|typeface="[^"]*"', "", "".join(parts))
    assert HAN.findall(said) == []
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", made / "report.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert HAN.findall(text) == []
        assert len(text) > 20_000
    assert "is there already" in run(capsys, "translate", "pseudo", str(OWN), "--into", str(folder))[2]


def test_all_languages_at_once(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each language is printed in a process of its own; what fails in one keeps no other from being printed."""
    translate_all(edition, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))
    code, told, _ = run(capsys, "build", "edition", "--locale", "all", "--to", "pdf", "--into", "out")
    assert (code, told.split()) == (WELL, ["out/edition/zh-CN/report.pdf", "out/edition/en/report.pdf"])
    translate_all(edition, lambda entry: replace(entry, target=""))

    code, told, wrong = run(
        capsys, "build", "edition", "--locale", "zh-CN,en", "--to", "pdf", "--into", "out2", "--json"
    )

    data = json.loads(told)
    assert (code, data["ok"], wrong) == (PROBLEMS, False, "")
    assert [data["locales"][name]["ok"] for name in ("zh-CN", "en")] == [True, False]
    assert not Path("out2/edition/en").exists()


@pytest.mark.skipif(shutil.which("msgattrib") is None, reason="gettext is not installed")
def test_programs_of_gettext_change_catalogs_and_nothing_is_lost(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What ``msgfilter`` writes and ``msgattrib`` saves is read as any other translation."""
    run(capsys, "translate", "update", "edition", "--locale", "en")
    before = entries_of(edition)
    path = edition / "translations" / "en" / "01-a.po"
    subprocess.run(["msgen", "--force-po", "-o", path, path], check=True)
    subprocess.run(["msgfilter", "--keep-header", "-o", path, "-i", path, "sed", "s/。/./g"], check=True)
    subprocess.run(["msgattrib", "--clear-fuzzy", "-o", path, path], check=True, capture_output=True)

    after = entries_of(edition)

    assert {s: e.about for s, e in after.items()} == {s: e.about for s, e in before.items()}
    assert after["一条脚注。"].target == "一条脚注."
    wrapped = path.read_bytes()
    assert run(capsys, "translate", "update", "edition")[0] == WELL
    assert path.read_bytes() != wrapped
    again = entries_of(edition)
    assert {s: again[s] for s, e in after.items() if e.catalog == "01-a"} == {
        source: entry for source, entry in after.items() if entry.catalog == "01-a"
    }


def test_a_catalog_that_was_edited_elsewhere_is_imported(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A PO file comes back like any other file."""
    run(capsys, "translate", "update", "edition", "--locale", "en")
    away = tmp_path / "01-a.po"
    text = (edition / "translations" / "en" / "01-a.po").read_text(encoding="utf-8")
    away.write_text(text.replace('msgid "开端"\nmsgstr ""', 'msgid "开端"\nmsgstr "Start"'), encoding="utf-8")
    assert "changed: 1" in run(capsys, "translate", "import", "edition", "--from", str(away))[1]
    assert entries_of(edition)["开端"].target == "Start"
    before = bytes_of(edition)
    other = tmp_path / "02-b.po"
    other.write_bytes(away.read_bytes())
    assert "has no unit" in run(capsys, "translate", "import", "edition", "--from", str(other))[2]
    assert bytes_of(edition) == before


def test_an_edition_of_one_line_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The least edition can be translated and printed."""
    folder = make_edition(tmp_path / "edition", MINIMAL)
    translate_all(folder, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))
    code, told, _ = run(capsys, "build", str(folder), "--locale", "en", "--into", str(tmp_path / "out"))
    assert (code, len(told.split())) == (WELL, 2)
