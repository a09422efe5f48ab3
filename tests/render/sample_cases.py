"""Cases of the invented site: a picture out of context, a declared AI picture, an unrated one in another script."""

from __future__ import annotations

from generator.model import (
    Case,
    Claim,
    Correction,
    DateKind,
    MatchKind,
    OutsideCheck,
    Person,
    Rating,
    Search,
    Sighting,
    WebLink,
)
from generator.settings import DEFAULT_RATINGS

NOTE = """# What we did

We looked for older copies. <img src=x onerror=alert(1)>

### Where it was taken

![map](https://maps.example/m.png) See [the gauge](https://gauges.example/aster) or [this](javascript:alert(1)).

- The railing was replaced in 2022.
- The paper still has the file.

> A quotation.
"""
"""A note with raw HTML, a picture from elsewhere, a forbidden address and a heading too deep."""


def bridge() -> Case:
    return Case(
        slug="bridge",
        path="cases/bridge/case.md",
        title="The flooded footbridge was photographed in 2019, not last week",
        language="en",
        published="2026-05-03",
        updated="2026-05-04",
        claim=Claim(
            "This is the Lower Bridge in Astertown RIGHT NOW. They told us the dam would hold!",
            "An account with 40,000 followers",
            "a short-message platform",
            "2026-05-01",
            "2026-05-01",
            "Astertown",
            (
                WebLink("https://posts.example/1/2", "The post", "https://archive.example/a/1", "2026-05-01"),
                WebLink("javascript:alert(1)", "A bad link"),
            ),
        ),
        question="When was this picture taken?",
        summary=(
            "The picture is genuine, but it is seven years old. The same picture stood in a local paper on 14 March 2019, "
            "when a different river was in flood. Nothing in the file shows that it was altered; that alone would prove "
            "nothing."
        ),
        rating=rating("false-context"),
        media_category="DecontextualizedContent",
        tags=("Floods", "weather", "Überschwemmung"),
        aliases=("old-bridge",),
        authors=(Person("Ada Invented", "https://desk.example/ada"),),
        reviewers=(Person("Ben Invented"),),
        exhibits=("bridge-1a2b3c4d5e", "bridge-old-2b3c4d5e6f"),
        sightings=(
            Sighting(
                "https://paper.example/2019/flood",
                "2019-03-14T08:00:00Z",
                DateKind.ARCHIVED,
                "The Invented Courier",
                "Hochwasser an der Oberen Brücke in Birkenau",
                "Birkenau",
                "de",
                MatchKind.SAME_PICTURE,
                "bridge-old.jpg",
                "https://archive.example/c/1",
                "reverse image search by Ada Invented",
            ),
            Sighting(
                "https://forum.example/t/9",
                "2021-07",
                DateKind.POSTED,
                "a hikers' forum",
                "Remember this one?",
                "",
                "en",
                MatchKind.CROPPED,
            ),
            Sighting(
                "",
                "",
                DateKind.CLAIMED,
                "a reader",
                "I saw it in 2015",
                match=MatchKind.UNVERIFIED,
                note="By mail; we could not confirm it.",
            ),
        ),
        sources=(
            WebLink(
                "https://paper.example/2019/flood",
                "Flood closes the Upper Bridge",
                "https://archive.example/c/1",
                "2019-03-14",
            ),
            WebLink("https://gauges.example/aster", "Water levels of the Aster"),
        ),
        searches=(
            Search(
                "An <invented> service",
                "2026-01-30T08:00:00Z",
                "the SHA-1 check sum of the file",
                "No result.",
                True,
                "bridge.jpg",
            ),
            Search(
                "Another service",
                "2026-01-31T08:00:00Z",
                "its address",
                "No usable answer: busy.",
                False,
                "bridge.jpg",
                "Ada",
            ),
        ),
        outside_checks=(
            OutsideCheck(
                "SynthID, in the maker's app",
                "It answered that the picture carries no mark <b>of its own</b>.",
                "The picture desk",
                "2026-05-02",
                "https://marks.example/",
            ),
        ),
        corrections=(
            Correction("2026-05-04", "We first wrote that the picture was from 2018. It is from March 2019."),
            Correction("2026-05-03", "The paper confirmed the date.", "update"),
        ),
        related=("tower",),
        body=NOTE,
    )


def tower() -> Case:
    return Case(
        slug="tower",
        path="cases/tower/case.md",
        title="The glass tower above the clouds was made by a generator",
        language="en",
        published="2025-11-20",
        claim=Claim("The new tower opens today."),
        summary="The file says of itself that a generative model made it, and the declaration is signed.",
        rating=rating("synthetic"),
        tags=("floods", "Buildings"),
        exhibits=("tower-3c4d5e6f70",),
    )


def street() -> Case:
    return Case(
        slug="street",
        path="cases/street/case.md",
        title="هل التقطت هذه الصورة بعد العاصفة؟",
        language="ar",
        published="2026-01-02",
        question="أين التقطت هذه الصورة؟",
        summary="لا نعرف بعد.",
        exhibits=("street-4d5e6f7081",),
        disclaimer="This story is invented.",
        body="نص التقرير.",
    )


def rating(key: str) -> Rating:
    item = next(item for item in DEFAULT_RATINGS if item.key == key)
    return Rating(item.key, item.name, item.definition, item.shape, item.tone, item.value)
