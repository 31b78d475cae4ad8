# ruff: noqa: E501 -- XML reads best where it is not broken
"""What a Word file says is read whole and in order, whoever wrote it and however it was edited."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import pytest

from dedoc.wordfile import read_picture, read_word
from dedoc.wordfile.model import Anchor, Block, Break, Call, Change, CommentMark, Drawing, Paragraph, Table, Words
from dedoc.wordfile.states import accepted, rejected, settled
from wordfile.building import field, p, part, r, relations, word_file

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
 <w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/><w:jc w:val="center"/></w:pPr>
 <w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="我的标题"/><w:basedOn w:val="1"/>
 <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop2"><w:name w:val="loop2"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="s"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def text(blocks: Iterable[Block]) -> list[str]:
    """Return the words of paragraphs, line by line; cells with bars between them."""
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            rows = ("|".join("/".join(text(cell.content)) for cell in row.cells) for row in block.rows)
            lines += list(rows)
        else:
            lines.append("".join(said(atom) for atom in block.atoms))
    return lines


def said(atom: object) -> str:
    """Return what an atom says."""
    match atom:
        case Words():
            return atom.text
        case Break():
            return "⏎"
        case Call():
            return f"[{atom.note}]"
        case Drawing():
            return f"<{atom.part or ' '.join(atom.texts) or atom.link or ''.join(text(atom.content))}>"
        case _:
            return ""


def read(body: str, **parts: str) -> tuple[Block, ...]:
    """Return the blocks of a body."""
    return read_word(word_file(body, None, None, **parts), "x.docx").blocks


def only(body: str, **parts: str) -> Paragraph:
    """Return the one paragraph of a body."""
    (block,) = read(body, **parts)
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            r("甲") + "<w:proofErr/><w:bookmarkStart w:id='1' w:name='b'/>" + r("乙") + "<w:bookmarkEnd w:id='1'/>",
            "甲乙",
        ),
        (f"<w:smartTag>{r('甲')}<w:smartTag>{r('乙')}</w:smartTag></w:smartTag>{r('丙')}", "甲乙丙"),
        (f"<w:customXml>{r('甲')}</w:customXml><w:sdt><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>", "甲乙"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击')}</w:sdtContent></w:sdt>{r('乙')}",
            "乙",
        ),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>", "甲\t乙⏎丙⏎丁"),
        (
            "<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:lastRenderedPageBreak/></w:r>",
            "co\u00adop-",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B0"/></w:r>', "✓°"),
        ('<w:r><w:sym w:font="MS Gothic" w:char="2460"/><w:sym w:font="Odd" w:char="F012"/></w:r>', "①〓"),
        (f"<w:fldSimple w:instr=' PAGE '>{r('12')}</w:fldSimple>", "12"),
        (field(" IF 1 ", field("PAGE", r("9")) + r("是")), "9是"),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + r("没有结束的域"), "没有结束的域"),
        (r("甲") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>", "甲"),
        (f"<w:ins w:id='1'>{r('甲')}</w:ins><w:del w:id='2'><w:r><w:delText>乙</w:delText></w:r></w:del>", "甲乙"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            + p(r("框"))
            + "</w:txbxContent></w:drawing>"
            "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p(r("框")) + "</w:txbxContent></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            "<框>",
        ),
        ("<m:oMath><m:r><m:t>a</m:t></m:r><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:oMath>", "a2"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "汉",
        ),
        ("<w:hyperlink r:id='none'>" + r("链接") + "</w:hyperlink>", "链接"),
    ],
)
def test_words_are_read_through_all_that_holds_them(content: str, expected: str) -> None:
    """Runs split by Word, controls, tags, signs, fields, alternatives: nothing is lost, nothing is said twice."""
    assert text(read(p(content))) == [expected]


def test_links_of_both_kinds_have_their_address() -> None:
    """A link is an element, or a field."""
    links = {"l1": ("hyperlink", "https://example.org/a", True)}
    body = p(
        f"<w:hyperlink r:id='l1'>{r('甲')}{r('乙')}</w:hyperlink>",
        field(' HYPERLINK "https://example.org/b" ', r("丙")),
    )
    (block,) = read_word(word_file(body, links=links), "x").blocks
    assert isinstance(block, Paragraph)
    found = [(atom.text, atom.address) for atom in block.atoms if isinstance(atom, Words)]

    assert found == [("甲", "https://example.org/a"), ("乙", "https://example.org/a"), ("丙", "https://example.org/b")]


def test_a_paragraph_has_the_name_level_and_look_of_its_style() -> None:
    """Styles go by name and stand on one another; one that stands on itself does no harm."""
    heading = only(p(r("题", "<w:b w:val='0'/>"), style="2"), styles=STYLES)
    assert (heading.style, heading.level, heading.align) == ("我的标题", 2, "center")
    assert (heading.look.is_bold, heading.look.size, heading.look.font) == (True, 16.0, "宋体")
    assert [atom.look.is_bold for atom in heading.atoms if isinstance(atom, Words)] == [False]
    assert only(p(r("圈"), style="loop"), styles=STYLES).style == "loop"
    assert only(p(r("正文")), styles=STYLES).style == "Normal"
    # Bold in a character style turns bold off in a bold paragraph.
    strong = only(p(r("题", "<w:rStyle w:val='s'/>"), style="1"), styles=STYLES)
    assert [(a.look.style, a.look.is_bold) for a in strong.atoms if isinstance(a, Words)] == [("Strong", False)]


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%4"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def test_numbers_are_counted_as_word_counts_them() -> None:
    """Levels begin anew below a higher one, Chinese formats are written out, a list can start elsewhere."""

    def numbered(number: int, level: int) -> str:
        return p(r("x"), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    order = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1), (2, 0), (3, 0), (3, 1), (1, 0), (9, 0), (1, 7)]
    blocks = read(
        "".join(numbered(*place) for place in order) + p(r("y"), style="1"), numbering=NUMBERING, styles=STYLES
    )
    labels = [block.label.text if isinstance(block, Paragraph) and block.label else None for block in blocks]

    assert labels == [
        *("一、", "（一）", "（二）", "1.", "1.2.1", "二、", "（一）", "•", "五、", "（一）", "六、"),
        None,
        None,
        "七、",
    ]


@pytest.mark.parametrize("kind", ["lowerLetter", "upperRoman", "chineseCounting", "decimalZero"])
def test_a_list_that_begins_beyond_all_counting_is_counted_in_digits(kind: str) -> None:
    """Word counts to 32767; letters for a thousand millions would fill the memory."""
    levels = f"""<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>
        <w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"""
    numbered = p(r("x"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    blocks = read(numbered * 2, numbering=levels)
    labels = [block.label.text for block in blocks if isinstance(block, Paragraph) and block.label]

    assert labels == ["999999999.", "1000000000."]


@pytest.mark.parametrize(("said", "span"), [("2", 2), ("0", 1), ("-3", 1), ("999999999", 63), ("²", 1), ("", 1)])
def test_no_cell_spans_more_columns_than_word_has(said: str, span: int) -> None:
    """What a file says is bounded, and at least one."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{said}"/></w:tcPr>{p(r("甲"))}</w:tc>'
    (table,) = read(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert isinstance(table, Table)
    assert table.rows[0].cells[0].span == span


def test_tables_are_read_with_their_spans() -> None:
    """Rows and cells, out of controls too; what is merged; heads."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell.format('<w:gridSpan w:val="2"/>', p(r("头")))
        + "</w:tr><w:sdt><w:sdtContent><w:tr>"
        + cell.format('<w:vMerge w:val="restart"/>', p(r("甲")))
        + f"<w:sdt><w:sdtContent>{cell.format('', p(r('1')) + p(r('2')))}</w:sdtContent></w:sdt>"
        + "</w:tr></w:sdtContent></w:sdt><w:tr>"
        + cell.format("<w:vMerge/>", p())
        + cell.format("", p(r("乙")))
        + "</w:tr></w:tbl>"
    )
    (table,) = read(body)
    assert isinstance(table, Table)
    assert text([table]) == ["头", "甲|1/2", "|乙"]
    assert [row.is_head for row in table.rows] == [True, False, False]
    assert (table.rows[0].cells[0].span, table.rows[2].cells[0].continues) == (2, True)


def test_notes_and_comments_come_by_their_keys() -> None:
    """Footnotes and endnotes, without separators; comments with author, date and what they speak of."""
    notes = '<w:footnote w:type="separator" w:id="-1"/><w:footnote w:id="1">' + p(r("脚注")) + "</w:footnote>"
    ends = f'<w:endnote w:id="1">{p(r("尾注"))}</w:endnote>'
    comments = (
        f'<w:comment w:id="3" w:author="张三" w:date="2024-08-01T09:00:00Z">{p(r("看"))}{p(r("这里"))}</w:comment>'
    )
    body = p(
        "<w:commentRangeStart w:id='3'/>",
        r("甲"),
        "<w:r><w:footnoteReference w:id='1'/></w:r><w:commentRangeEnd w:id='3'/><w:r><w:commentReference w:id='3'/></w:r>",
        "<w:r><w:endnoteReference w:id='1'/></w:r>",
    )
    word = read_word(word_file(body, footnotes=notes, endnotes=ends, comments=comments), "x")

    assert text(word.blocks) == ["甲[f1][e1]"]
    assert {key: text(note) for key, note in word.notes.items()} == {"f1": ["脚注"], "e1": ["尾注"]}
    comment = word.comments["3"]
    assert (comment.author, comment.date, comment.text) == ("张三", "2024-08-01T09:00:00Z", "看 这里")
    (block,) = word.blocks
    assert isinstance(block, Paragraph)
    assert [a.is_start for a in block.atoms if isinstance(a, CommentMark)] == [True, False, False]


def test_bookmarks_between_blocks_belong_to_the_next_one() -> None:
    """A bookmark can begin before a table and end behind it."""
    body = (
        "<w:bookmarkStart w:id='5' w:name='t'/><w:tbl><w:tr><w:tc>"
        + p(r("甲"))
        + "</w:tc></w:tr></w:tbl><w:bookmarkEnd w:id='5'/>"
        + p(r("乙"))
    )
    table, after = read(body)
    assert isinstance(table, Table)
    assert isinstance(after, Paragraph)
    (first,) = table.rows[0].cells[0].content
    assert isinstance(first, Paragraph)
    assert first.atoms[0] == Anchor("t", is_start=True)
    assert after.atoms[0] == Anchor("t", is_start=False)


DELETED = "<w:rPr><w:del w:id='9' w:author='李四' w:date='2024-08-02T00:00:00Z'/></w:rPr>"
INSERTED = "<w:rPr><w:ins w:id='9'/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "after", "before"),
    [
        (p(r("甲"), f"<w:ins w:id='1'>{r('乙')}</w:ins>"), ["甲乙"], ["甲"]),
        (p(r("甲"), "<w:del w:id='1'><w:r><w:delText>乙</w:delText></w:r></w:del>"), ["甲"], ["甲乙"]),
        (p(r("甲"), properties=DELETED) + p(r("乙")), ["甲乙"], ["甲", "乙"]),
        (p(r("甲"), properties=INSERTED) + p(r("乙")), ["甲", "乙"], ["甲乙"]),
        (
            p(f"<w:moveFrom w:id='1'>{r('移')}</w:moveFrom>", properties="<w:rPr><w:moveFrom w:id='2'/></w:rPr>")
            + p(r("甲"))
            + p(f"<w:moveTo w:id='3'>{r('移')}</w:moveTo>", properties="<w:rPr><w:moveTo w:id='4'/></w:rPr>"),
            ["甲", "移"],
            ["移", "甲"],
        ),
        (
            "<w:tbl><w:tr><w:tc>" + p(r("甲")) + "</w:tc></w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>"
            + p(r("乙")) + "</w:tc></w:tr><w:tr><w:trPr><w:ins w:id='2'/></w:trPr><w:tc>" + p(r("丙")) + "</w:tc></w:tr></w:tbl>",
            ["甲", "丙"],
            ["甲", "乙"],
        ),
        (p(f"<w:ins w:id='1'><w:del w:id='2'>{r('改了又删')}</w:del></w:ins>", r("甲")), ["甲"], ["甲"]),
    ],
)  # fmt: skip
def test_tracked_changes_can_be_accepted_and_rejected(body: str, after: list[str], before: list[str]) -> None:
    """Both states are there: words, ends of paragraphs, rows, moves."""
    blocks = read(body)

    assert text(settled(blocks, accepted)) == after
    assert [line for line in text(settled(blocks, rejected)) if line] == before


def test_a_tracked_change_says_who_and_when() -> None:
    """Author and date are kept with the words, and with the end of the paragraph."""
    block = only(
        p("<w:ins w:id='1' w:author='张三' w:date='2024-08-01T09:30:00Z'>" + r("甲") + "</w:ins>", properties=DELETED)
    )
    (words,) = block.atoms
    assert isinstance(words, Words)
    (made,) = words.revisions
    assert (made.change, made.author, made.date) == (Change.INSERTED, "张三", "2024-08-01T09:30:00Z")
    assert [(mark.change, mark.author) for mark in block.revisions] == [(Change.DELETED, "李四")]


def test_contents_are_known_by_their_field_or_their_control() -> None:
    """A list of contents is marked as made by Word, from its first line to its last."""
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    body = (
        p(begin, r("一 1")) + p(r("二 2")) + p(r("三 3"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>") + p(r("正文"))
    )
    assert [block.in_contents for block in read(body) if isinstance(block, Paragraph)] == [True, True, True, False]
    gallery = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
    found = read(gallery + p(r("目录")) + "</w:sdtContent></w:sdt>" + p(r("正文")))
    assert [block.in_contents for block in found if isinstance(block, Paragraph)] == [True, False]


def test_pictures_are_named_and_read_only_when_asked_for() -> None:
    """A picture has its part, its size and the text for those who cannot see it; a linked one is not followed."""
    drawing = (
        "<w:r><w:drawing><wp:inline><wp:extent cx='1270000' cy='635000'/><wp:docPr id='1' name='n' descr='图示'/>"
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='i1'/></pic:blipFill></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    linked = drawing.replace("r:embed='i1'", "r:link='i2'")
    old = (
        "<w:r><w:pict><v:shape style='width:72pt;height:1in' alt='旧'><v:imagedata r:id='i1'/></v:shape></w:pict></w:r>"
    )
    links = {"i1": ("image", "media/a.png", False), "i2": ("image", "file:///c:/b.png", True)}
    data = word_file(p(drawing) + p(linked) + p(old), {"word/media/a.png": b"PNG"}, links)
    word = read_word(data, "x.docx")
    found = [atom for block in word.blocks if isinstance(block, Paragraph) for atom in block.atoms]

    assert found == [
        Drawing("word/media/a.png", "图示", width=100, height=50, check=crc32(b"PNG")),
        Drawing("", "图示", "file:///c:/b.png", width=100, height=50),
        Drawing("word/media/a.png", "旧", width=72, height=72),
    ]
    assert read_picture(data, "x.docx", "word/media/a.png") == b"PNG"
    assert [problem.values["target"] for problem in word.problems] == ["file:///c:/b.png"]


def test_a_chart_says_its_words_and_numbers() -> None:
    """The words of a chart are read from its part."""
    chart = part("x", "<c:v>北京</c:v><c:v>12</c:v><a:t>标题</a:t>")
    drawing = "<w:r><w:drawing><wp:inline><wp:docPr id='1'/><a:graphic><a:graphicData><c:chart r:id='c1'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    data = word_file(p(drawing), {"word/charts/c.xml": chart}, {"c1": ("chart", "charts/c.xml", False)})
    (block,) = read_word(data, "x").blocks
    assert isinstance(block, Paragraph)
    assert block.atoms == (Drawing(texts=("北京", "12", "标题")),)


@pytest.mark.parametrize(("place", "known"), [("1", True), ("²", False), ("9" * 5000, False), ("-1", False)])
def test_points_of_a_chart_have_places_in_digits(place: str, known: bool) -> None:  # noqa: FBT001
    """What only looks like a number is no place, and the chart is read without it."""
    point = "<c:pt idx='{}'><c:v>{}</c:v></c:pt>"
    shown = "".join(f"<c:{kind}>{point.format(0, '1')}{point.format(place, '2')}</c:{kind}>" for kind in ("cat", "val"))
    series = f"<c:ser><c:order val='{place}'/>{shown}</c:ser>"
    chart = part("x", f"<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea>")
    drawing = "<w:r><w:drawing><wp:inline><wp:docPr id='1'/><a:graphic><a:graphicData><c:chart r:id='c1'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    data = word_file(p(drawing), {"word/charts/c.xml": chart}, {"c1": ("chart", "charts/c.xml", False)})
    (block,) = read_word(data, "x").blocks
    assert isinstance(block, Paragraph)
    (found,) = block.atoms
    assert isinstance(found, Drawing)
    assert [each.values for each in found.series] == [("1", "2") if known else ("1",)]


def test_a_strict_file_is_read_as_any_other() -> None:
    """Files of ISO 29500 Strict call everything by other names."""
    data = word_file(p(r("甲"), style="1"), styles=STYLES)
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts.items()
    }
    from wordfile.building import zipped  # noqa: PLC0415

    (block,) = read_word(zipped(strict), "x").blocks
    assert isinstance(block, Paragraph)
    assert (text([block]), block.level) == (["甲"], 1)


def test_macros_and_outside_parts_are_told_and_not_followed() -> None:
    """What is not read is said."""
    more: dict[str, str | bytes] = {
        "word/vbaProject.bin": b"x",
        "word/_rels/document.xml.rels": relations({"s": ("subDocument", "http://x.org/b.docx", True)}),
    }
    word = read_word(word_file(p(r("甲")) + "<w:altChunk r:id='z'/>", more), "x.docx")

    assert [problem.message.partition(" in ")[0].partition(" names")[0] for problem in word.problems] == [
        "a document inside the Word file is not read",
        "the macros",
        "the Word file",
    ]
