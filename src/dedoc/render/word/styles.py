"""The paragraph styles of the Word file, as rows that a template writes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dedoc.style import Style, TextStyle

ALIGN = {"justify": "both", "center": "center", "left": "left"}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph style: lengths in pt; a style without ``name`` is our own and named by the locale.

    ``is_fluid`` leaves the height of lines to what stands in them, as pictures need; all others are exact, so that
    pages fall the same whatever fonts a machine has.
    """

    id: str
    name: str
    look: TextStyle
    based: str = "Normal"
    next: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    number_level: int | None = None
    number_id: int = 1
    outline: int | None = None
    tab: float = 0
    left: float = 0
    right: float = 0
    has_indent: bool = False
    is_fluid: bool = False
    is_quick: bool = True
    color: str = ""
    pitch: float = 0

    @property
    def align(self) -> str:
        """Word's name of the alignment."""
        return ALIGN[self.look.align]

    @property
    def first_line(self) -> bool:
        """Whether the first line stands in."""
        return self.has_indent and self.look.indent > 0


def rows(style: Style, depth: int) -> list[Row]:
    """Return all paragraph styles; headings down to level ``depth`` bear numbers."""
    text, page = style.record.text, style.record.page
    measure = page.columns * page.size
    found = [Row("BodyText", "Body Text", text["body"], has_indent=True)]
    found += [_heading(level, text[f"heading{min(level, 4)}"], depth) for level in range(1, 7)]
    found += [_unnumbered(level, text[f"heading{min(level, 4)}"]) for level in range(1, max(depth, 1) + 1)]
    found += [_contents(level, text[f"contents{level}"], measure) for level in range(1, 4)]
    found += [*_titles(text), *_floats(text), *_notes(text, "muted" if page.heads.are_set else "second")]
    indent = 2 * text["body"].size
    found.append(Row("Quote", "Quote", text["quotation"], has_indent=True, left=indent, right=indent))
    found.append(Row("ListParagraph", "List Paragraph", text["body"]))
    return [row if row.pitch else replace(row, pitch=row.look.pitch) for row in found]


def _heading(level: int, look: TextStyle, depth: int) -> Row:
    number = level - 1 if level <= depth else None
    row = Row(f"Heading{level}", f"heading {level}", look, next="BodyText", keep_next=True, keep_lines=True)
    return replace(row, number_level=number, outline=level - 1, has_indent=True)


def _unnumbered(level: int, look: TextStyle) -> Row:
    """Return the style of a heading without number; one of level 1 stands in the middle and begins a page."""
    shown = replace(look, align="center", before=0) if level == 1 else look
    row = Row(f"HeadingUnnumbered{level}", "", shown, based=f"Heading{level}", next="BodyText", keep_next=True)
    row = replace(row, number_level=level - 1, number_id=0, outline=level - 1, keep_lines=True)
    return replace(row, new_page=level == 1, has_indent=level > 1)


def _contents(level: int, look: TextStyle, measure: float) -> Row:
    row = Row(f"TOC{level}", f"toc {level}", look, next="Normal", tab=measure, is_quick=False)
    return replace(row, left=look.indent * look.size)


def _titles(text: Mapping[str, TextStyle]) -> list[Row]:
    centered = replace(text["heading1"], align="center", before=0)
    return [
        Row("FrontHeading", "", centered, next="BodyText", keep_next=True, keep_lines=True),
        Row("TOCHeading", "TOC Heading", text["contents_title"], next="BodyText", new_page=True, is_quick=False),
        Row("Title", "Title", text["title"], next="Subtitle", color="accent"),
        Row("Subtitle", "Subtitle", text["subtitle"], color="muted"),
        Row("People", "", text["people"]),
        Row("BackCover", "", text["back_cover"], has_indent=True),
    ]


def _floats(text: Mapping[str, TextStyle]) -> list[Row]:
    caption = text["caption"]
    return [
        Row("Figure", "", caption, next="Caption", keep_next=True, is_fluid=True),
        Row("Caption", "caption", caption, next="BodyText", keep_lines=True),
        Row("TableCaption", "", caption, based="Caption", next="TableText", keep_next=True, keep_lines=True),
        Row("FigureSource", "", text["source"], next="BodyText", keep_lines=True),
        Row("TableText", "", text["table"]),
        Row("Sidebar", "", text["sidebar"], has_indent=True),
        Row("SidebarTitle", "", text["sidebar_title"], next="Sidebar", keep_next=True),
        Row("SourceEntry", "", text["sources"], keep_lines=True),
        Row("TableHead", "", replace(text["table"], font=caption.font), keep_next=True),
    ]


def _notes(text: Mapping[str, TextStyle], head: str) -> list[Row]:
    return [
        Row("FootnoteText", "footnote text", text["note"], is_quick=False),
        Row("FootnoteSeparator", "", text["note"], is_quick=False, pitch=10),
        Row("Header", "header", text["running_head"], is_quick=False, color=head),
        Row("Footer", "footer", text["folio"], is_quick=False),
        Row("SectionEnd", "", replace(text["note"], size=1), is_quick=False, pitch=1),
    ]
