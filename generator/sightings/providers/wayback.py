"""The Wayback Machine: when an address was archived, and whether the bytes there were ours.

Two interfaces: the capture index (CDX, https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server), whose
`digest` is the Base32 SHA-1 of the bytes, so that one line proves "these exact bytes were at this address then"; and the
availability interface (https://archive.org/help/wayback_api.php), which gives the capture nearest to a day. That a page was
archived says nothing of the pictures that it showed then: only equal bytes, or a comparison of the archived picture, do.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from urllib.parse import urlencode

from generator.model import DateKind, Lookups, MatchKind, Sighting
from generator.sightings import reading
from generator.sightings.provider import Provider, Request, Seen, Subject, Unreadable

CDX = "https://web.archive.org/cdx/search/cdx"
AVAILABLE = "https://archive.org/wayback/available"
MOST_ADDRESSES = 10
"""Addresses of one case that are asked about."""
_FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")


def addresses(subject: Subject) -> Iterator[str]:
    """Public addresses that the note names: of the picture itself, of the claim, of sightings."""
    found = [subject.picture_url, subject.exhibit.source]
    if subject.case.claim:
        found += [link.url for link in subject.case.claim.links]
    found += [item.url for item in subject.case.sightings]
    yield from list(dict.fromkeys(item for item in map(reading.address, found) if item))[:MOST_ADDRESSES]


def capture_requests(subject: Subject) -> tuple[Request, ...]:
    """One question for each address: its first captures, one for each different content."""
    return tuple(
        Request(
            f"{CDX}?"
            + urlencode(
                {
                    "url": item,
                    "output": "json",
                    "fl": ",".join(_FIELDS),
                    "filter": "statuscode:200",
                    "collapse": "digest",
                    "limit": "100",
                }
            ),
            f"the address {item}",
            Lookups.PUBLIC_URL,
        )
        for item in addresses(subject)
    )


def read_captures(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """The first capture of each content; of captures with our bytes the first, of others the first of all."""
    rows = reading.parsed(body) if body.strip() else []
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise Unreadable("the answer is not a table of captures")
    if rows and rows[0] != list(_FIELDS):
        raise Unreadable("the table of captures has other columns")
    captures = [seen for row in rows[1 : 1 + reading.MOST] if (seen := _capture(row))]
    captures.sort(key=lambda seen: seen.sighting.date)
    ours = [seen for seen in captures if seen.sha1 == subject.sha1]
    return tuple((ours or captures)[:1])


def _capture(row: list[object]) -> Seen | None:
    if len(row) != len(_FIELDS):
        return None
    stamp, original, media_type, _, digest = (reading.text(item) for item in row)
    page, date, is_picture = reading.address(original), reading.moment(stamp), media_type.startswith("image/")
    if not page or not date or not stamp.isdigit():
        return None
    sighting = Sighting(
        url=page,
        date=date,
        date_kind=DateKind.ARCHIVED,
        publisher=reading.host(page),
        match=MatchKind.PAGE_ONLY,
        archive=f"https://web.archive.org/web/{stamp}/{page}",
        note="The archive holds a picture file from this address." if is_picture else "",
    )
    # With `id_` the archive gives the bytes as they were captured.
    there = f"https://web.archive.org/web/{stamp}id_/{page}" if is_picture else ""
    return Seen(sighting, there, sha1=_sha1(digest) if is_picture else "")


def _sha1(digest: str) -> str:
    try:
        raw = base64.b32decode(digest)
    except (binascii.Error, ValueError):
        return ""
    return raw.hex() if len(raw) == 20 else ""


def availability_requests(subject: Subject) -> tuple[Request, ...]:
    """One question for each address: the capture nearest to the claimed day, or the first."""
    day = subject.case.claim.event_date[:10].replace("-", "") if subject.case.claim else ""
    return tuple(
        Request(
            f"{AVAILABLE}?{urlencode({'url': item, 'timestamp': day or '19960101'})}",
            f"the address {item}",
            Lookups.PUBLIC_URL,
        )
        for item in addresses(subject)
    )


def read_availability(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """The one capture."""
    del subject
    answer = reading.fields(reading.parsed(body))
    snapshots = answer.get("archived_snapshots")
    if not isinstance(snapshots, dict):
        raise Unreadable("the answer names no captures")
    closest = reading.fields(snapshots.get("closest"))
    archive, date = reading.address(closest.get("url")), reading.moment(closest.get("timestamp"))
    page = reading.address(answer.get("url")) or reading.address(
        archive.partition("/http")[2] and "http" + archive.partition("/http")[2]
    )
    if closest.get("available") is not True or not archive or not date or not page:
        return ()
    archive = archive.replace("http://", "https://", 1)
    sighting = Sighting(
        page,
        date,
        DateKind.ARCHIVED,
        publisher=reading.host(page),
        match=MatchKind.PAGE_ONLY,
        archive=archive,
    )
    return (Seen(sighting),)


CAPTURES = Provider(
    id="wayback",
    title="Wayback Machine",
    finds="When pages and pictures that the note names were first archived; for a picture's own address, whether these "
    "exact bytes were there.",
    leaves="addresses that the note names",
    documentation="https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server",
    requests=capture_requests,
    read=read_captures,
    pause=2.0,
)
AVAILABILITY = Provider(
    id="wayback-nearest",
    title="Wayback Machine, nearest capture",
    finds="The archived copy of a page that is nearest to the claimed day.",
    leaves="addresses that the note names",
    documentation="https://archive.org/help/wayback_api.php",
    requests=availability_requests,
    read=read_availability,
    pause=2.0,
)
