"""What ``dedoc archive sign`` and ``verify`` take and tell of signatures. A passphrase is never an argument."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.cli.telling import shown

if TYPE_CHECKING:
    from datetime import datetime

    from dedoc.archiving import Signature

VARIABLE = "DEDOC_PASSPHRASE"
"""The environment variable that the passphrase of a key may be in."""


def add_signing(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what signing takes."""
    key = translate("the key and certificate to sign with (PKCS#12)")
    parser.add_argument("--key", metavar="FILE", type=Path, help=key)
    passphrase = translate("a file whose first line is the passphrase of the key; else it is asked for")
    parser.add_argument("--passphrase-file", metavar="FILE", type=Path, help=passphrase)
    signature = translate("the signature to verify, where it does not lie beside the bag")
    parser.add_argument("--signature", metavar="FILE", type=Path, help=signature)
    certificate = translate("the certificates of who is trusted to sign, or to vouch for who signs")
    parser.add_argument("--certificate", metavar="FILE", type=Path, help=certificate)


def now() -> datetime:
    """Return the moment that signatures are made and judged at."""
    from datetime import UTC, datetime  # noqa: PLC0415 -- --help and --version wait for no library

    return datetime.now(UTC)


def run_sign(arguments: argparse.Namespace, translate: Callable[[str], str]) -> tuple[Path, ...]:
    """Sign a bag and return the files with the signatures."""
    from dedoc.archiving import sign_bag  # noqa: PLC0415 -- --help and --version wait for no library
    from dedoc.archiving.keys import read_key  # noqa: PLC0415

    moment = now()
    given = os.environ.pop(VARIABLE, None)
    key = read_key(arguments.key, lambda: _passphrase(arguments.passphrase_file, given, translate), moment)
    return sign_bag(Path(arguments.words[1]), key, moment, arguments.into)


def _passphrase(file: Path | None, given: str | None, translate: Callable[[str], str]) -> bytes | None:
    """Return the passphrase from a file, from the environment or from who sits there; None if there is nobody."""
    from dedoc.archiving.keys import small_file  # noqa: PLC0415

    if file is not None:
        return small_file(file).partition(b"\n")[0].removesuffix(b"\r")
    if given is not None:
        return os.fsencode(given)
    if not sys.stdin.isatty():
        return None
    from getpass import getpass  # noqa: PLC0415

    return getpass(translate("passphrase of the key: ")).encode()


def signature_lines(signatures: Sequence[Signature], translate: Callable[[str], str]) -> list[str]:
    """Return what is told of signatures that hold."""
    if not signatures:
        return [translate("no signature was checked")]
    line = translate("{file}: signed by “{name}” on {moment}")
    known = translate("{file}: signed by “{name}” on {moment}, for whom the trusted certificates vouch")
    return [
        (known if each.is_trusted else line).format(
            file=shown(each.file), name=each.name, moment=f"{each.moment:%Y-%m-%d %H:%M} UTC"
        )
        for each in signatures
    ]


def signature_data(signature: Signature) -> dict[str, Any]:
    """Return a signature for other programs."""
    return {
        "file": str(signature.file),
        "name": signature.name,
        "sha256": signature.fingerprint,
        "moment": signature.moment.isoformat(),
        "trusted": signature.is_trusted,
    }
