"""The file a made-up camera writes: JPEG with its maker's own tables, EXIF with a thumbnail.

EXIF 2.32 by piexif: dates with offsets, exposure, serial numbers, position if wanted. Quantization tables are scaled from
one base table per maker, so that they are neither the standard's nor any real maker's.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import piexif
from PIL import Image

from generator.simulate.bodies import Camera
from generator.simulate.noise import Array

SUBSAMPLING = {"4:4:4": 0, "4:2:2": 1, "4:2:0": 2}
STANDARD_LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
    51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92,
    95, 98, 112, 100,
    103, 99,
)  # fmt: skip
STANDARD_CHROMINANCE = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
    99, 99, 99, 99,
    *([99] * 32),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exposure:
    """How a picture was exposed."""

    time: tuple[int, int]
    """Seconds as a fraction."""
    aperture: float
    """f-number."""
    iso: int
    """Sensitivity."""

    @classmethod
    def meter(cls, brightness: float, widest: float, iso: int = 0) -> Exposure:
        """A plausible exposure for an exposure value at ISO 100."""
        sensitivity = iso or int(min(6400, 100 * 2 ** max(0, round(10.5 - brightness))))
        aperture = widest if brightness < 11 else max(widest, 8.0 if widest >= 2.0 else widest)
        seconds = aperture**2 / 2**brightness * 100 / sensitivity
        if seconds >= 0.4:
            return cls((max(1, round(seconds)), 1), aperture, sensitivity)
        choices = (4, 8, 15, 30, 60, 125, 250, 500, 1000, 2000, 4000, 8000)
        return cls((1, min(choices, key=lambda part: abs(math.log(part * seconds)))), aperture, sensitivity)


def tables(quality: int, family: int) -> list[list[int]]:
    """Luminance and chrominance tables. Family 0 is the standard's own; the others lean towards fine or coarse detail."""
    scale = 5000 / quality if quality < 50 else 200 - 2 * quality
    result = []
    for base, kind in ((STANDARD_LUMINANCE, 0), (STANDARD_CHROMINANCE, 1)):
        table = []
        for place, value in enumerate(base):
            row, column = divmod(place, 8)
            lean = (
                1.0,
                0.9 + 0.035 * (row + column),
                1.16 - 0.03 * max(row, column),
                1.02 + 0.02 * abs(row - column),
            )[family]
            step = (value * lean + (0, 3, 1, 5)[family] * kind) * scale / 100
            table.append(int(min(255, max(1, math.floor(step + 0.5)))))
        result.append(table)
    return result


def encode(
    pixels: Array,
    *,
    quality: int = 85,
    family: int = 0,
    subsampling: str = "4:2:0",
    exif: bytes = b"",
    xmp: bytes = b"",
    by_camera: bool = False,
) -> bytes:
    """Baseline JPEG of height x width x 3 bytes.

    Programs fit the Huffman tables to the picture and begin with a JFIF segment. A camera (`by_camera`) writes the
    standard's tables while the picture streams by, and begins with EXIF.
    """
    options: dict[str, Any] = {"exif": exif} if exif else {}
    if xmp:
        options["xmp"] = xmp
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(
        buffer,
        "JPEG",
        qtables=tables(quality, family),
        subsampling=SUBSAMPLING[subsampling],
        optimize=not by_camera,
        **options,
    )
    return _without_jfif(buffer.getvalue()) if by_camera else buffer.getvalue()


def _without_jfif(data: bytes) -> bytes:
    """The file without the JFIF segment that Pillow writes right after the start."""
    assert data[2:4] == b"\xff\xe0"
    return data[:2] + data[4 + int.from_bytes(data[4:6], "big") :]


def thumbnail(pixels: Array) -> bytes:
    """A small JPEG of at most 160 x 120, as DCF wants."""
    small = Image.fromarray(pixels)
    small.thumbnail((160, 120), Image.Resampling.BOX)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=75)
    return buffer.getvalue()


def camera_jpeg(
    pixels: Array,
    camera: Camera,
    exposure: Exposure,
    *,
    date: str,
    offset: str = "",
    gps: tuple[float, float, float] | None = None,
    author: str = "",
) -> bytes:
    """The file as it comes out of the camera."""
    exif = exif_block(camera, exposure, size=(pixels.shape[1], pixels.shape[0]), date=date, offset=offset, gps=gps,
                      author=author, small=thumbnail(pixels))  # fmt: skip
    return encode(
        pixels,
        quality=camera.quality,
        family=camera.table,
        subsampling=camera.subsampling,
        exif=exif,
        by_camera=True,
    )


