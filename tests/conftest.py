"""For all tests: nothing reaches another machine, and where the real pictures are."""

from __future__ import annotations

import ipaddress
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.corpora import present

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell without job control has what runs behind ignore this signal, and so would do all programs that tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]


class OutsideConnection(AssertionError):
    """A test, or the program under test, tried to reach another machine."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this test process."""
    from tests.support.chromium import chromium

    yield from chromium()


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection and every question for a name that leaves this machine, and fail the test for it.

    The failure comes at the end as well, since the program may take a refused connection for a missing network.
    """
    attempts: list[str] = []

    def refuse(address: object) -> None:
        attempts.append(repr(address))
        raise OutsideConnection(f"tried to reach {address!r}")

    def guarded(name: str) -> Any:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *arguments: Any) -> Any:
            # A datagram socket that is connected sends nothing; libraries do it to learn this machine's own address.
            is_harmless = name != "sendto" and self.type is socket.SOCK_DGRAM
            address = arguments[-1]
            if isinstance(address, tuple) and not is_harmless and not _is_here(str(address[0])):
                refuse(address)
            return original(self, *arguments)

        return call

    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        if host and not _is_here(host.decode() if isinstance(host, bytes) else str(host)):
            refuse(host)
        return resolve(host, *arguments, **options)

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(name))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    assert not attempts, f"tried to reach {', '.join(attempts)}"


def _is_here(host: str) -> bool:
    if host in ("", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real pictures with known answers, which is no part of the project."""
    return present()
