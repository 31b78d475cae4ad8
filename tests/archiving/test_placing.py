"""Where bags are put: beside nothing, beside what a run that was ended left, and beside what is not theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archiving.bags import files_of, laid
from dedoc.archiving.bag import bag_of, tar_of
from dedoc.archiving.placing import place, refuse_present
from dedoc.errors import DedocError, OutputError

BAG = bag_of({"outputs/a.txt": b"a", "b.txt": b"b"}, {})
TAR = tar_of("a.bag", BAG, 0)
PLACED = {"a.bag.tar": TAR, **{f"a.bag/{name}": data for name, data in BAG.items()}}


def put(into: Path) -> list[str]:
    """Place the bag, and return what is remarkable."""
    return [problem.format() for problem in place(BAG, TAR, into / "a.bag", into / "a.bag.tar")]


def test_both_are_put_where_nothing_is(tmp_path: Path) -> None:
    """Folder and tar are there, and nothing else; they are for everybody to read; a second time is refused."""
    into = tmp_path / "made" / "here"
    assert put(into) == []
    assert files_of(into) == PLACED
    assert sorted(path.name for path in into.iterdir()) == ["a.bag", "a.bag.tar"]
    assert {path.stat().st_mode & 0o777 for path in into.rglob("*") if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in into.rglob("*") if path.is_file()} == {0o644}
    with pytest.raises(OutputError, match="is there already"):
        refuse_present(into / "a.bag", into / "a.bag.tar")


@pytest.mark.parametrize("kept", ["a.bag", "a.bag.tar"])
def test_what_was_left_alone_is_completed(kept: str, tmp_path: Path) -> None:
    """Where one of the two is there and is the same, the other is put beside it."""
    laid({name: data for name, data in PLACED.items() if re.fullmatch(rf"{kept}(/.*)?", name)}, tmp_path)
    refuse_present(tmp_path / "a.bag", tmp_path / "a.bag.tar")
    before = (tmp_path / kept).stat()
    (remark,) = put(tmp_path)
    assert f"{kept}” was there already, from a run that was ended" in remark
    assert files_of(tmp_path) == PLACED
    assert (tmp_path / kept).stat() == before


def something_else(kind: str, path: Path, elsewhere: Path) -> None:
    """Put something else where a bag or its tar would go."""
    match kind:
        case "folder":
            laid(BAG if path.suffix == ".tar" else {**BAG, "data/b.txt": b"c"}, path)
        case "fewer files":
            laid({name: data for name, data in BAG.items() if name != "data/b.txt"}, path)
        case "empty folder":
            path.mkdir()
        case "file":
            path.write_bytes(TAR if path.suffix == ".bag" else TAR[:-1] + b"?")
        case "link":
            path.symlink_to(place_elsewhere(elsewhere) / path.name)
        case _:
            path.symlink_to("nowhere")


def place_elsewhere(folder: Path) -> Path:
    """Place the very bag elsewhere, so that a link to it leads to the same bytes."""
    put(folder)
    return folder


@pytest.mark.parametrize("kind", ["folder", "fewer files", "empty folder", "file", "link", "link to nothing"])
@pytest.mark.parametrize("name", ["a.bag", "a.bag.tar"])
def test_what_is_something_else_is_not_touched(kind: str, name: str, tmp_path: Path) -> None:
    """It is told, it stays as it is, and nothing is put beside it."""
    into = tmp_path / "made"
    into.mkdir()
    something_else(kind, into / name, tmp_path / "elsewhere")
    before = files_of(into)
    with pytest.raises(DedocError, match="is there already, without its twin, and is not what is archived now"):
        put(into)
    assert files_of(into) == before
    assert [path.name for path in into.iterdir()] == [name]


def test_what_cannot_all_be_moved_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fails between the two, neither is left."""
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if target.name == "a.bag.tar":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OutputError, match="nothing can be written"):
        put(tmp_path)
    assert list(tmp_path.iterdir()) == []
