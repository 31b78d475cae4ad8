"""A printer of small reports: it sets a structure in pages as the print was set, and extracts its text again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

WORDS = [
    "数据",
    "产业",
    "平台",
    "网络",
    "机构",
    "企业",
    "能力",
    "市场",
    "农村",
    "城市",
    "资源",
    "标准",
    "人才",
    "政策",
    "技术",
    "融合",
    "推动",
    "建设",
    "提升",
    "完善",
    "促进",
    "逐步",
    "持续",
    "共同",
    "形成",
    "覆盖",
    "全国",
    "多种",
    "场景",
    "应用",
    "服务",
    "体系",
    "规则",
    "安全",
    "绿色",
    "智能",
    "开放",
    "合作",
    "创新",
    "路径",
    "目标",
    "基础",
]
DIGITS = "零一二三四五六七八九"
PAGE_LINES, COLUMNS = 22, 28


def chinese(number: int) -> str:
    """Return a number from 1 to 99 in Han characters."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@dataclass(frozen=True)
class Manner:
    """How a report is printed and how its text was extracted."""

    call: str = "^[{}]"
    mark: str = "[{}] "
    superscript: bool = False
    numbers: tuple[str, str, str] = ("{c}、", "（{c}）", "{d}. ")
    listed: tuple[str, str, str] = ("{c}、", "({c}) ", "{d}. ")
    leader: str = " ······\t"
    folio: str = "{:02}"
    newline: str = "\n"
    bom: bool = False
    running: str = ""
    page_number: str = ""
    wrap: int = 0
    indent: str = ""
    note_first: bool = False
    source_above: bool = False
    caption: str = "图 {}："
    full_width: bool = False
    is_tight: bool = False


@dataclass
class Block:
    """A heading (level 1 to 3), a paragraph (level 0) or a figure (level -1)."""

    level: int
    text: str
    calls: list[tuple[int, str]] = field(default_factory=list)
    is_numbered: bool = True
    label: str = ""
    source: str = ""


@dataclass
class Report:
    """What is printed: the structure that an import must find again."""

    title: str
    year: int
    people: list[tuple[str, list[str]]]
    preface: list[str]
    blocks: list[Block]
    back: str


def sentence(random: Random, end: str = "。") -> str:
    """Return a sentence that is too long for a heading and repeats no character where it might be cut."""
    clauses = ["".join(random.sample(WORDS, random.randint(3, 7))) for _ in range(random.randint(2, 4))]
    return "，".join(clauses) + end


def make_report(random: Random) -> Report:
    """Return a report with everything that the form has."""
    used: set[str] = set()

    def name() -> str:
        while (found := "".join(random.sample(WORDS, random.randint(3, 5)))) in used:
            pass
        used.add(found)
        return found

    blocks: list[Block] = []
    figures = 0
    for _ in range(random.randint(1, 4)):
        blocks.append(Block(1, name()))
        for level in [0, *(random.choice((2, 3)) for _ in range(random.randint(0, 5)))]:
            if level:
                deepest = next((b.level for b in reversed(blocks) if b.level > 0), 1)
                blocks.append(Block(min(level, deepest + 1), name()))
            lengths = [random.randint(1, 5) for _ in range(random.randint(1, 3))]
            blocks += [Block(0, "".join(sentence(random) for _ in range(length))) for length in lengths]
            if random.random() < 0.2:
                figures += 1
                blocks.append(Block(-1, name(), source=f"《{name()}》", label=str(figures)))
    blocks.append(Block(1, "结语", is_numbered=False))
    blocks.append(Block(0, sentence(random) + sentence(random)))
    _call_notes(blocks, name, random)
    people = [("作者", ["张三", "李四光"]), ("指导专家", ["王五"])]
    preface = [sentence(random) + sentence(random) for _ in range(random.randint(0, 2))]
    back = random.choice(("", sentence(random) + sentence(random)))
    return Report(name() + "报告", 2000 + random.randint(10, 40), people, preface, blocks, back)


def _call_notes(blocks: list[Block], name: object, random: Random) -> None:
    assert callable(name)
    for block in blocks:
        if block.level:
            continue
        ends = [index for index, character in enumerate(block.text) if character in "。，"]
        for at in sorted(random.sample(ends, min(len(ends), random.choice((0, 0, 0, 1, 1, 2))))):
            lead = random.choice(("数据来源：", "来源：", "参考：", "另见"))
            block.calls.append(
                (at, lead + random.choice((f"《{name()}（2023 年）》", name(), f"《{name()}》，2024年第3期")))
            )


@dataclass
class Printed:
    """The extracted text, and where each page of the print begins: its first characters by folio."""

    text: str
    starts: dict[int, str]


