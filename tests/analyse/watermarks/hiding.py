"""Hides marks as the generators do, so that tests know what lies in a picture. Written after the public descriptions."""

from __future__ import annotations

import gzip

import numpy as np
from numpy.typing import NDArray

from generator.analyse.watermarks.dwt_dct import BLOCK, STEP


def hide_bits(
    rgb: NDArray[np.uint8], bits: tuple[int, ...], *, is_swapped: bool = False, middle: float = 128.0
) -> NDArray[np.uint8]:
    """The picture with a message of the `dwtDct` method."""
    plane = colour_difference(rgb, is_swapped=is_swapped, middle=middle)
    band = low_band(plane)
    changed = band.copy()
    number = 0
    for top in range(0, band.shape[0] // BLOCK * BLOCK, BLOCK):
        for left in range(0, band.shape[1] // BLOCK * BLOCK, BLOCK):
            block = changed[top : top + BLOCK, left : left + BLOCK]
            place = int(np.abs(block).ravel()[1:].argmax()) + 1
            value = block[place // BLOCK, place % BLOCK]
            moved = (abs(value) // STEP + 0.25 + 0.5 * bits[number % len(bits)]) * STEP
            block[place // BLOCK, place % BLOCK] = moved if value >= 0 else -moved
            number += 1
    more = np.repeat(np.repeat((changed - band) / 2, 2, axis=0), 2, axis=1)
    blue_move = np.zeros(rgb.shape[:2])
    blue_move[: more.shape[0], : more.shape[1]] = more / 0.492
    out = rgb.astype(np.float64)
    blue = 0 if is_swapped else 2
    out[..., blue] += blue_move
    # Brightness stays, so green gives what blue takes.
    out[..., 1] -= blue_move * 0.114 / 0.587
    return np.clip(np.rint(out), 0, 255).astype(np.uint8)


def colour_difference(rgb: NDArray[np.uint8], *, is_swapped: bool, middle: float) -> NDArray[np.float64]:
    """U of YUV (BT.601) around `middle`."""
    red, green, blue = (
        rgb[..., place].astype(np.float64) for place in ((2, 1, 0) if is_swapped else (0, 1, 2))
    )
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return 0.492 * (blue - light) + middle


def low_band(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """The low band of one level of the Haar wavelet, of the part whose sides are multiples of 4."""
    height, width = (side // 4 * 4 for side in plane.shape)
    even = plane[:height:2, :width:2] + plane[:height:2, 1:width:2]
    odd = plane[1:height:2, :width:2] + plane[1:height:2, 1:width:2]
    return (even + odd) / 2


def hide_text(
    rgb: NDArray[np.uint8], text: str, *, mode: str = "alpha", is_packed: bool = True
) -> NDArray[np.uint8]:
    """The picture (RGBA for `alpha`, RGB for `rgb`) with a text in the lowest bits, column by column."""
    word = {("alpha", True): "stealth_pngcomp", ("alpha", False): "stealth_pnginfo"}.get(
        (mode, is_packed)
    ) or ("stealth_rgbcomp" if is_packed else "stealth_rgbinfo")
    payload = gzip.compress(text.encode(), mtime=0) if is_packed else text.encode()
    data = word.encode() + (len(payload) * 8).to_bytes(4, "big") + payload
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    if mode == "alpha":
        alpha = np.full(rgb.shape[:2], 255, dtype=np.uint8)
        flat = alpha.T.ravel()
        flat[: bits.size] = (flat[: bits.size] & 254) | bits
        return np.dstack([rgb, flat.reshape(rgb.shape[1], rgb.shape[0]).T])
    flat = rgb.transpose(1, 0, 2).ravel().copy()
    flat[: bits.size] = (flat[: bits.size] & 254) | bits
    return flat.reshape(rgb.shape[1], rgb.shape[0], 3).transpose(1, 0, 2)
