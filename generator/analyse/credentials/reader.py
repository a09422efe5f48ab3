"""Asks c2pa-python about a picture, offline, and gives its answer as plain values.

The library fetches remote manifests and revocation lists by default; here every such path is shut and the list of allowed
hosts is empty. Its context must not outlive a fork, so each process builds its own. Nothing is asked, and the library is
not even imported, when the file has no trace of a credential.
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.credentials.store import MAX_MANIFESTS, Store, chain, label_in, parse
from generator.analyse.credentials.text import VALUE, clean
from generator.model import FileKind
from generator.trust import Tier, TrustList

MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.JPEG: "image/jpeg",
    FileKind.MPO: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.APNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.GIF: "image/gif",
    FileKind.TIFF: "image/tiff",
    FileKind.AVIF: "image/avif",
    FileKind.HEIC: "image/heic",
    FileKind.JXL: "image/jxl",
}
"""What the library is told; it trusts the bytes over this name."""

MAX_JSON = 32 * 1024 * 1024
"""Longest answer of the library that is read, characters."""
MAX_RESOURCE = 8 * 1024 * 1024
"""Largest preview taken out of a manifest, bytes."""


class UnreadableManifest(CouldNotCheck):
    """There is a credential, but this version of the library can't read it."""


class RemoteManifest(Exception):
    """The credential lies at an address; it was not fetched. The argument is the address."""


@dataclass(frozen=True, slots=True)
class TrustLists:
    """Certificates that a publisher accepts. Without them no issuer is called known or unknown."""

    name: str
    """What readers are told: `C2PA trust list of 2026-08-05`."""
    anchors: str
    """Root and intermediate certificates, PEM."""
    time_stamp_anchors: str = ""
    """Certificates of time-stamp services, PEM."""
    purposes: str = ""
    """Accepted extended key usages, one object identifier a line."""
    allowed: str = ""
    """Signing certificates accepted one by one, PEM."""
    tier: Tier = Tier.OWN
    """Who keeps them, when all belong to one tier."""
    tiers: tuple[TrustLists, ...] = ()
    """The same apart by tier; empty when there is nothing to tell apart."""
    files: tuple[TrustList, ...] = ()
    """The files they came from, for the page."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The active manifest's signing certificate, as far as the library shows it."""

    serial: str = ""
    """Serial number, hexadecimal."""
    not_before: str = ""
    """ISO 8601."""
    not_after: str = ""
    """ISO 8601."""
    authority: str = ""
    """Who issued the certificate: organisation and common name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything asked of the library about one file."""

    store: Store
    """Manifests and status codes."""
    embedded: bool
    """Whether the manifest lies in the file itself."""
    remote_url: str
    """Address of a further copy that the file names; it was not fetched."""
    certificate: Certificate
    """Of the active manifest."""
    endings: tuple[tuple[str, str], ...]
    """Label and end of the certificate's period of every manifest."""
    claim_digest: str
    """SHA-256 over canonical JSON of the active claim; copies of one credential share it. Empty when unknown."""
    previews: tuple[tuple[str, bytes], ...]
    """Ingredients' previews as stored, by JUMBF address. Untrusted picture files."""
    updates: frozenset[str] = frozenset()
    """Labels of update manifests: they add to an earlier one and don't cover the picture themselves (clause 11.2.3)."""
    redacted: tuple[str, ...] = ()
    """JUMBF addresses of parts of ingredients that later signers removed, as they say (clause 6.8)."""
    accepted: tuple[tuple[str, TrustLists], ...] = ()
    """Label of every manifest whose signer a tier of the trust lists knows, with that tier's lists."""

    def tier_of(self, label: str) -> TrustLists | None:
        """The first tier that knows the signer of this manifest."""
        return next((lists for found, lists in self.accepted if found == label), None)


def may_hold_manifest(data: bytes) -> bool:
    """Whether the bytes hold any trace of a credential: a JUMBF box of C2PA, or an address of one in XMP.

    Every manifest store carries the label `c2pa` in clear (clause 11.1.4.2), in all containers; only the box that holds it
    in JPEG XL may be compressed (`brob`). A hit proves nothing, a miss settles it.
    """
    return any(trace in data for trace in (b"c2pa", b"C2PA", b"provenance", b"brob"))


def read(
    data: bytes, kind: FileKind, *, trust: TrustLists | None = None, previews: int = 24
) -> Reading | None:
    """What the library says about a picture; None when it has no credential.

    Raises `RemoteManifest` when the only credential lies elsewhere, `UnreadableManifest` when it is broken.
    """
    if not may_hold_manifest(data):
        return None
    import c2pa

    try:
        reader = c2pa.Reader.try_create(
            MEDIA_TYPES[kind], io.BytesIO(data), context=_context(os.getpid(), trust)
        )
        if reader is None:
            return None
        with reader:
            reading = _reading(reader, previews)
        accepted = _accepted(reading.store, data, kind, trust) if trust else ()
        return dataclasses.replace(reading, accepted=accepted)
    except c2pa.C2paError as error:
        raise _translated(error) from error


