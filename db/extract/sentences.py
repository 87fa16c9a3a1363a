"""Where sentences begin and end. Shared by everything that quotes."""

import re

from db.model import Span

# A sentence ends with its mark and whatever closes behind it: “……好。” belongs together.
_END = re.compile(r"[。！？!?…]+[”’」』）)》\"']*|\n")


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of `text`, without the white space around them; linear in its length."""
    spans, begin = [], 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[begin:end]
        lead = len(piece) - len(piece.lstrip())
        if stripped := piece.strip():
            spans.append((begin + lead, begin + lead + len(stripped)))
        begin = end
    return spans
