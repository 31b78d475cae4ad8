"""The cover sheet of a bag: what it is, how to read it, how to build it again, for somebody who knows none of it."""

from __future__ import annotations

from dedoc import __version__
from dedoc.archiving.printing import Recipe, build_words, fidelity_words
from dedoc.model import Metadata

SHEET = """\
{title}
{publisher}, {year}

这是一个 BagIt 存档包（RFC 8493），内含报告成品、全部源文件以及印制它的程序。成品在 outputs，源文件在 source，
校验报告在 verification，来源与工具记录在 metadata。“dedoc archive verify”验证存档，“dedoc archive rebuild”
仅凭本包重新印制，并逐字节比对。手工重建的步骤见下文英文说明。

WHAT THIS IS
This folder is a BagIt bag (RFC 8493). It holds a report, all that it was made from, and the program that made it.

HOW TO READ IT
outputs/LANGUAGE/report.pdf     the report; PDF/A-2a and PDF/UA-1: any reader of PDF shows it
outputs/LANGUAGE/report.docx    the same for Word (Office Open XML)
pages/LANGUAGE.json             on which page every heading, note, figure and table stands
verification/LANGUAGE.json      what was checked in the outputs, and all that was remarked
{compared}source/content/{edition:<17}the text in Markdown, numbers and sources in YAML; UTF-8
source/styles                   the look
fonts                           the fonts, with their licences
program                         the program (Python), and requirements.lock: the packages it needs, each with its hash
metadata/dublin-core.xml        what a catalog asks
metadata/premis.xml             every file with its size and hashes, and what was done with it
metadata/provenance.json        how the outputs were made: every input and tool by its hash (in-toto, SLSA)

HOW TO SEE THAT IT IS WHOLE
Any BagIt program validates it. “sha256sum --check manifest-sha256.txt” beside the folder “data” does so too.

HOW TO SEE WHO MADE IT
A file beside this folder that ends in “.p7s” is a signature (CMS, RFC 5652) over tagmanifest-sha512.txt, on which all
else in the bag hangs; “openssl cms -verify” checks it.

HOW TO BUILD IT AGAIN
“dedoc archive rebuild” does it and compares the bytes. By hand, in a copy of the folder “data”, with Python 3.11 or
newer (the Python that was used, and the packages, stand in metadata/provenance.json):

    python -m venv /somewhere/else
    /somewhere/else/bin/pip install --require-hashes -r program/requirements.lock
    cd source
{commands}

Made by dedoc {version}.
"""


COMPARISON = "verification/fidelity.html      how its pages compare with those of the printed edition; as data: .json\n"


def cover_sheet(metadata: Metadata, recipe: Recipe) -> bytes:
    """Return the text of the sheet."""
    setting = f"SOURCE_DATE_EPOCH={recipe.moment} DEDOC_ROOT=. PYTHONPATH=../program/src:../fonts DEDOC_LANGUAGE=en"
    printed = [[*build_words(recipe, language), "--into ../rebuilt"] for language in recipe.languages]
    compared = [[*fidelity_words(recipe), "--into ../rebuilt/verification"]] if recipe.is_compared else []
    python = "/somewhere/else/bin/python -m dedoc"
    values = {
        "title": metadata.full_title,
        "publisher": metadata.publisher,
        "year": metadata.year,
        "edition": recipe.edition,
        "compared": COMPARISON if compared else "",
        "commands": "\n".join(
            f"    {setting} \\\n        {python} {' '.join(words)}" for words in (*printed, *compared)
        ),
        "version": __version__,
    }
    return SHEET.format(**values).encode()
