"""Catalogs brought up to date: what changed is marked and shows its old source, and what is gone is kept."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from dedoc.build import Order, load
from dedoc.errors import ContentError, DedocError, Severity
from dedoc.model import Paragraph
from dedoc.translate.catalogs import Entry, State
from dedoc.translate.exchange.tmx import tmx
from dedoc.translate.memory import Remembered
from dedoc.translate.pseudo import pseudo
from dedoc.translate.status import count
from dedoc.translation import memories, open_translation, update_catalogs
from dedoc.walk import find, plain_text
from editions import FULL, MINIMAL, make_edition
from translators import bytes_of, entries_of, translate_all

OWN = Path(__file__).parents[2] / "content" / "2024"
CHAPTER = "# 开端 {#start}\n\n第一段说的是数据要素。\n\n第二段说的是算力网络。\n"


def small(tmp_path: Path, chapter: str = CHAPTER) -> Path:
    """Return a small edition that is translated, each text by “EN” and its characters."""
    folder = make_edition(tmp_path, {**MINIMAL, "chapters/01-a.md": chapter})
    translate_all(folder, lambda entry: replace(entry, target=entry.target or f"EN {len(entry.source)}"))
    return folder


def update(folder: Path, language: str = "en") -> dict[str, Entry]:
    """Bring the catalogs up to date and return their entries by source."""
    update_catalogs(open_translation(str(folder), language))
    return entries_of(folder, language)


def rewrite(folder: Path, old: str, new: str) -> None:
    """Replace words in the chapter of a small edition."""
    path = folder / "chapters" / "01-a.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_update_changes_nothing(tmp_path: Path) -> None:
    """Catalogs that are up to date are not written again."""
    folder = small(tmp_path)
    assert update_catalogs(open_translation(str(folder), "en")).files == ()


def test_a_changed_text_keeps_its_translation_and_shows_its_old_source(tmp_path: Path) -> None:
    """It is marked as changed; the old source stands beside it, and what did not change stays as it was."""
    folder = small(tmp_path)
    before = entries_of(folder)
    rewrite(folder, "数据要素", "数据资源")

    after = update(folder)

    changed = after["第一段说的是数据资源。"]
    assert (changed.state, changed.previous, changed.target) == (State.CHANGED, "第一段说的是数据要素。", "EN 11")
    assert {source for source, entry in after.items() if before.get(source) != entry} == {"第一段说的是数据资源。"}


def test_a_change_that_is_taken_back_needs_no_translator(tmp_path: Path) -> None:
    """The text is again what the translation was made for."""
    folder = small(tmp_path)
    before = bytes_of(folder / "translations")
    rewrite(folder, "数据要素", "数据资源")
    update(folder)
    rewrite(folder, "数据资源", "数据要素")

    update(folder)

    assert bytes_of(folder / "translations") == before


def test_a_text_that_goes_is_kept_and_found_when_it_comes_back(tmp_path: Path) -> None:
    """Its entry becomes an old one at the end of the catalog; put back, the text has its translation again."""
    folder = small(tmp_path)
    rewrite(folder, "第二段说的是算力网络。\n", "")
    gone = update(folder)["第二段说的是算力网络。"]
    assert gone.is_obsolete
    rewrite(folder, "数据要素。\n", "数据要素。\n\n第二段说的是算力网络。\n")

    back = update(folder)["第二段说的是算力网络。"]

    assert (back.is_obsolete, back.state, back.target) == (False, State.TRANSLATED, gone.target)


def test_remarks_and_unknown_flags_of_translators_stay(tmp_path: Path) -> None:
    """What a translator or her editor wrote beside an entry is hers."""
    folder = small(tmp_path)
    path = folder / "translations" / "en" / "01-a.po"
    file = polib.pofile(str(path), wrapwidth=0)
    entry = next(each for each in file if each.msgid.startswith("第一段"))
    entry.tcomment, entry.flags = "ask the author", ["no-wrap"]
    file.save()
    rewrite(folder, "第二段", "第二节")

    kept = update(folder)["第一段说的是数据要素。"]

    assert (kept.remarks, kept.flags) == ("ask the author", ("no-wrap",))


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_finds_nothing_wrong_and_changes_one_line_at_most(tmp_path: Path) -> None:
    """``msgfmt -c`` is content, and what ``msgcat`` and polib save again is the same (checklist 5)."""
    folder = make_edition(tmp_path, FULL)
    translate_all(folder, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))
    (folder / "chapters" / "02-b.md").write_text("# 结语\n\n再见了。\n\n:::{figure} logic\n:::\n", encoding="utf-8")
    update(folder)
    for path in sorted((folder / "translations" / "en").glob("*.po")):
        checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")
        again = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True).stdout
        assert again.decode() == path.read_text(encoding="utf-8")
        file = polib.pofile(str(path), wrapwidth=0)
        assert body(str(file)) == body(path.read_text(encoding="utf-8"))


def body(text: str) -> str:
    """Return a catalog without its header."""
    return text.partition("\n\n")[2].rstrip("\n")


def test_windows_line_ends_and_marks_of_byte_order_are_read(tmp_path: Path) -> None:
    """An editor of Windows may save a catalog as it likes to."""
    folder = small(tmp_path)
    path = folder / "translations" / "en" / "01-a.po"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert entries_of(folder)["第一段说的是数据要素。"].target == "EN 11"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda data: data.replace("第一段".encode(), "第一段".encode("gb18030")), "23: error: the file is not UTF-8"),
        (lambda data: data.replace(b'msgstr "EN 11"', b'msgstr EN 11"'), "24: error: this is not a valid catalog"),
        (lambda data: data.replace(b"msgctxt", b"msgcontext", 1), "16: error: this is not a valid catalog"),
        (lambda data: data.replace(b'"EN 11"', b'"EN " 11"', 1), "24: error: this is not a valid catalog"),
        (lambda data: data.replace(b"UTF-8", b"GBK"), "error: the catalog says that it is written in GBK"),
        (lambda data: data.replace(b"\nmsgid", b"\n<<<<<<< HEAD\nmsgid", 1), "error: this is the mark of a merge"),
        (lambda data: data + data[data.index(b"#. heading") :], "is given twice"),
    ],
)
def test_a_catalog_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, broken: object, told: str) -> None:
    """Nothing is written, and the other catalogs stay as they were."""
    folder = small(tmp_path)
    path = folder / "translations" / "en" / "01-a.po"
    path.write_bytes(broken(path.read_bytes()))  # type: ignore[operator]
    before = bytes_of(folder)

    with pytest.raises(ContentError) as caught:
        update_catalogs(open_translation(str(folder), "en"))

    assert told in str(caught.value)
    assert "translations/en/01-a.po" in str(caught.value)
    assert bytes_of(folder) == before


# --- Printing ---------------------------------------------------------------------------------------------------------


def printed(folder: Path, *, is_draft: bool = False) -> str:
    """Return what the paragraphs of an edition print in English."""
    source = load(Order(str(folder), locale="en", is_draft=is_draft))
    return "\n".join(plain_text((p.run_in, p.content)) for p in find(source.document.body, Paragraph))


def test_a_translation_prints(tmp_path: Path) -> None:
    """All that is translated prints in place of the source, and the document says its language."""
    source = load(Order(str(small(tmp_path)), locale="en"))
    assert printed(Path(source.edition.folder)) == "EN 11\nEN 11"
    assert source.document.metadata.language == "en"
    assert source.document.words["contents"] == "Contents"


def test_a_changed_text_is_never_printed_silently(tmp_path: Path) -> None:
    """A draft prints the source, marked; a final version refuses, even though no update was run (checklist 11)."""
    folder = small(tmp_path)
    rewrite(folder, "数据要素", "数据资源")

    assert printed(folder, is_draft=True) == "[translation out of date] 第一段说的是数据资源。\nEN 11"
    with pytest.raises(DedocError) as caught:
        printed(folder)
    assert "“第一段说的是数据资源。” changed since it was translated into en" in str(caught.value)
    assert "translations/en/01-a.po:20" in str(caught.value)


def test_what_is_not_translated_is_marked_and_listed(tmp_path: Path) -> None:
    """A draft prints the source of it, marked; a final version says how much is missing, and what."""
    folder = small(tmp_path)
    rewrite(folder, "\n\n第二段", "\n\n全新的一段。\n\n第二段")

    assert "[untranslated] 全新的一段。" in printed(folder, is_draft=True)
    with pytest.raises(DedocError) as caught:
        printed(folder)
    assert "% of the characters are translated into en, and 100 % are needed" in str(caught.value)
    assert "“全新的一段。” is not translated into en" in str(caught.value)


def test_a_broken_placeholder_stops_a_final_version_at_its_entry(tmp_path: Path) -> None:
    """The place is the entry of the catalog, not the source, which is right; a draft prints the source."""
    folder = small(tmp_path, "# 开端 {#start}\n\n见{ref}`start`。\n")
    told = "translations/en/01-a.po:20: error: the translation lacks {ref:start}"
    with pytest.raises(DedocError) as caught:
        printed(folder)
    assert told in str(caught.value)
    assert "[untranslated]" in printed(folder, is_draft=True)


def test_a_mistake_that_only_the_translation_makes_is_told_at_its_entry(tmp_path: Path) -> None:
    """What the reader says of a line that holds a translation is told of the catalog."""
    folder = small(tmp_path)
    translate_all(folder, lambda entry: replace(entry, target="a ** b" if "第一" in entry.source else entry.target))
    with pytest.raises(DedocError) as caught:
        printed(folder)
    assert "translations/en/01-a.po:20: error: “**” means nothing here" in str(caught.value)


def test_a_run_in_heading_stays_one_when_it_is_marked(tmp_path: Path) -> None:
    """The mark of a draft stands inside the heading, which is one by standing first."""
    folder = small(tmp_path, "# 开端 {#start}\n\n**要点。**接着说。\n")
    path = folder / "translations" / "en" / "01-a.po"
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr "EN 15"', 'msgstr ""'), encoding="utf-8")
    paragraph = next(find(load(Order(str(folder), locale="en", is_draft=True)).document.body, Paragraph))
    assert plain_text(paragraph.run_in) == "[untranslated] 要点。"


def test_titles_of_several_lines_may_break_elsewhere(tmp_path: Path) -> None:
    """A break in a title is each language's own; on one line its words stay apart."""
    folder = small(tmp_path)
    translate_all(
        folder, lambda e: replace(e, target="A {br} Sample{br}Report" if e.source == "样本报告" else e.target)
    )
    metadata = load(Order(str(folder), locale="en")).document.metadata
    assert (metadata.title, metadata.full_title) == (("A", "Sample", "Report"), "A Sample Report")


