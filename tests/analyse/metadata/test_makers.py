"""Tables of makers' tags are well formed, and their values are written as the field writes them."""

from __future__ import annotations

import plistlib
import struct

import pytest

from generator.analyse.metadata.exif import read_exif
from generator.analyse.metadata.makers import table
from generator.analyse.metadata.makers.convert import CONVERSIONS, canon_ev
from generator.analyse.metadata.makers.convert_odd import ODD
from generator.analyse.metadata.makers.write import Context, record
from generator.analyse.metadata.values import Ratio, Value
from generator.model import Privacy
from tests.analyse.metadata.builders import directory, exif, opaque, short, text

SPECIAL = {"canon-af", "canon-af2", "canon-colors", "nikon-lens", "nikon-flash", "nikon-control"}
BY_CONTEXT = {"focal-units", "apple-time"}


@pytest.mark.parametrize("key", sorted(table.keys_of_directories()))
def test_directories_name_what_exists(key: str) -> None:
    tags = table.directory(key).values()
    assert tags
    for tag in tags:
        assert tag.record in SPECIAL | {""} or table.record(tag.record), tag.record
        assert not tag.directory or table.directory(tag.directory), tag.directory
        assert tag.conversion in {""} | BY_CONTEXT | set(CONVERSIONS) | set(ODD), tag.conversion


@pytest.mark.parametrize("key", sorted(table.keys_of_records()))
def test_records_name_what_exists(key: str) -> None:
    found = table.record(key)
    assert found and found[1]
    for tag in found[1]:
        assert tag.conversion in {""} | BY_CONTEXT | set(CONVERSIONS) | set(ODD), tag.conversion


@pytest.mark.parametrize(
    ("name", "privacy"),
    [
        ("SerialNumber", Privacy.SERIAL), ("InternalSerialNumber", Privacy.SERIAL), ("LensSerialNumber", Privacy.SERIAL),
        ("SerialNumberFormat", Privacy.PUBLIC), ("MediaGroupUUID", Privacy.SERIAL), ("ImageUniqueID", Privacy.SERIAL),
        ("OwnerName", Privacy.PERSON), ("BabyName", Privacy.PERSON), ("HometownCity", Privacy.LOCATION),
        ("Location", Privacy.LOCATION), ("WorldTimeLocation", Privacy.PUBLIC), ("FocusMode", Privacy.PUBLIC),
    ],
)  # fmt: skip
def test_what_is_withheld(name: str, privacy: Privacy) -> None:
    assert table.privacy_of(name) is privacy


@pytest.mark.parametrize(
    ("stored", "steps"), [(0, 0.0), (32, 1.0), (-32, -1.0), (12, 1 / 3), (20, 2 / 3), (44, 4 / 3)]
)
def test_canon_steps(stored: int, steps: float) -> None:
    assert canon_ev(stored) == pytest.approx(steps)


@pytest.mark.parametrize(
    ("conversion", "value", "data", "converted"),
    [
        ("text-behind-zeros", b"", b"\0\0S010604030293\0", "S010604030293"),
        ("retouched", (0, 0, 0), b"", (0,)),
        ("retouched", (3, 0, 9), b"", (3, 9)),
        ("retouched", (Ratio(1, 0),), b"", (0,)),
        (
            "apple-style",
            b"",
            plistlib.dumps({"_0": 1, "_1": 0.5, "_3": 0.0}, fmt=plistlib.FMT_BINARY),
            "{0=1,1=0.5,3=0}",
        ),
    ],
)
def test_odd_conversions(conversion: str, value: Value, data: bytes, converted: object) -> None:
    assert ODD[conversion](value, data) == converted


@pytest.mark.parametrize(
    ("key", "number", "name"),
    [
        ("ricoh", 0x1205, "AFAreaMode"),
        ("pentax", 0x8B, "ISO"),
        ("panasonic", 0xD1, "ISO"),
        ("olympus", 0xF06, "ZoomedPreviewSize"),
    ],
)
def test_tags_by_their_public_numbers(key: str, number: int, name: str) -> None:
    assert table.directory(key)[number].name == name


def test_canon_settings() -> None:
    numbers = [0] * 48
    numbers[0], numbers[1], numbers[17], numbers[20] = 96, 1, 3, 3
    numbers[23], numbers[24], numbers[25], numbers[26] = 200, 70, 2, 128
    note = directory([short(1, *numbers)], 0)
    block = read_exif(exif([text(0x010F, "Canon")], [opaque(0x927C, note)]))
    expected = {
        "MacroMode": "Macro", "MeteringMode": "Evaluative", "CanonExposureMode": "Aperture-priority AE",
        "MaxFocalLength": "100", "MinFocalLength": "35", "MaxAperture": "4",
    }  # fmt: skip
    assert {name: block.text("MakerNote", name) for name in expected} == expected


def test_nikon_lens_data() -> None:
    data = b"0101" + bytes([32, 36, 0, 0, 4, 80, 80, 99, 72, 45, 70, 24, 36, 104, 24])
    tags = {tag.name: tag.text for tag in record("nikon-lens", data, ">", Context())}
    assert tags["ExitPupilPosition"] == "64"
    assert tags["AFAperture"] == "2.82843"
    assert tags["FocusDistance"] == "1"
    assert tags["LensFStops"] == "6"


def test_enciphered_lens_data_are_left_unread() -> None:
    tags = [tag.name for tag in record("nikon-lens", b"0204" + bytes(range(40)), ">", Context())]
    assert tags == ["LensDataVersion"]


def test_minolta_settings() -> None:
    numbers = [0] * 60
    numbers[8], numbers[9], numbers[10], numbers[21], numbers[22] = (
        48,
        104,
        38,
        2002 << 16 | 5 << 8 | 16,
        15 << 16 | 43 << 8 | 26,
    )
    tags = {
        tag.name: tag.text
        for tag in record("minolta-settings", struct.pack(">60I", *numbers), "<", Context())
    }
    assert tags["ISO"] == "100"
    assert tags["ExposureTime"] == "0.0078125"
    assert tags["FNumber"] == "3.66802"
    assert (tags["MinoltaDate"], tags["MinoltaTime"]) == ("2002:05:16", "15:43:26")


def test_a_lying_count_of_points_reads_no_further() -> None:
    data = struct.pack("<8H", 60_000, 9, 1, 1, 1, 1, 1, 1)
    assert len(record("canon-af", data, "<", Context())) == 8
