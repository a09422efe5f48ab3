"""Names Photoshop's image resources and reads the few that say something of a picture's making.

Source: Adobe Photoshop File Formats Specification (2019), "Image Resource Blocks". Photoshop, but also Picasa, Lightroom,
GIMP plug-ins and news software write such blocks, often only to carry IPTC; their presence alone is no sign of editing.
"""

from __future__ import annotations

import struct

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata.values import Block, Group, Tag, decode_text

MAX_RESOURCES = 500

NAMES = {
    0x03E8: "channels, rows, columns", 0x03ED: "ResolutionInfo", 0x03EE: "names of alpha channels",
    0x03EF: "DisplayInfo", 0x03F0: "Caption", 0x03F1: "BorderInformation", 0x03F2: "BackgroundColor",
    0x03F3: "PrintFlags", 0x03F4: "grayscale halftoning", 0x03F5: "colour halftoning",
    0x03F6: "duotone halftoning", 0x03F7: "grayscale transfer function", 0x03F8: "colour transfer functions",
    0x03FD: "EPS options", 0x03FE: "QuickMask", 0x0400: "LayerState", 0x0402: "LayersGroup", 0x0404: "IPTC-NAA",
    0x0405: "image mode (raw)", 0x0406: "JPEGQuality", 0x0408: "GridAndGuides", 0x0409: "Thumbnail (4.0)",
    0x040A: "CopyrightFlag", 0x040B: "URL", 0x040C: "PhotoshopThumbnail", 0x040D: "GlobalAngle", 0x040F: "ICC profile",
    0x0410: "Watermark", 0x0411: "ICC untagged", 0x0412: "EffectsVisible", 0x0413: "SpotHalftone",
    0x0414: "IDsBaseValue", 0x0415: "names of alpha channels (Unicode)", 0x0416: "IndexedColorTableCount",
    0x0417: "TransparencyIndex", 0x0419: "GlobalAltitude", 0x041A: "Slices", 0x041B: "WorkflowURL",
    0x041D: "AlphaIdentifiers", 0x041E: "URLList", 0x0421: "VersionInfo", 0x0422: "EXIF", 0x0423: "EXIF (2)",
    0x0424: "XMP", 0x0425: "IPTCDigest", 0x0426: "PrintScale", 0x0428: "PixelAspectRatio",
    0x0429: "LayerComps", 0x042D: "LayerSelectionIDs", 0x0430: "LayerGroupsEnabled", 0x0431: "ChannelOptions",
    0x0435: "MeasurementScale", 0x0436: "TimelineInfo", 0x0437: "SheetDisclosure", 0x043A: "PrintInfo",
    0x043B: "PrintStyle", 0x0440: "OnionSkins", 0x0BB7: "ClippingPathName", 0x0BB8: "OriginPathInfo",
    0x2710: "PrintFlagsInfo",
}  # fmt: skip


def read_photoshop(data: bytes) -> Block:
    """All resources, named, with their sizes; never raises."""
    tags: list[Tag] = []
    faults: list[Fault] = []
    place = 0
    while place + 12 <= len(data):
        if data[place : place + 4] not in (b"8BIM", b"8BPS", b"MeSa", b"AgHg", b"PHUT", b"DCSR"):
            if data[place:].strip(b"\0"):
                faults.append(
                    Fault("malformed", f"no resource begins at byte {place}; reading stopped", place)
                )
            break
        (number,) = struct.unpack_from(">H", data, place + 4)
        name_end = place + 7 + data[place + 6]
        name_end += (name_end - place) & 1
        if name_end + 4 > len(data):
            faults.append(Fault("truncated", "a resource's header is cut off", place))
            break
        (size,) = struct.unpack_from(">I", data, name_end)
        body = data[name_end + 4 : name_end + 4 + size]
        if len(body) < size:
            faults.append(
                Fault(
                    "truncated", f"resource 0x{number:04X} claims {size} bytes; {len(body)} are left", place
                )
            )
        tags += _tags(number, body)
        place = name_end + 4 + size + (size & 1)
        if len(tags) >= MAX_RESOURCES:
            faults.append(Fault("oversize-count", f"more than {MAX_RESOURCES} resources", place))
            break
    groups = (Group("Photoshop", "Photoshop image resources", tuple(tags)),) if tags else ()
    return Block(groups, tuple(faults))


