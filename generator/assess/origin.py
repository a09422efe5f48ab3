"""Rules for the first axis: where the picture comes from.

A signed statement outranks an unsigned one, and a declaration of artificial origin outranks camera data, because
camera data is often copied along by accident while nobody declares a photograph artificial by accident. When unsigned
declarations contradict each other the answer is `unknown`, and both are named.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.assess.rule import Conclusion, Rule
from generator.assess.subject import Subject
from generator.model import Axis, Confidence, Evidence, Origin, Statement


def is_sealed(subject: Subject) -> bool:
    """Whether a credential's signature holds and its content binding matches this very file."""
    return subject.says("credentials.integrity", "signature", "holds") and subject.says(
        "credentials.integrity", "content_binding", "matches"
    )


def is_signer_trusted(subject: Subject) -> bool:
    """Whether the signer was found on a current trust list; the closed interim list doesn't count."""
    is_listed = subject.text("credentials.issuer", "trust").startswith("on ")
    return is_listed and not subject.says("credentials.issuer", "tier", "interim")


def _signed(code: str, headline: str, *, trusted: bool) -> Callable[[Subject], Conclusion | None]:
    def decide(subject: Subject) -> Conclusion | None:
        evidence = subject.report.find(code)
        if not evidence or not is_sealed(subject) or is_signer_trusted(subject) is not trusted:
            return None
        return Conclusion(headline, subject.state(evidence + subject.report.find("credentials.integrity")))

    return decide


def _declared(origin: Origin, headline: str) -> Callable[[Subject], Conclusion | None]:
    def decide(subject: Subject) -> Conclusion | None:
        evidence = tuple(item for item in subject.weighing(Axis.ORIGIN, origin) if not _is_of(item, "ai."))
        return Conclusion(headline, subject.state(evidence)) if evidence else None

    return decide


def _signed_elsewhere(subject: Subject) -> Conclusion | None:
    evidence = subject.report.find("credentials.ai-generated")
    if not evidence or not subject.says("credentials.integrity", "signature", "holds"):
        return None
    if subject.says("credentials.integrity", "content_binding", "differs"):
        doubt = "but the file was changed after it was signed."
    else:
        doubt = "but whether it was signed for this very file could not be checked."
    return Conclusion(
        f"A credential in the file says that AI made the picture, {doubt}",
        subject.state(evidence + subject.report.find("credentials.integrity")),
    )


def _contradictory(subject: Subject) -> Conclusion | None:
    # What a learned detector makes of the pixels is no statement of the file.
    weighing = subject.weighing(Axis.ORIGIN, Origin.AI_GENERATED)
    artificial = tuple(item for item in weighing if not _is_of(item, "ai.model"))
    camera = _declared_camera(subject)
    if not artificial or not camera:
        return None
    return Conclusion(
        "The file contradicts itself: it names an AI generator and it carries camera data. Anyone can write either.",
        subject.state((*subject.report.find("metadata.ai-contradiction"), *artificial, *camera)),
    )


def _from_pixels(code: str, headline: str) -> Callable[[Subject], Conclusion | None]:
    def decide(subject: Subject) -> Conclusion | None:
        weighing = subject.weighing(Axis.ORIGIN, Origin.AI_GENERATED)
        evidence = tuple(item for item in weighing if _is_of(item, code))
        return Conclusion(headline, subject.state(evidence)) if evidence else None

    return decide


def _is_of(item: Evidence, code: str) -> bool:
    return item.finding.code.startswith(code)


def _sensor_noise(subject: Subject) -> Conclusion | None:
    evidence = subject.report.find(_NOISE)
    if not evidence:
        return None
    return Conclusion(
        "The pixels hold the noise of a camera that the publisher knows: it took a large part of the picture, or all of it.",
        subject.state(evidence),
    )


def _declared_camera(subject: Subject) -> tuple[Evidence, ...]:
    """What the file says of a camera; noise is in the pixels, and no statement of the file."""
    return tuple(item for item in subject.weighing(Axis.ORIGIN, Origin.CAMERA) if not _is_of(item, _NOISE))


