"""Asks services, politely, and writes down every answer: the only file here that has anything to do with a network.

Questions go out one after the other, with a pause for each host; a host that says when to come back is obeyed or left
alone; nothing is asked beyond the budget, in which every try counts. A key comes from the environment, travels in a header
and is never written down: an answer that repeats it is not kept. How an address is reached, and which addresses may be, is
the caller's (`generator/fetch.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, quote_plus, urlsplit

from generator.fetch import Answer, NotFetched, Question
from generator.sightings.provider import Provider, Request, Subject, Unreadable
from generator.sightings.record import LARGEST_ANSWER, Compared, Record, answered

LONGEST_WAIT = 60.0
"""Seconds that a service may ask us to wait; who asks for more is left alone."""
TRIES = 3
"""How often a question is put to a service that says it is busy."""
BUSY = frozenset({429, 503})
SHORTEST_KEY = 6
"""Characters; no service gives out shorter keys."""
MOST_PICTURES = 30
"""Pictures of one answer that are fetched and compared."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What asking needs from the outside world."""

    ask: Callable[[Question], Answer]
    """Reaches an address, or raises `NotFetched`."""
    now: Callable[[], str]
    """The moment, ISO 8601 in UTC."""
    sleep: Callable[[float], None]
    """Waits so many seconds."""
    keys: Mapping[str, str]
    """The environment."""
    contact: str = ""
    """Address of whoever asks, for the services' operators."""
    fingerprint: Callable[[str, bytes], Compared] | None = None
    """Makes the fingerprints of a fetched picture; None when pictures are not to be fetched."""


def missing_key(provider: Provider, keys: Mapping[str, str]) -> bool:
    """Whether the service wants a key that isn't there."""
    return bool(provider.key) and not _key(provider, keys)


def malformed_key(provider: Provider, keys: Mapping[str, str]) -> bool:
    """Whether what stands for the key can't be one: blanks, line ends and letters beyond ASCII can't be sent in a header."""
    return any(not 32 < ord(character) < 127 for character in _key(provider, keys))


def asked(
    plan: Iterable[tuple[Provider, Subject, Request]], tools: Tools, *, budget: int, who: str = ""
) -> Iterator[Record]:
    """A record for every question that was asked. At most `budget` questions go out, further tries and pictures included."""
    purse = _Purse(budget)
    waits = _Waits(tools)
    closed: set[str] = set()
    for provider, subject, request in plan:
        if purse.is_empty:
            return
        host = urlsplit(request.address).hostname or ""
        if (
            not subject.lookups.permits(request.needs)
            or host in closed
            or malformed_key(provider, tools.keys)
        ):
            continue
        record = _ask(provider, subject, request, tools, waits, purse, who)
        if record.status in BUSY:
            closed.add(host)
        if record.is_answered and tools.fingerprint is not None:
            pictures = _pictures(provider, subject, record)
            compared = tuple(_compared(url, tools, waits) for url in pictures if purse.spend())
            record = replace(record, pictures=compared)
        yield record


def _ask(
    provider: Provider,
    subject: Subject,
    request: Request,
    tools: Tools,
    waits: _Waits,
    purse: _Purse,
    who: str,
) -> Record:
    record = Record(
        provider=provider.id,
        asked=tools.now(),
        picture=subject.name,
        sha256=subject.exhibit.sha256,
        sent=request.sent,
        address=request.address,
        who=who,
    )
    headers = [("User-Agent", _user_agent(tools.contact))]
    if request.media_type:
        headers.append(("Content-Type", request.media_type))
    key = _key(provider, tools.keys)
    if provider.key:
        headers.append((provider.key_header, key))
    question = Question(request.address, request.method, tuple(headers), request.body, largest=LARGEST_ANSWER)
    answer = Answer(0)
    for attempt in range(TRIES):
        if not purse.spend():
            break
        waits.before(request.address, provider.pause)
        try:
            answer = tools.ask(question)
        except NotFetched as error:
            return replace(record, trouble=_without(key, error.reason))
        wait = asked_wait(answer, tools.now())
        if answer.status not in BUSY or attempt + 1 == TRIES or wait > LONGEST_WAIT:
            break
        tools.sleep(max(wait, provider.pause))
    if _repeats(answer.body, key):
        return replace(
            record, status=answer.status, trouble="the answer repeats the key, so that it was not kept"
        )
    record = answered(record, answer.body, answer.status)
    if record.is_answered:
        try:
            provider.read(subject, answer.body)
        except Unreadable as error:
            return replace(record, trouble=str(error))
    return record


def _pictures(provider: Provider, subject: Subject, record: Record) -> list[str]:
    found = (seen.picture_url for seen in provider.read(subject, record.answer.encode()))
    return list(dict.fromkeys(url for url in found if url.startswith("https://")))[:MOST_PICTURES]


def _compared(url: str, tools: Tools, waits: _Waits) -> Compared:
    assert tools.fingerprint is not None
    waits.before(url, 1.0)
    try:
        answer = tools.ask(Question(url, headers=(("User-Agent", _user_agent(tools.contact)),)))
    except NotFetched as error:
        return Compared(url, tools.now(), trouble=error.reason)
    if answer.status != 200:
        return Compared(url, tools.now(), trouble=f"the server answered {answer.status}")
    return replace(tools.fingerprint(url, answer.body), fetched=tools.now())


def _user_agent(contact: str) -> str:
    clean = "".join(character for character in contact if 32 < ord(character) < 127)
    return f"open-backstory ({clean})" if clean else "open-backstory"


def asked_wait(answer: Answer, now: str) -> float:
    """Seconds of `Retry-After`, given as such or as a date (RFC 9110, section 10.2.3).

    Nonsense counts as too long, since nobody should be asked too early.
    """
    value = answer.headers.get("retry-after", "").strip()
    if not value:
        return 0.0
    if value.isascii() and value.isdigit():
        return float(value) if len(value) < 6 else LONGEST_WAIT + 1
    try:
        until = parsedate_to_datetime(value)
        # A date without a zone is in UTC, as HTTP wants it.
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - datetime.fromisoformat(now)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return LONGEST_WAIT + 1


def _key(provider: Provider, keys: Mapping[str, str]) -> str:
    return keys.get(provider.key, "").strip() if provider.key else ""


def _spellings(key: str) -> tuple[str, ...]:
    """The key as addresses, JSON and pages write it. What is shorter than any key would be found anywhere."""
    if len(key) < SHORTEST_KEY:
        return ()
    html = key.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (key, quote(key, safe=""), quote_plus(key), json.dumps(key)[1:-1], html)


def _repeats(body: bytes, key: str) -> bool:
    return any(spelling.encode() in body for spelling in _spellings(key))


def _without(key: str, words: str) -> str:
    for spelling in _spellings(key):
        words = words.replace(spelling, "…")
    return words


class _Purse:
    """What may still be asked."""

    def __init__(self, budget: int) -> None:
        self._left = budget

    @property
    def is_empty(self) -> bool:
        return self._left <= 0

    def spend(self) -> bool:
        """Whether one more may go out; then it counts."""
        self._left -= 1
        return self._left >= 0


class _Waits:
    """Keeps a pause between two questions to one host."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._asked: set[str] = set()

    def before(self, address: str, pause: float) -> None:
        """Wait if this host was asked before."""
        host = urlsplit(address).hostname or ""
        if host in self._asked:
            self._tools.sleep(pause)
        self._asked.add(host)
