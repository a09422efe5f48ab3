"""A small invented site as values: three cases, bare pictures, hostile strings, every kind of finding and link.

No file of it exists but the blobs made here with Pillow. It names no real person, party or brand.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from generator.analyse.analyzer import ALL_KINDS, Analyzer, Reference
from generator.model import (
    Answer,
    AnswerState,
    Assessment,
    Axis,
    AxisAssessment,
    Bearing,
    Case,
    Citation,
    Claim,
    Confidence,
    Correction,
    DateKind,
    ErrorRate,
    EvidenceKind,
    Exhibit,
    Figure,
    FileKind,
    Finding,
    Link,
    LinkKind,
    MatchKind,
    Measurement,
    Outcome,
    Person,
    Privacy,
    Rating,
    Redaction,
    Region,
    Rendition,
    Renditions,
    Report,
    Row,
    Run,
    Sighting,
    Statement,
    Table,
    Unreadable,
    WebLink,
    Weight,
)
from generator.render.site import Group, GroupKind, RuleDescription, SiteData
from generator.settings import DEFAULT_RATINGS, Publisher, SiteSettings

HOSTILE = "<script>alert(1)</script>\u202egnp.exe\u202c\u200b \x00\x07 {{ 7*7 }} \" onload='x' " + "W" * 3_000
"""A metadata value as an attacker would write it."""
SERIAL = "0421970013"
"""A camera's serial number that no page may show."""
LATITUDE = 47.380512
"""A position that no page may show."""
BLOBS: dict[str, bytes] = {}
"""Bytes of all pictures by SHA-256, filled by `site`."""


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
    cases = (_bridge(), _tower(), _street())
    ids = [item.id for item in exhibits]
    reports = {
        ids[0]: _camera_report(ids[0]),
        ids[1]: _plain_report(ids[1]),
        ids[2]: _ai_report(ids[2]),
        ids[3]: _plain_report(ids[3]),
        ids[4]: _hostile_report(ids[4]),
        ids[5]: _broken_report(ids[5]),
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
        assessments={id: _assessment(id, id == ids[0]) for id in ids[:5]},
        exhibit_answers={ids[0]: _answers(ids[0]), ids[4]: _answers(ids[4])},
        case_answers={"bridge": _answers(ids[0], with_sightings=True)},
        renditions={
            **{
                id: _renditions(number, has_blur=number == 3, is_labelled=number < 3)
                for number, id in enumerate(ids[:5])
            },
            ids[5]: Renditions(missing="pixels not decoded: the file ends after 2,113 bytes"),
        },
        unreadable=(
            Unreadable("cases/bridge/notes.pdf", 120_034, "PDF document", "bridge"),
            Unreadable("loose/empty\u202e.jpg", 0, "empty file"),
        ),
        analyzers=_analyzers(),
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


def _rating(key: str) -> Rating:
    item = next(item for item in DEFAULT_RATINGS if item.key == key)
    return Rating(item.key, item.name, item.definition, item.shape, item.tone, item.value)


def _bridge() -> Case:
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
        summary="The picture is genuine, but it is seven years old. The same picture stood in a local paper on 14 March 2019, when a different river was in flood. Nothing in the file shows that it was altered; that alone would prove nothing.",
        rating=_rating("false-context"),
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
        corrections=(
            Correction("2026-05-04", "We first wrote that the picture was from 2018. It is from March 2019."),
            Correction("2026-05-03", "The paper confirmed the date.", "update"),
        ),
        related=("tower",),
        body="# What we did\n\nWe looked for older copies. <img src=x onerror=alert(1)>\n\n### Where it was taken\n\n![map](https://maps.example/m.png) See [the gauge](https://gauges.example/aster) or [this](javascript:alert(1)).\n\n- The railing was replaced in 2022.\n- The paper still has the file.\n\n> A quotation.",
    )


def _tower() -> Case:
    return Case(
        slug="tower",
        path="cases/tower/case.md",
        title="The glass tower above the clouds was made by a generator",
        language="en",
        published="2025-11-20",
        claim=Claim("The new tower opens today."),
        summary="The file says of itself that a generative model made it, and the declaration is signed.",
        rating=_rating("synthetic"),
        tags=("floods", "Buildings"),
        exhibits=("tower-3c4d5e6f70",),
    )


def _street() -> Case:
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


def _run(analyzer: str, *findings: Finding, outcome: Outcome | None = None, reason: str = "") -> Run:
    return Run(
        analyzer,
        "1",
        outcome or (Outcome.FOUND if findings else Outcome.NOTHING),
        reason,
        ("Pillow 13.0.0",),
        (),
        findings,
    )


