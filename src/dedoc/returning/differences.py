"""What differs between two texts, character by character, as a person would say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the old text and what stands for it in the new one; equal or not."""

    is_equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def compare(old: str, new: str, whole: Sequence[tuple[int, int]] = ()) -> list[Step]:
    """Return the steps from an old text to a new one, equal and different ones in turn.

    ``whole`` are stretches of the old text that stay or change as a whole (the print of a number). Few equal
    characters between larger differences are no likeness and belong to them.
    """
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    steps = [Step(True, 0, head, 0, head)]
    for tag, i, j, k, m in middle.get_opcodes():
        steps.append(Step(tag == "equal", i + head, j + head, k + head, m + head))
    steps.append(Step(True, len(old) - tail, len(old), len(new) - tail, len(new)))
    found = _cleaned(_joined(steps), whole)
    edges = frozenset(edge for stretch in whole for edge in stretch)
    return _joined(_worded(_slid(found, old, new, edges), old, new, edges))


def compare_parts(old: str, new: str, bounds: Sequence[Step], whole: Sequence[tuple[int, int]]) -> list[Step]:
    """Return the steps between two texts that are known to correspond at ``bounds``, which are left out."""
    found: list[Step] = []
    i = k = 0
    for bound in (*bounds, Step(False, len(old), len(old), len(new), len(new))):
        inside = [(start - i, end - i) for start, end in whole if i <= start and end <= bound.old_start]
        for step in compare(old[i : bound.old_start], new[k : bound.new_start], inside):
            moved = (step.old_start + i, step.old_end + i, step.new_start + k, step.new_end + k)
            found.append(Step(step.is_equal, *moved))
        i, k = bound.old_end, bound.new_end
    return found


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _joined(steps: list[Step]) -> list[Step]:
    """Return the steps with those of one kind that follow each other as one, and without empty ones."""
    found: list[Step] = []
    for step in steps:
        if step.old_start == step.old_end and step.new_start == step.new_end:
            continue
        last = found[-1] if found else None
        if last is not None and last.is_equal == step.is_equal:
            found[-1] = Step(step.is_equal, last.old_start, step.old_end, last.new_start, step.new_end)
        else:
            found.append(step)
    return found


def _cleaned(steps: list[Step], whole: Sequence[tuple[int, int]]) -> list[Step]:
    """Return the steps with equal stretches that are shorter than the differences around them made different.

    After Neil Fraser's semantic cleanup (diff-match-patch). A stretch that reaches over an edge of a whole one stays:
    it tells where that one begins or ends.
    """
    found: list[Step] = []
    for step in steps:
        found.append(step)
        while len(found) >= 3 and _is_chance(found[-2], found[-3], found[-1], whole):
            before, _, after = found[-3:]
            found[-3:] = [Step(False, before.old_start, after.old_end, before.new_start, after.new_end)]
    return found


def _is_chance(step: Step, before: Step, after: Step, whole: Sequence[tuple[int, int]]) -> bool:
    if not step.is_equal or before.is_equal or after.is_equal:
        return False
    if step.old_end - step.old_start > min(_size(before), _size(after)):
        return False
    edges = (edge for stretch in whole for edge in stretch)
    return not any(step.old_start <= edge <= step.old_end for edge in edges)


def _size(step: Step) -> int:
    return max(step.old_end - step.old_start, step.new_end - step.new_start)


SENTENCE_ENDS = frozenset("。！？；!?;\ufdd3")
MARKS = frozenset("，、：,:”’）》 ")


def _slid(steps: list[Step], old: str, new: str, edges: frozenset[int]) -> list[Step]:
    """Return the steps with what only came or went slid to where a sentence or a clause begins.

    ``ab[ab]`` and ``[ab]ab`` are the same text; only one of them is what a person did.
    """
    found = list(steps)
    for index in range(1, len(found) - 1):
        step, before, after = found[index], found[index - 1], found[index + 1]
        is_new = step.old_start == step.old_end
        if step.is_equal or not (is_new or step.new_start == step.new_end):
            continue
        text, start, end = (new, step.new_start, step.new_end) if is_new else (old, step.old_start, step.old_end)
        shift = _best_shift(text, start, end, before, after)
        if shift and not _crosses(step, shift, edges):
            found[index - 1] = _moved(before, 0, shift)
            found[index] = _moved(step, shift, shift)
            found[index + 1] = _moved(after, shift, 0)
    return found


def _moved(step: Step, start: int, end: int) -> Step:
    """Return a step that begins and ends so many characters further on."""
    old = step.old_start + start, step.old_end + end
    return Step(step.is_equal, *old, step.new_start + start, step.new_end + end)


def _best_shift(text: str, start: int, end: int, before: Step, after: Step) -> int:
    """Return by how many characters a stretch can slide to the best place, 0 if it stands there already."""
    shifts = [0]
    while -shifts[-1] < before.old_end - before.old_start and text[start + shifts[-1] - 1] == text[end + shifts[-1] - 1]:
        shifts.append(shifts[-1] - 1)
    right = 0
    while right < after.old_end - after.old_start and text[start + right] == text[end + right]:
        right += 1
        shifts.append(right)
    return max(shifts, key=lambda shift: (_worth(text, start + shift), _worth(text, end + shift), -abs(shift)))


def _worth(text: str, at: int) -> int:
    """Return how good a place is to begin or end at: the ends of a text, behind a sentence, behind a mark."""
    if at in (0, len(text)):
        return 3
    return 2 if text[at - 1] in SENTENCE_ENDS else 1 if text[at - 1] in MARKS else 0


def _crosses(step: Step, shift: int, edges: frozenset[int]) -> bool:
    """Whether a step would slide over an edge of what is whole."""
    first = min(step.old_start, step.old_start + shift)
    last = max(step.old_end, step.old_end + shift)
    return any(first <= edge <= last for edge in edges)


def _worded(steps: list[Step], old: str, new: str, edges: frozenset[int]) -> list[Step]:
    """Return the steps with differences widened to whole numbers and words of Latin."""
    found = list(steps)
    for index, step in enumerate(found):
        if step.is_equal:
            continue
        texts = [text for text in (old[step.old_start : step.old_end], new[step.new_start : step.new_end]) if text]
        if index and any(_is_latin(text[0]) for text in texts):
            before = found[index - 1]
            count = _count(reversed(range(before.old_start, before.old_end)), old, edges, offset=1)
            found[index - 1], found[index] = _moved(before, 0, -count), _moved(found[index], -count, 0)
        if index + 1 < len(found) and any(_is_latin(text[-1]) for text in texts):
            after = found[index + 1]
            count = _count(range(after.old_start, after.old_end), old, edges, offset=0)
            found[index + 1], found[index] = _moved(after, count, 0), _moved(found[index], 0, count)
    return found


def _count(places: Iterable[int], text: str, edges: frozenset[int], *, offset: int) -> int:
    """Return how many characters belong to one word, before an edge of what is whole."""
    count = 0
    for place in places:
        if place + offset in edges or not _is_latin(text[place]):
            break
        count += 1
    return count


def _is_latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,%-")
