"""Asks services, politely, and writes down every answer: the only file here that has anything to do with a network.

Questions go out one after the other, with a pause for each host; a service that says when to come back is obeyed or left
alone; nothing is asked beyond the budget. A key comes from the environment, travels in a header and is never written down.
How an address is reached, and which addresses may be, is the caller's (`generator/fetch.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from generator.fetch import Answer, NotFetched, Question
from generator.sightings.provider import Provider, Request, Subject, Unreadable
from generator.sightings.record import Compared, Record, answered

LONGEST_WAIT = 60.0
"""Seconds that a service may ask us to wait; who asks for more is left alone."""
TRIES = 3
"""How often a question is put to a service that says it is busy."""
BUSY = frozenset({429, 503})
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
    return bool(provider.key) and not keys.get(provider.key, "").strip()


def asked(
    plan: Iterable[tuple[Provider, Subject, Request]], tools: Tools, *, budget: int, who: str = ""
) -> Iterator[Record]:
    """A record for every question that was asked, `budget` at most. Fetched pictures count as questions, too."""
    left = budget
    waits = _Waits(tools)
    closed: set[str] = set()
    for provider, subject, request in plan:
        if left <= 0:
            return
        if not subject.lookups.permits(request.needs) or provider.id in closed:
            continue
        left -= 1
        record = _ask(provider, subject, request, tools, waits, who)
        if record.status in BUSY:
            closed.add(provider.id)
        if record.is_answered and tools.fingerprint is not None:
            pictures = _pictures(provider, subject, record)[:left]
            left -= len(pictures)
            compared = tuple(_compared(url, tools, waits) for url in pictures)
            record = replace(record, pictures=compared)
        yield record


def _ask(
    provider: Provider, subject: Subject, request: Request, tools: Tools, waits: _Waits, who: str
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
    if provider.key:
        headers.append((provider.key_header, tools.keys.get(provider.key, "").strip()))
    question = Question(request.address, request.method, tuple(headers), request.body)
    for attempt in range(TRIES):
        waits.before(request.address, provider.pause)
        try:
            answer = tools.ask(question)
        except NotFetched as error:
            return replace(record, trouble=error.reason)
        wait = _asked_wait(answer)
        if answer.status not in BUSY or attempt + 1 == TRIES or wait > LONGEST_WAIT:
            break
        tools.sleep(max(wait, provider.pause))
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


def _asked_wait(answer: Answer) -> float:
    """Seconds of `Retry-After`; dates and nonsense count as too long, since nobody should be asked too early."""
    value = answer.headers.get("retry-after", "").strip()
    if not value:
        return 0.0
    return float(value) if value.isascii() and value.isdigit() and len(value) < 6 else LONGEST_WAIT + 1


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
