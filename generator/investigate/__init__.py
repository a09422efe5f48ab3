"""Questions to answers: pure functions from findings to sentences, each citing numbered evidence.

No language model takes part. What can't be answered is said to be not found or not checked, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.assess.subject import Subject
from generator.investigate import from_file, from_history
from generator.investigate.intents import BY_KEY, INTENTS, Intent, matching, nearest
from generator.investigate.reply import Reply
from generator.letters import letter
from generator.model import Answer, AnswerState, Assessment, Case, Citation, EvidenceKind, Statement

__all__ = ["INTENTS", "Intent", "answer_case", "answer_exhibit", "ask", "matching", "nearest"]

_MOST_INTENTS_OF_A_QUESTION = 2


def answer_exhibit(subject: Subject, assessment: Assessment) -> tuple[Answer, ...]:
    """Every question of the list, answered for one exhibit."""
    return tuple(_answer(intent, _reply(intent, subject, assessment)) for intent in INTENTS)


def answer_case(
    case: Case, subjects: tuple[Subject, ...], answers: Mapping[str, tuple[Answer, ...]]
) -> tuple[Answer, ...]:
    """The case's own question first, then every question of the list over all its pictures.

    `answers` are those of the exhibits, by id. With more than one picture each sentence names its letter.
    """
    if not subjects:
        return (_own(case, ()),) if case.question else ()
    listed = tuple(
        _joined([(letter(place), answers[subject.exhibit.id][at]) for place, subject in enumerate(subjects)])
        for at in range(len(INTENTS))
    )
    return (_own(case, listed), *listed) if case.question else listed


def ask(question: str, answers: tuple[Answer, ...]) -> tuple[tuple[Answer, ...], bool]:
    """The answers to a reader's words, and whether they were matched; unmatched, they are only the nearest three."""
    found = matching(question)
    chosen = found[:_MOST_INTENTS_OF_A_QUESTION] or nearest(question)
    by_key = {answer.intent: answer for answer in answers}
    return tuple(by_key[intent.key] for intent in chosen if intent.key in by_key), bool(found)


def _reply(intent: Intent, subject: Subject, assessment: Assessment) -> Reply:
    match intent.key:
        case "when-taken":
            return from_file.when_taken(subject)
        case "where-taken":
            return from_file.where_taken(subject)
        case "camera":
            return from_file.camera(subject)
        case "author":
            return from_file.author(subject)
        case "date-trust":
            return from_file.date_trust(subject)
        case "ai":
            return from_history.is_ai(subject, assessment)
        case "edited":
            return from_history.is_edited(subject, assessment)
        case "elsewhere":
            return from_history.elsewhere(subject)
        case "credential":
            return from_history.credential(subject)
        case "why":
            return from_history.why(assessment)
        case "missing":
            return from_history.missing(subject, assessment)
    raise AssertionError(f"no function answers {intent.key}")


def _answer(intent: Intent, reply: Reply) -> Answer:
    return Answer(intent.key, intent.question, reply.state, reply.sentences)


def _joined(answers: list[tuple[str, Answer]]) -> Answer:
    if len(answers) == 1:
        return answers[0][1]
    first = answers[0][1]
    states = [answer.state for _, answer in answers]
    state = next(
        state
        for state in (AnswerState.ANSWERED, AnswerState.NOT_FOUND, AnswerState.NOT_CHECKED)
        if state in states
    )
    sentences: list[Statement] = []
    for name, answer in answers:
        for place, sentence in enumerate(answer.sentences):
            sentences.append(
                sentence if place else replace(sentence, text=f"Picture {name}: {sentence.text}")
            )
    return replace(first, state=state, sentences=tuple(sentences))


def _own(case: Case, listed: tuple[Answer, ...]) -> Answer:
    """The question in the note's own words; says which listed questions it was read as."""
    intents = matching(case.question)[:_MOST_INTENTS_OF_A_QUESTION]
    note = (Citation(EvidenceKind.NOTE),)
    if not intents or not listed:
        words = (
            "The machine can't answer this question in these words; the questions below are the ones it can."
        )
        sentences: tuple[Statement, ...] = (Statement(words),)
        if case.summary:
            sentences = (Statement("A person answers it in the note.", note), *sentences)
        return Answer("own", case.question, AnswerState.NOT_CHECKED, sentences)
    by_key = {answer.intent: answer for answer in listed}
    replies = [by_key[intent.key] for intent in intents]
    read_as = " and ".join(f"“{BY_KEY[intent.key].question}”" for intent in intents)
    state = next((reply.state for reply in replies if reply.state is AnswerState.ANSWERED), replies[0].state)
    sentences = tuple(dict.fromkeys(sentence for reply in replies for sentence in reply.sentences))
    return Answer("own", case.question, state, (Statement(f"Read by the machine as {read_as}."), *sentences))
