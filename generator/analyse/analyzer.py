"""What an analyzer is: one constant that describes it and one function that runs it.

`ANALYZER = Analyzer(...)` and `run(picture) -> tuple[Finding, ...]` in one module of `analyse/analyzers/`, or of a package
that names the module in the entry-point group `backstory.analyzers`. From the constant come the analyzer's page, the table
of `backstory analyzers` and the line "how this was measured" under each finding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model import FileKind


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the method comes from."""

    title: str
    """Paper, specification clause or documentation, with year."""
    url: str = ""
    """Where it can be read; empty when it is not on the web."""


@dataclass(frozen=True, slots=True)
class Analyzer:
    """An analyzer's description of itself."""

    id: str
    """Dotted name in the field's own words: `jpeg.quantization`. Every finding's code begins with it."""
    version: str
    """Raised whenever the same picture could give another result; part of the cache key."""
    title: str
    """Name for readers: `JPEG compression tables`."""
    question: str
    """The question it answers, in a reader's words: `How strongly was this file compressed, and by what?`"""
    measures: str
    """What it looks at and how, two to five sentences for a reader who knows nothing of forensics."""
    limits: str
    """What it can't show, and when it misleads."""
    applies_to: frozenset[FileKind]
    """Kinds it can say something of; for all others the run is `not applicable`."""
    needs: tuple[str, ...] = ()
    """Ids of analyzers whose runs it reads through `picture.run_of(id)`; they run first."""
    engines: tuple[str, ...] = ()
    """Distribution names of the libraries that shape the result; their versions are part of the cache key."""
    programs: tuple[str, ...] = ()
    """Programs that it asks where they are installed (`keys.PROGRAMS`); their versions are part of the cache key, too."""
    references: tuple[Reference, ...] = ()
    """Sources of the method."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Constants that shape the result, by name; shown and part of the cache key."""
    reads: tuple[str, ...] = ()
    """Groups of files that a publisher may hand to it (`analyse/materials.py`): `trust`. Empty for most."""
    cost: str = "low"
    """`low` (under 50 ms at 2 megapixels), `medium` (under 1 s) or `high`."""
    raises_flags: bool = False
    """Whether its findings may count in an assessment; only tests with a known bound on false alarms may."""
    rules: Callable[[], tuple[tuple[str, str], ...]] | None = None
    """Gives name and words of each of its rules, for its method page; called only there, as rules may import much."""
    nothing_means: str = ""
    """What `nothing found` means here, in a sentence: `The file has no embedded thumbnail; that is normal for web pictures.`"""


class NotApplicable(Exception):
    """Raised by `run` when the question makes no sense for this picture; the argument says why, in a clause."""


class CouldNotCheck(Exception):
    """Raised by `run` when the picture is broken or a part is missing, so that the question stays open; says why."""


ALL_KINDS = frozenset(FileKind)
