"""An ONNX model of one node, written byte by byte: it gives the picture's mean brightness."""

from __future__ import annotations

import json
from typing import Any

SIDE = 8


def tiny_model(side: int = SIDE) -> bytes:
    """`ReduceMean` over all of an input of 1 x 3 x side x side."""
    axes = _text(1, "axes") + b"".join(_number(8, axis) for axis in (1, 2, 3)) + _number(20, 7)
    keep = _text(1, "keepdims") + _number(3, 0) + _number(20, 2)
    node = _text(1, "x") + _text(2, "y") + _text(4, "ReduceMean") + _bytes(5, axes) + _bytes(5, keep)
    graph = (
        _bytes(1, node)
        + _text(2, "tiny")
        + _bytes(11, _value("x", (1, 3, side, side)))
        + _bytes(12, _value("y", (1,)))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def tiny_card(**changes: Any) -> bytes:
    """Its card, not yet calibrated."""
    card = {
        "format": "backstory-detector-card",
        "name": "Brightness",
        "words": "It calls bright pictures AI-made; it is a toy.",
        "input": {"width": SIDE, "height": SIDE, "fit": "stretch", "layout": "NCHW"},
        "output": {"reading": "probability", "index": 0},
        "conditions": ["Does not apply at night."],
    } | changes
    return json.dumps(card).encode()


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
