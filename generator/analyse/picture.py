"""A picture opened once and shared by all analyzers of that picture.

Bytes are read once, containers parsed once, pixels decoded once, each when first asked for. Nothing here changes a global
flag of Pillow: truncated files stay errors, and the pixel limit is checked from the header before anything is decoded.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model import Figure, FileKind, Run
from generator.settings import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from generator.analyse.containers import Container
    from generator.analyse.materials import Material


@dataclass
class Picture:
    """One file with everything that was read of it. Analyzers never change it."""

    data: bytes
    """The file's bytes."""
    kind: FileKind
    """Format by leading bytes."""
    sha256: str
    """64 hex digits over `data`."""
    limits: Limits = Limits()
    """Bounds that apply."""
    runs: Mapping[str, Run] = field(default_factory=dict)
    """Finished runs of this picture, by analyzer id; filled in the order of `needs`."""
    blobs: dict[str, bytes] = field(default_factory=dict)
    """Bytes of figures made so far, by SHA-256; the runner stores them."""
    materials: tuple[Material, ...] = ()
    """Files that the publisher hands to analyzers."""

    def materials_of(self, group: str) -> tuple[Material, ...]:
        """Files of a group that the analyzer names in `reads`, by name."""
        found = (item for item in self.materials if item.group == group)
        return tuple(sorted(found, key=lambda item: item.name))

    def run_of(self, analyzer: str) -> Run:
        """The finished run of an analyzer named in `needs`."""
        return self.runs[analyzer]

    @property
    def own_quality(self) -> int:
        """Estimated quality of the file's own JPEG compression, 1 to 100; 0 when it isn't known. Needs `jpeg.quantization`."""
        for finding in self.run_of("jpeg.quantization").findings:
            value = finding.measure("quality_estimate")
            if type(value) is int:
                return value
        return 0

    @cached_property
    def container(self) -> Container:
        """The parsed structure of the file. Never raises for damaged files: faults are listed in it."""
        from generator.analyse.containers import parse

        return parse(self.data, self.kind)

    @cached_property
    def decoded(self) -> Image.Image:
        """First frame, decoded, as stored (EXIF orientation not applied), in the file's own mode.

        Raises `PixelsUnavailable` with the reason. The error is kept, so that a bomb is refused once and not by every
        analyzer anew.
        """
        from generator.analyse.decoding import decode

        return decode(self.data, self.kind, self.limits)

    @cached_property
    def rgb(self) -> NDArray[np.uint8]:
        """Height x width x 3, sRGB-like 8-bit pixels as stored; transparency laid over white, 16-bit scaled down.

        Raises `PixelsUnavailable`. The array is read-only, as it is shared.
        """
        from generator.analyse.decoding import to_rgb

        return to_rgb(self.decoded)

    @cached_property
    def orientation(self) -> int:
        """EXIF orientation 1 to 8; 1 when there is none or it is not valid."""
        return self.container.orientation

    @cached_property
    def upright(self) -> NDArray[np.uint8]:
        """`rgb` with the EXIF orientation applied, as a viewer shows it."""
        from generator.analyse.decoding import apply_orientation

        return apply_orientation(self.rgb, self.orientation)

    def figure(self, image: Image.Image, *, role: str, alt: str, shows: str, does_not_show: str) -> Figure:
        """A picture of evidence, kept as PNG without metadata. `image` is mode L, P, RGB or RGBA."""
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=4)
        data = buffer.getvalue()
        name = hashlib.sha256(data).hexdigest()
        self.blobs[name] = data
        width, height = image.size
        return Figure(name, "image/png", width, height, role, alt, shows, does_not_show)
