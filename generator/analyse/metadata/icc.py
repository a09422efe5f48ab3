"""Reads the header and descriptive texts of an ICC colour profile.

Source: ICC.1:2022 (profile version 4.4) sections 7.2, 9 and 10. A profile tells which colour space the pixels are meant in and
who made the *profile*; its date is the profile's, not the picture's.
"""

from __future__ import annotations

import struct

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata.values import Block, Group, Tag, decode_text

MAX_TAGS = 200
CLASSES = {
    "scnr": "input device", "mntr": "display device", "prtr": "output device", "link": "device link",
    "spac": "colour space", "abst": "abstract", "nmcl": "named colours",
}  # fmt: skip
INTENTS = {0: "perceptual", 1: "relative colorimetric", 2: "saturation", 3: "absolute colorimetric"}
TEXTS = {
    b"desc": "ProfileDescription", b"cprt": "ProfileCopyright", b"dmnd": "DeviceManufacturerDescription",
    b"dmdd": "DeviceModelDescription", b"vued": "ViewingConditionsDescription",
}  # fmt: skip


def read_icc(data: bytes) -> Block:
    """Header and texts of a profile; never raises."""
    if len(data) < 128:
        return Block(
            faults=(Fault("truncated", f"the profile has {len(data)} bytes; its header alone has 128"),)
        )
    faults = []
    if data[36:40] != b"acsp":
        return Block(faults=(Fault("bad-header", "the profile lacks the signature `acsp`"),))
    (size,) = struct.unpack_from(">I", data, 0)
    if size != len(data):
        faults.append(
            Fault("length-mismatch", f"the profile says it has {size} bytes; {len(data)} are there")
        )
    year, month, day, hour, minute, second = struct.unpack_from(">6H", data, 24)
    date = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"
    profile_class = _signature(data, 12)
    tags = [
        Tag("ProfileSize", str(size)),
        Tag("ProfileCMMType", _signature(data, 4)),
        Tag("ProfileVersion", f"{data[8]}.{data[9] >> 4}.{data[9] & 15}"),
        Tag("ProfileClass", CLASSES.get(profile_class, profile_class)),
        Tag("ColorSpaceData", _signature(data, 16)),
        Tag("ProfileConnectionSpace", _signature(data, 20)),
        Tag("ProfileDateTime", date if year else "not set"),
        Tag("PrimaryPlatform", _signature(data, 40)),
        Tag("DeviceManufacturer", _signature(data, 48)),
        Tag("DeviceModel", _signature(data, 52)),
        Tag("RenderingIntent", INTENTS.get(struct.unpack_from(">I", data, 64)[0], "unknown")),
        Tag("ProfileCreator", _signature(data, 80)),
        Tag("ProfileID", data[84:100].hex() if any(data[84:100]) else "not set"),
    ]
    texts, problems = _texts(data)
    return Block((Group("ICC", "ICC colour profile", (*texts, *tags)),), (*faults, *problems))


def _texts(data: bytes) -> tuple[list[Tag], list[Fault]]:
    if len(data) < 132:
        return [], [Fault("truncated", "the profile's tag table is missing")]
    (count,) = struct.unpack_from(">I", data, 128)
    tags: list[Tag] = []
    faults: list[Fault] = []
    if 132 + 12 * count > len(data) or count > MAX_TAGS:
        faults.append(Fault("oversize-count", f"the profile claims {count} tags"))
    for index in range(min(count, MAX_TAGS, (len(data) - 132) // 12)):
        signature, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * index)
        if signature not in TEXTS:
            continue
        if offset + size > len(data):
            faults.append(
                Fault("length-outside-file", f"{TEXTS[signature]} points outside the profile", offset)
            )
            continue
        text = _text(data[offset : offset + min(size, 1 << 16)])
        if text:
            tags.append(Tag(TEXTS[signature], text))
    return tags, faults


def _text(data: bytes) -> str:
    """Text of type `desc` (version 2), `mluc` (version 4, first language) or `text`."""
    kind = data[:4]
    if kind == b"desc" and len(data) >= 12:
        (length,) = struct.unpack_from(">I", data, 8)
        return decode_text(data[12 : 12 + length])
    if kind == b"mluc" and len(data) >= 28:
        length, offset = struct.unpack_from(">II", data, 20)
        return data[offset : offset + (length & ~1)].decode("utf-16-be", "replace").rstrip("\0")
    if kind == b"text":
        return decode_text(data[8:])
    return ""


def _signature(data: bytes, offset: int) -> str:
    raw = data[offset : offset + 4]
    return (
        decode_text(raw).strip()
        if all(32 <= byte < 127 for byte in raw)
        else ("" if not any(raw) else raw.hex())
    )
