"""Makes speech.txt, the words that tell where a noun phrase beside a number ends.

    python resources/lexicon/make_speech.py DICT

DICT is `dict.txt` of the PyPI package jieba 0.42.1 (MIT): a word, its frequency and its part of speech a line. Its many
parts of speech are brought down to seven: N noun, G verb that is as often a noun (建设), V verb, A adjective, D adverb,
F function word, T time. Kept are words of two to four Chinese characters that its corpus has at least 4 times, verbs,
adjectives and adverbs 3 times (where a noun phrase ends is told by them), idioms 25 times, and those of four characters
15 times, for rare ones are whole phrases; names of persons and vulgar words are left out. A line holds a part, the
number of digits of the frequency, and the words.
"""

import re
import sys
from pathlib import Path

from decent import is_decent

_PARTS = {
    "N": ["n", "ng", "nt", "nz", "j", "s", "l", "ns", "an", "q"],
    "G": ["vn"],
    "V": ["v", "vd", "vi", "vq", "i"],
    "A": ["a", "b", "z", "ag"],
    "D": ["d", "ad"],
    "F": ["p", "c", "r", "u", "uj", "f", "y", "e"],
    "T": ["t", "tg"],
}
_PART = {tag: part for part, tags in _PARTS.items() for tag in tags}
# Ordinary words that the dictionary takes for names of persons or for numerals, and so their part is told here.
_MISTAKEN = {
    "N": """
        文明 阳光 道德 卫星 顾客 师范 高峰 荣誉 保健 师傅 祖先 祖宗 松树 毛巾 麦子 温泉 孤儿 廉政 蓝图 叶子 沙滩
        小康 洪水 体操 白领 英才 亚军 明星 大米 层次 零部件 零件 少年 少儿 博客 玉石 宝石 梅花 兰花 桂花 银杏 苗圃
        果仁 麦苗 麦穗 麦田 桑蚕 桑叶 木耳 银耳 栗子 李子 梅子 柳树 柏树 松柏 云杉 红松 冬青 牛羊 鲍鱼 熊猫 孔雀
        老虎 黄牛 牛乳 红茶 灵芝 丹参 柴胡 贝母 鹿茸 田野 田园 庄园 沃土 花圃 山洪 洪峰 沙尘 雷雨 秋汛 古塔 钟楼
        宫殿 史诗 古文 楼宇 路基 索道 凉亭 木桥 瓦斯 尼龙 摩托 吉普 谷仓 沙石 墨汁 安保 科普 宇航 亚太 丘陵 林木
        乔木 马匹 小镇 小河 小溪 小桥 养母 祖母 岳母 孙子 孙女 子孙 老汉 老公 保姆 宝宝 童工 师姐 师兄 寿星 宾客
        富翁 顾问 籍贯 恩人 农耕 德育 简章 古董 宝藏 钱财 史实 才智 才华 奥秘 权威 光辉 友谊 荣耀 言辞 绝招 胡同
        陆军 雷达 石英 米粉 胡子 言语 范畴 丛林 戈壁 雪山 乌云 蓝天 小雨 冷汗 童子 豪杰 元老 巨石 柴禾 古琴 花蕾
        养殖户 大部分 首页 片段 首位 终点站 举报信 死刑犯 孤独症 出血热 贪污罪 柴油 桂圆 芦苇 银山 家什 桑树 梅树
        檀木 麦草 麦芽 养鱼 养牛 养蚕 养蜂 关怀
    """,
    "G": """
        整顿 康复 周转 封锁 晋升 屠宰 滑雪 滑冰 施政 大修 科考 陈列 修正 祝贺 安抚 秋收 麦收 练兵 托运 勒索 解密
        矫正 滑翔 续航 崇拜
    """,
    "V": """
        弘扬 崇尚 张贴 查明 查清 杜绝 布满 张罗 扬言 立功 加薪 祝福 道谢 通达 呼唤 凌驾 荣立 荣膺 卫冕 凯旋 从军
        从政 迎宾 付诸 喻为 特邀 续聘 换人 盖章 寻人 育人 惠民 克扣 牟利 爱戴 敬佩 托人 施舍 越冬 塞满 卡住 加厚
        平添 腾飞 满怀 大干 明白 登基 胡说 原谅 谢谢 巧遇 悬挂
    """,
    "A": """
        英勇 宝贵 公正 安静 崇高 古老 辛勤 光荣 高超 高雅 时髦 明朗 祥和 朴素 华丽 陈旧 温馨 灵敏 明智 殷勤 严正
        高昂 蓬勃 卓越 宁静 英俊 麻木 金黄 焦黄 翠绿 紫红 雪亮 空旷 新奇 周全 宜人 慈祥 仁慈 和善 和睦 矫健 香甜
        安逸 高明 若干 大批 少量 首届 首个 首家 首座 首轮 首部 首艘 首架 全套 全方位 红外
    """,
    "D": "分批 成倍 加倍 大声 齐声 终年 整天 全天 整年 徐徐 冉冉",
    "T": "盛夏 金秋 仲夏 严冬 片刻 许久 好久",
}
_PART_OF_MISTAKEN = {word: part for part, words in _MISTAKEN.items() for word in words.split()}
# What these end, in words of three characters, is a thing, though the corpus says verb: 赞助费, 捐助款, 辍学率.
_THINGS = tuple("费率量额数员书证卡款金器机站店厂性度权区品")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


def main(source: str) -> None:
    groups: dict[tuple[str, int], list[str]] = {}
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if told := _PART_OF_MISTAKEN.get(word):
            groups.setdefault((told, len(frequency)), []).append(word)
            continue
        least = 25 if tag == "i" else 15 if len(word) > 3 else 3 if _PART.get(tag, "N") in "GVAD" else 4
        if tag in _PART and _HAN.fullmatch(word) and int(frequency) >= least and is_decent(word):
            part = "N" if _PART[tag] == "V" and len(word) == 3 and word.endswith(_THINGS) else _PART[tag]
            groups.setdefault((part, len(frequency)), []).append(word)
    lines = [f"{part}{grade}\t{' '.join(sorted(words))}\n" for (part, grade), words in sorted(groups.items())]
    Path(__file__).with_name("speech.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
