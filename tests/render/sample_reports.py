"""Reports of the invented site: one run in every state, a finding of every shape, hostile text, values to withhold."""

from __future__ import annotations

import hashlib

from generator.model import (
    Axis,
    Bearing,
    ErrorRate,
    Figure,
    Finding,
    Measurement,
    Outcome,
    Privacy,
    Region,
    Report,
    Row,
    Run,
    Table,
    Weight,
)
from tests.render.sample_pictures import blob, scene

HOSTILE = "<script>alert(1)</script>\u202egnp.exe\u202c\u200b \x00\x07 {{ 7*7 }} \" onload='x' " + "W" * 3_000
"""A metadata value as an attacker would write it."""
SERIAL = "0421970013"
"""A camera's serial number that no page may show."""
LATITUDE = 47.380512
"""A position that no page may show."""


def camera_report(id: str) -> Report:
    picture = blob(scene(0, 320, 213), "PNG")
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
            identity(id),
            structure(),
            run(
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
            run("metadata.consistency", reason="Eight rules compared dates, sizes and software."),
            run(
                "thumbnail",
                Finding(
                    "thumbnail.different",
                    "The small preview inside the file shows something else than the picture.",
                    (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, "edited"),),
                    (Measurement("distance", 31, "bits of 128"),),
                    regions=(Region(300, 200, 260, 190, "missing sign"), Region(900, 500, 300, 260)),
                    figures=(
                        figure(
                            picture,
                            "thumbnail",
                            "The preview as stored.",
                            "Whether the picture or the preview is the older one.",
                        ),
                        figure(
                            blob(scene(1, 320, 213), "PNG"),
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
            run(
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
            run(
                "credentials",
                outcome=Outcome.NOTHING,
                reason="No Content Credential in the file, and no pointer to one.",
            ),
            run(
                "jpeg.grid", outcome=Outcome.FAILED, reason="It took longer than 120 seconds and was stopped."
            ),
            run(
                "sensor",
                outcome=Outcome.NOT_APPLICABLE,
                reason="No reference pictures of this camera are at hand.",
            ),
        ),
    )


def plain_report(id: str) -> Report:
    return Report(
        id,
        (
            identity(id),
            structure(),
            run("metadata", reason="No EXIF, XMP or IPTC block."),
            run("thumbnail", outcome=Outcome.NOT_APPLICABLE, reason="The file has no preview."),
            run("credentials", outcome=Outcome.NOTHING, reason="No Content Credential in the file."),
        ),
    )


def ai_report(id: str) -> Report:
    return Report(
        id,
        (
            identity(id),
            run(
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
            run("jpeg.quantization", outcome=Outcome.NOT_APPLICABLE, reason="The file is not a JPEG."),
        ),
    )


def hostile_report(id: str) -> Report:
    rows = tuple(Row(f"Tag{number}", f"value {number}") for number in range(40))
    return Report(
        id,
        (
            identity(id),
            run(
                "metadata",
                Finding(
                    "metadata.text",
                    "The file holds a comment.",
                    measurements=(Measurement("comment", HOSTILE),),
                    tables=(Table(HOSTILE[:80], (Row(HOSTILE[:120], HOSTILE, HOSTILE[:50]), *rows)),),
                ),
            ),
            run("stranger", reason=HOSTILE[:200], outcome=Outcome.FAILED),
        ),
    )


def broken_report(id: str) -> Report:
    return Report(
        id,
        (
            run(
                "file.identity",
                Finding(
                    "file.identity.pixels-not-decoded", "The file ends too early; its pixels can't be read."
                ),
            ),
            run("metadata", outcome=Outcome.FAILED, reason="The file ends in the middle of a block."),
        ),
    )


def run(analyzer: str, *findings: Finding, outcome: Outcome | None = None, reason: str = "") -> Run:
    return Run(
        analyzer,
        "1",
        outcome or (Outcome.FOUND if findings else Outcome.NOTHING),
        reason,
        ("Pillow 13.0.0",),
        (),
        findings,
    )


def identity(id: str) -> Run:
    digest = hashlib.sha256(id.encode()).hexdigest()
    return run(
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


def structure(width: int = 1600, height: int = 1067) -> Run:
    return run(
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


def figure(blob: str, role: str, shows: str, does_not_show: str) -> Figure:
    return Figure(blob, "image/png", 320, 213, role, f"Evidence picture: {role}.", shows, does_not_show)
