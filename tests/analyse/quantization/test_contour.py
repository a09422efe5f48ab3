"""Parts end within their outermost blocks, along edges where there are any."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from generator.analyse.quantization import contour

HEIGHT, WIDTH = 96, 120


def filled(
    blocks: NDArray[np.bool_], rgb: NDArray[np.uint8], *, unreadable: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """With blocks that all tell something, but for the named ones."""
    return contour.filled(blocks, np.ones_like(blocks) if unreadable is None else ~unreadable, rgb)


def blocks_of(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Blocks that hold any pixel of a part, as whole blocks lose the trace."""
    rows, columns = HEIGHT // 8, WIDTH // 8
    held = inside[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8)
    return np.asarray(held.any(axis=(1, 3)), np.bool_)


def disc(x: float = 58.5, y: float = 47.0, radius: float = 29.0) -> NDArray[np.bool_]:
    down, across = np.mgrid[:HEIGHT, :WIDTH]
    within: NDArray[np.bool_] = np.hypot(across - x, down - y) <= radius
    return within


def shown(inside: NDArray[np.bool_], *, step: int) -> NDArray[np.uint8]:
    """A part that is brighter by a step than what is around it, with camera grain all over."""
    grain = np.random.default_rng(1).normal(0, 2, (HEIGHT, WIDTH, 3))
    light = np.clip(np.rint(100 + step * inside[..., None] + grain), 0, 255)
    return light.astype(np.uint8)


def score(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    return 2 * float((found & truth).sum()) / float(found.sum() + truth.sum())


def test_the_outline_follows_the_edge() -> None:
    inside = disc()
    blocks = blocks_of(inside)
    whole = blocks.repeat(8, axis=0).repeat(8, axis=1)
    assert score(whole, inside) < 0.9
    assert score(filled(blocks, shown(inside, step=60)), inside) > 0.995
    assert score(filled(blocks, shown(inside, step=15)), inside) > 0.97


def test_without_an_edge_it_ends_about_half_way() -> None:
    inside = disc()
    blocks = blocks_of(inside)
    found = filled(blocks, np.full((HEIGHT, WIDTH, 3), 90, np.uint8))
    assert score(found, inside) > 0.92
    whole = blocks.repeat(8, axis=0).repeat(8, axis=1)
    assert not (found & ~whole).any()
    core, _ = contour._certain(blocks, np.ones_like(blocks))
    assert 0.35 < (whole & ~found).sum() / (64 * (blocks & ~core).sum()) < 0.65


def test_parts_at_the_picture_s_edge_reach_it() -> None:
    inside = np.zeros((HEIGHT, WIDTH), np.bool_)
    inside[:40, :45] = True
    found = filled(blocks_of(inside), shown(inside, step=60))
    assert score(found, inside) > 0.99
    # Rests of blocks, which the file doesn't let tell, go with their neighbours.
    rgb = np.pad(shown(inside, step=60)[::-1], ((0, 5), (0, 0), (0, 0)), mode="edge")
    assert filled(blocks_of(inside)[::-1], rgb)[-1, :30].all()


def test_a_part_need_not_end_before_blocks_that_tell_nothing() -> None:
    inside = np.zeros((HEIGHT, WIDTH), np.bool_)
    inside[16:72, 24:80] = True
    blocks = blocks_of(inside)
    beyond = np.zeros_like(blocks)
    beyond[:, 10:] = True
    plain = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    assert not filled(blocks, plain)[24:64, 79].any()
    found = filled(blocks, plain, unreadable=beyond)
    assert found[24:64, 79].all() and not found[24:64, 24].any()


@pytest.mark.parametrize("wide", [1, 2])
def test_a_narrow_part_keeps_its_middle(wide: int) -> None:
    blocks = np.zeros((HEIGHT // 8, WIDTH // 8), np.bool_)
    blocks[3 : 3 + wide, 2:12] = True
    found = filled(blocks, np.full((HEIGHT, WIDTH, 3), 90, np.uint8))
    middle = found[24 : 24 + 8 * wide, 20:90]
    assert np.count_nonzero(np.count_nonzero(middle, axis=0)) > 14
    assert not found[: 24 - 1].any() and not found[24 + 8 * wide :].any()


def test_too_many_pixels_are_left_as_whole_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = disc()
    blocks = blocks_of(inside)
    monkeypatch.setattr(contour, "MOST_PIXELS", 10)
    found = filled(blocks, shown(inside, step=60))
    assert (found == blocks.repeat(8, axis=0).repeat(8, axis=1)).all()


def test_no_parts_no_pixels() -> None:
    nothing = np.zeros((HEIGHT // 8, WIDTH // 8), np.bool_)
    assert not filled(nothing, shown(disc(), step=60)).any()
    assert filled(~nothing, shown(disc(), step=60)).all()
