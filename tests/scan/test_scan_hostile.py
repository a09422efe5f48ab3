"""Whatever somebody writes into a note or `site.yaml`, the answer is a value or a list of mistakes, and soon."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import codec
from generator.scan.front_matter import FrontMatter
from generator.scan.note import read_note
from generator.scan.site_file import read_site_file
from generator.scan.text import SLUG, forbidden_character, slug, visible
from generator.scan.yaml_reader import MAX_BYTES, read_yaml

SOON = settings(derandomize=True, deadline=5000, suppress_health_check=[HealthCheck.too_slow])
MORE = settings(SOON, max_examples=300)
WORDS = st.sampled_from(
    [
        "title", "claim", "pictures", "file", "date", "url", "x", ":", ": ", "- ", "\n", "\n  ", "{", "}", "[",
        "]", "&a", "*a", "!!str ", "!x", "|", ">", "'", '"', "#", "%YAML 1.1", "---", "...", "? ", "<<", "~", "yes",
        "2019-03-14", "\\", "\t", "\u2028", "\x85", "\u202e", "\ud7ff", "\U0001f600", "1e999", ".nan",
        "https://[", "@", "`", ",", "-1", "null", '"\\ud800"', '"\\UFFFFFFFF"', "0",
    ]
)  # fmt: skip
YAML_LIKE = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40).map("".join)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(YAML_LIKE)
@MORE
def test_any_text_between_the_lines_is_judged(text: str) -> None:
    _judge(f"---\n{text}\n---\nText\n".encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
@SOON
def test_any_bytes_are_judged(data: bytes) -> None:
    _judge(data)
    _judge(b"---\n" + data + b"\n---\n")
    read_site_file(data)


@given(st.dictionaries(st.sampled_from(sorted(FrontMatter.model_fields)), PLAIN, max_size=5))
@MORE
def test_any_value_in_any_field_is_judged(fields: dict[str, object]) -> None:
    _judge(f"---\n{json.dumps(fields)}\n---\n".encode("utf-8", "surrogatepass"))


@given(YAML_LIKE)
@SOON
def test_any_site_file_is_judged(text: str) -> None:
    read = read_site_file(text.encode("utf-8", "surrogatepass"))
    codec.dumps(read.settings)


@given(st.text())
@SOON
def test_slugs_are_slugs_or_nothing(text: str) -> None:
    assert slug(text) == "" or SLUG.fullmatch(slug(text))


@given(st.text())
@SOON
def test_visible_text_holds_nothing_forbidden(text: str) -> None:
    assert forbidden_character(visible(text)) == ""


LONG = {
    "brackets": "title: " + "[" * 200_000,
    "braces": "title: " + "{a: " * 60_000,
    "unknown fields": "".join(f"field{number}: x\n" for number in range(15_000)),
    "duplicates": "title: x\n" * 25_000,
    "digits": "published: " + "9" * 200_000,
    "anchors": "title: " + "&a " * 80_000,
    "dashes": "title:\n" + "- " * 100_000,
    "questions": "? " * 100_000,
    "spaces": "title: a" + " " * 200_000 + "b",
    "too much": "title: " + "x" * MAX_BYTES,
}


@pytest.mark.parametrize("name", LONG)
def test_long_and_deep_text_is_judged_soon(name: str) -> None:
    started = time.process_time()
    _, mistakes = read_note(f"---\n{LONG[name]}\n---\n".encode(), file="case.md")
    assert 1 <= len(mistakes) <= 110
    assert time.process_time() - started < 5


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_both_parsers_of_yaml_lead_to_the_same_words(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    if not hasattr(yaml, parser):
        pytest.skip(f"this installation has no {parser}")
    monkeypatch.setattr("generator.scan.yaml_reader._LOADER", getattr(yaml, parser))
    said = {
        text: (mistake.line, mistake.problem)
        for text in (
            "a: b: c",
            'a: "x\nb: y',
            "a: [x\nb: y",
            "a: {x\nb: y",
            "a:\n\tb: c",
            'a: "\\p"',
            "a: @x",
            "a: b\n c\nd",
        )
        for mistake in read_yaml(text, file="x").mistakes
    }
    assert said == {
        "a: b: c": (1, "a colon inside of text"),
        'a: "x\nb: y': (1, "quotes that are not closed"),
        "a: [x\nb: y": (1, "a list in brackets that is not closed"),
        "a: {x\nb: y": (1, "braces that are not closed"),
        "a:\n\tb: c": (2, "a tab in front of a field"),
        'a: "\\p"': (1, "a backslash that stands for nothing"),
        "a: @x": (1, "text begins with a character that has a meaning of its own"),
        "a: b\n c\nd": (3, "a line without a field's name"),
    }


def _judge(data: bytes) -> None:
    note, mistakes = read_note(data, file="case.md")
    assert note is not None or mistakes
    for mistake in mistakes:
        assert visible(str(mistake)) == str(mistake)
        assert mistake.problem
        assert mistake.remedy
    if note and not mistakes:
        assert note.fields.title
        note.fields.model_dump_json()
