"""How often the test for foreign grids errs, measured on 2026-11-21 on development pictures; the test pictures only score.

The votes look at pixels and not at the file, so an authentic JPEG counts as itself and as a copy of it that was kept without
loss. Besides those named below, 0 of 1,144 harmless copies of 52 authentic pictures raised an alarm: cropped, turned, framed,
with a caption, brightened, with few colours, resized, enlarged, saved again at qualities 75 to 100 with and without a crop
before, and through WebP and AVIF. Detections are of irregular pastes from other pictures, 0.5 to 15 % of the picture.
"""

from __future__ import annotations

from generator.model import ErrorRate

CORPUS = "authentic development pictures df4d0f02"

ERROR_RATES = {
    "readable": ErrorRate(
        false_alarms=0.0,
        false_alarms_high=0.0411,
        detections=0.94,
        pictures=88,
        conditions="photographs of cameras and from the web, kept without loss or as JPEG of quality 99 or 100; 32 pastes "
        "that were not compressed since",
        corpus=CORPUS,
    ),
    "re-saved": ErrorRate(
        false_alarms=0.0,
        false_alarms_high=0.0474,
        detections=0.02,
        pictures=76,
        conditions="JPEG photographs of cameras and from the web below quality 99; 120 pastes, saved again at 90 to 98",
        corpus=CORPUS,
    ),
}
"""By kind of file: where an earlier grid can still be read, and where a later compression has laid its own over it."""
