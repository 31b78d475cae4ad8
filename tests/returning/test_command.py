"""The command ``dedoc pull``: what it says, what it writes, what it refuses, and what it leaves as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from dedoc.cli import PROBLEMS, WELL, main
from dedoc.errors import ProjectError
from dedoc.project import find_edition
from dedoc.returning.sides import known_style
from dedoc.stamps import EDITION, Stamp
from editions import make_edition
from returning.bringing import home
from returning.edition import CHAPTER, RETURNED
from returning.edits import EDITS
from returning.word import Editor, tag
from wordfile.building import p, r, relations, word_file, zipped

CHAPTER_FILE = Path("content/sample/chapters/01-a.md")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the Word file of the edition."""
    return home(make_edition(tmp_path_factory.mktemp("printed") / "sample", RETURNED)).word


@pytest.fixture
def run(printed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the command on a file with some edits, in a project that has the edition."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    make_edition(Path("content/sample"), RETURNED)

    def pull(*edits: str, options: tuple[str, ...] = (), data: bytes | None = None) -> tuple[int, str, str]:
        editor = Editor(printed)
        for name in edits:
            EDITS[name].do(editor)
        Path("back.docx").write_bytes(editor.data if data is None else data)
        code = main(["pull", "back.docx", *options])
        return code, *capsys.readouterr()

    return pull


def sources() -> dict[str, bytes]:
    """Return the files of the edition."""
    return {path.as_posix(): path.read_bytes() for path in sorted(Path("content").rglob("*")) if path.is_file()}


def test_an_untouched_file_changes_nothing(run: Run) -> None:
    """There is no patch, with or without --apply."""
    before = sources()

    assert run() == (WELL, "", "nothing was changed in it\n")
    assert run(options=("--apply",)) == (WELL, "", "nothing was changed in it\n")
    assert sources() == before


def test_changes_and_the_patch_are_shown_and_nothing_is_written(run: Run) -> None:
    """Each change has its place, its kind and its words, and who made it; the patch is one that git takes."""
    before = sources()
    code, out, err = run("words_tracked", "a_number_edited")

    place = "content/sample/chapters/01-a.md:9: text edited: "
    assert code == WELL
    assert place + "共有三句。第二句〔很短 → 很长〕。第三句结束本段 (张三 2024-08-01)" in out
    assert "content/sample/facts.yaml:2: number edited: " in out
    assert "the fact “stations” is to print as “384.2万个”, wherever it stands: " in out
    assert "content/sample/chapters/01-a.md:3, content/sample/chapters/01-a.md:63; --apply --facts writes it" in out
    assert "--- a/content/sample/chapters/01-a.md\n+++ b/content/sample/chapters/01-a.md\n@@ " in out
    assert err == "nothing was written yet; --apply does it\n"
    assert sources() == before


def test_what_is_applied_leaves_all_else_as_it_was(run: Run) -> None:
    """Only the words change: line breaks, remarks and spellings of the author stay, and the line ends of Windows."""
    CHAPTER_FILE.write_bytes(CHAPTER.replace("\n", "\r\n").encode())
    code, out, _ = run("the_head_of_a_line", options=("--apply",))

    assert code == WELL
    assert out.endswith("\ncontent/sample/chapters/01-a.md\n")
    assert CHAPTER_FILE.read_bytes() == CHAPTER.replace("还有[链接]", "此外还有[链接]").replace("\n", "\r\n").encode()
    assert run("the_head_of_a_line") == (WELL, "", "nothing was changed in it\n")


def test_a_file_of_another_style_is_compared_with_that_style(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Its pictures are drawn otherwise; a style that is not there any more is none to look for."""
    assert main(["build", "sample", "--style", "book", "--to", "docx", "--into", "out", "--draft"]) == WELL
    data = Path("out/sample/zh-CN/report.docx").read_bytes()
    capsys.readouterr()
    assert run(data=data) == (WELL, "", "nothing was changed in it\n")
    other = Editor(data)
    other.parts["docProps/custom.xml"] = other.parts["docProps/custom.xml"].replace(b">book<", b">../book<")
    assert "picture changed" in run(data=other.data)[1]


def test_facts_are_changed_only_where_that_is_asked_for(run: Run) -> None:
    """A number goes into facts.yaml with --facts, and its remark stays."""
    run("a_number_edited", options=("--apply",))
    assert sources()["content/sample/facts.yaml"].decode() == RETURNED["facts.yaml"]
    run("a_number_edited", options=("--apply", "--facts"))
    assert "  value: 384.2  # 照印\n" in sources()["content/sample/facts.yaml"].decode()
    # At its other places the Word file still has the number of before, which is not taken for a wish.
    code, out, _ = run("a_number_edited")
    assert code == PROBLEMS
    assert out.endswith(
        "conflict: facts.yaml has changed since the Word file was printed: the number there may only be the older one\n"
    )


def test_a_number_that_says_two_things_is_a_conflict(run: Run, printed: bytes) -> None:
    """It stands twice in the text, and was edited at one place into one number, at the other into another."""
    editor = Editor(printed)
    EDITS["a_number_edited"].do(editor)
    editor.retype(editor.paragraph("基站总数仍是"), "383.7", "385.1")
    code, out, _ = run(data=editor.data, options=("--apply", "--facts"))

    assert code == PROBLEMS
    assert out.count("conflict: the Word file gives “stations” different values at different places\n") == 2
    assert sources()["content/sample/facts.yaml"].decode() == RETURNED["facts.yaml"]


def test_comments_become_remarks_with_author_and_date(run: Run) -> None:
    """They stand above the paragraph, and do not print."""
    run("a_comment", options=("--apply",))
    assert "\n% 张三 2024-08-01: “很短” 是否太短？\n第三段共有三句。" in CHAPTER_FILE.read_text(encoding="utf-8")


def test_what_was_changed_on_both_sides_is_a_conflict(run: Run) -> None:
    """The chapter has gone on since the file was printed; nothing of it is overwritten."""
    changed = CHAPTER.replace("第二句很短。", "第二句后来改了。")
    CHAPTER_FILE.write_text(changed, encoding="utf-8")
    code, out, _ = run("words_typed_over", options=("--apply",))

    assert code == PROBLEMS
    assert "conflict: the edition has changed here since the Word file was printed" in out
    assert CHAPTER_FILE.read_text(encoding="utf-8") == changed


def test_other_programs_get_the_same_as_json(run: Run) -> None:
    """Kinds, places, words and the patch."""
    said = json.loads(run("words_typed_over", options=("--json",))[1])

    assert said["ok"]
    assert [(c["kind"], c["line"], c["before"], c["after"]) for c in said["changes"]] == [
        ("text", 9, "很短", "变长了许多")
    ]
    assert said["patch"].startswith("--- a/content/sample/chapters/01-a.md\n")
    assert said["files"] == []


def test_a_bookmark_that_an_edit_cut_in_half_still_leads_home(run: Run, printed: bytes) -> None:
    """Its end is gone, or its start, or another one bears its name."""
    for kind in ("bookmarkStart", "bookmarkEnd"):
        editor = Editor(printed)
        paragraph = editor.paragraph("第四段")
        for mark in [*paragraph.iter(tag(kind))]:
            paragraph.remove(mark)
        editor.retype(paragraph, "自己的话", "别的话")
        assert "text edited: " in run(data=editor.data)[1]
    assert "text inserted: + 第三段共有三句。" in run("a_paragraph_copied")[1]


@pytest.mark.parametrize("name", ["a" * 5000, "../" * 2000, "a\0b"])
def test_names_that_no_folder_can_have_are_of_nothing(name: str) -> None:
    """A Word file may call the style and the edition that it was printed from what it likes."""
    assert known_style(Stamp(style=name)) is None
    with pytest.raises(ProjectError, match="there is no edition"):
        find_edition(name)


def test_a_file_of_another_edition_is_refused(run: Run, printed: bytes) -> None:
    """By what it says of itself, and, where it says nothing, by its words."""
    code, _, err = run(options=("other",))
    assert code == PROBLEMS
    assert "there is no edition “other”" in err
    make_edition(Path("content/other"))
    code, _, err = run(options=("other",))
    assert code == PROBLEMS
    assert "the Word file was printed from the edition “sample”, not from “other”" in err
    bare = Editor(printed)
    bare.parts["docProps/custom.xml"] = bare.parts["docProps/custom.xml"].replace(EDITION.encode(), b"another name")
    code, _, err = run(data=bare.data, options=("other",))
    assert code == PROBLEMS
    assert "the Word file has next to nothing of the edition “other”" in err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("报告。".encode(), "this is no Word file (.docx)"),
        (b"PK\x03\x04" + bytes(100), "the Word file is damaged: File is not a zip file"),
        (word_file("", {"word/document.xml": b"<a>" + bytes(2**26)}), "“word/document.xml” in the Word file unpacks"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"}), "DOCTYPE"),
        (OLE, "this is an old Word or WPS file (.doc, .wps), not a .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "the Word file is protected by a password"),
        (word_file(p(r("别的报告。"))), "the Word file has next to nothing of the edition “sample”"),
    ],
    ids=["text", "zip", "bomb", "entity", "doc", "password", "other"],
)
@pytest.mark.parametrize("command", ["pull", "import"])
def test_what_is_no_file_of_ours_changes_nothing(
    run: Run, capsys: pytest.CaptureFixture[str], command: str, data: bytes, message: str
) -> None:
    """One message with the way out, and nothing is written, neither to the edition nor to a new one."""
    before = sources()
    if command == "pull":
        code, out, err = run(data=data, options=("--apply", "--facts"))
    else:
        Path("back.docx").write_bytes(data)
        code = main(["import", "back.docx", "--into", "new"])
        out, err = capsys.readouterr()
        message = message if "next to nothing" not in message else "the text has no headings"

    assert (code, out) == (PROBLEMS, "")
    assert message in err
    assert "  hint: " in err
    assert sources() == before
    assert not Path("new").exists()


def test_macros_and_what_lies_outside_are_told_and_left_alone(run: Run, printed: bytes) -> None:
    """Macros are ignored; a picture on a server is not fetched, which is said."""
    editor = Editor(printed)
    outside = relations({"rId990": ("image", "http://127.0.0.1:9/a.png", True)}).encode()
    editor.roots["word/_rels/document.xml.rels"].extend(list(etree.fromstring(outside)))
    editor.parts["word/vbaProject.bin"] = b"macros"
    code, _, err = run(data=editor.data)

    assert code == WELL
    assert "warning: the macros in the Word file are ignored\n" in err
    assert "warning: the Word file names “http://127.0.0.1:9/a.png” outside itself; it is not read\n" in err
