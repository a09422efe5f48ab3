"""Whose data the program carries, for the about page. `NOTICE` says the same at more length; a test compares them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """One source of bundled data."""

    name: str
    """Who made it."""
    url: str
    """Home page."""
    what: str
    """What was taken and how it was changed, in a clause."""
    licence: str
    """Name of the licence."""
    licence_url: str = ""
    """Its text; empty for the public domain."""


CREDITS = (
    Credit(
        "GeoNames",
        "https://www.geonames.org/",
        "names, positions and time zones of towns; a selection, positions cut to two digits behind the point",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    Credit(
        "IANA Time Zone Database",
        "https://www.iana.org/time-zones",
        "offsets of time zones, gathered by year",
        "public domain",
    ),
    Credit(
        "Natural Earth",
        "https://www.naturalearthdata.com/",
        "outline of the world at 1:110 million, simplified",
        "public domain",
    ),
)
