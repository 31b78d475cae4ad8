"""Names of institutions that Chinese reports name most: the usual form first, then others of the same institution.

The usual form is the one that public documents of the State Council use; it is often a short one.
"""

from __future__ import annotations

NAMES: tuple[tuple[str, ...], ...] = (
    ("国家发展改革委", "国家发改委", "国家发展和改革委员会"),
    ("工业和信息化部", "工信部"),
    ("人力资源社会保障部", "人社部", "人力资源和社会保障部"),
    ("住房城乡建设部", "住建部", "住房和城乡建设部"),
    ("文化和旅游部", "文旅部"),
    ("交通运输部", "交通部"),
    ("应急管理部", "应急部"),
    ("科技部", "科学技术部"),
    ("国家卫生健康委", "国家卫健委", "国家卫生健康委员会"),
    ("市场监管总局", "国家市场监管总局", "国家市场监督管理总局"),
    ("金融监管总局", "国家金融监管总局", "国家金融监督管理总局"),
    ("税务总局", "国家税务总局"),
    ("国家医保局", "国家医疗保障局"),
    ("国家药监局", "国家药品监督管理局"),
    ("国家知识产权局", "国知局"),
    ("中国证监会", "证监会", "中国证券监督管理委员会"),
    ("中国科学院", "中科院"),
    ("中国社会科学院", "中国社科院"),
    ("中国信息通信研究院", "中国信通院", "信通院"),
    ("联合国贸易和发展会议", "联合国贸发会议", "联合国贸易与发展会议", "贸发会议"),
    ("世界贸易组织", "世贸组织"),
    ("经济合作与发展组织", "经合组织"),
)
"""Only names that mean one institution wherever they stand: every province has a 发改委."""
