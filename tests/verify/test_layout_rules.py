"""Each rule of layout finds what breaks it, in its place, and nothing where it is kept."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
import pytest

from dedoc.errors import Severity
from dedoc.verify.layout.findings import Checked
from dedoc.verify.layout.inspection import told
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import RULES, check_layout
from typeset import FILLER, typeset

TAIL = "，继续增长的数字经济还有一些别的话要说才能够换行。"


@dataclass(frozen=True)
class Case:
    """A specimen in Typst's markup that breaks a rule, what is told of it, and one that keeps the rule.

    ``places`` is how many places the rule has to look at in the second one, behind one filler.
    """

    code: str
    wrong: str
    told: str
    right: str
    places: int


CASES = [
    Case(
        "line-start",
        f"经济增长之后#break-here{TAIL}",
        "a line begins with “，”: “经济增长之后，继续增长的”",
        "经济增长之后#break-here——继续增长的数字经济还有一些别的话要说才能换行。",
        6,
    ),
    Case(
        "line-start",
        "2019 年#break-here—2023 年，继续增长的数字经济还有一些别的话要说才能够换行。",
        "a line begins with “—”: “2019年—2023年”",
        "2019 年—#break-here 2023 年，继续增长的数字经济还有一些别的话要说才能够换行。",
        6,
    ),
    Case(
        "line-end",
        "经济增长之后“#break-here 继续”增长的数字经济还有一些别的话要说才能够换行。",
        "a line ends with ““”: “济增长之后“继续”增长的”",
        "经济增长之后#break-here “继续”增长的数字经济还有一些别的话要说才能够换行。",
        6,
    ),
    Case(
        "line-end",
        "经济与/#break-here 或数字经济还有一些别的话要说才能够换行，再写一点点。",
        "a line ends with “/”: “经济与/或数字经济还”",
        "https:/#break-here/example.org/a 与数字经济还有一些别的话要说才能够换行，再写一点点。",
        6,
    ),
    Case(
        "two-em",
        "经济增长之后有一条破折号—#break-here—继续增长的数字经济还有一些别的话要说。",
        "“——” is split over two lines: “一条破折号——继续增长的”",
        "经济增长——继续增长的数字经济……还有一些别的话要说才能换行，再写一点。",
        2,
    ),
    Case(
        "two-em",
        "经济增长之后—#h(0.5em)—继续增长的数字经济还有一些别的话要说才能换行。",
        "“——” is 2.50 em wide, not 2: “经济增长之后——继续增长的数”",
        "经济增长之后……继续增长的数字经济还有一些别的话要说才能换行。",
        1,
    ),
    Case(
        "number",
        "经济增长之后达到了大约百分之几十，也就是 95#break-here%，还有一些别的话要说才能够换行。",
        "“95%” is split over two lines: “，也就是95%，还有一些”",
        "经济增长之后达到了大约百分之几十，也就是 95%#break-here 的样子，还有一些别的话要说才能换行。",
        1,
    ),
    Case(
        "number",
        "经济增长之后价格已经上涨到了大约￥#break-here 300 元，还有一些别的话要说才能够换行。",
        "“￥300元” is split over two lines: “涨到了大约￥300元，还”",
        "经济增长之后产值已经上涨到了大约 300 亿#break-here 元，还有一些别的话要说才能够换行。",
        1,
    ),
    Case(
        "number",
        "经济增长之后产值已经上涨到了大约 300#break-here 亿元，还有一些别的话要说才能够换行。",
        "“300亿” is split over two lines: “了大约300亿元，还有一”",
        "经济增长之后产值已经上涨到了三百#break-here 亿元，还有一些别的话要说才能够换行。",
        0,
    ),
    Case(
        "number",
        "经济增长之后的一年是大家都知道的 20#break-here 24 年，还有一些别的话要说才能够换行。",
        "“2024” is split over two lines: “都知道的2024年，还有”",
        "经济增长之后的一年是大家都知道的 1,024.5#break-here 年，还有一些别的话要说才能够换行。",
        1,
    ),
    Case(
        "call",
        "经济增长之后#break-here#footnote[注文。]，继续增长的数字经济还有一些别的话要说。",
        "the call of note 1 begins a line: “[1]，继续增长的”",
        "经济增长之后\u2060#footnote[注文。]，继续增长的数字经济还有一些别的话要说才能够换行。",
        1,
    ),
    Case(
        "pair",
        "经济（增长）#h(0.5em)。继续增长的数字经济还有一些别的话要说才能换行。",
        "“）。” takes 2.",
        "经济（增长）。《继续》增长的“数字（经济）”，还有一些别的话要说才能换行。",
        4,
    ),
    Case(
        "trimmed-start",
        "经济增长之后#break-here#h(0.5em)“继续”增长的数字经济还有一些别的话要说才能够换行。",
        "““” begins a line with ",
        "经济增长之后#break-here“继续”增长的数字经济还有一些别的话要说才能够换行。",
        1,
    ),
    Case(
        "trimmed-end",
        "经济增长之后的数字经济还有一些别的，#sym.zws#break-here 继续增长的数字经济还有一些话。",
        "“，” ends a line with 0.50 em of white after it: “还有一些别的，”",
        "经济增长之后的数字经济还有一些别的，#break-here 继续增长的数字经济还有一些话。",
        1,
    ),
    Case(
        "han-latin",
        "经济#h(0.6em)GDP 增长的数字经济还有一些别的话要说才能够换行，再写一点点。",
        "0.60 em stand between Han and Latin, not 1/8 to 1/3: “经济GDP增长的数”",
        "经济 GDP 增长的数字经济还有 3 条别的话要说才能够换行，再写一点点。",
        4,
    ),
    Case(
        "han-latin",
        "#set text(cjk-latin-spacing: none)\n经济GDP增长的数字经济还有一些别的话要说。",
        "0.00 em stand between Han and Latin",
        "经济，GDP（增长）的数字经济还有一些别的话要说。",
        0,
    ),
    Case(
        "han-latin",
        "#set text(cjk-latin-spacing: none)\n经济#h(.15em)GDP#h(.3em)增长的数字经济还有一些话。",
        "0.15 em stand between Han and Latin, and 0.30 em elsewhere on the line: “经济GDP增长的数”",
        "专栏 1　经济增长的数字经济还有一些话。",
        1,
    ),
    Case(
        "edges",
        "经济增长之后的数字经济还有#linebreak()一些别的话要说才能够换行，再写一点点。",
        "a line ends -5.00 em off the right edge: “的数字经济还有”",
        "经济增长之后的数字经济还有#break-here 一些别的话要说才能够换行，再写一点点。",
        7,
    ),
    Case(
        "edges",
        "经济增长之后的数字经济还有一些别的#break-here#h(0.3em)话要说才能够换行，再写一点点，让它有两行。",
        "a line begins +0.30 em off the left edge: “话要说才能够换”",
        "经济增长之后的数字经济还有一些别的#break-here 话要说才能够换行，再写一点点，让它有两行。",
        7,
    ),
    Case(
        "indent",
        f"#par(first-line-indent: 1em)[经济增长之后{TAIL}]",
        "a paragraph begins 1.00 em from the edge, not 2: “经济增长之后，”",
        "“经济”增长之后，继续增长的数字经济还有一些别的话要说才能够换行。",
        2,
    ),
    Case(
        "last-line",
        "经济增长之后继续增长的数字经济还有一些别的话要说才#break-here 能。",
        "the last line of a paragraph is “能。” alone: “别的话要说才能。”",
        "经济增长之后继续增长的数字经济还有一些别的话要说#break-here 才能。",
        2,
    ),
    Case(
        "lone-line",
        f"#v(64pt)\n#set text(costs: (widow: 0%, orphan: 0%))\n{FILLER}\n\n{FILLER}\n\n{FILLER}",
        "the first line of a paragraph stands alone at the foot: “山川湖海日月星辰春夏",
        f"#v(32pt)\n{FILLER}\n\n{FILLER}\n\n{FILLER}",
        1,
    ),
    Case(
        "lone-line",
        f"#v(16pt)\n#set text(costs: (widow: 0%, orphan: 0%))\n{FILLER}\n\n{FILLER}\n\n{FILLER}",
        "the last line of a paragraph stands alone at the head: “食住行笔墨纸砚琴棋书画。”",
        f"#v(16pt)\n{FILLER}\n\n{FILLER}\n\n{FILLER}\n\n经济增长。",
        1,
    ),
    Case(
        "last-heading",
        f"#v(160pt)\n#heading[标题在末尾]\n#pagebreak()\n{FILLER}",
        "a heading stands last on its page: “标题在末尾”",
        f"#v(96pt)\n#heading[标题不在末尾]\n{FILLER}\n\n{FILLER}\n\n{FILLER}",
        1,
    ),
    Case(
        "note",
        "经济增长之后#super[[9]]继续增长的数字经济#footnote[注文。]还有一些别的话要说才能够换行。",
        "note 9 is nowhere: its call stands at “经济增长之后[9]继续增长的数”",
        "经济增长之后#footnote[注文。]#footnote[又一条。]继续增长，10#super[3] 条别的话要说才能够换行。",
        2,
    ),
    Case(
        "note",
        f"经济增长之后#super[1]继续增长。#pagebreak()\n{FILLER}\n#place(bottom, text(size: 7pt)[1 注文在下一页。])",
        "note 1 stands here, and its call on page 1: “1注文在下一页”",
        f"经济增长之后#super[1]继续增长。#place(bottom, text(size: 7pt)[1 注文在同一页。])\n#pagebreak()\n{FILLER}",
        1,
    ),
    Case(
        "note",
        "经济增长之后#super[[1]]还有话要说。#place(bottom, dy: -14pt, text(size: 7pt)[[1] 注文。])\n"
        "#place(bottom, text(size: 7pt)[[7] 没有注号的注。])",
        "nothing calls note 7: “[7]没有注号”",
        "经济增长之后#footnote[注文。]还有话要说。",
        1,
    ),
    Case(
        "grid",
        f"#v(7pt)\n经济增长之后{TAIL}",
        "a line stands 7 pt below the grid: “经济增长之后，继续增长的数字经济还有",
        f"#v(16pt)\n经济增长之后{TAIL}",
        7,
    ),
    Case(
        "glyph",
        "经济增长之后\U00030000继续增长的数字经济。",
        "the font NotoSerifSC-Regular lacks a glyph: “经济增长之后",
        "经济增长\u2060之后继续增长的数字经济。",
        106,
    ),
    Case(
        "glyph",
        "经济增长之后⽤继续增长的数字经济。",
        "“⽤” (U+2F64) is read in place of a character: “经济增长之后⽤继续增长的数”",
        "经济增长之后用继续增长的数字经济。",
        107,
    ),
]

LOSSES = ("lacks a glyph", "is nowhere")
"""What is told of something that is lost."""


def untagged(pdf: bytes) -> bytes:
    """Return a PDF without the structure that tells paragraphs, headings and notes."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        del file.Root.StructTreeRoot
        file.save(made)
    return made.getvalue()


