"""A small invented site as values: three cases, bare pictures, hostile strings, every kind of finding and link.

No file of it exists but the blobs made here with Pillow. It names no real person, party or brand.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

from generator.model import (
    Exhibit,
    FileKind,
    Link,
    LinkKind,
    Redaction,
    Renditions,
    Unreadable,
)
from generator.render.site import Group, GroupKind, RuleDescription, SiteData
from generator.settings import Publisher, SiteSettings
from tests.render import sample_versions
from tests.render.sample_cases import bridge, street, tower
from tests.render.sample_conclusions import analyzers, answers, assessment, calibration
from tests.render.sample_pictures import renditions
from tests.render.sample_reports import (
    SERIAL,
    ai_report,
    broken_report,
    camera_report,
    hostile_report,
    plain_report,
)


@cache
def site() -> SiteData:
    """The invented site."""
    exhibits = (
        _exhibit(
            "bridge-1a2b3c4d5e",
            "cases/bridge/bridge.jpg",
            "bridge",
            "The bridge under water",
            alt="A footbridge over a brown river in flood; the water touches the railing.",
        ),
        _exhibit(
            "bridge-old-2b3c4d5e6f",
            "cases/bridge/bridge-old.jpg",
            "bridge",
            "An older copy of the same picture",
            alt="",
        ),
        _exhibit(
            "tower-3c4d5e6f70",
            "cases/tower/tower.png",
            "tower",
            "A tower of glass",
            kind=FileKind.PNG,
            alt="A glass tower above low clouds.",
        ),
        replace(
            _exhibit(
                "street-4d5e6f7081",
                "cases/street/street.jpg",
                "street",
                "After the storm",
                alt="A street with fallen trees.",
            ),
            sensitive="It shows injured people.",
            redactions=(Redaction(0.1, 0.1, 0.2, 0.2, "face of a child"),),
        ),
        _exhibit("img-0007-5e6f708192", "loose/IMG_0007 \u202e<b>.jpg", "", "", alt=""),
        _exhibit("broken-6f70819203", "loose/broken.jpg", "", "", alt=""),
    )
    cases = (bridge(), tower(), street())
    ids = [item.id for item in exhibits]
    reports = {
        ids[0]: camera_report(ids[0]),
        ids[1]: plain_report(ids[1]),
        ids[2]: ai_report(ids[2]),
        ids[3]: plain_report(ids[3]),
        ids[4]: hostile_report(ids[4]),
        ids[5]: broken_report(ids[5]),
    }
    return SiteData(
        settings=SiteSettings(
            title="The Invented Picture Desk",
            description="Where pictures come from, what was done to them, and how we know.",
            base_url="https://desk.example/checks/",
            publisher=Publisher(
                "Desk of Invented News", "https://desk.example/", "", "mistakes@desk.example"
            ),
            disclaimer="The stories on this demo site are invented.",
            methodology="We ask **three** questions.\n\n# A heading\n\n| one | two |\n|:---:|---:|\n| 1 | 2 |",
        ),
        cases=cases,
        exhibits=exhibits,
        reports=reports,
        links=(
            Link(
                LinkKind.SAME_SIGNER,
                ids[0],
                ids[2],
                "Both credentials were signed with the same certificate.",
            ),
            Link(
                LinkKind.NEAR_DUPLICATE,
                ids[0],
                ids[1],
                "The two pictures look the same; one was resized or saved again.",
                8,
                256,
                limits="Which of the two came first can't be told from this.",
            ),
            Link(
                LinkKind.SAME_CAMERA,
                ids[0],
                ids[4],
                f"Both name the same camera body. (A careless analyzer adds {SERIAL}.)",
                limits="Serial numbers can be copied.",
            ),
        ),
        assessments={id: assessment(id, id == ids[0]) for id in ids[:5]},
        exhibit_answers={ids[0]: answers(ids[0]), ids[4]: answers(ids[4])},
        case_answers={"bridge": answers(ids[0], with_sightings=True)},
        renditions={
            **{
                id: renditions(number, has_blur=number == 3, is_labelled=number < 3)
                for number, id in enumerate(ids[:5])
            },
            ids[5]: Renditions(missing="pixels not decoded: the file ends after 2,113 bytes"),
        },
        comparisons=sample_versions.comparisons(ids),
        derivations=sample_versions.derivations(ids),
        families=sample_versions.families(ids),
        common=sample_versions.common(ids),
        unreadable=(
            Unreadable("cases/bridge/notes.pdf", 120_034, "PDF document", "bridge"),
            Unreadable("loose/empty\u202e.jpg", 0, "empty file"),
        ),
        analyzers=analyzers(),
        calibration=calibration(),
        rules=(
            RuleDescription(
                "origin.camera-and-more",
                "origin",
                "The picture was taken with a camera.",
                "A credential says so, or several traces agree.",
                "moderate",
                "Traces can be copied from another file, so they never establish it.",
            ),
            RuleDescription(
                "context.older-sighting",
                "context",
                "The picture is older than the claim says.",
                "A dated copy of the same picture is older.",
                "strong",
                "An archived copy can't be dated back.",
            ),
        ),
        confidence_words=(
            ("established", "It can be proved with mathematics or cryptography, and the proof was checked."),
            ("strong", "Several independent findings agree, and nothing found speaks against it."),
            ("moderate", "One good finding, or several that could be faked with effort."),
            ("weak", "A hint that could easily be chance or a copy."),
            ("none", "Nothing found decides the question."),
        ),
        date="2026-05-04",
        version="0.1.0",
        engines=(("Pillow", "13.0.0"), ("numpy", "2.3.0")),
        groups=(
            Group(
                GroupKind.CAMERA,
                "ricona-r2",
                "Ricona R2 (one body)",
                "These files name the same camera body by its serial number.",
                (ids[0], ids[4]),
                "Serial numbers can be copied.",
            ),
        ),
    )


def _exhibit(
    id: str, path: str, case: str, title: str, *, kind: FileKind = FileKind.JPEG, alt: str = ""
) -> Exhibit:
    return Exhibit(
        id,
        path,
        hashlib.sha256(id.encode()).hexdigest(),
        2_412_345,
        kind,
        case,
        alt,
        title,
        credit="L. Invented" if case else "",
        source="https://pictures.example/p/1" if case else "",
        obtained="Sent by mail on 2 May 2026, unchanged since." if case else "",
    )
