"""Whether the file holds a position. The values are withheld from pages by default; the statement never names them.

Source: EXIF 2.32 section 4.6.6; XMP `exif:GPSLatitude` (XMP specification part 2).
"""

from __future__ import annotations

import re

from generator.analyse.metadata.gps import Position, read_position
from generator.analyse.metadata.read import Metadata
from generator.model import Finding, Measurement, Privacy

XMP_ANGLE = re.compile(r"^\s*(\d{1,3})(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?\s*([NSEW])\s*$")
LIMITS = (
    "The position is where the device believed it was, and may be old or wrong. Any program can write another one. It is "
    "withheld from published pages unless the publisher allows it."
)


def position_of(metadata: Metadata) -> tuple[Position, str] | None:
    """The position and the block that holds it."""
    position = read_position(metadata.main_exif.group("GPS"))
    if position:
        return position, "EXIF"
    latitude = _xmp_angle(metadata.xmp_text("exif:GPSLatitude"), 90)
    longitude = _xmp_angle(metadata.xmp_text("exif:GPSLongitude"), 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    return Position(latitude, longitude), "XMP"


def location_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.location`, or nothing when there is no position."""
    found = position_of(metadata)
    if found is None:
        return ()
    position, block = found
    measurements = [
        Measurement("latitude", position.latitude, "°", Privacy.LOCATION),
        Measurement("longitude", position.longitude, "°", Privacy.LOCATION),
    ]
    if position.altitude is not None:
        measurements.append(Measurement("altitude", position.altitude, "m", Privacy.LOCATION))
    measurements.append(Measurement("where", block))
    return (
        Finding(
            "metadata.location",
            "The file holds a GPS position.",
            measurements=tuple(measurements),
            limits=LIMITS,
        ),
    )


def _xmp_angle(text: str, largest: int) -> float | None:
    """`43,51.568N` or `43,51,34S`; plain decimals, as some drones write, are accepted."""
    found = XMP_ANGLE.match(text)
    if not found:
        plain = re.match(r"^\s*([+-]?\d{1,3}\.\d+)\s*$", text)
        angle = float(plain.group(1)) if plain else None
    else:
        degrees, minutes, seconds, letter = found.groups()
        angle = int(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
        angle = -angle if letter in "SW" else angle
    return round(angle, 5) if angle is not None and abs(angle) <= largest else None
