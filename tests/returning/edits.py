# ruff: noqa: D401 -- each docstring says what was done, as the table in the docs has it
"""What people do to a Word file, each with what is to be told of it and what becomes of the chapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from returning.word import Editor, Element, make, run, tag

EDITS: dict[str, Edit] = {}


@dataclass(frozen=True)
class Edit:
    """An edit: what does it, the changes to be told (kind, before, after), the lines that go and come in the source.

    A change that is not applied is told with a “!” before its kind.
    """

    do: Callable[[Editor], None]
    tells: tuple[tuple[str, str, str], ...]
    patch: tuple[str, ...]


Told = tuple[str, str, str]


def edit(*tells: Told, patch: tuple[str, ...] = ()) -> Callable[[Callable[[Editor], None]], Callable[[Editor], None]]:
    """Record an edit under the name of the function that makes it."""

    def record(do: Callable[[Editor], None]) -> Callable[[Editor], None]:
        EDITS[do.__name__] = Edit(do, tells, patch)
        return do

    return record


# --- Words ----------------------------------------------------------------------------------------------------------


@edit()
def nothing_at_all(_: Editor) -> None:
    """Somebody looked at it."""


@edit(
    ("TEXT", "很短", "变长了许多"),
    patch=("-第三段共有三句。第二句很短。第三句结束本段。", "+第三段共有三句。第二句变长了许多。第三句结束本段。"),
)
def words_typed_over(word: Editor) -> None:
    """Words are typed over, with split runs and a mark of the spelling checker."""
    word.retype(word.paragraph("第三段"), "第二句很短", "第二句变长了许多")


@edit(
    ("TEXT", "很短", "很长"),
    patch=("-第三段共有三句。第二句很短。第三句结束本段。", "+第三段共有三句。第二句很长。第三句结束本段。"),
)
def words_tracked(word: Editor) -> None:
    """Words are typed over with tracking on."""
    word.track(word.paragraph("第三段"), "很短", "很长")


@edit(
    ("TEXT", "第二句很短。", ""),
    patch=("-第三段共有三句。第二句很短。第三句结束本段。", "+第三段共有三句。第三句结束本段。"),
)
def a_sentence_deleted(word: Editor) -> None:
    """A sentence is deleted."""
    word.retype(word.paragraph("第三段"), "第二句很短。", "")


@edit(
    ("TEXT", "", "插入的话，含*号_与[括号]。"),
    patch=(
        "-第三段共有三句。第二句很短。第三句结束本段。",
        "+第三段共有三句。插入的话，含\\*号\\_与\\[括号\\]。第二句很短。第三句结束本段。",
    ),
)
def marks_of_markdown_typed(word: Editor) -> None:
    """What is typed would mean something to Markdown."""
    word.insert(word.paragraph("第三段"), "三句。", "插入的话，含*号_与[括号]。")


@edit(
    ("TEXT", "", "此外"),
    patch=(
        "-还有[链接](https://example.org)在此；第三行写*星号\\**与 5G 标准。",
        "+此外还有[链接](https://example.org)在此；第三行写*星号\\**与 5G 标准。",
    ),
)
def the_head_of_a_line(word: Editor) -> None:
    """The first words of a line of the source: the author's line break stays where it is."""
    word.retype(word.paragraph("接着说明"), "还有", "此外还有")


@edit(
    ("TEXT", "行", "说"),
    patch=(
        "-**要点先行。**接着说明[^free]，详见{ref}`plan`。这一句*轻轻*强调，那一句**重重**强调，",
        "+**要点先说。**接着说明[^free]，详见{ref}`plan`。这一句*轻轻*强调，那一句**重重**强调，",
    ),
)
def a_word_of_a_run_in_heading(word: Editor) -> None:
    """A word inside a run-in heading."""
    word.retype(word.paragraph("要点先行"), "先行", "先说")


@edit(("TEXT", "端", "始"), patch=("-# 开端 {#start}", "+# 开始 {#start}"))
def a_word_of_a_heading(word: Editor) -> None:
    """A heading; its label stays."""
    word.retype(word.paragraph("开端"), "开端", "开始")


