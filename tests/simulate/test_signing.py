"""Signed pictures: the same bytes every time, and their one known fault where one was put in."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zlib
from collections import Counter

import pytest
from PIL import Image

from generator.analyse.credentials.reader import TrustLists, read
from generator.errors import BackstoryError
from generator.model import FileKind
from generator.simulate import signing
from generator.simulate.signing import SignedIngredient, created, sign
from tests.analyse.credentials.building import picture

FORMATS = [
    ("JPEG", "image/jpeg", FileKind.JPEG),
    ("PNG", "image/png", FileKind.PNG),
    ("WEBP", "image/webp", FileKind.WEBP),
]


def codes(data: bytes, kind: FileKind, trust: TrustLists | None = None) -> Counter[str]:
    reading = read(data, kind, trust=trust)
    assert reading is not None
    return Counter(item.code for item in reading.store.statuses)


@pytest.mark.parametrize(("form", "media_type", "kind"), FORMATS)
def test_same_arguments_give_the_same_bytes(form: str, media_type: str, kind: FileKind) -> None:
    first, second = (
        sign(picture(form), media_type, title="a", actions=[created("digitalCapture")]) for _ in range(2)
    )
    assert first == second
    found = codes(first, kind)
    assert found["claimSignature.validated"] == 1
    assert found["assertion.dataHash.match"] == 1
    assert not [code for code in found if "mismatch" in code]
    with Image.open(io.BytesIO(first)) as image:
        image.load()


def test_other_process_and_hash_seed_give_the_same_bytes() -> None:
    program = (
        "import hashlib, sys; from tests.analyse.credentials.building import picture; from generator.simulate.signing import *;"
        "print(hashlib.sha256(sign(picture('JPEG'), 'image/jpeg', title='a', actions=[created('digitalCapture')])).hexdigest())"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(results) == 1


def test_ingredients_over_several_segments_are_settled_too() -> None:
    preview = picture("JPEG", 7, (300, 300))
    parent = sign(
        picture("JPEG", 2), "image/jpeg", title="parent", actions=[created("trainedAlgorithmicMedia")]
    )
    arguments = {
        "title": "child",
        "actions": [{"action": "c2pa.opened"}, {"action": "c2pa.placed"}, {"action": "c2pa.edited"}],
        "ingredients": [
            SignedIngredient(parent, "image/jpeg", "parent", "parentOf", preview),
            SignedIngredient(picture("PNG", 3), "image/png", "part", "componentOf"),
        ],
    }
    first, second = (sign(picture("JPEG", 4), "image/jpeg", **arguments) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    assert first.count(b"\xff\xeb") > 1
    found = codes(first, FileKind.JPEG)
    assert not [code for code in found if "mismatch" in code or "missing" in code]
    assert found["ingredient.manifest.validated"] == 1


def test_png_checksums_stay_right() -> None:
    data = sign(picture("PNG"), "image/png", title="a", actions=[created("digitalCapture")])
    place = 8
    while place < len(data):
        size, name = struct.unpack(">I4s", data[place : place + 8])
        end = place + 8 + size
        assert struct.unpack(">I", data[end : end + 4])[0] == zlib.crc32(data[place + 4 : end]), name
        place = end + 4


def test_own_authority_can_be_trusted() -> None:
    data = sign(picture("JPEG"), "image/jpeg", title="a", actions=[created("digitalCapture")])
    trust = TrustLists("test list", signing.demo_certificates().anchor)
    assert codes(data, FileKind.JPEG)["signingCredential.untrusted"] == 1
    assert codes(data, FileKind.JPEG, trust)["signingCredential.trusted"] == 1
    # Reading with a list must not leak into later readings without one.
    assert codes(data, FileKind.JPEG)["signingCredential.untrusted"] == 1


def test_expired_certificate() -> None:
    old = signing.demo_certificates("2020-01-01", "2021-01-01")
    data = sign(
        picture("JPEG"), "image/jpeg", title="a", actions=[created("digitalCapture")], certificates=old
    )
    found = codes(data, FileKind.JPEG)
    assert found["signingCredential.expired"] == 1
    assert found["claimSignature.validated"] == 1


def test_same_claims_with_other_pixels() -> None:
    data = picture("JPEG")
    one = sign(data, "image/jpeg", title="a", actions=[created("digitalCapture")])
    other = sign(data, "image/jpeg", title="a", actions=[created("trainedAlgorithmicMedia")])
    assert signing.verify_same_claims(one, bytes(one), "image/jpeg")
    assert not signing.verify_same_claims(one, other, "image/jpeg")
    assert not signing.verify_same_claims(one, data, "image/jpeg")


def test_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(BackstoryError, match="c2pa-python, which is not installed"):
        sign(picture("JPEG"), "image/jpeg", title="a", actions=[created("digitalCapture")])


def test_certificate_names_itself_a_test() -> None:
    data = sign(picture("JPEG"), "image/jpeg", title="a", actions=[created("digitalCapture")])
    reading = read(data, FileKind.JPEG)
    assert reading is not None
    active = reading.store.manifest(reading.store.active)
    assert active is not None
    assert "not a real company" in active.issuer
    assert json.dumps(active.title) == '"a"'
