"""Fingerprints and their database: what is told apart, what is learned from which file, and what a bad database says."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.analyse import encoders
from generator.analyse.encoders import Database, Entry, Fingerprint, InvalidDatabase, Role, read_database
from generator.analyse.encoders.database import camera_label, known, write_database
from generator.analyse.encoders.handed import database_with, handed_over
from generator.analyse.encoders.learn import fingerprint_of_file, labelled, learn_labelled, learn_program
from generator.analyse.materials import material
from generator.cli import main
from generator.errors import InvalidContent
from tests.analyse.metadata.builders import CAMERA, exif, ratio, short, text, whole

OWN = [[3 + index // 3 for index in range(64)], [5 + index // 2 for index in range(64)]]
PRINT = Fingerprint("ab" * 8, 0, "4:2:0", "standard", False, "none", "APP1 DQT SOF0 DHT")
SAVE_AS = b"Photoshop 3.0\0" + b"8BIM\x04\x06\0\0\0\0\0\x07" + struct.pack(">hHH", 6, 0x0000, 3) + b"\x01\0"
SAVE_FOR_WEB = b"Ducky\0\x01\0\x04\0\0\0\x3c\0\0"


def jpeg(width: int = 64, height: int = 48, **options: Any) -> bytes:
    y, x = np.mgrid[:height, :width].astype(np.int64)
    pixels = np.stack([x * 4 % 256, y * 5 % 256, x * y // 12 % 256], axis=2).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + data[2:]


def photo(
    width: int = 800, height: int = 600, *, software: str = "Ver.1.02", noted: int = 0, **options: Any
) -> bytes:
    """A file as a camera would write it; `noted` is the width that it writes down when it isn't the real one."""
    block = exif(
        [*CAMERA, text(0x0131, software)],
        [
            text(0x9003, "2019:03:14 08:00:00"),
            ratio(0x829A, (1, 125)),
            ratio(0x829D, (56, 10)),
            short(0x8827, 200),
            whole(0xA002, noted or width),
            whole(0xA003, height),
        ],
    )
    return with_segment(jpeg(width, height, qtables=OWN, **options), 0xE1, b"Exif\0\0" + block)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"quality": 75}, {"quality": 75, "huffman": "standard", "order": "APP0 DQT*2 SOF0 DHT*4"}),
        ({"quality": 75, "optimize": True}, {"quality": 75, "huffman": "optimised"}),
        ({"quality": 75, "progressive": True}, {"progressive": True, "order": "APP0 DQT*2 SOF2 DHT*2"}),
        ({"qtables": OWN, "subsampling": 0}, {"quality": 0, "subsampling": "4:4:4"}),
        ({"quality": 75, "restart_marker_rows": 1}, {"restarts": "row"}),
        ({"quality": 75, "restart_marker_blocks": 1}, {"restarts": "other"}),
    ],
)
def test_what_a_fingerprint_says(options: dict[str, Any], expected: dict[str, object]) -> None:
    print_ = fingerprint_of_file(jpeg(**options))
    assert print_ is not None
    assert {name: getattr(print_, name) for name in expected} == expected


def test_the_fingerprint_of_known_tables_is_constant() -> None:
    print_ = fingerprint_of_file(jpeg(qtables=OWN))
    assert print_ is not None
    assert print_.tables == "67b5a15154d1dce2"


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", jpeg()[:150]])
def test_broken_files_have_none(data: bytes) -> None:
    assert fingerprint_of_file(data) is None


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (photo(), "Ypsilon Y-1"),
        (photo(software="GIMP 2.10"), None),
        (photo(noted=1600), None),
        (photo(400, 300), None),
        (jpeg(qtables=OWN), None),
        (with_segment(jpeg(qtables=OWN), 0xED, SAVE_AS), "Adobe Photoshop, Save As quality 10 of 12"),
        (with_segment(jpeg(quality=75), 0xED, SAVE_AS), None),
        (with_segment(jpeg(qtables=OWN), 0xEC, SAVE_FOR_WEB), "Adobe, Save for Web quality 60 of 100"),
    ],
)
def test_which_files_settle_who_wrote_them(data: bytes, name: str | None) -> None:
    entry = labelled(data)
    assert (entry.name if entry else None) == name


