"""Makes words.txt, the common words that tell whether a column break fell inside a word.

    python resources/lexicon/make_words.py DICT

DICT is `dict.txt` of the PyPI package jieba 0.42.1 (MIT): a word, its frequency and its part of speech a line. Kept are
words of two to four Chinese characters that occur at least 30 times in its corpus; names of persons and
vulgar words are left out.
"""

import re
import sys
from pathlib import Path

from decent import is_decent

_LEAST = 30
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


def main(source: str) -> None:
    grades: dict[int, list[str]] = {}
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        word, frequency, part = line.split(" ")
        if _HAN.fullmatch(word) and int(frequency) >= _LEAST and part not in ("nr", "nrt") and is_decent(word):
            grades.setdefault(len(frequency), []).append(word)  # the count's number of digits
    lines = [f"{grade}\t{' '.join(sorted(words))}\n" for grade, words in sorted(grades.items(), reverse=True)]
    Path(__file__).with_name("words.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
