"""Bags as tar and as folder, and the PDFs in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

from dedoc.archiving import verify_bag
from dedoc.archiving.bag import PAYLOAD, bag_of, digest
from dedoc.archiving.opening import is_unsafe
from dedoc.archiving.provenance import PREDICATE, STATEMENT
from dedoc.verify import verify_standards
from fuzz.changing import tar_of, zip_members, zip_of
from fuzz.target import Form, Target
from wordfile.building import p, r, word_file

RECORD = "metadata/provenance.json"
SOURCE = '#set document(title: "a", date: auto)\n#set text(lang: "zh", font: "Noto Sans SC")\n= A\n\u5b57\n'
TOKENS = (b"manifest-sha256.txt", b"data/", b"../", b"%0A", b"  ", b"Payload-Oxum: ", b"0" * 64, b"fetch.txt")


def small_pdf(folder: Path) -> bytes:
    """Return a PDF/A-2a and PDF/UA-1 of one page."""
    path = folder / "a.typ"
    path.write_text(SOURCE, encoding="utf-8")
    kept: Any = ["a-2a", "ua-1"]
    made = typst.compile(path, font_paths=[sans_path().parent], ignore_system_fonts=True, pdf_standards=kept)
    assert isinstance(made, bytes)
    return made


def _payload(folder: Path) -> dict[str, bytes]:
    outputs = {"outputs/zh-CN/report.pdf": small_pdf(folder), "outputs/zh-CN/report.docx": word_file(p(r("\u5b57")))}
    definition = {
        "externalParameters": {"edition": "2024", "languages": ["zh-CN"], "style": "report"},
        "internalParameters": {"SOURCE_DATE_EPOCH": "1", "python": "3.11"},
        "resolvedDependencies": [{"uri": "pkg:pypi/a@1", "digest": {"sha256": "0" * 64}}],
    }
    subject = [{"name": name, "digest": {"sha256": digest("sha256", data)}} for name, data in outputs.items()]
    statement: dict[str, Any] = {"_type": STATEMENT, "predicateType": PREDICATE, "subject": subject}
    statement["predicate"] = {"buildDefinition": definition}
    records = {
        RECORD: json.dumps(statement).encode(),
        "metadata/dublin-core.xml": b"<dc/>",
        "metadata/premis.xml": b"<p/>",
    }
    return {**outputs, **records, "README.txt": b"a"}


def _signed(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return a payload as the bag it would be, its statement telling of the outputs as they are."""
    if "bagit.txt" in members:
        return members
    outputs = {name: digest("sha256", data) for name, data in members.items() if name.startswith("outputs/")}
    try:
        statement: Any = json.loads(members.get(RECORD, b""))
        statement["subject"] = [{"name": name, "digest": {"sha256": found}} for name, found in outputs.items()]
        members = {**members, RECORD: json.dumps(statement).encode()}
    except (ValueError, TypeError, KeyError):
        pass
    return bag_of(members, {"Made-For": "tests"})


def folder_bags(folder: Path) -> Target:
    """Return the reader of bags as folders. Given is a zip of a bag, or of a payload to be made one."""
    payload = _payload(folder)
    place = folder / "bag"

    def read(data: bytes) -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, content in _signed(zip_members(data)).items():
            _lay(place / name.replace("\0", ""), content, place)
        verify_bag(place)

    return Target(Form.ZIP, (zip_of(bag_of(payload, {})), zip_of(payload)), read, TOKENS)


def _lay(path: Path, content: bytes, place: Path) -> None:
    """Write a file of a bag where a system can have it, and nowhere else."""
    if is_unsafe(path.relative_to(place).as_posix()) or not path.resolve().is_relative_to(place.resolve()):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except (OSError, ValueError):
        return


def tar_bags(folder: Path) -> Target:
    """Return the reader of bags as tars."""
    payload = _payload(folder)
    whole = tar_of({f"a.bag/{name}": data for name, data in bag_of(payload, {}).items()})
    small = tar_of({f"a.bag/{name}": data for name, data in bag_of({"README.txt": b"a"}, {}).items()})
    path = folder / "a.tar"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        verify_bag(path)

    assert PAYLOAD == "data/"
    return Target(
        Form.TAR, (whole, small), read, (*TOKENS, b"ustar", b"GNU.sparse.size", b"0000777", b"\x80\xff\xff\xff")
    )


def standards(folder: Path) -> Target:
    """Return the check of the PDFs in bags against their standards."""

    def read(data: bytes) -> None:
        verify_standards(data)

    tokens = (b"/Length", b" 0 R", b"<<", b">>", b"endobj", b"stream\n", b"/Type", b"/Filter", b"[", b"]", b"/K", b"/P")
    return Target(Form.TEXT, (small_pdf(folder),), read, tokens)
