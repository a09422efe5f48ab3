"""Regions of findings, drawn over the published picture.

Findings give pixels of the picture *as stored*; what is published is upright. The EXIF orientation (EXIF 3.0, tag 274) tells
how one becomes the other. Where it isn't known although the sides differ, nothing is drawn and the list alone is shown:
a box in the wrong place would be worse than none.
"""

from __future__ import annotations

from generator.model import Exhibit, Region, Renditions
from generator.render.contexts.evidence import Box, RegionsView
from generator.render.environment import Environment
from generator.render.views import pictures

_TURNED = (5, 6, 7, 8)


def overlay(env: Environment, exhibit: Exhibit, regions: tuple[Region, ...]) -> RegionsView:
    """The regions over the upright picture, or as a list alone."""
    files = env.data.renditions.get(exhibit.id, Renditions())
    orientation = _orientation(env, exhibit, files)
    view = pictures.picture(env, exhibit)
    # A middle size is sharp enough under boxes and is usually fetched already.
    middle = next((item.href for item in view.jpeg if item.width >= 800), pictures.largest(view))
    return RegionsView(
        boxes=tuple(
            upright(region, orientation or 1, files.width, files.height, number)
            for number, region in enumerate(regions, 1)
        ),
        picture=middle if orientation else "",
        width=files.width,
        height=files.height,
        stroke=max(1, max(files.width, files.height) // 250),
    )


def upright(region: Region, orientation: int, width: int, height: int, number: int) -> Box:
    """A box in the upright picture of `width` x `height` pixels."""
    x, y, w, h = region.x, region.y, region.width, region.height
    stored_width, stored_height = (height, width) if orientation in _TURNED else (width, height)
    far_x, far_y = stored_width - x - w, stored_height - y - h
    left, top = {
        1: (x, y),
        2: (far_x, y),
        3: (far_x, far_y),
        4: (x, far_y),
        5: (y, x),
        6: (far_y, x),
        7: (far_y, far_x),
        8: (y, far_x),
    }[orientation]
    size = (h, w) if orientation in _TURNED else (w, h)
    return Box(left, top, *size, number, region.label)


def _orientation(env: Environment, exhibit: Exhibit, files: Renditions) -> int:
    """1 to 8, or 0 when it isn't known how the stored picture lies."""
    report = env.index.report(exhibit.id)
    for evidence in report.evidence:
        value = evidence.finding.measure("orientation")
        if type(value) is int and 1 <= value <= 8:
            return value
    stored = (report.measure("file.structure", "width"), report.measure("file.structure", "height"))
    is_same = stored in ((files.width, files.height), (None, None))
    return 1 if is_same and files.width else 0
