"""What catalogs and keepers ask of a bag: Dublin Core (ISO 15836) and PREMIS 3.0, as XML."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr

from dedoc import __version__
from dedoc.archiving.bag import ALGORITHMS, day_of, digest
from dedoc.archiving.printing import Recipe
from dedoc.model import Metadata

FORMATS = {
    ".pdf": ("PDF/A-2a", "application/pdf"),
    ".docx": ("Office Open XML", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".md": ("Markdown", "text/markdown"),
    ".yaml": ("YAML", "application/yaml"),
    ".json": ("JSON", "application/json"),
    ".csv": ("CSV", "text/csv"),
    ".po": ("gettext PO", "text/x-gettext-translation"),
    ".svg": ("SVG", "image/svg+xml"),
    ".png": ("PNG", "image/png"),
    ".py": ("Python", "text/x-python"),
    ".otf": ("OpenType", "font/otf"),
    ".ttf": ("OpenType", "font/ttf"),
}
"""The names of formats, and their media types, by the ends of file names."""

DATED = "dated by the edition, for no clock is read"

PREMIS = "http://www.loc.gov/premis/v3"
SCHEMA = "https://www.loc.gov/standards/premis/v3/premis-v3-0.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ELEMENTS = "http://purl.org/dc/elements/1.1/"


def dublin_core(metadata: Metadata, recipe: Recipe) -> bytes:
    """Return the record that describes the report."""
    people = [name for role in metadata.people for name in role.names]
    said = [
        ("title", metadata.full_title),
        *(("creator", name) for name in people),
        ("publisher", metadata.publisher),
        ("date", day_of(recipe.moment)),
        *(("language", language) for language in recipe.languages),
        *(("subject", word) for word in metadata.keywords),
        *([("description", metadata.subject)] if metadata.subject else []),
        ("type", "Text"),
        *(("format", FORMATS[suffix][1]) for suffix in (".pdf", ".docx")),
        ("identifier", recipe.edition),
    ]
    lines = "".join(f"  <dc:{name}>{escape(value)}</dc:{name}>\n" for name, value in said)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<metadata xmlns:dc="{ELEMENTS}">\n{lines}</metadata>\n'.encode()


def premis(recipe: Recipe, files: Mapping[str, bytes], findings: Mapping[str, Sequence[object]]) -> bytes:
    """Return the record of a bag's files, of what was done with them, and of the program that did it.

    ``findings`` are what verification had to say, by language: none of it an error.
    """
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(recipe.moment))
    objects = "".join(_object(name, data) for name, data in sorted(files.items()))
    events = _event("creation", "1", moment, f"printed by dedoc from the source in this bag; {DATED}", "success", "")
    for number, (language, found) in enumerate(findings.items(), 2):
        detail = f"outputs/{language}: PDF/A-2a, PDF/UA-1, layout, fonts and the Word file; {DATED}"
        events += _event("validation", str(number), moment, detail, "success", f"errors: 0, remarks: {len(found)}")
    head = f'xmlns="{PREMIS}" xmlns:xsi="{INSTANCE}" xsi:schemaLocation="{PREMIS} {SCHEMA}" version="3.0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<premis {head}>\n{objects}{events}'
        f"  <agent>\n    {_identifier('agent', 'dedoc', 'program')}\n    <agentName>dedoc</agentName>\n"
        f"    <agentType>software</agentType>\n    <agentVersion>{__version__}</agentVersion>\n  </agent>\n</premis>\n"
    ).encode()


def _identifier(of: str, value: str, kind: str) -> str:
    name = f"{of}Identifier"
    return f"<{name}><{name}Type>{kind}</{name}Type><{name}Value>{escape(value)}</{name}Value></{name}>"


def _object(name: str, data: bytes) -> str:
    fixity = "".join(
        f"      <fixity><messageDigestAlgorithm>{algorithm.upper().replace('SHA', 'SHA-')}</messageDigestAlgorithm>"
        f"<messageDigest>{digest(algorithm, data)}</messageDigest></fixity>\n"
        for algorithm in ALGORITHMS
    )
    kind = FORMATS.get(PurePosixPath(name).suffix, ("unknown", ""))[0]
    return (
        f"  <object xsi:type={quoteattr('file')}>\n    {_identifier('object', 'data/' + name, 'path in the bag')}\n"
        f"    <objectCharacteristics>\n{fixity}      <size>{len(data)}</size>\n      <format><formatDesignation>"
        f"<formatName>{kind}</formatName></formatDesignation></format>\n    </objectCharacteristics>\n  </object>\n"
    )


def _event(kind: str, number: str, moment: str, detail: str, outcome: str, note: str) -> str:
    noted = (
        f"<eventOutcomeDetail><eventOutcomeDetailNote>{escape(note)}</eventOutcomeDetailNote></eventOutcomeDetail>"
        if note
        else ""
    )
    name = "linkingAgentIdentifier"
    agent = f"<{name}><{name}Type>program</{name}Type><{name}Value>dedoc</{name}Value></{name}>"
    return (
        f"  <event>\n    {_identifier('event', number, 'number')}\n    <eventType>{kind}</eventType>\n"
        f"    <eventDateTime>{moment}</eventDateTime>\n    <eventDetailInformation><eventDetail>{escape(detail)}"
        f"</eventDetail></eventDetailInformation>\n    <eventOutcomeInformation><eventOutcome>{outcome}</eventOutcome>"
        f"{noted}</eventOutcomeInformation>\n    {agent}\n  </event>\n"
    )
