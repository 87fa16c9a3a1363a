"""What a reader keeps for herself: starred cases, collections, saved searches, what she read last. The caller holds the
transaction.

All of these are lists. A list holds cases by keepsakes, which know their article by its words: a keepsake stays when
its page goes, and finds the article again when the page, or a better reading of it, comes back.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from db.errors import CasebookError
from db.model import Article, Branch
from db.patching import likeness
from db.selection import Collection, Filter, Selection

if TYPE_CHECKING:
    from sqlite_utils import Database

STARRED, RECENT = 1, 2  # the lists every library has
LISTS = "root:lists"
READ = 50  # cases that count as read last
NAME = 60  # characters of a name
FEW = 4  # keepsakes that an article is compared with
SAME = 1 / 3  # of two articles' grams together that both have, from which on they are one

# `place` is the order in which cases came into a list. `lasting` says that a keepsake was ever in a list a person made,
# so that a step which can be undone may speak of it; others go when nothing holds them.
_TABLES = f"""
CREATE TABLE lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, wanted TEXT NOT NULL,
    made TEXT NOT NULL);
INSERT INTO lists VALUES ({STARRED}, 'starred', '', '', ''), ({RECENT}, 'recent', '', '', '');
CREATE TABLE keepsakes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER UNIQUE REFERENCES articles ON DELETE SET NULL,
    title TEXT NOT NULL, lasting INTEGER NOT NULL);
CREATE TABLE keepsake_grams (
    gram INTEGER NOT NULL, keepsake_id INTEGER NOT NULL REFERENCES keepsakes ON DELETE CASCADE,
    PRIMARY KEY (gram, keepsake_id)) WITHOUT ROWID;
CREATE INDEX grams_of_keepsake ON keepsake_grams (keepsake_id);
CREATE TABLE listed (
    list_id INTEGER NOT NULL REFERENCES lists ON DELETE CASCADE,
    keepsake_id INTEGER NOT NULL REFERENCES keepsakes ON DELETE CASCADE, place INTEGER NOT NULL,
    PRIMARY KEY (list_id, keepsake_id)) WITHOUT ROWID;
CREATE INDEX listed_in_order ON listed (list_id, place);
CREATE INDEX lists_of_keepsake ON listed (keepsake_id);
CREATE VIEW collections AS SELECT id, name FROM lists WHERE kind = 'collection';
CREATE VIEW collected AS
    SELECT article_id, list_id AS collection_id, place FROM listed JOIN keepsakes ON keepsakes.id = keepsake_id
    WHERE article_id IS NOT NULL;
CREATE VIEW starred AS SELECT article_id FROM collected WHERE collection_id = {STARRED}
"""
_LABELS = {"starred": "加星的案例", "recent": "最近阅读"}
Rows = dict[str, list[tuple]]  # of lists and of listed: what a step takes out, or puts in


def lists(db: "Database") -> None:
    """The step of the schema."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)


def collections(base: sqlite3.Connection) -> tuple[Collection, ...]:
    """Every list, the starred first, then what was read, then collections and saved searches by name."""
    found = base.execute(
        "SELECT id, kind, name, wanted, (SELECT count(*) FROM collected WHERE collection_id = lists.id) FROM lists "
        "ORDER BY kind <> 'starred', kind <> 'recent', kind, name")
    return tuple(Collection(number, kind, name, count, _selection(wanted) if wanted else None)
                 for number, kind, name, wanted, count in found)


def lists_of(base: sqlite3.Connection, case_id: int) -> frozenset[int]:
    """The ids of the lists a case is in."""
    return frozenset(number for (number,) in base.execute(
        "SELECT list_id FROM keepsakes JOIN listed ON keepsake_id = keepsakes.id WHERE article_id = ?", (case_id,)))


def branches(base: sqlite3.Connection, parent: str, offset: int, limit: int | None) -> tuple[Branch, ...]:
    """The children of a node of the lists' own tree: "" stands above its root, which is there if a list holds any."""
    end = None if limit is None else offset + limit
    if parent in ("", LISTS):
        kept = [one for one in collections(base) if one.count or one.kind in ("collection", "search")]
        if not parent:
            return (Branch(LISTS, "root", "收藏与检索", 0, True),)[offset:end] if kept else ()
        return tuple(Branch(f"list:{one.id}", one.kind, one.name or _LABELS[one.kind], one.count, one.count > 0)
                     for one in kept)[offset:end]
    kind, _, number = parent.partition(":")
    if kind != "list" or not number.isdigit():
        return ()
    order = "place" if int(number) not in (STARRED, RECENT) else "place DESC"
    found = base.execute(
        "SELECT article_id, articles.title FROM collected JOIN articles ON articles.id = article_id "
        f"WHERE collection_id = ? ORDER BY {order} LIMIT ? OFFSET ?",
        (int(number), -1 if limit is None else limit, offset))
    return tuple(Branch(f"case:{n}", "case", title, 1, False, n) for n, title in found)


