"""Was the statement or the picture changed since it was signed? Three separate answers, never one word.

`signature`: does the signature fit the signed statement. `parts`: are the listed parts those that were signed.
`content_binding`: does the hash of the picture's bytes match. None of them says who signed, or that the statement is true.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.credentials.remarks import NOT_READ, part_words
from generator.analyse.credentials.statuses import (
    FAILURE,
    INGREDIENT_BROKEN,
    PARTS_DIFFER,
    TRUST_ONLY,
    Answer,
    content_matches,
    meaning,
    parts_match,
    signature_holds,
)
from generator.analyse.credentials.store import Step, Store, chain, label_in, part_in
from generator.analyse.credentials.text import clean, quoted
from generator.model import Axis, Bearing, Finding, Integrity, Measurement, Row, Table, Weight

SIGNATURE_WORDS = {Answer.YES: "holds", Answer.NO: "fails", Answer.UNKNOWN: "unknown"}
MATCH_WORDS = {Answer.YES: "matches", Answer.NO: "differs", Answer.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Checks:
    """Answers of the three rules for the active manifest."""

    signature: Answer
    """Rule *signature*."""
    parts: Answer
    """Rule *parts*."""
    binding: Answer
    """Rule *binding*."""
    leaves_out: bool = False
    """Whether the signer left more out of the seal than the place of the credential itself."""

    @property
    def is_statement_intact(self) -> bool:
        """Whether what the credential says is what was signed."""
        return self.signature is Answer.YES and self.parts is not Answer.NO

    @property
    def is_sealed(self) -> bool:
        """Whether statement and picture are what was signed."""
        return self.is_statement_intact and self.binding is Answer.YES


def check(store: Store) -> Checks:
    """Applies the rules to a store."""
    return Checks(
        signature_holds(store.statuses),
        parts_match(store.statuses),
        content_matches(store.statuses),
        any(
            item.code.endswith("additionalExclusionsPresent") and not item.ingredient
            for item in store.statuses
        ),
    )


def integrity_finding(checks: Checks, store: Store) -> Finding:
    """`credentials.integrity`."""
    weights: tuple[Weight, ...] = ()
    if checks.is_sealed:
        weights = (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.SEALED.value),)
    elif Answer.NO in (checks.signature, checks.parts, checks.binding):
        weights = (Weight(Bearing.CONTRADICTS, Axis.INTEGRITY, Integrity.SEALED.value),)
    return Finding(
        code="credentials.integrity",
        statement=_statement(checks, store),
        weights=weights,
        measurements=(
            Measurement("signature", SIGNATURE_WORDS[checks.signature]),
            Measurement("content_binding", MATCH_WORDS[checks.binding]),
            Measurement("parts", MATCH_WORDS[checks.parts]),
            Measurement("leaves_parts_out", checks.leaves_out),
        ),
        limits="A seal that holds says that nothing was changed after signing. It does not say that what was signed is "
        "true, nor who holds the key. A broken seal does not say what was changed: saving the file anew in "
        "another program is enough.",
    )


def _statement(checks: Checks, store: Store) -> str:
    if checks.signature is Answer.NO:
        return "The signature does not fit the credential: the credential or its signature was changed after signing."
    if checks.signature is Answer.UNKNOWN:
        return "The credential's signature could not be checked here, so it is open whether anything was changed."
    if checks.parts is Answer.NO:
        return (
            "The signature holds, but a part of the credential was changed, added or removed after signing"
            f"{_which_part(store)}."
        )
    return {
        Answer.YES: "The signature holds, and the file's contents are the ones that were signed."
        + (" Some parts of the file were left out of the seal by the signer." if checks.leaves_out else ""),
        Answer.NO: "The signature holds, but the file's bytes are not the ones that were signed: the file was changed or "
        "saved anew afterwards. What was changed, this check can't say.",
        Answer.UNKNOWN: "The signature holds. Whether the picture still is the one that was signed can't be checked by this "
        "version.",
    }[checks.binding]


def _which_part(store: Store) -> str:
    """The first part that does not fit, in words that say what it is about; empty when the codes don't name it."""
    parts = [
        part_in(item.url) for item in store.statuses if not item.ingredient and item.code in PARTS_DIFFER
    ]
    named = [words for part in parts if part and (words := part_words(part)) != NOT_READ]
    return f": {named[0]}" if named else ""


