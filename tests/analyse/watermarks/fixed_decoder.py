"""An ONNX model in the shape of a TrustMark decoder, written byte by byte: it says the same 100 bits of every picture."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.support.onnx_file import data, number, text, value

SIDE = 256


def fixed_decoder(bits: Sequence[int], *, side: int = SIDE, marked: bool = False) -> bytes:
    """`ReduceMean` over the picture, times 0 (or the mean itself where `marked`), plus +1 or -1 for each bit.

    With `marked` the bits are only right for a bright picture: they are multiplied by its mean.
    """
    values = [1.0 if bit else -1.0 for bit in bits]
    axes = text(1, "axes") + b"".join(number(8, axis) for axis in (1, 2, 3)) + number(20, 7)
    keep = text(1, "keepdims") + number(3, 0) + number(20, 2)
    mean = text(1, "image") + text(2, "mean") + text(4, "ReduceMean") + data(5, axes) + data(5, keep)
    scale = text(1, "mean") + text(1, "signs" if marked else "zero") + text(2, "scaled") + text(4, "Mul")
    shift = text(1, "scaled") + text(1, "zero" if marked else "signs") + text(2, "output") + text(4, "Add")
    graph = (
        data(1, mean)
        + data(1, scale)
        + data(1, shift)
        + text(2, "fixed")
        + data(5, _tensor("signs", values))
        + data(5, _tensor("zero", [0.0]))
        + data(11, value("image", (1, 3, side, side)))
        + data(12, value("output", (len(values),)))
    )
    return number(1, 8) + data(7, graph) + data(8, number(2, 13))


def _tensor(name: str, values: Sequence[float]) -> bytes:
    raw = struct.pack(f"<{len(values)}f", *values)
    return number(1, len(values)) + number(2, 1) + text(8, name) + data(9, raw)
