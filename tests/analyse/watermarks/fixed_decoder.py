"""An ONNX model in the shape of a TrustMark decoder, written byte by byte: it says the same 100 bits of every picture."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SIDE = 256


def fixed_decoder(bits: Sequence[int], *, side: int = SIDE, marked: bool = False) -> bytes:
    """`ReduceMean` over the picture, times 0 (or the mean itself where `marked`), plus +1 or -1 for each bit.

    With `marked` the bits are only right for a bright picture: they are multiplied by its mean.
    """
    values = [1.0 if bit else -1.0 for bit in bits]
    axes = _text(1, "axes") + b"".join(_number(8, axis) for axis in (1, 2, 3)) + _number(20, 7)
    keep = _text(1, "keepdims") + _number(3, 0) + _number(20, 2)
    mean = _text(1, "image") + _text(2, "mean") + _text(4, "ReduceMean") + _bytes(5, axes) + _bytes(5, keep)
    scale = _text(1, "mean") + _text(1, "signs" if marked else "zero") + _text(2, "scaled") + _text(4, "Mul")
    shift = (
        _text(1, "scaled") + _text(1, "zero" if marked else "signs") + _text(2, "output") + _text(4, "Add")
    )
    graph = (
        _bytes(1, mean)
        + _bytes(1, scale)
        + _bytes(1, shift)
        + _text(2, "fixed")
        + _bytes(5, _tensor("signs", values))
        + _bytes(5, _tensor("zero", [0.0]))
        + _bytes(11, _value("image", (1, 3, side, side)))
        + _bytes(12, _value("output", (len(values),)))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def _tensor(name: str, values: Sequence[float]) -> bytes:
    raw = struct.pack(f"<{len(values)}f", *values)
    return _number(1, len(values)) + _number(2, 1) + _text(8, name) + _bytes(9, raw)


def _value(name: str, shape: tuple[int, ...]) -> bytes:
    sizes = b"".join(_bytes(1, _number(1, size)) for size in shape)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])
