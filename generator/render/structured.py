"""ClaimReview and MediaReview as JSON-LD, in their plain form.

https://schema.org/ClaimReview and the MediaReview proposal (https://schema.org/MediaReview). Google's search dropped
ClaimReview in June 2025; Fact Check Explorer and aggregators still read it. A case without claim or rating has neither,
and nothing is invented to fill a field. MediaReview has no word for "AI-generated".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.model import Case, WebLink
from generator.render import urls
from generator.render.site import SiteData

CONTEXT = "https://schema.org"


def documents(data: SiteData, case: Case) -> tuple[str, ...]:
    """JSON-LD documents of a case, each safe inside a `script` element."""
    made = [claim_review(data, case), media_review(data, case)]
    return tuple(script_safe(document) for document in made if document)


def claim_review(data: SiteData, case: Case) -> dict[str, Any]:
    """A ClaimReview; empty when the case has no claim, no rating, or the site no address."""
    if case.claim is None or case.rating is None or not data.settings.base_url:
        return {}
    claim = case.claim
    claimed: dict[str, Any] = {
        "@type": "Claim",
        "author": _some({"@type": "Person", "name": claim.claimant}) if claim.claimant else None,
        "datePublished": claim.date,
        "appearance": _works(claim.links),
    }
    return _some(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "url": data.settings.base_url + urls.case(case.slug),
            "datePublished": case.published,
            "dateModified": case.updated,
            "inLanguage": case.language,
            "author": _organization(data),
            "claimReviewed": claim.text,
            "itemReviewed": _some(claimed),
            "reviewRating": _rating(data, case),
        }
    )


def media_review(data: SiteData, case: Case) -> dict[str, Any]:
    """A MediaReview; empty when the note names no media category or the site has no address."""
    if not case.media_category or not data.settings.base_url or not case.exhibits:
        return {}
    renditions = data.renditions[case.exhibits[0]]
    jpegs = [item for item in renditions.images if item.media_type == "image/jpeg"]
    picture: dict[str, Any] = {"@type": "ImageObject"}
    # A picture that is hidden behind a warning is not handed to machines in the clear either.
    if jpegs and not data.exhibit(case.exhibits[0]).sensitive:
        picture["contentUrl"] = data.settings.base_url + urls.media(jpegs[-1].blob, jpegs[-1].media_type)
    if case.claim and case.claim.links:
        picture["mediaItemAppearance"] = _works(case.claim.links)
    return _some(
        {
            "@context": CONTEXT,
            "@type": "MediaReview",
            "url": data.settings.base_url + urls.case(case.slug),
            "datePublished": case.published,
            "author": _organization(data),
            "mediaAuthenticityCategory": case.media_category,
            "originalMediaContextDescription": case.summary,
            "itemReviewed": _some(
                {"@type": "MediaReviewItem", "interpretedAsClaim": _claim(case), "mediaItem": picture}
            ),
        }
    )


def script_safe(document: dict[str, Any]) -> str:
    """JSON without the characters that could end a `script` element or a line of JavaScript."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _works(links: Iterable[WebLink]) -> list[dict[str, Any]]:
    """Where the claim can be read; only http and https addresses are handed on."""
    return [{"@type": "CreativeWork", "url": url} for link in links if (url := urls.external(link.url))]


def _claim(case: Case) -> dict[str, Any] | None:
    return {"@type": "Claim", "description": case.claim.text} if case.claim else None


def _rating(data: SiteData, case: Case) -> dict[str, Any]:
    assert case.rating is not None
    values = [rating.value for rating in data.settings.ratings if rating.value is not None]
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": case.rating.name,
        "description": case.rating.definition,
    }
    if case.rating.value is not None:
        rating |= {"ratingValue": case.rating.value, "bestRating": max(values), "worstRating": min(values)}
    return rating


def _organization(data: SiteData) -> dict[str, Any]:
    return _some(
        {"@type": "Organization", "name": data.settings.publisher.name, "url": data.settings.publisher.url}
    )


def _some(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
