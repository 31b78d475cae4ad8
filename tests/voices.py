"""Editions with every element, written in each language that dedoc has a locale for besides Simplified Chinese."""

from __future__ import annotations

from collections.abc import Mapping

EDITION = """\
title: [{title}]
subtitle: "{subtitle}"
year: 2024
language: {language}
date: 2024-06-30
publisher: "{publisher}"
people:
  - {{role: "{role}", names: ["{person}"]}}
front: [00-preface.md]
back: [99-back.md]
lists: [figures, tables]
"""

CHAPTER = """\
# {growth} {{#growth}}

{opening} {{fact}}`stations` ({{as-of}}`stations`){{cite:data}}`bureau`. {{ref}}`chart` {{ref}}`plan` {{ref}}`second`

**{run_in}** {text}[^free] *{stressed}* **{strong}** {text} {text}

{text} {text} {text}

## {heading} {{#second}}

1. {item}
2. {item}
   - {item}
   - {item}

> {quotation}

:::{{table}} {table}[^caption]
:name: plan
:unit: {unit}
:note: {remark}
:source: survey
:align: left,decimal,right
| {name} | {number} | {year} |
|--|--|--|
| {east} | 12.5 | 2022 |
| {west} | 3.25 | 2023 |
:::

### {third}

{text} {{cite}}`survey`

::::{{sidebar}} {sidebar}

{text}[^boxed]

- {item}
::::

:::{{figure}} chart
:::

{text} {text}

:::{{figure}} logic
:::

{text} {text} {text} {text}

# {growth} 2 {{#again}}

{text} {text} {text} {text}

{text} {text} {text} {text}

# {method} {{.appendix}}

{text} {{ref}}`again`

# {sources} {{.unnumbered}}

:::{{sources}}
:::

[^free]: {note}
[^caption]: {note}

    {text}
[^boxed]: {note}
"""

FIGURES = {
    "figures/chart.yaml": """\
caption: "{chart}"
source: survey
height: 9
alt: "{alt}"
data: chart.csv
series:
  - {{key: count, name: "{number}", unit: "{unit}"}}
  - {{key: part, name: "{share}", unit: "%", shape: line}}
""",
    "figures/chart.csv": """\
category,series,value,source,remark
{east},count,3,survey,
{west},count,,,-
{east},part,5.5,survey,
{west},part,6,survey,
""",
    "figures/logic.yaml": """\
caption: "{diagram}"
source: survey
height: 9
alt: "{alt}"
columns: 4
rows: 4
boxes:
  - {{key: one, text: "{east}", row: 0, column: 0, width: 2}}
  - {{key: two, text: "{west} 5G", row: 2, column: 0, width: 2, tone: strong}}
arrows:
  - {{start: one, end: two, text: "{share}"}}
""",
}

DATA = {
    "facts.yaml": """\
stations: {{name: "{number}", value: {value}, scale: "{scale}", unit: "{counted}", as_of: 2024-05-31, source: bureau}}
""",
    "sources.yaml": """\
bureau: {{name: "{bureau}"}}
survey: {{title: "{survey}", publisher: "{publisher}", year: 2024, kind: R, address: "https://example.org/survey.html"}}
""",
}

ENGLISH = {
    "title": "Digital Economy Report, Methods and Outlook",
    "subtitle": "2024 edition",
    "publisher": "Sample Press",
    "role": "Authors",
    "person": "Ann Lee",
    "preface": "Preface",
    "growth": "The shape of growth",
    "opening": "The number of base stations reached",
    "run_in": "What counts.",
    "text": "Investment in communications infrastructure has continued to increase, and institutional capacity has "
    "followed; nevertheless the distribution of benefits remains uneven across regions and industries.",
    "stressed": "An essay on method",
    "strong": "not before 2025",
    "heading": "How enterprises respond",
    "item": "Strengthen the coordination of public data",
    "quotation": "“Whoever counts should also say what was not counted,” the survey concludes.",
    "table": "Investment by region",
    "unit": "billion yuan",
    "remark": "Figures are rounded.",
    "name": "Region",
    "number": "Base stations",
    "year": "Year",
    "east": "Eastern provinces",
    "west": "Western provinces",
    "third": "A closer look",
    "sidebar": "What a data element is",
    "method": "Methods",
    "sources": "References",
    "note": "The classification follows the international standard.",
    "chart": "Base stations and their share",
    "share": "Share",
    "alt": "A column chart: three in the eastern provinces; the value for the western provinces is missing.",
    "diagram": "How the parts depend on one another",
    "value": "3.837",
    "scale": "million",
    "counted": "",
    "bureau": "National Bureau of Samples",
    "survey": "Sample Survey 2024",
    "contents": "Contents",
}

