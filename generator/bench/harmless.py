"""`backstory bench harmless`: how often tests that mark parts of a picture flag copies in which no part was put in.

Each authentic picture is copied in everyday ways, in memory: saved again, cropped, resized, its tones changed evenly. A second
set is filtered more in some places than in others, as by dark corners: nothing was put in there either, but places did change.
Large pictures are cut to their middle first. Copies that a test can't look at aren't counted against its flags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.detectors.interval import upper_bound
from generator.bench import expectations, flagging, labelled
from generator.bench.robustness import UNCHANGED, saved
from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.analyse.picture import Picture

MOST_PIXELS = 1.5e6
"""Larger pictures are cut."""
SMALLEST_SIDE = 128
"""Smaller pictures are left out, pixels."""
METADATA = "metadata/"
"""Where a folder with an `expectations.json` keeps files for their metadata."""

Pixels = NDArray[Any]
"""Height x width x 3, 0 to 255."""
Change = Callable[[Image.Image], Image.Image]


def measure(
    folder: Path, *, split: str | None = None, only: Sequence[str] = (), limit: int = 0
) -> dict[str, Any]:
    """Flags of each test by kind of copy, of the folder's authentic pictures; `limit` takes only the first so many."""
    tests = tuple(test for test in flagging.tests(only) if test.marks_regions)
    counts: dict[str, dict[str, Counter[str]]] = {test.id: {} for test in tests}
    flagged: dict[str, list[str]] = {test.id: [] for test in tests}
    number = 0
    for path, picture in _pictures(folder, split):
        if limit and number >= limit:
            break
        number += 1
        for kind, copy in copies(picture):
            flagging.prepare(copy, tests)
            for test in tests:
                found = flagging.flags(test, copy)
                count = counts[test.id].setdefault(kind, Counter(copies=0, applies=0, flagged=0))
                count["copies"] += 1
                count["applies"] += found.is_applicable
                count["flagged"] += found.is_flagged
                if found.is_flagged:
                    flagged[test.id].append(f"{path.relative_to(folder).as_posix()} {kind}")
    return {
        "pictures": number,
        "split": split or "all",
        "list": labelled.list_sha256(folder),
        "tests": {
            name: {"kinds": {kind: dict(count) for kind, count in kinds.items()}, "flagged": flagged[name]}
            for name, kinds in counts.items()
        },
    }


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    yield f"{figures['pictures']} authentic pictures, split {figures['split']}, list {figures['list'][:8]}"
    for name, test in figures["tests"].items():
        yield f"{name}, flags among copies that it can look at:"
        for is_even, words in ((True, "changed evenly"), (False, "changed more in some places")):
            kinds = {kind: item for kind, item in test["kinds"].items() if (kind not in UNEVEN) == is_even}
            for kind, item in kinds.items():
                yield f"  {kind:28}{item['flagged']:5} of {item['applies']:5}"
            total, wrong = (sum(item[key] for item in kinds.values()) for key in ("applies", "flagged"))
            yield f"  all {words}: {wrong} of {total} (at most {upper_bound(wrong, total):.4f})"
        for item in test["flagged"]:
            yield f"    {item}"


def copies(picture: Picture) -> Iterator[tuple[str, Picture]]:
    """Each copy with its kind; the first is the file as it is."""
    yield UNCHANGED, picture
    image = Image.fromarray(np.ascontiguousarray(_cut(picture.rgb)))
    for kind, (change, quality) in (EVEN | UNEVEN).items():
        how: dict[str, Any] = {"quality": quality} if quality else {"compress_level": 1}
        yield kind, labelled.picture_of(saved(change(image), "JPEG" if quality else "PNG", **how))


def _pictures(folder: Path, split: str | None) -> Iterator[tuple[Path, Picture]]:
    """Authentic pictures of the list, and files that are there for their metadata: as cameras and programs wrote them."""
    listed = [item.path for item in labelled.samples(folder, split) if not item.is_altered]
    _, files = expectations.expectations(folder)
    more = [
        folder / item["path"]
        for item in files
        if item["path"].startswith(METADATA) and split in (None, item["split"])
    ]
    for path in (*listed, *more):
        try:
            picture = labelled.opened(path)
        except (BackstoryError, CouldNotCheck, OSError):
            if path in listed:
                raise
            continue
        if min(picture.rgb.shape[:2]) >= SMALLEST_SIDE:
            yield path, picture


