"""One picture as a task: what is to be done with it, and how it is done in spite of crashes.

A worker process says what it begins. So when it dies, the one analyzer that it was running is named as the culprit, gets a
failed run, and the rest goes on in a new process. A crash may have been prepared by an earlier analyzer that damaged the
memory of the process; therefore a suspect that wasn't the first in its process gets a second try in a fresh one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator import codec
from generator.analyse.chain import run_of
from generator.analyse.keys import differences
from generator.analyse.materials import Material
from generator.analyse.registry import Registered, load
from generator.analyse.workers import Crew, CrewDismissed, WorkerDied
from generator.model import FileKind, Outcome
from generator.settings import Limits

LATER_SHARE = 0.25
"""Share of the time limit for what is left of a picture after it was stopped once. It keeps a picture on which everything
hangs from taking the whole limit again for each analyzer."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with one picture."""

    sha256: str
    """64 hex digits over its bytes."""
    kind: FileKind
    """Format by leading bytes."""
    path: str
    """Where the worker reads it; empty when `data` is sent along."""
    data: bytes | None
    """The bytes, for workers on other machines."""
    size: int
    """Bytes."""
    modules: tuple[str, ...]
    """All analyzers of the chain, in order, by the dotted name of their module."""
    done: tuple[tuple[str, Any], ...]
    """Runs that are there already, as id and plain data."""
    steps: tuple[tuple[str, str, str], ...]
    """Steps to be done: name, function, parameters."""
    limits: Limits
    """Bounds."""
    environment: tuple[tuple[str, str], ...] = ()
    """Versions that the build expects, to be compared on other machines."""
    materials: tuple[Material, ...] = ()
    """Files that the publisher hands to the analyzers. Tasks of a batch share them, and are pickled as one."""


@dataclass(frozen=True, slots=True)
class Made:
    """One result, as plain data."""

    name: str
    """Id of the analyzer or name of the step."""
    value: Any
    """Plain data; None for a step that failed."""
    blobs: tuple[str, ...]
    """SHA-256 of the bytes that belong to it."""
    keep: bool
    """Whether it may be stored."""
    reason: str = ""
    """Why it failed; empty when it did not."""


@dataclass(slots=True)
class Results:
    """All that came of a task. Grows while the task is worked on."""

    made: dict[str, Made] = field(default_factory=dict)
    """By id or name."""
    blobs: dict[str, bytes] = field(default_factory=dict)
    """Bytes, by SHA-256."""
    traces: list[str] = field(default_factory=list)
    """Tracebacks of bugs, for the log."""
    differences: tuple[str, ...] = ()
    """Libraries that are installed in other versions where this was done; then nothing may be stored."""


def work_off(task: Task, crew: Crew) -> Results:
    """All results of `task`, whatever its picture does to the workers."""
    return _TaskInProgress(task, crew).finish()


def work_off_here(tasks: Sequence[Task]) -> list[Results]:
    """Results of several tasks, by worker processes of the machine on which this is called: the task of a cluster."""
    crew = _crew_of_this_process()
    found = [work_off(task, crew) for task in tasks]
    for task, results in zip(tasks, found, strict=True):
        results.differences = differences(dict(task.environment))
    return found


class _TaskInProgress:
    """Asks one worker after the other until everything is done."""

    def __init__(self, task: Task, crew: Crew) -> None:
        self.task = task
        self.crew = crew
        self.results = Results()
        self.chain: tuple[Registered, ...] = tuple(load(module) for module in task.modules)
        self.seconds = task.limits.seconds
        self.first = ""
        self.current = ""
        self.retried: set[str] = set()

    def finish(self) -> Results:
        if self.task.size > self.task.limits.file_size:
            most = self.task.limits.file_size / 1024**2
            self._fail_all(f"the file is larger than the {most:,.0f} MiB that are read", keep=True)
        while self._left():
            try:
                self._ask()
            except WorkerDied as death:
                if self.crew.is_dismissed:
                    raise CrewDismissed from death
                self._blame(death)
        return self.results

    def _left(self) -> list[str]:
        """Names of what is to be done yet, in order."""
        names = [item.id for item in self.chain] + [name for name, _, _ in self.task.steps]
        there = {name for name, _ in self.task.done} | self.results.made.keys()
        return [name for name in names if name not in there]

    def _ask(self) -> None:
        self.first = self.current = ""
        with self.crew.worker() as worker:
            new = {file.sha256: file.data for file in self.task.materials if file.sha256 not in worker.holds}
            worker.holds.update(new)
            attachments = (*new.values(), *(() if self.task.data is None else (self.task.data,)))
            request = self._request() | {"enclosed": list(new)}
            for message in worker.ask(request, attachments, seconds=self.seconds):
                fields = message.fields
                if "begin" in fields:
                    self.current = fields["begin"]
                    self.first = self.first or self.current
                elif "name" in fields:
                    self._note(fields, message.attachments)
                elif "unreadable" in fields:
                    self._fail_all(fields["unreadable"], keep=False)

    def _request(self) -> dict[str, Any]:
        analyzers = {item.id for item in self.chain}
        made = {name: item.value for name, item in self.results.made.items() if name in analyzers}
        there = self.results.made.keys()
        return {
            "path": self.task.path,
            "sha256": self.task.sha256,
            "kind": self.task.kind.value,
            "limits": codec.to_plain(self.task.limits),
            "modules": self.task.modules,
            "done": dict(self.task.done) | made,
            "unkept": [name for name, item in self.results.made.items() if not item.keep],
            "steps": [step for step in self.task.steps if step[0] not in there],
            "materials": [[file.group, file.name, file.sha256, file.facts] for file in self.task.materials],
        }

    def _note(self, fields: dict[str, Any], attachments: tuple[bytes, ...]) -> None:
        blobs = dict(zip(fields["blobs"], attachments, strict=True))
        self.results.blobs.update(blobs)
        made = Made(fields["name"], fields["value"], tuple(blobs), fields["keep"], fields["reason"])
        self.results.made[made.name] = made
        if fields["trace"]:
            self.results.traces.append(fields["trace"])

    def _blame(self, death: WorkerDied) -> None:
        culprit = self.current or self._left()[0]
        if culprit in self.results.made:
            # It died between two checks, or at the very end: the next one gets the blame, if there is one.
            left = self._left()
            if not left:
                return
            culprit = left[0]
        if not death.timed_out and culprit != self.first and culprit not in self.retried:
            self.retried.add(culprit)
            return
        if death.timed_out:
            self.seconds = self.task.limits.seconds * LATER_SHARE
        self._fail(culprit, death.reason, keep=False)

    def _fail_all(self, reason: str, *, keep: bool) -> None:
        for name in self._left():
            self._fail(name, reason, keep=keep)

    def _fail(self, name: str, reason: str, *, keep: bool) -> None:
        analyzer = next((item.analyzer for item in self.chain if item.id == name), None)
        value = None if analyzer is None else codec.to_plain(run_of(analyzer, Outcome.FAILED, reason))
        self.results.made[name] = Made(name, value, (), keep, reason)


_crews: dict[int, Crew] = {}


def _crew_of_this_process() -> Crew:
    """One crew for all tasks that a cluster gives to this process; its workers end when this process does."""
    return _crews.setdefault(os.getpid(), Crew())
