"""The nouns: what a picture is, what was found in it, and what a person said about it.

Every value is frozen and holds only plain data, so that it can be stored as canonical JSON, sent to another process
and compared. This package imports nothing else of ours. Times are ISO 8601 strings as their source gave them.

Coordinates are pixels of the picture *as stored* (EXIF orientation not applied), origin top left, x right, y down.
"""

from __future__ import annotations

from generator.model.conclusions import (
    Answer,
    AnswerState,
    Assessment,
    AxisAssessment,
    Citation,
    Confidence,
    EvidenceKind,
    Statement,
)
from generator.model.credential_states import CredentialState
from generator.model.exhibits import Exhibit, FileKind, Privacy, Redaction, Unreadable
from generator.model.findings import (
    Axis,
    Bearing,
    Context,
    ErrorRate,
    Evidence,
    Figure,
    Finding,
    Integrity,
    Measurement,
    Origin,
    Outcome,
    Region,
    Report,
    Row,
    Run,
    Table,
    Weight,
)
from generator.model.links import Addition, Comparison, Link, LinkKind
from generator.model.notes import (
    Case,
    Claim,
    Correction,
    DateKind,
    Lookups,
    MatchKind,
    OutsideCheck,
    Person,
    Rating,
    Search,
    Sighting,
    Trust,
    WebLink,
)
from generator.model.renditions import Rendition, Renditions
from generator.model.versions import Common, Held, LaidFigures, OtherVersion, Traces

__all__ = [
    "Addition",
    "Answer",
    "AnswerState",
    "Assessment",
    "Axis",
    "AxisAssessment",
    "Bearing",
    "Case",
    "Citation",
    "Claim",
    "Common",
    "Comparison",
    "Confidence",
    "Context",
    "Correction",
    "CredentialState",
    "DateKind",
    "ErrorRate",
    "Evidence",
    "EvidenceKind",
    "Exhibit",
    "Figure",
    "FileKind",
    "Finding",
    "Held",
    "Integrity",
    "LaidFigures",
    "Link",
    "LinkKind",
    "Lookups",
    "MatchKind",
    "Measurement",
    "Origin",
    "OtherVersion",
    "Outcome",
    "OutsideCheck",
    "Person",
    "Privacy",
    "Rating",
    "Redaction",
    "Region",
    "Rendition",
    "Renditions",
    "Report",
    "Row",
    "Run",
    "Search",
    "Sighting",
    "Statement",
    "Table",
    "Traces",
    "Trust",
    "Unreadable",
    "WebLink",
    "Weight",
]
