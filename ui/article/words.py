"""The words that dress an article: those of its repairs, of its places, of what a person did to its page."""

from db.model import Article, Repair
from ui.i18n import later, tr

REPAIR_WORDS = {
    "joined_column_break": later("已接栏"),
    "moved_continuation": later("已移回"),
    "corrected_name": later("已更名"),
    "added_heading": later("补标题"),
    "dropped_duplicate": later("去重"),
}


def places(article: Article) -> list[str]:
    """The paths of the regions, the primary one first, each once."""
    paths = [region.path for region in article.regions]
    first = [article.primary_region] if article.primary_region else []
    return list(dict.fromkeys(first + paths))


def place_label(path: str, whole: bool) -> str:
    """The words on a place's chip: its name, and for the primary place (`whole`) its province before it, or its city
    where it is a town or smaller.
    """
    names = path.split("/")
    above = names[0] if len(names) < 4 else names[1]
    return above + names[-1] if whole and len(names) > 1 else names[-1]


def repair_note(repairs: tuple[Repair, ...]) -> str:
    """One line for the head of the article: how many places were repaired, and what shows nowhere else."""
    words = [tr(REPAIR_WORDS[repair.kind]) for repair in repairs]
    counted = [f"{word} {words.count(word)}" for word in dict.fromkeys(words)]
    return tr("本文修复 {n} 处：{what}", n=len(repairs), what=tr("，").join(counted))
