"""Fetching from a server that answers badly: on this machine, with TLS, and never anywhere else."""

from __future__ import annotations

import gzip
import http.server
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import fetch
from generator.fetch import NotFetched, Question, Terms, is_public
from tests.support.trust import server_identity


class Answers(http.server.BaseHTTPRequestHandler):
    """What the server does at each path."""

    def do_GET(self) -> None:
        port = self.connection.getsockname()[1]
        match self.path:
            case "/good?x=1":
                self.answer(200, b"a list")
            case "/missing":
                self.answer(404, b"no")
            case "/broken":
                self.answer(500, b"no")
            case "/huge":
                self.answer(200, b"x" * 5000)
            case "/packed":
                self.answer(200, gzip.compress(b"x" * 5_000_000), ("Content-Encoding", "gzip"))
            case "/user":
                self.moved(f"https://localhost:{port}@127.0.0.1/good?x=1")
            case "/other-port":
                self.moved("https://localhost:22/good?x=1")
            case "/script":
                self.moved("file:///etc/passwd")
            case "/endless":
                self.send_response(200)
                self.end_headers()
                self.trickle(b"x" * 1000, 0.0)
            case "/slow":
                self.send_response(200)
                self.end_headers()
                self.trickle(b"x", 0.05)
            case "/silent":
                time.sleep(3)
            case "/slow-head":
                self.trickle(b"HTTP/1.0 200 OK\r\nX: ", 0.0, 1)
                self.trickle(b"y", 0.05)
            case "/short":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b"x")
            case "/garbage":
                self.wfile.write(b"\x00\xff\x00 this is no answer\r\n\r\n")
            case "/moved":
                self.moved("/good?x=1")
            case "/round":
                self.moved("/round")
            case "/elsewhere":
                self.moved(f"https://127.0.0.1:{port}/good?x=1")
            case "/plain":
                self.moved(f"http://localhost:{port}/good?x=1")
            case "/nowhere":
                self.moved("")

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def moved(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def trickle(self, piece: bytes, seconds: float, times: int = 200) -> None:
        try:
            for _ in range(times):
                self.wfile.write(piece)
                time.sleep(seconds)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class Server(http.server.ThreadingHTTPServer):
    """Quiet about clients that hang up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that hangs up is what the tests are about."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server with TLS on this machine."""
    certificate, key = server_identity()
    (folder / "both.pem").write_bytes(certificate + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    server = Server(("127.0.0.1", 0), Answers)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("tls")) as address:
        yield address


def terms(seconds: float = 0.8, largest: int = 2000, *, knows: bool = True) -> Terms:
    def context() -> ssl.SSLContext:
        made = ssl.create_default_context()
        if knows:
            made.load_verify_locations(cadata=server_identity()[0].decode())
        return made

    return Terms(seconds, largest, permits=lambda address: address in ("127.0.0.1", "::1"), context=context)


@pytest.mark.parametrize("path", ["/good?x=1", "/moved"])
def test_good_answers(server: str, path: str) -> None:
    assert fetch.fetch(server + path, terms=terms(5)) == b"a list"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "answered 404"),
        ("/broken", "answered 500"),
        ("/huge", "larger than 2,000 bytes"),
        ("/endless", "larger than 2,000 bytes"),
        ("/slow", "took longer than 0.8 s"),
        ("/silent", "took longer than 0.8 s|doesn't answer"),
        ("/slow-head", "took longer than 0.8 s"),
        ("/short", "broke off"),
        ("/garbage", "could not be fetched"),
        ("/round", "without an end"),
        ("/elsewhere", "leads to another host, 127.0.0.1"),
        ("/plain", "only plain https"),
        ("/nowhere", "without an end"),
        ("/packed", "compressed, which was not asked for"),
        ("/user", "only plain https"),
        ("/other-port", "leads to another host"),
        ("/script", "only plain https"),
    ],
)
def test_bad_answers(server: str, path: str, words: str) -> None:
    begun = time.monotonic()
    with pytest.raises(NotFetched, match=words) as caught:
        fetch.fetch(server + path, terms=terms())
    assert time.monotonic() - begun < 3
    assert "Nothing was changed" in caught.value.message


def test_addresses_that_are_not_asked(server: str) -> None:
    for address, words in (
        (server.replace("https", "http"), "only plain https"),
        ("ftp://localhost/x", "only plain https"),
        ("https://user@localhost/x", "only plain https"),
        ("https://:word@localhost/x", "only plain https"),
        ("https:///x", "only plain https"),
        ("file:///etc/passwd", "only plain https"),
        ("https://localhost:99999/x", "could not be fetched"),
    ):
        with pytest.raises(NotFetched, match=words):
            fetch.fetch(address, terms=terms())


def test_private_addresses_and_unknown_authorities_are_refused(server: str) -> None:
    with pytest.raises(NotFetched, match="not a public address"):
        fetch.fetch(server + "/good?x=1")
    with pytest.raises(NotFetched, match="certificate is not valid"):
        fetch.fetch(server + "/good?x=1", terms=terms(5, knows=False))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("185.199.108.133", True),
        ("2606:50c0:8000::154", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:185.199.108.133", True),
        ("::127.0.0.1", False),
        ("::", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::185.199.108.133", True),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::1", False),
        ("2002:b9c7:6c85::1", True),
        ("2001:0:1::1", False),
        ("fec0::1", False),
        ("ff0e::1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("198.18.0.1", False),
    ],
)
def test_public_addresses(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "017700000001", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_no_way_of_writing_this_machine_leads_to_it(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system's library reads such hosts."""

    def read(host: str, *_: object, **__: object) -> list[Any]:
        return _places(host if ":" in host else socket.inet_ntoa(socket.inet_aton(host)))

    monkeypatch.setattr(socket, "getaddrinfo", read)
    with pytest.raises(NotFetched, match="not a public address"):
        fetch.fetch(f"https://{host}/x", terms=Terms(2.0))


def _places(*addresses: str) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection is tried, not even to the public one of its addresses."""

    def nowhere(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: _places("185.199.108.133", "10.0.0.1"))
    monkeypatch.setattr(socket.socket, "connect", nowhere)
    with pytest.raises(NotFetched, match="not a public address"):
        fetch.fetch("https://both.example/x", terms=Terms(2.0))


def test_a_name_is_looked_up_once_for_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked is what is connected to: a name that changes its address between (rebinding) gains nothing."""
    answers = iter([_places("185.199.108.133"), _places("127.0.0.1")])
    tried: list[object] = []

    def connect(_: object, place: object) -> None:
        tried.append(place)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(NotFetched, match="no network"):
        fetch.fetch("https://turning.example/x", terms=Terms(2.0))
    assert tried == [("185.199.108.133", 443)]
    with pytest.raises(NotFetched, match="not a public address"):
        fetch.fetch("https://turning.example/x", terms=Terms(2.0))


def test_a_question_may_have_a_narrower_bound(server: str) -> None:
    with pytest.raises(NotFetched, match="larger than 5 bytes"):
        fetch.ask(Question(server + "/good?x=1", largest=5), terms=terms(5))


@pytest.mark.parametrize("value", ["se\ncret", "secr\u201cet"])
def test_what_was_to_be_sent_is_never_repeated_in_an_error(server: str, value: str) -> None:
    """Python's own words for a header that can't be sent repeat its value."""
    with pytest.raises(NotFetched, match="characters that can't be sent") as caught:
        fetch.ask(Question(server + "/good?x=1", headers=(("X-Key", value),)), terms=terms(5))
    assert "secr" not in caught.value.message
    assert "secr" not in caught.value.reason
