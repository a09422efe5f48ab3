"""TinEye: pages on which the picture was crawled, with the day of each crawl.

Source: TinEye API, `search` (https://services.tineye.com/developers/tineyeapi/). The crawl date is an upper bound: the
picture was on that page by then. What a match is worth is seen by comparing here.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from generator.model import DateKind, Lookups, Sighting
from generator.sightings import reading
from generator.sightings.provider import Provider, Request, Seen, Subject, Unreadable

ADDRESS = "https://api.tineye.com/rest/search/"


def requests(subject: Subject) -> tuple[Request, ...]:
    """By the picture's public address where one is known, else by uploading the file."""
    query = urlencode({"limit": "100", "offset": "0", "sort": "crawl_date", "order": "asc"})
    if subject.picture_url:
        address = f"{ADDRESS}?{query}&{urlencode({'image_url': subject.picture_url})}"
        return (Request(address, f"the picture's public address {subject.picture_url}", Lookups.PUBLIC_URL),)
    media_type, body = multipart("image_upload", "picture", subject.data)
    return (
        Request(
            f"{ADDRESS}?{query}",
            "the picture itself",
            Lookups.UPLOAD,
            method="POST",
            media_type=media_type,
            body=body,
        ),
    )


def multipart(field: str, name: str, data: bytes) -> tuple[str, bytes]:
    """A form with one file (RFC 7578). The name is ours: the file's own could tell something."""
    boundary = "backstory" + hashlib.sha256(data).hexdigest()[:32]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return (
        f"multipart/form-data; boundary={boundary}",
        head.encode() + data + f"\r\n--{boundary}--\r\n".encode(),
    )


def read(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """One sighting for each page."""
    del subject
    answer = reading.fields(reading.parsed(body))
    matches = reading.fields(answer.get("results")).get("matches")
    if answer.get("code", 200) != 200 or not isinstance(matches, list):
        messages = answer.get("messages")
        words = reading.text(messages[0] if isinstance(messages, list) and messages else "", limit=200)
        raise Unreadable(f"the answer has no matches{': ' + words if words else ''}")
    found = []
    for match in reading.entries(matches):
        picture = reading.address(match.get("image_url"))
        score = match.get("score")
        for link in reading.entries(match.get("backlinks")):
            page, date = reading.address(link.get("backlink")), reading.moment(link.get("crawl_date"))
            if not page or not date:
                continue
            note = f"TinEye's score: {score:g}." if isinstance(score, int | float) else ""
            sighting = Sighting(page, date, DateKind.CRAWLED, publisher=reading.host(page), note=note)
            found.append(Seen(sighting, reading.address(link.get("url")) or picture))
    return tuple(found)


PROVIDER = Provider(
    id="tineye",
    title="TinEye",
    finds="Pages on which the picture, or a cropped or altered version, was crawled, with the day of the crawl.",
    leaves="the picture's public address, or the picture itself when uploads are permitted",
    documentation="https://services.tineye.com/developers/tineyeapi/",
    requests=requests,
    read=read,
    key="TINEYE_API_KEY",
    key_header="x-api-key",
)
