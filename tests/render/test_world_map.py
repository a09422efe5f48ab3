"""The map appears where positions may be shown, and nowhere else; the about page names whose data it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Finding, Measurement, Outcome, Privacy, Report, Run
from generator.place.credits import CREDITS
from generator.render.environment import templates_folder
from generator.render.privacy import published
from generator.render.views.world import world_map
from generator.render.words import load
from generator.settings import PrivacySettings

NOTICE = Path(__file__).parents[2] / "NOTICE"
WORDS = load(templates_folder() / "words", "en")


def town(latitude: float, longitude: float, code: str = "metadata.place.town") -> Report:
    finding = Finding(
        code,
        "Words.",
        measurements=(
            Measurement("latitude", latitude, "°", Privacy.LOCATION),
            Measurement("longitude", longitude, "°", Privacy.LOCATION),
        ),
    )
    return Report("x", (Run("metadata.place", "1", Outcome.FOUND, findings=(finding,)),))


def drawn(report: Report, settings: PrivacySettings) -> tuple[float, float, str] | None:
    made = world_map(published(report, settings).runs[0].findings[0], WORDS)
    return (made.x, made.y, made.description) if made else None


@pytest.mark.parametrize(
    ("report", "shows_location", "expected"),
    [
        (town(47.07, 15.44), True, (781.8, 171.7, "The dot lies near 47° north, 15° east.")),
        (town(-33.9, -70.6), True, (437.6, 495.6, "The dot lies near 34° south, 71° west.")),
        (town(47.07, 15.44), False, None),
        (town(47.07, 15.44, "metadata.location"), True, None),
    ],
)
def test_the_map(report: Report, shows_location: bool, expected: tuple[float, float, str] | None) -> None:
    assert drawn(report, PrivacySettings(show_location=shows_location)) == expected


def test_the_notice_names_every_source_of_data() -> None:
    text = NOTICE.read_text(encoding="utf-8")
    for credit in CREDITS:
        assert credit.url in text
        assert credit.licence_url in text
