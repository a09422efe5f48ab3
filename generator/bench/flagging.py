"""The tests that may raise a flag, and what each makes of one picture.

A test is an analyzer of the family `pixels` whose module has `flag_mask(picture)`, the pixels that it flags, or
`is_flagged(picture)`, for tests that tell of a whole file; `score_map(picture)`, higher where more suspicious, is scored, too.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import Registered, discover, selected
from generator.bench.labelled import Sample
from generator.errors import BackstoryError
from generator.model import Integrity, Outcome, Run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FAMILY = "pixels."
COPIES = "copy-move"
"""What the corpora of copies within a picture, and the test for them, have in their names."""


_HISTORIES = {"pixels.resampling": r"r\d"}
"""Variants of pictures to which that has happened of which a test of whole files tells: resized ones are called `r70…`."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test with the functions of its module."""

    __test__ = False

    item: Registered
    """Its analyzer."""
    flag_mask: Callable[[Picture], NDArray[np.bool_]] | None
    """Height x width; None for tests of the whole file."""
    is_flagged: Callable[[Picture], bool] | None
    """None for tests that mark regions."""
    score_map: Callable[[Picture], NDArray[np.floating]] | None
    """Height x width; None when it has no continuous measure."""

    @property
    def id(self) -> str:
        """The analyzer's id."""
        return self.item.id

    @property
    def marks_regions(self) -> bool:
        """Whether it marks parts of a picture."""
        return self.flag_mask is not None

    def answer(self, sample: Sample) -> bool | None:
        """Whether it should flag the picture; None where that isn't known.

        For a test that tells of a whole file's history, it is that history that counts, as far as the list's variant names it,
        and not whether anybody altered the picture.
        """
        if self.marks_regions:
            return sample.is_altered
        pattern = _HISTORIES.get(self.id)
        if pattern is None or not sample.variant:
            return None
        return bool(re.match(pattern, sample.variant))

    def is_made_for(self, corpus: str) -> bool:
        """Whether it can be expected to find what was altered there: copies within a picture, or anything else."""
        if not self.marks_regions:
            return True
        return (COPIES in self.id) == corpus.startswith(COPIES)


@dataclass(frozen=True, slots=True)
class Flags:
    """What one test flags of one picture."""

    is_flagged: bool
    """Whether anything is."""
    is_applicable: bool
    """Whether the test could look at it."""
    mask: NDArray[np.bool_] | None
    """Height x width; None where the test doesn't apply or marks no regions."""


@dataclass(frozen=True, slots=True)
class Timed:
    """The whole chain of pixel analyzers on one picture, figures of evidence included."""

    runs: Mapping[str, Run]
    """By analyzer id, with all that they need."""
    seconds: Mapping[str, float]
    """CPU seconds, by analyzer id."""


def tests(only: Sequence[str] = ()) -> tuple[Test, ...]:
    """All tests that are installed, or the named ones. Raises `BackstoryError` for a name that is none."""
    found = {item.id: _test(item) for item in discover() if item.id.startswith(FAMILY)}
    known = {name: test for name, test in found.items() if test.flag_mask or test.is_flagged}
    if unknown := [name for name in only if name not in known]:
        raise BackstoryError(
            f"There is no test {', '.join(unknown)} that raises flags. Installed are: {', '.join(known)}."
        )
    return tuple(test for name, test in known.items() if not only or name in only)


def pixel_chain(only: Sequence[str] = ()) -> tuple[Registered, ...]:
    """All analyzers of pixels, or the named ones, with all that they need."""
    chain = discover()
    return selected(chain, only or [item.id for item in chain if item.id.startswith(FAMILY)])


def timed(picture: Picture, chain: Iterable[Registered]) -> Timed:
    """Runs the chain; `picture` then has all runs that tests need."""
    runs: dict[str, Run] = {}
    seconds: dict[str, float] = {}
    started = time.process_time()
    for finished in run_chain(picture, tuple(chain)):
        now = time.process_time()
        runs[finished.name], seconds[finished.name], started = finished.value, now - started, now
    return Timed(runs, seconds)


def prepare(picture: Picture, wanted: Iterable[Test]) -> None:
    """Runs what the tests need, but not the tests."""
    needs = sorted({need for test in wanted for need in test.item.analyzer.needs})
    for _ in run_chain(picture, selected(discover(), needs)):
        pass


def flags(test: Test, picture: Picture) -> Flags:
    """What the test flags of a picture that is prepared for it."""
    try:
        if test.flag_mask is not None:
            mask = test.flag_mask(picture)
            return Flags(bool(mask.any()), True, mask)
        assert test.is_flagged is not None
        return Flags(bool(test.is_flagged(picture)), True, None)
    except (NotApplicable, CouldNotCheck):
        return Flags(False, False, None)


def scores(test: Test, picture: Picture) -> NDArray[np.floating] | None:
    """The continuous map; None where the test doesn't apply or has none."""
    if test.score_map is None:
        return None
    try:
        return test.score_map(picture)
    except (NotApplicable, CouldNotCheck):
        return None


def is_checked(run: Run) -> bool:
    """Whether the test said found or nothing found; else it said that it doesn't apply, or it failed."""
    return run.outcome in (Outcome.FOUND, Outcome.NOTHING)


def faults(runs: Mapping[str, Run]) -> list[tuple[str, str]]:
    """Id and reason of every run of the family that failed: labelled pictures can all be read, so each is a bug."""
    return [
        (name, run.reason)
        for name, run in runs.items()
        if name.startswith(FAMILY) and run.outcome is Outcome.FAILED
    ]


def contradiction(test: Test, run: Run, *, is_flagged: bool) -> str:
    """Why what a test says and what it marks don't belong together; empty when they do."""
    if not test.marks_regions or not test.item.analyzer.raises_flags:
        return ""
    says = any(weight.value == Integrity.ALTERED.value for item in run.findings for weight in item.weights)
    if says == is_flagged:
        return ""
    return "marks pixels but says nothing of it" if is_flagged else "says altered but marks no pixels"


def _test(item: Registered) -> Test:
    module: Any = importlib.import_module(item.module)
    return Test(item, *(getattr(module, name, None) for name in ("flag_mask", "is_flagged", "score_map")))
