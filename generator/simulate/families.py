"""Families of versions as files: what happened to each picture is known, pixel by pixel and byte by byte.

A family begins with a photograph as a camera or a website wrote it, or with copies of one that isn't there. Each further
version is made from one before it, as people and platforms do: cropped, made smaller or larger with several ways of
resizing and sharpening, saved again, stripped, sent through a platform that does several of these at once, worked over in
an editor, captioned, framed, shown on a screen. Some files lie: information of a camera is copied into a later version, a clock
is wrong, an old preview is left behind.

What can be told is written down here without looking at any rule; see `truth.Kept`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import piexif
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from generator.model import FileKind
from generator.simulate.truth import Box, Kept

WAYS = (
    Image.Resampling.LANCZOS,
    Image.Resampling.LANCZOS,
    Image.Resampling.BICUBIC,
    Image.Resampling.BILINEAR,
    Image.Resampling.BOX,
)
SMALLEST = 200
"""Pixels of the shorter side below which nothing more is cut away or made smaller."""


@dataclass(frozen=True, slots=True)
class Member:
    """One version."""

    data: bytes
    """The file."""
    kind: FileKind
    """Its format."""
    parent: int
    """Number of the version it was made from; -1 for the first, -2 for an original that isn't in the family."""
    kept: Kept
    """The truth about it."""
    steps: tuple[str, ...] = ()
    """What was done to the version before, by name."""


@dataclass(frozen=True, slots=True)
class _Making:
    image: Image.Image
    kept: Kept
    exif: dict[str, dict[int, object]] = field(default_factory=dict)
    preview: bytes = b""
    is_png: bool = False
    quality: int = 0
    """Wanted by a platform; 0 for any."""
    number: int = 0


def family(base: Image.Image, seed: int) -> list[Member]:
    """Two to six versions that come from the first one, directly or through others."""
    choice = np.random.default_rng([seed, 61])
    makings = [_first(base, choice)]
    members = [_saved(makings[0], -1, (), choice, first=True)]
    for number in range(1, int(choice.integers(2, 7))):
        parent = int(choice.integers(0, number))
        steps: list[str] = []
        making = replace(_reopened(makings[parent], members[parent]), number=number)
        for _ in range(int(choice.integers(1, 3))):
            step = STEPS[int(choice.integers(len(STEPS)))]
            steps.append(step.__name__.strip("_"))
            making = step(making, choice)
        members.append(_saved(making, parent, tuple(steps), choice))
        makings.append(_reopened(making, members[-1]))
    return members


def orphans(base: Image.Image, seed: int) -> list[Member]:
    """Two to four versions of an original that isn't there: parts that each show something else, or mere saves of it."""
    choice = np.random.default_rng([seed, 62])
    bare = _Making(base, Kept())
    are_saves = bool(choice.random() < 0.5)
    quality = int(choice.integers(70, 96))
    members = []
    for number in range(int(choice.integers(2, 5))):
        making = replace(
            bare, number=number, quality=quality + int(choice.integers(-2, 3)) if are_saves else 0
        )
        if not are_saves:
            shift = number * 0.07
            making = _cut(making, (shift, shift * 0.6, shift + 0.62, shift * 0.6 + 0.62))
        members.append(_saved(making, -2, ("save" if are_saves else "part",), choice))
    return members


def _first(base: Image.Image, choice: np.random.Generator) -> _Making:
    has_camera = bool(choice.random() < 0.6)
    exif: dict[str, dict[int, object]] = {}
    if has_camera:
        day = f"2024:0{int(choice.integers(1, 6))}:1{int(choice.integers(10))}"
        exif = {
            "0th": {
                piexif.ImageIFD.Make: b"Corvane",
                piexif.ImageIFD.Model: b"Corvane C3",
                piexif.ImageIFD.DateTime: f"{day} 10:00:00".encode(),
            },
            "Exif": {
                piexif.ExifIFD.DateTimeOriginal: f"{day} 10:00:00".encode(),
                piexif.ExifIFD.FNumber: (56, 10),
                piexif.ExifIFD.ExposureTime: (1, 250),
                piexif.ExifIFD.ISOSpeedRatings: 200,
            },
        }
    small = base.copy()
    small.thumbnail((160, 120))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80)
    return _Making(base, Kept(names_camera=has_camera), exif, buffer.getvalue() if has_camera else b"")


