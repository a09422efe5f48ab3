"""One file of a trust list, with its role, tier, dates and hash.

In the field's words: trust anchors of the C2PA trust model (C2PA 2.2, clause 14.4), the time-stamp trust list, the accepted
extended key usages, and single accepted end-entity certificates.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a file is used for."""

    SIGNERS = "signers"
    TIME_STAMPS = "time-stamps"
    PURPOSES = "purposes"
    CERTIFICATES = "certificates"


ROLE_WORDS = {
    Role.SIGNERS: "authorities whose signing certificates are accepted",
    Role.TIME_STAMPS: "time-stamp services that are accepted",
    Role.PURPOSES: "purposes a signing certificate may be made for",
    Role.CERTIFICATES: "signing certificates accepted one by one",
}


class Tier(StrEnum):
    """Who keeps a list. The order is the one in which lists are named to readers."""

    OFFICIAL = "official"
    OWN = "own"
    INTERIM = "interim"


TIER_WORDS = {
    Tier.OFFICIAL: "kept by the C2PA, which checks products before they are listed",
    Tier.OWN: "kept by this publisher for signers it knows itself",
    Tier.INTERIM: "kept before the official list existed, with lighter checks, and closed since January 2026",
}


@dataclass(frozen=True, slots=True)
class TrustList:
    """One file of a trust folder."""

    file: str
    """Path in the trust folder, forward slashes."""
    role: Role
    """What it is used for."""
    tier: Tier
    """Who keeps it."""
    name: str
    """What readers are told: `C2PA trust list`."""
    sha256: str
    """64 hex digits over the file's bytes."""
    count: int
    """Certificates, or purposes, that it holds."""
    issued: str = ""
    """Day on which the list was issued, `YYYY-MM-DD`; empty when nobody said."""
    next_update: str = ""
    """Day by which a newer list is promised, `YYYY-MM-DD`; empty when nobody said."""
    source: str = ""
    """Address it was fetched from, or words of the person who put it there."""
    retrieved: str = ""
    """Day on which it was fetched."""
    data: bytes = field(default=b"", repr=False, compare=False)
    """The file's bytes."""

    @property
    def title(self) -> str:
        """Name and date: `C2PA trust list of 2026-08-05`."""
        if self.issued:
            return f"{self.name} of {self.issued}"
        return f"{self.name} fetched {self.retrieved}" if self.retrieved else f"{self.name}, undated"


def is_overdue(next_update: str, day: str) -> bool:
    """Whether a newer list was promised before `day`. Both `YYYY-MM-DD`; an unknown day never counts."""
    return bool(next_update) and bool(day) and next_update < day[:10]


def sha256_of(data: bytes) -> str:
    """64 hex digits."""
    return hashlib.sha256(data).hexdigest()


_BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----\s*([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----")
_IDENTIFIER = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]{0,38})){2,30}")


def certificates(data: bytes) -> tuple[str, ...]:
    """Every PEM certificate of a file as base64 without line breaks; blocks that aren't DER sequences are left out."""
    found = []
    for match in _BLOCK.finditer(data):
        text = b"".join(match.group(1).split())
        try:
            encoded = base64.b64decode(text, validate=True)
        except binascii.Error:
            continue
        if _is_whole(encoded):
            found.append(text.decode("ascii"))
    return tuple(found)


def _is_whole(encoded: bytes) -> bool:
    """Whether the bytes are one DER sequence of the length that it says (X.690, clause 8.1)."""
    if len(encoded) < 256 or encoded[0] != 0x30:
        return False
    count = encoded[1] & 0x7F
    return encoded[1] > 0x80 and len(encoded) == 2 + count + int.from_bytes(encoded[2 : 2 + count], "big")


def purposes(data: bytes) -> tuple[str, ...]:
    """Object identifiers, one a line; lines of words around them are comments."""
    lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
    return tuple(line for line in lines if _IDENTIFIER.fullmatch(line))


def count_of(role: Role, data: bytes) -> int:
    """How many entries a file of this role has."""
    return len(purposes(data) if role is Role.PURPOSES else certificates(data))