def exif_block(
    camera: Camera,
    exposure: Exposure,
    *,
    size: tuple[int, int],
    date: str,
    offset: str = "",
    gps: tuple[float, float, float] | None = None,
    author: str = "",
    small: bytes = b"",
    software: str = "",
    modified: str = "",
) -> bytes:
    """An EXIF block beginning with `Exif`. `software` and `modified` are what an editor would leave."""
    stamp = _stamp(date)
    image: dict[int, Any] = {
        piexif.ImageIFD.Make: camera.make.encode(),
        piexif.ImageIFD.Model: camera.model.encode(),
        piexif.ImageIFD.Orientation: 1,
        piexif.ImageIFD.XResolution: (72, 1),
        piexif.ImageIFD.YResolution: (72, 1),
        piexif.ImageIFD.ResolutionUnit: 2,
        piexif.ImageIFD.Software: (software or camera.firmware).encode(),
        piexif.ImageIFD.DateTime: _stamp(modified or date),
        piexif.ImageIFD.YCbCrPositioning: 2,
    }
    if author:
        image[piexif.ImageIFD.Artist] = author.encode()
        image[piexif.ImageIFD.Copyright] = f"Copyright {date[:4]} {author}".encode()
    speed = exposure.time[1] / exposure.time[0]
    photo: dict[int, Any] = {
        piexif.ExifIFD.ExposureTime: exposure.time,
        piexif.ExifIFD.FNumber: (round(exposure.aperture * 10), 10),
        piexif.ExifIFD.ExposureProgram: 2,
        piexif.ExifIFD.ISOSpeedRatings: exposure.iso,
        piexif.ExifIFD.ExifVersion: b"0232",
        piexif.ExifIFD.DateTimeOriginal: stamp,
        piexif.ExifIFD.DateTimeDigitized: stamp,
        piexif.ExifIFD.ShutterSpeedValue: (round(math.log2(speed) * 1000), 1000),
        piexif.ExifIFD.ApertureValue: (round(2 * math.log2(exposure.aperture) * 1000), 1000),
        piexif.ExifIFD.MeteringMode: 5,
        piexif.ExifIFD.Flash: 16,
        piexif.ExifIFD.FocalLength: (round(camera.focal * 100), 100),
        piexif.ExifIFD.ColorSpace: 1,
        piexif.ExifIFD.PixelXDimension: size[0],
        piexif.ExifIFD.PixelYDimension: size[1],
        piexif.ExifIFD.SubSecTimeOriginal: f"{int.from_bytes(stamp[-3:], 'big') % 90 + 10}".encode(),
        piexif.ExifIFD.CustomRendered: 0,
        piexif.ExifIFD.ExposureMode: 0,
        piexif.ExifIFD.WhiteBalance: 0,
        piexif.ExifIFD.SceneCaptureType: 0,
        piexif.ExifIFD.LensModel: camera.lens.encode(),
    }
    if offset:
        photo[piexif.ExifIFD.OffsetTime] = photo[piexif.ExifIFD.OffsetTimeOriginal] = offset.encode()
        photo[piexif.ExifIFD.OffsetTimeDigitized] = offset.encode()
    if camera.serial:
        photo[piexif.ExifIFD.BodySerialNumber] = camera.serial.encode()
    if camera.lens_serial:
        photo[piexif.ExifIFD.LensSerialNumber] = camera.lens_serial.encode()
    blocks: dict[str, Any] = {
        "0th": image,
        "Exif": photo,
        "GPS": _position(gps, date, offset) if gps else {},
        "1st": {},
        "thumbnail": None,
    }
    if small:
        blocks["1st"] = {
            piexif.ImageIFD.Compression: 6,
            piexif.ImageIFD.XResolution: (72, 1),
            piexif.ImageIFD.YResolution: (72, 1),
            piexif.ImageIFD.ResolutionUnit: 2,
        }
        blocks["thumbnail"] = small
    result: bytes = piexif.dump(blocks)
    return result


def _stamp(date: str) -> bytes:
    return date[:19].replace("-", ":").replace("T", " ").encode()


def _position(gps: tuple[float, float, float], date: str, offset: str) -> dict[int, Any]:
    latitude, longitude, altitude = gps
    # Satellites know no zones; only whole hours of offset are needed here.
    moment = datetime.fromisoformat(date) - timedelta(hours=int(offset[:3]) if offset else 0)

    def degrees(value: float) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        whole = abs(value)
        minutes = (whole - int(whole)) * 60
        return (int(whole), 1), (int(minutes), 1), (round((minutes - int(minutes)) * 6000), 100)

    return {
        piexif.GPSIFD.GPSVersionID: (2, 3, 0, 0),
        piexif.GPSIFD.GPSLatitudeRef: b"N" if latitude >= 0 else b"S",
        piexif.GPSIFD.GPSLatitude: degrees(latitude),
        piexif.GPSIFD.GPSLongitudeRef: b"E" if longitude >= 0 else b"W",
        piexif.GPSIFD.GPSLongitude: degrees(longitude),
        piexif.GPSIFD.GPSAltitudeRef: 0,
        piexif.GPSIFD.GPSAltitude: (round(altitude * 10), 10),
        piexif.GPSIFD.GPSTimeStamp: ((moment.hour, 1), (moment.minute, 1), (moment.second, 1)),
        piexif.GPSIFD.GPSDateStamp: moment.strftime("%Y:%m:%d").encode(),
    }


def pixels_of(data: bytes) -> Array:
    """The decoded picture, height x width x 3."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))
