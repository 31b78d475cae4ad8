"""What differs between two texts, character by character, as a person would say it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

EQUAL, CHANGED = True, False


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the old text and what stands for it in the new one; equal or not."""

    is_equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Texts:
    """Two texts, with how each of their characters looks."""

    old: str
    new: str
    old_looks: Sequence[object]
    new_looks: Sequence[object]

    def part(self, old: tuple[int, int], new: tuple[int, int]) -> Texts:
        """Return a part of each."""
        olds, news = slice(*old), slice(*new)
        return Texts(self.old[olds], self.new[news], self.old_looks[olds], self.new_looks[news])


def plain_texts(old: str, new: str) -> Texts:
    """Return two texts that look alike everywhere."""
    return Texts(old, new, [None] * len(old), [None] * len(new))


def compare(texts: Texts, whole: Sequence[tuple[int, int]] = ()) -> list[Step]:
    """Return the steps from an old text to a new one, equal and different ones in turn.

    ``whole`` are stretches of the old text that stay or change as a whole (the print of a number). Few equal
    characters between larger differences are no likeness and belong to them.
    """
    old, new = texts.old, texts.new
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    steps = [Step(EQUAL, 0, head, 0, head)]
    for tag, i, j, k, m in middle.get_opcodes():
        steps.append(Step(tag == "equal", i + head, j + head, k + head, m + head))
    steps.append(Step(EQUAL, len(old) - tail, len(old), len(new) - tail, len(new)))
    found = _cleaned(_joined(steps), whole)
    edges = frozenset(edge for stretch in whole for edge in stretch)
    return _joined(_worded(_slid(found, texts, edges), old, new, edges))


def compare_parts(texts: Texts, bounds: Sequence[Step], whole: Sequence[tuple[int, int]]) -> list[Step]:
    """Return the steps between two texts that are known to correspond at ``bounds``, which are left out."""
    found: list[Step] = []
    i = k = 0
    ends = len(texts.old), len(texts.new)
    for bound in (*bounds, Step(CHANGED, ends[0], ends[0], ends[1], ends[1])):
        inside = [(start - i, end - i) for start, end in whole if i <= start and end <= bound.old_start]
        for step in compare(texts.part((i, bound.old_start), (k, bound.new_start)), inside):
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
            found[-3:] = [Step(CHANGED, before.old_start, after.old_end, before.new_start, after.new_end)]
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


def _slid(steps: list[Step], texts: Texts, edges: frozenset[int]) -> list[Step]:
    """Return the steps with what only came or went slid to where it looks like itself, or a sentence begins.

    ``ab[ab]`` and ``[ab]ab`` are the same text; only one of them is what a person did.
    """
    found = list(steps)
    for index in range(1, len(found) - 1):
        step, before, after = found[index], found[index - 1], found[index + 1]
        if step.is_equal or (step.old_start < step.old_end and step.new_start < step.new_end):
            continue
        shift = _best_shift(step, before, after, texts)
        if shift and not _crosses(step, shift, edges):
            found[index - 1] = _moved(before, 0, shift)
            found[index] = _moved(step, shift, shift)
            found[index + 1] = _moved(after, shift, 0)
    return found


def _moved(step: Step, start: int, end: int) -> Step:
    """Return a step that begins and ends so many characters further on."""
    old = step.old_start + start, step.old_end + end
    return Step(step.is_equal, *old, step.new_start + start, step.new_end + end)


def _best_shift(step: Step, before: Step, after: Step, texts: Texts) -> int:
    """Return by how many characters a stretch can slide to the best place, 0 if it stands there already."""
    is_new = step.old_start == step.old_end
    text, start, end = (
        (texts.new, step.new_start, step.new_end) if is_new else (texts.old, step.old_start, step.old_end)
    )
    low = high = 0
    while -low < before.old_end - before.old_start and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    while high < after.old_end - after.old_start and text[start + high] == text[end + high]:
        high += 1

    def worth(shift: int) -> tuple[int, int, int, int]:
        unlike = _unlike(step, shift, (low, high), texts)
        return -unlike, _worth(text, start + shift), _worth(text, end + shift), -abs(shift)

    return max(range(low, high + 1), key=worth)


def _unlike(step: Step, shift: int, window: tuple[int, int], texts: Texts) -> int:
    """Return how many equal characters would be paired with ones that look otherwise, were a step slid so far."""
    count = 0
    for offset in range(*window):
        is_before = offset < shift
        old = (step.old_start if is_before else step.old_end) + offset
        new = (step.new_start if is_before else step.new_end) + offset
        count += texts.old_looks[old] != texts.new_looks[new]
    return count


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


def tracked(steps: list[Step], typed: Container[int], whole: Sequence[tuple[int, int]]) -> list[Step]:
    """Return the steps with differences widened to all that was typed together, by the places of it in the new text.

    Who types 提质 over 提速 has typed both characters, though one of them stood there before.
    """
    edges = frozenset(edge for stretch in whole for edge in stretch)
    found = list(steps)
    for index, step in enumerate(found):
        if step.is_equal:
            continue
        if index:
            before = found[index - 1]
            count = _typed_count(reversed(range(before.old_start, before.old_end)), before, typed, edges, 1)
            found[index - 1], found[index] = _moved(before, 0, -count), _moved(found[index], -count, 0)
        if index + 1 < len(found):
            after = found[index + 1]
            count = _typed_count(range(after.old_start, after.old_end), after, typed, edges, 0)
            found[index + 1], found[index] = _moved(after, count, 0), _moved(found[index], 0, count)
    return _joined(found)


def _typed_count(places: Iterable[int], step: Step, typed: Container[int], edges: frozenset[int], offset: int) -> int:
    """Return how many equal characters were typed, before an edge of what is whole."""
    count = 0
    for place in places:
        if place + offset in edges or place - step.old_start + step.new_start not in typed:
            break
        count += 1
    return count
