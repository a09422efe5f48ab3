"""Google Fact Check Tools: published fact-checks of the picture, or of the claim's words.

Source: `claims:imageSearch` and `claims:search` (https://developers.google.com/fact-check/tools/api/reference/rest). What is
found by words is about the same claim, not about this picture, and never counts as a sighting of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from generator.model import DateKind, Lookups, MatchKind, Sighting
from generator.sightings import reading
from generator.sightings.provider import Provider, Request, Seen, Subject, Unreadable

ADDRESS = "https://factchecktools.googleapis.com/v1alpha1/claims"


def picture_requests(subject: Subject) -> tuple[Request, ...]:
    """By the picture's public address; without one there is nothing to ask with."""
    if not subject.picture_url:
        return ()
    query = urlencode({"imageUri": subject.picture_url, "pageSize": "50"})
    sent = f"the picture's public address {subject.picture_url}"
    return (Request(f"{ADDRESS}:imageSearch?{query}", sent, Lookups.PUBLIC_URL),)


def word_requests(subject: Subject) -> tuple[Request, ...]:
    """By the words of the claim."""
    if subject.case.claim is None:
        return ()
    words = reading.text(subject.case.claim.text, limit=300)
    query = {"query": words, "pageSize": "50"}
    if language := reading.language(subject.case.language):
        query["languageCode"] = language
    return (
        Request(
            f"{ADDRESS}:search?{urlencode(query)}", f"the words of the claim, “{words}”", Lookups.PUBLIC_URL
        ),
    )


def read_pictures(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """Reviews whose picture Google takes for ours."""
    del subject
    answer = reading.parsed(body)
    if not isinstance(answer, dict) or not isinstance(answer.get("results", []), list) or "error" in answer:
        raise Unreadable("the answer has no results")
    claims = (reading.fields(item.get("claim")) for item in reading.entries(answer.get("results")))
    return tuple(seen for claim in claims for seen in _reviews(claim, MatchKind.UNVERIFIED))


def read_words(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """Reviews of claims in like words."""
    del subject
    answer = reading.parsed(body)
    if not isinstance(answer, dict) or not isinstance(answer.get("claims", []), list) or "error" in answer:
        raise Unreadable("the answer has no claims")
    return tuple(
        seen
        for claim in reading.entries(answer.get("claims"))
        for seen in _reviews(claim, MatchKind.SAME_CLAIM)
    )


def _reviews(claim: dict[str, Any], match: MatchKind) -> Iterator[Seen]:
    said, who = reading.text(claim.get("text"), limit=500), reading.text(claim.get("claimant"), limit=200)
    day = reading.moment(claim.get("claimDate"))[:10]
    for review in reading.entries(claim.get("claimReview")):
        url = reading.address(review.get("url"))
        date = reading.moment(review.get("reviewDate"))
        if not url:
            continue
        publisher = reading.fields(review.get("publisher"))
        rating = reading.text(review.get("textualRating"), limit=200)
        note = " ".join(
            part
            for part in (
                "A fact-check." if not rating else f"A fact-check; its rating: {rating}.",
                _claimed(who, day),
            )
            if part
        )
        yield Seen(
            Sighting(
                url,
                date,
                DateKind.PUBLISHED if date else DateKind.FOUND,
                publisher=reading.text(publisher.get("name") or publisher.get("site"), limit=200)
                or reading.host(url),
                caption=said,
                language=reading.language(review.get("languageCode")),
                match=match,
                note=note,
            )
        )


def _claimed(who: str, day: str) -> str:
    words = " ".join(part for part in (f"by {who}" if who else "", f"on {day}" if day else "") if part)
    return f"Claimed {words}." if words else ""


_DOCUMENTATION = "https://developers.google.com/fact-check/tools/api/reference/rest"
PICTURES = Provider(
    id="fact-check-pictures",
    title="Google Fact Check Tools, by picture",
    finds="Published fact-checks that show this picture, as Google compares pictures.",
    leaves="the picture's public address",
    documentation=_DOCUMENTATION,
    requests=picture_requests,
    read=read_pictures,
    key="GOOGLE_API_KEY",
    key_header="X-Goog-Api-Key",
)
WORDS = Provider(
    id="fact-check",
    title="Google Fact Check Tools, by words",
    finds="Published fact-checks of claims in like words. They may be about other pictures.",
    leaves="the words of the claim",
    documentation=_DOCUMENTATION,
    requests=word_requests,
    read=read_words,
    key="GOOGLE_API_KEY",
    key_header="X-Goog-Api-Key",
)
