"""The stage as a whole: pictures in, runs and step values out; what is known already comes from the cache.

The same bytes are analysed once, however many copies there are. A picture of which everything is known is never opened.
"""

from __future__ import annotations

import gc
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import codec
from generator.analyse.cache import Cache, Entry
from generator.analyse.chain import run_of
from generator.analyse.keys import environment, run_keys, step_key
from generator.analyse.materials import Material, read_by
from generator.analyse.progress import Progress
from generator.analyse.registry import Registered
from generator.analyse.steps import Step, resolve
from generator.analyse.worker_task import Made, Results, Task
from generator.analyse.workforce import Workforce
from generator.model import FileKind, Outcome, Run
from generator.settings import Limits

BATCH_BYTES = 64 * 1024**2
"""Pictures that travel together are not larger than this, unless a single one is."""

log = logging.getLogger("backstory.analyse")


@dataclass(frozen=True, slots=True)
class Job:
    """One exhibit to be analysed."""

    id: str
    """Unique among jobs: the exhibit's id."""
    sha256: str
    """64 hex digits over the file's bytes."""
    kind: FileKind
    """Format by leading bytes."""
    path: Path
    """Where the file lies; absolute."""
    size: int
    """Bytes."""
    name: str
    """For messages: the path relative to the content folder."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """By step name: canonical JSON for that step. A step that isn't named is not done for this exhibit."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """All that is known of one exhibit after this stage."""

    runs: tuple[Run, ...]
    """One per analyzer, in the order of the chain."""
    steps: Mapping[str, Any]
    """Values of the job's steps, by name."""
    keys: frozenset[str]
    """Keys of its entries in the cache, for pruning what no exhibit uses."""
    blobs: frozenset[str]
    """SHA-256 of the bytes in the cache that belong to it."""


def analyse(
    jobs: Sequence[Job],
    *,
    chain: Sequence[Registered],
    steps: Sequence[Step] = (),
    cache: Cache,
    workforce: Workforce,
    limits: Limits,
    materials: Sequence[Material] = (),
    progress: Progress | None = None,
) -> dict[str, Analysed]:
    """What is known of each exhibit, by job id, in the order of `jobs`."""
    works = _works(jobs, chain, steps, cache, limits, materials)
    open_works = [work for work in works.values() if not work.is_complete]
    if progress:
        progress.start(len(open_works), len(works) - len(open_works))
    expected = tuple(environment(chain, steps).items()) if open_works and workforce.sends_bytes else ()
    _Analysis(cache, workforce, expected, progress).finish(open_works)
    if progress:
        progress.finish()
    return {job.id: works[job.sha256, job.kind].analysed(job) for job in jobs}


def keys_in_use(
    jobs: Iterable[Job],
    *,
    chain: Sequence[Registered],
    steps: Sequence[Step] = (),
    limits: Limits,
    materials: Sequence[Material] = (),
) -> set[str]:
    """Keys of everything that a build of these jobs would look for in the cache: what `Cache.prune` has to keep."""
    keys: set[str] = set()
    for job in jobs:
        keys.update(run_keys(job.sha256, job.kind, chain, limits, materials).values())
        keys.update(
            step_key(job.sha256, job.kind, step, job.parameters[step.name], limits)
            for step in steps
            if step.name in job.parameters
        )
    return keys


