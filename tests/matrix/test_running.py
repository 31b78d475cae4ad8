"""``dedoc build --all`` on this machine: what is there is left alone, what is lost is tried again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.build import Order
from dedoc.cli import PROBLEMS, USAGE, WELL, main
from dedoc.limits import Limits
from dedoc.matrix.cells import Cell, survey
from dedoc.matrix.child import Child
from dedoc.matrix.engines import Local
from dedoc.matrix.results import key_of, what_prints
from dedoc.matrix.running import Ended, run_matrix
from dedoc.matrix.tasks import Fate, Outcome, Task, run_task
from project import children_of, make_project, outputs_of

MEGABYTE = 1024 * 1024
PDF = Order(outputs=("pdf",))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of three editions, where we stand."""
    make_project(tmp_path, 3)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def child() -> Iterator[Child]:
    """Return a printing process with limits that no report comes near."""
    child = Child(Limits())
    yield child
    child.end()


def task_of(cell: Cell, store: Path) -> Task:
    """Return the task that prints a cell."""
    return Task(cell, key_of(cell, what_prints(), None), what_prints(), str(store), Path.cwd(), {})


def first(order: Order = PDF) -> Task:
    """Return the task of the first cell."""
    return task_of(survey(order).cells[0], Path("store").absolute())


def fates(ended: tuple[Ended, ...]) -> list[str]:
    """Return what became of each cell, in the order of their names."""
    return [each.fate.value for each in ended]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run the command; return its exit code and what it says."""
    code = main(["build", "--all", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_second_run_does_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The outputs are those of ``dedoc build``; then nothing is written any more, and no process is begun."""
    assert said(capsys, "--workers", "2")[:2] == (
        WELL,
        "printed: 3; there already: 0; wrong: 0; lost: 0\noutput/matrix.json\n",
    )
    outputs = outputs_of(here / "output")
    assert main(["build", "r001", "--into", "alone"]) == WELL
    assert outputs_of(here / "alone").items() <= outputs.items()
    assert len(outputs) == 6
    capsys.readouterr()
    times = {path: path.stat().st_mtime_ns for path in sorted((here / "output").rglob("*.[pd]*"))}

    code, told, _ = said(capsys, "--json")

    report = json.loads(told)
    assert (code, report["ok"], report["counts"]) == (WELL, True, {"made": 0, "kept": 3, "refused": 0, "lost": 0})
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert json.loads((here / "output/matrix.json").read_text(encoding="utf-8")) == report
    assert report["cells"][0]["files"] == ["r000/zh-CN/report.pdf", "r000/zh-CN/report.docx"]


def test_only_what_changed_is_printed_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One edition changes; an output is lost: that one comes from the store."""
    said(capsys, "--to", "pdf")
    before = outputs_of(here / "output")
    (here / "output/r000/zh-CN/report.pdf").unlink()
    chapter = here / "content/r001/chapters/02-b.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("再见", "后会有期"), encoding="utf-8")

    assert "printed: 1; there already: 2;" in said(capsys, "--to", "pdf")[1]

    after = outputs_of(here / "output")
    assert {name for name in before if after[name] != before[name]} == {"r001/zh-CN/report.pdf"}


def test_one_that_fails_stops_no_other(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is told with its place, once for all reports that it is wrong in; the last good output stays."""
    said(capsys, "--to", "pdf")
    before = outputs_of(here / "output")
    for name in ("r000", "r002"):
        facts = here / "content" / name / "facts.yaml"
        facts.write_text(
            facts.read_text(encoding="utf-8").replace("source: bureau", "source: bureaux"), encoding="utf-8"
        )

    code, told, wrong = said(capsys, "--to", "pdf")

    assert (code, told.splitlines()[0]) == (PROBLEMS, "printed: 0; there already: 1; wrong: 2; lost: 0")
    assert "not printed (1): r000/zh-CN\ncontent/r000/facts.yaml:" in wrong
    assert "bureaux" in wrong
    assert outputs_of(here / "output") == before
    report = json.loads((here / "output/matrix.json").read_text(encoding="utf-8"))
    assert [cell["fate"] for cell in report["cells"]] == ["refused", "kept", "refused"]
    assert [cell["attempts"] for cell in report["cells"]] == [1, 0, 1]


