"""Pages are made anew in every build, so making them has to be cheap."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from generator.render.environment import prepare
from generator.render.pages import exhibits
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