class _Work:
    """Everything that is wanted of one picture's bytes, and what there is of it."""

    def __init__(
        self, job: Job, chain: Sequence[Registered], limits: Limits, materials: Sequence[Material]
    ) -> None:
        self.job = job
        self.chain = chain
        self.limits = limits
        self.materials = tuple(
            dict.fromkeys(file for item in chain for file in read_by(item.analyzer, materials))
        )
        self.keys = run_keys(job.sha256, job.kind, chain, limits, materials)
        self.wanted_steps: dict[str, tuple[Step, str]] = {}
        self.runs: dict[str, Run] = {}
        self.values: dict[str, Any] = {}
        self.blobs: dict[str, tuple[str, ...]] = {}
        self.stored: set[str] = set()
        """Keys of what lies in the cache."""

    def want(self, step: Step, parameters: str) -> None:
        key = step_key(self.job.sha256, self.job.kind, step, parameters, self.limits)
        self.wanted_steps[key] = (step, parameters)

    def take(self, entries: Mapping[str, Entry]) -> None:
        """Use what was stored; whatever is malformed counts as missing."""
        for item in self.chain:
            entry = entries.get(self.keys[item.id])
            if entry is not None:
                self._take(item.id, entry, Run)
        for key, (step, _) in self.wanted_steps.items():
            if key in entries:
                self._take(key, entries[key], step.result)

    def _take(self, name: str, entry: Entry, kind: type) -> None:
        try:
            if kind is Run:
                self.runs[name] = codec.from_plain(Run, entry.value)
            else:
                self.values[name] = self._value(name, **entry.value)
        except (codec.MalformedValue, TypeError):
            return
        self.blobs[name] = entry.blobs
        self.stored.add(self.keys.get(name, name))

    def _value(self, key: str, value: Any = None, failed: str = "") -> Any:
        step, _ = self.wanted_steps[key]
        return resolve(step.function_failed)(failed) if failed else codec.from_plain(step.result, value)

    @property
    def is_complete(self) -> bool:
        return len(self.runs) == len(self.chain) and len(self.values) == len(self.wanted_steps)

    def task(self, *, sends_bytes: bool, expected: tuple[tuple[str, str], ...]) -> Task:
        job = self.job
        data = _read(job.path) if sends_bytes and job.size <= self.limits.file_size else None
        steps = [
            (key, step, text) for key, (step, text) in self.wanted_steps.items() if key not in self.values
        ]
        return Task(
            sha256=job.sha256,
            kind=job.kind,
            path=str(job.path),
            data=data,
            size=job.size,
            modules=tuple(item.module for item in self.chain),
            done=tuple((name, codec.to_plain(run)) for name, run in self.runs.items()),
            steps=tuple((key, step.function, text) for key, step, text in steps),
            limits=self.limits,
            environment=expected,
            materials=self.materials,
        )

    def add(self, results: Results) -> dict[str, Entry]:
        """Take in new results; gives those that are to be stored, by key."""
        entries: dict[str, Entry] = {}
        for name, made in results.made.items():
            self.blobs[name] = made.blobs
            if name in self.wanted_steps:
                wrapped = (
                    {"failed": made.reason or "unknown"} if made.value is None else {"value": made.value}
                )
                self.values[name] = self._value(name, **wrapped)
                entry, key = Entry(wrapped, made.blobs), name
            else:
                self.runs[name] = codec.from_plain(Run, made.value)
                entry, key = Entry(made.value, made.blobs), self.keys[name]
            if made.keep and not results.differences:
                entries[key] = entry
        self.stored.update(entries)
        return entries

    def troubles(self, results: Results) -> list[tuple[str, str]]:
        """What failed for another reason than the picture's plain state: names of checks and steps, with reasons."""
        found = [
            (made, self.wanted_steps[made.name][0].name if made.name in self.wanted_steps else made.name)
            for made in results.made.values()
            if not made.keep
        ]
        return [(name, made.reason) for made, name in found if made.reason]

    def fail(self, reason: str) -> Results:
        """Results that say of everything missing that it failed, for a picture that was lost with its machine."""
        results = Results()
        for item in self.chain:
            if item.id not in self.runs:
                run = codec.to_plain(run_of(item.analyzer, Outcome.FAILED, reason))
                results.made[item.id] = Made(item.id, run, (), keep=False, reason=reason)
        for key in self.wanted_steps.keys() - self.values.keys():
            results.made[key] = Made(key, None, (), keep=False, reason=reason)
        return results

    def analysed(self, job: Job) -> Analysed:
        mine = {
            key: step
            for key, (step, text) in self.wanted_steps.items()
            if job.parameters.get(step.name) == text
        }
        names = [*self.runs, *mine]
        return Analysed(
            runs=tuple(self.runs[item.id] for item in self.chain),
            steps={step.name: self.values[key] for key, step in mine.items()},
            keys=frozenset(self.stored.intersection([*self.keys.values(), *mine])),
            blobs=frozenset(blob for name in names for blob in self.blobs.get(name, ())),
        )


class _Analysis:
    """Keeps the workforce busy and takes in what comes back."""

    def __init__(
        self,
        cache: Cache,
        workforce: Workforce,
        expected: tuple[tuple[str, str], ...],
        progress: Progress | None,
    ) -> None:
        self.cache = cache
        self.workforce = workforce
        self.expected = expected
        self.progress = progress
        self.waiting: deque[list[_Work]] = deque()
        self.running: dict[Future[list[Results]], list[_Work]] = {}

    def finish(self, works: Sequence[_Work]) -> None:
        self.waiting.extend(_batches(works, self.workforce.batch))
        while self.waiting or self.running:
            while self.waiting and len(self.running) < self.workforce.in_flight:
                self._submit(self.waiting.popleft())
            for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                self._take_in(future, self.running.pop(future))

    def _submit(self, batch: list[_Work]) -> None:
        tasks = [work.task(sends_bytes=self.workforce.sends_bytes, expected=self.expected) for work in batch]
        if self.progress:
            for work in batch:
                self.progress.begin(work.job.name)
        self.running[self.workforce.executor.submit(self.workforce.function, tasks)] = batch

    def _take_in(self, future: Future[list[Results]], batch: list[_Work]) -> None:
        try:
            found = future.result()
        except self.workforce.lost as error:
            if len(batch) > 1:
                # One picture of the batch may be to blame: each gets another chance, alone.
                self.waiting.extend([work] for work in batch)
                return
            found = [
                work.fail(f"the machine that worked on it was lost: {type(error).__name__}") for work in batch
            ]
        for work, results in zip(batch, found, strict=True):
            self.cache.store(work.job.sha256, work.add(results), results.blobs)
            for trace in results.traces:
                log.info("%s:\n%s", work.job.name, trace)
            for difference in results.differences:
                log.warning("A worker of the cluster has %s: its results are used, but not kept.", difference)
            if self.progress:
                failed = sum(run.outcome is Outcome.FAILED for run in work.runs.values())
                self.progress.end(work.job.name, failed=failed, troubles=work.troubles(results))


def _works(
    jobs: Sequence[Job],
    chain: Sequence[Registered],
    steps: Sequence[Step],
    cache: Cache,
    limits: Limits,
    materials: Sequence[Material],
) -> dict[tuple[str, FileKind], _Work]:
    works: dict[tuple[str, FileKind], _Work] = {}
    for job in jobs:
        work = works.setdefault((job.sha256, job.kind), _Work(job, chain, limits, materials))
        for step in steps:
            if step.name in job.parameters:
                work.want(step, job.parameters[step.name])
    with _no_collection():
        for work in works.values():
            work.take(cache.entries(work.job.sha256))
    return works


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking all ledgers again and again while they are read: they hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _batches(works: Sequence[_Work], count: int) -> Iterator[list[_Work]]:
    """Pictures that are submitted together: at most `count`, and not too many bytes."""
    batch: list[_Work] = []
    size = 0
    for work in works:
        if batch and (len(batch) == count or size + work.job.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(work)
        size += work.job.size
    if batch:
        yield batch


def _read(path: Path) -> bytes | None:
    """The bytes, or None: then the worker finds no file either and says why."""
    try:
        return path.read_bytes()
    except OSError:
        return None
