"""Reading many files at once: each is read and taken apart in a process of its own, in the order they were given.

A process that dies takes nothing with it: what it had in hand is read once more, by itself.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import closing
from typing import Any

from db.intake.files import Item, Opener
from db.intake.reading import Task, Then, as_it_is, broken_off, read, task
from db.model import Reading

FEW = 24  # files that are read here: starting the others costs as much as ten pages
MOST = 8  # processes; each holds the lexicon
_AHEAD = 32  # files handed out per process: a long one, or pages being stored together, hold up none
_IN_HAND = 256 << 20  # bytes handed out at once
_ASKED = 0.1  # seconds between two looks whether it was cancelled

_LOST = (BrokenExecutor, OSError)  # a process is gone, or could not be had

_log = logging.getLogger(__name__)
_known: frozenset[str] = frozenset()


def readings(
    items: Sequence[Item], known: frozenset[str] = frozenset(), cancelled: Callable[[], bool] = lambda: False,
    then: Then = as_it_is, processes: int | None = None, *, apart: bool = False,
) -> Iterator[Any]:
    """What `then` makes of each item that was read and taken apart, in order; a text whose digest is `known` is not
    taken apart.

    Between two items `cancelled` is asked. `processes` is how many work at it, as many as there are cores where None.
    `apart` has even a single file read in another process: a window must not stand still for it.
    """
    if processes is None:
        processes = min(MOST, _cores()) if len(items) >= FEW else 1
    processes = max(1, min(processes, len(items)))  # all are started at once, and each holds the lexicon
    crew = _crew(processes, known) if processes > 1 or apart else None
    opener = Opener()
    try:
        if crew is not None:
            yield from _shared_out(items, opener, known, cancelled, then, crew, processes)
        else:
            for item in items:
                if cancelled():
                    return
                yield read(task(item, opener), known, then)
    finally:
        opener.close()


def _shared_out(items: Sequence[Item], opener: Opener, known: frozenset[str], cancelled: Callable[[], bool], then: Then,
                crew: ProcessPoolExecutor, processes: int) -> Iterator[Any]:
    out: deque[tuple[Item, Future | Reading]] = deque()
    coming = iter(items)
    ended = False
    try:
        while True:
            while not ended and len(out) < _AHEAD * processes and sum(item.size for item, _ in out) < _IN_HAND:
                item = next(coming, None)
                if item is None:
                    ended = True
                    break
                out.append((item, _handed(item, opener, crew, then)))
            if not out:
                return
            item, coming_back = out[0]
            if isinstance(coming_back, Future):
                while not wait([coming_back], timeout=_ASKED).done:
                    if cancelled():
                        return
                if isinstance(coming_back.exception(), _LOST):
                    crew.shutdown()
                    with closing(_one_by_one(out, opener, known, then)) as found:
                        for reading in found:
                            if cancelled():
                                return
                            yield reading
                    out.clear()
                    crew = _crew(processes, known) or crew
                    continue
                coming_back = coming_back.result()
            else:
                coming_back = then(coming_back)
            out.popleft()
            if cancelled():
                return
            yield coming_back
    finally:
        crew.shutdown(cancel_futures=True)


def _handed(item: Item, opener: Opener, crew: ProcessPoolExecutor, then: Then) -> Future | Reading:
    handed = task(item, opener)
    if isinstance(handed, Reading):
        return handed
    try:
        return crew.submit(_work, handed, then)
    except _LOST as error:  # found out only now; told like any other loss
        lost: Future = Future()
        lost.set_exception(error)
        return lost


def _one_by_one(
    out: Iterable[tuple[Item, Future | Reading]], opener: Opener, known: frozenset[str], then: Then
) -> Iterator[Any]:
    """What was in hand when a process was lost: what was done already, and what was not one at a time, so that it is
    known which one it was lost with.
    """
    crew = _crew(1, known)
    try:
        for item, coming_back in out:
            if isinstance(coming_back, Future) and coming_back.done() and coming_back.exception() is None:
                yield coming_back.result()
                continue
            if isinstance(coming_back, Future):
                coming_back = _handed(item, opener, crew, then) if crew else task(item, opener)
            if isinstance(coming_back, Future):
                try:
                    done = coming_back.result()
                except BrokenExecutor:
                    _log.error("reading %s ends the process", item.name)
                    coming_back = Reading(item.name, error=broken_off(item.name))
                    crew.shutdown()
                    crew = _crew(1, known)
                except OSError:  # no more processes are to be had
                    coming_back = task(item, opener)
                else:
                    yield done
                    continue
            yield read(coming_back, known, then)
    finally:
        if crew:
            crew.shutdown(cancel_futures=True)


def _crew(processes: int, known: frozenset[str]) -> ProcessPoolExecutor | None:
    """Processes to hand files to; None where the system has none to give (a sandbox without semaphores)."""
    try:
        # Spawned, not forked: the window's threads and connections are none of their business.
        return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (known,))
    except (OSError, ImportError, NotImplementedError) as error:
        _log.warning("no processes to share the work out to: %s", error)
        return None


def _begin(known: frozenset[str]) -> None:
    """In a new process: know what is known, leave Ctrl+C to the one who asked, and end when that one ends."""
    global _known
    _known = known
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)  # the window comes first
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _work(task: Task, then: Then) -> Any:
    return read(task, _known, then)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))  # those this process may use
    except AttributeError:
        return os.cpu_count() or 1
