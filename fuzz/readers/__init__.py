"""The readers of strangers' files, by name, each as what makes its target in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fuzz.readers.bags import folder_bags, standards, tar_bags
from fuzz.readers.exchange import bilingual_files, catalogs, memories, spreadsheets, xliff_files
from fuzz.readers.pages import pdfs, printed_pages
from fuzz.readers.sources import chapters, drawings, records, tables
from fuzz.readers.words import printed_texts, returned_words, written_words
from fuzz.target import Target

READERS: Mapping[str, Callable[[Path], Target]] = {
    "chapters": chapters,
    "yaml": records,
    "tables": tables,
    "svg": drawings,
    "word-pull": returned_words,
    "word-import": written_words,
    "text-import": printed_texts,
    "po": catalogs,
    "xliff": xliff_files,
    "tmx": memories,
    "bilingual": bilingual_files,
    "facts-sheets": spreadsheets,
    "bag-tar": tar_bags,
    "bag-folder": folder_bags,
    "pdf": pdfs,
    "pdf-standards": standards,
    "printed-pages": printed_pages,
}
