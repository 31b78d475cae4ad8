"""Keys to sign with: what must be refused is, with the reason, and nothing of a key is ever told."""

from __future__ import annotations

import datetime
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from archiving.bags import run_archive, tiny
from archiving.signers import NAME, NOW, PASSPHRASE, UNFIT, new_key, signer
from conformance import missing
from dedoc.archiving.keys import LARGEST, holds_key, name_of, read_key
from dedoc.errors import DedocError


def told(path: Path, passphrase: bytes | None = PASSPHRASE.encode(), moment: datetime.datetime = NOW) -> str:
    """Return why a key is refused; it must be."""
    with pytest.raises(DedocError) as found:
        read_key(path, lambda: passphrase, moment)
    return "\n".join(problem.format() for problem in found.value.problems)


@pytest.mark.parametrize(("given", "expected"), [case[1:] for case in UNFIT], ids=[case[0] for case in UNFIT])
def test_keys_that_prove_nothing_are_refused(given: dict[str, Any], expected: str, tmp_path: Path) -> None:
    """A certificate that does not hold now or is for something else, and a weak key, are told before all else."""
    path = tmp_path / "key.p12"
    path.write_bytes(signer(**given).packed())
    said = told(path)
    assert said.startswith(f"{path}: error: ")
    assert expected in said


@pytest.mark.parametrize(
    "purposes", [(ExtendedKeyUsageOID.EMAIL_PROTECTION,), (ObjectIdentifier("1.3.6.1.5.5.7.3.36"),), ()]
)
@pytest.mark.parametrize("passphrase", [PASSPHRASE, "", "🔑"])
def test_keys_for_documents_are_taken(purposes: Any, passphrase: str, tmp_path: Path) -> None:
    """Certificates for e-mail, documents or whatever are, with any passphrase; where none is, none is asked."""
    path = tmp_path / "key.p12"
    given = signer(purposes=purposes)
    path.write_bytes(given.packed(passphrase))
    key = read_key(path, lambda: passphrase.encode() or None, NOW)
    assert (key.certificate, name_of(key.certificate)) == (given.certificate, NAME)


def of_another() -> bytes:
    """Return a file with a key and the certificate of another one."""
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(None, new_key(), None, [signer().certificate], lock)


def without_key() -> bytes:
    """Return a file with a certificate only."""
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(None, None, signer().certificate, None, lock)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "this is no PKCS#12 file\n  hint: make one with: openssl pkcs12 -export"),
        (b"-----BEGIN PRIVATE KEY-----\n", "this is no PKCS#12 file"),
        (bytes(LARGEST + 1), "the file is larger than any key, certificate or signature"),
        (signer().packed()[:300], "the key does not open with this passphrase"),
        (without_key(), "the file holds no key with its certificate"),
        (of_another(), "the file holds no key with its certificate"),
    ],
    ids=["empty", "text", "large", "cut off", "no key", "of another"],
)
def test_what_is_no_key_is_refused(data: bytes, expected: str, tmp_path: Path) -> None:
    """A file of another kind, a spoilt one, and one without its parts are told as what they are."""
    path = tmp_path / "key.p12"
    path.write_bytes(data)
    assert expected in told(path)


def test_a_passphrase_is_asked_for_and_not_told(tmp_path: Path) -> None:
    """Nobody to be asked, a wrong passphrase, a folder: each has its way out; no message holds what was tried."""
    path = tmp_path / "key.p12"
    path.write_bytes(signer().packed())
    assert "give it in a file with --passphrase-file, or in the variable DEDOC_PASSPHRASE" in told(path, None)
    said = told(path, b"a wrong secret")
    assert "the key does not open with this passphrase" in said
    assert "secret" not in said
    assert "cannot be read" in told(tmp_path)


@pytest.mark.skipif(bool(missing("openssl")), reason=missing("openssl"))
def test_a_key_that_openssl_makes_is_taken(tmp_path: Path) -> None:
    """The commands of the archivist's guide make a key to sign with."""
    guide = (Path(__file__).parents[2] / "docs" / "archivists.md").read_text(encoding="utf-8")
    lines = re.search(r"openssl req .*?publisher\.p12", guide, re.DOTALL)
    assert lines is not None
    request, export = lines[0].replace("\\\n", " ").split("\n")
    for line, lock in ((request, ("-passout", "pass:one")), (export, ("-passin", "pass:one", "-passout", "pass:two"))):
        subprocess.run([*shlex.split(line), *lock], cwd=tmp_path, check=True, capture_output=True)
    key = read_key(tmp_path / "publisher.p12", lambda: b"two", datetime.datetime.now(datetime.UTC))
    assert name_of(key.certificate) == "The Publisher"


def test_a_key_does_not_show_itself(tmp_path: Path) -> None:
    """What a traceback or a log would show of a key is its type."""
    key = signer().key(tmp_path)
    assert "private" not in f"{key!r} {key}"


@pytest.mark.parametrize("kind", ["packed", "text"])
def test_no_key_gets_into_an_archive(kind: str, tmp_path: Path) -> None:
    """A key that somebody left in the folder of an edition stops the archive, at its place."""
    edition = tiny(tmp_path)
    text = "-----BEGIN EC " + "PRIVATE KEY-----\n"
    (edition / "forgotten.txt").write_bytes(signer().packed() if kind == "packed" else text.encode())
    done = run_archive(str(edition), "--into", "made", folder=tmp_path)
    assert done.returncode == 1
    assert "content/2024/forgotten.txt: error: this file holds a private key" in done.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("data", [b"", b"0", "密钥 PRIVATE KEY".encode(), b"%PDF-1.7", signer().pem()])
def test_other_files_are_no_keys(data: bytes) -> None:
    """Certificates and texts about keys may be archived."""
    assert not holds_key(data)
