"""A copy of a PDF in which the places are marked that rules found: coloured boxes, and a legend in front."""

from __future__ import annotations

import colorsys
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dedoc.errors import Location, ProjectError, fail
from dedoc.verify.layout.inspection import Inspected, Translate

LEGEND = """\
#let data = json("legend.json")
#set page(paper: "a4", margin: 56pt)
#set text(font: ("Noto Sans SC", "Noto Serif SC"), size: 10pt, lang: "zh")
#set par(leading: 0.8em)
#text(size: 15pt, data.title)

#table(
  columns: (auto, auto, auto, 1fr), stroke: none, inset: (x: 5pt, y: 4pt),
  align: (left + horizon, left + horizon, right + horizon, left + horizon),
  ..data.rows.map(row => (
    box(width: 20pt, height: 9pt, stroke: 1pt + rgb(row.color), fill: rgb(row.color).transparentize(75%)),
    row.code, str(row.findings), row.title + linebreak() + text(size: 8pt, fill: luma(90), row.source),
  )).flatten(),
)
"""
"""The legend, as Typst: one row for each rule that found something."""

GOLDEN = 0.618034
"""A part of the circle of colours, the multiples of which never come close to each other."""

LABEL = 6.0
"""The size of the code beside a box, in pt."""

LEAST = 4.0
"""Boxes are no narrower than this, in pt: what has no width can be seen too."""


def marked_copies(inspected: Sequence[Inspected], translate: Translate, folder: Path) -> dict[str, bytes]:
    """Return marked copies for a folder, by the names of their files; ProjectError if one would replace an original."""
    copies: dict[str, bytes] = {}
    originals = {each.path.resolve() for each in inspected}
    for each in inspected:
        same = sum(name.startswith(f"{each.path.stem}-marked") for name in copies)
        name = f"{each.path.stem}-marked{f'-{same + 1}' if same else ''}.pdf"
        if (folder / name).resolve() in originals:
            hint = "name another folder behind --marked"
            fail(ProjectError, Location(name), "the marked copy would replace a PDF that is being verified", hint)
        title = translate("{file}: pages: {pages}, findings: {findings}")
        values = {"file": each.path.name, "pages": len(each.layout.pages), "findings": len(each.findings)}
        copies[name] = mark_pdf(each, title.format_map(values), translate)
    return copies


def mark_pdf(inspected: Inspected, title: str, translate: Translate) -> bytes:
    """Return the marked copy; it declares no standard any more, for its labels are set in a font that it lacks."""
    import pikepdf  # noqa: PLC0415 -- only who marks a PDF needs it

    colors = _colors(inspected)
    with pikepdf.open(io.BytesIO(inspected.pdf)) as file:
        for number, page in enumerate(file.pages, 1):
            places = [(code, finding.box) for code, finding in inspected.findings if finding.page == number]
            if places:
                drawing = "\n".join(_box(box, code, colors[code], page) for code, box in places)
                _draw(file, page, drawing)
        with pikepdf.open(io.BytesIO(_legend(inspected, colors, title, translate))) as legend:
            for index, sheet in enumerate(legend.pages):
                file.pages.insert(index, sheet)
            if "/Metadata" in file.Root:
                del file.Root.Metadata
            made = io.BytesIO()
            file.save(made, deterministic_id=True)
    return made.getvalue()


def _colors(inspected: Inspected) -> dict[str, tuple[float, float, float]]:
    """Return a colour for each rule; those of neighbours are far apart."""
    codes = [checked.rule.code for checked in inspected.checked]
    return {
        code: colorsys.hls_to_rgb(GOLDEN * index % 1, 0.3 + 0.1 * (index % 3), 0.9) for index, code in enumerate(codes)
    }


def _box(box: tuple[float, float, float, float], code: str, color: tuple[float, float, float], page: Any) -> str:
    """Return the operators that draw a box with its code, in the space of the page."""
    left, _, _, top = (float(number) for number in page.cropbox)
    x, y, width, height = box[0] + left, top - box[3], max(box[2] - box[0], LEAST), max(box[3] - box[1], LEAST)
    paint = "{:.3f} {:.3f} {:.3f}".format(*color)
    area = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    text = f"BT /DedocMark {LABEL} Tf {x:.2f} {y + height + 1:.2f} Td ({code}) Tj ET"
    return f"q {paint} rg {paint} RG 0.8 w {area} S /DedocThin gs {area} f Q q {paint} rg {text} Q"


def _draw(file: Any, page: Any, drawing: str) -> None:
    """Put operators on top of a page; what the page has left changed is put back first."""
    import pikepdf  # noqa: PLC0415

    name = pikepdf.Name
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name("/Helvetica-Bold"))
    thin = pikepdf.Dictionary(Type=name.ExtGState, ca=0.2)
    form = file.make_stream(drawing.encode("ascii"))
    form.stream_dict.update(
        {
            "/Type": name.XObject,
            "/Subtype": name.Form,
            "/BBox": page.mediabox,
            "/Resources": pikepdf.Dictionary(
                Font=pikepdf.Dictionary(DedocMark=font), ExtGState=pikepdf.Dictionary(DedocThin=thin)
            ),
        }
    )
    own = page.add_resource(form, name.XObject)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ {own} Do".encode("ascii"))


def _legend(inspected: Inspected, colors: Mapping[str, tuple[float, ...]], title: str, translate: Translate) -> bytes:
    import pylopdf_fonts_zh_cn  # noqa: PLC0415
    import typst  # noqa: PLC0415 -- heavy

    rows = [
        {
            "color": "#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in colors[checked.rule.code])),
            "code": checked.rule.code,
            "findings": len(checked.findings),
            "title": translate(checked.rule.title),
            "source": checked.rule.source,
        }
        for checked in inspected.checked
        if checked.findings
    ]
    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        Path(folder, "legend.typ").write_text(LEGEND, encoding="utf-8")
        Path(folder, "legend.json").write_text(json.dumps({"title": title, "rows": rows}), encoding="utf-8")
        fonts = str(pylopdf_fonts_zh_cn.sans_path().parent)
        made = typst.compile(str(Path(folder, "legend.typ")), root=folder, font_paths=[fonts], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
