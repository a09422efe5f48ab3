"""The named rules read codes alone; every code the library can give has words."""

from __future__ import annotations

import pytest

from generator.analyse.credentials import claims, integrity, signer
from generator.analyse.credentials.reader import Certificate, Reading
from generator.analyse.credentials.statuses import (
    MEANINGS,
    Answer,
    content_matches,
    meaning,
    parts_match,
    signature_holds,
)
from generator.analyse.credentials.store import Status, Store, chain, parse
from tests.analyse.credentials.building import manifest, store

Y, N, U = Answer.YES, Answer.NO, Answer.UNKNOWN


def statuses(*codes: str) -> tuple[Status, ...]:
    """`+` success, `~` informational, `-` failure; `i` in front for an ingredient's."""
    kinds = {"+": "success", "~": "informational", "-": "failure"}
    return tuple(
        Status(code.removeprefix("i")[1:], kinds[code.removeprefix("i")[0]], ingredient=code.startswith("i"))
        for code in codes
    )


VALID = ("+claimSignature.validated", "+assertion.hashedURI.match", "+assertion.dataHash.match")


@pytest.mark.parametrize(
    ("codes", "signature", "parts", "binding"),
    [
        (VALID, Y, Y, Y),
        ((*VALID, "-signingCredential.untrusted"), Y, Y, Y),
        ((*VALID, "-signingCredential.expired", "-signingCredential.invalid"), Y, Y, Y),
        ((*VALID, "i-claimSignature.mismatch", "i-assertion.hashedURI.mismatch"), Y, Y, Y),
        (("-claimSignature.mismatch", "+assertion.dataHash.match"), N, U, Y),
        (("+claimSignature.validated", "-claimSignature.mismatch"), N, U, U),
        (("+claimSignature.validated", "-assertion.dataHash.mismatch"), Y, U, N),
        (("+claimSignature.validated", "+assertion.boxesHash.match"), Y, U, Y),
        (("+claimSignature.validated", "+assertion.bmffHash.match"), Y, U, Y),
        ((*VALID, "-assertion.hashedURI.mismatch"), Y, N, Y),
        ((*VALID, "-assertion.missing"), Y, N, Y),
        (("+claimSignature.validated", "i+assertion.dataHash.match"), Y, U, Y),
        (("+claimSignature.validated", "-assertion.dataHash.malformed"), Y, U, U),
        ((), U, U, U),
        (("-something.new",), U, U, U),
    ],
)
def test_rules(codes: tuple[str, ...], signature: Answer, parts: Answer, binding: Answer) -> None:
    found = statuses(*codes)
    assert (signature_holds(found), parts_match(found), content_matches(found)) == (signature, parts, binding)


def test_a_signed_range_outside_the_file_is_not_an_alteration() -> None:
    wrong = Status(
        "assertion.dataHash.mismatch", "failure", explanation="The exclusion range exceed the data length"
    )
    other = Status("assertion.dataHash.mismatch", "failure", explanation="Hashes do not match")
    assert content_matches((wrong,)) is U
    assert content_matches((other,)) is N
    assert content_matches((wrong, other)) is N


# Status codes of c2pa-rs 0.91 that a picture can meet, as its public documentation lists them.
LIBRARY_CODES = """
claimSignature.validated claimSignature.insideValidity signingCredential.trusted signingCredential.ocsp.notRevoked
timeStamp.validated timeStamp.trusted assertion.hashedURI.match assertion.dataHash.match
assertion.dataHash.additionalExclusionsPresent assertion.bmffHash.match assertion.boxesHash.match assertion.collectionHash.match
assertion.accessible ingredient.manifest.validated ingredient.unknownProvenance ingredient.claimSignature.validated
signingCredential.ocsp.skipped signingCredential.ocsp.inaccessible timeStamp.mismatch timeStamp.malformed
timeStamp.outsideValidity timeStamp.untrusted manifest.unknownProvenance manifest.unreferenced algorithm.deprecated
timeOfSigning.insideValidity claim.malformed claim.missing claim.multiple claim.hardBindings.missing
assertion.multipleHardBindings claim.required.missing claim.cbor.invalid ingredient.hashedURI.mismatch claimSignature.missing
claimSignature.mismatch manifest.inaccessible manifest.multipleParents manifest.update.invalid manifest.update.wrongParents
signingCredential.untrusted signingCredential.invalid signingCredential.ocsp.revoked signingCredential.expired
assertion.hashedURI.mismatch assertion.missing assertion.undeclared assertion.inaccessible assertion.notRedacted
assertion.selfRedacted assertion.required.missing assertion.json.invalid assertion.cbor.invalid
assertion.action.ingredientMismatch assertion.action.redacted assertion.dataHash.mismatch assertion.bmffHash.mismatch
assertion.boxesHash.mismatch assertion.boxesHash.unknownBox assertion.cloud-data.hardBinding assertion.cloud-data.actions
algorithm.unsupported general.error claimSignature.outsideValidity manifest.timestamp.invalid manifest.timestamp.wrongParents
manifest.compressed.invalid signingCredential.ocsp.unknown assertion.outsideManifest assertion.action.malformed
assertion.action.redactionMismatch assertion.dataHash.malformed assertion.dataHash.redacted assertion.bmffHash.malformed
assertion.boxesHash.malformed assertion.cloud-data.malformed assertion.collectionHash.mismatch
assertion.collectionHash.incorrectFileCount assertion.collectionHash.invalidURI assertion.collectionHash.malformed
assertion.ingredient.malformed assertion.metadata.disallowed ingredient.manifest.missing ingredient.manifest.mismatch
ingredient.claimSignature.missing ingredient.claimSignature.mismatch hashedURI.missing hashedURI.mismatch
assertion.timestamp.malformed
"""


