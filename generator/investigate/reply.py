"""What an answering function gives back, before the question is put beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.assess.subject import Subject
from generator.model import AnswerState, Outcome, Statement


@dataclass(frozen=True, slots=True)
class Reply:
    """State and sentences of an answer."""

    state: AnswerState
    """Answered; checked, not found; not checked."""
    sentences: tuple[Statement, ...]
    """At least one, each with citations unless nothing is known."""

    @classmethod
    def of(cls, sentences: Sequence[Statement]) -> Reply | None:
        """An answer when there is something to say, else None."""
        return cls(AnswerState.ANSWERED, tuple(dict.fromkeys(sentences))) if sentences else None

    @classmethod
    def nothing(cls, sentences: Sequence[Statement]) -> Reply:
        """Checked, and not found."""
        return cls(AnswerState.NOT_FOUND, tuple(sentences))


def ledger_state(subject: Subject, analyzer: str, not_found: str) -> Reply:
    """`not_found` when the analyzer came to a result, else why it didn't; cites its line in the ledger."""
    run = subject.report.run(analyzer)
    cited = subject.cite_run(analyzer)
    if run is None:
        return Reply(AnswerState.NOT_CHECKED, (Statement("Not checked: this build has no test for it."),))
    if run.outcome in (Outcome.FOUND, Outcome.NOTHING):
        return Reply(
            AnswerState.NOT_FOUND,
            (Statement(not_found, cited),),
        )
    return Reply(AnswerState.NOT_CHECKED, (Statement(f"Not checked: {run.reason.rstrip('.')}.", cited),))
