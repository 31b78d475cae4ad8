"""Whether somebody who is trusted vouches for a certificate, as of a moment, and without asking the network."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.archiving.keys import small_file
from dedoc.errors import Location, ProjectError, fail

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

Roots = Sequence[Any]
"""Certificates that are trusted, as pyHanko has them."""


def read_roots(trusted: Path | None) -> Roots | None:
    """Return the certificates in a file, PEM or DER; None if no file is named, ProjectError if it holds none."""
    if trusted is None:
        return None
    from asn1crypto import x509 as kept  # noqa: PLC0415 -- optional
    from cryptography import x509  # noqa: PLC0415 -- optional
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 -- optional

    data = small_file(trusted)
    try:
        read = x509.load_pem_x509_certificates(data) if b"-----" in data else [x509.load_der_x509_certificate(data)]
    except ValueError:
        hint = "a file with certificates is PEM or DER (RFC 7468, RFC 5280)"
        fail(ProjectError, Location(str(trusted)), "the file holds no certificate", hint)
    return [kept.Certificate.load(each.public_bytes(Encoding.DER)) for each in read]


def context(roots: Roots, moment: datetime.datetime) -> ValidationContext:
    """Return what certificates are validated in: some roots and a moment, and nothing fetched."""
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 -- optional

    return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)


def is_vouched(certificate: Any, others: Sequence[Any], roots: Roots, moment: datetime.datetime) -> bool:
    """Whether a certificate is trusted itself, or a chain over the ``others`` leads to one that is (RFC 5280, 6)."""
    from pyhanko_certvalidator import CertificateValidator  # noqa: PLC0415 -- optional

    if any(root.sha256 == certificate.sha256 for root in roots):
        return True
    if not roots:
        return False
    validator = CertificateValidator(certificate, others, context(roots, moment))
    try:
        asyncio.run(validator.async_validate_path())
    except Exception:  # noqa: BLE001 -- a chain that cannot even be read vouches for nobody
        return False
    return True
