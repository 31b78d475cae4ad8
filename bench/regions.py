"""Where reports of a family are from: the provinces and the prefecture-level cities of China, by name.

The names are facts (GB/T 2260); everything that generated reports say of these places is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Region:
    """A place that has a report: ``key`` names folders, ``name`` prints, ``own`` is what its report calls it."""

    key: str
    name: str
    own: str
    province: str

    @property
    def is_province(self) -> bool:
        """Whether it is one of the large ones."""
        return not self.province


OWN = {"省": "全省", "区": "全区", "市": "全市"}
"""What a report calls the whole of its place, by the last character of the place's name."""

NAMES = """\
北京市 beijing
天津市 tianjin
上海市 shanghai
重庆市 chongqing
河北省 hebei: 石家庄 shijiazhuang, 唐山 tangshan, 秦皇岛 qinhuangdao, 邯郸 handan, 邢台 xingtai, 保定 baoding, \
张家口 zhangjiakou, 承德 chengde, 沧州 cangzhou, 廊坊 langfang, 衡水 hengshui
山西省 shanxi: 太原 taiyuan, 大同 datong, 阳泉 yangquan, 长治 changzhi, 晋城 jincheng, 朔州 shuozhou, \
晋中 jinzhong, 运城 yuncheng, 忻州 xinzhou, 临汾 linfen, 吕梁 lvliang
内蒙古自治区 neimenggu: 呼和浩特 huhehaote, 包头 baotou, 乌海 wuhai, 赤峰 chifeng, 通辽 tongliao, \
鄂尔多斯 eerduosi, 呼伦贝尔 hulunbeier, 巴彦淖尔 bayannaoer, 乌兰察布 wulanchabu
辽宁省 liaoning: 沈阳 shenyang, 大连 dalian, 鞍山 anshan, 抚顺 fushun, 本溪 benxi, 丹东 dandong, 锦州 jinzhou, \
营口 yingkou, 阜新 fuxin, 辽阳 liaoyang, 盘锦 panjin, 铁岭 tieling, 朝阳 chaoyang, 葫芦岛 huludao
吉林省 jilin: 长春 changchun, 吉林 jilin, 四平 siping, 辽源 liaoyuan, 通化 tonghua, 白山 baishan, 松原 songyuan, \
白城 baicheng
黑龙江省 heilongjiang: 哈尔滨 haerbin, 齐齐哈尔 qiqihaer, 鸡西 jixi, 鹤岗 hegang, 双鸭山 shuangyashan, \
大庆 daqing, 伊春 yichun, 佳木斯 jiamusi, 七台河 qitaihe, 牡丹江 mudanjiang, 黑河 heihe, 绥化 suihua
江苏省 jiangsu: 南京 nanjing, 无锡 wuxi, 徐州 xuzhou, 常州 changzhou, 苏州 suzhou, 南通 nantong, \
连云港 lianyungang, 淮安 huaian, 盐城 yancheng, 扬州 yangzhou, 镇江 zhenjiang, 泰州 taizhou, 宿迁 suqian
浙江省 zhejiang: 杭州 hangzhou, 宁波 ningbo, 温州 wenzhou, 嘉兴 jiaxing, 湖州 huzhou, 绍兴 shaoxing, 金华 jinhua, \
衢州 quzhou, 舟山 zhoushan, 台州 taizhou, 丽水 lishui
安徽省 anhui: 合肥 hefei, 芜湖 wuhu, 蚌埠 bengbu, 淮南 huainan, 马鞍山 maanshan, 淮北 huaibei, 铜陵 tongling, \
安庆 anqing, 黄山 huangshan, 滁州 chuzhou, 阜阳 fuyang, 宿州 suzhou, 六安 luan, 亳州 bozhou, 池州 chizhou, \
宣城 xuancheng
福建省 fujian: 福州 fuzhou, 厦门 xiamen, 莆田 putian, 三明 sanming, 泉州 quanzhou, 漳州 zhangzhou, 南平 nanping, \
龙岩 longyan, 宁德 ningde
江西省 jiangxi: 南昌 nanchang, 景德镇 jingdezhen, 萍乡 pingxiang, 九江 jiujiang, 新余 xinyu, 鹰潭 yingtan, \
赣州 ganzhou, 吉安 jian, 宜春 yichun, 抚州 fuzhou, 上饶 shangrao
山东省 shandong: 济南 jinan, 青岛 qingdao, 淄博 zibo, 枣庄 zaozhuang, 东营 dongying, 烟台 yantai, 潍坊 weifang, \
济宁 jining, 泰安 taian, 威海 weihai, 日照 rizhao, 临沂 linyi, 德州 dezhou, 聊城 liaocheng, 滨州 binzhou, \
菏泽 heze
河南省 henan: 郑州 zhengzhou, 开封 kaifeng, 洛阳 luoyang, 平顶山 pingdingshan, 安阳 anyang, 鹤壁 hebi, \
新乡 xinxiang, 焦作 jiaozuo, 濮阳 puyang, 许昌 xuchang, 漯河 luohe, 三门峡 sanmenxia, 南阳 nanyang, \
商丘 shangqiu, 信阳 xinyang, 周口 zhoukou, 驻马店 zhumadian
湖北省 hubei: 武汉 wuhan, 黄石 huangshi, 十堰 shiyan, 宜昌 yichang, 襄阳 xiangyang, 鄂州 ezhou, 荆门 jingmen, \
孝感 xiaogan, 荆州 jingzhou, 黄冈 huanggang, 咸宁 xianning, 随州 suizhou
湖南省 hunan: 长沙 changsha, 株洲 zhuzhou, 湘潭 xiangtan, 衡阳 hengyang, 邵阳 shaoyang, 岳阳 yueyang, \
常德 changde, 张家界 zhangjiajie, 益阳 yiyang, 郴州 chenzhou, 永州 yongzhou, 怀化 huaihua, 娄底 loudi
广东省 guangdong: 广州 guangzhou, 韶关 shaoguan, 深圳 shenzhen, 珠海 zhuhai, 汕头 shantou, 佛山 foshan, \
江门 jiangmen, 湛江 zhanjiang, 茂名 maoming, 肇庆 zhaoqing, 惠州 huizhou, 梅州 meizhou, 汕尾 shanwei, \
河源 heyuan, 阳江 yangjiang, 清远 qingyuan, 东莞 dongguan, 中山 zhongshan, 潮州 chaozhou, 揭阳 jieyang, \
云浮 yunfu
广西壮族自治区 guangxi: 南宁 nanning, 柳州 liuzhou, 桂林 guilin, 梧州 wuzhou, 北海 beihai, 防城港 fangchenggang, \
钦州 qinzhou, 贵港 guigang, 玉林 yulin, 百色 baise, 贺州 hezhou, 河池 hechi, 来宾 laibin, 崇左 chongzuo
海南省 hainan: 海口 haikou, 三亚 sanya, 儋州 danzhou
四川省 sichuan: 成都 chengdu, 自贡 zigong, 攀枝花 panzhihua, 泸州 luzhou, 德阳 deyang, 绵阳 mianyang, \
广元 guangyuan, 遂宁 suining, 内江 neijiang, 乐山 leshan, 南充 nanchong, 眉山 meishan, 宜宾 yibin, 广安 guangan, \
达州 dazhou, 雅安 yaan, 巴中 bazhong, 资阳 ziyang
贵州省 guizhou: 贵阳 guiyang, 六盘水 liupanshui, 遵义 zunyi, 安顺 anshun, 毕节 bijie, 铜仁 tongren
云南省 yunnan: 昆明 kunming, 曲靖 qujing, 玉溪 yuxi, 保山 baoshan, 昭通 zhaotong, 丽江 lijiang, 普洱 puer, \
临沧 lincang
西藏自治区 xizang: 拉萨 lasa, 日喀则 rikaze, 昌都 changdu, 林芝 linzhi, 山南 shannan, 那曲 naqu
陕西省 shaanxi: 西安 xian, 铜川 tongchuan, 宝鸡 baoji, 咸阳 xianyang, 渭南 weinan, 延安 yanan, 汉中 hanzhong, \
榆林 yulin, 安康 ankang, 商洛 shangluo
甘肃省 gansu: 兰州 lanzhou, 嘉峪关 jiayuguan, 金昌 jinchang, 白银 baiyin, 天水 tianshui, 武威 wuwei, \
张掖 zhangye, 平凉 pingliang, 酒泉 jiuquan, 庆阳 qingyang, 定西 dingxi, 陇南 longnan
青海省 qinghai: 西宁 xining, 海东 haidong
宁夏回族自治区 ningxia: 银川 yinchuan, 石嘴山 shizuishan, 吴忠 wuzhong, 固原 guyuan, 中卫 zhongwei
新疆维吾尔自治区 xinjiang: 乌鲁木齐 wulumuqi, 克拉玛依 kelamayi, 吐鲁番 tulufan, 哈密 hami
"""
"""A line for each province: its name and key, and after a colon its cities, without 市."""


@cache
def regions() -> tuple[Region, ...]:
    """Return all regions: the provinces first, then the cities."""
    provinces, cities = [], []
    for line in NAMES.splitlines():
        head, _, rest = line.partition(": ")
        name, key = head.split()
        provinces.append(Region(key, name, OWN[name[-1]], ""))
        for each in filter(None, rest.split(", ")):
            city, part = each.split()
            cities.append(Region(f"{key}-{part}", f"{city}市", "全市", name))
    return (*provinces, *cities)
