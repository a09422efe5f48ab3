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
    b"desc": "ProfileDescription", b"cprt": "ProfileCopyright", b"dmnd": "DeviceMfgDesc",
    b"dmdd": "DeviceModelDesc", b"vued": "ViewingCondDesc", b"targ": "CharTarget",
}  # fmt: skip

POINTS = {
    b"wtpt": "MediaWhitePoint", b"bkpt": "MediaBlackPoint", b"rXYZ": "RedMatrixColumn", b"gXYZ": "GreenMatrixColumn",
    b"bXYZ": "BlueMatrixColumn", b"lumi": "Luminance",
}  # fmt: skip
CURVES = {
    b"rTRC": "RedTRC", b"gTRC": "GreenTRC", b"bTRC": "BlueTRC", b"kTRC": "GrayTRC", b"A2B0": "AToB0", b"A2B1": "AToB1",
    b"A2B2": "AToB2", b"B2A0": "BToA0", b"B2A1": "BToA1", b"B2A2": "BToA2", b"gamt": "Gamut", b"vcgt": "VideoCardGamma",
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
        Tag("ProfileClass", CLASSES.get(profile_class, profile_class), profile_class),
        Tag("ColorSpaceData", _signature(data, 16)),
        Tag("ProfileConnectionSpace", _signature(data, 20)),
        Tag("ProfileDateTime", date if year else "not set"),
        Tag("ProfileFileSignature", _signature(data, 36)),
        Tag("PrimaryPlatform", _signature(data, 40)),
        Tag("CMMFlags", _flags(data), struct.unpack_from(">I", data, 44)),
        Tag("DeviceManufacturer", _signature(data, 48)),
        Tag("DeviceModel", _signature(data, 52)),
        Tag("DeviceAttributes", f"{data[56:64].hex(' ')}", struct.unpack_from(">II", data, 56)),
        Tag(
            "RenderingIntent",
            INTENTS.get(struct.unpack_from(">I", data, 64)[0], "unknown"),
            struct.unpack_from(">I", data, 64),
        ),
        _point("ConnectionSpaceIlluminant", data, 68),
        Tag("ProfileCreator", _signature(data, 80)),
        Tag("ProfileID", data[84:100].hex() if any(data[84:100]) else "not set", data[84:100]),
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
        name = TEXTS.get(signature) or POINTS.get(signature) or CURVES.get(signature)
        if name is None and signature not in MEASURED:
            continue
        if offset + size > len(data):
            named = name or signature.decode("latin-1")
            faults.append(Fault("length-outside-file", f"{named} points outside the profile", offset))
            continue
        if name is None or signature in POINTS or signature in CURVES:
            tags += _measured(signature, data[offset : offset + min(size, 64)], size)
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


MEASURED = frozenset({b"view", b"meas", b"tech", b"chad"})
ILLUMINANTS = {1: "D50", 2: "D65", 3: "D93", 4: "F2", 5: "D55", 6: "A", 7: "equi-power", 8: "F8"}


def _measured(signature: bytes, data: bytes, size: int) -> list[Tag]:
    """Colour points, viewing and measuring conditions (ICC.1 10.31, 10.14, 10.30); curves by their size."""
    if signature in POINTS:
        return [_point(POINTS[signature], data, 8)] if len(data) >= 20 else []
    if signature in CURVES:
        return [Tag(CURVES[signature], f"{size} bytes")]
    if signature == b"tech" and len(data) >= 12:
        return [Tag("Technology", _signature(data, 8))]
    if signature == b"chad" and len(data) >= 44:
        numbers = tuple(item / 65536 for item in struct.unpack_from(">9i", data, 8))
        return [Tag("ChromaticAdaptation", ", ".join(f"{item:.5f}" for item in numbers), numbers)]
    if signature == b"view" and len(data) >= 36:
        (light,) = struct.unpack_from(">I", data, 32)
        points = [_point("ViewingCondIlluminant", data, 8), _point("ViewingCondSurround", data, 20)]
        return [*points, Tag("ViewingCondIlluminantType", ILLUMINANTS.get(light, "unknown"), (light,))]
    if signature == b"meas" and len(data) >= 36:
        observer, geometry, flare, light = (struct.unpack_from(">I", data, at)[0] for at in (8, 24, 28, 32))
        return [
            Tag("MeasurementObserver", {1: "CIE 1931", 2: "CIE 1964"}.get(observer, "unknown"), (observer,)),
            _point("MeasurementBacking", data, 12),
            Tag("MeasurementGeometry", {1: "0/45", 2: "0/d"}.get(geometry, "unknown"), (geometry,)),
            Tag("MeasurementFlare", f"{flare / 65536:.5f}", (flare / 65536,)),
            Tag("MeasurementIlluminant", ILLUMINANTS.get(light, "unknown"), (light,)),
        ]
    return []


def _point(name: str, data: bytes, offset: int) -> Tag:
    numbers = tuple(item / 65536 for item in struct.unpack_from(">3i", data, offset))
    return Tag(name, ", ".join(f"{item:.5f}" for item in numbers), numbers)


def _flags(data: bytes) -> str:
    (flags,) = struct.unpack_from(">I", data, 44)
    embedded = "embedded" if flags & 1 else "not embedded"
    return f"{embedded}, {'not independent' if flags & 2 else 'independent'} of the picture"


def _signature(data: bytes, offset: int) -> str:
    raw = data[offset : offset + 4]
    return (
        decode_text(raw).strip()
        if all(32 <= byte < 127 for byte in raw)
        else ("" if not any(raw) else raw.hex())
    )
