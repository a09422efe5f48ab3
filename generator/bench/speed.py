"""How fast a site is built: cold, warm, and with little changed; by stage and by analyzer; beside sigal.

The pictures are synthetic 2-megapixel JPEGs made with fixed seeds; one of them belongs to a case. sigal (a gallery
generator) does less: it makes thumbnails and pages, reads no evidence and doesn't notice a changed source; it is the
nearest program that many people know. Its settings are its own defaults.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator import clock
from generator.bench.process import cpu_seconds, hashing_seconds, median
from generator.bench.process import measure as measure_command

WIDTH, HEIGHT = 1632, 1224
CHAIN_SAMPLE = 5
"""Pictures on which analyzers are timed one by one."""
CASE = "a-case"
"""The folder of the one case, below the pictures."""
NEW_SEED = 1_000_000
"""Seeds from here on are for pictures that take the place of others."""


def measure(count: int, *, jobs: int, repeat: int) -> dict[str, Any]:
    """All figures, by name; seconds, bytes and plain ratios."""
    with tempfile.TemporaryDirectory(prefix="backstory-bench-") as name:
        scratch = Path(name)
        photos = scratch / "photos"
        files = make_pictures(photos, count)
        figures: dict[str, Any] = {"pictures": count, "megapixels": WIDTH * HEIGHT / 1e6, "jobs": jobs}
        figures["bytes"] = sum(file.stat().st_size for file in files)
        figures["ours"] = _ours(photos, scratch, jobs=jobs, repeat=repeat)
        figures["hashing"] = median([hashing_seconds(files) for _ in range(repeat)])
        figures["stages"] = _stages(photos, scratch, jobs=jobs)
        figures["analyzers"] = _analyzers(files[:CHAIN_SAMPLE])
        if importlib.util.find_spec("sigal"):
            figures["sigal"] = _sigal(photos, scratch, jobs=jobs, repeat=repeat)
            ours, peer = figures["ours"], figures["sigal"]
            figures["warm against sigal and hashing"] = ours["warm"]["wall"] / (
                peer["warm"]["wall"] + figures["hashing"]
            )
            figures["cold against sigal"] = ours["cold"]["wall"] / peer["cold"]["wall"]
        return figures


def make_pictures(folder: Path, count: int) -> list[Path]:
    """Write `count` different pictures, the first of them into a case."""
    from generator.simulate.quick import synthetic_photo

    (folder / CASE).mkdir(parents=True)
    files = [folder / f"picture-{number:04}.jpg" for number in range(count)]
    files[0] = folder / CASE / "picture.jpg"
    for number, file in enumerate(files):
        file.write_bytes(synthetic_photo(WIDTH, HEIGHT, seed=number))
    _write_note(folder, "The hills in spring")
    return files


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    count = figures["pictures"]
    yield f"{count} JPEGs of {figures['megapixels']:.1f} megapixels, {figures['bytes'] / 2**20:.0f} MiB, {figures['jobs']} jobs"
    for name, run in figures["ours"].items():
        yield _line(f"backstory, {name}", run, count)
    for name, run in figures.get("sigal", {}).items():
        yield _line(f"sigal, {name}", run, count)
    yield f"reading and hashing the files: {figures['hashing']:.3f} s"
    yield "stages of a cold build (wall s, CPU s, pictures per CPU second):"
    for name, run in figures["stages"].items():
        yield f"  {name:28} {run['wall']:8.2f} {run['cpu']:8.2f} {count / run['cpu'] if run['cpu'] else 0:8.1f}"
    yield "analyzers (ms per picture, share of 1 CPU second per picture):"
    for name, seconds in figures["analyzers"].items():
        yield f"  {name:28} {seconds * 1000:8.1f} {1 / seconds if seconds else 0:8.1f} per CPU second"
    if "sigal" in figures:
        yield f"warm build / (sigal's warm build + hashing): {figures['warm against sigal and hashing']:.2f}"
        yield f"cold build / sigal's cold build: {figures['cold against sigal']:.2f}"
    else:
        yield "sigal is not installed, so there is no peer in this run."


def _line(name: str, run: dict[str, float], count: int) -> str:
    return (
        f"{name:32} {run['wall']:8.2f} s wall {run['cpu']:8.2f} s CPU {count / run['cpu']:8.1f} pictures/CPU s "
        f"{run['peak'] / 2**20:6.0f} MiB peak"
    )


def _write_note(photos: Path, title: str) -> None:
    note = f"---\ntitle: {title}\npictures:\n  - file: picture.jpg\n    alt: Hills.\n---\n\nHills under a pale sky.\n"
    (photos / CASE / "case.md").write_text(note, encoding="utf-8")


def _ours(photos: Path, scratch: Path, *, jobs: int, repeat: int) -> dict[str, dict[str, float]]:
    from generator.simulate.quick import synthetic_photo

    command: list[str | Path] = [
        sys.executable, "-m", "generator", "build", photos, "-o", scratch / "ours", "--cache", scratch / "cache",
        "-q", "-j", str(jobs),
    ]  # fmt: skip
    runs = {"cold": [measure_command(command, scratch)]}
    runs["warm"] = [measure_command(command, scratch) for _ in range(repeat)]
    runs["one note changed"], runs["one picture changed"], runs["pages anew from the cache"] = [], [], []
    for number in range(repeat):
        _write_note(photos, f"The hills in spring, version {number}")
        runs["one note changed"].append(measure_command(command, scratch))
        (photos / CASE / "picture.jpg").write_bytes(synthetic_photo(WIDTH, HEIGHT, seed=NEW_SEED + number))
        runs["one picture changed"].append(measure_command(command, scratch))
        shutil.rmtree(scratch / "ours")
        runs["pages anew from the cache"].append(measure_command(command, scratch))
    return {name: _plain(found) for name, found in runs.items()}


def _sigal(photos: Path, scratch: Path, *, jobs: int, repeat: int) -> dict[str, dict[str, float]]:
    # Without a settings file it doesn't start; an empty one leaves its defaults.
    (scratch / "sigal.conf.py").write_text("", encoding="utf-8")
    command: list[str | Path] = [
        sys.executable, "-m", "sigal", "build", "-c", scratch / "sigal.conf.py", "-n", str(jobs),
        photos, scratch / "theirs",
    ]  # fmt: skip
    cold = measure_command(command, scratch, cwd=scratch)
    warm = [measure_command(command, scratch, cwd=scratch) for _ in range(repeat)]
    return {"cold": _plain([cold]), "warm": _plain(warm)}


def _plain(runs: list[Any]) -> dict[str, float]:
    return {name: median([getattr(run, name) for run in runs]) for name in ("wall", "cpu", "peak")}


def _stages(photos: Path, scratch: Path, *, jobs: int) -> dict[str, dict[str, float]]:
    from generator.build import build
    from generator.settings import BuildOptions

    found: dict[str, dict[str, float]] = {}

    @contextmanager
    def watch(stage: str) -> Iterator[None]:
        wall, cpu = clock.seconds(), cpu_seconds()
        yield
        found[stage] = {"wall": clock.seconds() - wall, "cpu": cpu_seconds() - cpu}

    build(BuildOptions(photos, scratch / "staged", scratch / "cache-of-stages", jobs), watch=watch)
    return found


def _analyzers(files: list[Path]) -> dict[str, float]:
    """CPU seconds per picture of each analyzer, in one process; parsing and decoding are counted apart."""
    import hashlib
    import time

    from generator.analyse.analyzer import CouldNotCheck, NotApplicable
    from generator.analyse.picture import Picture
    from generator.analyse.registry import discover
    from generator.analyse.steps import resolve
    from generator.model import FileKind, Outcome, Run
    from generator.plan import renditions_step
    from generator.render.renditions import RenditionPlan

    chain = discover()
    spent: dict[str, float] = {}
    for round_number, file in enumerate([files[0], *files]):
        data = file.read_bytes()
        runs: dict[str, Run] = {}
        picture = Picture(data, FileKind.JPEG, hashlib.sha256(data).hexdigest(), runs=runs)
        work: list[tuple[str, Callable[[Picture], Any]]] = [
            ("parse the container", lambda picture: picture.container),
            ("decode", lambda picture: picture.upright),
        ]
        work += [(item.id, item.run) for item in chain]
        work.append(
            (
                "renditions",
                lambda picture: resolve(renditions_step().function)(picture, RenditionPlan().parameters()),
            )
        )
        for name, function in work:
            started = time.process_time()
            try:
                found = function(picture)
            except (CouldNotCheck, NotApplicable):
                found = ()
            seconds = time.process_time() - started
            if name in {item.id for item in chain}:
                runs[name] = Run(name, "", Outcome.FOUND if found else Outcome.NOTHING, findings=found)
            # The first picture is looked at twice, because imports count for nothing here.
            if round_number:
                spent[name] = spent.get(name, 0.0) + seconds / len(files)
    return spent
