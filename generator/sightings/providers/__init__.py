"""All services, by name."""

from __future__ import annotations

from generator.sightings.provider import Provider
from generator.sightings.providers import commons, fact_check, gdelt, google_vision, tineye, wayback

PROVIDERS: dict[str, Provider] = {
    item.id: item
    for item in (
        commons.PROVIDER,
        wayback.CAPTURES,
        wayback.AVAILABILITY,
        tineye.PROVIDER,
        google_vision.PROVIDER,
        fact_check.PICTURES,
        fact_check.WORDS,
        gdelt.PROVIDER,
    )
}
"""In the order in which they are listed: those that learn least come first."""
