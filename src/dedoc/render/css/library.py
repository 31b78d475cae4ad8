"""WeasyPrint, loaded when it is needed, with no other fonts than those of the style."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from dedoc.errors import OutputError, fail
from dedoc.fonts import font_file
from dedoc.render.css.glyphs import with_plain_ids
from dedoc.style import Style

VERSION = "70.0"
"""The version whose inner parts ``notes`` and ``justify`` mend."""

FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
"""All that fontconfig may know: nothing of the system, so that every machine sets the same glyphs."""


@contextlib.contextmanager
def engine(style: Style) -> Iterator[Any]:
    """Yield the package ``weasyprint``, which finds the fonts of a style only; OutputError if it cannot be loaded."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        os.environ["FONTCONFIG_FILE"] = str(_font_configuration(Path(folder), style))
        try:
            yield _load()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _font_configuration(folder: Path, style: Style) -> Path:
    fonts, cache, file = folder / "fonts", folder / "cache", folder / "fonts.conf"
    fonts.mkdir()
    # The order of the files decides which font comes first where two have a glyph.
    for index, path in enumerate(dict.fromkeys(font_file(font) for font in style.record.fonts.values())):
        (fonts / f"{index:02}{path.suffix}").write_bytes(with_plain_ids(path.read_bytes()))
    file.write_text(FONTS.format(fonts=escape(str(fonts)), cache=escape(str(cache))), encoding="utf-8")
    return file


def _load() -> Any:
    said = io.StringIO()
    try:
        # Where a library is absent, WeasyPrint prints and warns; its log tells the same when it matters.
        with contextlib.redirect_stdout(said), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint  # noqa: PLC0415 -- heavy, and it needs libraries of the system
    except OSError as error:
        hint = (
            "install them: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, or on macOS brew install "
            "pango; a style that Typst prints, such as report, needs none"
        )
        reason = str(error).split(":")[0].splitlines()[0]
        fail(
            OutputError,
            None,
            "styles in CSS need libraries that are not on this machine: {reason}",
            hint,
            reason=reason,
        )
    if weasyprint.__version__ != VERSION:
        hint = "install dedoc's requirements again"
        values = {"found": weasyprint.__version__, "wanted": VERSION}
        fail(OutputError, None, "WeasyPrint is {found}, and styles in CSS are printed by {wanted}", hint, **values)
    return weasyprint
