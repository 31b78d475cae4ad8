"""Sentences and paragraphs that are longer than somebody asked for."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.reading import Reading
from dedoc.errors import N_, Severity

SENTENCE = Rule(
    "W901",
    Severity.NOTE,
    N_("a sentence of {count} characters: “{beginning}…”"),
    N_("say it in two"),
)
PARAGRAPH = Rule(
    "W902",
    Severity.NOTE,
    N_("a paragraph of {count} characters: “{beginning}…”"),
    N_("begin a new paragraph where a new thought begins"),
)
RULES = (SENTENCE, PARAGRAPH)

SHOWN = 10


def check_lengths(reading: Reading) -> Iterator[Finding]:
    """Yield what is longer than the options allow; nothing if they allow any length."""
    longest = reading.options
    for paragraph in reading.prose:
        text = paragraph.passage.text
        if 0 < longest.paragraphs < len(text):
            yield PARAGRAPH.at(paragraph.passage.place(0), {"count": len(text), "beginning": text[:SHOWN]})
        for sentence in paragraph.sentences:
            said = sentence.text.strip()
            if 0 < longest.sentences < len(said):
                yield SENTENCE.at(sentence.place(sentence.start), {"count": len(said), "beginning": said[:SHOWN]})
