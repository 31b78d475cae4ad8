"""The files of an edition, from what an import found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from dedoc.importing.front import Front
from dedoc.importing.ledger import Ledger
from dedoc.importing.markdown import chapter, escape
from dedoc.importing.notes import Cited, Sources, citation, keys_of, slug, unique
from dedoc.importing.statistics import proposals
from dedoc.importing.structure import Figure, Heading, Item, NoteText, Paragraph, words
from dedoc.project import Locale

PREFACE, BACK = "00-preface.md", "back-cover.md"
UNKNOWN = "未署"


@dataclass
class Text:
    """What was found in a text: its front matter, preface, body and back, its notes and what they cite."""

    front: Front
    year: int
    title: list[str]
    preface: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    back: list[Item] = field(default_factory=list)
    notes: dict[int, NoteText] = field(default_factory=dict)
    cited: dict[int, Cited] = field(default_factory=dict)
    sources: Sources = field(default_factory=Sources)


def files_of(text: Text, locale: Locale, ledger: Ledger) -> dict[str, str]:
    """Return the files of the edition by their paths in its folder."""
    figures, files = _figures(text, locale, ledger)
    notes = {number: note.text for number, note in text.notes.items()}
    chapters = _chapters(text)
    for name, items in chapters.items():
        files[f"chapters/{name}"] = chapter(items, text.cited, notes, figures)
    files["edition.yaml"] = _edition(text, chapters)
    files["sources.yaml"] = sources_yaml(text.sources)
    files["facts-proposed.yaml"] = _facts(text, ledger)
    return files


def dump(data: Any) -> str:
    """Return data as YAML, in its own order, Chinese as it is, each value on one line."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6)


def _chapters(text: Text) -> dict[str, list[Item]]:
    """Return the items of each file of ``chapters/``: one a heading of level 1."""
    parts: list[list[Item]] = []
    waiting: list[Item] = []
    for item in text.body:
        if isinstance(item, Heading) and item.level == 1:
            parts.append([])
            parts[-1] += waiting
            waiting = []
        if isinstance(item, Heading | Paragraph | Figure):
            (parts[-1] if parts else waiting).extend([*waiting, item] if parts else [item])
            waiting = [] if parts else waiting
        else:
            waiting.append(item)
    if waiting:
        parts = [*parts[:-1], [*parts[-1], *waiting]] if parts else [waiting]
    digits = max(2, len(str(len(parts) + 1)))
    chapters = {f"{n:0{digits}d}-chapter.md": part for n, part in enumerate(parts, 1)}
    preface = {PREFACE.zfill(len(PREFACE) + digits - 2): text.preface} if text.preface else {}
    back = {f"{len(parts) + 1:0{digits}d}-{BACK}": text.back} if text.back else {}
    return {**preface, **chapters, **back}


def _edition(text: Text, chapters: dict[str, list[Item]]) -> str:
    front = [name for name in chapters if name.endswith("-preface.md")]
    back = [name for name in chapters if name.endswith(BACK)]
    depth = max([3, *(i.level for i in text.body if isinstance(i, Heading) and i.number is not None)])
    numbered = [i for i in text.body if isinstance(i, Figure)]
    scope = "chapter" if numbered and all(len(figure.number) == 2 for figure in numbered) else "document"
    data: dict[str, Any] = {"title": text.title}
    if text.front.subtitle:
        data["subtitle"] = text.front.subtitle
    data |= {"year": text.year, "language": "zh-CN", "date": text.front.date or str(text.year)}
    data |= {"publisher": text.front.publisher or UNKNOWN, "style": "report-2024"}
    people = [{"role": role, "names": names} for role, names in text.front.people]
    data["people"] = people or [{"role": "作者", "names": [UNKNOWN]}]
    data |= {"front": front, "back": back}
    data["numbering"] = {"depth": min(depth, 6), "notes": "document", "figures": scope}
    lines = re.sub(
        rf"^(publisher:|  -) {UNKNOWN}$", rf"\1 {UNKNOWN}  # 原书未署，请补正", dump(data), flags=re.MULTILINE
    )
    return "# 由 dedoc import 自文本导入；修复记录见 import-ledger.md。\n" + lines


def sources_yaml(sources: Sources) -> str:
    """Return ``sources.yaml``: titles of works and names of institutions, by key."""
    data = {key: {"title" if is_work else "name": title} for key, (is_work, title) in sources.works.items()}
    return "# 本书引用的来源，按首次出现的顺序。\n" + (dump(data) if data else "")


def _figures(text: Text, locale: Locale, ledger: Ledger) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the figures by block, and their files."""
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    for figure in (item for item in (*text.preface, *text.body, *text.back) if isinstance(item, Figure)):
        caption = words(figure.caption)
        names[figure.block] = unique(slug(caption), names.values())
        parts = citation(figure.source, "figure", locale) if figure.source else ()
        source = f"{figure.block} source"
        keys = keys_of(parts, figure.source, source, text.sources, ledger) if parts else ()
        shown = caption if parts or not figure.source else caption + figure.source
        data: dict[str, Any] = {"caption": escape(shown), "source": list(keys), "height": figure.height}
        data["alt"] = f"原图缺：“{caption}”的图在导入的文本中没有保留。"
        data |= {"columns": 1, "rows": 1}
        data["boxes"] = [{"key": "missing", "text": "原图缺", "row": 0, "column": 0, "tone": "plain"}]
        files[f"figures/{names[figure.block]}.yaml"] = "# 导入时代以占位图，高度按原版面推算。\n" + dump(data)
    return names, files


def _facts(text: Text, ledger: Ledger) -> str:
    """Return the statistics as proposals: the keys of facts.yaml, and where each stands."""
    keys = {n: cited.keys[0] for n, cited in text.cited.items() if cited.keys}
    data: dict[str, Any] = {}
    for item in text.body:
        if not isinstance(item, Paragraph):
            continue
        for found in proposals(item.atoms, item.at, keys):
            fact: dict[str, Any] = {"name": found.name, "value": found.value}
            optional = {"scale": found.scale, "unit": found.unit, "as_of": found.as_of}
            fact |= {name: value for name, value in optional.items() if value}
            fact["source"] = found.source
            fact |= {"qualifier": "more"} if found.is_more else {}
            fact |= {"place": f"line {ledger.line(found.place)}", "sentence": found.sentence}
            data[unique(slug(f"{found.name} {found.unit if found.unit.isalnum() else ''}"), data)] = fact
    head = "# 导入时认出的统计数字，供编辑核对；核定后再移入 facts.yaml。place 与 sentence 不是 facts.yaml 的键。\n"
    return head + (dump(data) if data else "")
