"""Which offsets from UTC are possible at a place in a year.

The zones of the nearest towns stand for the zones at the place, and a table gives the offsets that were in force in each
zone in each year since 1990 (IANA tz database, public domain). The table ships with the program, so that the answer never
depends on the machine. What it can't show: on which day of the year summer time began, which ship's or traveller's clock was
left at home time, and zones at sea far from any town.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.place.towns import Near, nearest

DATA = Path(__file__).parent / "data"
REACH_KM = 300.0
"""Farther from the nearest town nothing is said."""
NEIGHBOURS = 24
"""How many of the nearest towns are asked."""
BORDER_KM = 120.0
"""Towns up to this much farther away than the nearest one may lie in the zone of the place."""


def possible_offsets(latitude: float, longitude: float, year: int) -> frozenset[int] | None:
    """Minutes east of UTC that clocks may have shown there in that year; None where nothing can be said."""
    around = nearest(latitude, longitude, count=NEIGHBOURS)
    if not around or around[0].kilometres > REACH_KM or year < 1990:
        return None
    return frozenset(minutes for zone in zones_of(around) for minutes in offsets(zone, year))


def zones_of(around: tuple[Near, ...]) -> tuple[str, ...]:
    """The zones of the towns that are not much farther away than the nearest, nearest first."""
    limit = around[0].kilometres + BORDER_KM
    return tuple(dict.fromkeys(near.town.zone for near in around if near.kilometres <= limit))


def offsets(zone: str, year: int) -> tuple[int, ...]:
    """Minutes east of UTC in force in a zone at any time of the year; years after the table are like its last."""
    valid: tuple[int, ...] = ()
    for since, minutes in _table()[zone]:
        if since > year:
            break
        valid = minutes
    return valid


@cache
def _table() -> dict[str, tuple[tuple[int, tuple[int, ...]], ...]]:
    table = {}
    for line in (DATA / "zones.tsv").read_text(encoding="utf-8").splitlines():
        zone, text = line.split("\t")
        table[zone] = tuple(
            (int(year), tuple(int(item) for item in minutes.split(",")))
            for year, minutes in (part.split(":") for part in text.split(";"))
        )
    return table
