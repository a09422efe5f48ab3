"""The second reader: used where it is installed, never required, shut off, and its differences are named."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest

from generator.analyse import exiftool, keys
from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.analyzers import metadata_exiftool
from generator.analyse.metadata.exif import read_exif
from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.second_reader import comparison
from generator.analyse.picture import Picture
from generator.model import FileKind, Privacy
from tests.analyse.metadata.builders import exif, text

needs_exiftool = pytest.mark.skipif(not exiftool.is_installed(), reason="exiftool is not installed")


def tag(group: str, number: int, value: Any) -> dict[str, Any]:
    return {
        "family": "EXIF",
        "group": group,
        "name": "X",
        "table": "Exif::Main",
        "id": number,
        "num": value,
        "val": value,
    }


def read(make: str = "Canon", serial: str = "123456") -> Metadata:
    return Metadata(exif=(read_exif(exif([text(0x010F, make)], [text(0xA431, serial)])),))


def test_agreement_is_one_finding() -> None:
    (finding,) = comparison(read(), [tag("IFD0", 0x010F, "Canon "), tag("ExifIFD", 0xA431, 123456)], "13.0")
    assert finding.code == "metadata.exiftool"
    assert "agree" in finding.statement


def test_differences_are_withheld_where_they_are_private() -> None:
    findings = comparison(read(), [tag("IFD0", 0x010F, "Nikon"), tag("ExifIFD", 0xA431, "654321")], "13.0")
    assert [finding.code for finding in findings] == ["metadata.exiftool", "metadata.exiftool.differs"]
    rows = {row.name: row for row in findings[1].tables[0].rows}
    assert rows["camera maker"].value == "this program: Canon; ExifTool: Nikon"
    assert rows["serial number of the camera"].privacy is Privacy.SERIAL
    assert not any("123456" in finding.statement or "654321" in finding.statement for finding in findings)


def test_what_only_one_reads_differs() -> None:
    findings = comparison(read(), [tag("ExifIFD", 0xA431, "123456")], "13.0")
    assert findings[1].tables[0].rows[0].value == "this program: Canon; ExifTool: not read"


def test_nothing_in_both_is_nothing() -> None:
    assert comparison(Metadata(), [], "13.0") == ()


def test_without_exiftool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exiftool, "version", lambda: exiftool.NOT_INSTALLED)
    with pytest.raises(NotApplicable, match="not installed"):
        metadata_exiftool.run(Picture(b"", FileKind.JPEG, ""))


def test_its_version_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys._version.cache_clear()
    monkeypatch.setattr(exiftool, "version", lambda: "99.1")
    assert keys.engine_versions(["exiftool"]) == ["exiftool 99.1"]
    keys._version.cache_clear()


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import sys; sys.exit(3)", "ended before it answered"),
        ("import time; time.sleep(60)", "no answer within"),
        ("print('[{\"a\": {ready1}', flush=True); input()", "not well-formed"),
    ],
)
def test_a_broken_program_is_a_reason(
    program: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "exiftool"
    fake.write_text(
        f"#!{sys.executable}\nimport sys\nif '-ver' in sys.argv: print('9.9'); sys.exit()\n{program}\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(exiftool, "SECONDS", 0.5)
    started = time.monotonic()
    with exiftool.ExifTool(seconds=0.5) as reader, pytest.raises(exiftool.ExifToolFailed, match=why):
        reader.read(b"x")
    assert time.monotonic() - started < 10
    monkeypatch.setattr(exiftool, "shared", lambda: exiftool.ExifTool(seconds=0.5))
    monkeypatch.setattr(exiftool, "version", lambda: "9.9")
    with pytest.raises(CouldNotCheck, match="ExifTool could not read"):
        metadata_exiftool.run(Picture(b"x", FileKind.JPEG, ""))


def test_answers_that_are_not_utf_8() -> None:
    answer = b'[{"SourceFile": "x", "EXIF:IFD0:Make": {"id": 271, "table": "Exif::Main", "val": "Caf\xe9"}}]'
    (found,) = exiftool.tags(answer)
    assert found["val"] == "Caf\ufffd"
    assert (found["family"], found["group"], found["name"]) == ("EXIF", "IFD0", "Make")


def test_arguments_with_line_breaks_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "exiftool"
    fake.write_text(f"#!{sys.executable}\ninput()\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with exiftool.ExifTool() as reader, pytest.raises(exiftool.ExifToolFailed, match="line break"):
        reader.ask(["-ver\n-execute"])


@needs_exiftool
def test_two_files_through_one_process() -> None:
    from generator.simulate.quick import synthetic_photo

    with exiftool.ExifTool() as reader:
        first = reader.read(synthetic_photo(64, 48, seed=1))
        second = reader.read(b"GIF89a\1\0\1\0\0\0\0;")
        assert reader.process.poll() is None
    assert any(item["name"] == "ImageWidth" and item["val"] == 64 for item in first)
    assert any(item["name"] == "FileType" and item["val"] == "GIF" for item in second)


@needs_exiftool
def test_the_original_name_is_not_told() -> None:
    with exiftool.ExifTool() as reader:
        tags = reader.read(b"GIF89a\1\0\1\0\0\0\0;")
    assert next(item["val"] for item in tags if item["name"] == "Directory") in (
        "/proc/self/fd",
        str(reader.copy.folder),
    )
