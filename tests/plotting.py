"""Charts for tests: every shape and mixture that a report may hold, each with its own difficulty."""

from __future__ import annotations

from decimal import Decimal

from dedoc.model import Chart, Series, SeriesShape, Value

BAR, LINE = SeriesShape.BAR, SeriesShape.LINE
MISSING = "缺"
NOTHING = "各年的数值尚未查实"


def series(name: str, unit: str, shape: SeriesShape, values: str) -> Series:
    """Return a series of values parted by spaces, “-” for a missing one."""
    said = (Value(None, text=MISSING) if text == "-" else Value(Decimal(text), text=text) for text in values.split())
    return Series(name, unit, shape, tuple(said), f"{name}（{unit}）")


def chart(categories: str, *rows: Series) -> Chart:
    """Return a chart over categories parted by spaces."""
    return Chart(tuple(categories.split()), rows, NOTHING)


def pie(names: str, values: str, unit: str = "个", sign: str = "") -> Chart:
    """Return a pie over categories parted by spaces; “-” stands for a missing value."""
    said = (Value(None, text="缺") if v == "-" else Value(Decimal(v), text=v + sign) for v in values.split())
    row = Series("构成", unit, SeriesShape.PIE, tuple(said), f"构成（{unit}）")
    return Chart(tuple(names.split()), (row,), NOTHING)


CHARTS = {
    "bars and a line": chart(
        "2019年 2020年 2021年 2022年 2023年",
        series("在用标准机架", "万架", BAR, "- - 520 650 810"),
        series("算力总规模", "EFLOPS", LINE, "- - 140 180 230"),
    ),
    "pairs of bars": chart(
        "2020年 2021年 2022年 2023年",
        series("有影响力的平台", "个", BAR, "- - 240 340"),
        series("跨行业跨领域平台", "个", BAR, "- - 28 -"),
    ),
    "threes of bars of one height": chart(
        "2019年 2020年 2021年 2022年 2023年",
        series("东部", "%", BAR, "52.1 52.4 52.0 52.3 52.2"),
        series("中部", "%", BAR, "52.0 52.3 52.2 52.1 52.4"),
        series("西部", "%", BAR, "52.2 52.1 52.4 52.3 -"),
    ),
    "twelve years": chart(
        " ".join(f"{year}年" for year in range(2012, 2024)),
        series("数字经济规模", "万亿元", BAR, "11.2 13.4 16.2 18.6 22.6 27.2 31.3 35.8 39.2 45.5 50.2 53.9"),
    ),
    "ten provinces": chart(
        "广东 江苏 山东 浙江 内蒙古 黑龙江 北京 上海 河北 贵州",
        series("综合算力评价得分", "分", BAR, "61.2 59.8 58.1 57.7 55.0 54.3 53.9 53.1 52.7 51.2"),
    ),
    "one value": chart("2023年", series("基站", "万个", BAR, "383.7")),
    "a line with gaps": chart("一 二 三 四 五 六", series("用户", "亿", LINE, "1 - 3 4 - 6")),
    "two lines": chart(
        "2021年 2022年 2023年", series("城市", "%", LINE, "81.3 83.1 83.3"), series("农村", "%", LINE, "57.6 61.9 66.5")
    ),
    "lines that cross": chart(
        "2021年 2022年 2023年", series("甲", "%", LINE, "10 20 30"), series("乙", "%", LINE, "30 20 10")
    ),
    "a low line over high bars": chart(
        "2021年 2022年 2023年", series("规模", "亿元", BAR, "500 520 510"), series("增速", "%", LINE, "2 20 3")
    ),
    "a line along the heads of narrow bars": chart(
        "甲 乙 丙 丁 戊 己 庚 辛",
        series("规模", "亿元", BAR, "52000 52100 52200 52300 52400 52500 52600 52700"),
        series("增速", "%", LINE, "13.1 13.2 13.3 13.4 13.5 13.6 13.7 13.8"),
    ),
    "a line that ends at the foot": chart("2021年 2022年 2023年", series("余额", "万元", LINE, "55893.58 141.10 3")),
    "a line over bars of its unit": chart(
        "2021年 2022年 2023年", series("计划", "个", BAR, "10 20 30"), series("实际", "个", LINE, "9 21 30")
    ),
    "bars of two units": chart(
        "2021年 2022年 2023年", series("数量", "个", BAR, "5 6 7"), series("金额", "亿元", BAR, "1500 1600 -")
    ),
    "noughts": chart("2021年 2022年 2023年", series("数量", "个", BAR, "0 - 5")),
    "nothing but noughts": chart("2021年 2022年", series("数量", "个", BAR, "0 0.0")),
    "millions": chart("2021年 2022年", series("用户", "人", BAR, "1067000000 1092000000")),
    "six series": chart("甲 乙 丙", *(series(f"第{i}项", "个", BAR, f"{i + 1} {9 - i} -") for i in range(6))),
    "thousandths": chart("2021年 2022年", series("比例", "‰", BAR, "0.004 0.012")),
}

PIES = {
    "two parts": pie("数字产业化 产业数字化", "18.7 81.3", "%", "%"),
    "four parts": pie("电信业 软件和信息技术服务业 互联网和相关服务 电子信息制造业", "1.68 12.33 1.75 15.1"),
    "small parts at the end": pie("东部 中部 西部 东北 港澳台 其他 其余 未知", "51.2 21.9 21.4 4.2 0.5 0.4 0.3 0.1"),
    "one part": pie("全部", "5"),
    "a nought": pie("甲 乙 丙", "0 5 0"),
    "fourteen parts": pie(" ".join(f"第{i}类" for i in range(14)), " ".join(str(100 - 6 * i) for i in range(14))),
    "nothing known": pie("甲 乙 丙", "- - -"),
}
