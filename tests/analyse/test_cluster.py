"""The same chain on a Dask cluster: a scheduler and two workers on loopback, one of them killed in the middle."""

from __future__ import annotations

import builtins
import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import pytest

from generator.analyse.analysis import analyse
from generator.analyse.cache import Cache
from generator.analyse.cluster import cluster_workforce
from generator.analyse.progress import Progress
from generator.analyse.worker_task import Results, Task, work_off
from generator.analyse.workers import Crew
from generator.analyse.workforce import Workforce, local_workforce
from generator.errors import BackstoryError
from generator.model import Outcome
from generator.settings import Limits
from tests.analyse.support.jobs import chain, job
from tests.analyse.support.processes import ended, start, wait_until
from tests.analyse.support.stepping import STEP

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler and its workers."""

    address: str
    """Of the scheduler."""
    workers: tuple[Popen[bytes], ...]
    """Processes."""


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A scheduler with workers on loopback, without dashboards or nannies."""
    file = folder / "scheduler.json"
    common = {"DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__GIL__ENABLED": "false"}
    scheduler = start(
        "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(file), **common,
    )  # fmt: skip
    with ended(scheduler):
        assert wait_until(lambda: file.exists() and file.stat().st_size > 0)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        processes = tuple(
            start(
                "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                "--host", "127.0.0.1", "--local-directory", str(folder / f"worker-{number}"), **common,
            )
            for number in range(workers)
        )  # fmt: skip
        with ended(*processes):
            yield Cluster(address, processes)


class KillAfter(Progress):
    """Kills a process once so many pictures are done."""

    def __init__(self, process: Popen[bytes], count: int) -> None:
        super().__init__(sys.stderr)
        self.process = process
        self.left = count

    def end(self, name: str, *, failed: int = 0, troubles: object = ()) -> None:
        self.left -= 1
        if self.left == 0:
            self.process.kill()


@pytest.mark.slow
def test_one_of_two_workers_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{number}.jpg", f"{number} NAP".encode(), copy="{}") for number in range(38)]
    jobs.append(job(tmp_path, "abort.jpg", b"x ABORT", copy="{}"))
    jobs.append(job(tmp_path, "hang.jpg", b"x HANG", copy="{}"))
    limits = Limits(seconds=3)
    cache = Cache(tmp_path / "cache")
    with cluster(tmp_path) as found, cluster_workforce(found.address, seconds=30) as workforce:
        progress = KillAfter(found.workers[0], 8)
        remote = analyse(
            jobs,
            chain=chain(),
            steps=[STEP],
            cache=cache,
            workforce=workforce,
            limits=limits,
            progress=progress,
        )
        assert found.workers[0].poll() is not None
    assert len(remote) == 40
    outcomes = {name: item.runs[2].outcome for name, item in remote.items()}
    assert outcomes.pop("abort.jpg") is Outcome.FAILED
    assert outcomes.pop("hang.jpg") is Outcome.FAILED
    assert set(outcomes.values()) == {Outcome.NOTHING}
    assert remote["abort.jpg"].runs[2].reason == "crashed the worker process (SIGABRT)"
    assert remote["hang.jpg"].runs[2].reason == "took longer than 3 s and was stopped"
    for item in remote.values():
        assert item.steps["copy"].missing == ""
        assert all(cache.blob(blob) for blob in item.blobs)

    tame = jobs[:38]
    with local_workforce(1) as workforce:
        warm = analyse(
            tame, chain=chain(), steps=[STEP], cache=cache, workforce=_forbidden(workforce), limits=limits
        )
        local = analyse(
            tame[:2],
            chain=chain(),
            steps=[STEP],
            cache=Cache(tmp_path / "other"),
            workforce=workforce,
            limits=limits,
        )
    assert warm == {name: remote[name] for name in warm}
    assert local == {name: remote[name] for name in local}


def _forbidden(workforce: Workforce) -> Workforce:
    def never(tasks: object) -> list[Results]:
        raise AssertionError("everything was in the cache")

    return Workforce(workforce.executor, never, 1)


def test_results_of_other_versions_are_used_but_not_kept(tmp_path: Path) -> None:
    jobs = [job(tmp_path, "a.jpg", b"x TAME")]
    cache = Cache(tmp_path / "cache")

    def elsewhere(tasks: list[Task]) -> list[Results]:
        found = [work_off(task, crew) for task in tasks]
        for results in found:
            results.differences = ("pillow 1.0 instead of 2.0",)
        return found

    crew = Crew()
    with local_workforce(1) as here:
        workforce = Workforce(here.executor, elsewhere, 1)  # type: ignore[arg-type]
        found = analyse(jobs, chain=chain(), cache=cache, workforce=workforce, limits=Limits())
    crew.dismiss()
    assert found["a.jpg"].runs[0].outcome is Outcome.FOUND
    assert cache.entries(jobs[0].sha256) == {}


def test_scheduler_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    started = time.monotonic()
    with (
        pytest.raises(BackstoryError, match="No Dask scheduler answers at tcp://127"),
        cluster_workforce(address, seconds=1),
    ):
        pass
    assert time.monotonic() - started < 20


def test_address_that_is_none() -> None:
    with pytest.raises(BackstoryError, match="Check the address"), cluster_workforce("nonsense", seconds=1):
        pass


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.split(".")[0] in ("dask", "distributed"):
            raise ImportError(f"No module named {name!r}")
        return really(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with (
        pytest.raises(BackstoryError, match=r"open-backstory\[cluster\]"),
        cluster_workforce("tcp://127.0.0.1:1"),
    ):
        pass