class Press:
    """Sets a report in pages and writes what an extraction gives of them."""

    def __init__(self, report: Report, manner: Manner, random: Random) -> None:
        self.report, self.manner, self.random = report, manner, random
        self.out: list[str] = []
        self.page: list[str] = []
        self.notes: list[str] = []
        self.lines = 0.0
        self.folio = 1
        self.note = 0
        self.folios: list[int] = []
        self.starts: dict[int, str] = {}
        self.chapter = ""

    def print(self) -> Printed:
        """Return the extracted text of the whole report."""
        counts = [0, 0, 0, 0]
        titles = [self._title(block, counts) for block in self.report.blocks if block.level > 0]
        queue = iter(titles)
        for block in self.report.blocks:
            if block.level > 0:
                self._heading(next(queue)[0], block.level)
            elif block.level < 0:
                self._figure(block)
            else:
                self._paragraph(block)
        self._turn(is_last=True)
        body = "".join(self.out).rstrip("\n") + "\n"
        text = self._front(titles) + (body.replace("\n\n", "\n") if self.manner.is_tight else body)
        if self.report.back:
            text += "\n\n\n" + self.report.back + "\n"
        text = text.replace("\n", self.manner.newline)
        return Printed(("\ufeff" if self.manner.bom else "") + text, self.starts)

    def _title(self, block: Block, counts: list[int]) -> tuple[str, str]:
        if not block.is_numbered:
            return block.text, block.text
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (3 - block.level)
        number = counts[block.level]
        path = ".".join(map(str, counts[1 : block.level + 1]))
        forms = [
            p[block.level - 1].format(c=chinese(number), d=number, p=path)
            for p in (self.manner.numbers, self.manner.listed)
        ]
        return forms[0] + block.text, forms[1] + block.text

    def _front(self, titles: list[tuple[str, str]]) -> str:
        report, manner = self.report, self.manner
        title = f"{report.title} ({report.year} 年)"
        lines = ["", title, "", "", title, ""]
        for role, names in report.people:
            lines += [f"{role}：{' '.join(names)}", ""]
        if report.preface:
            lines += ["", "前言", ""]
            lines += [line for text in report.preface for line in (*self._wrapped(text), "")]
        lines += ["目录", ""]
        for (_, title), folio in zip(titles, self.folios, strict=True):
            digits = manner.folio.format(folio)
            lines.append(title + manner.leader + (wide(digits) if manner.full_width else digits))
        return "\n".join(lines) + "\n\n"

    def _wrapped(self, text: str) -> list[str]:
        text = self.manner.indent + text
        width = self.manner.wrap or len(text)
        return [text[i : i + width] for i in range(0, len(text), width)]

    def _room(self, lines: float) -> None:
        if self.lines and self.lines + lines > PAGE_LINES:
            self._turn()

    def _heading(self, title: str, level: int) -> None:
        self._room(4)
        self.starts.setdefault(self.folio, title)
        self.folios.append(self.folio)
        self.page.append(title + "\n\n")
        self.lines += 2 if level < 3 else 1
        self.chapter = title if level == 1 else self.chapter

    def _figure(self, block: Block) -> None:
        self._room(9)
        caption = self.manner.caption.format(block.label) + block.text
        source = f"(来源：{block.source})"
        self.starts.setdefault(self.folio, block.text)
        pair = (source, caption) if self.manner.source_above else (caption, source)
        self.page.append(" \n\n\n" + "\n".join(pair) + "\n\n")
        self.lines += 9

    def _paragraph(self, block: Block) -> None:
        """Set a paragraph; where its page is full it is cut in mid-sentence."""
        if self.lines > PAGE_LINES - 1:
            self._turn()
        done, plain, is_continued = "", "", False
        for text, note in self._pieces(block):
            for character in text if note is None else (text,):
                full = self.lines + (len(plain) + 2) / COLUMNS > PAGE_LINES
                if full and note is None and len(plain) > 14 and self._may_cut(done, character):
                    self._close(done, plain, is_continued=is_continued)
                    self._turn()
                    done, plain, is_continued = "", "", True
                done += character
                plain += character if note is None else ""
            if note is not None:
                self.notes.append(note)
                self.lines += 0.6
        self._close(done, plain, is_continued=is_continued)

    def _may_cut(self, done: str, character: str) -> bool:
        """Whether a page may end here: not at the end of a sentence, not before a mark, not between the same words."""
        return done[-1] not in "。，]］】⁰¹²³⁴⁵⁶⁷⁸⁹》" and character not in "。，" and done[-1] != character

    def _close(self, done: str, plain: str, *, is_continued: bool) -> None:
        self.starts.setdefault(self.folio, plain)
        text = done if is_continued else self.manner.indent + done
        width = self.manner.wrap or len(text)
        self.page.append("\n".join(text[i : i + width] for i in range(0, len(text), width)) + "\n\n")
        self.lines += -(-(len(plain) + 2) // COLUMNS)

    def _pieces(self, block: Block) -> Iterator[tuple[str, str | None]]:
        start = 0
        for at, note in block.calls:
            yield block.text[start:at], None
            self.note += 1
            number = wide(str(self.note)) if self.manner.full_width else str(self.note)
            if self.manner.superscript:
                number = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in str(self.note))
            yield self.manner.call.format(number), self.manner.mark.format(number) + note
            start = at
        yield block.text[start:], None

    def _turn(self, *, is_last: bool = False) -> None:
        """End the page: its notes, its number; and begin the next one with its running head."""
        notes = [self._note(note) + "\n\n" for note in self.notes]
        last = self.page.pop() if self.manner.note_first and self.notes and len(self.page) > 1 else ""
        self.out += [*self.page, *notes, last]
        if self.manner.page_number:
            self.out.append(self.manner.page_number.format(self.folio) + "\n\n")
        self.page, self.notes, self.lines = [], [], 0
        self.folio += 1
        if self.manner.running and not is_last:
            self.out.append(self.manner.running.format(title=self.report.title, chapter=self.chapter) + "\n\n")

    def _note(self, note: str) -> str:
        width = self.manner.wrap or len(note)
        return "\n".join(note[i : i + width] for i in range(0, len(note), width))


def wide(text: str) -> str:
    """Return digits in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)
