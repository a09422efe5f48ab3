"""What builds of a site remember of pairs of pictures, so that the next one need not do it again.

Beside the cache's entries, which belong to single pictures: one file for each site and kind of work. Whatever can't be read,
or was written by another version of this program, counts as not there.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, TypeVar

from generator import codec

if TYPE_CHECKING:
    from generator.analyse.cache import Cache
    from generator.settings import BuildOptions

T = TypeVar("T")


def recall(cache: Cache, options: BuildOptions, what: str, kind: type[T]) -> T | None:
    """What the last build wrote down of this kind of work, a dataclass `kind`; None when there is nothing."""
    data = cache.folder.read(_name(options, what))
    try:
        return codec.loads(kind, data) if data else None
    except codec.MalformedValue:
        return None


def remember(cache: Cache, options: BuildOptions, what: str, value: object) -> None:
    """Write it down for the next build."""
    cache.folder.write(_name(options, what), codec.dumps(value))


def _name(options: BuildOptions, what: str) -> str:
    return f"links/{hashlib.sha256(os.fsencode(options.site.absolute())).hexdigest()[:20]}-{what}.json"
