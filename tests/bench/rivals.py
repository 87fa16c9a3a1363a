"""What the search is held against: ripgrep over plain text, SQL's LIKE, and tantivy, a search engine in Rust.

Each is asked for the first fifty cases of a query, and those that have an index show them with the same snippets.
"""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from db.search import fold, snippet
from db.store import schema
from tests.bench.queries import plain, texts

FIRST = 50
_HAN = re.compile(r"[㐀-鿿]+")
Ask = Callable[[str], object]


def rivals(library: Path) -> dict[str, Ask]:
    """Those that can be had here, by name; what is not installed is said and left out."""
    found: dict[str, Ask] = {}
    if shutil.which("rg"):
        found["ripgrep"] = _ripgrep(library)
    else:
        print("ripgrep is not installed; its comparison is left out")
    found["LIKE"] = _like(schema.connect(library))
    try:
        found["tantivy"] = _tantivy(library)
    except ImportError:
        print("tantivy is not installed; its comparison is left out (pip install -r requirements-bench.txt)")
    return found


def _ripgrep(library: Path) -> Ask:
    file = plain(library)

    def ask(typed: str) -> object:
        return subprocess.run(["rg", "--fixed-strings", "--count", "--no-config", "--", typed, file],
                              capture_output=True, check=False).stdout

    return ask


def _like(base: sqlite3.Connection) -> Ask:
    def ask(typed: str) -> object:
        found = base.execute("SELECT title, text FROM articles WHERE title LIKE ?1 OR text LIKE ?1 LIMIT ?2",
                             (f"%{typed}%", FIRST)).fetchall()
        return [snippet(fields, typed) for fields in found]

    return ask


def _pairs(words: str) -> list[str]:
    """Every two characters that stand side by side, a token each; words that do not touch are kept apart by one."""
    return [pair for run in _HAN.findall(fold(words)) for pair in (*map("".join, pairwise(run)), run[-1])]


def _tantivy(library: Path) -> Ask:
    """Pairs of characters as our index has them, single ones in a field of their own."""
    import tantivy

    made = tantivy.SchemaBuilder()
    made.add_text_field("pairs", tokenizer_name="whitespace", index_option="position")
    made.add_text_field("ones", tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("words", stored=True, tokenizer_name="raw", index_option="basic")
    form = made.build()
    folder = library.with_suffix(".tantivy")
    whole = folder / "whole"
    if not whole.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        writer = tantivy.Index(form, path=str(folder)).writer(256 << 20, 1)
        for _, words in texts(library):
            ones = " ".join(dict.fromkeys(fold(words)))
            writer.add_document(tantivy.Document(pairs=" ".join(_pairs(words)), ones=ones, words=words))
        writer.commit()
        writer.wait_merging_threads()
        whole.touch()
    index = tantivy.Index(form, path=str(folder))
    searcher = index.searcher()

    def ask(typed: str) -> object:
        if len(typed) == 1:
            query = tantivy.Query.term_query(form, "ones", typed)
        else:
            tokens = _pairs(typed)[:-1]
            query = (tantivy.Query.term_query(form, "pairs", tokens[0]) if len(tokens) == 1
                     else tantivy.Query.phrase_query(form, "pairs", tokens))
        found = searcher.search(query, FIRST, count=True)
        return [snippet([searcher.doc(at)["words"][0]], typed) for _, at in found.hits]

    return ask
