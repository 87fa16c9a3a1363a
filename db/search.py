"""Door of db.finding: what is typed, held against what is written."""

from db.finding.folding import fold
from db.finding.language import understand
from db.finding.snippets import Read, finder, places, snippet

__all__ = ["Read", "finder", "fold", "places", "snippet", "understand"]