def _reading(reader: Any, previews: int) -> Reading:
    store = parse(_json(reader.json()))
    listed = _json(reader.crjson()).get("manifests")
    reports = {
        clean(item.get("label"), VALUE): item
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict)
    }
    report = reports.get(store.active, {})
    wanted = dict.fromkeys(
        item.thumbnail for step in chain(store) for item in step.manifest.ingredients if item.thumbnail
    )
    return Reading(
        store=store,
        embedded=bool(reader.is_embedded()),
        remote_url=clean(reader.get_remote_url(), VALUE),
        certificate=_certificate(report),
        endings=tuple(
            (label, _certificate(reports[label]).not_after) for label in sorted(reports)[:MAX_MANIFESTS]
        ),
        claim_digest=_digest(report.get("claim.v2") or report.get("claim")),
        previews=tuple(
            (address, data) for address in list(wanted)[:previews] if (data := _resource(reader, address))
        ),
        updates=frozenset(label for label in reports if reports[label].get("isUpdateManifest") is True),
        redacted=tuple(
            dict.fromkeys(
                address for label in sorted(reports)[:MAX_MANIFESTS] for address in _redacted(reports[label])
            )
        ),
    )


def _accepted(
    store: Store, data: bytes, kind: FileKind, trust: TrustLists
) -> tuple[tuple[str, TrustLists], ...]:
    """Which tier knows which signer: the library says only that one does, so each is asked alone."""
    import c2pa

    known = _trusted(store)
    if not trust.tiers:
        return tuple((label, trust) for label in known)
    found = []
    for lists in trust.tiers if known else ():
        with c2pa.Reader(MEDIA_TYPES[kind], io.BytesIO(data), context=_context(os.getpid(), lists)) as reader:
            found += [(label, lists) for label in _trusted(parse(_json(reader.json())))]
    return tuple(item for item in found if item[0] in known)


def _trusted(store: Store) -> tuple[str, ...]:
    """Labels of manifests whose signer is on the lists."""
    return tuple(
        dict.fromkeys(
            label_in(item.url) for item in store.statuses if item.code == "signingCredential.trusted"
        )
    )


def _redacted(report: dict[str, Any]) -> Iterator[str]:
    claim = report.get("claim.v2") or report.get("claim")
    listed = claim.get("redacted_assertions") if isinstance(claim, dict) else None
    for address in (listed if isinstance(listed, list) else [])[:MAX_MANIFESTS]:
        if text := clean(address, VALUE):
            yield text


def _json(text: str) -> dict[str, Any]:
    if len(text) > MAX_JSON:
        raise UnreadableManifest(f"the credential is too large to be read here ({len(text)} characters)")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableManifest("the credential is nested too deeply or is not valid") from error
    return plain if isinstance(plain, dict) else {}


def _certificate(report: dict[str, Any]) -> Certificate:
    signature = report.get("signature")
    information = signature.get("certificateInfo") if isinstance(signature, dict) else None
    if not isinstance(information, dict):
        return Certificate()
    validity, issuer = information.get("validity"), information.get("issuer")
    dates = validity if isinstance(validity, dict) else {}
    names = issuer if isinstance(issuer, dict) else {}
    return Certificate(
        serial=clean(information.get("serialNumber"), 80).lower(),
        not_before=clean(dates.get("notBefore"), 40),
        not_after=clean(dates.get("notAfter"), 40),
        authority=", ".join(filter(None, (clean(names.get("O"), 80), clean(names.get("CN"), 80)))),
    )


def _digest(claim: Any) -> str:
    if not isinstance(claim, dict) or not claim:
        return ""
    import hashlib

    return hashlib.sha256(json.dumps(claim, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _resource(reader: Any, address: str) -> bytes:
    """Bytes of a preview; empty when it can't be taken out, which the ingredient's row then says."""
    import c2pa

    target = io.BytesIO()
    try:
        reader.resource_to_stream(address, target)
    except c2pa.C2paError:
        return b""
    return target.getvalue() if target.tell() <= MAX_RESOURCE else b""


def _translated(error: Exception) -> Exception:
    """The library's error as one of ours. A remote-only manifest arrives as a plain error beginning `Remote:`."""
    text = clean(str(error), 400)
    head, _, tail = text.partition(":")
    if head.strip() in ("Remote", "RemoteManifest", "RemoteManifestUrl"):
        words = [word.strip("\"'()<>,") for word in tail.split()]
        return RemoteManifest(next((word for word in words if "://" in word), tail.strip()))
    return UnreadableManifest(f"the file holds a credential that can't be read: {text}")


@lru_cache(maxsize=8)
def _context(process: int, trust: TrustLists | None) -> Any:
    """The library's context of this process: no network, no identity look-ups. `process` keeps a fork from sharing it."""
    import c2pa

    return c2pa.Context.from_dict(settings(trust))


def settings(trust: TrustLists | None) -> dict[str, Any]:
    """The library's settings."""
    plain: dict[str, Any] = {
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
        "core": {"decode_identity_assertions": False, "allowed_network_hosts": []},
    }
    if trust is not None:
        # An empty text is no empty list for the library, but one that it can't parse.
        given = {
            "trust_anchors": f"{trust.anchors}\n{trust.time_stamp_anchors}".strip(),
            "trust_config": trust.purposes.strip(),
            "allowed_list": trust.allowed.strip(),
        }
        plain["trust"] = {name: text for name, text in given.items() if text}
    return plain
