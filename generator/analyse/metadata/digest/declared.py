"""What the file itself declares about its origin: AI traces, digital source type, screen capture, pointer to a credential.

All unsigned: anybody can write, change or remove them. Sources: see `ai_traces.py` and `source_types.py`; Apple's and Android's
screenshots as found in files; C2PA 2.1 section 11.5 for `dcterms:provenance`.
"""

from __future__ import annotations

import re

from generator.analyse.metadata.ai_traces import AiTrace, find_ai_traces
from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.source_types import meaning, term_of
from generator.analyse.metadata.values import clean
from generator.model import Axis, Bearing, Finding, Measurement, Origin, Weight

UNSIGNED = (
    "This is an unsigned declaration: anybody can write such text into any picture, and saving with other software removes it. "
    "Its absence would mean nothing."
)
SOURCE_TYPE_NAMES = frozenset({"DigitalSourceType", "DigitalSourceFileType", "DigitalSourcefileType"})
SCREENSHOT = re.compile(r"\bscreen[ -]?(shot|capture|grab)", re.IGNORECASE)


def ai_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.ai-declared`, one per generator and block."""
    return tuple(_ai_finding(trace) for trace in find_ai_traces(metadata))


def source_type_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.digital-source-type`, one per term and place; also `metadata.ai-declared` for the terms of generative AI."""
    findings: list[Finding] = []
    seen: set[str] = set()
    for tag in metadata.xmp_tags():
        name = re.sub(r"\[[^\]]*\]$", "", tag.name).split(":")[-1]
        term = clean(term_of(tag.text), limit=80) if name in SOURCE_TYPE_NAMES else ""
        if not term or term in seen:
            continue
        seen.add(term)
        kind = meaning(term)
        weights = (Weight(Bearing.SUPPORTS, Axis.ORIGIN, kind.origin),) if kind.origin else ()
        where = f"XMP {clean(tag.name, limit=80)}"
        findings.append(
            Finding(
                "metadata.digital-source-type",
                f"The file declares that it is {kind.words} (IPTC digital source type {term}).",
                weights,
                (Measurement("source_type", term), Measurement("where", where), Measurement("signed", False)),
                limits=UNSIGNED,
            )
        )
        if term in ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"):
            findings.append(
                Finding(
                    "metadata.ai-declared",
                    "The file declares, unsigned, that generative AI made it or parts of it.",
                    weights,
                    (
                        Measurement("generator", "not named"),
                        Measurement("source_type", term),
                        Measurement("where", where),
                        Measurement("prompt", False),
                        Measurement("signed", False),
                    ),
                    limits=UNSIGNED,
                )
            )
    return tuple(findings)


def screen_capture_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.screen-capture`: Apple's `UserComment`, Android's and desktops' program names, XMP."""
    places = (
        ("EXIF UserComment", metadata.exif_text("UserComment")),
        ("XMP exif:UserComment", metadata.xmp_text("exif:UserComment")),
        ("EXIF Software", metadata.exif_text("Software")),
        ("EXIF ImageDescription", metadata.exif_text("ImageDescription")),
        ("XMP xmp:CreatorTool", metadata.xmp_text("xmp:CreatorTool")),
        ("PNG text Software", metadata.text("Software")),
        ("PNG text Title", metadata.text("Title")),
        ("PNG text Source", metadata.text("Source")),
    )
    for place, text in places:
        if len(text) <= 80 and SCREENSHOT.search(text):
            return (
                Finding(
                    "metadata.screen-capture",
                    f"The file says that it is a capture of a screen ({place}).",
                    (Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.SCREEN_CAPTURE),),
                    (Measurement("why", f"{place}: {clean(text, limit=80)}"),),
                    limits=UNSIGNED,
                ),
            )
    return ()


def credential_pointer_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.credential-pointer`: XMP names an address for a Content Credential kept elsewhere."""
    address = metadata.xmp_text("dcterms:provenance")
    if not address:
        return ()
    is_web = address.lower().startswith(("http://", "https://"))
    place = "on the web" if is_web else "in the file itself"
    return (
        Finding(
            "metadata.credential-pointer",
            f"The file points to a Content Credential {place}. The address was not opened.",
            measurements=(Measurement("address", clean(address, limit=500)), Measurement("remote", is_web)),
            limits="A pointer shows that somebody wrote an address; what lies there was not fetched.",
        ),
    )


def _ai_finding(trace: AiTrace) -> Finding:
    measurements = [Measurement("generator", trace.generator), Measurement("where", trace.where)]
    if trace.model:
        measurements.append(Measurement("model", trace.model))
    measurements += [Measurement("prompt", trace.has_prompt), Measurement("signed", False)]
    only_edited = "not that AI made it" in trace.remark
    if only_edited:
        statement = f"The file says that generative AI was used on it ({trace.generator}, {trace.where})."
    else:
        statement = (
            f"The file carries the mark of an AI picture generator: {trace.generator} ({trace.where})."
        )
    if trace.has_prompt:
        statement += " It holds generation settings or a prompt."
    if trace.remark and not only_edited:
        statement += f" Note: {trace.remark}."
    value = Origin.COMPOSITE if only_edited else Origin.AI_GENERATED
    weights = (Weight(Bearing.SUPPORTS, Axis.ORIGIN, value),)
    return Finding("metadata.ai-declared", statement, weights, tuple(measurements), limits=UNSIGNED)
