"""What a translator must know of a unit: what it is, where it stands, and what its placeholders print."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.localise.phrases import Phrases
from dedoc.model import Document, Fact
from dedoc.reckoning import Refused, value_at
from dedoc.translate.units import Placeholder, Unit, pieces


class Explainer:
    """Knows the facts, sources and notes of an edition, as its own language and another one print them."""

    def __init__(self, document: Document, source: Phrases, target: Phrases, units: tuple[Unit, ...]) -> None:
        self.document, self.source, self.target = document, source, target
        self.notes = {(unit.catalog, unit.id): unit.source for unit in units if unit.id.startswith("note-")}

    def __call__(self, unit: Unit) -> str:
        """Return the remarks on a unit, one a line; the first says its kind and the headings above it."""
        first = " · ".join(filter(None, (unit.kind.value, " / ".join(unit.path))))
        names = dict.fromkeys(piece.name for piece in pieces(unit.source) if isinstance(piece, Placeholder))
        printed = (f"{{{name}}}: {text}" for name in names for text in self._printed(name, unit))
        return "\n".join((first, *unit.about, *printed))

    def _printed(self, name: str, unit: Unit) -> Iterator[str]:
        kind, _, rest = name.partition(":")
        match kind:
            case "fact" | "as-of":
                fact = self.fact(rest)
                if fact is not None:
                    both = (self._say(fact, phrases, kind) for phrases in (self.source, self.target))
                    yield " → ".join(dict.fromkeys(text for text in both if text))
            case "cite":
                keys = rest.rpartition(":")[2].split(",")
                sources = (self.document.sources.get(key.strip()) for key in keys)
                yield self.source.sources(tuple(source for source in sources if source is not None))
            case "note":
                if note := self.notes.get((unit.catalog, f"note-{rest}")):
                    yield note
            case "link" if name in unit.raw:
                yield unit.raw[name]

    def fact(self, name: str) -> Fact | None:
        """Return a fact by what a placeholder says, which may ask for its value of another time."""
        name, _, time = name.partition("@")
        fact = self.document.facts.get(name)
        try:
            return value_at(fact, time) if fact is not None else None
        except Refused:
            # The build tells of it; a translator needs no remark on what is not there.
            return None

    def _say(self, fact: Fact, phrases: Phrases, kind: str) -> str:
        if kind == "fact":
            return phrases.fact(fact)
        return phrases.date(fact) if fact.as_of is not None else ""
