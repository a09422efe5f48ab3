"""Reads the position and time of EXIF's GPS directory.

Source: EXIF 2.32 section 4.6.6. The position is where the phone believed it was when it last had a fix, in a datum that is
WGS-84 unless said otherwise. Anybody can write any position into a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.metadata.dates import Moment, read_exif_date
from generator.analyse.metadata.values import Group, Ratio, Value


@dataclass(frozen=True, slots=True)
class Position:
    """A place on Earth."""

    latitude: float
    """Degrees, north positive, -90 to 90, five digits behind the point."""
    longitude: float
    """Degrees, east positive, -180 to 180, five digits behind the point."""
    altitude: float | None = None
    """Metres above sea level."""


def read_position(group: Group | None) -> Position | None:
    """The position, or None when it is missing, void or impossible. 0°, 0° is taken for an empty field."""
    if group is None:
        return None
    latitude = _angle(_value(group, "GPSLatitude"), _letter(group, "GPSLatitudeRef"), "S")
    longitude = _angle(_value(group, "GPSLongitude"), _letter(group, "GPSLongitudeRef"), "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    if latitude == 0 and longitude == 0:
        return None
    height = _numbers(_value(group, "GPSAltitude"))
    below = _numbers(_value(group, "GPSAltitudeRef"))
    altitude = round(-height[0] if below and below[0] in (1, 3) else height[0], 1) if height else None
    return Position(round(latitude, 5), round(longitude, 5), altitude)


def read_gps_time(group: Group | None) -> Moment | None:
    """The satellites' time in UTC; only the day when the clock reading is missing."""
    if group is None:
        return None
    day = read_exif_date(group.text("GPSDateStamp"))
    clock = _numbers(_value(group, "GPSTimeStamp"))
    if day is None or not day.day:
        return None
    if len(clock) != 3 or not (0 <= clock[0] < 24 and 0 <= clock[1] < 60 and 0 <= clock[2] < 60):
        return Moment(day.day)
    return Moment(f"{day.day}T{int(clock[0]):02d}:{int(clock[1]):02d}:{int(clock[2]):02d}", 0)


def _value(group: Group, name: str) -> Value:
    tag = group.get(name)
    return tag.value if tag else ()


def _letter(group: Group, name: str) -> str:
    value = _value(group, name)
    return value.strip().upper()[:1] if isinstance(value, str) else ""


def _numbers(value: Value) -> list[float]:
    if isinstance(value, bytes):
        return [float(byte) for byte in value[:4]]
    if isinstance(value, str):
        return []
    numbers = [item.number if isinstance(item, Ratio) else float(item) for item in value[:4]]
    return [number for number in numbers if number is not None] if None not in numbers else []


def _angle(value: Value, letter: str, negative: str) -> float | None:
    numbers = _numbers(value)
    if not 1 <= len(numbers) <= 3:
        return None
    degrees = sum(number / (1.0, 60.0, 3600.0)[power] for power, number in enumerate(numbers))
    return -degrees if letter == negative else degrees
