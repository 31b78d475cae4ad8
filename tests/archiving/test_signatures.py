"""Signatures of bags: other programs agree with them, they hold for this very bag only, and no secret gets anywhere."""

from __future__ import annotations

import base64
import contextlib
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archiving.bags import files_of, laid, run_archive
from archiving.signers import COPY, DAY, KINDS, NAME, NOW, PASSPHRASE, PDF, Files, Signer, chained, found, signer, told
from archiving.test_corruptions import MOMENT, flip
from conformance import missing
from dedoc.archiving import check_signatures, sign_bag, verify_bag, zstandard
from dedoc.archiving.bag import PAYLOAD, bag_of, tar_of
from dedoc.archiving.keys import Key
from dedoc.archiving.sealing import sealed
from dedoc.archiving.signing import SIGNED, beside, signature_of, signer_of
from dedoc.cli import main
from dedoc.errors import DedocError

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def openssl(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run openssl in a folder."""
    return subprocess.run(["openssl", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(bool(missing("openssl")), reason=missing("openssl"))
@pytest.mark.parametrize("made_by", [kind[1] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_openssl_agrees(made_by: Callable[[], Signer], small: Files, tmp_path: Path) -> None:
    """With the certificate of who is trusted, openssl finds the signature over the tag manifest, and over no other."""
    who = made_by()
    bag = laid(small, tmp_path / "a.bag")
    sign_bag(bag, who.key(tmp_path), NOW)
    (tmp_path / "root.pem").write_bytes(who.pem(is_issuer=bool(who.others)))
    (tmp_path / "other").write_bytes((bag / SIGNED).read_bytes() + b"\n")
    command = (
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "a.bag.p7s",
        "-CAfile",
        "root.pem",
        "-no_check_time",
    )
    good, bad = (openssl(*command, "-content", name, folder=tmp_path) for name in (f"a.bag/{SIGNED}", "other"))
    assert (good.returncode, good.stdout) == (0, small[SIGNED].decode()), good.stderr
    assert bad.returncode != 0
    signatures, remarks = found(bag, trusted=tmp_path / "root.pem")
    assert [(each.file.name, each.name, each.moment, each.is_trusted) for each in signatures] == [
        ("a.bag.p7s", NAME, NOW, True),
        (COPY, NAME, NOW, True),
    ]
    assert remarks == ()


def test_one_signature_is_of_the_folder_and_of_its_tars(signed: Path, small: Files, tmp_path: Path) -> None:
    """The same file proves the folder, the tar of it and the packed tar, and lies beside each of them."""
    tar = tar_of("a.bag", small, MOMENT)
    (tmp_path / "a.bag.tar").write_bytes(tar)
    paths = [signed, tmp_path / "a.bag.tar"]
    if zstandard.library():
        (tmp_path / "a.bag.tar.zst").write_bytes(zstandard.pack(tar))
        paths.append(tmp_path / "a.bag.tar.zst")
    assert [[each.name for each in found(path)[0]] for path in paths] == [[NAME, NAME]] * len(paths)
    with tarfile.open(tmp_path / "a.bag.tar") as read:
        assert read.extractfile(f"a.bag/{SIGNED}").read() == (signed / SIGNED).read_bytes()  # type: ignore[union-attr]


def test_what_was_signed_is_all_of_the_bag(signed: Path, small: Files, tmp_path: Path) -> None:
    """Whatever file is changed, even if the bag is counted anew around it, the signature is not over that bag."""
    payload = {name.removeprefix(PAYLOAD): data for name, data in small.items() if name.startswith(PAYLOAD)}
    forgeries = {
        "source": bag_of({**payload, "source/more.txt": b""}, {"Made-For": "tests"}),
        "about": bag_of(payload, {"Made-For": "others"}),
        "without": bag_of({k: v for k, v in payload.items() if not k.startswith("pages/")}, {"Made-For": "tests"}),
    }
    for name, files in forgeries.items():
        bag = laid(files, tmp_path / name / "a.bag")
        said = told(bag, asked=signed.parent / "a.bag.p7s")
        assert "a.bag.p7s: error: the signature is not over this very bag or PDF" in said


def test_who_is_not_known_is_told(signed: Path, ours: Signer, tmp_path: Path) -> None:
    """Without a trusted certificate its SHA-256 is told to be compared; with that of another one it is an error."""
    signatures, (remark,) = found(signed)
    assert [each.is_trusted for each in signatures] == [False, False]
    assert f"nobody vouches that this is “{NAME}”" in remark.format()
    assert signatures[0].fingerprint in remark.format()
    for name, other in (("name", signer()), ("kind", signer("rsa")), ("chain", chained())):
        (tmp_path / name).write_bytes(other.pem(is_issuer=bool(other.others)))
        assert f"nobody who is trusted vouches for “{NAME}”" in told(signed, trusted=tmp_path / name)
    (tmp_path / "several").write_bytes(b"\n".join((tmp_path / "name").read_bytes() for _ in "ab") + ours.pem())
    assert found(signed, trusted=tmp_path / "several")[1] == ()
    for data in (b"", b"-----", b"?"):
        (tmp_path / "nobody").write_bytes(data)
        assert "nobody: error: the file holds no certificate" in told(signed, trusted=tmp_path / "nobody")


def test_after_years_a_signature_is_judged_as_of_its_day(signed: Path, ours: Signer, tmp_path: Path) -> None:
    """A certificate that held then and has expired since is a note; one from the future is refused."""
    (tmp_path / "root.pem").write_bytes(ours.pem())
    signatures, (remark,) = found(signed, trusted=tmp_path / "root.pem", now=NOW + 20 * 365 * DAY)
    assert signatures[0].is_trusted
    assert "has expired; that it signed before that rests on its own word" in remark.format()
    assert "says that it was made in the future" in told(signed, now=NOW - 2 * DAY)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.bag", "a.bag.p7s"),
        ("in/a.bag.tar", "in/a.bag.p7s"),
        ("../a.bag.tar.zst", "../a.bag.p7s"),
        ("kept.tar", "kept.p7s"),
        ("/some/where/a.bag/", "/some/where/a.bag.p7s"),
        (".", "{here}.p7s"),
        ("in/..", "{here}.p7s"),
    ],
)
def test_where_a_signature_lies(path: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the bag, by its name without what it is packed by; also where the bag is the folder that one is in."""
    monkeypatch.chdir(tmp_path)
    assert str(beside(Path(path))) == expected.format(here=tmp_path)


def test_no_signature_is_no_fault(small: Files, tmp_path: Path) -> None:
    """A bag that nobody signed is well; asked for whom it is signed by, that is an error."""
    bag = laid(small, tmp_path / "a.bag")
    assert found(bag) == ((), ())
    (tmp_path / "root.pem").write_bytes(signer().pem())
    assert "the bag is not signed: there is no" in told(bag, trusted=tmp_path / "root.pem")
    assert "cannot be read" in told(bag, asked=tmp_path / "nowhere.p7s")


def by_openssl(who: Signer, *words: str) -> Callable[[Path], bytes]:
    """Return what makes a signature of the tag manifest by openssl."""

    def make(folder: Path) -> bytes:
        (folder / "who.pem").write_bytes(who.pem())
        (folder / "who.der").write_bytes(who.secret())
        key = ("-signer", "who.pem", "-inkey", "who.der", "-keyform", "DER")
        done = openssl("cms", "-sign", "-binary", "-in", f"a.bag/{SIGNED}", "-out", "made", *key, *words, folder=folder)
        assert done.returncode == 0, done.stderr
        return (folder / "made").read_bytes()

    return make


@pytest.mark.skipif(bool(missing("openssl")), reason=missing("openssl"))
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-outform", "DER"), ""),
        (("-outform", "PEM", "-md", "sha384"), ""),
        (("-outform", "DER", "-noattr"), ""),
        (("-outform", "DER", "-md", "sha1"), "nothing is proved by “sha1”"),
        (("-outform", "DER", "-nodetach"), "the signature cannot be read"),
        (("-outform", "DER", "-nocerts"), "the signature cannot be read"),
    ],
)
def test_signatures_of_openssl_are_read(words: tuple[str, ...], expected: str, signed: Path, tmp_path: Path) -> None:
    """What openssl signs holds too, as binary and as text; a weak hash, or more or less than a signature, does not."""
    now = datetime.datetime.now(datetime.UTC)
    who = signer(start=now - DAY, end=now + DAY)
    (tmp_path / "theirs.p7s").write_bytes(by_openssl(who, *words)(tmp_path))
    (signed.parent / COPY).unlink()
    how = {"asked": tmp_path / "theirs.p7s", "now": now}
    if expected:
        assert expected in told(signed, **how)
    else:
        assert [each.name for each in found(signed, **how)[0]] == [NAME]


