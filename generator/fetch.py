"""Asks one public address over HTTPS, and nothing else: bounded in size and time, never a private address, one host.

The answer is untrusted. A redirect is followed only on the same host and by HTTPS; the address that a name stands for is
checked and then used for the connection, so that a name can't lead into the network of the person who asks. Certificates
are verified by the system's authorities. Proxies are not used: behind one, a person puts the files into the folder.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from generator.errors import BackstoryError

MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 64 * 1024


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 find the IPv4 internet (RFC 6052)."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large: not this machine, not a private network, nor a way into one.

    An IPv6 address that stands for an IPv4 address (mapped, NAT64, 6to4) is as public as that one; reserved ranges, among
    them the old ways to write IPv4 addresses as IPv6, are not public.
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if parsed.is_site_local:
            return False
    return parsed.is_global and not parsed.is_reserved and not parsed.is_multicast


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file may be fetched."""

    seconds: float = 30.0
    """Longest time for all of it, redirects included."""
    largest: int = 8 * 1024 * 1024
    """Largest answer, bytes."""
    permits: Callable[[str], bool] = is_public
    """Which IP addresses may be asked."""
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    """Makes the rules by which certificates are verified."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent to an address."""

    address: str
    """An https address, whole, with whatever key the service wants in it."""
    method: str = "GET"
    """`GET` or `POST`. Only a question without a body follows redirects."""
    headers: tuple[tuple[str, str], ...] = ()
    """More headers, by name."""
    body: bytes = b""
    """What is posted."""
    largest: int | None = None
    """Largest answer to this question, bytes; None where the terms' own bound is meant."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever it says."""

    status: int
    """HTTP status."""
    body: bytes = b""
    """As sent."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name, in lower case."""


class NotFetched(BackstoryError):
    """The file could not be had; says why and what to do."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"{address} could not be fetched: {reason}. Nothing was changed. Try again later, or download the file "
            "yourself and put it into the folder."
        )
        self.reason = reason
        """Why, in a clause."""


def fetch(address: str, *, terms: Terms = Terms()) -> bytes:
    """The bytes at `address`. Raises `NotFetched`."""
    answer = ask(Question(address), terms=terms)
    if answer.status != 200:
        raise NotFetched(address, f"the server answered {answer.status}")
    return answer.body


def ask(question: Question, *, terms: Terms = Terms()) -> Answer:
    """The answer of a server, errors of its own included. Raises `NotFetched` when there is none."""
    address = question.address
    first = urlsplit(address)
    current = address
    watch = _Watch(terms.seconds)
    try:
        context = terms.context()
        for _ in range(MOST_REDIRECTS + 1):
            parts = urlsplit(current)
            if parts.scheme != "https" or not parts.hostname or parts.username is not None:
                raise NotFetched(address, "only plain https:// addresses are asked")
            if (parts.hostname, parts.port) != (first.hostname, first.port):
                raise NotFetched(address, f"it leads to another host, {parts.hostname}")
            answer = _ask(replace(question, address=current), terms, context, watch)
            if answer.status not in REDIRECTS or question.method != "GET":
                return answer
            current = urljoin(current, answer.headers.get("location", ""))
        raise NotFetched(address, "it leads from one address to the next without an end")
    except NotFetched as error:
        raise NotFetched(address, error.reason) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = f"it took longer than {terms.seconds:g} s" if watch.is_over else _words(error)
        raise NotFetched(address, reason) from error
    finally:
        watch.end()


def _ask(question: Question, terms: Terms, context: ssl.SSLContext, watch: _Watch) -> Answer:
    parts = urlsplit(question.address)
    host, port = parts.hostname or "", parts.port or 443
    stream = _connect(host, port, terms, watch)
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = context.wrap_socket(stream, server_hostname=host)
        watch.over(connection.sock)
        headers = {"User-Agent": "open-backstory", "Accept-Encoding": "identity", **dict(question.headers)}
        connection.request(question.method, _target(question.address), question.body or None, headers)
        with connection.getresponse() as response:
            return _answer(response, host, min(terms.largest, question.largest or terms.largest), watch)
    finally:
        connection.close()
        stream.close()


def _answer(response: http.client.HTTPResponse, host: str, largest: int, watch: _Watch) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    if response.status in REDIRECTS:
        return Answer(response.status, headers=headers)
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity"):
        # Unpacking what a stranger packed is how a small answer fills the memory.
        raise NotFetched(host, "the answer is compressed, which was not asked for")
    body = bytearray()
    while piece := response.read1(CHUNK):
        body += piece
        if len(body) > largest:
            raise NotFetched(host, f"it is larger than {largest:,} bytes")
    if watch.is_over:
        raise TimeoutError
    if response.length:
        raise NotFetched(host, "the answer broke off in the middle")
    return Answer(response.status, bytes(body), headers)


def _connect(host: str, port: int, terms: Terms, watch: _Watch) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(item[4][0]) for item in found]
    if not addresses or not all(terms.permits(address) for address in addresses):
        raise NotFetched(host, f"{host} is not a public address of the internet")
    trouble: OSError = OSError("no address")
    for family, kind, protocol, _, place in found:
        stream = socket.socket(family, kind, protocol)
        stream.settimeout(terms.seconds)
        watch.over(stream)
        try:
            stream.connect(place)
        except OSError as error:
            stream.close()
            trouble = error
        else:
            return stream
    raise trouble


class _Watch:
    """Ends whatever connection is open when the time is up, however slowly bytes trickle in."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._stream: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()

    def over(self, stream: socket.socket) -> None:
        """Watch this connection now."""
        self._stream = stream
        if self.is_over:
            self._stop()

    def end(self) -> None:
        """Stop watching."""
        self._timer.cancel()

    def _stop(self) -> None:
        self.is_over = True
        if self._stream is not None:
            try:
                # The plain socket's shutdown wakes up a thread that waits in TLS, without TLS's own farewell.
                socket.socket.shutdown(self._stream, socket.SHUT_RDWR)
            except OSError:
                self._stream.close()


def _target(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the server's certificate is not valid"
    if isinstance(error, socket.gaierror):
        return "its name is not known here (no network?)"
    if isinstance(error, TimeoutError):
        return "the server doesn't answer"
    if isinstance(error, ValueError):
        # Python's own words repeat what was to be sent, which may be a key.
        return "the address or a header holds characters that can't be sent"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(text)[:200].rstrip(".")
