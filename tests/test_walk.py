"""Walking and rewriting trees: every node, in reading order, and nothing but what is asked for changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import resolved
from dedoc.model import (
    Alignment,
    Box,
    Chart,
    Citation,
    Diagram,
    Document,
    Emphasis,
    Fact,
    FactCall,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Node,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Series,
    SeriesShape,
    Source,
    Strong,
    Table,
    Text,
    Value,
)
from dedoc.walk import find, plain_text, rewrite, walk, without
from editions import FULL


def words(text: str) -> tuple[Text, ...]:
    """Return each character as a text of its own."""
    return tuple(Text(character) for character in text)


TREE = (
    Heading(1, (Text("甲"), Note((Paragraph(words("乙")),)))),
    Paragraph((Emphasis(words("丁戊")), Link("https://example.org", words("己"))), run_in=(Strong(words("丙")),)),
    List(((Paragraph(words("庚")), Quotation((Paragraph(words("辛")),))), (Paragraph(words("壬")),))),
    Table(
        (words("子"), words("丑")),
        ((words("寅"), words("卯")),),
        (Alignment.LEFT,) * 2,
        caption=(*words("癸"),),
        label="t",
    ),
    Figure("f", caption=words("辰")),
)


def test_nodes_come_in_reading_order_parents_first() -> None:
    """A run-in heading comes before its text, a caption before its table, rows one after the other."""
    assert "".join(node.text for node in find(TREE, Text)) == "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"
    kinds = [type(node).__name__ for node in walk(TREE[:2])]
    assert kinds == [
        *("Heading", "Text", "Note", "Paragraph", "Text"),
        *("Paragraph", "Strong", "Text", "Emphasis", "Text", "Text", "Link", "Text"),
    ]


def test_what_a_drawing_holds_is_walked() -> None:
    """The values of a chart and the boxes of a diagram are nodes of the tree, as is the source of a figure."""
    values = (Value(None, "a"), Value(None, "b"))
    chart = Figure(
        "c", Chart(("一", "二"), (Series("数", "个", SeriesShape.BAR, values),)), source=Citation(("s",), None)
    )
    boxes = (Box("x", "甲", 0, 0), Box("y", "乙", 0, 1))
    diagram = Figure("d", Diagram(2, 1, boxes, ()))
    assert tuple(find((chart, diagram), Value)) == values
    assert tuple(find((chart, diagram), Box)) == boxes
    assert [citation.keys for citation in find((chart, diagram), Citation)] == [("s",)]


def test_rewriting_changes_children_first_and_leaves_the_rest_alone() -> None:
    """A pass sees every node once with its children already rewritten; what did not change is the same object."""
    seen: list[Node] = []

    def shout(node: Node) -> Node:
        seen.append(node)
        return Text("！") if node == Text("庚") else node

    changed = rewrite(TREE, shout)
    assert plain_text(changed, with_notes=True) == plain_text(TREE, with_notes=True).replace("庚", "！")
    assert len(seen) == len(list(walk(TREE)))
    assert [new is old for new, old in zip(changed, TREE, strict=True)] == [True, True, False, True, True]
    listed = changed[2]
    assert isinstance(listed, List)
    assert seen.index(listed) > seen.index(listed.items[0][0])


def test_rewriting_nothing_returns_the_same_tree() -> None:
    """A pass that changes nothing costs no memory."""
    assert rewrite(TREE, lambda node: node) is TREE
    assert rewrite((), lambda node: node) == ()


@pytest.mark.parametrize(
    ("tree", "text", "noted"),
    [
        ((), "", ""),
        (None, "", ""),
        (Text("甲"), "甲", "甲"),
        ((Text("甲"), LineBreak(), Text("乙")), "甲\n乙", "甲\n乙"),
        ((Text("甲"), Note((Paragraph(words("乙")), Paragraph(words("丙"))))), "甲", "甲乙丙"),
        (FactCall("n", text="383.7 万个"), "383.7 万个", "383.7 万个"),
        (FactCall("n", fact=Fact("n", "甲", None)), "", ""),
        (Citation(("s",), None, (Source("s", "甲"),), "来源：《甲》"), "来源：《甲》", "来源：《甲》"),
        (Reference("t", "table", (1,), "表1"), "表1", "表1"),
        (TREE, "甲丙丁戊己庚辛壬癸子丑寅卯辰", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"),
    ],
)
def test_plain_text_is_what_prints(tree: object, text: str, noted: str) -> None:
    """The text of a tree leaves out notes unless they are asked for, and all that is only a record."""
    assert plain_text(tree) == text
    assert plain_text(tree, with_notes=True) == noted


def test_nodes_of_one_kind_are_taken_out_wherever_they_stand() -> None:
    """Contents and running heads lose their notes, in strong text and links too; texts that meet become one."""
    note = Note((Paragraph(words("注")),))
    content: tuple[Inline, ...] = (
        Text("甲"),
        note,
        Text("乙"),
        Strong((Text("丙"), note)),
        LineBreak(),
        Link("x:", (note,)),
    )
    assert without(content, Note) == (Text("甲乙"), Strong((Text("丙"),)), LineBreak(), Link("x:", ()))
    assert not list(find(without(TREE, Note), Note))
    assert plain_text(without(TREE, Note)) == plain_text(TREE)


def test_every_node_of_a_chapter_knows_its_place(tmp_path: Path) -> None:
    """What an edition is read and resolved into can be told by file and line, node by node."""
    document, _ = resolved(tmp_path, FULL)
    assert isinstance(document, Document)
    trees = (document.front, document.body, document.back)
    assert [node for node in walk(trees) if node.location is None] == []
    assert {node.location.file.rsplit("/", 1)[1] for node in walk(trees) if node.location} == {
        *("00-preface.md", "01-a.md", "02-b.md", "09-back.md"),
        *("chart.yaml", "chart.csv", "logic.yaml"),
    }
