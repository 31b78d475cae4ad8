"""Files that translators and colleagues send back: catalogs, XLIFF, memories, Word in two columns, spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dedoc.build import Order, load
from dedoc.errors import ContentError, DedocError, Report
from dedoc.factbook import export_facts, import_facts
from dedoc.inputs import Inputs
from dedoc.translate.catalogs import Entry, read_catalog, written
from dedoc.translate.exchange.arrivals import returned_units
from dedoc.translate.exchange.returns import take
from dedoc.translate.memory import Memory, Remembered, remembered
from dedoc.translate.pseudo import pseudo
from dedoc.translate.updating import update
from dedoc.translate.versions import in_line
from dedoc.translation import Opened, exported, findings, open_translation
from dedoc.translation import memories as read_memories
from editions import FULL, make_edition
from fuzz.changing import zip_members, zip_of
from fuzz.target import Form, Target
from translators import translate_all

FULL_STOP = (b"{", b"}", b"{b}", b"{/b}", b"{note}", b"{fact:stations}", b"\\n", b"383.7", b"%s")


def _edition(folder: Path) -> tuple[Path, Opened]:
    """Return an edition, half of it translated, with its catalogs."""
    edition = make_edition(folder / "edition", FULL)

    def say(entry: Entry) -> Entry:
        return replace(entry, target=entry.target or (pseudo(entry.source) if len(entry.source) % 2 else ""))

    translate_all(edition, say)
    return edition, open_translation(str(edition), "en")


def _taken(opened: Opened, path: Path) -> Callable[[bytes], None]:
    """Return what puts a file that came back into the catalogs, and writes them nowhere."""

    def read(data: bytes) -> None:
        path.write_bytes(data)
        taken = take(returned_units(path, "en"), opened.catalogs, opened.linked)
        for catalog in taken.catalogs.values():
            written(catalog)

    return read


def _brought_up(opened: Opened, memory: Iterable[Remembered]) -> None:
    """Bring catalogs up to date as ``dedoc translate update`` does, and write them nowhere."""
    known = Memory([*remembered(in_line(opened.catalogs.values())), *memory])
    made = update(opened.linked, opened.catalogs, opened.explain, known, {}, opened.target.measures)
    for catalog in made.catalogs.values():
        written(catalog)


def catalogs(folder: Path) -> Target:
    """Return the reader of PO: a file that came back, and the catalog of an edition that prints in another language."""
    edition, opened = _edition(folder)
    own = sorted((edition / "translations" / "en").glob("*.po"))
    main = max(own, key=lambda path: path.stat().st_size)
    take_back = _taken(opened, folder / main.name)

    def read(data: bytes) -> None:
        with suppress(DedocError):
            take_back(data)
        instead = {main.resolve(): data}
        report = Report()
        catalog = read_catalog(main.resolve(), Inputs(edition.resolve(), report, instead))
        report.raise_errors(ContentError)
        assert catalog is not None
        # It was changed at home: looked through, brought up to date, and printed.
        changed = replace(opened, catalogs={**opened.catalogs, main.stem: catalog})
        findings(changed)
        _brought_up(changed, ())
        load(Order(str(edition), locale="en", is_draft=True, instead=instead))

    tokens = (
        b'msgid "',
        b'msgstr "',
        b'msgctxt "',
        b"#, fuzzy\n",
        b'#| msgid "',
        b"#~ ",
        b"msgid_plural",
        b"msgstr[0] ",
    )
    return Target(Form.TEXT, tuple(path.read_bytes() for path in own), read, (*tokens, *FULL_STOP))


def xliff_files(folder: Path) -> Target:
    """Return the reader of XLIFF, 1.2 and 2.1."""
    _, opened = _edition(folder)
    files = [exported(opened, folder / f"{version}.xlf", version)[0] for version in ("2.1", "1.2")]
    return Target(Form.XML, tuple(path.read_bytes() for path in files), _taken(opened, folder / "a.xlf"), FULL_STOP)


def memories(folder: Path) -> Target:
    """Return the reader of TMX: what it holds goes into new catalogs."""
    _, opened = _edition(folder)
    start = exported(opened, folder / "a.tmx")[0].read_bytes()
    path = folder / "in.tmx"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        _brought_up(opened, read_memories([path], opened))

    return Target(Form.XML, (start,), read, FULL_STOP)


def bilingual_files(folder: Path) -> Target:
    """Return the reader of Word files in two columns."""
    _, opened = _edition(folder)
    members = zip_members(exported(opened, folder / "a.docx")[0].read_bytes())
    # Most of it are styles, which this reader passes over.
    members = {name: b"<a/>" if "tyles" in name else data for name, data in members.items()}
    return Target(Form.ZIP, (zip_of(members),), _taken(opened, folder / "in.docx"), (b"<w:del>", b"w:tc", *FULL_STOP))


def spreadsheets(folder: Path) -> Target:
    """Return the reader of spreadsheets of facts."""
    edition = make_edition(folder / "edition", FULL)
    order = Order(str(edition))
    starts = [export_facts(order, folder / name, "", str).read_bytes() for name in ("a.csv", "a.xlsx")]
    starts = [*starts[:1], zip_of(zip_members(starts[1])), "fact,value\nstations,400\n".encode("utf-16")]
    path = folder / "in.xlsx"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        import_facts(order, path)

    tokens = (b"=1+1", b"383,7", b"1.2E+3", b"2024-13-01", b'<c r="A1" t="s">', b"<v>", b"stations", b"12%", b'"', b";")
    return Target(Form.ZIP, tuple(starts), read, tokens)
