"""Evidence from which assessments are made, shared by the tests of the rules."""

from __future__ import annotations

from dataclasses import replace

from generator.assess import assess
from generator.assess.subject import Subject
from generator.model import (
    Axis,
    AxisAssessment,
    Integrity,
    Link,
    LinkKind,
    Origin,
    OtherVersion,
)
from tests.support.reports import CHAIN, case, finding, sighting, subject, supports

AI = supports(Axis.ORIGIN, Origin.AI_GENERATED)
CAMERA = supports(Axis.ORIGIN, Origin.CAMERA)
EDITED = supports(Axis.INTEGRITY, Integrity.EDITED)
ALTERED = supports(Axis.INTEGRITY, Integrity.ALTERED)

SEALED = finding("credentials.integrity", signature="holds", content_binding="matches")
CHANGED = finding("credentials.integrity", EDITED, signature="holds", content_binding="differs")
UNCHECKED = finding("credentials.integrity", signature="holds", content_binding="unknown")
BROKEN = finding("credentials.integrity", signature="fails", content_binding="unknown")
TRUSTED = finding("credentials.issuer", trust="on the C2PA trust list")
UNTRUSTED = finding("credentials.issuer", trust="not checked: no trust list")
SIGNED_AI = finding("credentials.ai-generated", AI)
SIGNED_EDIT = finding("credentials.ai-edited", supports(Axis.ORIGIN, Origin.COMPOSITE))
SIGNED_CAMERA = finding("credentials.camera-capture", CAMERA)
DECLARED_AI = finding("metadata.ai-declared", AI)
EXPOSURE = finding("metadata.camera", CAMERA)
NOISE = finding("pixels.camera-noise.match", CAMERA)
MARKED = finding("ai.watermark.dwt-dct", AI)
DETECTED = finding("ai.model.score", AI)
PREVIEW_FITS = finding("thumbnail.consistent")
PREVIEW_DIFFERS = finding("thumbnail.different")
DATED = finding("metadata.date", date_original="2026-01-28T10:00:00")
OTHER_DAY = finding("metadata.date", date_original="2019-03-14T10:00:00")
GRAZ = (47.07, 15.44)
IN_GRAZ = finding("metadata.location", latitude=47.1, longitude=15.4)
ELSEWHERE = finding("metadata.location", latitude=-33.9, longitude=151.2)
DAYLIGHT = finding("metadata.place.light", daylight_settings=True)
CHAIN_WITH_PLACE = (*CHAIN, "metadata.place")
STAMPED = finding("credentials.time", signed_at="2019-03-14T10:00:00Z", proven=True)


def beside(is_sure: bool, *, seen: str = "", regions: int = 2, by_note: str = "") -> Subject:
    """A picture that came from another version of the case, from which it differs, and which was seen on a day.

    `by_note` is a day on which it was seen, too, as only the note says.
    """
    other = OtherVersion(
        "b-0123456789",
        is_older=True,
        is_sure=is_sure,
        region_count=regions,
        compared=f"They differ in {regions} places.",
        path="cases/2026/a-case/b.jpg",
    )
    link = Link(LinkKind.PART_OF, "a-0123456789", other.other, "One lies in the other.")
    sightings = tuple(
        sighting(day, picture="b.jpg", is_compared=is_compared)
        for day, is_compared in ((seen, True), (by_note, False))
        if day
    )
    return replace(subject(links=(link,), case=case("2026-01-28", *sightings)), versions=(other,))


def axis_of(given: Subject, axis: Axis) -> AxisAssessment:
    """The assessment of one axis."""
    found = assess(given.exhibit, given.report, links=given.links, case=given.case, versions=given.versions)
    return {Axis.ORIGIN: found.origin, Axis.INTEGRITY: found.integrity, Axis.CONTEXT: found.context}[axis]
