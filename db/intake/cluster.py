"""Reading very many files on a Dask cluster: the same pure function, on whatever machines have joined it.

The files are read here and sent there, so that nobody else needs them; results come back in the order of the files,
whoever has them first. What a worker had in hand when it was lost is given to another by the scheduler. Every result
says which program made it: a library is not filled by two that differ.
"""

import hashlib
import logging
import re
import socket
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import db
import resources
from db.errors import CasebookError
from db.intake.files import Item, Opener
from db.intake.reading import Task, Then, as_it_is, broken_off, defective, read, task
from db.model import Reading

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECTING = 10  # seconds a scheduler may take to answer
WITHOUT = 60  # seconds to go on for without any worker
_AHEAD = 6  # files handed out for each thread of the workers
_IN_HAND = 256 << 20  # bytes handed out at once
_ASKED = 0.1  # seconds between two looks whether it was cancelled
_COUNTED = 2.0  # seconds between two looks at how many workers there are

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?P<host>\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):(?P<port>\d+)/?")

_log = logging.getLogger(__name__)


def readings(
    items: Sequence[Item], known: frozenset[str], cancelled: Callable[[], bool], then: Then = as_it_is, *, address: str
) -> Iterator[Any]:
    """What `then` makes of each item that was read and taken apart, in order; a text whose digest is `known` is not
    taken apart.

    `address` is the scheduler's, as tcp://host:8786. Raises CasebookError where distributed is not installed, where no
    one answers, where all workers are gone for good, or where one has another version of this program.
    """
    opener = Opener()
    try:
        with _connected(address) as client:
            yield from _Handing(client, items, opener, known, then, address).readings(cancelled)
    finally:
        opener.close()


