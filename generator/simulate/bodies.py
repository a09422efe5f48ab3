"""Bodies of made-up cameras. No maker or model named here exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Camera:
    """One body of a made-up camera."""

    make: str
    """Made-up maker."""
    model: str
    """Made-up model."""
    serial: str
    """Serial number of the body; also the seed of its pixel response pattern."""
    lens: str
    """Name of the lens."""
    lens_serial: str = ""
    """Serial number of the lens; empty when the file names none."""
    width: int = 1200
    """Pixels."""
    height: int = 800
    """Pixels."""
    focal: float = 28.0
    """Millimetres."""
    aperture: float = 5.6
    """Widest f-number."""
    quality: int = 85
    """Strength of the JPEG tables, in IJG's words; the tables themselves are the maker's own."""
    table: int = 0
    """Which family of quantization tables; 0 is the standard's own, as many phones use."""
    subsampling: str = "4:2:0"
    """Chroma subsampling of its JPEG files."""
    full_well: float = 60000.0
    """Electrons at the largest raw value at ISO 100."""
    read_noise: float = 9.0
    """Electrons."""
    response: float = 0.012
    """Standard deviation of the pixel response pattern."""
    softness: float = 0.9
    """Blur of lens and filter, in half picture elements."""
    vignetting: float = 0.28
    """Loss of light in the corners."""
    distortion: float = 0.012
    """Barrel distortion: share of the radius by which corners move."""
    colour_fringe: float = 0.0006
    """Lateral chromatic aberration: share by which red and blue differ in size."""
    contrast: float = 1.0
    """Steepness of the tone curve; 1 is neutral."""
    warmth: float = 1.0
    """White balance: above 1 is warmer than neutral."""
    firmware: str = "1.00"
    """As the file names it."""

    @property
    def name(self) -> str:
        """Maker and model."""
        return f"{self.make} {self.model}"


CAMERAS: dict[str, Camera] = {
    "k2": Camera("Lumenar", "K2", "LK2-0048213", "Lumenar Prime 28mm F2", "PL-11873", focal=28, aperture=4.0, table=1,
                 subsampling="4:2:2", quality=84, firmware="K2 2.14"),
    "k2-second": Camera("Lumenar", "K2", "LK2-0051990", "Lumenar Zoom 24-70mm F4", "ZL-20418", focal=35, aperture=4.0, table=1,
                        subsampling="4:2:2", quality=84, firmware="K2 2.11"),
    "corvane": Camera("Corvane Optik", "R35", "3507716", "Corvane 35mm 1:2", "", focal=35, aperture=2.0, table=2, quality=77,
                      width=1280, height=854, contrast=1.06, firmware="R35-1.6"),
    "halvick": Camera("Halvick", "H1 Phone", "", "Halvick H1 rear camera", "", focal=5.1, aperture=1.8, table=0, quality=84,
                      width=1280, height=960, full_well=26000, read_noise=8.0, response=0.018, contrast=1.1, warmth=1.02,
                      vignetting=0.1, firmware="HalvickOS 6.2"),
    "pellan": Camera("Pellan", "Nine", "", "Pellan Nine main camera", "", focal=4.6, aperture=1.9, table=3, quality=82,
                     width=960, height=1200, full_well=26000, read_noise=8.5, response=0.02, contrast=1.12, warmth=0.98,
                     vignetting=0.1, firmware="P9.4.1"),
}  # fmt: skip
"""Bodies used by the demo."""
