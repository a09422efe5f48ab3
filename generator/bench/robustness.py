"""The same pictures after everyday changes, made in memory: saved again, or made smaller.

A flag may be lost by such a change; an authentic picture must not be flagged because of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.bench import counting
from generator.bench.counting import Score
from generator.bench.labelled import picture_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.analyse.picture import Picture

QUALITIES = (90, 75)
SCALE = 0.7
UNCHANGED = "as it is"


def copies(picture: Picture, truth: NDArray[np.bool_]) -> Iterator[tuple[str, Picture, NDArray[np.bool_]]]:
    """Name, changed picture, and where it was altered."""
    import numpy as np
    from PIL import Image

    image = Image.fromarray(np.asarray(picture.rgb))
    for quality in QUALITIES:
        yield f"saved again at {quality}", picture_of(_saved(image, "JPEG", quality=quality)), truth
    size = max(1, round(image.width * SCALE)), max(1, round(image.height * SCALE))
    smaller = image.resize(size, Image.Resampling.BICUBIC)
    mask = np.asarray(Image.fromarray(truth).resize(size, Image.Resampling.NEAREST))
    yield f"resized by {SCALE}", picture_of(_saved(smaller, "PNG", compress_level=1)), mask


def rows(unchanged: Sequence[Score], changed: dict[str, list[Score]]) -> dict[str, dict[str, Any]]:
    """A row for the pictures as they are and for each change, all corpora together."""
    return {name: counting.row(scores) for name, scores in {UNCHANGED: list(unchanged), **changed}.items()}


def _saved(image: Any, form: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
