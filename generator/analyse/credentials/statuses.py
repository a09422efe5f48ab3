"""What every status code of the C2PA specification means, and the named rules that turn codes into answers.

The library's own summary (`Valid`, `Invalid`, `Trusted`) is never used: without a trust list it calls genuine credentials
invalid, and it changes between versions. Each rule below reads codes alone (C2PA 2.2, clause 15.2.2 lists them).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.analyse.credentials.store import Status


@dataclass(frozen=True, slots=True)
class Meaning:
    """One status code in plain words."""

    code: str
    """The specification's name."""
    kind: str
    """`success`, `informational` or `failure`, as the specification files it."""
    words: str
    """What it says, for a reader."""
    clause: str
    """Where the check is described in the C2PA specification 2.x."""


def _meanings(kind: str, clause: str, words: dict[str, str]) -> tuple[Meaning, ...]:
    return tuple(Meaning(code, kind, text, clause) for code, text in words.items())


SUCCESS, INFORMATIONAL, FAILURE = "success", "informational", "failure"
CLAIM, SIGNATURE, TIME_STAMP, REVOCATION = "§15.6", "§15.7", "§15.8", "§15.9"
ASSERTIONS, INGREDIENTS, CONTENT, TRUST, GENERAL = "§15.10", "§15.11", "§15.12", "§14.4", "§15.2"

