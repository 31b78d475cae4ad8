"""Whatever is typed into the words of a Word file: once it is applied, the edition prints exactly that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dedoc.errors import ContentError
from editions import make_edition
from returning.bringing import Home, home, left, told
from returning.edition import RETURNED
from returning.word import Editor, Element, tag

LEFT_TO_EDITORS = {
    "the fact “{name}” is never used",
    "the source “{key}” is never cited",
    "the figure “{name}” stands in no chapter",
    "nothing is labelled “{label}”",
    "“{label}” bears no number to refer to",
    "a heading of level {level} begins the text",
    "a heading of level {level} follows one of level {before}",
}
"""What can be wrong with an edition after somebody deleted a number, a note, a figure or a heading."""

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing case is told as it was found: to make it small takes minutes of printing."""

TYPED = st.text(
    st.sampled_from("一二三百分之增长，。；“”（）《》 \u3000*_[]{}<>`#|\\~!^&$-+=:%1.2,abcXYZ\u00a0·—…✓"), max_size=12
)
"""What people type, and what would mean something to Markdown."""

EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 200), st.integers(0, 6), TYPED, st.booleans()),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return the edition."""
    return home(make_edition(tmp_path_factory.mktemp("editions") / "sample", RETURNED))


def typed_into(word: Editor, edits: list[tuple[int, int, int, str, bool]]) -> None:
    """Type over a few characters of some runs, with tracking on or off."""
    for which, at, length, text, is_tracked in edits:
        runs = [t for t in word.document.iter(tag("t")) if t.text and not in_contents(t)]
        words = runs[which % len(runs)]
        written = words.text or ""
        start = at % (len(written) + 1)
        old = written[start : start + length]
        if is_tracked and old and text:
            holder = next(words.iterancestors(tag("p")))
            whole = "".join(t.text or "" for t in holder.iter(tag("t")))
            if whole.count(old) == 1 and holder in (run.getparent() for run in words.iterancestors(tag("r"))):
                word.track(holder, old, text)
                continue
        words.text = written[:start] + text + written[start + length :]


def in_contents(text: Element) -> bool:
    """Whether words stand in the table of contents."""
    return any(True for _ in text.iterancestors(tag("sdtContent")))


@settings(max_examples=8, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_what_is_typed_is_printed(edition: Home, edits: list[tuple[int, int, int, str, bool]]) -> None:
    """After the patch nothing is left to tell but what was told as not applied."""
    word = Editor(edition.word)
    typed_into(word, edits)
    data = word.data
    result = edition.brings(data)
    try:
        again = edition.after(result).brings(data)
    except ContentError as error:
        # A number, a figure or a label that nothing names any more is told, and is the editor's to delete.
        assert {problem.message for problem in error.problems} <= LEFT_TO_EDITORS  # noqa: PT017
        return

    assert told(again) == left(result)


def test_the_paths_of_an_edition_are_below_it(edition: Home) -> None:
    """What comes back is written nowhere else."""
    word = Editor(edition.word)
    word.retype(word.paragraph("第三段"), "很短", "很长")
    paths = [Path.cwd() / name for name in edition.brings(word.data).texts]

    assert paths == [edition.folder / "chapters" / "01-a.md"]
