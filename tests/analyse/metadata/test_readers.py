"""Each reader against blocks whose every byte is known."""

from __future__ import annotations

import struct

import pytest

from generator.analyse.metadata.dates import read_exif_date, read_iptc_date, read_iso_date, read_offset
from generator.analyse.metadata.exif import read_exif
from generator.analyse.metadata.exif_words import prefixed_text, readable
from generator.analyse.metadata.icc import read_icc
from generator.analyse.metadata.iptc import read_iptc
from generator.analyse.metadata.photoshop import read_photoshop
from generator.analyse.metadata.software import is_camera_firmware, is_editor
from generator.analyse.metadata.source_types import meaning, term_of
from generator.analyse.metadata.values import Ratio, Value, clean
from generator.analyse.metadata.xmp import read_xmp
from generator.model import Origin, Privacy
from tests.analyse.metadata.builders import (
    CAMERA,
    EXPOSURE,
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


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_directories(order: str) -> None:
    block = read_exif(
        exif(
            [text(0x010F, "Ypsilon"), short(0x0112, 6, order=order), text(0x013B, "Zoë")],
            [ratio(0x829A, (1, 250), order=order), text(0xA431, "12345")],
            [text(1, "N"), ratio(2, (52, 1), (30, 1), (0, 1), order=order)],
            [short(0x0103, 6, order=order)],
            order=order,
        )
    )
    assert block.faults == ()
    assert [group.key for group in block.groups] == ["IFD0", "Exif", "GPS", "IFD1"]
    assert block.text("IFD0", "Make") == "Ypsilon"
    assert block.text("IFD0", "Artist") == "Zoë"
    assert block.text("IFD0", "Orientation") == "turned by 90° clockwise for viewing"
    assert block.text("Exif", "ExposureTime") == "1/250 s"
    hidden = {tag.name: tag.privacy for group in block.groups for tag in group.tags}
    assert hidden["BodySerialNumber"] is Privacy.SERIAL
    assert hidden["GPSLatitude"] is Privacy.LOCATION
    assert hidden["Artist"] is Privacy.PERSON
    assert hidden["Make"] is Privacy.PUBLIC


@pytest.mark.parametrize("count", [1, 2])
def test_directories_below_the_first_one(count: int) -> None:
    """SubIFDs (tag 330, TIFF Technical Note 1), one or several, by ExifTool's names."""
    head = [text(0x010F, "Ypsilon")]
    start = 8 + len(directory([*head, whole(330, *range(count))], 8))
    below = directory([short(0x0103, 7), text(0x0131, "A program")], start)
    places = [start + number * len(below) for number in range(count)]
    first = directory([*head, whole(330, *places)], 8)
    others = b"".join(directory([short(0x0103, 7), text(0x0131, "A program")], place) for place in places)
    block = read_exif(b"II*\0" + struct.pack("<I", 8) + first + others)
    assert block.faults == ()
    assert [group.key for group in block.groups] == ["IFD0", "SubIFD", "SubIFD1"][: count + 1]
    assert block.text("SubIFD", "Software") == "A program"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ExposureTime", (Ratio(1, 250),), "1/250 s"),
        ("ExposureTime", (Ratio(5, 2),), "2.5 s"),
        ("ExposureTime", (Ratio(0, 0),), "0/0"),
        ("FNumber", (Ratio(28, 10),), "f/2.8"),
        ("Flash", (0x59,), "fired, automatic, red-eye reduction"),
        ("Flash", (16,), "did not fire, forced off"),
        ("MeteringMode", (5,), "multi-segment"),
        ("MeteringMode", (77,), "77 (unknown)"),
        (
            "LensSpecification",
            (Ratio(18, 1), Ratio(200, 1), Ratio(35, 10), Ratio(63, 10)),
            "18-200 mm f/3.5-6.3",
        ),
        ("ExifVersion", b"0231", "2.31"),
        ("GPSTimeStamp", (Ratio(8, 1), Ratio(5, 1), Ratio(9, 1)), "08:05:09 UTC"),
        ("GPSAltitude", (Ratio(10000, 1),), "10000 m"),
        ("XPTitle", "Flut\0".encode("utf-16-le"), "Flut"),
        ("GPSLatitudeRef", "S", "south"),
        ("SubjectDistance", (Ratio(0xFFFFFFFF, 1),), "infinity"),
    ],
)
def test_words(name: str, value: Value, words: str) -> None:
    assert readable(name, value) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"ASCII\0\0\0hello\0\0", "hello"),
        (b"UNICODE\0" + "żółw".encode("utf-16-le"), "żółw"),
        (b"UNICODE\0" + "prompt".encode("utf-16-be"), "prompt"),
        (b"JIS\0\0\0\0\0" + "写真".encode("shift_jis"), "写真"),
        (b"\0" * 8 + b"no code", "no code"),
        (b"without any code", "without any code"),
    ],
)
def test_user_comment(data: bytes, words: str) -> None:
    assert prefixed_text(data) == words


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad-header"),
        (b"II*\0", "bad-header"),
        (b"Hello, world", "bad-header"),
        (b"II\x2b\0" + b"\0" * 8, "truncated"),
        (b"II*\0\xff\xff\0\0", "offset-outside"),
        (b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 40_000), "truncated"),
        (b"II*\0" + struct.pack("<I", 8) + directory([], 8, following=8), "loop"),
        (
            b"II*\0" + struct.pack("<I", 8) + struct.pack("<HHHII", 1, 0x10F, 2, 0x7FFFFFFF, 0) + b"\0" * 4,
            "bad-entry",
        ),
    ],
)
def test_broken_exif_is_a_fault(data: bytes, code: str) -> None:
    assert code in {fault.code for fault in read_exif(data).faults}


