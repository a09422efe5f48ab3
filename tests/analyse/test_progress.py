"""What is said while the analysis runs: a line on a terminal, lines in a log, nothing when asked to be quiet."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from generator import clock
from generator.analyse.progress import Progress, Verbosity


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> None:
    def ticks() -> Iterator[float]:
        now = 0.0
        while True:
            now += 1.0
            yield now

    clockwork = ticks()
    monkeypatch.setattr(clock, "seconds", lambda: next(clockwork))


def _say(verbosity: Verbosity, *, is_terminal: bool, total: int = 20) -> str:
    stream = io.StringIO()
    progress = Progress(stream, verbosity, is_terminal=is_terminal)
    progress.start(total, 5)
    for number in range(total):
        name = f"photos/{number}\x1b[2J.jpg"
        progress.begin(name)
        progress.end(
            name, failed=int(number == 3), troubles=[("file.identity", "crashed")] if number == 3 else []
        )
    progress.finish()
    return stream.getvalue()


def test_plain_lines_at_the_start_every_tenth_and_the_end() -> None:
    lines = _say(Verbosity.NORMAL, is_terminal=False).splitlines()
    assert lines[0] == "Analysing 20 pictures, 5 unchanged."
    assert lines[1].startswith("Analysed 2 of 20 (10 %), about ")
    assert lines[2] == "  photos/3\ufffd[2J.jpg: file.identity: crashed"
    assert [line.split(" of")[0] for line in lines[3:-1]] == [
        f"Analysed {count}" for count in range(4, 20, 2)
    ]
    assert lines[-1].startswith("Analysed 20 pictures in ")
    assert lines[-1].endswith(" s; 1 check could not be completed.")


def test_verbose_names_every_picture() -> None:
    lines = _say(Verbosity.VERBOSE, is_terminal=False).splitlines()
    assert sum("s" in line and line.startswith("  photos/") for line in lines) == 21
    assert any(line.endswith("s, 1 check failed") for line in lines)


def test_quiet_says_nothing() -> None:
    assert _say(Verbosity.QUIET, is_terminal=True) == _say(Verbosity.QUIET, is_terminal=False) == ""


def test_terminal_gets_one_line_that_is_rewritten_and_is_clean_at_the_end() -> None:
    said = _say(Verbosity.NORMAL, is_terminal=True)
    assert "\x1b[2J" not in said
    assert "█░" in said
    assert "10/20, about " in said
    assert "photos/11" in said
    assert said.count("\n") == 3
    assert "\r\x1b[KAnalysed 20 pictures in " in said


def test_nothing_to_do_is_not_worth_a_word() -> None:
    assert _say(Verbosity.NORMAL, is_terminal=False, total=0) == ""
    assert _say(Verbosity.VERBOSE, is_terminal=True, total=0).strip("\r\x1b[K") == ""
