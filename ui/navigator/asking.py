"""The questions the navigator asks, and has answered elsewhere."""

from collections.abc import Callable
from typing import Protocol

from db.selection import Facet, FacetValue, Found, Selection

# (selection, facet, parent key, what to do with the answer); what Inquirer.facets does.
Asking = Callable[[Selection, Facet, str, Callable[[tuple[FacetValue, ...]], object]], None]


class Asker(Protocol):
    """What answers: ui.inquiring.Inquirer. Answers come later, in the GUI thread, to the newest question only."""

    def find(self, wanted: Selection, limit: int, offset: int, then: Callable[[Found], object]) -> None: ...
    def suggest(self, begun: str, facets: tuple[Facet, ...], then: Callable[[tuple], object]) -> None: ...
    def count(self, wanted: Selection, then: Callable[[Found], object]) -> None: ...
    facets: Asking
    def forget(self) -> None: ...