MEANINGS: dict[str, Meaning] = {
    meaning.code: meaning
    for meaning in (
        *_meanings(
            SUCCESS,
            SIGNATURE,
            {
                "claimSignature.validated": "The signature fits the statement: nobody changed the statement since.",
                "claimSignature.insideValidity": "The signature falls within the certificate's period, or can't be "
                "shown to lie outside it.",
            },
        ),
        *_meanings(
            SUCCESS, TRUST, {"signingCredential.trusted": "The signer's certificate is on the trust list."}
        ),
        *_meanings(
            SUCCESS,
            REVOCATION,
            {"signingCredential.ocsp.notRevoked": "The certificate had not been withdrawn."},
        ),
        *_meanings(
            SUCCESS,
            TIME_STAMP,
            {
                "timeStamp.validated": "A time stamp fits the signature.",
                "timeStamp.trusted": "The library accepts the time-stamp service.",
            },
        ),
        *_meanings(
            SUCCESS,
            ASSERTIONS,
            {
                "assertion.hashedURI.match": "This part of the credential is as it was when it was signed.",
                "assertion.accessible": "A part stored elsewhere could be read.",
            },
        ),
        *_meanings(
            SUCCESS,
            CONTENT,
            {
                "assertion.dataHash.match": "The file's bytes are those that were signed.",
                "assertion.bmffHash.match": "The file's boxes are those that were signed.",
                "assertion.boxesHash.match": "The file's segments are those that were signed.",
                "assertion.collectionHash.match": "The files of the collection are those that were signed.",
            },
        ),
        *_meanings(
            SUCCESS,
            INGREDIENTS,
            {
                "ingredient.manifest.validated": "The ingredient's credential is the one that was added.",
                "ingredient.claimSignature.validated": "The ingredient's signature is the one that was added.",
            },
        ),
        *_meanings(
            INFORMATIONAL,
            CONTENT,
            {
                "assertion.dataHash.additionalExclusionsPresent": "The signature leaves out more bytes than usual; "
                "those could be changed unnoticed.",
                "assertion.bmffHash.additionalExclusionsPresent": "The signature leaves out more boxes than usual; "
                "those could be changed unnoticed.",
                "assertion.boxesHash.additionalExclusionsPresent": "The signature leaves out more segments than usual; "
                "those could be changed unnoticed.",
            },
        ),
        *_meanings(
            INFORMATIONAL,
            REVOCATION,
            {
                "signingCredential.ocsp.skipped": "Whether the certificate was withdrawn was not asked: this works "
                "offline.",
                "signingCredential.ocsp.inaccessible": "Whether the certificate was withdrawn could not be asked.",
                "signingCredential.ocsp.unknown": "Nobody could say whether the certificate was withdrawn.",
            },
        ),
        *_meanings(
            INFORMATIONAL,
            TIME_STAMP,
            {
                "timeStamp.mismatch": "The time stamp belongs to other data.",
                "timeStamp.malformed": "The time stamp is damaged.",
                "timeStamp.outsideValidity": "The time stamp was made outside its certificate's period.",
                "timeStamp.untrusted": "The time-stamp service is not on a list of accepted services.",
                "timeStamp.credentialInvalid": "The time-stamp service's certificate is not made for that use.",
                "timeOfSigning.insideValidity": "The stated time lies within the certificate's period.",
                "timeOfSigning.outsideValidity": "The stated time lies outside the certificate's period.",
            },
        ),
        *_meanings(
            INFORMATIONAL,
            INGREDIENTS,
            {
                "ingredient.unknownProvenance": "This ingredient had no credential of its own; that is normal.",
                "manifest.unknownProvenance": "The manifest names a parent without a credential.",
                "manifest.unreferenced": "A manifest lies in the file that nothing refers to.",
            },
        ),
        *_meanings(INFORMATIONAL, "§15.4", {"algorithm.deprecated": "An old algorithm was used."}),
        *_meanings(
            FAILURE,
            CLAIM,
            {
                "claim.missing": "The statement that should be signed is missing.",
                "claim.multiple": "There is more than one statement where one is allowed.",
                "claim.malformed": "The statement lacks something that it must have.",
                "claim.required.missing": "The statement lacks a required field.",
                "claim.cbor.invalid": "The statement is damaged.",
                "claim.hardBindings.missing": "Nothing ties the credential to this picture.",
                "hashedURI.missing": "The credential points at a part that isn't there.",
                "hashedURI.mismatch": "The credential points at a part that was changed.",
                "manifest.inaccessible": "The credential lies elsewhere and could not be read.",
                "manifest.multipleParents": "The picture is said to have more than one parent.",
                "manifest.update.invalid": "An update of the credential does what updates may not.",
                "manifest.update.wrongParents": "An update of the credential names the wrong parent.",
                "manifest.timestamp.invalid": "A time-stamp manifest does what it may not.",
                "manifest.timestamp.wrongParents": "A time-stamp manifest names the wrong parent.",
                "manifest.compressed.invalid": "A compressed manifest is damaged.",
            },
        ),
        *_meanings(
            FAILURE,
            SIGNATURE,
            {
                "claimSignature.missing": "The signature is missing.",
                "claimSignature.mismatch": "The signature does not fit the statement: one of them was changed.",
                "claimSignature.outsideValidity": "The signature was made outside the certificate's period.",
                "signingCredential.invalid": "The certificate lacks a property that the check asks for. Without a "
                "trust list's own rules this also happens to genuine certificates.",
                "signingCredential.expired": "The certificate's period is over, and no time stamp proves that the "
                "signature is older. The picture is not altered by that.",
            },
        ),
        *_meanings(
            FAILURE,
            TRUST,
            {
                "signingCredential.untrusted": "The certificate is not on a trust list. When no list was given, that "
                "says nothing.",
            },
        ),
        *_meanings(FAILURE, REVOCATION, {"signingCredential.ocsp.revoked": "The certificate was withdrawn."}),
        *_meanings(
            FAILURE,
            ASSERTIONS,
            {
                "assertion.hashedURI.mismatch": "This part of the credential was changed after signing.",
                "assertion.missing": "A part that was signed is missing.",
                "assertion.undeclared": "A part was added that was not signed.",
                "assertion.inaccessible": "A part lies elsewhere and was not read.",
                "assertion.outsideManifest": "A part belongs to another manifest.",
                "assertion.notRedacted": "A part that should have been removed is still there.",
                "assertion.selfRedacted": "The credential removes a part of itself, which is not allowed.",
                "assertion.required.missing": "A required part is missing.",
                "assertion.json.invalid": "A part is damaged.",
                "assertion.cbor.invalid": "A part is damaged.",
                "assertion.action.malformed": "The list of steps breaks the rules.",
                "assertion.action.ingredientMismatch": "A step names an ingredient that isn't there.",
                "assertion.action.redacted": "The list of steps was removed, which is not allowed.",
                "assertion.action.redactionMismatch": "A step names a removal that can't be found.",
                "assertion.action.softBindingMissing": "A step names a watermark record that can't be found.",
                "assertion.cloud-data.hardBinding": "What ties the credential to the picture lies elsewhere, which is "
                "not allowed.",
                "assertion.cloud-data.actions": "The list of steps lies elsewhere, which is not allowed.",
                "assertion.cloud-data.malformed": "A reference to a part elsewhere is damaged.",
                "assertion.external-reference.malformed": "A reference to a part elsewhere is damaged.",
                "assertion.metadata.disallowed": "A part holds metadata fields that are not allowed there.",
                "assertion.timestamp.malformed": "A stored time stamp is damaged.",
                "assertion.ingredient.malformed": "The record of an ingredient breaks the rules.",
            },
        ),
        *_meanings(
            FAILURE,
            CONTENT,
            {
                "assertion.dataHash.mismatch": "The file's bytes are not those that were signed.",
                "assertion.bmffHash.mismatch": "The file's boxes are not those that were signed.",
                "assertion.boxesHash.mismatch": "The file's segments are not those that were signed.",
                "assertion.collectionHash.mismatch": "The files of the collection are not those that were signed.",
                "assertion.dataHash.malformed": "The record of the signed bytes is damaged.",
                "assertion.bmffHash.malformed": "The record of the signed boxes is damaged.",
                "assertion.boxesHash.malformed": "The record of the signed segments is damaged.",
                "assertion.collectionHash.malformed": "The record of the signed collection is damaged.",
                "assertion.boxesHash.unknownBox": "The file has a segment that the signed record doesn't know.",
                "assertion.collectionHash.incorrectFileCount": "The collection has another number of files.",
                "assertion.collectionHash.invalidURI": "The collection names a file that is not allowed.",
                "assertion.dataHash.redacted": "What tied the credential to the picture was removed.",
                "assertion.hardBinding.redacted": "What tied the credential to the picture was removed.",
                "assertion.multipleHardBindings": "More than one record ties the credential to the picture.",
            },
        ),
        *_meanings(
            FAILURE,
            INGREDIENTS,
            {
                "ingredient.hashedURI.mismatch": "An ingredient's record was changed.",
                "ingredient.manifest.missing": "An ingredient's credential is missing.",
                "ingredient.manifest.mismatch": "An ingredient's credential was changed since it was added.",
                "ingredient.claimSignature.missing": "An ingredient's signature is missing.",
                "ingredient.claimSignature.mismatch": "An ingredient's signature was changed since it was added.",
            },
        ),
        *_meanings(
            FAILURE,
            GENERAL,
            {
                "algorithm.unsupported": "An algorithm was used that can't be checked here.",
                "general.error": "Something else went wrong while checking.",
            },
        ),
    )
}


