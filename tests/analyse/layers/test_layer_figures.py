"""What `pixels.layers` gives: pairs of small figures with words, upright, the same every time, and no judgement."""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers import pixels_layers
from generator.analyse.jpeg_tables import read_header
from generator.analyse.layers.captions import CAPTIONS, OVER, Caption
from generator.analyse.layers.control import Saving, control_strips
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding
from generator.plan import chain_of
from generator.settings import SiteSettings
from tests.analyse.layers import draw_control
from tests.support.pictures import drawing, jpeg, png

MOST_BYTES = 600_000
"""For the figures of a picture, and as many again for the control."""


def picture(data: bytes, kind: FileKind = FileKind.JPEG) -> Picture:
    return Picture(data, kind, hashlib.sha256(data).hexdigest())


def examined(data: bytes, kind: FileKind = FileKind.JPEG) -> tuple[Finding, Picture]:
    opened = picture(data, kind)
    (finding,) = pixels_layers.run(opened)
    return finding, opened


@cache
def camera_photo(width: int, height: int, quality: int = 92) -> bytes:
    """The simulator's harbour, as a file."""
    pixels = np.concatenate(list(control_strips(height, width, None)))
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def test_every_filter_stands_beside_the_control() -> None:
    finding, opened = examined(jpeg(3, size=(160, 120)))
    roles = [figure.role for figure in finding.figures]
    names = [caption.role for caption in CAPTIONS]
    assert roles == [*(role for name in names for role in (name, f"{name}-control")), "control"]
    for figure in finding.figures:
        opened_figure = Image.open(io.BytesIO(opened.blobs[figure.blob]))
        assert opened_figure.size == (figure.width, figure.height)
        assert (opened_figure.format or "").lower() == figure.media_type.partition("/")[2]
        assert not opened_figure.getexif()
        assert figure.alt.endswith(".")
    pairs = zip(finding.figures[:-1:2], finding.figures[1:-1:2], strict=True)
    assert all((one.width, one.height) == (two.width, two.height) for one, two in pairs)


def test_nothing_is_judged() -> None:
    finding, _ = examined(jpeg(3, size=(160, 120)))
    assert not pixels_layers.ANALYZER.raises_flags
    assert (finding.weights, finding.measurements, finding.regions, finding.error_rate) == ((), (), (), None)


@pytest.mark.parametrize("caption", CAPTIONS, ids=lambda caption: caption.role)
def test_words_say_what_is_normal_and_how_often_it_misleads(caption: Caption) -> None:
    shows, misleads = caption.shows, caption.misleads
    assert re.search(r"\bNormal(ly)?\b", shows)
    assert re.search(r"\d+ times in 100|has not been measured", misleads)
    assert shows.endswith(".")
    assert misleads.endswith(".")


def test_layers_have_the_shape_of_the_picture() -> None:
    finding, _ = examined(camera_photo(1000, 700))
    sizes = {figure.role: (figure.width, figure.height) for figure in finding.figures}
    assert {sizes[role] for role in OVER} == {(500, 350)} == {sizes["control"]}


@pytest.mark.parametrize("size", [(800, 600), (1600, 1200), (2400, 1600)])
def test_files_stay_small(size: tuple[int, int]) -> None:
    finding, opened = examined(camera_photo(*size))
    for is_control in (False, True):
        files = {item.blob for item in finding.figures if item.role.endswith("control") is is_control}
        assert sum(len(opened.blobs[blob]) for blob in files) <= MOST_BYTES
    assert all(max(item.width, item.height) <= 800 for item in finding.figures)


def test_same_bytes_same_figures() -> None:
    first, one = examined(camera_photo(500, 400))
    second, other = examined(camera_photo(500, 400))
    assert first == second
    assert one.blobs == other.blobs


