"""Sixty slips made in the 2024 edition, one at a time: each is told by its code and line; the edition has none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dedoc.build import Order, load
from dedoc.checking import Finding, Options, check_document
from dedoc.errors import ContentError, Location

EDITION = Path(__file__).parents[2] / "content" / "2024"
PRESENT, TRENDS, CHANCES, PROPOSALS, END = (
    f"chapters/{name}.md" for name in ("01-present", "02-trends", "03-opportunities", "04-proposals", "05-conclusion")
)
FACTS, SOURCES = "facts.yaml", "sources.yaml"
CENTRES, PLATFORMS = "figures/data-centres", "figures/industrial-platforms"
REFUSED = "refused"
"""Instead of a code: the edition cannot be read with the slip, and says so at its line."""

FOUND = 57
"""How many of the sixty have to be found."""


@dataclass(frozen=True)
class Slip:
    """What stands in a file, what is written instead, and the code of the rule that should tell it."""

    file: str
    old: str
    new: str
    code: str


SLIPS = (
    # One value changed in one of its places.
    Slip(f"{CENTRES}.yaml", "2023年810万架", "2023年801万架", "F101"),
    Slip(f"{CENTRES}.yaml", "2023年230EFLOPS", "2023年320EFLOPS", "F101"),
    Slip(FACTS, "  value: 240\n  unit: 个\n  qualifier: more", "  value: 420\n  unit: 个\n  qualifier: more", "F102"),
    Slip(f"{PLATFORMS}.csv", "influential,340+,", "influential,430+,", "F101"),
    Slip(f"{CENTRES}.csv", "racks,520,", "racks,250,", "F101"),
    Slip(f"{CENTRES}.csv", "computing-power,180,", "computing-power,108,", "F101"),
    Slip(f"{PLATFORMS}.csv", "cross-sector,28,", "cross-sector,82,", "F102"),
    Slip(f"{CENTRES}.yaml", "2022年650万架", "2022年560万架", "F101"),
    Slip(f"{CENTRES}.yaml", "2021年140EFLOPS", "2020年140EFLOPS", "F101"),
    Slip(f"{PLATFORMS}.yaml", "2022年28个", "2022年48个", "F101"),
    Slip(TRENDS, "企业超{fact}`ai-enterprises-china`", "企业超4800家", "N202"),
    # Values that stand in each other's places.
    Slip(PRESENT, "{fact}`iot-retail`、{fact}`iot-home`", "{fact}`iot-home`、{fact}`iot-retail`", "N203"),
    Slip(
        PRESENT,
        "{fact}`zhangjiakou-racks`和{fact}`zhangjiakou-servers`",
        "{fact}`zhangjiakou-servers`和{fact}`zhangjiakou-racks`",
        "N203",
    ),
    Slip(
        PRESENT,
        "增长{fact}`guangzhou-display-growth`，集成电路产量增长{fact}`guangzhou-chip-growth`",
        "增长{fact}`guangzhou-chip-growth`，集成电路产量增长{fact}`guangzhou-display-growth`",
        "N203",
    ),
    Slip(
        TRENDS,
        "{fact}`data-market-short-term-low`至{fact}`data-market-short-term-high`",
        "{fact}`data-market-short-term-high`至{fact}`data-market-short-term-low`",
        "N204",
    ),
    # Shares, parts and growth that cannot be.
    Slip(FACTS, "  value: 57.5\n", "  value: 157.5\n", "N301"),
    Slip(FACTS, "  value: 42.9\n", "  value: 429\n", "N301"),
    Slip(FACTS, "  value: 95\n", "  value: 195\n", "N301"),
    Slip(FACTS, "  value: 1/7\n", "  value: 1/4\n", "N305"),
    Slip(FACTS, "  value: 23.1\n", "  value: 32.1\n", REFUSED),
    Slip(FACTS, "  value: 4500\n  unit: 家\n", "  value: 45000\n  unit: 家\n", "N304"),
    # Numbers that are no facts.
    Slip(CHANCES, "千亿级的市场需求", "约1200亿元的市场需求", "N101"),
    Slip(PRESENT, "省市有数十个", "省市有三十二个", "N102"),
    # Dates.
    Slip(PRESENT, "于2023年发布了", "于今年发布了", "D101"),
    Slip(CHANCES, "在2024年全球数字经济大会", "日前，在2024年全球数字经济大会", "D101"),
    Slip(PRESENT, "世界互联网大会国际组织也已成立", "世界互联网大会国际组织近日也已成立", "D101"),
    Slip(END, "2024年7月18日", "7月18日", "D103"),
    Slip(END, "2024年7月18日", "2024年7月32日", "D201"),
    Slip(TRENDS, "2023年到2028年的复合", "2028年到2023年的复合", "D202"),
    Slip(PROPOSALS, "2021年修订的", "2031年修订的", "D203"),
    Slip(
        FACTS,
        "  value: 783.3\n  scale: 万\n  unit: 套\n  as_of: 2023",
        "  value: 783.3\n  scale: 万\n  unit: 套\n  as_of: 2020",
        "D204",
    ),
    Slip(PRESENT, "到{as-of}`ai-models-registered`，完成", "到2023年3月，完成", "D205"),
    Slip(PROPOSALS, "2024年4月，人社部", "2024-04-02，人社部", "D301"),
    # Sources and notes.
    Slip(SOURCES, "title: 数据要素白皮书（2023）", "title: 数据要素白皮书（2020）", "S101"),
    Slip(SOURCES, "title: 中国互联网发展报告（2024）", "title: 数字中国发展报告（2023年）", "S201"),
    Slip(SOURCES, "title: 数字中国发展报告（2023 年）", "title: 数字中国发展报告（2022 年）", "S202"),
    Slip(CHANCES, "《数字中国发展报告（2023年）》", "《数字中国发展报告（2022年）》", "S203"),
    Slip(
        SOURCES,
        "  title: 中国综合算力评价白皮书（2023 年）\n  kind: R",
        "  title: 中国综合算力评价白皮书（2023 年）\n  kind: Q",
        "S301",
    ),
    Slip(SOURCES, "title: 全球数字经济白皮书（2023）", "title: 全球数字经济白皮书", "S302"),
    Slip(
        PRESENT,
        "位居全球第二{cite:data}`digital-china-2023`",
        "位居全球第二{cite:data}`digital-china-2023`，名列前茅{cite:data}`digital-china-2023`",
        "S401",
    ),
    # Marks.
    Slip(PRESENT, "产业链条完整。河北省", "产业链条完整.河北省", "T101"),
    Slip(TRENDS, "智能完成催芽、收割等作业，既", "智能完成催芽、收割等作业,既", "T101"),
    Slip(TRENDS, "反向定制（C2M）", "反向定制(C2M)", "T101"),
    Slip(CHANCES, "{as-of}`online-approvals`我国", "{as-of}`online-approvals`，５Ｇ领先，我国", "T102"),
    Slip(PROPOSALS, "教育培训等工作，合力", "教育培训等工作...合力", "T103"),
    Slip("chapters/06-alliance.md", "“现象—理论", "“现象--理论", "T104"),
    Slip(TRENDS, "全球15至24岁", "全球15-24岁", "T105"),
    Slip(PRESENT, "《张家口数据中心集群建设方案》", "《张家口数据中心集群建设方案", "T201"),
    Slip(PROPOSALS, "互利共赢，动员企业", "互利共赢，，动员企业", "T202"),
    Slip(TRENDS, "中共中央、国务院", "中共中央 国务院", "T205"),
    # Words and names.
    Slip(PROPOSALS, "紧贴数字产业化和", "緊贴数字产业化和", "W101"),
    Slip(CHANCES, "数据的潜力也难以", "数据的的潜力也难以", "W102"),
    Slip(TRENDS, "政务服务智能化、提升", "政务服务智能化智能化、提升", "W102"),
    Slip(TRENDS, "按照《“十四五”智能制造发展规划》", "按照《“十四五”智能制造规划》", "W201"),
    Slip(PRESENT, "国家发展改革委办公厅", "国家发改委办公厅", "W202"),
    # Headings and figures.
    Slip(PROPOSALS, "## 数字人才的培养与迭代 {", "## 数字人才的培养与迭代。 {", "H101"),
    Slip(TRENDS, "### 数智金融：创新应用落地，", "### 数智金融的创新应用落地，", "H103"),
    Slip(f"{CENTRES}.yaml", "caption: 2019 年—2023 年", "caption: 2018 年—2023 年", "F104"),
    Slip(PRESENT, "（见{ref}`industrial-platforms`）", "（见图2）", "F202"),
    Slip(PRESENT, "在用的标准机架到", "在用的标准机架逐年减少，到", "F103"),
)


def findings(folder: Path) -> tuple[Finding, ...]:
    """Return what the checks find in an edition."""
    source = load(Order(str(folder)))
    return check_document(source.document, source.inputs, source.edition.folder, Options())


def test_there_are_sixty_slips_of_all_kinds() -> None:
    """Every family of rules is tried, and no slip twice."""
    assert len(SLIPS) == len(set(SLIPS)) == 60
    assert {slip.code[0] for slip in SLIPS} == set("NDSTWHF") | {REFUSED[0]}


def test_the_edition_has_no_findings() -> None:
    """What the rules found in the edition of 2024 was repaired or accepted with a reason; nothing else is told."""
    assert findings(EDITION) == ()


def told(folder: Path, code: str) -> list[Location]:
    """Return the places at which a code is told, or at which the edition is refused."""
    try:
        found = findings(folder)
    except ContentError as error:
        return [problem.location for problem in error.problems if problem.location and code == REFUSED]
    return [place for finding in found if finding.rule.code == code for place in (finding.location, *finding.others)]


def is_found(slip: Slip, folder: Path) -> bool:
    """Whether a slip is told by its code, at its line or at the one that contradicts it."""
    shutil.copytree(EDITION, folder)
    path = folder / slip.file
    text = path.read_text(encoding="utf-8")
    assert slip.old in text, slip
    path.write_text(text.replace(slip.old, slip.new, 1), encoding="utf-8")
    first = text.count("\n", 0, text.index(slip.old)) + 1
    lines = range(first, first + slip.new.count("\n") + 1)
    return any(Path(place.file).name == path.name and place.line in lines for place in told(folder, slip.code))


def test_slips_are_found(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Of sixty slips no more than three stay unseen."""
    missed = [slip for index, slip in enumerate(SLIPS) if not is_found(slip, tmp_path / str(index))]
    record_property("slips found", f"{len(SLIPS) - len(missed)} of {len(SLIPS)}")
    assert len(SLIPS) - len(missed) >= FOUND, missed
