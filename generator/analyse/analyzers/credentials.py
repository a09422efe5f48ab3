"""Content credentials: the C2PA manifest in the file, read offline.

In the field's words: validates the manifest store (C2PA technical specification 2.2, clause 15) and reports integrity,
signer, time, stated actions and ingredients apart from each other. It can't show that what was signed is true, and a
file without a credential shows nothing at all. Source: C2PA specification; library c2pa-python.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, Reference
from generator.model import FileKind, Finding, Measurement

if TYPE_CHECKING:
    from generator.analyse.credentials.reader import Reading, TrustLists
    from generator.analyse.credentials.store import Store
    from generator.analyse.picture import Picture

ANALYZER = Analyzer(
    id="credentials",
    version="5",
    title="Content credentials (C2PA)",
    question="Does the file carry a signed statement about where it comes from, and does the file still fit it?",
    measures=(
        "Some cameras, editors and AI services write a signed statement into a picture: a content credential by the C2PA "
        "standard. This check reads it without asking anyone on the internet. It tests whether the signature fits the "
        "statement, whether the file is still the one that was signed, and it lists who signed, when, which steps were "
        "taken and which other pictures went in. The statements of all those other pictures are read too."
    ),
    limits=(
        "A credential proves that nothing was changed since it was signed, not that what was signed is true. Who the signer "
        "is can only be said with a list of known signers; without one that question stays open. Most websites remove "
        "credentials, so a file without one tells nothing. A broken credential often only means that the file was saved anew. "
        "Whether a certificate was withdrawn is not asked."
    ),
    applies_to=ALL_KINDS - {FileKind.BMP},
    engines=("c2pa-python", "pillow"),
    references=(
        Reference(
            "C2PA Technical Specification 2.2, 2025",
            "https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html",
        ),
        Reference("IPTC Digital Source Type vocabulary", "https://cv.iptc.org/newscodes/digitalsourcetype/"),
    ),
    parameters=(("expiry_reference", "2026-11-01"),),
    reads=("trust",),
    cost="low",
    raises_flags=True,
    nothing_means="The file carries no content credential. That means nothing: most cameras write none, and most websites "
    "strip them.",
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """Findings of the credential; empty when there is none."""
    from generator.analyse.credentials.lists import GROUP, trust_of

    return examine(picture, trust=trust_of(picture.materials_of(GROUP)))


def examine(picture: Picture, *, trust: TrustLists | None) -> tuple[Finding, ...]:
    """The same with lists of known signers."""
    from generator.analyse.credentials.reader import RemoteManifest, read

    try:
        reading = read(picture.data, picture.kind, trust=trust)
    except RemoteManifest as remote:
        return (_remote_finding(str(remote)),)
    if reading is None:
        return _without_manifest(picture)
    return _findings(picture, reading, trust)


def _findings(picture: Picture, reading: Reading, trust: TrustLists | None) -> tuple[Finding, ...]:
    from generator.analyse.credentials import claims, ingredients, integrity, remarks, signer
    from generator.analyse.credentials.lists import lists_finding

    store = signer.without_the_day(reading)
    reading = dataclasses.replace(reading, store=store)
    active = store.manifest(store.active)
    if active is None:
        return _unreadable_findings(store)
    known = (
        frozenset({active.label})
        if signer.tier_of(reading, active, picture.data, trust)
        else frozenset[str]()
    )
    found = (
        _manifest_finding(reading),
        integrity.integrity_finding(integrity.check(store), store),
        signer.issuer_finding(reading, active, picture.data, trust),
        lists_finding(trust),
        signer.time_finding(reading, active, trust),
        *claims.origin_findings(store, known),
        claims.actions_finding(store),
        claims.watermark_finding(store),
        claims.author_finding(store),
        ingredients.ingredients_finding(picture, reading),
        remarks.update_finding(reading),
        remarks.redacted_finding(reading),
        integrity.broken_ingredients(store),
        integrity.status_finding(store),
        _remote_finding(reading.remote_url) if reading.remote_url else None,
    )
    return tuple(finding for finding in found if finding is not None)


def _unreadable_findings(store: Store) -> tuple[Finding, ...]:
    """What the status codes alone say, when the manifest itself can't be shown."""
    from generator.analyse.credentials import integrity

    if not store.statuses:
        raise CouldNotCheck("the file holds a credential without a manifest that could be read")
    broken = Finding(
        code="credentials.manifest",
        statement="The file carries a content credential that is damaged, so what it says can't be shown.",
        measurements=(
            Measurement("count", len(store.manifests) + store.left_out),
            Measurement("label", store.active),
        ),
        limits="Damage may have happened by accident or on purpose; this check can't tell.",
    )
    return broken, integrity.integrity_finding(integrity.check(store), store), integrity.status_finding(store)


def _manifest_finding(reading: Reading) -> Finding:
    from generator.analyse.credentials.remarks import NOT_READ, part_words
    from generator.analyse.credentials.store import chain
    from generator.analyse.credentials.text import quoted
    from generator.model import Row, Table

    store = reading.store
    active = store.manifest(store.active)
    title, generator = (active.title, active.generator) if active else ("", "")
    count = len(store.manifests) + store.left_out
    by = f", written by {quoted(generator)}" if generator else ""
    parts = f"{count} signed statements" if count > 1 else "one signed statement"
    labels = active.assertions if active else ()
    measurements = [
        Measurement("count", count),
        Measurement("active_title", title),
        Measurement("generator", generator),
        Measurement("claim_version", active.claim_version if active else 0),
        Measurement("claim_digest", reading.claim_digest),
        Measurement("label", store.active),
        Measurement("embedded", reading.embedded),
        Measurement("parts_not_read", sum(part_words(label) == NOT_READ for label in labels)),
    ]
    return Finding(
        code="credentials.manifest",
        statement=f"The file carries a content credential{by}. It holds {parts} about this picture and what it was made from.",
        measurements=tuple(item for item in measurements if item.value != ""),
        tables=tuple(
            Table(
                "Parts of the credential: "
                + ("this file" if step.is_active else quoted(step.title or "ingredient")),
                tuple(Row(label, part_words(label)) for label in step.manifest.assertions),
            )
            for step in chain(store)[:40]
            if step.manifest.assertions
        ),
        limits="A credential is a statement with a seal. Anyone can make one; what counts is who signed and whether it holds.",
    )


def _remote_finding(address: str) -> Finding:
    return Finding(
        code="credentials.remote",
        statement="The file says that its content credential lies on a server. It was not fetched, as this works offline, so "
        "what it says was not checked.",
        measurements=(Measurement("address", address),) if address else (),
        limits="The address may be wrong, may lead to another file's credential, and asking it tells its owner who asks.",
    )


def _without_manifest(picture: Picture) -> tuple[Finding, ...]:
    """Keeps *nothing found* honest: what names a credential is said, and what can't be recognised leaves the question open."""
    from generator.analyse.containers.parts import BlobKind
    from generator.analyse.credentials.remarks import stripped_finding

    if b"c2pa" in picture.data and any(
        b"c2pa" in blob.data for blob in picture.container.all(BlobKind.JUMBF)
    ):
        raise CouldNotCheck(
            "the file holds a block of content-credential data that can't be recognised as a credential"
        )
    if b"provenance" not in picture.data:
        return ()
    stripped = stripped_finding([blob.data for blob in picture.container.all(BlobKind.XMP)])
    return (stripped,) if stripped else ()
