"""Google Cloud Vision, web detection: pages with the same picture, with parts of it or with versions of it. It gives no dates.

Source: `images:annotate` with the feature WEB_DETECTION (https://cloud.google.com/vision/docs/detecting-web). Since the service
dates nothing, a sighting gets the day on which it was asked: the picture was known there by then.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from generator.model import DateKind, Lookups, Sighting
from generator.sightings import reading
from generator.sightings.provider import Provider, Request, Seen, Subject, Unreadable

ADDRESS = "https://vision.googleapis.com/v1/images:annotate"


def requests(subject: Subject) -> tuple[Request, ...]:
    """By the picture's public address where one is known, else by uploading the file."""
    if subject.picture_url:
        picture: dict[str, Any] = {"source": {"imageUri": subject.picture_url}}
        sent, needs = f"the picture's public address {subject.picture_url}", Lookups.PUBLIC_URL
    else:
        picture = {"content": base64.b64encode(subject.data).decode()}
        sent, needs = "the picture itself", Lookups.UPLOAD
    question = {"requests": [{"image": picture, "features": [{"type": "WEB_DETECTION", "maxResults": 50}]}]}
    body = json.dumps(question, sort_keys=True).encode()
    return (Request(ADDRESS, sent, needs, method="POST", media_type="application/json", body=body),)


def read(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """One sighting for each page; visually similar pictures are none."""
    del subject
    responses = reading.fields(reading.parsed(body)).get("responses")
    if not isinstance(responses, list) or not responses or not isinstance(responses[0], dict):
        raise Unreadable("the answer has no responses")
    if error := reading.fields(responses[0].get("error")):
        raise Unreadable(
            f"the service reports: {reading.text(error.get('message'), limit=200) or 'an error'}"
        )
    web = reading.fields(responses[0].get("webDetection"))
    found = []
    for page in reading.entries(web.get("pagesWithMatchingImages")):
        url = reading.address(page.get("url"))
        if not url:
            continue
        full = [reading.address(item.get("url")) for item in reading.entries(page.get("fullMatchingImages"))]
        part = [
            reading.address(item.get("url")) for item in reading.entries(page.get("partialMatchingImages"))
        ]
        note = (
            "Google calls the match full."
            if any(full)
            else "Google calls the match partial."
            if any(part)
            else ""
        )
        sighting = Sighting(
            url,
            "",
            DateKind.FOUND,
            publisher=reading.host(url),
            caption=_plain(page.get("pageTitle")),
            note=note,
        )
        found.append(Seen(sighting, next((item for item in [*full, *part] if item), "")))
    return tuple(found)


def _plain(title: Any) -> str:
    """Page titles come with marks for bold."""
    return reading.text(title, limit=300).replace("<b>", "").replace("</b>", "")


PROVIDER = Provider(
    id="google-vision",
    title="Google Cloud Vision, web detection",
    finds="Pages that show the picture, parts of it or versions of it. It gives no dates.",
    leaves="the picture's public address, or the picture itself when uploads are permitted",
    documentation="https://cloud.google.com/vision/docs/detecting-web",
    requests=requests,
    read=read,
    key="GOOGLE_API_KEY",
    key_header="X-Goog-Api-Key",
)
