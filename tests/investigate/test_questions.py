"""Which question a reader's words are read as; hostile words cost no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.investigate import INTENTS, Intent, matching, nearest
from generator.investigate.intents import normalised

READ_AS = {
    "When was this photo taken?": "when-taken",
    "How old is this?": "when-taken",
    "Is it from 2019?": "when-taken",
    "Where was it shot?": "where-taken",
    "Which city is that?": "where-taken",
    "Which phone took it?": "camera",
    "Is this AI?": "ai",
    "Is it a deepfake?": "ai",
    "Was it photoshopped?": "edited",
    "Has anything been removed?": "edited",
    "Where else was it posted?": "elsewhere",
    "Who signed the credential?": "credential",
    "Who took this?": "author",
    "Can the date be trusted?": "date-trust",
    "How do you know?": "why",
    "What was not checked?": "missing",
}


@pytest.mark.parametrize("text", READ_AS)
def test_words_are_read_as(text: str) -> None:
    assert READ_AS[text] in [intent.key for intent in matching(text)[:2]]


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.key)
def test_a_questions_own_words_and_key_mean_it_alone(intent: Intent) -> None:
    for text in (intent.question, intent.key, f"  {intent.question.upper()} ?"):
        assert matching(text) == (intent,)


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.key)
def test_every_phrasing_is_matched_or_nearest(intent: Intent) -> None:
    for text in intent.phrasings:
        assert intent in matching(text), text
        assert nearest(text)[0] is intent, text


@pytest.mark.parametrize("text", ["", "?", "xyzzy", "Hvad er klokken", "🙂" * 20])
def test_other_words_match_nothing_and_get_the_nearest_three(text: str) -> None:
    assert matching(text) == ()
    assert len({intent.key for intent in nearest(text)}) == 3


HOSTILE = [
    "date " * 100,
    "date" * 125,
    "when " * 100,
    "who " * 125,
    "where" + " " * 490,
    "how do" * 83,
    "a.i" * 166,
    "clock trust" * 45,
    "not " * 125,
    "\ufdfa" * 500,
    "could not be " * 38,
    "year .taken" * 45,
    "date " * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_words_cost_no_time(text: str) -> None:
    # Processor time of this thread, as other work on this machine must not fail the test.
    start = time.thread_time()
    matching(text)
    assert time.thread_time() - start < 0.1
    nearest(text)


@given(st.text(max_size=600))
def test_any_words_are_read(text: str) -> None:
    assert len(nearest(text)) == 3
    assert all(intent in INTENTS for intent in matching(text))
    assert normalised(normalised(text)) == normalised(text)
