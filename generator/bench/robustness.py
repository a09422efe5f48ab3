"""The same pictures after everyday changes, made in memory: saved again, or made smaller.

A flag may be lost by such a change; an authentic picture must not be flagged because of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.bench import counting
from generator.bench.counting import Score
from generator.bench.labelled import Sample, picture_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.analyse.picture import Picture

QUALITIES = (90, 75)
SCALE = 0.7
UNCHANGED = "as it is"


@dataclass(frozen=True, slots=True)
class Copy:
    """A changed picture."""

    name: str
    """What was done."""
    picture: Picture
    """Decoded."""
    sample: Sample
    """The right answers: the picture's own, with a variant that tells of a resize."""
    truth: NDArray[np.bool_]
    """Where it was altered."""


def copies(picture: Picture, sample: Sample, truth: NDArray[np.bool_]) -> Iterator[Copy]:
    """Saved again at two qualities, and made smaller without loss."""
    import numpy as np
    from PIL import Image

    image = Image.fromarray(np.asarray(picture.rgb))
    for quality in QUALITIES:
        again = picture_of(saved(image, "JPEG", quality=quality))
        yield Copy(f"saved again at {quality}", again, sample, truth)
    size = max(1, round(image.width * SCALE)), max(1, round(image.height * SCALE))
    smaller = image.resize(size, Image.Resampling.BICUBIC)
    mask = np.asarray(Image.fromarray(truth).resize(size, Image.Resampling.NEAREST))
    resized = replace(sample, variant=f"r{SCALE:.0%} {sample.variant}")
    yield Copy(f"resized by {SCALE}", picture_of(saved(smaller, "PNG", compress_level=1)), resized, mask)


def rows(unchanged: Sequence[Score], changed: dict[str, list[Score]]) -> dict[str, dict[str, Any]]:
    """A row for the pictures as they are and for each change, all corpora together."""
    return {name: counting.row(scores) for name, scores in {UNCHANGED: list(unchanged), **changed}.items()}


def saved(image: Any, form: str, **options: int) -> bytes:
    """A picture as the bytes of a file; `form` and options as Pillow has them."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
