"""Turns stored EXIF values into words: `1/250 s`, `f/2.8`, `Flash fired`.

Source of the codes: EXIF 2.32 (CIPA DC-008-2019) sections 4.6.4 to 4.6.7 and TIFF 6.0. A code that the standard doesn't
know is shown as stored, marked `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.analyse.metadata.values import Ratio, Value, decode_text

ORIENTATIONS = {
    1: "upright", 2: "mirrored", 3: "turned by 180°", 4: "upside down, mirrored", 5: "mirrored, turned by 270°",
    6: "turned by 90° clockwise for viewing", 7: "mirrored, turned by 90°", 8: "turned by 270° clockwise for viewing",
}  # fmt: skip

CODES: dict[str, dict[int, str]] = {
    "Orientation": ORIENTATIONS,
    "ResolutionUnit": {1: "none", 2: "inches", 3: "centimetres"},
    "FocalPlaneResolutionUnit": {1: "none", 2: "inches", 3: "centimetres", 4: "millimetres", 5: "micrometres"},
    "YCbCrPositioning": {1: "centred", 2: "co-sited"},
    "Compression": {
        1: "none", 2: "CCITT 1D", 3: "CCITT Group 3", 4: "CCITT Group 4", 5: "LZW", 6: "JPEG (old style)",
        7: "JPEG", 8: "Deflate", 32773: "PackBits", 32946: "Deflate", 34892: "lossy JPEG", 50001: "WebP",
    },
    "PhotometricInterpretation": {
        0: "white is zero", 1: "black is zero", 2: "RGB", 3: "palette", 4: "transparency mask", 5: "CMYK",
        6: "YCbCr", 8: "CIELab", 32803: "colour filter array", 34892: "linear raw",
    },
    "PlanarConfiguration": {1: "chunky", 2: "planar"},
    "ExposureProgram": {
        0: "not defined", 1: "manual", 2: "normal program", 3: "aperture priority", 4: "shutter priority",
        5: "creative (depth of field)", 6: "action (fast shutter)", 7: "portrait", 8: "landscape", 9: "bulb",
    },
    "MeteringMode": {
        0: "unknown", 1: "average", 2: "centre-weighted average", 3: "spot", 4: "multi-spot", 5: "multi-segment",
        6: "partial", 255: "other",
    },
    "LightSource": {
        0: "unknown", 1: "daylight", 2: "fluorescent", 3: "tungsten", 4: "flash", 9: "fine weather",
        10: "cloudy", 11: "shade", 12: "daylight fluorescent", 13: "day white fluorescent",
        14: "cool white fluorescent", 15: "white fluorescent", 16: "warm white fluorescent", 17: "standard light A",
        18: "standard light B", 19: "standard light C", 20: "D55", 21: "D65", 22: "D75", 23: "D50",
        24: "ISO studio tungsten", 255: "other",
    },
    "ColorSpace": {1: "sRGB", 2: "Adobe RGB (not in the standard)", 65535: "uncalibrated"},
    "SensingMethod": {
        1: "not defined", 2: "one-chip colour area sensor", 3: "two-chip colour area sensor",
        4: "three-chip colour area sensor", 5: "colour sequential area sensor", 7: "trilinear sensor",
        8: "colour sequential linear sensor",
    },
    "CustomRendered": {
        0: "normal process", 1: "custom process", 2: "HDR, original not kept (Apple)",
        3: "HDR, original kept (Apple)", 4: "original of an HDR picture (Apple)", 6: "panorama (Apple)",
        7: "portrait with HDR (Apple)", 8: "portrait (Apple)",
    },
    "ExposureMode": {0: "automatic", 1: "manual", 2: "automatic bracket"},
    "WhiteBalance": {0: "automatic", 1: "manual"},
    "SceneCaptureType": {0: "standard", 1: "landscape", 2: "portrait", 3: "night scene"},
    "GainControl": {0: "none", 1: "low gain up", 2: "high gain up", 3: "low gain down", 4: "high gain down"},
    "Contrast": {0: "normal", 1: "soft", 2: "hard"},
    "Saturation": {0: "normal", 1: "low", 2: "high"},
    "Sharpness": {0: "normal", 1: "soft", 2: "hard"},
    "SubjectDistanceRange": {0: "unknown", 1: "macro", 2: "close view", 3: "distant view"},
    "SensitivityType": {
        0: "unknown", 1: "standard output sensitivity", 2: "recommended exposure index", 3: "ISO speed",
        4: "standard output sensitivity and recommended exposure index",
        5: "standard output sensitivity and ISO speed", 6: "recommended exposure index and ISO speed", 7: "all three",
    },
    "CompositeImage": {
        0: "unknown", 1: "not a composite", 2: "general composite", 3: "composite captured when shooting",
    },
    "Predictor": {1: "none", 2: "horizontal differencing", 3: "floating point"},
    "FillOrder": {1: "normal", 2: "reversed"},
    "NewSubfileType": {0: "full-resolution picture", 1: "reduced picture", 2: "one page of several", 4: "mask"},
    "FileSource": {1: "film scanner", 2: "reflection print scanner", 3: "digital camera"},
    "SceneType": {1: "directly photographed"},
    "GPSAltitudeRef": {0: "above sea level", 1: "below sea level", 2: "above the ellipsoid", 3: "below the ellipsoid"},
    "GPSDifferential": {0: "without correction", 1: "differential correction"},
}  # fmt: skip

LETTERS: dict[str, dict[str, str]] = {
    "GPSLatitudeRef": {"N": "north", "S": "south"},
    "GPSLongitudeRef": {"E": "east", "W": "west"},
    "GPSDestLatitudeRef": {"N": "north", "S": "south"},
    "GPSDestLongitudeRef": {"E": "east", "W": "west"},
    "GPSStatus": {"A": "measurement active", "V": "measurement void"},
    "GPSMeasureMode": {"2": "two-dimensional", "3": "three-dimensional"},
    "GPSSpeedRef": {"K": "km/h", "M": "mph", "N": "knots"},
    "GPSTrackRef": {"T": "true north", "M": "magnetic north"},
    "GPSImgDirectionRef": {"T": "true north", "M": "magnetic north"},
    "GPSDestBearingRef": {"T": "true north", "M": "magnetic north"},
    "GPSDestDistanceRef": {"K": "km", "M": "miles", "N": "nautical miles"},
    "InteropIndex": {
        "R98": "R98: sRGB", "THM": "THM: thumbnail file", "R03": "R03: option file (Adobe RGB)",
    },
}  # fmt: skip

CHARSETS = {
    b"ASCII\0\0\0": "ascii",
    b"UNICODE\0": "utf-16",
    b"JIS\0\0\0\0\0": "shift_jis",
    b"\0" * 8: "unknown",
}
PREFIXED_TEXTS = frozenset({"UserComment", "GPSProcessingMethod", "GPSAreaInformation"})
WIDE_TEXTS = frozenset({"XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject"})
VERSIONS = frozenset({"ExifVersion", "FlashpixVersion", "FlashPixVersion", "InteropVersion"})
SHOWN_NUMBERS = 32
"""Numbers of one tag written out in a table."""


def readable(name: str, value: Value, *, order: str = "<") -> str:
    """A tag's value in words. `order` helps with UTF-16 text that doesn't name its byte order."""
    if isinstance(value, str):
        letter = value.strip()
        return LETTERS.get(name, {}).get(letter, value)
    if name in PREFIXED_TEXTS and isinstance(value, bytes):
        return prefixed_text(value, order=order)
    if name in WIDE_TEXTS:
        return wide_text(_as_bytes(value))
    if name in VERSIONS and isinstance(value, bytes):
        return _version(value)
    if name in WRITERS:
        written = WRITERS[name](value)
        if written:
            return written
    if name in CODES:
        code = _first_integer(value)
        if code is not None:
            return CODES[name].get(code, f"{code} (unknown)")
    return plain(value)


def plain(value: Value) -> str:
    """A value without knowledge of its meaning."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        text = value.rstrip(b"\0")
        if text and len(text) <= 256 and all(32 <= byte < 127 for byte in text):
            return text.decode("ascii")
        return value.hex(" ") if len(value) <= 16 else f"{len(value)} bytes"
    shown = [_number(item) for item in value[:SHOWN_NUMBERS]]
    return ", ".join(shown) + (", …" if len(value) > SHOWN_NUMBERS else "")


