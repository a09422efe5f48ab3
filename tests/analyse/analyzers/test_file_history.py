"""`file.history`: whose tables, saved again or not, platforms' marks, named programs and devices, screens and typical sizes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.analyzers.file_history import ANALYZER, run
from generator.analyse.encoders import Database, Entry, Role
from generator.analyse.encoders.database import known, same_name, write_database
from generator.analyse.encoders.learn import fingerprint_of_file, labelled
from generator.analyse.encoders.programs import PROGRAMS, explained
from generator.analyse.encoders.screens import SCREENS, screen_of
from generator.analyse.materials import Material, material
from generator.analyse.picture import Picture
from generator.kind import HEAD_SIZE, misnamed, sniff
from generator.model import Axis, Bearing, FileKind, Finding, Integrity, Outcome, Run, Weight
from tests.analyse.encoders.test_fingerprints import OWN, jpeg, photo, with_segment
from tests.analyse.metadata.builders import data_set, exif, opaque, resource, text, xmp

EDITED = (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED),)
RE_ENCODED = (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.RE_ENCODED),)
CAMERA_OF_PHOTO = "Ypsilon Y-1"


def findings(data: bytes, *materials: Material, kind: FileKind = FileKind.JPEG) -> dict[str, Finding]:
    outcome = Outcome.FOUND if kind is FileKind.JPEG else Outcome.NOT_APPLICABLE
    before = {"jpeg.quantization": Run("jpeg.quantization", "1", outcome)}
    found = run(Picture(data, kind, "", runs=before, materials=materials))
    assert all(item.code.startswith(ANALYZER.id + ".") for item in found)
    return {item.code.removeprefix("file.history."): item for item in found}


def known_as(data: bytes, name: str, files: int, role: Role = Role.PROGRAM) -> Material:
    print_ = fingerprint_of_file(data)
    assert print_ is not None
    return material("encoders", "own.json", write_database(Database((Entry(role, name, print_, files),))))


def png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(np.zeros((height, width, 3), np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


def with_exif(data: bytes, *entries: Any, inner: list[Any] | None = None) -> bytes:
    return with_segment(data, 0xE1, b"Exif\0\0" + exif(list(entries), inner or []))


def with_xmp(data: bytes, body: str) -> bytes:
    return with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(body))


def test_standard_tables_tell_nobody() -> None:
    finding = findings(jpeg(quality=72))["writer"]
    assert "the standard at quality 72" in finding.statement
    assert "they don't tell which" in finding.statement
    assert not finding.weights


def test_unknown_tables_are_said_to_be_unknown() -> None:
    finding = findings(jpeg(qtables=OWN))["writer"]
    assert "not among those known here" in finding.statement
    assert finding.measure("known_files") == 0


@pytest.mark.parametrize(
    ("name", "files", "weights"),
    [
        ("Adobe Photoshop, Save As quality 10 of 12", 2, EDITED),
        ("Adobe Photoshop, Save As quality 10 of 12", 1, ()),
        ("Program X 1.2", 50, ()),
    ],
)
def test_an_editors_tables_count_from_two_labelled_files_on(
    name: str, files: int, weights: tuple[Weight, ...]
) -> None:
    data = jpeg(qtables=OWN)
    finding = findings(data, known_as(data, name, files))["writer"]
    assert name in finding.statement
    assert f"{files} labelled file" in finding.statement
    assert finding.weights == weights


def test_tables_that_a_camera_has_too_accuse_no_editor() -> None:
    data = jpeg(qtables=OWN)
    editor = known_as(data, "Adobe Photoshop, Save As quality 10 of 12", 9)
    camera = known_as(data, CAMERA_OF_PHOTO, 1, Role.CAMERA)
    other = material("encoders", "two.json", camera.data)
    assert not findings(data, editor, other)["writer"].weights


def test_a_standard_table_accuses_no_editor() -> None:
    data = jpeg(quality=90)
    assert not findings(data, known_as(data, "Adobe Photoshop, Save As quality 10 of 12", 9))[
        "writer"
    ].weights


def test_another_packing_is_told() -> None:
    database = known_as(jpeg(qtables=OWN), "Program X 1.2", 3)
    assert "packed the file since" in findings(jpeg(qtables=OWN, optimize=True), database)["writer"].statement
    assert "packed the file since" not in findings(jpeg(qtables=OWN), database)["writer"].statement


def test_the_cameras_own_tables_are_recognised() -> None:
    found = findings(photo(), known_as(photo(), CAMERA_OF_PHOTO, 6, Role.CAMERA))
    assert "6 known files of the camera that this file names" in found["camera-tables"].statement
    assert "saved-again" not in found


@pytest.mark.parametrize(
    ("options", "code", "weights"),
    [
        ({}, "jfif-first", ()),
        ({"optimize": True}, "saved-again", RE_ENCODED),
        ({"progressive": True}, "saved-again", RE_ENCODED),
    ],
)
def test_a_camera_file_packed_by_a_library(
    options: dict[str, Any], code: str, weights: tuple[Weight, ...]
) -> None:
    data = photo(**options)
    jfif, rest = jpeg()[2:20], data[2:]
    cut = rest.index(jfif)
    moved = data[:2] + jfif + rest[:cut] + rest[cut + len(jfif) :]
    found = findings(moved)
    assert found[code].weights == weights
    assert not {"jfif-first", "saved-again"} - {code} & set(found)


def test_a_camera_file_in_the_cameras_order_is_left_alone() -> None:
    assert set(findings(photo(optimize=True))) == {"writer"}


def test_other_tables_than_all_known_files_of_the_camera() -> None:
    own = known_as(jpeg(qtables=[[9] * 64, [11] * 64]), CAMERA_OF_PHOTO, 5, Role.CAMERA)
    few = known_as(jpeg(qtables=[[9] * 64, [11] * 64]), CAMERA_OF_PHOTO, 4, Role.CAMERA)
    standard = with_segment(
        jpeg(800, 600, quality=75), 0xE1, photo()[6 : 4 + 2 + _size_of_first_segment(photo())]
    )
    finding = findings(standard, own)["saved-again"]
    assert "none of those in 5 known files of this camera" in finding.statement
    assert finding.error_rate is not None
    assert finding.error_rate.false_alarms == 0
    assert "saved-again" not in findings(standard, few)
    assert "saved-again" not in findings(photo(), own), "unknown tables may be another setting of the camera"


def _size_of_first_segment(data: bytes) -> int:
    return int.from_bytes(data[4:6], "big") - 2


FACEBOOK = b"FBMD01000a9f0d0000"


@pytest.mark.parametrize(
    ("data", "is_found"),
    [
        (with_segment(jpeg(), 0xED, b"Photoshop 3.0\0" + resource(0x0404, data_set(2, 40, FACEBOOK))), True),
        (
            with_segment(
                jpeg(), 0xED, b"Photoshop 3.0\0" + resource(0x0404, data_set(2, 40, b"Use at once"))
            ),
            False,
        ),
        (with_xmp(jpeg(), f"<photoshop:Instructions>{FACEBOOK.decode()}</photoshop:Instructions>"), True),
        (with_xmp(jpeg(), f"<dc:title>{FACEBOOK.decode()}</dc:title>"), False),
    ],
)
def test_facebooks_mark(data: bytes, is_found: bool) -> None:
    assert ("platform" in findings(data)) is is_found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_exif(jpeg(), text(0x0131, "Snapseed 2.0")), "programs"),
        (with_exif(jpeg(), text(0x010F, "EPSON"), text(0x0110, "Perfection V600")), "scanner"),
        (with_exif(jpeg(), inner=[opaque(0xA300, b"\1")]), "scanner"),
        (with_exif(jpeg(), text(0x010F, "DJI"), text(0x0110, "FC3170")), "drone"),
        (with_exif(jpeg(), text(0x010F, "Hasselblad"), text(0x0110, "L1D-20c")), "drone"),
    ],
)
def test_named_programs_and_devices(data: bytes, code: str) -> None:
    found = findings(data)
    assert code in found
    assert not found[code].weights


@pytest.mark.parametrize(
    "data",
    [
        with_exif(jpeg(), text(0x0131, "Ver.1.00")),
        with_exif(jpeg(), text(0x010F, "Hasselblad"), text(0x0110, "X1D")),
        with_exif(jpeg(), text(0x010F, "DJI"), text(0x0110, "Osmo Pocket")),
        with_exif(jpeg(), inner=[opaque(0xA300, b"\3")]),
    ],
)
def test_what_is_neither_drone_nor_scanner_nor_known_program(data: bytes) -> None:
    assert not {"drone", "scanner", "programs"} & set(findings(data))


@pytest.mark.parametrize(("width", "height"), [(1170, 2532), (2532, 1170)])
def test_a_screens_size(width: int, height: int) -> None:
    finding = findings(png(width, height), kind=FileKind.PNG)["screen-size"]
    assert finding.measure("screen") == "iPhone 12 to 14"
    assert not finding.weights


@pytest.mark.parametrize(
    ("data", "kind", "codes"),
    [
        (png(1171, 2532), FileKind.PNG, set()),
        (jpeg(1280, 720), FileKind.JPEG, {"writer", "typical-size"}),
        (jpeg(1280, 1280), FileKind.JPEG, {"writer"}),
        (jpeg(1281, 720), FileKind.JPEG, {"writer"}),
        (with_exif(jpeg(1280, 720), text(0x0110, "C-960")), FileKind.JPEG, {"writer"}),
    ],
)
def test_other_sizes(data: bytes, kind: FileKind, codes: set[str]) -> None:
    assert set(findings(data, kind=kind)) == codes


def test_a_bad_database_is_no_silent_nothing() -> None:
    with pytest.raises(CouldNotCheck, match=r"own\.json"):
        findings(jpeg(), material("encoders", "own.json", b"{}"))


def test_statements_are_free_of_what_strangers_wrote_beyond_bounds() -> None:
    found = findings(with_exif(jpeg(), text(0x0131, "Snapseed " + "x" * 5000)))
    assert len(found["programs"].statement) < 400


def test_each_size_stands_once_and_the_shorter_side_first() -> None:
    sizes = [(short, long) for short, long, _ in SCREENS]
    assert len(set(sizes)) == len(sizes)
    assert all(short < long for short, long in sizes)
    assert screen_of(100, 100) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("HDR+ 1.0.585804376zd", "Google's phones"),
        ("Photos 3.0", "Apple's"),
        ("VueScan 9 x64 (9.7.50)", "scanner"),
        ("Photo Mechanic 6.0", "newsrooms"),
        ("Corvane firmware 2", ""),
        ("Photoshop", ""),
    ],
)
def test_programs_are_explained(name: str, words: str) -> None:
    assert words in explained(name)
    assert bool(explained(name)) is bool(words)


def test_each_explanation_is_a_clause() -> None:
    assert all(words[0].islower() or words.startswith(("Adobe", "Google", "Apple")) for _, words in PROGRAMS)
    assert not any(words.endswith(".") for _, words in PROGRAMS)


@pytest.mark.corpora
def test_real_files_get_the_names_and_marks_that_they_should(corpora: Path) -> None:
    """Endings, platforms' marks and cameras over both parts: none missed, none invented, no camera taken for another."""
    listed = json.loads((corpora / "expectations.json").read_bytes())["files"]
    wrong = []
    for item in listed:
        data = (corpora / item["path"]).read_bytes()
        kind = sniff(data[:HEAD_SIZE], len(data))
        if not isinstance(kind, FileKind) or item["path"].startswith("hostile"):
            continue
        expected = item["expected"]
        if bool(misnamed(item["path"], kind)) is not expected.get("extension_mismatch", False):
            wrong.append(("ending", item["path"]))
        if kind is not FileKind.JPEG:
            continue
        found = findings(data)
        if ("platform" in found) is not ("social_trace" in expected):
            wrong.append(("platform", item["path"]))
        entry = labelled(data)
        if entry and entry.role is Role.CAMERA and "saved-again" in found:
            wrong.append(("saved again", item["path"]))
        same = known().with_tables(entry.fingerprint.tables, entry.fingerprint.subsampling) if entry else ()
        if entry and same and same_name(entry.name) not in {same_name(other.name) for other in same}:
            wrong.append(("writer", item["path"]))
    assert not wrong