def name_of(base: sqlite3.Connection, list_id: int) -> tuple[str, str]:
    """(kind, name) of a list; raises CasebookError for one the library does not hold."""
    found = base.execute("SELECT kind, name FROM lists WHERE id = ?", (list_id,)).fetchone()
    if found is None:
        raise CasebookError("这个专题已经不在案例库里，可能刚被删除。请重新选择。")
    return found


def make(base: sqlite3.Connection, kind: str, name: str, wanted: Selection | None = None) -> Rows:
    """A new list under a name that no other of its kind has; raises CasebookError for a name that will not do."""
    row = base.execute("INSERT INTO lists (kind, name, wanted, made) VALUES (?, ?, ?, ?) RETURNING *",
                       (kind, _free(base, kind, name), _words(wanted) if wanted else "",
                        datetime.now(UTC).isoformat(timespec="seconds"))).fetchall()
    return {"lists": row, "listed": []}


def rename(base: sqlite3.Connection, list_id: int, name: str) -> tuple[Rows, Rows]:
    """Another name for a list; its row before and after."""
    kind, _ = name_of(base, list_id)
    before = base.execute("SELECT * FROM lists WHERE id = ?", (list_id,)).fetchall()
    base.execute("UPDATE lists SET name = ? WHERE id = ?", (_free(base, kind, name, list_id), list_id))
    after = base.execute("SELECT * FROM lists WHERE id = ?", (list_id,)).fetchall()
    return {"lists": before, "listed": []}, {"lists": after, "listed": []}


def delete(base: sqlite3.Connection, list_id: int) -> Rows:
    """Take a list out, its cases stay in the library; what is gone."""
    name_of(base, list_id)
    gone = {"lists": base.execute("SELECT * FROM lists WHERE id = ?", (list_id,)).fetchall(),
            "listed": base.execute("SELECT * FROM listed WHERE list_id = ?", (list_id,)).fetchall()}
    swap(base, gone, None)
    return gone


def put(base: sqlite3.Connection, list_id: int, cases: Iterable[tuple[int, Article]]) -> Rows:
    """Put cases into a list, last in order; the rows that came, none for a case that was in it."""
    name_of(base, list_id)
    come: list[tuple] = []
    for case_id, article in cases:
        keepsake = _keepsake(base, case_id, article, list_id != RECENT)
        come += base.execute(
            "INSERT INTO listed SELECT ?, ?, coalesce(max(place), 0) + 1 FROM listed WHERE list_id = ? "
            "ON CONFLICT DO NOTHING RETURNING *", (list_id, keepsake, list_id)).fetchall()
    return {"lists": [], "listed": come}


def take(base: sqlite3.Connection, list_id: int, case_ids: Iterable[int]) -> Rows:
    """Take cases out of a list; the rows that are gone."""
    gone = [row for case_id in case_ids for row in base.execute(
        "DELETE FROM listed WHERE list_id = ? AND keepsake_id = (SELECT id FROM keepsakes WHERE article_id = ?) "
        "RETURNING *", (list_id, case_id)).fetchall()]
    return {"lists": [], "listed": gone}


def read(base: sqlite3.Connection, case_id: int, article: Article) -> None:
    """Note that a case was read just now; what was read long ago is let go of."""
    take(base, RECENT, [case_id])
    put(base, RECENT, [(case_id, article)])
    base.execute("DELETE FROM listed WHERE list_id = ? AND place <= "
                 "(SELECT place FROM listed WHERE list_id = ? ORDER BY place DESC LIMIT 1 OFFSET ?)",
                 (RECENT, RECENT, READ))
    base.execute("DELETE FROM keepsakes WHERE NOT lasting AND id NOT IN (SELECT keepsake_id FROM listed)")


