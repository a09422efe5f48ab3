"""Reads the short technical segments of a JPEG: JFIF, Adobe's colour transform, "Save for Web", the index of several pictures.

They tell which kind of program wrote the file last, hardly more. Sources: JFIF 1.02 (1992) page 5; Adobe technical note 5116
(1992) section 18; CIPA DC-007-2021 (MPF) section 5.2. "Ducky" and the picture information of cameras of the 1990s (lines of
text, the time as seconds since 1970 by the camera's clock, the exposure in microseconds) are known from practice.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime

from generator.analyse.containers.parts import Blob, BlobKind
from generator.analyse.metadata.tiff import read_directory
from generator.analyse.metadata.values import Block, Group, Tag, clean
from generator.model import Privacy

UNITS = {0: "none", 1: "inches", 2: "cm"}
TRANSFORMS = {0: "Unknown (RGB or CMYK)", 1: "YCbCr", 2: "YCCK"}
MPF_NAMES = {
    0xB000: "MPFVersion", 0xB001: "NumberOfImages", 0xB003: "ImageUIDList", 0xB004: "TotalFrames",
    0xB101: "MPIndividualNum", 0xB201: "PanOrientation", 0xB202: "PanOverlapH", 0xB203: "PanOverlapV",
    0xB204: "BaseViewpointNum", 0xB205: "ConvergenceAngle", 0xB206: "BaselineLength", 0xB207: "VerticalDivergence",
    0xB208: "AxisDistanceX", 0xB209: "AxisDistanceY", 0xB20A: "AxisDistanceZ", 0xB20B: "YawAngle",
    0xB20C: "PitchAngle", 0xB20D: "RollAngle",
}  # fmt: skip
IMAGE_TYPES = {
    0: "Undefined", 0x010001: "Large Thumbnail (VGA equivalent)", 0x010002: "Large Thumbnail (full HD equivalent)",
    0x020001: "Multi-frame Panorama", 0x020002: "Multi-frame Disparity", 0x020003: "Multi-angle",
    0x030000: "Baseline MP Primary Image",
}  # fmt: skip
MAX_IMAGES = 64
INFORMATION_NAMES = {
    "TimeDate": "DateTimeOriginal", "Shutter": "ExposureTime", "Type": "CameraType", "Serial#": "SerialNumber",
    "Q": "TagQ", "R": "TagR", "B": "TagB",
}  # fmt: skip
MAX_LINES = 64
"""Lines of picture information that are read."""


def read_segment(blob: Blob) -> Block:
    """The tags of one segment; an empty block for a kind that isn't read here. Never raises."""
    data = blob.data
    if blob.kind is BlobKind.JFIF and len(data) >= 7:
        return _block("JFIF", "JFIF", _jfif(data))
    if blob.kind is BlobKind.ADOBE and len(data) >= 12:
        return _block("APP14", "Adobe", _adobe(data))
    if blob.kind is BlobKind.MPF:
        return _block("MPF", "Index of several pictures (MPF)", _mpf(data))
    if blob.kind is BlobKind.OTHER and data.startswith(b"Ducky"):
        return _block("APP12", "Photoshop, Save for Web", _ducky(data[5:]))
    if blob.kind is BlobKind.OTHER and b"[picture info]" in data[:256]:
        return _block("APP12", "Picture information of an early camera", _picture_information(data))
    return Block()


def _block(key: str, title: str, tags: list[Tag]) -> Block:
    return Block((Group(key, title, tuple(tags)),)) if tags else Block()


def _jfif(data: bytes) -> list[Tag]:
    across, down = struct.unpack_from(">HH", data, 3)
    return [
        Tag("JFIFVersion", f"{data[0]}.{data[1]:02d}", (data[0], data[1]), 0),
        Tag("ResolutionUnit", UNITS.get(data[2], str(data[2])), (data[2],), 2),
        Tag("XResolution", str(across), (across,), 3),
        Tag("YResolution", str(down), (down,), 5),
    ]


