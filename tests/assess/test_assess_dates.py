"""Dates as precise as they are known, and never more precise than that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assess.dates import Days, days, spoken

DATES = st.dates(date(2, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-03", date(2019, 3, 1), date(2019, 3, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-03-14", date(2019, 3, 14), date(2019, 3, 14)),
        ("2019-03-14T23:59:60+14:00", date(2019, 3, 14), date(2019, 3, 14)),
        ("2019-03-14 08:00", date(2019, 3, 14), date(2019, 3, 14)),
    ],
)
def test_a_date_means_all_days_that_it_may_mean(text: str, first: date, last: date) -> None:
    assert days(text) == Days(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2019-00",
        "2019-13",
        "2019-02-30",
        "2019-3-14",
        "2019:03:14",
        "2019-03-14x",
        " 2019",
        "2019\n",
        "19-03-14",
        "２０１９-03-14",
        None,
        2019,
        True,
        "2019-03-14" * 100_000,
    ],
)
def test_anything_else_is_no_date(text: object) -> None:
    assert days(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019", "2019"),
        ("2019-03", "March 2019"),
        ("2019-03-04", "4 March 2019"),
        ("2019-03-04T10:00:00Z", "4 March 2019"),
        ("0000-00-00", "0000-00-00"),
        ("last week", "last week"),
        ("", ""),
    ],
)
def test_dates_in_words(text: str, words: str) -> None:
    assert spoken(text) == words


@given(DATES)
def test_every_day_is_read_back_at_every_precision(day: date) -> None:
    iso = day.isoformat()
    for text in (iso[:4], iso[:7], iso, iso + "T12:00:00Z"):
        found = days(text)
        assert found is not None
        assert found.first <= day <= found.last
        assert not found.is_before(found)
        assert found.overlaps(found)


@given(DATES, DATES, st.integers(0, 40))
def test_before_after_and_overlapping_exclude_each_other(left: date, right: date, tolerance: int) -> None:
    one, other = Days(left, left), Days(right, right)
    ways = [
        one.is_before(other, tolerance=tolerance),
        other.is_before(one, tolerance=tolerance),
        one.overlaps(other, tolerance=tolerance),
    ]
    assert ways.count(True) == 1
    assert one.overlaps(other, tolerance=tolerance) is (abs(left - right) <= timedelta(days=tolerance))


@given(st.text(max_size=30))
def test_any_text_gives_days_or_none(text: str) -> None:
    found = days(text)
    assert found is None or found.first <= found.last
    spoken(text)


@given(st.from_regex(r"\A\d{4}(-\d{2}(-\d{2})?)?\Z"))
def test_any_digits_give_days_or_none(text: str) -> None:
    found = days(text)
    if found is None:
        assert spoken(text) == text
    else:
        assert text.isascii()