def test_pictures_of_one_size_and_strength_share_a_control() -> None:
    first, _ = examined(jpeg(1, size=(200, 150)))
    second, _ = examined(jpeg(2, size=(200, 150)))
    stronger, _ = examined(camera_photo(200, 150, quality=60))

    def controls(finding: Finding) -> set[str]:
        return {figure.blob for figure in finding.figures if figure.role.endswith("control")}

    assert controls(first) == controls(second)
    assert len(controls(first) & controls(stronger)) <= 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_layers_lie_over_the_upright_picture(orientation: int) -> None:
    """The lowest bits look at each pixel alone, so they must be those of the upright picture exactly."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    drawing(5, (120, 80)).save(buffer, "PNG", exif=exif)
    finding, opened = examined(buffer.getvalue(), FileKind.PNG)
    gray = np.asarray(Image.fromarray(np.array(opened.upright)).convert("L"))
    figure = next(item for item in finding.figures if item.role == "bits")
    shown = np.asarray(Image.open(io.BytesIO(opened.blobs[figure.blob])).convert("L"))
    assert np.array_equal(shown, (gray & 3) * np.uint8(85))
    assert {(item.width, item.height) for item in finding.figures if item.role.startswith("bits")} == {
        shown.shape[::-1]
    }


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0", "gray"])
def test_control_is_saved_as_the_picture_was(subsampling: str) -> None:
    drawn = drawing(4, (160, 120))
    buffer = io.BytesIO()
    if subsampling == "gray":
        drawn.convert("L").save(buffer, "JPEG", quality=71)
    else:
        drawn.save(buffer, "JPEG", quality=71, subsampling=subsampling)
    saving = pixels_layers._saving(picture(buffer.getvalue()))
    tables = tuple(table.values for _, table in sorted(read_header(buffer.getvalue()).tables.items()))
    assert saving == Saving(tables, subsampling)
    gray = np.concatenate(list(control_strips(120, 160, saving)))
    assert gray.shape == (120, 160, 3)
    # Saving a second time with the same tables changes next to nothing, since the first time did it all.
    again = io.BytesIO()
    qtables = [list(table) for table in tables]
    if subsampling == "gray":
        Image.fromarray(gray).convert("L").save(again, "JPEG", qtables=qtables)
    else:
        Image.fromarray(gray).save(again, "JPEG", qtables=qtables, subsampling=subsampling)
    change = np.asarray(Image.open(again).convert("L"), int) - np.asarray(
        Image.fromarray(gray).convert("L"), int
    )
    assert np.abs(change).mean() < 0.4


def test_tables_turn_with_the_picture() -> None:
    table = tuple(range(1, 65))
    assert Saving((table,), "gray").turned(3).tables == (table,)
    assert Saving((table,), "gray").turned(6).tables[0][:3] == (1, 9, 17)


def test_no_jpeg_has_a_control_without_loss() -> None:
    assert pixels_layers._saving(picture(png(1), FileKind.PNG)) is None
    finding, _ = examined(png(1, size=(96, 80)), FileKind.PNG)
    assert finding.figures


@pytest.mark.parametrize("size", [(63, 400), (400, 1), (1, 1)])
def test_small_pictures_are_left_alone(size: tuple[int, int]) -> None:
    with pytest.raises(NotApplicable, match="too small"):
        pixels_layers.run(picture(png(1, size=size), FileKind.PNG))


def test_long_pictures_have_layers() -> None:
    finding, _ = examined(png(1, size=(70, 3000)), FileKind.PNG)
    assert max(figure.height for figure in finding.figures) <= 800


@pytest.mark.slow
def test_the_data_are_what_the_script_makes() -> None:
    """Up to a step of brightness in a few pixels, as processors round differently."""
    brightness, colour = draw_control.scene()
    made = {"scene.png": brightness, "colour.png": colour, "noise.png": draw_control.noise()}
    for name, image in made.items():
        shipped = np.asarray(Image.open(draw_control.DATA / name), int)
        difference = np.abs(np.asarray(image, int) - shipped)
        assert (difference > 1).mean() < 0.001, name


def test_a_publisher_may_do_without() -> None:
    chain = [item.id for item in chain_of(SiteSettings())]
    assert chain[-1] == "pixels.layers", "what proves nothing comes last"
    assert [item.id for item in chain_of(SiteSettings(layers=False))] == chain[:-1]


@pytest.mark.parametrize(("width", "height"), [(1632, 1224), (977, 1633), (331, 4033)])
def test_the_control_has_any_size(width: int, height: int) -> None:
    """Rounding carries some boxes beyond the scene by a trillionth: 8-megapixel pictures of phones, for one."""
    strips = list(control_strips(height, width, None))
    assert {strip.shape[1] for strip in strips} == {width}
    assert sum(len(strip) for strip in strips) == height
