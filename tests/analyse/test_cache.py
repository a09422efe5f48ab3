"""The cache: what was stored comes back; what is damaged is made again; what nobody uses is removed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.analyse.analysis import analyse, keys_in_use
from generator.analyse.cache import Cache, CacheSize, Entry, blob_name, runs_name
from generator.analyse.worker_task import Results
from generator.analyse.workforce import Workforce, local_workforce
from generator.settings import Limits
from generator.storage import Folder
from tests.analyse.support.jobs import chain, job
from tests.analyse.support.stepping import STEP

SHA = "ab" * 32
BLOB = hashlib.sha256(b"bytes").hexdigest()


def _filled(folder: Path) -> Cache:
    cache = Cache(folder)
    cache.store(SHA, {"key": Entry({"a": 1}, (BLOB,)), "other": Entry([1.5, "x"])}, {BLOB: b"bytes"})
    return cache


def test_there_and_back(tmp_path: Path) -> None:
    cache = _filled(tmp_path)
    assert cache.entries(SHA) == {"key": Entry({"a": 1}, (BLOB,)), "other": Entry([1.5, "x"])}
    assert cache.blob(BLOB) == b"bytes"
    assert cache.entries("cd" * 32) == {}
    cache.store(SHA, {"third": Entry(None)}, {})
    assert cache.entries(SHA).keys() == {"key", "other", "third"}


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: b"[]",
    lambda data: b"null",
    lambda data: b'{"format":1}',
    lambda data: b'{"format":1,"entries":{"key":{"value":1}}}',
    lambda data: b'{"format":1,"entries":{"key":{"blobs":["../../x"],"value":1}}}',
    lambda data: b"[" * 100_000,
    lambda data: data.replace(b'"format":1', b'"format":99'),
    lambda data: b"\xff\xfe" + data,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_file_is_as_good_as_none_and_is_replaced(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    cache = _filled(tmp_path)
    file = tmp_path / runs_name(SHA)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.entries(SHA) == {}
    cache.store(SHA, {"key": Entry(2)}, {})
    assert cache.entries(SHA) == {"key": Entry(2)}


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_entry_without_its_bytes_counts_as_missing(tmp_path: Path, how: str) -> None:
    cache = _filled(tmp_path)
    blob = tmp_path / blob_name(BLOB)
    blob.unlink()
    if how == "empty":
        blob.touch()
    assert cache.entries(SHA).keys() == {"other"}
    cache.store(SHA, {}, {BLOB: b"bytes"})
    assert cache.entries(SHA).keys() == {"key", "other"}


def test_bytes_that_are_not_what_their_name_says_are_refused(tmp_path: Path) -> None:
    cache = _filled(tmp_path)
    (tmp_path / blob_name(BLOB)).write_bytes(b"other")
    with pytest.raises(KeyError):
        cache.blob(BLOB)


def test_prune_keeps_what_is_used_and_says_what_it_removed(tmp_path: Path) -> None:
    cache = _filled(tmp_path)
    cache.store("cd" * 32, {"third": Entry(3, (BLOB,)), "fourth": Entry(4)}, {})
    (tmp_path / "blobs" / "00.123-4.tmp").write_bytes(b"left over")
    assert cache.size() == CacheSize(
        2, 1, sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    )
    removed = cache.prune({"key"})
    assert (removed.pictures, removed.blobs) == (1, 0)
    assert cache.entries(SHA).keys() == {"key"}
    assert cache.entries("cd" * 32) == {}
    assert not list(tmp_path.rglob("*.tmp"))
    assert cache.prune(set()).blobs == 1
    assert cache.size() == CacheSize(0, 0, 0)


def test_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    _filled(tmp_path / "one")
    cache = Cache(tmp_path / "two")
    cache.store(SHA, {"other": Entry([1.5, "x"])}, {})
    cache.store(SHA, {"key": Entry({"a": 1}, (BLOB,))}, {BLOB: b"bytes"})
    assert (tmp_path / "one" / runs_name(SHA)).read_bytes() == (
        tmp_path / "two" / runs_name(SHA)
    ).read_bytes()


def test_nothing_is_done_again_but_what_is_missing(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{number}.jpg", f"{number} TAME".encode(), copy="{}") for number in range(3)]
    cache = Cache(tmp_path / "cache")
    asked: list[tuple[str, ...]] = []

    def build(*names: str) -> object:
        with local_workforce(1) as workforce:

            def watched(tasks: object) -> list[Results]:
                for task in tasks:  # type: ignore[attr-defined]
                    there = {name for name, _ in task.done}
                    asked.append((*sorted(there), *(step[1] for step in task.steps)))
                return workforce.function(tasks)  # type: ignore[arg-type]

            return analyse(
                jobs,
                chain=chain(*names),
                steps=[STEP],
                cache=cache,
                workforce=Workforce(workforce.executor, watched, 1),
                limits=Limits(),
            )

    build("counting", "drawing")
    assert asked == [(STEP.function,)] * 3
    asked.clear()
    cold = build()
    assert asked == [("test.counting", "test.drawing")] * 3
    asked.clear()
    assert build() == cold
    assert asked == []
    cache.prune(keys_in_use(jobs, chain=chain(), steps=[STEP], limits=Limits()))
    assert build() == cold
    assert asked == []
    drawn = cold["1.jpg"].runs[1].findings[0].figures[0].blob  # type: ignore[index]
    cache.folder.delete(blob_name(drawn))
    assert build() == cold
    assert asked == [("test.counting", "test.last", "test.misbehaving")]
    assert cache.blob(drawn) == b"drawn of 1 TAME"


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../x", "a/../../x", "a\\b"])
def test_names_stay_inside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name inside a folder"):
        Folder(tmp_path).write(name, b"x")


def test_failed_write_leaves_the_old_bytes_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.write("a/b", b"old")

    def broken(*paths: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", broken)
    with pytest.raises(OSError, match="disk full"):
        folder.write("a/b", b"new")
    assert folder.read("a/b") == b"old"
    assert list(folder.names()) == ["a/b"]


def test_folder_lists_sizes_and_deletes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "made when needed")
    assert list(folder.names("x")) == []
    assert folder.read("x/b") is None
    for name in ("x/b", "x/a/c", "y"):
        folder.write(name, name.encode())
    assert list(folder.names()) == ["y", "x/b", "x/a/c"]
    assert list(folder.names("x")) == ["x/b", "x/a/c"]
    assert (folder.size("x/b"), folder.exists("x/b"), folder.exists("z")) == (3, True, False)
    folder.delete("x/b")
    folder.delete("x/b")
    assert not folder.exists("x/b")
