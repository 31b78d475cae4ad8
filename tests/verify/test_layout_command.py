"""“dedoc verify”: tables, findings, reports and marked copies for PDFs of any origin, and a word for what is none."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from pylopdf_fonts_zh_cn import serif_path

from dedoc.cli import PROBLEMS, USAGE, WELL, main
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import check_layout
from typeset import FILLER, typeset

WRONG = typeset(
    f"经济增长之后#break-here，继续增长的数字经济还有话要说。\n\n#par(first-line-indent: 1em)[{FILLER}]", fillers=1
)
"""A page on which a line begins with a comma, and a paragraph one em from the edge."""

Said = tuple[int, str, str]


@pytest.fixture(autouse=True)
def in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test run in a folder of its own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what runs the command here: its exit code, and what it said on both channels."""

    def command(*words: str) -> Said:
        try:
            code = main(("verify", *words))
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return command


def write(name: str, data: bytes) -> Path:
    """Write a file here."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_table_of_the_rules_and_then_the_findings(run: Callable[..., Said]) -> None:
    """Every rule has its row, with the places looked at and the clause; the findings follow in their order."""
    write("a.pdf", WRONG)
    code, out, err = run("a.pdf")
    lines = out.splitlines()

    assert (code, err) == (PROBLEMS, "")
    assert lines[0] == "a.pdf: pages: 1, findings: 2"
    assert lines[1].split() == ["rule", "places", "findings", "what", "it", "says", "source"]
    rows = {line.split()[0]: line for line in lines[2:-2]}
    assert len(rows) == len(check_layout(read_layout(typeset(""))))
    assert rows["line-start"].split()[1:3] == ["9", "1"]
    assert rows["line-start"].endswith("CLREQ 3.1.4; GB/T 15834 5.1.1–5.1.3, 5.1.6, 5.1.7, 5.1.9")
    assert rows["call"].split()[1:3] == ["0", "0"]
    assert rows["note"].endswith("dedoc’s own")
    assert lines[-2:] == [
        "page 1: a line begins with “，”: “经济增长之后，继续增长的” [line-start]",
        "page 1: a paragraph begins 1.00 em from the edge, not 2: “山川湖海日月星” [indent]",
    ]


def test_a_pdf_without_findings_is_well(run: Callable[..., Said]) -> None:
    """The exit code says so, and the table that something was looked at."""
    write("a.pdf", typeset(""))
    code, out, err = run("a.pdf")

    assert (code, err) == (WELL, "")
    assert out.startswith("a.pdf: pages: 1, findings: 0\n")


def test_it_speaks_chinese_too(run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules and findings are translated, and the columns stand below each other although Han take two."""
    monkeypatch.setenv("DEDOC_LANGUAGE", "zh")
    write("a.pdf", WRONG)
    _, out, _ = run("a.pdf")

    assert "第 1 页：行首出现“，”：“经济增长之后，继续增长的”[line-start]" in out
    assert "a.pdf：1 页，2 处发现" in out
    assert "行首不出现应随前文的标点" in out
    assert "dedoc 自定" in out


def test_other_programs_get_everything(run: Callable[..., Said]) -> None:
    """One object on one line: measures, rules, places, and findings with box, text and what was measured."""
    write("a.pdf", WRONG)
    write("b.pdf", typeset(""))
    code, out, err = run("a.pdf", "b.pdf", "--json")
    data = json.loads(out)

    assert (code, err, out.count("\n")) == (PROBLEMS, "", 1)
    assert (data["ok"], data["problems"], data["marked"]) == (False, [], [])
    first, second = data["files"]
    assert (first["file"], first["pages"], second["file"]) == ("a.pdf", 1, "b.pdf")
    assert (first["measures"]["size"], first["measures"]["pitch"]) == (10, pytest.approx(16))
    rules = {rule["code"]: rule for rule in first["rules"]}
    (finding,) = rules["indent"]["findings"]
    assert finding["measured"] == {"indent": "1.00"}
    assert finding["page"] == 1
    assert finding["severity"] == "warning"
    assert finding["text"] == "山川湖海日月星"
    assert finding["box"][0] == pytest.approx(50)
    assert all(not rule["findings"] for rule in second["rules"])


def test_the_report_goes_into_a_file_too(run: Callable[..., Said]) -> None:
    """The table is still told, and what the file holds is what standard output would have got."""
    write("a.pdf", typeset(""))
    code, out, _ = run("a.pdf", "--json", "reports/a.json")

    assert code == WELL
    assert out.splitlines()[-1] == "reports/a.json"
    assert json.loads(Path("reports/a.json").read_text(encoding="utf-8"))["ok"]


@pytest.mark.parametrize("words", [["a.pdf", "--json", "b.pdf"], ["--json", "b.pdf", "a.pdf"]])
def test_a_report_never_replaces_a_pdf(run: Callable[..., Said], words: list[str]) -> None:
    """What is no name for a report ends with usage, and both files stay as they are."""
    write("a.pdf", typeset(""))
    write("b.pdf", b"mine")
    code, out, err = run(*words)

    assert (code, out) == (USAGE, "")
    assert err == "dedoc: “b.pdf” is no name for the report: it must end with .json\n"
    assert Path("b.pdf").read_bytes() == b"mine"


