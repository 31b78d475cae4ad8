"""The command line: what it prints where, in which language, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from dedoc import __version__
from dedoc.cli import PROBLEMS, USAGE, WELL, main
from editions import FULL, make_edition

WRONG: Mapping[str, str] = {"chapters/02-b.md": "# 结语\n\n<b>原样</b>\n\n:::{figure} logic\n:::\n"}
WHOLE: Mapping[str, str] = {"figures/chart.csv": str(FULL["figures/chart.csv"]).replace("count,,,", "count,4,survey,")}
GAP = "edition/figures/chart.csv:3: warning: the figure “chart” lacks the value of “数量” for “2023 年”\n"
PLAIN: Mapping[str, str] = {"chapters/02-b.md": "# 结语\n\n:::{figure} logic\n:::\n"}
"""A last chapter in whose layout there is nothing to look at."""

Said = tuple[int, str, str]


@pytest.fixture(autouse=True)
def in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test run in a folder of its own, in English, with the date of the edition."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what runs a command here: its exit code, and what it said on both channels."""

    def command(*words: str) -> Said:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return command


def edition(files: Mapping[str, str] | None = None) -> None:
    """Make the edition “edition” here, with one of everything but what ``files`` replace."""
    make_edition(Path("edition"), {**FULL, **PLAIN, **(files or {})})


def environment(**more: str) -> dict[str, str]:
    """Return the environment for a dedoc of its own, which buffers what it prints as usual."""
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    return {**usual, "PYTHONPATH": os.pathsep.join(sys.path), **more}


def command(*words: str) -> list[str]:
    """Return the words that run dedoc as a process of its own."""
    return [sys.executable, "-m", "dedoc", *words]


def test_a_build_says_what_it_wrote(run: Callable[..., Said]) -> None:
    """The files go to standard output, one a line; that there is something to look at goes to the other channel."""
    edition()
    code, out, err = run("build", "edition", "--into", "out")

    assert code == WELL
    assert out.splitlines() == ["out/edition/zh-CN/report.pdf", "out/edition/zh-CN/report.docx"]
    assert all(Path(line).is_file() for line in out.splitlines())
    assert err == "things to look at: 1 (“dedoc check” lists them)\n"


def test_a_build_without_gaps_says_no_more_than_its_files(run: Callable[..., Said]) -> None:
    """Where nothing is to be looked at, nothing is said about it; a file elsewhere is named in full."""
    edition(WHOLE)
    into = Path.cwd().parent / "elsewhere"
    code, out, err = run("build", "edition", "--into", str(into), "--to", "docx")

    assert (code, err) == (WELL, "")
    assert out == f"{into}/edition/zh-CN/report.docx\n"


def test_a_check_lists_what_is_missing_and_writes_nothing(run: Callable[..., Said]) -> None:
    """Warnings go to standard output, and all is well."""
    edition()
    before = sorted(Path().rglob("*"))

    assert run("check", "edition") == (WELL, GAP + "  hint: find the value, and write it with its source\n", "")
    assert sorted(Path().rglob("*")) == before


def test_a_check_says_that_all_is_well(run: Callable[..., Said]) -> None:
    """Silence would leave it open whether anything was looked at."""
    edition(WHOLE)

    assert run("check", "edition") == (WELL, "nothing is wrong and nothing is missing\n", "")


def test_a_check_repairs_what_is_certain(run: Callable[..., Said]) -> None:
    """What was repaired is told before what is left, and with codes in brackets; the next time nothing is repaired."""
    slips = {**WHOLE, "chapters/09-back.md": "样本社供稿,今年出版。\n"}
    edition(slips)
    place = "edition/chapters/09-back.md:1"
    left = f"{place}: warning: “今年” means another time next year: “样本社供稿，今年出版。” [D101]\n"
    left += "  hint: write the date, such as 2024年\n"
    repaired = f"{place}: repaired: a half-width “,” stands in Chinese: “样本社供稿,今年出版。” [T101]\n"

    assert run("check", "edition", "--fix") == (WELL, repaired + left, "")
    assert run("check", "edition", "--fix") == (WELL, left, "")


def test_a_check_reports_codes_and_repairs_as_json(run: Callable[..., Said]) -> None:
    """Other programs get the code of each finding, and what was repaired beside what is left."""
    edition({**WHOLE, "chapters/09-back.md": "样本社供稿,出版。\n"})
    _, before, _ = run("check", "edition", "--json")
    code, after, _ = run("check", "edition", "--json", "--fix", "--sentences", "8")
    (found,), data = json.loads(before)["problems"], json.loads(after)

    assert (code, found["code"], found["severity"], found["line"]) == (WELL, "T101", "warning", 1)
    assert data["repaired"] == [found]
    assert [problem["code"] for problem in data["problems"]] == ["W901"] * len(data["problems"])
    assert data["problems"]


