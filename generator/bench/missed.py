"""What went wrong, by name and as pictures: alterations that were missed, and authentic pictures that were accused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.bench.counting import Score
from generator.bench.flagging import Test

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.analyse.picture import Picture

LARGEST_SIDE = 480
"""Pixels of each of the three pictures side by side."""
GOOD = 0.5
"""F1 below which a picture that was flagged is drawn all the same: the flag lies in the wrong place."""
GAP = 8


def named(name: str, scores: Sequence[Score], tests: Sequence[Test]) -> dict[str, list[str]]:
    """Names of the pictures that a test got wrong."""
    return {
        "false alarms in": [score.name for score in scores if not score.is_altered and score.is_flagged],
        "missed in": [
            score.name if score.is_checked else f"{score.name} (says that it doesn't apply)"
            for score in scores
            if is_missed(name, score, tests)
        ],
    }


def is_missed(name: str, score: Score, tests: Sequence[Test]) -> bool:
    """Whether the test should have flagged this picture and didn't."""
    test = next((test for test in tests if test.id == name), None)
    return score.is_altered and not score.is_flagged and (test is None or test.is_made_for(score.group))


def draw(
    folder: Path,
    picture: Picture,
    truth: NDArray[np.bool_],
    scores: Mapping[str, Score],
    masks: Mapping[str, NDArray[np.bool_]],
    tests: Sequence[Test],
) -> None:
    """For each test that was wrong, or far off: the picture, the truth and what was flagged, side by side."""
    for name, score in scores.items():
        is_alarm = not score.is_altered and score.is_flagged
        is_far_off = score.is_altered and score.is_flagged and score.f1 < GOOD and bool(masks[name].any())
        if is_alarm or is_far_off or is_missed(name, score, tests):
            what = "alarm" if is_alarm else "far-off" if is_far_off else "missed"
            stem = score.name.rsplit(".", 1)[0].replace("/", "-")
            _draw(folder / name.replace(" ", "-") / f"{what}-{stem}.png", picture, truth, masks[name])


def _draw(path: Path, picture: Picture, truth: NDArray[np.bool_], mask: NDArray[np.bool_]) -> None:
    import numpy as np
    from PIL import Image

    shown = [Image.fromarray(array) for array in (np.asarray(picture.rgb), truth, mask)]
    width, height = shown[0].size
    share = min(1.0, LARGEST_SIDE / max(width, height))
    size = max(1, round(width * share)), max(1, round(height * share))
    sheet = Image.new("RGB", (3 * size[0] + 2 * GAP, size[1]), (128, 128, 128))
    for place, image in enumerate(shown):
        sheet.paste(image.convert("RGB").resize(size), (place * (size[0] + GAP), 0))
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, "PNG")
