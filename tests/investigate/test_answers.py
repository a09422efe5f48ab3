"""Answers: every question gets a state and sentences, and `not found` is never said of what was not looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess import assess
from generator.assess.subject import Subject
from generator.investigate import INTENTS, answer_case, answer_exhibit, ask
from generator.model import (
    Answer,
    AnswerState,
    Axis,
    Citation,
    DateKind,
    EvidenceKind,
    Finding,
    Integrity,
    Link,
    LinkKind,
    MatchKind,
    Origin,
    Outcome,
    OutsideCheck,
    Search,
    Statement,
)
from tests.support.reports import CHAIN, case, finding, sighting, subject, supports

FULL = subject(
    finding("metadata.date", date_original="2019-03-14T08:15:00", offset="+01:00"),
    finding("metadata.camera", supports(Axis.ORIGIN, Origin.CAMERA), make="Example"),
    finding("metadata.location", statement="The file holds a GPS position."),
    finding("metadata.author", author="A. Writer"),
    finding("credentials.integrity", signature="holds", content_binding="matches"),
    finding("credentials.issuer", trust="not checked: no trust list"),
    finding("credentials.time", signed_at="2019-03-14T08:16:00Z", proven=False),
    finding("thumbnail.different"),
    links=(
        Link(LinkKind.NEAR_DUPLICATE, "a-0123456789", "b-0123456789", "They look alike.", 4, 256),
        Link(LinkKind.SAME_CAMERA, "a-0123456789", "c-0123456789", "names the same camera body"),
    ),
    case=case("2026-01-28", sighting("2019-03-14", publisher="The Gazette"), event_place="Exampleton"),
    credit="A. Writer",
)
CHECKED = subject()
UNCHECKED = subject(outcomes=dict.fromkeys(CHAIN, Outcome.FAILED))
BARE = subject(chain=())

STATES = {
    "when-taken": ("answered", "checked, not found", "not checked"),
    "where-taken": ("answered", "checked, not found", "not checked"),
    "camera": ("answered", "checked, not found", "not checked"),
    "ai": ("answered", "checked, not found", "not checked"),
    "edited": ("answered", "checked, not found", "not checked"),
    "elsewhere": ("answered", "not checked", "not checked"),
    "credential": ("answered", "checked, not found", "not checked"),
    "author": ("answered", "checked, not found", "not checked"),
    "date-trust": ("answered", "checked, not found", "not checked"),
    "fits-claim": ("answered", "not checked", "not checked"),
    "why": ("answered", "answered", "answered"),
    "missing": ("answered", "answered", "answered"),
}
"""By question: of a picture with everything, of one where nothing was found, of one where every check failed."""


def answers(given: Subject) -> dict[str, Answer]:
    """Every answer about an exhibit, by question."""
    conclusions = assess(given.exhibit, given.report, links=given.links, case=given.case)
    return {answer.intent: answer for answer in answer_exhibit(given, conclusions)}


def words(answer: Answer) -> str:
    """All sentences."""
    return " ".join(sentence.text for sentence in answer.sentences)


def test_every_question_is_pinned_here() -> None:
    assert list(STATES) == [intent.key for intent in INTENTS]


@pytest.mark.parametrize("key", STATES)
@pytest.mark.parametrize(
    ("place", "given"), list(enumerate((FULL, CHECKED, UNCHECKED))), ids=("full", "checked", "unchecked")
)
def test_the_three_states_are_told_apart(key: str, place: int, given: Subject) -> None:
    answer = answers(given)[key]
    assert answer.state.value == STATES[key][place]
    assert answer.sentences
    assert all(sentence.text.strip() and sentence.text[-1] in ".!" for sentence in answer.sentences)
    if answer.state is AnswerState.NOT_CHECKED:
        assert not any(
            "no " in sentence.text and "found" in sentence.text for sentence in answer.sentences[:1]
        )


@pytest.mark.parametrize(
    "given", [FULL, CHECKED, UNCHECKED, BARE], ids=("full", "checked", "unchecked", "bare")
)
def test_every_citation_leads_somewhere(given: Subject) -> None:
    counts = {
        EvidenceKind.FINDING: len(given.report.evidence),
        EvidenceKind.RUN: len(given.report.runs),
        EvidenceKind.LINK: len(given.links),
        EvidenceKind.SIGHTING: len(given.case.sightings) if given.case else 0,
    }
    for answer in answers(given).values():
        for sentence in answer.sentences:
            for citation in sentence.citations:
                if citation.kind in counts:
                    assert 1 <= citation.number <= counts[citation.kind], (answer.intent, sentence)


def test_without_any_analyzer_nothing_is_called_checked() -> None:
    found = answers(BARE)
    for key in ("when-taken", "where-taken", "camera", "ai", "edited", "credential", "author", "date-trust"):
        assert found[key].state is AnswerState.NOT_CHECKED


def test_a_failed_check_names_its_reason() -> None:
    assert words(answers(UNCHECKED)["credential"]) == "Not checked: the reason of credentials."
    told = words(answers(UNCHECKED)["missing"])
    assert all(f": the reason of {name}." in told for name in CHAIN)
    titled = replace(UNCHECKED, titles={"credentials": "Content credentials"})
    assert "Content credentials: the reason of credentials." in words(answers(titled)["missing"])


def test_what_is_told_of_a_full_file() -> None:
    found = answers(FULL)
    assert "14 March 2019, 08:15 (no time zone recorded)" in words(found["when-taken"])
    assert "It existed no later than 14 March 2019, when it was published." in words(found["when-taken"])
    assert "The claim says: Exampleton. That is the claim, not evidence." in words(found["where-taken"])
    assert "names the same camera body" in words(found["camera"])
    assert "They look alike." in words(found["elsewhere"])
    assert "(The Gazette): the same picture." in words(found["elsewhere"])
    assert "The report gives this credit: A. Writer." in words(found["author"])
    assert found["edited"].sentences[0].text.startswith("The file is as it was signed")
    assert "Against it: This is thumbnail.different." not in words(found["ai"])


@pytest.mark.parametrize("value", [Origin.AI_GENERATED, Origin.COMPOSITE])
def test_a_declaration_of_ai_is_the_answer(value: Origin) -> None:
    given = subject(finding("metadata.ai-declared", supports(Axis.ORIGIN, value)))
    answer = answers(given)["ai"]
    assert answer.state is AnswerState.ANSWERED
    assert answer.sentences[0].citations == (Citation(EvidenceKind.FINDING, given.exhibit.id, 1),)


def test_no_declaration_of_ai_is_not_called_a_photograph() -> None:
    told = words(answers(CHECKED)["ai"])
    assert "doesn't make it a photograph" in told
    assert "The pixels were not judged" in told


def test_what_a_person_had_checked_elsewhere_is_cited_as_theirs() -> None:
    check = OutsideCheck("SynthID, in Google's app", "No mark was found.", "The desk", "2026-01-30")
    given = subject(case=replace(case("2026"), outside_checks=(check,)))
    last = answers(given)["ai"].sentences[-1]
    assert last.text == (
        "The desk had it checked elsewhere on 30 January 2026 (SynthID, in Google's app): No mark was found."
    )
    assert last.citations == (Citation(EvidenceKind.OUTSIDE_CHECK, number=1),)


def test_the_earliest_sighting_is_the_one_with_the_tightest_bound() -> None:
    given = subject(case=case("2026", sighting("2019"), sighting("2019-03-14"), sighting("2019-05")))
    assert "no later than 14 March 2019" in words(answers(given)["when-taken"])
    given = subject(case=case("2026", sighting("2018", kind=DateKind.CLAIMED), sighting("2019")))
    assert "no later than 2019" in words(answers(given)["when-taken"])


@pytest.mark.parametrize(
    ("match", "is_compared", "begins"),
    [
        (MatchKind.SAME_PICTURE, True, "It existed"),
        (MatchKind.CROPPED, True, "A version of it existed"),
        (MatchKind.SAME_BYTES, False, "By the note, it existed"),
        (MatchKind.ALTERED, False, "By the note, a version of it existed"),
        (MatchKind.UNVERIFIED, False, "If the picture there is the same, it existed"),
    ],
)
def test_an_age_is_told_only_as_surely_as_the_sighting(
    match: MatchKind, begins: str, *, is_compared: bool
) -> None:
    """What is known better counts before what is earlier."""
    better = sighting("2019-03-14", match=match, is_compared=is_compared)
    lesser = (sighting("2018", match=MatchKind.UNVERIFIED),) if match is not MatchKind.UNVERIFIED else ()
    told = words(answers(subject(case=case("2026", *lesser, better)))["when-taken"])
    assert f"{begins} no later than 14 March 2019" in told


CONSISTENCY: list[tuple[Finding | None, str]] = [
    (finding("metadata.consistency.modified-before-original"), "This is metadata.consistency.modified"),
    (finding("metadata.consistency.gps-time-differs"), "This is metadata.consistency.gps-time"),
    (
        finding("metadata.consistency.size-differs"),
        "No contradiction between the dates in the file was found.",
    ),
    (None, "No contradiction between the dates in the file was found."),
]


@pytest.mark.parametrize(("fact", "told"), CONSISTENCY)
def test_whether_the_date_can_be_trusted(fact: Finding | None, told: str) -> None:
    dated = finding("metadata.date", date_original="2019-03-14T08:15:00")
    answer = answers(subject(dated, *([fact] if fact else [])))["date-trust"]
    assert answer.state is AnswerState.ANSWERED
    assert answer.sentences[0].text.startswith(told)


def test_a_failed_comparison_of_dates_is_not_called_agreement() -> None:
    dated = finding("metadata.date", date_original="2019-03-14T08:15:00")
    given = subject(dated, outcomes={"metadata.consistency": Outcome.FAILED})
    assert "No contradiction" not in words(answers(given)["date-trust"])


def test_a_case_of_one_picture_answers_as_the_picture_does() -> None:
    found = answers(FULL)
    assert FULL.case is not None
    joined = answer_case(FULL.case, (FULL,), {FULL.exhibit.id: tuple(found.values())})
    assert joined == tuple(found.values())


def test_a_case_of_two_pictures_names_them_and_takes_the_better_state() -> None:
    assert FULL.case is not None
    other = replace(FULL, exhibit=replace(FULL.exhibit, id="b-0123456789"), report=CHECKED.report, links=())
    of_both = {item.exhibit.id: tuple(answers(item).values()) for item in (FULL, other)}
    joined = {answer.intent: answer for answer in answer_case(FULL.case, (FULL, other), of_both)}
    assert list(joined) == list(STATES)
    assert joined["credential"].state is AnswerState.ANSWERED
    told = [sentence.text for sentence in joined["camera"].sentences]
    assert told[0].startswith("Picture A: ")
    assert "Picture B: The file's hidden data (metadata) were read; they name no camera." in told


def test_what_holds_for_all_pictures_is_said_once_with_all_citations() -> None:
    assert FULL.case is not None
    other = replace(FULL, exhibit=replace(FULL.exhibit, id="b-0123456789"))
    of_both = {item.exhibit.id: tuple(answers(item).values()) for item in (FULL, other)}
    for answer in answer_case(FULL.case, (FULL, other), of_both):
        texts = [sentence.text for sentence in answer.sentences]
        assert len(texts) == len(set(texts))
        assert not any(text.startswith("Picture") for text in texts)
    camera = next(
        answer for answer in answer_case(FULL.case, (FULL, other), of_both) if answer.intent == "camera"
    )
    assert {citation.exhibit for citation in camera.sentences[0].citations} == {
        "a-0123456789",
        "b-0123456789",
    }


OWN = [
    ("When was this taken?", AnswerState.ANSWERED, "The program reads this as “When was it taken?”."),
    ("Who signed it, and when was it taken?", AnswerState.ANSWERED, " and "),
    ("Hvad er klokken?", AnswerState.NOT_CHECKED, "The program can't answer a question in these words"),
]


@pytest.mark.parametrize(("question", "state", "start"), OWN)
def test_the_question_of_the_note_comes_first(question: str, state: AnswerState, start: str) -> None:
    noted = case("2026", question=question)
    given = subject(finding("metadata.date", date_original="2019-03-14T08:15:00"), case=noted)
    first = answer_case(noted, (given,), {given.exhibit.id: tuple(answers(given).values())})[0]
    assert (first.intent, first.question, first.state) == ("own", question, state)
    assert start in first.sentences[0].text


def test_a_summary_is_offered_as_a_persons_answer() -> None:
    noted = case("2026", question="Hvad?", summary="Old.")
    first = answer_case(noted, (), {})[0]
    assert first.sentences[0] == Statement(
        "A person answers it; the report says why.", (Citation(EvidenceKind.NOTE),)
    )
    assert answer_case(case("2026"), (), {}) == ()


def test_asking_gives_matched_answers_or_the_nearest_three() -> None:
    found = tuple(answers(FULL).values())
    matched, is_matched = ask("when was it taken", found)
    assert (is_matched, matched[0].intent) == (True, "when-taken")
    near, is_matched = ask("xyzzy", found)
    assert (is_matched, len(near)) == (False, 3)


@pytest.mark.parametrize(
    ("match", "is_compared", "said"),
    [
        (MatchKind.SAME_BYTES, True, "the very same file."),
        (MatchKind.SAME_PICTURE, True, "the same picture."),
        (MatchKind.SAME_PICTURE, False, "the same picture, by the note."),
        (MatchKind.CROPPED, True, "a part of the picture."),
        (MatchKind.ALTERED, False, "an altered version of the picture, by the note."),
        (MatchKind.UNVERIFIED, False, "a picture that was not compared with this one."),
    ],
)
def test_how_a_sighted_picture_compares_is_said(match: MatchKind, said: str, *, is_compared: bool) -> None:
    given = subject(case=case("2026", sighting("2019-03-14", match=match, is_compared=is_compared)))
    assert f"It was published on 14 March 2019: {said}" in words(answers(given)["elsewhere"])


@pytest.mark.parametrize("match", [MatchKind.SAME_CLAIM, MatchKind.PAGE_ONLY])
def test_what_agrees_only_in_words_or_address_is_no_sighting(match: MatchKind) -> None:
    given = subject(case=case("2026", sighting("2019-03-14", match=match)))
    assert "2019" not in words(answers(given)["elsewhere"])


@pytest.mark.parametrize(
    ("is_answered", "state"), [(True, AnswerState.NOT_FOUND), (False, AnswerState.NOT_CHECKED)]
)
def test_a_service_that_was_asked_is_named(is_answered: bool, state: AnswerState) -> None:
    asked = Search("TinEye", "2026-11-22T01:02:03Z", "its address", "No result.", is_answered, "a.jpg")
    given = subject(case=replace(case("2026"), searches=(asked,)))
    answer = answers(given)["elsewhere"]
    assert answer.state is state
    assert "TinEye was asked on 22 November 2026. No result." in words(answer)
    assert answer.sentences[0].citations == (Citation(EvidenceKind.SEARCH, number=1),)


def test_an_unsigned_change_is_told_with_what_it_rests_on() -> None:
    given = subject(finding("metadata.software", supports(Axis.INTEGRITY, Integrity.EDITED)))
    answer = answers(given)["edited"]
    assert answer.state is AnswerState.ANSWERED
    assert answer.sentences[0].citations


PLACED = subject(
    finding("metadata.date", date_original="2026-01-28T12:00:00+01:00"),
    finding("metadata.location", latitude=47.1, longitude=15.4),
    finding("metadata.place.sun", statement="It was day there.", light="day"),
    finding("metadata.place.zone-differs", statement="Another zone."),
    finding("metadata.place.light-differs", statement="Too bright."),
    case=case("2026-01-28T12:00+01:00", event_place="Graz, Austria"),
    chain=(*CHAIN, "metadata.place"),
)


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("when-taken", ["It was day there.", "At the claimed time it was day in Graz"]),
        ("where-taken", ["Another zone.", "within 25 km of the place that the claim names"]),
        ("date-trust", ["Another zone.", "Too bright."]),
        ("fits-claim", ["both fit the claim", "At the claimed time it was day in Graz"]),
    ],
)
def test_place_time_and_sun_take_part_in_the_answers(intent: str, said: list[str]) -> None:
    found = words(answers(PLACED)[intent])
    for sentence in said:
        assert sentence in found


def test_a_picture_that_could_not_be_read_is_not_said_to_have_no_copies() -> None:
    read, unread = subject(finding("file.identity")), subject(finding("file.identity.pixels-not-decoded"))
    assert "no copy of it was found" in words(answers(read)["elsewhere"])
    assert "Altered copies could not be looked for." in words(answers(unread)["elsewhere"])


def test_a_date_of_saving_is_not_called_the_cameras() -> None:
    saved = finding("metadata.date", date_digitized="2019-08-07T11:12:44+02:00")
    told = words(answers(subject(saved))["when-taken"])
    assert "made or scanned on 7 August 2019, 11:12 UTC+02:00" in told
    assert "camera" not in told.lower()
