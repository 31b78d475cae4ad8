"""Bags that were spoilt: each is refused, the spoilt thing is named, and nothing is written anywhere."""

from __future__ import annotations

import io
import os
import random
import socket
import sys
import tarfile
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiving.bags import files_of, laid
from dedoc.archiving import archive, verify_bag, zstandard
from dedoc.archiving.bag import ALGORITHMS, bag_of, manifest, tar_of
from dedoc.archiving.opening import open_bag
from dedoc.build import Order
from dedoc.errors import DedocError, Report

MOMENT = 1735603200
Files = dict[str, bytes]


def told(path: Path) -> str:
    """Return what is wrong with a bag; it must be something."""
    with pytest.raises(DedocError) as found:
        verify_bag(path)
    return "\n".join(problem.format() for problem in found.value.problems)


def flip(data: bytes, chance: random.Random) -> bytes:
    """Return bytes in which one bit is another."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def spoilt(files: Files, kind: str, chance: random.Random) -> tuple[Files, str]:
    """Return a bag with one thing spoilt, and the name that must be told."""
    name = chance.choice(sorted(name for name in files if files[name]))
    match kind:
        case "changed":
            return {**files, name: flip(files[name], chance)}, name
        case "cut off":
            return {**files, name: files[name][: chance.randrange(len(files[name]))]}, name
        case "longer":
            return {**files, name: files[name] + b"\n"}, name
        case "missing":
            return {other: data for other, data in files.items() if other != name}, name
        case "renamed":
            return {(f"{name}.old" if other == name else other): data for other, data in files.items()}, name
        case "doubled":
            return {**files, f"{name}.copy": files[name]}, f"{name}.copy"
        case "emptied":
            return {**files, name: b""}, name
        case _:
            other = chance.choice(sorted(other for other in files if files[other] != files[name]))
            return {**files, name: files[other], other: files[name]}, name


KINDS = ("changed", "cut off", "longer", "missing", "renamed", "doubled", "emptied", "swapped")


def test_a_hundred_corruptions_are_found_and_named(small: Files, tmp_path: Path) -> None:
    """Whatever is spoilt in a bag, by chance but the same each time, is found, and its file is named."""
    chance = random.Random(8493)  # noqa: S311 -- nothing is kept secret
    verify_bag(laid(small, tmp_path / "whole"))
    lost = []
    for number in range(100):
        kind = KINDS[number % len(KINDS)]
        files, name = spoilt(small, kind, chance)
        try:
            said = told(laid(files, tmp_path / str(number)))
        except pytest.fail.Exception:
            said = ""
        if name not in said:
            lost.append((kind, name, said))
    assert lost == []


def test_every_corruption_of_a_tar_is_found(small: Files, tmp_path: Path) -> None:
    """A bit that is another anywhere in a tar, and a tar that is cut off anywhere, is found."""
    chance = random.Random(8493)  # noqa: S311 -- nothing is kept secret
    packed = tar_of("a.bag", small, MOMENT)
    path = tmp_path / "a.bag.tar"
    path.write_bytes(packed)
    verify_bag(path)
    cuts = [packed[: chance.randrange(len(packed))] for _ in range(20)]
    for data in (*(flip(packed, chance) for _ in range(30)), *cuts, packed + b"\0", b"", b"\x1f\x8b"):
        path.write_bytes(data)
        assert str(path) in told(path)


def with_lines(files: Files, change: Callable[[list[bytes]], list[bytes]]) -> Files:
    """Return a bag whose manifests have other lines, and whose tag manifests know that."""
    names = [f"manifest-{algorithm}.txt" for algorithm in ALGORITHMS]
    changed = {**files, **{name: b"".join(change(files[name].splitlines(keepends=True))) for name in names}}
    tags = {name: data for name, data in changed.items() if not name.startswith(("data/", "tagmanifest-"))}
    return {**changed, **{f"tagmanifest-{each}.txt": manifest(each, tags) for each in ALGORITHMS}}


def listing(path: str) -> Callable[[list[bytes]], list[bytes]]:
    """Return what adds a path to a manifest, with a hash of the right length."""
    return lambda lines: [*lines, lines[0].split(b" ")[0] + b"  " + path.encode() + b"\n"]


def bad_manifests() -> Iterator[tuple[str, Callable[[list[bytes]], list[bytes]], str]]:
    """Yield what is wrong, what does it, and what must be said."""
    yield "parent", listing("data/../../outside.txt"), "this path could lead out of the bag"
    yield "absolute", listing("/etc/passwd"), "this path could lead out of the bag"
    yield "drive", listing("C:/outside.txt"), "this path could lead out of the bag"
    yield "backslash", listing("data\\..\\outside.txt"), "this path could lead out of the bag"
    yield "missing", listing("data/zzz"), "the file “data/zzz” is missing"
    yield "twice", lambda lines: [*lines, lines[-1]], "is listed twice"
    yield "order", lambda lines: lines[::-1], "its lines are in order"
    yield "no end", lambda lines: [*lines[:-1], lines[-1].rstrip()], "each with its end"
    yield "capitals", lambda lines: [lines[0].upper(), *lines[1:]], "this is no line of a manifest"
    yield "short", lambda lines: [lines[0][2:], *lines[1:]], "this is no line of a manifest"
    yield "blank", lambda lines: [*lines, b"\n"], "this is no line of a manifest"
    yield "not UTF-8", lambda lines: [*lines, b"\xff\n"], "the manifest is not UTF-8"
    yield "a million", lambda _: [b"\n"] * 1_000_000, "lines, and 20000 are the most"


BAD_MANIFESTS = tuple(bad_manifests())


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in BAD_MANIFESTS], ids=[c[0] for c in BAD_MANIFESTS]
)
def test_bad_manifests_are_refused(
    change: Callable[[list[bytes]], list[bytes]], expected: str, small: Files, tmp_path: Path
) -> None:
    """A manifest that is not as it must be is told at its line, even if the bag was counted anew around it."""
    assert expected in told(laid(with_lines(small, change), tmp_path / "bag"))


BAD_FILES = (
    ("no declaration", {"bagit.txt": b"BagIt-Version: 0.97\n"}, "this is no bag by RFC 8493"),
    ("to be fetched", {"fetch.txt": b""}, "it wants files to be fetched"),
    ("wrong algorithm", {"manifest-md5.txt": b""}, "nothing is proved by “md5”"),
    ("two cases", {"data/README.TXT": b""}, "only in capital letters"),
    ("two forms", dict.fromkeys((unicodedata.normalize(f, "data/é") for f in ("NFC", "NFD")), b""), "the normal form"),
    (
        "folders in two cases",
        {"data/Source/x": b""},
        "data/source: error: the name differs from “data/Source” only",
    ),
    (
        "folders in two forms",
        {unicodedata.normalize(f, f"data/é/{f}"): b"" for f in ("NFC", "NFD")},
        "data/é: error: the name differs from “data/e\u0301” only in the normal form of Unicode",
    ),
    ("a folder and a file in two cases", {"data/readme.TXT/x": b""}, "from “data/README.txt” only in capital letters"),
)


@pytest.mark.parametrize(("more", "expected"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES])
def test_bad_files_are_refused(more: Files, expected: str, small: Files, tmp_path: Path) -> None:
    """A file that a bag must not have, or must have otherwise, is told."""
    assert expected in told(laid({**small, **more}, tmp_path / "bag"))


def test_folders_that_are_one_on_some_systems_are_told_once(small: Files, tmp_path: Path) -> None:
    """However many files stand in a folder that another one is like, the folder is told, and not each of them."""
    twins = {f"data/Source/{number}": b"" for number in range(9)}
    lines = told(laid({**small, **twins}, tmp_path / "bag")).splitlines()
    assert sum("only in capital letters" in line for line in lines) == 1


def test_no_manifest_no_proof(small: Files, tmp_path: Path) -> None:
    """A bag by one algorithm only proves less than was promised."""
    files = {name: data for name, data in small.items() if name != "manifest-sha512.txt"}
    assert "manifest-sha512.txt: error: the manifest is missing" in told(laid(files, tmp_path / "bag"))


def test_what_is_no_file_is_refused(small: Files, tmp_path: Path) -> None:
    """Links, pipes, sockets and empty folders are told, and not opened: a pipe would wait for ever."""
    bag = laid(small, tmp_path / "bag")
    (bag / "data" / "link").symlink_to("/etc/passwd")
    (bag / "data" / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(bag / "data" / "pipe")
    (bag / "data" / "nothing").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(bag / "s"))
        said = told(bag)
    for name, reason in (("link", "a link"), ("linked", "a link"), ("pipe", "a pipe"), ("nothing", "is empty")):
        assert any(f"data/{name}: error:" in line and reason in line for line in said.splitlines())
    assert "/s: error: this is a device, a pipe or a socket" in said


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    """Return an entry of a tar."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    return entry


