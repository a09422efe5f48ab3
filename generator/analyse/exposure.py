"""How bright a scene the camera was set for, told from exposure time, aperture and sensitivity.

Photographers call it the exposure value at ISO 100: base-2 logarithm of aperture squared over time, less that of ISO / 100.
Sunlit scenes need 13 to 16, overcast days 11 to 13, lit rooms 4 to 8, streets at night 1 to 7. Source: ISO 2720:1974 and the
tables derived from it. What it can't show: a flash, a filter, a picture exposed too dark or too bright on purpose, the moon
(which is lit by the sun), stage and sports lamps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.values import Ratio

DAYLIGHT = 12.0
"""At and above this the settings are those for daylight."""
DIM = 6.0
"""Below this they are those for rooms, dusk or night."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """The camera's settings."""

    seconds: float
    """Exposure time."""
    aperture: float
    """The f-number."""
    sensitivity: float
    """ISO speed."""
    has_flash: bool
    """Whether the camera says that a flash fired."""

    @property
    def value(self) -> float:
        """The exposure value at ISO 100."""
        return math.log2(self.aperture**2 / self.seconds) - math.log2(self.sensitivity / 100)

    @property
    def words(self) -> str:
        """`1/250 s, f/2.8, ISO 400`."""
        time = f"1/{round(1 / self.seconds)} s" if self.seconds < 0.4 else f"{self.seconds:.3g} s"
        return f"{time}, f/{self.aperture:.3g}, ISO {self.sensitivity:.0f}"


def read_exposure(metadata: Metadata) -> Exposure | None:
    """The settings, or None when one is missing or impossible."""
    seconds = _number(metadata, "ExposureTime")
    aperture = _number(metadata, "FNumber")
    sensitivity = _number(metadata, "ISOSpeedRatings")
    if seconds is None or aperture is None or sensitivity is None:
        return None
    if not (1e-5 <= seconds <= 3600 and 0.5 <= aperture <= 128 and 1 <= sensitivity <= 5_000_000):
        return None
    flash = _number(metadata, "Flash")
    return Exposure(seconds, aperture, sensitivity, bool(int(flash or 0) & 1))


def _number(metadata: Metadata, name: str) -> float | None:
    tag = metadata.exif_tag(name)
    if tag is None or not isinstance(tag.value, tuple) or not tag.value:
        return None
    first = tag.value[0]
    number = first.number if isinstance(first, Ratio) else float(first)
    return number if number is not None and math.isfinite(number) else None
