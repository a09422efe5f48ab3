"""Who signed, and when: two lines apart from each other and from integrity.

A certificate carries a name that anyone can write; only a list of accepted authorities makes the name mean something.
Without such a list the issuer is *not checked*, never invalid. The time is proven only by a time stamp of a service that
is itself on a list (C2PA 2.2, clauses 14.4 and 15.8).
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from functools import lru_cache
from typing import Final

from generator.analyse.credentials.reader import Certificate, Reading, TrustLists
from generator.analyse.credentials.store import Manifest, Status, Store, label_in
from generator.analyse.credentials.text import quoted
from generator.analyse.spoken import spoken_day
from generator.model import Finding, Measurement
from generator.trust import Tier
from generator.trust.lists import TIER_WORDS, certificates

EXPIRY_REFERENCE: Final = "2026-11-01"
"""Certificates that ended before this day count as expired. A fixed day, raised with the analyzer's version, keeps the
same file and version at the same result whatever today is."""

NOT_CHECKED: Final = "not checked: no trust list"
ANYONE: Final = "Anyone can make a certificate with any name in it; this one was not compared with a list of known signers."


def issuer_finding(reading: Reading, manifest: Manifest, data: bytes, trust: TrustLists | None) -> Finding:
    """`credentials.issuer`."""
    codes = {item.code for item in reading.store.statuses if not item.ingredient}
    name = manifest.issuer or manifest.common_name
    named = (
        f"The signing certificate names {quoted(name)}." if name else "The signing certificate names nobody."
    )
    tier = tier_of(reading, manifest, data, trust)
    state, words = _trust(codes, trust, tier)
    measurements = [
        Measurement("issuer", manifest.issuer),
        Measurement("common_name", manifest.common_name),
        Measurement("serial", reading.certificate.serial or manifest.serial),
        Measurement("trust", state),
        Measurement("tier", tier.tier.value if trust and tier else ""),
        Measurement("algorithm", manifest.algorithm),
        Measurement("fingerprint", fingerprint(data, reading.certificate, manifest)),
        Measurement("authority", reading.certificate.authority),
    ]
    return Finding(
        code="credentials.issuer",
        statement=f"{named} {words}",
        measurements=tuple(item for item in measurements if item.value != ""),
        limits="A certificate says who holds the key, not that what was signed is true. Whether it was withdrawn since is not "
        "asked, as this works offline.",
    )


def _trust(codes: set[str], trust: TrustLists | None, tier: TrustLists | None) -> tuple[str, str]:
    if trust is None:
        return NOT_CHECKED, ANYONE
    if "signingCredential.ocsp.revoked" in codes:
        return "withdrawn", "That certificate was withdrawn by its issuer."
    if tier or "signingCredential.trusted" in codes:
        found = tier or trust
        whose = "Its issuer" if "signingCredential.trusted" in codes else "This very certificate"
        words = f"{whose} is on a list of known signers: {found.name}."
        if found.tier is Tier.INTERIM:
            words += f" That list was {TIER_WORDS[Tier.INTERIM]}."
        return f"on {found.name}", words
    used = "lists" if len(trust.tiers) > 1 else "list"
    return (
        f"not on {trust.name}",
        f"Its issuer is not on the {used} used here: {trust.name}. That is no sign of a fault.",
    )


def tier_of(reading: Reading, manifest: Manifest, data: bytes, trust: TrustLists | None) -> TrustLists | None:
    """The tier of lists that knows the signer: by its authority as the library found, else by the certificate itself.

    The library (0.91) takes single accepted certificates and does nothing with them, so they are compared here, by hash.
    """
    if trust is None:
        return None
    if found := reading.tier_of(manifest.label):
        return found
    own = fingerprint(data, reading.certificate, manifest)
    return next((lists for lists in trust.tiers or (trust,) if own and own in _single(lists.allowed)), None)


@lru_cache(maxsize=8)
def _single(allowed: str) -> frozenset[str]:
    """SHA-256 of every certificate of a list."""
    return frozenset(
        hashlib.sha256(base64.b64decode(text)).hexdigest() for text in certificates(allowed.encode())
    )


def time_finding(reading: Reading, manifest: Manifest, trust: TrustLists | None) -> Finding:
    """`credentials.time`."""
    own = [item for item in reading.store.statuses if not item.ingredient]
    stamp, service = time_stamp(own)
    accepted = (
        trust is not None
        and bool(trust.time_stamp_anchors)
        and any(item.code == "timeStamp.trusted" and not _is_unlisted(item) for item in own)
    )
    proven = stamp == "matches" and accepted
    expires = reading.certificate.not_after
    # The library also counts a certificate as expired when the time stamp's service can't be relied on.
    expired = _is_expired(expires, manifest.signed_at if stamp == "matches" else "") or any(
        item.code == "signingCredential.expired" for item in own
    )
    measurements = [
        Measurement("signed_at", manifest.signed_at),
        Measurement("proven", proven),
        Measurement("time_stamp", stamp),
        Measurement("time_stamp_service", service),
        Measurement("valid_from", reading.certificate.not_before),
        Measurement("expires", expires),
        Measurement("expired", expired),
    ]
    return Finding(
        code="credentials.time",
        statement=_time_statement(manifest.signed_at, stamp, service, proven, expires, expired),
        measurements=tuple(item for item in measurements if item.value != ""),
        limits="A time stamp says when the file was signed at the latest, not when the picture was taken. Times that stand in "
        "the steps are the signer's own word.",
    )


def _is_unlisted(item: Status) -> bool:
    """Whether the library accepted the time stamp without any list, as it does in credentials of version 1."""
    return item.explanation.startswith("legacy ")


def time_stamp(statuses: list[Status]) -> tuple[str, str]:
    """`matches`, `fails` or `none`, and the service's name as its certificate gives it."""
    codes = {item.code: item for item in statuses}
    if "timeStamp.validated" in codes:
        return "matches", codes["timeStamp.validated"].explanation.partition(":")[2].strip()
    failed = (
        "timeStamp.mismatch",
        "timeStamp.malformed",
        "timeStamp.outsideValidity",
        "timeStamp.credentialInvalid",
    )
    return ("fails", "") if any(code in codes for code in failed) else ("none", "")