class _Handing:
    """Files on their way to the workers and back."""

    def __init__(self, client: "Client", items: Sequence[Item], opener: Opener, known: frozenset[str], then: Then,
                 address: str) -> None:
        self._client = client
        self._coming = iter(items)
        self._opener = opener
        self._then = then
        self._address = address
        self._known = client.submit(_shortened, b"".join(map(bytes.fromhex, sorted(known))), pure=False)
        self._out: deque[tuple[Item, Future | Reading]] = deque()
        self._bytes = 0
        self._threads, self._counted, self._last_seen = 0, 0.0, time.monotonic()

    def readings(self, cancelled: Callable[[], bool]) -> Iterator[Any]:
        while True:
            self._count()
            self._hand_out()
            if not self._out or cancelled():
                return
            item, coming = self._out[0]
            if not isinstance(coming, Reading):
                if not self._done(coming):
                    continue
                coming = self._result(item, coming)
            if isinstance(coming, Reading) and coming.error is not None:  # told here
                coming = self._then(coming)
            self._out.popleft()
            self._bytes -= item.size
            yield coming

    def _hand_out(self) -> None:
        while len(self._out) < max(_AHEAD * self._threads, _AHEAD) and self._bytes < _IN_HAND:
            item = next(self._coming, None)
            if item is None:
                return
            handed = task(item, self._opener, carried=True)
            if isinstance(handed, Task):
                handed = self._client.submit(_work, handed, self._known, self._then, pure=False)
            self._out.append((item, handed))
            self._bytes += item.size

    def _done(self, coming: "Future") -> bool:
        """Whether it is there, which is waited for a moment."""
        with suppress(TimeoutError):
            coming.exception(timeout=_ASKED)
        return coming.done()

    def _result(self, item: Item, coming: "Future") -> Reading:
        from distributed.scheduler import KilledWorker

        try:
            program, reading = coming.result()
        except KilledWorker:  # several were lost with it, one after the other
            _log.error("reading %s ends the workers", item.name)
            return Reading(item.name, error=broken_off(item.name))
        except Exception as error:
            if isinstance(error, ImportError) or isinstance(error.__cause__, ImportError):
                raise CasebookError(
                    "集群“{address}”里没有案例册（{reason}）。请在调度程序和各个工作进程的机器上安装与本机同一版本的案例册，"
                    "让它们从程序所在的文件夹启动，再运行同一条命令。",
                    address=self._address, reason=error.__cause__ or error) from error
            if coming.cancelled() or coming.status == "lost" or self._client.status != "running":
                raise self._cut_off() from error
            _log.exception("reading %s failed", item.name)
            return Reading(item.name, error=defective(item.name, error))
        if program != _program():
            raise CasebookError(
                "集群“{address}”里的案例册与本机的不是同一版本。请把各台机器更新到同一版本，再运行同一条命令。",
                address=self._address)
        return reading

    def _count(self) -> None:
        """Look how many there are to work, now and then; too long without any is an end."""
        now = time.monotonic()
        if now - self._counted < _COUNTED:
            return
        self._counted = now
        try:
            self._threads = sum(self._client.nthreads().values())
        except Exception as error:  # whatever the connection dies of
            raise self._cut_off() from error
        if self._threads:
            self._last_seen = now
        elif now - self._last_seen > WITHOUT:
            raise _nobody(self._address)

    def _cut_off(self) -> CasebookError:
        return CasebookError(
            "与集群“{address}”的联系断了；此前读完的都已保存。请等它恢复后再运行同一条命令，会接着导入。",
            address=self._address)


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    if find_spec("distributed") is None:
        if getattr(sys, "frozen", False):  # nothing can be installed into it
            raise CasebookError("这个打包好的程序不带连接集群的部分。请在程序的源代码文件夹里用 Python 运行同一条命令，"
                                "或改用 --jobs 在本机的几个进程里导入。")
        raise CasebookError("没有安装连接集群用的 distributed。请先运行 pip install -r requirements-cluster.txt，"
                            "或改用 --jobs 在本机的几个进程里导入。")
    _look(address)
    from distributed import Client

    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is to be said is said here
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other versions of libraries we have no dealings with; large files
        try:
            client = Client(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise _unreachable(address) from error
        try:
            try:
                client.wait_for_workers(1, timeout=CONNECTING)
            except TimeoutError as error:
                raise _nobody(address) from error
            yield client
        finally:
            client.close(timeout=CONNECTING)


def _look(address: str) -> None:
    """Raise CasebookError where nobody listens at the address, which takes the client long to find out."""
    found = _ADDRESS.fullmatch(address)
    try:
        if not found:
            raise ValueError(address)
        with socket.create_connection((found["host"].strip("[]"), int(found["port"])), timeout=CONNECTING):
            pass
    except (OSError, ValueError, OverflowError) as error:
        raise _unreachable(address) from error


def _unreachable(address: str) -> CasebookError:
    return CasebookError("连不上集群“{address}”。请检查地址（形如 tcp://主机:8786）、调度程序是否在运行、网络是否通。",
                         address=address)


def _nobody(address: str) -> CasebookError:
    return CasebookError(
        "集群“{address}”里没有工作进程。请在各台机器上启动 dask worker，再运行同一条命令，会接着导入。",
        address=address)


def _work(handed: Task, known: frozenset[bytes], then: Then) -> tuple[str, Any]:
    """On a worker: the page, and which program made it."""
    return _program(), read(handed, _Known(known), then)


def _shortened(digests: bytes) -> frozenset[bytes]:
    """A few bytes of each digest, which is enough: of a page that is `already` there the library is asked once more."""
    return frozenset(digests[at : at + 8] for at in range(0, len(digests), 32))


class _Known:
    """Whether a text is known by its digest."""

    def __init__(self, shortened: frozenset[bytes]) -> None:
        self._shortened = shortened

    def __contains__(self, digest: str) -> bool:
        return bytes.fromhex(digest)[:8] in self._shortened


@cache
def _program() -> str:
    """What this program is known by, as far as it reads and prepares pages: its sources and its lexicon."""
    files = sorted(Path(db.__file__).parent.rglob("*.py"))
    files += sorted(file for file in resources.path("lexicon").iterdir() if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes().replace(b"\r\n", b"\n") for file in files)).hexdigest()
