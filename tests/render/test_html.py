"""The report as HTML: the right elements for what is written, nothing lost, everything escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5

from cases import cases, files_of
from dedoc.build import Order, load
from dedoc.model import Document, Heading, PageMap
from dedoc.render.html import Html, html_report
from dedoc.walk import find
from editions import FULL, make_edition
from readback.said import Said, difference, report_says, squeezed

HASHED = re.compile(r' id="[a-z]+-[a-z2-7]{8}(-\d+)?"')
"""Ids that blocks have of their words; a case would not be readable with them."""

LAST = """\
# 尾 {.unnumbered}

再见{cite:data}`bureau`{cite}`survey`{fact}`stations`。

:::{figure} logic
:::
"""
"""A chapter that uses what the others leave over."""


def html_of(folder: Path, files: dict[str, str], *, is_draft: bool = False) -> tuple[Document, Html]:
    """Return an edition put into words, and as HTML."""
    edition = make_edition(folder / "edition", {**FULL, **files})
    document = load(Order(str(edition))).document
    return document, html_report(document, {"chart": "chart.svg", "logic": "logic.svg"}, is_draft=is_draft)


@pytest.mark.parametrize(("given", "expected"), cases(Path(__file__).parent / "cases" / "html.md"))
def test_each_block_has_its_element(given: str, expected: str, tmp_path: Path) -> None:
    """The body is what the case says."""
    _, html = html_of(tmp_path, {"chapters/02-b.md": LAST, **files_of(given)})
    body = HASHED.sub("", html.text.partition("<main>\n")[2])

    assert body[: body.rindex('<section>\n<h1 class="unnumbered"')] == expected


def tree_of(html: Html) -> Any:
    """Return the tree that a browser builds of a page."""
    return tinyhtml5.parse(html.text, namespace_html_elements=False)


def words(element: Any, notes: list[str]) -> Iterator[str]:
    """Yield what an element says; a note says its mark, and its words go to the list."""
    if element.get("class") == "note":
        notes.append(element.get("data-mark") + "".join(word for child in element for word in words(child, [])))
        yield element.get("data-mark")
        return
    if element.tag == "li" and (style := element.get("style")):
        yield json.loads(style.partition(": ")[2])
    yield element.text or ""
    for child in element:
        yield from words(child, notes)
        yield child.tail or ""


def test_the_page_says_everything_in_order(tmp_path: Path) -> None:
    """Every character stands in the tree of the page, in the order of the report, and every note with its mark."""
    document, html = html_of(tmp_path, {})
    notes: list[str] = []
    (body,) = tree_of(html).iter("body")
    text = squeezed("".join(words(body, notes)))
    headings = len(list(find((document.front, document.body), Heading)))
    expected = report_says(document, PageMap(0, ((0, ""),) * headings, ()))

    assert difference(text, expected.text) == ""
    assert Said(text, tuple(map(squeezed, notes))).notes == expected.notes


def test_every_link_leads_somewhere_and_every_id_is_one_of_its_kind(tmp_path: Path) -> None:
    """Links inside the page have targets, and no id is given twice."""
    tree = tree_of(html_of(tmp_path, {})[1])
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    targets = {link.get("href") for link in tree.iter("a") if link.get("href").startswith("#")}

    assert len(ids) == len(set(ids))
    assert targets
    assert targets <= {f"#{name}" for name in ids}


def test_the_anchors_are_those_of_the_page_in_reading_order(tmp_path: Path) -> None:
    """Headings, notes, figures and tables are named in the order in which the page has them."""
    _, html = html_of(tmp_path, {})
    order = [element.get("id") for element in tree_of(html).iter() if element.get("id")]
    anchors = html.anchors

    for names in (anchors.headings, anchors.notes, anchors.figures, anchors.tables):
        assert names
        assert names == sorted(names, key=order.index)
    assert set(anchors.nodes) <= set(order)


def test_contents_hold_lower_headings_inside_higher_ones(tmp_path: Path) -> None:
    """Lists are nested as the headings are, whatever level the first one has below the others."""
    chapter = "# 甲\n\n## 乙\n\n### 丙\n\n#### 丁\n\n## 戊\n\n:::{figure} chart\n:::\n"
    tree = tree_of(html_of(tmp_path, {"chapters/01-a.md": chapter, "chapters/02-b.md": LAST})[1])
    (contents,) = (element for element in tree.iter("nav"))

    def nested(items: Any) -> list[Any]:
        return [["".join(item.find("a").itertext()), *nested(item.find("ol") or ())] for item in items]

    assert nested(contents.find("ol")) == [["一、甲", ["（一）乙", ["1. 丙"]], ["（二）戊"]], ["尾"]]


def test_lists_of_figures_and_tables_name_what_bears_a_number(tmp_path: Path) -> None:
    """They stand after the contents; a table without number is not named, and neither is an empty list."""
    edition = str(FULL["edition.yaml"]) + "lists: [tables, figures, sidebars]\n"
    tree = tree_of(html_of(tmp_path, {"edition.yaml": edition})[1])
    lists = [element for element in tree.iter("nav") if "list" in element.get("class").split()]

    assert [["".join(entry.itertext()) for entry in (*one.iter("h1"), *one.iter("a"))] for one in lists] == [
        ["表目录", "表1：各项安排"],
        ["图目录", "图1：各年数量", "图2：二者关系"],
    ]


def test_a_draft_says_that_it_is_one(tmp_path: Path) -> None:
    """The words of a draft stand with the body, and only there."""
    (body,) = tree_of(html_of(tmp_path, {}, is_draft=True)[1]).iter("body")

    assert body.get("data-draft") == "草稿·未经核定"


def test_titles_in_contents_hold_no_links_and_no_notes(tmp_path: Path) -> None:
    """A heading with a link, a note and a line end is named by its words, on one line."""
    chapter = "# 甲[乙](https://example.org)丙[^a]\n\n文。\n\n[^a]: 注。\n\n:::{figure} chart\n:::\n"
    _, html = html_of(tmp_path, {"chapters/01-a.md": chapter, "chapters/02-b.md": LAST})

    assert '<span class="title">一、甲乙丙</span></a>' in html.text
    assert 'data-title="一、甲乙丙"' in html.text
