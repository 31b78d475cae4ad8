"""``dedoc check --fix``: what is certain is repaired in the sources, and nothing else in them changes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import cases
from dedoc.build import Order
from dedoc.checking import repair
from dedoc.errors import ContentError, OutputError
from dedoc.review import check
from editions import make_edition
from looking import CHAPTER, look_at, read_and_check

REPAIRS = Path(__file__).with_name("repairs")
ROUNDS = 8


def repaired(folder: Path) -> int:
    """Repair an edition until nothing is left to repair; return in how many rounds."""
    for rounds in range(ROUNDS):
        found, inputs = read_and_check(folder)
        repairs = repair(found, inputs)
        if not repairs.files:
            return rounds
        for path, data in repairs.files.items():
            path.write_bytes(data)
    raise AssertionError("there is always something left to repair")


@pytest.mark.parametrize(("given_text", "expected"), cases(REPAIRS))
def test_repairs(given_text: str, expected: str, tmp_path: Path) -> None:
    """The chapter is what an editor would have made of it, and then stays."""
    make_edition(tmp_path, {CHAPTER: given_text})
    repaired(tmp_path)

    assert (tmp_path / CHAPTER).read_text(encoding="utf-8") == expected
    assert repaired(tmp_path) == 0


def order() -> Order:
    """Return the order for the edition “edition” here."""
    return Order("edition")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test run in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def test_a_check_repairs_and_says_what_it_did() -> None:
    """What was repaired is told with its place; what is left is told as ever, and a second time nothing is repaired."""
    make_edition(Path("edition"), {CHAPTER: "甲,乙。\n\n今年。\n"})
    first = check(order(), is_repairing=True)
    second = check(order(), is_repairing=True)

    assert [(str(p.location), p.code) for p in first.repaired] == [("edition/chapters/01-a.md:1", "T101")]
    assert [problem.code for problem in first.problems] == ["D101"]
    assert (second.repaired, second.problems) == ((), first.problems)
    assert Path("edition", CHAPTER).read_text(encoding="utf-8") == "甲，乙。\n\n今年。\n"


def test_a_check_alone_changes_nothing() -> None:
    """Without being asked to, nobody writes into the sources."""
    make_edition(Path("edition"), {CHAPTER: "甲,乙。\n"})
    assert [problem.code for problem in check(order()).problems] == ["T101"]
    assert Path("edition", CHAPTER).read_bytes() == "甲,乙。\n".encode()


def test_what_is_accepted_is_not_repaired() -> None:
    """An editor who accepts a finding has the last word."""
    text = "% accept T101: 原文如此\n甲,乙。\n"
    make_edition(Path("edition"), {CHAPTER: text})

    assert check(order(), is_repairing=True).repaired == ()
    assert Path("edition", CHAPTER).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_stay(before: str, end: str) -> None:
    """Windows and old Mac files stay what they are, also behind many line ends."""
    lines = ["# 章", "", "甲,乙", "丙,丁。", "", "戊,己。", ""]
    make_edition(Path("edition"), {CHAPTER: (before + end.join(lines)).encode()})
    check(order(), is_repairing=True)

    expected = before + end.join(lines).replace(",", "，")
    assert Path("edition", CHAPTER).read_bytes() == expected.encode()


def test_permissions_and_links_stay() -> None:
    """A file is replaced with the permissions it had, and where a link leads to."""
    make_edition(Path("edition"), {CHAPTER: "甲,乙。\n"})
    chapter, real = Path("edition", CHAPTER), Path("edition", "real.md")
    chapter.rename(real)
    real.chmod(0o640)
    chapter.symlink_to(real.resolve())
    check(order(), is_repairing=True)

    assert chapter.is_symlink()
    assert real.read_text(encoding="utf-8") == "甲，乙。\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in Path("edition").iterdir() if path.name.startswith(".")) == []


def test_data_files_are_repaired() -> None:
    """Captions, alternatives, labels and titles of sources are texts, too."""
    figure = """\
