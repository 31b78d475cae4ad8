"""Checks on pictures before they are printed: readable, of bounded size, and without anything that acts."""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dedoc.errors import N_, Location, Report

LARGEST_PICTURE = 100_000_000
"""Pixels of the largest picture: 100 million are an A4 page at 1,000 dots per inch."""

ACTIVE_ELEMENTS = frozenset({"script", "foreignobject"})
INSIDE = re.compile(r"\s*(#|data:image/(png|jpeg)[;,])", re.IGNORECASE)
"""The addresses that an SVG may name: parts of itself, and pictures that it holds."""

STYLE_ADDRESS = re.compile(r"@import|url\(\s*[\"']?(?!\s*(?:#|data:image/(?:png|jpeg)[;,]))[^\"')\s]", re.IGNORECASE)
TOO_LARGE = (N_("“{path}” has too many pixels"), N_("scale it down: 2,000 pixels across fill a page"))
LONGEST_SIDE, MOST_STRETCHED = 100_000, 1000
"""The longest side of an SVG, in any unit, and how many times as long as the other side it can be."""

EMBEDDED = re.compile(r"\s*data:image/[\w+]+;base64,", re.IGNORECASE)
NAMES = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg")}
"""How the name of a file ends, by the kind of its picture: the press goes by the name."""


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

    try:
        text = data.decode("utf-8-sig")
        safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8")
        root = etree.fromstring(text.encode(), safe)
    except UnicodeDecodeError:
        report.error(place, "“{path}” is not UTF-8", "export it again as SVG in UTF-8", path=path.name)
        return
    except etree.XMLSyntaxError as error:
        report.error(place, "“{path}” cannot be read: {reason}", "export it again", path=path.name, reason=error.msg)
        return
    if etree.QName(root).localname.lower() != "svg":
        report.error(place, "“{path}” is not a picture", "export it as SVG, PNG or JPEG", path=path.name)
    elif "<!ENTITY" in text or any(_is_active(element) for element in root.iter()):
        hint = "export it again as plain SVG, with everything inside the file"
        report.error(place, "“{path}” holds a script or leads outside the file", hint, path=path.name)
    elif any(_is_nought(root.get(side, "")) for side in ("width", "height")):
        report.error(place, "“{path}” has no extent", "export it again with its width and height", path=path.name)
    elif any(_is_endless(root.get(name, "")) for name in ("width", "height", "viewBox")):
        report.error(place, *TOO_LARGE, path=path.name)
    elif faults := [fault for element in root.iter() for fault in _embedded_faults(element, path)]:
        report.error(place, *faults[0], path=path.name)


def _is_active(element: Any) -> bool:
    """Whether an element of an SVG could act or lead outside the file."""
    if not isinstance(element.tag, str):
        return False
    name = _local(element.tag)
    if name in ACTIVE_ELEMENTS or (name == "style" and STYLE_ADDRESS.search("".join(element.itertext()))):
        return True
    return any(_acts(_local(key), value) for key, value in element.attrib.items())


def _acts(name: str, value: str) -> bool:
    if name in ("href", "src"):
        return bool(value.strip()) and not INSIDE.match(value)
    return name.startswith("on") or bool(STYLE_ADDRESS.search(value))


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _is_nought(length: str) -> bool:
    number = re.match(r"\s*[-+]?\d*\.?\d+", length)
    return number is not None and float(number[0]) <= 0


def _is_endless(said: str) -> bool:
    """Whether a length, or the sides of a view box, are far beyond those of a page: the press makes room for them."""
    numbers = [abs(float(number)) for number in re.findall(r"\d*\.?\d+(?:[eE][-+]?\d+)?", said)]
    sides = numbers[2:] if len(numbers) == 4 else numbers
    is_thin = len(sides) == 2 and not 0 < max(sides) <= MOST_STRETCHED * min(sides)
    return is_thin or any(not number <= LONGEST_SIDE for number in numbers)


def _embedded_faults(element: Any, path: Path) -> Iterator[tuple[str, str]]:
    """Yield what keeps a picture that an SVG holds from being printed; what the press cannot read it leaves out."""
    for key, value in element.attrib.items():
        if _local(key) == "href" and (held := EMBEDDED.match(value)):
            try:
                data = base64.b64decode("".join(value[held.end() :].split()), validate=False)
            except ValueError:
                continue
            yield from (fault for fault in _raster_faults(data, path) if fault == TOO_LARGE)


def _check_raster(data: bytes, path: Path, place: Location, report: Report) -> None:
    for message, hint in _raster_faults(data, path):
        report.error(place, message, hint, path=path.name)
        return


def _raster_faults(data: bytes, path: Path) -> Iterator[tuple[str, str]]:
    """Yield what keeps a picture from being printed."""
    from PIL import Image, ImageFile  # noqa: PLC0415 -- heavy, and only editions with pictures need it

    # WeasyPrint lets Pillow load what is cut off, for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    try:
        with warnings.catch_warnings():
            # Pillow warns from 89 million pixels on; how many there may be is checked here.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > LARGEST_PICTURE:
                    yield TOO_LARGE
                    return
                image.load()
                kind, mode = str(image.format), image.mode
    except Image.DecompressionBombError:
        yield TOO_LARGE
    except (OSError, SyntaxError, ValueError):
        yield N_("“{path}” is not a readable picture"), N_("export it again as PNG, JPEG or SVG")
    else:
        if path.suffix.lower() not in NAMES[kind]:
            yield (
                (N_("“{path}” is a PNG by another name"), N_("let its name end in .png"))
                if kind == "PNG"
                else (N_("“{path}” is a JPEG by another name"), N_("let its name end in .jpg"))
            )
        if mode == "CMYK":
            yield N_("“{path}” is in CMYK, the colours of an offset press"), N_("save it in RGB")
