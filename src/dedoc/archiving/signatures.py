"""Signatures beside a bag: who made them, whether they hold, and whether they are over this very bag and its PDFs."""

from __future__ import annotations

import asyncio
import datetime
import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.archiving.growing import is_only_signed
from dedoc.archiving.keys import INSTALL, LARGEST, MOST_CERTIFICATES, can_sign, judge_certificate, name_of, small_file
from dedoc.archiving.opening import Bag
from dedoc.archiving.signing import SIGNED, beside, copies
from dedoc.archiving.trusting import Roots, context, is_vouched, read_roots
from dedoc.errors import ContentError, Location, Problem, Report, Severity, fail, in_order

if TYPE_CHECKING:
    from cryptography import x509

STRONG = ("sha256", "sha384", "sha512")

SKEW = datetime.timedelta(days=1)
"""How far the clock of who signs may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that holds: its file, the name and the SHA-256 of its certificate, and when it says it was made.

    ``is_trusted`` tells whether somebody who is trusted vouches for the name.
    """

    file: Path
    name: str
    fingerprint: str
    moment: datetime.datetime
    is_trusted: bool


def check_signatures(
    path: Path, bag: Bag, now: datetime.datetime, asked: Path | None = None, trusted: Path | None = None
) -> tuple[tuple[Signature, ...], tuple[Problem, ...]]:
    """Return the signatures of a bag that is well and of the copies beside it, and remarks; ContentError if one fails.

    ``asked`` is the file of the signature where it does not lie beside the bag, ``trusted`` one with the certificates
    of who is trusted. Where neither is named and the libraries are not installed, a remark tells what was not checked.
    """
    file = asked or beside(path)
    names = copies(path, list(bag.files))
    sealed = {file.parent / copy: name for name, copy in names.items() if (file.parent / copy).is_file()}
    if not (file.exists() or asked or trusted or sealed):
        return (), ()
    if not can_sign():
        return (), _skipped(file, is_asked=bool(asked or trusted))
    if trusted and not asked and not file.exists():
        hint = "name its signature with --signature, or verify it without --certificate"
        fail(ContentError, Location(bag.name), "the bag is not signed: there is no “{file}”", hint, file=str(file))
    # What they complain of is told here, in the user's language.
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    return _checked(bag, file if asked or file.exists() else None, sealed, read_roots(trusted), now)


def _skipped(file: Path, *, is_asked: bool) -> tuple[Problem, ...]:
    """Return that nothing was checked; ContentError where somebody asked for it."""
    problem = Problem(
        "the signature was not checked, for nothing here can read it",
        Location(str(file)),
        INSTALL,
        Severity.ERROR if is_asked else Severity.WARNING,
    )
    if is_asked:
        raise ContentError((problem,))
    return (problem,)


def _checked(
    bag: Bag, file: Path | None, sealed: dict[Path, str], roots: Roots | None, now: datetime.datetime
) -> tuple[tuple[Signature, ...], tuple[Problem, ...]]:
    report = Report()
    found: list[Signature | None] = []
    if file is not None:
        found.append(_Check(file, roots, now, report).detached(small_file(file), bag.files[SIGNED]))
    for copy, name in sealed.items():
        found.append(_Check(copy, roots, now, report).embedded(bag.files[name]))
    report.raise_errors(ContentError)
    return tuple(each for each in found if each), in_order(report.problems)


