"""Days as sentences say them. What a file gives is stored as ISO 8601; readers get `14 March 2019`.

The stage `assess` has its own function for dates that may be a year or a month only; stages don't import one another.
"""

from __future__ import annotations

import re

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def spoken_day(iso: str) -> str:
    """`2019-03-14` as `14 March 2019`, `2019-03` as `March 2019`; anything else as it is."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", iso, re.ASCII)
    if found is None:
        return iso
    year, month, day = found.groups()
    return " ".join(part for part in (str(int(day)) if day else "", _MONTHS[int(month) - 1], year) if part)
