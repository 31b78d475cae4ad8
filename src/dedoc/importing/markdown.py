"""Items of an import as the source format writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dedoc.importing.notes import Cited
from dedoc.importing.structure import Atom, Call, Figure, Heading, Item, PageBreak, Paragraph, Words

SPECIAL = re.compile(r"[\\`*_\[\]<>&#{}|~!^$]")
DOUBLE = re.compile(r"\\\*(?=\\\*)|\\\{|\\\[(?=\\\^)")
"""Characters that the reader takes for markup that was left open, even if each is escaped: a remark parts them."""
BEGINNING = re.compile(r"(\s*)([-+=:%>#(]|\d{1,9}[.)])")


def escape(text: str) -> str:
    """Return text in which nothing means anything to Markdown."""
    return DOUBLE.sub(lambda m: f"{m[0]}<!-- -->", SPECIAL.sub(r"\\\g<0>", text))


def begin(text: str) -> str:
    """Return escaped text that may stand at the beginning of a paragraph."""
    match = BEGINNING.match(text)
    if not match:
        return text
    mark = match[2]
    return f"{match[1]}{mark[:-1]}\\{mark[-1]}{text[match.end() :]}"


def chapter(items: list[Item], notes: Mapping[int, Cited], texts: Mapping[int, str], names: Mapping[str, str]) -> str:
    """Return a chapter; ``notes`` and their ``texts`` by number, ``names`` of the figures by block."""
    blocks: list[str] = []
    mark = ""
    called: list[int] = []
    for item in items:
        match item:
            case PageBreak():
                mark = _folio(item) or mark
                continue
            case Heading():
                blocks.append(_heading(item, mark, notes, called))
            case Paragraph():
                blocks.append(_paragraph(item, mark, notes, called))
            case Figure():
                blocks += [mark] if mark else []
                blocks.append(f":::{{figure}} {names[item.block]}\n:::")
        mark = ""
    blocks += [mark] if mark else []
    blocks += [f"[^{notes[n].name}]: {begin(escape(texts[n]))}" for n in called if notes[n].name]
    return "\n\n".join(blocks) + "\n"


def _heading(heading: Heading, mark: str, notes: Mapping[int, Cited], called: list[int]) -> str:
    plain = "" if heading.number is not None else " {.unnumbered}"
    return f"{'#' * heading.level} {mark}{atoms_text(heading.atoms, notes, called)}{plain}"


def _paragraph(paragraph: Paragraph, mark: str, notes: Mapping[int, Cited], called: list[int]) -> str:
    first, rest = cut(paragraph.atoms, paragraph.run_in)
    text = atoms_text(rest, notes, called)
    run_in = f"**{atoms_text(first, notes, called)}**" if first else ""
    remark = ""
    if paragraph.unplaced_line:
        remark = f"% 导入时未能归位：原文第 {paragraph.unplaced_line} 行。\n\n"
    return f"{remark}{mark}{run_in}{text if mark or run_in else begin(text)}"


def cut(atoms: list[Atom], length: int) -> tuple[list[Atom], list[Atom]]:
    """Return the atoms of the first ``length`` characters, and the others."""
    first: list[Atom] = []
    rest = list(atoms)
    while length > 0 and rest:
        atom = rest.pop(0)
        if isinstance(atom, Words) and len(atom.text) > length:
            rest.insert(0, Words(atom.text[length:]))
            atom = Words(atom.text[:length])
        length -= len(atom.text) if isinstance(atom, Words) else 0
        first.append(atom)
    return first, rest


def atoms_text(atoms: list[Atom], notes: Mapping[int, Cited], called: list[int]) -> str:
    """Return atoms as Markdown, and append the numbers of the notes called."""
    parts = []
    for atom in atoms:
        match atom:
            case Words():
                parts.append(escape(atom.text))
            case PageBreak():
                parts.append(_folio(atom))
            case Call():
                called.append(atom.number)
                note = notes[atom.number]
                parts.append(f"[^{note.name}]" if note.name else f"{{{note.role}}}`{','.join(note.keys)}`")
    return "".join(parts)


def _folio(page: PageBreak) -> str:
    return f"{{folio}}`{page.folio}`" if page.folio and page.is_placed else ""
