"""Links and groups: each kind, what is left out, order, bounds, and that no serial number gets into words."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from generator.link import Group, cameras, find_links, sensors, signers
from generator.link.near_duplicates import ORIENTATIONS
from generator.model import Exhibit, FileKind, Finding, Link, LinkKind, Measurement, Outcome, Report, Run

Value = str | int | float | bool
Made = tuple[Exhibit, Report]

HASHES = ("pdq", "pdq_rot90", "pdq_rot180", "pdq_rot270", "pdq_mirrored")


def exhibit(identifier: str, data: str = "", **findings: Mapping[str, Value]) -> Made:
    """An exhibit with a report; findings are named with underscores for dots: `metadata_camera={...}`."""
    sha256 = hashlib.sha256((data or identifier).encode()).hexdigest()
    made = tuple(
        Finding(
            code.replace("_", "."),
            "",
            measurements=tuple(Measurement(name, value) for name, value in values.items()),
        )
        for code, values in findings.items()
    )
    run = Run("test", "1", Outcome.FOUND, findings=made)
    return Exhibit(identifier, f"{identifier}.jpg", sha256, 1, FileKind.JPEG), Report(identifier, (run,))


def noise(seed: int | str) -> int:
    return random.Random(seed).getrandbits(256)


def looks(
    base: int, *, quality: int = 90, pixels: str = "", other: Mapping[str, int] | None = None
) -> dict[str, Value]:
    """Measurements of `file.identity`: the hash, and unrelated ones for the other orientations unless given."""
    values = {name: noise(f"{name} {base}") for name in HASHES[1:]}
    values |= {"pdq": base, **(other or {})}
    return {
        **{name: f"{values[name]:064x}" for name in HASHES},
        "pdq_quality": quality,
        "pixel_sha256": pixels or hashlib.sha256(str((base, sorted(values.items()))).encode()).hexdigest(),
    }


def flipped(value: int, bits: int) -> int:
    return value ^ ((1 << bits) - 1)


def links(made: Sequence[Made]) -> tuple[Link, ...]:
    return find_links([item for item, _ in made], {report.exhibit: report for _, report in made})


def ends(found: Sequence[Link]) -> list[tuple[str, str, str]]:
    return [(link.kind.value, link.left, link.right) for link in found]


def camera(serial: Value, make: str = "NIKON CORPORATION", model: str = "NIKON D70") -> dict[str, Value]:
    return {"make": make, "model": model, "serial": serial}


def test_copies() -> None:
    made = [
        exhibit("c", "one"),
        exhibit("a", "one"),
        exhibit("b", "two", file_identity={"pixel_sha256": "77"}),
        exhibit("d", "three", file_identity={"pixel_sha256": "77"}),
        exhibit("e", "four"),
    ]
    found = links(made)
    assert ends(found) == [("same bytes", "a", "c"), ("same pixels", "b", "d")]
    assert all(link.limits for link in found)


def test_same_bytes_is_not_told_again_as_same_pixels() -> None:
    made = [exhibit(name, "one", file_identity=looks(noise(1)) | {"pixel_sha256": "7"}) for name in "ab"]
    made.append(exhibit("c", "two", file_identity=looks(noise(1)) | {"pixel_sha256": "7"}))
    assert ends(links(made)) == [
        ("same bytes", "a", "b"),
        ("same pixels", "a", "c"),
        ("same pixels", "b", "c"),
    ]


@pytest.mark.parametrize(
    ("bits", "first", "second", "is_linked"),
    [(0, 90, 90, True), (31, 50, 50, True), (32, 90, 90, False), (5, 49, 90, False), (5, 90, 49, False)],
)
def test_near_duplicates_by_distance_and_quality(bits: int, first: int, second: int, is_linked: bool) -> None:
    base = noise(5)
    made = [
        exhibit("a", file_identity=looks(base, quality=first)),
        exhibit("b", file_identity=looks(flipped(base, bits), quality=second, pixels="b" * 64)),
    ]
    found = links(made)
    assert bool(found) is is_linked
    if is_linked:
        (link,) = found
        assert (link.distance, link.scale, link.transform) == (bits, 256, "")
        assert (f"{bits} of 256 bits" if bits else "all 256 bits") in link.statement


ORIENTED = [
    (name, is_mirrored, transform)
    for is_mirrored, turns, transform, _ in ORIENTATIONS
    for name in [HASHES[turns]]
]


@pytest.mark.parametrize(("name", "is_mirrored", "transform"), ORIENTED)
def test_transform_is_said(name: str, is_mirrored: bool, transform: str) -> None:
    shared = noise(8)
    first = looks(noise(1), other={"pdq_mirrored": shared}) if is_mirrored else looks(shared)
    second = looks(noise(2), other={name: flipped(shared, 6)})
    (link,) = links([exhibit("a", file_identity=first), exhibit("b", file_identity=second)])
    assert (link.kind, link.distance, link.transform) == (LinkKind.NEAR_DUPLICATE, 6, transform)


def test_every_copy_gets_the_near_duplicates_of_its_picture_with_turns_seen_from_the_left() -> None:
    shared = noise(8)
    copy = looks(noise(2), other={"pdq_rot90": shared})
    made = [
        exhibit("a", "copy", file_identity=copy),
        exhibit("b", file_identity=looks(shared, other={"pdq_rot270": noise(2)})),
        exhibit("c", "copy", file_identity=copy),
    ]
    # `b` turned counter-clockwise looks like `a`; seen from `b`, `c` has to be turned clockwise.
    found = [(link.left, link.right, link.transform) for link in links(made) if link.distance is not None]
    assert found == [("a", "b", "turned by 270°"), ("b", "c", "turned by 90°")]


def test_damaged_hashes_are_left_out() -> None:
    good = looks(noise(3))
    for wrong in ({"pdq": "zz" * 32}, {"pdq": "00"}, {"pdq_quality": "high"}, {"pdq_rot90": 7}):
        made = [
            exhibit("a", file_identity=good),
            exhibit("b", file_identity={**good, "pixel_sha256": "x", **wrong}),
        ]
        assert links(made) == ()


def test_same_camera_in_several_spellings() -> None:
    made = [
        exhibit("a", metadata_camera=camera("NO= 200ab12")),
        exhibit("b", metadata_camera=camera("no=200AB12", make="Nikon", model="D70")),
        exhibit("c", metadata_camera=camera("200ab13")),
        exhibit("d", metadata_camera=camera("NO= 200ab12", model="NIKON D90")),
    ]
    (link,) = links(made)
    assert (link.kind, link.left, link.right) == (LinkKind.SAME_CAMERA, "a", "b")
    assert "Nikon D70" in link.statement
    assert "200" not in link.statement
    reports = {report.exhibit: report for _, report in made}
    assert cameras([item for item, _ in made], reports) == (Group("a", "Nikon D70 (one body)", ("a", "b")),)


def sensor(fingerprint: str, name: str, pce: float = 100.0) -> dict[str, Value]:
    return {"fingerprint": fingerprint, "camera": name, "pce": pce}


def test_same_sensor_noise() -> None:
    made = [
        exhibit("a", "", **{"pixels.camera-noise.match": sensor("aa", "our D70")}),
        exhibit(
            "b",
            "",
            **{"pixels.camera-noise.match": sensor("aa", "our D70"), "metadata_camera": camera("4711ab")},
        ),
        exhibit("c", "", **{"pixels.camera-noise.match": sensor("bb", "our D70")}),
        exhibit("d", metadata_camera=camera("4711ab")),
    ]
    found = links(made)
    assert [(link.kind, link.left, link.right) for link in found] == [
        (LinkKind.SAME_CAMERA, "a", "b"),
        (LinkKind.SAME_CAMERA, "b", "d"),
    ]
    assert "sensor noise" in found[0].statement
    assert "“our D70”" in found[0].statement
    reports = {report.exhibit: report for _, report in made}
    exhibits = [item for item, _ in made]
    assert sensors(exhibits, reports) == (Group("a-noise", "our D70 (by sensor noise)", ("a", "b")),)
    assert [group.key for group in cameras(exhibits, reports)] == ["b"]


def test_leading_zeros_and_numbers_are_the_same_serial() -> None:
    made = [exhibit("a", metadata_camera=camera("0004711")), exhibit("b", metadata_camera=camera(4711))]
    assert [link.kind for link in links(made)] == [LinkKind.SAME_CAMERA]


@pytest.mark.parametrize(
    "serial",
    [
        "",
        "0",
        "0000000000",
        "N/A",
        "none",
        "Unknown",
        "12",
        "xxxxxxxx",
        "1234567890",
        "0123456789",
        "\x00\x00",
        "-",
    ],
)
def test_placeholder_serials_link_nothing(serial: str) -> None:
    made = [exhibit(name, metadata_camera=camera(serial)) for name in "ab"]
    assert links(made) == ()


def test_serial_shared_by_many_models_is_a_placeholder() -> None:
    made = [
        exhibit(name + model, metadata_camera=camera("7654abc", model=model))
        for name in "ab"
        for model in "XYZ"
    ]
    assert links(made) == ()
    assert len(links(made[:2] + made[3:5])) == 2


def test_copies_are_not_linked_by_their_camera() -> None:
    made = [exhibit(name, "one", metadata_camera=camera("4711ab")) for name in "ab"]
    assert ends(links(made)) == [("same bytes", "a", "b")]


def test_hostile_names_are_cleaned() -> None:
    made = [
        exhibit(name, metadata_camera=camera("4711ab", make="Evil\x1b[31m\u202e", model="M" * 500))
        for name in "ab"
    ]
    (link,) = links(made)
    assert link.statement.isprintable()
    assert len(link.statement) < 250


ISSUER = {"issuer": "Example Press", "common_name": "Camera CA", "fingerprint": "ab12"}


@pytest.mark.parametrize(
    ("first", "second", "signature", "is_linked"),
    [
        (ISSUER, ISSUER, "holds", True),
        (ISSUER, ISSUER, "fails", False),
        (ISSUER, ISSUER, "unknown", False),
        (ISSUER, ISSUER | {"fingerprint": "cd34"}, "holds", False),
        (ISSUER | {"fingerprint": ""}, ISSUER | {"fingerprint": ""}, "holds", True),
        ({"fingerprint": "AB12"}, {"fingerprint": "ab12"}, "holds", True),
        ({}, {}, "holds", False),
    ],
)
def test_same_signer(
    first: dict[str, Value], second: dict[str, Value], signature: str, is_linked: bool
) -> None:
    made = [
        exhibit("a", credentials_issuer=first, credentials_integrity={"signature": "holds"}),
        exhibit("b", credentials_issuer=second, credentials_integrity={"signature": signature}),
    ]
    assert [link.kind for link in links(made)] == [LinkKind.SAME_SIGNER] * is_linked
    reports = {report.exhibit: report for _, report in made}
    assert len(signers([item for item, _ in made], reports)) == is_linked


def test_signer_is_named() -> None:
    made = [
        exhibit(name, credentials_issuer=ISSUER, credentials_integrity={"signature": "holds"})
        for name in "ab"
    ]
    (link,) = links(made)
    assert "Example Press, Camera CA" in link.statement


def test_order_of_input_does_not_matter() -> None:
    base = noise(4)
    made = [
        exhibit(f"e{place}", file_identity=looks(flipped(base, place)), metadata_camera=camera("4711ab"))
        for place in range(12)
    ]
    made += [exhibit(f"copy{place}", "one") for place in range(4)]
    expected = links(made)
    kinds = [link.kind for link in expected]
    assert kinds == sorted(kinds, key=list(LinkKind).index)
    assert all(link.left < link.right for link in expected)
    for seed in range(3):
        random.Random(seed).shuffle(made)
        assert links(made) == expected


@pytest.mark.parametrize("kind", [LinkKind.SAME_BYTES, LinkKind.SAME_PIXELS, LinkKind.SAME_CAMERA])
@pytest.mark.parametrize(("count", "expected"), [(50, 1225), (51, 50), (400, 399)])
def test_large_groups_become_stars(kind: LinkKind, count: int, expected: int) -> None:
    made = []
    for place in range(count):
        name = f"e{place:03d}"
        if kind is LinkKind.SAME_BYTES:
            made.append(exhibit(name, "one"))
        elif kind is LinkKind.SAME_PIXELS:
            made.append(exhibit(name, file_identity={"pixel_sha256": "77"}))
        else:
            made.append(exhibit(name, metadata_camera=camera("4711ab")))
    found = links(made)
    assert {link.kind for link in found} == {kind}
    assert len(found) == expected
    assert {end for link in found for end in (link.left, link.right)} == {item.id for item, _ in made}


def test_large_family_keeps_everybody_with_true_distances() -> None:
    base = noise(6)
    values = [base ^ (1 << place % 200) ^ (1 << 200 + place // 200) for place in range(600)]
    made = [exhibit(f"e{place:03d}", file_identity=looks(value)) for place, value in enumerate(values)]
    found = links(made)
    assert len(found) == 599
    for link in found:
        left, right = values[int(link.left[1:])], values[int(link.right[1:])]
        assert link.distance == (left ^ right).bit_count()


def test_scan_equals_comparing_every_pair() -> None:
    random_bits = random.Random(11)
    bases = [random_bits.getrandbits(256) for _ in range(30)]
    values = [
        base ^ sum(1 << bit for bit in random_bits.sample(range(256), random_bits.randint(0, 30)))
        for base in bases
        for _ in range(4)
    ]
    made = [exhibit(f"e{place:03d}", file_identity=looks(value)) for place, value in enumerate(values)]
    expected = {
        (first, second, (values[first] ^ values[second]).bit_count())
        for second in range(len(values))
        for first in range(second)
        if (values[first] ^ values[second]).bit_count() <= 31
    }
    assert {(int(link.left[1:]), int(link.right[1:]), link.distance) for link in links(made)} == expected
    assert len(expected) > 20


@pytest.mark.slow
def test_ten_thousand_pictures_in_seconds() -> None:
    hashes = np.random.default_rng(2).integers(0, 256, (10_000, 5, 32), dtype=np.uint8)
    made = [
        exhibit(
            f"e{place:05d}",
            file_identity={
                **{name: row[index].tobytes().hex() for index, name in enumerate(HASHES)},
                "pdq_quality": 80,
                "pixel_sha256": str(place),
            },
        )
        for place, row in enumerate(hashes)
    ]
    assert links(made) == ()


def test_nothing_to_link() -> None:
    assert find_links([], {}) == ()
    assert find_links([exhibit("a")[0]], {}) == ()
