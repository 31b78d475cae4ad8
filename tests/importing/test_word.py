"""Reports written in Word become editions: our own without their marks, foreign ones by their looks."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from conformance import missing, word
from dedoc.build import Order, load, print_again
from dedoc.cli import PROBLEMS, WELL, main
from dedoc.importing.word import files as importing_files
from editions import make_edition
from returning.bringing import home
from returning.edition import RETURNED
from returning.office import saved_anew
from wordfile.building import p, r, relations, word_file

EDITION = Path(__file__).parents[2] / "content" / "2024"
MARKS = re.compile(
    rb"<w:bookmark(?:Start|End)\b[^>]*/>|<property .*</property>|<(dc|dcterms|cp):(\w+)[^>]*>[^<]*</\1:\2>", re.DOTALL
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fe"
    "a735818400000000049454e44ae426082"[:132]
)


@pytest.fixture(autouse=True)
def in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test run in a folder of its own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")


def bare(data: bytes) -> bytes:
    """Return a Word file without bookmarks and without all that it says of itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, MARKS.sub(b"", old.read(name)) if name.endswith(".xml") else old.read(name))
    return buffer.getvalue()


def imported(data: bytes, *options: str) -> Path:
    """Return the edition that a Word file becomes."""
    Path("report.docx").write_bytes(data)
    assert main(["import", "report.docx", "--into", "content/new", "--force", *options]) == WELL
    return Path("content/new")


def chapters(folder: Path) -> str:
    """Return the chapters of an edition, one below the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / "chapters").iterdir()))


def headings(text: str) -> list[str]:
    """Return the headings of chapters with their level, and whether they bear numbers; labels left out."""
    found = re.findall(r"^(#+ .*?)[ \t]*(?:\{([^}]*)\})?$", text, re.MULTILINE)
    return [f"{words}{' *' if '.unnumbered' in attributes else ''}" for words, attributes in found]


def notes(folder: Path) -> list[str]:
    """Return the notes of an edition as they print, in order."""
    from dedoc.model import Note  # noqa: PLC0415
    from dedoc.walk import find, plain_text  # noqa: PLC0415

    document = load(Order(str(folder), is_draft=True)).document
    return ["".join(plain_text(note.content).split()) for note in find(document.body, Note)]


@pytest.mark.slow
def test_the_edition_of_2024_comes_back_from_its_bare_word_file(tmp_path: Path) -> None:
    """Headings, notes, figures and people are those of the edition, also if LibreOffice saved the file; it prints."""
    source = load(Order(str(EDITION)))
    printed = bare(print_again(source, Order(str(EDITION))))
    files = {"bare": printed}
    if not missing(*word.LIBREOFFICE_NEEDS):
        files |= saved_anew({"saved": printed}, tmp_path)
    for data in files.values():
        folder = imported(data)
        text = chapters(folder)
        assert headings(text) == headings(chapters(EDITION))
        assert notes(folder) == notes(EDITION)
        assert text.count(":::{figure}") == chapters(EDITION).count(":::{figure}")
        order = Order(str(folder))
        made = load(order)
        assert print_again(made, order)
        assert made.edition.metadata.title == source.edition.metadata.title
        assert made.edition.metadata.people == source.edition.metadata.people
        assert "Nothing else was lost or added." in (folder / "import-ledger.md").read_text(encoding="utf-8")


def test_everything_comes_along(tmp_path: Path) -> None:
    """Lists, quotations, boxes, tables with captions and units, charts with their data, emphasis, links, notes."""
    printed = home(make_edition(tmp_path / "sample", RETURNED)).word
    folder = imported(bare(printed), "--year", "2024")
    text = chapters(folder)

    for block in (
        "# 前言 {.unnumbered}\n\n前言一段。\n",
        "**要点先行。**接着说明[^一条脚注-说明要点-脚注的第二段]，详见表1。这一句*轻轻*强调，那一句**重重**强调，",
        "还有[链接](https://example.org)在此；第三行写*星号\\**与5G标准。",
        "1. 第一项要做\n2. 第二项要做\n3. 第三项要做\n\n- 甲条内容续行\n- 乙条内容\n\n> 一段引文，出自他人。\n",
        "::::{sidebar} 专栏题目\n\n专栏第一段的话。\n\n专栏第二段的话。\n::::\n",
        ":::{table} 各项安排\n:unit: 亿元\n:note: 按可比价格计算\n\n| 项目 | 数量 | 说明 |\n",
        "| 甲项 | 3 | 有竖线\\|在内 |\n",
        ":::{table} 各地数值\n| 地区 | 数值 | 说明 |\n",
        "[^一条脚注-说明要点-脚注的第二段]: 一条脚注，说明要点。\n\n    脚注的第二段。\n",
        "{cite:data}`样本局`",
    ):  # fmt: skip
        assert block in text
    assert "2022年,series-1,3,样本调查-2024,自 Word 文件导入\n" in (folder / "figures/各年数量.csv").read_text(
        encoding="utf-8"
    )
    assert print_again(load(Order(str(folder))), Order(str(folder)))


TITLE = '<w:jc w:val="center"/>'
BIG, BOLD = '<w:b/><w:sz w:val="44"/>', "<w:b/>"
NUMBERS = """\
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"""


def number(level: int) -> str:
    """Return the properties of a paragraph that Word counts."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


