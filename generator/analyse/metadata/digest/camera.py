"""Which camera the file names, and whether the exposure data hang together as a camera writes them.

Source: EXIF 2.32 section 4.6.5. A coherent set (make, model, exposure time, aperture or sensitivity, date)
speaks for a camera, weakly: it can be copied from another file in a second.
"""

from __future__ import annotations

from generator.analyse.metadata.exif_words import plain
from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.values import clean
from generator.model import Axis, Bearing, Finding, Measurement, Origin, Privacy, Weight

LIMITS = (
    "Camera data are plain text in the file. They survive editing, can be copied from another photo, and anybody can write "
    "them; nothing in them is signed."
)


def camera_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.camera`, or nothing when no make or model is named."""
    make, model = camera_name(metadata)
    lens = lens_name(metadata)
    if not (make or model or lens):
        return ()
    coherent = has_coherent_exposure(metadata)
    values = [
        ("make", make, Privacy.PUBLIC),
        ("model", model, Privacy.PUBLIC),
        ("lens", lens, Privacy.PUBLIC),
        ("firmware", firmware(metadata), Privacy.PUBLIC),
        ("serial", body_serial(metadata), Privacy.SERIAL),
        ("lens_serial", lens_serial(metadata), Privacy.SERIAL),
        ("shutter_count", metadata.maker_text("ShutterCount"), Privacy.PUBLIC),
    ]
    measurements = [
        Measurement(name, clean(text, limit=200), privacy=hidden) for name, text, hidden in values if text
    ]
    measurements.append(Measurement("coherent_exposure", coherent))
    repeats = bool(make) and model.lower().startswith(make.lower().split()[0])
    name = model if repeats else " ".join(part for part in (make, model) if part)
    statement = f"The file names a camera: {clean(name, limit=120)}." if name else "The file names a lens."
    if coherent:
        statement += " Exposure, sensitivity and date are there as a camera writes them."
    weights = (Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.CAMERA),) if coherent else ()
    return (Finding("metadata.camera", statement, weights, tuple(measurements), limits=LIMITS),)


def camera_name(metadata: Metadata) -> tuple[str, str]:
    """Make and model; nothing where AI tools keep their workflow in these tags."""
    make = metadata.exif_text("Make") or metadata.xmp_text("tiff:Make")
    model = metadata.exif_text("Model") or metadata.xmp_text("tiff:Model")
    make, model = (clean(text, limit=120).strip() for text in (make, model))
    if make.lower().startswith(("workflow:", "prompt:")) or model.lower().startswith(
        ("workflow:", "prompt:")
    ):
        return "", ""
    return make, model


def lens_name(metadata: Metadata) -> str:
    """The lens as EXIF, XMP or the maker note names it."""
    lens = (
        metadata.exif_text("LensModel")
        or metadata.xmp_text("exifEX:LensModel")
        or metadata.xmp_text("aux:Lens")
        or metadata.maker_text("LensModel")
        or metadata.maker_text("LensType")
    )
    # Several makers keep a number there that only a list of all their lenses could explain.
    return "" if set(lens) <= set("- 0123456789abcdef.,") or lens == "n/a" else lens


def body_serials(metadata: Metadata) -> tuple[tuple[str, str], ...]:
    """Serial number of the body by the block that holds it: EXIF, XMP, maker note."""
    places = (
        ("EXIF", metadata.exif_text("BodySerialNumber") or metadata.exif_text("CameraSerialNumber")),
        ("XMP", metadata.xmp_text("exifEX:BodySerialNumber") or metadata.xmp_text("aux:SerialNumber")),
        ("maker note", metadata.maker_text("SerialNumber") or metadata.maker_text("SerialNumber2")),
    )
    return tuple((place, text) for place, text in places if is_serial(text))


def body_serial(metadata: Metadata) -> str:
    """The first serial number of the body; the maker's internal one where there is no other."""
    internal = metadata.maker_text("InternalSerialNumber")
    known = next((text for _, text in body_serials(metadata)), "")
    return known or (internal if is_serial(internal) else "")


def lens_serial(metadata: Metadata) -> str:
    """The first serial number of the lens."""
    places = (
        metadata.exif_text("LensSerialNumber"),
        metadata.xmp_text("exifEX:LensSerialNumber"),
        metadata.xmp_text("aux:LensSerialNumber"),
        metadata.maker_text("LensSerialNumber"),
    )
    return next((text for text in places if is_serial(text)), "")


def is_serial(text: str) -> bool:
    """Whether a text can be a serial number: not blank, not all zeros or dashes, not `unknown`."""
    kept = text.strip().lower()
    return (
        2 <= len(kept) <= 64 and not set(kept) <= set("0-. nax") and kept not in ("unknown", "none", "undef")
    )


def firmware(metadata: Metadata) -> str:
    """Firmware version as EXIF 3.0 or the maker note gives it."""
    return (
        metadata.exif_text("CameraFirmware")
        or metadata.maker_text("CanonFirmwareVersion")
        or metadata.maker_text("FirmwareVersion")
        or metadata.maker_text("Firmware")
        or metadata.maker_text("FirmwareName")
        or metadata.maker_text("BodyFirmwareVersion")
        or metadata.xmp_text("aux:Firmware")
    )


def has_coherent_exposure(metadata: Metadata) -> bool:
    """Whether make, model, exposure time, aperture or sensitivity, and a capture date are all there and possible."""
    make, model = camera_name(metadata)
    time = metadata.exif_tag("ExposureTime") or metadata.exif_tag("ShutterSpeedValue")
    aperture = (
        metadata.exif_tag("FNumber")
        or metadata.exif_tag("ApertureValue")
        or metadata.exif_tag("ISOSpeedRatings")
    )
    dated = metadata.exif_text("DateTimeOriginal") or metadata.exif_text("DateTimeDigitized")
    if not (make and model and time and aperture and dated[:4].isdigit()):
        return False
    return any(char in "123456789" for char in plain(time.value) + plain(aperture.value))
