"""Pictures of the Word file: vector art with a raster for readers that know no SVG, and rasters as they are."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from dedoc.fonts import font_file
from dedoc.model import Chart, Diagram, Document, Figure
from dedoc.overlays import figures
from dedoc.render.figures import drawing_size
from dedoc.render.outlines import is_plain, outlined, proportion
from dedoc.render.press import Picture
from dedoc.render.rasters import print_pngs
from dedoc.render.word.xml import Element
from dedoc.style import Style

COVER = ""
"""The name of the cover's art among the pictures, which no figure can have."""

SVG = "image/svg+xml"

DOTS = 3
"""Dots of a raster to the pt: a whole number, for the press drops rows of dots where it has to scale."""

VECTOR = """\
<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">
<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="%s"/>
</a:ext></a:extLst>"""
"""How Word names the vector form of a picture ([MS-ODRAWXML] 2.3.7)."""


@dataclass(frozen=True, slots=True)
class Art:
    """A picture as PNG or JPEG, and as SVG where Word can draw that as it is meant."""

    raster: bytes
    vector: bytes | None = None


def gather_art(document: Document, style: Style, pictures: Mapping[str, bytes]) -> dict[str, Art]:
    """Return the pictures of figures by label, and the cover's art; charts need none.

    The press makes the rasters of vector art: it has the fonts. Texts of our own diagrams are outlines in the vector
    art, for Word would set them in other fonts; an author's SVG that has texts is handed on as a raster alone.
    """
    found: dict[str, Art] = {}
    vectors: dict[str, Picture] = {}
    outlines: dict[str, bytes | None] = {}
    if style.record.cover:
        art = style.file(style.record.cover).read_bytes()
        # Fine lines across a whole page: two thirds of the resolution of diagrams are enough.
        vectors[COVER] = (art, round(style.record.page.width * 2 / 3), style.record.cover_height * 2 / 3)
        outlines[COVER] = art if is_plain(art) else None
    for figure in figures(document):
        if isinstance(figure.drawing, Chart):
            continue
        name = next(name for name in pictures if name.rpartition(".")[0] == f"figure-{figure.label}")
        if name.endswith(".svg"):
            width, height = _fitted(drawing_size(figure, style), proportion(pictures[name]))
            vectors[figure.label] = (pictures[name], round(width * DOTS) / DOTS, round(height * DOTS) / DOTS)
            outlines[figure.label] = _vector(figure, pictures[name], style)
        else:
            found[figure.label] = Art(pictures[name])
    places = {figure.label: figure.location for figure in figures(document)}
    rasters = print_pngs(vectors, style, resolution=72 * DOTS, places=places)
    return found | {name: Art(rasters[name], outlines[name]) for name in vectors}


def _fitted(room: tuple[float, float], wanted: float | None) -> tuple[float, float]:
    """Return the largest size of a picture inside a room: Word stretches vector art to the size it is given."""
    width, height = room
    return room if wanted is None else (min(width, height * wanted), min(height, width / wanted))


def _vector(figure: Figure, svg: bytes, style: Style) -> bytes | None:
    if isinstance(figure.drawing, Diagram):
        return outlined(svg, font_file(style.drawing_font))
    return svg if is_plain(svg) and proportion(svg) else None


def picture_inline(main: Element, art: Art, width: float, height: float) -> Element:
    """Return a picture that stands in a line of text, as large as fits ``width`` by ``height`` pt.

    ``main`` is the part of the document, which the files of the picture join.
    """
    inline = main.new_pic_inline(io.BytesIO(art.raster), None, Pt(height))
    if inline.extent.cx > Pt(width):
        inline = main.new_pic_inline(io.BytesIO(art.raster), Pt(width), None)
    # Without them LibreOffice puts 9 pt of room beside a picture, and one as wide as the text moves.
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    if art.vector is not None:
        _add_vector(main, inline, art.vector)
    return inline


def _add_vector(main: Element, inline: Element, svg: bytes) -> None:
    blip = inline.find(f".//{qn('a:blip')}")
    known = [item.target_part for item in main.rels.values() if not item.is_external]
    vectors = [part for part in known if part.content_type == SVG]
    name = PackURI(f"/word/media/vector{len(vectors) + 1}.svg")
    part = next((part for part in vectors if part.blob == svg), None) or Part(name, SVG, svg, main.package)
    blip.append(parse_xml(VECTOR % main.relate_to(part, RELATIONSHIP_TYPE.IMAGE)))
