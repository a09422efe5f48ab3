"""Text that somebody else chose, for a terminal."""

from __future__ import annotations

import os
import sys


def printable(text: str) -> str:
    """The text with everything that isn't printable as an escape: names of files can command a terminal, turn a line
    round, or be no text at all.
    """
    shown = os.fsencode(text).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def told(done: int, of: int) -> None:
    """Says on stderr how many pictures are done, on one line that is written again; nothing where that is no terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of} pictures" + ("" if done < of else "\n"))
        sys.stderr.flush()
