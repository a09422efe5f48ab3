"""`metadata.consistency`: every rule with input that agrees, that differs, and that gives nothing to compare."""

from __future__ import annotations

import hashlib
import re
import struct

import pytest

from generator.analyse.consistency import RULES, facts_of, releases
from generator.analyse.containers.parts import BlobKind as Kind
from generator.analyse.containers.parts import Container
from generator.model import Finding
from tests.analyse.metadata.builders import (
    CAMERA,
    Entry,
    container,
    data_set,
    directory,
    exif,
    opaque,
    ratio,
    resource,
    short,
    text,
    whole,
    xmp,
)

TAKEN = text(0x9003, "2019:03:14 08:00:00")
CHANGED = 0x0132


def findings_of(made: Container) -> list[Finding]:
    facts = facts_of(made)
    return [finding for rule in RULES for finding in rule(facts) or ()]


def names(made: Container) -> list[str]:
    return [finding.code.removeprefix("metadata.consistency.") for finding in findings_of(made)]


def gps(day: str, hour: int, minute: int) -> list[Entry]:
    return [text(0x1D, day), ratio(7, (hour, 1), (minute, 1), (0, 1))]


def photo(*entries: Entry, first: list[Entry] | None = None, where: list[Entry] | None = None) -> Container:
    return container((Kind.EXIF, exif(first or [], [TAKEN, *entries], where)))


def profile(year: int) -> bytes:
    """The header of a colour profile that was made on 1 May of the year."""
    head = bytearray(132)
    struct.pack_into(">I", head, 0, 132)
    struct.pack_into(">6H", head, 24, year, 5, 1, 12, 0, 0)
    head[36:40] = b"acsp"
    return bytes(head)


def with_preview(width: int, height: int, small_width: int, small_height: int) -> Container:
    """A picture with an EXIF thumbnail of another size, of which only the frame header is there."""
    frame = (
        b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 11, 8, small_height, small_width, 1) + b"\1\x11\0\xff\xd9"
    )
    empty = exif([], [TAKEN], None, [whole(0x0201, 0), whole(0x0202, len(frame))])
    block = exif([], [TAKEN], None, [whole(0x0201, len(empty)), whole(0x0202, len(frame))]) + frame
    return container((Kind.EXIF, block), width=width, height=height)