def test_overlapping_values_stay_within_the_budget() -> None:
    entries = b"".join(struct.pack("<HHII", 0x5000 + index, 2, 900_000, 20_000) for index in range(1000))
    data = b"II*\0" + struct.pack("<IH", 8, 1000) + entries + b"\0" * 4
    block = read_exif(data.ljust(20_000, b"\0") + b"x" * 900_000)
    unread = [tag for tag in block.groups[0].tags if tag.text.endswith("not read")]
    assert len(block.groups[0].tags) == 1000
    assert len(unread) > 900


def apple_note() -> bytes:
    head = b"Apple iOS\0\0\1MM"
    return head + directory([text(0x0011, "CONTENT-ID"), (0x000A, 9, struct.pack(">i", 3), 1)], 14, order=">")


def olympus_note() -> bytes:
    return b"OLYMPUS\0II\3\0" + directory([text(0x0404, "SER404X")], 12)


def nikon_note() -> bytes:
    inner = b"MM\0*\0\0\0\x08" + directory(
        [text(0x001D, "7654321"), (0x00A7, 4, struct.pack(">I", 4854), 1)], 8, order=">"
    )
    return b"Nikon\0\2\x10\0\0" + inner


@pytest.mark.parametrize(
    ("make", "note", "maker", "expected"),
    [
        ("Apple", apple_note(), "Apple", {"MediaGroupUUID": "CONTENT-ID", "HDRImageType": "HDR Image"}),
        ("OLYMPUS", olympus_note(), "Olympus", {"SerialNumber": "SER404X"}),
        ("NIKON", nikon_note(), "Nikon", {"SerialNumber": "7654321", "ShutterCount": "4854"}),
        ("Google", b"HDRP\x02" + b"\7" * 40, "Google (HDR+)", {"Content": "identified but not read"}),
        ("Nobody", b"\1\2\3\4\5\6\7\x08", "not recognised", {"Content": "not read"}),
    ],
)
def test_maker_notes(make: str, note: bytes, maker: str, expected: dict[str, str]) -> None:
    block = read_exif(exif([text(0x010F, make)], [opaque(0x927C, note)]))
    group = block.group("MakerNote")
    assert group is not None
    assert group.text("Maker") == maker
    assert {name: group.text(name) for name in expected} == expected
    assert all(tag.privacy is Privacy.SERIAL for tag in group.tags if "Serial" in tag.name)


