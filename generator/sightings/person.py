"""What a person found with services that need a browser, written down by `backstory sightings add`."""

from __future__ import annotations

import json
from typing import Any

from generator.model import DateKind, MatchKind, Sighting
from generator.sightings import reading
from generator.sightings.provider import Seen, Unreadable

ID = "person"


def answer_of(sighting: Sighting, *, picture_url: str = "", screenshot_sha256: str = "") -> str:
    """The sighting as the answer of a record."""
    kept: dict[str, Any] = {
        "url": sighting.url,
        "date": sighting.date,
        "date_kind": sighting.date_kind.value,
        "publisher": sighting.publisher,
        "caption": sighting.caption,
        "place": sighting.place,
        "language": sighting.language,
        "archive": sighting.archive,
        "found_by": sighting.found_by,
        "note": sighting.note,
        "screenshot": sighting.screenshot,
        "screenshot_sha256": screenshot_sha256,
        "picture_url": picture_url,
    }
    return json.dumps(
        {name: value for name, value in kept.items() if value}, ensure_ascii=False, sort_keys=True
    )


def read(body: bytes) -> tuple[Seen, ...]:
    """The one sighting."""
    found = reading.fields(reading.parsed(body))
    url = reading.address(found.get("url"))
    kinds = {item.value: item for item in DateKind}
    kind = kinds.get(reading.text(found.get("date_kind")))
    if not url or kind is None:
        raise Unreadable("it names no address or no kind of date")
    date = reading.partial_date(found.get("date"))
    if found.get("date") and not date:
        raise Unreadable("its date is none")
    sighting = Sighting(
        url,
        date,
        kind,
        publisher=reading.text(found.get("publisher"), limit=300),
        caption=reading.text(found.get("caption")),
        place=reading.text(found.get("place"), limit=300),
        language=reading.language(found.get("language")),
        match=MatchKind.UNVERIFIED,
        archive=reading.address(found.get("archive")),
        found_by=reading.text(found.get("found_by"), limit=300),
        note=reading.text(found.get("note")),
        screenshot=reading.text(found.get("screenshot"), limit=300),
    )
    return (
        Seen(
            sighting,
            reading.address(found.get("picture_url")) or url,
            screenshot_sha256=reading.text(found.get("screenshot_sha256"), limit=64),
        ),
    )
