"""What sound notes become."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Case, DateKind, MatchKind, OutsideCheck, Person, WebLink
from generator.scan import scan
from tests.scan.support.folders import JPEG, folder


def read(tmp_path: Path, text: str | bytes, **files: str | bytes) -> Case:
    content = folder(tmp_path, {"a-case/case.md": text, "a-case/picture.jpg": JPEG, **files})
    return next(case for case in scan(content).cases if case.path == "a-case/case.md")


def test_title_alone_is_enough(tmp_path: Path) -> None:
    case = read(tmp_path, "---\ntitle: The bridge stands\n---\n\n# Text\n\nMore.\n")
    assert (case.slug, case.title, case.language, case.body) == (
        "a-case",
        "The bridge stands",
        "en",
        "# Text\n\nMore.",
    )
    assert case.claim is None
    assert case.rating is None
    assert case.published == ""


def test_short_forms_mean_the_same_as_long_ones(tmp_path: Path) -> None:
    text = """---
title: A case
claim: It fell
authors: A. Writer
reviewers: [B. Reader, {name: C. Checker, url: https://example.org/c}]
sources:
  - https://example.org/a
  - {url: "https://example.org/b", title: B}
tags: flood
---
"""
    case = read(tmp_path, text)
    assert case.claim is not None
    assert case.claim.text == "It fell"
    assert case.authors == (Person("A. Writer"),)
    assert case.reviewers == (Person("B. Reader"), Person("C. Checker", "https://example.org/c"))
    assert case.sources == (WebLink("https://example.org/a"), WebLink("https://example.org/b", "B"))
    assert case.tags == ("flood",)


def test_checks_by_others_are_read_and_sorted(tmp_path: Path) -> None:
    text = """---
title: A case
outside_checks:
  - what: SynthID, in Google's app
    result: No mark was found.
    who: The desk
    when: 2026-02-01
    url: https://example.org/
  - {what: TrustMark, result: None., who: B. Reader, when: 2026-01}
---
"""
    assert read(tmp_path, text).outside_checks == (
        OutsideCheck("TrustMark", "None.", "B. Reader", "2026-01"),
        OutsideCheck(
            "SynthID, in Google's app", "No mark was found.", "The desk", "2026-02-01", "https://example.org/"
        ),
    )


DATES = {
    "2019": "2019",
    "'2019'": "2019",
    "2019-03": "2019-03",
    "2019-03-14": "2019-03-14",
    "2019-03-14 08:00": "2019-03-14T08:00",
    "2019-03-14t08:00:00z": "2019-03-14T08:00:00Z",
    "2019-03-14 08:00:00.5 +05:30": "2019-03-14T08:00:00.5+05:30",
}


@pytest.mark.parametrize("written", DATES)
def test_dates_keep_their_precision(tmp_path: Path, written: str) -> None:
    case = read(tmp_path, f"---\ntitle: A case\nclaim: {{text: x, date: {written}}}\n---\n")
    assert case.claim is not None
    assert case.claim.date == DATES[written]


def test_what_looks_like_a_number_stays_the_text_that_was_typed(tmp_path: Path) -> None:
    case = read(tmp_path, "---\ntitle: 007\nquestion: 12:30:45\nsummary: 1_000\ndisclaimer: 0x1F\n---\n")
    assert (case.title, case.question, case.summary, case.disclaimer) == ("007", "12:30:45", "1_000", "0x1F")


@pytest.mark.parametrize("written", ["[48.2085, 16.373]", "48.2085, 16.373", "{list}"])
def test_a_claimed_position_is_two_numbers(tmp_path: Path, written: str) -> None:
    written = written.replace("{list}", "\n    - 48.2085\n    - +16.373")
    case = read(tmp_path, f"---\ntitle: A case\nclaim:\n  text: It fell\n  event_position: {written}\n---\n")
    assert case.claim is not None
    assert case.claim.event_position == (48.2085, 16.373)


def test_fields_left_empty_are_as_if_not_there(tmp_path: Path) -> None:
    text = "---\ntitle: A case\nclaim:\nrating:\npublished: ~\nauthors:\npictures:\n - file: picture.jpg\n   alt:\n---\n"
    case = read(tmp_path, text)
    assert (case.claim, case.rating, case.published, case.authors) == (None, None, "", ())


def test_windows_line_ends_and_byte_order_mark_are_fine(tmp_path: Path) -> None:
    case = read(
        tmp_path, b"\xef\xbb\xbf---\r\ntitle: A case\r\nsummary: |\r\n  One\r\n  Two\r\n---\r\nText\r\n"
    )
    assert (case.title, case.summary, case.body) == ("A case", "One\nTwo", "Text")


def test_direction_marks_that_are_closed_again_are_kept(tmp_path: Path) -> None:
    words = "قال \u2068Example\u2069 ذلك"
    assert read(tmp_path, f"---\ntitle: {words}\n---\n").title == words


def test_sightings_come_oldest_first_and_corrections_newest_first(tmp_path: Path) -> None:
    text = """---
title: A case
published: 2020-01-01
sightings:
  - {publisher: C, date: 2019-03-14T10:00:00+02:00}
  - {publisher: D, date: 2020}
  - {publisher: B, date: 2019-03-14T07:30:00Z, date_kind: archived, match: part of it}
  - {publisher: A, date: 2018-12}
corrections:
  - {date: 2020-02-01, text: First}
  - {date: 2020-03-01, text: Second, kind: update}
---
"""
    case = read(tmp_path, text)
    assert [item.publisher for item in case.sightings] == ["A", "B", "C", "D"]
    assert case.sightings[1].date_kind is DateKind.ARCHIVED
    assert case.sightings[1].match is MatchKind.CROPPED
    assert [item.text for item in case.corrections] == ["Second", "First"]


def test_rating_carries_the_definition_of_the_site(tmp_path: Path) -> None:
    site = "ratings: [{key: odd, name: Odd, definition: Hard to say., shape: dash, tone: mixed, value: 2}]\n"
    case = read(tmp_path, "---\ntitle: A case\nrating: odd\n---\n", **{"site.yaml": site})
    assert case.rating is not None
    assert (case.rating.name, case.rating.definition, case.rating.shape, case.rating.value) == (
        "Odd",
        "Hard to say.",
        "dash",
        2,
    )


def test_related_cases_are_named_by_slug_even_when_written_by_alias(tmp_path: Path) -> None:
    other = "---\ntitle: Other\nslug: new-name\naliases: [old-name]\n---\n"
    text = "---\ntitle: A case\nrelated: [old-name, new-name]\n---\n"
    case = read(tmp_path, text, **{"other/case.md": other})
    assert case.related == ("new-name",)


def test_cases_come_newest_first_and_the_date_is_the_newest_of_all(tmp_path: Path) -> None:
    content = scan(
        folder(
            tmp_path,
            {
                "b/case.md": "---\ntitle: B\npublished: 2020-01-01\nupdated: 2020-05-06T07:08:09Z\n---\n",
                "a/case.md": "---\ntitle: A\n---\n",
                "c/case.md": "---\ntitle: C\npublished: 2020-03-01\n---\n",
                "d/case.md": "---\ntitle: D\npublished: 2020-01-01\ncorrections: [{date: 2020-06-07, text: x}]\n---\n",
            },
        )
    )
    assert [case.slug for case in content.cases] == ["c", "b", "d", "a"]
    assert content.date == "2020-06-07"


@pytest.mark.parametrize(
    ("folder_name", "slug"),
    [
        ("Flood Photo_2019", "flood-photo-2019"),
        ("Überschwemmung", "uberschwemmung"),
        ("洪水", "case-65b61b8b"),
    ],
)
def test_slug_comes_from_the_folder(tmp_path: Path, folder_name: str, slug: str) -> None:
    content = scan(folder(tmp_path, {f"{folder_name}/case.md": "---\ntitle: A case\n---\n"}))
    assert content.cases[0].slug == slug


def test_a_case_in_the_content_folder_itself_takes_its_slug_from_the_title(tmp_path: Path) -> None:
    content = scan(folder(tmp_path, {"case.md": "---\ntitle: The bridge stands\n---\n", "a/b.jpg": JPEG}))
    assert content.cases[0].slug == "the-bridge-stands"
    assert content.exhibits[0].case == "the-bridge-stands"


NOTICES = {
    "published: 2020-01-01": "picture.jpg has no text for readers who can't see it",
    "published: 2020-01-01\nrating: altered": "rated, but no claim is given",
    "published: 2020-01-01\nrating: altered\nclaim: x": "rated, but without a summary",
    "question: x": "no day of publication",
    "sources: [https://example.org/]": "no archived copy",
    "sightings: [{url: https://example.org/, date: 2019}]": "no archived copy",
    "claim: {text: x, links: [https://example.org/]}": "no archived copy",
    "published: 2020-01-02\ncorrections: [{date: 2020-01-01, text: x}]": "corrected before it was published",
}


@pytest.mark.parametrize("fields", NOTICES)
def test_what_is_worth_mending_is_a_notice_and_no_error(tmp_path: Path, fields: str) -> None:
    content = scan(
        folder(tmp_path, {"a/case.md": f"---\ntitle: A case\n{fields}\n---\n", "a/picture.jpg": JPEG})
    )
    assert NOTICES[fields] in [notice.problem for notice in content.notices]


def test_a_complete_case_has_no_notices(tmp_path: Path) -> None:
    text = """---
title: A case
published: 2020-01-01
pictures: [{file: picture.jpg, alt: A bridge}]
---
"""
    assert scan(folder(tmp_path, {"a/case.md": text, "a/picture.jpg": JPEG})).notices == ()