@pytest.mark.parametrize("code", LIBRARY_CODES.split())
def test_every_code_has_words(code: str) -> None:
    found = MEANINGS[code]
    assert found.words.endswith(".")
    assert found.clause.startswith("§")
    assert found.kind in ("success", "informational", "failure")


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (VALID, "None is a failure."),
        (
            (*VALID, "-signingCredential.untrusted", "i-signingCredential.expired"),
            "none says that the picture was changed",
        ),
        ((*VALID, "-signingCredential.untrusted", "-assertion.missing"), "2 of them count as failures"),
    ],
)
def test_failures_of_the_certificate_are_told_from_others(codes: tuple[str, ...], words: str) -> None:
    assert words in integrity.status_finding(Store("a", (), statuses(*codes))).statement


def test_unknown_code_is_shown_as_unknown() -> None:
    assert meaning("vendor.new").kind == "unknown"


TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
MIXED = "https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia/"
CAMERA = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def read(plain: dict[str, object]) -> Store:
    plain["validation_results"] = {
        "activeManifest": {
            "success": [
                {"code": "claimSignature.validated"},
                {"code": "assertion.hashedURI.match"},
                {"code": "assertion.dataHash.match"},
            ]
        }
    }
    return parse(plain)


@pytest.mark.parametrize(
    ("action", "code", "weight"),
    [
        ({"digitalSourceType": AI}, "credentials.ai-generated", "AI-generated"),
        ({"digitalSourceType": MIXED}, "credentials.ai-edited", "composite"),
        ({"digitalSourceType": CAMERA}, "credentials.camera-capture", "camera"),
        ({"digitalSourceType": f"{TYPES}compositeCapture"}, "credentials.composite", "composite"),
        ({"digitalSourceType": f"{TYPES}algorithmicMedia"}, "credentials.rendered", "rendered"),
        ({"digitalSourceType": f"{TYPES}screenCapture"}, "credentials.screen-capture", "screen capture"),
        ({"description": "AI Generated Image"}, "credentials.ai-generated", "AI-generated"),
        ({"parameters": {"description": "Generated by AI"}}, "credentials.ai-generated", "AI-generated"),
    ],
)
def test_origin_in_the_active_manifest(action: dict[str, object], code: str, weight: str) -> None:
    (found,) = claims.origin_findings(read(store(a=manifest(actions=[{"action": "c2pa.created", **action}]))))
    assert (found.code, [item.value for item in found.weights]) == (code, [weight])
    assert found.measure("where") == "active manifest"
    assert signer.ANYONE in found.statement


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"},
        {"description": "Not AI generated"},
        {"description": "Removed an AI generated logo"},
        {"description": "AI-based denoising"},
    ],
)
def test_no_declaration_of_ai(action: dict[str, object]) -> None:
    found = claims.origin_findings(read(store(a=manifest(actions=[{"action": "c2pa.edited", **action}]))))
    assert not [item for item in found if item.code.startswith("credentials.ai-")]


@pytest.mark.parametrize(
    ("bonds", "source", "weight"),
    [
        (("parentOf",), AI, ["AI-generated"]),
        (("parentOf", "parentOf"), AI, ["AI-generated"]),
        (("componentOf",), AI, ["composite"]),
        (("parentOf", "componentOf"), AI, ["composite"]),
        (("inputTo",), AI, []),
        (("parentOf",), CAMERA, ["camera"]),
        (("componentOf",), CAMERA, []),
    ],
)
def test_origin_in_an_ancestor(bonds: tuple[str, ...], source: str, weight: list[str]) -> None:
    labels = ["a", "b", "c"][: len(bonds) + 1]
    manifests = {
        here: manifest((there, bond)) for here, there, bond in zip(labels, labels[1:], bonds, strict=False)
    }
    manifests[labels[-1]] = manifest(actions=[{"action": "c2pa.created", "digitalSourceType": source}])
    (found,) = claims.origin_findings(read(store(**manifests)))
    assert [item.value for item in found.weights] == weight
    assert f"ingredient “file {labels[-1]}”" in found.statement
    assert found.measure("where") == f"ingredient “file {labels[-1]}”"


