"""Links between pictures of which one is a crop, a screenshot, a turned or a mirrored copy of the other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generator.analyse.features.agreement import Agreement
from generator.analyse.features.features import features_of, to_bytes
from generator.analyse.features.placement import Placement
from generator.analyse.features.step import StoredFeatures
from generator.analyse.features.words import Words, to_text, words_of
from generator.link import find_links
from generator.link.overlap import overlap
from generator.link.part_of import Memory, Placed, is_part_only, part_of, placements
from generator.link.proposals import LEAST_VOTES, candidates
from generator.model import Exhibit, FileKind, Link, LinkKind
from tests.analyse.features.scenes import COPY, bannered, cropped, framed, mirrored, pixels, scene, turned

WHOLE = Placement(100, (1, 0, 0, 0, 1, 0), False, 1.0, 0.0, (0, 0, 1, 1), (0, 0, 1, 1), 0.3, 0.8, 0, COPY)


class Shelf:
    """Pictures with their features, as the analyse stage leaves them."""

    def __init__(self, **images: Image.Image) -> None:
        self.exhibits: list[Exhibit] = []
        self.features: dict[str, StoredFeatures] = {}
        self.blobs: dict[str, bytes] = {}
        for name, image in images.items():
            features = features_of(pixels(image))
            self.blobs[f"blob-{name}"] = to_bytes(features)
            self.features[name] = StoredFeatures(f"blob-{name}", len(features), to_text(words_of(features)))
            self.exhibits.append(Exhibit(name, f"{name}.jpg", name * 8, 1, FileKind.JPEG))

    def placed(self, memory: Memory | None = None) -> tuple[Placed, ...]:
        return placements(self.exhibits, {}, self.features, self.blobs.__getitem__, memory=memory)

    def links(self) -> dict[str, Link]:
        return {f"{link.left} {link.right}": link for link in part_of(self.placed())}


@pytest.fixture(scope="module")
def family() -> dict[str, Link]:
    base = scene(30)
    return Shelf(
        a=base,
        banner=bannered(base),
        crop=cropped(base),
        mirror=mirrored(base),
        other=scene(31),
        screen=framed(base),
        turned=turned(base),
    ).links()


def test_a_family_is_linked_and_a_stranger_is_not(family: dict[str, Link]) -> None:
    members = ("a", "banner", "crop", "mirror", "screen", "turned")
    assert set(family) >= {f"a {other}" for other in members[1:]}
    assert not [names for names in family if "other" in names]
    assert {link.kind for link in family.values()} == {LinkKind.PART_OF}


@pytest.mark.parametrize(
    ("pair", "inside", "words"),
    [
        ("a crop", "crop", "takes up 50 % of the area"),
        ("a screen", "a", "takes up 30 % of the area"),
        ("a mirror", "", "show the same when one of them is mirrored"),
        ("a banner", "", "The two pictures show the same."),
    ],
)
def test_the_link_says_how_they_lie(family: dict[str, Link], pair: str, inside: str, words: str) -> None:
    link = family[pair]
    assert link.inside == inside
    assert words in link.statement
    assert link.inliers is not None and link.inliers >= 12


def test_the_part_is_the_part(family: dict[str, Link]) -> None:
    assert family["a crop"].left_part == pytest.approx((0.195, 0.097, 0.902, 0.804), abs=0.01)
    assert family["a crop"].right_part == pytest.approx((0, 0, 1, 1), abs=0.01)


def test_a_pasted_part_is_no_same_picture() -> None:
    host = scene(33)
    host.paste(scene(32).crop((200, 120, 460, 330)), (60, 200))
    (link,) = Shelf(a=scene(32), b=host).links().values()
    assert "have a part in common" in link.statement
    assert link.left_part == pytest.approx((200 / 640, 120 / 480, 460 / 640, 330 / 480), abs=0.06)


def test_a_stronger_link_stands_alone() -> None:
    placed = Shelf(a=scene(34), b=cropped(scene(34))).placed()
    assert list(part_of(placed, linked=frozenset({("a", "b")}))) == []


def test_what_was_compared_is_not_compared_again() -> None:
    shelf = Shelf(a=scene(35), b=cropped(scene(35)))
    memory = Memory()
    found = shelf.placed(memory)
    assert len(memory.used) == 1
    shelf.blobs.clear()
    again = Memory(known=memory.used)
    assert shelf.placed(again) == found
    assert again.used == memory.used


def test_a_shared_logo_is_no_link() -> None:
    small = replace(WHOLE, support=0.05, first_box=(0, 0, 0.08, 0.1), second_box=(0.9, 0.9, 0.99, 0.99))
    assert list(part_of([Placed("a", "b", small)])) == []


SHOT = replace(
    WHOLE,
    agreement=Agreement(tiles=100, fitting=60, grained=50, alike=90, strain=3.0, area=1),
)


def test_another_shot_is_no_version() -> None:
    (link,) = part_of([Placed("a", "b", SHOT)])
    assert link.kind is LinkKind.SAME_SCENE
    assert "not one shot" in link.statement
    assert not link.inside
    assert is_part_only(SHOT)


def test_near_duplicates_that_are_another_shot_are_said_to_be_that() -> None:
    exhibits = [Exhibit(name, f"{name}.jpg", name * 8, 1, FileKind.JPEG) for name in "abc"]
    near = [Link(LinkKind.NEAR_DUPLICATE, "a", "b", "."), Link(LinkKind.NEAR_DUPLICATE, "a", "c", ".")]
    links = find_links(exhibits, {}, near=near, placed=[Placed("a", "b", SHOT), Placed("a", "c", WHOLE)])
    assert [(link.kind, link.right) for link in links] == [
        (LinkKind.NEAR_DUPLICATE, "c"),
        (LinkKind.SAME_SCENE, "b"),
    ]


def test_more_against_than_for_leaves_a_part() -> None:
    frame = Agreement(tiles=234, fitting=73, grained=71, against=90, alike=72, strain=0.3, area=1)
    (link,) = part_of([Placed("a", "b", replace(WHOLE, agreement=frame))])
    assert "have a part in common" in link.statement


@pytest.mark.parametrize(
    ("matrix", "mirrored_first", "shares", "first_box"),
    [
        ((1, 0, 0, 0, 1, 0), False, (1, 1), (0, 0, 1, 1)),
        ((0.5, 0, 0.25, 0, 0.5, 0.25), False, (1, 0.25), (0, 0, 1, 1)),
        ((2, 0, -0.5, 0, 2, -0.5), False, (0.25, 1), (0.25, 0.25, 0.75, 0.75)),
        ((2, 0, 0, 0, 2, 0), True, (0.25, 1), (0.5, 0, 1, 0.5)),
        ((1, 0, 0.5, 0, 1, 0), False, (0.5, 0.5), (0, 0, 0.5, 1)),
        ((1, 0, 2, 0, 1, 0), False, (0, 0), (0, 0, 0, 0)),
    ],
)
def test_overlap(
    matrix: tuple[float, float, float, float, float, float],
    mirrored_first: bool,
    shares: tuple[float, float],
    first_box: tuple[float, float, float, float],
) -> None:
    common = overlap(replace(WHOLE, matrix=matrix, is_mirrored=mirrored_first))
    assert (common.first_share, common.second_share) == pytest.approx(shares)
    assert common.first_box == pytest.approx(first_box)


def _words(keys: Sequence[int], *, turn: int = 0, mirrored: bool = False) -> Words:
    count = len(keys)
    table = np.zeros((count, 4), np.uint32)
    table[:, 0] = keys
    # The other tables never agree by chance.
    table[:, 1:] = np.random.default_rng(keys[0] + turn + 7 * mirrored).integers(0, 2**32, (count, 3))
    return Words(
        table, np.full(count, mirrored), np.full(count, turn, np.uint8), np.full(count, 40, np.uint8)
    )


def test_enough_votes_of_one_pose_make_a_proposal() -> None:
    few, enough = range(100, 100 + LEAST_VOTES - 1), range(200, 200 + LEAST_VOTES)
    pictures = [_words([*few, *enough]), _words(few, turn=1), _words(enough, turn=2), _words([5, 6])]
    assert candidates(pictures) == [(0, 2)]
    assert candidates([]) == []
    assert (
        candidates([Words(np.zeros((0, 4), np.uint32), *[np.zeros(0, kind) for kind in (bool, "u1", "u1")])])
        == []
    )


def test_votes_of_different_poses_do_not_add_up() -> None:
    keys = list(range(300, 308))
    scattered = _words(keys)
    turns = np.array([0, 32, 64, 96, 128, 160, 192, 224], np.uint8)
    assert candidates([_words(keys), replace(scattered, turn=turns)]) == []


def test_blocks_and_order_of_pictures_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = [words_of(features_of(pixels(image))) for image in _some()]
    found = candidates(pictures)
    assert found == sorted(found)
    backwards = candidates(pictures[::-1])
    last = len(pictures) - 1
    assert sorted((last - b, last - a) for a, b in backwards) == found
    monkeypatch.setattr("generator.link.proposals.BLOCK", 700)
    assert candidates(pictures) == found


def _some() -> list[Image.Image]:
    both = itertools.product((40, 41), (lambda image: image, cropped, mirrored))
    return [change(scene(seed)) for seed, change in both]
