"""Saved again, enlarged, framed, cropped: what the numbers of two real files tell, and which came first by that."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image, ImageOps
from scipy.ndimage import gaussian_filter

from generator.analyse.chain import run_chain
from generator.analyse.features.placement import Placement
from generator.analyse.picture import Picture
from generator.analyse.registry import discover, selected
from generator.bench.families import CHECKS
from generator.compare.numbers import traces_of
from generator.link.clues import HARDLY_ANY
from generator.link.derivation import Derivation, derive
from generator.link.overlap import FRAMED, GOES_ON
from generator.link.part_of import Placed
from generator.link.version_facts import Version, version_of
from generator.model import Exhibit, FileKind, Report, Traces
from generator.simulate.quick import synthetic_photo
from tests.analyse.features.scenes import COPY
from tests.support.pictures import saved

WHOLE = (0.0, 0.0, 1.0, 1.0)
SAME = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def photo() -> Image.Image:
    """Without a trace of an earlier save."""
    image = Image.open(io.BytesIO(synthetic_photo(1280, 960, 5))).convert("RGB")
    return image.resize((640, 480), Image.Resampling.LANCZOS)


def grainy() -> Image.Image:
    """The same with fine detail all over."""
    grain = np.random.default_rng(5).normal(0, 14, (480, 640, 1))
    return Image.fromarray(np.clip(np.asarray(photo()) + grain, 0, 255).astype(np.uint8))


def jpeg(image: Image.Image, quality: int) -> bytes:
    return saved(image, "JPEG", quality=quality)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def version(id: str, data: bytes) -> tuple[Picture, Version]:
    kind = FileKind.JPEG if data.startswith(b"\xff\xd8") else FileKind.PNG
    sha256 = hashlib.sha256(data).hexdigest()
    picture = Picture(data, kind, sha256)
    runs = tuple(item.value for item in run_chain(picture, selected(discover(), CHECKS)))
    return picture, version_of(Exhibit(id, id, sha256, len(data), kind), Report(id, runs))


def told(
    first: bytes, second: bytes, matrix: tuple[float, float, float, float, float, float] = SAME
) -> tuple[Traces, Derivation]:
    """Of two files of which the first, `a`, lies in the second, `b`, by `matrix`."""
    (one, left), (other, right) = version("a", first), version("b", second)
    placement = Placement(50, matrix, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY)
    traces = traces_of((one, other), (left, right), placement)
    return traces, derive(Placed("a", "b", placement), left, right, traces)


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (95, 75, "saved-again"),
        (90, 60, "saved-again"),
        (60, 90, "older-compression"),
        (70, 95, "older-compression"),
    ],
)
def test_saved_again(first: int, second: int, rule: str) -> None:
    parent = jpeg(photo(), first)
    child = jpeg(opened(parent), second)
    for one, other, older in ((parent, child, "a"), (child, parent, "b")):
        _, answer = told(one, other)
        assert answer.older == older and answer.is_sure
        assert answer.clues[0].rule == f"derivation.{rule}"


def test_two_saves_with_the_same_table_cannot_be_told() -> None:
    parent = jpeg(photo(), 85)
    assert told(parent, jpeg(opened(parent), 85))[1].older == ""


def test_two_near_saves_of_one_source_cannot_be_told() -> None:
    assert told(jpeg(photo(), 85), jpeg(photo(), 83))[1].older == ""


def test_a_cropped_save_is_told_though_blocks_lie_elsewhere() -> None:
    parent = jpeg(photo(), 92)
    child = jpeg(opened(parent).crop((51, 37, 611, 457)), 70)
    matrix = (560 / 640, 0.0, 51 / 640, 0.0, 420 / 480, 37 / 480)
    traces, answer = told(child, parent, matrix)
    assert (traces.x, traces.y) == (51, 37)
    assert max(traces.edges[1]) < GOES_ON
    assert answer.older == "b"
    assert {clue.rule for clue in answer.clues} >= {"derivation.crop", "derivation.saved-again"}


@pytest.mark.parametrize(
    "way", [Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BILINEAR]
)
def test_an_enlarged_copy_is_no_origin(way: Image.Resampling) -> None:
    small = jpeg(photo().resize((400, 300), Image.Resampling.LANCZOS), 85)
    large = jpeg(opened(small).resize((640, 480), way), 90)
    answer = told(large, small)[1]
    assert answer.older == "b" and answer.is_sure
    assert answer.clues[0].rule == "derivation.enlarged"


def test_a_true_original_is_larger_with_more_detail() -> None:
    large = jpeg(photo(), 92)
    small = jpeg(opened(large).resize((400, 300), Image.Resampling.LANCZOS), 85)
    answer = told(large, small)[1]
    assert answer.older == "a"
    assert {clue.rule for clue in answer.clues} >= {"derivation.resolution", "derivation.made-smaller"}


def test_a_frame_is_no_larger_view() -> None:
    inner = jpeg(photo(), 92)
    framed = jpeg(ImageOps.expand(opened(inner), 40, (250, 20, 20)), 80)
    matrix = (640 / 720, 0.0, 40 / 720, 0.0, 480 / 560, 40 / 560)
    traces, answer = told(inner, framed, matrix)
    assert min(traces.edges[1]) >= FRAMED
    assert answer.older == "a"
    assert "derivation.crop" not in {clue.rule for clue in answer.clues}


def test_parts_that_overlap_did_not_come_from_one_another() -> None:
    one, other = photo().crop((0, 0, 480, 480)), photo().crop((160, 0, 640, 480))
    answer = told(jpeg(one, 95), jpeg(other, 70), (1.0, 0.0, -160 / 480, 0.0, 1.0, 0.0))[1]
    assert answer.older == ""
    assert "each shows something that the other lacks" in answer.statement


def test_a_save_with_nearly_the_same_table_is_never_told_the_other_way_round() -> None:
    for first, second in ((73, 68), (88, 86), (92, 89)):
        parent = jpeg(photo(), first)
        assert told(parent, jpeg(opened(parent), second))[1].older != "b"


def test_a_part_that_was_cut_out_and_enlarged_shows_no_more_detail() -> None:
    parent = jpeg(photo(), 92)
    part = opened(parent).crop((120, 80, 520, 380))
    child = jpeg(part.resize((640, 480), Image.Resampling.BICUBIC), 85)
    traces, answer = told(child, parent, (400 / 640, 0.0, 120 / 640, 0.0, 300 / 480, 80 / 480))
    assert traces.how == "part resized"
    assert answer.older == "b" and answer.is_sure
    assert answer.clues[0].rule == "derivation.crop"


def test_strong_fine_patterns_are_not_made_up_by_saves_in_between() -> None:
    for quality in (92, 70):
        parent = jpeg(grainy(), quality)
        smaller = jpeg(opened(parent).resize((430, 322), Image.Resampling.LANCZOS), 85)
        assert (told(smaller, parent)[0].right.beyond or 0.0) >= 0.02
        between = jpeg(opened(parent).resize((1056, 792), Image.Resampling.BICUBIC), 78)
        larger = jpeg(opened(between).resize((960, 720), Image.Resampling.LANCZOS), 78)
        traces = told(parent, larger)[0]
        assert traces.left.beyond is None
        assert traces.right.beyond is not None and traces.right.beyond <= HARDLY_ANY


def test_a_part_of_a_screen_that_shows_it_smaller() -> None:
    parent = jpeg(photo(), 92)
    screen = Image.new("RGB", (400, 420), (246, 246, 248))
    screen.paste(opened(parent).resize((400, 300), Image.Resampling.BILINEAR), (0, 60))
    child = jpeg(screen.crop((40, 0, 400, 420)), 75)
    matrix = (400 / 360, 0.0, -40 / 360, 0.0, 300 / 420, 60 / 420)
    traces, answer = told(parent, child, matrix)
    assert min(traces.edges[1][1], traces.edges[1][3]) >= FRAMED
    assert answer.older == "a" and answer.is_sure
    assert {clue.rule for clue in answer.clues} >= {
        "derivation.crop",
        "derivation.framed",
        "derivation.resolution",
    }


def test_fine_detail_that_a_coarse_save_in_between_took() -> None:
    parent = jpeg(photo(), 95)
    between = jpeg(ImageOps.expand(opened(parent), (0, 0, 0, 3)), 60)
    child = jpeg(opened(between).crop((0, 0, 640, 480)), 88)
    for one, other, older in ((parent, child, "a"), (child, parent, "b")):
        assert told(one, other)[1].older == older


def test_steps_of_a_save_show_in_a_resized_copy() -> None:
    """Whichever way it was resized, and with another save since."""
    parent = jpeg(grainy(), 75)
    smaller = jpeg(opened(parent).resize((570, 428), Image.Resampling.LANCZOS), 95)
    larger = jpeg(opened(parent).resize((900, 675), Image.Resampling.BICUBIC), 80)
    again = jpeg(ImageOps.expand(opened(larger), (0, 0, 0, 3)).crop((0, 0, 900, 675)), 88)
    for child in (smaller, larger, again):
        for one, other, older in ((parent, child, "a"), (child, parent, "b")):
            traces, answer = told(one, other)
            assert (traces.left.is_held, traces.right.is_held) == (older == "a", older == "b")
            assert answer.older == older and answer.is_sure
            assert "derivation.older-compression" in {clue.rule for clue in answer.clues}


def test_steps_of_a_save_show_where_blocks_lie_elsewhere() -> None:
    parent = jpeg(photo(), 75)
    child = jpeg(ImageOps.expand(opened(parent), 13, "white"), 92)
    way = (640 / 666, 0.0, 13 / 666, 0.0, 480 / 506, 13 / 506)
    traces, answer = told(parent, child, way)
    assert (traces.left.is_held, traces.right.is_held) == (True, False)
    assert answer.older == "a" and "derivation.older-compression" in {clue.rule for clue in answer.clues}


def test_copies_of_one_source_show_no_steps_of_each_other() -> None:
    one = jpeg(grainy(), 75)
    other = jpeg(grainy().resize((570, 428), Image.Resampling.LANCZOS), 75)
    traces = told(one, other)[0]
    assert not traces.left.is_held and not traces.right.is_held


@pytest.mark.parametrize(("width", "rule"), [(632, "detail-given-up"), (650, "no-more-detail")])
def test_detail_that_was_lost_does_not_come_back_with_the_size(width: int, rule: str) -> None:
    texture = gaussian_filter(np.random.default_rng(5).normal(0, 120, (480, 640, 1)), (0.9, 0.9, 0))
    parent = jpeg(
        Image.fromarray(np.clip(np.asarray(photo()) * 0.7 + 40 + texture, 0, 255).astype(np.uint8)), 92
    )
    small = jpeg(opened(parent).resize((360, 270), Image.Resampling.LANCZOS), 82)
    child = jpeg(opened(small).resize((width, round(width * 0.75)), Image.Resampling.BICUBIC), 85)
    for one, other, older in ((parent, child, "a"), (child, parent, "b")):
        answer = told(one, other)[1]
        assert answer.older == older
        assert answer.clues[0].rule == f"derivation.{rule}"


def test_a_file_without_loss_counts_as_the_save_that_it_keeps() -> None:
    parent = jpeg(photo(), 90)
    child = saved(opened(jpeg(ImageOps.expand(opened(parent), (0, 0, 0, 40), "white"), 63)), "PNG")
    matrix = (1.0, 0.0, 0.0, 0.0, 480 / 520, 0.0)
    for one, other, way, older in (
        (parent, child, matrix, "a"),
        (child, parent, (1.0, 0.0, 0.0, 0.0, 520 / 480, 0.0), "b"),
    ):
        answer = told(one, other, way)[1]
        assert answer.older == older
        assert "derivation.saved-again" in {clue.rule for clue in answer.clues}


def test_a_finer_save_after_a_coarse_one_is_no_older() -> None:
    parent = jpeg(photo(), 86)
    child = jpeg(ImageOps.expand(opened(jpeg(opened(parent), 76)), (0, 0, 0, 40), "white"), 94)
    traces, answer = told(parent, child, (1.0, 0.0, 0.0, 0.0, 480 / 520, 0.0))
    assert traces.right.before is not None and traces.right.before < 0.02 < (traces.right.missed or 0)
    assert answer.older == "a"
    assert "saved-again" in answer.clues[0].rule and "before its last save" in answer.clues[0].statement
