"""From bytes to pixels: the first frame as stored, then 8-bit RGB, then upright.

Pillow's plugin of the sniffed kind is used directly, never its guessing `Image.open`: the format can't be confused, and
our own limit of pixels, checked from the header before anything is decoded, stands instead of Pillow's global one,
which stays untouched. Pixels differ by a step or so between decoders; they are good for looking and for hashes that
allow for it.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFile

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.containers import parse
from generator.analyse.containers.turning import inverse_orientation
from generator.model import FileKind
from generator.settings import Limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

PILLOW_FORMATS: dict[FileKind, tuple[str, ...]] = {
    FileKind.JPEG: ("JPEG",),
    FileKind.MPO: ("MPO", "JPEG"),
    FileKind.PNG: ("PNG",),
    FileKind.APNG: ("PNG",),
    FileKind.WEBP: ("WEBP",),
    FileKind.GIF: ("GIF",),
    FileKind.TIFF: ("TIFF",),
    FileKind.BMP: ("BMP", "DIB"),
    FileKind.AVIF: ("AVIF",),
    FileKind.HEIC: ("HEIF",),
    FileKind.JXL: (),
}


class PixelsUnavailable(CouldNotCheck):
    """The pixels can't be decoded here: damaged data, too many pixels, or a decoder that isn't installed."""


_ORIENTATION_TAG = 0x0112
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    EOFError,
)
"""What Pillow's readers raise on damaged data. Anything else is a bug and stays one."""
_PNG_NEEDED = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"})


def decode(data: bytes, kind: FileKind, limits: Limits) -> Image.Image:
    """The first frame, decoded, as stored and in the file's own mode. Raises `PixelsUnavailable` with the reason."""
    container = parse(data, kind)
    _check_size(container.width, container.height, limits)
    with warnings.catch_warnings():
        # Pillow warns of large pictures and odd metadata; both are reported by our own readers.
        warnings.simplefilter("ignore")
        if kind is FileKind.HEIC:
            return _decode_heic(data, container.orientation, limits)
        if not PILLOW_FORMATS[kind]:
            raise PixelsUnavailable(f"pixels not decoded: no decoder for {kind} is part of this version")
        try:
            return _decode_with_pillow(data, kind, limits)
        except PixelsUnavailable:
            if kind not in (FileKind.PNG, FileKind.APNG):
                raise
            # Damaged or oversized text and profiles make Pillow refuse the whole picture; its pixels don't need them.
            return _decode_with_pillow(_without_metadata(data), kind, limits)


def to_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """Height x width x 3 pixels of 8 bits, read-only; transparency laid over white, deeper samples scaled down."""
    array = np.ascontiguousarray(_rgb_array(image))
    array.setflags(write=False)
    return array