caption: 甲,乙的关系
source: a
alt: >-
  关系图:甲
  产生乙,丙。
columns: 4
rows: 4
boxes:
  - {key: one, text: "甲(大)", row: 0, column: 0, width: 2} # (大)
  - {key: two, text: 乙, row: 2, column: 0, width: 2}
"""
    sources = "a: {title: '样本报告(2024)', kind: R} # (2024)\n"
    files = {
        CHAPTER: "见{ref}`logic`。\n\n:::{figure} logic\n:::\n",
        "figures/logic.yaml": figure,
        "sources.yaml": sources,
    }
    make_edition(Path("edition"), files)
    check(order(), is_repairing=True)

    expected = (
        figure.replace("甲,乙", "甲，乙")
        .replace("图:", "图：")
        .replace("乙,丙", "乙，丙")
        .replace('甲(大)"', '甲（大）"')
    )
    assert Path("edition", "figures", "logic.yaml").read_text(encoding="utf-8") == expected
    assert Path("edition", "sources.yaml").read_text(encoding="utf-8") == sources.replace("告(2024)", "告（2024）")


def test_a_folder_that_cannot_be_written_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The problem names the folder, and the way out is not another folder for outputs."""
    make_edition(Path("edition"), {CHAPTER: "甲,乙。\n"})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OutputError, match="nothing can be written into") as raised:
        check(order(), is_repairing=True)
    assert raised.value.problems[0].hint == "check the permissions of the files and the room on the disk"
    assert Path("edition", CHAPTER).read_text(encoding="utf-8") == "甲,乙。\n"


def test_an_edition_with_errors_is_not_touched() -> None:
    """Who cannot read a text does not write into it."""
    make_edition(Path("edition"), {CHAPTER: "甲,乙。<b>丙</b>\n"})
    with pytest.raises(ContentError):
        check(order(), is_repairing=True)
    assert Path("edition", CHAPTER).read_text(encoding="utf-8") == "甲,乙。<b>丙</b>\n"


PIECES = st.sampled_from(
    [
        *(
            "数字",
            "经济",
            "的的",
            "緊",
            "2024年",
            "2019-2023年",
            "5G",
            "RISC-V",
            "383.7万个",
            "今年",
            "（",
            "）",
            "(",
            ")",
            "“",
            "”",
        ),
        *(
            '"',
            "'",
            "《",
            "》",
            ",",
            "，",
            ".",
            "。",
            "..",
            "...",
            ";",
            ":",
            "?",
            "!",
            "--",
            "~",
            " ",
            "  ",
            "　",
            "\n",
            "\n> ",
        ),
        *(
            "**",
            "*",
            "\\",
            "&amp;",
            "{ref}`start`",
            "[^a]",
            "[甲](https://a.cn/b,c)",
            "<!-- 甲,乙 -->",
            "\n\n",
            "\n- ",
            "\n% 甲,乙\n",
        ),
        *("５", "％", "３～５", "…", "———", "1/7", "占", "其中", "分别为", "100%", "、", "一、", "https://a.cn/b:c,d"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30))
def test_any_text_is_read_and_repaired_once(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    """No text makes a check fail; edits stand where they say, and repaired text has nothing left to repair."""
    text = "# 开端 {#start}\n\n" + "".join(pieces) + "\n\n末段[^a]。\n\n[^a]: 注,文。\n"
    folder = make_edition(tmp_path_factory.mktemp("edition"), {CHAPTER: text})
    try:
        found, _ = read_and_check(folder)
    except AssertionError:
        return
    for edit in (edit for finding in found for edit in finding.edits):
        assert 0 <= edit.start <= edit.end <= len(text)
        assert "\n" not in text[edit.start : edit.end]
        assert not set(text[edit.start : edit.end]) & set("`{}[]<>*\\")
    assert repaired(folder) < ROUNDS
    assert not any(finding.edits for finding in look_at(folder))
