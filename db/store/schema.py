"""The tables of a library file, step by step, and how such a file is opened.

Steps are only ever appended: a library made by any earlier version is brought up to date by those it lacks, after a
copy of the file was put beside it. Each step runs in a transaction of its own and leaves its number in the file.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from db.errors import CasebookError, reason
from db.store.metrics import measuring
from db.store.person import bounding, keeping
from db.store.search import asking, indexing

if TYPE_CHECKING:
    from sqlite_utils import Database

Tell = Callable[[float], object]  # is given the share of a long work that is done, 0 to 1

APPLICATION = 0x43415345  # "CASE", in the file's header
PATIENCE = 10  # seconds to wait for another writer
_HELD = 64 << 10  # KiB of the file that a writer holds at the most: the tree and the facets are written all over

_PAGES = """
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, encoding TEXT, paper TEXT, date TEXT,
    imported TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE unplaced (
    page_id INTEGER NOT NULL REFERENCES pages, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (page_id, position)) WITHOUT ROWID;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, page_id INTEGER NOT NULL REFERENCES pages, kicker TEXT, title TEXT NOT NULL, subtitle TEXT,
    byline TEXT NOT NULL, dateline TEXT, source_note TEXT, primary_region TEXT,
    headings TEXT NOT NULL, spans TEXT NOT NULL, pieces TEXT NOT NULL, pairs TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX articles_of_page ON articles (page_id);
CREATE TABLE metrics (
    article_id INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, value REAL NOT NULL, value_max REAL,
    unit TEXT NOT NULL, qualifier TEXT NOT NULL, subject TEXT NOT NULL, period TEXT, change TEXT, region TEXT,
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, PRIMARY KEY (article_id, position)) WITHOUT ROWID;
CREATE TABLE repairs (
    article_id INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL,
    kind TEXT NOT NULL, detail TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, at INTEGER,
    before TEXT NOT NULL, after TEXT NOT NULL,
    PRIMARY KEY (article_id, position)) WITHOUT ROWID;
CREATE TABLE summary (
    article_id INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, part TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (article_id, position)) WITHOUT ROWID;
CREATE TABLE totals (what TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO totals VALUES ('pages', 0), ('cases', 0), ('metrics', 0), ('repairs', 0)
"""

# A case hangs on every node it lies below, so that one lookup lists or counts a whole branch; `position` is its place
# in the article's own list, NULL where the node is only above such a one. `shown` marks the nodes that list it.
_TREE = """
CREATE TABLE regions (
    id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES regions, path TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
    code TEXT, sort TEXT, cases INTEGER NOT NULL DEFAULT 0);
CREATE INDEX regions_of_parent ON regions (parent_id, sort, path);
CREATE TABLE article_region (
    region_id INTEGER NOT NULL REFERENCES regions, shown INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles, position INTEGER,
    PRIMARY KEY (region_id, shown, article_id)) WITHOUT ROWID;
CREATE INDEX regions_of_article ON article_region (article_id, position);
CREATE TABLE topics (
    id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES topics, code TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
    sort INTEGER NOT NULL, cases INTEGER NOT NULL DEFAULT 0);
CREATE TABLE article_topic (
    topic_id INTEGER NOT NULL REFERENCES topics, shown INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles, position INTEGER,
    PRIMARY KEY (topic_id, shown, article_id)) WITHOUT ROWID;
CREATE INDEX topics_of_article ON article_topic (article_id, position)
"""

# Superseded by db.store.search.indexing.
_WORDS = "CREATE VIRTUAL TABLE words USING fts5(title, about, text, content='', tokenize='ascii', prefix='1')"

# What a person said is kept apart from what was extracted, and knows its place by words alone. `extracted` holds an
# article as extraction gave it, from the first word she says about it on; it stays when the article goes, so that the
# article is known again when it comes back. What a patch does at present (`waits` or where it shows) is worked out anew
# with every change. `changes` is what can be undone: the patches, and the page, before and after.
_WORDS_OF_A_PERSON = """
CREATE TABLE extracted (
    id INTEGER PRIMARY KEY, article_id INTEGER UNIQUE REFERENCES articles ON DELETE SET NULL,
    title TEXT NOT NULL, article TEXT NOT NULL);
CREATE TABLE sketches (
    gram INTEGER NOT NULL, extracted_id INTEGER NOT NULL REFERENCES extracted ON DELETE CASCADE,
    PRIMARY KEY (gram, extracted_id)) WITHOUT ROWID;
CREATE INDEX sketches_of_extracted ON sketches (extracted_id);
CREATE TABLE patches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, extracted_id INTEGER NOT NULL REFERENCES extracted, kind TEXT NOT NULL,
    field TEXT NOT NULL, anchor TEXT, old TEXT NOT NULL, new TEXT NOT NULL, made TEXT NOT NULL,
    waits TEXT, start INTEGER, "end" INTEGER, words TEXT, metric INTEGER);
