"""Checks on fields and bookmarks: whole, filled with what Word itself would find, and nothing that leads nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import DOCUMENT, Parts
from dedoc.verify.word.text import Field, Story, read_story
from dedoc.verify.word.wanted import Wanted
from dedoc.verify.word.xml import W, squeezed, whole

UNSEEN = "XE"
"""The kind of field that marks a place for an index, and has no result (ECMA-376-1, 17.16.5.79)."""


def check_fields(parts: Parts, _wanted: Wanted) -> Iterator[Problem]:
    """Yield what is wrong with the fields of all texts, and what their codes and links name in vain."""
    others = [read_story(root) for name, root in parts.stories.items() if name != DOCUMENT]
    stories = [parts.story, *others]
    for story in stories:
        yield from _whole(story)
        yield from _sequences(story)
    if parts.settings.find(W + "updateFields") is not None or any(
        field.is_dirty for story in stories for field in story.fields
    ):
        yield Problem("the Word file would ask to update its fields")
    yield from _bookmarks(stories)
    yield from _targets(stories)


def _whole(story: Story) -> Iterator[Problem]:
    for field in story.fields:
        if not field.is_closed:
            yield Problem("the Word file has a field that is not closed: {code}", values={"code": field.code.strip()})
        elif field.words[:1] != [UNSEEN] and not (field.is_separated and squeezed(field.text)):
            yield Problem("the Word file has a field that shows nothing: {code}", values={"code": field.code.strip()})
    if story.unopened:
        yield Problem("the Word file ends a field that never began")


def _sequences(story: Story) -> Iterator[Problem]:
    """Yield the captions whose number is not the one that Word would count (ECMA-376-1, 17.16.5.56)."""
    counts: Counter[str] = Counter()
    for field in story.fields:
        if field.words[:1] != ["SEQ"] or len(field.words) < 2:
            continue
        name, *options = field.words[1:]
        counts[name] += 1
        if "\\r" in options[:-1]:
            counts[name] = whole(options[options.index("\\r") + 1])
        if squeezed(field.text) != str(counts[name]):
            values = {"code": field.code.strip(), "found": field.text, "expected": counts[name]}
            yield Problem("the field {code} of the Word file shows {found}, and Word counts {expected}", values=values)


def _bookmarks(stories: list[Story]) -> Iterator[Problem]:
    marks = [mark for story in stories for mark in story.bookmarks]
    for name, count in Counter(mark.name for mark in marks).items():
        if count > 1:
            values = {"name": name, "count": count}
            yield Problem("the Word file has {count} bookmarks called {name}", values=values)
    for key, count in Counter(mark.id for mark in marks).items():
        if count > 1:
            yield Problem("the Word file has {count} bookmarks with the id {id}", values={"id": key, "count": count})
    for mark in marks:
        if mark.ends != 1:
            values = {"name": mark.name, "count": mark.ends}
            yield Problem("the bookmark {name} of the Word file ends {count} times", values=values)
    if any(story.unbegun for story in stories):
        yield Problem("the Word file ends a bookmark that never began")


def _targets(stories: list[Story]) -> Iterator[Problem]:
    marks = {mark.name: mark for story in stories for mark in story.bookmarks}
    named = {anchor for story in stories for anchor in story.anchors}
    references = [field for story in stories for field in story.fields if _is_reference(field)]
    named |= {field.words[1] for field in references}
    if any(story.nested for story in stories):
        yield Problem("the Word file has a link inside another")
    for name in sorted(named - marks.keys()):
        yield Problem("the Word file names the bookmark {name}, which it does not have", values={"name": name})
    for field in references:
        mark = marks.get(field.words[1])
        if field.words[0] == "REF" and mark and squeezed(field.text).casefold() != squeezed(mark.text).casefold():
            values = {"name": mark.name, "found": field.text, "expected": mark.text}
            message = "a reference of the Word file to {name} says “{found}”, and what it names says “{expected}”"
            yield Problem(message, values=values)


def _is_reference(field: Field) -> bool:
    return field.words[:1] in (["REF"], ["PAGEREF"], ["NOTEREF"]) and len(field.words) > 1
