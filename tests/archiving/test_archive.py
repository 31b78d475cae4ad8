"""Bags as others see them: the same bytes wherever they are made, valid to other programs, and built again."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from lxml import etree

from archiving.bags import PROVED, files_of, laid, light, run_archive, tiny
from conformance import missing
from dedoc.archiving import compare_bags, rebuild, verify_bag, zstandard
from dedoc.archiving.bag import PAYLOAD, bag_of
from dedoc.archiving.differing import difference
from dedoc.cli import USAGE, main
from dedoc.errors import DedocError, Report
from dedoc.fonts import font_file
from dedoc.project import project_roots
from dedoc.style import read_style

pytestmark = pytest.mark.slow

PREMIS = "{http://www.loc.gov/premis/v3}"


def test_two_processes_make_the_same_bag(made: Path, tmp_path: Path) -> None:
    """Folder and tar are byte for byte those of a process with another hash seed, zone, language, place and umask."""
    folder = tmp_path / "an other place"
    edition = tiny(folder)
    surroundings = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "HOME": str(tmp_path)}
    command = (str(edition), "--into", ".", "--style", "./report")
    done = run_archive(*command, folder=folder, umask=0o077, **surroundings)
    assert done.returncode == 0, done.stderr
    assert files_of(folder / "2024.bag") == files_of(made / "2024.bag")
    assert (folder / "2024.bag.tar").read_bytes() == (made / "2024.bag.tar").read_bytes()


def test_a_packed_tar_is_the_same_bytes_and_is_read_as_the_tar_is(
    made: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """Another process packs the same frame; it holds the very tar, and all that is done with a bag takes it."""
    library = zstandard.library()
    if library is None:
        pytest.skip("the library of Zstandard is not installed")
    edition = tiny(tmp_path / "one")
    done = run_archive(str(edition), "--into", "packed", "--zstd", folder=tmp_path, PYTHONHASHSEED="1")
    assert (done.returncode, done.stdout) == (0, "packed/2024.bag\npacked/2024.bag.tar.zst\n")
    kept = tmp_path / "packed" / "2024.bag.tar.zst"
    assert library.decompress(kept.read_bytes()) == (made / "2024.bag.tar").read_bytes()
    assert kept.read_bytes() == zstandard.pack((made / "2024.bag.tar").read_bytes())
    assert not (tmp_path / "packed" / "2024.bag.tar").exists()
    assert verify_bag(kept)[0].files == whole
    assert compare_bags(kept, made / "2024.bag") == ()
    assert rebuild(kept).outputs == tuple(PROVED)


def test_the_program_of_zstandard_agrees(made: Path, tmp_path: Path) -> None:
    """What the program packs is read, and it reads what is packed here."""
    absent = missing("zstd") or ("" if zstandard.library() else "the library of Zstandard is not installed")
    if absent:
        pytest.skip(absent)
    tar = made / "2024.bag.tar"
    (tmp_path / "ours.zst").write_bytes(zstandard.pack(tar.read_bytes()))
    subprocess.run(["zstd", "-dq", "ours.zst", "-o", "ours.tar"], cwd=tmp_path, check=True)
    assert (tmp_path / "ours.tar").read_bytes() == tar.read_bytes()
    subprocess.run(["zstd", "-q", "-12", str(tar), "-o", "theirs.zst"], cwd=tmp_path, check=True)
    assert verify_bag(tmp_path / "theirs.zst")[0].files


def test_the_tar_holds_the_bag(made: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """What any tar program unpacks is the folder, file by file."""
    with tarfile.open(made / "2024.bag.tar") as tar:
        tar.extractall(tmp_path, filter="data")
    assert files_of(tmp_path / "2024.bag") == whole


def test_the_bag_holds_what_an_archive_needs(whole: dict[str, bytes]) -> None:
    """Outputs, source, style, program with lock, fonts with licences, page map, reports and records are all there."""
    patterns = (
        r"README\.txt",
        r"outputs/zh-CN/report\.(pdf|docx)",
        r"source/content/2024/(edition|facts|sources)\.yaml",
        r"source/styles/report/style\.yaml",
        r"program/src/dedoc/__main__\.py",
        r"program/requirements\.lock",
        r"program/LICENSE",
        r"fonts/\w+/Noto\w+-Regular\.otf",
        r"fonts/\w+/LICENSE",
        r"(pages|verification)/zh-CN\.json",
        r"verification/fidelity\.(html|json)",
        r"metadata/(dublin-core|premis)\.xml",
        r"metadata/provenance\.json",
    )
    assert [p for p in patterns if not any(re.fullmatch(f"data/{p}", name) for name in whole)] == []
    assert json.loads(whole["data/pages/zh-CN.json"])["headings"]


def test_the_bag_holds_the_fonts_of_every_language(tmp_path: Path) -> None:
    """Languages have fonts of their own, and a rebuild takes them from the bag."""
    edition = tiny(tmp_path / "one")
    done = run_archive(str(edition), "--into", "made", "--locale", "zh-CN,zh-Hant", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    found = files_of(tmp_path / "made" / "2024.bag")
    styles = [read_style("report", project_roots(), Report(), language) for language in ("zh-CN", "zh-Hant")]
    packages = {font.package for style in styles for font in style.record.fonts.values()}
    assert len(packages) == 2
    for font in (font for style in styles for font in style.record.fonts.values()):
        assert found[f"data/fonts/{font.package}/{font.file}"] == font_file(font).read_bytes()


def test_no_path_of_this_machine_is_in_the_bag(made: Path, whole: dict[str, bytes]) -> None:
    """Nothing tells where the bag was made."""
    assert [name for name, data in whole.items() if str(made.parent).encode() in data] == []


def test_the_statement_names_every_input_and_output(whole: dict[str, bytes]) -> None:
    """Each file that the report was made from stands in the provenance with its true hash, and so do the tools."""
    statement = json.loads(whole["data/metadata/provenance.json"])
    used = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    named = {each["name"]: each["digest"]["sha256"] for each in used if "name" in each}
    named |= {each["name"]: each["digest"]["sha256"] for each in statement["subject"]}
    parts = ("data/source/", "data/program/", "data/fonts/", "data/outputs/", "data/verification/fidelity.")
    expected = {
        name.removeprefix("data/"): hashlib.sha256(data).hexdigest()
        for name, data in whole.items()
        if name.startswith(parts)
    }
    assert named == expected
    tools = {each["uri"].rpartition("@")[0] for each in used if "uri" in each}
    assert {"pkg:generic/python", "pkg:pypi/typst", "pkg:pypi/python-docx"} <= tools


def test_the_records_describe_the_bag(whole: dict[str, bytes]) -> None:
    """PREMIS has every described file with its size and hashes; Dublin Core has title, people and languages."""
    root = etree.fromstring(whole["data/metadata/premis.xml"])
    found = {
        str(each.findtext(f".//{PREMIS}objectIdentifierValue")): (
            each.findtext(f".//{PREMIS}size"),
            [digest.text for digest in each.iter(f"{PREMIS}messageDigest")],
        )
        for each in root.iter(f"{PREMIS}object")
    }
    described = {name: data for name, data in whole.items() if name.startswith("data/") and "/metadata/" not in name}
    assert found == {
        name: (str(len(data)), [hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()])
        for name, data in described.items()
    }
    assert [each.tag.removeprefix(PREMIS) for each in root][-3:] == ["event", "event", "agent"]
    core = etree.fromstring(whole["data/metadata/dublin-core.xml"])
    said = {(str(each.tag).rpartition("}")[2], each.text) for each in core}
    assert {("title", "样本报告发展与前瞻"), ("creator", "张三"), ("language", "zh-CN")} <= said


def test_another_reader_of_premis_agrees(made: Path) -> None:
    """The model of PREMIS 3.0 that meemoo checks its packages with takes the record."""
    premis = pytest.importorskip("eark_models.premis.v3_0", reason="sipin-eark-models is not installed")
    record = premis.Premis.from_xml(str(made / "2024.bag" / "data" / "metadata" / "premis.xml"))
    assert [event.type.text for event in record.events] == ["creation", "validation"]
    assert len(record.agents) == 1


def test_a_bag_is_built_again_from_itself_alone(made: Path, tmp_path: Path) -> None:
    """In an empty folder, with nothing set and no edition or style to be found, the bag alone gives the same bytes."""
    shutil.copy(made / "2024.bag.tar", tmp_path / "kept.tar")
    done = run_archive("rebuild", "kept.tar", "--json", folder=tmp_path, DEDOC_ROOT=str(tmp_path), HOME=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["proved"] == PROVED
    assert [path.name for path in tmp_path.iterdir()] == ["kept.tar"]


def counted_anew(whole: dict[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """Return the bag with some of its payload changed, and counted as if it had always been so."""
    payload = {name.removeprefix(PAYLOAD): data for name, data in whole.items() if name.startswith(PAYLOAD)}
    return bag_of({**payload, **changed}, {})


def test_a_bag_whose_source_was_changed_names_where_the_outputs_differ(whole: dict[str, bytes], tmp_path: Path) -> None:
    """A forger who counts the bag anew is found: the first object and the first part that differ, and the cause."""
    chapter = "source/content/2024/chapters/01-a.md"
    forged = whole[PAYLOAD + chapter].replace("一条脚注".encode(), "另一条注".encode())
    bag = laid(counted_anew(whole, **{chapter: forged}), tmp_path / "forged.bag")
    with pytest.raises(DedocError) as found:
        rebuild(bag)
    texts = {str(problem.location).rpartition("/")[2]: problem.format() for problem in found.value.problems}
    assert re.search(r"object \d+ 0.* differs\n  hint: the tools are the same", texts["report.pdf"])
    assert re.search(r"the part “\S+” differs from byte \d+ on\n  hint: the tools", texts["report.docx"])


def test_the_bag_tells_how_faithful_the_edition_is(whole: dict[str, bytes]) -> None:
    """Where an edition tells of printed pages, both its printings are held against them; the cover sheet says so."""
    report = json.loads(whole["data/verification/fidelity.json"])
    counts = {each["name"]: each["totals"]["contents"] for each in report["printings"]}
    assert {name: (each["found"], each["expected"]) for name, each in counts.items()} == {
        "natural": (2, 2),
        "printed": (1, 2),
    }
    assert b'<html lang="en"' in whole["data/verification/fidelity.html"]
    assert b"verification/fidelity.html      how its pages compare" in whole["data/README.txt"]


def test_other_printed_pages_are_found_in_the_report(whole: dict[str, bytes], tmp_path: Path) -> None:
    """A forger who changes what was printed, and counts the bag anew, is found in the report on fidelity alone."""
    name = "source/content/2024/printed.json"
    forged = whole[PAYLOAD + name].replace(b'"folio": 2', b'"folio": 3')
    bag = laid(counted_anew(whole, **{name: forged}), tmp_path / "forged.bag")
    with pytest.raises(DedocError) as found:
        rebuild(bag)
    places = [str(problem.location).partition("/data/")[2] for problem in found.value.problems]
    assert places == ["verification/fidelity.html", "verification/fidelity.json"]


def test_a_report_that_was_taken_away_is_missed(whole: dict[str, bytes], tmp_path: Path) -> None:
    """The statement names the report, so that no bag can lose it by being counted anew."""
    payload = {name.removeprefix(PAYLOAD): data for name, data in whole.items() if name.startswith(PAYLOAD)}
    kept = {name: data for name, data in payload.items() if not name.startswith("verification/fidelity")}
    with pytest.raises(DedocError, match="the outputs are not those of the statement of provenance"):
        verify_bag(laid(bag_of(kept, {}), tmp_path / "less.bag"))


def test_printed_pages_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A mistake in them is told at its line in the edition, and nothing is archived."""
    edition = tiny(tmp_path)
    printed = (edition / "printed.json").read_text(encoding="utf-8")
    (edition / "printed.json").write_text(printed.replace('"folios": 3', '"folios": 0'), encoding="utf-8")
    done = run_archive("content/2024", "--into", "made", folder=tmp_path)
    assert done.returncode == 1
    assert "content/2024/printed.json:" in done.stderr
    assert not (tmp_path / "made").exists()


