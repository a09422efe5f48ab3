"""The makers' own tags that a fact-checker can use, by number.

Only tags whose meaning is well established are listed: numbers and names follow ExifTool's public tag documentation
(https://exiftool.org/TagNames/). Everything else in a note is counted, not guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.metadata.exif_words import plain
from generator.analyse.metadata.values import decode_text
from generator.model import Privacy


@dataclass(frozen=True, slots=True)
class MakerTag:
    """How one tag is named and written."""

    name: str
    """Name in the field's words."""
    privacy: Privacy = Privacy.PUBLIC
    """Why it is withheld."""
    form: str = "plain"
    """How it is written: `plain`, `text`, `hex`, `version`, `canon-file`, `pentax-date`, `code:<key of CODES>`."""


def _serial(name: str, form: str = "plain") -> MakerTag:
    return MakerTag(name, Privacy.SERIAL, form)


NIKON = {
    0x0001: MakerTag("MakerNoteVersion", form="text"),
    0x0002: MakerTag("ISO"),
    0x0004: MakerTag("Quality", form="text"),
    0x0005: MakerTag("WhiteBalance", form="text"),
    0x0007: MakerTag("FocusMode", form="text"),
    0x001D: _serial("SerialNumber", "text"),
    0x0084: MakerTag("Lens"),
    0x0095: MakerTag("NoiseReduction", form="text"),
    0x00A0: _serial("SerialNumber2", "text"),
    0x00A5: MakerTag("ImageCount"),
    0x00A6: MakerTag("DeletedImageCount"),
    0x00A7: MakerTag("ShutterCount"),
    0x00A9: MakerTag("ImageOptimization", form="text"),
    0x0E01: MakerTag("NikonCaptureData", form="size"),
    0x0E09: MakerTag("NikonCaptureVersion", form="text"),
    0x0E1D: MakerTag("NikonICCProfile", form="size"),
}

