"""Writes ONNX models byte by byte, in the wire format of protocol buffers: no package for it has to be installed."""

from __future__ import annotations


def value(name: str, shape: tuple[int, ...]) -> bytes:
    """An input or output of 32-bit floats."""
    sizes = b"".join(data(1, number(1, size)) for size in shape)
    return text(1, name) + data(2, data(1, number(1, 1) + data(2, sizes)))


def number(field: int, value: int) -> bytes:
    """A field with a whole number."""
    return _varint(field << 3) + _varint(value)


def text(field: int, value: str) -> bytes:
    """A field with a text."""
    return data(field, value.encode())


def data(field: int, value: bytes) -> bytes:
    """A field with bytes, or with a message inside."""
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])
