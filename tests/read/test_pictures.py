"""Pictures: what prints passes; what is broken, too large, active or of a wrong kind is refused where it is named."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cases import told
from dedoc.errors import Report
from dedoc.inputs import Inputs
from dedoc.model import Figure, Picture
from dedoc.read.figures import read_figures
from editions import make_edition

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
YAML = "caption: 甲\nalt: 甲\npicture: {}\n"


def raster(kind: str, mode: str = "RGB", size: tuple[int, int] = (4, 3)) -> bytes:
    """Return a picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Return a PNG file whose head claims a size, with next to nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def read(folder: Path, name: str, data: bytes | None) -> tuple[Figure | None, str]:
    """Return the figure with this picture, and what was wrong, as printed."""
    report = Report()
    make_edition(folder, {"figures/a.yaml": YAML.format(name), f"figures/{name}": data})
    figure = read_figures(folder / "figures", Inputs(folder, report))["a"]
    return figure, told(report.problems)


GOOD = {
    "PNG in colour": ("a.png", raster("PNG")),
    "PNG with transparency": ("a.png", raster("PNG", "RGBA")),
    "PNG in grey": ("a.png", raster("PNG", "LA")),
    "PNG with a palette": ("a.png", raster("PNG", "P")),
    "PNG of 16 bits": ("a.png", raster("PNG", "I;16")),
    "PNG in black and white": ("图 一.PNG", raster("PNG", "1")),
    "JPEG": ("a.jpg", raster("JPEG")),
    "JPEG in grey": ("a.JPEG", raster("JPEG", "L")),
    "SVG": ("a.svg", SVG.format("<rect width='5' height='5'/>").encode()),
    "SVG as an editor writes it": (
        "a.SVG",
        b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
        b"'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<!-- http://example.org -->"
        + SVG.format("<metadata>onload = javascript</metadata>").encode(),
    ),
    "SVG with inner links and pictures": (
        "a.svg",
        SVG.format(
            '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" style="fill:url( \'#g\' )"/>'
            '<!-- href="x" --><?x href="y"?><use href="#g"/>'
            '<use xlink:href = "#g"/><image href="data:image/png;base64,iVBORw0KGgo="/>'
        ).encode(),
    ),
}


