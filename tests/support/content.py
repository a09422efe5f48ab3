"""A small content folder with everything: cases, bare pictures, positions, serial numbers, copies, other files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from tests.support.pictures import drawing, jpeg, png, saved, with_iptc, with_xmp
from tests.support.program import write

SERIAL = "SN-4711-0815"
LATITUDE = ((54, 1), (3, 1), (2718, 100))
LATITUDE_WORDS = ("54.0575", "54° 3", "54°3", "54.05")

SITE = """title: A test site
base_url: https://example.org/checks/
description: Everything in it is invented.
publisher:
  name: The Example Desk
  url: https://example.org/
disclaimer: Everything here is invented.
"""

NOTE = """---
title: {title}
published: 2026-01-{day:02}
language: en
claim:
  text: This was last night.
  claimant: a page
  date: 2026-01-29
  event_date: 2026-01-28
  event_place: Exampleton
  links:
    - https://example.org/post/{day}
question: When was it taken, and was it edited?
summary: It is older.
rating: false-context
media_category: DecontextualizedContent
pictures:
  - file: a.jpg
    alt: Waves of colour
    credit: A. Writer
    source: https://example.org/post/{day}
sightings:
  - url: https://example.org/2019/waves
    date: 2019-03-14
    date_kind: published
    publisher: The Example Gazette
    match: same picture
    picture: a.jpg
    archive: https://web.archive.org/web/2019/https://example.org/2019/waves
sources:
  - url: https://example.org/weather
    title: Weather
authors:
  - A. Writer
tags:
  - waves
corrections:
  - date: 2026-02-1{day}
    text: We wrote 2018. It is 2019.
---

# The note

It is *older*. See [the post](https://example.org/post/{day}).
"""

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmp:CreatorTool="Adobe Photoshop 25.0"><dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def exif(*, taken: str = "2019:03:14 08:15:00", serial: str = SERIAL) -> dict[str, dict[int, Any]]:
    """EXIF of a camera, with its serial number, a position and a preview of nothing in particular."""
    return {
        "0th": {271: b"Example", 272: b"Example One", 306: taken.encode(), 305: b"Firmware 1.0"},
        "Exif": {36867: taken.encode(), 33434: (1, 125), 34855: 100, 42033: serial.encode()},
        "GPS": {1: b"N", 2: LATITUDE, 3: b"E", 4: ((12, 1), (8, 1), (3141, 100))},
    }


def pictures() -> dict[str, bytes | str]:
    """The files of the folder, by path."""
    camera = jpeg(60, exif=exif())
    turned = saved(drawing(61).rotate(90, expand=True), "JPEG", quality=90)
    smaller = saved(drawing(60, (256, 192)).resize((128, 96), Image.Resampling.BICUBIC), "JPEG", quality=75)
    return {
        "site.yaml": SITE,
        "cases/2026/first/case.md": NOTE.format(title="Waves from another year", day=3),
        "cases/2026/first/a.jpg": camera,
        "cases/2026/first/b.jpg": jpeg(62, exif=exif(taken="2019:03:15 09:00:00")),
        "cases/2026/second/case.md": NOTE.format(title="The same waves again", day=4),
        "cases/2026/second/a.jpg": camera,
        "cases/2026/second/c.png": png(63, text={"parameters": "a wave, Steps: 20, Sampler: Euler, Seed: 1"}),
        "bare/large.jpg": saved(drawing(60, (256, 192)), "JPEG", quality=92),
        "bare/small.jpg": smaller,
        "bare/turned.jpg": turned,
        "bare/edited.jpg": with_xmp(jpeg(64), XMP.format(name="B. Painter")),
        "bare/captioned.jpg": with_iptc(
            jpeg(65), {(2, 120): "Waves", (2, 90): "Exampleton", (2, 80): "C. Author"}
        ),
        "bare/plain.webp": saved(drawing(66), "WEBP"),
        "bare/plain.gif": saved(drawing(67), "GIF"),
        "bare/words.txt": "words",
        "bare/cut.jpg": jpeg(68)[:900],
        "zz Ünï 写真.png": png(69),
    }


def content(folder: Path) -> Path:
    """The folder, written."""
    return write(folder, pictures())
