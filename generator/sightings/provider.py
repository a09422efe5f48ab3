"""What a service is: what it is asked, what leaves the machine, and how its answers are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model import Case, Exhibit, Lookups, Sighting


@dataclass(frozen=True, slots=True)
class Subject:
    """A picture of a case that a service may be asked about."""

    case: Case
    """Its case."""
    exhibit: Exhibit
    """The picture."""
    name: str
    """Its file name within the case."""
    sha1: str
    """40 hex digits over the file's bytes."""
    data: bytes
    """The file's bytes."""
    picture_url: str = ""
    """A public address at which this very picture can be had; empty when none is known."""
    lookups: Lookups = Lookups.NONE
    """What may leave the machine."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question for a service, without its key."""

    address: str
    """An https address."""
    sent: str
    """What leaves the machine, in words: `the SHA-1 check sum of the file`."""
    needs: Lookups
    """What has to be permitted."""
    method: str = "GET"
    """`GET` or `POST`."""
    media_type: str = ""
    """Of the body."""
    body: bytes = b""
    """What is posted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting as a service tells it, with the picture's own address where there is one."""

    sighting: Sighting
    """Without a comparison with our picture, unless the service compares bytes."""
    picture_url: str = ""
    """Where the sighted picture itself can be had, to compare it here."""
    sha1: str = ""
    """40 hex digits that the service gives for the bytes there; empty when it gives none."""
    screenshot_sha256: str = ""
    """64 hex digits over the screenshot as it was stored; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A service."""

    id: str
    """Name on the command line and in file names: `wayback`."""
    title: str
    """Name for readers: `Wayback Machine (web.archive.org)`."""
    finds: str
    """What it can find and what not, in one or two sentences for a person."""
    leaves: str
    """What leaves the machine, in words."""
    documentation: str
    """Where its interface is described."""
    requests: Callable[[Subject], tuple[Request, ...]]
    """The questions about one picture; none when the case gives nothing to ask with. Pure."""
    read: Callable[[Subject, bytes], tuple[Seen, ...]]
    """What an answer says; `Unreadable` when it isn't in the documented form. Pure; the subject's bytes are not at hand."""
    key: str = ""
    """Environment variable with the key that the service wants; empty when it wants none."""
    key_header: str = ""
    """Header in which the key is sent. Never part of an address, so that it can't end in a log."""
    pause: float = 1.0
    """Least seconds between two questions to it."""


class Unreadable(Exception):
    """An answer is not in the form that the service documents; says what is wrong."""