def test_learning_counts_files() -> None:
    learned = learn_program(
        [jpeg(quality=75), jpeg(96, 64, quality=75), jpeg(quality=80), b"no picture"], "Program X 1.2"
    )
    assert {entry.fingerprint.quality: entry.files for entry in learned.entries} == {75: 2, 80: 1}
    assert learn_labelled([photo(), photo(), jpeg()]).entries[0].files == 2


def test_a_database_is_read_as_it_was_written() -> None:
    learned = learn_labelled([photo()]).joined(learn_program([jpeg()], "Program Ü 1").entries)
    data = write_database(learned)
    assert read_database(data) == learned
    assert write_database(read_database(data)) == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"{}", "does not say"),
        (b'{"form": "backstory encoders 1", "entries": 3}', "not a list"),
        (b'{"form": "backstory encoders 1", "entries": [{}]}', "entry 1 has other fields"),
        (b" " * (5 << 20), "larger than"),
    ],
)
def test_a_bad_database_says_why(data: bytes, words: str) -> None:
    with pytest.raises(InvalidDatabase, match=words):
        read_database(data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"files": 0}, "no name or no files"),
        ({"files": True}, "`files` is not a number"),
        ({"quality": 101}, "`quality` is not a number"),
        ({"role": "ghost"}, "neither camera nor program"),
        ({"name": "\u202e"}, "no name"),
        ({"name": "x" * 300}, "`name` is not a text"),
        ({"progressive": 1}, "neither true nor false"),
    ],
)
def test_a_bad_entry_says_why(change: dict[str, object], words: str) -> None:
    stored = json.loads(write_database(Database((Entry(Role.PROGRAM, "X", PRINT, 1),))))
    stored["entries"][0] |= change
    with pytest.raises(InvalidDatabase, match=words):
        read_database(json.dumps(stored).encode())


def test_what_comes_with_the_program_is_in_its_own_form() -> None:
    database = known()
    assert write_database(database) == Path(encoders.__file__).with_name("known.json").read_bytes()
    assert sum(entry.files for entry in database.of_camera("Nikon D70")) == 12
    assert not database.of_camera("Nikon D700")


@pytest.mark.parametrize(
    ("make", "model", "label"),
    [
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("Apple", "iPhone 15", "Apple iPhone 15"),
        ("", "X100", "X100"),
    ],
)
def test_a_camera_is_named_once(make: str, model: str, label: str) -> None:
    assert camera_label(make, model) == label


def test_a_publishers_database_adds_to_the_known_one() -> None:
    data = write_database(Database((Entry(Role.CAMERA, "Corvane K2", PRINT, 7),)))
    (handed,) = handed_over([("data/own.json", data)])
    assert database_with((handed,)).of_camera("corvane k2")[0].files == 7
    with pytest.raises(InvalidContent, match=r"own\.json"):
        handed_over([("own.json", b"{}")])
    with pytest.raises(InvalidDatabase, match=r"own\.json"):
        database_with((material("encoders", "own.json", b"{}"),))


def test_the_command_writes_and_extends_a_database(tmp_path: Path) -> None:
    folder = tmp_path / "labelled"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(jpeg(quality=75))
    (folder / "notes.txt").write_text("not a picture")
    out = tmp_path / "own.json"
    first = CliRunner().invoke(
        main, ["learn-encoder", str(folder), "--name", "Program X 1.2", "--out", str(out)]
    )
    assert first.exit_code == 0, first.output
    assert "Learned from 1 of 2 files: 1 fingerprint of 1 writer." in first.output
    (folder / "a.jpg").write_bytes(photo())
    second = CliRunner().invoke(main, ["learn-encoder", str(folder), "--out", str(out)])
    assert second.exit_code == 0, second.output
    assert [entry.name for entry in read_database(out.read_bytes()).entries] == [
        "Ypsilon Y-1",
        "Program X 1.2",
    ]


@pytest.mark.parametrize(
    ("before", "options", "words"),
    [
        (b"{}", ["--name", "X"], "can't be extended"),
        (None, ["--name", " "], "printable"),
        (None, [], "could be learned from"),
    ],
)
def test_the_command_says_what_to_mend(
    tmp_path: Path, before: bytes | None, options: list[str], words: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    out = tmp_path / "own.json"
    if before is not None:
        out.write_bytes(before)
    run = CliRunner().invoke(main, ["learn-encoder", str(tmp_path), "--out", str(out), *options])
    assert run.exit_code == 2
    assert words in run.output
    assert out.exists() is (before is not None)
