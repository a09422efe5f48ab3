"""Where the sun stood at a moment and a place: its height and bearing, and whether it was day, twilight or night.

The field calls this solar position; verifiers use it for chronolocation. Low-precision formulas of Meeus, *Astronomical
Algorithms* (2nd edition 1998), chapters 13, 16, 22 and 25, as in NOAA's solar calculator: within 0.02° from 1900 to 2100, far
below what a picture can show. Refraction after Bennett 1982 at 10 °C and 1010 hPa. What it can't show: clouds, mountains,
rooms and lamps; a picture may be dark at noon and bright at midnight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

SUNRISE = -0.833
"""Height of the sun's centre at sunrise, degrees, before refraction: 34' of refraction and 16' of half the disc."""

WINDS = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east", "south-east",
    "south-south-east", "south", "south-south-west", "south-west", "west-south-west", "west", "west-north-west",
    "north-west", "north-north-west",
)  # fmt: skip


class Light(StrEnum):
    """What the sun's height means for the light outdoors. Bounds: sunrise, 6°, 12° and 18° below the horizon."""

    DAY = "day"
    CIVIL = "civil twilight"
    NAUTICAL = "nautical twilight"
    ASTRONOMICAL = "astronomical twilight"
    NIGHT = "night"

    @property
    def broad(self) -> str:
        """`day`, `twilight` or `night`, for sentences that must not narrow down a place."""
        return "twilight" if self.value.endswith("twilight") else self.value


@dataclass(frozen=True, slots=True)
class Sun:
    """The sun in the sky."""

    true_height: float
    """Degrees of its centre above the horizon, negative below, without refraction."""
    height: float
    """As seen, with refraction; the same as `true_height` where the sun is well below the horizon."""
    bearing: float
    """Degrees from north, clockwise, 0 to below 360."""

    @property
    def light(self) -> Light:
        """Day, twilight or night."""
        for light, bound in (
            (Light.DAY, SUNRISE),
            (Light.CIVIL, -6.0),
            (Light.NAUTICAL, -12.0),
            (Light.ASTRONOMICAL, -18.0),
        ):
            if self.true_height >= bound:
                return light
        return Light.NIGHT

    @property
    def wind(self) -> str:
        """The bearing as one of sixteen winds."""
        return wind(self.bearing)

    @property
    def words(self) -> str:
        """`12° above the horizon in the west-south-west`."""
        size = round(abs(self.height))
        side = "above" if self.height > 0 else "below"
        where = "at the horizon" if size == 0 else f"{size}° {side} the horizon"
        return f"{where} in the {self.wind}"


def wind(bearing: float) -> str:
    """One of sixteen winds for a bearing in degrees."""
    return WINDS[round(bearing / 22.5) % 16]


def sun_at(moment: datetime, latitude: float, longitude: float) -> Sun:
    """The sun at `moment` (with a zone) over a place: degrees, north and east positive."""
    days = _days_since_2000(moment)
    century = days / 36525.0
    right_ascension, declination = _equatorial(century)
    sidereal = (280.46061837 + 360.98564736629 * days + 0.000387933 * century**2) % 360.0
    hour = math.radians((sidereal + longitude) % 360.0) - right_ascension
    north = math.radians(latitude)
    sine = math.sin(north) * math.sin(declination) + math.cos(north) * math.cos(declination) * math.cos(hour)
    height = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
    bearing = math.degrees(
        math.atan2(math.sin(hour), math.cos(hour) * math.sin(north) - math.tan(declination) * math.cos(north))
    )
    return Sun(height, height + _refraction(height), (bearing + 180.0) % 360.0)


def _days_since_2000(moment: datetime) -> float:
    """Days since noon of 1 January 2000, the epoch J2000.0."""
    return (moment.astimezone(UTC) - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400.0


def _equatorial(century: float) -> tuple[float, float]:
    """Apparent right ascension and declination in radians (Meeus chapter 25)."""
    mean = 280.46646 + 36000.76983 * century + 0.0003032 * century**2
    anomaly = math.radians((357.52911 + 35999.05029 * century - 0.0001537 * century**2) % 360.0)
    centre = (
        (1.914602 - 0.004817 * century - 0.000014 * century**2) * math.sin(anomaly)
        + (0.019993 - 0.000101 * century) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians((125.04 - 1934.136 * century) % 360.0)
    longitude = math.radians((mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360.0)
    tilt = 23.439291 - 0.0130042 * century - 0.00000016 * century**2 + 0.00256 * math.cos(node)
    obliquity = math.radians(tilt)
    right_ascension = math.atan2(math.cos(obliquity) * math.sin(longitude), math.cos(longitude))
    return right_ascension, math.asin(math.sin(obliquity) * math.sin(longitude))


def _refraction(height: float) -> float:
    """Degrees by which the air lifts the sun (Bennett 1982, as in Meeus 16.4); none once it is well below the horizon."""
    if height < -2.0:
        return 0.0
    lifted = 1.02 / math.tan(math.radians(height + 10.3 / (height + 5.11))) / 60.0
    return max(0.0, lifted)
