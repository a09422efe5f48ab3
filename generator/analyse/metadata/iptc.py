"""Reads IPTC-IIM data sets: the captions, credits and dates of news agencies.

Source: IPTC-NAA Information Interchange Model 4.2 (2014), chapters 1, 3 to 6. Text is UTF-8 where data set 1:90 says `ESC % G`;
elsewhere most writers of today use UTF-8 too, so it is tried first.
"""

from __future__ import annotations

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata.values import Block, Group, Tag
from generator.model import Privacy

MAX_DATA_SETS = 2_000

NAMES: dict[tuple[int, int], str] = {
    (1, 0): "EnvelopeRecordVersion", (1, 5): "Destination", (1, 20): "FileFormat", (1, 22): "FileVersion",
    (1, 30): "ServiceIdentifier", (1, 40): "EnvelopeNumber", (1, 50): "ProductID", (1, 60): "EnvelopePriority",
    (1, 70): "DateSent", (1, 80): "TimeSent", (1, 90): "CodedCharacterSet", (1, 100): "UniqueObjectName",
    (1, 120): "ARMIdentifier", (1, 122): "ARMVersion",
    (2, 0): "ApplicationRecordVersion", (2, 3): "ObjectTypeReference", (2, 4): "ObjectAttributeReference",
    (2, 5): "ObjectName", (2, 7): "EditStatus", (2, 8): "EditorialUpdate", (2, 10): "Urgency",
    (2, 12): "SubjectReference", (2, 15): "Category", (2, 20): "SupplementalCategories",
    (2, 22): "FixtureIdentifier", (2, 25): "Keywords", (2, 26): "ContentLocationCode",
    (2, 27): "ContentLocationName", (2, 30): "ReleaseDate", (2, 35): "ReleaseTime", (2, 37): "ExpirationDate",
    (2, 38): "ExpirationTime", (2, 40): "SpecialInstructions", (2, 42): "ActionAdvised",
    (2, 45): "ReferenceService", (2, 47): "ReferenceDate", (2, 50): "ReferenceNumber", (2, 55): "DateCreated",
    (2, 60): "TimeCreated", (2, 62): "DigitalCreationDate", (2, 63): "DigitalCreationTime",
    (2, 65): "OriginatingProgram", (2, 70): "ProgramVersion", (2, 75): "ObjectCycle", (2, 80): "By-line",
    (2, 85): "By-lineTitle", (2, 90): "City", (2, 92): "Sub-location", (2, 95): "Province-State",
    (2, 100): "Country-PrimaryLocationCode", (2, 101): "Country-PrimaryLocationName",
    (2, 103): "OriginalTransmissionReference", (2, 105): "Headline", (2, 110): "Credit", (2, 115): "Source",
    (2, 116): "CopyrightNotice", (2, 118): "Contact", (2, 120): "Caption-Abstract", (2, 121): "LocalCaption",
    (2, 122): "Writer-Editor", (2, 125): "RasterizedCaption", (2, 130): "ImageType",
    (2, 131): "ImageOrientation", (2, 135): "LanguageIdentifier", (2, 184): "JobID", (2, 185): "MasterDocumentID",
    (2, 186): "ShortDocumentID", (2, 187): "UniqueDocumentID", (2, 188): "OwnerID",
    (2, 200): "ObjectPreviewFileFormat", (2, 201): "ObjectPreviewFileVersion", (2, 202): "ObjectPreviewData",
    (2, 221): "Prefs", (2, 225): "ClassifyState", (2, 228): "SimilarityIndex", (2, 230): "DocumentNotes",
    (2, 231): "DocumentHistory", (2, 232): "ExifCameraInfo",
    (3, 0): "NewsPhotoVersion", (3, 10): "IPTCPictureNumber", (3, 20): "IPTCImageWidth",
    (3, 30): "IPTCImageHeight", (3, 55): "SupplementalType", (3, 60): "ColorRepresentation",
    (7, 10): "SizeMode", (7, 20): "MaxSubfileSize", (7, 90): "ObjectSizeAnnounced", (7, 95): "MaximumObjectSize",
    (8, 10): "SubFile", (9, 10): "ConfirmedObjectSize",
}  # fmt: skip

PERSONS = frozenset(
    {"By-line", "Credit", "CopyrightNotice", "Contact", "Writer-Editor", "By-lineTitle", "OwnerID"}
)
PLACES = frozenset(
    {
        "City", "Sub-location", "Province-State", "Country-PrimaryLocationCode", "Country-PrimaryLocationName",
        "ContentLocationCode", "ContentLocationName",
    }
)  # fmt: skip
BINARY = frozenset({(1, 0), (1, 20), (1, 22), (1, 120), (1, 122), (2, 0), (2, 200), (2, 201), (3, 0)})


def read_iptc(data: bytes) -> Block:
    """All data sets; never raises. Repeated ones (keywords) stay apart."""
    sets, faults = _data_sets(data)
    is_utf8 = any(key == (1, 90) and value == b"\x1b%G" for key, value in sets)
    tags = tuple(_tag(key, value, is_utf8=is_utf8) for key, value in sets)
    groups = (Group("IPTC", "IPTC-IIM data sets", tags),) if tags else ()
    return Block(groups, tuple(faults))


def _data_sets(data: bytes) -> tuple[list[tuple[tuple[int, int], bytes]], list[Fault]]:
    """Record and data-set numbers with their bytes (IIM chapter 3: standard and extended data sets)."""
    found: list[tuple[tuple[int, int], bytes]] = []
    faults: list[Fault] = []
    place = 0
    while place + 5 <= len(data):
        if data[place] != 0x1C:
            if data[place:].strip(b"\0"):
                faults.append(
                    Fault("malformed", f"no data set begins at byte {place}; reading stopped", place)
                )
            break
        key = (data[place + 1], data[place + 2])
        size = int.from_bytes(data[place + 3 : place + 5], "big")
        place += 5
        if size & 0x8000:
            length = size & 0x7FFF
            if length > 4:
                faults.append(Fault("oversize-count", f"a data set's length has {length} bytes", place))
                break
            size = int.from_bytes(data[place : place + length], "big")
            place += length
        if place + size > len(data):
            faults.append(Fault("truncated", f"data set {key[0]}:{key[1]} runs past the end", place))
            size = len(data) - place
        found.append((key, data[place : place + size]))
        place += size
        if len(found) >= MAX_DATA_SETS:
            faults.append(Fault("oversize-count", f"more than {MAX_DATA_SETS} data sets", place))
            break
    return found, faults


def _tag(key: tuple[int, int], value: bytes, *, is_utf8: bool) -> Tag:
    name = NAMES.get(key, f"{key[0]}:{key[1]}")
    privacy = Privacy.PERSON if name in PERSONS else Privacy.LOCATION if name in PLACES else Privacy.PUBLIC
    number = key[0] << 8 | key[1]
    if key == (1, 90):
        return Tag(name, "UTF-8" if value == b"\x1b%G" else value.hex(" "), value, number, value.hex(" "))
    if name == "ObjectPreviewData" or key == (8, 10):
        return Tag(name, f"{len(value)} bytes", number=number)
    if key in BINARY and len(value) <= 4:
        return Tag(name, str(int.from_bytes(value, "big")), value, number)
    return Tag(name, _text(value, is_utf8=is_utf8), value, number, privacy=privacy)


def _text(value: bytes, *, is_utf8: bool) -> str:
    try:
        return value.decode("utf-8").rstrip("\0")
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace") if is_utf8 else value.decode("latin-1").rstrip("\0")
