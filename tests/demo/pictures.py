"""The pictures of the demo site, made from seeds: every one is invented, and what was done to each is known.

Each function makes one picture from others of this file; `PICTURES` says where in `content/` it lies. The notes beside
them are written by hand. Positions lie in the open ocean, where no place is.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import numpy as np
import piexif
from PIL import Image, ImageDraw, PngImagePlugin

from generator.simulate import edits
from generator.simulate.bodies import CAMERAS
from generator.simulate.camera import outline, take, tone
from generator.simulate.jpeg_file import Exposure, encode, exif_block, pixels_of, thumbnail
from generator.simulate.noise import Array, blur
from generator.simulate.post import screenshot_of_post
from generator.simulate.scene import SCENES, distances, draw
from generator.simulate.signing import created, sign

OCEAN = (47.51, -31.34)
"""Latitude and longitude of the invented coast."""
EDITOR = "Retouchery 4.2"
PROMPT = (
    "rosy supermoon over a glassy mountain lake, magenta blossom trees, fireflies, dreamy, volumetric light, 8k\n"
    "Negative prompt: people, text, watermark\n"
    "Steps: 32, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 2881904417, Size: 768x512, Model: daydream-v5"
)


@cache
def regatta() -> bytes:
    """Untouched, and sealed in the camera."""
    plain = take("regatta", CAMERAS["k2"], seed=4, date="2026-06-13T14:22:07", offset="-02:00",
                 gps=(*OCEAN, 3.0), author="Imke Sandvoort")  # fmt: skip
    return sign(
        plain,
        "image/jpeg",
        title="regatta.jpg",
        actions=[created("digitalCapture", tool="Lumenar K2 2.14", when="2026-06-13T16:22:07Z")],
        generator="Lumenar K2 firmware",
    )


@cache
def lake() -> bytes:
    """Untouched, with a position."""
    return take("lake", CAMERAS["k2"], seed=2, date="2023-05-21T08:41:55", offset="-02:00",
                gps=(OCEAN[0] + 0.21, OCEAN[1] + 0.3, 512.0), author="Imke Sandvoort")  # fmt: skip


@cache
def harbour() -> bytes:
    """Untouched: background of the splice."""
    return take(
        "harbour", CAMERAS["k2"], seed=1, date="2024-04-06T18:05:31", offset="-02:00", author="Imke Sandvoort"
    )


@cache
def balloons() -> bytes:
    """Untouched: where the pasted balloon comes from."""
    return take(
        "balloons",
        CAMERAS["k2-second"],
        seed=1,
        date="2022-09-03T07:12:40",
        offset="-02:00",
        author="Tamsel Varrow",
    )


@cache
def harbour_balloon() -> bytes:
    """The splice: the balloon of one picture in the sky of another."""
    camera = CAMERAS["k2-second"]
    depth = distances("balloons", 2 * camera.width, 2 * camera.height, seed=1)
    rows = np.arange(depth.shape[0])[:, None]
    shape = outline((depth > 50) & (depth < 62.4) & (rows < 0.7 * depth.shape[0]), camera)
    base = pixels_of(harbour())
    spliced = edits.splice(base, pixels_of(balloons()), shape, at=(745, 12), scale=0.5, gain=0.97)
    return encode(spliced.pixels, quality=90)


@cache
def market() -> bytes:
    """Untouched."""
    return take(
        "market",
        CAMERAS["corvane"],
        seed=2,
        date="2025-03-15T11:02:18",
        offset="-02:00",
        author="Press office, Marrowgate",
    )


@cache
def market_poster() -> bytes:
    """The copy-move: a group of shoppers stands in the square several times."""
    pixels = pixels_of(market())
    camera = CAMERAS["corvane"]
    for box, shift, shadow in MARKET_COPIES:
        shape = _shoppers(box, shadow)
        left, top = (
            int(np.nonzero(shape.max(axis=0) > 0.5)[0][0]),
            int(np.nonzero(shape.max(axis=1) > 0.5)[0][0]),
        )
        pixels = edits.splice(pixels, pixels_of(market()), shape, at=(left + shift, top), feather=1.0).pixels
    exif = exif_block(
        camera,
        Exposure.meter(15.0, camera.aperture),
        size=(camera.width, camera.height),
        date="2025-03-15T11:02:18",
        offset="-02:00",
        software=EDITOR,
        modified="2025-03-28T16:40:03",
        small=thumbnail(pixels),
    )
    return encode(
        pixels, quality=80, exif=exif, xmp=_history("2025-03-15T11:02:18-02:00", "2025-03-28T16:40:03-02:00")
    )


MARKET_COPIES: tuple[tuple[edits.Box, int, tuple[tuple[int, int], ...]], ...] = (
    (
        (735, 440, 125, 215),
        -268,
        ((752, 648), (800, 650), (910, 632), (980, 600), (960, 594), (850, 604), (800, 618)),
    ),
    ((330, 455, 110, 190), 545, ()),
)
"""Boxes around the shoppers that are copied in the market picture, how far to the right, and the outline of their shadow."""


def _shoppers(box: edits.Box, shadow: tuple[tuple[int, int], ...]) -> Array:
    """Outline of the people in a box of the market picture, with their shadow."""
    camera, scene = CAMERAS["corvane"], SCENES["market"]
    width, height = 2 * camera.width, 2 * camera.height
    depth = distances("market", width, height, seed=2)
    rows = np.arange(height)[:, None] + 0.5 - scene.horizon * height
    above = scene.eye - rows / (scene.field * width) * depth
    inside = np.zeros((height, width), bool)
    left, top, across, down = (2 * side for side in box)
    inside[top : top + down, left : left + across] = True
    people = outline(inside & (above > 0.02) & (depth > 10) & (depth < 14.5), camera)
    people = np.clip(2.5 * blur(people.astype(np.float32), 1.5), 0, 1)
    ground = Image.new("L", (camera.width, camera.height), 0)
    if shadow:
        ImageDraw.Draw(ground).polygon(shadow, fill=255)
    return np.maximum(people, np.asarray(ground, np.float32) / 255)


@cache
def street() -> bytes:
    """Untouched, from 2023: the whole flooded street."""
    return take("flood", CAMERAS["halvick"], seed=3, date="2023-11-02T09:47:12", offset="-02:00")


@cache
def street_repost() -> bytes:
    """The same, as it came back two years later: smaller, re-encoded, without metadata."""
    return edits.recompress(street(), quality=72, width=1024)


@cache
def stranded_car() -> bytes:
    """A crop of the street that leaves out the people on dry ground, saved without metadata."""
    return encode(edits.crop(pixels_of(street()), (120, 330, 640, 480)), quality=80)


@cache
def snow() -> bytes:
    """Untouched."""
    return take("snow", CAMERAS["halvick"], seed=1, date="2025-01-18T13:30:26", offset="-02:00")


@cache
def snow_post() -> bytes:
    """A screenshot of a post that shows the snow picture."""
    page = screenshot_of_post(
        pixels_of(edits.recompress(snow(), quality=70, width=900)), name="Fennick Weather Watch", handle="@fennickweather",
        words="Snow on Hallow Hill this morning. In JULY. Kids are already out on their sledges!", when="8:14 - 9 Jul 2026",
        counts=("412", "1.9k", "6.3k"), clock="17:52",
    )  # fmt: skip
    exif = piexif.dump({"Exif": {piexif.ExifIFD.UserComment: b"ASCII\0\0\0Screenshot"}})
    return encode(page, quality=84, exif=exif)


@cache
def night() -> bytes:
    """Untouched, from a camera whose clock was an hour slow."""
    return take("night", CAMERAS["corvane"], seed=3, date="2024-12-07T21:16:44", author="Jorun Hale")


@cache
def cape() -> bytes:
    """Retouched and cropped: a ship was painted over; the thumbnail still shows it, in the whole frame."""
    camera = CAMERAS["k2"]
    original = pixels_of(take("lighthouse", camera, seed=1, date="2025-07-09T19:48:02", offset="-02:00"))
    painted = original
    for box, shift in CAPE_STROKES:
        painted = edits.paint_over(painted, box, rows_from=shift, feather=22.0).pixels
    painted = edits.crop(painted, CAPE_FRAME)
    exif = exif_block(
        camera,
        Exposure.meter(13.4, camera.aperture),
        size=CAPE_FRAME[2:],
        date="2025-07-09T19:48:02",
        offset="-02:00",
        software=EDITOR,
        modified="2025-09-02T10:11:57",
        small=thumbnail(original),
    )
    return encode(
        painted, quality=90, exif=exif, xmp=_history("2025-07-09T19:48:02-02:00", "2025-09-02T10:11:57-02:00")
    )


CAPE_FRAME: edits.Box = (200, 60, 1000, 667)
"""What is left of the cape picture's frame."""
CAPE_STROKES: tuple[tuple[edits.Box, int], ...] = (((0, 385, 370, 130), 372), ((0, 470, 330, 330), 335))
"""Boxes of the cape picture that were painted over, and how far to the right the paint was taken from."""