def test_a_moved_canon_note_is_mended() -> None:
    note_entries = [text(0x0007, "Firmware Version 1.00"), text(0x0096, "INTERNAL1")]
    written_elsewhere = directory(note_entries, 5_000)
    block = read_exif(exif([text(0x010F, "Canon")], [opaque(0x927C, written_elsewhere)]))
    assert block.text("MakerNote", "CanonFirmwareVersion") == "Firmware Version 1.00"
    assert block.text("MakerNote", "InternalSerialNumber") == "INTERNAL1"


def test_xmp_paths() -> None:
    packet = read_xmp(
        xmp(
            '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Flood</rdf:li>'
            '<rdf:li xml:lang="de">Flut</rdf:li></rdf:Alt></dc:title>'
            "<dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>"
            '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="created"/>'
            '<rdf:li rdf:parseType="Resource"><stEvt:action>saved</stEvt:action></rdf:li></rdf:Seq></xmpMM:History>'
            '<own:thing rdf:resource="https://example.org/"/><aux:SerialNumber>99</aux:SerialNumber>'
        )
    )
    assert packet.faults == ()
    assert {tag.name: tag.text for tag in packet.tags} == {
        "dc:title[x-default]": "Flood",
        "dc:title[de]": "Flut",
        "dc:subject[1]": "a",
        "dc:subject[2]": "b",
        "xmpMM:History[1]/stEvt:action": "created",
        "xmpMM:History[2]/stEvt:action": "saved",
        "own:thing": "https://example.org/",
        "aux:SerialNumber": "99",
    }
    assert packet.get("dc:title") == "Flood"
    assert packet.all("dc:subject") == ("a", "b")
    assert [tag.privacy for tag in packet.tags if tag.name == "aux:SerialNumber"] == [Privacy.SERIAL]


@pytest.mark.parametrize(
    "data",
    [
        b"<x:xmpmeta",
        b"<a><b></a>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"<x/>",
        b"<rdf:RDF " * 50_000,
        b"\xff\xfe<\0a\0",
    ],
)
def test_malformed_xmp_is_a_fault(data: bytes) -> None:
    packet = read_xmp(data)
    assert packet.tags == ()
    assert {fault.code for fault in packet.faults} == {"malformed"}


def test_deep_xmp_is_cut() -> None:
    packet = read_xmp(xmp("<dc:a>" * 500 + "x" + "</dc:a>" * 500))
    assert {fault.code for fault in packet.faults} == {"oversize-count"}


def test_xmp_in_utf16() -> None:
    packet = read_xmp(b"\xfe\xff" + xmp("<dc:format>ż</dc:format>").decode().encode("utf-16-be"))
    assert packet.get("dc:format") == "ż"


def test_iptc_names_and_charset() -> None:
    block = read_iptc(
        data_set(1, 90, b"\x1b%G")
        + data_set(2, 80, "Zoë".encode())
        + data_set(2, 25, b"one")
        + data_set(2, 25, b"two")
        + data_set(2, 90, b"Springfield")
    )
    tags = [(tag.name, tag.text, tag.privacy) for tag in block.groups[0].tags]
    assert tags == [
        ("CodedCharacterSet", "UTF-8", Privacy.PUBLIC),
        ("By-line", "Zoë", Privacy.PERSON),
        ("Keywords", "one", Privacy.PUBLIC),
        ("Keywords", "two", Privacy.PUBLIC),
        ("City", "Springfield", Privacy.LOCATION),
    ]
    assert block.faults == ()
    assert read_iptc(data_set(2, 80, "Zoë".encode("latin-1"))).text("IPTC", "By-line") == "Zoë"
    assert read_iptc(b"\x1c\x02\x50\x00\xffshort").faults[0].code == "truncated"


