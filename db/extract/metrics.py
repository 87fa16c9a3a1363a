"""Text -> the quantities it states, each with the words it came from."""

from db.extract.places import Places
from db.model import Metric, Pair


def find(text: str, places: Places) -> tuple[tuple[Metric, ...], tuple[Pair, ...]]:
    """The metrics of `text` in its order, and the pairs among them. Numbers inside `places.mentions` are names."""
    return (), ()
