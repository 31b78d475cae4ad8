"""The command: an edition printed, compared with print, and reported on."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from dedoc.cli import PROBLEMS, WELL, main
from dedoc.fidelity import Grid, read_sheets
from dedoc.messages import translator
from editions import FULL, make_edition

CHAPTER = f"""\
# 开端 {{#start}}

{"第一页的话。" * 20}前半句{{folio}}`2`，后半句[^a]。

{{folio}}`3`

## 做法

:::{{figure}} chart
:::

{{fact}}`stations`{{as-of}}`stations`{{cite:data}}`bureau`，见{{ref}}`chart`。

[^a]: 一条脚注。
"""

FILES: Mapping[str, str | bytes] = {
    **{name: text for name, text in FULL.items() if not name.startswith(("chapters/02", "figures/logic"))},
    "chapters/01-a.md": CHAPTER,
    "chapters/02-b.md": "{folio}`4`\n\n# 结语 {.unnumbered}\n\n再见。\n",
}

PRINTED: Mapping[str, Any] = {
    "folios": 4,
    "contents": [
        {"level": 1, "title": "一、开端", "folio": 1},
        {"level": 2, "title": "(一)做法", "folio": 3},
        {"level": 1, "title": "结语", "folio": 4},
    ],
    "notes": {"1": 2, "2": 3},
    "figures": {"1": 3},
    "starts": {"1": "一、开端", "2": "，后半句", "3": "（一） 做法", "4": "结语"},
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let each test run in a folder of its own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def prepare(printed: Mapping[str, Any] = PRINTED, files: Mapping[str, str | bytes] = FILES) -> None:
    """Write the edition and what is known of its print."""
    make_edition(Path("edition"), files)
    Path("printed.json").write_text(json.dumps(printed, ensure_ascii=False, indent=1), encoding="utf-8")


def run(*words: str) -> int:
    """Run the command."""
    return main(["fidelity", "edition", "--against", "printed.json", "--into", "out", *words])


def report() -> Any:
    """Return the report as data."""
    return json.loads(Path("out/fidelity.json").read_text(encoding="utf-8"))


def test_a_faithful_edition(capsys: pytest.CaptureFixture[str]) -> None:
    """As printed all is where it was; in its natural flow the pages are fewer."""
    prepare()

    assert run() == WELL
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == ""
    assert [re.split(r"\s{2,}", line) for line in lines[:5]] == [
        ["", "natural flow", "as printed"],
        ["contents entries on their page", "1 of 3", "3 of 3"],
        ["notes on their page", "0 of 2", "2 of 2"],
        ["figures on their page", "0 of 1", "1 of 1"],
        ["pages with their first words", "1 of 4", "4 of 4"],
    ]
    assert lines[-2:] == ["out/fidelity.html", "out/fidelity.json"]
    natural, printed = report()["printings"]
    assert {part: (t["found"], t["expected"]) for part, t in printed["totals"].items()} == {
        "contents": (3, 3),
        "notes": (2, 2),
        "figures": (1, 1),
        "starts": (4, 4),
    }
    assert [page["sheets"] for page in printed["pages"]] == [[4], [5], [6], [7]]
    assert len([page for page in natural["pages"] if page["sheets"]]) < 4


def test_an_edition_can_tell_of_its_own_printed_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own file is taken where none is named; where there is none, or it lies elsewhere, that is told."""
    prepare()
    assert main(["fidelity", "edition", "--into", "out"]) == PROBLEMS
    assert "edition: error: the edition has no “printed.json” to be compared with" in capsys.readouterr().err

    own = tmp_path / "edition" / "printed.json"
    own.symlink_to(tmp_path / "printed.json")
    assert main(["fidelity", "edition", "--into", "out"]) == PROBLEMS
    assert "printed.json” lies outside the folder it belongs to" in capsys.readouterr().err

    own.unlink()
    (tmp_path / "printed.json").rename(own)
    assert main(["fidelity", "edition", "--into", "out"]) == WELL
    assert report()["printings"][1]["totals"]["notes"]["found"] == len(PRINTED["notes"])