@pytest.mark.usefixtures("here")
def test_progress_is_told_at_every_tenth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no terminal."""
    make_project(tmp_path, 10)
    told = said(capsys, "--to", "pdf")[2].splitlines()
    assert [line.partition(" ")[0] for line in told] == [f"[{number}/10]" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--all", "--cluster", "tcp://127.0.0.1:1", "--workers", "2"], "a cluster has its own workers"),
        (["--all", "--workers", "0"], "--workers"),
        (["--all", "--retries", "-1"], "--retries"),
        (["--all", "--to", "epub"], "there is no output “epub”"),
        (["r000", "--time-limit", "9"], "“--time-limit” needs --all"),
    ],
)
@pytest.mark.usefixtures("here")
def test_usage(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be meant is told before anything is printed."""
    try:
        code = main(["build", *words])
    except SystemExit as ended:
        code = int(str(ended.code))
    assert code == USAGE
    assert complaint in capsys.readouterr().err
    assert not Path("output").exists()


@pytest.mark.usefixtures("here")
def test_a_process_that_dies_is_replaced(child: Child) -> None:
    """The task is lost, with the reason; the next one finds another process."""
    assert child.run(first()).fate is Fate.MADE
    assert child.number is not None
    os.kill(child.number, signal.SIGKILL)
    outcome = child.run(first())
    assert (outcome.fate, outcome.problems[0].values["code"]) == (Fate.LOST, "-9")
    assert child.run(first()).fate is Fate.MADE


@pytest.mark.usefixtures("here")
def test_a_process_that_lost_a_task_is_replaced(child: Child) -> None:
    """It may be the reason: a worker of a cluster whose dedoc was brought up to date has the old one loaded."""
    task = first()
    assert child.run(replace(task, printer="other")).fate is Fate.LOST
    assert child.number is None
    assert child.run(task).fate is Fate.MADE


@pytest.mark.usefixtures("here")
def test_a_task_that_takes_too_long_is_lost() -> None:
    """Its process is killed; each cell is tried as often as was said, and no more."""
    engine = Local(2, Limits(seconds=0.01))
    ended = run_matrix(survey(PDF), engine, "store", retries=1)
    assert {(each.fate, each.attempts) for each in ended} == {(Fate.LOST, 2)}
    assert "took longer than 0.01 s" in ended[0].problems[0].format()
    assert not Path("output").exists()


@pytest.mark.usefixtures("here")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_a_task_that_grows_without_bound_is_lost() -> None:
    """The report cannot be printed within so little memory, and the machine keeps the rest."""
    child = Child(Limits(memory=48 * MEGABYTE))
    outcome = child.run(first())
    child.end()
    assert outcome.fate is Fate.LOST
    assert outcome.problems[0].format()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_a_style_that_asks_for_gigabytes_is_bounded(here: Path) -> None:
    """A template may ask Typst for any amount; its process gets no more than it may have, and says so."""
    style = here / "styles" / "greedy"
    style.mkdir(parents=True)
    (style / "style.yaml").write_text("base: report\ntemplate: greedy.typ\n", encoding="utf-8")
    own = (Path(__file__).parents[2] / "styles/report/report.typ").read_text(encoding="utf-8")
    greedy = '#let much = range(0, 400).map(each => "甲" * 20000000).join()\n#much.len()\n'
    (style / "greedy.typ").write_text(f"{greedy}{own}", encoding="utf-8")
    found = survey(Order("r000", outputs=("pdf",)), ["greedy"])
    (ended,) = run_matrix(found, Local(1, Limits(memory=600 * MEGABYTE)), "store", 0)
    assert (ended.fate, ended.problems[0].message) == (Fate.LOST, "printing needs more memory than it may have")


@pytest.mark.usefixtures("here")
def test_a_printer_that_is_another_is_refused() -> None:
    """A worker of a cluster may have other tools than those by which the key was made."""
    task = first()
    other = Task(task.cell, task.key, "other", task.store, task.here, {})
    assert "other tools" in run_task(other).problems[0].message
    nowhere = Task(task.cell, task.key, task.printer, task.store, Path("/nowhere/at/all"), {})
    assert "is not on this machine" in run_task(nowhere).problems[0].message
    assert not Path("store").exists()