@pytest.mark.parametrize("data", [b"", b"?", b"0\x80", b"-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n", b"0" * 5000])
def test_what_is_no_signature_is_refused(data: bytes, signed: Path) -> None:
    """A file that is none, or one far too large, is told, with what a signature is."""
    (signed.parent / "a.bag.p7s").write_bytes(data)
    assert "a.bag.p7s: error: the signature cannot be read: " in told(signed)
    (signed.parent / "a.bag.p7s").write_bytes(bytes(2**20 + 1))
    assert "the file is larger than any key, certificate or signature" in told(signed)


def test_a_maze_of_certificates_is_not_walked(signed: Path, ours: Signer, tmp_path: Path) -> None:
    """A dozen certificates, each of which may have issued each, would take ages; the file and a copy are refused."""
    maze = [signer(name="A", uses=("key_cert_sign",))]
    for _ in range(11):
        maze.append(signer(name="A", uses=("key_cert_sign",), issuer=maze[-1]))
    lost = signer(issuer=maze[-1])
    key = Key(lost.private, lost.certificate, lost.others)
    (tmp_path / "root.pem").write_bytes(ours.pem())
    (tmp_path / "a.bag.p7s").write_bytes(signature_of((signed / SIGNED).read_bytes(), key, NOW))
    copy = tmp_path / COPY
    copy.write_bytes(sealed((signed / PDF).read_bytes(), signer_of(key), NAME, NOW))
    said = told(signed, trusted=tmp_path / "root.pem")
    for name in ("a.bag.p7s", COPY):
        assert f"{name}: error: 13 certificates are in it, and 6 are the most" in said
    with pytest.raises(DedocError, match="13 certificates are in it"):
        lost.key(tmp_path)