def _saved(
    making: _Making, parent: int, steps: tuple[str, ...], choice: np.random.Generator, *, first: bool = False
) -> Member:
    buffer = io.BytesIO()
    kept = making.kept
    if making.is_png:
        making.image.save(buffer, "PNG")
        return Member(buffer.getvalue(), FileKind.PNG, parent, replace(kept, quality=101), steps)
    quality = making.quality or int(choice.integers(88, 98) if first else choice.integers(60, 97))
    exif = {**making.exif, "thumbnail": making.preview} if making.preview else making.exif
    if making.preview:
        exif = {**exif, "1st": {piexif.ImageIFD.Compression: 6}}
    making.image.save(
        buffer,
        "JPEG",
        quality=quality,
        subsampling=int(choice.choice([0, 2, 2])),
        **({"exif": piexif.dump(exif)} if making.exif else {}),
    )
    kept = replace(kept, quality=quality, coarsest=min(kept.coarsest, quality))
    return Member(buffer.getvalue(), FileKind.JPEG, parent, kept, steps)


def _reopened(making: _Making, member: Member) -> _Making:
    image = Image.open(io.BytesIO(member.data)).convert("RGB")
    return replace(making, image=image, kept=member.kept, is_png=False, quality=0)


def _cut(making: _Making, part: Box) -> _Making:
    """The part given in shares of the frame, to whole pixels."""
    width, height = making.image.size
    box = (
        round(part[0] * width), round(part[1] * height), round(part[2] * width), round(part[3] * height),
    )  # fmt: skip
    left, top, right, bottom = making.kept.box
    wide, high = (right - left) / width, (bottom - top) / height
    shown = (left + box[0] * wide, top + box[1] * high, left + box[2] * wide, top + box[3] * high)
    old = making.kept.view
    view = (max(shown[0], old[0]), max(shown[1], old[1]), min(shown[2], old[2]), min(shown[3], old[3]))
    return replace(making, image=making.image.crop(box), kept=replace(making.kept, box=shown, view=view))


def _to_size(making: _Making, factor: float, way: Image.Resampling) -> _Making:
    size = (round(making.image.width * factor), round(making.image.height * factor))
    if size == making.image.size:
        return making
    kept = making.kept
    scale = kept.scale * factor
    return replace(
        making,
        image=making.image.resize(size, way),
        kept=replace(
            kept,
            scale=scale,
            detail=min(kept.detail, scale),
            coarsest=101,
            samplings=kept.samplings + 1 + 10 * making.number,
        ),
    )


def _way(choice: np.random.Generator) -> Image.Resampling:
    return WAYS[int(choice.integers(len(WAYS)))]


def _save(making: _Making, choice: np.random.Generator) -> _Making:
    return making


def _crop(making: _Making, choice: np.random.Generator) -> _Making:
    if min(making.image.size) < SMALLEST:
        return making
    keep = [float(choice.uniform(0.6, 0.93)) for _ in range(2)]
    if choice.random() < 0.4:
        keep[int(choice.integers(2))] = 1.0
    x, y = (float(choice.random()) * (1 - share) for share in keep)
    # Some programs cut and leave the old preview in the file; most make a new one or drop it.
    leaves = bool(choice.random() < 0.25)
    return replace(_cut(making, (x, y, x + keep[0], y + keep[1])), preview=making.preview if leaves else b"")


def _shrink(making: _Making, choice: np.random.Generator) -> _Making:
    if min(making.image.size) < SMALLEST:
        return making
    making = _to_size(making, float(choice.uniform(0.4, 0.95)), _way(choice))
    return _sharpened(making) if choice.random() < 0.25 else making


def _enlarge(making: _Making, choice: np.random.Generator) -> _Making:
    if max(making.image.size) > 1000:
        return making
    way = WAYS[int(choice.integers(len(WAYS) - 1))]
    making = _to_size(making, float(choice.uniform(1.15, 2.0)), way)
    return _sharpened(making) if choice.random() < 0.2 else making


def _sharpened(making: _Making) -> _Making:
    image = making.image.filter(ImageFilter.UnsharpMask(1, 60, 0))
    return replace(making, image=image, kept=_worked(making))


def _worked(making: _Making) -> Kept:
    return replace(making.kept, worked=making.kept.worked + 1 + 10 * making.number)


def _strip(making: _Making, choice: np.random.Generator) -> _Making:
    return replace(
        making,
        exif={},
        preview=b"",
        kept=replace(making.kept, names_camera=False, names_editor=False, lies=False),
    )


