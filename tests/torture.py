"""An edition with every element that a report can hold, wherever it can stand, as files for ``make_edition``."""

from __future__ import annotations

import io

from PIL import Image

EDITION = """\
title: [样样俱备, 的一份报告]
subtitle: 2024 年
year: 2024
language: zh-CN
date: 2024-06-30
publisher: 样本社
subject: 各种元素
keywords: [元素, 样本]
people:
  - {role: 作者, names: [张三, 李四]}
  - {role: 监制, names: [王五]}
front: [00-preface.md]
back: [99-back.md]
lists: [figures, tables, sidebars]
numbering: {figures: chapter}
"""

PREFACE = """\
# 前言 {#preface .unnumbered}

前言一段，带一条脚注[^front]。

- 前言也可有列表{index}`列表`
- 两项

[^front]: 前言的脚注。
"""

WORDS = """\
# 文字[^head]与{index}`文字`列表 {#words}

段首有**着重**、*强调*和[外部链接](https://example.org/a?b=c&d=e)，两条脚注相连[^one][^two]，再看{ref}`first`、{ref}`Box_1`、
{ref}`chart`、{ref}`growth`与{ref}`tbl-app`，数字是{fact}`stations`（{as-of}`stations`）{cite:data}`bureau,survey`。

**段首小标题。**接着是正文，这里\\
换一行。他说“don’t panic”——又说‘好’……英文 Latin words 与 3.14 相间，“引文”结束[^end]。

## 列表与引文，标题长得一行放不下，于是要折到下一行去 {#lists}

1. 第一项
2. 第二项，下面还有
   - 甲
   - 乙，再深一层
     1. 子一
     2. 子二
3. 第三项

   第三项的第二段，带脚注[^item]。

   | 列表里 | 的表 |
   |---|---|
   | 一 | 二 |

   > 列表里的引文。

- 圆点一
- 圆点二

7. 从七数起
8. 接着是八

> 引文第一段，其中有[链接](https://example.org/引文)。
>
> 引文第二段[^quote]。
>
> - 引文里的列表
>
> | 引文里 | 的表 |
> |---|---|
> | 三 | 四 |

### 第三级 {#third}

#### 第四级标题 {#第四级}

第四级之下的正文{cite}`article`。

## 不编号的一节 {.unnumbered}

[^head]: 标题的脚注。
[^one]: 第一条。
[^two]: 第二条有两段。

    第二段里有*强调*和[链接](https://example.org/note)，也引{cite}`survey`。
[^end]: 句末的脚注。
[^item]: 列表里的脚注。
[^quote]: 引文里的脚注，写得长一些，好在页脚折成两行：一二三四五六七八九十，一二三四五六七八九十，一二三四五六七八。
"""

TABLES = """\
# 图、表与专栏 {#first}

:::{figure} chart
:::

:::{table} 各地规模与增速[^caption]
:name: growth
:file: growth.csv
:unit: 亿元，%
:note: 按可比价格计算[^remark]；“—”表示没有数据。
:source: survey,article
:::

表后正文，落在网格上。

没有标题的表：

| 左 | 右 |
|----|----|
| 一 | 二 |

| 紧接着的表 | 也没有标题 |
|----|----|
| 三 | 四 |

:::{table} 各项安排
:widths: 3, 1, 2
| 项目[^cell] | 数量 | 说明 |
|:-----|-----:|:----:|
| 甲项 | 3 | 见{ref}`chart` |
| **乙项** | {fact}`stations` | 有脚注[^inside] |
| 丙项 | 5 | [链接](https://example.org/cell) |
:::

::::{sidebar} 专栏里样样都有[^title]
:name: Box_1

专栏里的第一段文字，比正文小一号，放在一个浅色的框里，读者可以跳过它而不影响阅读[^boxed]。

- 甲项
- 乙项

> 专栏里的引文。

:::{table} 框中之表
:align: left,decimal
| 项 | 数 |
|--|--|
| 甲 | 3.25 |
| 乙 | 12.5% |
:::

:::{figure} drawing
:::

| 框里最后是表 | 乙 |
|--|--|
| 一 | 二 |
::::

::::{sidebar} 紧接着的专栏

短短一段。
::::

## 长的 {#long}

::::{sidebar} 跨页的专栏

LONG
::::

:::{table} 四十行
:name: rows
:unit: 个

| 序号 | 数量 |
|------|------:|
ROWS
:::

再引{ref}`rows`，此后是横页。

:::{table} 横排的宽表
:name: across
:wide:
:widths: 2,1,1,1,1,1
:source: bureau
| 地区 | 2019 | 2020 | 2021 | 2022 | 2023 |
|------|-----:|-----:|-----:|-----:|-----:|
| 东部[^wide] | 1 | 2 | 3 | 4 | 5 |
| 西部 | 1 | 2 | 3 | 4 | 5 |
:::

:::{table} 又一张宽表
:wide:
| 地区 | 2019 |
|------|-----:|
| 东部 | 1 |
:::

横页之后的正文，引{ref}`across`。

:::{figure} logic
:::

[^caption]: 表题的脚注。
[^remark]: 表注的脚注。
[^cell]: 表头的脚注。
[^inside]: 表内的脚注。
[^title]: 专栏标题的脚注。
[^boxed]: 专栏里的脚注。
[^wide]: 宽表里的脚注。
""".replace("ROWS", "\n".join(f"| {n} | {n * 37 / 10} |" for n in range(1, 41))).replace(
    "LONG",
    "\n\n".join(f"专栏的第{n}段，写得长一些，好让这个框子跨过一页，看看断开处是否还像一个框子。" for n in range(1, 15)),
)

