"""Small Word files, made of the XML of their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "theme")


def part(name: str, content: str) -> str:
    """Return a part of WordprocessingML."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMES}>{content}</w:{name}>'


def relations(entries: Mapping[str, tuple[str, str, bool]]) -> str:
    """Return a part of relations: id → (kind, target, whether it is outside)."""
    outside = ' TargetMode="External"'
    items = (
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{outside * is_outside}/>'
        for key, (kind, target, is_outside) in entries.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(items)}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word_file(
    body: str,
    more: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str, bool]] | None = None,
    **parts: str,
) -> bytes:
    """Return a Word file with a body, and parts by their names (``styles``, ``footnotes`` …) in w: elements.

    ``more`` are other parts by path, ``links`` other relations of the main part by id.
    """
    entries = {f"p{kind}": (kind, f"{kind}.xml", False) for kind in KINDS if kind in parts}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"main": ("officeDocument", "word/document.xml", False)}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations({**entries, **(links or {})}),
    }
    files |= {f"word/{kind}.xml": part(kind, content) for kind, content in parts.items()}
    return zipped({**files, **(more or {})})


def p(*content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(content)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """Return a field with its result."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"
