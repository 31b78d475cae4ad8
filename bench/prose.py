"""Sentences of generated reports: a small grammar of our own. What is in braces is filled in by ``sentences.py``."""

from __future__ import annotations

CHANGES = {
    1: ("比上年增长{growth}", "较上年增加{growth}", "增幅为{growth}", "同比增长{growth}"),
    0: ("与上年大体持平", "与上年相比变化不大", "基本保持在上年的水平"),
    -1: ("比上年下降{growth}", "较上年减少{growth}", "降幅为{growth}", "同比下降{growth}"),
}
"""What a value did in a year: rose, hardly changed, fell."""

RATE_CHANGES = {
    1: ("比{before}年的{former}有所提高", "高于{before}年的{former}", "与{before}年的{former}相比有所上升"),
    0: ("与{before}年的{former}基本相同", "与{before}年的{former}相比变化不大"),
    -1: ("比{before}年的{former}有所回落", "低于{before}年的{former}", "与{before}年的{former}相比有所下降"),
}
"""The same of a rate, which is told by both values."""

LEVELS = (
    "{as_of}，{own}{name}{gloss}为{value}，{change}{cite}。",
    "{own}{name}{gloss}在{as_of}为{value}，{change}{cite}。",
    "样本资料显示，{as_of}{own}{name}{gloss}为{value}，{change}{cite}。",
    "先看{name}{gloss}。{as_of}，这项指标在{own}为{value}，{change}{cite}。",
    "{as_of}{own}的{name}{gloss}是{value}{cite}，{change}。",
    "{own}的{name}{gloss}，按{as_of}的资料汇总为{value}，{change}{cite}。",
)
"""How much it was, and what it did; ``gloss`` is a note that says what is counted, or nothing."""

PASTS = (
    "再往前看，{third}年为{value3}，{second}年为{value2}，{last}年为{value1}，{shape}。",
    "如果把三年的数字连起来看，{third}年是{value3}，{second}年是{value2}，加上{last}年的数字，{shape}。",
    "从{third}年的{value3}到{second}年的{value2}，再到{last}年的{value1}，{shape}。",
    "这项指标在{third}年为{value3}，到{second}年为{value2}，连同本年度的数字，{shape}。",
)

SHAPES = {
    (1, 1): ("走势是逐年上升", "两年都在上升", "上升的势头没有中断"),
    (1, -1): ("走势是先升后降", "上升以后又有回落"),
    (-1, 1): ("走势是先降后升", "回落以后重新上升"),
    (-1, -1): ("走势是逐年下降", "两年都在下降", "下降的过程还没有结束"),
}
"""What three values did in two years; where one of them hardly changed, ``CALM`` says so."""

CALM = ("总体上比较平稳", "起伏不大", "大体在同一水平上")

PARTS = (
    "其中城区{city}，县域{county}，城区占{share}。",
    "分地域看，城区为{city}，县域为{county}，城区所占的比重是{share}。",
    "城区和县域的数字分开统计：城区{city}，县域{county}，前者占{share}。",
)

PROGRESS = (
    "从工作进展看，{up}，{up2}。",
    "{last}年，{own}在这方面做了不少工作：{up}，{up2}，{up3}。",
    "与上年相比，{up}；同时，{up2}。",
    "各县区报送的情况表明，{up}，{up2}。",
    "走访中了解到，{up}，{up2}。",
    "这一年里，{up}，{up2}，各方面的反映比较好。",
)

FALLS = (
    "解读这一变化，需要考虑到{down}。",
    "{down}，这是分析这项指标时应当留意的背景。",
    "有关人员在座谈时提到，{down}。",
)

PROBLEMS = (
    "也要看到，{problem}。",
    "存在的不足主要是：{problem}，{problem2}。",
    "调研中反映比较多的是{problem}，其次是{problem2}。",
    "从问卷的答复看，{problem}，{problem2}，需要逐步解决。",
    "不过，{problem}的问题仍未根本解决。",
)

ISSUES = (
    "存在的不足主要是：{problem}，{problem2}。",
    "调研中反映比较多的是{problem}，其次是{problem2}。",
    "从问卷的答复看，{problem}，{problem2}。",
    "本章所列的数字背后有两个问题值得重视：{problem}，{problem2}。",
)
"""What is amiss, where a section begins with it."""

MEASURES = (
    "下一步可以{measure}，并{measure2}。",
    "针对这些情况，应当{measure}，同时{measure2}。",
    "建议{measure}，{measure2}。",
    "比较可行的办法是{measure}；条件成熟以后，再{measure2}。",
)

