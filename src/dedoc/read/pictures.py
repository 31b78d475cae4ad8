"""Checks on pictures before they are printed: readable, of bounded size, and without anything that acts."""

from __future__ import annotations

import io
import re
from pathlib import Path

from dedoc.errors import Location, Report

LARGEST_PICTURE = 100_000_000
"""Pixels of the largest picture: 100 million are an A4 page at 1,000 dots per inch."""

ACTIVE_SVG = re.compile(rb"<script|<foreignObject|\son[a-z]+\s*=|<!ENTITY|javascript:|@import", re.IGNORECASE)
OUTSIDE_SVG = re.compile(
    rb"""(?:href\s*=\s*["']\s*|url\(\s*["']?)(?!#|data:image/(?:png|jpeg);)[^"')\s]""", re.IGNORECASE
)


def check_picture(data: bytes, path: Path, place: Location, report: Report) -> bool:
    """Return whether a picture can be printed; if not, say why at the place that names it."""
    before = len(report.problems)
    if path.suffix.lower() == ".svg":
        _check_svg(data, path, place, report)
    else:
        _check_raster(data, path, place, report)
    return len(report.problems) == before


def _check_svg(data: bytes, path: Path, place: Location, report: Report) -> None:
    from lxml import etree  # noqa: PLC0415 -- heavy, and only editions with pictures need it

    if ACTIVE_SVG.search(data) or OUTSIDE_SVG.search(data):
        hint = "export it again as plain SVG, with everything inside the file"
        report.error(place, "“{path}” holds a script or leads outside the file", hint, path=path.name)
        return
    try:
        safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data, safe)
    except etree.XMLSyntaxError as error:
        report.error(place, "“{path}” cannot be read: {reason}", "export it again", path=path.name, reason=error.msg)
        return
    if etree.QName(root).localname != "svg":
        report.error(place, "“{path}” is not a picture", "export it as SVG, PNG or JPEG", path=path.name)


def _check_raster(data: bytes, path: Path, place: Location, report: Report) -> None:
    from PIL import Image  # noqa: PLC0415 -- heavy, and only editions with pictures need it

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > LARGEST_PICTURE:
                hint = "scale it down: 2,000 pixels across fill a page"
                report.error(place, "“{path}” has too many pixels", hint, path=path.name)
                return
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        report.error(place, "“{path}” is not a readable picture", "export it again as PNG, JPEG or SVG", path=path.name)