def test_an_edition_that_was_never_printed_has_no_such_report(tmp_path: Path) -> None:
    """A bag without it is complete, and the cover sheet does not speak of it."""
    edition = tiny(tmp_path)
    (edition / "printed.json").unlink()
    done = run_archive("content/2024", "--into", "made", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    files = verify_bag(tmp_path / "made" / "2024.bag")[0].files
    assert [name for name in files if "fidelity" in name and "/program/" not in name] == []
    assert b"fidelity" not in files["data/README.txt"]


def test_the_program_of_a_stranger_is_not_run(whole: dict[str, bytes], tmp_path: Path) -> None:
    """A bag with another program is built only if its user trusts it; what it would do has not been done."""
    spoilt = b"open('was-run', 'w')\n"
    for name in ("program/src/dedoc/__init__.py", "fonts/pylopdf_fonts_zh_cn/__init__.py"):
        bag = laid(counted_anew(whole, **{name: spoilt}), tmp_path / str(name.count("dedoc")))
        with pytest.raises(DedocError, match="the program in the bag is not this one"):
            rebuild(bag)


OTHER_PROGRAMS = (
    ("raise SystemExit('the program in the bag was here')", "the program in the bag was here"),
    ("print('no data')\nraise SystemExit(0)", "exit code 0"),
    ("print('[]')\nraise SystemExit(0)", "exit code 0"),
    ("print('{\"problems\": []}')\nraise SystemExit(0)", "No such file or directory"),
)


@pytest.mark.parametrize(("program", "expected"), OTHER_PROGRAMS)
def test_the_program_in_a_trusted_bag_is_the_one_that_runs(
    program: str, expected: str, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """What builds a bag again is the program in it, and not the one that is installed; whatever it does is told."""
    other = {"program/src/dedoc/cli/__init__.py": program.encode()}
    bag = laid(counted_anew(whole, **other), tmp_path / "other.bag")
    with pytest.raises(DedocError, match=f"cannot be built again: {expected}"):
        rebuild(bag, is_trusted=True)


def test_what_cannot_be_printed_is_not_archived(tmp_path: Path) -> None:
    """A problem is told at its place in the edition, and nothing is left behind."""
    edition = tiny(tmp_path)
    (edition / "chapters" / "02-b.md").write_text("# 结语\n\n见{ref}`nowhere`。\n", encoding="utf-8")
    done = run_archive("content/2024", "--into", "made", folder=tmp_path)
    assert done.returncode == 1
    assert "content/2024/chapters/02-b.md:3: error:" in done.stderr
    assert not (tmp_path / "made").exists()


def test_an_archive_is_never_replaced(made: Path) -> None:
    """A second run refuses, and says how to go on."""
    done = run_archive("../one/content/2024", "--into", ".", folder=made)
    assert done.returncode == 1
    assert "2024.bag” is there already" in done.stderr


def test_what_a_kill_left_alone_is_completed(made: Path, tmp_path: Path) -> None:
    """A run that was ended between bag and tar is finished by the next one, which says so; nothing is replaced."""
    into = tmp_path / "made"
    shutil.copytree(made / "2024.bag", into / "2024.bag")
    before = (into / "2024.bag").stat().st_ino
    done = run_archive(str(made.parent / "one" / "content" / "2024"), "--into", "made", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "“made/2024.bag” was there already, from a run that was ended: it is the same byte for byte" in done.stderr
    assert files_of(into) == files_of(made)
    assert (into / "2024.bag").stat().st_ino == before


def test_two_bags_are_compared(made: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """What is new, gone and changed is told, with the first place; the same bags differ in nothing."""
    files = light(whole)
    payload = {name.removeprefix(PAYLOAD): data for name, data in files.items() if name.startswith(PAYLOAD)}
    old = laid(files, tmp_path / "old")
    facts = "source/content/2024/facts.yaml"
    changed = {**payload, facts: payload[facts].replace(b"383.7", b"383.8"), "source/new.txt": b""}
    new = laid(bag_of({k: v for k, v in changed.items() if not k.startswith("pages/")}, {}), tmp_path / "new")
    assert [(each.kind, each.name, each.values.get("name")) for each in compare_bags(old, new)] == [
        ("gone", "data/pages/zh-CN.json", None),
        ("changed", f"data/{facts}", 3),
        ("new", "data/source/new.txt", None),
    ]
    done = run_archive("diff", str(made / "2024.bag"), str(made / "2024.bag.tar"), folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "the bags hold the same\n")


@pytest.mark.parametrize("words", [["2024"], ["verify"], ["diff", "one"], ["2023", "2024", "--into", "made"]])
def test_usage_is_told(words: list[str]) -> None:
    """A missing folder, a missing bag, and an edition too many."""
    with pytest.raises(SystemExit) as ended:
        main(["archive", *words])
    assert ended.value.code == USAGE


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt", "a.bin"])
def test_files_that_cannot_be_read_still_differ_somewhere(name: str) -> None:
    """Where no object, part or line can be told, the byte is."""
    message, values = difference(name, b"\0one", b"\0other")
    assert message.format_map(values) == "byte 2 differs"


def test_verification_tells_how_many_files(made: Path, whole: dict[str, bytes]) -> None:
    """Folder and tar are both found to be well."""
    for path in (made / "2024.bag", made / "2024.bag.tar"):
        bag, problems = verify_bag(path)
        assert len(bag.files) == len(whole)
        assert problems == ()