def resource(data: bytes, number: int) -> bytes:
    """Bytes of the first resource of that number, or nothing."""
    marker = b"8BIM" + number.to_bytes(2, "big") + b"\0\0"
    place = data.find(marker)
    if place < 0 or place + 12 > len(data):
        return b""
    (size,) = struct.unpack_from(">I", data, place + 8)
    return data[place + 12 : place + 12 + size]


def _tags(number: int, body: bytes) -> list[Tag]:
    """A resource's values; one with its size where nothing more is known of it."""
    if number == 0x03ED and len(body) >= 16:
        across, unit_x, _, down, unit_y, _ = struct.unpack_from(">IHHIHH", body)
        units = {1: "inches", 2: "cm"}
        return [
            Tag("XResolution", f"{across / 65536:g}", (across / 65536,), number),
            Tag("DisplayedUnitsX", units.get(unit_x, str(unit_x)), (unit_x,), number),
            Tag("YResolution", f"{down / 65536:g}", (down / 65536,), number),
            Tag("DisplayedUnitsY", units.get(unit_y, str(unit_y)), (unit_y,), number),
        ]
    if number in (0x040D, 0x0419) and len(body) >= 4:
        value = struct.unpack_from(">i", body)
        return [Tag(NAMES[number], str(value[0]), value, number)]
    if number == 0x0406 and len(body) >= 6:
        quality, kind, scans = struct.unpack_from(">hhh", body)
        kinds = {0: "Standard", 1: "Optimized", 0x101: "Progressive"}
        return [
            Tag("PhotoshopQuality", str(quality + 4), (quality,), number),
            Tag("PhotoshopFormat", kinds.get(kind, str(kind)), (kind,), number),
            Tag("ProgressiveScans", f"{scans + 2} Scans", (scans,), number),
        ]
    if number == 0x0426 and len(body) >= 14:
        style, x, y, scale = struct.unpack_from(">hfff", body)
        return [
            Tag("PrintStyle", {0: "Centered", 1: "Size to Fit", 2: "User Defined"}.get(style, str(style)), (style,), number),
            Tag("PrintPosition", f"{x:g} {y:g}", (x, y), number),
            Tag("PrintScale", f"{scale:g}", (scale,), number),
        ]  # fmt: skip
    if number == 0x0428 and len(body) >= 12:
        ratio = struct.unpack_from(">d", body, 4)
        return [Tag("PixelAspectRatio", f"{ratio[0]:g}", ratio, number)]
    if number == 0x0421 and len(body) >= 9 and (names := _names(body)):
        merged = Tag("HasRealMergedData", "Yes" if body[4] else "No", (body[4],), number)
        return [
            merged,
            *(
                Tag(name, text, text, number)
                for name, text in zip(("WriterName", "ReaderName"), names, strict=False)
            ),
        ]
    return [_tag(number, body)]


def _tag(number: int, body: bytes) -> Tag:
    name = NAMES.get(number, f"path 0x{number:04X}" if 0x07D0 <= number <= 0x0BB6 else f"0x{number:04X}")
    text = f"{len(body)} bytes"
    if number == 0x040A and body:
        return Tag(name, "copyrighted" if body[0] else "not marked", (body[0],), number)
    if number == 0x040B:
        text = decode_text(body)
    elif number == 0x0425 and len(body) == 16:
        text = body.hex()
    return Tag(name, text, number=number)


def _names(body: bytes) -> list[str]:
    """Writer and reader names (two Unicode strings with a length in characters before each)."""
    names = []
    place = 5
    for _ in range(2):
        if place + 4 > len(body):
            break
        (length,) = struct.unpack_from(">I", body, place)
        names.append(
            body[place + 4 : place + 4 + min(length, 200) * 2].decode("utf-16-be", "replace").strip("\0")
        )
        place += 4 + length * 2
    return names