HANT = {
    "title": "數位經濟發展報告",
    "subtitle": "2024 年",
    "publisher": "樣本出版社",
    "role": "作者",
    "person": "陳大文",
    "preface": "前言",
    "growth": "成長的樣貌",
    "opening": "基地臺總數達",
    "run_in": "要點先行。",
    "text": "通訊基礎設施的投資持續增加，機構能力也隨之提升；不過，各"
    "地區、各行業之間的獲益仍然不均，「先行者」與後來者的差距"
    "並未縮小。",
    "stressed": "方法論",
    "strong": "不早於 2025 年",
    "heading": "企業如何因應",
    "item": "加強公共資料的統籌",
    "quotation": "調查的結論是：「計數的人，也應說明沒有計入什麼。」",
    "table": "各地區投資",
    "unit": "億元",
    "remark": "數字經四捨五入。",
    "name": "地區",
    "number": "基地臺",
    "year": "年份",
    "east": "東部",
    "west": "西部",
    "third": "細看",
    "sidebar": "什麼是資料要素",
    "method": "方法",
    "sources": "參考文獻",
    "note": "分類依國際標準。",
    "chart": "基地臺及其占比",
    "share": "占比",
    "alt": "柱形圖：東部3個，西部數值未查實。",
    "diagram": "各部分的關係",
    "value": "383.7",
    "scale": "萬",
    "counted": "個",
    "bureau": "樣本局",
    "survey": "樣本調查（2024年）",
    "contents": "目錄",
}

JAPANESE = {
    "title": "デジタル経済発展報告",
    "subtitle": "2024年版",
    "publisher": "見本出版",
    "role": "著者",
    "person": "山田太郎",
    "preface": "はじめに",
    "growth": "成長のかたち",
    "opening": "基地局の総数は",
    "run_in": "要点。",
    "text": "通信インフラへの投資は増え続け、機関の能力もそれに伴って"
    "高まった。しかし、その恩恵は地域や産業によって今なお偏って"
    "おり、「先行者」と後発者との差は縮まっていない。",
    "stressed": "方法についての覚書",
    "strong": "2025年以降",
    "heading": "企業の対応",
    "item": "公共データの調整を強化する",
    "quotation": "調査は「数える者は、数えなかったものも語るべきだ」と結んでいる。",
    "table": "地域別の投資",
    "unit": "億円",
    "remark": "数値は四捨五入した。",
    "name": "地域",
    "number": "基地局",
    "year": "年",
    "east": "東部",
    "west": "西部",
    "third": "詳しく見る",
    "sidebar": "データ要素とは何か",
    "method": "方法",
    "sources": "参考文献",
    "note": "分類は国際標準による。",
    "chart": "基地局とその割合",
    "share": "割合",
    "alt": "棒グラフ：東部は3、西部の値は未確認。",
    "diagram": "各部分の関係",
    "value": "383.7",
    "scale": "万",
    "counted": "局",
    "bureau": "見本局",
    "survey": "見本調査2024年",
    "contents": "目次",
}