@pytest.mark.parametrize("name", ["build", "check"])
def test_problems_go_to_the_other_channel(run: Callable[..., Said], name: str) -> None:
    """Errors are told with place and hint, and the exit code is 1."""
    edition(WRONG)
    code, out, err = run(name, "edition")

    assert (code, out) == (PROBLEMS, "")
    assert err.startswith("edition/chapters/02-b.md:3: error: raw HTML means nothing here\n  hint: ")
    assert not Path("output").exists()


def test_a_build_reports_as_json(run: Callable[..., Said]) -> None:
    """Other programs get the files, the number of pages and the problems in one object on one line."""
    edition()
    code, out, err = run("build", "edition", "--into", "out", "--to", "pdf", "--json")
    data = json.loads(out)

    assert (code, err, out.count("\n")) == (WELL, "", 1)
    assert data == {
        "ok": True,
        "problems": [
            {
                "severity": "warning",
                "file": "edition/figures/chart.csv",
                "line": 3,
                "message": "the figure “chart” lacks the value of “数量” for “2023 年”",
                "hint": "find the value, and write it with its source",
            }
        ],
        "files": ["out/edition/zh-CN/report.pdf"],
        "pages": data["pages"],
        "map": data["map"],
    }
    assert data["map"]["pages"] == data["pages"]
    assert [folio for _, folio in data["map"]["figures"]] == ["01", "02"]
    assert isinstance(data["pages"], int)


@pytest.mark.parametrize("name", ["build", "check"])
def test_problems_are_reported_as_json(run: Callable[..., Said], name: str) -> None:
    """The object says that it is not well, and the exit code stays 1."""
    edition(WRONG)
    code, out, err = run(name, "edition", "--json")
    data = json.loads(out)

    assert (code, err) == (PROBLEMS, "")
    assert data["ok"] is False
    assert [(p["severity"], p["file"], p["line"]) for p in data["problems"]] == [
        ("error", "edition/chapters/02-b.md", 3)
    ]


def test_a_problem_without_place_or_hint_has_none_in_json(run: Callable[..., Said]) -> None:
    """What is not known is null, never an empty word."""
    edition({"edition.yaml": str(FULL["edition.yaml"]).replace("year: 2024", "year: zwei")})
    (typed,) = json.loads(run("check", "edition", "--json")[1])["problems"]
    (unplaced,) = json.loads(run("check", "nowhere", "--json")[1])["problems"]

    assert (typed["file"], typed["line"]) == ("edition/edition.yaml", 3)
    assert typed["hint"] is None or typed["hint"]
    assert (unplaced["file"], unplaced["line"]) == (None, None)
    assert unplaced["message"] == "there is no edition “nowhere”"


def test_nothing_to_report_is_reported_as_json(run: Callable[..., Said]) -> None:
    """A check of what is well gives an object too."""
    edition(WHOLE)
    code, out, _ = run("check", "edition", "--json")

    assert (code, json.loads(out)) == (WELL, {"ok": True, "problems": []})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "edition", "--to", "pdf,odt"], "dedoc: there is no output “odt”; there are: pdf, docx\n"),
        (["build", "edition", "--to", "pdf,"], "dedoc: there is no output “”; there are: pdf, docx\n"),
        (["bild"], "invalid choice: 'bild'"),
        (["build", "edition", "--colour"], "unrecognized arguments: --colour"),
        (["check", "edition", "--into", "out"], "unrecognized arguments: --into out"),
        ([], "usage: dedoc"),
    ],
)
def test_what_is_no_command_ends_with_2(run: Callable[..., Said], words: Sequence[str], said: str) -> None:
    """Usage is explained on the other channel, and nothing is written."""
    edition()
    code, out, err = run(*words)

    assert (code, out) == (USAGE, "")
    assert said in err
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], ["build", "check", "--version"]),
        (["build", "--help"], ["--into", "--to", "--locale", "--style", "--draft", "--json"]),
        (["check", "--help"], ["--locale", "--style", "--draft", "--json"]),
        (["--version"], [f"dedoc {__version__}"]),
    ],
)
def test_help_is_no_problem(run: Callable[..., Said], words: Sequence[str], said: Sequence[str]) -> None:
    """Help and version go to standard output, and all is well."""
    code, out, err = run(*words)

    assert (code, err) == (WELL, "")
    assert all(word in out for word in said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["edition", "--locale", "en"],
            """\
error: the edition has no translation into “en”
  hint: begin one with: dedoc translate update --locale en
""",
        ),
        (["edition", "--style", "reprot"], "error: there is no style “reprot”\n  hint: did you mean “report”?\n"),
    ],
)
def test_what_is_not_there_is_told_with_a_way_out(run: Callable[..., Said], words: Sequence[str], said: str) -> None:
    """A translation or style that is missing is a problem of the order: one line, a hint, exit code 1."""
    edition()

    assert run("build", *words) == (PROBLEMS, "", said)


