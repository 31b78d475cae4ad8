"""Translations on their way to other tools and back: valid, whole, and refused as a whole if anything is wrong."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from dedoc.errors import ContentError
from dedoc.translate.catalogs import Entry, State
from dedoc.translate.exchange.bilingual import read_bilingual
from dedoc.translate.exchange.documents import read_foreign
from dedoc.translate.exchange.items import coded
from dedoc.translate.exchange.tmx import read_tmx, tmx
from dedoc.translate.memory import Remembered
from dedoc.translate.pseudo import pseudo
from dedoc.translation import Imported, exported, imported, open_translation, update_catalogs
from editions import FULL, MINIMAL, make_edition
from torture import TORTURE
from translators import bytes_of, entries_of, translate_all
from wordfile.building import word_file

SCHEMAS = Path(__file__).parents[1] / "data" / "xliff"
FORMATS = ("2.1.xlf", "1.2.xlf", "two.docx")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def edition(tmp_path: Path) -> Path:
    """Return an edition with every element, half of it translated."""
    folder = make_edition(tmp_path / "edition", TORTURE)

    def say(entry: Entry) -> Entry:
        return replace(entry, target=entry.target or (pseudo(entry.source) if len(entry.source) % 2 else ""))

    translate_all(folder, say)
    return folder


def export(folder: Path, tmp_path: Path, name: str) -> Path:
    """Write the units of an edition in the format of a file's name, such as 1.2.xlf."""
    version = "1.2" if name.startswith("1.2") else "2.1"
    return exported(open_translation(str(folder), "en"), tmp_path / name, version)[0]


def bring_back(folder: Path, path: Path) -> Imported:
    """Put a file that came back into the catalogs."""
    return imported(open_translation(str(folder), "en"), path)


def schema(name: str) -> etree.XMLSchema:
    """Return a schema of OASIS, which takes the attributes of XML from the file beside it."""
    tree = etree.parse(SCHEMAS / name)
    for each in tree.iter("{http://www.w3.org/2001/XMLSchema}import"):
        each.set("schemaLocation", (SCHEMAS / "xml.xsd").as_uri())
    return etree.XMLSchema(tree)


@pytest.mark.parametrize(
    ("name", "rules"), [("2.1.xlf", "xliff-core-2.0.xsd"), ("1.2.xlf", "xliff-core-1.2-strict.xsd")]
)
def test_xliff_is_valid_by_the_schemas_of_oasis(tmp_path: Path, name: str, rules: str) -> None:
    """An edition with every element, its targets too, is valid XLIFF (checklist 6)."""
    checker = schema(rules)
    document = etree.parse(export(edition(tmp_path), tmp_path, name))

    assert checker.validate(document), checker.error_log
    assert len(list(document.iter("{*}target"))) > 30
    broken = document.getroot()[0]
    broken.set("nonsense", "yes")
    assert not checker.validate(document)


@pytest.mark.parametrize("name", FORMATS)
def test_what_goes_out_and_comes_back_is_the_same(tmp_path: Path, name: str) -> None:
    """Every unit, placeholders and all, comes back as it went; not a byte of the catalogs changes (checklist 6)."""
    folder = edition(tmp_path)
    before = bytes_of(folder)

    made = bring_back(folder, export(folder, tmp_path, name))

    assert (made.files, made.changed, made.problems) == ((), 0, ())
    assert bytes_of(folder) == before


@pytest.mark.parametrize("name", FORMATS)
def test_a_translation_comes_back(tmp_path: Path, name: str) -> None:
    """A target that was written elsewhere is in its catalog, and nothing else changed."""
    folder = make_edition(tmp_path / "edition", FULL)
    update_catalogs(open_translation(str(folder), "en"))
    before = entries_of(folder)
    path = export(folder, tmp_path, name)
    fill(path, "前言一段。", "A preface.")

    made = bring_back(folder, path)

    after = entries_of(folder)
    assert made.changed == 1
    assert [source for source in after if after[source].target != before[source].target] == ["前言一段。"]
    assert after["前言一段。"].target == "A preface."