TABLES: dict[str, dict[int, MakerTag]] = {
    "nikon": NIKON,
    "nikon-1": {
        0x0003: MakerTag("Quality"),
        0x0004: MakerTag("ColorMode"),
        0x0007: MakerTag("WhiteBalance"),
        0x000A: MakerTag("DigitalZoom"),
        0x000B: MakerTag("Converter"),
    },
    "canon": {
        0x0006: MakerTag("ImageType", form="text"),
        0x0007: MakerTag("FirmwareVersion", form="text"),
        0x0008: MakerTag("FileNumber", form="canon-file"),
        0x0009: MakerTag("OwnerName", Privacy.PERSON, "text"),
        0x000C: _serial("SerialNumber"),
        0x0010: MakerTag("ModelID", form="hex"),
        0x0015: MakerTag("SerialNumberFormat", form="hex"),
        0x001E: MakerTag("FirmwareRevision", form="hex"),
        0x0028: _serial("ImageUniqueID", "hex"),
        0x0095: MakerTag("LensModel", form="text"),
        0x0096: _serial("InternalSerialNumber", "text"),
    },
    "sony": {
        0x0102: MakerTag("Quality"),
        0x2031: _serial("SerialNumber", "text"),
        0xB000: MakerTag("FileFormat"),
        0xB001: MakerTag("ModelID"),
        0xB020: MakerTag("CreativeStyle", form="text"),
        0xB027: MakerTag("LensID"),
        0xB02B: MakerTag("FullImageSize"),
        0xB02C: MakerTag("PreviewImageSize"),
    },
    "olympus": {
        0x0200: MakerTag("SpecialMode"),
        0x0207: MakerTag("CameraType", form="text"),
        0x0209: _serial("CameraID", "text"),
        0x0204: MakerTag("DigitalZoom"),
        0x0404: _serial("SerialNumber", "text"),
        0x0405: MakerTag("Firmware", form="text"),
    },
    "olympus-equipment": {
        0x0100: MakerTag("CameraType2", form="text"),
        0x0101: _serial("SerialNumber", "text"),
        0x0102: _serial("InternalSerialNumber", "text"),
        0x0104: MakerTag("BodyFirmwareVersion", form="hex"),
        0x0202: _serial("LensSerialNumber", "text"),
        0x0203: MakerTag("LensModel", form="text"),
        0x0204: MakerTag("LensFirmwareVersion", form="hex"),
    },
    "panasonic": {
        0x0002: MakerTag("FirmwareVersion", form="version"),
        0x0025: _serial("InternalSerialNumber", "text"),
        0x0026: MakerTag("MakerNoteVersion", form="text"),
        0x0051: MakerTag("LensType", form="text"),
        0x0052: _serial("LensSerialNumber", "text"),
        0x0060: MakerTag("LensFirmwareVersion", form="version"),
        0x0069: MakerTag("City", Privacy.LOCATION, "text"),
        0x006B: MakerTag("City2", Privacy.LOCATION, "text"),
        0x006D: MakerTag("State", Privacy.LOCATION, "text"),
        0x006F: MakerTag("Country", Privacy.LOCATION, "text"),
        0x0067: MakerTag("Location", Privacy.LOCATION, "text"),
        0x0080: MakerTag("LandmarkOrCity", Privacy.LOCATION, "text"),
    },
    "leica": {
        0x0303: _serial("LensSerialNumber", "text"),
        0x0305: _serial("SerialNumber"),
    },
    "fujifilm": {
        0x0000: MakerTag("Version", form="text"),
        0x0010: _serial("InternalSerialNumber", "text"),
        0x1000: MakerTag("Quality", form="text"),
        0x1401: MakerTag("FilmMode", form="hex"),
        0x1425: MakerTag("ImageGeneration"),
        0x1438: MakerTag("ImageCount"),
        0x4100: MakerTag("FacesDetected"),
    },
    "pentax": {
        0x0000: MakerTag("PentaxVersion", form="version"),
        0x0005: MakerTag("ModelID", form="hex"),
        0x0006: MakerTag("Date", form="pentax-date"),
        0x0007: MakerTag("Time", form="pentax-time"),
        0x0008: MakerTag("Quality"),
        0x005D: MakerTag("ShutterCount (encoded)", form="hex"),
        0x0229: _serial("SerialNumber", "text"),
        0x022E: MakerTag("Artist", Privacy.PERSON, "text"),
        0x022F: MakerTag("Copyright", Privacy.PERSON, "text"),
        0x0230: MakerTag("FirmwareVersion", form="text"),
    },
    "ricoh": {
        0x0001: MakerTag("MakerNoteType", form="text"),
        0x0002: MakerTag("FirmwareVersion", form="text"),
        0x0005: _serial("SerialNumber", "hex"),
    },
    "apple": {
        0x0001: MakerTag("MakerNoteVersion"),
        0x0004: MakerTag("AutoExposureStable"),
        0x000A: MakerTag("HDRImageType", form="code:apple-hdr"),
        0x000B: MakerTag("BurstUUID", form="text"),
        0x000E: MakerTag("OrientationOfPhone", form="code:apple-orientation"),
        0x0011: MakerTag("ContentIdentifier", form="text"),
        0x0014: MakerTag("ImageCaptureType", form="code:apple-capture"),
        0x0015: MakerTag("ImageUniqueID", form="text"),
        0x0017: MakerTag("LivePhotoVideoIndex"),
        0x0019: MakerTag("ImageProcessingFlags"),
        0x001A: MakerTag("QualityHint", form="text"),
        0x002B: MakerTag("PhotoIdentifier", form="text"),
        0x002E: MakerTag("CameraType", form="code:apple-camera"),
        0x0031: MakerTag("SignalToNoiseRatioType"),
    },
    "samsung": {
        0x0001: MakerTag("MakerNoteVersion", form="text"),
        0x0002: MakerTag("DeviceType", form="hex"),
        0x0003: MakerTag("ModelID", form="hex"),
        0x0043: MakerTag("CameraTemperature"),
        0xA001: MakerTag("FirmwareName", form="text"),
        0xA002: _serial("SerialNumber", "text"),
        0xA003: MakerTag("LensType"),
        0xA004: MakerTag("LensFirmware", form="text"),
        0xA005: _serial("InternalLensSerialNumber", "text"),
    },
    "casio-1": {
        0x0001: MakerTag("RecordingMode"),
        0x0002: MakerTag("Quality"),
        0x0014: MakerTag("ISO"),
    },
    "casio-2": {
        0x2000: MakerTag("PreviewImage", form="size"),
        0x2001: MakerTag("FirmwareDate", form="casio-date"),
        0x3006: MakerTag("HometownCity", Privacy.LOCATION, "text"),
    },
    "minolta": {
        0x0000: MakerTag("MakerNoteVersion", form="text"),
        0x0040: MakerTag("CompressedImageSize"),
    },
    "sigma": {
        0x0002: _serial("SerialNumber", "text"),
        0x0003: MakerTag("DriveMode", form="text"),
        0x0017: MakerTag("Firmware", form="text"),
        0x0018: MakerTag("Software", form="text"),
    },
    "dji": {
        0x0001: MakerTag("Make", form="text"),
        0x0003: MakerTag("SpeedX"),
        0x0004: MakerTag("SpeedY"),
        0x0005: MakerTag("SpeedZ"),
        0x0009: MakerTag("CameraPitch"),
        0x000A: MakerTag("CameraYaw"),
        0x000B: MakerTag("CameraRoll"),
    },
}
"""Tags by table key and number."""

