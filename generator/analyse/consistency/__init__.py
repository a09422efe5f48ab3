"""Rules that hold a file's metadata against each other and against the picture. Each is a small function with its source."""

from __future__ import annotations

from generator.analyse.consistency import dates, devices, records, releases, satellites, sizes
from generator.analyse.consistency.facts import Facts, Rule, facts_of

RULES: tuple[Rule, ...] = (
    dates.modified_before_original,
    dates.date_mismatch,
    dates.dates_between_blocks,
    dates.unset_clock,
    releases.model_before_release,
    releases.software_before_release,
    satellites.gps_time,
    satellites.gps_day,
    sizes.size_differs,
    sizes.orientation_valid,
    sizes.orientation_differs,
    sizes.thumbnail_shape,
    devices.software_not_camera,
    devices.serials_differ,
    devices.lens_serials_differ,
    devices.maker_differs,
    devices.model_differs,
    records.edited_after_capture,
    records.history_names_editor,
    records.profile_date,
    records.exif_version,
    records.iptc_digest,
)
"""In the order of the page."""


def described() -> tuple[tuple[str, str], ...]:
    """Name and words of every rule, from its own docstring, for the method page."""
    return tuple((rule.__name__.replace("_", "-"), " ".join((rule.__doc__ or "").split())) for rule in RULES)


__all__ = ["RULES", "Facts", "Rule", "described", "facts_of"]
