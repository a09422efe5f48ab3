"""Runs analyzers over one opened picture. Whatever happens inside, each gives a `Run`.

A picture that can't be checked, too little memory and a bug in an analyzer are three kinds of failed run, each with its
reason. A run that depends on chance or on this machine (a bug, memory, time) is marked as not to be kept, and so is every
run that was built on one.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from generator import codec
from generator.analyse.analyzer import Analyzer, CouldNotCheck, NotApplicable
from generator.analyse.keys import engine_versions, parameters_of
from generator.analyse.materials import Material
from generator.analyse.picture import Picture
from generator.analyse.registry import Registered
from generator.analyse.steps import resolve
from generator.analyse.tidy import clean_reason, tidy
from generator.model import FileKind, Finding, Outcome, Run


@dataclass(frozen=True, slots=True)
class Finished:
    """An analyzer's run or a step's value, with what belongs to it."""

    name: str
    """Id of the analyzer or name of the step."""
    value: Run | Any
    """The run, or the step's value as plain data; None when the step failed."""
    blobs: Mapping[str, bytes]
    """Bytes of figures and renditions, by SHA-256."""
    keep: bool
    """Whether the same input would give the same value again, so that it may be stored."""
    reason: str = ""
    """Why it failed; empty when it didn't."""
    trace: str = ""
    """Traceback of a bug, for the log."""


def run_chain(
    picture: Picture,
    chain: Sequence[Registered],
    *,
    done: Mapping[str, Run] | None = None,
    unkept: Set[str] = frozenset(),
    begin: Callable[[str], None] = lambda name: None,
) -> Iterator[Finished]:
    """One `Finished` per analyzer of `chain` that isn't `done`, each as soon as it is there.

    `begin` is told the id before an analyzer is started. `unkept` names those in `done` that are not to be stored.
    """
    runs = dict(done or {})
    unstable = set(unkept)
    picture.runs = runs
    for item in chain:
        if item.id in runs:
            continue
        begin(item.id)
        finished = _run_one(picture, item, stable=unstable.isdisjoint(item.analyzer.needs))
        if not finished.keep:
            unstable.add(item.id)
        runs[item.id] = finished.value
        yield finished


def run_step(picture: Picture, name: str, function: str, parameters: str) -> Finished:
    """A step's value as plain data."""
    picture.blobs = {}
    try:
        value = codec.to_plain(resolve(function)(picture, parameters))
    except KeyboardInterrupt:
        raise
    except (CouldNotCheck, NotApplicable) as error:
        return Finished(name, None, {}, keep=True, reason=clean_reason(str(error)))
    except BaseException as error:  # As for analyzers, below.
        reason, trace = _blame(error, picture)
        return Finished(name, None, {}, keep=False, reason=reason, trace=trace)
    return Finished(name, value, picture.blobs, keep=True)


def run_of(
    analyzer: Analyzer,
    outcome: Outcome,
    reason: str = "",
    findings: tuple[Finding, ...] = (),
    materials: Sequence[Material] = (),
) -> Run:
    """A run of `analyzer` with the versions installed here."""
    engines = tuple(engine_versions((*analyzer.engines, *analyzer.programs)))
    parameters = parameters_of(analyzer, materials)
    return Run(analyzer.id, analyzer.version, outcome, reason, engines, parameters, findings)


def _run_one(picture: Picture, item: Registered, *, stable: bool) -> Finished:
    analyzer = item.analyzer
    if picture.kind not in analyzer.applies_to:
        reason = (
            f"this check is for {_kinds(analyzer.applies_to)} files only; this is a {picture.kind.value} file"
        )
        return Finished(item.id, run_of(analyzer, Outcome.NOT_APPLICABLE, reason), {}, keep=stable)
    picture.blobs = {}
    try:
        findings = tidy(item.run(picture), analyzer.id)
    except KeyboardInterrupt:
        raise
    except NotApplicable as error:
        run = run_of(analyzer, Outcome.NOT_APPLICABLE, clean_reason(str(error)))
        return Finished(item.id, run, {}, keep=stable)
    except CouldNotCheck as error:
        return _failed(analyzer, clean_reason(str(error)), keep=stable)
    except BaseException as error:
        # Analyzers call libraries that call C and Rust: their panics and `SystemExit` are no `Exception`s, and none of them
        # may take the other analyzers of this picture with it. Nothing is swallowed: the run says what happened.
        reason, trace = _blame(error, picture)
        return _failed(analyzer, reason, keep=False, trace=trace)
    outcome, reason = (Outcome.FOUND, "") if findings else (Outcome.NOTHING, analyzer.nothing_means)
    used = {figure.blob for finding in findings for figure in finding.figures}
    if missing := used - picture.blobs.keys():
        reason = f"stopped by a bug in this program: {len(missing)} pictures of evidence have no bytes"
        return _failed(analyzer, reason, keep=False)
    blobs = {name: data for name, data in picture.blobs.items() if name in used}
    run = run_of(analyzer, outcome, reason, findings, picture.materials)
    return Finished(item.id, run, blobs, keep=stable)


def _failed(analyzer: Analyzer, reason: str, *, keep: bool, trace: str = "") -> Finished:
    run = run_of(analyzer, Outcome.FAILED, reason)
    return Finished(analyzer.id, run, {}, keep=keep, reason=reason, trace=trace)


def _blame(error: BaseException, picture: Picture) -> tuple[str, str]:
    """The reason for readers, and the traceback for the log."""
    if isinstance(error, MemoryError):
        gibibytes = picture.limits.memory / 1024**3
        return f"needed more memory than the {gibibytes:g} GiB that one picture may take", ""
    trace = "".join(traceback.format_exception(error))
    message = clean_reason(str(error))
    return f"stopped by a bug in this program: {type(error).__name__}" + (
        f": {message}" if message else ""
    ), trace


def _kinds(kinds: Set[FileKind]) -> str:
    names = sorted(kind.value for kind in kinds)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