CREATE INDEX patches_of_extracted ON patches (extracted_id);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL, what TEXT NOT NULL, made TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0, extracted_id INTEGER, before TEXT NOT NULL, after TEXT NOT NULL);
CREATE INDEX changes_of_step ON changes (step)
"""


def _pages_and_articles(db: "Database") -> None:
    _run(db, _PAGES)


def _places_and_topics(db: "Database") -> None:
    _run(db, _TREE)


def _search(db: "Database") -> None:
    db.execute(_WORDS)  # left empty: a later step makes the index anew


def _words_of_a_person(db: "Database") -> None:
    _run(db, _WORDS_OF_A_PERSON)


STEPS = (_pages_and_articles, _places_and_topics, _search, _words_of_a_person, bounding.boundaries, keeping.lists,
         measuring.measures, indexing.step)
VERSION = len(STEPS)
_LONG = {measuring.measures: (0.0, 0.25), indexing.step: (0.25, 1.0)}  # steps that look at every article; their share
_COPIED = 0.05  # the share of copying the library
_PAGES_AT_ONCE = 4096


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """A connection to the library at `path`, brought up to date first; reads only unless `write`.

    Raises CasebookError where the file is missing, foreign, damaged, of a newer version or cannot be written.
    """
    path = Path(path)
    with told(path):
        version = _version(path)
        if version > VERSION:
            raise CasebookError(
                "案例库“{name}”由更新版本的案例册建立（格式 {version}，本程序只认识到 {known}）。请先升级案例册。",
                name=path.name, version=version, known=VERSION,
            )
        if version < VERSION:
            update(path)
        base = _connection(path, "rw" if write else "ro")
        asking.functions(base)
        if write:
            base.execute("PRAGMA foreign_keys = ON")
            base.execute(f"PRAGMA cache_size = -{_HELD}")
            base.execute("PRAGMA synchronous = NORMAL")  # whole after a crash; at worst without the last page
        return base


def is_old(path: Path) -> bool:
    """Whether the library at `path` has to be brought up to date; raises CasebookError where there is no library."""
    with told(path):
        return _version(path) < VERSION


def update(path: Path, tell: Tell = lambda share: None) -> None:
    """Copy the library at `path` as it is beside it, then bring it up to date, which takes long for a large one.

    `tell` is given the share that is done, 0 to 1. What it raises breaks the work off, as a crash would: the library is
    then what it was, or one whole step further.
    """
    with told(path), closing(_connection(path, "rw")) as base:
        _copy(base, path, _version(path), lambda share: tell(share * _COPIED))
        base.execute(f"PRAGMA cache_size = -{_HELD}")
        migrate(base, tell=lambda share: tell(_COPIED + share * (1 - _COPIED)))


def make(path: Path) -> None:
    """An empty library at `path`, whole or not at all; raises CasebookError where something is there already."""
    path = Path(path)
    half = path.with_name(path.name + ".new")
    with told(path):
        if path.exists():
            raise CasebookError("“{name}”已经存在。请换一个文件名，或直接打开它。", name=path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        try:
            with closing(_connection(half, "rwc")) as base:
                base.execute(f"PRAGMA application_id = {APPLICATION}")
                base.execute("PRAGMA journal_mode = WAL")
                migrate(base)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)


def migrate(base: sqlite3.Connection, upto: int = VERSION, tell: Tell = lambda share: None) -> None:
    """Take the steps that `base` lacks, up to the version `upto`, each in one transaction; `tell` as for `update`."""
    from sqlite_utils import Database, Migrations  # costs a fifth of a second: only where a file is made or changed

    steps = Migrations("casebook")
    for number, step in enumerate(STEPS, 1):
        steps(name=f"{number:03}{step.__name__}")(_numbered(number, step, tell))
    names = [f"{number:03}{step.__name__}" for number, step in enumerate(STEPS, 1)]
    steps.apply(Database(base, execute_plugins=False), stop_before=names[upto:])


def release(base: sqlite3.Connection, path: Path, *, write: bool) -> None:
    """Close `base` and leave the library as one whole file, as far as no other program has it open."""
    try:
        if write and not base.in_transaction:
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass  # closed already, or another program is reading: what is in the WAL is safe there
    base.close()
    # The last reader may not clear away the WAL files that reading made; a connection that could write does.
    if not write and path.with_name(path.name + "-wal").exists():
        with suppress(sqlite3.Error), closing(_connection(path, "rw")):
            pass


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the disk or SQLite refuses at `path`, told as a CasebookError; a defect of ours stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) or 0
        template = _REFUSED.get(code & 0xFF)
        if template is None:
            raise
        raise CasebookError(template, name=path.name, folder=path.parent, reason=error) from error
    except OSError as error:
        raise CasebookError(
            "案例库“{name}”打不开：{reason}。请检查它的位置和权限。", name=path.name, reason=reason(error)
        ) from error


_REFUSED = {
    sqlite3.SQLITE_FULL: "磁盘已满，案例库“{name}”没有改动。请腾出空间后再试一次。",
    sqlite3.SQLITE_READONLY: "案例库“{name}”只能读，不能写。请把它复制到可以写入的文件夹，再打开那一份。",
    sqlite3.SQLITE_PERM: "没有权限使用案例库“{name}”。请检查文件权限。",
    sqlite3.SQLITE_BUSY: "案例库“{name}”正被另一个程序写入。请等它完成后再试一次。",
    sqlite3.SQLITE_LOCKED: "案例库“{name}”正被另一个程序写入。请等它完成后再试一次。",
    sqlite3.SQLITE_CANTOPEN: "案例库“{name}”打不开。请检查文件夹“{folder}”是否存在、是否可以写入。",
    sqlite3.SQLITE_IOERR: "读写案例库“{name}”时磁盘出错（{reason}）。请检查磁盘，并用备份核对。",
    sqlite3.SQLITE_CORRUPT: "案例库“{name}”已损坏（{reason}）。请用备份替换它，或重新导入原始版面。",
    sqlite3.SQLITE_NOTADB: "“{name}”不是案例库文件。请选择由案例册建立的文件。",
}


def _version(path: Path) -> int:
    """The version of the library at `path`; a foreign file is known by its header and left untouched."""
    if not path.exists():
        raise CasebookError("找不到案例库“{name}”。它可能被移动或改了名，请重新选择。", name=path)
    if path.is_dir():
        raise CasebookError("“{name}”是文件夹，不是案例库文件。请选择由案例册建立的文件。", name=path.name)
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise CasebookError("“{name}”不是案例库文件。请选择由案例册建立的文件。", name=path.name)
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise CasebookError("“{name}”是别的程序的数据库，不是案例库。请选择由案例册建立的文件。", name=path.name)
    with closing(_connection(path, "ro")) as base:  # asked, for the header may lag behind the WAL
        return base.execute("PRAGMA user_version").fetchone()[0]


def _connection(path: Path, mode: str) -> sqlite3.Connection:
    whole = path.absolute().as_posix()
    uri = f"file://{quote(os.fsencode(whole if whole.startswith('/') else '/' + whole))}?mode={mode}"
    base = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        base.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        base.close()
        wal = path.with_name(path.name + "-wal")
        left_behind = wal.exists() and wal.stat().st_size
        barred = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if mode != "ro" or left_behind or not barred:
            raise
        # In a folder that cannot be written (a CD, a share) SQLite cannot lay its files beside a library that no one
        # is writing to; then the file will not change either.
        base = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None)
    return base


def _copy(base: sqlite3.Connection, path: Path, version: int, tell: Tell) -> None:
    """A copy of the library as it was, beside it, whole or not at all; whatever its WAL holds is in it."""
    number = 1
    while (beside := path.with_name(f"{path.stem}.v{version}-{number}{path.suffix}")).exists():
        number += 1
    half = beside.with_name(beside.name + ".part")
    half.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(half)) as copy:
            base.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda _, left, all_there_are: tell(
                1 - left / max(1, all_there_are)))
        half.replace(beside)
    finally:
        half.unlink(missing_ok=True)


def _numbered(number: int, step, tell: Tell):
    def take(db: "Database") -> None:
        if step in _LONG:
            begin, end = _LONG[step]
            step(db, lambda share: tell(begin + share * (end - begin)))
        else:
            step(db)
        db.execute(f"PRAGMA user_version = {number}")

    return take


def _run(db: "Database", statements: str) -> None:
    for statement in statements.split(";\n"):
        db.execute(statement)
