"""`metadata.place`: what follows from a file's place, time and settings, and what its sentences must not give away."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers import metadata_place
from generator.analyse.exposure import Exposure
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding, Privacy
from tests.analyse.metadata.builders import Entry, exif, ratio, short, text

ROOT = Path(__file__).parents[3]
OFFSET = 0x9011


def photo(photo_entries: list[Entry], where: list[Entry] | None = None) -> Picture:
    """The head of a JPEG with these entries; no pixels are needed."""
    block = b"Exif\0\0" + exif([], photo_entries, where)
    data = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + b"\xff\xd9"
    return Picture(data, FileKind.JPEG, "0" * 64)


def taken(moment: str, offset: str = "") -> list[Entry]:
    return [text(0x9003, moment), *([text(OFFSET, offset)] if offset else [])]


def settings(seconds: tuple[int, int], aperture: tuple[int, int], iso: int, *, flash: int = 0) -> list[Entry]:
    return [ratio(0x829A, seconds), ratio(0x829D, aperture), short(0x8827, iso), short(0x9209, flash)]


def gps(
    latitude: float, longitude: float, day: str = "", clock: tuple[int, int, int] = (0, 0, 0)
) -> list[Entry]:
    entries = [
        text(1, "N" if latitude >= 0 else "S"),
        ratio(2, (round(abs(latitude) * 10000), 10000), (0, 1), (0, 1)),
        text(3, "E" if longitude >= 0 else "W"),
        ratio(4, (round(abs(longitude) * 10000), 10000), (0, 1), (0, 1)),
    ]
    if day:
        entries += [ratio(7, *((part, 1) for part in clock)), text(0x1D, day)]
    return entries


def found(picture: Picture) -> dict[str, Finding]:
    return {finding.code.removeprefix("metadata.place."): finding for finding in metadata_place.run(picture)}


GRAZ = (47.07, 15.44)
SUNNY = settings((1, 500), (8, 1), 100)


@pytest.mark.parametrize(
    ("picture", "codes"),
    [
        (photo(taken("2024:06:20 12:00:00"), gps(*GRAZ)), ["town"]),
        (photo(taken("2024:06:20 12:00:00", "+02:00"), gps(*GRAZ)), ["town", "zone-fits", "sun"]),
        (photo(taken("2024:06:20 12:00:00", "+09:00"), gps(*GRAZ)), ["town", "zone-differs", "sun"]),
        (photo([], gps(*GRAZ, "2024:06:20", (10, 0, 0))), ["town", "sun"]),
        (photo(SUNNY), ["light"]),
        (photo(SUNNY, gps(*GRAZ, "2024:06:20", (23, 0, 0))), ["town", "sun", "light", "light-differs"]),
        (photo(SUNNY, gps(*GRAZ, "2024:06:20", (10, 0, 0))), ["town", "sun", "light"]),
        (
            photo(settings((1, 500), (8, 1), 100, flash=1), gps(*GRAZ, "2024:06:20", (23, 0, 0))),
            ["town", "sun", "light"],
        ),
        (photo(taken("2024:06:20 12:00:00", "+02:00"), gps(0.0, -30.0)), ["town", "sun"]),
    ],
)
def test_findings(picture: Picture, codes: list[str]) -> None:
    assert list(found(picture)) == codes


@pytest.mark.parametrize(
    ("clock", "light", "phase"),
    [((10, 0, 0), "day", "day"), ((19, 30, 0), "twilight", "civil twilight"), ((23, 0, 0), "night", "night")],
)
def test_day_twilight_night(clock: tuple[int, int, int], light: str, phase: str) -> None:
    sun = found(photo([], gps(*GRAZ, "2024:06:10", clock)))["sun"]
    assert sun.measure("light") == light
    assert sun.measure("phase") == phase
    assert f"it was {light} there" in sun.statement


def test_the_satellites_time_is_taken_before_the_cameras() -> None:
    sun = found(photo(taken("2024:06:20 01:00:00", "+02:00"), gps(*GRAZ, "2024:06:20", (10, 0, 0))))["sun"]
    assert (sun.measure("time_from"), sun.measure("light")) == ("satellites", "day")


def test_town_sun_and_zones_are_marked_as_places_and_stay_out_of_sentences() -> None:
    picture = photo([*taken("2024:06:20 12:00:00", "+02:00"), *SUNNY], gps(*GRAZ, "2024:06:20", (10, 0, 0)))
    public = ""
    for finding in metadata_place.run(picture):
        public += finding.statement + finding.limits
        public += "".join(str(item.value) for item in finding.measurements if item.privacy is Privacy.PUBLIC)
        for table in finding.tables:
            public += "".join(row.value for row in table.rows if row.privacy is Privacy.PUBLIC)
    for secret in ("Graz", "Austria", "Vienna", "47.", "15.4", "65°", "horizon in"):
        assert secret not in public
    everything = repr(metadata_place.run(picture))
    assert "in or near Graz, Austria" in everything
    assert "above the horizon in the south" in everything


@pytest.mark.parametrize(
    ("exposure", "value", "words"),
    [
        (Exposure(1 / 125, 16.0, 100.0, False), 15.0, "1/125 s, f/16, ISO 100"),
        (Exposure(1.0, 1.0, 100.0, False), 0.0, "1 s, f/1, ISO 100"),
        (Exposure(1 / 60, 2.0, 1600.0, False), 3.9, "1/60 s, f/2, ISO 1600"),
    ],
)
def test_exposure_values(exposure: Exposure, value: float, words: str) -> None:
    assert exposure.value == pytest.approx(value, abs=0.1)
    assert exposure.words == words


@pytest.mark.parametrize(
    "entries",
    [
        [],
        settings((0, 0), (8, 1), 100),
        settings((1, 500), (0, 1), 100),
        settings((1, 500), (8, 1), 0),
        [ratio(0x829A, (1, 100))],
    ],
)
def test_nothing_to_reckon_with(entries: list[Entry]) -> None:
    with pytest.raises(NotApplicable, match="neither a position nor the camera settings"):
        metadata_place.run(photo(entries))


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.0, 0.0), (-90.0, 180.0), (0.0, -180.0), (89.99, 179.99)]
)
def test_the_ends_of_the_earth(latitude: float, longitude: float) -> None:
    picture = photo(taken("2024:06:20 12:00:00", "+02:00"), gps(latitude, longitude))
    assert "town" in found(picture)
