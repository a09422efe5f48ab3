"""The chain's runs on a list of files, as a build makes them: in workers with limits, without a lasting cache."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.model import FileKind, Run
from generator.settings import BuildOptions

Looked = tuple[tuple[Run, ...], bytes]
"""A file's runs, and its local features as they are kept; empty where it has none."""


def runs_of(paths: list[Path], *, only: Sequence[str] = ()) -> dict[Path, tuple[Run, ...] | str]:
    """Each file's runs, of all analyzers or only of some and what they need, or why it is no picture that can be read."""
    looked = _looked_at(paths, only, with_features=False)
    return {path: item if isinstance(item, str) else item[0] for path, item in looked.items()}


def runs_and_features_of(paths: list[Path], *, only: Sequence[str] = ()) -> dict[Path, Looked | str]:
    """The same with each picture's local features."""
    return _looked_at(paths, only, with_features=True)


def _looked_at(paths: list[Path], only: Sequence[str], *, with_features: bool) -> dict[Path, Looked | str]:
    from generator.analyse.analysis import Job, analyse
    from generator.analyse.cache import Cache
    from generator.analyse.features.step import NAME
    from generator.analyse.registry import discover, selected
    from generator.kind import HEAD_SIZE, sniff
    from generator.plan import features_step, workforce_of

    found: dict[Path, Looked | str] = {}
    jobs: list[Job] = []
    for number, path in enumerate(paths):
        data = path.read_bytes()
        kind = sniff(data[:HEAD_SIZE], len(data))
        if isinstance(kind, FileKind):
            digest = hashlib.sha256(data).hexdigest()
            parameters = {NAME: "{}"} if with_features else {}
            jobs.append(Job(str(number), digest, kind, path.absolute(), len(data), path.name, parameters))
        else:
            found[path] = kind
    chain = selected(discover(), only) if only else discover()
    with tempfile.TemporaryDirectory(prefix="backstory-") as name:
        cache = Cache(Path(name))
        options = BuildOptions(Path(), Path(), Path(name))
        with workforce_of(options) as workforce:
            analysed = analyse(
                jobs,
                chain=chain,
                steps=[features_step()] if with_features else [],
                cache=cache,
                workforce=workforce,
                limits=options.limits,
            )
        for id, item in analysed.items():
            stored = item.steps.get(NAME)
            blob = cache.blob(stored.blob) if stored is not None and stored.blob else b""
            found[paths[int(id)]] = (item.runs, blob)
    return found
