"""Runs an ONNX model on one picture: the pixels brought into the model's form, the model on one thread, one number out.

One thread and one order of operations, so that the same picture and the same version give the same number. The number is the
model's, not a probability that the picture is AI-made.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.detectors.card import Card, Input

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CannotLoad(Exception):
    """The model can't be loaded; the argument says why, in a clause."""


def is_installed() -> bool:
    """Whether the optional library is there."""
    from importlib.util import find_spec

    return find_spec("onnxruntime") is not None


def load(model: bytes) -> Any:
    """A session of ONNX Runtime. Raises `CannotLoad`."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # The library raises a dozen private types here, one for each way in which a model can be broken.
        raise CannotLoad(f"ONNX Runtime can't load it ({_first_line(error)})") from error


def score(session: Any, card: Card, upright: NDArray[np.uint8]) -> float:
    """The model's number for AI-made, 0 to 1. Raises `CouldNotCheck`."""
    import numpy as np

    try:
        given = session.run(None, {session.get_inputs()[0].name: prepared(upright, card.input)})[0]
    except Exception as error:
        raise CouldNotCheck(f"the model {card.name} failed on this picture: {_first_line(error)}") from error
    values = np.asarray(given, dtype=np.float64).ravel()
    if card.output.index >= values.size:
        raise CouldNotCheck(f"the model {card.name} gives {values.size} values, not as its card says")
    if not np.isfinite(values).all():
        raise CouldNotCheck(f"the model {card.name} gives no number for this picture")
    value = float(values[card.output.index])
    if card.output.reading == "logit":
        value = 1 / (1 + math.exp(-max(min(value, 700.0), -700.0)))
    elif card.output.reading == "softmax":
        shares = np.exp(values - values.max())
        value = float(shares[card.output.index] / shares.sum())
    if not 0 <= value <= 1:
        raise CouldNotCheck(
            f"the model {card.name} gives {value:.3g}, which is no probability as its card says"
        )
    return value


def prepared(upright: NDArray[np.uint8], form: Input) -> NDArray[np.float32]:
    """Pixels in the model's size, order and range."""
    import numpy as np
    from PIL import Image

    image = Image.fromarray(upright)
    if form.fit == "crop":
        scale = max(form.width / image.width, form.height / image.height)
        width, height = form.width / scale, form.height / scale
        left, top = (image.width - width) / 2, (image.height - height) / 2
        box: tuple[float, float, float, float] | None = (left, top, left + width, top + height)
    else:
        box = None
    resized = image.resize((form.width, form.height), Image.Resampling.BICUBIC, box=box)
    pixels = np.asarray(resized, dtype=np.float32) / np.float32(255)
    mean, deviation = (np.array(three, dtype=np.float32) for three in (form.mean, form.deviation))
    pixels = (pixels - mean) / deviation
    ordered = pixels.transpose(2, 0, 1) if form.layout == "NCHW" else pixels
    return np.ascontiguousarray(ordered[np.newaxis], dtype=np.float32)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
