"""The nearest town to a position, offline, and the position of a town that is named.

Gazetteers call this reverse geocoding. The towns come from GeoNames (https://www.geonames.org, CC BY 4.0): all places with
60,000 inhabitants or more, and the largest smaller one wherever none would lie within 55 km. What it can't show: villages,
streets, and which side of a border a position lies on; the nearest town may lie in another country.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.place.sun import wind

DATA = Path(__file__).parent / "data"
EARTH_KM = 6371.0
"""Mean radius of the Earth."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place with inhabitants."""

    name: str
    """As GeoNames writes it."""
    country: str
    """Name of the country in English."""
    latitude: float
    """Degrees, north positive, two digits behind the point."""
    longitude: float
    """Degrees, east positive, two digits behind the point."""
    zone: str
    """Name in the tz database: `Europe/Vienna`."""
    thousands: int
    """Inhabitants in thousands, at least 1."""


@dataclass(frozen=True, slots=True)
class Near:
    """A town as seen from a position."""

    town: Town
    """The town."""
    kilometres: float
    """Distance along the surface, to the town's centre."""
    bearing: float
    """Direction in which the position lies as seen from the town, degrees from north."""

    @property
    def words(self) -> str:
        """`about 12 km north-west of Graz, Austria`; `in or near Graz, Austria` within 5 km."""
        name = f"{self.town.name}, {self.town.country}"
        if self.kilometres < 5:
            return f"in or near {name}"
        return f"about {rounded(self.kilometres)} km {wind(self.bearing)} of {name}"


def nearest(latitude: float, longitude: float, *, count: int = 1) -> tuple[Near, ...]:
    """The nearest towns, nearest first. Only a band of latitudes is searched, widened until nothing can lie outside it."""
    rows, everywhere = _latitudes(), towns()
    band = 2.0
    while True:
        first, last = bisect_left(rows, latitude - band), bisect_right(rows, latitude + band)
        ordered = sorted(
            (distance(latitude, longitude, everywhere[at].latitude, everywhere[at].longitude), at)
            for at in range(first, last)
        )[:count]
        reach = math.radians(band) * EARTH_KM
        if band > 180 or (len(ordered) == count and ordered[-1][0] <= reach):
            break
        band *= 3
    return tuple(
        Near(
            everywhere[at],
            far,
            bearing(everywhere[at].latitude, everywhere[at].longitude, latitude, longitude),
        )
        for far, at in ordered
    )


def named(text: str) -> Town | None:
    """The town that `text` names together with its country (`Graz, Austria`); None unless both are named.

    Between towns of one name in one country the largest is meant only if it has five times the inhabitants of the next.
    """
    parts = [_plain(part) for part in text.split(",")]
    if len(parts) < 2:
        return None
    found = [
        town
        for town in towns()
        if _plain(town.country) == parts[-1] and any(_plain(town.name) == part for part in parts[:-1])
    ]
    found.sort(key=lambda town: -town.thousands)
    if not found or (len(found) > 1 and found[0].thousands < 5 * found[1].thousands):
        return None
    return found[0]


def distance(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Kilometres along a sphere; half a percent off at most."""
    one, two = math.radians(latitude), math.radians(to_latitude)
    across = math.radians(to_longitude - longitude)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def bearing(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Direction of the second position from the first, degrees from north, 0 to below 360."""
    one, two = math.radians(latitude), math.radians(to_latitude)
    across = math.radians(to_longitude - longitude)
    east = math.sin(across) * math.cos(two)
    north = math.cos(one) * math.sin(two) - math.sin(one) * math.cos(two) * math.cos(across)
    return math.degrees(math.atan2(east, north)) % 360.0


def rounded(kilometres: float) -> str:
    """A distance for readers: two significant digits, thousands apart."""
    size = max(1.0, kilometres)
    step = 10 ** max(0, math.floor(math.log10(size)) - 1)
    return f"{int(round(size / step) * step):,}"


@cache
def towns() -> tuple[Town, ...]:
    """All towns, from south to north; read once."""
    countries = dict(line.split("\t") for line in _lines("countries.tsv"))
    zones = [line.split("\t")[0] for line in _lines("zones.tsv")]
    rows = (line.split("\t") for line in _lines("towns.tsv"))
    return tuple(
        Town(name, countries[code], float(north), float(east), zones[int(zone)], int(thousands))
        for name, code, north, east, zone, thousands in rows
    )


@cache
def _latitudes() -> tuple[float, ...]:
    return tuple(town.latitude for town in towns())


def _lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def _plain(text: str) -> str:
    """Lower case without accents, for comparing names."""
    split = unicodedata.normalize("NFKD", text.strip())
    return "".join(letter for letter in split if not unicodedata.combining(letter)).casefold()