def apply_orientation(array: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """The picture turned and mirrored as EXIF orientation 1 to 8 asks; any other number leaves it alone. Read-only."""
    if orientation not in range(2, 9):
        return array
    turned = array
    if orientation >= 5:
        turned = np.swapaxes(turned, 0, 1)
    if orientation in (2, 3, 6, 7):
        turned = turned[:, ::-1]
    if orientation in (3, 4, 7, 8):
        turned = turned[::-1]
    turned = np.ascontiguousarray(turned)
    turned.setflags(write=False)
    return turned


def _check_size(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.pixels:
        raise PixelsUnavailable(
            f"pixels not decoded: the header says {width:,} x {height:,} = {width * height:,} pixels, "
            f"more than the limit of {limits.pixels:,}"
        )


def _decode_with_pillow(data: bytes, kind: FileKind, limits: Limits) -> Image.Image:
    stage = "its headers can't be read"
    try:
        image = _open(data, kind)
        _check_size(*image.size, limits)
        stage = "its picture data is damaged or cut short"
        turned_by_pillow = _orientation_of_tiff(image)
        image.load()
    except Image.DecompressionBombError as error:
        raise PixelsUnavailable(f"pixels not decoded: {error}") from error
    except MemoryError as error:
        raise PixelsUnavailable("pixels not decoded: not enough memory") from error
    except (*_DAMAGE, struct.error, zlib.error, RuntimeError) as error:
        raise PixelsUnavailable(f"pixels not decoded: {stage} ({_plain(error)})") from error
    if turned_by_pillow != 1:
        return image.transpose(_TRANSPOSE[inverse_orientation(turned_by_pillow)])
    return image


def _open(data: bytes, kind: FileKind) -> ImageFile.ImageFile:
    """Pillow's reader of exactly this kind; nothing is decoded yet."""
    stream = io.BytesIO(data)
    if kind in (FileKind.JPEG, FileKind.MPO):
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(stream)
    if kind in (FileKind.PNG, FileKind.APNG):
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(stream)
    if kind is FileKind.WEBP:
        from PIL.WebPImagePlugin import WebPImageFile

        return WebPImageFile(stream)
    if kind is FileKind.GIF:
        from PIL.GifImagePlugin import GifImageFile

        return GifImageFile(stream)
    if kind is FileKind.TIFF:
        from PIL.TiffImagePlugin import TiffImageFile

        return TiffImageFile(stream)
    if kind is FileKind.BMP:
        from PIL.BmpImagePlugin import BmpImageFile

        return BmpImageFile(stream)
    from PIL.AvifImagePlugin import AvifImageFile

    return AvifImageFile(stream)


_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation_of_tiff(image: ImageFile.ImageFile) -> int:
    """The turning that Pillow applies by itself while it loads a TIFF, which has to be undone: pixels are kept as stored."""
    if image.format != "TIFF":
        return 1
    value = image.getexif().get(_ORIENTATION_TAG, 1)
    return value if value in _TRANSPOSE else 1


def _decode_heic(data: bytes, orientation: int, limits: Limits) -> Image.Image:
    try:
        import pillow_heif
    except ImportError as error:
        raise PixelsUnavailable(
            'pixels not decoded: install the extra "heic" (pip install "open-backstory[heic]") to decode HEIC'
        ) from error
    try:
        heif = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
        _check_size(heif.size[0], heif.size[1], limits)
        image: Image.Image = heif.to_pillow()
    except (*_DAMAGE, struct.error, RuntimeError, MemoryError) as error:
        raise PixelsUnavailable(
            f"pixels not decoded: its picture data is damaged or cut short ({_plain(error)})"
        ) from error
    if orientation in _TRANSPOSE:
        # The decoder turns the picture upright by itself; pixels are kept as stored.
        return image.transpose(_TRANSPOSE[inverse_orientation(orientation)])
    return image


def _without_metadata(data: bytes) -> bytes:
    """A PNG with only the chunks that make up its first picture."""
    pieces = [data[:8]]
    place = 8
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] in _PNG_NEEDED:
            pieces.append(data[place:end])
        place = end
    return b"".join(pieces)


def _rgb_array(image: Image.Image) -> NDArray[np.uint8]:
    mode = image.mode
    if mode in ("I", "F") or mode.startswith("I;16"):
        return _gray_as_rgb(_scaled_to_bytes(np.asarray(image), mode))
    if mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        return _over_white(image.convert("RGBA"))
    if mode == "LAB":
        return _lab_as_rgb(image)
    return np.asarray(image.convert("RGB"))


def _over_white(image: Image.Image) -> NDArray[np.uint8]:
    """Transparent pixels as a page with a white background shows them."""
    background = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return np.asarray(Image.alpha_composite(background, image).convert("RGB"))


def _scaled_to_bytes(values: NDArray[np.generic], mode: str) -> NDArray[np.uint8]:
    """16-bit samples keep their upper byte; whole numbers and fractions without a set range are stretched to theirs."""
    if mode.startswith("I;16"):
        return (values.astype(np.uint16) >> 8).astype(np.uint8)
    numbers = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(numbers.min(initial=0.0)), float(numbers.max(initial=0.0))
    if mode == "I" and low >= 0 and high <= 65_535:
        return (numbers / 257.0).round().astype(np.uint8)
    if mode == "F" and low >= 0 and high <= 1:
        return (numbers * 255.0).round().astype(np.uint8)
    if low >= 0 and high <= 255:
        return numbers.round().astype(np.uint8)
    return ((numbers - low) / (high - low) * 255.0).round().astype(np.uint8)


def _gray_as_rgb(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(gray[:, :, np.newaxis], 3, axis=2)


def _lab_as_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """CIE L*a*b* by Pillow's colour management; it has no plain conversion for this mode."""
    from PIL import ImageCms

    converted = ImageCms.profileToProfile(
        image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    if converted is None:
        raise PixelsUnavailable("pixels not decoded: the CIE L*a*b* colours can't be converted")
    return np.asarray(converted)


def _plain(error: Exception) -> str:
    """What the decoder said, cut and without line breaks; nothing where it only stumbled over its own reading."""
    if isinstance(error, (OSError, SyntaxError, ValueError)) and str(error):
        return " ".join(str(error).split())[:160]
    return "damaged"
