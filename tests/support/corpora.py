"""Where the real pictures with known answers lie. They are no part of the project; tests that want them skip without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(
    os.environ.get("BACKSTORY_CORPORA") or Path(__file__).resolve().parents[3] / "shared" / "corpora"
)


def present() -> Path:
    """The folder; skips the test that asks where it isn't there."""
    if not (FOLDER / "expectations.json").is_file():
        pytest.skip("the real pictures are not here: set BACKSTORY_CORPORA to their folder")
    return FOLDER
