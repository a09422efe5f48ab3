"""The same content gives the same bytes, whatever the machine, the order and the way there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.content import content, pictures
from tests.support.pictures import jpeg, png
from tests.support.program import build, run, tree, write


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as this process makes it."""
    folder = tmp_path_factory.mktemp("usual")
    assert build(content(folder / "content"), folder / "site", folder / "cache").exit_code == 0
    return tree(folder / "site")


SURROUNDINGS: list[tuple[str, int, dict[str, str]]] = [
    ("1", 0o022, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
    (
        "2",
        0o077,
        {
            "PYTHONHASHSEED": "4711",
            "TZ": "America/Los_Angeles",
            "LC_ALL": "tr_TR.UTF-8",
            "LANG": "de_DE.UTF-8",
            "PYTHONUTF8": "0",
            "COLUMNS": "40",
            "OMP_NUM_THREADS": "1",
            "PYTHONOPTIMIZE": "1",
        },
    ),
]


@pytest.mark.parametrize(("jobs", "umask", "variables"), SURROUNDINGS, ids=["one", "two"])
def test_surroundings_never_matter(
    jobs: str, umask: int, variables: dict[str, str], tmp_path: Path, usual: dict[str, bytes]
) -> None:
    folder = tmp_path / "another place" / "with spaces"
    # Written in another order, in one of two ways of naming the folder, with other dates and permissions.
    files = dict(reversed(pictures().items()))
    there = write(folder / "content", files)
    for place, path in enumerate(sorted(there.rglob("*"))):
        os.utime(path, (1_000_000_000 + place * 1000, 1_000_000_000 + place * 7777))
        path.chmod(0o755 if path.is_dir() else 0o444)
    result = run(
        "build",
        "content/",
        "-o",
        "../site",
        "--cache",
        "../cache",
        "-j",
        jobs,
        cwd=folder,
        umask=umask,
        **variables,
    )
    assert result.returncode == 0, result.stderr
    found = tree(folder.parent / "site")
    assert found["SHA256SUMS"].splitlines() == usual["SHA256SUMS"].splitlines()
    assert found == usual


def test_a_site_grown_step_by_step_is_the_one_built_at_once(tmp_path: Path, usual: dict[str, bytes]) -> None:
    there, site, cache = tmp_path / "content", tmp_path / "site", tmp_path / "cache"
    files = pictures()
    early = {path: data for place, (path, data) in enumerate(files.items()) if place % 3 != 1}
    early["cases/2026/first/a.jpg"] = jpeg(90)
    early["bare/plain.webp"] = b"no picture yet"
    early["bare/later-removed.jpg"] = jpeg(91)
    early["bare/words.txt"] = png(92)
    for path, data in files.items():
        if path.endswith("case.md"):
            early[path] = str(data).replace("Waves", "Ripples").replace("file: b.jpg", "file: a.jpg")
    early.setdefault("cases/2026/first/a.jpg", jpeg(90))
    early.setdefault("cases/2026/second/a.jpg", jpeg(93))
    write(there, early)
    assert build(there, site, cache).exit_code == 0
    first = tree(site)
    (there / "bare" / "later-removed.jpg").unlink()
    write(there, files)
    assert build(there, site, cache).exit_code == 0
    assert tree(site) == usual
    # And back again.
    shutil.rmtree(there)
    write(there, early)
    assert build(there, site, cache).exit_code == 0
    assert tree(site) == first


def test_no_page_names_a_place_of_this_machine(
    tmp_path_factory: pytest.TempPathFactory, usual: dict[str, bytes]
) -> None:
    base = str(tmp_path_factory.getbasetemp()).encode()
    for path, data in usual.items():
        assert base not in data, path
        assert os.fsencode(Path(__file__).resolve().parents[1]) not in data, path
