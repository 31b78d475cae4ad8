"""No character of a text means anything to the source format, and none is lost."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedoc.errors import ContentError, Problem, Report
from dedoc.importing import Imported, Options, import_edition
from dedoc.importing.ledger import Kept
from dedoc.model import Heading, Note, Paragraph
from dedoc.walk import find, plain_text
from editions_imported import document
from languages import CHINESE

MARKUP = "\\`*_[]<>&#{}|~!^$-+=:%()/'\"@;,.?0129aZ甲乙，。；：“”《》（） "
LINE = st.text(MARKUP, max_size=24).map(lambda text: f"甲{text}乙")


def text_of(heading: str, paragraph: str, note: str) -> str:
    """Return a text with these in a heading, a paragraph and a note."""
    return f"报告（2031 年）\n\n目录\n\n一、{heading}……01\n\n一、{heading}\n\n{paragraph}^[1]。\n\n[1] 来源：{note}\n"


def squeezed(text: str) -> str:
    """Return text without spaces, the marks that may be set in full width made one."""
    wide = str.maketrans("，；：？！（）", ",;:?!()")
    return "".join(text.split()).translate(wide)


def imported_or_refused(source: str) -> Imported | None:
    """Return what a text becomes, or None if it is refused with located problems that are not the importer's own."""
    problems: tuple[Problem, ...] = ()
    try:
        return import_edition(source.encode(), "text.txt", Options(), CHINESE, Report())
    except ContentError as error:
        problems = error.problems
    assert all(problem.location and problem.hint and "fault of dedoc" not in problem.hint for problem in problems)
    return None


@given(LINE, LINE, LINE)
@example("甲乙", "甲**乙", "甲")
@example("甲{#a}乙", "甲{#a}乙", "甲{#a}乙")
@example("甲[^a]乙", "甲[^a]: 乙", "甲{fact}`a`乙")
@example("甲<b>乙", "- 甲&amp;乙", "甲<!-- 乙")
@settings(max_examples=400, deadline=None)
def test_every_character_is_printed_as_it_stands(heading: str, paragraph: str, note: str) -> None:
    """Whatever Markdown, roles or HTML a text seems to hold, the edition reads back as the text, or it is refused."""
    source = text_of(heading, paragraph, note)
    imported = imported_or_refused(source)
    if imported is None:
        return
    whole = document(imported)
    (found,) = [block for block in whole.body if isinstance(block, Heading)]
    (text,) = [block for block in whole.body if isinstance(block, Paragraph)]
    (said,) = find(text, Note)
    assert squeezed(plain_text(found.content)) == squeezed(heading)
    assert squeezed(plain_text((*text.run_in, *text.content))) == squeezed(paragraph + "。")
    assert squeezed(plain_text(said.content)) == squeezed("来源：" + note)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_is_imported_exactly_or_refused(text: str, is_form: bool) -> None:  # noqa: FBT001
    """No text makes the importer fail: it gives back every character, or problems with hints."""
    source = text_of("甲乙", "丙丁", "戊") + "\n" + text if is_form else text
    imported = imported_or_refused(source)
    if imported is None:
        return
    spans = imported.ledger.spans()
    parts = [source[s.start : s.end] if isinstance(s, Kept) else s.before for s in spans]
    assert "".join(parts) == source
    document(imported)
