"""Is there a TrustMark watermark in the pixels, which leads back to content credentials that were removed?

The field calls it a soft binding (C2PA 2.1, "Soft bindings"): an identifier in the pixels that stays when metadata goes. The
decoders are learned models, which the publisher chooses; this program brings none along. What it can't show: who marked the
picture, what the identifier stands for, or anything by its absence. Sources: see `watermarks/trustmark.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Finding, Measurement, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from generator.analyse.materials import Material
    from generator.analyse.watermarks.trustmark_message import Message

ANALYZER = Analyzer(
    id="watermark.trustmark",
    version="2",
    title="TrustMark watermark",
    question="Do the pixels carry a TrustMark, which leads to content credentials that were removed?",
    measures=(
        "TrustMark is an open watermark by Adobe: a number of up to 75 bits, hidden in the pixels so that it survives most "
        "copies. Programs that sign pictures write it; by it a signed statement is found again after a platform has removed "
        "it. A decoder that the publisher of this site chose reads 100 bits from the picture. They count as a message only if "
        "their check bits fit so well that at most one of 1,000 random readings would, for each of the four forms of message."
    ),
    limits=(
        "The number says neither who wrote it nor what it stands for; that takes a question to the register of whoever wrote "
        "it, which this program doesn't ask. Anybody can write a TrustMark into any picture, and anybody can remove it. Each "
        "of the variants (B, C, P, Q) needs its own decoder, and one that wasn't chosen was not looked for."
    ),
    applies_to=ALL_KINDS,
    engines=("numpy", "pillow", "onnxruntime"),
    reads=("watermark-decoder",),
    references=(
        Reference("Bui, Agarwal, Collomosse 2023, TrustMark", "https://arxiv.org/abs/2311.18297"),
        Reference("Adobe, TrustMark: open decoders and data schema", "https://github.com/adobe/trustmark"),
        Reference("C2PA specification, soft bindings", "https://spec.c2pa.org/specifications/specifications/2.1/index.html"),
        Reference("Lin and Costello 2004, Error Control Coding, chapter 6"),
    ),
    parameters=(("most random readings that may fit", "1 in 1,000 for each form of message"),),
    cost="high",
    nothing_means=(
        "The chosen decoders read no message that fits its check bits. Most pictures never carried one, so this says nothing."
    ),
)  # fmt: skip


def run(picture: Picture) -> tuple[Finding, ...]:
    """One finding for each decoder that reads a message."""
    from generator.analyse.detectors.scoring import CannotLoad, is_installed, load
    from generator.analyse.watermarks.trustmark import GROUP, read_bits
    from generator.analyse.watermarks.trustmark_message import read_message

    decoders = picture.materials_of(GROUP)
    if not decoders:
        raise NotApplicable(
            "the publisher of this site chose no decoder, and this program brings none along; Adobe offers them at "
            "github.com/adobe/trustmark"
        )
    if not is_installed():
        raise NotApplicable(
            "the library that runs decoders is not installed: pip install 'open-backstory[onnx]'"
        )
    views = tuple(_views(picture))
    findings, problems = [], []
    for decoder in decoders:
        variant = decoder.fact("variant")
        try:
            session = load(decoder.data)
            messages = [read_message(read_bits(session, view, variant=variant)) for view in views]
        except (CannotLoad, CouldNotCheck) as error:
            problems.append(f"{decoder.name}: {error}")
            continue
        read = [message for message in messages if message]
        if read:
            best = min(read, key=lambda message: message.chance)
            findings.append(_finding(best, decoder, readings=len(decoders) * len(views)))
    if problems and not findings:
        raise CouldNotCheck("a decoder can't be used: " + "; ".join(problems))
    return tuple(findings)


def _views(picture: Picture) -> Iterator[NDArray[np.uint8]]:
    """The picture as stored and as shown: some programs mark the one, some the other."""
    yield picture.rgb
    if picture.orientation != 1:
        yield picture.upright


def _finding(message: Message, decoder: Material, *, readings: int) -> Finding:
    variant, schema = decoder.fact("variant"), message.schema
    chance = min(1.0, message.chance * readings)
    fixed = {0: "none of its bits had", 1: "one of its bits had"}.get(
        message.corrected, f"{message.corrected} of its bits had"
    )
    rows = (
        Row("payload", message.payload),
        Row("payload in hexadecimal", message.digits),
        *((Row("read as letters", message.letters),) if message.letters else ()),
        Row("C2PA soft binding: algorithm", f"com.adobe.trustmark.{variant}"),
        Row("C2PA soft binding: value", f"{schema.version}*{message.payload}"),
        Row("decoder", decoder.name),
    )
    return Finding(
        "watermark.trustmark.found",
        f"The pixels carry a TrustMark of variant {variant} with {schema.payload} bits of payload; {fixed} to be corrected. "
        f"By chance a picture without one would give such a reading {_rarely(chance)}.",
        measurements=(
            Measurement("variant", variant),
            Measurement("schema", schema.name),
            Measurement("version", schema.version),
            Measurement("payload", message.payload),
            Measurement("bits_corrected", message.corrected),
            Measurement("chance", float(f"{chance:.2g}")),
            Measurement("readings", readings),
        ),
        tables=(Table("The watermark", rows),),
        limits="The chance is counted for random bits; it was not measured on authentic pictures with this decoder. A "
        "TrustMark says nothing of whether a camera or AI made the picture: both are marked. Whoever wrote it may keep a "
        "signed statement under this number.",
    )


def _rarely(chance: float) -> str:
    if chance < 1e-9:
        return "less than once in a billion times"
    return f"about once in {int(float(f'{1 / chance:.2g}')):,} times"
