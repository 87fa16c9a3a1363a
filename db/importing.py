"""Files -> text -> articles -> library, one page at a time, telling how it goes.

`import_files` brings everything in at once. `read_files` only reads, so that a person can look before `keep` keeps.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from db.errors import CasebookError
from db.intake import files as ingest
from db.intake import workers
from db.intake.reading import Readings, defective
from db.library import Library
from db.model import Added, Bounds, Progress, Reading

MANY = workers.FEW  # files from which on pages are stored together: a third less work than each by itself
TOGETHER = 250  # pages of one transaction at the most
_WAIT = 0.5  # seconds that pages which were read wait for others

_log = logging.getLogger(__name__)


def import_files(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False,
    by: Readings = workers.readings,
) -> Iterator[Progress]:
    """Bring files, and those in folders and archives, into `library` (open for writing); one step a file, in order.

    Each page comes in whole or not at all. A file that cannot be read or holds no article is told in its step and stops
    nothing. Between files `cancelled` is asked; what was brought before stays. `by` takes the files apart. Whatever
    ends it, the next import of the same files goes on behind the last page that was told.
    """
    with closing(read_files(paths, library, cancelled=cancelled, by=by)) as readings:
        for several in _together(readings):
            yield from _kept_together(several, library) if len(several) > 1 else keep(several, library)


def read_files(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False,
    by: Readings = workers.readings,
) -> Iterator[Reading]:
    """Read files, and those in folders and archives, and take each apart; nothing is kept.

    `library` may be open for reading only: it is asked for the pages it holds already.
    """
    items = ingest.items(paths, cancelled=cancelled)
    clock = _Clock(item.size for item in items)
    with closing(by(items, library.digests(), cancelled)) as readings:
        for done, reading in enumerate(readings, 1):
            yield replace(_as_set(reading, library), done=done, total=len(items), seconds_left=clock.left(done))


def keep(readings: Iterable[Reading], library: Library) -> Iterator[Progress]:
    """Store what was read, as a person left it; a page is one transaction. Errors are handed on, and stop nothing."""
    for reading in readings:
        try:
            step = _step(reading, library)
        except CasebookError as refused:
            step = _failed(reading, refused)
        except Exception as defect:  # a defect of ours on one page must not cost the others
            _log.exception("keeping %s failed", reading.name)
            step = _failed(reading, defective(reading.name, defect))
        yield step


def _together(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Of many pages those that come within half a second, so that nothing is held open while one is waited for."""
    several: list[Reading] = []
    began = 0.0
    try:
        for reading in readings:
            began = began if several else time.monotonic()
            several.append(reading)
            if reading.total < MANY or len(several) >= TOGETHER or time.monotonic() - began > _WAIT:
                yield several
                several = []
    except CasebookError:  # a cluster that is gone: what came before is kept all the same
        yield several
        raise
    if several:
        yield several


def _kept_together(several: list[Reading], library: Library) -> Iterator[Progress]:
    """Store them in one transaction; where anything is refused in it, each by itself, to see which it is."""
    try:
        with library.at_once():
            steps = [_step(reading, library) for reading in several]
    except Exception:
        steps = keep(several, library)
    yield from steps


def _step(reading: Reading, library: Library) -> Progress:
    """Store one page, unless it could not be read; raises what storing raises."""
    if reading.error is not None:
        return _failed(reading, reading.error)
    added, titles = _kept(reading, library)
    return Progress(reading.done, reading.total, reading.name, added, None, titles, reading.seconds_left)


def _failed(reading: Reading, error: CasebookError) -> Progress:
    return Progress(reading.done, reading.total, reading.name, None, str(error), (), reading.seconds_left, error)


def _as_set(reading: Reading, library: Library) -> Reading:
    """The reading with the boundaries a person set before on this page, or on the one it was before it was edited."""
    steps = library.bounds_like(reading.text) if reading.page is not None else ()
    if not steps:
        return reading
    from db.patching import boundaries

    replay = boundaries.replay(reading.text, reading.page, steps)
    return replace(reading, page=replay.page, bounds=Bounds(reading.page, steps)) if replay.said else reading


def _kept(reading: Reading, library: Library) -> tuple[Added, tuple[str, ...]]:
    held = library.page_with(reading.text) if reading.page is None else None
    if held is not None:
        added = Added(held, library.page_cases(held), already=True)
    else:  # where the page was taken out again since it was read, it is read anew
        page = reading.page
        if page is None:
            from db import extract  # only here: a window that keeps what was read elsewhere need not have it

            page = extract.read_page(reading.text)
        added = library.add(reading.text, page, reading.source, reading.bounds if reading.page else None)
        if not added.already:
            return added, tuple(article.title for article in page.articles)
    return added, tuple(library.case(n).article.title for n in added.case_ids)


class _Clock:
    """How long the rest takes, by how long what is done took; larger files take longer."""

    _LEAST = 20_000  # bytes; what a small file takes has little to do with its size

    def __init__(self, sizes: Iterable[int]) -> None:
        self._weights = [self._LEAST + size for size in sizes]
        self._done = 0  # since the first file was done: that one has to wait until everything is loaded
        self._left = sum(self._weights)
        self._began: float | None = None

    def left(self, done: int) -> float | None:
        """Seconds left once `done` files are; None while there is too little to go by."""
        weight = self._weights[done - 1]
        self._left -= weight
        if not self._left:
            return 0.0
        if self._began is None:
            self._began = time.monotonic()
            return None
        self._done += weight
        took = time.monotonic() - self._began
        return took * self._left / self._done if done > 3 or took > 2 else None
