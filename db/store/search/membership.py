"""Which cases hang on which node of the facets, kept so that facets can be counted without looking at cases.

A node is a region, a topic, or a value of another facet; its number says which (`number`). Its cases are kept in
chunks of 8,192 case ids: few as numbers of two bytes, more as one bit for each id. What is under words or filters is
brought into the same form, a `Bits`; counting a node is then an AND and a count of bits for each chunk, a few
microseconds: a million cases are 123 chunks. Where nothing else is asked the kept count answers.

Cases are entered and taken out many at once, for a chunk is then rewritten once for thousands of cases. The caller
holds the transaction.
"""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence

WIDTH = 13  # bits of a case id that count within a chunk
_CHUNK = 1 << WIDTH
_PIECE = 1 << 16  # characters of an answer that are read at once
_FEW = 64  # cases of a chunk that are kept as numbers
REGION, TOPIC, VALUE = range(3)
_KINDS = 4

Bits = dict[int, int]  # chunk -> its cases, one bit each

TABLES = """
CREATE TABLE facet_values (
    id INTEGER PRIMARY KEY, facet TEXT NOT NULL, key TEXT NOT NULL, cases INTEGER NOT NULL DEFAULT 0,
    UNIQUE (facet, key));
CREATE TABLE members (
    node INTEGER NOT NULL, chunk INTEGER NOT NULL, cases BLOB NOT NULL, PRIMARY KEY (node, chunk)) WITHOUT ROWID
"""


def number(kind: int, id: int) -> int:
    """The number of the node with this id among those of its kind: REGION, TOPIC or VALUE."""
    return id * _KINDS + kind


def value_node(base: sqlite3.Connection, facet: str, key: str, make: bool) -> int:
    """The number of a value of a facet, which is made if need be; one that no case has if it may not be."""
    held = base.execute("SELECT id FROM facet_values WHERE facet = ? AND key = ?", (facet, key)).fetchone()
    if not held and make:
        held = (base.execute("INSERT INTO facet_values (facet, key) VALUES (?, ?)", (facet, key)).lastrowid,)
    return number(VALUE, held[0] if held else 0)


def node_of(base: sqlite3.Connection, facet: str, key: str) -> int | None:
    """The number of a node by its key, None where there is no such; of regions, topics and kept values alone."""
    if key.encode("utf-8", "ignore").decode("utf-8") != key:
        return None  # half of a character, which SQLite takes from nobody
    kind, table, name = {"region": (REGION, "regions", "path"), "topic": (TOPIC, "topics", "code")}.get(
        facet, (VALUE, "facet_values", "facet = ? AND key"))
    values = (key,) if kind != VALUE else (facet, key)
    found = base.execute(f"SELECT id FROM {table} WHERE {name} = ?", values).fetchone()
    return number(kind, found[0]) if found else None


def change(base: sqlite3.Connection, gone: Mapping[int, Sequence[int]], come: Mapping[int, Sequence[int]]) -> None:
    """Let cases hang on nodes no more, then on others: node -> its cases."""
    for node in gone.keys() | come.keys():
        out, into = bits_of(gone.get(node, ())), bits_of(come.get(node, ()))
        count = 0
        for chunk in out.keys() | into.keys():
            held = base.execute("SELECT cases FROM members WHERE node = ? AND chunk = ?", (node, chunk)).fetchone()
            before = unpacked(held[0]) if held else 0
            after = before & ~out.get(chunk, 0) | into.get(chunk, 0)
            if after == before:
                continue
            if after:
                base.execute("INSERT OR REPLACE INTO members VALUES (?, ?, ?)", (node, chunk, _packed(after)))
            else:
                base.execute("DELETE FROM members WHERE node = ? AND chunk = ?", (node, chunk))
            count += after.bit_count() - before.bit_count()
        if count and node % _KINDS == VALUE:
            base.execute("UPDATE facet_values SET cases = cases + ? WHERE id = ?", (count, node // _KINDS))


def bits_of(ids: Iterable[int]) -> Bits:
    """The same cases as bits."""
    found: dict[int, bytearray] = {}
    for one in ids:
        chunk = found.get(one >> WIDTH)
        if chunk is None:
            chunk = found[one >> WIDTH] = bytearray(_CHUNK // 8)
        at = one & _CHUNK - 1
        chunk[at >> 3] |= 1 << (at & 7)
    return {chunk: int.from_bytes(several, "little") for chunk, several in found.items()}


def answering(base: sqlite3.Connection, sql: str, values: Sequence[object]) -> Bits:
    """The cases whose `id` a SELECT finds. SQLite writes their numbers into one text, which takes a third of the time
    that a row for each would, lets other threads go on meanwhile, and can be interrupted.
    """
    told, last = base.execute(f"SELECT group_concat(id), max(id) FROM ({sql})", values).fetchone()
    if told is None:
        return {}
    digits = bytearray(b"0") * ((last >> WIDTH) + 1 << WIDTH)
    at = 0
    while at < len(told):
        end = told.find(",", at + _PIECE)
        end = len(told) if end < 0 else end
        for one in json.loads(f"[{told[at:end]}]"):
            digits[one] = 49  # a 1
        at = end + 1
    found = ((start >> WIDTH, int(digits[start : start + _CHUNK][::-1], 2)) for start in range(0, len(digits), _CHUNK))
    return {chunk: bits for chunk, bits in found if bits}


def cases(base: sqlite3.Connection, *nodes: int) -> Bits:
    """The cases on any of these nodes."""
    found: Bits = {}
    for chunk, packed in base.execute(f"SELECT chunk, cases FROM members WHERE node IN ({_listed(nodes)})"):
        found[chunk] = found.get(chunk, 0) | unpacked(packed)
    return found


def total(bits: Bits) -> int:
    return sum(several.bit_count() for several in bits.values())


def counts(base: sqlite3.Connection, nodes: Iterable[int], among: Bits) -> dict[int, int]:
    """How many of the cases `among` hang on each node; nodes without any are left out."""
    found: dict[int, int] = {}
    if among:
        for node, chunk, packed in base.execute(
                f"SELECT node, chunk, cases FROM members WHERE node IN ({_listed(nodes)})"):
            if (several := among.get(chunk)) and (count := (several & unpacked(packed)).bit_count()):
                found[node] = found.get(node, 0) + count
    return found


def unpacked(packed: bytes) -> int:
    if len(packed) > 2 * _FEW:
        return int.from_bytes(packed, "little")
    buffer = bytearray(_CHUNK // 8)
    for at in memoryview(packed).cast("H"):
        buffer[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(buffer, "little")


def _packed(bits: int) -> bytes:
    if bits.bit_count() > _FEW:
        return bits.to_bytes(_CHUNK // 8, "little")
    several = array("H")
    while bits:
        lowest = bits & -bits
        several.append(lowest.bit_length() - 1)
        bits ^= lowest
    return several.tobytes()


def _listed(nodes: Iterable[int]) -> str:
    return ", ".join(map(str, nodes))
