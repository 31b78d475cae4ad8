"""The whole report as one page of HTML: cover, front matter, contents, body, back cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dedoc.model import Document, Figure, Heading, Sidebar, Table
from dedoc.render.html.blocks import Anchors, Writer, title_of, words_of
from dedoc.render.html.markup import joined, tag
from dedoc.walk import find

CONTENTS_DEPTH = 3
"""The deepest level of headings that the contents list."""


@dataclass(frozen=True, slots=True)
class Html:
    """A report as HTML, and the ids of its headings, notes, figures and tables in reading order."""

    text: str
    anchors: Anchors


@cache
def _skeleton() -> Environment:
    loader = PackageLoader("dedoc", "templates/html")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=True, auto_reload=False, trim_blocks=True)


def html_report(document: Document, files: Mapping[str, str], *, is_draft: bool) -> Html:
    """Return the report as HTML 5; ``files`` are the addresses of pictures by the label of their figure."""
    writer = Writer(files)
    front = writer.sections(document.front)
    fronted = len(writer.anchors.headings)
    body = writer.sections(document.body)
    listed = [block for block in document.body if isinstance(block, Heading)]
    entries = zip(listed, writer.anchors.headings[fronted:], strict=True)
    contents = [(heading, anchor) for heading, anchor in entries if heading.level <= CONTENTS_DEPTH]
    back = writer.sections(document.back)
    lists = {name: _list(document, name, writer.anchors) for name in document.lists}
    text = (
        _skeleton()
        .get_template("report.html.jinja")
        .render(
            metadata=document.metadata,
            words=document.words,
            is_draft=is_draft,
            front=front,
            contents=joined(*_contents(contents)),
            body=body,
            back=back,
            lists={name: entries for name, entries in lists.items() if entries},
        )
    )
    return Html(text, writer.anchors)


def _title(heading: Heading) -> str:
    """Return a heading as the contents show it; a long one is broken between its words."""
    return joined(heading.mark, words_of(heading)) if len(heading.words) > 1 else title_of(heading)


LISTED: dict[str, type[Figure | Table | Sidebar]] = {"figures": Figure, "tables": Table, "sidebars": Sidebar}
"""What a list after the contents can be of, by its name, which is that of the ids as well."""


def _list(document: Document, name: str, anchors: Anchors) -> Markup:
    """Return the items of a list of figures, tables or sidebars: those that bear a mark."""
    kind, ids = LISTED[name], iter(getattr(anchors, name))
    parts = {"of-front": document.front, "": (document.body, document.back)}
    found = ((block, where) for where, part in parts.items() for block in find(part, kind) if block.mark)
    return joined(*(_entry(title_of(block), next(ids), f"level2 {where}".strip()) for block, where in found))


def _entry(title: str, anchor: str, names: str) -> Markup:
    return tag("li", tag("a", tag("span", title, class_="title"), href=f"#{anchor}"), class_=names)


def _contents(entries: list[tuple[Heading, str]]) -> Iterator[Markup]:
    """Yield nested lists of links, deeper headings inside the item of the one they stand under."""
    levels: list[int] = []
    for heading, anchor in entries:
        while levels and levels[-1] > heading.level:
            levels.pop()
            yield Markup("</li></ol>")
        if levels and levels[-1] == heading.level:
            yield Markup("</li>\n")
        else:
            levels.append(heading.level)
            yield Markup("<ol>\n")
        yield joined(
            Markup('<li class="level{}">').format(heading.level),
            tag("a", tag("span", _title(heading), class_="title"), href=f"#{anchor}"),
        )
    yield Markup("</li></ol>") * len(levels)
