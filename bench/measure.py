"""Whole commands, run as their users run them, with what the operating system says each of them took."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of ``ru_maxrss``: getrusage(2) counts in bytes on macOS and in kilobytes on Linux."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments; ``name`` is how tables call it."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: ``cpu`` (user and system) and ``wall`` in seconds, ``memory`` at its peak in bytes.

    The peak is never less than that of the process that measures, whose memory a child has until it is its own
    program (Linux, ``setmax_mm_hiwater_rss`` in exec): so that one imports little, and small peaks are not shown.
    """

    cpu: float
    wall: float
    memory: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ways to do one job, each a row of commands; ``name`` and ``against`` are how tables call them."""

    name: str
    ours: tuple[Command, ...]
    against: str
    other: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A pair with the usages of all rounds: for each round, for each command in its order."""

    pair: Pair
    ours: tuple[tuple[Usage, ...], ...]
    other: tuple[tuple[Usage, ...], ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of the ratios of all rounds, with the lowest and the highest of them."""

    middle: float
    lowest: float
    highest: float


def output_of(command: Command, folder: Path, environment: Mapping[str, str]) -> str:
    """Run a command that is not measured and return what it wrote to its output; RuntimeError if it fails."""
    done = subprocess.run(  # noqa: S603 -- jobs.py wrote every command
        command.arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command.arguments)}\n{done.stderr}")
    return done.stdout


def run(command: Command, folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in ``folder`` and return what it took; RuntimeError with what it said if it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- jobs.py wrote every command
            command.arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command.arguments)}\n{said.read().decode(errors='replace')}")
    return Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * MAXRSS_UNIT)


def measure(
    pairs: Sequence[Pair], rounds: int, run_one: Callable[[Command], Usage], tell: Callable[[str], None]
) -> tuple[Measured, ...]:
    """Run every pair once to warm up and then in every round; the side that goes first changes with the round.

    Rounds go through all pairs, so that whatever else the machine does meets both sides of all of them alike.
    """
    ours: list[list[tuple[Usage, ...]]] = [[] for _ in pairs]
    other: list[list[tuple[Usage, ...]]] = [[] for _ in pairs]
    for turn in range(rounds + 1):
        for index, pair in enumerate(pairs):
            tell(f"round {turn} of {rounds}: {pair.name}")
            sides = [(pair.ours, ours[index]), (pair.other, other[index])]
            for commands, usages in sides if turn % 2 else reversed(sides):
                used = tuple(run_one(command) for command in commands)
                if turn:  # the first one fills the disk cache and writes the bytecode
                    usages.append(used)
    return tuple(Measured(*parts) for parts in zip(pairs, map(tuple, ours), map(tuple, other), strict=True))


def total(used: Sequence[Usage]) -> Usage:
    """Return what commands took that run one after the other."""
    return Usage(sum(u.cpu for u in used), sum(u.wall for u in used), max(u.memory for u in used))


def middle(rounds: Sequence[Sequence[Usage]]) -> Usage:
    """Return the medians of all rounds."""
    totals = [total(used) for used in rounds]
    return Usage(
        median(used.cpu for used in totals),
        median(used.wall for used in totals),
        int(median(used.memory for used in totals)),
    )


def ratio(ours: Sequence[float], other: Sequence[float]) -> Ratio:
    """Return how many times as much the first took, round by round."""
    ratios = [first / second for first, second in zip(ours, other, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))
