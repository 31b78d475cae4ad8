"""Files of an edition: read only inside its folder, as UTF-8, of bounded size, and never while they change."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from cases import told
from dedoc.errors import Location, Report
from dedoc.inputs import LARGEST_FILE, Inputs

PLACE = Location("figures/a.yaml", 3)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """Return the inputs of a folder “edition” that lies where the program runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition").mkdir()
    (tmp_path / "outside.txt").write_text("秘密", encoding="utf-8")
    return Inputs(Path("edition"), Report())


def problems(inputs: Inputs) -> str:
    """Return what was wrong, as printed."""
    return told(inputs.report.problems)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("甲\n乙".encode(), "甲\n乙"),
        ("\ufeff甲\r\n乙\r丙\n".encode(), "甲\n乙\n丙\n"),
        ("甲\u2028乙\u3000".encode(), "甲\u2028乙\u3000"),
    ],
)
def test_text_has_unix_line_ends_and_no_byte_order_mark(inputs: Inputs, data: bytes, text: str) -> None:
    """What Windows and old Macs write reads like what others write."""
    path = Path("edition/a.md")
    path.write_bytes(data)
    assert inputs.read_text(path) == text
    assert inputs.read(path) == data
    inputs.check_unchanged()
    assert problems(inputs) == ""


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("第一行\n第二行\n".encode("gb18030"), 1),
        ("第一行\n".encode() + "第二行\n".encode("gb18030"), 2),
        ("甲".encode("utf-16"), 1),
        (b"a\nb\nc\xe4", 3),
        (b"a\r\nb\xff\r\n", 2),
        (b"a\rb\xff\r", 2),
        (b"\xef\xbb\xbf\xe7\x94\xb2\n\xff", 2),
        (b'\xef\xbb\xbf{"\xed\xa0\x80', 1),
    ],
)
def test_another_encoding_is_a_problem_on_the_line_where_it_shows(inputs: Inputs, data: bytes, line: int) -> None:
    """The first character that is no UTF-8 is named with its line and how to save the file."""
    Path("edition/a.md").write_bytes(data)
    assert inputs.read_text(Path("edition/a.md"), PLACE) is None
    assert problems(inputs) == (
        f"edition/a.md:{line}: error: the file is not UTF-8\n"
        "  hint: save the file as UTF-8; in Word or Notepad: Save as, encoding UTF-8\n"
    )


def test_control_characters_are_told_with_their_lines_and_left_out(inputs: Inputs) -> None:
    """Characters that no output can hold are problems, and do not trouble the stages that come after."""
    Path("edition/a.md").write_text("\ufeff甲\n乙\0\n丙\x07\x9f\ufffe\n\t\ufeff", encoding="utf-8")
    assert inputs.read_text(Path("edition/a.md")) == "甲\n乙\n丙\n\t"
    hint = "  hint: delete it; it often comes with text pasted from a PDF or a web page\n"
    assert problems(inputs) == "".join(
        f"edition/a.md:{line}: error: the character {code} cannot be printed\n{hint}"
        for line, code in ((2, "U+0000"), (3, "U+0007"), (3, "U+009F"), (3, "U+FFFE"), (4, "U+FEFF"))
    )


def test_texts_are_told_as_they_were_read(inputs: Inputs) -> None:
    """Whoever looks at a file again sees the same characters, under the name that messages give it."""
    (inputs.folder / "a.md").write_bytes("\ufeff甲\r\n乙\x07\n".encode())
    (inputs.folder / "b.png").write_bytes(b"\x89PNG")
    text = inputs.read_text(inputs.folder / "a.md")
    inputs.read(inputs.folder / "b.png")

    assert (
        inputs.texts()
        == {inputs.name(inputs.folder / "a.md"): text}
        == {inputs.name(inputs.folder / "a.md"): "甲\n乙\n"}
    )


@pytest.mark.parametrize("name", ["absent.md", "", "file/below", "a\0b.png"])
def test_a_file_that_is_not_there_is_a_problem_where_it_is_named(inputs: Inputs, name: str) -> None:
    """A missing file, a folder, a path through a file and a name that no file can have are told alike."""
    Path("edition/file").touch()
    assert inputs.read(Path("edition") / name, PLACE) is None
    assert problems(inputs).startswith("figures/a.yaml:3: error: there is no file “edition")
    assert problems(inputs).endswith("”\n  hint: check the name: capital letters count\n")


def test_a_file_without_a_place_is_named_itself(inputs: Inputs) -> None:
    """Where nobody named the file, the problem stands at the file."""
    assert inputs.read_text(Path("edition/absent.md")) is None
    assert problems(inputs) == (
        "edition/absent.md: error: there is no file “edition/absent.md”\n"
        "  hint: check the name: capital letters count\n"
    )


