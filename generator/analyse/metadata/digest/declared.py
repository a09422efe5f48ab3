"""What the file itself declares about its origin: AI traces, digital source type, screen capture, pointer to a credential.

All unsigned: anybody can write, change or remove them. Sources: see `ai_traces.py` and `source_types.py`; Apple's and Android's
screenshots as found in files; C2PA 2.1 section 11.5 for `dcterms:provenance`.
"""

from __future__ import annotations

import re

from generator.analyse.metadata.ai_traces import AiTrace, find_ai_traces
from generator.analyse.metadata.digest.camera import has_coherent_exposure
from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.source_types import meaning, term_of
from generator.analyse.metadata.values import clean
from generator.model import Axis, Bearing, Finding, Measurement, Origin, Row, Table, Weight

UNSIGNED = (
    "This is an unsigned declaration: anybody can write such text into any picture, and saving with other software removes it. "
    "Its absence would mean nothing."
)
SOURCE_TYPE_NAMES = frozenset({"DigitalSourceType", "DigitalSourceFileType", "DigitalSourcefileType"})
SCREENSHOT = re.compile(r"\bscreen[ -]?(shot|capture|grab)", re.IGNORECASE)


def ai_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.ai-declared`, one per generator and block."""
    return tuple(ai_finding(trace) for trace in find_ai_traces(metadata))


def contradiction_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.ai-contradiction`: declared to be made by AI and by a camera at once. One of the two is forged or copied."""
    ai = [trace for trace in find_ai_traces(metadata) if not trace.only_edited]
    terms = _source_terms(metadata)
    made = [term for term, _ in terms if meaning(term).origin is Origin.AI_GENERATED]
    captured = [term for term, _ in terms if meaning(term).origin is Origin.CAMERA]
    has_camera = has_coherent_exposure(metadata)
    if not (ai or made) or not (captured or has_camera):
        return ()
    prompt = next((trace for trace in ai if trace.has_prompt), None)
    left = (
        f"holds the prompt or settings of an AI picture generator ({prompt.generator})"
        if prompt
        else f"names an AI picture generator ({ai[0].generator})"
        if ai
        else f"declares that it is {meaning(made[0]).words}"
    )
    right = (
        "holds the exposure data of a camera"
        if has_camera
        else f"declares that it is {meaning(captured[0]).words}"
    )
    return (
        Finding(
            "metadata.ai-contradiction",
            f"The file contradicts itself: it {left}, and it {right}. At most one of the two tells where the picture as a "
            "whole comes from; the other was copied, added or forged.",
            measurements=(
                Measurement("ai", ai[0].generator if ai else made[0]),
                Measurement("camera", "exposure data" if has_camera else captured[0]),
                Measurement("prompt", prompt is not None),
            ),
            limits="The file does not tell which of the two is false. There are harmless ways to it as well: a photograph that "
            "was reworked by a generator, or camera data copied along by an editor.",
        ),
    )


def source_type_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.digital-source-type`, one per term and place; also `metadata.ai-declared` for the terms of generative AI."""
    findings: list[Finding] = []
    for term, where in _source_terms(metadata):
        kind = meaning(term)
        weights = (Weight(Bearing.SUPPORTS, Axis.ORIGIN, kind.origin),) if kind.origin else ()
        findings.append(
            Finding(
                "metadata.digital-source-type",
                f"The file declares that it is {kind.words} (IPTC digital source type {term}). {kind.more}".strip(),
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


def ai_finding(trace: AiTrace, code: str = "metadata.ai-declared", *, limits: str = UNSIGNED) -> Finding:
    """A trace as a finding; its prompt is a stranger's text and stands in tables only."""
    settings = trace.settings
    named = (
        ("generator", trace.generator), ("program", settings.program), ("version", settings.version), ("where", trace.where),
        ("model", trace.model), ("seed", settings.seed), ("sampler", settings.sampler), ("steps", settings.rounds),
        ("guidance", settings.guidance), ("size", settings.size), ("producer", settings.producer),
        ("identifier", settings.identifier),
    )  # fmt: skip
    measurements = [Measurement(name, clean(text, limit=300)) for name, text in named if text]
    measurements += [Measurement("prompt", trace.has_prompt), Measurement("signed", False)]
    if trace.only_edited:
        statement = f"The file says that generative AI was used on it ({trace.generator}, {trace.where})."
    else:
        statement = (
            f"The file carries the mark of an AI picture generator: {trace.generator} ({trace.where})."
        )
    if trace.has_prompt:
        statement += " It holds generation settings or a prompt."
    if trace.remark and not trace.only_edited:
        statement += f" Note: {trace.remark}."
    value = Origin.COMPOSITE if trace.only_edited else Origin.AI_GENERATED
    weights = (Weight(Bearing.SUPPORTS, Axis.ORIGIN, value),)
    return Finding(code, statement, weights, tuple(measurements), _ai_tables(trace), limits=limits)


def _ai_tables(trace: AiTrace) -> tuple[Table, ...]:
    settings = trace.settings
    asked = (
        ("prompt", settings.prompt, "what the picture was asked to show"),
        ("negative prompt", settings.negative_prompt, "what it was asked to leave out"),
        *(("LoRA", name, "a small addition to the model") for name in settings.loras),
    )
    rows = tuple(Row(name, clean(text), note=note) for name, text, note in asked if text)
    steps = tuple(Row(name, clean(text)) for name, text in trace.steps)
    return tuple(
        table
        for table in (
            Table("How the picture was made, step by step", steps, is_ordered=True),
            Table("What the generator was asked for", rows),
        )
        if table.rows
    )


def _source_terms(metadata: Metadata) -> tuple[tuple[str, str], ...]:
    """Digital source types in XMP, each term once, with its place."""
    found: dict[str, str] = {}
    for tag in metadata.xmp_tags():
        name = re.sub(r"\[[^\]]*\]$", "", tag.name).split("/")[-1].split(":")[-1]
        term = clean(term_of(tag.text), limit=80) if name in SOURCE_TYPE_NAMES else ""
        if term:
            found.setdefault(term, f"XMP {clean(tag.name, limit=80)}")
    return tuple(found.items())