def test_units_of_charts_are_scaled_anew(tmp_path: Path) -> None:
    """383.7 of 万个 are 3.837 million, and a chart counts by the same scale."""
    folder = make_edition(tmp_path, FULL)
    translate_all(folder, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))
    text = plain_text(next(find(load(Order(str(folder), locale="en")).document.body, Paragraph)))
    assert "3.837 million" in text


# --- Memory ----------------------------------------------------------------------------------------------------------


def test_the_next_edition_begins_with_what_this_one_knew(tmp_path: Path) -> None:
    """Equal texts are translated, like ones are shown as changed, and the rest is counted as new (checklist 7)."""
    chapters = "# 开端 {#start}\n\n第一段说的是数据要素。\n\n第二段说的是算力网络的建设进展。\n"
    first = make_edition(tmp_path / "content" / "2024", {**MINIMAL, "chapters/01-a.md": chapters})
    translate_all(first, lambda entry: replace(entry, target=f"EN {len(entry.source)}"))
    later = chapters.replace("的建设进展", "的最新建设进展") + "\n另有从未写过的内容，讲述完全不同之事。\n"
    second = make_edition(tmp_path / "content" / "2025", {**MINIMAL, "chapters/01-a.md": later})

    updated = update_catalogs(open_translation(str(second), "en"))

    entries = entries_of(second)
    assert entries["第一段说的是数据要素。"].state is State.TRANSLATED
    assert entries["第二段说的是算力网络的最新建设进展。"].state is State.CHANGED
    assert entries["另有从未写过的内容，讲述完全不同之事。"].state is State.NEW
    assert updated.filled["01-a"].new == (1, 19)