@edit(("TEXT", "要", "不"), patch=("-2. 第二项要做", "+2. 第二项不做"))
def an_item_of_a_list(word: Editor) -> None:
    """An item of a list."""
    word.retype(word.paragraph("第二项"), "第二项要做", "第二项不做")


@edit(("TEXT", "出", "引"), patch=("-> 一段引文，出自他人。", "+> 一段引文，引自他人。"))
def a_word_of_a_quotation(word: Editor) -> None:
    """A word of a quotation."""
    word.retype(word.paragraph("一段引文"), "出自", "引自")


@edit(("TEXT", "第一", "首"), patch=("-专栏第一段的话。", "+专栏首段的话。"))
def a_word_of_a_sidebar(word: Editor) -> None:
    """A word in a sidebar."""
    word.retype(word.paragraph("专栏第一段"), "第一段", "首段")


@edit(("TEXT", "题目", "标题"), patch=("-::::{sidebar} 专栏题目", "+::::{sidebar} 专栏标题"))
def the_title_of_a_sidebar(word: Editor) -> None:
    """The title of a sidebar, which stands in the line that opens it."""
    word.retype(word.paragraph("专栏题目"), "题目", "标题")


@edit(
    ("TEXT", "末尾", "最后"),
    patch=("-{folio}`12`末尾一段，{folio}`13`分在两页。", "+{folio}`12`最后一段，{folio}`13`分在两页。"),
)
def words_between_marks_of_pages(word: Editor) -> None:
    """The marks of printed pages stay, unseen as they are in Word."""
    word.retype(word.paragraph("末尾一段"), "末尾一段", "最后一段")


@edit(("TEXT", "再见", "后会有期"), patch=("-再见。<!-- 这里也不印 -->", "+后会有期。<!-- 这里也不印 -->"))
def words_before_a_remark(word: Editor) -> None:
    """A remark behind the words stays."""
    word.retype(word.paragraph("再见"), "再见", "后会有期")


# --- Habits of Word and WPS that change nothing ---------------------------------------------------------------------


@edit()
def spaces_and_signs_that_do_not_print(word: Editor) -> None:
    """Indents typed with full-width blanks, spaces between Han and Latin, soft hyphens, page breaks seen last."""
    paragraph = word.paragraph("第三段")
    first = word.cut_out(paragraph, "第三段")[0]
    first.addprevious(run("\u3000\u3000"))
    first.append(make("softHyphen"))
    first.append(make("lastRenderedPageBreak"))
    first.addnext(run("\u00ad"))
    word.retype(word.paragraph("与5G标准"), "与5G标准", "与\u00a05G\u00a0标准")
    holder = make("smartTag", element="place")
    found = word.cut_out(paragraph, "第二句")[0]
    found.addprevious(holder)
    holder.append(found)


@edit()
def words_in_controls(word: Editor) -> None:
    """Content controls, custom XML and a choice of alternatives around words."""
    paragraph = word.paragraph("第三段")
    found = word.cut_out(paragraph, "第二句")[0]
    control = make("sdt", make("sdtPr"), make("sdtContent", make("sdt", make("sdtContent"))))
    found.addprevious(control)
    next(inner for inner in control.iter(tag("sdtContent")) if not len(inner)).append(found)
    other = word.cut_out(paragraph, "第三句")[0]
    custom = make("customXml", element="x")
    other.addprevious(custom)
    custom.append(other)


@edit()
def fields_and_contents_made_anew(word: Editor) -> None:
    """Word makes the contents anew: other bookmarks, other page numbers."""
    for mark in word.document.iter(tag("bookmarkStart")):
        name = mark.get(tag("name")) or ""
        if name.startswith("_Toc"):
            mark.set(tag("name"), f"_Toc17{name[-4:]}")
    for paragraph in word.document.iter(tag("p")):
        style = paragraph.find("w:pPr/w:pStyle", {"w": tag("x")[1:-2]})
        if style is not None and style.get(tag("val"), "").startswith("TOC"):
            for text in list(paragraph.iter(tag("t")))[-1:]:
                text.text = "99"


# --- Paragraphs -----------------------------------------------------------------------------------------------------


@edit(("INSERTED", "", "新的一段，1.不是列表。"), patch=("+", "+新的一段，1.不是列表。"))
def a_paragraph_inserted(word: Editor) -> None:
    """A new paragraph."""
    word.add_paragraph(word.paragraph("第三段"), "新的一段，1. 不是列表。")


