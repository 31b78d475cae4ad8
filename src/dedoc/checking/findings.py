"""What a check finds: a rule with a stable code, the place, and what would repair it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dedoc.errors import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check looks for. ``code`` is a letter for the family and three digits, and never changes.

    Families: N numbers, D dates, S sources and notes, T typography, W words, H headings, F figures, A acceptances.
    ``is_repaired`` says that ``dedoc check --fix`` repairs what is certain of it; ``key`` is what it speaks of in an
    entry of a data file.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    is_repaired: bool = False
    key: str = ""

    def at(
        self,
        location: Location,
        values: Mapping[str, object] | None = None,
        *,
        edits: tuple[Edit | None, ...] = (),
        others: tuple[Location | None, ...] = (),
    ) -> Finding:
        """Return a finding of this rule; nothing is repaired if one of its ``edits`` is not possible."""
        possible = tuple(edit for edit in edits if edit is not None)
        places = tuple(place for place in others if place is not None)
        return Finding(self, location, values or {}, places, possible if len(possible) == len(edits) else ())


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A change of the characters from ``start`` to ``end`` of a source file, as it was read, into ``text``."""

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an editor should look at; ``others`` are the places that speak against this one."""

    rule: Rule
    location: Location
    values: Mapping[str, object] = field(default_factory=dict)
    others: tuple[Location, ...] = ()
    edits: tuple[Edit, ...] = ()

    def moved(self, move: Callable[[Location], Location]) -> Finding:
        """Return the finding with all its places moved."""
        values = {name: move(value) if isinstance(value, Location) else value for name, value in self.values.items()}
        return replace(self, location=move(self.location), values=values, others=tuple(map(move, self.others)))

    @property
    def problem(self) -> Problem:
        """The finding as it is told."""
        rule = self.rule
        return Problem(rule.message, self.location, rule.hint, rule.severity, self.values, rule.code)