def _identity(id: str) -> Run:
    digest = hashlib.sha256(id.encode()).hexdigest()
    return _run(
        "file.identity",
        Finding(
            "file.identity",
            "The file and what it shows have these fingerprints.",
            measurements=(
                Measurement("sha256", digest),
                Measurement("sha1", digest[:40]),
                Measurement("md5", digest[:32]),
                Measurement("phash", digest[:16]),
                Measurement("pdq", digest[::-1]),
                Measurement("pdq_quality", 100),
            ),
        ),
    )


def _structure(width: int = 1600, height: int = 1067) -> Run:
    return _run(
        "file.structure",
        Finding(
            "file.structure",
            "The file is a JPEG picture of the usual build.",
            measurements=(
                Measurement("width", width, "px"),
                Measurement("height", height, "px"),
                Measurement("bits", 8),
            ),
            tables=(
                Table(
                    "JPEG segments",
                    (Row("SOI", "0"), Row("APP1 Exif", "2"), Row("DQT", "11,204"), Row("SOS", "11,900")),
                ),
            ),
        ),
    )


def _camera_report(id: str) -> Report:
    picture = _blob(_scene(0, 320, 213), "PNG")
    rows = (
        Row("Make", "Ricona"),
        Row("Model", "Ricona R2"),
        Row("BodySerialNumber", SERIAL, privacy=Privacy.SERIAL),
        Row("GPSLatitude", "47.380512", "47/1 22/1 4984/100", Privacy.LOCATION),
        Row("MakerNote.Info", f"fw=1.02;sn={SERIAL};pos=47.3805", note="Maker note"),
        Row("Orientation", "1"),
        Row("UserComment", HOSTILE),
    )
    return Report(
        id,
        (
            _identity(id),
            _structure(),
            _run(
                "metadata",
                Finding(
                    "metadata.exif",
                    "The file holds 7 entries that cameras write.",
                    tables=(Table("EXIF: Photo", rows),),
                ),
                Finding(
                    "metadata.camera",
                    "The file says it was taken with a Ricona R2.",
                    (Weight(Bearing.SUPPORTS, Axis.ORIGIN, "camera"),),
                    (
                        Measurement("make", "Ricona"),
                        Measurement("model", "Ricona R2"),
                        Measurement("serial", SERIAL, privacy=Privacy.SERIAL),
                    ),
                    limits="Anyone can write these words into a file.",
                ),
                Finding(
                    "metadata.date",
                    "The camera's clock said 13 March 2019.",
                    measurements=(Measurement("date_original", "2019-03-13T16:20:05"),),
                    limits="A camera's clock can be wrong.",
                ),
                Finding(
                    "metadata.location",
                    "The file holds a GPS position.",
                    measurements=(
                        Measurement("latitude", LATITUDE, "°", Privacy.LOCATION),
                        Measurement("longitude", 8.541234, "°", Privacy.LOCATION),
                    ),
                ),
            ),
            _run("metadata.consistency", reason="Eight rules compared dates, sizes and software."),
            _run(
                "thumbnail",
                Finding(
                    "thumbnail.different",
                    "The small preview inside the file shows something else than the picture.",
                    (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, "edited"),),
                    (Measurement("distance", 31, "bits of 128"),),
                    regions=(Region(300, 200, 260, 190, "missing sign"), Region(900, 500, 300, 260)),
                    figures=(
                        _figure(
                            picture,
                            "thumbnail",
                            "The preview as stored.",
                            "Whether the picture or the preview is the older one.",
                        ),
                        _figure(
                            _blob(_scene(1, 320, 213), "PNG"),
                            "difference",
                            "Where the two differ; black means equal.",
                            "Who changed it, and why.",
                        ),
                    ),
                    limits="Some editors forget to renew the preview.",
                    error_rate=ErrorRate(
                        0.004, 0.021, 0.46, 343, "camera originals", "invented corpus 1a2b3c"
                    ),
                ),
            ),
            _run(
                "jpeg.quantization",
                Finding(
                    "jpeg.quantization",
                    "The picture was saved at a JPEG quality of about 92.",
                    measurements=(
                        Measurement("quality_estimate", 92),
                        Measurement("quality_exact", True),
                        Measurement("subsampling", "4:2:0"),
                    ),
                ),
            ),
            _run(
                "credentials",
                outcome=Outcome.NOTHING,
                reason="No Content Credential in the file, and no pointer to one.",
            ),
            _run(
                "jpeg.grid", outcome=Outcome.FAILED, reason="It took longer than 120 seconds and was stopped."
            ),
            _run(
                "sensor",
                outcome=Outcome.NOT_APPLICABLE,
                reason="No reference pictures of this camera are at hand.",
            ),
        ),
    )


def _plain_report(id: str) -> Report:
    return Report(
        id,
        (
            _identity(id),
            _structure(),
            _run("metadata", reason="No EXIF, XMP or IPTC block."),
            _run("thumbnail", outcome=Outcome.NOT_APPLICABLE, reason="The file has no preview."),
            _run("credentials", outcome=Outcome.NOTHING, reason="No Content Credential in the file."),
        ),
    )


