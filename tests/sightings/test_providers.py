"""Each service's questions and answers, from fixtures in its documented form; Google's against Google's own schemas."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Case, Claim, DateKind, Lookups, MatchKind, WebLink
from generator.sightings import reading
from generator.sightings.provider import Subject, Unreadable
from generator.sightings.providers import PROVIDERS
from tests.sightings import services
from tests.support.reports import subject as picture_of

DATA = b"the bytes of a picture"
UNVERIFIED, SAME_CLAIM, PAGE = MatchKind.UNVERIFIED, MatchKind.SAME_CLAIM, MatchKind.PAGE_ONLY
COMMONS_PAGE = "https://commons.wikimedia.org/wiki/File:Street.jpg"
CLAIMS = "GoogleFactcheckingFactchecktoolsV1alpha1FactCheckedClaim"
SHA1 = hashlib.sha1(DATA, usedforsecurity=False).hexdigest()


def subject(**changes: Any) -> Subject:
    """A picture of a case with a claim, known at a public address."""
    claim = Claim(
        "A flood went through Kramgasse last night",
        event_date="2026-01-28",
        links=(WebLink("https://post.example/1"),),
    )
    case = Case("old-flood", "old-flood/case.md", "An old flood", "en", claim=claim)
    made = Subject(
        case,
        picture_of().exhibit,
        "street.jpg",
        SHA1,
        DATA,
        "https://pictures.example/street.jpg",
        Lookups.UPLOAD,
    )
    return replace(made, **changes)


ANSWERS = {
    "commons": services.COMMONS,
    "wayback": services.CDX,
    "wayback-nearest": services.AVAILABLE,
    "tineye": services.TINEYE,
    "google-vision": services.VISION,
    "fact-check-pictures": services.FACT_CHECK_PICTURES,
    "fact-check": services.FACT_CHECK_WORDS,
    "gdelt": services.GDELT,
}
"""A good answer of each."""


def test_every_service_has_an_answer_here() -> None:
    assert set(ANSWERS) == set(PROVIDERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_questions_are_https_and_hold_no_key(name: str) -> None:
    provider = PROVIDERS[name]
    requests = provider.requests(subject())
    assert requests
    for request in requests:
        assert request.address.startswith("https://")
        assert "key=" not in request.address
        assert request.sent
        assert request.needs is not Lookups.NONE
    assert bool(provider.key) is bool(provider.key_header)


@pytest.mark.parametrize(
    ("name", "url", "date", "kind", "match"),
    [
        ("commons", COMMONS_PAGE, "2019-03-14T08:00:00Z", DateKind.POSTED, UNVERIFIED),
        ("wayback", "https://pictures.example/street.jpg", "2018-01-01T00:00:00Z", DateKind.ARCHIVED, PAGE),
        ("wayback-nearest", "https://pictures.example/page", "2019-03-15T00:00:00Z", DateKind.ARCHIVED, PAGE),
        ("tineye", "https://news.example/2019/flood", "2019-04-01", DateKind.CRAWLED, UNVERIFIED),
        ("google-vision", "https://blog.example/post", "", DateKind.FOUND, UNVERIFIED),
        ("fact-check-pictures", "https://checkers.example/flood", "2026-01-30T00:00:00Z", DateKind.PUBLISHED, UNVERIFIED),
        ("fact-check", "https://checkers.example/flood", "2026-01-30T00:00:00Z", DateKind.PUBLISHED, SAME_CLAIM),
        ("gdelt", "https://paper.example/a", "2026-01-29T12:00:00Z", DateKind.CRAWLED, SAME_CLAIM),
    ],
)  # fmt: skip
def test_what_a_good_answer_says(name: str, url: str, date: str, kind: DateKind, match: MatchKind) -> None:
    seen = PROVIDERS[name].read(subject(), json.dumps(ANSWERS[name]).encode())
    first = seen[0].sighting
    assert (first.url, first.date, first.date_kind, first.match) == (url, date, kind, match)
    assert "\u202e" not in first.caption
    # A stranger's second entry with another scheme is no sighting.
    assert all(item.sighting.url.startswith("https://") for item in seen)


def test_a_capture_of_our_bytes_comes_before_an_older_one_of_others() -> None:
    digest = base64.b32encode(bytes.fromhex(SHA1)).decode()
    rows = [[cell.replace("DIGEST", digest) for cell in row] for row in services.CDX]
    (seen,) = PROVIDERS["wayback"].read(subject(), json.dumps(rows).encode())
    assert seen.sha1 == SHA1
    assert (
        seen.sighting.archive
        == "https://web.archive.org/web/20190314080000/https://pictures.example/street.jpg"
    )


def test_no_captures_and_no_results_are_no_sightings() -> None:
    for name, answer in (
        ("wayback", b""),
        ("wayback", b"[]"),
        ("wayback-nearest", b'{"url": "https://x.example", "archived_snapshots": {}}'),
        ("tineye", b'{"code": 200, "results": {"matches": []}}'),
        ("google-vision", b'{"responses": [{}]}'),
        ("fact-check", b"{}"),
        ("fact-check-pictures", b"{}"),
        ("gdelt", b"{}"),
        ("commons", b'{"query": {"allimages": []}}'),
    ):
        assert PROVIDERS[name].read(subject(), answer) == ()


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(
    "body", [b"<html>captcha</html>", b"5", b'"x"', b'{"error": {"code": 403}, "code": 403}', b"[" * 100_000]
)
def test_what_is_no_answer_is_unreadable(name: str, body: bytes) -> None:
    provider = PROVIDERS[name]
    if name == "gdelt" and body.startswith(b"{"):
        # GDELT documents no error object; one with other fields is an answer without articles.
        assert provider.read(subject(), body) == ()
        return
    with pytest.raises(Unreadable):
        provider.read(subject(), body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["query", "allimages", "results", "matches", "backlinks", "crawl_date", "backlink", "url", "responses", "webDetection",
         "pagesWithMatchingImages", "claims", "claim", "claimReview", "articles", "seendate", "archived_snapshots", "closest"]
    ), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
@given(value=_JSON)
def test_any_json_is_read_or_refused(name: str, value: Any) -> None:
    try:
        seen = PROVIDERS[name].read(subject(), json.dumps(value).encode())
    except Unreadable:
        return
    assert isinstance(seen, tuple)


def test_nothing_is_asked_with_what_the_case_lacks() -> None:
    bare = subject(case=Case("x", "x/case.md", "X", "en"), picture_url="")
    assert PROVIDERS["fact-check"].requests(bare) == ()
    assert PROVIDERS["fact-check-pictures"].requests(bare) == ()
    assert PROVIDERS["gdelt"].requests(bare) == ()
    assert PROVIDERS["wayback"].requests(bare) == ()
    assert {request.needs for request in PROVIDERS["tineye"].requests(bare)} == {Lookups.UPLOAD}
    assert {request.needs for request in PROVIDERS["google-vision"].requests(bare)} == {Lookups.UPLOAD}


def test_an_upload_holds_the_bytes_and_not_the_name() -> None:
    (request,) = PROVIDERS["tineye"].requests(subject(picture_url=""))
    assert DATA in request.body
    assert b"street" not in request.body
    (request,) = PROVIDERS["google-vision"].requests(subject(picture_url=""))
    content = json.loads(request.body)["requests"][0]["image"]["content"]
    assert base64.b64decode(content) == DATA


@pytest.mark.parametrize(
    ("document", "schema", "value"),
    [
        ("vision.v1.json", "BatchAnnotateImagesResponse", services.VISION),
        ("factchecktools.v1alpha1.json", CLAIMS + "SearchResponse", services.FACT_CHECK_WORDS),
        ("factchecktools.v1alpha1.json", CLAIMS + "ImageSearchResponse", services.FACT_CHECK_PICTURES),
    ],
)  # fmt: skip
def test_fixtures_are_as_google_documents_them(document: str, schema: str, value: Any) -> None:
    schemas = _schemas(document)
    _fits(value, schemas[schema], schemas, schema)


def test_questions_are_as_google_documents_them() -> None:
    (request,) = PROVIDERS["google-vision"].requests(subject())
    schemas = _schemas("vision.v1.json")
    _fits(
        json.loads(request.body), schemas["BatchAnnotateImagesRequest"], schemas, "BatchAnnotateImagesRequest"
    )


@pytest.mark.parametrize(
    ("name", "method"), [("fact-check", "search"), ("fact-check-pictures", "imageSearch")]
)
def test_parameters_are_as_google_documents_them(name: str, method: str) -> None:
    """Names, types and the path of every query, and that the key may travel in a header is Google's own rule for all."""
    document = _document("factchecktools.v1alpha1.json")
    documented = document["resources"]["claims"]["methods"][method]
    (request,) = PROVIDERS[name].requests(subject())
    parts = urlsplit(request.address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == document["baseUrl"] + documented["path"]
    assert documented["httpMethod"] == request.method
    for parameter, value in parse_qs(parts.query).items():
        schema = documented["parameters"][parameter]
        assert len(value) == 1
        assert value[0].isdigit() if schema["type"] == "integer" else schema["type"] == "string"


def test_the_address_of_web_detection_is_as_google_documents_it() -> None:
    document = _document("vision.v1.json")
    documented = document["resources"]["images"]["methods"]["annotate"]
    (request,) = PROVIDERS["google-vision"].requests(subject())
    assert request.address == document["baseUrl"] + documented["path"]
    assert request.method == documented["httpMethod"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # https://www.mediawiki.org/wiki/API:Allimages
        ("commons", {"action": "query", "list": "allimages", "aisha1": SHA1, "format": "json"}),
        # https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
        ("wayback", {"url": "https://pictures.example/street.jpg", "output": "json", "collapse": "digest"}),
        # https://archive.org/help/wayback_api.php
        ("wayback-nearest", {"url": "https://pictures.example/street.jpg", "timestamp": "20260128"}),
        # https://services.tineye.com/developers/tineyeapi/
        (
            "tineye",
            {"image_url": "https://pictures.example/street.jpg", "sort": "crawl_date", "order": "asc"},
        ),
        # https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/
        (
            "gdelt",
            {"mode": "artlist", "format": "json", "sort": "dateasc", "startdatetime": "20170101000000"},
        ),
    ],
)
def test_what_is_asked_has_the_documented_names(name: str, expected: dict[str, str]) -> None:
    first = PROVIDERS[name].requests(subject())[0]
    query = services.parameters(urlsplit(first.address).query)
    assert {key: query.get(key) for key in expected} == expected


