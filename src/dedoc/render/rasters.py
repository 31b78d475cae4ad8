"""Vector art as pictures of dots, for who cannot show it otherwise."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from dedoc.errors import Location, OutputError, Report
from dedoc.fonts import FontStyle
from dedoc.render.press import Picture, given_fonts, is_panic
from dedoc.style import Style

Key: TypeAlias = tuple[Picture, tuple[FontStyle, ...], int]

MOST = 16
"""So many pictures are remembered."""

_known: dict[Key, bytes] = {}

SOUND = (
    "assert(size.width < 1000 * size.height and size.height < 1000 * size.width, "
    'message: "one side is more than 1000 times as long as the other")'
)
"""What Typst is told to look at before it makes room for the dots of a picture."""


def print_pngs(
    pictures: Mapping[str, Picture],
    style: Style,
    *,
    resolution: int = 220,
    places: Mapping[str, Location | None] | None = None,
) -> dict[str, bytes]:
    """Return vector art as PNG, by name, with the fonts of the style, at so many dots per inch.

    All of them are pages of one document: the fonts are opened once. What was drawn a moment ago is not drawn again:
    the reports that a process prints in one look have one cover. OutputError names those that cannot be drawn, at
    their ``places``.
    """
    fonts = tuple(style.record.fonts.values())
    keys = {name: (picture, fonts, resolution) for name, picture in pictures.items()}
    missing = {name: picture for name, picture in pictures.items() if keys[name] not in _known}
    made = dict(zip(missing, _drawn_all(missing, style, resolution, places or {}), strict=True))
    pngs = {name: made.get(name) or _known[keys[name]] for name in pictures}
    for name, png in pngs.items():
        _known.pop(keys[name], None)
        _known[keys[name]] = png
    for key in tuple(_known)[:-MOST]:
        del _known[key]
    return pngs


def _drawn_all(
    pictures: Mapping[str, Picture], style: Style, resolution: int, places: Mapping[str, Location | None]
) -> list[bytes]:
    if not pictures:
        return []
    pages, _ = _drawn(pictures.values(), style, resolution)
    if pages is None:
        report = Report()
        for name, picture in pictures.items():
            if reason := _drawn([picture], style, resolution)[1]:
                message, hint = (
                    "the picture “{name}” cannot be drawn: {reason}",
                    "open the picture, save it anew, and look at it in a browser",
                )
                report.error(places.get(name), message, hint, name=name, reason=reason)
        report.raise_errors(OutputError)
    return pages or []


def _drawn(pictures: Collection[Picture], style: Style, resolution: int) -> tuple[list[bytes] | None, str]:
    """Return pictures as PNG, or None and the reason why they cannot be drawn."""
    import typst  # noqa: PLC0415 -- heavy

    source = "".join(
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#context {{ let size = measure(image("{index}.svg")); {SOUND} }}\n'
        f'#image("{index}.svg", width: 100%, height: 100%, fit: "contain")\n'
        for index, (_, width, height) in enumerate(pictures)
    )
    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        for index, (svg, _, _) in enumerate(pictures):
            (Path(folder) / f"{index}.svg").write_bytes(svg)
        (Path(folder) / "main.typ").write_text(source, encoding="utf-8")
        main = str(Path(folder) / "main.typ")
        fonts = given_fonts(Path(folder), style)
        try:
            made: Any = typst.compile(main, root=folder, font_paths=fonts, format="png", ppi=float(resolution))
        except BaseException as error:
            if not (isinstance(error, typst.TypstError) or is_panic(error)):
                raise
            return None, str(error)
    return made if isinstance(made, list) else [made], ""
