"""A Selection -> SQL: which cases it holds.

Words and filters go into one expression of the index, which intersects them; what the index cannot tell (see
db.finding.matching) stands beside it as conditions on the rows it finds. Rows come newest first and are looked at only
as far as they are wanted, so that a word of most articles costs no more than a rare one. Where few cases can answer at
all, as of a short list or with a rare amount, those are the rows, or each row of the index is looked for among them
(the plus in the SQL): to ask the index for one case takes it a tenth of a millisecond and more.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.finding import matching
from db.finding.language import Asked, Dates, Term, understand
from db.finding.tokens import READ, needed
from db.selection import Filter, Selection
from db.store.search import amounts
from db.store.search.membership import VALUE, node_of, number
from db.store.search.wanting import FEW, Query, Wanted

EVERYWHERE = ("",)
VALUES = 5_000  # years or papers that a word stands for
ORDER = "ORDER BY id DESC"
_NEWEST = 16  # articles by which a part of a term is told to be in most of them:
_AMONG = 32  # so many of so many
_LARGE = 300_000  # cases from which asking for that is worth its while

_PATHS = ("(SELECT group_concat(path, char(10)) FROM article_region JOIN regions ON regions.id = region_id "
          "WHERE article_id = a.id AND position IS NOT NULL)")
_LABELS = ("(SELECT group_concat(label, char(10)) FROM article_topic JOIN topics ON topics.id = topic_id "
           "WHERE article_id = a.id AND code <> '')")
_NOTES = "(SELECT notes FROM indexed WHERE article_id = a.id)"
_LINES = "a.headings || char(10) || coalesce(a.dateline, '') || char(10) || coalesce(a.source_note, '')"
_TEXTS = {"title": "a.title, a.kicker, a.subtitle", "byline": "a.byline", "region": _PATHS, "topic": _LABELS,
          "note": _NOTES}


def functions(base: sqlite3.Connection) -> None:
    """What the SQL made here needs of a connection."""
    base.create_function("says", -1, matching.says, deterministic=True)
    base.create_function("reads", -1, matching.reads, deterministic=True)
    base.create_function("thing", 2, matching.is_thing, deterministic=True)


@dataclass(frozen=True, slots=True)
class Question:
    """A selection understood. `standing` says for each term in which fields any article has all parts of it, `common`
    which parts of it most articles have.
    """

    asked: Asked
    filters: tuple[Filter, ...]
    standing: dict[Term, tuple[str, ...]]
    common: dict[Term, frozenset[str]]


def question(base: sqlite3.Connection, selection: Selection) -> Question:
    asked = understand(selection.typed)
    standing = {term: tuple(one for one in ([term.field] if term.field else _TEXTS) if _stands(base, term, one))
                for term in asked.terms if term.field != "paper"}
    common = {term: _common(base, term) for term in asked.terms if not term.field and not term.exclude}
    return Question(asked, selection.filters, standing, common)


def query(
    base: sqlite3.Connection, question: Question, fields: Sequence[str] = EVERYWHERE, roughly: bool = False
) -> Query:
    """SELECT of the ids of the cases that answer, to which ORDER can be added. Words without a field of their own are
    looked for in `fields` ("" for everywhere). `roughly` is for counting very many: no text is looked at, so that they
    are candidates.
    """
    wanted = Wanted(roughly=roughly)
    _words(base, question, fields, wanted)
    amounts.narrow(base, question.asked, wanted)
    _filters(base, question.filters, wanted)
    expression = matching.all_of(wanted.expressions, wanted.without)
    where = "".join(f" AND {condition}" for condition in wanted.conditions)
    if wanted.among is not None:
        few = ", ".join(map(str, wanted.among))
        if expression == matching.EVERYTHING:
            where = where.replace("words.rowid", "a.id")
            return f"SELECT a.id AS id FROM articles a WHERE a.id IN ({few}){where}", tuple(wanted.values)
        where += f" AND +words.rowid IN ({few})"
    beside = " CROSS JOIN articles a ON a.id = words.rowid" if "a." in where else ""
    return f"SELECT words.rowid AS id FROM words{beside} WHERE words MATCH ?{where}", (expression, *wanted.values)


def cost(sql: str) -> int:
    """What it costs to look at each row the index finds: 0 where that alone tells, 10 for readings, 1 for all else."""
    return 10 if "reads(" in sql else int("says(" in sql or "EXISTS" in sql or "IN (SELECT" in sql)


def apart(base: sqlite3.Connection, question: Question, few: int) -> tuple[Question, list[tuple[Query, bool]]]:
    """The question without the amounts that are quicker looked up by themselves, and for each of these the SELECT of
    its cases, and whether they are excluded. One of a thing that no more than `few` cases tell of is quicker within.
    """
    kept = tuple(one for one in question.asked.figures if not (one.amount and one.amount.dimension)
                 or (not one.exclude and amounts.rare(base, one, few)))
    gone = [(amounts.measured(one), one.exclude) for one in question.asked.figures if one not in kept]
    return replace(question, asked=replace(question.asked, figures=kept)), gone


def value_nodes(base: sqlite3.Connection, facet: str, condition: str, values: Sequence[object]) -> list[int]:
    """The numbers of the values of a facet for whose key the condition holds."""
    return [number(VALUE, one) for (one,) in base.execute(
        f"SELECT id FROM facet_values WHERE facet = ? AND {condition} LIMIT {VALUES}", (facet, *values))]


def collected(one: Filter) -> Query:
    """SELECT of the cases of a collection, or of the starred."""
    if one.facet == "starred":
        return "SELECT article_id AS id FROM starred WHERE article_id IS NOT NULL", ()
    key = int(one.key) if one.key.isascii() and one.key.isdigit() and len(one.key) < 19 else -1
    return "SELECT article_id AS id FROM collected WHERE collection_id = ? AND article_id IS NOT NULL", (key,)


def _words(base: sqlite3.Connection, question: Question, fields: Sequence[str], wanted: Wanted) -> None:
    asked = question.asked
    papers: list[str] = []
    for term in asked.terms:
        if term.field == "paper":
            nodes = matching.nodes(value_nodes(base, "paper", "says(?, ?, key)", (term.words, term.closed)))
            (wanted.without if term.exclude else papers).append(nodes)
            continue
        where = (term.field,) if term.field else EVERYWHERE if term.exclude else fields
        where = tuple(one for one in where if not one or one in question.standing[term])
        loose = matching.is_loose(term, where)
        if not term.exclude:
            passed = question.common.get(term, frozenset()) if loose and not wanted.roughly else frozenset()
            wanted.expressions.append(matching.expression(term, where, passed))
        elif not loose:
            wanted.without.append(matching.expression(term, where))
        if loose and not wanted.roughly:
            wanted.condition(*_held(term, where, question.standing[term]), term.exclude)
    if papers:
        wanted.expressions.append(matching.either(papers))
    _dates(base, [span for span in asked.dates if not span.exclude], wanted)
    for span in asked.dates:
        if span.exclude and span.of_years:
            wanted.without.append(matching.nodes(_years(base, span)))
        elif span.exclude and not wanted.roughly:
            wanted.condition(*_came_out([span]), True)


def _dates(base: sqlite3.Connection, included: Sequence[Dates], wanted: Wanted) -> None:
    """The index has years alone: of months and days it finds candidates."""
    if included:
        wanted.expressions.append(matching.nodes(year for span in included for year in _years(base, span)))
    if not wanted.roughly and not all(span.of_years for span in included):
        wanted.condition(*_came_out(included), False)


def _years(base: sqlite3.Connection, span: Dates) -> list[int]:
    return value_nodes(base, "year", "key BETWEEN ? AND ?", (span.first[:4], span.last[:4]))


def _came_out(several: Sequence[Dates]) -> Query:
    """The condition that the paper of a case came out in one of these times, as far as anybody said."""
    each = " OR ".join(["coalesce(i.date, p.date) BETWEEN ? AND ?"] * len(several))
    return ("EXISTS (SELECT 1 FROM pages p LEFT JOIN indexed i ON i.article_id = a.id "
            f"WHERE p.id = a.page_id AND ({each}))"), tuple(end for span in several for end in span.between)


def _held(term: Term, fields: Sequence[str], standing: Sequence[str]) -> Query:
    """The condition that an article holds the term in one of the fields, those where it stands at all. The cheapest
    ways come first, for the text has nearly every word.
    """
    ways: list[str] = []
    values: list[object] = []
    if "" in fields:
        if matching.is_literal(term):
            ways += ["instr(a.text, ?)", f"instr({_LINES}, ?)",
                     f"(a.id IN (SELECT article_id FROM variants) AND says(?, 0, a.text, {_LINES}))"]
            values += [term.words] * 3
        else:
            ways.append(f"says(?, ?, a.text, {_LINES})")
            values += [term.words, term.closed]
    for one, texts in _TEXTS.items():
        if one in standing and not {"", one}.isdisjoint(fields):
            ways.append(f"says(?, ?, {texts})")
            values += [term.words, term.closed]
            if matching.letters(term) and one in READ:
                ways.append(f"reads(?, {texts})")
                values.append(matching.letters(term))
    return f"({' OR '.join(ways) or '0'})", tuple(values)


def _stands(base: sqlite3.Connection, term: Term, field: str) -> bool:
    """Whether any article has all parts of the term in a field. Most words are in no title: their first parts tell."""
    return all(base.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (expression,)).fetchone()
               for expression in (*matching.parts(term, field), matching.expression(term, (field,))))


def _common(base: sqlite3.Connection, term: Term) -> frozenset[str]:
    """The parts of a term that most of the newest articles have. Where texts are looked at anyway, such a part costs
    the index of a large library more than it spares: 一个 of 一个方式进入. Some part is always left.
    """
    parts = needed(term.words) if matching.is_literal(term) else []
    if len(parts) < 2:
        return frozenset()
    (newest,) = base.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    if newest < _LARGE:
        return frozenset()
    asked = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET {_NEWEST - 1}"
    last = {part: base.execute(asked, (f'"{part}"',)).fetchone() for part in parts}
    found = frozenset(part for part, row in last.items() if row and newest - row[0] < _AMONG)
    return found if len(found) < len(parts) else frozenset()


def _filters(base: sqlite3.Connection, filters: Sequence[Filter], wanted: Wanted) -> None:
    for facet in dict.fromkeys(one.facet for one in filters):
        of_facet = [one for one in filters if one.facet == facet]
        included = [one for one in of_facet if not one.exclude]
        excluded = [one for one in of_facet if one.exclude]
        if facet in ("collection", "starred"):
            _lists(base, included, excluded, wanted)
            continue
        if included:
            wanted.expressions.append(matching.nodes(_known(base, included)))
        wanted.without += [matching.nodes([node]) for node in _known(base, excluded)]


def _known(base: sqlite3.Connection, filters: Iterable[Filter]) -> list[int]:
    return [node for one in filters if (node := node_of(base, one.facet, one.key)) is not None]


def _lists(base: sqlite3.Connection, included: list[Filter], excluded: list[Filter], wanted: Wanted) -> None:
    """Lists are not in the index: they change too often."""
    if included:
        queries = [collected(one) for one in included]
        sql, values = " UNION ".join(one for one, _ in queries), [value for _, more in queries for value in more]
        found = base.execute(f"SELECT * FROM ({sql}) LIMIT {FEW + 1}", values).fetchall()
        if len(found) <= FEW:
            wanted.only(case for (case,) in found)
        else:
            wanted.condition(f"+words.rowid IN ({sql})", values, False)
    for one in excluded:
        sql, more = collected(one)
        wanted.conditions.append(f"+words.rowid NOT IN ({sql})")
        wanted.values += more