def _camera_data(subject: Subject, *, thumbnail_agrees: bool) -> Conclusion | None:
    camera = _declared_camera(subject)
    thumbnail = subject.report.find("thumbnail.consistent")
    if not camera or bool(thumbnail) is not thumbnail_agrees:
        return None
    statements = subject.state(_first_of_each_run((*camera, *thumbnail)))
    if thumbnail_agrees:
        return Conclusion(
            "Camera data and the camera's own small preview are present and agree with the picture.",
            statements,
        )
    return Conclusion("The file carries camera data. Such data can be copied into any file.", statements)


def _first_of_each_run(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    seen: dict[str, Evidence] = {}
    for item in evidence:
        seen.setdefault(item.finding.code, item)
    return tuple(seen.values())


def _unknown(subject: Subject) -> Conclusion | None:
    del subject
    return Conclusion(
        "Nothing that was checked says where this picture comes from. That is normal for pictures from the web.",
        (
            Statement(
                "No signed credential, no statement about its origin and no camera data were found that would settle it."
            ),
        ),
    )


_NOISE = "pixels.camera-noise.match"

RULES: tuple[Rule, ...] = (
    Rule(
        "origin.signed-ai-trusted",
        Axis.ORIGIN,
        Origin.AI_GENERATED,
        Confidence.ESTABLISHED,
        "A credential (C2PA, a signed note inside the file) declares an AI source; its signature holds, it "
        "matches the file, and its signer is "
        "on a trust list.",
        "The tool that made the picture says so itself, under a certificate that a third party vouches for.",
        _signed(
            "credentials.ai-generated",
            "AI made this picture: the tool that made it says so in a signed credential.",
            trusted=True,
        ),
    ),
    Rule(
        "origin.signed-ai",
        Axis.ORIGIN,
        Origin.AI_GENERATED,
        Confidence.STRONG,
        "As above, but the signer was found on no current trust list, or none was checked.",
        "Anyone can make a certificate, but hardly anyone has a reason to sign a real photograph as artificial.",
        _signed(
            "credentials.ai-generated",
            "A signed credential in the file says that AI made this picture.",
            trusted=False,
        ),
    ),
    Rule(
        "origin.signed-ai-edited-trusted",
        Axis.ORIGIN,
        Origin.COMPOSITE,
        Confidence.ESTABLISHED,
        "A matching credential from a trusted signer declares that parts were made or changed by AI.",
        "The editing tool says so itself under a certificate that a third party vouches for.",
        _signed(
            "credentials.ai-edited",
            "Parts of this picture were made by AI: the tool says so in a signed credential.",
            trusted=True,
        ),
    ),
    Rule(
        "origin.signed-ai-edited",
        Axis.ORIGIN,
        Origin.COMPOSITE,
        Confidence.STRONG,
        "As above, but the signer was found on no current trust list, or none was checked.",
        "Anyone can make a certificate, but hardly anyone has a reason to declare AI editing that did not happen.",
        _signed(
            "credentials.ai-edited",
            "A signed credential in the file says that parts of this picture were made by AI.",
            trusted=False,
        ),
    ),
    Rule(
        "origin.signed-camera-trusted",
        Axis.ORIGIN,
        Origin.CAMERA,
        Confidence.STRONG,
        "A matching credential from a trusted signer declares a digital capture.",
        "The camera or app says that a sensor took the picture. A screen or a print can still have been photographed.",
        _signed(
            "credentials.camera-capture",
            "A camera took this picture: it says so in a signed credential.",
            trusted=True,
        ),
    ),
    Rule(
        "origin.signed-camera",
        Axis.ORIGIN,
        Origin.CAMERA,
        Confidence.MODERATE,
        "A matching credential declares a digital capture; the signer was found on no current trust list, or none was "
        "checked.",
        "The seal is intact, but without a trust list anyone could have made the certificate.",
        _signed(
            "credentials.camera-capture",
            "A signed credential in the file says that a camera took this picture; who signed was not verified.",
            trusted=False,
        ),
    ),
    Rule(
        "origin.ai-credential-not-bound",
        Axis.ORIGIN,
        Origin.AI_GENERATED,
        Confidence.MODERATE,
        "A credential with a good signature declares an AI source, but does not match the file's bytes, or the match could "
        "not be checked.",
        "Credentials are seldom moved to another picture, but re-saving one breaks the match. It could be done on "
        "purpose.",
        _signed_elsewhere,
    ),
    Rule(
        "origin.contradictory-declarations",
        Axis.ORIGIN,
        Origin.UNKNOWN,
        Confidence.NONE,
        "Unsigned data names an AI generator and unsigned data describes a camera exposure.",
        "One of the two was added or copied. Nothing in the file decides which.",
        _contradictory,
    ),
    Rule(
        "origin.declared-ai",
        Axis.ORIGIN,
        Origin.AI_GENERATED,
        Confidence.MODERATE,
        "Unsigned metadata names an AI generator, its settings or the IPTC source type for AI media.",
        "People seldom add such data to real photographs, but nothing stops them.",
        _declared(Origin.AI_GENERATED, "The file itself says that AI made it. The statement is not signed."),
    ),
    Rule(
        "origin.ai-watermark",
        Axis.ORIGIN,
        Origin.AI_GENERATED,
        Confidence.MODERATE,
        "The pixels carry a hidden mark or hidden settings of an AI generator, and nothing else declares the origin.",
        "Photographs carry such marks by chance almost never, but anyone can hide one, and a reworked photograph has it too.",
        _from_pixels("ai.watermark", "The pixels carry the hidden mark of an AI generator."),
    ),
    Rule(
        "origin.declared-composite",
        Axis.ORIGIN,
        Origin.COMPOSITE,
        Confidence.MODERATE,
        "Metadata or a credential declares a composite of several sources.",
        "The tool that combined them says so; it does not say what was combined.",
        _declared(Origin.COMPOSITE, "The file says that it was put together from several sources."),
    ),
    Rule(
        "origin.screen-capture",
        Axis.ORIGIN,
        Origin.SCREEN_CAPTURE,
        Confidence.MODERATE,
        "Metadata marks a screenshot.",
        "Phones and systems write this themselves. What was on the screen may come from anywhere.",
        _declared(
            Origin.SCREEN_CAPTURE,
            "The file says that it is a picture of a screen. Where the content of the screen comes from is another question.",
        ),
    ),
    Rule(
        "origin.rendered",
        Axis.ORIGIN,
        Origin.RENDERED,
        Confidence.MODERATE,
        "Metadata or a credential declares digital art, a drawing or a rendering.",
        "The tool says so itself; the declaration is only as good as its signature.",
        _declared(Origin.RENDERED, "The file says that it was drawn or rendered, not photographed."),
    ),
    Rule(
        "origin.sensor-noise",
        Axis.ORIGIN,
        Origin.CAMERA,
        Confidence.MODERATE,
        "The pixels hold the noise of a sensor that the publisher has learned from pictures of that camera.",
        "No other sensor has the same noise, and it was measured how seldom the test errs. But the picture may have been "
        "changed since, a screen or a print may have been photographed, and with many pictures of a camera its noise can be "
        "forged.",
        _sensor_noise,
    ),
    Rule(
        "origin.camera-data-and-preview",
        Axis.ORIGIN,
        Origin.CAMERA,
        Confidence.MODERATE,
        "The camera data (EXIF) describe an exposure, and the embedded preview shows the same picture.",
        "Copying camera data is easy; copying it with a fitting preview takes intent.",
        lambda subject: _camera_data(subject, thumbnail_agrees=True),
    ),
    Rule(
        "origin.camera-data",
        Axis.ORIGIN,
        Origin.CAMERA,
        Confidence.WEAK,
        "The camera data (EXIF) describe an exposure, but no embedded preview agrees with the picture.",
        "Camera data can be copied into any file with free tools.",
        lambda subject: _camera_data(subject, thumbnail_agrees=False),
    ),
    Rule(
        "origin.ai-model",
        Axis.ORIGIN,
        Origin.AI_GENERATED,
        Confidence.WEAK,
        "A learned detector that the publisher chose takes the picture for AI-made, nothing else tells the origin, and on the "
        "authentic pictures it was measured with it was wrong in at most one of a hundred.",
        "Detectors fail on kinds of pictures that they were not measured with. Alone it is no reason to call a picture fake.",
        _from_pixels(
            "ai.model",
            "A learned detector takes this picture for AI-made. Detectors err; nothing else supports it.",
        ),
    ),
    Rule(
        "origin.unknown",
        Axis.ORIGIN,
        Origin.UNKNOWN,
        Confidence.NONE,
        "No other rule of this axis applies.",
        "Most pictures on the web carry nothing that tells where they come from.",
        _unknown,
    ),
)