def broken_ingredients(store: Store) -> Finding | None:
    """`credentials.ingredient-broken`: an ancestor's credential failed, though the file's own may be fine.

    Both what was found now and what the signer recorded when adding the ingredient count. A missing trust list, an expired
    or unusual certificate do not.
    """
    steps = chain(store)
    titles = {step.manifest.label: step.title for step in steps if not step.is_active}
    rows = [
        Row(titles.get(label, "") or label or "ingredient", item.code, note=meaning(item.code).words)
        for item in store.statuses
        if item.ingredient and item.kind == FAILURE and item.code in INGREDIENT_BROKEN
        for label in (label_in(item.url),)
    ]
    rows += [
        Row(
            item.title or "ingredient",
            status.code,
            note=meaning(status.code).words + " Recorded by the signer.",
        )
        for step in steps
        for item in step.manifest.ingredients
        for status in item.recorded
        if status.code in INGREDIENT_BROKEN
    ]
    rows = list(dict.fromkeys(rows))
    if not rows:
        return None
    names = list(dict.fromkeys(row.name for row in rows))
    return Finding(
        code="credentials.ingredient-broken",
        statement=f"The credential of an ingredient, {quoted(clean(names[0]))}, did not pass its own check. What it says about "
        "that ingredient can't be relied on.",
        measurements=(Measurement("count", len(names)), Measurement("first_code", rows[0].value)),
        tables=(Table("Failed checks of ingredients", tuple(rows[:200])),),
        limits="The ingredient's credential may have been broken before it was used; that says nothing against the picture "
        "as it was signed.",
    )


def status_finding(store: Store) -> Finding:
    """`credentials.status`: every status code with its meaning."""
    failures = sum(item.kind == FAILURE for item in store.statuses)
    return Finding(
        code="credentials.status",
        statement=f"The check gave {len(store.statuses)} results. {_failures_in_words(store)} The table says what each one "
        "means.",
        measurements=(Measurement("count", len(store.statuses)), Measurement("failures", failures)),
        tables=(
            Table(
                "Status codes of the C2PA specification",
                tuple(
                    Row(
                        item.code,
                        meaning(item.code).words,
                        raw=item.explanation,
                        note=f"{item.kind}; {'ingredient' if item.ingredient else 'this file'}; {meaning(item.code).clause}"
                        + (f"; {part}" if (part := part_in(item.url)) else ""),
                    )
                    for item in store.statuses
                ),
            ),
        ),
        limits="Codes depend on the version of the library, and those about certificates on trust lists. A failure does not by "
        "itself mean that the picture was changed.",
    )


def _failures_in_words(store: Store) -> str:
    failed = [item.code for item in store.statuses if item.kind == FAILURE]
    if not failed:
        return "None is a failure."
    if TRUST_ONLY.issuperset(failed):
        return "Those that count as failures are about the certificate only: none says that the picture was changed."
    return f"{len(failed)} of them count as failures."


def is_intact(store: Store, step: Step) -> bool:
    """Whether nothing found or recorded speaks against the statement of this manifest."""
    if step.is_active:
        return check(store).is_statement_intact
    label = step.manifest.label
    now = any(
        item.ingredient
        and item.kind == FAILURE
        and item.code in INGREDIENT_BROKEN
        and label_in(item.url) == label
        for item in store.statuses
    )
    recorded = any(
        status.code in INGREDIENT_BROKEN
        for other in store.manifests
        for item in other.ingredients
        if item.manifest == label
        for status in item.recorded
    )
    return not now and not recorded