APPENDIX = """\
# 指标与方法 {#method .appendix}

附录正文，见{ref}`fetch`。

## 取数 {#fetch}

:::{table} 附表
:name: tbl-app
| 甲 | 乙 |
|--|--|
| 1 | 2 |
:::

# 又一个附录 {.appendix}

:::{figure} tall
:::

# 参考文献 {.unnumbered}

:::{sources}
:::
"""

BACK = """\
样本社供稿，封底第一段。

- 封底的列表
"""

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">
<rect width="120" height="60" fill="#dce6f0"/><circle cx="60" cy="30" r="20" fill="#0b3a66"/></svg>
"""


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), "#c8862b").save(data, "PNG")
    return data.getvalue()


TORTURE: dict[str, str | bytes] = {
    "edition.yaml": EDITION,
    "chapters/00-preface.md": PREFACE,
    "chapters/01-a.md": WORDS,
    "chapters/02-b.md": TABLES,
    "chapters/03-c.md": APPENDIX,
    "chapters/99-back.md": BACK,
    "facts.yaml": """\
stations: {name: 基站总数, value: 383.7, scale: 万, unit: 个, as_of: 2024-05-31, source: bureau}
""",
    "sources.yaml": """\
bureau: {name: 样本局}
survey: {title: 样本调查（2024 年）, publisher: 样本局, place: 北京, year: 2024, kind: R,
  address: "https://example.org/a/very/long/path/to/the/document/which/does/not/end/on/one/line.html",
  accessed: 2024-05-31}
article: {title: 数据要素的价值, authors: [张三, 李四, 王五, 赵六], container: 经济研究, year: 2024, volume: "59",
  number: 3, page: 4-20, kind: J}
""",
    "tables/growth.csv": """\
地区,规模,增速,说明
北京,"18,766.7",8.5,见正文
上海,3.25,12,
广东,"69,000",—,全国第一
浙江,345.6,-0.75,
""",
    "figures/chart.yaml": """\
caption: 各年数量与*增幅*
source: [survey, bureau]
alt: 柱线图：2022年3万个，2023年数值未查实；增幅2022年5%。
data: chart.csv
series:
  - {key: count, name: 数量, unit: 万个}
  - {key: growth, name: 增幅, unit: '%', shape: line}
""",
    "figures/chart.csv": """\
category,series,value,source,remark
2022 年,count,3,survey,
2023 年,count,,,未能查实
2022 年,growth,5,survey,
2023 年,growth,6,survey,
""",
    "figures/logic.yaml": """\
caption: 二者关系
alt: 关系图：甲产生乙。
height: 9
columns: 4
rows: 4
boxes:
  - {key: one, text: 甲, row: 0, column: 0, width: 2}
  - {key: two, text: 乙, row: 2, column: 0, width: 2, tone: strong}
arrows:
  - {start: one, end: two, text: 产生}
""",
    "figures/tall.yaml": "caption: 窄而高的图片\nalt: 一块颜色。\nheight: 6\npicture: tall.png\n",
    "figures/tall.png": png(40, 160),
    "figures/drawing.yaml": "caption: 宽而矮的矢量图\nalt: 方框里的圆。\nheight: 5\npicture: drawing.svg\n",
    "figures/drawing.svg": SVG,
}