@edit(("INSERTED", "", "1.开头像列表"), patch=("+", "+1\\.开头像列表"))
def a_paragraph_inserted_with_tracking(word: Editor) -> None:
    """A new paragraph with tracking on, that begins like a list."""
    word.add_paragraph(word.paragraph("第三段"), "1. 开头像列表", tracked=True)


@edit(("INSERTED", "", "新的小节"), ("INSERTED", "", "小节的正文。"), patch=("+## 新的小节", "+", "+小节的正文。", "+"))
def a_section_inserted(word: Editor) -> None:
    """A new heading, and text below it."""
    last = word.add_paragraph(word.paragraph("第三段"), "小节的正文。")
    made = word.add_paragraph(word.paragraph("第三段"), "新的小节", style="Heading2")
    assert made.getnext() is last


@edit(("INSERTED", "", "第二项半"), patch=("+3. 第二项半",))
def an_item_inserted(word: Editor) -> None:
    """A new item in a list."""
    word.add_paragraph(word.paragraph("第二项"), "第二项半")


@edit(("INSERTED", "", "专栏中间的话。"), patch=("+专栏中间的话。", "+"))
def a_paragraph_in_a_sidebar(word: Editor) -> None:
    """A new paragraph in a sidebar stays in it."""
    word.add_paragraph(word.paragraph("专栏第一段"), "专栏中间的话。")


@edit(
    ("DELETED", "第五段用来删除[^]，它也有自己的话。", ""),
    patch=(
        "-第五段用来删除[^gone]，它也有自己的话。",
        "-",
        "-[^gone]: 将要消失的脚注。",
        "-",
    ),
)
def a_paragraph_deleted(word: Editor) -> None:
    """A paragraph and the note in it."""
    word.delete(word.paragraph("第五段"))


@edit(("DELETED", "第四段用来移动，它有自己的话要说。", ""), patch=("-第四段用来移动，它有自己的话要说。", "-"))
def a_paragraph_deleted_with_tracking(word: Editor) -> None:
    """A paragraph deleted with tracking on: its bookmark stays, around nothing."""
    word.track_deletion(word.paragraph("第四段"))


@edit(("DELETED", "第二项要做", ""), patch=("-2. 第二项要做",))
def an_item_deleted(word: Editor) -> None:
    """An item of a list."""
    word.delete(word.paragraph("第二项"))


@edit(
    ("MOVED", "第四段用来移动，它有自己的话要说。", "第四段用来移动，它有自己的话要说。"),
    patch=(
        "-第四段用来移动，它有自己的话要说。",
        "-",
        "+第四段用来移动，它有自己的话要说。",
        "+",
    ),
)
def a_paragraph_moved(word: Editor) -> None:
    """A paragraph is cut and pasted elsewhere, with its bookmark."""
    word.move(word.paragraph("第四段"), word.paragraph("做法"))


@edit(
    ("MOVED", "第四段用来移动，它有自己的话要说。", "第四段用来移动，它有自己的话要说。"),
    patch=(
        "-第四段用来移动，它有自己的话要说。",
        "-",
        "+第四段用来移动，它有自己的话要说。",
        "+",
    ),
)
def a_paragraph_moved_with_tracking(word: Editor) -> None:
    """A paragraph is moved with tracking on: the bookmark stays where it was."""
    word.track_move(word.paragraph("第四段"), word.paragraph("做法"))


@edit(
    ("TEXT", "自己", "别"),
    ("MOVED", "第四段用来移动，它有别的话要说。", "第四段用来移动，它有别的话要说。"),
    patch=("-第四段用来移动，它有自己的话要说。", "-", "+第四段用来移动，它有别的话要说。", "+"),
)
def a_paragraph_moved_and_edited(word: Editor) -> None:
    """A paragraph is moved, then edited."""
    paragraph = word.paragraph("第四段")
    word.retype(paragraph, "自己的话", "别的话")
    word.move(paragraph, word.paragraph("做法"))