def _edit(making: _Making, choice: np.random.Generator) -> _Making:
    """Brightness and contrast by an editor, which leaves its name and the date; its clock may be wrong."""
    image = ImageEnhance.Brightness(making.image).enhance(float(choice.uniform(0.9, 1.12)))
    image = ImageEnhance.Contrast(image).enhance(float(choice.uniform(0.95, 1.12)))
    is_wrong = bool(choice.random() < 0.25)
    year = 2019 if is_wrong else 2025
    first: dict[int, object] = {
        **making.exif.get("0th", {}),
        piexif.ImageIFD.Software: b"Adobe Photoshop 25.0 (Windows)",
        piexif.ImageIFD.DateTime: f"{year}:0{making.number + 1}:02 10:00:00".encode(),
    }
    kept = replace(_worked(making), names_editor=True, lies=making.kept.lies or is_wrong)
    return replace(making, image=image, exif={**making.exif, "0th": first}, preview=b"", kept=kept)


def _platform(making: _Making, choice: np.random.Generator) -> _Making:
    """What networks do: a part with sides of 4 to 5 at most, a fixed width, one strong save, no information."""
    width, height = making.image.size
    if height > 1.25 * width:
        rest = (1 - 1.25 * width / height) / 2
        making = _cut(making, (0, rest, 1, 1 - rest))
    longest = int(choice.choice([640, 720]))
    if max(making.image.size) > longest:
        making = _to_size(making, longest / max(making.image.size), Image.Resampling.LANCZOS)
    return replace(_strip(making, choice), quality=int(choice.integers(68, 79)))


def _caption(making: _Making, choice: np.random.Generator) -> _Making:
    """A bar with words above or below, or a border all around."""
    width, height = making.image.size
    around = max(8, height // 12)
    is_border = bool(choice.random() < 0.4)
    room = (
        (around, around, around, around)
        if is_border
        else (0, int(choice.integers(2)) * 2 * around, 0, 2 * around)
    )
    colour = (255, 255, 255) if choice.random() < 0.6 else tuple(int(v) for v in choice.integers(0, 256, 3))
    image = Image.new("RGB", (width + room[0] + room[2], height + room[1] + room[3]), colour)
    image.paste(making.image, room[:2])
    words = ImageDraw.Draw(image)
    if not is_border:
        words.text((12, image.height - around - 6), "WHAT THEY DO NOT SHOW YOU", fill=(200, 0, 0))
    left, top, right, bottom = making.kept.box
    wide, high = (right - left) / width, (bottom - top) / height
    box = (left - room[0] * wide, top - room[1] * high, right + room[2] * wide, bottom + room[3] * high)
    return replace(making, image=image, preview=b"", kept=replace(making.kept, box=box))


def _show(making: _Making, choice: np.random.Generator) -> _Making:
    """A screen on which the picture stands, mostly smaller, with a program's bars above and below."""
    making = _to_size(making, min(1.0, 600 / making.image.width), Image.Resampling.BILINEAR)
    width, height = making.image.size
    screen = Image.new("RGB", (width + 24, height + 340), (246, 246, 248))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, screen.width, 90), fill=(20, 60, 120))
    draw.text((30, 40), "09:41   somebody posted a picture", fill="white")
    draw.text((30, height + 180), "1,204 people like this", fill=(60, 60, 60))
    screen.paste(making.image, (12, 120))
    left, top, right, bottom = making.kept.box
    wide, high = (right - left) / width, (bottom - top) / height
    box = (left - 12 * wide, top - 120 * high, right + 12 * wide, bottom + 220 * high)
    kept = replace(making.kept, box=box)
    return replace(
        _strip(replace(making, kept=kept), choice), image=screen, is_png=bool(choice.random() < 0.5)
    )


def _lossless(making: _Making, choice: np.random.Generator) -> _Making:
    return replace(_strip(making, choice), is_png=True)


def _forge(making: _Making, choice: np.random.Generator) -> _Making:
    """A camera's information written into a copy, with a date before the true one."""
    first: dict[int, object] = {
        piexif.ImageIFD.Make: b"Corvane",
        piexif.ImageIFD.Model: b"Corvane C3",
        piexif.ImageIFD.DateTime: b"2018:03:01 09:00:00",
    }
    kept = replace(making.kept, lies=True, names_camera=False, names_editor=False)
    return replace(making, exif={"0th": first}, preview=b"", kept=kept)


Step = Callable[[_Making, np.random.Generator], _Making]
STEPS: Sequence[Step] = (
    _save, _save, _crop, _crop, _shrink, _shrink, _enlarge, _strip, _edit, _platform, _platform, _caption, _show, _lossless,
    _forge,
)  # fmt: skip
"""What is done to pictures; what is usual more than once."""
