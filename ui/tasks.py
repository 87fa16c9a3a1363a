"""The long works on a library, as generators for a job; each has a connection of its own, in the job's thread."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import resources
from db.comparing import Asked, Key, Line, compare
from db.errors import CasebookError
from db.library import Library
from db.model import Fault, Page, Patch, Progress
from db.selection import Selection
from ui.jobs import Steps
from ui.reviewing.found import Found, Store, ready

Cancelled = Callable[[], bool]
_A_BREATH = 25  # figures that are read at a stretch
_PAGES = 100  # that are stored, or taken out, at a stretch
TELL = 0.05  # seconds between two words on how far it is, where a step takes far less


def read_steps(library: Path, paths: Sequence[Path]) -> Steps:
    """Read the files in `paths` for a person to look at; yields Found. The library at `library` is left as it is."""

    def steps(cancelled: Cancelled) -> Iterator[Found]:
        from db.importing import as_set, taken_apart
        from db.intake import workers

        # Not in this process: loading the extraction, and many of its steps, would hold the window up.
        apart = partial(workers.readings, apart=True)
        with (
            Library.open(library) as reading,
            closing(taken_apart(paths, reading, cancelled=cancelled, by=apart, then=ready)) as files,
        ):
            arranged, store = reading.arranged(), Store()
            for one in files:
                set_before = arranged and one.keepable
                yield (one.once_more(lambda was: as_set(was, reading)) if set_before else one).put_into(store)

    return steps


def keep_steps(library: Path, files: Sequence[Found]) -> Steps:
    """Keep what was read, as one step and in one transaction; yields a list of Progress now and then, and None when all
    is kept for good.

    Ended before that, by whatever it is, it leaves the library as it was.
    """

    def steps(cancelled: Cancelled) -> Iterator[list[Progress] | None]:
        from db.importing import keep

        with Library.open(library, write=True) as writing:
            with writing.one_step(), writing.at_once():
                for at in range(0, len(files), _PAGES):
                    yield keep([replace(one.reading(), done=n, total=len(files))
                                for n, one in enumerate(files[at : at + _PAGES], at + 1)], writing, part=True)
            yield None

    return steps


def remove_steps(library: Path, pages: Sequence[int]) -> Steps:
    """Take the pages of an import out again, as one step and in one transaction; yields now and then how many are out.

    Ended before all are, it leaves the library as it was.
    """

    def steps(cancelled: Cancelled) -> Iterator[int]:
        with Library.open(library, write=True) as writing, writing.one_step(), writing.at_once():
            for at in range(0, len(pages), _PAGES):
                held = []
                for page in pages[at : at + _PAGES]:  # in order: the index writes out what it has where numbers fall
                    with suppress(CasebookError):  # taken out already, by another way
                        writing.page_text(page)
                        held.append(page)
                writing.remove_page(*held, forget=True)
                yield min(at + _PAGES, len(pages))

    return steps


def review_steps(text: str, page: Page, said: Sequence[Patch], step: str = "", facts: Sequence[object] = ()) -> Steps:
    """Take a step of db.extract.regrouping on a page that is being looked at, and of which `said` was said before.

    Yields (page, passages, what was said, and where on the page each of it is) as they are then.
    """

    def steps(cancelled: Cancelled) -> Iterator[tuple]:
        from db.extract import regrouping
        from db.patching import boundaries

        told = (*said, boundaries.said(text, page, step, *facts)) if step else tuple(said)
        made = getattr(regrouping, step)(text, page, *facts) if step else page
        yield made, regrouping.passages(text, made), told, boundaries.places(text, told)

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
                writing.forget_steps()  # she brought in none of it, so there is nothing of hers to undo
            if not cancelled():
                half.replace(library)
        finally:
            half.unlink(missing_ok=True)

    return steps


def update_steps(library: Path) -> Steps:
    """Bring the library at `library` up to date; yields the share that is done. Cancelled, it leaves it usable."""

    class BrokenOff(Exception):  # noqa: N818
        """Takes back what was not finished."""

    def steps(cancelled: Cancelled) -> Iterator[float]:
        told: SimpleQueue[float | BaseException | None] = SimpleQueue()
        last = [0.0]

        def tell(share: float) -> None:
            if cancelled():
                raise BrokenOff
            if time.monotonic() - last[0] > TELL:
                last[0] = time.monotonic()
                told.put(share)

        def work() -> None:
            try:
                Library.update(library, tell)
            except BaseException as error:
                told.put(error)
            else:
                told.put(None)

        # One transaction cannot be left and come back to, so that it cannot be a generator itself.
        worker = Thread(target=work, name="update")
        worker.start()
        try:
            while (step := told.get()) is not None:
                if isinstance(step, BrokenOff):
                    return
                if isinstance(step, BaseException):
                    raise step
                yield step
        finally:
            worker.join()

    return steps


def verify_steps(library: Path) -> Steps:
    """Check every quotation of the library at `library`; yields a Fault for each that does not hold."""

    def steps(cancelled: Cancelled) -> Iterator[Fault]:
        with Library.open(library) as reading:
            yield from reading.verify(cancelled=cancelled)

    return steps


def reextract_steps(library: Path) -> Steps:
    """What the extraction of this program would change in `library`; yields a difference, or None, for each page."""

    def steps(cancelled: Cancelled) -> Iterator[object]:
        with Library.open(library) as reading:
            yield from reading.reextract(cancelled=cancelled)

    return steps


def export_steps(library: Path, cases: Sequence[int] | Selection | None, path: Path, form: str) -> Steps:
    """Write cases of the library at `library` (those with these ids, those that answer, or all) to `path`; yields now
    and then how many are written, and at the end, when the file is there for good, (how many,).
    """

    def steps(cancelled: Cancelled) -> Iterator[int | tuple[int]]:
        from db.exporting import exporting

        with Library.open(library) as reading:
            labels = reading.topic_labels()
            ids = reading.within(cases) if isinstance(cases, Selection) else cases
            told = reading.cases() if ids is None else map(reading.case, ids)
            with closing(exporting(told, path, form, label=lambda code: labels.get(code, code))) as written:
                told_last, count = 0.0, 0
                for count in written:
                    if cancelled():
                        return
                    if time.monotonic() - told_last > TELL:
                        told_last = time.monotonic()
                        yield count
            yield (count,)

    return steps


def across_steps(library: Path, asked: Asked, compared: int) -> Steps:
    """Find the figures that were asked for; yields the Listing, then so many of its first lines as Compared."""

    def steps(cancelled: Cancelled) -> Iterator[object]:
        with Library.open(library) as reading:
            listing = reading.metrics_across(asked, cancelled)
            reading.metric_lines(listing.keys[:1])  # what lines are told by is loaded here, not where they are painted
            yield listing
            lines: list[Line] = []
            for at in range(0, min(len(listing.keys), compared), _A_BREATH):
                # What runs here holds the window up, which is about to show the list: not all at a stretch.
                time.sleep(0.005 if at else 0.1)
                if cancelled():
                    return
                lines += reading.metric_lines(listing.keys[at : min(at + _A_BREATH, compared)])
            partly = len(listing.keys) > compared
            places = reading.places_within(asked.selection, asked.place)
            yield compare(lines, places, partly, lambda n: None if n % 100 else time.sleep(0.005))

    return steps


def line_steps(library: Path, keys: Sequence[Key]) -> Steps:
    """Read the lines of these figures; yields so many at a time."""

    def steps(cancelled: Cancelled) -> Iterator[object]:
        with Library.open(library) as reading:
            for at in range(0, len(keys), _A_BREATH):
                yield reading.metric_lines(keys[at : at + _A_BREATH])
                time.sleep(0.002)

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
