"""Questions to answers: pure functions from findings to sentences, each citing numbered evidence.

No language model takes part. What can't be answered is said to be not found or not checked, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    return tuple(_answer(intent, _REPLIES[intent.key](subject, assessment)) for intent in INTENTS)


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


_REPLIES: dict[str, Callable[[Subject, Assessment], Reply]] = {
    "when-taken": lambda subject, _: from_file.when_taken(subject),
    "where-taken": lambda subject, _: from_file.where_taken(subject),
    "camera": lambda subject, _: from_file.camera(subject),
    "ai": from_history.is_ai,
    "edited": from_history.is_edited,
    "elsewhere": lambda subject, _: from_history.elsewhere(subject),
    "credential": lambda subject, _: from_history.credential(subject),
    "author": lambda subject, _: from_file.author(subject),
    "date-trust": lambda subject, _: from_file.date_trust(subject),
    "fits-claim": lambda _, assessment: from_history.fits_claim(assessment),
    "why": lambda _, assessment: from_history.why(assessment),
    "missing": from_history.missing,
}
"""What answers each question of the list."""


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
    said: dict[str, list[tuple[str, Statement]]] = {}
    for name, answer in answers:
        for sentence in answer.sentences:
            said.setdefault(sentence.text, []).append((name, sentence))
    sentences = (_shared(text, by, count=len(answers)) for text, by in said.items())
    return replace(first, state=state, sentences=tuple(sentences))


def _shared(text: str, by: list[tuple[str, Statement]], *, count: int) -> Statement:
    """A sentence said of several pictures, once, with the citations of all; names the pictures unless it is all of them."""
    names = list(dict.fromkeys(name for name, _ in by))
    citations = tuple(dict.fromkeys(citation for _, sentence in by for citation in sentence.citations))
    if len(names) == count:
        return Statement(text, citations)
    which = f"Picture {names[0]}" if len(names) == 1 else f"Pictures {', '.join(names[:-1])} and {names[-1]}"
    return Statement(f"{which}: {text}", citations)


def _own(case: Case, listed: tuple[Answer, ...]) -> Answer:
    """The question in the note's own words: a person's answer first, then what the machine reads it as."""
    intents = matching(case.question)[:_MOST_INTENTS_OF_A_QUESTION]
    person: tuple[Statement, ...] = ()
    if case.rating or case.summary:
        rated = f"A person rated it “{case.rating.name}”" if case.rating else "A person answers it"
        person = (Statement(f"{rated}; the report says why.", (Citation(EvidenceKind.NOTE),)),)
    if not intents or not listed:
        words = "The program can't answer a question in these words; it can answer those below."
        state = AnswerState.ANSWERED if person else AnswerState.NOT_CHECKED
        return Answer("own", case.question, state, (*person, Statement(words)))
    by_key = {answer.intent: answer for answer in listed}
    replies = [by_key[intent.key] for intent in intents]
    read_as = " and ".join(f"“{BY_KEY[intent.key].question}”" for intent in intents)
    states = [reply.state for reply in replies]
    state = AnswerState.ANSWERED if person or AnswerState.ANSWERED in states else states[0]
    sentences = tuple(dict.fromkeys(sentence for reply in replies for sentence in reply.sentences))
    return Answer(
        "own", case.question, state, (*person, Statement(f"The program reads this as {read_as}."), *sentences)
    )
