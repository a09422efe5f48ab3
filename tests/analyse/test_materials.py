"""Files that a publisher hands to analyzers: they arrive everywhere, and count in the key of those who read them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.analyse.analysis import analyse, keys_in_use
from generator.analyse.cache import Cache
from generator.analyse.frames import Message
from generator.analyse.keys import parameters_of, run_keys
from generator.analyse.materials import Material, material, read_by
from generator.analyse.workers import Worker
from generator.analyse.workforce import local_workforce
from generator.model import FileKind
from generator.settings import Limits
from tests.analyse.support.jobs import chain, job

NOTE = material("note", "b.txt", b"two", [("date", "2026-08-05")])
NOTES = (NOTE, material("other", "c.txt", b"three"), material("note", "a.txt", b"one"))
BOTH = chain("counting", "reading")


def keys(*materials: Material) -> dict[str, str]:
    return run_keys("0" * 64, FileKind.PNG, BOTH, Limits(), materials)


def test_only_readers_depend_on_materials() -> None:
    plain, noted = keys(), keys(*NOTES)
    assert plain["test.counting"] == noted["test.counting"]
    assert plain["test.reading"] != noted["test.reading"]


def test_order_and_what_nobody_reads_do_not_count() -> None:
    assert keys(*NOTES) == keys(*reversed(NOTES)) == keys(NOTES[0], NOTES[2])


@pytest.mark.parametrize(
    "changed",
    [
        material("note", "b.txt", b"2", [("date", "2026-08-05")]),
        material("note", "d.txt", b"two", [("date", "2026-08-05")]),
        material("note", "b.txt", b"two", [("date", "2026-08-06")]),
    ],
)
def test_bytes_name_and_facts_count(changed: Material) -> None:
    assert keys(changed)["test.reading"] != keys(NOTE)["test.reading"]


def test_a_reader_names_what_it_read() -> None:
    analyzer = BOTH[1].analyzer
    assert [item.name for item in read_by(analyzer, NOTES)] == ["a.txt", "b.txt"]
    assert [name for name, _ in parameters_of(analyzer, NOTES)] == ["note: a.txt", "note: b.txt"]
    assert NOTE.fact("date") == "2026-08-05"
    assert NOTE.fact("other") == ""


def test_workers_get_them_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    ask = Worker.ask

    def counted(
        self: Worker, fields: dict[str, Any], attachments: tuple[bytes, ...] = (), *, seconds: float
    ) -> Iterator[Message]:
        sent.append(len(attachments))
        return ask(self, fields, attachments, seconds=seconds)

    monkeypatch.setattr(Worker, "ask", counted)
    jobs = [job(tmp_path, f"{number}.jpg", f"{number}".encode()) for number in range(3)]
    cache = Cache(tmp_path / "cache")
    with local_workforce(1) as workforce:
        found = analyse(jobs, chain=BOTH, cache=cache, workforce=workforce, limits=Limits(), materials=NOTES)
    assert sent == [2, 0, 0]
    for item in found.values():
        assert item.runs[1].findings[0].statement == "Read a.txt=one b.txt=two."
        assert ("note: a.txt", NOTES[2].sha256) in item.runs[1].parameters
        assert item.keys <= keys_in_use(jobs, chain=BOTH, limits=Limits(), materials=NOTES)
    sent.clear()
    with local_workforce(1) as workforce:
        analyse(jobs, chain=BOTH, cache=cache, workforce=workforce, limits=Limits(), materials=NOTES)
        assert sent == []
        again = analyse(jobs, chain=BOTH, cache=cache, workforce=workforce, limits=Limits())
    assert sent == [0, 0, 0]
    assert again["0.jpg"].runs[1].findings[0].measure("notes") == 0


def test_a_batch_for_a_cluster_carries_one_copy() -> None:
    big = material("note", "big.bin", bytes(range(256)) * 4000)
    assert len(pickle.dumps([big] * 8)) < 1.1 * len(big.data)


def test_a_cluster_gets_them(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    from generator.analyse.cluster import cluster_workforce
    from tests.analyse.test_cluster import cluster

    jobs = [job(tmp_path, f"{number}.jpg", f"{number}".encode()) for number in range(3)]
    with cluster(tmp_path, workers=1) as found, cluster_workforce(found.address) as workforce:
        results = analyse(
            jobs,
            chain=BOTH,
            cache=Cache(tmp_path / "cache"),
            workforce=workforce,
            limits=Limits(),
            materials=NOTES,
        )
    assert {item.runs[1].findings[0].statement for item in results.values()} == {"Read a.txt=one b.txt=two."}
