"""Who does the work: worker processes of this machine, here, or a Dask cluster, in `cluster.py`.

The analysis asks for nothing but a `concurrent.futures.Executor` and a function to submit. On this machine it is a pool of
threads, each of which drives one worker process and does nothing itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from generator.analyse.worker_task import Results, Task, work_off
from generator.analyse.workers import Crew


@dataclass(frozen=True, slots=True)
class Workforce:
    """An executor and how to use it."""

    executor: Executor
    """Runs the function."""
    function: Callable[[Sequence[Task]], list[Results]]
    """What is submitted."""
    in_flight: int
    """How many submissions are outstanding at most; bounds the memory of the build."""
    batch: int = 1
    """Pictures per submission."""
    sends_bytes: bool = False
    """Whether pictures travel with the task, because the workers can't see our disk."""
    lost: tuple[type[BaseException], ...] = ()
    """Exceptions that say the machine was lost, not that the task was bad."""


@contextmanager
def local_workforce(jobs: int = 0, *, shows_errors: bool = False) -> Iterator[Workforce]:
    """`jobs` worker processes of this machine, one per core when 0. They are gone when the block is left, however it is
    left. `shows_errors` lets their libraries write to stderr."""
    count = jobs if jobs > 0 else cores()
    crew = Crew(shows_errors=shows_errors)
    executor = ThreadPoolExecutor(count, thread_name_prefix="backstory-analyse")
    try:
        yield Workforce(executor, lambda tasks: [work_off(task, crew) for task in tasks], count)
    finally:
        crew.dismiss()
        executor.shutdown(wait=True, cancel_futures=True)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