def fill(path: Path, source: str, target: str) -> None:
    """Write a translation into a file as a translator's tool does."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        row = next(r for t in document.tables for r in t.rows if r.cells[1].paragraphs[0].text == source)
        row.cells[2].paragraphs[0].text = target
        document.save(str(path))
        return
    tree = etree.parse(path)
    said: Any = next(each for each in tree.iter("{*}source") if "".join(map(str, each.itertext())) == source)
    parent = said.getparent()
    space = etree.QName(said).namespace
    made = etree.Element(f"{{{space}}}target")
    made.text = target
    parent.insert(parent.index(said) + 1, made)
    if parent.get("state"):
        parent.set("state", "translated")
    tree.write(str(path), encoding="utf-8", xml_declaration=True)


def test_codes_keep_the_numbers_of_their_source() -> None:
    """A code that moved in the translation is still the same code to another tool."""
    source = "{b}甲{/b}{fact:a}{fact:b}{fact:a}"
    said = coded("{fact:b} {fact:a} {b}x{/b} {fact:a}", source)
    numbers = [piece.number for piece in said if not isinstance(piece, str)]
    assert numbers == [3, 2, 1, 1, 4]


def cut(pattern: str, text: str = "") -> Callable[[str], str]:
    """Return a change of a file that replaces the first match of a pattern."""
    return lambda data: re.sub(pattern, text, data, count=1, flags=re.DOTALL)


def in_target(pattern: str, text: str) -> Callable[[str], str]:
    """Return a change of the first target that holds a pattern."""

    def change(data: str) -> str:
        found = next(m for m in re.finditer(r"<target.*?</target>", data, re.DOTALL) if re.search(pattern, m[0]))
        return data[: found.start()] + re.sub(pattern, text, found[0], count=1) + data[found.end() :]

    return change


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("2.1.xlf", in_target(r'<ph [^>]*equiv="{(?!br)[^>]*/>', ""), "is lost, doubled or broken"),
        ("2.1.xlf", in_target(r'(<ph [^>]*equiv="{(?!br)[^>]*/>)', r"\1\1"), "is lost, doubled or broken"),
        ("1.2.xlf", in_target(r"<ph [^>]*>{(?!br)[^<]*</ph>", ""), "is lost, doubled or broken"),
        ("1.2.xlf", in_target(r"(<ept [^>]*>[^<]*</ept>)", ""), "is lost, doubled or broken"),
        ("2.1.xlf", cut('name="heading-words"', 'name="heading-other"'), "has no unit “heading-other”"),
        ("2.1.xlf", cut(r"(<unit .*?</unit>)", r"\1\1"), "is given twice"),
        ("1.2.xlf", cut(r"(<trans-unit .*?</trans-unit>)", r"\1\1"), "is given twice"),
        ("2.1.xlf", cut('trgLang="en"', 'trgLang="fr"'), "the file is in fr, not in en"),
        ("1.2.xlf", cut('target-language="en"', 'target-language="fr"'), "the file is in fr, not in en"),
        ("2.1.xlf", cut("</xliff>"), "this is not well-formed XML"),
        ("2.1.xlf", cut("urn:oasis:names:tc:xliff:document:2.0", "urn:other"), "nobody knows this format"),
        (
            "2.1.xlf",
            cut("<xliff", '<!DOCTYPE xliff [<!ENTITY e SYSTEM "file:///etc/hostname">]><xliff'),
            "the file declares entities",
        ),
        (
            "1.2.xlf",
            cut("<xliff", '<!DOCTYPE xliff [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xliff'),
            "the file declares entities",
        ),
    ],
)
def test_a_file_with_anything_wrong_changes_nothing(
    tmp_path: Path, name: str, change: Callable[[str], str], told: str
) -> None:
    """It is refused with the place and the unit, and the catalogs stay byte for byte as they were."""
    folder = edition(tmp_path)
    path = export(folder, tmp_path, name)
    data = path.read_text(encoding="utf-8")
    assert change(data) != data
    path.write_text(change(data), encoding="utf-8")
    before = bytes_of(folder)

    with pytest.raises(ContentError) as caught:
        bring_back(folder, path)

    assert told in str(caught.value)
    assert re.search(rf"{re.escape(name)}:\d+: error", str(caught.value))
    assert bytes_of(folder) == before


def test_what_other_tools_add_does_no_harm(tmp_path: Path) -> None:
    """Their elements, attributes and remarks are read over, and segments of sentences are one text again."""
    folder = edition(tmp_path)
    path = export(folder, tmp_path, "2.1.xlf")
    data = path.read_text(encoding="utf-8")
    data = data.replace("<xliff ", '<?tool x?><xliff xmlns:t="urn:tool" t:a="1" ', 1)
    data = data.replace("<unit ", '<unit t:b="2" ')
    data = re.sub(
        r"<source>([^<。]+)。([^<]+)</source><target>([^<]+?) ([^<]+)</target></segment>",
        r"<source>\1。</source><target>\3 </target></segment>"
        r'<segment state="translated"><source>\2</source><target>\4</target></segment>',
        data,
        count=1,
    )
    path.write_text(data, encoding="utf-8")
    before = bytes_of(folder)

    made = bring_back(folder, path)

    assert (made.changed, made.problems) == (0, ())
    assert bytes_of(folder) == before


def test_units_that_are_missing_stay_as_they_are(tmp_path: Path) -> None:
    """A part of a file is a file, too; what is not in it is told."""
    folder = edition(tmp_path)
    path = export(folder, tmp_path, "2.1.xlf")
    data = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"<unit .*?</unit>", "", data, count=1, flags=re.DOTALL), encoding="utf-8")
    before = bytes_of(folder)

    made = bring_back(folder, path)

    assert [problem.message for problem in made.problems] == [
        "{count} units are missing, such as “{id}”; they stay as they are"
    ]
    assert bytes_of(folder) == before


def test_a_source_that_changed_meanwhile_makes_the_translation_a_changed_one(tmp_path: Path) -> None:
    """The translation is kept, marked, with the source that it was made for."""
    folder = make_edition(tmp_path / "edition", FULL)
    update_catalogs(open_translation(str(folder), "en"))
    path = export(folder, tmp_path, "2.1.xlf")
    fill(path, "前言一段。", "A preface.")
    chapter = folder / "chapters" / "00-preface.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("前言一段", "前言两段"), encoding="utf-8")
    update_catalogs(open_translation(str(folder), "en"))

    made = bring_back(folder, path)

    entry = entries_of(folder)["前言两段。"]
    assert [problem.message for problem in made.problems] == ["the source of “{id}” changed while the file was away"]
    assert (entry.state, entry.previous, entry.target) == (State.CHANGED, "前言一段。", "A preface.")


def test_two_people_at_one_unit_are_told_of_each_other(tmp_path: Path) -> None:
    """What the catalog says by now is not overwritten by what a colleague brings back."""
    folder = make_edition(tmp_path / "edition", FULL)
    update_catalogs(open_translation(str(folder), "en"))
    path = export(folder, tmp_path, "two.docx")
    fill(path, "前言一段。", "A preface.")
    translate_all(folder, lambda entry: replace(entry, target="Mine" if entry.source == "前言一段。" else entry.target))
    before = bytes_of(folder)

    with pytest.raises(ContentError, match="was translated in the catalog, too"):
        bring_back(folder, path)
    assert bytes_of(folder) == before


# --- Word ------------------------------------------------------------------------------------------------------------


def test_rows_of_a_word_file_may_be_sorted(tmp_path: Path) -> None:
    """The first column names the unit, wherever its row stands."""
    folder = edition(tmp_path)
    path = export(folder, tmp_path, "two.docx")
    document = docx.Document(str(path))
    for table in document.tables:
        rows = list(table.rows)[1:]
        random.Random(1).shuffle(rows)  # noqa: S311 -- no secret is made
        for row in rows:
            table._tbl.append(row._tr)  # noqa: SLF001 -- python-docx moves no rows
    document.save(str(path))

    assert bring_back(folder, path).changed == 0


def test_tracked_changes_count_as_accepted() -> None:
    """What was deleted under tracking is gone, and what was put in is there."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("a/p-1#abcdefgh", "甲", "old "), strict=True):
        cell.text = text
    paragraph = table.rows[0].cells[2].paragraphs[0]._p  # noqa: SLF001 -- python-docx knows no tracked changes
    gone, come = (etree.SubElement(paragraph, f"{WORD}{name}") for name in ("del", "ins"))
    for parent, name, text in ((gone, "delText", "words"), (come, "t", "text")):
        etree.SubElement(etree.SubElement(parent, f"{WORD}r"), f"{WORD}{name}").text = text
    data = io.BytesIO()
    document.save(data)

    assert [each.target for each in read_bilingual(data.getvalue(), "a.docx")] == ["old text"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 something else", "File is not a zip file"),
        (word_file("").replace(b"word/document.xml", b"word/document.xm/"), "word/document.xml: w:body"),
        (word_file("<w:tbl><w:tr>"), "word/document.xml: "),
        (
            word_file("", {"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "word/document.xml: DOCTYPE",
        ),
        (word_file("", {"word/document.xml": "<a/>"}), "word/document.xml: w:body"),
        (word_file("", {"word/document.xml": b"<a>" + bytes(2**26)}), "unpacks to far more"),
    ],
    ids=range(6),
)
def test_a_file_that_is_no_word_file_is_told(data: bytes, reason: str, tmp_path: Path) -> None:
    """An archive of another kind, one that was damaged, XML that is none or declares entities, and a bomb."""
    folder = edition(tmp_path)
    path = tmp_path / "two.docx"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=re.escape(reason)) as caught:
        bring_back(folder, path)
    assert caught.value.problems[0].location


# --- Memory ----------------------------------------------------------------------------------------------------------


def test_a_memory_keeps_placeholders() -> None:
    """TMX 1.4 holds the placeholders as codes, and gives them back."""
    known = [
        Remembered("到{as-of:a}有{fact:a}", "By {as-of:a}, {fact:a}"),
        Remembered("{b}要点。{/b}说{{明}}", "{b}Point.{/b} A {{note}}"),
    ]
    root = read_foreign(tmx(known, "zh-CN", "en"), "a.tmx")

    assert root.root.get("version") == "1.4"
    assert root.root.find("header").get("srclang") == "zh-CN"
    assert [(each.source, each.target) for each in read_tmx(root, "zh-CN", "en-GB")] == [
        (each.source, each.target) for each in known
    ]
    assert list(read_tmx(root, "zh-CN", "fr")) == []


def test_an_export_wants_catalogs_that_are_up_to_date(tmp_path: Path) -> None:
    """What is not in a catalog could not come back into it."""
    folder = make_edition(tmp_path / "edition", MINIMAL)
    with pytest.raises(ContentError, match="the catalogs are behind the edition"):
        exported(open_translation(str(folder), "en"), tmp_path / "a.xlf")