def without_the_day(reading: Reading) -> Store:
    """The store without `signingCredential.expired` where that depends on the day of the analysis.

    The library compares a certificate without a time stamp with today. A certificate that ended before the reference day is
    expired on every day this version can run; for any later one the finding gives the date and leaves the code out.
    """
    late = {label for label, end in reading.endings if _day(end) >= EXPIRY_REFERENCE}
    kept = tuple(
        item
        for item in reading.store.statuses
        if item.code != "signingCredential.expired" or label_in(item.url) not in late
    )
    return dataclasses.replace(reading.store, statuses=kept)


def fingerprint(data: bytes, certificate: Certificate, manifest: Manifest) -> str:
    """SHA-256 of the signing certificate, found in the file by its serial number; empty when it can't be found whole.

    The library doesn't give the certificate out. A DER certificate begins `30 82`, and its serial number follows the
    version at a fixed place; the last such certificate with the signer's name belongs to the active manifest, which comes
    last in the store (clause 11.1.4.2).
    """
    try:
        serial = bytes.fromhex(
            certificate.serial.zfill(len(certificate.serial) + len(certificate.serial) % 2)
        )
    except ValueError:
        return ""
    if not 0 < len(serial) <= 21:
        return ""
    # A number whose first bit is set is stored with a zero in front.
    stored = (b"\0" if serial[0] & 0x80 else b"") + serial
    needle = b"\xa0\x03\x02\x01\x02\x02" + bytes([len(stored)]) + stored
    name = manifest.common_name.encode()
    for match in reversed(list(re.finditer(re.escape(needle), data))[:64]):
        start = match.start() - 8
        if start < 0 or data[start : start + 2] != b"\x30\x82" or data[start + 4 : start + 6] != b"\x30\x82":
            continue
        encoded = data[start : start + 4 + int.from_bytes(data[start + 2 : start + 4], "big")]
        if name in encoded:
            return hashlib.sha256(encoded).hexdigest()
    return ""


def _is_expired(expires: str, signed_at: str) -> bool:
    """Whether the certificate ended before the signing time, or before the reference day when there is none."""
    end = _day(expires)
    return bool(end) and end < (_day(signed_at) or EXPIRY_REFERENCE)


def _day(text: str) -> str:
    return text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else ""


def _time_statement(
    signed_at: str, stamp: str, service: str, proven: bool, expires: str, expired: bool
) -> str:
    by = f" by {quoted(service)}" if service else ""
    if stamp == "matches" and signed_at:
        told = "proves" if proven else "says"
        first = (
            f"A time stamp{by} {told} that the file was signed on {spoken_day(_day(signed_at)) or signed_at}."
        )
        if not proven:
            first += " Who runs that service was not compared with a list."
    elif stamp == "fails":
        first = "The time stamp does not fit the signature, so nothing proves when the file was signed."
    else:
        first = "There is no time stamp, so nothing proves when the file was signed."
    if not expired:
        return first
    return (
        f"{first} The signing certificate ended on {spoken_day(_day(expires))}: a signature made before and one made "
        "after can't be told apart. That does not mean that the picture was altered."
        if stamp != "matches" or _day(signed_at) <= _day(expires)
        else f"{first} That is after the signing certificate had ended on {spoken_day(_day(expires))}."
    )
