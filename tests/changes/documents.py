"""Random documents in pairs: a text, and what somebody made of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from dedoc.errors import Report
from dedoc.localise import localise
from dedoc.model import (
    Alignment,
    Block,
    Citation,
    Document,
    Emphasis,
    Fact,
    FactCall,
    Heading,
    Inline,
    Lead,
    LineBreak,
    Link,
    List,
    Metadata,
    Moment,
    Node,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    Source,
    Strong,
    Table,
    Text,
)
from dedoc.project import Numbering, read_locale
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from dedoc.walk import rewrite

T = TypeVar("T")

WORDS = st.lists(
    st.sampled_from(("数据", "产业", "平台", "，", "。", "2024", "5G", "“", "”", "城乡差距", "得到释放", " ", "的")),
    min_size=1,
    max_size=8,
).map("".join)
SOURCES = {key: Source(key, title=f"报告{key}", publisher="样本社") for key in ("one", "two")}
LABELS = ("alpha", "beta")


def inlines(*, has_notes: bool = True, depth: int = 2) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Return runs of text with everything that can stand in it."""
    leaves: list[st.SearchStrategy[Inline]] = [
        WORDS.map(Text),
        WORDS.map(Text),
        st.just(LineBreak()),
        st.sampled_from(LABELS).map(Reference),
        st.sampled_from(("stations", "share")).map(FactCall),
        st.sampled_from(tuple(SOURCES)).map(lambda key: Citation((key,), Lead.DATA)),
    ]
    if depth:
        inner = inlines(has_notes=False, depth=depth - 1)
        leaves += [inner.map(Emphasis), inner.map(Strong), inner.map(lambda text: Link("https://example.org/", text))]
    if has_notes:
        content = st.lists(inlines(has_notes=False, depth=1).map(Paragraph), min_size=1, max_size=2)
        leaves.append(content.map(lambda blocks: Note(tuple(blocks))))
    return st.lists(st.one_of(leaves), min_size=1, max_size=4).map(tuple)


def blocks(depth: int = 1) -> st.SearchStrategy[Block]:
    """Return blocks of all kinds but figures, which are drawn."""
    text = inlines()
    kinds: list[st.SearchStrategy[Block]] = [
        st.builds(Paragraph, text, st.one_of(st.just(()), inlines(has_notes=False, depth=1))),
        st.builds(Paragraph, text),
        st.builds(Heading, st.integers(1, 3), inlines(has_notes=False, depth=1), st.sampled_from(("", "", "head"))),
        tables(),
    ]
    if depth:
        inner = st.lists(blocks(depth - 1).filter(lambda block: not isinstance(block, Heading)), min_size=1, max_size=2)
        items = st.lists(inner.map(tuple), min_size=1, max_size=3).map(tuple)
        kinds += [
            st.builds(List, items, st.sampled_from((None, 1, 3))),
            inner.map(lambda content: Quotation(tuple(content))),
            st.builds(Sidebar, inlines(has_notes=False, depth=1), inner.map(tuple), st.sampled_from(LABELS)),
        ]
    return st.one_of(kinds)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return a table with a caption or without."""
    columns = draw(st.integers(1, 3))
    row = st.tuples(*[st.one_of(st.just(()), inlines(depth=0))] * columns)
    rows = draw(st.lists(row, min_size=1, max_size=4))
    caption = draw(st.one_of(st.just(()), inlines(has_notes=False, depth=0)))
    label = draw(st.sampled_from(("", "plan"))) if caption else ""
    return Table(rows[0], tuple(rows[1:]), (Alignment.LEFT,) * columns, caption, label)


def edited(content: list[T], one: st.SearchStrategy[T], draw: st.DrawFn) -> list[T]:
    """Return a sequence in which something was deleted, inserted, exchanged or moved, up to three times."""
    made = list(content)
    for _ in range(draw(st.integers(0, 3))):
        action = draw(st.sampled_from(("delete", "insert", "exchange", "move")))
        at = draw(st.integers(0, len(made)))
        if action == "insert" or not made:
            made.insert(at, draw(one))
        elif action == "exchange":
            made[at % len(made)] = draw(one)
        else:
            taken = made.pop(at % len(made))
            if action == "move":
                made.insert(draw(st.integers(0, len(made))), taken)
    return made


def reworded(block: Block, draw: st.DrawFn) -> Block:
    """Return a block with other words in it, if it is a paragraph or a heading."""
    if not isinstance(block, Paragraph | Heading) or not draw(st.booleans()):
        return block
    if isinstance(block, Heading) and draw(st.booleans()):
        return replace(block, level=draw(st.integers(1, 3)))
    return replace(block, content=tuple(edited(list(block.content), inlines(depth=0).map(lambda run: run[0]), draw)))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    """Return a document and one that somebody made of it, both resolved and put into their language."""
    old = draw(st.lists(blocks(), max_size=5))
    new = [reworded(block, draw) for block in edited(old, blocks(), draw)]
    facts = (draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    first, second = (document(tuple(part), value) for part, value in zip((old, new), facts, strict=True))
    return first, second


LOCALE = read_locale("zh-CN", Report())


def document(body: tuple[Block, ...], value: int) -> Document:
    """Return a document with these blocks, whatever is wrong with their labels and levels."""
    facts = {name: Fact(name, name, Decimal(value), unit="个", source="one") for name in ("stations", "share")}
    metadata = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")
    front = (Paragraph((Text(f"前言{value}"),)),)
    made = Document(metadata, front, body, (), facts, SOURCES)
    made = localise(resolve(made, Context(Numbering(), Report())), LOCALE)
    return replace(made, body=rewrite(made.body, _found))


def _found(node: Node) -> Node:
    """Return a node; a reference that names nothing here says something else."""
    return Text("别处") if isinstance(node, Reference) and not node.text else node
