"""The paragraph styles of the Word file, as rows that a template writes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dedoc.render.word.numbering import APPENDICES, HEADINGS
from dedoc.style import Style, TextStyle

LIST_ROOM = 30
"""Room in pt above the title of a list of figures, tables or sidebars, as the press has it."""

BELOW_ART = 28
"""Room in pt between the art of the cover and the title, as the press has it."""

GROUND = 0.55
"""The share of white in the ground of a box, as the press has it."""

ALIGN = {"justify": "both", "center": "center", "left": "left", "right": "right"}


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
    number_id: int = HEADINGS
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
    head = "muted" if page.heads.are_set else "second"
    found = [Row("BodyText", "Body Text", text["body"], has_indent=True)]
    # LibreOffice 7.4 sets numbers outside of the page where lines go from right to left: there they are typed.
    counted = 0 if style.record.setting.is_rtl else depth
    found += [_heading(level, text[f"heading{min(level, 4)}"], counted) for level in range(1, 7)]
    found += [_unnumbered(level, text[f"heading{min(level, 4)}"]) for level in range(1, max(depth, 1) + 1)]
    appendices = [_appendix(level, text[f"heading{min(level, 4)}"]) for level in range(1, max(depth, 1) + 1)]
    found += [row if counted else replace(row, number_level=None) for row in appendices]
    found += [_contents(level, text[f"contents{level}"], measure) for level in range(1, 4)]
    found += [
        *_titles(text, measure),
        *_cover(style),
        *_floats(text),
        *_tables(text),
        *_sidebars(text),
        *_notes(text, head),
    ]
    found.append(_quotation("Quote", text["quotation"], text["body"].size))
    found.append(Row("ListParagraph", "List Paragraph", text["body"]))
    return [row if row.pitch else replace(row, pitch=row.look.pitch) for row in found]


def _heading(level: int, look: TextStyle, depth: int) -> Row:
    number = level - 1 if level <= depth else None
    row = Row(f"Heading{level}", f"heading {level}", look, next="BodyText", keep_next=True, keep_lines=True)
    # No indent of a paragraph: a heading of several lines hangs together.
    return replace(row, number_level=number, outline=level - 1, left=look.indent * look.size)


def _unnumbered(level: int, look: TextStyle) -> Row:
    """Return the style of a heading without number; one of level 1 stands in the middle and begins a page."""
    shown = replace(look, align="center", before=0) if level == 1 else look
    row = Row(f"HeadingUnnumbered{level}", "", shown, based=f"Heading{level}", next="BodyText", keep_next=True)
    row = replace(row, number_level=level - 1, number_id=0, outline=level - 1, keep_lines=True)
    return replace(row, new_page=level == 1, left=look.indent * look.size if level > 1 else 0)


def _appendix(level: int, look: TextStyle) -> Row:
    """Return the style of a heading in an appendix, which counts by itself; one of level 1 begins a page."""
    shown = replace(look, before=0) if level == 1 else look
    row = Row(f"HeadingAppendix{level}", "", shown, based=f"Heading{level}", next="BodyText", keep_next=True)
    row = replace(row, number_level=level - 1, number_id=APPENDICES, outline=level - 1, keep_lines=True)
    return replace(row, new_page=level == 1, left=look.indent * look.size)


def _contents(level: int, look: TextStyle, measure: float) -> Row:
    row = Row(f"TOC{level}", f"toc {level}", look, next="Normal", tab=measure, is_quick=False)
    return replace(row, left=look.indent * look.size)


def _quotation(name: str, look: TextStyle, size: float) -> Row:
    return Row(name, "Quote" if name == "Quote" else "", look, has_indent=True, left=2 * size, right=2 * size)


def _titles(text: Mapping[str, TextStyle], measure: float) -> list[Row]:
    centered = replace(text["heading1"], align="center", before=0)
    list_title = replace(text["contents_title"], before=text["contents_title"].before + LIST_ROOM)
    return [
        Row("FrontHeading", "", centered, next="BodyText", keep_next=True, keep_lines=True),
        Row("TOCHeading", "TOC Heading", text["contents_title"], next="BodyText", new_page=True, is_quick=False),
        Row("ListHeading", "", list_title, next="TableofFigures", keep_next=True),
        Row("TableofFigures", "table of figures", text["contents2"], next="Normal", tab=measure, is_quick=False),
    ]


def _cover(style: Style) -> list[Row]:
    """Return the styles of what stands on the covers; the title begins below the art."""
    text = style.record.text
    drop = style.record.cover_height + BELOW_ART - style.record.page.top - text["running_head"].pitch
    title, subtitle, people = (text[name] for name in ("title", "subtitle", "people"))
    return [
        Row("Title", "Title", replace(title, before=drop), next="Subtitle", color="accent"),
        Row("Subtitle", "Subtitle", replace(subtitle, before=10, after=15), color="muted"),
        Row("People", "", people),
        Row("CoverPublisher", "", replace(people, before=10)),
        Row("BackPublisher", "", replace(people, before=24)),
        Row("BackCover", "", text["back_cover"], has_indent=True),
    ]


def _floats(text: Mapping[str, TextStyle]) -> list[Row]:
    caption = text["caption"]
    return [
        Row("Figure", "", caption, next="Caption", keep_next=True, is_fluid=True),
        Row("Caption", "caption", caption, next="FigureSource", keep_next=True, keep_lines=True),
        Row("FigureSource", "", text["source"], next="BodyText", keep_lines=True),
        Row("SourceEntry", "", text["sources"], keep_lines=True),
    ]


def _tables(text: Mapping[str, TextStyle]) -> list[Row]:
    unit = replace(text["source"], align="right")
    head = replace(text["table"], font=text["caption"].font)
    caption = Row("TableCaption", "", text["caption"], based="Caption", next="TableText", keep_next=True)
    return [
        replace(caption, keep_lines=True),
        Row("TableUnit", "", unit, next="TableText", keep_next=True, keep_lines=True),
        Row("TableHead", "", head, keep_next=True),
        Row("TableText", "", text["table"]),
        Row("TableRemarks", "", text["remarks"], next="BodyText", keep_lines=True),
        Row("TableSource", "", text["remarks"], next="BodyText", keep_lines=True),
        Row("Gap", "", replace(text["note"], size=1), is_quick=False, pitch=1),
    ]


def _sidebars(text: Mapping[str, TextStyle]) -> list[Row]:
    look = text["sidebar"]
    return [
        Row("SidebarTitle", "", text["sidebar_title"], next="Sidebar", keep_next=True),
        Row("Sidebar", "", look, has_indent=True),
        Row("SidebarList", "", look),
        _quotation("SidebarQuote", look, look.size),
    ]


def _notes(text: Mapping[str, TextStyle], head: str) -> list[Row]:
    return [
        Row("FootnoteText", "footnote text", text["note"], is_quick=False),
        Row("FootnoteSeparator", "", text["note"], is_quick=False, pitch=10),
        Row("Header", "header", text["running_head"], is_quick=False, color=head),
        Row("Footer", "footer", text["folio"], is_quick=False),
        Row("SectionEnd", "", replace(text["note"], size=1), is_quick=False, pitch=1),
    ]


def lightened(color: str, share: float) -> str:
    """Return a color with a share of white in it."""
    parts = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)