def held(width: int, height: int) -> str:
    """Return an SVG that holds a PNG of a size."""
    data = base64.b64encode(png_of(width, height)).decode()
    return SVG.format(f'<image xlink:href="data:image/png;base64,{data}" width="9" height="9"/>')


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        (SVG.format("").replace('"9"', '"99999999999999999999"', 1), False),
        (SVG.format("").replace(' width="9"', "").replace('"9"', '"99999999999999999999"'), False),
        (SVG.format("").replace('width="9" height="9"', 'viewBox="0 0 1 2000"'), False),
        (SVG.format("").replace('width="9" height="9"', 'viewBox="0 0 1e300 1e300"'), False),
        (SVG.format("").replace('width="9" height="9"', 'viewBox="-5 -5 210.5 297"'), True),
        (SVG.format("").replace('width="9" height="9"', 'width="100%" height="50.5mm"'), True),
        (held(100_000, 100_000), False),
        (held(100, 100), True),
        (SVG.format('<image xlink:href="data:image/png;base64,###"/>'), True),
    ],
)
def test_an_svg_of_enormous_size_is_refused(text: str, is_good: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """By its sides, by its box, or by a picture that it holds: the press would make room for all of it."""
    _, said = read(tmp_path, "a.svg", text.encode())
    expected = "" if is_good else "“a.svg” has too many pixels"
    assert said.partition("error: ")[2].partition("\n")[0] == expected


@pytest.mark.parametrize(("name", "data"), GOOD.values(), ids=GOOD)
def test_a_good_picture_passes(tmp_path: Path, name: str, data: bytes) -> None:
    """PNG, JPEG and SVG of every common kind pass with their bytes."""
    figure, problems = read(tmp_path, name, data)
    assert problems == ""
    assert figure is not None
    assert figure.drawing == Picture(tmp_path / "figures" / name, data)
    assert figure.drawing.location is not None


def test_a_picture_of_90_million_pixels_passes_in_silence(tmp_path: Path) -> None:
    """Below our own limit nobody is warned by a library that has a lower one."""
    figure, problems = read(tmp_path, "a.png", raster("PNG", "1", (9500, 9500)))
    assert problems == ""
    assert figure is not None


EXPORT_RASTER = "export it again as PNG, JPEG or SVG"
EXPORT_SVG = "export it again as plain SVG, with everything inside the file"

BROKEN: dict[str, tuple[str, bytes]] = {
    "empty": ("a.png", b""),
    "no picture": ("a.png", b"not a picture"),
    "cut off": ("a.png", raster("PNG", size=(90, 90))[:-40]),
    "JPEG cut off": ("a.jpg", raster("JPEG", size=(90, 90))[:-20]),
    "bytes changed": ("a.png", raster("PNG").replace(b"IDAT", b"IDAX")),
    "of another kind": ("a.gif", raster("GIF")),
    "of another kind by a false name": ("a.png", raster("BMP")),
    "size without pixels": ("a.png", png_of(9000, 9000)),
}


@pytest.mark.parametrize(("name", "data"), BROKEN.values(), ids=BROKEN)
def test_an_unreadable_picture_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """What no program can read as PNG or JPEG is told where the picture is named."""
    _, problems = read(tmp_path, name, data)
    assert problems == (
        f"{tmp_path}/figures/a.yaml:3: error: “{name}” is not a readable picture\n  hint: {EXPORT_RASTER}\n"
    )


def test_a_missing_picture_is_refused(tmp_path: Path) -> None:
    """A picture that is not there is told where it is named."""
    _, problems = read(tmp_path, "a.png", None)
    assert problems == (
        f"{tmp_path}/figures/a.yaml:3: error: there is no file “{tmp_path}/figures/a.png”\n"
        "  hint: check the name: capital letters count\n"
    )


@pytest.mark.parametrize("size", [(12_000, 12_000), (50_000, 50_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_enormous_size_is_refused_before_it_is_unpacked(tmp_path: Path, size: tuple[int, int]) -> None:
    """A few bytes that claim gigabytes of pixels cost nothing, and are refused."""
    _, problems = read(tmp_path, "a.png", png_of(*size))
    assert problems == (
        f"{tmp_path}/figures/a.yaml:3: error: “a.png” has too many pixels\n"
        "  hint: scale it down: 2,000 pixels across fill a page\n"
    )


@pytest.mark.parametrize(("name", "kind"), [("a.png", "JPEG"), ("a.jpg", "PNG"), ("a.gif", "PNG"), ("a", "PNG")])
def test_a_picture_by_a_false_name_is_refused_or_prints(tmp_path: Path, name: str, kind: str) -> None:
    """A picture whose name says another kind would stop the press later: it is told here, with its line."""
    _, problems = read(tmp_path, name, raster(kind))
    assert problems.startswith(f"{tmp_path}/figures/a.yaml:3: error: “{name}”")
    assert kind in problems


def test_a_picture_for_offset_print_is_refused(tmp_path: Path) -> None:
    """PDF/A has no profile for CMYK, so that a picture in it is told here and not by the press."""
    _, problems = read(tmp_path, "a.jpg", raster("JPEG", "CMYK"))
    assert problems.startswith(f"{tmp_path}/figures/a.yaml:3: error: “a.jpg”")
    assert "CMYK" in problems
    assert "RGB" in problems


ACTIVE = {
    "script": SVG.format("<script>alert(1)</script>"),
    "script in capitals": SVG.format("<SCRIPT/>"),
    "script by a prefix": SVG.format('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
    "event": SVG.format('<rect onload="alert(1)"/>'),
    "event over lines": SVG.format('<rect\nonclick\n=\n"alert(1)"/>'),
    "foreign object": SVG.format("<foreignObject><p/></foreignObject>"),
    "entity": '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;"),
    "file by an entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;"),
    "script as link": SVG.format('<a href="javascript:alert(1)"/>'),
    "picture from the network": SVG.format('<image href="https://example.org/a.png"/>'),
    "picture from the disk": SVG.format("<image xlink:href='file:///etc/passwd'/>"),
    "picture beside it": SVG.format('<image href="b.png"/>'),
    "picture in a picture": SVG.format('<image href="data:image/svg+xml;base64,PHN2Zz4="/>'),
    "style from the network": SVG.format("<style>@import 'https://example.org/a.css';</style>"),
    "font from the network": SVG.format("<style>text { src: url(https://example.org/a.woff) }</style>"),
    "address in letters": SVG.format('<a href="&#106;avascript:alert(1)"/>'),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", ACTIVE.values(), ids=ACTIVE)
def test_an_active_svg_is_refused_in_any_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    """Scripts, events, entities and addresses outside the file are refused, however they are written."""
    figure, problems = read(tmp_path, "a.svg", text.encode(encoding))
    assert figure is None
    assert problems.startswith(f"{tmp_path}/figures/a.yaml:3: error: “a.svg” ")
    if encoding == "utf-8":
        assert problems.endswith(f"“a.svg” holds a script or leads outside the file\n  hint: {EXPORT_SVG}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<svg", "“a.svg” cannot be read: "),
        ("", "“a.svg” cannot be read: "),
        ("<g>" * 100_000, "“a.svg” cannot be read: "),
        ("<html/>", "“a.svg” is not a picture\n  hint: export it as SVG, PNG or JPEG\n"),
        (SVG.format("").replace('width="9"', 'width="0"'), "“a.svg” "),
    ],
    ids=["not closed", "empty", "nested", "HTML", "without width"],
)
def test_an_unreadable_svg_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """What is no SVG, or one without extent, is told where the picture is named."""
    figure, problems = read(tmp_path, "a.svg", text.encode())
    assert figure is None
    assert problems.startswith(f"{tmp_path}/figures/a.yaml:3: error: {message}")
    assert "\n  hint: export it" in problems


SAMPLES = [raster("PNG", size=(20, 20)), raster("JPEG", size=(20, 20)), SVG.format("<rect/>").encode()]


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.integers(0, 900),
)
@settings(derandomize=True, deadline=None, max_examples=200)
def test_any_damage_is_harmless_or_told(
    tmp_path_factory: pytest.TempPathFactory, sample: bytes, damage: list[tuple[int, int]], length: int
) -> None:
    """A picture with wrong or missing bytes passes or is told where it is named, and never fails otherwise."""
    data = bytearray(sample)
    for position, value in damage:
        data[position % len(data)] = value
    folder = tmp_path_factory.getbasetemp() / "damage"
    for name in ("a.png", "a.svg"):
        figure, problems = read(folder, name, bytes(data[:length]))
        assert (figure is None) == problems.startswith(f"{folder}/figures/a.yaml:3: error: “{name}”")
