"""The pipeline on small editions: what it makes, in which order it complains, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import docx
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedoc.build import OUTPUTS, Order, build, load
from dedoc.errors import DedocError, OutputError, Problem, ProjectError, Severity
from dedoc.model import Note
from dedoc.review import check
from dedoc.walk import find, plain_text
from editions import FULL, make_edition

ROOT = Path(__file__).parents[1]
UNVERIFIED = str(FULL["facts.yaml"]).replace("383.7", "missing")
BARE = """\
#set document(title: "另一份报告")
#metadata(((kind: "sheet", page: 1, folio: "1"),))<page-map>
正文
"""
"""A template that prints neither the title nor the text of the report."""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test run in its own folder, and take the date of the edition for the outputs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def edition(files: Mapping[str, str | bytes | None] | None = None, name: str = "edition") -> str:
    """Make an edition with one of everything but what ``files`` replace, and return its folder."""
    return str(make_edition(Path(name), {**FULL, **(files or {})}))


def order(files: Mapping[str, str | bytes | None] | None = None, **more: object) -> Order:
    """Return an order for an edition."""
    return Order(edition(files), Path("out"), **more)  # type: ignore[arg-type]


def places(error: DedocError) -> list[str]:
    """Return where the problems are."""
    return [str(problem.location) for problem in error.problems]


def besides_layout(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems but for those measured on the pages: the rules of layout have tests of their own."""
    return tuple(problem for problem in problems if "code" not in problem.values)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder with their bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_style(name: str, template: str) -> None:
    """Make a style here that differs from “report” by its template, and has no cover."""
    folder = Path("styles") / name
    folder.mkdir(parents=True)
    look = (ROOT / "styles" / "report" / "style.yaml").read_text(encoding="utf-8")
    (folder / "style.yaml").write_text(look.replace("cover: cover.svg\n", ""), encoding="utf-8")
    (folder / "report.typ").write_text(template, encoding="utf-8")
    Path("content").mkdir()


def test_an_order_becomes_a_pdf_and_a_word_file_that_agree() -> None:
    """Both outputs stand below the name of the edition and its language, and hold the same title, text and notes."""
    result = build(order())
    document = load(order()).document
    notes = [plain_text(note.content).strip() for note in find(document.body, Note)]

    assert result.files == (Path("out/edition/zh-CN/report.pdf"), Path("out/edition/zh-CN/report.docx"))
    assert len(result.pages.notes) == len(notes) == 2
    assert len(result.pages.headings) == 4
    with pikepdf.open(result.files[0]) as pdf:
        assert len(pdf.pages) == result.pages.pages
        assert str(pdf.docinfo["/Title"]) == "样本报告发展与前瞻"
    word = docx.Document(str(result.files[1]))
    assert word.core_properties.title == "样本报告发展与前瞻"


@pytest.mark.parametrize("kinds", [("pdf",), ("docx",), ("pdf", "docx")])
def test_only_what_is_wanted_is_written(kinds: tuple[str, ...]) -> None:
    """A Word file alone is made too, though its page numbers come from the PDF."""
    result = build(order(outputs=kinds))

    assert sorted(path.suffix for path in result.files) == sorted(f".{kind}" for kind in kinds)
    assert files_in(Path("out")).keys() == {path.relative_to("out").as_posix() for path in result.files}


def test_stages_are_told_in_order() -> None:
    """Who waits learns what is being done."""
    told: list[str] = []
    build(order(), told.append)

    assert told == ["read", "resolve", "localise", "render", "verify"]


