"""The boxes of pages for a printer: where to cut, and how far colour runs beyond (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

import io

from dedoc.sheet import Page


def with_bleed_boxes(pdf: bytes, page: Page) -> bytes:
    """Return a PDF whose pages say how far their bleed reaches.

    The press says where they are cut. Beyond the bleed stand crop marks; without them the bleed is all of the sheet,
    which need not be said.
    """
    if not page.crop_marks:
        return pdf
    import pikepdf  # noqa: PLC0415 -- only styles with crop marks need it

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for sheet in file.pages:
            left, bottom, right, top = (float(edge) for edge in sheet.trimbox)
            edges = (left - page.bleed, bottom - page.bleed, right + page.bleed, top + page.bleed)
            sheet.obj.BleedBox = pikepdf.Array([round(edge, 3) for edge in edges])
        # The identifier is that of the content, for the same bytes each time; the press's own stays beside it.
        file.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()
