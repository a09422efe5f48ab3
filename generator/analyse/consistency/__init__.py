"""Rules that hold a file's metadata against each other and against the picture. Each is a small function with its source."""

from __future__ import annotations

from generator.analyse.consistency import dates, devices, records, satellites, sizes
from generator.analyse.consistency.facts import Facts, Rule, facts_of

RULES: tuple[Rule, ...] = (
    dates.modified_before_original,
    dates.date_mismatch,
    dates.dates_between_blocks,
    dates.unset_clock,
    satellites.gps_time,
    sizes.size_differs,
    sizes.orientation_valid,
    sizes.orientation_differs,
    devices.software_not_camera,
    devices.serials_differ,
    devices.maker_differs,
    devices.model_differs,
    records.edited_after_capture,
    records.exif_version,
    records.iptc_digest,
)
"""In the order of the page."""

__all__ = ["RULES", "Facts", "Rule", "facts_of"]
