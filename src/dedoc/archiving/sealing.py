"""A copy of a PDF that carries a signature (PAdES-B-B, ETSI EN 319 142-1) and keeps PDF/A-2a and PDF/UA-1.

The copy is the PDF itself with an update behind it (ISO 32000-1, 7.5.6): every byte of the PDF stays.
"""

from __future__ import annotations

import asyncio
import datetime
import io
import warnings
from typing import Any

from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    pdf_name,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from dedoc.errors import OutputError, Problem
from dedoc.verify import verify_standards

FIELD = "Signature"

ONLY_OF_THE_UPDATE = "SIGNATURE-BYTERANGE"
"""The rule that our validator finds broken by what ``readable`` puts behind the signature, and not by the copy."""


class _Writer(IncrementalPdfFileWriter):
    """Writes an update, and keeps of the PDF what pyHanko would change though PDF/A-2 does not let it.

    Its metadata would lose the description of their schemas (ISO 19005-2, 6.6.2.3), and for a key on an elliptic curve
    it would call itself PDF 2.0, which PDF/A-2 knows nothing of.
    """

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Leave the version of the PDF as it is."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Declare the extension for PAdES, and no part of PDF 2.0."""
        if ext.prefix_name == "/ESIC":
            super().register_extension(ext)


def sealed(pdf: bytes, signer: SimpleSigner, name: str, moment: datetime.datetime) -> bytes:
    """Return a PDF with a signature that does not show; OutputError if the copy breaks a rule of its standards.

    PDF/A-2 forbids hidden fields, and PDF/UA-1 asks that every other one has a name and a place in the structure
    (7.18.1 and 7.18.4). So the field is of no size, bears the name of the signer, and stands at the end of the text.
    """
    # An object begins on a line of its own (ISO 19005-2, 6.1.9), and the last line of a PDF may have no end.
    whole = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    writer = _Writer(io.BytesIO(whole))
    append_signature_field(writer, SigFieldSpec(FIELD, on_page=-1, readable_field_name=name))
    if "/StructTreeRoot" in writer.root:
        _put_in_structure(writer)
    made = asyncio.run(_signed(writer, signer, moment))
    _refuse_broken(made)
    return made


async def _signed(writer: _Writer, signer: SimpleSigner, moment: datetime.datetime) -> bytes:
    asked = PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha512", subfilter=SigSeedSubFilter.PADES)
    with warnings.catch_warnings():
        # It asks the system for its time zone, and complains where there is none; the moment has its own.
        warnings.simplefilter("ignore")
        session = PdfSigner(asked, signer).init_signing_session(writer, existing_fields_only=True)
    session.system_time = moment
    room = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=room)
    made = io.BytesIO()
    prepared, _ = document.digest_tbs_document(output=made)
    await document.perform_signature(prepared.document_digest, PdfCMSSignedAttributes())
    return made.getvalue()


def _refuse_broken(pdf: bytes) -> None:
    found: list[Problem] = [
        problem for problem in verify_standards(pdf) if ONLY_OF_THE_UPDATE not in str(problem.values["rule"])
    ]
    if found:
        raise OutputError(tuple(found))


def _put_in_structure(writer: Any) -> None:
    """Put the field into the structure as a form (ISO 32000-1, 14.8.4.5), the last thing in the document."""
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    tree = writer.root["/StructTreeRoot"]
    tops = tree["/K"]
    top = tops.raw_get(0) if isinstance(tops, ArrayObject) else tree.raw_get("/K")
    number = _next_number(tree)
    reference = {"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": field.get_object().raw_get("/P")}
    form = {"/Type": pdf_name("/StructElem"), "/S": pdf_name("/Form"), "/P": top, "/K": _dictionary(reference)}
    added = writer.add_object(_dictionary(form))
    field.get_object()[pdf_name("/StructParent")] = NumberObject(number)
    _append_to_tree(writer, tree, number, added)
    _append_child(writer, top.get_object(), added)


def _dictionary(entries: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({pdf_name(key): value for key, value in entries.items()})


def _next_number(tree: Any) -> int:
    """Return the first number that the parent tree has not given (ISO 32000-1, 14.7.4.4)."""
    if "/ParentTreeNextKey" in tree:
        return int(tree["/ParentTreeNextKey"])
    node = tree["/ParentTree"]
    while "/Kids" in node:
        node = node["/Kids"][-1]
    return int(node["/Nums"][-2]) + 1


def _append_to_tree(writer: Any, tree: Any, number: int, added: IndirectObject) -> None:
    """Append to a number tree (ISO 32000-1, 7.9.7) a number that is greater than all in it."""
    node = tree["/ParentTree"]
    while "/Kids" in node:
        node = node["/Kids"][-1]
        node["/Limits"][1] = NumberObject(number)
        writer.update_container(node["/Limits"])
    node["/Nums"].extend([NumberObject(number), added])
    writer.update_container(node["/Nums"])
    tree[pdf_name("/ParentTreeNextKey")] = NumberObject(number + 1)
    writer.update_container(tree)


def _append_child(writer: Any, element: Any, added: IndirectObject) -> None:
    if not isinstance(element.get("/K"), ArrayObject):
        element[pdf_name("/K")] = ArrayObject([element.raw_get("/K")] if "/K" in element else [])
    element["/K"].append(added)
    writer.update_container(element)
    writer.update_container(element["/K"])
