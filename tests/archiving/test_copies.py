"""Signed copies of PDFs: they keep their standards, and show what the PDF in the bag shows."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archiving.signers import COPY, KINDS, NAME, NOW, PDF, Files, Signer, signer, told
from conformance import missing
from conformance.pdf import PAGE_NEEDS, VERAPDF_NEEDS, mutool, page_validation, qpdf, verapdf
from dedoc.archiving import sign_bag
from dedoc.archiving.growing import is_only_signed
from dedoc.archiving.sealing import sealed
from dedoc.archiving.signing import signer_of

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.mark.skipif(bool(missing(*PAGE_NEEDS)), reason=missing(*PAGE_NEEDS))
@pytest.mark.parametrize("made_by", [kind[1] for kind in KINDS[:2]], ids=[kind[0] for kind in KINDS[:2]])
def test_a_signed_copy_keeps_its_standards(
    made_by: Callable[[], Signer], made: Path, whole: Files, tmp_path: Path
) -> None:
    """It is the PDF with an update behind it, still PDF/A-2a and PDF/UA-1, and whole to every program that is here."""
    who = made_by()
    _, copy = sign_bag(made / "2024.bag.tar", who.key(tmp_path), NOW, tmp_path / "signed")
    assert copy.name == "2024-zh-CN-report-signed.pdf"
    pdf, data = whole[PDF], copy.read_bytes()
    assert data.startswith(pdf)
    assert is_only_signed(pdf, data)
    # What the harness puts behind a file, to be read aright, is not under its signature.
    rules = [each.rule for profile in ("2a", "ua1") for each in page_validation(copy, profile)]
    assert rules == ["PDFA2A-SIGNATURE-BYTERANGE-001"]
    for check, needs in ((qpdf, "qpdf"), (mutool, "mutool")):
        assert missing(needs) or check(copy) == []
    assert missing(*VERAPDF_NEEDS) or verapdf([copy], ["2a", "ua1"]) == []


@pytest.mark.skipif(bool(missing("pdfsig")), reason=missing("pdfsig"))
def test_poppler_agrees(signed: Path) -> None:
    """Another reader of PDF finds the signature valid, over the whole file, and by that name."""
    done = subprocess.run(["pdfsig", COPY], cwd=signed.parent, capture_output=True, encoding="utf-8", check=False)
    for said in ("Signature is Valid.", "Total document signed", "ETSI.CAdES.detached", "SHA-512"):
        assert said in done.stdout


def test_the_structure_names_the_signature(signed: Path) -> None:
    """Who hears the document meets, at its end, a form field by the name of the signer."""
    import pikepdf  # noqa: PLC0415 -- only here

    with pikepdf.open(signed.parent / COPY) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        form = document.K[-1]
        field = form.K.Obj
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert (str(form.S), str(field.TU), str(field.FT)) == ("/Form", NAME, "/Sig")
        assert numbers[numbers.index(field.StructParent) + 1].objgen == form.objgen
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert "/Version" not in pdf.Root


def rearranged(pdf: bytes) -> bytes:
    """Return a PDF whose tree of parents has branches and no next number, and whose lists of one are none."""
    import pikepdf  # noqa: PLC0415 -- only here

    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as read:
        tree = read.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        halves = [numbers[:4], numbers[4:]]
        leaves = [
            read.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(half), Limits=pikepdf.Array([half[0], half[-2]])))
            for half in halves
        ]
        tree.ParentTree = read.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(leaves)))
        tree.K = tree.K[0]
        del tree.ParentTreeNextKey
        read.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def test_any_tree_of_parents_takes_the_signature(small: Files, tmp_path: Path) -> None:
    """Where other programs arrange the structure otherwise, the field gets the next number, in the last branch."""
    import pikepdf  # noqa: PLC0415 -- only here

    pdf = rearranged(small[PDF])
    copy = sealed(pdf, signer_of(signer().key(tmp_path)), NAME, NOW)
    assert is_only_signed(pdf, copy)
    with pikepdf.open(io.BytesIO(copy)) as read:
        tree = read.Root.StructTreeRoot
        leaf, form = tree.ParentTree.Kids[-1], tree.K.K[-1]
        number, listed = int(form.K.Obj.StructParent), list(leaf.Nums)
        assert [int(leaf.Limits[1]), int(listed[-2]), int(tree.ParentTreeNextKey)] == [number, number, number + 1]
        assert listed[-1].objgen == form.objgen
        assert number == max(int(each) for each in listed[:-2:2]) + 1


def updated(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a PDF with an update behind it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 -- optional

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf + b"\n"))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def another_page(writer: Any) -> None:
    """Let the first page show what the second does."""
    first, second = (writer.root["/Pages"]["/Kids"][number] for number in (0, 1))
    first["/Contents"] = second.raw_get("/Contents")
    writer.update_container(first)


def fewer_pages(writer: Any) -> None:
    """Take a page out."""
    from pyhanko.pdf_utils.generic import NumberObject, pdf_name  # noqa: PLC0415 -- optional

    pages = writer.root["/Pages"]
    del pages["/Kids"][1]
    pages[pdf_name("/Count")] = NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def a_stamp(writer: Any) -> None:
    """Put a remark over a page."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, pdf_name  # noqa: PLC0415

    page = writer.root["/Pages"]["/Kids"][0]
    square = {"/Type": "/Annot", "/Subtype": "/Square"}
    stamp = DictionaryObject({pdf_name(key): pdf_name(value) for key, value in square.items()})
    stamp[pdf_name("/Rect")] = ArrayObject(map(NumberObject, (0, 0, 500, 500)))
    page[pdf_name("/Annots")] = ArrayObject([writer.add_object(stamp)])
    writer.update_container(page)


