import gc
import threading
import time

import pytest
from PySide6.QtCore import QThread

from ui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()


def watch(job) -> list[tuple]:
    told = []
    job.progressed.connect(lambda step: told.append(("step", step, QThread.currentThread())))
    job.failed.connect(lambda error: told.append(("failed", error, QThread.currentThread())))
    job.ended.connect(lambda whole: told.append(("ended", whole, QThread.currentThread())))
    return told


def test_steps_come_in_order_in_the_gui_thread_and_the_work_is_elsewhere(jobs, qtbot) -> None:
    workers = []

    def steps(cancelled):
        for n in range(5):
            workers.append(threading.get_ident())
            yield n

    job = jobs.prepare(steps)
    told = watch(job)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert [entry[:2] for entry in told] == [*(("step", n) for n in range(5)), ("ended", True)]
    assert {entry[2] for entry in told} == {QThread.currentThread()}
    assert threading.get_ident() not in workers


def test_a_failure_is_told_and_ends_the_job(jobs, qtbot) -> None:
    def steps(cancelled):
        yield 1
        raise ValueError("broken")

    job = jobs.prepare(steps)
    told = watch(job)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert [entry[0] for entry in told] == ["step", "failed", "ended"]
    assert str(told[1][1]) == "broken"
    assert told[2][1] is False


def test_cancelling_stops_between_two_steps_and_closes_the_generator(jobs, qtbot) -> None:
    closed = []

    def steps(cancelled):
        try:
            n = 0
            while True:
                yield n
                n += 1
                time.sleep(0.005)
        finally:
            closed.append(threading.get_ident())

    job = jobs.prepare(steps)
    told = watch(job)
    job.start()
    qtbot.waitUntil(lambda: len(told) >= 3)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert told[-1][:2] == ("ended", False)
    assert closed
    assert closed[0] != threading.get_ident(), "a connection belongs to the thread that opened it"
    assert not jobs.busy


def test_closing_leaves_no_thread(jobs, qtbot) -> None:
    started = threading.Event()

    def steps(cancelled):
        started.set()
        while not cancelled():
            time.sleep(0.005)
            yield None

    for _ in range(3):
        jobs.prepare(steps).start()
    assert started.wait(2)
    assert jobs.busy
    jobs.close()
    assert not jobs.busy
    qtbot.wait(20)


def test_jobs_look_for_garbage_seldom(jobs) -> None:
    passes = []
    gc.callbacks.append(lambda phase, told: passes.append(told["generation"]) if phase == "start" else None)
    try:
        held = [[n] for n in range(60_000)]
    finally:
        gc.callbacks.pop()
    assert len(held) == 60_000 and len(passes) < 12 and 2 not in passes, "all threads wait for it"
