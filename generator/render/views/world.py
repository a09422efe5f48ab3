"""The dot on the world map, for findings that hold a position which may be shown.

Only publishable reports come in here: where positions are withheld, the measurements are words and no map is drawn.
"""

from __future__ import annotations

from generator.model import Finding
from generator.place.world_map import HEIGHT, WIDTH, outline, spot
from generator.render.contexts.evidence import MapView
from generator.render.words import Words

CODE = "metadata.place.town"
"""The finding that the map belongs to."""


def world_map(finding: Finding, words: Words) -> MapView | None:
    """The map of a finding; None when it is another finding or its position is withheld."""
    if finding.code != CODE:
        return None
    latitude, longitude = finding.measure("latitude"), finding.measure("longitude")
    if not isinstance(latitude, float) or not isinstance(longitude, float):
        return None
    x, y = spot(latitude, longitude)
    paths = outline()
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        x=x,
        y=y,
        land=paths.land,
        borders=paths.borders,
        description=words.finding.map_description.format(
            latitude=f"{abs(latitude):.0f}",
            north=words.finding.north if latitude >= 0 else words.finding.south,
            longitude=f"{abs(longitude):.0f}",
            east=words.finding.east if longitude >= 0 else words.finding.west,
        ),
    )