def _ai_report(id: str) -> Report:
    return Report(
        id,
        (
            _identity(id),
            _run(
                "credentials",
                Finding(
                    "credentials.ai-generated",
                    "A signed credential says that a generative model made this picture.",
                    (Weight(Bearing.SUPPORTS, Axis.ORIGIN, "AI-generated"),),
                    (Measurement("source_type", "trainedAlgorithmicMedia"),),
                ),
                Finding(
                    "credentials.issuer",
                    "The credential was signed with a certificate of Invented Signing Ltd.",
                    measurements=(Measurement("issuer", "Invented Signing Ltd"),),
                ),
            ),
            _run("jpeg.quantization", outcome=Outcome.NOT_APPLICABLE, reason="The file is not a JPEG."),
        ),
    )


def _hostile_report(id: str) -> Report:
    rows = tuple(Row(f"Tag{number}", f"value {number}") for number in range(40))
    return Report(
        id,
        (
            _identity(id),
            _run(
                "metadata",
                Finding(
                    "metadata.text",
                    "The file holds a comment.",
                    measurements=(Measurement("comment", HOSTILE),),
                    tables=(Table(HOSTILE[:80], (Row(HOSTILE[:120], HOSTILE, HOSTILE[:50]), *rows)),),
                ),
            ),
            _run("stranger", reason=HOSTILE[:200], outcome=Outcome.FAILED),
        ),
    )


def _broken_report(id: str) -> Report:
    return Report(
        id,
        (
            _run(
                "file.identity",
                Finding(
                    "file.identity.pixels-not-decoded", "The file ends too early; its pixels can't be read."
                ),
            ),
            _run("metadata", outcome=Outcome.FAILED, reason="The file ends in the middle of a block."),
        ),
    )


def _figure(blob: str, role: str, shows: str, does_not_show: str) -> Figure:
    return Figure(blob, "image/png", 320, 213, role, f"Evidence picture: {role}.", shows, does_not_show)


def _cite(kind: EvidenceKind, number: int, exhibit: str = "") -> Citation:
    return Citation(kind, exhibit, number)


def _assessment(id: str, is_rich: bool) -> Assessment:
    none = (Statement("Nothing that was found decides this."),)
    unknown = AxisAssessment(
        Axis.INTEGRITY,
        "unknown",
        Confidence.NONE,
        "integrity.unknown",
        "Whether the picture was changed is not known.",
        none,
    )
    if not is_rich:
        first = (Statement("The file's fingerprints are noted.", (_cite(EvidenceKind.FINDING, 1, id),)),)
        return Assessment(
            id,
            AxisAssessment(
                Axis.ORIGIN,
                "unknown",
                Confidence.NONE,
                "origin.unknown",
                "Where the picture comes from is not known.",
                first,
            ),
            unknown,
            AxisAssessment(
                Axis.CONTEXT,
                "unknown",
                Confidence.NONE,
                "context.unknown",
                "Whether it fits a claim is not known.",
                none,
            ),
        )
    return Assessment(
        id,
        AxisAssessment(
            Axis.ORIGIN,
            "camera",
            Confidence.MODERATE,
            "origin.camera-and-more",
            "It was probably taken with a camera.",
            (Statement("The file names a camera and its settings.", (_cite(EvidenceKind.FINDING, 4, id),)),),
            (),
            (Statement("The camera's own noise was not compared.", (_cite(EvidenceKind.RUN, 9, id),)),),
        ),
        AxisAssessment(
            Axis.INTEGRITY,
            "edited",
            Confidence.WEAK,
            "integrity.thumbnail",
            "The preview and the picture differ, so it was probably edited after it was taken.",
            (
                Statement(
                    "The preview shows something else.",
                    (_cite(EvidenceKind.FINDING, 7, id), _cite(EvidenceKind.FINDING, 8, id)),
                ),
            ),
            (
                Statement(
                    "Dates, sizes and software agree with each other.", (_cite(EvidenceKind.RUN, 4, id),)
                ),
            ),
            (
                Statement(
                    "The compression grid could not be checked in time.", (_cite(EvidenceKind.RUN, 8, id),)
                ),
            ),
        ),
        AxisAssessment(
            Axis.CONTEXT,
            "contradicts the claim",
            Confidence.STRONG,
            "context.older-sighting",
            "The picture is about seven years older than the claim says.",
            (
                Statement(
                    "The same picture was archived in March 2019.",
                    (_cite(EvidenceKind.SIGHTING, 1), _cite(EvidenceKind.LINK, 2, id)),
                ),
                Statement(
                    "A paper reported the flood then.",
                    (
                        _cite(EvidenceKind.SOURCE, 1),
                        _cite(EvidenceKind.CLAIM, 0),
                        _cite(EvidenceKind.NOTE, 0),
                    ),
                ),
            ),
        ),
    )


