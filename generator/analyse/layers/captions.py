"""Words beside each layer: what it shows, what is normal, and how often the eye is misled, with figures where there are any.

The figures say how often, of a changed and an unchanged spot of an edited picture, the filter made the changed one lighter
(the area under the ROC curve over pixels). Measured in November 2026 on edited pictures from the web (IMD2020): with these very
filters on the 18 of the dev list, and with their full-size kin on the whole list, which gives the other end of a range.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said of a layer."""

    role: str
    """Of its figure; with underscores, its name in `filters.Layers`."""
    alt: str
    """What it is, before `of this picture`."""
    shows: str
    """What it shows and what is normal."""
    misleads: str
    """What can't be concluded, and how often it misleads."""


NOT_MEASURED = "How often it misleads has not been measured."
PAIRS = "of a changed and an unchanged spot in edited pictures from the web, the changed one was lighter"
"""Begins the sentence on how often the eye is misled."""

CONTROL_ALT = "The untouched control: a made-up harbour with boats and houses, in black and white."
CONTROL_SHOWS = (
    "A photograph made up by this program, as large as this picture and, for a JPEG, saved with the same strength. "
    "Nobody edited it."
)

CAPTIONS = (
    Caption(
        "error-levels",
        "Error levels",
        "The picture was saved once more as a JPEG; light is what changed most. Normally edges, texts and fine patterns are "
        "light, and sky and smooth walls are dark, in an untouched picture as well.",
        f"A light part is no sign of editing: {PAIRS} 66 to 72 times in 100, where guessing gives 50, and no brightness was "
        "found that tells edited from untouched pictures.",
    ),
    Caption(
        "ghosts",
        "JPEG ghosts",
        "The picture was saved at several JPEG qualities. The lighter a square, the higher the quality that suits it best; "
        "the darkest squares have none. Normal is a patchwork, as plain parts take any tone, or one even tone.",
        f"A part in another tone is no sign of editing: {PAIRS} 49 to 61 times in 100, depending on how it was measured, "
        "which is hardly better than guessing.",
    ),
    Caption(
        "residual",
        "Noise residual",
        "What is left when everything smooth is taken away: grain and fine detail. Normally edges, leaves and water are "
        "light, and clear sky shows a fine, even grain.",
        f"Blur, distance, shade and compression all change the grain without any editing: {PAIRS} 56 times in 100, which is "
        "hardly better than guessing.",
    ),
    Caption(
        "noise-level",
        "Noise level",
        "How strong the grain is in each small square; light is strong. Normally it follows the things in the picture, as "
        "fine detail passes for grain, and very bright or compressed parts are black.",
        f"A part with more or less grain is no sign of editing: {PAIRS} 55 to 59 times in 100, where guessing gives 50. On "
        "parts pasted into camera photographs it was 70.",
    ),
    Caption(
        "relief",
        "Relief",
        "How brightness rises and falls, drawn like a landscape lit from the upper left. Normal are sharp ridges along "
        "edges and gentle ground elsewhere; plain gray is sky or clipped light.",
        f"Smooth and rough parts lie side by side in every photograph that has a near and a far: {PAIRS} 49 times in 100, "
        "no better than guessing.",
    ),
    Caption(
        "bits",
        "Lowest bits",
        "The two lowest of the eight bits of each pixel's brightness, too small a step to be seen in the picture. Normal is "
        "noise all over; clipped white and deep black are plain, and strong compression leaves squares.",
        "Plain or patterned parts come from compression, clipping and every kind of denoising: "
        f"{PAIRS} 50 times in 100, no better than guessing.",
    ),
    Caption(
        "histogram",
        "Histogram",
        "How many pixels there are of each brightness, from black at the left to white at the right. Normal is an uneven "
        "hill; pictures with clipped light have a column at the right edge.",
        f"Gaps like a comb come from changed contrast or fewer colours, which is everyday work. {NOT_MEASURED}",
    ),
    Caption(
        "spectrum",
        "Spectrum",
        "How much there is of each pattern, from coarse in the upper left corner to fine at the right and bottom. Normally it "
        "fades evenly; JPEG leaves lines or dots at even distances, and an enlarged picture is dark at the right and bottom.",
        "Such dots tell how the file was compressed or scaled, not whether a camera or a program made it: a test built on "
        f"them was found to measure compression. {NOT_MEASURED}",
    ),
)  # fmt: skip
"""In the order in which they are shown."""

OVER = tuple(item.role for item in CAPTIONS if item.role not in ("histogram", "spectrum"))
"""Layers that lie over the picture, point by point."""
