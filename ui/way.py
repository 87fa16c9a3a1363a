"""The tree's keys of a case: how the navigator and the breadcrumb get from a root to it."""

from db.model import Article

REGIONS = ("root:regions",)
TOPICS = ("root:topics",)


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
