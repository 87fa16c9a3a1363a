"""The year of each case, for whoever asks of very many."""

import sqlite3

from db.store.search import membership
from db.store.search.membership import VALUE, number

_BITS = 1 << membership.WIDTH
_MOST = 255  # years; a byte tells which


class YearOf:
    """The year of the cases of a library, as the facet has it: "2022", "" where there is none.

    A byte for each case, made of the bits of the facet without looking at each.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        known = base.execute("SELECT id, key FROM facet_values WHERE facet = 'year' AND cases > 0 AND key <> '' "
                             "ORDER BY cases DESC LIMIT ?", (_MOST,)).fetchall()
        self._names = ["", *(key for _, key in known)]
        chunks: dict[int, int] = {}
        for n, (one, _) in enumerate(known, 1):
            told = bytes.maketrans(b"01", bytes((0, n)))
            for chunk, bits in membership.cases(base, number(VALUE, one)).items():
                spread = f"{bits:0{_BITS}b}".encode()[::-1].translate(told)
                chunks[chunk] = chunks.get(chunk, 0) | int.from_bytes(spread, "little")
        self._chunks = {chunk: years.to_bytes(_BITS, "little") for chunk, years in chunks.items()}

    def __call__(self, case: int) -> str:
        years = self._chunks.get(case >> membership.WIDTH)
        return self._names[years[case & _BITS - 1]] if years else ""
