"""All words of the pages that no person and no analyzer wrote, from `templates/words/<language>.toml`.

A translation is one more file with the same keys. A language without a file gets English words.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

FALLBACK = "en"
"""The language whose file is complete by definition; a test compares the others with it."""


class Words(SimpleNamespace):
    """A section of words: `words.case.claim`. A missing word is an `AttributeError`, so no page lacks one silently."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no words for {name!r}; add them to templates/words/{FALLBACK}.toml")


def load(folder: Path, language: str) -> Words:
    """Words for a BCP 47 tag, by the closest file: `de-AT`, `de`, then English."""
    for tag in (language, language.split("-", maxsplit=1)[0], FALLBACK):
        file = folder / f"{tag}.toml"
        if tag.replace("-", "").isalnum() and file.is_file():
            return _read(file)
    raise FileNotFoundError(folder / f"{FALLBACK}.toml")


@cache
def _read(file: Path) -> Words:
    sections = tomllib.loads(file.read_text(encoding="utf-8"))
    return Words(**{name: Words(**section) for name, section in sections.items()})
