"""The checks on Word files can fail: each defect put into a good file of our own is caught, and the good file is not.

Those that only a validator of the format catches are named with it.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from conformance import missing, word
from dedoc.verify import verify_word
from editions import FULL, make_edition
from readback.built import Built, built

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
NOTES, NUMBERING, TYPES = "word/footnotes.xml", "word/numbering.xml", "[Content_Types].xml"
CHART, RELATIONS = "word/charts/chart2.xml", "word/_rels/document.xml.rels"

EDITION: Mapping[str, str | bytes] = {
    **FULL,
    "figures/rates.yaml": """\
caption: 规模与增速
source: survey
height: 8
alt: 柱线图：规模与增速。
data: rates.csv
series:
  - {key: size, name: 规模, unit: 亿元}
  - {key: rate, name: 增速, unit: '%', shape: line}
""",
    "figures/rates.csv": """\
category,series,value,source,remark
2022 年,size,50.20,survey,
2023 年,size,53.9+,survey,
2022 年,rate,10.3,survey,
2023 年,rate,,,未能查实
""",
    "chapters/01-a.md": str(FULL["chapters/01-a.md"]).replace(
        ":::{figure} chart", ":::{figure} rates\n:::\n\n:::{figure} chart"
    ),
}
"""One of everything, with a chart on two axes first."""


@dataclass(frozen=True)
class Defect:
    """A change of one part of the good file, and what is said to it: by us, or by the validator that is named.

    ``new`` None drops the part, and ``again`` puts it in twice.
    """

    part: str
    old: str
    new: str | None
    said: str
    validator: str = ""
    again: bool = False


DEFECTS = {
    "a note that is not there": Defect(
        DOCUMENT, 'footnoteReference w:id="2"', 'footnoteReference w:id="99"', "stands alone"
    ),
    "a chart that is not there": Defect(CHART, "", None, f"names the part {CHART}, which it does not hold"),
    "properties in the wrong order": Defect(
        STYLES, r"(<w:spacing w:before[^>]*/>)(<w:ind[^>]*/>)", r"\2\1", "Unexpected element 'spacing'", "openxml_audit"
    ),
    "a field without end": Defect(
        DOCUMENT, r'(SEQ 图.*?)<w:r><w:fldChar w:fldCharType="end"/></w:r>', r"\1", "is not closed: SEQ 图"
    ),
    "a field that ends twice": Defect(
        DOCUMENT,
        r'(SEQ 图.*?<w:r><w:fldChar w:fldCharType="end"/></w:r>)',
        r'\1<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "ends a field that never began",
    ),
    "a field that shows nothing": Defect(
        DOCUMENT, r'(SEQ 图.*?"separate"/></w:r>)<w:r>.*?</w:r>', r"\1", "shows nothing: SEQ 图"
    ),
    "a reference to nothing": Defect(DOCUMENT, "REF _Ref_chart ", "REF _Ref_gone ", "names the bookmark _Ref_gone"),
    "a reference out of date": Defect(
        DOCUMENT,
        r"(REF _Ref_chart .*?<w:t[^>]*>)图2",
        r"\1图7",
        "to _Ref_chart says “图7”, and what it names says “图2”",
    ),
    "a number format that does not exist": Defect(
        NUMBERING, "chineseCountingThousand", "chineseFoo", "chineseFoo", "openxml_audit"
    ),
    "notes of no kind": Defect(TYPES, r"<Override[^>]*footnotes[^>]*/>", "", f"of what kind the part {NOTES} is"),
    "no separator": Defect(
        NOTES, r'<w:footnote w:type="separator".*?</w:footnote>', "", "has no separator for its notes"
    ),
    "separators not named": Defect(SETTINGS, r"<w:footnotePr>.*?</w:footnotePr>", "", "has no separator for its notes"),
    "a separator with the mark of a note": Defect(
        NOTES,
        "<w:separator/>",
        "<w:separator/><w:footnoteRef/>",
        "separator of the notes in the Word file bears the mark",
    ),
    "the mark of a note in the text": Defect(
        DOCUMENT, r"(<w:footnoteReference [^>]*/>)", r"\1<w:footnoteRef/>", "the mark of a note outside its notes"
    ),
    "a level that is not defined": Defect(
        NUMBERING, r'<w:lvl w:ilvl="1">.*?</w:lvl>', "", "uses the level 1 of the numbering 1"
    ),
    "a note with two marks": Defect(
        NOTES, "<w:footnoteRef/>", "<w:footnoteRef/><w:footnoteRef/>", "1 of the Word file has 2 marks"
    ),
    "a style that is not defined": Defect(
        DOCUMENT, 'w:pStyle w:val="BodyText"', 'w:pStyle w:val="Gone"', "uses the style Gone"
    ),
    "a document that breaks off": Defect(DOCUMENT, "</w:body>", "", "cannot be read"),
    "a numbering that is not defined": Defect(
        STYLES, '<w:numId w:val="1"/>', '<w:numId w:val="7"/>', "uses the level 0 of the numbering 7"
    ),
    "a workbook that is not there": Defect(
        "word/embeddings/Microsoft_Excel_Worksheet2.xlsx", "", None, "has no workbook to edit its data in"
    ),
    "a cell without a paragraph": Defect(
        DOCUMENT, r"(<w:tc>(?:(?!<w:p[ >]).)*)<w:p>.*?</w:p></w:tc>", r"\1</w:tc>", "has a cell without"
    ),
    "a bookmark without end": Defect(DOCUMENT, r'<w:bookmarkEnd w:id="1"/>', "", "ends 0 times"),
    "two bookmarks of one name": Defect(
        DOCUMENT, 'w:name="_Ref_rates"', 'w:name="_Ref_chart"', "has 2 bookmarks called _Ref_chart"
    ),
    "two bookmarks of one id": Defect(
        DOCUMENT, r'(<w:bookmark(?:Start|End) w:id=")2"', r'\g<1>1"', "has 2 bookmarks with the id 1"
    ),
    "no text for who cannot see": Defect(DOCUMENT, ' descr="柱线图[^"]*"', "", "has no text for readers"),
    "a file name for a text": Defect(
        DOCUMENT, ' descr="柱线图[^"]*"', ' descr="chart1.png"', "has no text for readers"
    ),
    "the text of another figure": Defect(
        DOCUMENT, ' descr="柱线图[^"]*"', ' descr="关系图"', "“柱线图：规模与增速。” was expected"
    ),
    "two drawings of one id": Defect(DOCUMENT, r'(wp:docPr [^>]*id=")3"', r'\g<1>2"', "has 2 drawings with the id 2"),
    "a section in the wrong order": Defect(
        DOCUMENT, r"(<w:pgSz[^>]*/>)(<w:pgMar[^>]*/>)", r"\2\1", "Unexpected element 'pgSz'", "openxml_audit"
    ),
    "a folio out of date": Defect(
        DOCUMENT, r"(PAGEREF _Toc000003 .*?<w:t[^>]*>)02", r"\g<1>09", "the contents of the Word file say"
    ),
    "a title out of date": Defect(
        DOCUMENT, r"(TOC 2.*?<w:t[^>]*>|w:val=\"TOC1\".*?<w:t[^>]*>开)端", r"\1始", "“1 一、开始01”"
    ),
    "a heading out of date": Defect(
        DOCUMENT, r"(w:val=\"Heading2\".*?<w:t[^>]*>)做法", r"\1作法", "“2 做法” was expected"
    ),
    "a line that leads elsewhere": Defect(
        DOCUMENT, r'w:anchor="_Toc000003"', 'w:anchor="_Toc000002"', "for “做法” does not lead to it"
    ),
    "a link inside a link": Defect(
        DOCUMENT,
        r'(<w:hyperlink w:anchor="_Toc000003"[^>]*>)(<w:r>.*?</w:r>)',
        r'\1<w:hyperlink w:anchor="_Toc000002">\2</w:hyperlink>',
        "has a link inside another",
    ),
    "a level left out": Defect(
        DOCUMENT, 'w:val="Heading2"', 'w:val="Heading3"', "a heading of the Word file is “3 做法”"
    ),
    "text outside a run": Defect(
        DOCUMENT,
        r'(<w:pStyle w:val="BodyText"/></w:pPr>)',
        r"\1<w:t>loose</w:t>",
        "Unexpected element 't'",
        "openxml_audit",
    ),
    "a part that is there twice": Defect(NOTES, "", "", f"holds the part {NOTES} 2 times", again=True),
    "a caption out of count": Defect(DOCUMENT, r"(SEQ 图.*?<w:t[^>]*>)1", r"\g<1>7", "shows 7, and Word counts 1"),
    "a note that nobody calls": Defect(
        DOCUMENT,
        r'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
        "",
        "stands alone",
    ),
    "fields to be updated": Defect(
        SETTINGS, "<w:footnotePr>", "<w:updateFields/><w:footnotePr>", "would ask to update"
    ),
    "a dirty field": Defect(
        DOCUMENT, 'fldCharType="begin"', 'fldCharType="begin" w:dirty="true"', "would ask to update"
    ),
    "a table wider than the text": Defect(
        DOCUMENT, r'<w:gridCol w:w="\d+"', '<w:gridCol w:w="9999"', "pt wide, and the text"
    ),
    "a table whose head stays behind": Defect(DOCUMENT, "<w:tblHeader/>", "", "has no head that repeats"),
    "pages counted in secret": Defect("word/footer1.xml", r" PAGE ", " DATE ", "counts its pages and shows no folio"),
    "a foot that is not there": Defect(RELATIONS, "footer2.xml", "footer9.xml", "has no head or no foot"),
    "a part that nothing names": Defect(RELATIONS, r"<Relationship [^>]*fontTable[^>]*/>", "", "which nothing names"),
    "axes that do not cross": Defect(CHART, '<c:crossAx val="21"/>', '<c:crossAx val="99"/>', "do not belong together"),
    "a series on no axis": Defect(
        CHART, r'<c:axId val="22"/>(\s*</c:lineChart>)', r'<c:axId val="12"/>\1', "do not belong together"
    ),
    "a value that is not the workbook's": Defect(
        CHART, "<c:v>50.2</c:v>", "<c:v>52.2</c:v>", "does not show what its workbook holds"
    ),
    "a nought for what is missing": Defect(
        CHART,
        r'(<c:pt idx="0"[^>]*><c:v>10.3</c:v></c:pt>)',
        r'\1<c:pt idx="1"><c:v>0</c:v></c:pt>',
        "does not hold the data of the",
    ),
    "a range with a row too few": Defect(CHART, r"\$B\$2:\$B\$3", "$B$2:$B$2", "holds in Sheet1!$B$2:$B$2"),
    "a chart without data to edit": Defect(
        CHART, r"<c:externalData.*?</c:externalData>", "", "has no workbook to edit its data in"
    ),
    "a chart for another": Defect(CHART, "规模（亿元）", "规模（万元）", "does not hold the data of the document"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return one of everything, built."""
    folder = tmp_path_factory.mktemp("word")
    return built(make_edition(folder / "edition", EDITION), folder / "out")


