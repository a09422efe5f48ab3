"""Votes for the place of the JPEG grid: the fast transform against the plain one, and what may not vote."""

from __future__ import annotations

import numpy as np
import pytest

from generator.analyse.grid.votes import NO_VOTE, Luminance, Votes, count_zeros, luminance, vote
from tests.analyse.grid.drawing import compressed, noise


def most_voted(votes: Votes) -> int:
    return int(np.bincount(votes[votes != NO_VOTE], minlength=64).argmax())


@pytest.mark.parametrize("shape", [(8, 8), (8, 300), (300, 8), (41, 57), (600, 130)])
def test_zeros_are_those_of_the_plain_transform(shape: tuple[int, int]) -> None:
    gray = compressed(noise(*shape), 60)
    order, place = np.mgrid[:8, :8]
    basis = np.cos((2 * place + 1) * order * np.pi / 16) * np.where(order == 0, np.sqrt(1 / 8), 0.5)
    blocks = np.lib.stride_tricks.sliding_window_view(gray.astype(np.float64), (8, 8))
    coefficients = np.abs(np.einsum("ui,yxij,vj->yxuv", basis, blocks, basis))
    coefficients[:, :, 0, 0] = 9
    zeros = count_zeros(gray)
    at_least, at_most = ((coefficients < 0.4985).sum((2, 3)), (coefficients < 0.4995).sum((2, 3)))
    assert zeros.shape == at_least.shape
    assert ((at_least <= zeros) & (zeros <= at_most)).all()


def test_brightness_is_that_of_the_jpeg_standard() -> None:
    rgb = np.random.default_rng(3).integers(0, 256, (700, 900, 3), np.uint8)
    # 0.299, 0.587 and 0.114 as whole numbers of 16 bits, as decoders have them.
    weighted = rgb.astype(np.int64) @ np.array([19595, 38470, 7471])
    assert (luminance(rgb) == (weighted + (1 << 15)) >> 16).all()


@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, 5), (7, 1), (4, 4)])
def test_pixels_vote_for_where_the_grid_lies(down: int, right: int) -> None:
    votes = vote(np.ascontiguousarray(compressed(noise(160, 200), 75)[down:, right:]))
    assert most_voted(votes) == (-down % 8) * 8 + (-right % 8)
    assert (votes == most_voted(votes)).sum() > 0.8 * (votes != NO_VOTE).sum()


def test_a_picture_without_grid_has_scattered_votes() -> None:
    votes = vote(noise(256, 256))
    assert (votes == most_voted(votes)).sum() < 0.05 * (votes != NO_VOTE).sum()


@pytest.mark.parametrize(
    "gray",
    [
        np.full((64, 64), 90, np.uint8),
        np.zeros((64, 64), np.uint8),
        np.tile(np.arange(64, dtype=np.uint8) * 3 + 10, (64, 1)),
        np.tile((np.arange(64, dtype=np.uint8) * 3 + 10)[:, None], (1, 64)),
        np.where(noise(64, 64) > 128, 255, 0).astype(np.uint8),
    ],
    ids=["plain", "black", "same rows", "same columns", "clipped"],
)
def test_plain_and_clipped_blocks_do_not_vote(gray: Luminance) -> None:
    assert (vote(gray) == NO_VOTE).all()


@pytest.mark.parametrize("shape", [(1, 1), (7, 500), (500, 7)])
def test_a_picture_without_a_whole_block_has_no_votes(shape: tuple[int, int]) -> None:
    votes = vote(np.full(shape, 5, np.uint8))
    assert votes.shape == shape
    assert (votes == NO_VOTE).all()


def test_votes_do_not_depend_on_the_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    gray = compressed(noise(150, 170), 85)
    whole = vote(gray)
    for pixels in (170, 1000, 1 << 20):
        monkeypatch.setattr("generator.analyse.grid.votes._STRIP", pixels)
        assert (vote(gray) == whole).all()