@edit(
    ("SPLIT", "第三段共有三句。第二句很短。第三句结束本", "第三段共有三句。¶第二句很短。第三句结束本"),
    patch=(
        "-第三段共有三句。第二句很短。第三句结束本段。",
        "+第三段共有三句。",
        "+",
        "+第二句很短。第三句结束本段。",
    ),
)
def a_paragraph_divided(word: Editor) -> None:
    """Enter is pressed in a paragraph: its bookmark reaches over both parts."""
    word.split(word.paragraph("第三段"), "第二句")


@edit(
    ("MERGED", "句很短。第三句结束本段。¶第四段用来移动，它有自己", "句很短。第三句结束本段。第四段用来移动，它有自己"),
    patch=(
        "-第三段共有三句。第二句很短。第三句结束本段。",
        "+第三段共有三句。第二句很短。第三句结束本段。第四段用来移动，它有自己的话要说。",
        "-第四段用来移动，它有自己的话要说。",
        "-",
    ),
)
def two_paragraphs_joined(word: Editor) -> None:
    """The end of a paragraph is deleted: one paragraph with two bookmarks."""
    word.join(word.paragraph("第三段"), word.paragraph("第四段"))


@edit(
    ("TEXT", "自己的", "许多"),
    ("TEXT", "", "出来"),
    patch=("-第四段用来移动，它有自己的话要说。", "+第四段用来移动，它有许多话要说出来。"),
)
def words_whose_bookmark_is_lost(word: Editor) -> None:
    """The whole paragraph was selected and typed anew: its bookmark went with it."""
    paragraph = word.paragraph("第四段")
    word.retype(paragraph, "自己的话要说", "许多话要说出来")
    for mark in [*paragraph.iter(tag("bookmarkStart"), tag("bookmarkEnd"))]:
        mark.getparent().remove(mark)


@edit(
    ("INSERTED", "", "第三段共有三句。第二句很短。第三句结束本段。"),
    patch=("+第三段共有三句。第二句很短。第三句结束本段。", "+"),
)
def a_paragraph_copied(word: Editor) -> None:
    """A paragraph is copied with its bookmark, as some programs do: the bookmark is there twice."""
    word.paragraph("第四段").addnext(__import__("copy").deepcopy(word.paragraph("第三段")))


# --- Headings and emphasis ------------------------------------------------------------------------------------------


@edit(("LEVEL", "##", "###"), patch=("-## 做法 {#ways}", "+### 做法 {#ways}"))
def a_heading_of_another_level(word: Editor) -> None:
    """A heading gets another style."""
    _restyled(word.paragraph("做法"), "Heading3")


@edit(("LEVEL", "##", ""), patch=("-## 安排", "+安排"))
def a_heading_made_text(word: Editor) -> None:
    """A heading becomes body text."""
    _restyled(word.paragraph("安排", after="专栏第二段"), "BodyText")


@edit(("LEVEL", "", "##"), patch=("-第四段用来移动，它有自己的话要说。", "+## 第四段用来移动，它有自己的话要说。"))
def text_made_a_heading(word: Editor) -> None:
    """A paragraph becomes a heading."""
    _restyled(word.paragraph("第四段"), "Heading2")


def _restyled(paragraph: Element, style: str) -> None:
    paragraph.find("w:pPr/w:pStyle", {"w": tag("x")[1:-2]}).set(tag("val"), style)


@edit(
    ("EMPHASIS", "第二句", "**第二句**"),
    patch=(
        "-第三段共有三句。第二句很短。第三句结束本段。",
        "+第三段共有三句。**第二句**很短。第三句结束本段。",
    ),
)
def words_made_bold(word: Editor) -> None:
    """Words are made bold by hand."""
    word.style(word.paragraph("第三段"), "第二句", make("b"), make("bCs"))


@edit(
    ("EMPHASIS", "**重重**", "重重"),
    patch=(
        "-**要点先行。**接着说明[^free]，详见{ref}`plan`。这一句*轻轻*强调，那一句**重重**强调，",
        "+**要点先行。**接着说明[^free]，详见{ref}`plan`。这一句*轻轻*强调，那一句重重强调，",
    ),
)
def emphasis_taken_away(word: Editor) -> None:
    """The emphasis of words is taken away."""
    word.unstyle(word.paragraph("接着说明"), "重重")


