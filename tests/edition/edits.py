"""The 2024 edition with edits of all kinds, each beside what must be told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PRESENT, TRENDS, CHANCES, ADVICE, END = (
    f"chapters/{name}.md" for name in ("01-present", "02-trends", "03-opportunities", "04-proposals", "05-conclusion")
)


@dataclass(frozen=True)
class Edit:
    """One edit: in ``file`` the text ``old``, which stands there once, becomes ``new``.

    With ``to`` the paragraph that begins with ``old`` moves before the one that begins so (in ``to_file``, or the
    same), with ``new`` exchanged in it, if that is given as ``this → that``. ``told`` are the changes that must be
    told: what happened to what, and words of it with the change marked.
    """

    file: str
    old: str
    new: str = ""
    told: tuple[str, ...] = ()
    to: str = ""
    to_file: str = ""


def edit_files(folder: Path, edits: Iterable[Edit]) -> None:
    """Do edits, one after the other, in the files of an edition."""
    for edit in edits:
        text = _read(folder / edit.file)
        assert text.count(edit.old) == 1, f"{edit.old} stands {text.count(edit.old)} times in {edit.file}"
        if not edit.to:
            _write(folder / edit.file, text.replace(edit.old, edit.new))
            continue
        moved = next(part for part in text.split("\n\n") if edit.old in part)
        _write(folder / edit.file, text.replace(f"{moved}\n\n", ""))
        target = folder / (edit.to_file or edit.file)
        assert _read(target).count(edit.to) == 1, edit.to
        this, _, that = edit.new.partition(" → ")
        shown = moved.replace(this, that) if this else moved
        _write(target, _read(target).replace(edit.to, f"{shown}\n\n{edit.to}"))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


EDITS = (
    # The cover, and what stands before and after the body.
    Edit("edition.yaml", "subtitle: 2024 年", "subtitle: 2025 年", told=("rewritten subtitle: [-2024-]{+2025+}年",)),
    Edit("edition.yaml", "names: [王雪]", "names: [王雪, 赵一]", told=("rewritten people: 王雪{+、赵一+}",)),
    Edit("chapters/00-preface.md", "堪称空前", "前所未有", told=("rewritten paragraph: 都[-堪称空前-]{+前所未有+}，",)),
    Edit("chapters/06-alliance.md", "正付诸行动", "已付诸行动", told=("rewritten paragraph: [-正-]{+已+}付诸行动",)),
    # Words: exchanged, inserted, deleted; numbers and Latin words change as a whole.
    Edit(
        PRESENT, "推动作用日渐突出", "拉动作用日益突出", told=("rewritten paragraph: [-推-]{+拉+}动作用日[-渐-]{+益+}",)
    ),
    Edit(PRESENT, "近5年的年均增速", "近12年的年均增速", told=("rewritten paragraph: 近[-5-]{+12+}年的年均",)),
    Edit(PRESENT, "RISC-V以及", "RISC-VI以及", told=("rewritten paragraph: [-RISC-V-]{+RISC-VI+}以及",)),
    Edit(PRESENT, "持续增强，2023年", "2023年", told=("rewritten paragraph: 科研创新实力[-持续增强，-]2023年",)),
    Edit(
        TRENDS,
        "已是大势所趋。\n",
        "已是大势所趋。各地还在试点。\n",
        told=("rewritten paragraph: 。{+各地还在试点。+}",),
    ),
    Edit(
        PRESENT,
        "**前沿技术屡有突破。**",
        "**前沿技术不断涌现。**",
        told=("rewritten paragraph: [-屡有突破-]{+不断涌现+}。",),
    ),
    Edit(CHANCES, "“破圈出海”", "**破圈出海**", told=("rewritten paragraph: [-“破圈出海”-]{+破圈出海+}，",)),
    # Blocks: new, gone, moved, moved and rewritten.
    Edit(
        TRENDS,
        "\n随着新一代信息技术",
        "\n各地开展试点。\n\n随着新一代信息技术",
        told=("new paragraph: {+各地开展试点。+}",),
    ),
    Edit(
        CHANCES,
        "放到全球来看，我国现阶段数据资源禀赋优厚，算法和算力资源却远远不及，处理效率、准确性和智能化水平还需不断提升。\n\n",
        told=("gone paragraph: [-放到全球来看",),
    ),
    Edit(TRENDS, "**智慧农机广泛应用。**", to="据“Markets and Markets”", told=("moved paragraph: 智慧农机广泛应用。",)),
    Edit(
        ADVICE,
        "**制定数字人才发展战略。**",
        to="新时代新征程上",
        to_file=END,
        told=("moved paragraph: 制定数字人才发展战略。",),
    ),
    Edit(
        CHANCES,
        "**区域间发展不平衡。**",
        "却面临 → 仍面临",
        to="中小企业数量众多",
        to_file=ADVICE,
        told=("moved and rewritten paragraph: 其他地区[-却-]{+仍+}面临",),
    ),
    # Headings: other words, another level, new and gone with their text.
    Edit(
        PRESENT,
        "## 基础设施发展情况 {",
        "## 基础设施建设情况 {",
        told=("rewritten heading: 基础设施[-发展-]{+建设+}情况",),
    ),
    Edit(
        TRENDS,
        "### 数据交易规模倍增 {",
        "## 数据交易规模倍增 {",
        told=("level changed heading 3 → 2: 数据交易规模倍增",),
    ),
    Edit(
        END,
        "# 结语 {#conclusion .unnumbered}",
        "# 结语 {#conclusion}",
        told=("level changed heading 1 unnumbered → 1: 结语",),
    ),
    Edit(
        TRENDS,
        "### 数字鸿沟的",
        "### 规则对接\n\n各方就规则对接展开磋商。\n\n### 数字鸿沟的",
        told=("new heading: {+规则对接+}", "new paragraph: {+各方就规则对接展开磋商。+}"),
    ),
    Edit(
        ADVICE,
        "## 健全数字经济规则与安全体系 {#rules-and-security}\n\n",
        told=("gone heading: [-健全数字经济规则与安全体系-]",),
    ),
    # Facts: a value, a date, a share.
    Edit("facts.yaml", "  value: 2302\n", "  value: 2460\n", told=("rewritten paragraph: [-2302万个-]{+2460万个+}",)),
    Edit("facts.yaml", "  value: 51.2\n", "  value: 48.9\n"),
    # Notes: new, gone, of another source; a source that is called something else.
    Edit(
        ADVICE,
        "稳步走向安全稳定",
        "稳步走向安全稳定[^stable]",
        told=("rewritten paragraph: 安全稳定{+[56]+}、", "new note: {+参考有关部门的公报。+}"),
    ),
    Edit(ADVICE, "包容普惠。\n", "包容普惠。\n\n[^stable]: 参考有关部门的公报。\n"),
    Edit(TRENDS, "cagr`{cite}`china-youth-daily`", "cagr`{cite}`yicai`", told=("rewritten note: [-中国青年报-]",)),
    Edit(
        CHANCES,
        "{cite}`data-elements-2023`。其三",
        "。其三",
        told=("rewritten paragraph: [-[53]-]。其三", "gone note: [-来源："),
    ),
    Edit(
        "sources.yaml",
        "中国互联网发展报告（2024）",
        "中国互联网发展报告（2025）",
        told=("rewritten note: （[-2024-]{+2025+}）",),
    ),
    # Figures: the caption, a value of the chart, the words for readers who cannot see it.
    Edit(
        "figures/data-centres.yaml",
        "数据中心发展情况",
        "数据中心建设情况",
        told=("rewritten figure: 数据中心[-发展-]{+建设+}情况",),
    ),
    Edit("figures/data-centres.csv", "2022 年,racks,650", "2022 年,racks,652"),
    Edit("figures/industrial-platforms.yaml", "alt: ", "alt: 示意。", told=("rewritten figure: ",)),
    # Other kinds of blocks.
    Edit(
        CHANCES,
        "## 挑战：多重发力",
        "1. 其一\n2. 其二\n\n> 有志者事竟成。\n\n## 挑战：多重发力",
        told=("new list: {+其一+} / {+其二+}", "new quotation: {+有志者事竟成。+}"),
    ),
)
