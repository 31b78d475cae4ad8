"""Fields, bookmarks and links of a text: read once, in order, with what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

from dedoc.verify.word.xml import Element, W, value

_TAGS = tuple(W + name for name in ("bookmarkStart", "bookmarkEnd", "fldChar", "instrText", "t", "hyperlink"))


@dataclass(slots=True)
class Field:
    """A field: its code, the text of its result, and whether it was separated and closed."""

    code: str = ""
    text: str = ""
    is_separated: bool = False
    is_closed: bool = False
    is_dirty: bool = False

    @property
    def words(self) -> list[str]:
        """The code in words: the kind of the field comes first."""
        return self.code.split()


@dataclass(slots=True)
class Bookmark:
    """A bookmark: how often its id begins and ends, and the words in it."""

    name: str
    id: str
    text: str = ""
    ends: int = 0


@dataclass(slots=True)
class Story:
    """What a text holds besides words; ``unopened`` fields and ``unbegun`` bookmarks end and never began.

    ``nested`` counts links inside others.
    """

    fields: list[Field] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    unopened: int = 0
    unbegun: int = 0
    nested: int = 0


def read_story(root: Element) -> Story:
    """Return the fields, bookmarks and links of a text in the order of their beginnings."""
    story = Story()
    open_fields: list[Field] = []
    open_marks: dict[str, Bookmark] = {}
    for element in root.iter(*_TAGS):
        match element.tag.removeprefix(W):
            case "t":
                results: list[Field | Bookmark] = [item for item in open_fields if item.is_separated]
                for holder in [*results, *open_marks.values()]:
                    holder.text += element.text or ""
            case "instrText":
                if open_fields:
                    open_fields[-1].code += element.text or ""
            case "fldChar":
                _mark(element, story, open_fields)
            case "hyperlink":
                story.anchors += [value(element, "anchor")] if value(element, "anchor") else []
                story.nested += next(element.iterancestors(W + "hyperlink"), None) is not None
            case "bookmarkStart":
                open_marks[value(element, "id")] = mark = Bookmark(value(element, "name"), value(element, "id"))
                story.bookmarks.append(mark)
            case _:
                _end(value(element, "id"), story, open_marks)
    return story


def _mark(element: Element, story: Story, open_fields: list[Field]) -> None:
    """Take in the beginning, the middle or the end of a field."""
    kind = value(element, "fldCharType")
    if kind == "begin":
        open_fields.append(Field(is_dirty=bool(value(element, "dirty"))))
        story.fields.append(open_fields[-1])
    elif not open_fields:
        story.unopened += 1
    elif kind == "separate":
        open_fields[-1].is_separated = True
    else:
        open_fields.pop().is_closed = True


def _end(key: str, story: Story, open_marks: dict[str, Bookmark]) -> None:
    mark = open_marks.pop(key, None) or next((mark for mark in story.bookmarks if mark.id == key), None)
    if mark is None:
        story.unbegun += 1
    else:
        mark.ends += 1


def words_of(paragraph: Element) -> str:
    """Return the words of a paragraph, results of fields included, calls of notes and white space left out."""
    found = []
    for element in paragraph.iter(W + "t"):
        style = element.getparent().find(f"{W}rPr/{W}rStyle")
        if value(style) != "FootnoteReference":
            found.append(element.text or "")
    return "".join("".join(found).split())


def style_of(paragraph: Element) -> str:
    """Return the id of a paragraph's style."""
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))
