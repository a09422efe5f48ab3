"""Published copies of a picture: upright, redacted, in sRGB, in several widths, without any metadata.

WebP for browsers and JPEG for everything else. Redacted boxes are filled, not blurred, because blurring can be undone.
A sensitive picture also gets a copy of a few blocks of colour, which is what pages show until a reader asks for more.
Bytes depend on the versions of Pillow and its codecs, which are part of the cache key.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import codec
from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.picture import Picture
from generator.model import Redaction, Rendition, Renditions

if TYPE_CHECKING:
    from PIL import Image

VERSION = "4"
WEBP_WIDTHS = (320, 640, 1280, 1920)
JPEG_WIDTHS = (640, 1280)
WEBP_EFFORT = 2
"""Of 6. Measured on photographs: beside 4, files are larger by a twentieth and made in two fifths of the time."""
BLURRED_WIDTH = 640
LABELLED_WIDTH = 1200
TALLEST = 16_000
"""Most rows of a copy: WebP holds 16,383. Long screenshots are made narrower instead of not at all."""
_BLOCKS = 14
_REDACTED_COLOUR = (24, 26, 30)
_LARGEST_PROFILE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RenditionPlan:
    """What shapes the published copies of one exhibit, apart from its bytes."""

    redactions: tuple[Redaction, ...] = ()
    """Boxes to fill."""
    is_sensitive: bool = False
    """Whether an unrecognisable copy is needed."""
    label: str = ""
    """Words of the rating, for the labelled copy; empty for none."""
    shape: str = ""
    """Sign beside the words."""
    tone: str = ""
    """Colour family of the label."""

    def parameters(self) -> str:
        """Canonical JSON, as the analyse stage hands it to `make`."""
        return codec.dumps(self).decode()


def make(picture: Picture, parameters: str) -> Renditions:
    """All copies of one picture; their bytes are put into `picture.blobs`.

    A picture whose pixels can't be decoded gives a value that says why.
    """
    from PIL import Image

    plan: RenditionPlan = codec.from_plain(RenditionPlan, json.loads(parameters))
    try:
        upright = Image.fromarray(picture.upright)
    except CouldNotCheck as reason:
        return missing(str(reason))
    upright = _in_srgb(upright, picture)
    width, height = upright.size
    for box in plan.redactions:
        _fill(upright, box)
    upright = _bounded(upright)
    wanted = [("image/webp", size) for size in _sizes(upright.width, WEBP_WIDTHS)]
    wanted += [("image/jpeg", size) for size in _sizes(upright.width, JPEG_WIDTHS)]
    sized = {size: _resized(upright, size) for size in {size for _, size in wanted}}
    copies = [_kept(picture, sized[size], media_type) for media_type, size in wanted]
    blurred: tuple[Rendition, ...] = ()
    if plan.is_sensitive:
        hidden = _unrecognisable(upright)
        blurred = tuple(_kept(picture, hidden, kind) for kind in ("image/webp", "image/jpeg"))
    labelled = None
    if plan.label:
        from generator.render.labels import with_label

        shown = (
            _unrecognisable(upright)
            if plan.is_sensitive
            else _resized(upright, min(upright.width, LABELLED_WIDTH))
        )
        labelled = _kept(picture, with_label(shown, plan.label, plan.shape, plan.tone), "image/jpeg")
    return Renditions(width, height, tuple(copies), blurred, labelled)


def missing(reason: str) -> Renditions:
    """The value for a picture of which no copy can be made."""
    return Renditions(missing=reason)


def _sizes(width: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """Widths to make: those below the picture's own, and its own when it is smaller than the largest."""
    smaller = tuple(size for size in wanted if size < width)
    return smaller if len(smaller) == len(wanted) else (*smaller, width)


def _bounded(image: Image.Image) -> Image.Image:
    """The picture, made smaller when it is higher than a copy may be."""
    from PIL import Image

    if image.height <= TALLEST:
        return image
    width = max(1, round(image.width * TALLEST / image.height))
    return image.resize((width, TALLEST), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _resized(image: Image.Image, width: int) -> Image.Image:
    from PIL import Image

    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _fill(image: Image.Image, box: Redaction) -> None:
    left, top = int(box.x * image.width), int(box.y * image.height)
    right = min(image.width, -int(-(box.x + box.width) * image.width // 1))
    bottom = min(image.height, -int(-(box.y + box.height) * image.height // 1))
    image.paste(_REDACTED_COLOUR, (left, top, max(right, left + 1), max(bottom, top + 1)))


def _unrecognisable(image: Image.Image) -> Image.Image:
    """A few soft blocks of colour: nothing finer than a fourteenth of the longer side is left."""
    from PIL import Image

    longer = max(image.size)
    small = tuple(max(1, round(side * _BLOCKS / longer)) for side in image.size)
    blocks = image.resize((small[0], small[1]), Image.Resampling.BOX)
    width = min(BLURRED_WIDTH, image.width)
    return blocks.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.BICUBIC)


def _in_srgb(image: Image.Image, picture: Picture) -> Image.Image:
    """Colours of an embedded RGB profile converted to sRGB, so that they look right without the profile."""
    from PIL import ImageCms

    from generator.analyse.containers import BlobKind

    profile = picture.container.first(BlobKind.ICC)
    if (
        profile is None
        or len(profile.data) > _LARGEST_PROFILE
        or picture.decoded.mode not in ("RGB", "RGBA", "P")
    ):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
        if (source.profile.xcolor_space or "").strip() != "RGB" or "sRGB" in (
            source.profile.profile_description or ""
        ):
            return image
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A profile that can't be used leaves the numbers as they are, as browsers do.
        return image
    return converted if converted is not None else image


def _kept(picture: Picture, image: Image.Image, media_type: str) -> Rendition:
    buffer = io.BytesIO()
    if media_type == "image/webp":
        image.save(buffer, "WEBP", quality=80, method=WEBP_EFFORT)
    else:
        image.save(buffer, "JPEG", quality=82, optimize=True, progressive=True, subsampling=2)
    data = buffer.getvalue()
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    return Rendition(name, media_type, image.width, image.height)
