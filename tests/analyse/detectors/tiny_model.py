"""An ONNX model of one node, written byte by byte: it gives the picture's mean brightness."""

from __future__ import annotations

import json
from typing import Any

from tests.support.onnx_file import data, number, text, value

SIDE = 8


def tiny_model(side: int = SIDE) -> bytes:
    """`ReduceMean` over all of an input of 1 x 3 x side x side."""
    axes = text(1, "axes") + b"".join(number(8, axis) for axis in (1, 2, 3)) + number(20, 7)
    keep = text(1, "keepdims") + number(3, 0) + number(20, 2)
    node = text(1, "x") + text(2, "y") + text(4, "ReduceMean") + data(5, axes) + data(5, keep)
    graph = (
        data(1, node)
        + text(2, "tiny")
        + data(11, value("x", (1, 3, side, side)))
        + data(12, value("y", (1,)))
    )
    return number(1, 8) + data(7, graph) + data(8, number(2, 13))


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
