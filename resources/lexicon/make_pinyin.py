"""Makes pinyin.txt, how characters are read, and which words are read otherwise than their characters alone.

    python resources/lexicon/make_pinyin.py

Needs the PyPI package pypinyin 0.55.0 (MIT), which the program itself does not. Lines of a syllable and the characters
read so; then, after a blank line, lines of a word of this folder's words.txt, gazetteer.txt or topics.toml whose
reading is not put together from its characters' (重庆 chong qing).
"""

import sys
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pypinyin import Style, lazy_pinyin

from db.extract import lexicon, topics
from db.extract.geography.gazetteer import gazetteer

_LONGEST = 6


def main() -> None:
    folded = {one for line in lexicon.lines("traditional") for one in line[1:]}
    alone: dict[str, str] = {}
    for code in chain(range(0x4E00, 0xA000), range(0x3400, 0x4DC0)):
        one = chr(code)
        (syllable,) = lazy_pinyin(one, style=Style.NORMAL, errors="ignore") or ("",)
        if syllable.isascii() and syllable.isalpha() and one not in folded:
            alone[one] = syllable
        elif syllable in ("lü", "nü", "lüe", "nüe") and one not in folded:
            alone[one] = syllable.replace("ü", "v")
    lines: dict[str, list[str]] = {}
    for one, syllable in alone.items():
        lines.setdefault(syllable, []).append(one)
    names = [division.path.rpartition("/")[2] for division in gazetteer().divisions]
    names += [name for n in range(len(gazetteer().divisions)) for name in gazetteer().towns(n)]
    words = [word for line in lexicon.lines("words") for word in line.split()[1:]]
    otherwise: dict[str, str] = {}
    for word in sorted({*names, *words, *map(topics.label, topics.all_codes())}, key=lambda word: (len(word), word)):
        read = [one.replace("ü", "v") for one in lazy_pinyin(word, style=Style.NORMAL)]
        if not 1 < len(word) <= _LONGEST or len(read) != len(word) or any(one not in alone for one in word):
            continue
        known = _read(word, alone, otherwise)
        if read != known:
            otherwise[word] = " ".join(read)
    text = "".join(f"{syllable}\t{''.join(several)}\n" for syllable, several in sorted(lines.items()))
    text += "\n" + "".join(f"{word}\t{read}\n" for word, read in sorted(otherwise.items()))
    head = "# Made by make_pinyin.py with pypinyin 0.55.0, MIT License; see folding.md\n"
    Path(__file__).with_name("pinyin.txt").write_text(head + text, encoding="utf-8")


def _read(word: str, alone: dict[str, str], otherwise: dict[str, str]) -> list[str]:
    read, at = [], 0
    while at < len(word):
        end = next((end for end in range(len(word), at + 1, -1) if word[at:end] in otherwise), at + 1)
        read += otherwise[word[at:end]].split() if end > at + 1 else [alone[word[at]]]
        at = end
    return read


if __name__ == "__main__":
    main()