def test_any_bit_of_a_signature_counts(signed: Path, ours: Signer, tmp_path: Path) -> None:
    """With a bit that is another a signature is refused, or it is the very same one to the reader."""
    (tmp_path / "root.pem").write_bytes(ours.pem())
    (signed.parent / COPY).unlink()
    path, chance = signed.parent / "a.bag.p7s", random.Random(5652)  # noqa: S311 -- nothing is kept secret
    data, bag, refused = path.read_bytes(), verify_bag(signed)[0], 0
    for _ in range(150):
        path.write_bytes(flip(data, chance))
        try:
            signatures, _ = check_signatures(signed, bag, NOW, trusted=tmp_path / "root.pem")
        except DedocError:
            refused += 1
        else:
            assert [(each.name, each.moment, each.is_trusted) for each in signatures] == [(NAME, NOW, True)]
    assert refused > 140


def test_a_signature_is_never_replaced_and_never_in_the_bag(signed: Path, ours: Signer, tmp_path: Path) -> None:
    """A second one goes elsewhere; the bag stays as it was, and a bag that is not well is not signed."""
    key, before = ours.key(tmp_path), files_of(tmp_path)
    with pytest.raises(DedocError, match=r"a\.bag\.p7s” is there already"):
        sign_bag(signed, key, NOW)
    for into in (signed, signed / "data" / "new"):
        with pytest.raises(DedocError, match="a signature lies beside a bag, and never in it"):
            sign_bag(signed, key, NOW, into)
    assert files_of(tmp_path) == before
    (signed / "data" / "README.txt").write_bytes(b"")
    with pytest.raises(DedocError, match=r"README\.txt: error: the file is not the one"):
        sign_bag(signed, key, NOW, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def prepared(folder: Path, small: Files) -> Signer:
    """Lay a bag, a key that holds today, and its passphrase into a folder."""
    now = datetime.datetime.now(datetime.UTC)
    who = signer("rsa", start=now - DAY, end=now + DAY)
    laid(small, folder / "a.bag")
    (folder / "key.p12").write_bytes(who.packed())
    (folder / "passphrase").write_text(f"{PASSPHRASE}\nsecond line\n", encoding="utf-8")
    return who


def test_nothing_secret_gets_anywhere(small: Files, tmp_path: Path) -> None:
    """No output, message or file of any run holds the passphrase or the key, in any form."""
    who = prepared(tmp_path, small)
    kept = files_of(tmp_path)
    by_file = ("--passphrase-file", "passphrase")
    sign = ("sign", "a.bag", "--key", "key.p12", "--into")
    runs = [
        run_archive(*sign, "by-file", *by_file, folder=tmp_path),
        run_archive(*sign, "by-name", "--json", folder=tmp_path, DEDOC_PASSPHRASE=PASSPHRASE),
        run_archive(*sign, "none", folder=tmp_path, DEDOC_PASSPHRASE=PASSPHRASE[1:]),
        run_archive("sign", "a.bag", "--key", "passphrase", *by_file, folder=tmp_path),
    ]
    assert [run.returncode for run in runs] == [0, 0, 1, 1]
    made = {name: data for name, data in files_of(tmp_path).items() if name not in kept}
    assert set(made) == {f"{into}/{name}" for into in ("by-file", "by-name") for name in ("a.bag.p7s", COPY)}
    assert {name: data for name, data in files_of(tmp_path).items() if name in kept} == kept
    written = [*made.values(), *(f"{run.stdout}{run.stderr}".encode() for run in runs)]
    assert [secret for secret in secrets(who) for data in written if secret in data] == []


def secrets(who: Signer) -> list[bytes]:
    """Return what must be nowhere: the passphrase, and the numbers of the key in every form that a leak could have."""
    numbers = who.private.private_numbers()
    plain = [n.to_bytes((n.bit_length() + 7) // 8, "big") for n in (numbers.d, numbers.p, numbers.q)]
    spelled = [form for each in plain for form in (each, each.hex().encode(), str(int.from_bytes(each)).encode())]
    texts = [base64.b64encode(who.secret())[40:80], b"PRIVATE KEY"]
    return [*spelled, *texts, *(word.encode() for word in (PASSPHRASE, PASSPHRASE[1:], *PASSPHRASE.split()))]


def test_the_way_through_the_command_line(small: Files, tmp_path: Path) -> None:
    """Signed, verified and trusted by three commands, in words and as data."""
    who = prepared(tmp_path, small)
    (tmp_path / "root.pem").write_bytes(who.pem())
    done = run_archive("sign", "a.bag", "--key", "key.p12", "--passphrase-file", "passphrase", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"a.bag.p7s\n{COPY}\n", "")
    said = run_archive("verify", "a.bag", "--certificate", "root.pem", folder=tmp_path)
    lines = said.stdout.splitlines()[1:]
    line = rf"\S+: signed by “{NAME}” on [\d-]+ [\d:]+ UTC, for whom the trusted certificates vouch"
    assert len(lines) == 2
    assert all(re.fullmatch(line, each) for each in lines)
    data = json.loads(run_archive("verify", "a.bag", "--json", folder=tmp_path).stdout)
    assert [(each["name"], each["trusted"]) for each in data["signatures"]] == [(NAME, False)] * 2
    assert "nobody vouches" in data["problems"][0]["message"]


def test_a_passphrase_is_asked_for_on_a_terminal(small: Files, tmp_path: Path) -> None:
    """Who sits at a terminal is asked, and what they type is not shown."""
    prepared(tmp_path, small)
    master, slave = os.openpty()
    root = Path(__file__).parents[2]
    surroundings = {**os.environ, "PYTHONPATH": str(root / "src"), "DEDOC_ROOT": str(root), "DEDOC_LANGUAGE": "en"}
    command = [sys.executable, "-m", "dedoc", "archive", "sign", "a.bag", "--key", "key.p12"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=surroundings, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    shown = b""
    while b"passphrase of the key: " not in shown:
        shown += os.read(master, 1000)
    os.write(master, PASSPHRASE.encode() + b"\n")
    with contextlib.suppress(OSError):
        while more := os.read(master, 1000):
            shown += more
    os.close(master)
    assert process.wait(60) == 0, shown.decode()
    assert PASSPHRASE.encode() not in shown
    assert (tmp_path / "a.bag.p7s").is_file()


def test_without_the_libraries_the_way_out_is_told(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing can check a signature, that it was not is a warning, and an error for who asked; so is signing."""
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    assert main(["archive", "verify", str(signed)]) == 0
    printed = capsys.readouterr()
    assert printed.out.endswith("no signature was checked\n")
    assert "warning: the signature was not checked, for nothing here can read it\n  hint: install" in printed.err
    assert main(["archive", "verify", str(signed), "--certificate", "root.pem"]) == 1
    assert "error: the signature was not checked" in capsys.readouterr().err
    assert main(["archive", "sign", str(signed), "--key", str(tmp_path / "key.p12")]) == 1
    assert "error: nothing here can sign\n  hint: install what signing needs" in capsys.readouterr().err
