"""A Word file in the hands of an editor: changes made in its XML as Word itself makes them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMES = {"w": W}
Element = Any
AUTHOR = {"author": "张三", "date": "2024-08-01T09:30:00Z"}


def tag(name: str) -> str:
    """Return a name of WordprocessingML."""
    return f"{{{W}}}{name}"


def make(name: str, *children: Element, **attributes: object) -> Element:
    """Return an element ``w:name`` with attributes of the same namespace."""
    made = etree.Element(tag(name), nsmap={"w": W})
    for key, value in attributes.items():
        made.set(tag(key), str(value))
    made.extend(children)
    return made


def run(text: str, properties: Element | None = None, name: str = "t") -> Element:
    """Return a run as Word writes it, with the id of the editing session."""
    words = make(name)
    words.text = text
    words.set(SPACE, "preserve")
    made = make("r", rsidR="00B52A11")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.append(words)
    return made


class Editor:
    """A Word file that is being edited; ``data`` is the file as it is now."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {name: etree.fromstring(part) for name, part in self.parts.items() if self._is_text(name)}
        self.document = self.roots["word/document.xml"]
        self.body = self.document.find("w:body", NAMES)
        self.ids = 900

    @staticmethod
    def _is_text(name: str) -> bool:
        return name in ("word/document.xml", "word/footnotes.xml", "word/comments.xml", "[Content_Types].xml") or (
            name == "word/_rels/document.xml.rels"
        )

    @property
    def data(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                root = self.roots.get(name)
                archive.writestr(name, part if root is None else self._bytes(root))
            for name in self.roots.keys() - self.parts.keys():
                archive.writestr(name, self._bytes(self.roots[name]))
        return buffer.getvalue()

    @staticmethod
    def _bytes(root: Element) -> bytes:
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def fresh(self) -> int:
        """Return an id that nothing has yet."""
        self.ids += 1
        return self.ids

    # --- Finding -----------------------------------------------------------------------------------------------------

    def paragraph(self, words: str, part: str = "word/document.xml", after: str = "") -> Element:
        """Return the first paragraph outside contents lists that holds some words, behind one that holds others."""
        is_behind = not after
        for found in self.roots[part].iter(tag("p")):
            text = text_of(found)
            if is_behind and words in text and found.find(".//w:instrText", NAMES) is None:
                return found
            if is_behind and words in text and "PAGEREF" not in "".join(map(str, found.itertext())):
                return found
            is_behind = is_behind or after in text
        raise AssertionError(f"no paragraph holds “{words}”")

    def note(self, words: str) -> Element:
        """Return the paragraph of a note that holds some words."""
        return self.paragraph(words, "word/footnotes.xml")

    # --- Characters --------------------------------------------------------------------------------------------------

    def cut_out(self, paragraph: Element, words: str) -> list[Element]:
        """Return the runs that hold just some words of a paragraph; runs are split around them as Word does."""
        texts = [t for t in paragraph.iter(tag("t")) if t.text]
        whole = "".join(t.text for t in texts)
        start = whole.index(words)
        end, at, found = start + len(words), 0, []
        for text in texts:
            first, last = max(start - at, 0), min(end - at, len(text.text))
            at += len(text.text)
            if first < last and last > 0:
                found.append(self._split(text, first, last))
        return found

    def _split(self, text: Element, first: int, last: int) -> Element:
        """Split a run into what is before, inside and behind a range of its text, and return the middle one."""
        holder = text.getparent()
        before, middle, behind = text.text[:first], text.text[first:last], text.text[last:]
        properties = holder.find("w:rPr", NAMES)
        if before:
            holder.addprevious(run(before, properties))
            holder.addprevious(make("proofErr", type="spellStart"))
        if behind:
            holder.addnext(run(behind, properties))
        text.text = middle
        text.set(SPACE, "preserve")
        return holder

    def retype(self, paragraph: Element, old: str, new: str) -> None:
        """Type new words over old ones."""
        first, *rest = self.cut_out(paragraph, old)
        for other in rest:
            other.getparent().remove(other)
        if new:
            text = first.find("w:t", NAMES)
            text.text = new
            first.set(tag("rsidR"), "00B52A11")
        else:
            first.getparent().remove(first)

    def track(self, paragraph: Element, old: str, new: str) -> None:
        """Type new words over old ones with tracking on."""
        runs = self.cut_out(paragraph, old) if old else []
        last = runs[-1] if runs else paragraph[-1]
        deletion = make("del", id=self.fresh(), **AUTHOR)
        if new:
            inserted = run(new, runs[0].find("w:rPr", NAMES) if runs else None)
            last.addnext(make("ins", inserted, id=self.fresh(), **AUTHOR))
        if runs:
            runs[0].addprevious(deletion)
            for found in runs:
                for text in found.iter(tag("t")):
                    text.tag = tag("delText")
                deletion.append(found)

    def insert(self, paragraph: Element, after: str, words: str) -> None:
        """Type words behind others."""
        last = self.cut_out(paragraph, after)[-1]
        last.addnext(run(words, last.find("w:rPr", NAMES)))

    def style(self, paragraph: Element, words: str, *properties: Element) -> None:
        """Give words a look by hand, or a character style."""
        for found in self.cut_out(paragraph, words):
            own = found.find("w:rPr", NAMES)
            if own is None:
                own = make("rPr")
                found.insert(0, own)
            for item in properties:
                for other in own.findall(item.tag):
                    own.remove(other)
                own.append(copy.deepcopy(item))

    def unstyle(self, paragraph: Element, words: str) -> None:
        """Take the look of words away (Ctrl+Space)."""
        for found in self.cut_out(paragraph, words):
            own = found.find("w:rPr", NAMES)
            if own is not None:
                found.remove(own)

    # --- Paragraphs --------------------------------------------------------------------------------------------------

    def add_paragraph(self, before: Element, words: str, *, tracked: bool = False, style: str = "") -> Element:
        """Type a new paragraph behind another one, in its style or another."""
        made = make("p", rsidR="00B52A11")
        properties = copy.deepcopy(before.find("w:pPr", NAMES))
        for section in properties.findall("w:sectPr", NAMES):
            properties.remove(section)
        if style:
            for child in list(properties):
                properties.remove(child)
            properties.append(make("pStyle", val=style))
        made.append(properties)
        typed = run(words)
        if tracked:
            mark = make("rPr", make("ins", id=self.fresh(), **AUTHOR))
            properties.append(mark)
            typed = make("ins", typed, id=self.fresh(), **AUTHOR)
        made.append(typed)
        before.addnext(made)
        return made

    def delete(self, paragraph: Element) -> None:
        """Delete a paragraph with its mark."""
        paragraph.getparent().remove(paragraph)

    def track_deletion(self, paragraph: Element) -> None:
        """Delete a paragraph with tracking on."""
        properties = paragraph.find("w:pPr", NAMES)
        properties.append(make("rPr", make("del", id=self.fresh(), **AUTHOR)))
        for found in paragraph.findall("w:r", NAMES):
            for text in found.iter(tag("t")):
                text.tag = tag("delText")
            deletion = make("del", id=self.fresh(), **AUTHOR)
            found.addprevious(deletion)
            deletion.append(found)

    def move(self, paragraph: Element, behind: Element) -> None:
        """Cut a paragraph and paste it behind another one; its bookmarks go with it."""
        behind.addnext(paragraph)

    def track_move(self, paragraph: Element, behind: Element) -> None:
        """Move a paragraph with tracking on; its bookmarks stay with what is left."""
        copied = copy.deepcopy(paragraph)
        for mark in [*copied.iter(tag("bookmarkStart"), tag("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for found, name in ((paragraph, "moveFrom"), (copied, "moveTo")):
            found.find("w:pPr", NAMES).append(make("rPr", make(name, id=self.fresh(), **AUTHOR)))
            for inner in found.findall("w:r", NAMES):
                holder = make(name, id=self.fresh(), **AUTHOR)
                inner.addprevious(holder)
                holder.append(inner)
        behind.addnext(copied)

    def split(self, paragraph: Element, before: str) -> Element:
        """Press Enter before some words; the end of the bookmark goes with the second part."""
        first = self.cut_out(paragraph, before)[0]
        made = make("p", copy.deepcopy(paragraph.find("w:pPr", NAMES)), rsidR="00B52A11")
        following = list(first.itersiblings())
        made.append(first)
        made.extend(following)
        paragraph.addnext(made)
        return made

    def join(self, first: Element, second: Element) -> None:
        """Delete the end of a paragraph: what follows runs on."""
        for child in list(second):
            if child.tag != tag("pPr"):
                first.append(child)
        second.getparent().remove(second)

    # --- Notes and comments ------------------------------------------------------------------------------------------

    def add_note(self, paragraph: Element, after: str, words: str) -> None:
        """Put a footnote behind some words, as Word does: without brackets."""
        number = self.fresh()
        last = self.cut_out(paragraph, after)[-1]
        style = make("rPr", make("rStyle", val="FootnoteReference"))
        last.addnext(make("r", style, make("footnoteReference", id=number)))
        mark = make("r", copy.deepcopy(style), make("footnoteRef"))
        content = make("p", make("pPr", make("pStyle", val="FootnoteText")), mark, run(" " + words))
        self.roots["word/footnotes.xml"].append(make("footnote", content, id=number))
        self._count_notes()

    def _count_notes(self) -> None:
        """Count notes anew in the order of their calls, as Word does when it saves."""
        notes = self.roots["word/footnotes.xml"]
        bodies = {note.get(tag("id")): note for note in notes}
        for number, call in enumerate(self.document.iter(tag("footnoteReference")), 1):
            body = bodies[call.get(tag("id"))]
            call.set(tag("id"), str(number))
            body.set(tag("id"), str(number))
            notes.append(body)

    def remove_note(self, paragraph: Element, number: int = 0) -> None:
        """Delete the call of a note, its brackets included; Word takes the note with it."""
        call = paragraph.findall(".//w:footnoteReference", NAMES)[number]
        holder = call.getparent()
        key = call.get(tag("id"))
        for other in (holder.getprevious(), holder.getnext()):
            if other is not None and text_of(other) in ("[", "]"):
                other.getparent().remove(other)
        holder.getparent().remove(holder)
        notes = self.roots["word/footnotes.xml"]
        notes.remove(next(note for note in notes if note.get(tag("id")) == key))

    def comment(self, paragraph: Element, words: str, text: str) -> None:
        """Comment on some words."""
        key = str(self.fresh())
        if "word/comments.xml" not in self.roots:
            self._add_comments()
        runs = self.cut_out(paragraph, words)
        runs[0].addprevious(make("commentRangeStart", id=key))
        runs[-1].addnext(make("commentRangeEnd", id=key))
        runs[-1].getnext().addnext(make("r", make("commentReference", id=key)))
        content = make("p", make("r", make("annotationRef")), run(text))
        self.roots["word/comments.xml"].append(make("comment", content, id=key, initials="张", **AUTHOR))

    def _add_comments(self) -> None:
        self.roots["word/comments.xml"] = make("comments")
        relations = self.roots["word/_rels/document.xml.rels"]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        space = etree.QName(relations).namespace
        etree.SubElement(relations, f"{{{space}}}Relationship", Id="rId900", Type=kind, Target="comments.xml")
        types = self.roots["[Content_Types].xml"]
        etree.SubElement(
            types,
            f"{{{etree.QName(types).namespace}}}Override",
            PartName="/word/comments.xml",
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        )

    # --- Tables ------------------------------------------------------------------------------------------------------

    def row(self, words: str) -> Element:
        """Return the row of a table that holds some words."""
        return next(row for row in self.document.iter(tag("tr")) if words in text_of(row))

    def add_row(self, behind: Element, cells: Iterable[str]) -> None:
        """Put a row behind another one."""
        made = copy.deepcopy(behind)
        for mark in [*made.iter(tag("bookmarkStart"), tag("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for cell, words in zip(made.iter(tag("tc")), cells, strict=True):
            paragraph = cell.find("w:p", NAMES)
            for inner in paragraph.findall("w:r", NAMES):
                paragraph.remove(inner)
            paragraph.append(run(words))
        behind.addnext(made)


def text_of(element: Element) -> str:
    """Return the words in an element, deleted ones left out."""
    return "".join(text.text or "" for text in element.iter(tag("t")))
