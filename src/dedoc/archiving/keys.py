"""The key and certificate of who signs, from a PKCS#12 file (RFC 7292), judged before anything is signed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.errors import N_, Location, ProjectError, Report, fail

if TYPE_CHECKING:
    from cryptography import x509

INSTALL = N_("install what signing needs: pip install cryptography pyhanko")

LARGEST = 2**20
"""Bytes of the largest file with a key, a passphrase, a certificate or a signature; they have a few thousand."""

MOST_CERTIFICATES = 6
"""How many certificates a signature may hold; a chain has two to five.

Every way through them is tried: with seven of one name that takes half a second, with nine half a minute.
"""

SMALLEST_RSA = 2048
"""Bits of the smallest modulus that is still trusted (NIST SP 800-131A)."""

PURPOSES = {
    "2.5.29.37.0",  # any (RFC 5280, 4.2.1.12)
    "1.3.6.1.5.5.7.3.4",  # e-mail (RFC 5280)
    "1.3.6.1.5.5.7.3.36",  # documents (RFC 9336)
    "1.3.6.1.4.1.311.10.3.12",  # documents, as Microsoft says it
    "1.2.840.113583.1.1.5",  # documents, as Adobe says it
}
"""The purposes of keys, of which a certificate that names any must name one."""

PACKED = bytes.fromhex("06092a864886f70d0107")
"""What a PKCS#12 file holds among its first bytes: the type of its content, which is one of PKCS#7 (RFC 7292, 4)."""

WRITTEN = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
"""What a private key that is written as text begins with (RFC 7468, 10 and 11)."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A private key, its certificate, and the certificates of who vouches for it. It does not show itself."""

    private: Any
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]


def can_sign() -> bool:
    """Whether the libraries that sign, and that check signatures, are installed."""
    return find_spec("cryptography") is not None and find_spec("pyhanko") is not None


def holds_key(data: bytes) -> bool:
    """Whether a file looks like one with a private key."""
    return WRITTEN.search(data) is not None or _is_packed(data)


def _is_packed(data: bytes) -> bool:
    return data.startswith(b"\x30") and PACKED in data[:64]


def small_file(path: Path) -> bytes:
    """Return what is in a file of little size; ProjectError if it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        hint = "check the name and the permissions of the file"
        values = {"path": str(path), "reason": error.strerror or str(error)}
        fail(ProjectError, Location(str(path)), "“{path}” cannot be read: {reason}", hint, **values)
    if len(data) > LARGEST:
        message = "the file is larger than any key, certificate or signature"
        fail(ProjectError, Location(str(path)), message, "check the name of the file")
    return data


def read_key(path: Path, ask: Callable[[], bytes | None], moment: datetime.datetime) -> Key:
    """Return the key of a file with which can be signed at a moment; ProjectError if there is none, or not with it.

    ``ask`` is called for the passphrase if the file wants one, and returns None where nobody can be asked.
    """
    if not can_sign():
        fail(ProjectError, None, "nothing here can sign", INSTALL)
    key = _opened(path, ask)
    report = Report()
    judge_certificate(key.certificate, moment, Location(str(path)), report)
    report.raise_errors(ProjectError)
    return key


def _opened(path: Path, ask: Callable[[], bytes | None]) -> Key:
    data, place = small_file(path), Location(str(path))
    if not _is_packed(data):
        hint = "make one with: openssl pkcs12 -export -inkey KEY -in CERTIFICATE -out FILE.p12"
        fail(ProjectError, place, "this is no PKCS#12 file", hint)
    found = _unlocked(data, None) or _unlocked(data, b"")
    if found is None:
        passphrase = ask()
        if passphrase is None:
            hint = "give it in a file with --passphrase-file, or in the variable DEDOC_PASSPHRASE"
            fail(ProjectError, place, "the key wants a passphrase", hint)
        found = _unlocked(data, passphrase)
    if found is None:
        hint = "is it the right passphrase? a file of an old program must be exported anew"
        fail(ProjectError, place, "the key does not open with this passphrase", hint)
    private, certificate, others = found
    if private is None or certificate is None or private.public_key() != certificate.public_key():
        hint = "put the private key and its own certificate into one file"
        fail(ProjectError, place, "the file holds no key with its certificate", hint)
    if len(others) >= MOST_CERTIFICATES:
        hint = "keep the key, its certificate, and those of who issued it"
        values = {"count": len(others) + 1, "most": MOST_CERTIFICATES}
        fail(ProjectError, place, "{count} certificates are in it, and {most} are the most", hint, **values)
    return Key(private, certificate, tuple(others))


def _unlocked(data: bytes, passphrase: bytes | None) -> tuple[Any, Any, list[Any]] | None:
    """Return what a file holds; None if it does not open, without any word of why, which might tell too much."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 -- optional
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415 -- optional

    try:
        return pkcs12.load_key_and_certificates(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None


def judge_certificate(
    certificate: x509.Certificate, moment: datetime.datetime, place: Location, report: Report
) -> None:
    """Report why what is signed with a certificate at a moment would prove nothing."""
    name = name_of(certificate)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not start <= moment <= end:
        values = {"name": name, "start": f"{start:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}", "moment": f"{moment:%Y-%m-%d}"}
        message = "the certificate of “{name}” holds from {start} to {end}, and not on {moment}"
        report.error(place, message, "ask who issued it for a new one", **values)
    if not _is_for_signing(certificate):
        hint = "ask who issued it for one for documents or e-mail (key usage “digital signature”)"
        report.error(place, "the certificate of “{name}” is not for signing", hint, name=name)
    if not _is_strong(certificate):
        hint = "take an RSA key of {bits} bits or more, or one on an elliptic curve of NIST"
        report.error(place, "the key of “{name}” is too weak, or of no common kind", hint, name=name, bits=SMALLEST_RSA)


def _is_for_signing(certificate: x509.Certificate) -> bool:
    from cryptography import x509  # noqa: PLC0415 -- optional

    try:
        extensions = certificate.extensions
    except ValueError:
        return False
    for extension in extensions:
        match extension.value:
            case x509.KeyUsage(digital_signature=False, content_commitment=False):
                return False
            case x509.ExtendedKeyUsage() as purposes:
                if not PURPOSES & {purpose.dotted_string for purpose in purposes}:
                    return False
            case _:
                pass
    return True


def _is_strong(certificate: x509.Certificate) -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 -- optional
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415 -- optional

    try:
        match certificate.public_key():
            case rsa.RSAPublicKey(key_size=size):
                return size >= SMALLEST_RSA
            case ec.EllipticCurvePublicKey(curve=ec.SECP256R1() | ec.SECP384R1() | ec.SECP521R1()):
                return True
            case _:
                return False
    except (ValueError, UnsupportedAlgorithm):
        return False


def name_of(certificate: x509.Certificate) -> str:
    """Return what the owner of a certificate is called there, on one line, for messages."""
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 -- optional

    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    said = str(named[0].value) if named else certificate.subject.rfc4514_string()
    return "".join(each for each in said if each.isprintable())[:100]
