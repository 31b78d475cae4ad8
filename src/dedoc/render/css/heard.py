"""What WeasyPrint logs, turned into problems with their places in the style sheets and in the document."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from dedoc.errors import Location, Problem, Report, Severity
from dedoc.inputs import Inputs
from dedoc.render.css.fetching import PICTURES, STYLE, Files

PLACE = re.compile(r" at (\d+):\d+")
"""Line and column of a style sheet, as WeasyPrint tells them without the name of the file."""

QUOTED = re.compile(r"'([^']+)'")
"""What WeasyPrint quotes of a style sheet where it does not tell the line."""


@contextlib.contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Yield the list that takes what WeasyPrint logs meanwhile; nothing of it goes anywhere else."""
    heard: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        """Puts every record into the list."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep a record."""
            heard.append(record)

    logger = logging.getLogger("weasyprint")
    listener, propagate, level = Listener(logging.WARNING), logger.propagate, logger.level
    logger.addHandler(listener)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.propagate, logger.level = propagate, level


def told(heard: list[logging.LogRecord], files: Files, pictures: Mapping[str, Location | None]) -> Iterator[Problem]:
    """Yield the problems that were heard of; ``pictures`` are the places of the figures by the file of their picture.

    What is missing in the PDF is an error; what the style asks for in vain is a warning.
    """
    refused = dict.fromkeys(files.refused)
    for address in refused:
        name = unquote(address).removeprefix(STYLE)
        hint = "put the file beside style.yaml and name it there; nothing is fetched from elsewhere"
        message = "the style asks for “{address}”, which is no file of the style"
        yield Problem(message, _place_of_text(files, name), hint, Severity.ERROR, {"address": name})
    for record in heard:
        said = record.getMessage()
        if not any(address in said for address in refused):
            yield _problem(record, said, files, pictures)


def _problem(record: logging.LogRecord, said: str, files: Files, pictures: Mapping[str, Location | None]) -> Problem:
    pattern, arguments = str(record.msg), record.args if isinstance(record.args, tuple) else ()
    if pattern.startswith("Ignored `%s"):
        name, value, line, _, reason = (*arguments[:4], arguments[-1])
        values = {"declaration": f"{name}: {str(value).strip()}", "reason": reason}
        place = _place_of_line(files, int(str(line)), str(name))
        return Problem("“{declaration}” is ignored: {reason}", place, "", Severity.WARNING, values)
    if pattern.startswith("Failed to") and PICTURES in said:
        name = unquote(said.partition(PICTURES)[2].split("'")[0].split()[0])
        hint = "open the picture, save it anew, and look at it in a browser"
        values = {"name": name, "reason": said}
        return Problem("the picture “{name}” cannot be drawn: {reason}", pictures.get(name), hint, values=values)
    if pattern.startswith(".notdef glyph"):
        values = {"character": arguments[0], "code": f"U+{arguments[1]:04X}"}
        place = _place_of_text(files, str(arguments[0]))
        return Problem("no font of the style has a glyph for “{character}” ({code})", place, values=values)
    if pattern.startswith("Using fontTools"):
        hint = "install HarfBuzz-subset: apt install libharfbuzz-subset0"
        return Problem("fonts are cut down slowly, for want of a library", None, hint, Severity.WARNING)
    is_lost = pattern.startswith(("Failed to", "Unable to subset"))
    quoted = QUOTED.search(said)
    place = _place_of_text(files, quoted[1].strip()) if quoted else None
    if found := PLACE.search(said):
        place = _place_of_line(files, int(found[1]), "")
    severity = Severity.ERROR if is_lost else Severity.WARNING
    return Problem("WeasyPrint says: {said}", place, "", severity, {"said": said})


def _place_of_line(files: Files, line: int, word: str) -> Location | None:
    """Return a line of the first style sheet in which that line has the word."""
    for name, text in files.sheets.items():
        lines = text.splitlines()
        if line <= len(lines) and word in lines[line - 1]:
            return Location(_name(files, name), line)
    return None


def _place_of_text(files: Files, text: str) -> Location | None:
    """Return the first line of a style sheet that has a text."""
    for name, sheet in files.sheets.items():
        if (at := sheet.find(text)) >= 0:
            return Location(_name(files, name), sheet.count("\n", 0, at) + 1)
    return None


def _name(files: Files, name: str) -> str:
    """Return a file of the style as messages show it."""
    path = files.style.file(name)
    return Inputs(path.parent, Report()).name(path)
