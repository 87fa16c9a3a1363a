"""One file -> its page taken apart: the pure function that any number of processes and machines can be set to.

The extraction is imported where it is first called for: a window hands files out and need not have it.
"""

import logging
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import formats
from db.errors import CasebookError
from db.intake.files import Item, Opener
from db.model import Reading

# What is done to a reading in the process that made it; a function that another process can import.
Then = Callable[[Reading], Any]

# Items, the digests of the texts that are held already, a way to ask whether it was cancelled, what is done to each
# reading -> each item read and taken apart, in the order of the items; what db.intake.workers and .cluster offer.
Readings = Callable[[Sequence[Item], frozenset[str], Callable[[], bool], Then], Iterator[Any]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, as it is handed to another process."""

    name: str
    path: Path
    data: bytes | None  # what it holds, where it lies in an archive or the reader cannot see the file


def task(item: Item, opener: Opener, *, carried: bool = False) -> Task | Reading:
    """What there is to do for an item, or what is wrong with it; `carried` with the file's bytes in any case."""
    if item.problem:
        return Reading(item.name, error=item.problem)
    try:
        if item.inside:
            return Task(item.name, item.path, opener.data(item))
        return Task(item.name, item.path, formats.data(item.path, item.name) if carried else None)
    except CasebookError as error:
        return Reading(item.name, error=error)


def as_it_is(reading: Reading) -> Reading:
    return reading


def read(task: Task | Reading, known: Container[str] = frozenset(), then: Then = as_it_is) -> Any:
    """What `then` makes of a file that was read and taken apart, or of what is wrong with it.

    One whose text's digest is `known` is read only.
    """
    reading = _read(task, known)
    try:
        return then(reading)
    except Exception as error:  # a defect of ours on one page must not cost the others
        _log.exception("preparing %s failed", task.name)
        return then(Reading(task.name, error=defective(task.name, error)))


def _read(task: Task | Reading, known: Container[str]) -> Reading:
    if isinstance(task, Reading):
        return task
    from db import extract

    try:
        if task.data is None:
            text, source = formats.read(task.path, task.name)
        else:
            text, source = formats.read_bytes(task.data, task.name)
        if source.digest in known:  # taking it apart again would be for nothing
            return Reading(task.name, text, None, source, already=True)
        page = extract.read_page(text)
        if not page.articles:
            raise no_article(task.name)
    except CasebookError as error:
        return Reading(task.name, error=error)
    except MemoryError:
        return Reading(task.name, error=broken_off(task.name))
    except Exception as error:  # a defect of ours on one page must not cost the others
        _log.exception("reading %s failed", task.name)
        return Reading(task.name, error=defective(task.name, error))
    return Reading(task.name, text, page, source)


def no_article(name: str) -> CasebookError:
    return CasebookError("在“{name}”里没有找到文章（标题和正文）。请检查它是不是报纸版面的文字。", name=name)


def broken_off(name: str) -> CasebookError:
    return CasebookError("处理“{name}”时程序中断，这一页没有导入。它可能损坏或太大；请把它另存一份，或拆小后再试。",
                         name=name)


def defective(name: str, error: BaseException) -> CasebookError:
    return CasebookError("处理“{name}”时程序出错（{kind}），这一页没有导入。请把它发给我们。",
                         name=name, kind=type(error).__name__)
