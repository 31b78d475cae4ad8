"""An imported edition read again, as the stages after reading see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dedoc.errors import Report
from dedoc.importing import Imported, write
from dedoc.inputs import Inputs
from dedoc.localise import localise
from dedoc.model import Block, Document, Figure, FolioMark, Heading, Inline, Note, Paragraph, Text
from dedoc.project import read_edition
from dedoc.read import read
from dedoc.resolve.citations import put_citations
from dedoc.resolve.context import Context
from dedoc.resolve.numbering import number
from dedoc.walk import plain_text
from languages import CHINESE


def document(imported: Imported) -> Document:
    """Return the edition that was imported, read again, with its page marks, in words; nothing may be wrong."""
    with TemporaryDirectory() as folder:
        edition = Path(folder) / "edition"
        write(imported, edition)
        problems = Report()
        found = read_edition(edition, problems)
        context = Context(found.numbering, problems)
        whole = localise(
            number(put_citations(read(found, CHINESE, Inputs(edition, problems)), context), context), CHINESE
        )
    assert not [problem.format() for problem in problems.problems]
    return whole


def told(imported: Imported) -> Iterator[str]:
    """Yield what an import made of a text, a line a block, and then what is uncertain."""
    whole = document(imported)
    metadata = whole.metadata
    yield f"{'|'.join(metadata.title)} / {metadata.subtitle} / {metadata.publisher} / {metadata.date.parts}"
    yield from (f"{people.role}: {', '.join(people.names)}" for people in metadata.people)
    yield from parts(whole)
    yield "---"
    for repair in imported.ledger.uncertain():
        yield f"{repair.line}: {repair.kind.value}: {repair.before!r} → {repair.after!r} {repair.remark}".rstrip()


def parts(whole: Document) -> Iterator[str]:
    """Yield the blocks of the three parts of a document."""
    for name in ("front", "body", "back"):
        yield f"--- {name}"
        yield from (line(block) for block in getattr(whole, name))


def line(block: Block) -> str:
    """Return a block on one line."""
    match block:
        case Heading():
            return f"{'#' * block.level} {block.mark}{inlines(block.content)}"
        case Paragraph():
            return (f"**{inlines(block.run_in)}**" if block.run_in else "") + inlines(block.content)
        case Figure():
            source = block.source.text if block.source else ""
            return f"[{block.mark}{inlines(block.caption)}{source} {block.height:g} lines]"
        case FolioMark():
            return f"‖{block.folio}‖"
        case _:
            return str(block)


def inlines(content: tuple[Inline, ...]) -> str:
    """Return inlines with page marks and the text of notes."""
    found = ""
    for node in content:
        match node:
            case FolioMark():
                found += f"‖{node.folio}‖"
            case Note():
                found += f"{{{plain_text(node.content)}}}"
            case Text():
                found += node.text
            case _:
                found += plain_text(node)
    return found
