"""What differs between two texts, character by character, as a person would say it."""

from __future__ import annotations

from collections.abc import Sequence
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
    return _cleaned(_joined(steps), whole)


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