def test_planted_differences_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A note, a heading and first words put elsewhere are told with their pages."""
    planted = {**PRINTED, "notes": {"1": 1, "2": 3}, "starts": {"2": "别的话"}, "figures": {"1": 3, "2": 4}}
    planted["contents"] = [{"level": 1, "title": "一、开端", "folio": 2}, *PRINTED["contents"][2:]]
    prepare(planted)

    assert run() == WELL
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("as printed, page ")]
    said = {line.partition(":")[0].removeprefix("as printed, "): line.partition(": ")[2] for line in lines}
    assert "note 1 is on page 2" in said["page 1"]
    assert said["page 2"].startswith("begins with “，后半句[1]。[1]”, not with “别的话”; “一、开端” is on page 1")
    assert "page 3" not in said
    assert said["page 4"].startswith("figure 2 is missing")


def test_the_page_holds_all_it_shows() -> None:
    """It is well-formed, loads nothing, runs nothing, and shows each sheet of the body of both printings."""
    prepare()
    run()
    html = Path("out/fidelity.html").read_text(encoding="utf-8")
    tree = etree.fromstring(html.partition("\n")[2].encode())

    assert not re.search(r"https?:|<script|<link|url\(|@import", html)
    images = list(tree.iter("img"))
    pictures = [image.get("src", "") for image in images]
    shown = [sheet for printing in report()["printings"] for page in printing["pages"] for sheet in page["sheets"]]
    assert len(pictures) == len(shown) > 4
    for picture in pictures:
        head, _, data = picture.partition(",")
        with Image.open(io.BytesIO(base64.b64decode(data))) as image:
            assert (head, image.format, image.size) == ("data:image/png;base64", "PNG", (248, 351))
    assert all(image.get("alt") for image in images)
    assert [row.get("id") for row in tree.iter("tr") if row.get("id")] == [f"page-{folio}" for folio in range(1, 5)]
    said = ["".join(map(str, line.itertext())) for line in tree.iter("li") if line.get("class") == "differs"]
    assert "✗ note 1 → 1" in said
    assert "✗ figure 1 → 1" in said


def test_an_edition_without_marks_is_compared_in_its_flow(capsys: pytest.CaptureFixture[str]) -> None:
    """There is no second column, and the reader is told why."""
    unmarked = {name: re.sub(r"\{folio\}`\d+`", "", str(text)) for name, text in FILES.items()}
    prepare(files=unmarked)

    assert run() == WELL
    assert "the source marks no printed pages" in capsys.readouterr().out
    assert [printing["name"] for printing in report()["printings"]] == ["natural"]
    assert "the source marks no printed pages" in Path("out/fidelity.html").read_text(encoding="utf-8")


def test_other_programs_get_the_totals(capsys: pytest.CaptureFixture[str]) -> None:
    """One object on one line: the files, the totals and the problems."""
    prepare()

    assert run("--json") == WELL
    data = json.loads(capsys.readouterr().out)
    assert data["ok"]
    assert data["files"] == ["out/fidelity.html", "out/fidelity.json"]
    assert data["totals"]["printed"]["starts"] == {"found": 4, "expected": 4}
    assert "the figure “chart” lacks the value of “数量” for “2023 年”" in [p["message"] for p in data["problems"]]


def test_without_a_folder_the_report_goes_to_the_outputs() -> None:
    """It lies where the PDF of the edition would."""
    prepare()

    assert main(["fidelity", "edition", "--against", "printed.json"]) == WELL
    assert sorted(path.name for path in Path("output/edition/zh-CN").iterdir()) == ["fidelity.html", "fidelity.json"]


def test_the_report_speaks_the_language_of_its_reader(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Chinese the page says so, and what it says is Chinese."""
    monkeypatch.setenv("DEDOC_LANGUAGE", "zh")
    prepare()

    assert run() == WELL
    out = capsys.readouterr().out
    assert translator("zh")("as printed") in out
    assert "page" not in out
    html = Path("out/fidelity.html").read_text(encoding="utf-8")
    assert '<html lang="zh">' in html
    assert "In print" not in html


@pytest.mark.parametrize(
    ("printed", "files", "told"),
    [
        ({**PRINTED, "folio": 4}, FILES, "printed.json:"),
        (PRINTED, {**FILES, "chapters/02-b.md": "# 结语\n\n<b>原样</b>\n"}, "edition/chapters/02-b.md:3: error:"),
    ],
    ids=["print", "edition"],
)
def test_what_cannot_be_compared_is_a_problem(
    printed: Mapping[str, Any],
    files: Mapping[str, str | bytes],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is written, and the place is told."""
    prepare(printed, files)

    assert run() == PROBLEMS
    assert told in capsys.readouterr().err
    assert not Path("out").exists()


def test_sheets_are_read_without_furniture_and_drawings() -> None:
    """The words of a chart, and the folio at the foot, are no words of the page."""
    prepare()
    main(["build", "edition", "--as-printed", "--to", "pdf", "--into", "built"])
    pdf = Path("built/edition/zh-CN/report.pdf").read_bytes()
    sheets = read_sheets(pdf, Grid(104.9, 22, 28.9))

    assert sheets[5].text.startswith("（一）做法图 1：各年数量（来源：")
    assert "2022" not in sheets[5].text
    assert not sheets[4].text.endswith("02")
    # The print ends the page there: the grid has 22 lines, of which the half sentence takes one and its note one.
    assert 19 <= sheets[4].free <= 21
