"""What follows from the file's own place and time: the nearest town, the time zone, the sun, and the light it was set for.

Verifiers call it geolocation and chronolocation from metadata. Everything is looked up offline in data that ship with the
program. The position, the town, and the sun's height and bearing (from which a latitude could be reckoned back) are marked
as places and withheld by default; sentences say only day, twilight or night.

What it can't show: whether position and time are true. Sources: `generator/place/`, `generator/analyse/exposure.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Finding, Measurement, Privacy, Row, Table

if TYPE_CHECKING:
    from generator.analyse.exposure import Exposure
    from generator.analyse.metadata.digest.when import Dated
    from generator.analyse.metadata.gps import Position
    from generator.place.sun import Sun

ANALYZER = Analyzer(
    id="metadata.place",
    version="2",
    title="Place, time and sun",
    question="Where and when does the file say it was taken, and do sun, light and time zone fit that?",
    measures=(
        "Looks up the town nearest to the position in the file, and the time zones that were in use there in that year, in a "
        "table that ships with the program; nobody is asked. Where the file gives a place and a time with its zone, it "
        "computes where the sun stood, and whether it was day, twilight or night. From exposure time, aperture and "
        "sensitivity it tells how bright a scene the camera was set for."
    ),
    limits=(
        "Position and time can be wrong, old or written by anybody. The sun says nothing about rooms, lamps, clouds or "
        "mountains. Small towns are missing from the table, and the nearest one may lie in another country. Clocks are often "
        "left on another zone on journeys, so that a zone that does not fit is shown and never counts as a sign of tampering."
    ),
    applies_to=ALL_KINDS,
    needs=("metadata",),
    engines=("pillow", "defusedxml"),
    references=(
        Reference("Meeus: Astronomical Algorithms, 2nd edition (1998), chapters 13, 16, 22, 25"),
        Reference(
            "NOAA Solar Calculator: calculation details", "https://gml.noaa.gov/grad/solcalc/calcdetails.html"
        ),
        Reference("GeoNames, CC BY 4.0 (towns)", "https://www.geonames.org/"),
        Reference("IANA Time Zone Database (offsets)", "https://www.iana.org/time-zones"),
        Reference("Natural Earth, public domain (map)", "https://www.naturalearthdata.com/"),
        Reference("ISO 2720:1974, exposure values"),
    ),
    parameters=(("daylight_from_ev", "12"), ("dark_below_degrees", "-12"), ("zone_border_km", "120")),
    nothing_means="The file's place and time were read, and nothing follows from them.",
)

LIMITS_PLACE = (
    "The position is where the device believed it was, or what somebody wrote. Only towns of a bundled table are known; the "
    "nearest of them may lie in another country."
)
LIMITS_SUN = (
    "It holds only if the file's time and position are true. Rooms, lamps, clouds and mountains make it brighter or darker. "
    "Height and bearing of the sun are withheld with the position, as a latitude could be reckoned back from them."
)
LIMITS_ZONE = (
    "Clocks are often left on another zone on journeys, and near borders phones take the neighbour's time."
)
LIMITS_LIGHT = (
    "Settings say what the camera was set for, not what is in the picture: filters, long exposures on purpose, lamps on stages "
    "and the moon, which is lit by the sun, break the rule. They are plain entries that anybody can write."
)
DARK = -12.0
"""Height of the sun below which no daylight is left that a camera would meter as day."""


def run(picture: Picture) -> tuple[Finding, ...]:
    """Town, zone, sun, light. Not applicable without a position and without camera settings."""
    from generator.analyse.exposure import read_exposure
    from generator.analyse.metadata.digest.place import position_of
    from generator.analyse.metadata.digest.when import all_dates
    from generator.analyse.metadata.read import read_metadata

    metadata = read_metadata(picture.container)
    located = position_of(metadata)
    exposure = read_exposure(metadata)
    if located is None and exposure is None:
        raise NotApplicable(
            "the file holds neither a position nor the camera settings that tell how bright it was"
        )
    findings: list[Finding] = []
    sun = None
    if located is not None:
        position = located[0]
        dates = all_dates(metadata)
        findings.append(_town(position))
        findings += _zone(position, dates)
        sun = _sun(position, dates)
        findings += [sun[1]] if sun else []
    if exposure is not None:
        findings.append(_light(exposure))
        findings += _light_against_sun(exposure, sun[0] if sun else None)
    return tuple(findings)


def _town(position: Position) -> Finding:
    from generator.place.towns import nearest

    near = nearest(position.latitude, position.longitude)[0]
    rows = (
        Row("Nearest town", near.words, privacy=Privacy.LOCATION),
        Row("Time zone of the town", f"{near.town.zone} (tz database)", privacy=Privacy.LOCATION),
    )
    return Finding(
        "metadata.place.town",
        "The town nearest to the file's GPS position was looked up offline.",
        measurements=(
            Measurement("latitude", position.latitude, "°", Privacy.LOCATION),
            Measurement("longitude", position.longitude, "°", Privacy.LOCATION),
        ),
        tables=(Table("Place", rows),),
        limits=LIMITS_PLACE,
    )


def _zone(position: Position, dates: tuple[Dated, ...]) -> list[Finding]:
    """Source: IANA tz database; EXIF 2.32 section 4.6.5, OffsetTimeOriginal. Shown, never flagged."""
    from generator.analyse.metadata.dates import offset_text
    from generator.place.zones import possible_offsets

    dated = next(
        (item for item in dates if item.role in ("original", "digitized") and item.moment.offset is not None),
        None,
    )
    if dated is None or dated.moment.offset is None:
        return []
    possible = possible_offsets(position.latitude, position.longitude, int(dated.moment.iso[:4]))
    if possible is None:
        return []
    fits = dated.moment.offset in possible
    offset = f"UTC{offset_text(dated.moment.offset)}"
    if fits:
        statement = (
            f"The time zone in the file ({offset}) was in use that year at the place of the GPS position."
        )
    else:
        statement = (
            f"The time zone in the file ({offset}) was not in use that year at the place of the GPS position. "
            "The clock may have been left on another zone."
        )
    there = ", ".join(f"UTC{offset_text(minutes)}" for minutes in sorted(possible))
    rows = (
        Row(dated.place, dated.moment.text),
        Row("In use there in that year", there, privacy=Privacy.LOCATION),
    )
    measured = (Measurement("offset", offset_text(dated.moment.offset)), Measurement("fits", fits))
    name = "zone-fits" if fits else "zone-differs"
    return [
        Finding(
            f"metadata.place.{name}", statement, (), measured, (Table("Time zone", rows),), limits=LIMITS_ZONE
        )
    ]


def _sun(position: Position, dates: tuple[Dated, ...]) -> tuple[Sun, Finding] | None:
    """The satellites' time is taken before the camera's, as it is UTC and set by nobody."""
    from datetime import UTC

    from generator.place.sun import sun_at

    order = {"gps": 0, "original": 1, "digitized": 2}
    exact = [item for item in dates if item.role in order and item.moment.utc is not None]
    if not exact:
        return None
    dated = min(exact, key=lambda item: order[item.role])
    assert dated.moment.utc is not None
    sun = sun_at(dated.moment.utc.replace(tzinfo=UTC), position.latitude, position.longitude)
    when = "the satellites' time" if dated.role == "gps" else "the camera's time"
    finding = Finding(
        "metadata.place.sun",
        f"By {when} and the position in the file, it was {sun.light.broad} there.",
        measurements=(
            Measurement("light", sun.light.broad),
            Measurement("time_from", "satellites" if dated.role == "gps" else "camera"),
            Measurement("phase", sun.light.value, "", Privacy.LOCATION),
            Measurement("sun_height", round(sun.height, 1), "°", Privacy.LOCATION),
            Measurement("sun_bearing", round(sun.bearing), "°", Privacy.LOCATION),
        ),
        tables=(
            Table(
                "Sun",
                (
                    Row(dated.place, dated.moment.text),
                    Row("The sun stood", sun.words, privacy=Privacy.LOCATION),
                ),
            ),
        ),
        limits=LIMITS_SUN,
    )
    return sun, finding


def _light(exposure: Exposure) -> Finding:
    from generator.analyse.exposure import DAYLIGHT, DIM

    value = exposure.value
    if exposure.has_flash:
        scene = "with a flash, so that they say little about the light around"
    elif value >= DAYLIGHT:
        scene = "as a camera is set in daylight"
    elif value >= DIM:
        scene = "as a camera is set in deep shade, at dusk or under strong lamps"
    else:
        scene = "as a camera is set in rooms, at dusk or at night"
    return Finding(
        "metadata.place.light",
        f"The camera's settings are {exposure.words}: {scene}.",
        measurements=(
            Measurement("light_value", round(value, 1), "EV at ISO 100"),
            Measurement("flash", exposure.has_flash),
            Measurement("daylight_settings", value >= DAYLIGHT and not exposure.has_flash),
        ),
        limits=LIMITS_LIGHT,
    )


def _light_against_sun(exposure: Exposure, sun: Sun | None) -> list[Finding]:
    """Daylight settings while the sun was far below the horizon. Shown, never flagged: the moon and lamps can do it."""
    from generator.analyse.exposure import DAYLIGHT

    if sun is None or exposure.has_flash or exposure.value < DAYLIGHT or sun.true_height >= DARK:
        return []
    return [
        Finding(
            "metadata.place.light-differs",
            "The camera was set as for daylight, but by the file's own time and position the sun was far below the horizon. "
            "Time, position or settings may be wrong.",
            measurements=(Measurement("light_value", round(exposure.value, 1), "EV at ISO 100"),),
            limits=LIMITS_LIGHT,
        )
    ]