def broken(source: Path, defect: Defect) -> bytes:
    """Return the Word file with a defect."""
    made = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w") as new, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of names that are there twice
        for name in old.namelist():
            data = old.read(name)
            if name == defect.part and defect.new is None:
                continue
            if name == defect.part and defect.old:
                text = data.decode()
                changed = re.sub(
                    defect.old, defect.new or "", text, count=0 if "bookmark(?:" in defect.old else 1, flags=re.DOTALL
                )
                assert changed != text, "the defect is not one"
                data = changed.encode()
            for _ in range(1 + (defect.again and name == defect.part)):
                new.writestr(name, data)
    return made.getvalue()


def test_the_good_file_has_no_problem(good: Built) -> None:
    """Nothing is said to what the program itself makes."""
    assert verify_word(good.word_path.read_bytes(), good.document, good.pages) == ()


@pytest.mark.parametrize("name", DEFECTS)
def test_each_defect_is_caught(name: str, good: Built, tmp_path: Path) -> None:
    """We say what is wrong, or the validator does that is named."""
    defect = DEFECTS[name]
    data = broken(good.word_path, defect)
    if not defect.validator:
        said = [problem.format() for problem in verify_word(data, good.document, good.pages)]
        assert [line for line in said if defect.said in line], said
        return
    if reason := missing(defect.validator):
        pytest.skip(f"{reason}: the Word file not validated")
    path = tmp_path / "broken.docx"
    path.write_bytes(data)
    assert defect.said in "\n".join(word.openxml_audit(path))


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_word_file_is_told(data: bytes, good: Built) -> None:
    """A file that cannot be opened is a problem, not a crash."""
    (problem,) = verify_word(data, good.document, good.pages)
    assert "cannot be read" in problem.format()


def test_a_word_file_without_its_text_is_told(good: Built) -> None:
    """A package that lacks an essential part is a problem, not a crash."""
    (problem,) = verify_word(broken(good.word_path, Defect(STYLES, "", None, "")), good.document, good.pages)
    assert problem.format() == f"error: the Word file lacks the part {STYLES}"
