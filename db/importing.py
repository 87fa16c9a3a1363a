"""Files -> text -> articles -> library, one page at a time, telling how it goes.

`import_files` brings everything in at once. `read_files` only reads, so that a person can look before `keep` keeps.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from db.errors import CasebookError
from db.intake import files as ingest
from db.intake import workers
from db.intake.reading import Readings, Then, as_it_is, defective
from db.library import Library
from db.model import Bounds, Progress, Reading
from db.store.preparing import prepared

MANY = workers.FEW  # files from which on pages are stored together, which is far less work than each by itself
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
    with closing(taken_apart(paths, library, cancelled=cancelled, by=by, then=prepared)) as readings:
        for several in _together(as_set(one, library) for one in readings):
            yield from keep(several, library)


def read_files(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False,
    by: Readings = workers.readings,
) -> Iterator[Reading]:
    """Read files, and those in folders and archives, and take each apart; nothing is kept.

    `library` may be open for reading only: it is asked for the pages it holds already.
    """
    with closing(taken_apart(paths, library, cancelled=cancelled, by=by)) as readings:
        for reading in readings:
            yield as_set(reading, library)


def taken_apart(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False,
    by: Readings = workers.readings, then: Then = as_it_is,
) -> Iterator:
    """As `read_files`, but without what a person set on such pages before (see `as_set`); what `then` makes of each
    reading in the process that read it, which has the fields done, total and seconds_left.
    """
    items = ingest.items(paths, cancelled=cancelled)
    clock = _Clock(item.size for item in items)
    with closing(by(items, library.digests(), cancelled, then)) as readings:
        for done, reading in enumerate(readings, 1):
            yield replace(reading, done=done, total=len(items), seconds_left=clock.left(done))


def as_set(reading: Reading, library: Library) -> Reading:
    """The reading with the boundaries a person set before on this page, or on the one it was before it was edited."""
    steps = library.bounds_like(reading.text) if reading.page is not None else ()
    if not steps:
        return reading
    from db.patching import boundaries

    replay = boundaries.replay(reading.text, reading.page, steps)
    if not replay.said:
        return reading
    return replace(reading, page=replay.page, bounds=Bounds(reading.page, steps), prepared=None)


def keep(readings: Sequence[Reading], library: Library, *, part: bool = False) -> list[Progress]:
    """Store what was read, as a person left it, in one transaction; what became of each, in order.

    Where anything is refused each is stored by itself, to see which it is: an error is told, and stops nothing. As a
    `part` of a transaction that is open (Library.at_once) what the library refuses is raised, for it ends the whole.
    """
    try:
        return _kept(readings, library)
    except Exception as error:
        if part and isinstance(error, CasebookError):
            raise
        if len(readings) > 1:
            return [step for one in readings for step in keep([one], library, part=part)]
        (reading,) = readings
        if not isinstance(error, CasebookError):  # a defect of ours on one page must not cost the others
            _log.exception("keeping %s failed", reading.name)
            error = defective(reading.name, error)
        return [_told(reading, error)]


def _kept(readings: Sequence[Reading], library: Library) -> list[Progress]:
    added = iter(library.bring([_with_page(one, library) for one in readings if one.error is None]))
    return [_told(one, one.error) if one.error is not None
            else Progress(one.done, one.total, one.name, next(added), None, one.seconds_left) for one in readings]


def _told(reading: Reading, error: CasebookError) -> Progress:
    return Progress(reading.done, reading.total, reading.name, None, str(error), reading.seconds_left, error)


def _with_page(reading: Reading, library: Library) -> Reading:
    """The reading; where its page was held when it was read, and was taken out since, it is read anew."""
    if reading.page is not None or reading.prepared is not None or library.page_with(reading.text) is not None:
        return reading
    from db import extract  # only here: a window that keeps what was read elsewhere need not have it

    return replace(reading, page=extract.read_page(reading.text), bounds=None)


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