def test_a_memory_fills_what_is_like_it_and_waits_to_be_looked_at(tmp_path: Path) -> None:
    """What is from memory is never printed before somebody has seen it, be it equal or not."""
    folder = make_edition(tmp_path, {**MINIMAL, "chapters/01-a.md": CHAPTER})
    memory = tmp_path / "old.tmx"
    known = [Remembered("第一段说的是数据要素。", "Of data."), Remembered("第二段说的是算力网。", "Of networks.")]
    memory.write_bytes(tmx(known, "zh-CN", "en"))
    opened = open_translation(str(folder), "en")

    updated = update_catalogs(opened, memories([memory], opened))

    entries = entries_of(folder)
    exact, fuzzy = entries["第一段说的是数据要素。"], entries["第二段说的是算力网络。"]
    assert (exact.state, exact.score, exact.target) == (State.MEMORY, 100, "Of data.")
    assert (fuzzy.state, fuzzy.previous, fuzzy.score) == (State.MEMORY, "第二段说的是算力网。", 95)
    assert (updated.filled["01-a"].exact, updated.filled["01-a"].fuzzy) == ((1, 11), (1, 11))
    again = update(folder)
    assert again == entries
    assert count(open_translation(str(folder), "en").linked)[""].units[State.MEMORY] == 2


