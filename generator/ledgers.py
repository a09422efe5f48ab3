"""The chain's runs on a list of files, as a build makes them: in workers with limits, without a lasting cache."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.model import FileKind, Run


def runs_of(paths: list[Path], *, only: Sequence[str] = ()) -> dict[Path, tuple[Run, ...] | str]:
    """Each file's runs, of all analyzers or only of some and what they need, or why it is no picture that can be read."""
    from generator.analyse.analysis import Job, analyse
    from generator.analyse.cache import Cache
    from generator.analyse.registry import discover, selected
    from generator.commands.options import build_options
    from generator.kind import HEAD_SIZE, sniff
    from generator.plan import workforce_of

    found: dict[Path, tuple[Run, ...] | str] = {}
    jobs: list[Job] = []
    for number, path in enumerate(paths):
        data = path.read_bytes()
        kind = sniff(data[:HEAD_SIZE], len(data))
        if isinstance(kind, FileKind):
            digest = hashlib.sha256(data).hexdigest()
            jobs.append(Job(str(number), digest, kind, path.absolute(), len(data), path.name))
        else:
            found[path] = kind
    chain = selected(discover(), only) if only else discover()
    with tempfile.TemporaryDirectory(prefix="backstory-") as name:
        cache = Path(name)
        options = build_options(Path(), Path(), cache)
        with workforce_of(options) as workforce:
            analysed = analyse(
                jobs, chain=chain, cache=Cache(cache), workforce=workforce, limits=options.limits
            )
    found |= {paths[int(id)]: item.runs for id, item in analysed.items()}
    return found
