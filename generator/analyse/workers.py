"""Worker processes that may crash, hang or eat memory without harm to the build.

A `Worker` is one process and the pipes to it. A `Crew` keeps idle ones for the next picture. Whoever asks a worker for
something reads its messages one by one; when the process dies or its time is up, `WorkerDied` says how.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import generator
from generator.analyse.frames import BrokenStream, Message, receive, send
from generator.errors import BackstoryError

TASKS_PER_WORKER = 100
"""A worker is replaced after so many pictures, so that leaks of libraries don't add up."""

START_SECONDS = 60.0
"""A worker that isn't ready by then never will be."""

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class WorkerDied(Exception):
    """The worker process ended before its answer was complete."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        """How it ended, in a clause."""
        self.timed_out = timed_out
        """Whether it was ended because its time was up."""


class CrewDismissed(Exception):
    """The crew was sent home while somebody still wanted a worker: the build is being stopped."""


class Worker:
    """One worker process."""

    def __init__(self, *, shows_errors: bool = False) -> None:
        self.tasks = 0
        self.holds: set[str] = set()
        """SHA-256 of the files for analyzers that it was sent; it keeps them."""
        self._lock = threading.Lock()
        self._request = 0
        self._timed_out = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "generator.analyse.worker_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if shows_errors else subprocess.DEVNULL,
            env=_environment(),
        )
        self._is_ready = False

    def ask(
        self, fields: dict[str, Any], attachments: tuple[bytes, ...] = (), *, seconds: float
    ) -> Iterator[Message]:
        """Send one request and give the messages that come back, up to the one that has `end` or `unreadable`.

        Raises `WorkerDied`; the process is gone then.
        """
        self._await_start()
        self.tasks += 1
        timer = threading.Timer(seconds, self._expire, [self._request])
        timer.daemon = True
        timer.start()
        try:
            send(self._inbox, fields | {"seconds": seconds}, attachments)
            while True:
                message = receive(self._outbox)
                yield message
                if "end" in message.fields or "unreadable" in message.fields:
                    break
        except BrokenStream as error:
            raise self._died(seconds) from error
        finally:
            timer.cancel()
            with self._lock:
                # A timer that was about to fire finds another request and leaves the process alone.
                self._request += 1
        if self._timed_out:
            # The answer was complete at the very moment the time was up: it counts, but the process is gone.
            self.kill()

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def interrupt(self) -> None:
        """End the process; who reads its messages gets `WorkerDied`."""
        self._process.kill()

    def kill(self) -> None:
        """End the process at once and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                cast(BinaryIO, pipe).close()

    @property
    def _inbox(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdin)

    @property
    def _outbox(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdout)

    def _await_start(self) -> None:
        if self._is_ready:
            return
        timer = threading.Timer(START_SECONDS, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            receive(self._outbox)
            self._is_ready = True
        except BrokenStream as error:
            code = self._process.wait()
            raise BackstoryError(
                f"A worker process could not be started ({how_it_ended(code)}). "
                "Run `python -m generator.analyse.worker_main </dev/null` to see why."
            ) from error
        finally:
            timer.cancel()

    def _expire(self, request: int) -> None:
        with self._lock:
            if request == self._request:
                self._timed_out = True
                self._process.kill()

    def _died(self, seconds: float) -> WorkerDied:
        with self._lock:
            timed_out = self._timed_out
        self.kill()
        code = self._process.returncode
        if timed_out or -code == getattr(signal, "SIGALRM", 0):
            return WorkerDied(f"took longer than {seconds:g} s and was stopped", timed_out=True)
        return WorkerDied(how_it_ended(code))


class Crew:
    """Worker processes that wait for work; as many as are asked for at the same time."""

    def __init__(self, *, shows_errors: bool = False) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._is_dismissed = False
        self._shows_errors = shows_errors

    @contextlib.contextmanager
    def worker(self) -> Iterator[Worker]:
        """A living worker for one request; it comes back to the crew unless it died or has served long enough."""
        worker = self._take()
        try:
            yield worker
        except BaseException:
            self._drop(worker)
            raise
        if worker.tasks >= TASKS_PER_WORKER or not worker.is_alive:
            self._drop(worker)
            return
        with self._lock:
            if not self._is_dismissed:
                self._idle.append(worker)
                return
        self._drop(worker)

    def dismiss(self) -> None:
        """End all workers, busy ones too. Who waits for one of them gets `WorkerDied` or `CrewDismissed`."""
        with self._lock:
            self._is_dismissed = True
            idle, self._idle = self._idle, []
            busy = self._all.difference(idle)
            self._all.clear()
        for worker in busy:
            worker.interrupt()
        for worker in idle:
            worker.kill()

    @property
    def is_dismissed(self) -> bool:
        """Whether it was sent home."""
        return self._is_dismissed

    def _take(self) -> Worker:
        with self._lock:
            if self._is_dismissed:
                raise CrewDismissed
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive:
                    return worker
                self._all.discard(worker)
            worker = Worker(shows_errors=self._shows_errors)
            self._all.add(worker)
            return worker

    def _drop(self, worker: Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)


def _environment() -> dict[str, str]:
    """Ours, with the same import path whatever the working folder, and one thread for each library: results must not
    depend on the number of cores, and address space is counted."""
    root = str(Path(generator.__file__).resolve().parent.parent)
    paths = [root, *(path for path in sys.path if path and path != root)]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | dict.fromkeys(_ONE_THREAD, "1")


def how_it_ended(code: int) -> str:
    """How a process ended, in words, from its exit code; negative codes are signals."""
    if code >= 0:
        return f"ended the worker process with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    if name == "SIGKILL":
        return "the worker process was killed from outside (SIGKILL), most likely because memory ran out"
    return f"crashed the worker process ({name})"
