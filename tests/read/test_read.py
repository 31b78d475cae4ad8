"""A whole edition read: figures come to their places, and every fault of every file is told in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import told
from dedoc.build import Order, load
from dedoc.errors import DedocError, Report
from dedoc.inputs import Inputs
from dedoc.model import Chart, Diagram, Figure
from dedoc.project import PACKAGE, read_edition, read_locale
from dedoc.read import read
from dedoc.walk import find
from editions import FULL, MINIMAL, make_edition
from trees import dump

EDITION = str(MINIMAL["edition.yaml"])
CHANGED = "the file changed while it was being read\n  hint: wait until it is saved, then run the command again\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in the folder of the edition, so that messages name its files as its editor would."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_chapters_come_in_order_with_their_figures(here: Path) -> None:
    """The parts of an edition hold their chapters, and a figure stands where it is named, as its file describes it."""
    report = Report()
    inputs = Inputs(make_edition(here, FULL), report)
    edition = read_edition(here, report, inputs)
    document = read(edition, read_locale("zh-CN", report), inputs)
    assert told(report.problems) == ""
    assert dump(document.front) == '1 unnumbered heading 1 #preface "前言"\n3 paragraph "前言一段。"\n'
    assert dump(document.back) == '1 paragraph "样本社供稿。"\n'
    assert [type(figure.drawing) for figure in find(document.body, Figure)] == [Chart, Diagram]
    chart, _ = find(document.body, Figure)
    assert (chart.label, chart.alternative) == ("chart", "柱形图：2022年3万个，2023年数值未查实。")
    assert str(chart.location).startswith("chapters/01-a.md:")
    assert (list(document.facts), list(document.sources)) == (["stations"], ["bureau", "survey"])
    assert document.metadata == edition.metadata


def problems_of(folder: Path, tell: Callable[[str], None] = lambda _: None) -> str:
    """Return what stops the build of an edition, as printed."""
    with pytest.raises(DedocError) as caught:
        load(Order(str(folder)), tell)
    return told(caught.value.problems)


def test_a_file_that_changes_while_the_edition_is_read_is_told(here: Path) -> None:
    """Somebody saves edition.yaml after it was read and before the chapters were: nothing is printed from that."""
    make_edition(here)

    def save(stage: str) -> None:
        if stage == "read":
            (here / "edition.yaml").write_text(EDITION.replace("样本报告", "另一报告"), encoding="utf-8")

    assert problems_of(here, save) == f"edition.yaml: error: {CHANGED}"


@pytest.mark.parametrize(
    "name", ["chapters/02-b.md", "facts.yaml", "sources.yaml", "figures/chart.yaml", "figures/chart.csv"]
)
def test_no_file_of_an_edition_may_be_a_link_that_leads_out(here: Path, name: str) -> None:
    """A link to a file elsewhere is refused wherever it stands in for a file of the edition."""
    make_edition(here / "edition", FULL)
    outside = here / "outside"
    (here / "edition" / name).replace(outside)
    (here / "edition" / name).symlink_to(outside)
    assert "lies outside the folder it belongs to\n  hint: put the file into the edition's folder" in problems_of(
        here / "edition"
    )


ALL: dict[str, str | bytes] = {
    "edition.yaml": EDITION,
    "chapters/01-a.md": """\
# 甲 {#a}

### 跳级

注[^unkown]，数{fact}`statoins`，源{cite}`burau`，签{ref}`plna`。

<div>甲</div>

乙<b>丙</b>

## 乙 {#a}

[^unknown]: 无人调用

<<<<<<< HEAD
丙[丁](other.md)
""",
    "chapters/02-b.md": """\
# 丙

:::{figure} nowhere
:::

:::{figure} broken
:::

:::{figure} missing
:::

:::{figure} unreadable
:::

:::{figure} encoded
:::

:::{table} 表
:name: plan

| 丁 |
|---|
:::

戊{fact}`no-source`{fact}`wrong`{fact}`typed`{fact}`dated`\U0001f600
""",
    "facts.yaml": """\
