"""The fingerprint's file: what is learned from which pictures, that it is read back, and that no broken one passes."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from generator.analyse.camera_noise.fingerprint import (
    FORM,
    InvalidFingerprint,
    read_fingerprint,
)
from generator.analyse.camera_noise.handed import handed_over
from generator.analyse.camera_noise.learn import CouldNotLearn, learn_camera
from generator.cli import main
from generator.errors import InvalidContent
from generator.simulate.jpeg_file import encode
from tests.analyse.camera_noise.bodies import OTHER, OURS, file, flat_field, learned, scene


def changed(**fields: Any) -> bytes:
    """A good file with other fields in its header."""
    data = learned(OURS).data
    (size,) = struct.unpack_from(">I", data, len(FORM))
    start = len(FORM) + 4
    header = json.loads(data[start : start + size]) | fields
    header = {name: value for name, value in header.items() if value is not None}
    text = json.dumps(header).encode()
    return FORM + struct.pack(">I", len(text)) + text + data[start + size :]


def test_the_file_says_where_it_comes_from_and_is_read_back() -> None:
    made = learned(OURS)
    fingerprint = read_fingerprint(made.data)
    assert fingerprint.header == made.header
    assert (made.header.width, made.header.height, len(made.header.references)) == (480, 320, 5)
    assert made.header.are_flat
    assert made.header.agreement == pytest.approx(0.58, abs=0.05)
    pattern = fingerprint.pattern()
    assert pattern.shape == (320, 480)
    assert abs(int(pattern.min())) <= 7 >= int(pattern.max())
    assert float(np.abs(pattern.astype(float).mean())) < 0.01


def test_a_pixel_takes_little_more_than_two_bits() -> None:
    assert len(learned(OURS).data) * 8 / (480 * 320) < 2.4


def test_the_same_pictures_give_the_same_bytes() -> None:
    files = [(f"{seed}.jpg", file(flat_field(OURS, seed))) for seed in range(5)]
    assert learn_camera(files, "our camera").data == learned(OURS).data


def test_usual_scenes_will_do() -> None:
    files = [
        (f"{seed}.jpg", file(encode(scene(OURS, seed), quality=95, subsampling="4:4:4")))
        for seed in range(10, 16)
    ]
    made = learn_camera(files, "ours")
    assert len(made.used) == 6
    assert made.header.weakest > 60


def test_pictures_that_do_not_fit_are_left_out_and_named() -> None:
    files = [(f"{seed}.jpg", file(flat_field(OURS, seed))) for seed in range(5)]
    odd = [
        ("again.jpg", files[0][1]),
        ("other.jpg", file(flat_field(OTHER, 9))),
        ("other too.jpg", file(flat_field(OTHER, 10))),
        ("small.jpg", file(encode(scene(OURS, 1)[:200], quality=90))),
        ("text.txt", file(b"no picture")),
    ]
    made = learn_camera(files + odd, "ours")
    assert len(made.used) == 5
    reasons = dict(made.left_out)
    assert reasons["again.jpg"] == "the same file as 0.jpg"
    assert reasons["other.jpg"] == "its noise is that of another body than most pictures have"
    assert reasons["other too.jpg"] == reasons["other.jpg"]
    assert reasons["small.jpg"] == "480 × 200 pixels, not 480 × 320"
    assert reasons["text.txt"]


def test_too_few_or_those_of_several_bodies_are_refused() -> None:
    ours = [(f"{seed}.jpg", file(flat_field(OURS, seed))) for seed in range(3)]
    with pytest.raises(CouldNotLearn, match="Only 3 pictures"):
        learn_camera(ours, "ours")
    theirs = [(f"{seed + 3}.jpg", file(flat_field(OTHER, seed + 3))) for seed in range(2)]
    with pytest.raises(CouldNotLearn, match="another body than most"):
        learn_camera(ours + theirs, "ours")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "does not begin with"),
        (b"\x80\x04pickle", "does not begin with"),
        (FORM, "does not begin with"),
        (FORM + struct.pack(">I", 1 << 31), "cut off or too long"),
        (FORM + struct.pack(">I", 2) + b"[[", "not JSON"),
        (FORM + struct.pack(">I", 2) + b"[]", "other fields"),
        (changed(name=None), "other fields"),
        (changed(name="  "), "`name` is empty"),
        (changed(name="x" * 300), "`name` is not a text"),
        (changed(width=True), "`width` is not a number"),
        (changed(width=65_000, height=65_000), "more than"),
        (changed(agreement=float("nan")), "`agreement` is not a number"),
        (changed(references=[]), "`references` is not a list"),
        (changed(references=["../../etc"]), "`references` is not a list"),
        (changed(are_flat=1), "`are_flat` is neither"),
        (changed(height=321), "not the one that the header names"),
        (changed(pattern_sha256="0" * 64), "not the one that the header names"),
        (learned(OURS).data[:-2000], "not the one that the header names"),
        (changed(width=480)[:-9000] + b"\xff" * 9000, "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_file_is_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(InvalidFingerprint, match=words):
        read_fingerprint(data).pattern()
    with pytest.raises(InvalidContent):
        handed_over([("cameras/x.prnu", data)])


def test_a_bomb_is_not_unpacked() -> None:
    good = learned(OURS).data
    (size,) = struct.unpack_from(">I", good, len(FORM))
    bomb = good[: len(FORM) + 4 + size] + zlib.compress(bytes(64 << 20))
    with pytest.raises(InvalidFingerprint, match="not the one"):
        read_fingerprint(bomb).pattern()


def test_the_command_writes_a_file_and_says_what_it_learned(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for seed in range(5):
        (folder / f"{seed}.jpg").write_bytes(flat_field(OURS, seed))
    (folder / "notes.txt").write_text("the wall behind the house", encoding="utf-8")
    out = tmp_path / "x.prnu"
    result = CliRunner().invoke(
        main, ["learn-camera", str(folder), "--name", " our  camera ", "-o", str(out)]
    )
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == learned(OURS).data
    assert "Left out notes.txt" in result.output
    assert "Learned from 5 of 6 files" in result.output
    refused = CliRunner().invoke(
        main, ["learn-camera", str(tmp_path / "pictures"), "--name", " ", "-o", str(out)]
    )
    assert refused.exit_code == 2
    assert "printable" in refused.output


def test_a_single_picture_of_another_body_is_left_out() -> None:
    files = [(f"{seed}.jpg", file(flat_field(OURS, seed))) for seed in range(5)]
    made = learn_camera([*files, ("other.jpg", file(flat_field(OTHER, 9)))], "ours")
    assert len(made.used) == 5
    assert "its noise doesn't fit the others'" in dict(made.left_out)["other.jpg"]
