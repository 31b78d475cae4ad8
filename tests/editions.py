"""Small editions for tests, made in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MINIMAL: Mapping[str, str | bytes] = {
    "edition.yaml": """\
title: [样本报告]
year: 2024
language: zh-CN
date: 2024
publisher: 样本社
people:
  - {role: 作者, names: [张三, 李四]}
""",
    "chapters/01-a.md": "# 开端 {#start}\n\n正文一段。\n",
    "facts.yaml": "# 没有数字。\n",
    "sources.yaml": "# 没有来源。\n",
}
"""The least that builds: one chapter with a heading and a paragraph."""

FULL: Mapping[str, str | bytes] = {
    "edition.yaml": """\
title: [样本报告, 发展与前瞻]
subtitle: 2024 年
year: 2024
language: zh-CN
date: 2024-06-30
publisher: 样本社
subject: 样本的现状与前景
keywords: [样本, 报告]
people:
  - {role: 作者, names: [张三, 李四]}
  - {role: 监制, names: [王五]}
front: [00-preface.md]
back: [09-back.md]
""",
    "chapters/00-preface.md": "# 前言 {#preface .unnumbered}\n\n前言一段。\n",
    "chapters/01-a.md": """\
# 开端 {#start}

截至{as-of}`stations`，基站总数达{fact}`stations`{cite:data}`bureau`，见{ref}`chart`。

**要点先行。**接着说明[^free]，详见{ref}`plan`。

[^free]: 一条脚注。

    脚注的第二段。

:::{figure} chart
:::

## 做法

1. 第一项
2. 第二项

- 甲
- 乙

> 一段引文。

:::{table} 各项安排
:name: plan

| 项目 | 数量 |
|:-----|-----:|
| 甲项 | 3 |
| 乙项 | 4 |
:::
""",
    "chapters/02-b.md": "# 结语\n\n% 这一行不印。\n\n再见。<!-- 这里也不印 -->\n\n:::{figure} logic\n:::\n",
    "chapters/09-back.md": "样本社供稿。\n",
    "facts.yaml": """\
stations:
  name: 基站总数
  value: 383.7
  scale: 万
  unit: 个
  as_of: 2024-05-31
  source: bureau
""",
    "sources.yaml": """\
bureau:
  name: 样本局
survey:
  title: 样本调查（2024 年）
  publisher: 样本局
  kind: R
""",
    "accepted.yaml": "F201:\n  - {at: chapters/02-b.md, reason: 样本只有寥寥几句}\n",
    "figures/chart.yaml": """\
caption: 各年数量
source: survey
height: 8
alt: 柱形图：2022年3万个，2023年数值未查实。
data: chart.csv
series:
  - {key: count, name: 数量, unit: 万个}
""",
    "figures/chart.csv": """\
category,series,value,source,remark
2022 年,count,3,survey,
2023 年,count,,,未能查实
""",
    "figures/logic.yaml": """\
caption: 二者关系
source: survey
height: 8
alt: 关系图：甲产生乙。
columns: 4
rows: 4
boxes:
  - {key: one, text: 甲, row: 0, column: 0, width: 2}
  - {key: two, text: 乙, row: 2, column: 0, width: 2, tone: strong}
arrows:
  - {start: one, end: two, text: 产生}
""",
}
"""One of everything: front and back, notes, a fact, sources, a chart with a gap, a diagram, a table, lists, and a
finding that is accepted."""


def make_edition(folder: Path, files: Mapping[str, str | bytes | None] | None = None, /, **more: str) -> Path:
    """Write the minimal edition into ``folder`` and return it; ``files`` (relative path → content) replace or add.

    A file of None is left out. For one of everything: ``make_edition(folder, FULL)``.
    """
    for name, content in {**MINIMAL, **(files or {}), **more}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
