"""What is measured in a text, wherever it plays."""

from db.extract import metrics
from db.extract.places import Places
from db.model import Metric

NOWHERE = Places((), None, ())


def found(text: str) -> tuple[Metric, ...]:
    return metrics.find(text, NOWHERE)[0]


def told(text: str) -> list[tuple[str, str]]:
    """(quantity, subject) of each metric."""
    return [(m.text, m.subject) for m in found(text)]