def prefixed_text(data: bytes, *, order: str = "<") -> str:
    """Text behind an 8-byte character code (EXIF 4.6.5, UserComment). Missing or wrong codes are common."""
    charset = CHARSETS.get(data[:8].upper())
    body = data[8:] if charset else data
    if charset == "utf-16":
        return utf16(body, order=order)
    if charset == "shift_jis":
        try:
            return body.split(b"\0")[0].decode("shift_jis")
        except UnicodeDecodeError:
            return decode_text(body)
    return decode_text(body.lstrip(b"\0") if charset == "unknown" else body).rstrip()


def utf16(data: bytes, *, order: str) -> str:
    """UTF-16 text; the byte order is taken from its mark, else from where the zero bytes of Latin letters lie."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        order, data = ("<" if data[0] == 0xFF else ">"), data[2:]
    else:
        sample = data[:4096]
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        order = ">" if even > odd else "<" if odd > even else order
    text = data[: len(data) & ~1].decode("utf-16-le" if order == "<" else "utf-16-be", "replace")
    return text.split("\0", 1)[0]


def wide_text(data: bytes) -> str:
    """Text of Windows' XP tags: always UTF-16, little-endian."""
    return data[: len(data) & ~1].decode("utf-16-le", "replace").split("\0", 1)[0]


