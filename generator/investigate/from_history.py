"""Answers on what the picture is and what happened to it: AI, edits, other uses, credentials."""

from __future__ import annotations

from generator import moments
from generator.assess.dates import when
from generator.assess.sighted import match_words, searches_of, sightings_of
from generator.assess.subject import Subject
from generator.assess.words import DATE_WORDS
from generator.investigate import from_persons
from generator.investigate.reply import Reply, ledger_state
from generator.model import (
    AnswerState,
    Assessment,
    Axis,
    AxisAssessment,
    Citation,
    Context,
    EvidenceKind,
    Integrity,
    LinkKind,
    Origin,
    Outcome,
    Statement,
)

CUT_FROM = 0.03
"""Share of a frame from which it counts as cut: where one picture lies in another is known to a pixel or two."""


def is_ai(subject: Subject, assessment: Assessment) -> Reply:
    """Whether the file, a credential or a hidden mark says that AI made it, and what a person had checked elsewhere."""
    axis = assessment.origin
    noted = from_persons.outside_checks(subject)
    if axis.value in (Origin.AI_GENERATED, Origin.COMPOSITE):
        concluded = _concluded(axis)
        return Reply(concluded.state, (*concluded.sentences, *noted))
    reply = _not_declared(subject, axis)
    return Reply(reply.state, (*reply.sentences, *_looked_into(subject, axis), *noted))


def _looked_into(subject: Subject, axis: AxisAssessment) -> tuple[Statement, ...]:
    """What is known from the pixels: hidden marks and, where the publisher chose one, a detector."""
    sentences = []
    marks = subject.report.run("ai.watermark")
    if marks is not None and marks.outcome is Outcome.NOTHING:
        words = (
            "No hidden mark of an AI generator that open programs can read was found; copies seldom keep one."
        )
        sentences.append(Statement(words, subject.cite_run("ai.watermark")))
    detected = subject.report.find("ai.model")
    sentences += subject.state(detected)
    if not detected:
        sentences.append(
            Statement(
                "The pixels were not judged: no AI detector known to us is reliable enough to accuse a picture."
            )
        )
    told = {item.text for item in (*axis.supporting, *axis.opposing)}
    return tuple(item for item in sentences if item.text not in told)


def _not_declared(subject: Subject, axis: AxisAssessment) -> Reply:
    looked = subject.cite_run("metadata") + subject.cite_run("credentials")
    not_found = Statement("No declaration of AI was found in the metadata or in a credential.", looked)
    if axis.value != Origin.UNKNOWN:
        return Reply(AnswerState.ANSWERED, (Statement(axis.headline, _cited(axis)), not_found))
    state = ledger_state(subject, "metadata", "")
    if state.state is AnswerState.NOT_CHECKED:
        return state
    contradiction = (Statement(axis.headline, _cited(axis)),) if _cited(axis) else (not_found,)
    missing = Statement("That doesn't make it a photograph: such declarations are easily lost.", looked)
    return Reply(AnswerState.NOT_FOUND, (*contradiction, missing))


def is_edited(subject: Subject, assessment: Assessment) -> Reply:
    """What is known of changes: from the file, and beside other versions of the picture."""
    from_file = _edited_by_file(subject, assessment)
    beside = _beside_versions(subject)
    if not beside:
        return from_file
    differs = any(item.is_older and (item.region_count or item.cut >= CUT_FROM) for item in subject.versions)
    state = AnswerState.ANSWERED if differs else from_file.state
    told = tuple(item.compared for item in subject.versions if item.compared)
    rest = tuple(item for item in from_file.sentences if not item.text.endswith(told))
    return Reply(state, (*beside, *rest))


def _beside_versions(subject: Subject) -> tuple[Statement, ...]:
    """How the picture differs from versions that may be what it was made from."""
    sentences = []
    for item in subject.versions:
        cited = subject.cite_version(item)
        if item.is_older is False or not cited or not item.compared:
            continue
        words = (
            f"{'An exact copy of it' if item.by else 'It'} {'very likely' if item.is_sure else 'probably'} came from another "
            "version that is held here."
            if item.is_older
            else "Another version is held here; it can't be told which of the two came first."
        )
        if item.cut >= CUT_FROM:
            words += f" {item.cut:.0%} of that one's frame is not in it.".replace("%", " %")
        sentences.append(Statement(f"{words} {item.compared}", cited))
    return tuple(sentences)


def _edited_by_file(subject: Subject, assessment: Assessment) -> Reply:
    axis = assessment.integrity
    if axis.value == Integrity.UNKNOWN and _cited(axis):
        told = _concluded(axis)
        return Reply(told.state, (*told.sentences, *axis.not_checked))
    if axis.value == Integrity.UNKNOWN:
        tests = tuple(
            citation
            for run in subject.report.runs
            if run.is_checked
            and run.analyzer
            in ("metadata.consistency", "thumbnail", "jpeg.quantization", "file.history", "credentials")
            for citation in subject.cite_run(run.analyzer)
        )
        if not tests:
            return Reply(AnswerState.NOT_CHECKED, axis.not_checked or (Statement(axis.headline),))
        return Reply(AnswerState.NOT_FOUND, (Statement(axis.headline, tests), *axis.not_checked))
    return _concluded(axis)


