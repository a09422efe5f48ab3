"""Parts in several corners are what a filter leaves; one corner, or one part over two, is not."""

from __future__ import annotations

import numpy as np
import pytest

from generator.analyse.analyzers import pixels_double_quantization
from generator.analyse.coefficients import coefficients
from generator.analyse.quantization.corners import in_corners
from generator.analyse.quantization.examine import examine
from generator.analyse.quantization.regions import Part
from generator.simulate.jpeg_file import encode
from tests.analyse.quantization.histories import opened, photograph, saved

SHAPE = (480, 640)


def part(x: int, y: int, width: int = 80, height: int = 64) -> Part:
    return Part(x, y, np.ones((height // 8, width // 8), np.bool_), -9.0)


UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT = part(0, 0), part(560, 0), part(552, 408)
MIDDLE = part(280, 200)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), ()),
        ((UPPER_LEFT,), (False,)),
        ((UPPER_LEFT, MIDDLE, LOWER_RIGHT), (True, False, True)),
        ((UPPER_LEFT, UPPER_RIGHT), (True, True)),
        ((UPPER_LEFT, part(0, 16, 40, 40)), (False, False)),
        ((part(0, 0, 640, 64), LOWER_RIGHT), (False, False)),
        ((part(0, 0, 240, 240), part(400, 0, 240, 240)), (False, False)),
        ((UPPER_LEFT, part(520, 376)), (True, True)),
        ((UPPER_LEFT, part(504, 376)), (False, False)),
    ],
    ids=[
        "nothing",
        "one corner",
        "two corners and the middle",
        "two on one side",
        "two parts in one corner",
        "a part over two corners",
        "a sky on both sides",
        "hardly in the corner",
        "not in the corner",
    ],
)
def test_parts_of_several_corners(parts: tuple[Part, ...], expected: tuple[bool, ...]) -> None:
    assert in_corners(parts, SHAPE) == expected


def test_a_filter_that_darkens_the_corners_is_no_flag_and_is_named() -> None:
    y, x = np.mgrid[-1:1:480j, -1:1:640j]
    light = np.clip(1.3 - 0.3 * (x**2 + y**2), 0, 1)[..., None]
    picture = opened(encode(np.rint(saved(photograph(), 80) * light).astype(np.uint8), quality=92))
    evidence = examine(coefficients(picture), picture.rgb)
    assert evidence.parts == () and len(evidence.faded) >= 2
    (finding,) = pixels_double_quantization.run(picture)
    assert "corners lack the trace" in finding.statement
    assert finding.measure("parts_in_corners") == len(evidence.faded)
    assert finding.weights == ()
