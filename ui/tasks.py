"""The long works on a library, as generators for a job; each has a connection of its own, in the job's thread."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import resources
from db.library import Library
from db.model import Fault, Progress
from ui.jobs import Steps

Cancelled = Callable[[], bool]


def import_steps(library: Path, files: Sequence[Path]) -> Steps:
    """Import `files` into the library at `library`; yields Progress."""

    def steps(cancelled: Cancelled) -> Iterator[Progress]:
        from db.importing import import_files  # brings the whole extraction, which a reader may never need

        with Library.open(library, write=True) as writing:
            yield from import_files(files, writing, cancelled=cancelled)

    return steps


def first_steps(library: Path) -> Steps:
    """Make the library of the first start from the bundled pages; it is at `library` whole or not at all."""

    def steps(cancelled: Cancelled) -> Iterator[Progress]:
        from db.importing import import_files

        half = library.with_name(library.name + ".part")
        library.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        pages = sorted(resources.path("pages").glob("*.txt"))
        try:
            with Library.create(half) as writing:
                yield from import_files(pages, writing, cancelled=cancelled)
            if not cancelled():
                half.replace(library)
        finally:
            half.unlink(missing_ok=True)

    return steps


def verify_steps(library: Path) -> Steps:
    """Check every quotation of the library at `library`; yields a Fault for each that does not hold."""

    def steps(cancelled: Cancelled) -> Iterator[Fault]:
        with Library.open(library) as reading:
            yield from reading.verify(cancelled=cancelled)

    return steps


def is_library(file: Path) -> bool:
    """Whether `file` is to be opened rather than imported; one that is named like a library is, even if it is gone."""
    if file.suffix == ".casebook":
        return True
    try:
        with file.open("rb") as start:
            return start.read(16) == b"SQLite format 3\0"
    except OSError:
        return False
