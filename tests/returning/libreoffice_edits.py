# ruff: noqa: FBT003 -- the arguments of UNO have no names
"""Makes edits in a running LibreOffice, as a person would with its commands; run by the Python that knows ``uno``.

``python3 libreoffice_edits.py ADDRESS FILE FOLDER`` opens FILE anew for every edit, and saves it in FOLDER under the
name of the edit in ``returning.edits`` that it makes in its own way.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

THIRD, FOURTH = "第三段共有三句。第二句很短。第三句结束本段。", "第四段用来移动，它有自己的话要说。"
BREAK = 0
"""ControlCharacter.PARAGRAPH_BREAK."""

BOLD = 150.0


def paragraphs(document: Any) -> list[Any]:
    """Return the paragraphs of the body, those of contents lists and tables left out."""
    walk, found = document.Text.createEnumeration(), []
    while walk.hasMoreElements():
        item = walk.nextElement()
        if item.supportsService("com.sun.star.text.Paragraph") and item.TextSection is None:
            found.append(item)
    return found


def paragraph(document: Any, begin: str) -> Any:
    """Return the paragraph that begins with some words."""
    return next(item for item in paragraphs(document) if item.String.startswith(begin))


def words(document: Any, begin: str, text: str) -> Any:
    """Return a cursor over some words of a paragraph."""
    return selected(paragraph(document, begin), text)


def selected(item: Any, text: str) -> Any:
    """Return a cursor over some words of a paragraph or cell."""
    cursor = item.Text.createTextCursorByRange(item.Start)
    at = 0
    # Calls of notes and fields are one step each, whatever they show.
    while True:
        cursor.gotoRange(item.Start, False)
        cursor.goRight(at, False)
        cursor.goRight(len(text), True)
        if cursor.String == text:
            return cursor
        at += 1
        assert at < 500, text


def typed(begin: str, old: str, new: str) -> Callable[[Any], None]:
    """Return the edit that types some words over others."""

    def do(document: Any) -> None:
        words(document, begin, old).String = new

    return do


def tracked(edit: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return an edit with the recording of changes on."""

    def do(document: Any) -> None:
        document.RecordChanges = True
        edit(document)

    return do


def inserted(document: Any) -> None:
    """Press Enter at the end of a paragraph, and type."""
    cursor = document.Text.createTextCursorByRange(paragraph(document, THIRD).End)
    document.Text.insertControlCharacter(cursor, BREAK, False)
    document.Text.insertString(cursor, "新的一段，1. 不是列表。", False)


def deleted(document: Any) -> None:
    """Select a paragraph with its end, and delete it."""
    cursor = document.Text.createTextCursorByRange(paragraph(document, FOURTH).Start)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.String = ""


def divided(document: Any) -> None:
    """Press Enter in a paragraph."""
    at = words(document, THIRD, "第二句").Start
    document.Text.insertControlCharacter(document.Text.createTextCursorByRange(at), BREAK, False)


def joined(document: Any) -> None:
    """Press Delete at the end of a paragraph."""
    cursor = document.Text.createTextCursorByRange(paragraph(document, THIRD).End)
    cursor.goRight(1, True)
    cursor.String = ""


def styled(begin: str, name: str) -> Callable[[Any], None]:
    """Return the edit that gives a paragraph another style."""

    def do(document: Any) -> None:
        paragraph(document, begin).ParaStyleName = name

    return do


def bold(document: Any) -> None:
    """Make words bold."""
    cursor = words(document, THIRD, "第二句")
    cursor.CharWeight = cursor.CharWeightAsian = BOLD


def yellow(document: Any) -> None:
    """Mark words."""
    words(document, THIRD, "第二句").CharBackColor = 0xFFFF00


def note_edited(document: Any) -> None:
    """Type over words of a note."""
    notes = (document.Footnotes.getByIndex(index) for index in range(document.Footnotes.Count))
    note = next(note for note in notes if "一条脚注" in note.String)
    walk = note.Text.createEnumeration()
    selected(walk.nextElement(), "说明").String = "解释"


