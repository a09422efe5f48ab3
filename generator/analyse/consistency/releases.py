"""Rules that hold dates against the day on which a camera or a program became public. A picture can't be older than its camera.

The table `data/first_public.tsv` is our own: the months in which makers announced some hundred models, as commonly known. It
was written from general knowledge and not looked up line by line, so that a line can be wrong by some months; the rules leave
room for that. For all other models nothing is said. A wrong clock is by far the most common reason for such a date, so that
days which clocks start from are left to the rule on clocks that were never set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from generator.analyse.consistency.dates import RESET_DAYS
from generator.analyse.consistency.facts import Facts, finding
from generator.analyse.metadata.dates import Moment
from generator.analyse.metadata.digest.camera import camera_name
from generator.analyse.metadata.digest.programs import programs
from generator.analyse.metadata.values import clean
from generator.model import Finding, Measurement, Row

TABLE = Path(__file__).parent / "data" / "first_public.tsv"
PATIENCE_DAYS = 183
"""Makers try models out in public before they announce them; half a year is let pass."""
CLEAR_DAYS = 365
"""From here on the date is flagged."""
LIMITS = (
    "A clock that was never set gives the same. Our table of release dates holds only some models and was written from general "
    "knowledge; a line of it can be wrong. Programs that copy metadata can give a picture another camera's name."
)


@dataclass(frozen=True, slots=True)
class FirstPublic:
    """When something became known."""

    name: str
    """As files name it; without the star at its end."""
    is_prefix: bool
    """Whether any ending fits."""
    month: str
    """`YYYY-MM` of the earliest announcement."""
    source: str
    """Who announced it, or where it was looked up."""


def model_before_release(facts: Facts) -> tuple[Finding, ...] | None:
    """The date of taking must not lie before the camera model was announced.

    Source: own table of announcements as commonly known. Flagged from a year on, shown from half a year on.
    """
    make, model = camera_name(facts.metadata)
    known = first_public("model", model) or first_public("model", f"{make} {model}")
    dated = facts.dated("original", "EXIF") or facts.dated("digitized", "EXIF")
    if known is None or dated is None:
        return None
    days = _days_before(dated.moment, known)
    if days is None or dated.moment.day in RESET_DAYS:
        return None
    if days <= PATIENCE_DAYS:
        return ()
    return finding(
        "model-before-release",
        f"The date of taking, {dated.moment.spoken}, lies before the camera {clean(model, limit=60)} was made public "
        f"({known.month}). The clock was wrong, or the date or the camera's name was written by somebody.",
        Measurement("date", dated.moment.iso),
        Measurement("first_public", known.month),
        Measurement("days_before", days, "days"),
        flag=days > CLEAR_DAYS and dated.moment.iso[5:10] != "01-01",
        rows=(
            Row(dated.place, dated.moment.text),
            Row("camera first public", known.month, note=f"announced by {known.source}"),
        ),
        limits=LIMITS,
    )


def software_before_release(facts: Facts) -> tuple[Finding, ...] | None:
    """The date of the last change must not lie before the program's version that the file names was released.

    Source: own table of releases as commonly known. Flagged from a year on, shown from half a year on.
    """
    dated = facts.dated("modified")
    if dated is None:
        return None
    found = [
        (place, name, known)
        for place, name in programs(facts.metadata)
        if place in ("EXIF Software", "XMP xmp:CreatorTool") and (known := first_public("software", name))
    ]
    compared = [(item, days) for item in found if (days := _days_before(dated.moment, item[2])) is not None]
    if not compared:
        return None
    (_, name, known), days = max(compared, key=lambda pair: pair[1])
    if days <= PATIENCE_DAYS:
        return ()
    return finding(
        "software-before-release",
        f"The file says that it was last changed {dated.moment.spoken}, before the program that it names, "
        f"{clean(name, limit=80)}, was released ({known.month}).",
        Measurement("date", dated.moment.iso),
        Measurement("first_public", known.month),
        Measurement("days_before", days, "days"),
        flag=days > CLEAR_DAYS,
        rows=(
            Row(dated.place, dated.moment.text),
            Row("program first public", known.month, note=f"announced by {known.source}"),
        ),
        limits="A computer's clock can be wrong, and some programs keep an older file's date of change.",
    )


def first_public(kind: str, name: str) -> FirstPublic | None:
    """The line for a name, as exact as possible: a whole name before a beginning, a longer beginning before a shorter."""
    plain = _plain(name)
    exact, prefixes = _table(kind)
    if plain in exact:
        return exact[plain]
    return next((item for start, item in prefixes if plain.startswith(start)), None)


@cache
def _table(kind: str) -> tuple[dict[str, FirstPublic], tuple[tuple[str, FirstPublic], ...]]:
    exact: dict[str, FirstPublic] = {}
    prefixes: list[tuple[str, FirstPublic]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        of, name, month, source = line.split("\t")
        if of != kind:
            continue
        item = FirstPublic(name.rstrip("*"), name.endswith("*"), month, source)
        if item.is_prefix:
            prefixes.append((_plain(item.name), item))
        else:
            exact[_plain(item.name)] = item
    return exact, tuple(sorted(prefixes, key=lambda pair: (-len(pair[0]), pair[0])))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _days_before(moment: Moment, known: FirstPublic) -> int | None:
    """How many days before the month of the announcement a date lies; negative when after; None when it isn't exact."""
    if not moment.day:
        return None
    return (datetime.fromisoformat(f"{known.month}-01") - datetime.fromisoformat(moment.day)).days
