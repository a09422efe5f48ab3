"""Days in sentences."""

from __future__ import annotations

import pytest

from generator.analyse.spoken import spoken_day


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2019-03-14", "14 March 2019"),
        ("2019-03-04", "4 March 2019"),
        ("2019-12", "December 2019"),
        ("2019", "2019"),
        ("2019-13-01", "2019-13-01"),
        ("", ""),
    ],
)
def test_spoken_day(iso: str, words: str) -> None:
    assert spoken_day(iso) == words
