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
# What these end, in words of three characters, is a thing, though the corpus says verb: 赞助费, 捐助款, 辍学率.
_THINGS = tuple("费率量额数员书证卡款金器机站店厂性度权区品")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


def main(source: str) -> None:
    groups: dict[tuple[str, int], list[str]] = {}
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        least = 25 if tag == "i" else 15 if len(word) > 3 else 3 if _PART.get(tag, "N") in "GVAD" else 4
        if tag in _PART and _HAN.fullmatch(word) and int(frequency) >= least and is_decent(word):
            part = "N" if _PART[tag] == "V" and len(word) == 3 and word.endswith(_THINGS) else _PART[tag]
            groups.setdefault((part, len(frequency)), []).append(word)
    lines = [f"{part}{grade}\t{' '.join(sorted(words))}\n" for (part, grade), words in sorted(groups.items())]
    Path(__file__).with_name("speech.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
