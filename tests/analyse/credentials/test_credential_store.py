"""The store's JSON is hostile: wrong types, circles, floods and control characters never raise and stay bounded."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyse.credentials import claims, integrity
from generator.analyse.credentials.store import MAX_ACTIONS, MAX_MANIFESTS, chain, parse, source_type
from generator.analyse.credentials.text import clean, quoted
from tests.analyse.credentials.building import manifest, store


def test_circle_ends() -> None:
    plain = store(a=manifest(("b", "parentOf")), b=manifest(("a", "parentOf"), ("b", "componentOf")))
    assert [step.manifest.label for step in chain(parse(plain))] == ["a", "b"]


def test_long_chain_is_walked_to_its_end() -> None:
    labels = ["a", *(f"m{number:03}" for number in range(120))]
    plain = store(
        **{
            here: manifest((there, "parentOf"))
            for here, there in zip(labels, [*labels[1:], "gone"], strict=True)
        }
    )
    steps = chain(parse(plain))
    assert [step.manifest.label for step in steps] == labels
    assert all(step.is_lineage for step in steps)
    assert len(steps[-1].relationships) == 120


def test_everyone_an_ingredient_of_everyone() -> None:
    labels = ["a", *(f"m{number}" for number in range(40))]
    plain = store(**{label: manifest(*((other, "componentOf") for other in labels)) for label in labels})
    assert len(chain(parse(plain))) == 41


def test_a_parent_is_told_from_a_component_with_the_same_manifest() -> None:
    plain = store(a=manifest(("b", "componentOf"), ("b", "parentOf")), b=manifest())
    assert chain(parse(plain))[1].is_lineage


def test_flood_is_bounded_and_the_rest_counted() -> None:
    plain = store(
        **{f"m{number:04}": {} for number in range(MAX_MANIFESTS + 50)},
        a=manifest(actions=[{"action": "c2pa.edited"}] * (MAX_ACTIONS + 10)),
    )
    read = parse(plain)
    assert len(read.manifests) == MAX_MANIFESTS
    assert read.left_out == 51
    active = read.manifest("a")
    assert active is not None
    assert len(active.actions) == MAX_ACTIONS
    assert active.more_actions == 10


def test_order_of_the_library_does_not_matter() -> None:
    forward = store(a=manifest(("c", "parentOf"), ("b", "parentOf")), b=manifest(), c=manifest())
    backward = {**forward, "manifests": dict(reversed(forward["manifests"].items()))}
    assert parse(forward) == parse(backward)


def test_a_declaration_behind_three_hundred_steps_is_found() -> None:
    actions = [{"action": "c2pa.edited"}] * 300 + [
        {"action": "c2pa.edited", "digitalSourceType": "x/trainedAlgorithmicMedia"}
    ]
    read = parse(store(a=manifest(actions=actions)))
    found = claims.actions_finding(read)
    assert found is not None
    assert (found.measure("count"), found.measure("shown")) == (301, claims.SHOWN_ACTIONS)
    assert [item.code for item in claims.origin_findings(read)] == ["credentials.ai-generated"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "active_manifest", "manifests", "a", "assertions", "label", "data", "actions", "ingredients", "title",
                    "validation_results", "activeManifest", "ingredientDeltas", "failure", "code", "signature_info",
                    "softwareAgent", "softwareAgentIndex", "validation_status", "thumbnail", "claim_generator_info",
                    "DigitalSourceType", "digitalSourceType", "author",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JUNK)
def test_any_json_is_survived(plain: Any) -> None:
    read = parse(plain)
    integrity.integrity_finding(integrity.check(read), read)
    integrity.broken_ingredients(read)
    integrity.status_finding(read)
    claims.origin_findings(read)
    claims.actions_finding(read)
    claims.author_finding(read)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("line\nbreak\t and   more", "line break and more"),
        ("left\u202eright", "leftright"),
        ("\ud800x\ufeff", "x"),
        ("x" * 500, "x" * 159 + "…"),
        (None, ""),
        (True, ""),
        ({"a": 1}, ""),
        (12, "12"),
    ],
)
def test_text_is_made_safe(raw: object, shown: str) -> None:
    assert clean(raw) == shown


def test_quotation_marks_cannot_be_closed_from_inside() -> None:
    assert quoted("a” said nobody “b") == "“a' said nobody 'b”"


@pytest.mark.parametrize(
    "address",
    [
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/",
        "trainedAlgorithmicMedia",
    ],
)
def test_source_type_with_and_without_scheme_and_slash(address: str) -> None:
    assert source_type(address) == "trainedAlgorithmicMedia"