@edit(("!LOOK", "第二句", ""))
def words_marked_yellow(word: Editor) -> None:
    """Words are marked: a chapter cannot say so."""
    word.style(word.paragraph("第三段"), "第二句", make("highlight", val="yellow"))


# --- Notes ----------------------------------------------------------------------------------------------------------


@edit(("NOTE_EDITED", "说明", "解释"), patch=("-[^free]: 一条脚注，说明要点。", "+[^free]: 一条脚注，解释要点。"))
def a_note_edited(word: Editor) -> None:
    """The text of a free note."""
    word.retype(word.note("一条脚注"), "说明", "解释")


@edit(
    ("NOTE_INSERTED", "", "新的脚注：见附件。"),
    patch=(
        "-第三段共有三句。第二句很短。第三句结束本段。",
        "+第三段共有三句[^见附件]。第二句很短。第三句结束本段。",
        "+",
        "+[^见附件]: 新的脚注：见附件。",
    ),
)
def a_note_inserted(word: Editor) -> None:
    """A new note, which Word writes without brackets."""
    word.add_note(word.paragraph("第三段"), "共有三句", "新的脚注：见附件。")


@edit(
    ("NOTE_INSERTED", "", "数据来源：样本局"),
    patch=(
        "-第三段共有三句。第二句很短。第三句结束本段。",
        "+第三段共有三句{cite:data}`bureau`。第二句很短。第三句结束本段。",
    ),
)
def a_citation_inserted(word: Editor) -> None:
    """A new note that says what a citation prints becomes one."""
    word.add_note(word.paragraph("第三段"), "共有三句", "数据来源：样本局")


@edit(
    ("NOTE_DELETED", "将要消失的脚注。", ""),
    patch=(
        "-第五段用来删除[^gone]，它也有自己的话。",
        "+第五段用来删除，它也有自己的话。",
        "-[^gone]: 将要消失的脚注。",
        "-",
    ),
)
def a_note_deleted(word: Editor) -> None:
    """A note is deleted at its call."""
    word.remove_note(word.paragraph("第五段"))


@edit(("!SOURCE", "数据来源：样本局", "数据来源：样本局，2024年"))
def a_citation_edited(word: Editor) -> None:
    """A note that a citation makes is never turned into text."""
    word.retype(word.note("样本局"), "样本局", "样本局，2024年")


@edit(("COMMENT", "很短", "是否太短？"), patch=("+% 张三 2024-08-01: “很短” 是否太短？",))
def a_comment(word: Editor) -> None:
    """A comment becomes a remark before the paragraph."""
    word.comment(word.paragraph("第三段"), "很短", "是否太短？")


# --- Facts, references, captions, cover -----------------------------------------------------------------------------


@edit(("!FACT", "383.7万个", "384.2万个"))
def a_number_edited(word: Editor) -> None:
    """A number that is bound to a fact is proposed, not typed into the text."""
    word.retype(word.paragraph("基站总数达"), "383.7", "384.2")


@edit(("!FACT", "2024年5月底", "2024年6月底"))
def a_date_edited(word: Editor) -> None:
    """So is its date."""
    word.retype(word.paragraph("基站总数达"), "5月底", "6月底")


@edit(
    ("!FACT", "383.7万个", "3亿个"),
    ("TEXT", "比", "较"),
    ("TEXT", "多", "增"),
    patch=(
        "-截至{as-of}`stations`，基站总数达{fact}`stations`{cite:data}`bureau`，比上年多{fact}`growth`。见{ref}`chart`。",
        "+截至{as-of}`stations`，基站总数达{fact}`stations`{cite:data}`bureau`，较上年增{fact}`growth`。见{ref}`chart`。",
    ),
)
def a_number_and_words_around_it(word: Editor) -> None:
    """A number in another scale, and words beside it."""
    paragraph = word.paragraph("基站总数达")
    word.retype(paragraph, "383.7万个", "3亿个")
    word.retype(paragraph, "比上年多", "较上年增")


@edit(("!FACT", "383.7万", "许多"))
def a_number_that_is_none(word: Editor) -> None:
    """Words in place of a part of a number are left to the editor."""
    word.retype(word.paragraph("基站总数达"), "383.7万", "许多")


