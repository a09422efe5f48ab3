"""Values survive being written as canonical JSON, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import codec
from generator.model import Finding, Link, LinkKind, Measurement, Outcome, Report, Run

REPORT = Report(
    "a",
    (
        Run(
            "x",
            "1",
            Outcome.FOUND,
            findings=(
                Finding(
                    "x.y",
                    "Words.",
                    measurements=(Measurement("a", 1.0), Measurement("b", True), Measurement("c", 2)),
                ),
            ),
        ),
        Run("z", "1", Outcome.NOT_APPLICABLE, "reads JPEG only"),
    ),
)


def test_bytes_are_pinned() -> None:
    assert (
        codec.dumps(Run("z", "1", Outcome.NOTHING))
        == b'{"analyzer":"z","outcome":"nothing found","version":"1"}'
    )


def test_a_value_comes_back_equal_and_of_the_same_types() -> None:
    back = codec.loads(Report, codec.dumps(REPORT))
    assert back == REPORT
    assert [type(item.value) for item in back.runs[0].findings[0].measurements] == [float, bool, int]


def test_a_missing_distance_comes_back_missing() -> None:
    link = Link(LinkKind.SAME_BYTES, "a", "b", "Same.")
    assert codec.loads(Link, codec.dumps(link)) == link


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b'{"exhibit":"a"}',
        b'{"exhibit":1,"runs":[]}',
        b'{"exhibit":"a","runs":{}}',
        b'{"exhibit":"a","runs":[],"extra":1}',
        b'{"exhibit":"a","runs":[{"analyzer":"x","version":"1","outcome":"perhaps"}]}',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(codec.MalformedValue):
        codec.loads(Report, data)


def test_numbers_that_json_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        codec.dumps(Measurement("a", float("nan")))


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_readable_json_is_that_of_the_standard_library(plain: Any) -> None:
    assert codec.readable(plain) == json.dumps(plain, indent=1, ensure_ascii=False)


def test_readable_json_has_no_numbers_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON"):
        codec.readable({"a": [float("inf")]})