stations: {name: 基站, value: 1, source: bureau}
no-source:
  name: 无源
  value: 1
wrong:
  name: 错键
  vaule: 1
  value: 1
  source: bureau
typed:
  name: 错值
  value: 约 5
  source: bureau
dated:
  name: 错日
  value: 5
  as_of: 去年
  source: bureau
""",
    "sources.yaml": "bureau: {name: 甲局}\nunused: {name: 乙局}\n",
    "figures/broken.yaml": "caption: '没有完\n",
    "figures/missing.yaml": "caption: 甲\nalt: 甲\npicture: absent.png\n",
    "figures/unreadable.yaml": "caption: 甲\nalt: 甲\npicture: bad.png\n",
    "figures/bad.png": b"\x89PNG\r\n\x1a\n",
    "figures/encoded.yaml": "caption: 甲\nalt: 甲\ndata: gb.csv\nseries: [{key: n, name: 数, unit: 个}]\n",
    "figures/gb.csv": "category,series,value,source,remark\n甲,n,1,bureau,\n".encode("gb18030"),
    "figures/unused.yaml": str(FULL["figures/logic.yaml"]).replace("survey", "bureau"),
}

EXPECTED = """\
chapters/01-a.md:3: error: a heading of level 3 follows one of level 1
  hint: write 2 “#” in front of it, or add the heading between
chapters/01-a.md:5: error: no note is called “unkown”
  hint: did you mean “unknown”?
chapters/01-a.md:5: error: there is no fact “statoins”
  hint: did you mean “stations”?
chapters/01-a.md:5: error: there is no source “burau”
  hint: did you mean “bureau”?
chapters/01-a.md:5: error: nothing is labelled “plna”
  hint: did you mean “plan”?
chapters/01-a.md:7: error: raw HTML means nothing here
  hint: use Markdown; a remark that never prints begins with “% ”
chapters/01-a.md:9: error: raw HTML means nothing here
  hint: use Markdown; a remark that never prints begins with “% ”
chapters/01-a.md:11: error: the label “a” stands twice
  hint: the other is at chapters/01-a.md:1; give one of them another label
chapters/01-a.md:13: error: the note “unknown” is never called
  hint: call it with [^unknown] in the text, or delete it
chapters/01-a.md:15: error: this is the mark of a merge conflict
  hint: choose one version and delete the marks
chapters/01-a.md:16: error: “other.md” is not an address to link to
  hint: a link leads to http://, https:// or mailto:; inside the report write {ref}`label`
chapters/02-b.md:3: error: there is no figure “nowhere”
  hint: describe it in figures/nowhere.yaml; there are: broken, encoded, missing, unreadable, unused
chapters/02-b.md:25: error: neither Noto Serif SC nor its fallback Noto Sans SC has a glyph for “\U0001f600” (U+1F600)
  hint: use a character that one of them has, or name another fallback in the style
edition.yaml: error: the file changed while it was being read
  hint: wait until it is saved, then run the command again
facts.yaml:1: error: the fact “stations” is never used
  hint: put it into the text with {fact}`stations`, or delete it
facts.yaml:3: error: “source” is missing
  hint: add a line “source: …”
facts.yaml:7: error: unknown key “vaule”
  hint: did you mean “value”?
facts.yaml:12: error: “约 5” is not a number
  hint: write digits with a point (383.7), a ratio (1/7), or the word “missing”; the scale goes into “scale”
facts.yaml:17: error: “as_of: 去年” is not a date
  hint: write it like 2024, 2024-Q1, 2024-05 or 2024-05-31; 2019/2023 for all that time
figures/broken.yaml:2: error: this is not valid YAML: found unexpected end of stream
  hint: look at the colons, quotation marks and the indentation of this line and the one before
figures/gb.csv:2: error: the file is not UTF-8
  hint: save the file as UTF-8; in Word or Notepad: Save as, encoding UTF-8
figures/missing.yaml:3: error: there is no file “figures/absent.png”
  hint: check the name: capital letters count
figures/unreadable.yaml:3: error: “bad.png” is not a readable picture
  hint: export it again as PNG, JPEG or SVG
