"""Keys and certificates for tests of signatures: good ones, and each kind that must be refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cryptography", reason="cryptography is not installed")
pytest.importorskip("pyhanko", reason="pyHanko is not installed")

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dedoc.archiving import Signature, check_signatures, verify_bag
from dedoc.archiving.keys import Key, read_key
from dedoc.errors import DedocError, Problem

NAME, PASSPHRASE = "数字经济研究院", "密码 correct horse"
NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
USES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
USES_OF_KEYS = (*USES, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its certificate, and who issued that."""

    private: Any
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...] = ()

    def pem(self, *, is_issuer: bool = False) -> bytes:
        """Return the certificate, or that of who issued it, as text."""
        return (self.others[-1] if is_issuer else self.certificate).public_bytes(Encoding.PEM)

    def secret(self) -> bytes:
        """Return the private key as PKCS#8, unlocked."""
        return bytes(self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))

    def packed(self, passphrase: str = PASSPHRASE) -> bytes:
        """Return the key and certificates as PKCS#12; an empty passphrase locks nothing."""
        lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        return pkcs12.serialize_key_and_certificates(b"key", self.private, self.certificate, self.others, lock)

    def key(self, folder: Path, moment: datetime.datetime = NOW) -> Key:
        """Return the key as it is read from a file."""
        path = folder / "key.p12"
        path.write_bytes(self.packed())
        return read_key(path, PASSPHRASE.encode, moment)


def new_key(kind: str = "p256") -> Any:
    """Return a new private key."""
    match kind:
        case "rsa":
            return rsa.generate_private_key(65537, 2048)
        case "rsa1024":
            return rsa.generate_private_key(65537, 1024)  # noqa: S505 -- it must be refused
        case "ed25519":
            return ed25519.Ed25519PrivateKey.generate()
        case _:
            return ec.generate_private_key(ec.SECP256R1())


def signer(
    kind: str = "p256",
    name: str = NAME,
    *,
    start: datetime.datetime = NOW - DAY,
    end: datetime.datetime = NOW + 365 * DAY,
    uses: Sequence[str] = USES[:2],
    purposes: Sequence[x509.ObjectIdentifier] = (),
    issuer: Signer | None = None,
) -> Signer:
    """Return a key and a certificate for some uses and purposes, signed by itself or by an issuer."""
    private = new_key(kind)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by = issuer.certificate.subject if issuer else subject
    built = (
        x509.CertificateBuilder(by, subject, private.public_key(), x509.random_serial_number(), start, end)
        .add_extension(x509.BasicConstraints(ca="key_cert_sign" in uses, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in uses for use in USES_OF_KEYS}), critical=True)
    )
    if purposes:
        built = built.add_extension(x509.ExtendedKeyUsage(list(purposes)), critical=False)
    with_key = issuer.private if issuer else private
    made = built.sign(with_key, None if kind == "ed25519" else hashes.SHA256())
    return Signer(private, made, (issuer.certificate, *issuer.others) if issuer else ())


def chained() -> Signer:
    """Return a signer for whom a middle authority vouches, and for that a root."""
    root = signer(name="Root", uses=("key_cert_sign",))
    return signer(issuer=signer(name="Middle", uses=("key_cert_sign",), issuer=root))


UNFIT = (
    ("expired", {"end": NOW - DAY / 2}, "holds from 2026-11-22 to 2026-11-23, and not on 2026-11-23"),
    ("of tomorrow", {"start": NOW + DAY}, "holds from 2026-11-24 to 2027-11-23, and not on 2026-11-23"),
    ("to encipher", {"uses": USES[2:4]}, "the certificate of “数字经济研究院” is not for signing"),
    ("of a site", {"purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)}, "is not for signing"),
    ("weak", {"kind": "rsa1024"}, "is too weak, or of no common kind"),
    ("of a rare kind", {"kind": "ed25519"}, "is too weak, or of no common kind"),
)
"""Keys with which nothing is signed, and why."""


Files = dict[str, bytes]
COPY = "a-zh-CN-report-signed.pdf"
PDF = "data/outputs/zh-CN/report.pdf"

KINDS: tuple[tuple[str, Callable[[], Signer]], ...] = (
    ("rsa", lambda: signer("rsa")),
    ("p256", signer),
    ("chain", chained),
)


def found(bag: Path, **how: Any) -> tuple[tuple[Signature, ...], tuple[Problem, ...]]:
    """Return the signatures of a bag that is well."""
    return check_signatures(bag, verify_bag(bag)[0], how.pop("now", NOW), **how)


def told(bag: Path, **how: Any) -> str:
    """Return why signatures do not hold; one must not."""
    with pytest.raises(DedocError) as error:
        found(bag, **how)
    return "\n".join(problem.format() for problem in error.value.problems)