def test_the_same_source_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds agree to the byte, unless another date is asked for; a date that is none is left aside."""
    build(order())
    first = files_in(Path("out"))
    build(order())
    assert files_in(Path("out")) == first

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    build(order())
    assert files_in(Path("out")) == first

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    build(order())
    assert all(first[name] != data for name, data in files_in(Path("out")).items())


@pytest.mark.parametrize(
    ("folder", "output"),
    [("content/2024", "output/2024/zh-CN"), ("drafts/mine", "output/mine/zh-CN")],
    ids=["in a project", "elsewhere"],
)
def test_outputs_go_beside_the_content(tmp_path: Path, folder: str, output: str) -> None:
    """An edition in ``content/`` is printed into ``output/`` beside it, and any other into ``output/`` right here."""
    (tmp_path / "below").mkdir()
    result = build(Order(edition(name=folder), outputs=("pdf",)))

    assert result.files == (tmp_path / output / "report.pdf",)


def test_all_problems_are_told_at_once_in_the_order_of_their_places() -> None:
    """What is wrong in several files and stages comes in one run, by file and line, each once."""
    wrong = {
        "chapters/01-a.md": "# 开端\n\n见{ref}`chrt`。\n\n一{fact}`station`二[^gone]三\n\n<b>原样</b>\n",
        "chapters/02-b.md": "# 结语\n\n### 跳级\n",
        "facts.yaml": f"{FULL['facts.yaml']!s}spare:\n  name: 多余\n  value: 1\n  source: survey\n",
    }
    with pytest.raises(DedocError) as error:
        build(order(wrong))

    assert [problem.format().splitlines()[0] for problem in error.value.problems] == [
        "edition/chapters/01-a.md:3: error: nothing is labelled “chrt”",
        "edition/chapters/01-a.md:5: error: no note is called “gone”",
        "edition/chapters/01-a.md:5: error: there is no fact “station”",
        "edition/chapters/01-a.md:7: error: raw HTML means nothing here",
        "edition/chapters/02-b.md:3: error: a heading of level 3 follows one of level 1",
        "edition/facts.yaml:1: error: the fact “stations” is never used",
        "edition/facts.yaml:8: error: the fact “spare” is never used",
        "edition/figures/chart.yaml:1: error: the figure “chart” stands in no chapter",
        "edition/figures/logic.yaml:1: error: the figure “logic” stands in no chapter",
    ]


TABLE_IN_A_NOTE = str(FULL["chapters/01-a.md"]).replace("    脚注的第二段。", "    | 甲 |\n    |---|\n    | 乙 |")
MANY_WORDS = str(FULL["figures/logic.yaml"]).replace("text: 甲", "text: " + "很长的文字" * 60)
FAULTS: Mapping[str, Mapping[str, str]] = {
    "edition": {"edition.yaml": "title: [样本\n"},
    "read": {"chapters/02-b.md": "# 结语\n\n<b>原样</b>\n\n:::{figure} logic\n:::\n"},
    "resolve": {"chapters/02-b.md": "# 结语\n\n{ref}`nowhere`\n\n:::{figure} logic\n:::\n"},
    "characters": {"chapters/02-b.md": "# 结语\n\n坏字\U00030000\n\n:::{figure} logic\n:::\n"},
    "render": {"figures/logic.yaml": MANY_WORDS},
    "note": {"chapters/01-a.md": TABLE_IN_A_NOTE},
}


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS.keys())
def test_a_failed_build_leaves_the_last_good_outputs(faults: Mapping[str, str]) -> None:
    """Whatever stage fails, every old file stays byte for byte, nothing is added, and each problem has its place."""
    build(order())
    before = files_in(Path("out"))
    with pytest.raises(DedocError) as error:
        build(order(faults))

    assert files_in(Path("out")) == before
    assert {place.rpartition(":")[0] for place in places(error.value)} == {f"edition/{name}" for name in faults}


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("#panic[no]", "bare/report.typ: error: the press could not print: "),
        (BARE, "error: the PDF does not bear the title of the report"),
        (BARE.replace("kind", "what"), "bare/report.typ: error: the template does not tell where headings"),
        (
            BARE.replace("<page-map>", ""),
            "bare/report.typ: error: the template does not tell where headings, notes and",
        ),
    ],
    ids=["broken", "forgetful", "confused", "silent"],
)
def test_a_template_that_fails_or_loses_text_prints_nothing(template: str, told: str) -> None:
    """What Typst says against a template is told at its file, and a PDF that lacks what it should hold is refused."""
    make_style("bare", template)
    with pytest.raises(OutputError) as error:
        build(order(style="bare"))

    assert any(problem.format().startswith(told) for problem in error.value.problems)
    assert not Path("out").exists()


def test_a_folder_that_cannot_be_written_is_a_problem() -> None:
    """A file in the place of the output folder is named, and stays."""
    Path("out").write_bytes(b"a file")
    with pytest.raises(OutputError, match="nothing can be written into “out/edition/zh-CN”"):
        build(order())

    assert Path("out").read_bytes() == b"a file"


def test_what_nobody_has_verified_is_listed() -> None:
    """An edition whose chart has a gap can be printed, and both commands point to the line of the data."""
    (found,) = check(order()).problems
    result = build(order())

    assert besides_layout(result.problems) == (found,)
    assert str(found.location) == "edition/figures/chart.csv:3"
    assert found.severity is Severity.WARNING
    assert (
        found.format().splitlines()[0].endswith("warning: the figure “chart” lacks the value of “数量” for “2023 年”")
    )


def test_a_fact_without_value_prints_only_in_a_draft() -> None:
    """Without --draft the missing value is an error at the fact; a draft prints its name, marked, and lists it."""
    with pytest.raises(DedocError) as error:
        build(order({"facts.yaml": UNVERIFIED}))
    assert places(error.value) == ["edition/facts.yaml:1"]
    assert not Path("out").exists()

    result = build(order({"facts.yaml": UNVERIFIED}, is_draft=True))
    word = "".join(paragraph.text for paragraph in docx.Document(str(result.files[1])).paragraphs)
    assert "【待核：基站总数】" in word
    assert [str(problem.location) for problem in besides_layout(result.problems)] == [
        "edition/facts.yaml:1",
        "edition/figures/chart.csv:3",
    ]


def test_a_draft_looks_like_one() -> None:
    """The same edition as a draft has other pages than in earnest."""
    build(order())
    earnest = files_in(Path("out"))
    build(order(is_draft=True))

    assert all(earnest[name] != data for name, data in files_in(Path("out")).items())


def test_a_printed_edition_is_printed_page_for_page() -> None:
    """Where the source says where its printed pages began, each begins a page again, if that is asked for."""
    chapter = str(FULL["chapters/02-b.md"]).replace("再见。", "{folio}`7`再{folio}`8`见。")
    free = build(order({"chapters/02-b.md": chapter}, outputs=("pdf",)))
    bound = build(order({"chapters/02-b.md": chapter}, outputs=("pdf",), is_as_printed=True))

    assert free.pages.starts[:-1] == ()
    assert [second - first for (first, _), (second, _) in pairwise(bound.pages.starts[:-1])] == [1]
    assert bound.pages.pages > free.pages.pages


def test_the_language_of_the_edition_may_be_named() -> None:
    """Asking for the language that the edition is written in changes nothing; there is no other yet."""
    assert load(order(locale="zh-CN")).document == load(order()).document
    with pytest.raises(ProjectError, match="the edition has no translation into “en”"):
        load(order(locale="en"))


@pytest.mark.parametrize(
    ("name", "look", "told"),
    [
        ("2042", None, "error: there is no edition “2042”"),
        ("edition", "reprt", "error: there is no style “reprt”\n  hint: did you mean “report”?"),
    ],
)
def test_what_does_not_exist_is_told(name: str, look: str | None, told: str) -> None:
    """An edition or style by a wrong name is refused, with a near name if there is one."""
    edition()
    with pytest.raises(ProjectError) as error:
        load(Order(name, style=look))

    assert str(error.value).startswith(told)


def test_a_wrong_configuration_hides_nothing_else() -> None:
    """An unknown language, an unknown style and a faulty chapter are told in one run."""
    wrong = {
        "edition.yaml": str(FULL["edition.yaml"]).replace("language: zh-CN", "language: ku\nstyle: reprt"),
        "chapters/02-b.md": "# 结语\n\n<b>原样</b>\n\n:::{figure} logic\n:::\n",
    }
    with pytest.raises(DedocError) as error:
        load(order(wrong))

    assert [problem.format().splitlines()[0] for problem in error.value.problems] == [
        "edition/chapters/02-b.md:3: error: raw HTML means nothing here",
        "edition/edition.yaml:4: error: there is no locale “ku”",
        "edition/edition.yaml:5: error: there is no style “reprt”",
    ]


def test_an_edition_without_data_files_builds() -> None:
    """Facts, sources and figures are there only if a chapter asks for them."""
    folder = make_edition(Path("plain"), {"facts.yaml": None, "sources.yaml": None})
    result = build(Order(str(folder), Path("out")))

    assert len(result.files) == len(OUTPUTS)
    assert besides_layout(result.problems) == ()
    assert result.pages.notes == ()


PIECES = [
    "# 章",
    "## 节",
    "#### 深",
    "段落，5G 与 **强调。**接着。",
    "**要点。**接着。",
    "[^a]",
    "[^a]: 注",
    "{fact}`stations`",
    "{ref}`chart`",
    "{cite}`bureau, survey`",
    "- 甲\n  - 乙",
    "1. 甲",
    "> 引文",
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    ":::{table} 表\n:name: t\n\n| 甲 |\n|---|\n| 1 |\n:::",
    ":::{figure} chart\n:::",
    "<b>",
    "`x`",
    "![图](a.png)",
    "\u0007",
    "***",
    "% 注释",
    "<!-- 注释 -->",
]


@settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["\n\n", "\n", ""]))
def test_any_chapter_can_be_put_into_words_or_has_located_problems(pieces: list[str], between: str) -> None:
    """No chapter, however odd, makes the program fail otherwise than with problems that say where they are."""
    folder = edition({"chapters/01-a.md": between.join(pieces)})
    try:
        document = load(Order(folder)).document
    except DedocError as error:
        told = [problem.location for problem in error.problems]
    else:
        told = []
        assert plain_text(document.back) == "样本社供稿。"

    assert all(place is not None and place.file.startswith("edition/") for place in told)