@pytest.mark.parametrize(
    "name", ["../outside.txt", "figures/../../outside.txt", "link", "folder/outside.txt", "{root}"]
)
def test_nothing_outside_the_folder_is_read(inputs: Inputs, tmp_path: Path, name: str) -> None:
    """Neither dots, nor an absolute path, nor a link to a file or folder leads out of the edition."""
    Path("edition/link").symlink_to(tmp_path / "outside.txt")
    Path("edition/folder").symlink_to(tmp_path)
    path = Path("edition") / name.format(root=tmp_path / "outside.txt")
    assert inputs.read(path, PLACE) is None
    assert problems(inputs) == (
        f"figures/a.yaml:3: error: “{path}” lies outside the folder it belongs to\n"
        "  hint: put the file into the edition's folder and name it from there\n"
    )


def test_a_link_inside_the_folder_is_read(inputs: Inputs) -> None:
    """A link that stays inside, and a folder that is itself reached by a link, are as good as files."""
    Path("edition/a.txt").write_text("甲", encoding="utf-8")
    Path("edition/link").symlink_to("a.txt")
    Path("elsewhere").symlink_to("edition")
    assert inputs.read_text(Path("edition/link")) == "甲"
    assert Inputs(Path("elsewhere"), inputs.report).read_text(Path("elsewhere/a.txt")) == "甲"
    assert problems(inputs) == ""


def test_a_link_to_itself_is_a_problem(inputs: Inputs) -> None:
    """A circle of links ends in a message."""
    Path("edition/loop").symlink_to("loop")
    assert inputs.read(Path("edition/loop"), PLACE) is None
    assert problems(inputs).startswith("figures/a.yaml:3: error: ")


def test_what_the_system_refuses_is_told_in_its_words(inputs: Inputs) -> None:
    """A file that cannot be opened is a problem with the system's reason."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("edition/socket")
        assert inputs.read(Path("edition/socket"), PLACE) is None
    assert problems(inputs) == (
        "figures/a.yaml:3: error: “edition/socket” cannot be read: No such device or address\n"
        "  hint: check the permissions of the file\n"
    )


def test_a_pipe_does_not_make_the_program_wait(inputs: Inputs) -> None:
    """What is no file of bytes is refused at once, although opening it would wait for somebody to write."""
    os.mkfifo("edition/pipe")
    writer = threading.Thread(target=lambda: Path("edition/pipe").write_bytes(b"x"))
    writer.start()
    assert inputs.read(Path("edition/pipe"), PLACE) is None
    reader = os.open("edition/pipe", os.O_RDONLY | os.O_NONBLOCK)
    writer.join()
    os.close(reader)
    assert problems(inputs).startswith("figures/a.yaml:3: error: ")


def test_a_file_of_enormous_size_is_not_read(inputs: Inputs) -> None:
    """A file beyond the limit is refused by its size, one at the limit is read."""
    with Path("edition/big").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert inputs.read(Path("edition/big"), PLACE) is None
    assert problems(inputs) == (
        "figures/a.yaml:3: error: “edition/big” is larger than 64 MB\n"
        "  hint: split the file, or keep large data outside the edition\n"
    )


@pytest.mark.parametrize("change", ["rewritten", "touched", "replaced", "deleted"])
def test_a_file_that_changes_after_it_was_read_is_a_problem(inputs: Inputs, change: str) -> None:
    """Half of what was read may be old and half new: the build says so and stops."""
    for name in ("a.md", "b.md"):
        Path("edition", name).write_text("甲", encoding="utf-8")
        inputs.read_text(Path("edition", name))
    path = Path("edition/b.md")
    match change:
        case "rewritten":
            path.write_text("甲乙", encoding="utf-8")
        case "touched":
            os.utime(path, ns=(1, 1))
        case "replaced":
            status = path.stat()
            Path("new").write_text("乙", encoding="utf-8")
            os.utime("new", ns=(status.st_atime_ns, status.st_mtime_ns))
            Path("new").replace(path)
        case _:
            path.unlink()
    inputs.check_unchanged()
    assert problems(inputs) == (
        "edition/b.md: error: the file changed while it was being read\n"
        "  hint: wait until it is saved, then run the command again\n"
    )


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system has no /proc")
def test_a_file_that_grows_while_it_is_read_is_a_problem() -> None:
    """A file that holds more than its size said, as those of /proc do, was growing."""
    inputs = Inputs(Path("/proc/self"), Report())
    assert inputs.read(Path("/proc/self/status"))
    inputs.check_unchanged()
    assert "status: error: the file changed while it was being read\n" in problems(inputs)


def test_paths_are_told_as_the_user_would_type_them(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file below where the program runs goes by its relative path, any other by its path as given."""
    assert inputs.name(tmp_path / "edition" / "chapters" / "01.md") == "edition/chapters/01.md"
    monkeypatch.chdir(tmp_path / "edition")
    assert inputs.name(tmp_path / "outside.txt") == (tmp_path / "outside.txt").as_posix()
