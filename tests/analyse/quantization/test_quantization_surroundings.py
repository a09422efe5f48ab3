"""What a part's own numbers and the rest of the picture say: parts with the comb, and filters that fade, don't count."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from generator.analyse.coefficients import coefficients
from generator.analyse.picture import Picture
from generator.analyse.quantization.classes import Flags, Outline
from generator.analyse.quantization.confirming import confirmed
from generator.analyse.quantization.evidence import SILENT, UNIT, Gathered, gather
from generator.analyse.quantization.examine import (
    LEAST_EACH,
    QuantizationEvidence,
    _added,
    _joined,
    _told_by_themselves,
    examine,
    flagged,
)
from generator.analyse.quantization.own_numbers import Position, position
from generator.analyse.quantization.readings import own_reading
from generator.analyse.quantization.regions import Part
from generator.analyse.quantization.surroundings import AROUND, LEAST_EXPECTED, ends_sharply, is_even
from generator.simulate.jpeg_file import encode
from tests.analyse.quantization.histories import (
    DONOR,
    opened,
    parts_of,
    photograph,
    saved,
    spliced,
    told_nothing,
)

BOX = (slice(24, 34), slice(34, 44))
EVERYWHERE = np.ones((10, 10), np.bool_)


def part_at(x: int, y: int) -> Part:
    """240 x 160 pixels that the evidence is said to speak against."""
    return Part(x, y, np.ones((20, 30), np.bool_), -50.0)


def test_numbers_of_a_part_with_the_comb_take_back_what_its_blocks_said() -> None:
    picture = opened(encode(spliced().pixels, quality=95))
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    pasted, host = part_at(200, 144), part_at(400, 0)
    (kept,) = confirmed(gathered, (host, pasted), partial(position, reading, gathered))
    assert (kept.x, kept.y) == (pasted.x, pasted.y)
    assert kept.log_nfa == -50.0


def test_a_part_keeps_the_weaker_of_both_bounds() -> None:
    picture = opened(encode(spliced().pixels, quality=95))
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    sure = replace(part_at(200, 144), log_nfa=-1e9)
    (kept,) = confirmed(gathered, (sure,), partial(position, reading, gathered))
    assert -1e9 < kept.log_nfa < -100


def test_an_untouched_picture_has_no_part_that_its_own_numbers_confirm() -> None:
    picture = opened(encode(saved(photograph(), 80), quality=95))
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    parts = tuple(part_at(x, y) for x in (0, 200, 400) for y in (0, 160, 320))
    assert confirmed(gathered, parts, partial(position, reading, gathered)) == ()


def lacking(around: float, *, reach: int) -> tuple[Gathered, Outline]:
    """A picture with a part without the comb; blocks up to `reach` from it have `around` of the usual evidence."""
    usual = np.full((60, 80), -5 * UNIT, np.int32)
    fine = usual.copy()
    wide = tuple(slice(item.start - reach, item.stop + reach) for item in BOX)
    fine[wide] = np.rint(usual[wide] * around)
    fine[BOX] = 4 * UNIT
    clear = np.ones(fine.shape, np.bool_)
    gray = np.full(fine.shape, 128, np.uint8)
    return Gathered((), fine, -usual, usual, gray, fine, fine, clear, clear, clear), (BOX, EVERYWHERE)


@pytest.mark.parametrize(
    ("around", "reach", "even"),
    [(1.0, 20, True), (0.8, 20, True), (0.6, 20, False), (0.0, 12, False), (0.0, AROUND, True)],
)
def test_the_rest_has_the_comb_everywhere_or_not(around: float, reach: int, even: bool) -> None:
    gathered, outline = lacking(around, reach=reach)
    assert is_even(gathered, (outline,)) == even


@pytest.mark.parametrize(
    ("around", "reach", "is_sharp"),
    [(1.0, 14, True), (0.92, 14, True), (0.88, 14, False), (0.5, 6, True), (0.3, 6, False), (0.0, 3, True)],
)
def test_a_part_that_fades_out_is_no_part(around: float, reach: int, is_sharp: bool) -> None:
    gathered, outline = lacking(around, reach=reach)
    assert ends_sharply(gathered, outline, (outline,), told_nothing) == is_sharp
    assert bool(parts_of(gathered, (outline,))) == is_sharp


@pytest.mark.parametrize(
    ("range", "way", "is_sharp"), [(500, 1.0, True), (500, 0.8, False), (30, 1.0, False)]
)
def test_what_is_around_can_have_the_comb_by_its_own_numbers(range: int, way: float, is_sharp: bool) -> None:
    gathered, outline = lacking(0.5, reach=14)
    assert ends_sharply(gathered, outline, (outline,), lambda _: Position(0.0, range, way)) == is_sharp


def test_surroundings_that_hardly_say_anything_are_not_asked() -> None:
    gathered, outline = lacking(0.0, reach=14)
    weak = replace(gathered, usual=gathered.usual // 200, fine=gathered.fine // 200)
    assert ends_sharply(weak, outline, (outline,), told_nothing)


@pytest.mark.parametrize(("range", "way", "is_sharp"), [(500, 1.1, True), (500, 0.9, False), (30, 0.9, True)])
def test_the_nearest_ring_can_be_asked_first(range: int, way: float, is_sharp: bool) -> None:
    gathered, outline = lacking(1.0, reach=0)
    own = Position(0.0, range, way)
    assert ends_sharply(gathered, outline, (outline,), lambda _: own, nearest=1.0) == is_sharp


def test_other_parts_are_not_the_rest() -> None:
    gathered, outline = lacking(1.0, reach=0)
    other = (slice(0, 24), slice(52, 80)), np.ones((24, 28), np.bool_)
    gathered.fine[other[0]] = 4 * UNIT
    for is_the_rest_fine in (is_even, lambda *args: ends_sharply(args[0], outline, args[1], told_nothing)):
        assert not is_the_rest_fine(gathered, (outline,))
        assert is_the_rest_fine(gathered, (outline, other))


def test_a_part_needs_a_rest_with_the_comb() -> None:
    gathered, outline = lacking(1.0, reach=0)
    assert parts_of(gathered, (outline,))
    gathered.fine[:8, :32] = 0
    assert parts_of(gathered, (outline,)) == ()


def test_what_hardly_says_anything_is_not_asked() -> None:
    gathered, outline = lacking(0.0, reach=20)
    weak = replace(gathered, usual=gathered.usual // 6, fine=gathered.fine // 6)
    assert LEAST_EXPECTED > 64 * 5 * UNIT / 6
    assert is_even(weak, (outline,))


def test_a_part_that_fills_the_picture_leaves_no_rest() -> None:
    gathered, _ = lacking(1.0, reach=0)
    whole = (slice(0, 60), slice(0, 80)), np.ones((60, 80), np.bool_)
    assert is_even(gathered, (whole,))
    assert ends_sharply(gathered, whole, (whole,), told_nothing)


def pasted_sky(
    *, rough_left: bool = False, light: float = 1.0, sky: float = 150.0, grain: float = 1.2
) -> tuple[Picture, Flags]:
    """A rough picture, saved coarsely, with a plain sky of another one pasted in, or one with something rough on the left."""
    y, x = np.mgrid[0:480, 0:640]
    inside = ((x - 300) / 150.0) ** 2 + ((y - 220) / 110.0) ** 2 < 1
    rng = np.random.default_rng(5)
    rough = photograph().astype(np.float32) + rng.normal(0, 14, (480, 640, 1))
    rough = np.clip(light * rough, 0, 255).astype(np.uint8)
    plain = (sky + x / 20 + rng.normal(0, grain, (480, 640)))[..., None].repeat(3, axis=2)
    if rough_left:
        other = photograph(DONOR, 7).astype(np.float32) + rng.normal(0, 14, (480, 640, 1))
        plain = np.where((x < 300)[..., None], np.clip(other, 0, 255), plain)
    pixels = np.where(inside[..., None], np.rint(plain).astype(np.uint8), saved(rough, 60))
    return opened(encode(pixels, quality=95)), inside


def test_a_part_that_the_rest_tells_nothing_of_is_told_by_its_own_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture, inside = pasted_sky()
    monkeypatch.setattr("generator.analyse.quantization.examine.bound_by_rest", lambda *_, **__: np.inf)
    evidence = examine(coefficients(picture), picture.rgb)
    found = flagged(evidence, picture.rgb)
    assert 2 * (found & inside).sum() / (found.sum() + inside.sum()) > 0.9
    assert evidence.gathered.smooth is evidence.gathered.bare
    untouched = opened(encode(saved(photograph(), 80), quality=95))
    assert examine(coefficients(untouched), untouched.rgb).parts == ()


def test_a_plain_part_that_is_the_brightest_of_a_dark_picture_is_not_taken_for_clipped() -> None:
    picture, inside = pasted_sky(light=0.7, sky=170.0, grain=0.6)
    assert np.percentile(picture.rgb[~inside], 99) < np.median(picture.rgb[inside])
    found = flagged(examine(coefficients(picture), picture.rgb), picture.rgb)
    assert 2 * (found & inside).sum() / (found.sum() + inside.sum()) > 0.9


def test_what_is_told_by_comparison_and_by_own_numbers_is_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, inside = pasted_sky(rough_left=True)
    evidence = examine(coefficients(picture), picture.rgb)
    found = flagged(evidence, picture.rgb)
    assert len(evidence.parts) == 1
    assert 2 * (found & inside).sum() / (found.sum() + inside.sum()) > 0.9
    # Where blocks that it would add are not without the comb, only what comparison tells remains.
    monkeypatch.setattr("generator.analyse.quantization.examine.STILL_WITHOUT", -1.0)
    (left,) = examine(coefficients(picture), picture.rgb).parts
    assert left.blocks.sum() < 0.7 * evidence.parts[0].blocks.sum()
    assert left.x + left.width < 340


def test_parts_that_touch_are_joined_and_others_stay_as_they_were() -> None:
    own = Part(176, 96, np.ones((30, 30), np.bool_), -50.0)
    far, near = (Part(x, y, np.ones((4, 4), np.bool_), -5.0, 9.0) for x, y in ((0, 0), (416, 200)))
    joined, last = _joined((far, near), (own,), (60, 80))
    assert last is far
    assert (joined.x, joined.y, joined.width, joined.blocks.sum()) == (176, 96, 34 * 8, 30 * 30 + 4 * 4)
    assert joined.log_nfa == -50


def test_what_own_numbers_add_must_lack_the_comb_too() -> None:
    picture, _ = pasted_sky()
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    # The middle of the sky is known; around it lies more sky, or the picture that has the comb.
    known = Part(240, 136, np.ones((20, 14), np.bool_), -50.0)
    sky = Part(216, 120, np.ones((24, 20), np.bool_), -50.0)
    wide = Part(40, 40, np.ones((45, 60), np.bool_), -50.0)
    assert _added(reading, gathered, (known,), (sky, wide, known)) == (sky,)
    assert _added(reading, gathered, (), (known,)) == (known,)


def test_numbers_that_say_too_little_for_so_many_blocks_tell_no_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture, _ = pasted_sky()
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    (part,) = _told_by_themselves(reading, gathered)
    enough = part.against / part.blocks.sum() / gathered.strength
    monkeypatch.setattr("generator.analyse.quantization.examine.LEAST_OWN", 1.01 * enough)
    assert _told_by_themselves(reading, gathered) == ()
    monkeypatch.setattr("generator.analyse.quantization.examine.LEAST_OWN", 0.99 * enough)
    assert len(_told_by_themselves(reading, gathered)) == 1


@pytest.mark.parametrize(("share", "is_told"), [(-1.0, True), (0.2, True), (0.3, False), (1.0, False)])
def test_comparison_may_speak_for_the_comb_a_little(share: float, is_told: bool) -> None:
    picture, _ = pasted_sky()
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    spoken = replace(gathered, fine=np.rint(share * gathered.usual).astype(np.int32))
    rest = gathered.bare < 0
    assert (
        bool(_told_by_themselves(reading, replace(spoken, fine=np.where(rest, gathered.fine, spoken.fine))))
        == is_told
    )


def test_own_numbers_lie_with_the_comb_or_without() -> None:
    picture, _ = pasted_sky()
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    blocks = np.ones((8, 8), np.bool_)
    sky, rest = ((slice(top, top + 8), slice(left, left + 8)) for top, left in ((24, 34), (2, 2)))
    assert gathered.bare[sky].mean() > 0 > gathered.bare[rest].mean()
    assert position(reading, gathered, (sky, blocks)).way < 0.1
    assert position(reading, gathered, (rest, blocks)).way > 0.9


def test_blocks_that_tell_nothing_count_slightly_for_the_comb() -> None:
    picture, _ = pasted_sky(grain=0.1)
    reading = own_reading(coefficients(picture))
    gathered = gather(reading, picture.rgb)
    tells_nothing = (reading.quotients[1:] == 0).all(axis=0) & gathered.is_readable
    assert tells_nothing.sum() > 50
    assert (gathered.bare[tells_nothing] == round(SILENT * UNIT)).all()
    assert SILENT < 0


def faint(parts: tuple[Part, ...]) -> QuantizationEvidence:
    picture = opened(encode(saved(photograph(), 80), quality=95))
    whole = examine(coefficients(picture), picture.rgb)
    weak = np.full_like(whole.gathered.fine, -int(0.5 * LEAST_EACH * UNIT))
    return replace(whole, gathered=replace(whole.gathered, fine=weak), parts=parts)


def test_a_faint_trace_says_something_only_where_a_part_is_found() -> None:
    assert faint(()).is_faint
    assert not faint((part_at(0, 0),)).is_faint
