"""A bag signed: a detached signature beside it (CMS, RFC 5652), and copies of its PDFs that carry one (PAdES)."""

from __future__ import annotations

import asyncio
import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dedoc.archiving.bag import PAYLOAD
from dedoc.archiving.bag import SUFFIX as BAG
from dedoc.archiving.judging import verify_bag
from dedoc.archiving.keys import Key, name_of
from dedoc.archiving.zstandard import SUFFIX as PACKED
from dedoc.errors import OutputError, fail
from dedoc.outputs import write_outputs

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

SIGNED = "tagmanifest-sha512.txt"
"""What is signed: it has the hashes of all manifests, these have those of all files, and a tar holds only these."""

SUFFIX = ".p7s"
"""How files with a detached signature are called (RFC 8551, 3.2.1)."""

OUTPUTS = f"{PAYLOAD}outputs/"


def beside(path: Path) -> Path:
    """Return where the signature of a bag lies: one for the folder, the tar and the packed tar."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 -- a link to a bag is signed beside the link
    folder = whole.parent if path.name in ("", "..") else path.parent
    return folder / f"{whole.name.removesuffix(PACKED).removesuffix('.tar')}{SUFFIX}"


def copies(path: Path, names: list[str]) -> dict[str, str]:
    """Return how the signed copies of a bag's PDFs are called, by the paths of these in the bag."""
    stem = beside(path).name.removesuffix(SUFFIX).removesuffix(BAG)
    return {
        name: f"{stem}-{name.removeprefix(OUTPUTS).removesuffix('.pdf').replace('/', '-')}-signed.pdf"
        for name in names
        if name.startswith(OUTPUTS) and name.endswith(".pdf")
    }


def sign_bag(path: Path, key: Key, moment: datetime.datetime, into: Path | None = None) -> tuple[Path, ...]:
    """Write the signature of a bag, and signed copies of its PDFs, beside it or into a folder.

    ``moment`` is when the signatures say that they were made. DedocError if the bag is not well.
    """
    bag, _ = verify_bag(path)
    signature = beside(path)
    folder = into or signature.parent
    if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
        hint = "choose another folder with --into"
        fail(OutputError, None, "a signature lies beside a bag, and never in it", hint)
    names = copies(path, list(bag.files))
    for name in (signature.name, *names.values()):
        if (folder / name).exists():
            hint = "a signature is never replaced: choose another folder with --into, or move away what is there"
            fail(OutputError, None, "“{path}” is there already", hint, path=str(folder / name))
    made = {signature.name: signature_of(bag.files[SIGNED], key, moment)}
    made |= {copy: _copied(bag.files[name], key, moment) for name, copy in names.items()}
    return write_outputs(made, folder)


def signature_of(data: bytes, key: Key, moment: datetime.datetime) -> bytes:
    """Return a detached signature of some bytes: CMS with the attributes of CAdES-B-B (ETSI EN 319 122-1)."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes  # noqa: PLC0415 -- optional

    attributes = PdfCMSSignedAttributes(signing_time=moment)
    signing = signer_of(key).async_sign_general_data(data, "sha512", use_cades=True, signed_attr_settings=attributes)
    return bytes(asyncio.run(signing).dump())


def signer_of(key: Key) -> SimpleSigner:
    """Return a key as pyHanko takes it."""
    from asn1crypto import keys, x509  # noqa: PLC0415 -- optional
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 -- optional
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 -- optional
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 -- optional

    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private = key.private.private_bytes(serialization.Encoding.DER, *plain)
    certificate, *others = (
        x509.Certificate.load(each.public_bytes(serialization.Encoding.DER)) for each in (key.certificate, *key.others)
    )
    store = SimpleCertificateStore()
    store.register_multiple(others)
    return SimpleSigner(certificate, keys.PrivateKeyInfo.load(private), store)


def _copied(pdf: bytes, key: Key, moment: datetime.datetime) -> bytes:
    from dedoc.archiving.sealing import sealed  # noqa: PLC0415 -- optional

    return sealed(pdf, signer_of(key), name_of(key.certificate), moment)