@edit(
    ("FACT_REMOVED", "5.2%", ""),
    ("TEXT", "，比上年多5.2%", ""),
    patch=(
        "-截至{as-of}`stations`，基站总数达{fact}`stations`{cite:data}`bureau`，比上年多{fact}`growth`。见{ref}`chart`。",
        "+截至{as-of}`stations`，基站总数达{fact}`stations`{cite:data}`bureau`。见{ref}`chart`。",
    ),
)
def a_number_deleted_with_its_words(word: Editor) -> None:
    """A clause is deleted together with the number in it."""
    word.retype(word.paragraph("基站总数达"), "，比上年多5.2%", "")


@edit(("!REFERENCE", "1", "3"))
def a_reference_edited(word: Editor) -> None:
    """The number of a reference is not the author's."""
    paragraph = word.paragraph("基站总数达")
    texts = [t for t in paragraph.iter(tag("t")) if t.text and "图1" in t.text]
    texts[0].text = texts[0].text.replace("图1", "图3")


@edit(("!CAPTION", "各", "历"))
def the_caption_of_a_figure(word: Editor) -> None:
    """The caption of a figure stands in its YAML file."""
    word.retype(word.paragraph("各年数量"), "各年", "历年")


@edit(("TEXT", "各", "每"), patch=("-:::{table} 各项安排", "+:::{table} 每项安排"))
def the_caption_of_a_table(word: Editor) -> None:
    """The caption of a table stands in the chapter."""
    word.retype(word.paragraph("各项安排"), "各项", "每项")


@edit(("!METADATA", "", "大"))
def the_title_on_the_cover(word: Editor) -> None:
    """The cover comes from edition.yaml."""
    word.retype(word.paragraph("样本报告"), "样本报告", "样本大报告")


# --- Tables ---------------------------------------------------------------------------------------------------------


@edit(("CELL", "3", "30"), patch=("-| 甲项 | 3 | 有竖线\\|在内 |", "+| 甲项 | 30 | 有竖线\\|在内 |"))
def a_cell_edited(word: Editor) -> None:
    """A cell of a table in the chapter."""
    row = word.row("甲项")
    word.retype(row.findall(".//w:p", {"w": tag("x")[1:-2]})[1], "3", "30")


@edit(("CELL", "", "补上"), patch=("-| 乙项 | 4 |  |", "+| 乙项 | 4 | 补上 |"))
def an_empty_cell_filled(word: Editor) -> None:
    """A cell that was empty."""
    row = word.row("乙项")
    row.findall(".//w:p", {"w": tag("x")[1:-2]})[2].append(run("补上"))


@edit(("CELL", "1,234", "1,235"), patch=('-北京,"1,234",首位', '+北京,"1,235",首位'))
def a_cell_of_a_file_edited(word: Editor) -> None:
    """A cell of a table that stands in a CSV file."""
    word.retype(word.row("北京").findall(".//w:p", {"w": tag("x")[1:-2]})[1], "1,234", "1,235")


@edit(("ROW_INSERTED", "", "新项 | 9 | 无"), patch=("+| 新项 | 9 | 无 |",))
def a_row_inserted(word: Editor) -> None:
    """A new row."""
    word.add_row(word.row("甲项"), ["新项", "9", "无"])


@edit(("ROW_DELETED", "乙项 | 4 | ", ""), patch=("-| 乙项 | 4 |  |",))
def a_row_deleted(word: Editor) -> None:
    """A row less."""
    row = word.row("乙项")
    row.getparent().remove(row)


# --- Drawings -------------------------------------------------------------------------------------------------------


@edit(("!CHART", "数量（万个） 2022年: 3", "数量（万个） 2022年: 4"))
def a_value_of_a_chart(word: Editor) -> None:
    """A value of a chart, which stands in a CSV file."""
    name = next(name for name in word.parts if name.startswith("word/charts/chart"))
    word.parts[name] = word.parts[name].replace(b"<c:v>3</c:v>", b"<c:v>4</c:v>")


@edit(("!PICTURE", "关系图：甲产生乙。", "关系图：甲产生乙。"))
def another_picture(word: Editor) -> None:
    """Another picture in the place of one."""
    word.parts["word/media/image2.png"] = word.parts["word/media/image1.png"]
