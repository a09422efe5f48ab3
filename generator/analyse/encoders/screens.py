"""Pixel sizes of common screens. A picture without camera data that fills one exactly may be a capture of it.

Sizes are those that makers publish in their technical data, in pixels, the shorter side first. Many pictures have such
sizes for other reasons (wallpapers, video frames, drawings), so a match is shown and never weighed.
"""

from __future__ import annotations

SCREENS: tuple[tuple[int, int, str], ...] = (
    (640, 960, "iPhone 4"),
    (640, 1136, "iPhone 5 and SE (2016)"),
    (750, 1334, "iPhone 6 to 8 and SE"),
    (828, 1792, "iPhone XR and 11"),
    (1242, 2208, "iPhone 6 Plus to 8 Plus"),
    (1125, 2436, "iPhone X, XS and 11 Pro"),
    (1080, 2340, "iPhone 12 mini and 13 mini, many Android phones"),
    (1242, 2688, "iPhone XS Max and 11 Pro Max"),
    (1170, 2532, "iPhone 12 to 14"),
    (1284, 2778, "iPhone 12 Pro Max, 13 Pro Max and 14 Plus"),
    (1179, 2556, "iPhone 14 Pro, 15 and 16"),
    (1290, 2796, "iPhone 14 Pro Max, 15 Plus and 16 Plus"),
    (1206, 2622, "iPhone 16 Pro"),
    (1320, 2868, "iPhone 16 Pro Max"),
    (768, 1024, "iPad"),
    (1536, 2048, "iPad with Retina display"),
    (1620, 2160, "iPad (2019 to 2021)"),
    (1640, 2360, "iPad Air and iPad (2022)"),
    (1668, 2224, "iPad Pro and Air, 10.5 inch"),
    (1668, 2388, "iPad Pro, 11 inch"),
    (1668, 2420, "iPad Pro, 11 inch (2024)"),
    (2048, 2732, "iPad Pro, 12.9 inch"),
    (2064, 2752, "iPad Pro, 13 inch"),
    (1488, 2266, "iPad mini (2021)"),
    (720, 1280, "many phones and small monitors"),
    (720, 1520, "many Android phones"),
    (720, 1600, "many Android phones"),
    (1080, 1920, "many phones and Full HD monitors"),
    (1080, 2160, "many Android phones"),
    (1080, 2220, "Samsung Galaxy S8 and S9 and others"),
    (1080, 2280, "many Android phones"),
    (1080, 2400, "many Android phones"),
    (1080, 2408, "many Android phones"),
    (1080, 2424, "Google Pixel 9"),
    (1344, 2992, "Google Pixel 8 Pro"),
    (1440, 2560, "many Android phones and monitors"),
    (1440, 2960, "Samsung Galaxy S8 and S9"),
    (1440, 3040, "Samsung Galaxy S10 and others"),
    (1440, 3088, "Samsung Galaxy S22 Ultra and S23 Ultra"),
    (1440, 3120, "Samsung Galaxy S24 Ultra, Google Pixel 6 Pro and 7 Pro"),
    (1440, 3200, "Samsung Galaxy S20 and S21 Ultra"),
    (768, 1366, "many laptops"),
    (800, 1280, "many laptops and tablets"),
    (900, 1440, "many laptops"),
    (900, 1600, "many laptops"),
    (1050, 1680, "many monitors"),
    (1200, 1920, "many laptops and tablets"),
    (1440, 3440, "wide monitors"),
    (1504, 2256, "Surface Laptop and Framework"),
    (1600, 2560, "many laptops and tablets, MacBook Air and Pro"),
    (1664, 2560, "MacBook Air"),
    (1800, 2880, "MacBook Pro, 15 inch"),
    (1824, 2736, "Surface Pro"),
    (1920, 2880, "Surface Pro, 13 inch"),
    (1964, 3024, "MacBook Pro, 14 inch"),
    (2160, 3840, "4K monitors"),
    (2234, 3456, "MacBook Pro, 16 inch"),
    (2880, 5120, "5K monitors"),
)
"""Shorter and longer side and what has it."""

UPRIGHT_OR_NOT = {(short, long): words for short, long, words in SCREENS}


def screen_of(width: int, height: int) -> str:
    """What has a screen of this size, upright or turned; empty for none in the list."""
    return UPRIGHT_OR_NOT.get((min(width, height), max(width, height)), "")
