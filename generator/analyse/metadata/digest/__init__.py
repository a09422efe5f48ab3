"""From tags to findings in a reader's words: one file per question, each a function of `Metadata`."""

from __future__ import annotations

from generator.analyse.metadata.digest import blocks, camera, declared, history, place, programs, rights, when
from generator.analyse.metadata.read import Metadata
from generator.model import Finding

DIGESTS = (
    camera.camera_findings,
    when.date_findings,
    place.location_findings,
    programs.software_findings,
    declared.ai_findings,
    declared.source_type_findings,
    declared.contradiction_findings,
    declared.screen_capture_findings,
    declared.credential_pointer_findings,
    history.history_findings,
    rights.author_findings,
    rights.caption_findings,
    blocks.block_findings,
    blocks.malformed_findings,
)
"""In the order in which a reader wants to know."""


def all_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """Every finding of `metadata`; empty when the file holds none."""
    return tuple(finding for digest in DIGESTS for finding in digest(metadata))