@dataclass(frozen=True, slots=True)
class _Check:
    """One file that is checked against the certificates of who is trusted."""

    file: Path
    roots: Roots | None
    now: datetime.datetime
    report: Report

    @property
    def place(self) -> Location:
        """Return where problems with the file are."""
        return Location(str(self.file))

    def detached(self, data: bytes, signed: bytes) -> Signature | None:
        """Return the detached signature (CMS) of some bytes, or None with what is wrong."""
        try:
            return self._detached(data, signed)
        except Exception as error:  # noqa: BLE001 -- whatever keeps it from being read is the reason
            return self._unreadable(error)

    def embedded(self, pdf: bytes) -> Signature | None:
        """Return the signature that a copy of a PDF carries, or None with what is wrong."""
        try:
            return self._embedded(pdf)
        except Exception as error:  # noqa: BLE001 -- whatever keeps it from being read is the reason
            return self._unreadable(error)

    def _unreadable(self, error: Exception) -> Signature | None:
        hint = "a signature of a bag is CMS (RFC 5652), by one signer and without what it signs"
        reason = " ".join(str(error).split())[:200] or "–"
        self.report.error(self.place, "the signature cannot be read: {reason}", hint, reason=reason)
        return None

    def _detached(self, data: bytes, signed: bytes) -> Signature | None:
        from asn1crypto import cms, pem  # noqa: PLC0415 -- optional
        from pyhanko.sign.general import extract_signer_info  # noqa: PLC0415 -- optional
        from pyhanko.sign.validation.generic_cms import (  # noqa: PLC0415 -- optional
            async_validate_detached_cms,
            extract_self_reported_ts,
        )

        content = cms.ContentInfo.load(pem.unarmor(data)[2] if pem.detect(data) else data, strict=True)["content"]
        if self._is_crowded(content):
            return None
        moment = extract_self_reported_ts(extract_signer_info(content))
        status = asyncio.run(async_validate_detached_cms(signed, content, **self._settings(moment)))
        return self._judged(status, content, moment)

    def _embedded(self, pdf: bytes) -> Signature | None:
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 -- optional
        from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415 -- optional
        from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature  # noqa: PLC0415 -- optional

        with self.file.open("rb") as file:
            data = file.read(len(pdf) + LARGEST)
        if not data.startswith(pdf) or not is_only_signed(pdf, data):
            hint = "delete it, and sign the bag again"
            self.report.error(self.place, "the copy is not the PDF in the bag with a signature", hint)
            return None
        (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
        if self._is_crowded(signature.signed_data):
            return None
        moment = signature.self_reported_timestamp
        settings = self._settings(moment)
        status = asyncio.run(async_validate_pdf_signature(signature, skip_diff=True, **settings))
        is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        return self._judged(status, signature.signed_data, moment, is_whole=is_whole)

    def _is_crowded(self, signed: Any) -> bool:
        count = len(signed["certificates"])
        if count > MOST_CERTIFICATES:
            hint = "somebody wants to waste your time"
            values = {"count": count, "most": MOST_CERTIFICATES}
            self.report.error(self.place, "{count} certificates are in it, and {most} are the most", hint, **values)
        return count > MOST_CERTIFICATES

    def _settings(self, moment: datetime.datetime | None) -> dict[str, Any]:
        """Return how a signature is validated; of whom it is, and who vouches for them, is judged here after that."""
        from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: PLC0415 -- optional

        whose = context((), moment or self.now)
        return {"signer_validation_context": whose, "key_usage_settings": KeyUsageConstraints()}

    def _judged(
        self, status: Any, signed: Any, moment: datetime.datetime | None, *, is_whole: bool = True
    ) -> Signature | None:
        """Return the signature that has a status, or None with what is wrong with it."""
        from cryptography import x509  # noqa: PLC0415 -- optional
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 -- optional
        from pyhanko.sign.validation.generic_cms import extract_certs_for_validation  # noqa: PLC0415 -- optional

        place, wrong = self.place, Report()
        if not (status.intact and is_whole):
            hint = "it was changed after it was signed, or the signature is of another one: trust neither"
            wrong.error(place, "the signature is not over this very bag or PDF", hint)
        elif not status.valid:
            wrong.error(place, "the signature was not made with the key of its certificate", "trust nothing in it")
        if status.md_algorithm not in STRONG:
            message = "nothing is proved by “{algorithm}”"
            wrong.error(place, message, "sign it anew", algorithm=status.md_algorithm)
        certificate = x509.load_der_x509_certificate(status.signing_cert.dump())
        claimed = moment or self.now
        judge_certificate(certificate, claimed, place, wrong)
        if claimed > self.now + SKEW:
            hint = "one of two clocks is wrong, or somebody lies"
            wrong.error(place, "the signature says that it was made in the future", hint)
        name = name_of(certificate)
        others = extract_certs_for_validation(signed).other_certs
        is_trusted = is_vouched(status.signing_cert, others, self.roots or (), claimed)
        if self.roots is not None and not is_trusted and not wrong.has_errors:
            hint = "ask who sent the bag for the right certificate, by another way than the bag came"
            wrong.error(place, "nobody who is trusted vouches for “{name}”", hint, name=name)
        self.report.problems += wrong.problems
        if wrong.has_errors:
            return None
        found = Signature(self.file, name, certificate.fingerprint(SHA256()).hex(), claimed, is_trusted)
        self._remark(found, certificate)
        return found

    def _remark(self, found: Signature, certificate: x509.Certificate) -> None:
        values = {"name": found.name, "fingerprint": found.fingerprint}
        if not found.is_trusted:
            message = "nobody vouches that this is “{name}”; the certificate has the SHA-256 {fingerprint}"
            hint = "compare that with what they publish, or name the certificate that you trust with --certificate"
            self.report.problems.append(Problem(message, None, hint, Severity.WARNING, values))
        if certificate.not_valid_after_utc < self.now:
            message = "the certificate of “{name}” has expired; that it signed before that rests on its own word"
            self.report.problems.append(Problem(message, None, "", Severity.NOTE, values))