def another_catalog(pdf: bytes) -> bytes:
    """Return a PDF with an update that names another catalog, with the same pages the other way round."""
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    pages = re.findall(rb"/Kids\[(.*?)\]", pdf)[0].split(b" R ")[::-1]
    kids = b" ".join(each.removesuffix(b" R") + b" R" for each in pages)
    objects = (
        b"<</Type/Catalog/Pages %d 0 R>>" % (size + 1),
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids),
    )
    body, table = pdf + b"\n", b"xref\n%d 2\n" % size
    for number, written in enumerate(objects, size):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (size + 2, size, start, len(body))


@pytest.mark.parametrize(
    "forge",
    [
        another_catalog,
        *(lambda pdf, change=change: updated(pdf, change) for change in (another_page, fewer_pages, a_stamp)),
    ],
    ids=["catalog", "page", "fewer", "stamp"],
)
def test_a_copy_that_shows_something_else_is_refused(
    forge: Callable[[bytes], bytes], signed: Path, small: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forger who changes in an update what is seen, and signs the whole, is found, for the bag knows what is seen."""
    monkeypatch.setattr("dedoc.archiving.sealing._refuse_broken", lambda _: None)
    copy = signed.parent / COPY
    copy.write_bytes(sealed(forge(small[PDF]), signer_of(signer().key(signed.parent)), NAME, NOW))
    assert copy.read_bytes().startswith(small[PDF])
    assert f"{COPY}: error: the copy is not the PDF in the bag with a signature" in told(signed)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda data: data + b"\n", "the signature is not over this very bag or PDF"),
        (lambda data: data[:-900] + b"\n", ""),
        (
            lambda data: data.replace(b"/M (D\\07220261", b"/M (D\\07220251"),
            "the signature is not over this very bag or PDF",
        ),
        (lambda _: b"", "the copy is not the PDF in the bag with a signature"),
        (lambda data: data.replace(b"/Sig\n", b"/Tx \n"), ""),
    ],
    ids=["longer", "cut off", "dated back", "empty", "another field"],
)
def test_a_spoilt_copy_is_refused(spoil: Callable[[bytes], bytes], expected: str, signed: Path) -> None:
    """Whatever is changed in a copy is found, and its file is named."""
    copy = signed.parent / COPY
    data = spoil(copy.read_bytes())
    assert data != copy.read_bytes()
    copy.write_bytes(data)
    said = told(signed)
    assert f"{COPY}: error: " in said
    assert expected in said
