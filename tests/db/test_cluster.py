"""Pages taken apart on a Dask cluster: a real one on this machine, its workers processes of their own."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys

import pytest

from db.library import Library
from tests.db import bulk

pytestmark = pytest.mark.skipif(importlib.util.find_spec("distributed") is None,
                                reason="distributed is not installed (pip install -r requirements-cluster.txt)")
PAGES = 160  # many more than are stored together before the first is told

# Prints the scheduler's address and the workers' processes; ends with its standard input.
CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    number = int(sys.argv[1])
    with LocalCluster(n_workers=number, processes=number > 1, threads_per_worker=1, protocol="tcp",
                      dashboard_address=":0") as cluster:
        print(cluster.scheduler_address, *(getattr(w, "pid", 0) for w in cluster.workers.values()), flush=True)
        sys.stdin.read()
"""


class Cluster:
    """A cluster in a process of its own, its workers too if there are several, which look for the program in `home`."""

    def __init__(self, script, workers, home):
        script.write_text(CLUSTER, encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(script), str(workers)], cwd=script.parent, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(home)})
        self.address, *workers = self._process.stdout.readline().split()
        self.workers = [int(number) for number in workers]

    def close(self):
        self._process.communicate("", timeout=60)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster") / "cluster.py", 2, bulk.ROOT)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("much") / "版面"
    bulk.pages(folder, PAGES)[7].write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def by_itself(folder):
    """What a library holds into which the pages came with no cluster."""
    library = folder.parent / "本机.casebook"
    assert bulk.imported(folder, library, "--jobs", "1")[0] == 1
    return bulk.contents(library)


def test_a_cluster_fills_the_same_library_and_a_second_time_changes_nothing(cluster, folder, by_itself, tmp_path):
    library = tmp_path / "集群.casebook"
    status, told = bulk.imported(folder, library, "--cluster", cluster.address)
    assert (status, len(told)) == (1, PAGES)
    assert "是空的" in told[7]
    assert bulk.contents(library) == by_itself
    status, told = bulk.imported(folder, library, "--cluster", cluster.address)
    assert sum("已在库中" in line for line in told) == PAGES - 1
    with Library.open(library) as reading:
        assert list(reading.verify()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed this way there")
def test_a_worker_lost_in_mid_work_costs_nothing(cluster, folder, by_itself, tmp_path):
    library = tmp_path / "集群.casebook"
    running = bulk.importing(folder, library, "--cluster", cluster.address)
    with bulk.not_longer_than(120, running):
        told = [running.stderr.readline() for _ in range(3)]
        os.kill(cluster.workers[0], signal.SIGKILL)
        told += running.stderr.read().splitlines()  # several are told at once, and were read with the third
        running.communicate(timeout=120)
    assert len(told) == PAGES
    assert [line for line in told if "新增" not in line] == [told[7]]
    assert bulk.contents(library) == by_itself


def test_what_is_wrong_with_a_cluster_is_told_and_nothing_left_behind(folder, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        library = tmp_path / "没有.casebook"
        for address, words in ((f"tcp://127.0.0.1:{nobody.getsockname()[1]}", "连不上集群"), ("什么？", "连不上集群")):
            status, told = bulk.imported(folder, library, "--cluster", address)
            assert (status, len(told)) == (1, 1), told
            assert words in told[0] and address in told[0]
            assert not library.exists()


def test_a_cluster_without_the_program_is_told(folder, tmp_path):
    strange = Cluster(tmp_path / "cluster.py", 1, tmp_path)
    try:
        status, told = bulk.imported(folder, tmp_path / "没有.casebook", "--cluster", strange.address)
    finally:
        strange.close()
    assert (status, len(told)) == (1, 1), told
    assert "里没有案例册" in told[0]
    assert not (tmp_path / "没有.casebook").exists()


def test_without_distributed_it_is_told_how_to_get_it(folder, tmp_path, monkeypatch, capsys):
    from ui.command_line import main

    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["import", str(folder), "--library", str(tmp_path / "没有.casebook"), "--cluster", "tcp://x:1"]) == 1
    told = capsys.readouterr().err
    assert "requirements-cluster.txt" in told and "--jobs" in told
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # in the executable there is nothing to install into
    assert main(["import", str(folder), "--library", str(tmp_path / "没有.casebook"), "--cluster", "tcp://x:1"]) == 1
    told = capsys.readouterr().err
    assert "pip" not in told and "--jobs" in told
