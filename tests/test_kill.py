"""A build that is killed at any moment: the old site stands, what was done is kept, and nothing is left over."""

from __future__ import annotations

import contextlib
import os
import random
import re
import time
from pathlib import Path

import pytest

from generator.publish import verify
from tests.analyse.support.processes import children_of, ended, is_running, wait_until
from tests.support.pictures import drawing, saved
from tests.support.program import backstory, build, run, start, tree, write

PICTURES = 14
MOMENTS = 10


def _content(folder: Path, generation: int) -> Path:
    """Pictures large enough that a build of them takes some seconds; those of a later generation are others."""
    kept = range(4)
    others = range(100 * generation + 4, 100 * generation + PICTURES)
    return write(
        folder,
        {
            f"{seed:04}.jpg": saved(drawing(seed, (16, 12)).resize((700, 525)), "JPEG", quality=80)
            for seed in (*kept, *others)
        },
    )


def _entries(cache: Path) -> int:
    return sum(path.is_file() for path in cache.rglob("*"))


def _processes_of(mark: Path) -> list[int]:
    """Processes whose command line or environment names a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if any(os.fsencode(mark) in (process / name).read_bytes() for name in ("cmdline", "environ")):
                found.append(int(process.name))
    return [number for number in found if number != os.getpid() and is_running(number)]


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_site(tmp_path: Path) -> None:
    site, cache, content = tmp_path / "site", tmp_path / "cache", tmp_path / "content"
    _content(content, 0)
    arguments = ("build", content, "-o", site, "--cache", cache, "-j", "2")
    begin = time.monotonic()
    assert run(*arguments).returncode == 0
    length = time.monotonic() - begin
    old, known = tree(site), _entries(cache)
    for path in content.iterdir():
        if int(path.stem) >= 4:
            path.unlink()
    _content(content, 1)

    chance = random.Random(4711)
    workers: set[int] = set()
    died_by_us = 0
    # Each build finds more in the cache than the one before, so later ones may come to their end before their moment.
    for moment in sorted(chance.uniform(0.05, 0.9) * length for _ in range(MOMENTS)):
        process = start(*arguments, BACKSTORY_TEST_MARK=str(tmp_path))
        with ended(process):
            deadline = time.monotonic() + moment
            while time.monotonic() < deadline and process.poll() is None:
                workers.update(children_of(process.pid))
                time.sleep(0.02)
            died_by_us += process.poll() is None
            process.kill()
        now = tree(site)
        assert verify(site) == ()
        assert b"<title>" in now["index.html"]
        if now != old:
            # It had already swapped: then the new site is there as a whole.
            assert now["manifest.json"].count(b'"sha256"') > PICTURES
            break
    assert died_by_us >= 1
    # However slow the machine is: one more is killed when as much has come into the cache as three pictures have.
    if tree(site) == old:
        process = start(*arguments, BACKSTORY_TEST_MARK=str(tmp_path))
        with ended(process):
            assert wait_until(
                lambda: _entries(cache) >= known * (1 + 3 / PICTURES) or process.poll() is not None, 120
            )
            workers.update(children_of(process.pid))
            process.kill()
    assert wait_until(lambda: not any(is_running(worker) for worker in workers), 15)
    assert wait_until(lambda: not _processes_of(tmp_path), 15)

    last = backstory("build", content, "-o", site, "--cache", cache, "-j", "2")
    assert last.exit_code == 0
    said = re.search(r"Analysing (\d+) picture", last.output)
    assert (int(said[1]) if said else 0) < PICTURES - 4
    assert verify(site) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content", "site"]
    assert not list(cache.rglob("*.tmp"))

    assert build(content, tmp_path / "clean", tmp_path / "other-cache").exit_code == 0
    assert tree(tmp_path / "clean") == tree(site)


@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM"])
def test_a_build_that_is_asked_to_stop_takes_its_workers_with_it(signal: str, tmp_path: Path) -> None:
    import signal as signals

    content = _content(tmp_path / "content", 2)
    arguments = ("build", content, "-o", tmp_path / "site", "--cache", tmp_path / "cache", "-j", "2")
    process = start(*arguments, BACKSTORY_TEST_MARK=str(tmp_path))
    with ended(process):
        assert wait_until(lambda: len(children_of(process.pid)) >= 2 or process.poll() is not None)
        workers = children_of(process.pid)
        process.send_signal(getattr(signals, signal))
        assert process.wait(20) != 0
    assert wait_until(lambda: not any(is_running(worker) for worker in workers), 15)
    assert not (tmp_path / "site").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content"]
