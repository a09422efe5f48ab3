"""Names of EXIF tags by number, and which of them are withheld from pages.

Names are those of EXIF 2.32/3.0 and TIFF 6.0 as Pillow lists them, with the ones it lacks added.
"""

from __future__ import annotations

from functools import cache

from generator.model import Privacy

EXIF_POINTER = 0x8769
GPS_POINTER = 0x8825
INTEROP_POINTER = 0xA005
SUB_IFDS = 0x014A
MAKER_NOTE = 0x927C
PRIVATE_DNG = 0xC634

MISSING_NAMES = {
    0x1000: "RelatedImageFileFormat", 0x1001: "RelatedImageWidth", 0x1002: "RelatedImageLength",
    0x02BC: "XMP", 0x4746: "Rating", 0x4749: "RatingPercent", 0x80A3: "WangTag1", 0x80A4: "WangAnnotation",
    0x83BB: "IPTC-NAA", 0x8649: "PhotoshopSettings", 0x8773: "ICC_Profile", 0x882A: "TimeZoneOffset",
    0x882B: "SelfTimerMode", 0x8830: "SensitivityType", 0x8831: "StandardOutputSensitivity",
    0x8832: "RecommendedExposureIndex", 0x8833: "ISOSpeed", 0x8834: "ISOSpeedLatitudeyyy",
    0x8835: "ISOSpeedLatitudezzz", 0x9009: "GooglePlusUploadCode", 0x9010: "OffsetTime",
    0x9011: "OffsetTimeOriginal", 0x9012: "OffsetTimeDigitized", 0x9211: "ImageNumber",
    0x9212: "SecurityClassification", 0x9213: "ImageHistory", 0x9216: "TIFF/EPStandardID",
    0x935C: "ImageSourceData", 0x9400: "AmbientTemperature", 0x9401: "Humidity", 0x9402: "Pressure",
    0x9403: "WaterDepth", 0x9404: "Acceleration", 0x9405: "CameraElevationAngle", 0x9999: "XiaomiSettings",
    0x9A00: "XiaomiModel", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA432: "LensSpecification",
    0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber", 0xA436: "ImageTitle",
    0xA437: "Photographer", 0xA438: "ImageEditor", 0xA439: "CameraFirmware", 0xA43A: "RAWDevelopingSoftware",
    0xA43B: "ImageEditingSoftware", 0xA43C: "MetadataEditingSoftware", 0xA460: "CompositeImage",
    0xA461: "SourceImageNumberOfCompositeImage", 0xA462: "SourceExposureTimesOfCompositeImage",
    0xA480: "GDALMetadata", 0xA481: "GDALNoData", 0xA500: "Gamma", 0xC4A5: "PrintImageMatching",
    0xEA1C: "Padding", 0xEA1D: "OffsetSchema", 0xFDE8: "OwnerName", 0xFDE9: "SerialNumber", 0xFDEA: "Lens",
    0xFE4C: "RawFile", 0xFE4D: "Converter", 0xFE4E: "WhiteBalance", 0xFE51: "Exposure", 0xFE52: "Shadows",
    0xFE53: "Brightness", 0xFE54: "Contrast", 0xFE55: "Saturation", 0xFE56: "Sharpness", 0xFE57: "Smoothness",
    0xFE58: "MoireFilter",
}  # fmt: skip
"""Tags that some releases of Pillow do not list."""

INTEROP_NAMES = {
    1: "InteropIndex", 2: "InteropVersion", 0x1000: "RelatedImageFileFormat", 0x1001: "RelatedImageWidth",
    0x1002: "RelatedImageLength",
}  # fmt: skip

GPS_NAMES_MISSING = {0x1F: "GPSHPositioningError"}

SERIAL_TAGS = frozenset(
    {
        "BodySerialNumber", "LensSerialNumber", "CameraSerialNumber", "SerialNumber", "ImageUniqueID",
        "RawDataUniqueID",
    }
)  # fmt: skip
"""ImageUniqueID counts: several makers put the camera's serial number into it."""

PERSON_TAGS = frozenset(
    {
        "Artist", "CameraOwnerName", "OwnerName", "Copyright", "XPAuthor", "Photographer", "ImageEditor",
        "HostComputer",
    }
)  # fmt: skip

GPS_WITHOUT_POSITION = frozenset(
    {
        "GPSVersionID", "GPSTimeStamp", "GPSDateStamp", "GPSStatus", "GPSMeasureMode", "GPSMapDatum", "GPSDOP",
        "GPSDifferential",
    }
)  # fmt: skip
"""GPS tags that tell a time or a quality and no place."""


def tag_name(directory: str, number: int) -> str:
    """Name of a tag in a directory (`IFD0`, `Exif`, `GPS`, `Interop`, `IFD1` ...), or `0x9AB3` for an unknown one."""
    if directory == "GPS":
        name = _gps_names().get(number)
    elif directory == "Interop":
        name = INTEROP_NAMES.get(number)
    else:
        name = _names().get(number)
    return name or f"0x{number:04X}"


def tag_privacy(directory: str, name: str) -> Privacy:
    """Why a tag is withheld from pages; `PUBLIC` for most."""
    if directory == "GPS":
        return Privacy.PUBLIC if name in GPS_WITHOUT_POSITION else Privacy.LOCATION
    if name in SERIAL_TAGS:
        return Privacy.SERIAL
    return Privacy.PERSON if name in PERSON_TAGS else Privacy.PUBLIC


@cache
def _names() -> dict[int, str]:
    from PIL import ExifTags

    return {int(number): str(name) for number, name in ExifTags.TAGS.items()} | MISSING_NAMES


@cache
def _gps_names() -> dict[int, str]:
    from PIL import ExifTags

    return {int(number): str(name) for number, name in ExifTags.GPSTAGS.items()} | GPS_NAMES_MISSING
