"""An edition with something of everything that can come back changed."""

from __future__ import annotations

from collections.abc import Mapping

from editions import FULL

CHAPTER = """\
# 开端 {#start}

截至{as-of}`stations`，基站总数达{fact}`stations`{cite:data}`bureau`，比上年多{fact}`growth`。见{ref}`chart`。

**要点先行。**接着说明[^free]，详见{ref}`plan`。这一句*轻轻*强调，那一句**重重**强调，
还有[链接](https://example.org)在此；第三行写*星号\\**与 5G 标准。

% 编者按：这一行不印。
第三段共有三句。第二句很短。第三句结束本段。

第四段用来移动，它有自己的话要说。

第五段用来删除[^gone]，它也有自己的话。

[^free]: 一条脚注，说明要点。

    脚注的第二段。

[^gone]: 将要消失的脚注。

:::{figure} chart
:::

## 做法 {#ways}

1. 第一项要做
2. 第二项要做
3. 第三项要做

- 甲条内容
  续行
- 乙条内容

> 一段引文，出自他人。

::::{sidebar} 专栏题目
:name: box

专栏第一段的话。

专栏第二段的话。
::::

## 安排

:::{table} 各项安排
:name: plan
:unit: 亿元
:note: 按可比价格计算

| 项目 | 数量 | 说明 |
|:-----|-----:|------|
| 甲项 | 3 | 有竖线\\|在内 |
| 乙项 | 4 |  |
| 丙项 | 5 | 末行 |
:::

:::{table} 各地数值
:name: places
:file: places.csv
:::

基站总数仍是{fact}`stations`，第三次说到它。
"""

RETURNED: Mapping[str, str | bytes | None] = {
    **FULL,
    "chapters/01-a.md": CHAPTER,
    "chapters/02-b.md": """\
# 结语 {.unnumbered}

% 这一行不印。

再见。<!-- 这里也不印 -->

{folio}`12`末尾一段，{folio}`13`分在两页。

:::{figure} logic
:::

:::{sources}
:::
""",
    "chapters/09-back.md": "样本社供稿。\n\n欢迎来信。\n",
    "facts.yaml": """\
# 全部数字。
stations:
  name: 基站总数
  value: 383.7  # 照印
  scale: 万
  unit: 个
  as_of: 2024-05-31
  source: bureau
growth: {name: 增幅, value: 5.2, unit: '%', source: survey}
""",
    "tables/places.csv": '地区,数值,说明\n北京,"1,234",首位\n上海,987,"次位，又说"\n',
}
"""Front and back, headings, run-in headings, emphasis, links, notes, facts, figures, lists, a sidebar, tables."""
