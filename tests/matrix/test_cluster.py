"""``dedoc build --all`` on a Dask cluster, beside two workers of this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.families import write_family
from conformance import missing
from dedoc.build import Order
from dedoc.cli import WELL
from dedoc.limits import Limits
from dedoc.matrix.cells import survey
from dedoc.matrix.engines import Cluster
from dedoc.matrix.running import run_matrix
from dedoc.matrix.tasks import Fate
from project import make_project, outputs_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.thorough,
    pytest.mark.skipif(missing("distributed") != "", reason=missing("distributed")),
]

REPORTS = int(os.environ.get("DEDOC_MATRIX", "12"))
"""How many reports are printed; ``DEDOC_MATRIX=500`` prints five hundred on each engine."""

LONGEST = 30
"""Seconds that a scheduler or a worker may take to begin."""


@dataclass(frozen=True, slots=True)
class Running:
    """A Dask cluster of this machine: its address, its scheduler and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


def begin(stack: ExitStack, name: str, *words: str) -> subprocess.Popen[bytes]:
    """Begin a program of Dask, which ends with the test together with its children."""
    command = [sys.executable, "-Pm", f"distributed.cli.dask_{name}", "--no-dashboard", *words]
    usual = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    environment = usual | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    stack.enter_context(process)
    stack.callback(end, process)
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program with all processes that it began."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Running]:
    """Return a cluster of two workers."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        scheduler = begin(stack, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        until = time.monotonic() + LONGEST
        while not (file.exists() and file.read_bytes().endswith(b"}")):
            assert scheduler.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        words = ("--scheduler-file", str(file), "--nthreads", "1", "--local-directory", str(tmp_path))
        workers = tuple(begin(stack, "worker", *words) for _ in range(2))
        yield Running(json.loads(file.read_text(encoding="utf-8"))["address"], scheduler, workers)


def build(*words: str) -> dict[str, int]:
    """Print all editions and return how many had which fate."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-Pm", "dedoc", "build", "--all", "--json", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    assert [cell for cell in report["cells"] if cell["fate"] not in ("made", "kept")] == []
    assert done.returncode == WELL, done.stderr
    counts: dict[str, int] = report["counts"]
    return {fate: count for fate, count in counts.items() if count}


def test_reports_on_two_workers_here_and_on_a_cluster(
    cluster: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are built, the results are equal, a second run does nothing, and a worker that is killed costs no report."""
    write_family(tmp_path, REPORTS, pages=2)
    monkeypatch.chdir(tmp_path)
    assert build("--workers", "2") == {"made": REPORTS}
    here = outputs_of(tmp_path / "output")
    shutil.move("output", "here")

    def kill() -> None:
        until = time.monotonic() + LONGEST
        while len(outputs_of(tmp_path / "output")) < REPORTS // 3 and time.monotonic() < until:
            time.sleep(0.02)
        end(cluster.workers[0])

    killer = threading.Thread(target=kill)
    killer.start()
    assert build("--cluster", cluster.address) == {"made": REPORTS}
    killer.join()

    assert cluster.workers[0].returncode == -signal.SIGKILL
    assert outputs_of(tmp_path / "output") == here
    assert len(here) == 2 * REPORTS
    assert build("--cluster", cluster.address) == {"kept": REPORTS}


def test_a_scheduler_that_is_killed_leaves_whole_results(
    cluster: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had given out is lost, and told; another run prints only that."""
    make_project(tmp_path, 12)
    monkeypatch.chdir(tmp_path)
    order, store = Order(outputs=("pdf",)), str(tmp_path / "store")
    fates: list[Fate] = []

    def tell(fate: Fate) -> None:
        fates.append(fate)
        if len(fates) == 2:
            end(cluster.scheduler)

    engine = Cluster(cluster.address, Limits(), patience=1)
    ended = run_matrix(survey(order), engine, store, 1, lambda each: tell(each.fate))

    lost = [each for each in ended if each.fate is Fate.LOST]
    assert len(ended) == 12
    assert 0 < len(lost) <= 10
    assert "the cluster is gone" in lost[0].problems[0].message
    counts = build("--to", "pdf", "--store", store)
    assert counts["kept"] >= 12 - len(lost)
    assert sum(counts.values()) == 12


def test_a_cluster_without_workers_is_told(cluster: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever."""
    make_project(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    for worker in cluster.workers:
        end(worker)
    engine = Cluster(cluster.address, Limits(), patience=1)
    (ended,) = run_matrix(survey(Order()), engine, str(tmp_path / "store"), 0)
    assert (ended.fate, "it has no workers" in ended.problems[0].format()) == (Fate.LOST, True)


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After as many attempts as were allowed."""
    make_project(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    engine = Cluster("tcp://127.0.0.1:9", Limits(), patience=0.5)
    (ended,) = run_matrix(survey(Order()), engine, str(tmp_path / "store"), 1)
    assert (ended.fate, ended.attempts) == (Fate.LOST, 2)
    assert "the cluster is gone" in ended.problems[0].message
