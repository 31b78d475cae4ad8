"""Values of an earlier edition: a draft shows them in both outputs, a final build refuses with all of them."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import docx
import pypdfium2
import pytest

from dedoc.build import Order, build
from dedoc.errors import ContentError, Severity
from dedoc.review import check
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.tags import Role
from editions import make_edition
from readback.said import squeezed
from torture import TORTURE

FILES = {
    "chapters/01-a.md": (
        "# 甲\n\n到{as-of}`users`有{fact}`users`，翻番为{fact}`double`，另有{fact}`gap`。\n\n:::{figure} f\n:::\n"
    ),
    "facts.yaml": """\
users: {name: 用户, value: 1.83, scale: 亿, unit: 户, as_of: 2023-12-31, source: s, due: 2023}
double: {name: 翻番, formula: users * 2, scale: 亿, unit: 户}
gap: {name: 缺口, value: 2500-3000, unit: 人, qualifier: 约, source: s, due: 2023}
""",
    "sources.yaml": "s: {name: 样本局}\n",
    "figures/f.yaml": "caption: 图\nalt: 图\nseries: [{fact: users, name: 数, unit: 亿户}]\n",
}
SAID = (
    "到【2023年版：2023年底】有【2023年版：1.83亿户】，翻番为【2023年版：3.7亿户】，另有【2023年版：约2500—3000人】。"
)


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return an edition in which two facts are due, in the folder where the program runs."""
    monkeypatch.chdir(tmp_path)
    make_edition(Path("edition"), FILES)
    return "edition"


def test_a_draft_shows_what_is_due(edition: str) -> None:
    """Text, dates and what follows bear the year of the edition that they are from, in the PDF and in the Word file."""
    result = build(Order(edition, into=Path("out"), is_draft=True))
    pdf, word = result.files
    page = "".join(pypdfium2.PdfDocument(pdf)[2].get_textpage().get_text_range().replace("\u2060", "").split())
    assert squeezed(SAID) in squeezed(page)
    assert "【1.83】" in page
    assert squeezed(SAID) in squeezed(
        "".join(p.text for p in docx.Document(str(word)).paragraphs).replace("\u2060", "")
    )
    with ZipFile(word) as package:
        names = [name for name in package.namelist() if name.startswith("word/charts/chart")]
        chart = package.read(names[0]).decode()
    assert "【" in chart
    due = [problem for problem in check(Order(edition, is_draft=True)).problems if "year" in problem.values]
    assert [(str(p.location), p.severity) for p in due] == [
        ("edition/facts.yaml:1", Severity.WARNING),
        ("edition/facts.yaml:3", Severity.WARNING),
    ]


def test_a_final_build_refuses_what_is_due(edition: str) -> None:
    """All of them are listed; what follows from them is not their editor's to confirm."""
    with pytest.raises(ContentError) as error:
        build(Order(edition, into=Path("out")))
    assert [str(problem.location) for problem in error.value.problems] == [
        "edition/facts.yaml:1",
        "edition/facts.yaml:3",
    ]
    assert not Path("out").exists()


def test_a_draft_prints_what_is_due_in_a_narrow_cell(tmp_path: Path) -> None:
    """A fact that takes several lines of its cell is read behind the cell before it, lists of figures or none."""
    facts = str(TORTURE["facts.yaml"]).replace("source: bureau}", "source: bureau, due: 2023}", 1)
    edition = make_edition(tmp_path / "edition", {**TORTURE, "facts.yaml": facts})
    result = build(Order(str(edition), tmp_path / "out", outputs=("pdf",), is_draft=True))

    layout = read_layout(result.files[0].read_bytes())
    assert [paragraph.lines[0].text for paragraph in layout.paragraphs if not paragraph.lines[0].tag] == []
    listed = [paragraph for paragraph in layout.paragraphs if paragraph.lines[0].text.startswith("图2-1：各年")]
    assert listed[0].role is Role.CONTENTS
