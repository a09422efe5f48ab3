"""Holds the size and orientation that the metadata give against the picture itself."""

from __future__ import annotations

from generator.analyse.consistency.facts import Facts, finding
from generator.analyse.containers.parts import BlobKind
from generator.analyse.metadata.exif_words import ORIENTATIONS
from generator.analyse.metadata.values import Group, Ratio
from generator.model import FileKind, Finding, Measurement, Row

SLACK = 16
"""Pixels; encoders and cameras crop to whole blocks."""


def size_differs(facts: Facts) -> tuple[Finding, ...] | None:
    """The camera writes the picture's width and height (`PixelXDimension`, also called `ExifImageWidth`); they should hold.

    Source: EXIF 2.32 section 4.6.5. TIFF files are left out: raw files hold several pictures of different size.
    """
    recorded = recorded_size(facts)
    width, height = facts.container.width, facts.container.height
    if recorded is None or not width or not height or facts.container.kind is FileKind.TIFF:
        return None
    other_width, other_height, place = recorded
    rows = (Row(place, f"{other_width} × {other_height} px"), Row("picture", f"{width} × {height} px"))
    sizes = (
        Measurement("recorded_width", other_width, "px"),
        Measurement("recorded_height", other_height, "px"),
        Measurement("width", width, "px"),
        Measurement("height", height, "px"),
    )
    if abs(other_width - width) < SLACK and abs(other_height - height) < SLACK:
        return ()
    if abs(other_width - height) < SLACK and abs(other_height - width) < SLACK:
        return finding(
            "orientation-turned",
            "The picture is turned by 90 degrees against the size that the camera recorded.",
            *sizes,
            rows=rows,
            limits="Viewers turn pictures when they save them, often without changing anything else.",
        )
    shape, other_shape = _shape(width, height), _shape(other_width, other_height)
    same_shape = abs(shape - other_shape) / other_shape < 0.01
    kept = "in the same proportions" if same_shape else "in other proportions, so it may have been cropped"
    return finding(
        "size-differs",
        f"The picture has {width} × {height} pixels; its metadata say {other_width} × {other_height}. "
        f"It was probably resized or cropped after they were written, {kept}.",
        *sizes,
        Measurement("same_shape", same_shape),
        rows=rows,
        limits="Many web sites and programs resize pictures and keep the old numbers; it shows no change of content.",
    )


def orientation_valid(facts: Facts) -> tuple[Finding, ...] | None:
    """EXIF knows the orientations 1 to 8. Source: TIFF 6.0 and EXIF 2.32 section 4.6.4, Orientation."""
    code = _orientation(facts.metadata.main_exif.group("IFD0"))
    if code is None:
        return None
    if code in ORIENTATIONS:
        return ()
    return finding(
        "orientation-invalid",
        f"The orientation tag holds {code}, which no standard defines. Viewers show the picture as stored.",
        Measurement("orientation", code),
        limits="Some cameras and programs write 0 when they don't know the orientation.",
    )


def orientation_differs(facts: Facts) -> tuple[Finding, ...] | None:
    """The thumbnail's orientation (IFD1) and XMP's should be the picture's.

    Source: EXIF 2.32 section 4.6.4. Programs that turn a picture upright set the first tag and forget the others.
    """
    main = _orientation(facts.metadata.main_exif.group("IFD0"))
    thumbnail = _orientation(facts.metadata.main_exif.group("IFD1"))
    xmp_text = facts.metadata.xmp_text("tiff:Orientation")
    xmp = int(xmp_text) if xmp_text.isascii() and xmp_text.isdigit() and len(xmp_text) < 4 else None
    others = [
        (place, code) for place, code in (("thumbnail", thumbnail), ("XMP", xmp)) if code in ORIENTATIONS
    ]
    if main not in ORIENTATIONS or not others or main is None:
        return None
    different = [(place, code) for place, code in others if code is not None and code != main]
    if not different:
        return ()
    place, code = different[0]
    where = "the thumbnail's directory" if place == "thumbnail" else "XMP"
    return finding(
        "orientation-differs",
        f"The picture's orientation tag says {ORIENTATIONS[main]}, {where} says {ORIENTATIONS[code or 1]}. "
        "The picture was probably turned by software.",
        Measurement("orientation", main),
        Measurement("other", code or 0),
        Measurement("where", place),
        limits="Turning a picture changes none of its content, and some cameras write both tags independently.",
    )


def thumbnail_shape(facts: Facts) -> tuple[Finding, ...] | None:
    """The EXIF thumbnail should have the picture's proportions, or 4:3, to which cameras pad it with black bars.

    Source: EXIF 2.32 section 4.5.8 and DCF 2.0 (160 x 120 thumbnails); width and height in the thumbnail's own JPEG header.
    What the thumbnail shows is compared by the analyzer `thumbnail`. Shown, never flagged.
    """
    size = _thumbnail_size(facts)
    width, height = facts.container.width, facts.container.height
    if size is None or not width or not height:
        return None
    shape, own = _shape(width, height), _shape(*size)
    if abs(own - shape) / shape < 0.05 or abs(own - 4 / 3) < 0.02:
        return ()
    return finding(
        "thumbnail-shape-differs",
        f"The small preview in the file has {size[0]} × {size[1]} pixels, other proportions than the picture's "
        f"{width} × {height}. The picture may have been cropped after the preview was made.",
        Measurement("thumbnail_width", size[0], "px"),
        Measurement("thumbnail_height", size[1], "px"),
        Measurement("width", width, "px"),
        Measurement("height", height, "px"),
        limits="Some cameras crop their previews, and programs that resize or crop often leave the old preview in place.",
    )


def recorded_size(facts: Facts) -> tuple[int, int, str] | None:
    """Width, height and place of the size that the metadata give."""
    exif = facts.metadata.main_exif.group("Exif")
    width, height = _whole(exif, "ExifImageWidth"), _whole(exif, "ExifImageHeight")
    if width and height:
        return width, height, "EXIF ExifImageWidth and ExifImageHeight"
    texts = [facts.metadata.xmp_text(f"exif:Pixel{axis}Dimension") for axis in "XY"]
    if all(text.isascii() and text.isdigit() and 0 < len(text) < 7 for text in texts):
        across, down = (int(text) for text in texts)
        if across and down:
            return across, down, "XMP exif:PixelXDimension and exif:PixelYDimension"
    return None


def _orientation(group: Group | None) -> int | None:
    return _whole(group, "Orientation")


def _thumbnail_size(facts: Facts) -> tuple[int, int] | None:
    """Width and height from the frame header of the thumbnail's JPEG; None when there is none or it can't be read."""
    exif = facts.container.first(BlobKind.EXIF)
    group = facts.metadata.main_exif.group("IFD1")
    start, length = _whole(group, "JpegIFOffset"), _whole(group, "JpegIFByteCount")
    if exif is None or not start or not length or start + length > len(exif.data):
        return None
    data = exif.data[start : start + length]
    place = 2
    while data[:2] == b"\xff\xd8" and place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[at : at + 2], "big") for at in (place + 5, place + 7))
            return (width, height) if width and height else None
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None


def _whole(group: Group | None, name: str) -> int | None:
    tag = group.get(name) if group else None
    if tag is None or not isinstance(tag.value, tuple) or not tag.value:
        return None
    first = tag.value[0]
    if isinstance(first, Ratio):
        return round(first.number) if first.number is not None else None
    return int(first) if isinstance(first, int) else None


def _shape(width: int, height: int) -> float:
    """Long side over short side, so that a turned picture has the same shape."""
    return max(width, height) / min(width, height)