def test_a_draft_tells_of_each_text_that_waits(tmp_path: Path) -> None:
    """What is not translated is a warning each, at its entry."""
    folder = make_edition(tmp_path, {**MINIMAL, "chapters/01-a.md": CHAPTER})
    update(folder)
    problems = load(Order(str(folder), locale="en", is_draft=True)).problems
    told = [p for p in problems if p.severity is Severity.WARNING and "is not translated" in p.message]
    assert len(told) == 8
    assert all(p.location and p.location.file.endswith(".po") and p.location.line for p in told)


def test_remarks_say_what_placeholders_print(tmp_path: Path) -> None:
    """Facts, also those of other times, sources and notes stand beside the text that calls them (checklist 13)."""
    facts = (
        "stations:\n  name: 基站\n  value: 383.7\n  scale: 万\n  unit: 个\n  as_of: 2024-05-31\n  source: nda\n"
        "  history: {2022: 231.2}\n"
    )
    text = "到{as-of}`stations`有{fact}`stations`，2022年{fact}`stations@2022`{cite:data}`nda`[^a]。\n\n[^a]: 注文。\n"
    files = {
        "chapters/01-a.md": f"# 开端 {{#start}}\n\n{text}",
        "facts.yaml": facts,
        "sources.yaml": "nda: {name: 数据局, kind: EB}\n",
    }
    folder = make_edition(tmp_path, {**MINIMAL, **files})
    entry = next(entry for source, entry in update(folder).items() if "有{fact:stations}" in source)
    assert entry.about.split("\n") == [
        "paragraph · 开端",
        "{as-of:stations}: 2024年5月底 → the end of May 2024",
        "{fact:stations}: 383.7万个 → 3.837 million",
        "{fact:stations@2022}: 231.2万个 → 2.312 million",
        "{cite:data:nda}: 数据局",
        "{note:a}: 注文。",
    ]
