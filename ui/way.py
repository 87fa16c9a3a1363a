"""The tree's keys of a case: how the navigator and the breadcrumb get from a root to it."""

from collections.abc import Callable
from dataclasses import replace

from db.extract import topics
from db.model import Article, Branch
from ui.i18n import language

REGIONS = ("root:regions",)
TOPICS = ("root:topics",)
LISTS = "root:lists"


def topic_label(code: str) -> str:
    """What a topic is called in the language in use."""
    return topics.label(code, language())


def in_words(branches: Callable[..., tuple[Branch, ...]]) -> Callable[..., tuple[Branch, ...]]:
    """`branches` with its topics named in the language in use; a library keeps their Chinese names."""

    def named(branch: Branch) -> Branch:
        code = branch.key.partition(":")[2]
        return replace(branch, label=topic_label(code)) if branch.kind == "topic" and code else branch

    def asked(*place: object) -> tuple[Branch, ...]:
        return tuple(named(branch) for branch in branches(*place))

    return branches if language() == "zh" else asked


def with_lists(lists: Callable[..., tuple[Branch, ...]],
               branches: Callable[..., tuple[Branch, ...]]) -> Callable[..., tuple[Branch, ...]]:
    """One tree of the `lists` a reader keeps and, below them, of the library's own `branches`."""

    def asked(parent: str = "", offset: int = 0, limit: int | None = None) -> tuple[Branch, ...]:
        if parent:
            return (lists if parent == LISTS or parent.startswith("list:") else branches)(parent, offset, limit)
        return (*lists(), *branches())[offset:None if limit is None else offset + limit]

    return asked


def region_keys(path: str) -> list[tuple[str, str]]:
    """(key, label) of each level of a region path, the province first."""
    levels = path.split("/") if path else []
    return [("region:" + "/".join(levels[: n + 1]), label) for n, label in enumerate(levels)]


def region_trail(path: str) -> list[str]:
    """The keys from the root of the regions to the node of `path`; "" is the node of the cases without a place."""
    return [*REGIONS, *(key for key, _ in region_keys(path) or [("region:", "")])]


def topic_trail(code: str) -> list[str]:
    """The keys from the root of the topics to the node of `code`, which may be a finer one ("community/grid")."""
    top = code.split("/")[0]
    return [*TOPICS, f"topic:{top}", *([f"topic:{code}"] if code != top else [])]


def trail(key: str) -> list[str]:
    """The keys from a root to the node of `key`."""
    kind, _, rest = key.partition(":")
    return region_trail(rest) if kind == "region" else topic_trail(rest)


def case_trail(article: Article) -> list[str]:
    """The keys to the place of a case in the tree of regions."""
    return region_trail(article.primary_region or (article.regions[0].path if article.regions else ""))