def meaning(code: str) -> Meaning:
    """The code's meaning; one that this version doesn't know is shown as such and counts as nothing."""
    return MEANINGS.get(code) or Meaning(code, "unknown", "This version does not know this code.", GENERAL)


class Answer(StrEnum):
    """Answer of a rule."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


BINDING_MATCHES = frozenset(code for code in MEANINGS if code.endswith("Hash.match"))
BINDING_DIFFERS = frozenset(code for code in MEANINGS if code.endswith("Hash.mismatch")) | {
    "assertion.collectionHash.incorrectFileCount"
}
UNCHECKABLE_RANGE = ("exclusion", "out of range", "overflow")
SIGNATURE_FAILS = frozenset(
    {
        "claimSignature.mismatch",
        "claimSignature.missing",
        "claim.missing",
        "claim.cbor.invalid",
        "claim.multiple",
    }
)
PARTS_DIFFER = frozenset(
    {
        "assertion.hashedURI.mismatch",
        "assertion.missing",
        "assertion.undeclared",
        "assertion.outsideManifest",
        "hashedURI.mismatch",
        "hashedURI.missing",
        "ingredient.manifest.mismatch",
        "ingredient.claimSignature.mismatch",
        "ingredient.hashedURI.mismatch",
    }
)
INGREDIENT_BROKEN = SIGNATURE_FAILS | PARTS_DIFFER | BINDING_DIFFERS
TRUST_ONLY = frozenset(
    {"signingCredential.untrusted", "signingCredential.expired", "signingCredential.invalid"}
)


def signature_holds(statuses: Iterable[Status]) -> Answer:
    """Rule *signature*: a failure code of the active signature wins; then `claimSignature.validated`; else unknown.

    Trust, expiry and purposes of the certificate do not count here: they say who signed, not whether it was changed.
    """
    codes = _codes(statuses)
    if any(code in SIGNATURE_FAILS and kind == FAILURE for code, kind in codes):
        return Answer.NO
    return Answer.YES if ("claimSignature.validated", SUCCESS) in codes else Answer.UNKNOWN


def content_matches(statuses: Iterable[Status]) -> Answer:
    """Rule *binding*: does a hash that covers the picture's bytes match?

    Codes of the active manifest count; only when it has none (an update manifest has no binding of its own) those of
    its ingredients. A signed byte range that reaches outside the file is *unknown*, as some cameras wrote wrong ones.
    """
    items = tuple(statuses)
    own = [item for item in items if not item.ingredient and item.code in BINDING_MATCHES | BINDING_DIFFERS]
    found = own or [item for item in items if item.code in BINDING_MATCHES | BINDING_DIFFERS]
    differing = [item for item in found if item.code in BINDING_DIFFERS]
    if differing:
        wrong_range = all(
            any(word in item.explanation.casefold() for word in UNCHECKABLE_RANGE) for item in differing
        )
        return Answer.UNKNOWN if wrong_range else Answer.NO
    return Answer.YES if found else Answer.UNKNOWN


def parts_match(statuses: Iterable[Status]) -> Answer:
    """Rule *parts*: are the parts that the signed statement lists (actions, ingredients …) those that were signed?"""
    codes = _codes(statuses)
    if any(code in PARTS_DIFFER and kind == FAILURE for code, kind in codes):
        return Answer.NO
    return Answer.YES if ("assertion.hashedURI.match", SUCCESS) in codes else Answer.UNKNOWN


def _codes(statuses: Iterable[Status]) -> frozenset[tuple[str, str]]:
    return frozenset((item.code, item.kind) for item in statuses if not item.ingredient)