SUB_DIRECTORIES = {"olympus": {0x2010: "olympus-equipment"}}
"""Directories within a note: table key to pointer number to table key."""

CODES = {
    "apple-hdr": {2: "iPad mini 2 picture", 3: "HDR picture", 4: "original of an HDR picture"},
    "apple-capture": {1: "ProRAW", 2: "portrait", 10: "photo", 11: "manual focus", 12: "scene"},
    "apple-camera": {0: "back wide angle", 1: "back normal", 6: "front"},
    "apple-orientation": {},
}


def write(known: MakerTag, value: object, data: bytes, order: str) -> str:
    """A maker's tag in words; empty when it holds nothing."""
    form = known.form
    if form == "text":
        text = decode_text(data).strip(" \0\xff")
        # Unprintable characters show that the offset is wrong or the meaning another one.
        return text if text.isprintable() and "\ufffd" not in text else ""
    if form == "casio-date":
        digits = bytes(byte for byte in data if 48 <= byte < 58).decode("ascii")
        return (
            f"20{digits[:2]}-{digits[2:4]}-{digits[4:6]} {digits[6:8]}:{digits[8:10]}"
            if len(digits) >= 10
            else ""
        )
    if form == "size":
        return f"{len(data)} bytes"
    if form == "hex":
        number = value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else None
        return f"0x{number:x}" if number is not None else data[:32].hex() if any(data[:32]) else ""
    if form == "version":
        if data and all(48 <= byte < 58 for byte in data[:8]):
            return ".".join(chr(byte) for byte in data[:8])
        return ".".join(str(byte) for byte in data[:8])
    if form == "canon-file":
        number = value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else 0
        return f"{number // 10_000}-{number % 10_000:04d}" if number else ""
    if form == "pentax-date" and len(data) >= 4:
        year = int.from_bytes(data[:2], "big")
        return f"{year:04d}-{data[2]:02d}-{data[3]:02d}"
    if form == "pentax-time" and len(data) >= 3:
        return f"{data[0]:02d}:{data[1]:02d}:{data[2]:02d}"
    if form.startswith("code:"):
        number = value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else None
        return CODES[form[5:]].get(number, str(number)) if number is not None else ""
    if isinstance(value, (str, bytes, tuple)):
        return plain(value).strip()
    return ""
