"""The join of very many hashes by bands against comparing every pair."""

from __future__ import annotations

import importlib
import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from generator.link.hash_join import near_pairs

# The package offers a function of the same name.
near_duplicates = importlib.import_module("generator.link.near_duplicates")


def hashes(count: int, seed: int = 3) -> NDArray[np.uint64]:
    """Hashes of which every tenth is near to the one before it, by up to 31 bits."""
    choice = np.random.default_rng(seed)
    words = choice.integers(0, 2**64, (count, 4), dtype=np.uint64)
    for number in range(10, count, 10):
        words[number] = words[number - 1]
        for bit in choice.choice(256, int(choice.integers(0, 32)), replace=False):
            words[number, bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    return words


def joined(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for firsts, seconds, distances in near_pairs(first, second, 31):
        for i, j, distance in zip(firsts.tolist(), seconds.tolist(), distances.tolist(), strict=True):
            assert (i, j) not in found, "each pair once"
            found[i, j] = distance
    return found


def test_nearly_all_pairs_are_found_once_with_their_distance() -> None:
    words = hashes(600)
    truth = {
        (i, j): distance
        for i, j in itertools.combinations(range(600), 2)
        if (distance := int(np.bitwise_count(words[i] ^ words[j]).sum())) <= 31
    }
    found = joined(words, words)
    assert found.items() <= truth.items()
    assert len(found) >= 0.95 * len(truth) >= 50
    assert {pair for pair, distance in truth.items() if distance <= 15} <= found.keys()


def test_the_second_table_may_hold_other_hashes() -> None:
    first, second = hashes(50), hashes(50, seed=4)
    second[30] = first[7]
    first[40] = second[20]
    assert joined(first, second) == {(7, 30): 0}
    assert joined(first[:0], second[:0]) == {}


def test_plain_pictures_that_crowd_one_band_take_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.link.hash_join.CROWDED", 5)
    words = np.zeros((100, 4), np.uint64)
    assert len(joined(words, words)) <= 5 * 100


def test_both_ways_to_search_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    words = hashes(300)
    table = np.stack([words, hashes(300, 5), hashes(300, 6), hashes(300, 7), hashes(300, 8)], axis=1)
    exact = set(near_duplicates._matches(table))
    monkeypatch.setattr(near_duplicates, "EXACT_UP_TO", 10)
    banded = set(near_duplicates._matches(table))
    assert banded <= exact
    assert len(banded) >= 0.9 * len(exact) > 15