figures/unused.yaml:1: error: the figure “unused” stands in no chapter
  hint: put it into a chapter with :::{figure} unused, or delete the file
sources.yaml:2: error: the source “unused” is never cited
  hint: cite it, or delete it from sources.yaml
"""


def test_all_that_is_wrong_in_an_edition_is_told_in_one_run(here: Path) -> None:
    """Every kind of bad input in one edition gives each its problem, with file, line and hint, at the first attempt."""
    make_edition(here, ALL)

    def save(stage: str) -> None:
        if stage == "read":
            (here / "edition.yaml").write_text(EDITION + "# 改过了\n", encoding="utf-8")

    assert problems_of(here, save) == EXPECTED


PIECES = [
    *(
        "\n",
        "\n\n",
        " ",
        "  ",
        ": ",
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "&a",
        "*a",
        "#",
        "# ",
        "## ",
        "**",
        "*",
        "`",
        "|",
    ),
    *(
        "{fact}`stations`",
        "{ref}`chart`",
        "{cite}`survey`",
        "{folio}`3`",
        "[^a]",
        "[^free]",
        "\n[^free]: x\n",
        "<b>",
        "<!--",
        "-->",
    ),
    *(
        "\n:::{figure} chart\n:::\n",
        "\n| a |\n|---|\n",
        ">",
        "%",
        "\n% ",
        "0",
        "-1",
        "999999999",
        "1.5",
        "1/3",
        "missing",
        "null",
    ),
    *(
        "~",
        "true",
        "甲",
        "“",
        "\u3000",
        "\x07",
        "\U0001f600",
        "\u202e",
        ",",
        ",,",
        "\t",
        "\\",
        "&amp;",
        "E+5",
        "2024-02-30",
        "../../x",
    ),
]
"""What slips into files by mistake."""


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(FULL)), st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES)),
        min_size=1,
        max_size=3,
    )
)
@settings(derandomize=True, deadline=None, max_examples=150)
def test_any_slip_in_any_file_is_harmless_or_told(
    tmp_path_factory: pytest.TempPathFactory, slips: list[tuple[str, float, int, str]]
) -> None:
    """Whatever is struck out or slips in, an edition is read, or all that is wrong is told with its file."""
    files = {name: str(content) for name, content in FULL.items()}
    for name, where, length, piece in slips:
        start = int(where * len(files[name]))
        files[name] = files[name][:start] + piece + files[name][start + length :]
    folder = make_edition(tmp_path_factory.getbasetemp() / "slips", files)
    try:
        load(Order(str(folder)))
    except DedocError as error:
        for problem in error.problems:
            assert problem.location
            assert problem.location.file.startswith(str(folder))
            assert problem.hint
            assert problem.format()


def test_a_wrong_language_is_told_once(here: Path) -> None:
    """What is no code of a language is not looked for among the locales as well."""
    make_edition(here, {"edition.yaml": EDITION.replace("zh-CN", "中文")})
    assert problems_of(here) == (
        "edition.yaml:3: error: “中文” is not the code of a language\n  hint: write it like zh-CN or en\n"
    )


def test_the_faults_of_edition_yaml_do_not_hide_those_of_the_chapters(here: Path) -> None:
    """An unknown key, a style and a locale that do not exist are told together with what is wrong in the text."""
    known = ", ".join(sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml")))
    wrong = EDITION.replace("zh-CN", "fr") + "keywrods: [甲]\nstyle: reprot\n"
    make_edition(here, {"edition.yaml": wrong, "chapters/01-a.md": "# 甲\n\n乙[^a]\n"})
    assert problems_of(here) == (
        "chapters/01-a.md:3: error: no note is called “a”\n"
        "  hint: write it in this chapter, on a line of its own: [^a]: text\n"
        f"edition.yaml:3: error: there is no locale “fr”\n  hint: the locales there are: {known}\n"
        "edition.yaml:8: error: unknown key “keywrods”\n  hint: did you mean “keywords”?\n"
        "edition.yaml:9: error: there is no style “reprot”\n  hint: did you mean “report”?\n"
    )
