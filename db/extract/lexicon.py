"""Loads what resources/lexicon holds for reading places and topics, each file once and only when first asked for."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

import resources


@cache
def table(name: str) -> dict:
    """The TOML file `name` of resources/lexicon as nested dicts. Callers must not change it."""
    return tomllib.loads(resources.path(f"lexicon/{name}.toml").read_text(encoding="utf-8"))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of the text file `name` of resources/lexicon that are not comments."""
    text = resources.path(f"lexicon/{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def skipping(starts: Iterable[str]) -> re.Pattern:
    """Finds where one of `starts`, of two characters each, may stand, and little else; a search skips to its set."""
    first, second = (re.escape("".join(sorted(set(chars)))) for chars in zip(*starts, strict=True))
    return re.compile(f"[{first}](?=[{second}])")