@cache
def lights() -> bytes:
    """Nothing but pixels: re-encoded, no metadata at all."""
    plain = take("lights", CAMERAS["pellan"], seed=2, date="2026-02-11T22:03:00")
    return edits.strip(edits.recompress(plain, quality=74, width=840))


@cache
def barn() -> bytes:
    """Untouched: a barn burns, for training."""
    return take("fire", CAMERAS["halvick"], seed=1, date="2023-08-26T10:20:09", offset="-02:00")


@cache
def rosy_moon() -> bytes:
    """What an image generator would leave: no camera, a declared source type, and its parameters."""
    width, height = 768, 512
    light = draw("dream", 2 * width, 2 * height, seed=1).reshape(height, 2, width, 2, 3).mean(axis=(1, 3))
    pixels = np.clip(np.round(tone(light * 0.46, 1.2) * 255), 0, 255).astype(np.uint8)
    image = Image.fromarray(pixels).quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("parameters", PROMPT)
    notes.add_itxt("XML:com.adobe.xmp", _packet(
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Daydream Studio"', "").decode())  # fmt: skip
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=notes, optimize=True)
    return buffer.getvalue()


PICTURES: dict[str, Callable[[], bytes]] = {
    "cases/2023/barn-fire-was-a-drill/barn.jpg": barn,
    "cases/2023/lake-orrin-is-full-again/lake.jpg": lake,
    "cases/2024/balloon-over-the-harbour/harbour-with-balloon.jpg": harbour_balloon,
    "cases/2024/balloon-over-the-harbour/harbour-original.jpg": harbour,
    "cases/2024/balloon-over-the-harbour/balloons-original.jpg": balloons,
    "cases/2024/lamps-of-cask-lane/cask-lane.jpg": night,
    "cases/2025/cape-ell-without-its-ship/cape-ell.jpg": cape,
    "cases/2025/market-crowd-copied/market-poster.jpg": market_poster,
    "cases/2025/market-crowd-copied/market-original.jpg": market,
    "cases/2025/old-flood-new-storm/repost.jpg": street_repost,
    "cases/2025/old-flood-new-storm/street.jpg": street,
    "cases/2025/rosy-moon/rosy-moon.png": rosy_moon,
    "cases/2025/stranded-car/stranded-car.jpg": stranded_car,
    "cases/2025/stranded-car/whole-street.jpg": street,
    "cases/2026/lights-over-orrin-vale/lights.jpg": lights,
    "cases/2026/regatta-sealed-in-camera/regatta.jpg": regatta,
    "cases/2026/snow-in-july/post.jpg": snow_post,
    "cases/2026/snow-in-july/hallow-hill.jpg": snow,
}
"""Every picture of the demo by its path under `content/`."""


def _history(created_at: str, changed_at: str) -> bytes:
    """XMP as an editor writes it."""
    saved = f'stEvt:action="saved" stEvt:when="{changed_at}" stEvt:softwareAgent="{EDITOR}" stEvt:changed="/"'
    return _packet(
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        ' xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"'
        f' xmp:CreatorTool="{EDITOR}" xmp:CreateDate="{created_at}" xmp:ModifyDate="{changed_at}"',
        f'<xmpMM:History><rdf:Seq><rdf:li stEvt:action="opened" stEvt:softwareAgent="{EDITOR}"/>'
        f"<rdf:li {saved}/></rdf:Seq></xmpMM:History>",
    )


def _packet(attributes: str, content: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{attributes}>{content}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