def test_photoshop_resources_are_named() -> None:
    block = read_photoshop(
        resource(0x0404, b"") + resource(0x040B, b"https://example.org") + resource(0x07D1, b"1")
    )
    assert [(tag.name, tag.text) for tag in block.groups[0].tags] == [
        ("IPTC-NAA", "0 bytes"),
        ("URL", "https://example.org"),
        ("path 0x07D1", "1 bytes"),
    ]
    assert read_photoshop(b"8BIM\x04\x04\0\0\x7f\xff\xff\xff").faults[0].code == "truncated"


def icc_profile() -> bytes:
    description = b"desc\0\0\0\0" + struct.pack(">I", 6) + b"Own 1\0"
    body = struct.pack(">I4sII", 1, b"desc", 144, len(description)) + description
    head = bytearray(128)
    struct.pack_into(">I", head, 0, 128 + len(body))
    head[8:10], head[12:16], head[16:20], head[36:40] = b"\x02\x40", b"mntr", b"RGB ", b"acsp"
    struct.pack_into(">6H", head, 24, 1998, 2, 9, 6, 49, 0)
    return bytes(head) + body


def test_icc() -> None:
    block = read_icc(icc_profile())
    assert block.faults == ()
    assert block.text("ICC", "ProfileDescription") == "Own 1"
    assert block.text("ICC", "ProfileVersion") == "2.4.0"
    assert block.text("ICC", "ProfileDateTime") == "1998-02-09T06:49:00"
    assert block.text("ICC", "ProfileClass") == "display device"
    assert read_icc(icc_profile()[:100]).faults[0].code == "truncated"
    assert read_icc(b"\0" * 200).faults[0].code == "bad-header"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019:03:14 08:00:00", "2019-03-14T08:00:00"),
        ("2019-03-14 08:00:00", "2019-03-14T08:00:00"),
        ("2019:03:14", "2019-03-14"),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("2019:13:14 08:00:00", None),
        ("", None),
    ],
)
def test_exif_dates(written: str, iso: str | None) -> None:
    moment = read_exif_date(written)
    assert (moment.iso if moment else None) == iso


def test_offsets_and_other_dates() -> None:
    moment = read_exif_date("2019:03:14 08:00:00", offset="+01:00")
    assert moment is not None and moment.utc is not None
    assert moment.utc.isoformat() == "2019-03-14T07:00:00"
    assert moment.text == "2019-03-14 08:00:00 (UTC+01:00)"
    assert [read_offset(item) for item in ("Z", "-05:30", "+15:00", "junk")] == [0, -330, None, None]
    written = ("2019", "2019-03", "2019-03-14T08:00:00.55Z", "14 March")
    assert [item.iso if (item := read_iso_date(text_)) else None for text_ in written] == [
        "2019",
        "2019-03",
        "2019-03-14T08:00:00",
        None,
    ]
    iptc = read_iptc_date("20190314", "080000+0100")
    assert iptc is not None and (iptc.iso, iptc.offset) == ("2019-03-14T08:00:00", 60)


@pytest.mark.parametrize(
    "name",
    [
        "Adobe Photoshop CC 2019 (Windows)",
        "GIMP 2.10.34",
        "paint.net 4.2.13",
        "Snapseed 2.0",
        "darktable 4.4",
    ],
)
def test_editors(name: str) -> None:
    assert is_editor(name)


@pytest.mark.parametrize(
    "name", ["Ver.1.00", "16.4.1", "G991BXXU3AUIE", "Digital Camera FinePix S1 Ver1.00", ""]
)
def test_firmware_is_no_editor(name: str) -> None:
    assert not is_editor(name)
    assert is_camera_firmware(name) or not name


@pytest.mark.parametrize(
    "address",
    [
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/",
        "trainedalgorithmicmedia",
    ],
)
def test_source_type_spellings(address: str) -> None:
    assert term_of(address) == "trainedAlgorithmicMedia"
    assert meaning(term_of(address)).origin is Origin.AI_GENERATED


def test_clean_removes_what_can_fool_a_reader() -> None:
    assert clean("a\u202eb\x00c\nd") == "abc d"
    assert len(clean("x" * 5000)) == 2000


def test_camera_fixture_is_well_formed() -> None:
    assert read_exif(exif(CAMERA, EXPOSURE)).faults == ()
