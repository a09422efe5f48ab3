"""How dates and matches of sightings are said in sentences."""

from __future__ import annotations

from generator.model import DateKind, MatchKind

DATE_WORDS: dict[DateKind, str] = {
    DateKind.POSTED: "posted",
    DateKind.PUBLISHED: "published",
    DateKind.CRAWLED: "seen by a search engine",
    DateKind.ARCHIVED: "archived",
    DateKind.CLAIMED: "shown, as was claimed there,",
    DateKind.FOUND: "found by a search service",
}
"""After "It was", before the date."""

MATCH_WORDS: dict[MatchKind, str] = {
    MatchKind.SAME_BYTES: "the very same file",
    MatchKind.SAME_PICTURE: "the same picture",
    MatchKind.CROPPED: "a part of the picture",
    MatchKind.ALTERED: "an altered version of the picture",
    MatchKind.UNVERIFIED: "a picture that was not compared with this one",
    MatchKind.SAME_CLAIM: "a page about the same claim",
    MatchKind.PAGE_ONLY: "a page that the note names, which may have shown something else then",
}
"""What was seen there."""