LONG = "这一段是正文，它比标题长得多，说的是这份报告里的事情，并且以句号结束，所以谁也不会把它当作标题。"


@pytest.mark.parametrize("is_counted", [False, True], ids=["typed", "counted by Word"])
def test_headings_without_styles_are_told_by_their_looks(is_counted: bool) -> None:  # noqa: FBT001
    """A foreign report: headings are bold and numbered, by hand or by Word in Chinese; a comment becomes a remark."""

    def heading(level: int, mark: str, text: str) -> str:
        return p(r(text if is_counted else mark + text, BOLD), properties=number(level) if is_counted else "")

    body = [
        p(r("某省数字经济发展报告", BIG), properties=TITLE),
        p(r("2023年", BIG), properties=TITLE),
        heading(0, "一、", "发展现状"),
        p(r(LONG)),
        heading(1, "（一）", "基础设施"),
        p(r(LONG), r("着重的话", BOLD), r("。")),
        heading(1, "（二）", "平台应用"),
        p(r(LONG)),
        heading(0, "二、", "发展建议"),
        p(r(LONG)),
    ]
    folder = imported(word_file("".join(body), numbering=NUMBERS))

    assert headings(chapters(folder)) == ["# 发展现状", "## 基础设施", "## 平台应用", "# 发展建议"]
    assert "**着重的话**。" in chapters(folder)
    made = load(Order(str(folder)))
    assert (made.edition.metadata.title, made.edition.metadata.year) == (("某省数字经济发展报告",), 2023)


def test_tracked_changes_are_accepted_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """What was deleted does not come along; macros and pictures on servers are told."""
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>旧话</w:delText></w:r></w:del>'
    body = p(r("第一章　开端", BOLD)) + p(r(LONG), gone) + p(r("第二章　结尾", BOLD)) + p(r(LONG))
    picture = {"i": ("image", "http://127.0.0.1:9/a.png", True)}
    folder = imported(word_file(body, {"word/vbaProject.bin": b"x"}, picture), "--year", "2024", "--title", "报告")
    said = capsys.readouterr().err

    assert "旧话" not in chapters(folder)
    assert "warning: its tracked changes are taken as accepted\n" in said
    assert "warning: the macros in the Word file are ignored\n" in said
    assert "warning: the Word file names “http://127.0.0.1:9/a.png” outside itself; it is not read\n" in said


def test_a_year_that_only_looks_like_one_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    """The date of the file itself stands for the year of the report where that is a number."""
    core = '<a xmlns:t="http://purl.org/dc/terms/"><t:modified>²²²²-01-01</t:modified></a>'
    body = p(r("第一章　开端", BOLD)) + p(r(LONG)) + p(r("第二章　结尾", BOLD)) + p(r(LONG))
    roots = {"a": ("officeDocument", "word/document.xml", False), "b": ("core-properties", "core.xml", False)}
    Path("report.docx").write_bytes(word_file(body, {"core.xml": core, "_rels/.rels": relations(roots)}))

    assert main(["import", "report.docx", "--into", "new", "--title", "报告"]) == PROBLEMS
    assert "the text does not say of which year it is" in capsys.readouterr().err


@pytest.mark.parametrize("body", ["", p(), "<w:tbl><w:tr><w:tc>" + p(r("专栏题目")) + "</w:tc></w:tr></w:tbl>"])
def test_a_file_that_holds_nothing_is_refused(body: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a paragraph, an empty one, or a box with a title alone."""
    Path("report.docx").write_bytes(word_file(body))

    assert main(["import", "report.docx", "--into", "new", "--year", "2024", "--title", "报告"]) == PROBLEMS
    assert "report.docx: error: the text has no headings\n" in capsys.readouterr().err


def test_pictures_of_hundreds_of_megabytes_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are not copied into an edition; the way out is said, and nothing is written."""
    monkeypatch.setattr(importing_files, "MOST_BYTES", 100)
    drawing = (
        "<w:r><w:drawing><wp:inline><wp:extent cx='1270000' cy='635000'/><wp:docPr id='1' name='n' descr='图示'/>"
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='i'/></pic:blipFill></pic:pic>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = p(r("第一章　开端", BOLD)) + p(drawing) + p(r(LONG)) + p(r("第二章　结尾", BOLD)) + p(r(LONG))
    data = word_file(body, {"word/media/a.png": PIXEL + bytes(200)}, {"i": ("image", "media/a.png", False)})
    Path("report.docx").write_bytes(data)

    assert main(["import", "report.docx", "--into", "new", "--year", "2024", "--title", "报告"]) == PROBLEMS
    assert "the pictures in the Word file take more than 0 MB" in capsys.readouterr().err
    assert not Path("new").exists()