OLYMPUS_NOTE = b"OLYMPUS\0II\3\0" + directory([text(0x0404, "SER404X")], 12)
HISTORY = '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:when="2021-03-14T08:00:00Z"/></rdf:Seq></xmpMM:History>'
SAVED_BY_EDITOR = (
    '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="Adobe Photoshop CS6 (Windows)"/></rdf:Seq>'
    "</xmpMM:History>"
)
CAPTION = data_set(2, 120, b"A lake")
DIGEST = hashlib.md5(CAPTION, usedforsecurity=False).digest()


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (photo(), []),
        (photo(first=[text(CHANGED, "2019:03:15 08:00:00")]), []),
        (photo(first=[text(CHANGED, "2018:03:14 08:00:00")]), ["modified-before-original"]),
        (photo(text(0x9004, "2019:03:14 08:00:00")), []),
        (photo(text(0x9004, "2019:04:14 08:00:00")), ["date-mismatch"]),
        (photo(text(0x9011, "+01:00"), where=gps("2019:03:14", 7, 1)), ["gps-time-agrees"]),
        (photo(text(0x9011, "+01:00"), where=gps("2019:03:14", 12, 0)), ["gps-time-differs"]),
        (photo(where=gps("2019:03:14", 7, 0)), ["gps-time-agrees"]),
        (photo(where=gps("2019:03:14", 7, 7)), ["gps-time-differs"]),
        (photo(where=[text(0x1D, "2019:03:15")]), []),
        (photo(where=[text(0x1D, "2019:04:15")]), ["gps-date-differs"]),
        (photo(whole(0xA002, 640), whole(0xA003, 480)), []),
        (photo(whole(0xA002, 480), whole(0xA003, 640)), ["orientation-turned"]),
        (photo(whole(0xA002, 1280), whole(0xA003, 960)), ["size-differs"]),
        (photo(first=[short(0x0112, 0)]), ["orientation-invalid"]),
        (photo(first=[*CAMERA, text(0x0131, "GIMP 2.10.34")]), ["software-not-camera"]),
        (photo(first=[*CAMERA, text(0x0131, "Ver.1.00")]), []),
        (photo(first=[*CAMERA, text(0x0131, "Retouchery 4.2")]), []),
        (
            container(
                (Kind.EXIF, exif([*CAMERA, text(0x0131, "Retouchery 4.2")], [TAKEN])),
                (Kind.XMP, xmp(SAVED_BY_EDITOR.replace("Adobe Photoshop CS6 (Windows)", "Retouchery 4.2"))),
            ),
            ["software-not-camera"],
        ),
        (photo(opaque(0x927C, OLYMPUS_NOTE), first=[text(0x010F, "OLYMPUS")]), []),
        (photo(opaque(0x927C, OLYMPUS_NOTE), first=[text(0x010F, "Canon")]), ["maker-differs"]),
        (
            photo(opaque(0x927C, OLYMPUS_NOTE), text(0xA431, "OTHER1"), first=[text(0x010F, "OLYMPUS")]),
            ["serials-differ"],
        ),
        (photo(opaque(0x9000, b"0220"), text(0x9011, "+01:00")), ["exif-version-older-than-tags"]),
        (photo(opaque(0x9000, b"0231"), text(0x9011, "+01:00")), []),
        (container((Kind.EXIF, exif([], [text(0x9003, "1980:01:01 00:00:10")]))), ["clock-not-set"]),
        (
            container((Kind.EXIF, exif([], [text(0x9003, "1962:05:04 00:00:10")]))),
            ["date-before-digital-cameras"],
        ),
        (
            container((Kind.EXIF, exif([short(0x0112, 1)], None, None, [short(0x0112, 6)]))),
            ["orientation-differs"],
        ),
        (container((Kind.EXIF, exif([], [TAKEN])), (Kind.XMP, xmp(HISTORY))), ["edited-after-capture"]),
        (photo(first=[text(0x010F, "Apple"), text(0x0110, "iPhone 11")]), []),
        (photo(first=[text(0x010F, "Apple"), text(0x0110, "iPhone 12")]), ["model-before-release"]),
        (photo(first=[text(0x010F, "samsung"), text(0x0110, "SM-G991B")]), ["model-before-release"]),
        (photo(first=[text(0x010F, "Apple"), text(0x0110, "iPhone 99")]), []),
        (
            photo(
                first=[text(CHANGED, "2019:03:14 08:00:00"), text(0x0131, "Adobe Photoshop 24.1 (Windows)")]
            ),
            ["software-before-release"],
        ),
        (
            photo(
                first=[text(CHANGED, "2023:03:14 08:00:00"), text(0x0131, "Adobe Photoshop 24.1 (Windows)")]
            ),
            [],
        ),
        (photo(text(0xA435, "LENS77"), first=CAMERA), []),
        (
            container(
                (Kind.EXIF, exif([], [TAKEN, text(0xA435, "LENS77")])),
                (Kind.XMP, xmp("<aux:LensSerialNumber>LENS88</aux:LensSerialNumber>")),
            ),
            ["lens-serials-differ"],
        ),
        (
            container(
                (Kind.EXIF, exif([*CAMERA, text(0x0131, "Ver.1.00")], [TAKEN])),
                (Kind.XMP, xmp(SAVED_BY_EDITOR)),
            ),
            ["history-names-editor"],
        ),
        (container((Kind.EXIF, exif([], [TAKEN])), (Kind.ICC, profile(2012))), []),
        (container((Kind.EXIF, exif([], [TAKEN])), (Kind.ICC, profile(2022))), ["profile-after-dates"]),
        (with_preview(640, 480, 160, 120), []),
        (with_preview(640, 360, 160, 90), []),
        (with_preview(640, 360, 160, 120), []),
        (with_preview(640, 480, 160, 90), ["thumbnail-shape-differs"]),
        (
            container((Kind.EXIF, exif([], [TAKEN])), (Kind.IPTC, data_set(2, 55, b"20190314"))),
            [],
        ),
        (
            container((Kind.EXIF, exif([], [TAKEN])), (Kind.IPTC, data_set(2, 55, b"20120314"))),
            ["dates-differ-between-blocks"],
        ),
        (
            container((Kind.EXIF, exif(CAMERA)), (Kind.XMP, xmp("<tiff:Model>Zed 9</tiff:Model>"))),
            ["model-differs"],
        ),
        (container((Kind.IPTC, CAPTION), (Kind.PHOTOSHOP, resource(0x0425, DIGEST))), []),
        (
            container((Kind.IPTC, CAPTION), (Kind.PHOTOSHOP, resource(0x0425, b"\1" * 16))),
            ["iptc-changed-later"],
        ),
    ],
)
def test_rules(made: Container, expected: list[str]) -> None:
    assert names(made) == expected


