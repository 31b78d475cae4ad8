"""What stands before the body: title, people by role, date, publisher, preface."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.lines import NARROW, Line, is_han, key
from dedoc.importing.patterns import PAGE_NUMBER, PREFACE

PERSON = re.compile(r"\s*([\u3400-\u9fff](?:\s?[\u3400-\u9fff]){1,9})\s*[：:]\s*(.+)")
SIGNED = re.compile(
    r"\s*((?:作者|编著|编写|编者|主编|副主编|执笔|撰稿|撰写|统稿|校对|审校|审核|审定|监制|策划|顾问|指导|运维|设计|排版|专家|编委|成员|单位"
    r"|指导专家|课题组|课题组长|责任编辑|学术顾问)[组长人员]?)(?:[\t\u3000]|\s{2,})\s*(.+)"
)
"""A role that is known, without a colon: the names stand apart from it."""

NAMES = re.compile(r"[\s、，,；;]+")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
SUBTITLE = re.compile(r"\s*[（(]\s*([^（）()]*\d{4}[^（）()]*)\s*[）)]$")
DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?)?")
PUBLISHER = re.compile(
    r".{2,30}(院|社|联盟|中心|部|局|委|办公室|公司|大学|学院|研究所|协会|学会|委员会|课题组|编写组|智库)"
)
PUBLISHER_ROLES = ("出版", "出版者", "出版单位", "发布", "发布单位", "主办", "主办单位", "编制单位")


@dataclass
class Front:
    """What the front matter says; ``unplaced`` are lines that nothing else could be made of."""

    title: list[str] = field(default_factory=list)
    subtitle: str = ""
    people: list[tuple[str, list[str]]] = field(default_factory=list)
    publisher: str = ""
    date: str = ""
    blocks: dict[str, str] = field(default_factory=dict)
    unplaced: list[Line] = field(default_factory=list)

    @property
    def full_title(self) -> str:
        """The title on one line."""
        return "".join(self.title)

    @property
    def year(self) -> int | None:
        """The year that title, subtitle or date name."""
        found = YEAR.search(f"{self.subtitle} {self.full_title} {self.date}".translate(NARROW))
        return int(found[1]) if found else None


def split_front(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines before the preface, and those from it on."""
    index = next((i for i, line in enumerate(lines) if PREFACE.fullmatch(line.text)), len(lines))
    return lines[:index], lines[index:]


def read_front(lines: list[Line], ledger: Ledger) -> Front:
    """Return what the lines before the preface say."""
    front = Front()
    is_title = [_is_title(line) for line in lines]
    count = next((i for i, flag in enumerate(is_title) if not flag), len(lines))
    _read_title(lines[:count], front, ledger)
    for line in lines[count:]:
        if PAGE_NUMBER.fullmatch(line.narrow):
            ledger.repair(Kind.PAGE_NUMBER, line.start, line.end)
        elif key(line.text) in {key(front.full_title), key(front.full_title + f"({front.subtitle})")}:
            ledger.repair(Kind.TITLE, line.start, line.end, remark="the title again")
        elif not (_person(line, front, ledger) or _imprint(line, front, ledger)):
            front.unplaced.append(line)
    return front


def _is_title(line: Line) -> bool:
    is_date = DATE.fullmatch(line.narrow) or PAGE_NUMBER.fullmatch(line.narrow)
    return not (_signed(line.text) or is_date or PUBLISHER.fullmatch(line.text) or line.text[-1] in "。；，")


def _read_title(lines: list[Line], front: Front, ledger: Ledger) -> None:
    lines = _without_repetition(lines, ledger)
    for index, line in enumerate(lines):
        match = SUBTITLE.search(line.text)
        if (match and match.start() == 0) or (index and line.text.startswith(("—", "-"))):
            inner = (
                (match.start(1), match.end(1))
                if match
                else (len(line.text) - len(line.text.lstrip("—- ")), len(line.text))
            )
            front.subtitle = _keep(line, 0, *inner, front, ledger)
        elif match and not front.subtitle:
            _title_line(line, match.start(), front, ledger)
            front.subtitle = _keep(line, match.start(), *match.span(1), front, ledger)
        elif index and not DATE.search(line.narrow) and line.gap > 2 and front.title:
            front.unplaced.append(line)
        else:
            _title_line(line, len(line.text), front, ledger)


def _without_repetition(lines: list[Line], ledger: Ledger) -> list[Line]:
    """Return the lines of the title once; a title page repeats those of the cover."""
    keys = [key(line.text) for line in lines]
    for count in range(1, len(lines)):
        first = "".join(keys[:count])
        end = next((i for i in range(count + 1, len(lines) + 1) if "".join(keys[count:i]) == first), None)
        if end is not None:
            for line in lines[count:end]:
                ledger.repair(Kind.TITLE, line.start, line.end, remark="the title again")
            return [*lines[:count], *lines[end:]]
    return lines


