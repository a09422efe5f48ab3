"""Parts in several corners are what a filter leaves; one corner, or one part over two, is not."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzers import pixels_double_quantization
from generator.analyse.coefficients import coefficients
from generator.analyse.grid.votes import luminance
from generator.analyse.quantization.corners import in_corners
from generator.analyse.quantization.examine import examine, examine_lossless
from generator.analyse.quantization.regions import Part
from generator.simulate.jpeg_file import encode
from generator.simulate.noise import Array
from tests.analyse.quantization.histories import DONOR, opened, photograph, saved

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
        ((UPPER_LEFT, part(552, 416)), (True, True)),
        ((UPPER_LEFT, part(544, 416)), (False, False)),
        ((UPPER_LEFT, part(560, 400)), (False, False)),
        ((part(16, 16), part(544, 16)), (False, False)),
    ],
    ids=[
        "nothing",
        "one corner",
        "two corners and the middle",
        "two on one side",
        "two parts in one corner",
        "a part over two corners",
        "a sky on both sides",
        "a block from one edge",
        "two blocks from one edge",
        "two blocks from the other edge",
        "two logos",
    ],
)
def test_parts_of_several_corners(parts: tuple[Part, ...], expected: tuple[bool, ...]) -> None:
    assert in_corners(parts, SHAPE) == expected


def darkened(quality: int = 80) -> Array:
    """A picture that was saved, with its corners made darker."""
    y, x = np.mgrid[-1:1:480j, -1:1:640j]
    light = np.clip(1.3 - 0.3 * (x**2 + y**2), 0, 1)[..., None]
    pixels: Array = np.rint(saved(photograph(), quality) * light).astype(np.uint8)
    return pixels


def test_a_filter_that_darkens_the_corners_is_no_flag_and_is_named() -> None:
    picture = opened(encode(darkened(), quality=92))
    evidence = examine(coefficients(picture), picture.rgb)
    assert evidence.parts == () and len(evidence.faded) == 4
    (finding,) = pixels_double_quantization.run(picture)
    assert "corners lack the trace" in finding.statement
    assert "No other part was found" in finding.statement
    assert finding.measure("parts_in_corners") == 4
    assert [len(table.rows) for table in finding.tables if "Corners" in table.title] == [4]
    assert [figure.role for figure in finding.figures] == ["map"]
    assert finding.weights == ()


def test_what_was_put_in_elsewhere_counts_beside_dark_corners() -> None:
    pixels = darkened()
    pixels[200:280, 260:360] = photograph(DONOR, 7)[203:283, 261:361]
    picture = opened(encode(pixels, quality=92))
    earlier, parts = pixels_double_quantization.run(picture)
    assert "corners lack the trace" in earlier.statement and "No other part" not in earlier.statement
    assert earlier.figures == () and len(parts.figures) == 2
    assert parts.statement.startswith(
        "One part of the picture lacks the trace of the earlier save that the rest, apart from"
    )
    (region,) = parts.regions
    assert abs(region.x - 260) <= 8 and abs(region.y - 200) <= 8


def test_corners_and_parts_lie_right_on_a_moved_grid() -> None:
    """In a file without loss, cropped so that the first whole block of the earlier save lies at 5, 3."""
    pixels, other = np.array(saved(photograph(), 80)), photograph(DONOR, 7)
    for down, across in (
        (slice(0, 69), slice(0, 83)),
        (slice(414, 480), slice(558, 640)),
        (slice(200, 280), slice(260, 360)),
    ):
        pixels[down, across] = other[down, across]
    buffer = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[5:, 3:])).save(buffer, "PNG")
    picture = opened(buffer.getvalue())
    evidence = examine_lossless(luminance(picture.rgb), picture.rgb)
    assert evidence is not None and (evidence.x, evidence.y) == (5, 3)
    earlier, parts = pixels_double_quantization.run(picture)
    assert earlier.measure("parts_in_corners") == 2
    (region,) = parts.regions
    assert (region.x - 5) % 8 == (region.y - 3) % 8 == 0
    assert abs(region.x - 257) <= 8 and abs(region.y - 195) <= 8
