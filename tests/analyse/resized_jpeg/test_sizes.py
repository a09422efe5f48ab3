"""Sizes that are tried: usual ones, given ones, none too near to the picture's own or to its double."""

from __future__ import annotations

import pytest

from generator.analyse.resized_jpeg.sizes import LARGEST, MOST_PIXELS, SMALLEST, likely, near


@pytest.mark.parametrize(
    ("now", "before"),
    [((600, 450), (1000, 750)), ((560, 420), (640, 480)), ((495, 659), (541, 720)), ((533, 400), (800, 600))],
)
def test_usual_sizes_are_tried(now: tuple[int, int], before: tuple[int, int]) -> None:
    assert before in likely(now)


def test_all_sizes_keep_the_shape_and_the_range() -> None:
    now = (613, 401)
    sizes = likely(now, [0.5, 0.43, 1.7, 3.0, 0.1])
    assert len(set(sizes)) == len(sizes) > 40
    for width, height in sizes:
        assert SMALLEST <= width / 613 <= LARGEST
        assert abs(height - 401 * width / 613) <= 1
        assert abs(width / 613 - 1) > 0.01 and abs(width / 613 - 2) > 0.02


def test_sizes_near_a_hint_are_tried_one_by_one() -> None:
    assert {(side, round(side * 0.75)) for side in range(637, 646)} <= set(likely((800, 600), [0.801]))
    assert (640, 480) not in likely((800, 600))


def test_very_large_pictures_are_not_brought_back() -> None:
    assert all(width * height <= MOST_PIXELS for width, height in likely((4000, 3000)))
    assert likely((9000, 7000)) == ()


def test_neighbours_of_a_size() -> None:
    assert set(near((50, 40), 1)) == {(x, y) for x in (49, 50, 51) for y in (39, 40, 41)}
