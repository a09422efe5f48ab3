"""Is there a mark of an AI generator hidden in the pixels that open code can read?

Two kinds: the `dwtDct` mark of Stable Diffusion and its relatives, and settings hidden in the lowest bits of the pixels.
What it can't show: anything by its absence, as every common change removes them; and who hid them, as anybody can.
Sources: see `watermarks/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Axis, Bearing, Finding, Measurement, Origin, Row, Table, Weight

if TYPE_CHECKING:
    from generator.analyse.watermarks.hidden_text import HiddenText

ANALYZER = Analyzer(
    id="ai.watermark",
    version="2",
    title="Hidden marks of AI generators",
    question="Is there a hidden mark of an AI generator that open programs can read?",
    measures=(
        "Some picture generators hide a mark in the pixels that the eye can't see. Two kinds can be read by everybody. Stable "
        "Diffusion, its larger successor XL and FLUX shift the colours of small blocks by a little, so that the blocks spell "
        "a fixed message; the message is looked for in four ways of writing it, and at least nine tenths of it must fit. "
        "NovelAI and extensions of other programs hide the prompt and the settings in the last bit of each pixel."
    ),
    limits=(
        "Only these marks, and only in a copy that was not cropped, resized or strongly compressed: almost every platform "
        "destroys them, and many programs never write them. So finding none means nothing. Anybody can hide such a mark in "
        "any picture. Other marks, such as Google's SynthID, can't be read here at all."
    ),
    applies_to=ALL_KINDS,
    engines=("numpy", "pillow"),
    references=(
        Reference("invisible-watermark, method dwtDct (2021)", "https://github.com/ShieldMnt/invisible-watermark"),
        Reference(
            "Stability AI, generative-models: watermark of SDXL (2023)",
            "https://github.com/Stability-AI/generative-models",
        ),
        Reference("NovelAI, nai_meta.py: settings in the alpha channel", "https://github.com/NovelAI/novelai-image-metadata"),
    ),
    parameters=(
        ("messages", "Stable Diffusion XL (48 bits), Stable Diffusion 1 (136 bits), FLUX (46 bits)"),
        ("least agreement", "0.90 of the bits"),
        ("smallest picture", "65,536 pixels"),
    ),
    cost="medium",
    raises_flags=True,
    nothing_means=(
        "None of the marks that open programs can read was found. Resizing, cropping or compressing removes them, so this says "
        "nothing about how the picture was made."
    ),
)  # fmt: skip

LIMITS = (
    "Anybody can hide such a mark in any picture with free tools, and a photograph that was reworked by a generator "
    "carries it too."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """At most one finding for each kind of mark."""
    from generator.analyse.watermarks.dwt_dct import SMALLEST
    from generator.analyse.watermarks.hidden_text import read_hidden_text

    text = read_hidden_text(picture.decoded)
    height, width = picture.rgb.shape[:2]
    is_small = height * width < SMALLEST
    if is_small and not text:
        raise NotApplicable(
            f"the picture is too small ({width} × {height} pixels) for such marks, which need at least 256 × 256. Its pixels "
            "were searched for hidden settings, and there are none"
        )
    findings = [_text_finding(text)] if text else []
    if not is_small:
        findings += _mark_findings(picture)
    return tuple(findings)


def _mark_findings(picture: Picture) -> list[Finding]:
    from generator.analyse.watermarks.dwt_dct import read_mark
    from generator.analyse.watermarks.known import ERROR_RATE

    reading = read_mark(picture.rgb)
    if not reading.is_found:
        return []
    length = len(reading.message.bits)
    return [
        Finding(
            "ai.watermark.dwt-dct",
            f"The pixels carry the hidden mark of {reading.message.name}: {round(reading.agreement * length)} of its {length} "
            "bits are there.",
            (Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.AI_GENERATED),),
            (
                Measurement("generator", reading.message.name),
                Measurement("mark", reading.message.key),
                Measurement("agreement", round(reading.agreement, 4), "of the bits"),
                Measurement("bits", length),
                Measurement("written_as", reading.variant),
            ),
            limits=LIMITS,
            error_rate=ERROR_RATE,
        )
    ]


def _text_finding(hidden: HiddenText) -> Finding:
    """The hidden settings, as the metadata's own recognizers read them."""
    from dataclasses import replace

    from generator.analyse.metadata.ai_traces import Source, recognize
    from generator.analyse.metadata.digest.declared import ai_finding
    from generator.analyse.metadata.values import clean

    place = f"the last bits of {hidden.channel}"
    form = (Measurement("form", hidden.form),)
    trace = recognize(Source("pixels", "", hidden.text)) if hidden.text else None
    if trace:
        found = ai_finding(trace, "ai.watermark.hidden-settings", limits=LIMITS)
        statement = f"Settings of the AI picture generator {trace.generator} are hidden in {place}."
        return replace(found, statement=statement, measurements=(*form, *found.measurements))
    rows = (Row("text", clean(hidden.text)),) if hidden.text else ()
    return Finding(
        "ai.watermark.hidden-settings",
        f"A text in the form that AI picture generators use for hidden settings lies in {place}."
        + ("" if hidden.text else " It is damaged and can't be unpacked."),
        (Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.AI_GENERATED),),
        form,
        (Table("Hidden text", rows),) if rows else (),
        limits=LIMITS,
    )
