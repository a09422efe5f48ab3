"""Credentials that were taken out, added to or shortened; parts by name; ingredients as a tree that ends."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import itertools
import json
from typing import Any

import pytest

from generator.analyse.analyzers import credentials
from generator.analyse.credentials import ingredients, reader, remarks
from generator.analyse.credentials.integrity import check, integrity_finding
from generator.analyse.credentials.store import Status, parse
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding
from generator.simulate.signing import SETTINGS, SignedIngredient, created, demo_certificates, sign
from tests.analyse.credentials.building import manifest, picture, store

SIGNED = sign(
    picture("JPEG"), "image/jpeg", title="a.jpg", actions=[created("digitalCapture", tool="Camera")]
)
INSIDE = "self#jumbf=/c2pa/adobe:urn:uuid:1234/c2pa.claim"


def run(data: bytes, kind: FileKind = FileKind.JPEG) -> dict[str, Finding]:
    found = credentials.run(Picture(data, kind, hashlib.sha256(data).hexdigest()))
    return {item.code: item for item in found}


def with_xmp(provenance: str) -> bytes:
    """A JPEG whose XMP names a credential."""
    packet = (
        b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:dcterms="http://purl.org/dc/terms/" '
        + f'dcterms:provenance="{provenance}"'.encode()
        + b"/></rdf:RDF></x:xmpmeta>"
    )
    data = picture("JPEG")
    return data[:2] + b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet + data[2:]


def test_named_in_xmp_but_gone() -> None:
    found = run(with_xmp(INSIDE))
    assert set(found) == {"credentials.stripped"}
    assert found["credentials.stripped"].measure("writer") == "adobe"
    assert found["credentials.stripped"].weights == ()
    assert set(run(with_xmp("https://example.org/a.c2pa"))) == {"credentials.remote"}


@pytest.mark.parametrize(
    ("packet", "is_stripped"),
    [
        (f"<dcterms:provenance>\n{INSIDE}</dcterms:provenance>", True),
        (f"dcterms:provenance='{INSIDE}'", True),
        ("dcterms:provenance='https://example.org/x'", False),
        ("provenance of a painting", False),
        ("dcterms:provenance='" + "a" * 5000, False),
    ],
)
def test_forms_of_the_pointer(packet: str, is_stripped: bool) -> None:
    assert (remarks.stripped_finding([packet.encode()]) is not None) is is_stripped


def updated(redactions: list[str] | None = None) -> bytes:
    """The signed picture with one more manifest that only adds."""
    import c2pa

    plain: dict[str, Any] = {"claim_generator_info": [{"name": "editor"}], "assertions": []}
    if redactions:
        plain["redactions"] = redactions
        plain["assertions"] = [
            {
                "label": "c2pa.actions.v2",
                "data": {
                    "actions": [
                        {
                            "action": "c2pa.redacted",
                            "reason": "c2pa.PII.present",
                            "parameters": {"redacted": redactions[0]},
                        }
                    ]
                },
            }
        ]
    output = io.BytesIO()
    certificates = demo_certificates()
    with (
        c2pa.Context.from_dict(SETTINGS) as context,
        c2pa.Builder(json.dumps(plain), context=context) as builder,
    ):
        builder.set_intent(c2pa.C2paBuilderIntent.UPDATE)
        handle = c2pa.Signer.from_callback(
            certificates.key.sign, c2pa.C2paSigningAlg.ED25519, certificates.chain
        )
        with handle:
            builder.sign(handle, "image/jpeg", io.BytesIO(SIGNED), output)
    return output.getvalue()


def test_update_manifest() -> None:
    found = run(updated())
    assert found["credentials.update"].measure("newest") is True
    assert found["credentials.manifest"].measure("count") == 2
    assert found["credentials.integrity"].measure("signature") == "holds"
    assert found["credentials.integrity"].measure("content_binding") == "matches"
    assert "credentials.camera-capture" in found
    assert "credentials.update" not in run(SIGNED)


def test_removed_parts_are_named() -> None:
    reading = reader.read(SIGNED, FileKind.JPEG)
    assert reading is not None
    assert remarks.redacted_finding(reading) is None
    address = f"self#jumbf=/c2pa/{reading.store.active}/c2pa.assertions/stds.exif"
    found = remarks.redacted_finding(dataclasses.replace(reading, redacted=(address,)))
    assert found is not None
    assert (found.tables[0].rows[0].name, found.tables[0].rows[0].value) == ("stds.exif", "camera metadata")
    assert found.weights == ()


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({}, []),
        ({"claim": None}, []),
        ({"claim": {"redacted_assertions": "all"}}, []),
        (
            {"claim": {"redacted_assertions": [1, None, "self#jumbf=/c2pa/a/x"]}},
            ["1", "self#jumbf=/c2pa/a/x"],
        ),
        ({"claim.v2": {"redacted_assertions": ["a"] * 5000}}, ["a"] * 200),
    ],
)
def test_redactions_in_any_form(report: dict[str, Any], expected: list[str]) -> None:
    assert list(reader._redacted(report)) == expected


def test_the_changed_part_is_named() -> None:
    read = parse(store(a=manifest()))
    codes = (
        Status("claimSignature.validated", "success"),
        Status(
            "assertion.hashedURI.mismatch", "failure", "self#jumbf=/c2pa/a/c2pa.assertions/c2pa.actions.v2"
        ),
    )
    read = dataclasses.replace(read, statuses=codes)
    assert "after signing: steps that were taken." in integrity_finding(check(read), read).statement
    odd = dataclasses.replace(codes[1], url="self#jumbf=/c2pa/a/org.odd")
    read = dataclasses.replace(read, statuses=(codes[0], odd))
    assert integrity_finding(check(read), read).statement.endswith("after signing.")


def test_unknown_parts_are_counted() -> None:
    odd = {"label": "org.example.odd", "data": {"x": 1}}
    data = sign(
        picture("JPEG"), "image/jpeg", title="a", actions=[created("digitalCapture")], assertions=[odd]
    )
    found = run(data)["credentials.manifest"]
    assert found.measure("parts_not_read") == 1
    assert remarks.NOT_READ in {row.value for table in found.tables for row in table.rows}


def branches(plain: dict[str, Any]) -> list[tuple[str, int, bool]]:
    return [(item.ingredient.title, item.depth, item.is_repeated) for item in ingredients.tree(parse(plain))]


def test_the_tree_has_every_ingredient_at_its_place_once() -> None:
    plain = store(
        a=manifest(("b", "parentOf"), ("c", "componentOf")),
        b=manifest(("d", "componentOf"), ("", "componentOf")),
        c=manifest(("b", "parentOf")),
        d=manifest(("a", "parentOf"), ("d", "parentOf")),
    )
    assert branches(plain) == [
        ("file b", 0, False), ("file d", 1, False), ("file a", 2, True), ("file d", 2, True), ("file", 1, False),
        ("file c", 0, False), ("file b", 1, True),
    ]  # fmt: skip


def test_a_long_chain_is_drawn_to_its_bound() -> None:
    names = [f"m{number}" for number in range(150)]
    plain = {name: manifest((below, "parentOf")) for name, below in itertools.pairwise(names)}
    listed = {"active_manifest": "m0", "manifests": plain | {names[-1]: manifest()}}
    found = branches(listed)
    assert [depth for _, depth, _ in found] == list(range(149))


def test_previews_of_every_level_are_pictures_beside_their_rows() -> None:
    thumbnail = picture("JPEG", 5, (24, 24))
    inner = sign(
        picture("JPEG", 2),
        "image/jpeg",
        title="b.jpg",
        actions=[created("digitalCapture")],
        ingredients=[SignedIngredient(picture("JPEG", 3), "image/jpeg", "c.jpg", thumbnail=thumbnail)],
    )
    data = sign(
        picture("JPEG", 4),
        "image/jpeg",
        title="a.jpg",
        actions=[created("digitalCapture")],
        ingredients=[SignedIngredient(inner, "image/jpeg", "b.jpg", thumbnail=picture("JPEG", 6, (24, 24)))],
    )
    found = run(data)["credentials.ingredients"]
    rows = found.tables[0].rows
    assert [(row.name, row.depth) for row in rows] == [("b.jpg", 0), ("c.jpg", 1)]
    assert {row.figure for row in rows} == {figure.blob for figure in found.figures}
    assert len(found.figures) == 2
    assert (found.measure("levels"), found.measure("count"), found.measure("direct")) == (2, 2, 1)