def _exposure_time(value: Value) -> str:
    number = _first_number(value)
    if number is None or number <= 0:
        return ""
    return f"{number:.3g} s" if number >= 0.3 else f"1/{round(1 / number)} s"


def _aperture(value: Value) -> str:
    number = _first_number(value)
    return f"f/{number:.3g}" if number else ""


def _apex_time(value: Value) -> str:
    number = _first_number(value)
    return _exposure_time((2.0**-number,)) if number is not None and -20 < number < 40 else ""


def _apex_aperture(value: Value) -> str:
    number = _first_number(value)
    return f"f/{2 ** (number / 2):.3g}" if number is not None and -10 < number < 40 else ""


def _unit(unit: str) -> Callable[[Value], str]:
    def write(value: Value) -> str:
        number = _first_number(value)
        return f"{_decimal(number)} {unit}" if number is not None else ""

    return write


def _distance(value: Value) -> str:
    if (
        isinstance(value, tuple)
        and value
        and isinstance(value[0], Ratio)
        and value[0].numerator == 0xFFFFFFFF
    ):
        return "infinity"
    return _unit("m")(value)


def _flash(value: Value) -> str:
    """EXIF 4.6.5 Flash: bit 0 fired, bits 1-2 return light, bits 3-4 mode, bit 5 no flash, bit 6 red-eye."""
    code = _first_integer(value)
    if code is None:
        return ""
    words = ["fired" if code & 1 else "did not fire"]
    words += {2: ["no return light"], 3: ["return light seen"]}.get(code >> 1 & 3, [])
    words += {1: ["forced on"], 2: ["forced off"], 3: ["automatic"]}.get(code >> 3 & 3, [])
    words += ["camera has no flash"] if code & 32 else []
    words += ["red-eye reduction"] if code & 64 else []
    return ", ".join(words)


def _lens_specification(value: Value) -> str:
    if not isinstance(value, tuple) or len(value) != 4:
        return ""
    numbers = [item.number if isinstance(item, Ratio) else float(item) for item in value]
    near, far, wide, tele = (f"{number:.3g}" if number else "?" for number in numbers)
    focal = near if near == far else f"{near}-{far}"
    stops = wide if wide == tele else f"{wide}-{tele}"
    return f"{focal} mm f/{stops}"


