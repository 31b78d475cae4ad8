"""A Word file comes back: what was changed in it becomes a patch to the chapters that it was printed from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from dedoc.build import Order, load
from dedoc.errors import N_, ContentError, DedocError, Location, Problem, Report, Severity, in_order
from dedoc.inputs import Inputs
from dedoc.limits import limited
from dedoc.outputs import write_outputs
from dedoc.returning.changes import Change, Kind
from dedoc.returning.endings import encoded
from dedoc.returning.facts import wishes, with_wishes
from dedoc.returning.patch import difference
from dedoc.returning.pull import changes_of
from dedoc.returning.sides import Sides, known_style, own_file, read_sides, sides_of
from dedoc.returning.telling import change_data, told
from dedoc.returning.work import Result
from dedoc.stamps import DRAFT

__all__ = ["Change", "Kind", "Returned", "change_data", "pull", "put_back", "told"]

STALE_FACTS = N_("facts.yaml has changed since the Word file was printed: the number there may only be the older one")
SPLIT = N_("the Word file gives “{name}” different values at different places")
BY_HAND = N_("facts.yaml writes “{name}” in a way that cannot be edited by itself; change it by hand")
LOST = N_("the patch does not bring this home; do it by hand once it is applied")
FACTS = "facts.yaml"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a Word file brings back.

    ``patch`` is the change of the source as git and patch(1) take it; ``files`` are the files as they are to be, by
    their paths in the edition's folder. ``problems`` are what an editor should know: what of the Word file was not
    read, and what will be wrong in the edition with the patch.
    """

    sides: Sides
    changes: tuple[Change, ...]
    patch: str
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The changes at places where the edition was changed as well."""
        return tuple(change for change in self.changes if change.is_conflict)


def pull(
    file: Path, edition: str | None = None, *, with_facts: bool = False, tell: Callable[[str], None] = lambda _: None
) -> Returned:
    """Return what a Word file brings back to an edition; DedocError where it is none of its files. Nothing is written.

    Facts are changed only ``with_facts``; otherwise they are proposed.
    """
    with limited(Location(Inputs(file.parent, Report()).name(file))):
        return _pulled(file, edition, tell, with_facts=with_facts)


def _pulled(file: Path, edition: str | None, tell: Callable[[str], None], *, with_facts: bool) -> Returned:
    sides = read_sides(file, edition, tell)
    tell("verify")
    result = changes_of(sides)
    texts, changes = _with_facts(sides, result, with_facts=with_facts)
    inputs = sides.source.inputs
    paths = {inputs.name(path): path for path in inputs.raw}
    folder = inputs.folder
    names = {name: paths[name].resolve().relative_to(folder).as_posix() for name in texts}
    olds = {name: inputs.raw[paths[name]] for name in texts}
    files = {names[name]: encoded(olds[name], text) for name, text in sorted(texts.items())}
    patch = "".join(
        difference(olds[name].decode("utf-8-sig").replace("\r\n", "\n"), text, name)
        for name, text in sorted(texts.items())
    )
    problems, lost = _after(sides, files)
    return Returned(sides, (*changes, *lost), patch, files, (*sides.returned.problems, *problems))


def _with_facts(sides: Sides, result: Result, *, with_facts: bool) -> tuple[dict[str, str], list[Change]]:
    """Return the files with the facts that are wished, and the changes with what becomes of each number."""
    inputs = sides.source.inputs
    name = inputs.name(sides.source.edition.folder / FACTS)
    if name in sides.stale:
        changes = [
            replace(change, is_conflict=True, remark=STALE_FACTS) if change.kind is Kind.FACT else change
            for change in result.changes
        ]
        return result.texts, changes
    wanted, split = wishes(result.proposals, sides.locale)
    text = next((data.decode("utf-8-sig") for path, data in inputs.raw.items() if inputs.name(path) == name), "")
    text = text.replace("\r\n", "\n")
    made, failed = with_wishes(text, wanted, name)
    changes = [_told_fact(change, split, failed, with_facts=with_facts) for change in result.changes]
    texts = result.texts | ({name: made} if with_facts and made != text else {})
    return texts, changes


def _told_fact(change: Change, split: list[str], failed: list[str], *, with_facts: bool) -> Change:
    """Return the change of a number with what becomes of it."""
    name = change.values.get("name", "")
    if change.kind is not Kind.FACT or "after" not in change.values:
        return change
    if name in split:
        return replace(change, is_conflict=True, remark=SPLIT)
    if name in failed:
        return replace(change, remark=BY_HAND)
    return replace(change, is_applied=with_facts)


def _after(sides: Sides, files: dict[str, bytes]) -> tuple[tuple[Problem, ...], tuple[Change, ...]]:
    """Return what will be wrong in the edition with the patch, and which changes it still would not have.

    The first is such as a fact that nothing uses any more; of the second there should be none: they are told, so that
    nothing is dropped in silence.
    """
    if not files:
        return (), ()
    folder = sides.source.inputs.folder
    instead = {folder / name: data for name, data in files.items()}
    style, is_draft = known_style(sides.stamp), DRAFT in sides.stamp.printing
    order = Order(str(folder), style=style, is_draft=is_draft, instead=instead)
    try:
        source = load(order)
        own = own_file(source, order, sides.stamp)
    except DedocError as error:
        found = (problem for problem in error.problems if problem.severity is Severity.ERROR)
        return in_order([replace(problem, severity=Severity.WARNING) for problem in found]), ()
    if sides.stale:
        # What was written since the file was printed differs from it, and must.
        return (), ()
    again = sides_of(source, own, sides.returned)
    again.stale = frozenset()
    rest = (change for change in changes_of(again).changes if change.is_applied and change.kind is not Kind.COMMENT)
    return (), tuple(replace(change, is_applied=False, remark=LOST) for change in rest)


def put_back(returned: Returned) -> tuple[Path, ...]:
    """Write the files of a patch, all or none; DedocError where one of them has changed since it was read."""
    inputs = returned.sides.source.inputs

    def check() -> None:
        inputs.check_unchanged()
        inputs.report.raise_errors(ContentError)

    hint = "check the permissions of the files and the room on the disk"
    return write_outputs(returned.files, inputs.folder, hint, check) if returned.files else ()
