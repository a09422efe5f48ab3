"""Errors a person can mend. Each names the place, what is wrong and what to do; none shows a traceback.

A picture's trouble is never an error: it becomes a failed `Run` on the picture's own page. A bug stays a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that a person wrote and has to mend."""

    file: str
    """Path of the file, relative to the content folder where it lies in it."""
    line: int
    """Line in that file, from 1; 0 when the whole file is meant."""
    field: str
    """Name of the field, dotted and indexed as in `claim.links[0]`; empty when the whole file is meant."""
    problem: str
    """What is wrong, in one clause."""
    remedy: str
    """What is allowed, or what to do."""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.problem}; {self.remedy}"


class BackstoryError(click.ClickException):
    """An error for a person, shown as one message. Exit code 2, as for wrong arguments."""

    exit_code = 2


class InvalidContent(BackstoryError):
    """All mistakes of all files of a content folder, reported together. Nothing has been written."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        count = len(self.mistakes)
        head = f"{count} mistake{'s' if count != 1 else ''} to mend; nothing was written:"
        super().__init__("\n".join([head, *(f"  {mistake}" for mistake in self.mistakes)]))