OUT = "this path could lead out of the bag"
NO_FILE = "this is a device, a pipe or a socket, and no file"
BAD_MEMBERS = (
    ("parent", member("a.bag/../../outside"), OUT),
    ("absolute", member("/outside"), OUT),
    ("link", member("a.bag/data/x", tarfile.SYMTYPE, "/etc/passwd"), "this is a link"),
    ("hard link", member("a.bag/data/x", tarfile.LNKTYPE, "a.bag/bagit.txt"), "this is a link"),
    ("device", member("a.bag/data/x", tarfile.CHRTYPE), NO_FILE),
    ("block device", member("a.bag/data/x", tarfile.BLKTYPE), NO_FILE),
    ("pipe", member("a.bag/data/x", tarfile.FIFOTYPE), NO_FILE),
    ("folder", member("a.bag/data/x", tarfile.DIRTYPE), NO_FILE),
    ("doubled", member("a.bag/bagit.txt"), "this file is in the tar twice"),
    ("beside", member("b.bag/bagit.txt"), "the tar must hold one folder"),
)


@pytest.mark.parametrize(("entry", "expected"), [c[1:] for c in BAD_MEMBERS], ids=[c[0] for c in BAD_MEMBERS])
def test_bad_tars_are_refused(entry: tarfile.TarInfo, expected: str, small: Files, tmp_path: Path) -> None:
    """An entry that a bag must not have is told by its name, and nothing is written."""
    path = tmp_path / "a.bag.tar"
    made = io.BytesIO(tar_of("a.bag", small, MOMENT))
    with tarfile.open(fileobj=made, mode="a", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(entry)
    path.write_bytes(made.getvalue())
    assert expected in told(path)
    assert list(files_of(tmp_path)) == ["a.bag.tar"]


def test_a_file_that_is_a_folder_too_is_refused(small: Files, tmp_path: Path) -> None:
    """A tar can hold what no folder can; it is told even if the bag was counted with it."""
    payload = {name.removeprefix("data/"): data for name, data in small.items() if name.startswith("data/")}
    path = tmp_path / "a.bag.tar"
    path.write_bytes(tar_of("a.bag", bag_of({**payload, "README.txt/x": b""}, {}), MOMENT))
    assert "data/README.txt: error: this is a file and a folder at once" in told(path)


def test_a_tar_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    """An entry of a terabyte, and more entries than any bag has, are told without being read."""
    path = tmp_path / "bomb.tar"
    huge = tarfile.TarInfo("a.bag/data/x")
    huge.size = 2**40
    path.write_bytes(huge.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    assert "the bag has more than 20000 files or 1024 MB" in told(path)
    many = b"".join(tarfile.TarInfo(f"a.bag/data/{number}").tobuf() for number in range(20_001))
    path.write_bytes(many + bytes(1024))
    assert "the bag has more than 20000 files or 1024 MB" in told(path)


def test_a_bag_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    """A folder and a tar of more than a gigabyte are told by their size."""
    bag = laid({"bagit.txt": b""}, tmp_path / "bag")
    for path, said in ((bag / "huge", bag), (tmp_path / "huge.tar", tmp_path / "huge.tar")):
        with path.open("wb") as file:
            file.truncate(2**30 + 1)
        assert "the bag has more than 20000 files or 1024 MB" in told(said)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A path that leads nowhere is told as such."""
    assert "cannot be read" in told(tmp_path / "nowhere.bag")


def test_outputs_that_cannot_be_read_are_told(small: Files, tmp_path: Path) -> None:
    """A bag that was counted anew around broken outputs and records does not conform."""
    payload = {name.removeprefix("data/"): data for name, data in small.items() if name.startswith("data/")}
    names = ("outputs/zh-CN/report.pdf", "outputs/zh-CN/report.docx", "metadata/premis.xml")
    said = told(laid(bag_of({**payload, **dict.fromkeys(names, b"?")}, {}), tmp_path / "bag"))
    for message in (
        "report.pdf: error: the PDF cannot be read",
        "report.docx: error: ",
        "the record cannot be read",
    ):
        assert message in said
    assert "the outputs are not those of the statement" in said
    for statement in (b"{}", b"[]", b"?", b"[" * 100_000):
        bag = laid(bag_of({**payload, "metadata/provenance.json": statement}, {}), tmp_path / "bag")
        assert "the statement of provenance cannot be read" in told(bag)


FORGED = (
    ("an edition elsewhere", b'"edition": "2024"', b'"edition": "../../2024"'),
    ("an edition that is an option", b'"edition": "2024"', b'"edition": "--into"'),
    ("an edition that is none", b'"edition": "2024"', b'"edition": null'),
    ("a style elsewhere", b'"style": "report"', b'"style": "/etc"'),
    ("a style that is an option", b'"style": "report"', b'"style": "--draft"'),
    ("a language elsewhere", b'"zh-CN"\n', b'".."\n'),
    ("a moment without end", b'"SOURCE_DATE_EPOCH": 1', b'"SOURCE_DATE_EPOCH": 1e999, "x": 1'),
    ("a moment that is none", b'"SOURCE_DATE_EPOCH": 1', b'"SOURCE_DATE_EPOCH": NaN, "x": 1'),
    ("a moment of many digits", b'"SOURCE_DATE_EPOCH": ', b'"SOURCE_DATE_EPOCH": ' + b"9" * 9999),
)


@pytest.mark.parametrize(("old", "new"), [case[1:] for case in FORGED], ids=[case[0] for case in FORGED])
def test_a_statement_that_leads_elsewhere_is_refused(old: bytes, new: bytes, small: Files, tmp_path: Path) -> None:
    """What a rebuild would take for the name of an edition, a style or a language is a plain name, or is not taken."""
    payload = {name.removeprefix("data/"): data for name, data in small.items() if name.startswith("data/")}
    statement = payload["metadata/provenance.json"]
    assert statement.count(old) == 1
    forged = {**payload, "metadata/provenance.json": statement.replace(old, new)}
    assert "the statement of provenance cannot be read" in told(laid(bag_of(forged, {}), tmp_path / "bag"))


def test_a_word_file_that_unpacks_without_end_is_not_unpacked(small: Files, tmp_path: Path) -> None:
    """A zip bomb for a Word file, in a bag that was counted anew, is told and not unpacked."""
    payload = {name.removeprefix("data/"): data for name, data in small.items() if name.startswith("data/")}
    word = io.BytesIO(payload["outputs/zh-CN/report.docx"])
    with zipfile.ZipFile(word) as kept:
        parts = {name: kept.read(name) for name in kept.namelist()}
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**parts, "word/document.xml": bytes(70 * 2**20)}.items():
            made.writestr(name, data)
    bag = laid(bag_of({**payload, "outputs/zh-CN/report.docx": word.getvalue()}, {}), tmp_path / "bag")
    assert "unpacks to far more than a text has" in told(bag)


HEAD = zstandard.MAGIC
LONGEST_BLOCK = (2**17 << 3 | 2).to_bytes(3, "little") + b"\0"
"""A block that repeats one byte 131,072 times, and is not the last (RFC 8878, 3.1.1.2)."""


@pytest.fixture(scope="session")
def packed(small: Files) -> bytes:
    """Return a bag as a tar packed by Zstandard."""
    if zstandard.library() is None:
        pytest.skip("the library of Zstandard is not installed")
    return zstandard.pack(tar_of("a.bag", small, MOMENT))


def unsized(data: bytes) -> bytes:
    """Return a frame that tells no size, as a pipe through the program makes it."""
    library = zstandard.packer()
    packer = library.ZstdCompressor(options={library.CompressionParameter.checksum_flag: 1})
    return bytes(packer.compress(data) + packer.flush())


def unchecked(data: bytes) -> bytes:
    """Return a frame without checksum."""
    return bytes(zstandard.packer().compress(data))


def sized(size: int, *, window: int, blocks: int) -> bytes:
    """Return a frame that promises a size, and holds blocks of one byte each."""
    return HEAD + bytes([0xC4, window]) + size.to_bytes(8, "little") + LONGEST_BLOCK * blocks


SMALL_WINDOW, HUGE_WINDOW = 0x38, 0xA8
"""Windows of 128 KB and of 2 GB (RFC 8878, 3.1.1.1.2)."""

BAD_FRAMES: tuple[tuple[str, Callable[[bytes], bytes], str], ...] = (
    ("terabytes", lambda _: sized(2**42, window=SMALL_WINDOW, blocks=9), "unpacks to 4194304 MB, as no bag does"),
    ("a gigabyte", lambda _: sized(2**30, window=SMALL_WINDOW, blocks=8192), "unpacks to 1024 MB, as no bag does"),
    ("zeros", lambda _: zstandard.pack(bytes(2**25)), "unpacks to 32 MB, as no bag does"),
    ("more than told", lambda _: sized(3000, window=SMALL_WINDOW, blocks=9), "the frame"),
    ("one segment", lambda _: HEAD + b"\xe4" + (2**29).to_bytes(8, "little") + bytes(2**23), "wants 512 MB at once"),
    ("huge window", lambda _: sized(3000, window=HUGE_WINDOW, blocks=1), "wants 2048 MB at once"),
    ("dictionary", lambda good: HEAD + bytes([good[4] | 1, 7]) + good[5:], "wants a dictionary"),
    ("several", lambda good: good + good, "more than one frame is in the file"),
    ("skipped behind", lambda good: good + b"\x50\x2a\x4d\x18\0\0\0\0", "more than one frame is in the file"),
    ("skipped before", lambda good: b"\x50\x2a\x4d\x18\0\0\0\0" + good, "this is no frame of Zstandard"),
    ("trailing", lambda good: good + b"\0", "1 bytes follow the frame"),
    ("without its end", lambda good: good[:-1], "the frame is cut off"),
    ("half", lambda good: good[: len(good) // 2], "the frame is cut off"),
    ("half a header", lambda good: good[:7], "this is no frame of Zstandard"),
    ("nothing", lambda _: b"", "this is no frame of Zstandard"),
    ("unused bit", lambda good: HEAD + bytes([good[4] | 0x10]) + good[5:], "this is no frame of Zstandard"),
    ("no size", lambda _: unsized(b"a tar"), "does not tell its size and its checksum"),
    ("no checksum", lambda _: unchecked(b"a tar"), "does not tell its size and its checksum"),
    ("other content", lambda _: zstandard.pack(b"no tar"), "this is no whole tar"),
    ("false checksum", lambda good: good[:-1] + bytes([good[-1] ^ 1]), "the frame cannot be unpacked"),
)


@pytest.mark.parametrize(("spoil", "expected"), [c[1:] for c in BAD_FRAMES], ids=[c[0] for c in BAD_FRAMES])
def test_bad_frames_are_refused(spoil: Callable[[bytes], bytes], expected: str, packed: bytes, tmp_path: Path) -> None:
    """A frame that promises, wants or holds what no bag does is refused with the reason, and nothing is written."""
    path = tmp_path / "a.bag.tar.zst"
    path.write_bytes(spoil(packed))
    assert expected in told(path)
    assert list(files_of(tmp_path)) == ["a.bag.tar.zst"]


@given(st.binary(max_size=40))
def test_any_header_of_a_frame_is_read_or_refused(rest: bytes) -> None:
    """Whatever follows the first four bytes, sizes come out that are none or are not negative."""
    frame = zstandard.read_frame(HEAD + rest)
    assert frame is None or (frame.content >= -1 and frame.window >= 0)


def test_a_bomb_is_refused_before_it_is_unpacked(packed: bytes, tmp_path: Path) -> None:
    """What is refused by its promise takes no memory: far less than a thousandth of what it promises."""
    assert packed
    path = tmp_path / "a.zst"
    path.write_bytes(sized(2**30, window=SMALL_WINDOW, blocks=8192))
    tracemalloc.start()
    told(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2**20


def test_every_corruption_of_a_packed_tar_is_found(packed: bytes, small: Files, tmp_path: Path) -> None:
    """A bit that is another is found; the few that mean nothing to any reader leave the bag as it was."""
    chance = random.Random(8878)  # noqa: S311 -- nothing is kept secret
    path = tmp_path / "a.bag.tar.zst"
    found = 0
    for _ in range(60):
        path.write_bytes(flip(packed, chance))
        report = Report()
        bag = open_bag(path, report)
        found += report.has_errors
        assert bag is None or bag.files == small
    assert found > 50


def test_without_the_library_the_way_out_is_told(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Zstandard cannot be read or packed, what to install is told, and no traceback is shown."""
    path = tmp_path / "a.bag.tar.zst"
    path.write_bytes(packed)
    for name in ("backports.zstd", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "nothing here can read Zstandard\n  hint: install the library (pip install" in told(path)
    with pytest.raises(DedocError, match="nothing here can pack as Zstandard"):
        archive(Order("2024"), ("zh-CN",), tmp_path, is_packed=True)
