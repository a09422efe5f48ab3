"""How far the analysis is: one line that is rewritten on a terminal, plain lines elsewhere, nothing with `-q`.

Goes to stderr, so that what a command prints can be piped. File names come from strangers and are cleaned before they are
printed. A check that crashed, hung or ran out of memory is named in every mode but the quiet one.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from enum import Enum
from typing import TextIO

from generator import clock
from generator.analyse.tidy import clean_text

REDRAW_SECONDS = 0.1
BAR_WIDTH = 20
STEPS = 10
"""How many times plain output says how far it is."""


class Verbosity(Enum):
    """How much is said."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


class Progress:
    """Told what begins and ends; says it."""

    def __init__(
        self, stream: TextIO, verbosity: Verbosity = Verbosity.NORMAL, *, is_terminal: bool | None = None
    ) -> None:
        self._stream = stream
        self._verbosity = verbosity
        self._is_terminal = stream.isatty() if is_terminal is None else is_terminal
        self._total = 0
        self._done = 0
        self._said = 0
        self._begun: dict[str, float] = {}
        self._started = 0.0
        self._drawn = 0.0
        self._troubles = 0

    def start(self, total: int, cached: int) -> None:
        """`total` pictures have to be analysed; `cached` more are known from earlier builds."""
        self._total = total
        self._started = clock.seconds()
        if total:
            known = f", {cached} unchanged" if cached else ""
            self._say(f"Analysing {total} picture{_s(total)}{known}.")

    def begin(self, name: str) -> None:
        """Work on the picture `name` has begun."""
        self._begun[name] = clock.seconds()
        self._draw()

    def end(self, name: str, *, failed: int = 0, troubles: Sequence[tuple[str, str]] = ()) -> None:
        """The picture is done. `failed` counts checks that could not be made; `troubles` are those among them that are not
        the picture's plain fault, as the check's name and the reason."""
        seconds = clock.seconds() - self._begun.pop(name, clock.seconds())
        self._done += 1
        if self._verbosity is Verbosity.VERBOSE:
            trouble = f", {failed} check{_s(failed)} failed" if failed else ""
            self._say(f"  {_shown(name)}: {seconds:.1f} s{trouble}")
        for check, reason in troubles:
            self._troubles += 1
            self._say(f"  {_shown(name)}: {check}: {_shown(reason)}")
        self._draw()

    def finish(self) -> None:
        """All is done."""
        self._draw(is_last=True)
        if not self._total:
            return
        seconds = clock.seconds() - self._started
        trouble = (
            f"; {self._troubles} check{_s(self._troubles)} could not be completed" if self._troubles else ""
        )
        self._say(f"Analysed {self._done} picture{_s(self._done)} in {seconds:.1f} s{trouble}.")

    def _say(self, line: str) -> None:
        if self._verbosity is Verbosity.QUIET:
            return
        self._erase()
        self._stream.write(line + "\n")
        self._stream.flush()

    def _draw(self, *, is_last: bool = False) -> None:
        if self._verbosity is Verbosity.QUIET or not self._total:
            return
        if not self._is_terminal:
            self._say_tenths()
            return
        now = clock.seconds()
        if is_last:
            self._erase()
        elif now - self._drawn >= REDRAW_SECONDS:
            self._drawn = now
            self._erase()
            self._stream.write(self._line())
            self._stream.flush()

    def _erase(self) -> None:
        if self._is_terminal:
            self._stream.write("\r\x1b[K")

    def _line(self) -> str:
        filled = BAR_WIDTH * self._done // self._total
        name = next(iter(self._begun), "")
        text = f"{'█' * filled}{'░' * (BAR_WIDTH - filled)} {self._done}/{self._total}{self._time_left()}  {_shown(name)}"
        return text[: max(10, shutil.get_terminal_size().columns - 1)]

    def _say_tenths(self) -> None:
        tenths = STEPS * self._done // self._total
        if tenths > self._said and self._done < self._total:
            self._said = tenths
            share = 100 * self._done // self._total
            self._say(f"Analysed {self._done} of {self._total} ({share} %){self._time_left()}.")

    def _time_left(self) -> str:
        if not self._done:
            return ""
        seconds = round((clock.seconds() - self._started) / self._done * (self._total - self._done))
        minutes, seconds = divmod(seconds, 60)
        return f", about {minutes} min {seconds:02} s left" if minutes else f", about {seconds} s left"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _shown(name: str) -> str:
    return clean_text(name, 200).replace("\n", "\ufffd").replace("\t", "\ufffd")