REMARKS = (
    "单看一年的数字容易受偶然因素的影响，把几年的数字连起来看更为稳妥。",
    "这里的口径与往年一致，前后年份可以直接比较。",
    "县区之间的差别依然存在，平均数掩盖了其中的一部分。",
    "年度数字在次年还会修订，使用时请以最后公布的为准。",
    "数字的变化有快有慢，不宜用一个季度的情况推断全年。",
    "这项指标由基层逐级汇总，个别单位的迟报会使数字稍有出入。",
    "把总量和人均水平放在一起看，得出的印象会更完整。",
    "指标只能说明一个侧面，居民的感受还要靠调查来了解。",
)

INTRODUCTIONS = (
    "{opening}。本章根据截至{last}年底的样本资料，说明{own}{subject}的基本情况、主要变化和有待改进的地方。",
    "{opening}。{last}年，{own}{subject}的总体情况如何，有哪些进展，又有哪些不足，本章分别加以说明。",
    "{opening}。下面先用几项主要指标勾画{own}{subject}的轮廓，再谈问题和建议。",
)

DRAWN = (
    "{names}的变化见{label}。",
    "{label}画出了{names}几年来的变化。",
    "几年来{names}的变化，可以从{label}中看出。",
)

LISTED_IN = (
    "{names}三年的数字见{label}。",
    "{label}列出了{names}在三年中的数字。",
    "为便于比较，{names}的数字列入{label}。",
)

COMPARED = {
    1: ("从增速看，{other}高于{own}", "{other}的增速比{own}高一些"),
    0: ("两地的增速相差不大", "从增速看，两地比较接近"),
    -1: ("从增速看，{other}低于{own}", "{other}的增速比{own}低一些"),
}

RATES_COMPARED = {
    1: ("{other}高于{own}", "{other}的水平比{own}高一些"),
    0: ("两地的水平相近",),
    -1: ("{other}低于{own}", "{other}的水平比{own}低一些"),
}

OTHERS = (
    "{as_of}，{other}{name}为{value}，{change}{cite}；{own}同期{moved}。{verdict}。",
    "{other}的{name}在{as_of}为{value}，{change}{cite}。{own}同期{moved}，{verdict}。",
    "在{other}，{as_of}{name}为{value}，{change}{cite}；{own}同期{moved}。{verdict}。",
)
"""What another region's value did, what our own did (``moved``), and which did more."""

MOVED = {1: "增长{growth}", 0: "大体持平", -1: "下降{growth}"}

LESSONS = (
    "{other}的经验是{measure}，这一做法值得借鉴。",
    "在{other}了解到，{up}，{up2}。",
    "{other}把工作的重点放在{measure}上，{own}可以结合实际加以参考。",
    "两地都面临{problem}的问题，{other}的办法是{measure}。",
    "{other}的有关部门介绍，{up}；不足之处是{problem}。",
    "双方可以就{measure}开展交流，互相取长补短。",
)

VISITS = (
    "{other}与{own}在{subject}方面有可比之处。以下逐项对照，先列数字，再谈做法。",
    "为了解外地的情况，编写组收集了{other}的样本资料，并与{own}的数字作了对照。",
    "{other}的资料来自当地的年度汇编，口径与{own}大体相同，可以用来比较{subject}的变化。",
)

CONCLUSIONS = (
    "综合各章的情况，{last}年{own}的各项事业总体平稳，进展和不足同时存在。数字有升有降，既要看到{up}，也不能忽视{problem}。",
    "回顾{last}年，{own}在{subject}等方面取得了一定的进展，{up}；与居民的期待相比，仍有差距，特别是{problem}。",
)

CLOSINGS = (
    "今后的工作，重在持之以恒。建议{measure}，{measure2}，把已经见效的办法坚持下去，把还没有破解的难题列入计划。",
    "做好下一年的工作，要从居民最关心的事情入手：{measure}，{measure2}，让变化看得见、摸得着。",
)

LISTED = (
    "改进{subject}，可以从以下几个方面着手：",
    "根据本章的分析，对{subject}提出以下建议：",
    "在{subject}方面，下一步的重点是：",
)

WARNING = (
    "本报告是用来试验排印程序的样本。地名是真实的，书中的数值、来源和情况都由程序虚构，"
    "与{name}的实际情况无关，不能引用。"
)
"""What every preface says first."""

PREFACES = (
    "报告按年度编写，反映{name}{last}年的情况，部分指标附有前几年的数字以便比较。各章先列主要指标，再说明变化，最后提出建议。",
    "本书记述{name}在{last}年的经济社会发展情况。数字来自虚构的样本资料，出处在脚注中注明；同一指标在各年的报告中保持一致。",
)
