"""How dates and matches of sightings are said in sentences."""

from __future__ import annotations

from generator.model import DateKind, MatchKind

DATE_WORDS: dict[DateKind, str] = {
    DateKind.POSTED: "posted",
    DateKind.PUBLISHED: "published",
    DateKind.CRAWLED: "seen by a search engine",
    DateKind.ARCHIVED: "archived",
    DateKind.CLAIMED: "shown, as was claimed there,",
}
"""After "It was", before the date."""

MATCH_WORDS: dict[MatchKind, str] = {
    MatchKind.SAME_BYTES: "the very same file",
    MatchKind.SAME_PICTURE: "the same picture",
    MatchKind.CROPPED: "a part of the picture",
    MatchKind.ALTERED: "an altered version of the picture",
    MatchKind.UNVERIFIED: "a picture that was not compared with this one",
}
"""What was seen there."""