def test_places_are_marked_on_a_copy(run: Callable[..., Said]) -> None:
    """A legend stands in front, boxes with codes on the pages; the original stays, and the copy is whole."""
    original = write("in/a.pdf", WRONG).read_bytes()
    write("other/a.pdf", typeset(""))
    code, out, err = run("in/a.pdf", "other/a.pdf", "--marked", "out")

    assert (code, err) == (PROBLEMS, "")
    assert out.splitlines()[-2:] == ["out/a-marked.pdf", "out/a-marked-2.pdf"]
    assert Path("in/a.pdf").read_bytes() == original
    with pdfplumber.open("out/a-marked.pdf") as file:
        legend, page = file.pages
        words = legend.extract_text()
        assert "a.pdf: pages: 1, findings: 2" in words
        assert "line-start" in words
        assert "call" not in words
        codes = [c["text"] for c in page.chars if c["fontname"] == "Helvetica-Bold"]
        assert "".join(codes) == "line-startindent"
        boxes = [(round(r["x0"]), round(r["x1"])) for r in page.rects if r["stroke"]]
        assert (50, 60) in boxes
    with pikepdf.open("out/a-marked.pdf") as copy:
        assert "/Metadata" not in copy.Root


def test_a_marked_copy_never_replaces_what_is_verified(run: Callable[..., Said]) -> None:
    """A PDF that bears the name of the copy is not lost."""
    write("a.pdf", WRONG)
    kept = write("a-marked.pdf", typeset("")).read_bytes()
    code, out, err = run("a.pdf", "a-marked.pdf", "--marked", ".")

    assert (code, out) == (PROBLEMS, "")
    assert "the marked copy would replace a PDF that is being verified" in err
    assert Path("a-marked.pdf").read_bytes() == kept


def word_file() -> bytes:
    """Return what looks like a Word file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return made.getvalue()


def closed() -> bytes:
    """Return a PDF that asks for a password."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(""))) as file:
        file.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()


def picture() -> bytes:
    """Return a PDF without text."""
    made = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.txt", lambda: b"text", "this is not a PDF"),
        ("a.docx", word_file, "this is a Word file; layout is verified on PDFs"),
        ("a.zip", lambda: b"PK\x03\x04", "this is not a PDF"),
        ("a.pdf", lambda: b"", "the file is empty"),
        ("a.pdf", closed, "the PDF is encrypted"),
        ("a.pdf", lambda: b"%PDF-1.7\n", "the PDF cannot be read: "),
        ("a.pdf", lambda: typeset("")[:999], "the PDF cannot be read: "),
        ("a.pdf", picture, "the PDF has no text to verify"),
        ("b.pdf", None, "there is no file “a.pdf”"),
    ],
)
def test_what_cannot_be_verified_is_told(
    run: Callable[..., Said], name: str, make: Callable[[], bytes] | None, said: str
) -> None:
    """The file, what is wrong with it and the way out; other files are verified all the same."""
    write("good.pdf", typeset(""))
    asked = "a.pdf" if make is None else str(write(name, make()))
    code, out, err = run(asked, "good.pdf", "--marked", "out")
    first, second = err.splitlines()

    assert code == PROBLEMS
    assert first.startswith(f"{asked}: error: {said}")
    assert second.startswith("  hint: ")
    assert out.startswith("good.pdf: pages: 1, findings: 0\n")
    assert os.listdir("out") == ["good-marked.pdf"]  # noqa: PTH208


def test_bad_files_are_reported_as_json(run: Callable[..., Said]) -> None:
    """What cannot be verified stands among the problems."""
    write("a.pdf", b"text")
    code, out, err = run("a.pdf", "--json")
    data = json.loads(out)

    assert (code, err, data["ok"], data["files"]) == (PROBLEMS, "", False, [])
    assert [(p["file"], p["message"]) for p in data["problems"]] == [("a.pdf", "this is not a PDF")]


HTML = """\
<html lang="zh"><style>
@font-face {{ font-family: Body; src: url({font}) }}
@page {{ size: 280pt 400pt; margin: 40pt; @bottom-center {{ content: counter(page) }} }}
body {{ font: 10pt/16pt Body; text-align: justify; margin: 0 }} p {{ margin: 0; text-indent: 2em }}
.note {{ float: footnote; font-size: 7pt }}
h1 {{ font-size: 14pt; line-height: 16pt; margin: 0 }}
</style><h1>标题一行</h1><p>{filler}<p>经济增长的 GDP<span class="note">注文一条。</span>，“继续”。增长的话还有一些，
说到<span class="note">又一条注。</span>这里为止，共 95% 左右。<p>{filler}</html>
"""


@pytest.mark.parametrize("has_tags", [True, False], ids=["tagged", "untagged"])
def test_a_pdf_of_another_engine_is_read_alike(has_tags: bool) -> None:  # noqa: FBT001
    """WeasyPrint squeezes no marks and parts no Latin; its notes, calls, headings and page numbers are found."""
    try:
        import weasyprint  # noqa: PLC0415
    except OSError:
        pytest.skip("Pango is not installed: no PDF by WeasyPrint")
    html = HTML.format(font=serif_path().as_uri(), filler=FILLER)
    layout = read_layout(weasyprint.HTML(string=html).write_pdf(pdf_tags=has_tags))
    checked = {each.rule.code: each for each in check_layout(layout)}

    assert [paragraph.role.value for paragraph in layout.paragraphs][:4] == ["heading", "text", "text", "text"]
    assert [call.mark for call in layout.calls] == [mark for _, mark in layout.notes] == ["1", "2"]
    assert [line.text for page in layout.pages for line in page.lines if line.role.value == "furniture"] == ["1"]
    assert (checked["pair"].places, len(checked["pair"].findings)) == (2, 2)
    assert (checked["indent"].places, checked["indent"].findings) == (3, ())
    assert (checked["note"].places, checked["note"].findings) == (2, ())
    assert [finding.text for finding in checked["han-latin"].findings] == ["经济增长的GDP1，“继"]
