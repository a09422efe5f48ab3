"""Cache keys: everything that can change a result, and nothing else.

A key is the SHA-256 of canonical JSON over the file's bytes (by their hash) and kind, the analyzer's id, version and
parameters, its calibration card, the files that a publisher hands to it (by their hashes), the versions of its libraries,
of the decoders and of this program, the limits that shape results, and the keys of the runs that it needs. All keys of a
picture are known before anything is run. Time and memory limits are left out: results that they cut short are never stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import generator
from generator.analyse.analyzer import Analyzer
from generator.analyse.cards import card_sha256
from generator.analyse.materials import Material, read_by
from generator.analyse.registry import Registered
from generator.analyse.steps import Step
from generator.model import FileKind
from generator.settings import Limits

FORMAT = 2
"""Raised when shared code (containers, decoding) changes results within one version of the program."""

DECODERS = ("pillow", "pillow-heif")
"""Libraries that turn bytes into pixels for every analyzer; installing one answers what stayed open without it."""

NOT_INSTALLED = "not installed"

PROGRAMS = {"exiftool": "generator.analyse.exiftool:version"}
"""Programs that analyzers ask, and the function that gives their version or `not installed`."""


def run_keys(
    sha256: str,
    kind: FileKind,
    chain: Sequence[Registered],
    limits: Limits,
    materials: Sequence[Material] = (),
) -> dict[str, str]:
    """The key of each analyzer's run on a picture, by analyzer id; `chain` is in order."""
    keys: dict[str, str] = {}
    for item in chain:
        needs = [keys[need] for need in item.analyzer.needs]
        keys[item.id] = _digest(
            [
                _analyzer_part(item.analyzer.id, _facts(item, materials)),
                _shared(limits),
                sha256,
                kind.value,
                needs,
            ]
        )
    return keys


def step_key(sha256: str, kind: FileKind, step: Step, parameters: str, limits: Limits) -> str:
    """The key of a step's value on a picture."""
    facts = [step.name, step.version, step.function, parameters, engine_versions(step.engines)]
    return _digest(["step", facts, _shared(limits), sha256, kind.value])


def engine_versions(names: Sequence[str]) -> list[str]:
    """`name version` of each distribution or program, as installed."""
    return [f"{name} {_version(name)}" for name in names]


def environment(chain: Sequence[Registered], steps: Sequence[Step]) -> dict[str, str]:
    """Versions of everything that shapes results, to compare another machine's with ours."""
    names = {
        *DECODERS,
        *(name for item in chain for name in (*item.analyzer.engines, *item.analyzer.programs)),
    }
    names.update(name for step in steps for name in step.engines)
    return {"open-backstory": generator.__version__} | {name: _version(name) for name in sorted(names)}


def differences(expected: Mapping[str, str]) -> tuple[str, ...]:
    """What is installed here in another version than `expected`, in words."""
    found = {name: generator.__version__ if name == "open-backstory" else _version(name) for name in expected}
    return tuple(
        f"{name} {found[name]} instead of {expected[name]}"
        for name in expected
        if found[name] != expected[name]
    )


@cache
def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        if name in PROGRAMS:
            module, _, function = PROGRAMS[name].partition(":")
            return str(getattr(import_module(module), function)())
        return version(name)
    except PackageNotFoundError:
        return NOT_INSTALLED


def parameters_of(analyzer: Analyzer, materials: Sequence[Material]) -> tuple[tuple[str, str], ...]:
    """The analyzer's constants and the hashes of its card and of what it read: what its run says shaped the result."""
    card = card_sha256(analyzer.id)
    measured = (("calibration card", card),) if card else ()
    read = tuple((f"{item.group}: {item.name}", item.sha256) for item in read_by(analyzer, materials))
    return analyzer.parameters + measured + read


def _facts(item: Registered, materials: Sequence[Material]) -> str:
    analyzer = item.analyzer
    facts: list[Any] = [
        analyzer.version,
        analyzer.parameters,
        engine_versions((*analyzer.engines, *analyzer.programs)),
    ]
    if card := card_sha256(analyzer.id):
        facts.append(["calibration card", card])
    if read := read_by(analyzer, materials):
        facts.append([[file.group, file.name, file.sha256, file.facts] for file in read])
    return json.dumps(facts)


@cache
def _analyzer_part(analyzer: str, facts: str) -> str:
    return _digest([analyzer, facts])


@cache
def _shared(limits: Limits) -> str:
    return _digest(
        [FORMAT, generator.__version__, engine_versions(DECODERS), limits.pixels, limits.file_size]
    )


def _digest(value: Any) -> str:
    data = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return hashlib.sha256(data).hexdigest()
