"""The sun's position against values that others published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.place.sun import WINDS, Light, sun_at, wind

PUBLISHED = [
    # Reda and Andreas, Solar Position Algorithm, NREL/TP-560-34302 (2008), appendix A.5: zenith 50.11162, azimuth 194.34024.
    ("2003-10-17T12:30:30-07:00", 39.742476, -105.1786, 39.88838, 194.34024),
]
EPHEMERIS = [
    # Heights without refraction and bearings by Skyfield 1.55 from the ephemeris DE421 of NASA's Jet Propulsion Laboratory.
    ("1995-02-11T06:30:00+00:00", -33.87, 151.21, 28.339, 271.569),
    ("2004-06-08T08:19:44+00:00", 51.48, 0.0, 39.400, 102.933),
    ("2013-10-05T21:10:00+00:00", 64.15, -21.94, -16.649, 293.979),
    ("2021-12-21T17:00:00+00:00", 40.71, -74.01, 25.837, 181.453),
    ("2026-11-21T02:15:00+00:00", 35.68, 139.69, 34.361, 176.582),
]
OVERHEAD = [
    # Equinoxes and solstices (USNO, Earth's Seasons): declination 0 or 23.44 degrees, so at the poles the sun stands so high.
    ("2020-03-20T03:50:00+00:00", 90.0, 0.0),
    ("2020-06-20T21:44:00+00:00", 90.0, 23.437),
    ("2020-12-21T10:02:00+00:00", -90.0, 23.437),
    ("2024-09-22T12:44:00+00:00", -90.0, 0.0),
]
RISING = [
    # Sunrise and sunset at Greenwich in UTC to the minute, as commonly published for London.
    ("2024-06-20T03:43:00+00:00", 51.4779, 0.0),
    ("2024-06-20T20:21:00+00:00", 51.4779, 0.0),
    ("2024-12-21T08:04:00+00:00", 51.4779, 0.0),
    ("2024-12-21T15:53:00+00:00", 51.4779, 0.0),
]


@pytest.mark.parametrize(("moment", "latitude", "longitude", "height", "bearing"), PUBLISHED)
def test_the_sun_stands_where_published(
    moment: str, latitude: float, longitude: float, height: float, bearing: float
) -> None:
    sun = sun_at(datetime.fromisoformat(moment), latitude, longitude)
    assert sun.height == pytest.approx(height, abs=0.02)
    assert sun.bearing == pytest.approx(bearing, abs=0.02)


@pytest.mark.parametrize(("moment", "latitude", "longitude", "height", "bearing"), EPHEMERIS)
def test_the_sun_stands_where_the_ephemeris_has_it(
    moment: str, latitude: float, longitude: float, height: float, bearing: float
) -> None:
    sun = sun_at(datetime.fromisoformat(moment), latitude, longitude)
    assert sun.true_height == pytest.approx(height, abs=0.02)
    assert sun.bearing == pytest.approx(bearing, abs=0.05)


@pytest.mark.parametrize(("moment", "latitude", "height"), OVERHEAD)
def test_the_seasons_turn_when_published(moment: str, latitude: float, height: float) -> None:
    assert sun_at(datetime.fromisoformat(moment), latitude, 0).true_height == pytest.approx(height, abs=0.02)


@pytest.mark.parametrize(("moment", "latitude", "longitude"), RISING)
def test_the_sun_rises_and_sets_when_published(moment: str, latitude: float, longitude: float) -> None:
    sun = sun_at(datetime.fromisoformat(moment), latitude, longitude)
    assert sun.true_height == pytest.approx(-0.833, abs=0.15)


@pytest.mark.parametrize(
    ("hour", "light", "broad"),
    [
        (12, Light.DAY, "day"),
        (17.4, Light.CIVIL, "twilight"),
        (17.75, Light.NAUTICAL, "twilight"),
        (18.3, Light.ASTRONOMICAL, "twilight"),
        (19, Light.NIGHT, "night"),
    ],
)
def test_evening_falls_in_steps(hour: float, light: Light, broad: str) -> None:
    moment = datetime(2024, 3, 20, int(hour) + 1, round(hour % 1 * 60), tzinfo=UTC)
    sun = sun_at(moment, 0.0, 0.0)
    assert (sun.light, sun.light.broad) == (light, broad)


def test_refraction_lifts_the_sun_at_the_horizon_by_half_a_degree() -> None:
    sun = sun_at(datetime(2024, 3, 20, 18, 4, tzinfo=UTC), 0.0, 0.0)
    assert abs(sun.true_height) < 1
    assert 0.2 < sun.height - sun.true_height < 0.75


def test_words_name_height_and_wind() -> None:
    sun = sun_at(datetime.fromisoformat("2003-10-17T12:30:30-07:00"), 39.742476, -105.1786)
    assert sun.words == "40° above the horizon in the south-south-west"


@pytest.mark.parametrize(
    ("bearing", "name"), [(0, "north"), (11, "north"), (12, "north-north-east"), (359, "north")]
)
def test_winds(bearing: float, name: str) -> None:
    assert wind(bearing) == name
    assert len(WINDS) == 16


@pytest.mark.parametrize("latitude", [-90.0, 0.0, 90.0])
@pytest.mark.parametrize("year", [1, 1800, 2026, 9999])
def test_no_place_or_year_is_too_much(latitude: float, year: int) -> None:
    sun = sun_at(datetime(year, 6, 1, tzinfo=UTC), latitude, 180.0)
    assert -90 <= sun.true_height <= 90
    assert 0 <= sun.bearing < 360
