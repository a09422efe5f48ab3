"""Rules for the second axis: what happened to the picture since it was made.

"Edited" means that a tool changed or saved the picture; it says nothing about honesty. "Altered here" is kept for
tests that point at a region with a known bound on false alarms.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.assess import older_version
from generator.assess.origin import is_sealed, is_signer_trusted
from generator.assess.rule import Conclusion, Rule
from generator.assess.subject import Subject
from generator.model import Axis, Confidence, Evidence, Integrity, Outcome, Statement


def _sealed(*, trusted: bool) -> Callable[[Subject], Conclusion | None]:
    def decide(subject: Subject) -> Conclusion | None:
        if not is_sealed(subject) or is_signer_trusted(subject) is not trusted:
            return None
        evidence = subject.report.find("credentials.integrity") + subject.report.find("credentials.issuer")
        return Conclusion(
            "The file is as it was signed. What was done to the picture before is another question.",
            subject.state(evidence),
        )

    return decide


def _changed_after_signing(subject: Subject) -> Conclusion | None:
    if not subject.says("credentials.integrity", "content_binding", "differs"):
        return None
    return Conclusion(
        "The file was changed after it was signed. The credential can't say how: a re-save is enough.",
        subject.state(subject.report.find("credentials.integrity")),
    )


def _flagged(subject: Subject) -> Conclusion | None:
    evidence = tuple(
        item
        for item in subject.weighing(Axis.INTEGRITY, Integrity.ALTERED)
        if not item.finding.code.startswith("credentials.")
    )
    if not evidence:
        return None
    beside = tuple(
        item for is_sure in (True, False) for item in older_version.differing(subject, is_sure=is_sure)
    )
    return Conclusion(
        "A part of the picture has another history than the rest.", (*subject.state(evidence), *beside)
    )


def _differs(*, is_sure: bool) -> Callable[[Subject], Conclusion | None]:
    def decide(subject: Subject) -> Conclusion | None:
        because = older_version.differing(subject, is_sure=is_sure)
        if not because:
            return None
        how = "" if is_sure else "probably "
        return Conclusion(
            f"Parts of the picture differ from an older version that it {how}came from.", because
        )

    return decide


def _preview_differs(subject: Subject) -> Conclusion | None:
    evidence = subject.report.find("thumbnail.different")
    if not evidence:
        return None
    return Conclusion(
        "The small preview inside the file shows another picture than the file does: it was cropped or changed after "
        "the preview was made.",
        subject.state(evidence),
    )


def _weighted(value: Integrity, headline: str) -> Callable[[Subject], Conclusion | None]:
    def decide(subject: Subject) -> Conclusion | None:
        evidence = subject.weighing(Axis.INTEGRITY, value)
        return Conclusion(headline, subject.state(evidence)) if evidence else None

    return decide


def _no_sign(subject: Subject) -> Conclusion | None:
    consistency = subject.report.run("metadata.consistency")
    thumbnail = subject.report.find("thumbnail.consistent")
    if _traces(subject) or not thumbnail or consistency is None or not consistency.is_checked:
        return None
    statements = list(subject.state(thumbnail))
    if consistency.outcome is Outcome.NOTHING:
        statements.append(
            Statement(
                "The dates, sizes and names in the metadata agree.", subject.cite_run("metadata.consistency")
            )
        )
    return Conclusion(
        "No sign of a change was found by the tests that could be made. A careful change would leave none here.",
        tuple(statements),
    )


_SAVED_LATER = (
    "metadata.consistency.size-differs",
    "metadata.consistency.orientation-turned",
    "metadata.consistency.software-not-camera",
    "metadata.consistency.edited-after-capture",
    "metadata.consistency.history-names-editor",
    "metadata.consistency.thumbnail-shape-differs",
    "file.history.jfif-first",
)
"""Findings that tell of a later save. None weighs anything, but beside them nobody may say that there is no sign."""


def _traces(subject: Subject) -> tuple[Evidence, ...]:
    return tuple(item for code in _SAVED_LATER for item in subject.report.find(code))


def _unknown(subject: Subject) -> Conclusion | None:
    if traces := _traces(subject):
        return Conclusion(
            "The file was probably saved again after the picture was taken. Whether its content was changed can't be told.",
            subject.state(traces),
        )
    return Conclusion(
        "The tests that could be made can't tell whether this picture was changed.",
        (Statement("Nothing was found that shows a change, and nothing that rules one out."),),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "integrity.sealed-trusted",
        Axis.INTEGRITY,
        Integrity.SEALED,
        Confidence.ESTABLISHED,
        "The credential's signature holds, it matches the file byte for byte, and the signer is on a trust list.",
        "Changing a byte breaks the match. What happened before signing is only what the credential declares.",
        _sealed(trusted=True),
    ),
    Rule(
        "integrity.sealed",
        Axis.INTEGRITY,
        Integrity.SEALED,
        Confidence.MODERATE,
        "As above, but the signer was found on no current trust list, or none was checked.",
        "The seal is intact, but whoever changed a picture could have sealed it anew under a name of their choice.",
        _sealed(trusted=False),
    ),
    Rule(
        "integrity.region-flagged",
        Axis.INTEGRITY,
        Integrity.ALTERED,
        Confidence.STRONG,
        "A pixel test with a known bound on false alarms flags a region.",
        "The measured error rate of the test stands beside the finding.",
        _flagged,
    ),
    Rule(
        "integrity.differs-from-older-version",
        Axis.INTEGRITY,
        Integrity.ALTERED,
        Confidence.MODERATE,
        "Laid upon another version that is held here, parts of it differ by more than saving and resizing explain, and the "
        "other one very likely came first: something that doesn't come about by itself says so, such as a crop, an older "
        "compression, or the file's own words.",
        "The difference is measured. Which of the two was changed rests on their order, and both may come from a third one.",
        _differs(is_sure=True),
    ),
    Rule(
        "integrity.changed-after-signing",
        Axis.INTEGRITY,
        Integrity.EDITED,
        Confidence.STRONG,
        "A credential is present whose content binding does not match the file.",
        "The bytes are not those that were signed. Re-saving, resizing and editing all do this.",
        _changed_after_signing,
    ),
    Rule(
        "integrity.preview-differs",
        Axis.INTEGRITY,
        Integrity.EDITED,
        Confidence.STRONG,
        "The embedded preview, aligned and compared, differs from the picture.",
        "Cameras make both from one exposure, and many editors forget to renew the preview. Small additions may go "
        "unnoticed at its size.",
        _preview_differs,
    ),
    Rule(
        "integrity.editor-recorded",
        Axis.INTEGRITY,
        Integrity.EDITED,
        Confidence.MODERATE,
        "Metadata or compression tables name an editing program.",
        "Programs write this themselves. Opening and saving is enough; it does not say what was changed, if anything.",
        _weighted(
            Integrity.EDITED,
            "An editing program saved this file. That alone is no sign of deceit: most published pictures are edited.",
        ),
    ),
    Rule(
        "integrity.differs-from-likely-older-version",
        Axis.INTEGRITY,
        Integrity.ALTERED,
        Confidence.WEAK,
        "As above, but the other version only probably came first.",
        "If the order is the other way round, it is the other one that was altered.",
        _differs(is_sure=False),
    ),
    Rule(
        "integrity.re-encoded",
        Axis.INTEGRITY,
        Integrity.RE_ENCODED,
        Confidence.MODERATE,
        "The file shows that it was compressed again after it was made.",
        "Platforms do this to every upload. It destroys traces of earlier changes.",
        _weighted(
            Integrity.RE_ENCODED, "The picture was compressed again after it was made, as platforms do."
        ),
    ),
    Rule(
        "integrity.no-sign",
        Axis.INTEGRITY,
        Integrity.NO_SIGN,
        Confidence.WEAK,
        "The embedded preview agrees with the picture, and the metadata could be compared without a sign of a later save.",
        "Both can be kept or made by someone who knows how.",
        _no_sign,
    ),
    Rule(
        "integrity.unknown",
        Axis.INTEGRITY,
        Integrity.UNKNOWN,
        Confidence.NONE,
        "No other rule of this axis applies.",
        "Most files from the web have lost whatever could have told.",
        _unknown,
    ),
)
