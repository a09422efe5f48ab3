"""EXIF orientations 1 to 8 as turns and mirrorings, and how several of them combine.

Each orientation is a 2 x 2 matrix with entries 0, 1 and -1 that takes a direction in the stored picture (x right, y
down) to its direction in the upright picture. Sources: CIPA DC-008, tag 0x0112; ISO/IEC 23008-12, 6.5.10 (`irot`) and
6.5.12 (`imir`).
"""

from __future__ import annotations

_Matrix = tuple[int, int, int, int]
_MATRICES: dict[int, _Matrix] = {
    1: (1, 0, 0, 1),
    2: (-1, 0, 0, 1),
    3: (-1, 0, 0, -1),
    4: (1, 0, 0, -1),
    5: (0, 1, 1, 0),
    6: (0, -1, 1, 0),
    7: (0, -1, -1, 0),
    8: (0, 1, -1, 0),
}
_BY_MATRIX = {matrix: orientation for orientation, matrix in _MATRICES.items()}
_COUNTER_CLOCKWISE = (1, 8, 3, 6)
"""Orientation that shows the picture turned counter-clockwise by 0, 90, 180, 270 degrees."""


def combined_orientation(transforms: tuple[tuple[str, int], ...]) -> int:
    """The EXIF orientation equal to HEIF's `irot` and `imir` properties applied in their order.

    `imir` with axis 0 exchanges top and bottom, with axis 1 left and right.
    """
    matrix = _MATRICES[1]
    for name, value in transforms:
        step = _COUNTER_CLOCKWISE[value & 3] if name == "irot" else (2 if value & 1 else 4)
        matrix = _product(_MATRICES[step], matrix)
    return _BY_MATRIX[matrix]


def inverse_orientation(orientation: int) -> int:
    """The orientation that undoes another: 6 and 8 undo each other, all others undo themselves."""
    return {6: 8, 8: 6}.get(orientation, orientation)


def _product(left: _Matrix, right: _Matrix) -> _Matrix:
    return (
        left[0] * right[0] + left[1] * right[2],
        left[0] * right[1] + left[1] * right[3],
        left[2] * right[0] + left[3] * right[2],
        left[2] * right[1] + left[3] * right[3],
    )
