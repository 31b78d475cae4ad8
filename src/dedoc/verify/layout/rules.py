"""The rules, as data: what each says, where it comes from, and how it is checked."""

from __future__ import annotations

from dedoc.errors import N_
from dedoc.verify.layout.breaking import (
    check_calls,
    check_line_ends,
    check_line_starts,
    check_numbers,
    check_two_em_marks,
)
from dedoc.verify.layout.expected import Expected
from dedoc.verify.layout.findings import Checked, Rule, check
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.paging import check_grid, check_last_headings, check_lone_lines, check_notes
from dedoc.verify.layout.setting import check_edges, check_indents, check_last_lines
from dedoc.verify.layout.spacing import check_han_latin, check_pairs, check_trimmed_ends, check_trimmed_starts
from dedoc.verify.layout.texts import check_glyphs, check_letters, check_text

RULES = (
    Rule(
        "line-start",
        N_("no line begins with a mark that belongs to what is before it"),
        "CLREQ 3.1.4; GB/T 15834 5.1.1–5.1.3, 5.1.6, 5.1.7, 5.1.9",
        check_line_starts,
    ),
    Rule(
        "line-end",
        N_("no line ends with a mark that belongs to what is after it"),
        "CLREQ 3.1.4; GB/T 15834 5.1.3, 5.1.9",
        check_line_ends,
    ),
    Rule(
        "two-em",
        N_("dashes and ellipses are two em wide and on one line"),
        "CLREQ 3.1.5.1; GB/T 15834 5.1.4, 5.1.5",
        check_two_em_marks,
    ),
    Rule(
        "number", N_("a number stands on one line with the signs before and after it"), "CLREQ 3.1.5.2", check_numbers
    ),
    Rule("call", N_("no line begins with the call of a note"), "CLREQ 3.1.5.3", check_calls),
    Rule("pair", N_("two marks side by side take one and a half em"), "CLREQ 3.1.6.2", check_pairs),
    Rule(
        "trimmed-start",
        N_("an opening mark that begins a line has no white before it"),
        "CLREQ 3.1.6.3",
        check_trimmed_starts,
    ),
    Rule(
        "trimmed-end",
        N_("a mark that ends a line has no white after it"),
        "CLREQ 3.1.6.3; GB/T 15834 5.1.10",
        check_trimmed_ends,
    ),
    Rule(
        "han-latin",
        N_("an eighth to a third of an em parts Han from Latin, the same along a line"),
        "CLREQ 3.2.2, 3.5.3, 3.5.4",
        check_han_latin,
    ),
    Rule("edges", N_("lines reach from edge to edge"), "CLREQ 3.5.1", check_edges),
    Rule("indent", N_("a paragraph begins two em from the edge"), "CLREQ 3.4.1", check_indents),
    Rule(
        "last-line",
        N_("the last line of a paragraph has two characters or more"),
        "CLREQ 3.4.4; GB/T 15834 5.1.11",
        check_last_lines,
    ),
    Rule("lone-line", N_("no line of a paragraph stands alone on a page"), "CLREQ 3.4.4", check_lone_lines),
    Rule("last-heading", N_("no heading stands last on a page"), "CLREQ 4.1.3", check_last_headings),
    Rule("note", N_("a note stands on the page of its call"), "", check_notes),
    Rule("grid", N_("lines of the text stand on the grid"), "CLREQ 2.3.3, 2.3.5", check_grid),
    Rule(
        "glyph",
        N_("fonts have a glyph for every character, and the PDF says which"),
        "ISO 19005-2 6.2.11.7, 6.2.11.8",
        check_glyphs,
    ),
    Rule("letters", N_("the PDF has every character of the source as often"), "", check_letters, needs_source=True),
    Rule("text", N_("the PDF says what the source says, character by character"), "", check_text, needs_source=True),
)
"""All rules, in the order in which they are told."""


CHINESE = tuple(rule.code for rule in RULES if rule.code != "letters")
"""The codes of the rules that hold where a language names none."""


def check_layout(
    layout: Layout, expected: Expected | None = None, codes: tuple[str, ...] = CHINESE
) -> tuple[Checked, ...]:
    """Return what the rules of these codes find; those that need the source are left out where there is none."""
    rules = (rule for rule in RULES if rule.code in (codes or CHINESE))
    return tuple(check(rule, layout, expected) for rule in rules if expected is not None or not rule.needs_source)


def left_out(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of the rules of Chinese typesetting that do not hold for a language which names its rules."""
    return tuple(code for code in CHINESE if codes and code not in codes)