def test_a_capture_of_a_picture_can_be_compared_and_one_of_a_page_can_not() -> None:
    rows = [
        services.CDX[0],
        ["20180101000000", "https://pictures.example/", "text/html", "200", "A" * 32],
    ]
    (page,) = PROVIDERS["wayback"].read(subject(), json.dumps(rows).encode())
    assert (page.picture_url, page.sha1) == ("", "")
    (picture,) = PROVIDERS["wayback"].read(
        subject(), json.dumps([*services.CDX[:1], services.CDX[2]]).encode()
    )
    assert (
        picture.picture_url
        == "https://web.archive.org/web/20180101000000id_/https://pictures.example/street.jpg"
    )


def test_languages_of_articles_become_tags() -> None:
    for name, tag in (("English", "en"), ("Norwegian", "no"), ("Klingon", ""), (5, "")):
        answer = json.loads(json.dumps(services.GDELT))
        answer["articles"][0]["language"] = name
        (seen,) = PROVIDERS["gdelt"].read(subject(), json.dumps(answer).encode())
        assert seen.sighting.language == tag


def test_when_and_by_whom_something_was_claimed_is_kept() -> None:
    (seen,) = PROVIDERS["fact-check"].read(subject(), json.dumps(services.FACT_CHECK_WORDS).encode())
    assert seen.sighting.note == "A fact-check; its rating: False. Claimed by a page on 2026-01-29."


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-02-30", ""),
        ("2024-13-01", ""),
        ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
        ("20240229235959", "2024-02-29T23:59:59Z"),
        ("20240229T240000Z", ""),
        ("0000-00-00", ""),
        ("99999-01-01", ""),
        ("\u0662\u0660\u0662\u0664-01-01", ""),
        (20240229, ""),
        ("2024-02-29T01:02:03+05:00", "2024-02-29"),
    ],
)
def test_moments_of_services(value: object, moment: str) -> None:
    assert reading.moment(value) == moment