def test_a_source_that_changes_while_it_is_printed_is_no_result(here: Path) -> None:
    """Its outputs would be kept under the key of other sources."""
    task = first()
    facts = here / "content" / task.cell.folder.name / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    outcome = run_task(task)
    assert (outcome.fate, outcome.problems[0].message) == (Fate.LOST, "a source changed while it was printed")
    assert not Path("store").exists()
    # Another attempt begins with what is there now.
    assert fates(run_matrix(survey(PDF), Local(1, Limits()), "store", 0)) == ["made"] * 3


def test_a_store_that_takes_nothing_is_told(here: Path) -> None:
    """A full disk is told for each cell; nothing is half-written, and what was there stays."""
    (here / "store").write_bytes(b"")
    ended = run_matrix(survey(PDF), Local(1, Limits()), str(here / "store"), retries=0)
    assert fates(ended) == ["lost"] * 3
    assert "nothing can be written" in ended[0].problems[0].format()
    assert not (here / "output").exists()


def test_an_output_folder_that_takes_nothing_is_told(here: Path) -> None:
    """The result is in the store; when there is room again, nothing is printed again."""
    (here / "output").write_bytes(b"")
    assert fates(run_matrix(survey(PDF), Local(1, Limits()), str(here / "store"), retries=1)) == ["lost"] * 3
    (here / "output").unlink()
    assert fates(run_matrix(survey(PDF), Local(1, Limits()), str(here / "store"), retries=1)) == ["kept"] * 3


def test_what_an_engine_forgets_is_not_forgotten(here: Path) -> None:
    """Every cell comes to an end, whatever becomes of it."""

    class Engine:
        """Says that it made what it did not make."""

        def run(self, tasks: Sequence[Task]) -> Generator[tuple[Task, Outcome]]:
            for task in tasks:
                yield task, Outcome(Fate.MADE)

    ended = run_matrix(survey(PDF), Engine(), str(here / "store"), retries=0)
    assert [(each.fate, each.problems[0].message) for each in ended] == [
        (Fate.LOST, "the result is not in the store")
    ] * 3


def dedoc(*words: str) -> subprocess.Popen[str]:
    """Begin dedoc in a process of its own."""
    usual = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    environment = usual | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-Pm", "dedoc", "build", "--all", "--to", "pdf", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.slow
@pytest.mark.skipif(not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="this system has no /proc")
def test_workers_that_are_killed_cost_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process that prints is killed at some moment; all reports are printed."""
    make_project(tmp_path, 12)
    monkeypatch.chdir(tmp_path)
    killed = 0
    with dedoc("--workers", "2") as command:

        def kill() -> None:
            nonlocal killed
            while command.poll() is None and killed < 3:
                time.sleep(0.9)
                for process in children_of(command.pid)[:1]:
                    os.kill(process, signal.SIGKILL)
                    killed += 1

        killer = threading.Thread(target=kill)
        killer.start()
        told, _ = command.communicate()
        killer.join()
    assert command.returncode == WELL, told
    assert killed
    assert len(outputs_of(tmp_path / "output")) == 12


@pytest.mark.slow
def test_a_command_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever kept the books is killed: outputs are whole, and the next run prints only the rest."""
    make_project(tmp_path, 12)
    monkeypatch.chdir(tmp_path)
    with dedoc("--workers", "2") as command:
        while len(outputs_of(tmp_path / "output")) < 2 and command.poll() is None:
            time.sleep(0.02)
        command.kill()
    there = outputs_of(tmp_path / "output")
    with dedoc("--json") as command:
        told, _ = command.communicate()
    counts = json.loads(told)["counts"]
    assert counts["kept"] >= len(there) >= 2
    assert counts["made"] + counts["kept"] == 12
    assert there.items() <= outputs_of(tmp_path / "output").items()


@pytest.mark.slow
@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="SIGINT is ignored by whoever runs the tests"
)
def test_who_interrupts_ends_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the command and its processes within moments, and says that another run goes on."""
    make_project(tmp_path, 12)
    monkeypatch.chdir(tmp_path)
    with dedoc("--workers", "2") as command:
        while not outputs_of(tmp_path / "output") and command.poll() is None:
            time.sleep(0.02)
        children = children_of(command.pid)
        command.send_signal(signal.SIGINT)
        told, _ = command.communicate(timeout=20)
    assert command.returncode == 130, told
    assert "another run goes on" in told
    assert not [process for process in children if Path("/proc", str(process), "cmdline").exists()]