def _adobe(data: bytes) -> list[Tag]:
    version, flags0, flags1 = struct.unpack_from(">HHH", data, 5)
    transform = data[11]
    return [
        Tag("DCTEncodeVersion", str(version), (version,), 0),
        Tag("APP14Flags0", str(flags0), (flags0,), 1),
        Tag("APP14Flags1", str(flags1), (flags1,), 2),
        Tag("ColorTransform", TRANSFORMS.get(transform, str(transform)), (transform,), 3),
    ]


def _ducky(data: bytes) -> list[Tag]:
    tags: list[Tag] = []
    place = 0
    while place + 4 <= len(data) and len(tags) < 10:
        number, size = struct.unpack_from(">HH", data, place)
        if not number:
            break
        body = data[place + 4 : place + 4 + size]
        place += 4 + size
        if number == 1 and len(body) == 4:
            quality = int.from_bytes(body, "big")
            tags.append(Tag("Quality", f"{quality}%", (quality,), 1))
        elif number in (2, 3) and len(body) > 4:
            text = body[4:].decode("utf-16-be", "replace").strip("\0")
            tags.append(Tag("Comment" if number == 2 else "Copyright", text, text, number))
    return tags


def _picture_information(data: bytes) -> list[Tag]:
    tags: list[Tag] = []
    for line in data[:4096].split(b"\n")[:MAX_LINES]:
        key, sign, rest = line.partition(b"=")
        word = key.decode("ascii", "replace").strip()
        if not sign or not word.replace("#", "").isalnum() or len(word) > 24:
            continue
        name = INFORMATION_NAMES.get(word, word)
        text = clean(rest.decode("latin-1").strip("\r\0 "), limit=200)
        privacy = Privacy.SERIAL if name == "SerialNumber" else Privacy.PUBLIC
        tags.append(Tag(name, _information(name, text), text, privacy=privacy))
    return tags


def _information(name: str, text: str) -> str:
    """Times and apertures as the field writes them; anything else, or what is no such number, as it stands."""
    if name == "DateTimeOriginal" and text.isdecimal() and len(text) <= 10:
        return datetime.fromtimestamp(int(text), UTC).strftime("%Y:%m:%d %H:%M:%S")
    if name == "ExposureTime" and text.isdecimal() and len(text) <= 10:
        return f"{int(text) / 1_000_000:g}"
    return text.removeprefix("F") if name == "FNumber" else text


def _mpf(data: bytes) -> list[Tag]:
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return []
    (offset,) = struct.unpack_from(order + "I", data, 4)
    directory = read_directory(data, offset, order=order, name="MPF")
    tags = []
    for field in directory.fields:
        if field.tag == 0xB002:
            tags += _images(field.data, order)
        elif field.tag in MPF_NAMES:
            value = field.value
            text = value.decode("ascii", "replace") if isinstance(value, bytes) else (
                value if isinstance(value, str) else ", ".join(map(str, value[:16]))
            )  # fmt: skip
            tags.append(Tag(MPF_NAMES[field.tag], text, value, field.tag))
    return tags


def _images(data: bytes, order: str) -> list[Tag]:
    tags: list[Tag] = []
    for index in range(min(len(data) // 16, MAX_IMAGES)):
        flags, size, start, first, second = struct.unpack_from(order + "IIIHH", data, index * 16)
        kind = flags & 0xFFFFFF
        tags += [
            Tag("MPImageFlags", str(flags >> 27), (flags >> 27,)),
            Tag("MPImageFormat", "JPEG" if not flags >> 24 & 7 else str(flags >> 24 & 7), (flags >> 24 & 7,)),
            Tag("MPImageType", IMAGE_TYPES.get(kind, f"0x{kind:06x}"), (kind,)),
            Tag("MPImageLength", str(size), (size,)),
            Tag("MPImageStart", str(start), (start,)),
            Tag("DependentImage1EntryNumber", str(first), (first,)),
            Tag("DependentImage2EntryNumber", str(second), (second,)),
        ]
    return tags