def test_a_draft_may_lack_values(run: Callable[..., Said]) -> None:
    """What is an error in earnest is a warning in a draft."""
    edition({"facts.yaml": str(FULL["facts.yaml"]).replace("383.7", "missing")})

    assert run("check", "edition")[0] == PROBLEMS
    code, out, _ = run("check", "edition", "--draft")
    assert code == WELL
    assert "edition/facts.yaml:1: warning: the fact “stations” has no verified value" in out


def test_a_folder_that_cannot_be_written_is_told(run: Callable[..., Said]) -> None:
    """A file in the place of the output folder ends in one problem with the way out."""
    edition()
    Path("out").write_text("a file", encoding="utf-8")
    code, out, err = run("build", "edition", "--into", "out")

    assert (code, out) == (PROBLEMS, "")
    assert err.startswith("error: nothing can be written into “out/edition/zh-CN”: ")
    assert "--into" in err.splitlines()[1]


@pytest.mark.parametrize("words", [["check", "edition"], ["check", "edition", "--json"], ["--help"], ["--version"]])
def test_who_has_read_enough_may_close_the_pipe(words: Sequence[str]) -> None:
    """A reader that is gone, as in ``dedoc check | head``, ends the command without a word."""
    edition()
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            command(*words), stdout=writing, stderr=subprocess.PIPE, text=True, env=environment(), check=False
        )
    finally:
        os.close(writing)

    assert ended.stderr == ""
    assert ended.returncode in (WELL, PROBLEMS)


def on_terminal(*words: str, interrupt_at: str = "") -> Said:
    """Run dedoc with a terminal for its messages; return its exit code, its output, and what the terminal received.

    ``interrupt_at`` is what the terminal shows when the user presses Ctrl-C.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*words),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment(DEDOC_LANGUAGE="en"),
        # Whoever started the tests in the background may have told all of them to be deaf to Ctrl-C.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- no threads here
    )
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 1024)
        except OSError:  # Linux says so when the other end is closed
            piece = b""
        if not piece:
            break
        shown += piece
        if interrupt_at and interrupt_at.encode() in shown:
            process.send_signal(signal.SIGINT)
            interrupt_at = ""
    os.close(ours)
    out, _ = process.communicate(timeout=60)
    return process.returncode, out.decode(), shown.decode()


def test_progress_shows_on_a_terminal_only(run: Callable[..., Said]) -> None:
    """Each stage is one line written over the last; at the end it is wiped, and elsewhere nothing is shown."""
    edition(WHOLE)
    code, out, shown = on_terminal("build", "edition", "--into", "out", "--to", "pdf")
    lines = shown.split("\r\033[K")

    assert (code, out) == (WELL, "out/edition/zh-CN/report.pdf\n")
    assert [line[:5] for line in lines if line] == ["[1/5]", "[2/5]", "[3/5]", "[4/5]", "[5/5]"]
    assert not lines[-1]
    assert run("build", "edition", "--into", "out", "--to", "pdf")[2] == ""


def test_progress_gives_way_to_problems_on_a_terminal() -> None:
    """The line of progress is wiped before problems are told, and JSON shows none."""
    edition(WRONG)
    code, out, shown = on_terminal("build", "edition", "--into", "out")

    assert (code, out) == (PROBLEMS, "")
    assert "\r\033[Kedition/chapters/02-b.md:3: error: raw HTML" in shown
    assert on_terminal("build", "edition", "--json")[2] == ""


def test_an_interrupted_build_changes_nothing() -> None:
    """Ctrl-C ends the command with 130 and one line, and no file is there that was not there before."""
    # Long enough that it is still at work when Ctrl-C arrives.
    edition({"chapters/03-c.md": "# 很长的一章\n" + "\n一段正文，写得长一些，好让排印多花些时间。\n" * 2000})
    code, out, shown = on_terminal("build", "edition", "--into", "out", interrupt_at="[1/5]")

    assert (code, out) == (130, "")
    assert shown.split("\r\033[K")[-1] == "interrupted; nothing was changed\r\n"
    assert "Traceback" not in shown
    assert not list(Path("out").rglob("*"))


@pytest.mark.parametrize(("language", "chinese"), [("zh_CN.UTF-8", True), ("en_GB.UTF-8", False), ("C", False)])
def test_the_program_speaks_the_language_of_its_user(
    run: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    chinese: bool,  # noqa: FBT001
) -> None:
    """Help, problems and hints are Chinese where the user's environment is, and English anywhere else."""
    monkeypatch.delenv("DEDOC_LANGUAGE")
    monkeypatch.setenv("LC_ALL", language)
    edition(WRONG)
    said = run("--help")[1] + run("check", "edition")[2].replace("原样", "")

    assert bool(re.search(r"[一-鿿]", said)) is chinese
    assert ("error" in said) is not chinese