@pytest.mark.parametrize(
    ("made", "flag"),
    [
        (photo(first=[text(CHANGED, "2018:03:14 08:00:00")]), True),
        (photo(first=[text(CHANGED, "2019:03:14 03:00:00")]), False),
        (photo(where=gps("2019:03:14", 7, 7)), False),
        (photo(text(0x9011, "+01:00"), where=gps("2019:03:14", 12, 0)), True),
    ],
)
def test_only_what_no_time_zone_explains_is_flagged(made: Container, flag: bool) -> None:
    assert [finding.measure("flag") for finding in findings_of(made)] == [flag]


@pytest.mark.parametrize(
    ("taken", "model", "flag"),
    [
        ("2019:03:14 08:00:00", "iPhone 12", True),
        ("2020:03:14 08:00:00", "iPhone 12", False),
        ("2019:01:01 00:03:00", "iPhone 12", False),
    ],
)
def test_only_a_clear_gap_before_release_is_flagged(taken: str, model: str, flag: bool) -> None:
    made = container((Kind.EXIF, exif([text(0x010F, "Apple"), text(0x0110, model)], [text(0x9003, taken)])))
    assert [finding.measure("flag") for finding in findings_of(made)] == [flag]


def test_the_table_of_releases_is_sound() -> None:
    lines = releases.TABLE.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    assert len(lines) == len({tuple(line.split("\t")[:2]) for line in lines})
    for line in lines:
        kind, name, month, source = line.split("\t")
        assert kind in ("model", "software")
        assert re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", month)
        assert name.strip("*").strip() == name.strip("*")
        assert source


def test_the_method_page_has_words_for_every_rule() -> None:
    from generator.analyse.analyzers.metadata_consistency import ANALYZER

    assert ANALYZER.rules is not None
    words = dict(ANALYZER.rules())
    assert len(words) == len(RULES)
    assert all("Source:" in text for text in words.values())


def test_serial_numbers_stay_out_of_the_sentence() -> None:
    made = photo(opaque(0x927C, OLYMPUS_NOTE), text(0xA431, "OTHER1"), first=[text(0x010F, "OLYMPUS")])
    (found,) = findings_of(made)
    assert "SER404X" not in repr(found)
    assert "OTHER1" not in repr(found)


@pytest.mark.parametrize("made", [container(), container((Kind.COMMENT, b"hello"))])
def test_nothing_to_compare(made: Container) -> None:
    assert all(rule(facts_of(made)) is None for rule in RULES)


def test_the_analyzer_says_that_there_is_nothing_to_compare() -> None:
    from generator.analyse.analyzer import NotApplicable
    from generator.analyse.analyzers import metadata_consistency
    from generator.analyse.picture import Picture
    from generator.model import FileKind

    empty = Picture(b"GIF89a\1\0\1\0\0\0\0;", FileKind.GIF, "0" * 64)
    with pytest.raises(NotApplicable, match="no metadata to compare"):
        metadata_consistency.run(empty)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(getattr(rule, "__name__", rule)))
def test_every_rule_names_its_source(rule: object) -> None:
    assert "Source:" in (rule.__doc__ or "")
