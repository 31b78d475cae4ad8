"""The fonts of a style are the very files that it was made with."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylopdf_fonts_zh_cn import sans_path, serif_path

from dedoc.errors import Location, Report
from dedoc.fonts import FontStyle, check_font, open_font, plain_name
from drawings import style

PACKAGE = "a_package_of_fonts"
FILE = Location("styles/own/style.yaml", 4)
LOCK = Location("styles/own/style.yaml", 6)
PLACES = {"package": Location("styles/own/style.yaml", 3), "file": FILE, "sha256": LOCK, "family": FILE}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an installed package with one font, and what is no single font."""
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "sans.otf").symlink_to(sans_path())
    (folder / "half.otf").write_bytes(sans_path().read_bytes()[:40_000])
    (folder / "many.ttc").write_bytes(b"ttcf\0\1\0\0\0\0\0\1\0\0\0\x10" + sans_path().read_bytes()[:100])
    (folder / "web.woff2").write_bytes(b"wOF2" + bytes(100))
    (folder / "nothing.otf").touch()
    (folder / "notes.otf").write_text("not a font", encoding="utf-8")
    (folder / "folder.otf").mkdir()
    (tmp_path / "outside.otf").symlink_to(sans_path())
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def font(
    file: str = "sans.otf", package: str = PACKAGE, family: str = "Noto Sans SC", sha256: str = "", version: str = ""
) -> FontStyle:
    """Return a font of a style, at its places."""
    place = Location("styles/own/style.yaml", 2)
    return FontStyle(family, package, file, "黑体", sha256=sha256, version=version, places=PLACES, location=place)


def told(font: FontStyle) -> str:
    """Return what stands against a font."""
    report = Report()
    check_font(font, report)
    return "\n".join(problem.format() for problem in report.problems)


HASH = hashlib.sha256(sans_path().read_bytes()).hexdigest()


def test_the_fonts_of_the_style_are_locked() -> None:
    """Both are found, of their version, and of their hash."""
    fonts = style().record.fonts

    assert {name: font.sha256 for name, font in fonts.items()} == {
        "body": hashlib.sha256(serif_path().read_bytes()).hexdigest(),
        "heading": HASH,
    }
    assert [told(font) for font in fonts.values()] == ["", ""]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (
            font(sha256="0" * 64, version="1.2"),
            (
                "6: error: the font file “sans.otf” is not the one that the style was made with\n"
                f"  hint: install {PACKAGE} 1.2 again, or accept the file that is there: “sha256: {HASH}”"
            ),
        ),
        (
            font(sha256="x"),
            (
                "6: error: the font file “sans.otf” is not the one that the style was made with\n"
                f"  hint: install {PACKAGE} again, or accept the file that is there: “sha256: {HASH}”"
            ),
        ),
        (
            font(),
            f"2: error: the font file “sans.otf” is not locked by its hash\n  hint: add a line “sha256: {HASH}”",
        ),
        (
            font(sha256=HASH, family="Noto Sans"),
            "4: error: the font file holds no family “Noto Sans”\n  hint: it holds: Noto Sans SC",
        ),
        (
            font("many.ttc"),
            "4: error: the font file “many.ttc” is a collection of fonts\n  hint: name a file that holds one font only",
        ),
        *(
            (
                font(name),
                (
                    f"4: error: the file “{name}” is not a font\n"
                    "  hint: name a font in TrueType or OpenType format (.ttf, .otf)"
                ),
            )
            for name in ("web.woff2", "nothing.otf", "notes.otf", "half.otf")
        ),
        *(
            (
                font(name),
                (
                    f"4: error: the font “{name}” is not in the package “{PACKAGE}”\n"
                    "  hint: name one of the package's files"
                ),
            )
            for name in ("serif.otf", "folder.otf", "../outside.otf", str(sans_path()), "", ".")
        ),
        *(
            (
                font(package=name),
                (
                    f"3: error: the package “{name}” is not installed\n"
                    "  hint: install dedoc's requirements again, or correct the style"
                ),
            )
            for name in ("nosuch", "", ".", "os.path", "a b", "__main__", "sys", f"{PACKAGE}.sub", f".{PACKAGE}")
        ),
    ],
)
@pytest.mark.usefixtures("package")
def test_a_font_that_is_not_the_locked_one_is_told_where_it_is_named(wrong: FontStyle, expected: str) -> None:
    """Each fault stands at its line, with the way out; a package is looked for without running it."""
    assert told(wrong) == f"styles/own/style.yaml:{expected}"


def test_a_font_that_may_not_be_read_is_told(package: Path) -> None:
    """The reason is that of the system."""
    (package / "secret.otf").write_bytes(b"OTTO")
    (package / "secret.otf").chmod(0)
    if os.access(package / "secret.otf", os.R_OK):
        pytest.skip("this user may read everything")

    assert told(font("secret.otf")).startswith("styles/own/style.yaml:4: error: “secret.otf” cannot be read: ")


def test_a_font_that_changes_is_read_again(package: Path) -> None:
    """What is known of a file holds as long as the file."""
    (package / "new.otf").write_bytes(sans_path().read_bytes())
    first = open_font(font("new.otf"))
    (package / "new.otf").write_bytes(serif_path().read_bytes())

    assert (first.families, open_font(font("new.otf")).families) == (("Noto Sans SC",), ("Noto Serif SC",))


@given(st.binary(max_size=300), st.sampled_from([b"OTTO", b"\0\1\0\0", b"true", b"ttcf", b""]))
def test_no_file_breaks_the_check(data: bytes, start: bytes) -> None:
    """Whatever a file holds that is not a font, it is told."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        package = Path(folder) / PACKAGE
        package.mkdir()
        (package / "any.otf").write_bytes(start + data)
        assert ": error: the f" in told(font("any.otf"))


@pytest.mark.parametrize("name", ["Noto Sans SC", "NotoSansSC", "noto-sans-sc", "Noto\u00a0Sans SC"])
def test_names_of_fonts_are_compared_without_blanks_and_hyphens(name: str) -> None:
    """Each engine writes them in its own way."""
    assert plain_name(name) == "notosanssc"