def _cut(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The middle of a large picture, at whole blocks of JPEG's, so that what an earlier save left lies where it lay."""
    height, width = rgb.shape[:2]
    share = min(1.0, (MOST_PIXELS / (height * width)) ** 0.5)
    if share == 1:
        return rgb
    rows, columns = int(height * share) // 16 * 16, int(width * share) // 16 * 16
    top, left = (height - rows) // 16 * 8, (width - columns) // 16 * 8
    return rgb[top : top + rows, left : left + columns]


def _toned(curve: Callable[[Pixels], Pixels]) -> Change:
    """A change of tones; `curve` takes and gives values of 0 to 1."""

    def change(image: Image.Image) -> Image.Image:
        values = np.asarray(image, np.float32) / 255
        return _image(curve(values) * 255)

    return change


def _lit(field: Callable[[Pixels, Pixels], Pixels]) -> Change:
    """Brighter or darker by place; `field` is given x and y from 0 to 1."""

    def change(image: Image.Image) -> Image.Image:
        y, x = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32)
        return _image(np.asarray(image, np.float32) * field(x / image.width, y / image.height)[..., None])

    return change


def _image(values: Pixels) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))


def _dark_corners(strength: float) -> Change:
    return _lit(lambda x, y: 1 - strength * 2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2))


def _resized(image: Image.Image) -> Image.Image:
    size = max(1, round(image.width * 0.7)), max(1, round(image.height * 0.7))
    return image.resize(size, Image.Resampling.BICUBIC)


def _cropped(left: int, top: int) -> Change:
    return lambda image: image.crop((left, top, image.width - 2, image.height - 1))


def _enhanced(kind: Callable[[Image.Image], ImageEnhance._Enhance], factor: float) -> Change:
    return lambda image: kind(image).enhance(factor)


EVEN: dict[str, tuple[Change, int]] = {
    "saved at 98": (lambda image: image, 98),
    "saved at 95": (lambda image: image, 95),
    "saved at 90": (lambda image: image, 90),
    "saved at 85": (lambda image: image, 85),
    "saved at 80": (lambda image: image, 80),
    "saved at 75": (lambda image: image, 75),
    "cropped, saved at 95": (_cropped(3, 5), 95),
    "cropped, saved at 85": (_cropped(6, 1), 85),
    "cropped, without loss": (_cropped(3, 5), 0),
    "resized by 0.7, saved at 90": (_resized, 90),
    "brighter by 15 %, saved at 95": (_enhanced(ImageEnhance.Brightness, 1.15), 95),
    "brighter by 15 %, no loss": (_enhanced(ImageEnhance.Brightness, 1.15), 0),
    "brighter by 30 %, saved at 90": (_enhanced(ImageEnhance.Brightness, 1.3), 90),
    "darker by 20 %, saved at 95": (_enhanced(ImageEnhance.Brightness, 0.8), 95),
    "more contrast, saved at 95": (_enhanced(ImageEnhance.Contrast, 1.2), 95),
    "less contrast, saved at 90": (_enhanced(ImageEnhance.Contrast, 0.85), 90),
    "stretched tones, saved at 92": (lambda image: ImageOps.autocontrast(image, cutoff=1), 92),
    "gamma 0.7, saved at 98": (_toned(lambda values: values**0.7), 98),
    "gamma 0.8, saved at 95": (_toned(lambda values: values**0.8), 95),
    "gamma 1.25, saved at 90": (_toned(lambda values: values**1.25), 90),
    "lifted shadows, saved at 94": (_toned(lambda values: values**0.75 * (1 - values) + values**2), 94),
    "warmer, saved at 93": (_toned(lambda values: values * np.array([1.08, 1, 0.9], np.float32)), 93),
    "more colour, saved at 92": (_enhanced(ImageEnhance.Color, 1.3), 92),
    "sharpened, saved at 95": (lambda image: image.filter(ImageFilter.UnsharpMask(1.5, 80, 2)), 95),
    "blurred, saved at 95": (lambda image: image.filter(ImageFilter.GaussianBlur(0.6)), 95),
}
"""What is done to a copy, and the JPEG quality at which it is saved; 0 is PNG."""
UNEVEN: dict[str, tuple[Change, int]] = {
    "corners darker by 20 %": (_dark_corners(0.2), 95),
    "corners darker by 35 %": (_dark_corners(0.35), 93),
    "corners darker by 60 %": (_dark_corners(0.6), 92),
    "from 85 to 115 %, top to bottom": (_lit(lambda x, y: 0.85 + 0.3 * y), 93),
    "from 70 to 100 %, left to right": (_lit(lambda x, y: 0.7 + 0.3 * x), 96),
}
"""The same for filters that change some places more than others."""
