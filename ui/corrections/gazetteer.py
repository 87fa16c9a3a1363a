"""The names of the places there are, for typing one: from the gazetteer of the extraction, loaded when first asked."""

from bisect import bisect_left
from functools import cache

from db.model import Region

MOST = 12  # places offered at once


def ready() -> None:
    """Load the names, a third of a second; may be called in any thread, before the others."""
    _paths()
    _towns()


def is_ready() -> bool:
    return bool(_towns.cache_info().currsize)


def matching(typed: str, most: int = MOST) -> list[Region]:
    """The places whose name begins with, then contains, what was typed; the larger ones first."""
    from db.extract.geography.gazetteer import gazetteer

    typed = "".join(typed.split())
    if not typed:
        return []
    names = gazetteer()
    exact = [*names.full.get(typed, ()), *names.short.get(typed, ())]
    begins = [n for n, one in enumerate(names.divisions) if one.name.startswith(typed)]
    holds = [n for n, one in enumerate(names.divisions) if len(typed) > 1 and typed in one.name]
    found = [Region(names.divisions[n].path, names.divisions[n].code) for n in dict.fromkeys([*exact, *begins, *holds])]
    if len(typed) > 1 and len(found) < most:
        towns = _towns()
        at = bisect_left(towns, (typed,))
        while at < len(towns) and towns[at][0].startswith(typed) and len(found) < most:
            name, owner = towns[at]
            above = names.divisions[owner]
            found.append(Region(f"{above.path}/{name}", names.towns(owner)[name]))
            at += 1
    return found[:most]


def known(path: str) -> Region | None:
    """The place with this path, or a place below a known one (a village); None where the path begins nowhere."""
    from db.extract.geography.gazetteer import gazetteer

    parts = [part.strip() for part in path.replace("›", "/").replace("／", "/").split("/") if part.strip()]
    names, paths = gazetteer(), _paths()
    path = "/".join(parts)
    if path in paths:
        return Region(path, names.divisions[paths[path]].code)
    if len(parts) < 2:
        return None
    above = paths.get("/".join(parts[:-1]))
    if above is not None:
        return Region(path, names.towns(above).get(parts[-1]))
    return Region(path, None) if known("/".join(parts[:-1])) else None


@cache
def _paths() -> dict[str, int]:
    from db.extract.geography.gazetteer import gazetteer

    return {one.path: n for n, one in enumerate(gazetteer().divisions)}


@cache
def _towns() -> list[tuple[str, int]]:
    from db.extract.geography.gazetteer import gazetteer

    return sorted((name, owner) for name, several in gazetteer().owners.items() for owner in several)
