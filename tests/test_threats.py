"""What strangers' files may do: every line of ``docs/threats.md`` names tests that exist, some of them these."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from dedoc.build import Order, build
from dedoc.errors import DedocError
from editions import make_edition

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ACTIVE = "#panic(1) \\eval{} {{ 7*7 }} {% for %} &lt;b&gt; $x$ @preview"
"""What means something to Typst, Jinja, HTML or XML, and nothing to a chapter."""


def test_every_line_names_a_test_that_exists() -> None:
    """The table cannot rot: a test that is renamed or deleted is missed here."""
    named = NAMED.findall((ROOT / "docs" / "threats.md").read_text(encoding="utf-8"))
    lost = [(file, test) for file, test in named if f"def {test}" not in (ROOT / file).read_text(encoding="utf-8")]
    assert len(named) > 25
    assert lost == []


def styled(folder: Path, template: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what is told of a report in a style whose template begins with some lines of its own."""
    (folder / "content").mkdir()
    shutil.copytree(ROOT / "styles" / "report", folder / "styles" / "own")
    (folder / "secret.txt").write_text("a secret", encoding="utf-8")
    report = folder / "styles" / "own" / "report.typ"
    report.write_text(template + report.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(folder)
    edition = make_edition(folder / "edition", {"chapters/01-a.md": "# 一章\n\n一段。\n"})
    with pytest.raises(DedocError) as error:
        build(Order(str(edition), folder / "out", style="own", outputs=("pdf",)))
    assert not (folder / "out").exists()
    return str(error.value.problems[0].format(str))


@pytest.mark.parametrize("way", ["/etc/hostname", "../../../secret.txt", "/../../secret.txt"])
def test_a_template_reads_nothing_outside(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that leads out of the folder of the press is refused, and nothing of the file is told."""
    said = styled(tmp_path, f'#let stolen = read("{way}")\n', monkeypatch)
    assert "error" in said
    assert "a secret" not in said


@pytest.mark.parametrize("loop", ["#{ let n = 0; while n >= 0 { n += 1 } }\n", "#let f(x) = f(x + 1)\n#f(1)\n"])
def test_a_template_that_never_ends_is_refused(loop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loops and recursion end by Typst's own limits, with an error that says so."""
    assert re.search("infinite|recursion|depth|iterations", styled(tmp_path, loop, monkeypatch))


def test_text_that_looks_like_code_prints_as_it_is(tmp_path: Path) -> None:
    """Markup of other programs is text, in the PDF and in the Word file."""
    import docx  # noqa: PLC0415 -- only here

    chapter = f"# 一章\n\n{escaped(ACTIVE)}\n"
    edition = make_edition(tmp_path / "edition", {"chapters/01-a.md": chapter})
    pdf, word = build(Order(str(edition), tmp_path / "out")).files
    pages = pypdfium2.PdfDocument(pdf)
    said = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    wanted = "".join(ACTIVE.replace("&lt;", "<").replace("&gt;", ">").split())
    assert wanted in "".join(said.split())
    assert wanted in "".join("".join(paragraph.text for paragraph in docx.Document(str(word)).paragraphs).split())


def escaped(text: str) -> str:
    """Return text as a chapter writes it where its signs mean something to Markdown."""
    return re.sub(r"([\\*_`\[\]{}$])", r"\\\1", text)
