"""Towns, distances, time zones and the map, against what an atlas says."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from generator.place import zones
from generator.place.towns import Near, distance, named, nearest, rounded, towns
from generator.place.world_map import HEIGHT, WIDTH, outline, spot


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (47.07, 15.44, "in or near Graz, Austria"),
        (47.2, 15.3, "about 18 km north-west of Graz, Austria"),
        (-33.86, 151.21, "in or near Sydney, Australia"),
        (64.15, -21.94, "in or near Reykjavík, Iceland"),
        (-17.7, 178.0, None),
        (0.0, -30.0, "about 500 km north-north-east of Vila dos Remédios, Brazil"),
        (90.0, 0.0, None),
        (-90.0, 0.0, None),
        (-16.5, 180.0, None),
    ],
)
def test_the_nearest_town(latitude: float, longitude: float, words: str | None) -> None:
    found = nearest(latitude, longitude)[0]
    assert words is None or found.words == words
    by_hand = min(distance(latitude, longitude, town.latitude, town.longitude) for town in towns())
    assert found.kilometres == pytest.approx(by_hand)


def test_several_towns_come_nearest_first() -> None:
    found = nearest(48.2, 16.37, count=24)
    assert len(found) == 24
    assert [near.kilometres for near in found] == sorted(near.kilometres for near in found)
    assert found[0].town.name == "Vienna"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Graz, Austria", "Graz"),
        ("Jakominiplatz, graz, AUSTRIA", "Graz"),
        ("Reykjavik, Iceland", "Reykjavík"),
        ("Graz", None),
        ("Tarn Quay harbour", None),
        ("Springfield, United States", None),
        ("", None),
        (",", None),
    ],
)
def test_a_town_is_meant_only_with_its_country(text: str, name: str | None) -> None:
    found = named(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("left", "right", "kilometres"),
    [((51.48, 0.0), (48.86, 2.35), 335), ((0, 179), (0, -179), 222), ((90, 0), (-90, 0), 20015)],
)
def test_distances(left: tuple[float, float], right: tuple[float, float], kilometres: float) -> None:
    assert distance(*left, *right) == pytest.approx(kilometres, rel=0.01)


@pytest.mark.parametrize(
    ("kilometres", "words"), [(0.2, "1"), (7.4, "7"), (12.6, "13"), (127, "130"), (12345, "12,000")]
)
def test_distances_for_readers(kilometres: float, words: str) -> None:
    assert rounded(kilometres) == words


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        ((47.2, 15.3), 2020, {60, 120}),
        ((28.6, 77.2), 2020, {330}),
        ((27.7, 85.3), 2020, {345}),
        ((55.7, 37.6), 2012, {240}),
        ((55.7, 37.6), 2020, {180}),
        ((0.0, -30.0), 2020, None),
        ((47.2, 15.3), 1950, None),
        ((47.2, 15.3), 2050, {60, 120}),
    ],
)
def test_offsets_in_force(place: tuple[float, float], year: int, expected: set[int] | None) -> None:
    found = zones.possible_offsets(*place, year)
    assert (set(found) if found is not None else None) == expected


def test_at_a_border_both_sides_are_possible() -> None:
    found = zones.possible_offsets(38.87, -7.0, 2020)
    assert found is not None
    assert {0, 60, 120} <= found


def test_every_town_has_a_zone_and_a_place_on_earth() -> None:
    for town in towns():
        assert zones.offsets(town.zone, 2020)
        assert -90 <= town.latitude <= 90
        assert -180 <= town.longitude <= 180
        assert town.thousands >= 1
    assert len(towns()) > 15_000


def test_the_table_of_zones_agrees_with_this_machines() -> None:
    from datetime import datetime

    try:
        zone = ZoneInfo("Europe/Vienna")
    except ZoneInfoNotFoundError:
        pytest.skip("this machine has no tz database")
    for month in (1, 7):
        offset = datetime(2015, month, 1, tzinfo=zone).utcoffset()
        assert offset is not None
        assert offset.total_seconds() / 60 in zones.offsets("Europe/Vienna", 2015)


def test_the_outline_is_nothing_but_paths_and_small() -> None:
    paths = outline()
    for path in (paths.land, paths.borders):
        assert re.fullmatch(r"[Mlz0-9 -]+", path)
    assert len(paths.land) + len(paths.borders) < 60_000


@pytest.mark.parametrize(
    ("place", "expected"),
    [((0, 0), (WIDTH / 2, HEIGHT / 2)), ((90, -180), (0, 0)), ((-90, 180), (WIDTH, HEIGHT))],
)
def test_a_spot_on_the_map(place: tuple[float, float], expected: tuple[float, float]) -> None:
    assert spot(*place) == expected


def test_words_within_five_kilometres_give_no_direction() -> None:
    town = towns()[0]
    assert "km" not in Near(town, 4.9, 10.0).words
    assert Near(town, 5.1, 10.0).words.startswith("about 5 km north of ")
