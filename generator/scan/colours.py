"""Contrast of the publisher's colours with the pages behind them, by WCAG 2.2, success criterion 1.4.3.

The ratio says whether text of a colour can be read on a background by people with weak sight; it says nothing of beauty,
or of colours that people with colour blindness confuse. Formula: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

import re

LIGHT_PAGE = "#ffffff"
"""Background of light pages."""
DARK_PAGE = "#121417"
"""Background of dark pages."""
LEAST_CONTRAST = 4.5
"""Least ratio for text of normal size, level AA."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)


def six_digits(colour: str) -> str:
    """`#aabbcc` for `#ABC`; empty when it is no CSS hex colour without transparency."""
    if not _HEX.fullmatch(colour):
        return ""
    digits = colour[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(left: str, right: str) -> float:
    """Ratio from 1 (the same) to 21 (black on white) of two colours in six digits."""
    brighter, darker = sorted((_luminance(left), _luminance(right)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