def note_inserted(document: Any) -> None:
    """Put in a note."""
    note = document.createInstance("com.sun.star.text.Footnote")
    cursor = document.Text.createTextCursorByRange(words(document, THIRD, "共有三句").End)
    document.Text.insertTextContent(cursor, note, False)
    note.Text.String = "新的脚注：见附件。"


def note_deleted(document: Any) -> None:
    """Delete the call of a note with its brackets."""
    cursor = words(document, "第五段", "删除").End
    end = document.Text.createTextCursorByRange(cursor)
    end.goRight(3, True)
    end.String = ""


def cell(name: str, old: str, new: str) -> Callable[[Any], None]:
    """Return the edit of the cell of the table that holds some words."""

    def do(document: Any) -> None:
        tables = (document.TextTables.getByIndex(index) for index in range(document.TextTables.Count))
        table = next(t for t in tables if name in t.CellNames and t.getCellByName(name).String.strip() == old)
        table.getCellByName(name).String = new

    return do


def row_deleted(document: Any) -> None:
    """Delete the row of a table."""
    tables = (document.TextTables.getByIndex(index) for index in range(document.TextTables.Count))
    table = next(t for t in tables if "A3" in t.CellNames and t.getCellByName("A3").String == "乙项")
    table.Rows.removeByIndex(2, 1)


EDITS: dict[str, Callable[[Any], None]] = {
    "nothing_at_all": lambda _: None,
    "words_typed_over": typed(THIRD, "第二句很短", "第二句变长了许多"),
    "words_tracked": tracked(typed(THIRD, "很短", "很长")),
    "a_sentence_deleted": typed(THIRD, "第二句很短。", ""),
    "the_head_of_a_line": typed("要点先行", "还有", "此外还有"),
    "a_word_of_a_run_in_heading": typed("要点先行", "先行", "先说"),
    "a_word_of_a_heading": typed("开端", "开端", "开始"),
    "an_item_of_a_list": typed("第二项", "第二项要做", "第二项不做"),
    "a_word_of_a_quotation": typed("一段引文", "出自", "引自"),
    "words_between_marks_of_pages": typed("末尾一段", "末尾一段", "最后一段"),
    "a_paragraph_inserted": inserted,
    "a_paragraph_deleted_with_tracking": tracked(deleted),
    "a_paragraph_divided": divided,
    "two_paragraphs_joined": joined,
    "a_heading_of_another_level": styled("做法", "Heading 3"),
    "text_made_a_heading": styled(FOURTH, "Heading 2"),
    "words_made_bold": bold,
    "words_marked_yellow": yellow,
    "a_note_edited": note_edited,
    "a_note_inserted": note_inserted,
    "a_note_deleted": note_deleted,
    "a_number_edited": typed("截至", "383.7", "384.2"),
    "a_cell_edited": cell("B2", "3", "30"),
    "a_row_deleted": row_deleted,
}
"""The edits that LibreOffice can be told to make, by their names."""


def reached(resolver: Any, address: str) -> Any:
    """Return the running program; it comes up in its own time."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
        except Exception:  # the one that uno raises can only be named where uno is
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def main(address: str, source: Path, folder: Path) -> None:
    """Make every edit in a file of its own."""
    import uno  # type: ignore[import-not-found]  # noqa: PLC0415 -- the Python of the tests does not know it

    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    remote = reached(resolver, address)
    desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)

    def setting(name: str, value: object) -> Any:
        made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    for name, edit in EDITS.items():
        document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (setting("Hidden", value=True),))
        edit(document)
        target = (folder / f"{name}.docx").as_uri()
        document.storeToURL(target, (setting("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    # The bridge breaks as the program ends.
    with contextlib.suppress(Exception):
        desktop.terminate()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
