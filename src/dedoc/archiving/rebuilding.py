"""A bag built again from itself alone, and its outputs held against those that it holds, byte by byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dedoc.archiving.bag import PAYLOAD
from dedoc.archiving.differing import STREAM, difference
from dedoc.archiving.gathering import CONTENT, FONTS, PROGRAM, STYLES
from dedoc.archiving.judging import STATEMENT, verify_bag
from dedoc.archiving.opening import Bag
from dedoc.archiving.printing import print_payload
from dedoc.archiving.provenance import read_statement
from dedoc.errors import N_, Location, OutputError, Problem, Report, Severity, fail, in_order
from dedoc.toolchain import LOCK, machine, program, tools

MADE_FROM = (f"{CONTENT}/", f"{STYLES}/", f"{PROGRAM}/", f"{FONTS}/")

LOADABLE = (".py", ".pyc", ".so", ".pyd")
"""How files end that Python may load as code."""

OTHER_TOOLS = N_("likely because other tools run here than then: {tools}")
OTHER_MACHINE = N_("likely because this is another machine: {tools}")
OTHER_ZLIB = N_("likely because the systems pack with another zlib: {tools}")
SAME_TOOLS = N_("the tools are the same: likely an input or an output was changed, and the bag counted anew")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The outputs that were proved, by their paths in the payload, and what an archivist should know."""

    outputs: tuple[str, ...]
    problems: tuple[Problem, ...]


def rebuild(path: Path, tell: Callable[[str], None] = lambda _: None, *, is_trusted: bool = False) -> Rebuilt:
    """Build a bag again from itself alone; OutputError naming the first difference of each output that is another.

    The program in the bag runs with all that its user may do: where it is not this very program, OutputError unless the
    bag ``is_trusted``.
    """
    tell("read")
    bag, _ = verify_bag(path)
    recipe, subjects, then, machine_then = read_statement(bag.files[STATEMENT])
    payload = {name.removeprefix(PAYLOAD): data for name, data in bag.files.items() if name.startswith(PAYLOAD)}
    inputs = {name: data for name, data in payload.items() if name.startswith(MADE_FROM)}
    if not is_trusted:
        _refuse_other_program(bag, inputs)
    tell("render")
    run = print_payload(inputs, recipe)
    if run.reason:
        hint = "install what “{lock}” of the bag names, and run this again with that Python"
        values = {"reason": run.reason, "lock": f"{PROGRAM}/{LOCK}"}
        fail(OutputError, Location(str(path)), "the bag cannot be built again: {reason}", hint, **values)
    tell("verify")
    now = tools(inputs.get(f"{PROGRAM}/{LOCK}", b"").decode(errors="replace"))
    others = _others(then, now), _others(machine_then, machine())
    report = Report()
    for name in sorted({*subjects, *run.outputs}):
        if payload.get(name) != run.outputs.get(name):
            _report(report, bag, name, (payload.get(name, b""), run.outputs.get(name, b"")), others)
    report.raise_errors(OutputError)
    return Rebuilt(tuple(sorted(subjects)), in_order(_remarks(others)))


def _refuse_other_program(bag: Bag, inputs: Mapping[str, bytes]) -> None:
    """Raise unless all that would run is the program that runs already, beside fonts that hold no code."""
    source = "src/"
    theirs = {name: data for name, data in inputs.items() if name.startswith(f"{PROGRAM}/{source}")}
    mine = {f"{PROGRAM}/{name}": data for name, data in program().items() if name.startswith(source)}
    loaded = [data for name, data in inputs.items() if name.startswith(f"{FONTS}/") and name.endswith(LOADABLE)]
    if theirs != mine or any(loaded):
        hint = "to build runs the program in the bag: if you know where it comes from, say --trust"
        fail(OutputError, bag.place(f"{PAYLOAD}{PROGRAM}"), "the program in the bag is not this one", hint)


def _others(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return what was then and is another now, or is not there."""
    return [name for name in sorted(then) if now.get(name) != then[name]]


def _report(
    report: Report, bag: Bag, name: str, pair: tuple[bytes, bytes], others: tuple[list[str], list[str]]
) -> None:
    message, values = difference(name, *pair)
    used, surroundings = others
    if message == STREAM and "zlib" in surroundings:
        hint, named = OTHER_ZLIB, ["zlib"]
    elif used:
        hint, named = OTHER_TOOLS, used
    elif surroundings:
        hint, named = OTHER_MACHINE, surroundings
    else:
        hint, named = SAME_TOOLS, []
    values = {**values, "tools": ", ".join(named[:6])}
    report.problems.append(Problem(message, bag.place(PAYLOAD + name), hint, Severity.ERROR, values))


def _remarks(others: tuple[list[str], list[str]]) -> list[Problem]:
    """Return that the proof was made with other tools than those that the bag was made with."""
    message = "other tools run here than then, and make the same: {tools}"
    named = [*others[0], *others[1]]
    return [Problem(message, None, "", Severity.NOTE, {"tools": ", ".join(named[:6])})] if named else []