def checked(pdf: bytes) -> dict[str, Checked]:
    """Return what each rule finds in a PDF alone."""
    return {each.rule.code: each for each in check_layout(read_layout(pdf))}


def messages(each: Checked) -> list[str]:
    """Return what is told of the findings."""
    return [told(each.rule.code, finding, str) for finding in each.findings]


IDS = [f"{case.code}-{index}" for index, case in enumerate(CASES)]


@pytest.mark.parametrize("has_tags", [True, False], ids=["tagged", "untagged"])
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_broken_rule_is_found_in_its_place(case: Case, has_tags: bool) -> None:  # noqa: FBT001
    """The message says what stands there; the box lies around it on the page."""
    pdf = typeset(case.wrong, fillers=1)
    found = checked(pdf if has_tags else untagged(pdf))[case.code]

    assert any(case.told in message for message in messages(found)), messages(found)
    for finding in found.findings:
        left, top, right, bottom = finding.box
        assert 35 <= left < right <= 250
        assert 35 <= top < bottom <= 370
        is_lost = any(words in case.told for words in LOSSES)
        assert finding.severity is (Severity.ERROR if is_lost else Severity.WARNING)


@pytest.mark.parametrize("has_tags", [True, False], ids=["tagged", "untagged"])
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_that_is_kept_finds_nothing(case: Case, has_tags: bool) -> None:  # noqa: FBT001
    """It tells how many places it has looked at, none if there are none."""
    pdf = typeset(case.right, fillers=1)
    found = checked(pdf if has_tags else untagged(pdf))[case.code]

    assert messages(found) == []
    assert found.places == case.places


def test_a_plain_page_keeps_all_rules() -> None:
    """Where there is nothing but paragraphs, most rules have no place to look at, and say so."""
    found = checked(typeset("", fillers=3))

    assert [code for code, each in found.items() if each.findings] == []
    places = {code: each.places for code, each in found.items()}
    assert {code for code, count in places.items() if count} == {
        *("line-start", "line-end", "edges", "indent", "last-line", "grid", "glyph")
    }


def test_every_rule_has_a_case_of_its_own() -> None:
    """A new rule comes with a page that breaks it; the text is held against a source elsewhere."""
    assert {rule.code for rule in RULES} - {case.code for case in CASES} == {"text", "letters"}
    assert len({rule.code for rule in RULES}) == len(RULES)
