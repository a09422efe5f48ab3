"""Wikimedia Commons by SHA-1: whether these exact bytes are a current file there.

Source: MediaWiki API, list=allimages with `aisha1` (https://www.mediawiki.org/wiki/API:Allimages). The date is that of the
current revision's upload; older revisions and re-encoded copies aren't found.
"""

from __future__ import annotations

from urllib.parse import urlencode

from generator.model import DateKind, Lookups, MatchKind, Sighting
from generator.sightings import reading
from generator.sightings.provider import Provider, Request, Seen, Subject, Unreadable

ADDRESS = "https://commons.wikimedia.org/w/api.php"


def requests(subject: Subject) -> tuple[Request, ...]:
    """One question: the check sum."""
    query = {
        "action": "query",
        "format": "json",
        "formatversion": "2",
        "list": "allimages",
        "aisha1": subject.sha1,
        "aiprop": "timestamp|url|user|sha1",
        "ailimit": "50",
    }
    return (
        Request(
            f"{ADDRESS}?{urlencode(query)}",
            "the SHA-1 check sum of the file",
            Lookups.HASHES_ONLY,
        ),
    )


def read(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """Files with the same bytes."""
    del subject
    answer = reading.fields(reading.parsed(body))
    if "error" in answer or not isinstance(reading.fields(answer.get("query")).get("allimages"), list):
        raise Unreadable("the answer has no list of files")
    found = []
    for item in reading.entries(answer["query"]["allimages"]):
        page, date = reading.address(item.get("descriptionurl")), reading.moment(item.get("timestamp"))
        if not page or not date:
            continue
        user = reading.text(item.get("user"), limit=100)
        sighting = Sighting(
            url=page,
            date=date,
            date_kind=DateKind.POSTED,
            publisher="Wikimedia Commons" + (f", uploaded by {user}" if user else ""),
            caption=reading.text(item.get("title") or item.get("name"), limit=300),
            match=MatchKind.UNVERIFIED,
        )
        found.append(Seen(sighting, reading.address(item.get("url")), reading.text(item.get("sha1")).lower()))
    return tuple(found)


PROVIDER = Provider(
    id="commons",
    title="Wikimedia Commons",
    finds="Whether the very same file is on Wikimedia Commons, and when its current version was uploaded. Copies saved again "
    "are not found.",
    leaves="the SHA-1 check sum of the file",
    documentation="https://www.mediawiki.org/wiki/API:Allimages",
    requests=requests,
    read=read,
)
