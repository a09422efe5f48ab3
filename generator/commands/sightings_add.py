"""`backstory sightings add`: what a person found in a browser is written down beside the case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.sighted_case import (
    case_of,
    content_option,
    fingerprints_beside,
    picture_of,
    picture_option,
    written,
)
from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.model import Case
    from generator.scan import Content

LARGEST_SCREENSHOT = 64 * 1024 * 1024
"""Bytes."""


@click.command("add")
@click.argument("case")
@click.argument("url")
@content_option
@picture_option
@click.option(
    "--date", required=True, help="When it was there, as precisely as known: 2019, 2019-03, 2019-03-14."
)
@click.option(
    "--date-kind",
    type=click.Choice(["posted", "published", "crawled", "archived", "claimed", "found"]),
    default="published",
    show_default=True,
    help="What the date means.",
)
@click.option("--publisher", default="", help="Who showed it.")
@click.option("--caption", default="", help="What was claimed there, in its own words.")
@click.option("--place", default="", help="Where the picture was said to be taken, there.")
@click.option("--language", default="", help="Language of the page.")
@click.option("--archive", default="", help="Address of an archived copy.")
@click.option("--found-by", default="", help="Who found it, and how.")
@click.option("--note", default="", help="A remark.")
@click.option(
    "--file",
    "copy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The picture as you saved it there; it is compared here, and only its fingerprint is kept.",
)
@click.option(
    "--screenshot",
    default="",
    metavar="FILE",
    help="A picture that shows the page: one of the case, or any file, which is then copied beside the case.",
)
def add(case: str, url: str, content: Path, picture: str, copy: Path | None, **said: str) -> None:
    """Write down that the picture of CASE was seen at URL."""
    from generator import clock
    from generator.model import DateKind, Sighting
    from generator.scan import scan
    from generator.sightings import person, reading
    from generator.sightings.provider import Unreadable
    from generator.sightings.record import Record, answered

    read = scan(content)
    found = case_of(read, content, case)
    exhibit, name = picture_of(read, found, picture)
    if not reading.address(url):
        raise BackstoryError(f"{url} is no http or https address. Give the page's whole address.")
    if said["date"] != reading.partial_date(said["date"]):
        raise BackstoryError(
            f"{said['date']} is no date. Write it as precisely as it is known: 2019, 2019-03, 2019-03-14."
        )
    if said["date"][:10] > clock.today()[: len(said["date"])]:
        raise BackstoryError(f"{said['date']} has not come yet, so nothing can have been seen then.")
    if said["archive"] and not reading.address(said["archive"]):
        raise BackstoryError(
            f"{said['archive']} is no http or https address. Give the whole address of the copy."
        )
    if said["language"] and not reading.language(said["language"]):
        raise BackstoryError(f"{said['language']} is no language tag. Write it as en, de or pt-BR.")
    folder = (content / found.path).parent
    screenshot, digest = _screenshot(read, found, folder, said["screenshot"])
    sighting = Sighting(
        url,
        said["date"],
        DateKind(said["date_kind"]),
        publisher=said["publisher"],
        caption=said["caption"],
        place=said["place"],
        language=said["language"],
        archive=said["archive"],
        found_by=said["found_by"],
        note=said["note"],
        screenshot=screenshot,
    )
    body = person.answer_of(sighting, screenshot_sha256=digest).encode()
    try:
        person.read(body)
    except Unreadable as error:
        raise BackstoryError(f"The sighting can't be kept: {error}.") from error
    record = answered(
        Record(person.ID, clock.now(), name, exhibit.sha256, "nothing", address=url, who=said["found_by"]),
        body,
        200,
    )
    if copy is not None:
        compared = fingerprints_beside(content / exhibit.path)(url, copy.read_bytes())
        record = replace(record, pictures=(replace(compared, fetched=record.asked),))
    path = written(folder, record)
    click.echo(f"Kept in {path}. `backstory build` shows it in the case's timeline.")


def _screenshot(read: Content, case: Case, folder: Path, wanted: str) -> tuple[str, str]:
    """File name within the case and SHA-256 of what shows the page; a file from elsewhere is copied beside the case."""
    if not wanted:
        return "", ""
    location = Path(wanted)
    is_of_case = any(
        wanted == exhibit.path[len(case.path.rpartition("/")[0]) + 1 :]
        for exhibit in read.exhibits
        if exhibit.id in case.exhibits
    )
    if is_of_case or not location.is_file():
        exhibit, name = picture_of(read, case, wanted)
        return name, exhibit.sha256
    return _copied(location, folder)


def _copied(location: Path, folder: Path) -> tuple[str, str]:
    import re

    from generator.scan.files import Unidentified, identify
    from generator.storage import Folder

    identity = identify(location, largest=LARGEST_SCREENSHOT)
    if isinstance(identity, Unidentified):
        raise BackstoryError(f"{location} can't be kept as a screenshot: {identity.reason}.")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", location.stem).strip("-")[:40] or "screenshot"
    name = f"{stem}-{identity.sha256[:8]}{location.suffix.lower()}"
    Folder(folder).write(name, location.read_bytes())
    click.echo(f"The screenshot was copied to {folder / name}.")
    return name, identity.sha256
