"""What differs, in words: from either side, things and colours belong to the right picture."""

from __future__ import annotations

import pytest

from generator.compare.spoken import seen_from
from generator.model import Addition, Comparison


@pytest.mark.parametrize("is_left_frame", [True, False])
def test_each_side_is_told_of_its_own(is_left_frame: bool) -> None:
    comparison = Comparison(
        is_left_frame, 0.9, True, 0.1, (), 2, "They differ.",
        additions=(Addition("lettering", True, (0, 0, 1, 1)),) * 2,
        frame_is=("darker by 10 %",),
        other_is=("brighter by 11 %", "black and white"),
    )  # fmt: skip
    assert seen_from(comparison, is_left=is_left_frame) == (
        "They differ. It has what looks like lettering that the other one doesn't have. "
        "As a whole it is darker by 10 %, which was allowed for."
    )
    assert seen_from(comparison, is_left=not is_left_frame) == (
        "They differ. It doesn't have what looks like lettering in the other one. "
        "As a whole it is brighter by 11 % and black and white, which was allowed for."
    )
