"""Files of strangers are read within limits of memory and time, and what takes more is refused with its reason."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.cli import PROBLEMS, main
from dedoc.errors import ContentError, DedocError, Location, Problem
from dedoc.limits import Limits, apart, limited
from dedoc.verify.layout.inspection import inspect_file
from greedy import flate, grow, pdf, spin
from wordfile.building import word_file

PLACE = Location("sent.pdf")
SMALL = Limits(300 * 2**20, 1)
TOO_LARGE = "sent.pdf: error: to read this file takes more than 300 MB of memory"
TOO_LONG = "sent.pdf: error: to read this file takes more than 1 s of processor time"
BOMB = pdf(zlib.compress(flate(b"q " * 2**19, 8192), 9), filters=b"/FlateDecode/FlateDecode")
"""Unpacks to 8 GB."""

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="other systems bound less"),
]


@pytest.mark.parametrize(("reader", "said"), [(grow, TOO_LARGE), (spin, TOO_LONG)])
def test_what_takes_too_much_is_refused(reader: Callable[[bytes], object], said: str) -> None:
    """The message says what it took too much of; afterwards all is as it was, and the next one is read."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ContentError, match=said), limited(PLACE, SMALL):
        reader(b"x")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with limited(PLACE, SMALL):
        assert len(bytes(2**20)) == 2**20


def test_less_than_a_user_allows_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of the system (``ulimit -v``) are never widened."""
    set_to = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (5_000_000_000, 6_000_000_000))
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: set_to.append(pair))
    with limited(PLACE, Limits(2**40, 1)):
        pass
    assert set_to == [(5_000_000_000, 6_000_000_000)] * 2


@pytest.mark.parametrize(
    ("name", "said"), [("grow", TOO_LARGE), ("spin", TOO_LONG), ("refuse", "x: error: it is “none”\n  hint: look")]
)
def test_what_takes_too_much_in_a_process_of_its_own_is_refused(name: str, said: str) -> None:
    """That process may die of it; this one goes on."""
    try:
        told = "\n".join(problem.format() for problem in apart(f"greedy:{name}", b"x", PLACE, SMALL))
    except DedocError as error:
        told = str(error)
    assert told.startswith(said.removeprefix("x: ") if name == "refuse" else said)


def test_what_is_found_in_a_process_of_its_own_comes_back() -> None:
    """So does what went wrong in a way that nobody thought of."""
    (found,) = apart("greedy:find", b"xyz", PLACE, SMALL)
    assert (found.format(), found.code) == ("warning: found 3 [L101]", "L101")
    with pytest.raises(RuntimeError, match="ZeroDivisionError: none of it"):
        apart("greedy:slip", b"", PLACE, SMALL)
    with pytest.raises(RuntimeError, match="exit code -6"):
        apart("greedy:die", b"", PLACE, SMALL)


def verified(folder: Path, data: bytes, limits: Limits = SMALL) -> str:
    """Return why a PDF is not verified."""
    path = folder / "sent.pdf"
    path.write_bytes(data)
    with pytest.raises(DedocError) as error:
        inspect_file(path, limits)
    return str(error.value).partition("sent.pdf: error: ")[2].partition("\n")[0]


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before it is unpacked, be it packed once or twice, the page or a form that it draws."""
    once, small = flate(b"q " * 2**19, 300), flate(b"/X0 Do", 1)
    for bomb in (BOMB, pdf(once), pdf(small, once)):
        assert verified(tmp_path, bomb) == "a stream of the PDF unpacks to more than 256 MB"
    assert main(["verify", str(tmp_path / "sent.pdf")]) == PROBLEMS
    assert "unpacks to more than 256 MB" in capsys.readouterr().err


def test_a_pdf_whose_drawing_never_ends_is_refused(tmp_path: Path) -> None:
    """Forms that draw others ten times each, twelve deep, and operators by the hundred million."""
    forms = [flate(b"/X%d Do " % (index + 1) * 10, 1) for index in range(12)]
    assert verified(tmp_path, pdf(flate(b"/X0 Do", 1), *forms)) == TOO_LONG.partition("error: ")[2]
    operators = pdf(flate(b"q " * 2**19, 100))
    assert verified(tmp_path, operators, replace(SMALL, seconds=60)) == TOO_LARGE.partition("error: ")[2]


def test_a_stream_that_is_broken_is_left_to_the_reader(tmp_path: Path) -> None:
    """What it unpacks to before it breaks is little; the reason names the object, and no place in our memory."""
    said = verified(tmp_path, pdf(flate(b"q " * 2**19, 200)[:-40]))
    assert re.fullmatch(r"the PDF cannot be read: \(object 4,0, offset \d+\): .* unfilterable stream", said)


def test_a_pdf_in_a_bag_that_takes_too_much_is_refused(tmp_path: Path) -> None:
    """The validator would end this process for lack of memory."""
    assert tmp_path.is_dir()
    try:
        found = apart("dedoc.verify.standards:verify_standards", BOMB, PLACE, Limits(2**30, 60))
    except ContentError as error:
        found = error.problems
    assert all(isinstance(problem, Problem) for problem in found)
    assert found


def test_a_word_file_that_takes_too_much_is_refused(tmp_path: Path) -> None:
    """Three hundred thousand paragraphs, in a part of the memory that they take."""
    text = "".join(f"<w:p><w:r><w:t>{number * 7919}</w:t></w:r></w:p>" for number in range(300_000))
    (tmp_path / "back.docx").write_bytes(word_file(text))
    words = "import resource, sys; from dedoc.cli import main; import dedoc.returning; import lxml.etree\n"
    words += "size = int(open('/proc/self/statm').read().split()[0]) * 4096 + 150 * 2**20\n"
    words += "resource.setrlimit(resource.RLIMIT_AS, (size, size)); sys.exit(main(['pull', sys.argv[1]]))"
    run = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path / "back.docx")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DEDOC_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == PROBLEMS
    # The parser of XML has no word for a lack of memory.
    assert re.search(r"back.docx: error: (to read this file takes more than 1|the Word file is damaged)", run.stderr)
