"""Contrast ratios against published values."""

from __future__ import annotations

import pytest

from generator.scan.colours import DARK_PAGE, LEAST_CONTRAST, LIGHT_PAGE, contrast, six_digits
from generator.settings import Theme


@pytest.mark.parametrize(
    ("left", "right", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_ratios_are_those_of_the_guidelines(left: str, right: str, ratio: float) -> None:
    assert round(contrast(left, right), 2) == ratio == round(contrast(right, left), 2)


@pytest.mark.parametrize(
    ("written", "tidy"),
    [("#ABC", "#aabbcc"), ("#0b5A7a", "#0b5a7a"), ("red", ""), ("#12345", ""), ("#1234567", "")],
)
def test_colours_get_one_form(written: str, tidy: str) -> None:
    assert six_digits(written) == tidy


def test_the_default_colours_can_be_read() -> None:
    assert contrast(Theme().accent, LIGHT_PAGE) >= LEAST_CONTRAST
    assert contrast(Theme().accent_dark, DARK_PAGE) >= LEAST_CONTRAST
