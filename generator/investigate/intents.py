"""The questions that evidence can answer, and how a reader's own words are matched to them.

Matching free text to a fixed list errs often, whatever the method. So an answer always names the question it was read
as, and when no pattern matches the nearest questions are offered instead of an answer.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Intent:
    """A question that evidence can answer."""

    key: str
    """`when-taken`."""
    question: str
    """In a reader's words, as pages show it."""
    pattern: str
    """Regular expression over lower-case text; a match means that this question was asked."""
    phrasings: tuple[str, ...]
    """Other ways to ask it, for ranking by likeness."""


INTENTS: tuple[Intent, ...] = (
    Intent(
        "when-taken",
        "When was it taken?",
        r"\bwhen\b(?!.*\b(first|posted|shared|seen|appear))|\b(date|day|year|time) .*(taken|shot|made|from)\b|how old\b"
        r"|\bfrom (19|20)\d\d\b|\brecent\b",
        (
            "what date is this photo from",
            "how old is this picture",
            "what day was it shot",
            "is this a recent photo",
        ),
    ),
    Intent(
        "where-taken",
        "Where was it taken?",
        r"\bwhere\b(?!.*\b(else|posted|shared|published|online|used|come from))"
        r"|\b(place|location|city|country|street)\b|\bgps\b",
        (
            "which place does it show",
            "what is the location",
            "in which city or country was this",
            "does it have gps",
        ),
    ),
    Intent(
        "camera",
        "What was it taken with?",
        r"\b(camera|phone|lens|device|iphone|dslr)\b|\bwith what\b|taken with",
        ("which camera made it", "what phone was used", "what device took this"),
    ),
    Intent(
        "ai",
        "Was it made by AI?",
        r"\ba\.?i\.?\b|artificial|generated|synthetic|deep ?fake|midjourney|stable diffusion|dall|\bfake\b|\breal\b|computer",
        ("is it ai generated", "is this a real photo", "did a computer make this", "is it a deepfake"),
    ),
    Intent(
        "edited",
        "Was it edited?",
        r"\bedit|photoshop|manipulat|altered|\bchanged\b|doctored|tamper|retouch|cropped|spliced|montage|\badded\b|removed",
        (
            "was it photoshopped",
            "has something been added or removed",
            "was this manipulated",
            "is it cropped",
        ),
    ),
    Intent(
        "elsewhere",
        "Where else was it used, and when first?",
        r"where else|elsewhere|first (seen|posted|shared|appear|used|published)"
        r"|\b(before|earlier|already|previous|reused|old)\b"
        r"|origin(al)?\b|come from|\bonline\b|sighting",
        (
            "has it been used before",
            "when did it first appear",
            "where does it come from",
            "is it an old picture",
        ),
    ),
    Intent(
        "credential",
        "Does it carry a signed credential, and who signed it?",
        r"credential|c2pa|\bsign(ed|ature|er)?\b|certificate|content authenticity",
        ("who signed it", "is there a c2pa manifest", "does it have content credentials"),
    ),
    Intent(
        "author",
        "Who made it?",
        r"\bwho\b.*(took|made|shot|photograph|author|owns|created)|photographer|copyright|\bcredit(ed)?\b|\bauthor\b|\brights\b",
        ("who took this photo", "who is the photographer", "who owns the rights"),
    ),
    Intent(
        "date-trust",
        "Can its date be trusted?",
        r"(date|time|clock|timestamp).*(trust|right|correct|reliable|wrong|true)|trust.*(date|time)",
        ("is the date right", "could the date be wrong", "is the time stamp reliable"),
    ),
    Intent(
        "fits-claim",
        "Does it show what the claim says?",
        r"\b(show|depict|prove)s?\b|\bclaim(ed|s)?\b|\btrue\b|\b(context|caption|really|happen(ed)?)\b",
        (
            "is the claim true",
            "does the picture show this event",
            "did this really happen",
            "is the caption right",
        ),
    ),
    Intent(
        "why",
        "Why this assessment?",
        r"\bwhy\b|how (do|did) you know|\breason|\bbased on\b|explain",
        ("how do you know", "what is this based on", "explain the assessment"),
    ),
    Intent(
        "missing",
        "What is missing?",
        r"missing|not (been )?checked|unknown|not know|could(n't| not)|\bgaps?\b|limits?\b",
        ("what was not checked", "what do you not know", "which tests could not be made"),
    ),
)

BY_KEY = {intent.key: intent for intent in INTENTS}


def matching(text: str) -> tuple[Intent, ...]:
    """Questions whose pattern matches, in the order of the list; an intent's key or own words match it alone."""
    plain = normalised(text)
    for intent in INTENTS:
        if plain in (intent.key, normalised(intent.question)):
            return (intent,)
    return tuple(intent for intent in INTENTS if re.search(intent.pattern, plain))


def nearest(text: str, *, count: int = 3) -> tuple[Intent, ...]:
    """The `count` questions most alike by character n-grams, best first; ties in the order of the list."""
    asked = _grams(normalised(text))

    def likeness(intent: Intent) -> float:
        return max(
            _cosine(asked, _grams(normalised(words))) for words in (intent.question, *intent.phrasings)
        )

    return tuple(sorted(INTENTS, key=lambda intent: -likeness(intent))[:count])


def normalised(text: str) -> str:
    """Lower case, one space between words, no mark at the end; at most 500 characters count."""
    folded = unicodedata.normalize("NFKC", text[:500]).lower()
    return " ".join(folded.split()).rstrip("?!. ")


def _grams(text: str) -> Counter[str]:
    padded = f" {text} "
    return Counter(
        padded[start : start + size] for size in (2, 3, 4) for start in range(len(padded) - size + 1)
    )


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    product = sum(count * right[gram] for gram, count in left.items())
    norm = math.sqrt(sum(n * n for n in left.values()) * sum(n * n for n in right.values()))
    return product / norm if norm else 0.0
