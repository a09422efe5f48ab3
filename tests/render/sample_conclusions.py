"""Assessments, answers and analyzers of the invented site."""

from __future__ import annotations

from dataclasses import replace

from generator.analyse.analyzer import ALL_KINDS, Analyzer, Reference
from generator.analyse.cards.card import Card, Row
from generator.model import (
    Answer,
    AnswerState,
    Assessment,
    Axis,
    AxisAssessment,
    Citation,
    Confidence,
    EvidenceKind,
    FileKind,
    Statement,
)


def assessment(id: str, is_rich: bool) -> Assessment:
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
        first = (Statement("The file's fingerprints are noted.", (cite(EvidenceKind.FINDING, 1, id),)),)
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
            (Statement("The file names a camera and its settings.", (cite(EvidenceKind.FINDING, 4, id),)),),
            (),
            (Statement("The camera's own noise was not compared.", (cite(EvidenceKind.RUN, 9, id),)),),
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
                    (cite(EvidenceKind.FINDING, 7, id), cite(EvidenceKind.FINDING, 8, id)),
                ),
            ),
            (
                Statement(
                    "Dates, sizes and software agree with each other.", (cite(EvidenceKind.RUN, 4, id),)
                ),
            ),
            (
                Statement(
                    "The compression grid could not be checked in time.", (cite(EvidenceKind.RUN, 8, id),)
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
                    (cite(EvidenceKind.SIGHTING, 1), cite(EvidenceKind.LINK, 2, id)),
                ),
                Statement(
                    "A paper reported the flood then.",
                    (
                        cite(EvidenceKind.SOURCE, 1),
                        cite(EvidenceKind.CLAIM, 0),
                        cite(EvidenceKind.NOTE, 0),
                    ),
                ),
            ),
        ),
    )


def answers(id: str, *, with_sightings: bool = False) -> tuple[Answer, ...]:
    when: tuple[Statement, ...] = (
        Statement(
            "The camera's clock said 13 March 2019, if it was set correctly.",
            (cite(EvidenceKind.FINDING, 2, id),),
        ),
    )
    if with_sightings:
        when += (
            Statement(
                "A copy was archived on 14 March 2019, so it is at least that old.",
                (cite(EvidenceKind.SIGHTING, 1),),
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
                    (cite(EvidenceKind.RUN, 2, id),),
                ),
            ),
        ),
        Answer(
            "sensor",
            "Was it taken with the camera that the file names?",
            AnswerState.NOT_CHECKED,
            (
                Statement(
                    "No reference pictures of that camera are at hand.", (cite(EvidenceKind.RUN, 3, id),)
                ),
            ),
        ),
    )


def analyzers() -> tuple[Analyzer, ...]:
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


def cite(kind: EvidenceKind, number: int, exhibit: str = "") -> Citation:
    return Citation(kind, exhibit, number)


def calibration() -> tuple[Card, ...]:
    """A card with every kind of row, one of a test of whole files, and one that is out of date."""
    kinds = (
        Row("camera-original", 40, 0, 0, 0, 0.0, 0.0, 38, 38),
        Row("light-resave", 60, 3, 24, 22, 0.813, 0.809, 84, 60),
        Row("all", 100, 3, 24, 22, 0.813, 0.809, 122, 98),
    )
    variants = (Row("invented-splices q95", 60, 3, 24, 22, 0.813, 0.809, 84, 60),)
    grid = Card(
        "jpeg.grid", "1", ("numpy 2.0",), "invented pictures", "1a2b3c4d" * 8, "dev", "2024-05-01", True,
        ("invented-splices",), kinds, variants, ("A note that was <b>written</b> by hand.",),
    )  # fmt: skip
    whole = replace(grid, analyzer="jpeg.quantization", marks_regions=False, engines=(), date="", notes=())
    return grid, whole, replace(grid, analyzer="sensor", version="0")