def _degrees(value: Value) -> str:
    """Degrees, minutes and seconds."""
    if not isinstance(value, tuple) or len(value) != 3:
        return ""
    numbers = [item.number if isinstance(item, Ratio) else float(item) for item in value]
    known = [number for number in numbers if number is not None]
    return "{:g}° {:g}′ {:.6g}″".format(*known) if len(known) == 3 else ""


def _clock(value: Value) -> str:
    if not isinstance(value, tuple) or len(value) != 3:
        return ""
    numbers = [item.number if isinstance(item, Ratio) else float(item) for item in value]
    if any(number is None or not 0 <= number < 100 for number in numbers):
        return ""
    hours, minutes, seconds = (number or 0.0 for number in numbers)
    return f"{int(hours):02d}:{int(minutes):02d}:{seconds:05.2f}".removesuffix(".00") + " UTC"


def _dotted(value: Value) -> str:
    numbers = list(value) if isinstance(value, (bytes, tuple)) else []
    return ".".join(str(item) for item in numbers)


def _components(value: Value) -> str:
    names = ("-", "Y", "Cb", "Cr", "R", "G", "B")
    if not isinstance(value, bytes):
        return ""
    return ", ".join(names[byte] if byte < len(names) else str(byte) for byte in value[:8])


WRITERS: dict[str, Callable[[Value], str]] = {
    "ExposureTime": _exposure_time, "ShutterSpeedValue": _apex_time, "FNumber": _aperture,
    "ApertureValue": _apex_aperture, "MaxApertureValue": _apex_aperture, "ExposureBiasValue": _unit("EV"),
    "BrightnessValue": _unit("EV"), "FocalLength": _unit("mm"), "FocalLengthIn35mmFilm": _unit("mm"),
    "SubjectDistance": _distance, "Flash": _flash, "LensSpecification": _lens_specification,
    "GPSLatitude": _degrees, "GPSLongitude": _degrees, "GPSDestLatitude": _degrees, "GPSDestLongitude": _degrees,
    "GPSTimeStamp": _clock, "GPSVersionID": _dotted, "GPSAltitude": _unit("m"), "GPSHPositioningError": _unit("m"),
    "ComponentsConfiguration": _components, "AmbientTemperature": _unit("°C"), "Humidity": _unit("%"),
    "Pressure": _unit("hPa"), "WaterDepth": _unit("m"), "CameraElevationAngle": _unit("°"),
    "GPSImgDirection": _unit("°"), "GPSTrack": _unit("°"), "GPSDestBearing": _unit("°"),
}  # fmt: skip
"""Writers of values that are more than a code."""


def _decimal(number: float) -> str:
    """Four digits behind the point at most, and no exponent."""
    return f"{number:.4f}".rstrip("0").rstrip(".") if abs(number) < 1e9 else f"{number:.6g}"


def _version(data: bytes) -> str:
    text = data.rstrip(b"\0")
    if len(text) == 4 and text.isdigit():
        digits = text.decode("ascii")
        return f"{int(digits[:2])}.{digits[2:].rstrip('0') or '0'}"
    return plain(data)


def _first_integer(value: Value) -> int | None:
    if isinstance(value, bytes):
        return value[0] if value else None
    if isinstance(value, tuple) and value and isinstance(value[0], int):
        return value[0]
    return None


def _first_number(value: Value) -> float | None:
    if not isinstance(value, tuple) or not value:
        return None
    first = value[0]
    return first.number if isinstance(first, Ratio) else float(first)


def _as_bytes(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, tuple):
        return bytes(item & 255 for item in value if isinstance(item, int))
    return b""


def _number(item: int | float | Ratio) -> str:
    if isinstance(item, Ratio):
        return f"{item.number:.6g}" if item.number is not None else str(item)
    return f"{item:.6g}" if isinstance(item, float) else str(item)