def _answers(id: str, *, with_sightings: bool = False) -> tuple[Answer, ...]:
    when = (
        Statement(
            "The camera's clock said 13 March 2019, if it was set correctly.",
            (_cite(EvidenceKind.FINDING, 2, id),),
        ),
    )
    if with_sightings:
        when += (
            Statement(
                "A copy was archived on 14 March 2019, so it is at least that old.",
                (_cite(EvidenceKind.SIGHTING, 1),),
            ),
        )
    return (
        Answer("when-taken", "When was this picture taken?", AnswerState.ANSWERED, when),
        Answer(
            "credential",
            "Does it carry a credential, and who signed it?",
            AnswerState.NOT_FOUND,
            (
                Statement(
                    "The file holds no Content Credential. Most pictures don't.",
                    (_cite(EvidenceKind.RUN, 2, id),),
                ),
            ),
        ),
        Answer(
            "sensor",
            "Was it taken with the camera that the file names?",
            AnswerState.NOT_CHECKED,
            (
                Statement(
                    "No reference pictures of that camera are at hand.", (_cite(EvidenceKind.RUN, 3, id),)
                ),
            ),
        ),
    )


def _analyzers() -> tuple[Analyzer, ...]:
    titles = {
        "file.identity": "File identity",
        "file.structure": "File structure",
        "metadata": "Hidden data",
        "metadata.consistency": "Agreement of hidden data",
        "thumbnail": "Embedded preview",
        "jpeg.quantization": "JPEG compression tables",
        "credentials": "Content Credentials",
        "jpeg.grid": "Compression grid",
        "sensor": "Sensor noise",
    }
    return tuple(
        Analyzer(
            id,
            "1",
            title,
            f"What does this say: {title.lower()}?",
            "It reads the file from its first byte to its last. It compares what it finds with what the format allows.",
            "Anyone can write anything into a file.",
            ALL_KINDS if id != "jpeg.quantization" else frozenset({FileKind.JPEG}),
            needs=("metadata",) if id == "thumbnail" else (),
            engines=("Pillow",),
            references=(
                Reference("An invented specification, clause 4 (2020)", "https://spec.example/4"),
                Reference("A book"),
            ),
            parameters=(("threshold", "28"),),
            raises_flags=id == "thumbnail",
            nothing_means="Most pictures from the web have lost it.",
        )
        for id, title in titles.items()
    )


def _renditions(seed: int, *, has_blur: bool, is_labelled: bool) -> Renditions:
    full = _scene(seed, 1600, 1067)
    widths = (480, 960, 1600)
    images = tuple(
        _rendition(full.resize((width, width * 1067 // 1600)), kind)
        for width in widths
        for kind in ("WEBP", "JPEG")
    )
    blurred = full.resize((40, 27)).resize((960, 640)).filter(ImageFilter.GaussianBlur(30))
    label = full.resize((1200, 800))
    ImageDraw.Draw(label).rectangle((0, 720, 1200, 800), fill=(250, 250, 245))
    ImageDraw.Draw(label).text((30, 735), "FALSE CONTEXT", fill=(120, 20, 10), font_size=42)
    return Renditions(
        1600,
        1067,
        images,
        (_rendition(blurred, "WEBP"), _rendition(blurred, "JPEG")) if has_blur else (),
        _rendition(label, "JPEG") if is_labelled else None,
    )


def _rendition(image: Image.Image, kind: str) -> Rendition:
    return Rendition(_blob(image, kind), f"image/{kind.lower()}", image.width, image.height)


def _scene(seed: int, width: int, height: int) -> Image.Image:
    """Sky, hills, river: enough to look like a picture."""
    image = Image.linear_gradient("L").resize((width, height))
    tint = ((120, 160, 200), (200, 150, 110), (90, 110, 160), (110, 120, 110), (170, 140, 180))[seed % 5]
    picture = Image.merge(
        "RGB", [image.point([min(255, tone * 2 // 3 + level // 3) for level in range(256)]) for tone in tint]
    )
    draw = ImageDraw.Draw(picture)
    for layer in range(4):
        base = height * (50 + 12 * layer) // 100
        points = [
            (x, base + (x * (seed + 3 + layer) * 37 // 11) % (height // 9))
            for x in range(0, width + width // 8, width // 8)
        ]
        shade = tuple(max(0, tone - 40 - 25 * layer) for tone in tint)
        draw.polygon([(0, height), *points, (width, height)], fill=shade)
    draw.ellipse(
        (width * 7 // 10, height // 8, width * 8 // 10, height // 8 + width // 10), fill=(250, 240, 210)
    )
    return picture


def _blob(image: Image.Image, kind: str) -> str:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    data = buffer.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    BLOBS[digest] = data
    return digest