def _title_line(line: Line, end: int, front: Front, ledger: Ledger) -> None:
    """Read one line of the title; a space between Han characters is where the cover breaks it."""
    at = 0
    for match in (*re.finditer(r"\s+", line.text[:end]), None):
        stop = match.start() if match else end
        if match and not (is_han(line.text[stop - 1]) and is_han(line.text[match.end() : match.end() + 1] or " ")):
            continue
        if stop > at:
            block = f"title {len(front.title) + 1}"
            ledger.keep(line.start + at, line.start + stop, block)
            front.title.append(line.text[at:stop])
            front.blocks[block] = line.text[at:stop]
        at = match.end() if match else end


def _keep(line: Line, begin: int, start: int, end: int, front: Front, ledger: Ledger) -> str:
    """Keep a part of a line as subtitle, without the brackets and dashes around it from ``begin`` on."""
    text = line.text[start:end].rstrip()
    end = start + len(text)
    ledger.repair(Kind.TITLE, line.start + begin, line.start + start)
    ledger.keep(line.start + start, line.start + end, "subtitle")
    ledger.repair(Kind.TITLE, line.start + end, line.end)
    front.blocks["subtitle"] = text
    return text


def _signed(text: str) -> re.Match[str] | None:
    """Return the role and the names that a line gives."""
    return PERSON.fullmatch(text) or SIGNED.fullmatch(text)


def _person(line: Line, front: Front, ledger: Ledger) -> bool:
    match = _signed(line.text)
    if not match:
        return False
    role = "".join(match[1].split())
    names = _names(line, match.start(2), match.end(2))
    if role in PUBLISHER_ROLES or not names or any(e - s > 20 for name in names for s, e in name):
        return False
    number = len(front.people) + 1
    front.people.append((role, []))
    _keep_parts(
        [(match.start(1) + i, match.start(1) + i + 1) for i, c in enumerate(match[1]) if not c.isspace()],
        line,
        f"role {number}",
        front,
        ledger,
    )
    ledger.repair(Kind.SEPARATOR, line.start + match.end(1), line.start + match.start(2))
    for index, name in enumerate(names):
        front.people[-1][1].append(_keep_parts(name, line, f"role {number} name {index + 1}", front, ledger))
    _fill(line, ledger)
    return True


def _names(line: Line, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Return the pieces of each name: 王 雪 is one name in two pieces."""
    found: list[list[tuple[int, int]]] = []
    for match in re.finditer(r"[^\s、，,；;]+", line.text[start:end]):
        piece = (start + match.start(), start + match.end())
        before = found[-1] if found else None
        if before and len(match[0]) == 1 and len(before) == 1 and before[0][1] - before[0][0] == 1 and is_han(match[0]):
            before.append(piece)
        else:
            found.append([piece])
    return found


def _keep_parts(parts: list[tuple[int, int]], line: Line, block: str, front: Front, ledger: Ledger) -> str:
    for start, end in parts:
        ledger.keep(line.start + start, line.start + end, block)
    front.blocks[block] = "".join(line.text[start:end] for start, end in parts)
    return front.blocks[block]


def _fill(line: Line, ledger: Ledger) -> None:
    """Record what separates the parts of a line as separators."""
    at = line.start
    for span in [s for s in ledger.spans() if line.start <= s.start < line.end] + [None]:
        start = span.start if span else line.end
        if start > at:
            ledger.repair(Kind.SEPARATOR, at, start)
        at = max(at, span.end if span else at)


def _imprint(line: Line, front: Front, ledger: Ledger) -> bool:
    """Read a line that names the date or the publisher."""
    date = DATE.fullmatch(line.narrow)
    person = _signed(line.text)
    if date and not front.date:
        front.date = "-".join(part.zfill(2) for part in date.groups() if part)
        ledger.repair(Kind.TITLE, line.start, line.end, line.text, block="date", remark=f"date: {front.date}")
        front.blocks["date"] = line.text
        return True
    if front.publisher or not (
        PUBLISHER.fullmatch(line.text) or (person and "".join(person[1].split()) in PUBLISHER_ROLES)
    ):
        return False
    start = person.start(2) if person and "".join(person[1].split()) in PUBLISHER_ROLES else 0
    if start:
        ledger.repair(Kind.SEPARATOR, line.start, line.start + start)
    ledger.keep(line.start + start, line.end, "publisher")
    front.publisher = front.blocks["publisher"] = line.text[start:]
    return True
