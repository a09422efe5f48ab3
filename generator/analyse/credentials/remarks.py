"""What else the structure of a credential says: it was taken out, only added to, or shortened by a later signer.

In the field's words: a provenance address that leads nowhere (clause 11.5), update manifests (11.2.3) and redaction of
assertions (6.8). None of them is a sign of a lie: websites take credentials out, and redaction protects people.
"""

from __future__ import annotations

import re

from generator.analyse.credentials.reader import Reading
from generator.analyse.credentials.store import label_in, part_in
from generator.analyse.credentials.text import VALUE, clean, quoted
from generator.model import Finding, Measurement, Row, Table

POINTER = re.compile(rb"""dcterms:provenance\s*(?:=\s*["']([^"'<>]{1,2000})|>\s*([^<]{1,2000}))""")
"""The address of the credential in XMP, as attribute or as element."""

PART_WORDS = {
    "c2pa.actions": "steps that were taken",
    "c2pa.ingredient": "a file that it was made from",
    "c2pa.thumbnail": "a preview",
    "c2pa.hash": "what ties the credential to the picture",
    "c2pa.metadata": "camera and picture metadata",
    "c2pa.soft-binding": "a watermark or fingerprint record",
    "c2pa.training-mining": "whether machines may learn from the picture",
    "cawg.training-mining": "whether machines may learn from the picture",
    "cawg.identity": "an identity statement, not checked here",
    "cawg.metadata": "camera and picture metadata",
    "c2pa.time-stamp": "a time stamp",
    "c2pa.certificate-status": "whether the certificate was withdrawn",
    "c2pa.asset-ref": "where else the file can be found",
    "c2pa.cloud-data": "a part that lies on a server",
    "stds.schema-org.CreativeWork": "who made it",
    "stds.schema-org.ClaimReview": "a fact-check",
    "stds.exif": "camera metadata",
    "stds.iptc": "picture metadata",
}
"""Standard assertions by the beginning of their label (clause 18)."""

NOT_READ = "a part that is not read here"


def part_words(label: str) -> str:
    """What a part of a credential is, in words."""
    return next((text for start, text in PART_WORDS.items() if label.startswith(start)), NOT_READ)


def stripped_finding(packets: list[bytes]) -> Finding | None:
    """`credentials.stripped`: XMP names a credential inside the file, and there is none. `packets` are XMP as stored."""
    addresses = [
        (match.group(1) or match.group(2)).decode("utf-8", "replace")
        for packet in packets
        for match in POINTER.finditer(packet)
    ]
    inside = next((address for address in addresses if address.strip().startswith("self#jumbf")), "")
    if not inside:
        return None
    label = label_in(clean(inside, VALUE))
    return Finding(
        code="credentials.stripped",
        statement="The file's metadata name a content credential inside the file, but there is none. It was there once and was "
        "taken out, as many websites and programs do when they save a picture anew.",
        measurements=tuple(
            item
            for item in (
                Measurement("address", clean(inside, VALUE)),
                Measurement("writer", label.partition(":")[0] if not label.startswith("urn:") else ""),
            )
            if item.value
        ),
        limits="What the missing credential said can't be known from this file. Another copy may still have it. That it is "
        "missing is no sign of a manipulation.",
    )


def update_finding(reading: Reading) -> Finding | None:
    """`credentials.update`: the newest statement only adds to an earlier one."""
    labels = [label for label in sorted(reading.updates) if reading.store.manifest(label)]
    if not labels:
        return None
    is_active = reading.store.active in labels
    return Finding(
        code="credentials.update",
        statement=(
            "The newest statement in the credential only adds to an earlier one. It can't change the picture, and what ties "
            "the credential to the picture stands in the earlier one."
            if is_active
            else "The history holds a statement that only adds to an earlier one, without a change of the picture."
        ),
        measurements=(Measurement("count", len(labels)), Measurement("newest", is_active)),
        limits="What was added is the word of whoever signed the addition, who may be somebody else than the first signer.",
    )


def redacted_finding(reading: Reading) -> Finding | None:
    """`credentials.redacted`: parts of earlier statements that a later signer says were removed."""
    if not reading.redacted:
        return None
    titles = {
        item.manifest: item.title
        for manifest in reading.store.manifests
        for item in manifest.ingredients
        if item.manifest
    }
    rows = tuple(
        Row(
            part_in(address) or address,
            part_words(part_in(address)),
            note=f"of the ingredient {quoted(title)}" if (title := titles.get(label_in(address), "")) else "",
        )
        for address in reading.redacted[:200]
    )
    count = len(reading.redacted)
    return Finding(
        code="credentials.redacted",
        statement=f"A later signer removed {count} part{'s' if count != 1 else ''} from the credential of an ingredient and "
        "says so, as the standard allows, for example to protect a person.",
        measurements=(Measurement("count", count),),
        tables=(Table("Removed parts", rows),),
        limits="What stood in a removed part can't be known from this file.",
    )
