"""Gaps, squeezed marks and unbroken joints, put into the tree before the layout."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from dedoc.render.css.spacing import dress
from readback.said import squeezed

SIGNS = str.maketrans({"\u2060": "⁀", "\u00a0": "⍽", "\u200b": "⋄"})
"""How a case shows a word joiner, a space that does not break, and one without width that does."""


def dressed(markup: str) -> str:
    """Return elements as they come out, with signs for what cannot be seen."""
    tree = fromstring(f"<body>{markup}</body>")  # noqa: S314 -- our own
    dress(tree)
    made = tostring(tree, encoding="unicode", short_empty_elements=False).removeprefix("<body>").removesuffix("</body>")
    return made.replace("<br></br>", "<br>").translate(SIGNS)


@pytest.mark.parametrize(("markup", "expected"), cases(Path(__file__).parent / "cases" / "spacing.md"))
def test_a_line_gets_what_css_cannot_give(markup: str, expected: str) -> None:
    """The elements come out as the case says."""
    assert dressed(markup.strip().replace("<br>", "<br/>")) == expected.strip()


RUNS = st.lists(
    st.tuples(
        st.sampled_from(["", "em", "strong", "note", "br"]), st.text("数据5Gx %，。、“”《》（）—…·～[]", max_size=8)
    ),
    max_size=8,
)


@given(RUNS)
def test_no_character_is_lost_moved_or_added(runs: list[tuple[str, str]]) -> None:
    """Whatever the elements, the text stays the same but for spaces and joiners, however often it is dressed."""
    parts = [
        text if not name else "<br/>" if name == "br" else f"<{TAGS[name]}>{text}</{TAGS[name].split()[0]}>"
        for name, text in runs
    ]
    tree = fromstring(f"<body><p>{''.join(parts)}</p></body>")  # noqa: S314 -- our own
    before = squeezed("".join(tree.itertext()))
    for _ in range(2):
        dress(tree)
        assert squeezed("".join(tree.itertext())) == before
    squeezed_marks = "".join(span.text or "" for span in tree.iter("span") if span.get("class") == "half")
    assert set(squeezed_marks) <= set("，。、“”《》（）")


TAGS = {"em": "em", "strong": "strong", "note": 'span class="note"'}
