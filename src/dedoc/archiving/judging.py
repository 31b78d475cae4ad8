"""Whether a bag is complete, unchanged, readable, and keeps the standards that it promises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from dedoc.archiving.bag import ALGORITHMS, DECLARATION, PAYLOAD, decoded, digest, oxum
from dedoc.archiving.naming import judge_names
from dedoc.archiving.opening import MOST_FILES, Bag, is_unsafe, open_bag
from dedoc.archiving.printing import COMPARED
from dedoc.archiving.provenance import read_statement
from dedoc.errors import ContentError, DedocError, Location, Problem, Report
from dedoc.limits import apart, limited

MANIFEST = re.compile(r"(tag)?manifest-(\w+)\.txt")
LENGTHS = {"sha256": 64, "sha512": 128}
LINE = re.compile(r"([0-9a-f]+)  (\S.*)")
STANDARDS = "dedoc.verify.standards:verify_standards"
"""What reads the PDFs of strangers, in a process of its own: for lack of memory it would end this one."""

STATEMENT = "data/metadata/provenance.json"


def verify_bag(path: Path) -> tuple[Bag, tuple[Problem, ...]]:
    """Return a bag that is well, and what is remarkable in it; ContentError with all that is wrong."""
    report = Report()
    bag = open_bag(path, report)
    if bag is not None:
        judge(bag, report)
    report.raise_errors(ContentError)
    assert bag is not None
    return bag, tuple(report.problems)


def judge(bag: Bag, report: Report, *, is_ours: bool = False) -> None:
    """Report all that is wrong with the files of a bag; outputs that are not ours are read within limits."""
    found = Report()
    if bag.files.get("bagit.txt") != DECLARATION:
        hint = "“bagit.txt” is missing or does not declare BagIt 1.0 in UTF-8"
        found.error(bag.place("bagit.txt"), "this is no bag by RFC 8493", hint)
    if "fetch.txt" in bag.files:
        found.error(bag.place("fetch.txt"), "the bag is incomplete: it wants files to be fetched")
    judge_names(bag.files, bag.place, found)
    _judge_algorithms(bag, found)
    payload = {name for name in bag.files if name.startswith(PAYLOAD)}
    # A tag manifest may list none (RFC 8493, 2.2.1); whatever else is called so is an extra file.
    tags = set(bag.files) - payload - {f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}
    for prefix, names in (("", payload), ("tag", tags)):
        for algorithm in ALGORITHMS:
            _judge_manifest(bag, f"{prefix}manifest-{algorithm}.txt", algorithm, names, found)
    _judge_sum(bag, [bag.files[name] for name in payload], found)
    if not found.has_errors:
        _judge_outputs(bag, found, is_ours=is_ours)
    report.problems += found.problems


def _judge_algorithms(bag: Bag, report: Report) -> None:
    for name in bag.files:
        kind = MANIFEST.fullmatch(name)
        if kind and kind[2] not in ALGORITHMS:
            hint = "bags of dedoc have manifests by sha256 and sha512, and no others"
            report.error(bag.place(name), "nothing is proved by “{algorithm}”", hint, algorithm=kind[2])


def _judge_manifest(bag: Bag, file: str, algorithm: str, names: set[str], report: Report) -> None:
    """Report what a manifest lists and the bag lacks, the other way round, and what has changed."""
    if file not in bag.files:
        report.error(bag.place(file), "the manifest is missing")
        return
    listed = _listed(bag, file, algorithm, report)
    if listed is None:
        return
    missing, extra = sorted(set(listed) - names), sorted(names - set(listed))
    by_digest = {digest(algorithm, bag.files[name]): name for name in extra}
    for name in missing:
        now = by_digest.get(listed[name][1])
        if now is None:
            report.error(bag.place(file, listed[name][0]), "the file “{name}” is missing", name=name)
        else:
            message = "the file “{name}” was renamed to “{now}”"
            report.error(bag.place(file, listed[name][0]), message, name=name, now=now)
            extra = [each for each in extra if each != now]
    for name in extra:
        report.error(bag.place(name), "the file is not in “{manifest}”", manifest=file)
    for name in sorted(names & set(listed)):
        if digest(algorithm, bag.files[name]) != listed[name][1]:
            report.error(bag.place(name), "the file is not the one of which “{manifest}” tells", manifest=file)


def _listed(bag: Bag, file: str, algorithm: str, report: Report) -> dict[str, tuple[int, str]] | None:
    """Return the line and the hash of each path that a manifest lists; None if it cannot be read at all."""
    data = bag.files[file]
    if data.count(b"\n") > MOST_FILES:
        lines_found = data.count(b"\n")
        message = "the manifest has {lines} lines, and {most} are the most"
        report.error(bag.place(file), message, lines=lines_found, most=MOST_FILES)
        return None
    try:
        lines = data.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        report.error(bag.place(file), "the manifest is not UTF-8")
        return None
    found: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, 1):
        read = LINE.fullmatch(line)
        place = bag.place(file, number)
        if read is None or len(read[1]) != LENGTHS[algorithm]:
            hint = "a line is a hash by {algorithm} in small letters, two blanks, and a path"
            report.error(place, "this is no line of a manifest", hint, algorithm=algorithm)
            continue
        name = decoded(read[2])
        if is_unsafe(name):
            report.error(place, "this path could lead out of the bag", "trust nothing in it")
        elif name in found:
            report.error(place, "“{name}” is listed twice", name=name)
        else:
            found[name] = (number, read[1])
    if list(found) != sorted(found) or not data.endswith(b"\n"):
        report.error(
            bag.place(file), "the manifest is not as it was written: its lines are in order, each with its end"
        )
    return found


def _judge_sum(bag: Bag, payload: list[bytes], report: Report) -> None:
    said = re.search(rb"^Payload-Oxum: (\S+)$", bag.files.get("bag-info.txt", b""), re.MULTILINE)
    expected = oxum(payload)
    if said is None or said[1].decode(errors="replace") != expected:
        message = "the payload is {expected} (bytes and files), and “bag-info.txt” says {said}"
        values = {"expected": expected, "said": said[1].decode(errors="replace") if said else "–"}
        report.error(bag.place("bag-info.txt"), message, **values)


def _judge_outputs(bag: Bag, report: Report, *, is_ours: bool) -> None:
    """Report outputs that are not those of the statement, cannot be read, or break their standard."""
    try:
        _, subjects, _, _ = read_statement(bag.files.get(STATEMENT, b""))
    except ValueError as error:
        report.error(bag.place(STATEMENT), "the statement of provenance cannot be read: {reason}", reason=str(error))
        return
    payload = {name.removeprefix(PAYLOAD): data for name, data in bag.files.items() if name.startswith(PAYLOAD)}
    made = {name: data for name, data in payload.items() if name.startswith("outputs/") or name in COMPARED}
    if {name: digest("sha256", data) for name, data in made.items()} != subjects:
        report.error(bag.place(STATEMENT), "the outputs are not those of the statement of provenance")
    for name, data in made.items():
        for problem in _unreadable(name, data, is_ours=is_ours):
            report.problems.append(_placed(problem, bag, PAYLOAD + name))
    _judge_records(bag, report)


def _unreadable(name: str, data: bytes, *, is_ours: bool) -> tuple[Problem, ...]:
    """Return why an output cannot be read, or which rules of its standards it breaks."""
    # Only bags that are whole are read.
    from dedoc.verify import verify_standards  # noqa: PLC0415
    from dedoc.wordfile import read_word  # noqa: PLC0415

    try:
        if name.endswith(".pdf"):
            return verify_standards(data) if is_ours else apart(STANDARDS, data, Location(name))
        if name.endswith(".docx"):
            with limited(Location(name)):
                read_word(data, name)
    except DedocError as error:
        return error.problems
    except Exception as error:  # noqa: BLE001 -- whatever keeps the validator from reading it is the reason
        return (Problem("the output cannot be read: {reason}", values={"reason": str(error)}),)
    return ()


def _judge_records(bag: Bag, report: Report) -> None:
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for name in ("data/metadata/dublin-core.xml", "data/metadata/premis.xml"):
        try:
            etree.fromstring(bag.files.get(name, b""), parser)
        except etree.XMLSyntaxError as error:
            report.error(bag.place(name), "the record cannot be read: {reason}", reason=str(error))


def _placed(problem: Problem, bag: Bag, name: str) -> Problem:
    values: Mapping[str, object] = problem.values
    return Problem(problem.message, bag.place(name), problem.hint, problem.severity, values, problem.code)
