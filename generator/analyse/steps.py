"""Further work on the same decoded picture: making renditions for the pages, for one.

A later stage hands in a `Step` by dotted names, so that this stage imports nothing of it. Its function is called as
`function(picture, parameters)` after the analyzers, in the same process, and gives a dataclass value; bytes that belong to
it go into `picture.blobs`. The value is cached as runs are.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of further work, done for every picture that has parameters for it."""

    name: str
    """Unique among steps, and no analyzer's id: `renditions`."""
    version: str
    """Raised whenever the same picture and parameters could give another value; part of the cache key."""
    function: str
    """`package.module:function`, called as `function(picture, parameters)`."""
    result: type
    """The dataclass that it gives."""
    function_failed: str
    """`package.module:function`, called with the reason; gives the value for a picture on which the step failed."""
    engines: tuple[str, ...] = ()
    """Distribution names of the libraries that shape the value."""


def resolve(dotted: str) -> Callable[..., Any]:
    """The function named `package.module:function`."""
    module, _, name = dotted.partition(":")
    return cast("Callable[..., Any]", getattr(importlib.import_module(module), name))