KOREAN = {
    "title": "디지털 경제 발전 보고서",
    "subtitle": "2024년판",
    "publisher": "견본출판사",
    "role": "저자",
    "person": "김민수",
    "preface": "머리말",
    "growth": "성장의 모습",
    "opening": "기지국의 총수는",
    "run_in": "요점.",
    "text": "통신 기반 시설에 대한 투자는 계속 늘었고 기관의 역량도 그에"
    " 따라 높아졌다. 그러나 그 혜택은 지역과 산업에 따라 여전히 "
    "고르지 않으며, “선도자”와 후발자의 격차는 좁혀지지 않았다.",
    "stressed": "방법에 관한 소고",
    "strong": "2025년 이후",
    "heading": "기업의 대응",
    "item": "공공 데이터의 조정을 강화한다",
    "quotation": "조사는 “세는 사람은 세지 않은 것도 말해야 한다”고 맺는다.",
    "table": "지역별 투자",
    "unit": "억 원",
    "remark": "수치는 반올림하였다.",
    "name": "지역",
    "number": "기지국",
    "year": "연도",
    "east": "동부",
    "west": "서부",
    "third": "자세히 보기",
    "sidebar": "데이터 요소란 무엇인가",
    "method": "방법",
    "sources": "참고 문헌",
    "note": "분류는 국제 표준을 따른다.",
    "chart": "기지국과 그 비중",
    "share": "비중",
    "alt": "막대그래프: 동부는 3, 서부의 값은 확인되지 않음.",
    "diagram": "각 부분의 관계",
    "value": "383.7",
    "scale": "만",
    "counted": "개",
    "bureau": "견본국",
    "survey": "견본 조사 2024년",
    "contents": "차례",
}

ARABIC = {
    "title": "تقرير الاقتصاد الرقمي",
    "subtitle": "طبعة عام 2024",
    "publisher": "دار النماذج",
    "role": "المؤلفون",
    "person": "ليلى أحمد",
    "preface": "تمهيد",
    "growth": "ملامح النمو",
    "opening": "بلغ عدد المحطات القاعدية",
    "run_in": "ما يهم.",
    "text": "استمر الاستثمار في البنية التحتية للاتصالات في الازدياد، و"
    "رافقه نمو في قدرات المؤسسات؛ غير أن توزيع المنافع لا يزال "
    "متفاوتا بين المناطق والصناعات، ولا سيما في مجال شبكات 5G وخدمات البيانات (Big Data).",
    "stressed": "مقالة في المنهج",
    "strong": "ليس قبل عام 2025",
    "heading": "كيف تستجيب الشركات",
    "item": "تعزيز تنسيق البيانات العامة",
    "quotation": "وخلصت الدراسة إلى أن «من يعد ينبغي أن يقول أيضا ما الذي لم يعده».",
    "table": "الاستثمار حسب المنطقة",
    "unit": "مليار يوان",
    "remark": "الأرقام مقربة.",
    "name": "المنطقة",
    "number": "المحطات القاعدية",
    "year": "السنة",
    "east": "المناطق الشرقية",
    "west": "المناطق الغربية",
    "third": "نظرة أقرب",
    "sidebar": "ما هو عنصر البيانات",
    "method": "المنهجية",
    "sources": "المراجع",
    "note": "يتبع التصنيف المعيار الدولي.",
    "chart": "المحطات القاعدية وحصتها",
    "share": "الحصة",
    "alt": "رسم بياني بالأعمدة: ثلاثة في المناطق الشرقية، وقيمة المناطق الغربية غير متاحة.",
    "diagram": "العلاقة بين الأجزاء",
    "value": "3.837",
    "scale": "مليون",
    "counted": "",
    "bureau": "مكتب النماذج",
    "survey": "مسح النماذج 2024",
    "contents": "المحتويات",
}

VOICES: Mapping[str, Mapping[str, str]] = {
    "en": ENGLISH,
    "zh-Hant": HANT,
    "ja": JAPANESE,
    "ko": KOREAN,
    "ar": ARABIC,
}
"""What an edition says in each language; ``contents`` is what stands above the list of its chapters."""


def edition_in(language: str) -> dict[str, str | bytes]:
    """Return an edition with every element in a language, as files for ``make_edition``."""
    words = {**VOICES[language], "language": language}
    preface = "# {preface} {{.unnumbered}}\n\n{text}[^front]\n\n[^front]: {note}\n"
    files = {
        "edition.yaml": EDITION,
        "chapters/00-preface.md": preface,
        "chapters/01-a.md": CHAPTER,
        "chapters/99-back.md": "{publisher}\n",
        **FIGURES,
        **DATA,
    }
    return {name: text.format(**words) for name, text in files.items()}
