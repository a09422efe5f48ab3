"""Worker processes: whatever a picture does to them, it gets its ledger, the culprit is named, and none is left over."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.analyse import workers
from generator.analyse.analysis import Analysed, Job, analyse, keys_in_use
from generator.analyse.cache import Cache
from generator.analyse.frames import BrokenStream, receive, send
from generator.analyse.progress import Progress
from generator.analyse.workers import Crew, CrewDismissed, WorkerDied
from generator.analyse.workforce import cores, local_workforce
from generator.errors import BackstoryError
from generator.model import FileKind, Outcome
from generator.settings import Limits
from tests.analyse.support.jobs import chain, job
from tests.analyse.support.processes import children_of, ended, is_running, start, wait_until
from tests.analyse.support.stepping import STEP

LIMITS = Limits(seconds=2, memory=1024**3)


def _analyse(
    jobs: list[Job], folder: Path, *, count: int = 2, limits: Limits = LIMITS
) -> dict[str, Analysed]:
    with local_workforce(count) as workforce:
        return analyse(
            jobs,
            chain=chain(),
            steps=[STEP],
            cache=Cache(folder / "cache"),
            workforce=workforce,
            limits=limits,
        )


REASONS = [
    ("TAME", Outcome.NOTHING, "There was nothing to find."),
    ("PRINT", Outcome.NOTHING, "There was nothing to find."),
    ("SENSELESS", Outcome.NOT_APPLICABLE, "the picture has no pixels"),
    ("BROKEN", Outcome.FAILED, "the data end after 12 of 64 rows"),
    (
        "RAISE",
        Outcome.FAILED,
        "stopped by a bug in this program: ZeroDivisionError: bad luck with <object object>",
    ),
    ("EXIT", Outcome.FAILED, "stopped by a bug in this program: SystemExit: sys.exit was called"),
    ("EAT", Outcome.FAILED, "needed more memory than the 1 GiB that one picture may take"),
    ("QUIT", Outcome.FAILED, "ended the worker process with exit code 3"),
    ("ABORT", Outcome.FAILED, "crashed the worker process (SIGABRT)"),
    ("HANG", Outcome.FAILED, "took longer than 2 s and was stopped"),
    ("SPIN", Outcome.FAILED, "took longer than 2 s and was stopped"),
]


def test_every_misfortune_among_40_gives_40_ledgers_and_names_the_culprit(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{word}.jpg", f"x {word}".encode()) for word, _, _ in REASONS]
    jobs += [job(tmp_path, f"{number}.jpg", f"{number} TAME".encode()) for number in range(40 - len(jobs))]
    stream = io.StringIO()
    with local_workforce(2) as workforce:
        found = analyse(
            jobs,
            chain=chain(),
            cache=Cache(tmp_path / "cache"),
            workforce=workforce,
            limits=LIMITS,
            progress=Progress(stream),
        )
    assert list(found) == [item.id for item in jobs]
    assert [
        (found[f"{word}.jpg"].runs[2].outcome, found[f"{word}.jpg"].runs[2].reason) for word, _, _ in REASONS
    ] == [(outcome, reason) for _, outcome, reason in REASONS]
    for item in found.values():
        assert [run.analyzer for run in item.runs] == [
            "test.counting",
            "test.drawing",
            "test.misbehaving",
            "test.last",
        ]
        assert [run.outcome for run in item.runs[:2]] == [Outcome.FOUND, Outcome.FOUND]
        assert item.runs[3].findings[0].statement == f"Before this: {item.runs[2].outcome.value}."
    said = stream.getvalue()
    for word in ("ABORT", "HANG", "SPIN", "EAT", "QUIT", "RAISE", "EXIT"):
        assert f"{word}.jpg: test.misbehaving: " in said
    assert "BROKEN.jpg" not in said


def test_a_step_that_crashes_or_raises_gives_its_value_for_failures(tmp_path: Path) -> None:
    words = {"STEP-ABORT": "crashed the worker process (SIGABRT)", "STEP-RAISE": "ValueError: no copy today"}
    found = _analyse([job(tmp_path, word, f"x {word}".encode(), copy="{}") for word in words], tmp_path)
    for word, reason in words.items():
        assert found[word].steps["copy"].missing.endswith(reason)
        assert all(run.outcome is not Outcome.FAILED for run in found[word].runs)


def test_what_must_not_be_kept_is_tried_again_and_the_rest_is_not(tmp_path: Path) -> None:
    _analyse([job(tmp_path, "a.jpg", b"x ABORT"), job(tmp_path, "b.jpg", b"x BROKEN")], tmp_path)
    cache = Cache(tmp_path / "cache")
    crashed, broken = (job(tmp_path, "a.jpg", b"x ABORT"), job(tmp_path, "b.jpg", b"x BROKEN"))
    keys = keys_in_use([crashed], chain=chain("counting", "drawing"), limits=LIMITS)
    # The crash itself and the run that was built on it are missing.
    assert cache.entries(crashed.sha256).keys() == keys
    assert cache.entries(broken.sha256).keys() == keys_in_use([broken], chain=chain(), limits=LIMITS)


def test_the_same_bytes_are_analysed_once_and_steps_by_their_parameters(tmp_path: Path) -> None:
    jobs = [
        job(tmp_path, f"{number}.jpg", b"x TAME", copy=text) for number, text in enumerate(["{}", "{}", "[]"])
    ]
    stream = io.StringIO()
    with local_workforce(1) as workforce:
        found = analyse(
            jobs,
            chain=chain(),
            steps=[STEP],
            cache=Cache(tmp_path / "cache"),
            workforce=workforce,
            limits=LIMITS,
            progress=Progress(stream),
        )
    assert "Analysing 1 picture." in stream.getvalue()
    copies = [found[item.id].steps["copy"].blob for item in jobs]
    assert copies[0] == copies[1] != copies[2]
    assert copies[2] in found["2.jpg"].blobs
    assert copies[2] not in found["0.jpg"].blobs


def test_file_that_changed_or_vanished_since_it_was_hashed(tmp_path: Path) -> None:
    changed, gone = job(tmp_path, "changed.jpg", b"x TAME"), job(tmp_path, "gone.jpg", b"y TAME")
    changed.path.write_bytes(b"z TAME")
    gone.path.unlink()
    found = _analyse([changed, gone], tmp_path)
    assert {run.reason for run in found["changed.jpg"].runs} == {
        "the file could not be read: it changed while the build was running"
    }
    assert {run.reason for run in found["gone.jpg"].runs} == {
        "the file could not be read: No such file or directory"
    }
    assert Cache(tmp_path / "cache").entries(changed.sha256) == {}


def test_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = _analyse(
        [job(tmp_path, "a.jpg", bytes(3 * 1024**2))], tmp_path, limits=Limits(file_size=2 * 1024**2)
    )
    assert {run.reason for run in found["a.jpg"].runs} == {"the file is larger than the 2 MiB that are read"}


def test_results_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{number}.jpg", f"{number} TAME".encode(), copy="{}") for number in range(9)]
    assert _analyse(jobs, tmp_path / "one", count=1) == _analyse(jobs, tmp_path / "three", count=3)


def test_a_crash_prepared_by_an_earlier_analyzer_is_tried_again_alone(tmp_path: Path) -> None:
    def runs(word: str) -> dict[str, Outcome]:
        with local_workforce(1) as workforce:
            found = analyse(
                [job(tmp_path, word, f"x {word}".encode())],
                chain=chain("poisoning", "counting"),
                cache=Cache(tmp_path / "cache"),
                workforce=workforce,
                limits=LIMITS,
            )
        return {run.analyzer: run.outcome for run in found[word].runs}

    assert runs("POISON") == {"test.a-poisoning": Outcome.NOTHING, "test.counting": Outcome.FOUND}


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
@pytest.mark.parametrize("word", ["HANG", "SPIN"])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_a_build_that_was_stopped(tmp_path: Path, word: str, sign: signal.Signals) -> None:
    if word == "SPIN" and sign == signal.SIGKILL:
        pytest.skip("native code that never returns is ended by the kernel's timer, after the time limit")
    build = start("-m", "tests.analyse.support.build", str(tmp_path), word, "6")
    with ended(build):
        assert wait_until(lambda: len(children_of(build.pid)) == 2)
        children = children_of(build.pid)
        time.sleep(0.5)  # Long enough for the workers to be in the middle of a picture.
        build.send_signal(sign)
        assert build.wait(timeout=10) != 0
        if word == "HANG" or sign == signal.SIGINT:
            assert wait_until(lambda: not any(is_running(child) for child in children), 5)


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory are Linux's")
def test_kernel_ends_a_worker_that_nobody_else_ends(tmp_path: Path) -> None:
    hanging = job(tmp_path, "a.jpg", b"x SPIN")
    fields = {
        "path": str(hanging.path),
        "sha256": hanging.sha256,
        "kind": FileKind.JPEG.value,
        "limits": {},
        "modules": ["tests.analyse.support.misbehaving"],
        "done": {},
        "unkept": [],
        "steps": [],
        "seconds": -4.0,  # With the grace of 5 s that makes one second.
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.analyse.worker_main"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=workers._environment(),
    )
    with process, ended(process):
        assert process.stdin and process.stdout
        receive(process.stdout)
        send(process.stdin, fields)
        assert process.wait(timeout=20) == -signal.SIGALRM


def test_killed_build_keeps_what_was_finished(tmp_path: Path) -> None:
    build = start("-m", "tests.analyse.support.build", str(tmp_path), "NAP", "30")
    with ended(build):
        assert wait_until(lambda: Cache(tmp_path / "cache").size().pictures >= 4)
    kept = Cache(tmp_path / "cache").size().pictures
    jobs = [job(tmp_path, f"{number}.jpg", f"{number} NAP".encode()) for number in range(12)]
    stream = io.StringIO()
    with local_workforce(2) as workforce:
        analyse(
            jobs,
            chain=chain(),
            cache=Cache(tmp_path / "cache"),
            workforce=workforce,
            limits=Limits(),
            progress=Progress(stream),
        )
    assert f", {min(kept, 12)} unchanged." in stream.getvalue()


def test_dismissed_crew_wakes_those_who_wait_and_gives_no_more_workers() -> None:
    crew = Crew()
    caught: list[BaseException] = []

    def wait_for_ever() -> None:
        try:
            with crew.worker() as worker:
                list(worker.ask({"limits": {}, "modules": ["tests.analyse.support.misbehaving"]}, seconds=60))
        except (WorkerDied, BackstoryError) as error:
            caught.append(error)

    thread = threading.Thread(target=wait_for_ever)
    thread.start()
    assert wait_until(lambda: bool(crew._all))
    crew.dismiss()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert caught
    with pytest.raises(CrewDismissed), crew.worker():
        pass


def test_worker_that_cannot_start_is_an_error_for_people(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        workers, "_environment", lambda: {"PYTHONPATH": str(tmp_path), "PYTHONHOME": str(tmp_path)}
    )
    with pytest.raises(BackstoryError, match="could not be started"):
        _analyse([job(tmp_path, "a.jpg", b"x TAME")], tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 7,
        b"\xff" * 16,
        b"\0" * 15 + b"\x09",
        (4).to_bytes(8) + bytes(8) + b"[12]",
        bytes(16) + b"x",
    ],
)
def test_stream_that_is_no_message(data: bytes) -> None:
    with pytest.raises(BrokenStream):
        receive(io.BytesIO(data))


def test_message_there_and_back() -> None:
    stream = io.BytesIO()
    send(stream, {"name": "é"}, (b"", b"\0\1", b"x" * 100_000))
    stream.seek(0)
    message = receive(stream)
    assert message.fields == {"name": "é"}
    assert message.attachments == (b"", b"\0\1", b"x" * 100_000)


def test_cores_are_counted() -> None:
    assert cores() >= 1