def test_declaration_under_a_broken_signature_has_no_weight() -> None:
    plain = store(a=manifest(actions=[{"action": "c2pa.created", "digitalSourceType": AI}]))
    plain["validation_results"] = {"activeManifest": {"failure": [{"code": "claimSignature.mismatch"}]}}
    (found,) = claims.origin_findings(parse(plain))
    assert found.weights == ()
    assert "can't be relied on" in found.statement


@pytest.mark.parametrize("code", ["assertion.dataHash.mismatch", ""])
def test_credential_lifted_from_another_picture_has_no_weight(code: str) -> None:
    plain = store(a=manifest(actions=[{"action": "c2pa.created", "digitalSourceType": CAMERA}]))
    results = {"success": [{"code": "claimSignature.validated"}], "failure": [{"code": code}]}
    plain["validation_results"] = {"activeManifest": results}
    (found,) = claims.origin_findings(parse(plain))
    assert found.weights == ()
    assert "may be about another picture" in found.statement


def test_known_signer_is_said_by_leaving_the_warning_out() -> None:
    plain = store(a=manifest(actions=[{"action": "c2pa.created", "digitalSourceType": CAMERA}]))
    url = "self#jumbf=/c2pa/a/c2pa.signature"
    codes = ["claimSignature.validated", "assertion.dataHash.match", "signingCredential.trusted"]
    plain["validation_results"] = {
        "activeManifest": {"success": [{"code": code, "url": url} for code in codes]}
    }
    (found,) = claims.origin_findings(parse(plain))
    assert found.measure("signer_known") is True
    assert signer.ANYONE not in found.statement


def test_watermark_is_named_and_not_claimed() -> None:
    action = {"action": "c2pa.edited", "description": "Applied imperceptible SynthID watermark."}
    found = claims.watermark_finding(read(store(a=manifest(actions=[action]))))
    assert found is not None
    assert "SynthID" in found.statement
    assert "was not looked for" in found.statement
    assert claims.watermark_finding(read(store(a=manifest(actions=[{"action": "c2pa.edited"}])))) is None


def test_every_source_type_with_a_finding_has_words() -> None:
    assert {value for types, _, _ in claims.KINDS for value in types} <= claims.SOURCE_WORDS.keys()


def test_source_type_in_a_metadata_assertion() -> None:
    plain = store(a=manifest())
    plain["manifests"]["a"]["assertions"].append(
        {"label": "stds.iptc", "data": {"x": [{"Iptc4xmpExt:DigitalSourceType": AI}]}}
    )
    (found,) = claims.origin_findings(read(plain))
    assert found.measure("source_type") == "trainedAlgorithmicMedia"


def test_tool_by_number_and_the_tool_that_did_it() -> None:
    actions = [
        {"action": "c2pa.opened", "digitalSourceType": AI},
        {"action": "c2pa.created", "digitalSourceType": AI, "softwareAgentIndex": 1},
        {"action": "c2pa.edited", "softwareAgentIndex": 9},
    ]
    plain = store(a=manifest(actions=actions, claim_generator="writer"))
    plain["manifests"]["a"]["assertions"][0]["data"]["softwareAgents"] = [
        {"name": "zero"},
        {"name": "Dream", "version": "2"},
    ]
    (found,) = claims.origin_findings(read(plain))
    assert found.measure("tool") == "Dream 2"


def test_recorded_failure_of_an_ingredient_is_said() -> None:
    plain = store(a=manifest(("b", "componentOf")), b=manifest())
    plain["manifests"]["a"]["ingredients"][0]["validation_status"] = [
        {"code": "claimSignature.mismatch"},
        {"code": "signingCredential.untrusted"},
    ]
    found = integrity.broken_ingredients(read(plain))
    assert found is not None
    assert [row.value for row in found.tables[0].rows] == ["claimSignature.mismatch"]
    assert integrity.broken_ingredients(read(store(a=manifest(("b", "componentOf")), b=manifest()))) is None


@pytest.mark.parametrize(
    ("ends", "kept"), [("2024-05-31T06:14:04+00:00", True), ("2049-12-31T00:00:00+00:00", False)]
)
def test_expiry_does_not_depend_on_today(ends: str, kept: bool) -> None:
    status = Status("signingCredential.expired", "failure", "self#jumbf=/c2pa/a/c2pa.signature")
    reading = Reading(
        Store("a", parse(store(a=manifest())).manifests, (status,)),
        embedded=True,
        remote_url="",
        certificate=Certificate(not_after=ends),
        endings=(("a", ends),),
        claim_digest="",
        previews=(),
    )
    assert bool(signer.without_the_day(reading).statuses) is kept


def test_steps_show_the_oldest_manifest_first() -> None:
    plain = store(
        a=manifest(("b", "parentOf"), actions=[{"action": "c2pa.edited"}]),
        b=manifest(actions=[{"action": "c2pa.created"}]),
    )
    found = claims.actions_finding(read(plain))
    assert found is not None
    assert [table.rows[0].name for table in found.tables] == ["c2pa.created", "c2pa.edited"]
    assert len(chain(read(plain))) == 2