def elsewhere(subject: Subject) -> Reply:
    """Other uses: the recorded sightings and the pictures of this site."""
    seen = sorted(sightings_of(subject), key=lambda pair: moments.order(pair[1].date))
    sentences = [
        Statement(
            f"It was {DATE_WORDS[sighting.date_kind]} {when(sighting.date)}"
            + (f" ({sighting.publisher})" if sighting.publisher else "")
            + f": {match_words(sighting)}.",
            (Citation(EvidenceKind.SIGHTING, number=number),),
        )
        for number, sighting in seen
    ]
    sentences += [
        Statement(f"Compared with another picture on this site: {link.statement}", (subject.cite_link(link),))
        for link in subject.links
        if link.kind in (LinkKind.SAME_BYTES, LinkKind.SAME_PIXELS, LinkKind.NEAR_DUPLICATE, LinkKind.PART_OF)
    ]
    if sentences:
        return Reply(AnswerState.ANSWERED, tuple(sentences))
    asked = [
        Statement(
            f"{item.service} was asked {when(item.date)}. {item.result}",
            (Citation(EvidenceKind.SEARCH, number=number),),
        )
        for number, item in searches_of(subject)
    ]
    if any(item.is_answered for _, item in searches_of(subject)):
        return Reply.nothing([*asked, _no_copy_here(subject)])
    if not asked:
        asked = [Statement("No sightings are recorded, and no search service was asked.")]
    return Reply(AnswerState.NOT_CHECKED, (*asked, _no_copy_here(subject)))


def _no_copy_here(subject: Subject) -> Statement:
    if unread := subject.report.find("file.identity.pixels-not-decoded"):
        words = (
            "No other file on this site is the same byte for byte. Altered copies could not be looked for."
        )
        return Statement(words, tuple(subject.cite(item) for item in unread))
    words = "Among the pictures of this site no copy of it was found, neither whole nor cropped. Small crops may be missed."
    return Statement(words, subject.cite_run("file.identity"))


def credential(subject: Subject) -> Reply:
    """Whether there is a C2PA credential, whether it holds, and who signed."""
    order = ("credentials.integrity", "credentials.issuer", "credentials.time", "credentials.remote")
    evidence = [item for code in order for item in subject.report.find(code)]
    return Reply.of(subject.state(evidence)) or ledger_state(
        subject, "credentials", "No signed credential was found in the file."
    )


def fits_claim(assessment: Assessment) -> Reply:
    """Whether the picture fits the claim, as far as dates, places and the sun can tell."""
    axis = assessment.context
    if axis.value != Context.UNKNOWN:
        concluded = _concluded(axis)
        return Reply(concluded.state, (*concluded.sentences, *axis.noted))
    state = AnswerState.NOT_FOUND if _cited(axis) else AnswerState.NOT_CHECKED
    return Reply(state, (Statement(axis.headline, _cited(axis)), *axis.noted, *axis.not_checked))


_ABOUT = {
    Axis.ORIGIN: "Where it comes from",
    Axis.INTEGRITY: "Whether it was changed",
    Axis.CONTEXT: "Whether it fits the claim",
}


def why(assessment: Assessment) -> Reply:
    """The conclusions with what they rest on and what speaks against them."""
    sentences: list[Statement] = []
    for axis in (assessment.origin, assessment.integrity, assessment.context):
        sentences.append(Statement(f"{_ABOUT[axis.axis]}: {axis.headline}", _cited(axis)))
        sentences += [Statement(f"Against it: {item.text}", item.citations) for item in axis.opposing[:2]]
    return Reply(AnswerState.ANSWERED, tuple(sentences))


def missing(subject: Subject, assessment: Assessment) -> Reply:
    """Everything that was not checked, with why."""
    sentences = [
        Statement(f"{subject.title_of(run)}: {run.reason.rstrip('.')}.", subject.cite_run(run.analyzer))
        for run in subject.report.runs
        if not run.is_checked
    ]
    told = {citation for sentence in sentences for citation in sentence.citations}
    for axis in (assessment.origin, assessment.integrity, assessment.context):
        sentences += [item for item in axis.not_checked if not told.intersection(item.citations)]
    return Reply(AnswerState.ANSWERED, tuple(dict.fromkeys(sentences)))


def _concluded(axis: AxisAssessment) -> Reply:
    against = tuple(Statement(f"Against it: {item.text}", item.citations) for item in axis.opposing)
    return Reply(AnswerState.ANSWERED, (Statement(axis.headline, _cited(axis)), *axis.supporting, *against))


def _cited(axis: AxisAssessment) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for item in axis.supporting for citation in item.citations))
