"""Sets the peer's text: Typst in a process of its own, which imports nothing else of weight."""

from __future__ import annotations

import sys
from typing import cast

import typst


def main(folder: str, standards: str) -> None:
    """Compile ``report.typ`` in ``folder`` to ``report.pdf``; ``standards`` of PDF, with commas or none."""
    with open(f"{folder}/fonts.txt", encoding="utf-8") as file:  # noqa: PTH123 -- pathlib would add to the peer's time
        fonts = file.read().splitlines()
    typst.compile(
        f"{folder}/report.typ",
        output=f"{folder}/report.pdf",
        root=folder,
        font_paths=fonts,
        ignore_system_fonts=True,
        pdf_standards=cast("list[typst.PDFStandard]", standards.split(",") if standards else []),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
