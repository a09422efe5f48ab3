"""Pages are made anew in every build, so making them has to be cheap."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from generator.model import DateKind, MatchKind, Sighting
from generator.render.environment import prepare
from generator.render.pages import cases, exhibits
from tests.render import sample

COUNT = 200


@pytest.mark.slow
def test_two_hundred_exhibit_pages_take_little_time() -> None:
    """About 0.35 s of one core when nothing else runs; the bound leaves room for a slow machine."""
    data = sample.site()
    first = data.exhibits[0]
    copies = tuple(replace(first, id=f"copy-{number}", case="") for number in range(COUNT))
    many = replace(
        data,
        cases=(),
        exhibits=copies,
        reports={item.id: data.reports[first.id] for item in copies},
        renditions={item.id: data.renditions[first.id] for item in copies},
        links=(),
        assessments={},
        exhibit_answers={},
        case_answers={},
        groups=(),
    )
    env = prepare(many)
    start = time.process_time()
    pages = list(exhibits.pages(many, env))
    seconds = time.process_time() - start
    print(f"{COUNT} exhibit pages in {seconds:.2f} s")
    assert len(pages) == COUNT
    assert seconds < 2.5


@pytest.mark.slow
def test_a_hundred_cases_with_two_hundred_sightings_each_take_little_time() -> None:
    """About 3 s of one core when nothing else runs."""
    data = sample.site()
    first = data.cases[0]
    seen = tuple(
        Sighting(
            f"https://site-{number}.example/",
            f"{2005 + number % 20}-0{1 + number % 9}-1{number % 9}",
            list(DateKind)[number % 6],
            caption=f"Words {number}",
            language="de",
            match=list(MatchKind)[number % 7],
        )
        for number in range(200)
    )
    slugs = [f"case-{number}" for number in range(100)]
    many = replace(
        data,
        cases=tuple(replace(first, slug=slug, path=f"{slug}/case.md", sightings=seen) for slug in slugs),
        case_answers=dict.fromkeys(slugs, data.case_answers.get(first.slug, ())),
    )
    env = prepare(many)
    start = time.process_time()
    pages = list(cases.pages(many, env))
    seconds = time.process_time() - start
    print(f"100 case pages in {seconds:.2f} s")
    assert len(pages) >= 100
    assert seconds < 15