@pytest.mark.parametrize(
    ("value", "is_kept"),
    [
        ("https://a.example/x?y#z", True),
        ("http://a.example", True),
        ("https://user@a.example/", False),
        ("https://user:word@a.example/", False),
        ("https://good.example\\@evil.example/", False),
        ("javascript:alert(1)", False),
        ("//a.example/x", False),
        ("https:///x", False),
        ("https://[::1", False),
        ("data:text/html,x", False),
        ("https://a.example/\n<script>", False),
        ({}, False),
    ],
)
def test_addresses_of_services(value: object, *, is_kept: bool) -> None:
    assert bool(reading.address(value)) is is_kept


def _document(document: str) -> dict[str, Any]:
    package = importlib.util.find_spec("googleapiclient")
    if package is None or package.origin is None:
        pytest.skip("google-api-python-client, which ships Google's schemas, is not installed")
    file = Path(package.origin).parent / "discovery_cache" / "documents" / document
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _schemas(document: str) -> dict[str, Any]:
    found: dict[str, Any] = _document(document)["schemas"]
    return found


def _fits(value: Any, schema: dict[str, Any], schemas: dict[str, Any], path: str) -> None:
    """Every field is one of the schema's and has its type; Google's own dialect of JSON Schema."""
    if reference := schema.get("$ref"):
        schema = schemas[reference]
    match schema.get("type"):
        case "object":
            assert isinstance(value, dict), path
            for name, item in value.items():
                assert name in schema["properties"], f"{path}.{name}"
                _fits(item, schema["properties"][name], schemas, f"{path}.{name}")
        case "array":
            assert isinstance(value, list), path
            for item in value:
                _fits(item, schema["items"], schemas, path)
        case "string":
            assert isinstance(value, str), path
            assert not schema.get("enum") or value in schema["enum"], path
        case "integer" | "number":
            assert isinstance(value, int | float), path
        case _:
            pytest.fail(f"{path}: a type this test doesn't know: {schema}")
