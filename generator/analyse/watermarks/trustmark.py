"""Runs a TrustMark decoder, an ONNX model that the publisher chose, on a picture and reads the bits it gives.

As the method's authors prepare pictures: one more than twice as long as wide is cut to its middle square, for the variant P
every picture is; then it is resized with a linear filter and brought to -1 … 1. The model gives 100 numbers; a bit is set
where its number is above zero. Source: TrustMark's configuration notes and the model's inputs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.materials import Material, material
from generator.analyse.watermarks.trustmark_message import BITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GROUP = "watermark-decoder"
"""Name under which the build hands the models over."""
SQUARE_VARIANTS = ("P",)
"""Variants that only ever use the middle square."""
LONGEST = 2.0
"""Sides up to this ratio are squeezed into a square as a whole."""
SIDES = {"P": 224}
"""Pixels of a side where the model doesn't say it."""
USUAL_SIDE = 256
LARGEST_SIDE = 1024
"""Pixels of a side that a model may ask for."""


def handed_over(files: Iterable[tuple[str, bytes, str]]) -> tuple[Material, ...]:
    """Path, bytes and variant of decoders as materials."""
    return tuple(material(GROUP, path, data, (("variant", variant),)) for path, data, variant in files)


def read_bits(session: Any, rgb: NDArray[np.uint8], *, variant: str) -> tuple[bool, ...]:
    """What the decoder sees in a picture of height x width x 3. Raises `CouldNotCheck` when it is no such decoder."""
    import numpy as np

    taken = session.get_inputs()[0]
    ready = prepared(rgb, side=_side(taken.shape, variant), variant=variant)
    try:
        given = session.run(None, {taken.name: ready})[0]
    except Exception as error:
        # The library raises many private types; for a reader each means that this model can't be used.
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise CouldNotCheck(f"the decoder failed on this picture: {lines[0][:200]}") from error
    numbers = np.asarray(given, dtype=np.float64).ravel()
    if numbers.size != BITS or not np.isfinite(numbers).all():
        raise CouldNotCheck(f"the decoder gives no {BITS} numbers, so it is none of TrustMark's")
    return tuple(bool(number > 0) for number in numbers)


def prepared(rgb: NDArray[np.uint8], *, side: int, variant: str) -> NDArray[np.float32]:
    """Pixels as the decoder takes them: 1 x 3 x side x side between -1 and 1."""
    import numpy as np
    from PIL import Image

    height, width = rgb.shape[:2]
    if variant in SQUARE_VARIANTS or max(height, width) > LONGEST * min(height, width):
        square = min(height, width)
        top, left = (height - square) // 2, (width - square) // 2
        rgb = rgb[top : top + square, left : left + square]
    image = Image.fromarray(np.ascontiguousarray(rgb)).resize((side, side), Image.Resampling.BILINEAR)
    pixels = np.asarray(image, dtype=np.float32) / np.float32(127.5) - np.float32(1)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[np.newaxis])


def _side(shape: Any, variant: str) -> int:
    sizes = list(shape) if isinstance(shape, (list, tuple)) else []
    if len(sizes) != 4 or sizes[1] != 3 or sizes[2] != sizes[3]:
        raise CouldNotCheck(
            "the decoder takes no square picture of three colours, so it is none of TrustMark's"
        )
    side = sizes[2] if isinstance(sizes[2], int) else SIDES.get(variant, USUAL_SIDE)
    if not 0 < side <= LARGEST_SIDE:
        raise CouldNotCheck(f"the decoder takes pictures of {side} pixels, so it is none of TrustMark's")
    return side