def swap(base: sqlite3.Connection, gone: Rows | None, come: Rows | None) -> None:
    """Take the rows `gone` out and put `come` in."""
    for row in (gone or {}).get("listed", ()):
        base.execute("DELETE FROM listed WHERE list_id = ? AND keepsake_id = ?", tuple(row[:2]))
    kept = {row[0] for row in (come or {}).get("lists", ())}
    for number, *_ in (gone or {}).get("lists", ()):
        if number not in kept:
            base.execute("DELETE FROM lists WHERE id = ?", (number,))
    base.executemany("INSERT INTO lists VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                     [tuple(row) for row in (come or {}).get("lists", ())])
    base.executemany("INSERT INTO listed VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                     [tuple(row) for row in (come or {}).get("listed", ())])


def waits(base: sqlite3.Connection) -> bool:
    """Whether a keepsake waits for its article."""
    return base.execute("SELECT 1 FROM keepsakes WHERE article_id IS NULL LIMIT 1").fetchone() is not None


def of_page(base: sqlite3.Connection, page_id: int) -> list[tuple[int, int]]:
    """The keepsakes of the cases of a page, each with its case."""
    return base.execute("SELECT keepsakes.id, article_id FROM keepsakes JOIN articles ON articles.id = article_id "
                        "WHERE page_id = ?", (page_id,)).fetchall()


def put_back(base: sqlite3.Connection, kept: Sequence[Sequence[int]]) -> None:
    """Let these keepsakes be those of their cases again: of two pages alike the one that comes back has its own."""
    base.executemany("UPDATE keepsakes SET article_id = NULL WHERE article_id = ?", [(case,) for _, case in kept])
    base.executemany("UPDATE keepsakes SET article_id = ? WHERE id = ?", [(case, number) for number, case in kept])


def welcome(base: sqlite3.Connection, articles: Sequence[tuple[int, Article]]) -> None:
    """Let keepsakes whose article is gone know it again among `articles`, which came in just now under these ids."""
    if not waits(base):
        return
    pairs = []
    for case_id, article in articles:
        theirs = likeness.sketch(likeness.grams(article))
        for (keepsake,) in base.execute(
                "SELECT keepsake_id FROM keepsake_grams JOIN keepsakes ON keepsakes.id = keepsake_id "
                f"WHERE article_id IS NULL AND gram IN ({', '.join('?' * len(theirs))}) "
                f"GROUP BY keepsake_id ORDER BY count(*) DESC LIMIT {FEW}", theirs).fetchall():
            ours = [gram for (gram,) in base.execute("SELECT gram FROM keepsake_grams WHERE keepsake_id = ?",
                                                     (keepsake,))]
            pairs.append((likeness.resemblance(ours, theirs), keepsake, case_id, article.title))
    taken: set[tuple[str, int]] = set()
    for alike, keepsake, case_id, title in sorted(pairs, reverse=True):
        if alike >= SAME and not taken & {("keepsake", keepsake), ("case", case_id)}:
            taken |= {("keepsake", keepsake), ("case", case_id)}
            base.execute("UPDATE keepsakes SET article_id = ?, title = ? WHERE id = ?", (case_id, title, keepsake))


def _keepsake(base: sqlite3.Connection, case_id: int, article: Article, lasting: bool) -> int:
    """The id of what a case is kept by."""
    found = base.execute("SELECT id FROM keepsakes WHERE article_id = ?", (case_id,)).fetchone()
    if found:
        base.execute("UPDATE keepsakes SET lasting = max(lasting, ?) WHERE id = ?", (lasting, *found))
        return found[0]
    number = base.execute("INSERT INTO keepsakes (article_id, title, lasting) VALUES (?, ?, ?)",
                          (case_id, article.title, lasting)).lastrowid
    base.executemany("INSERT INTO keepsake_grams VALUES (?, ?)",
                     [(gram, number) for gram in likeness.sketch(likeness.grams(article))])
    return number


def _free(base: sqlite3.Connection, kind: str, name: str, but: int = 0) -> str:
    """`name` as it is kept, if no other list of this kind has it."""
    name = " ".join(name.split())[:NAME]
    if not name:
        raise CasebookError("名字是空的。请写一个名字，再保存一次。")
    if base.execute("SELECT 1 FROM lists WHERE kind = ? AND name = ? AND id <> ?", (kind, name, but)).fetchone():
        raise CasebookError("已经有叫“{name}”的了。请换一个名字。", name=name)
    return name


def _words(selection: Selection) -> str:
    kept: dict[str, Any] = {"typed": selection.typed,
                            "filters": [[one.facet, one.key, one.exclude] for one in selection.filters]}
    return json.dumps(kept, ensure_ascii=False)


def _selection(words: str) -> Selection:
    held = json.loads(words)
    return Selection(held["typed"], tuple(Filter(*one) for one in held["filters"]))
