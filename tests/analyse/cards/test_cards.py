"""Calibration cards: kinds of files by what can be seen in them, the row that is quoted, and that no shipped card is stale."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from PIL import Image

from generator.analyse import cards, keys
from generator.analyse.cards.card import ALL, Card, InvalidCard, Row, read_card, share, write_card
from generator.analyse.cards.kinds import KINDS, kind_of_file
from generator.analyse.picture import Picture
from generator.analyse.registry import discover
from generator.model import FileKind
from generator.settings import Limits

GRID = "pixels.jpeg-grid"
SHIPPED = sorted(item.name for item in resources.files("generator.analyse.cards").joinpath("data").iterdir())
MAKE, SOFTWARE, EXIF, WIDTH, HEIGHT = 0x010F, 0x0131, 0x8769, 0xA002, 0xA003


def exif(make: str = "", size: tuple[int, int] | None = None) -> bytes:
    block = Image.Exif()
    block[SOFTWARE] = "1.0"
    if make:
        block[MAKE] = make
    if size:
        block.get_ifd(EXIF).update({WIDTH: size[0], HEIGHT: size[1]})
    return block.tobytes()


def picture(form: str = "JPEG", **options: Any) -> Picture:
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 60)).save(stream, form, **options)
    return Picture(stream.getvalue(), FileKind({"WEBP": "WebP"}.get(form, form)), "")


OWN_TABLE = {"qtables": [[9] * 64, [9] * 64]}
STRONG_TABLE = {"qtables": [[40] * 64, [40] * 64]}


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"form": "PNG"}, "lossless"),
        ({"form": "TIFF"}, "lossless"),
        ({"form": "WEBP"}, "other-lossy"),
        ({"quality": 95}, "light-resave"),
        ({"quality": 90}, "light-resave"),
        ({"quality": 89}, "strong-resave"),
        ({"quality": 95, "exif": exif("Nikon")}, "camera-original"),
        ({"quality": 95, "exif": exif("Nikon", (64, 48))}, "camera-original"),
        ({"quality": 95, "exif": exif("Nikon", (48, 64))}, "camera-original"),
        ({**OWN_TABLE, "exif": exif("Nikon", (64, 48))}, "camera-original"),
        ({**STRONG_TABLE, "exif": exif("Nikon", (64, 48))}, "camera-original"),
        (STRONG_TABLE, "strong-resave"),
        ({"quality": 80, "exif": exif("Nikon", (64, 48))}, "strong-resave"),
        ({"quality": 95, "exif": exif("Nikon", (64, 48)), "progressive": True}, "light-resave"),
        ({"quality": 95, "exif": exif("", (64, 48))}, "light-resave"),
        ({"quality": 95, "exif": exif("Nikon", (128, 96))}, "resized"),
        ({"quality": 95, "exif": exif("Nikon", (96, 128))}, "resized"),
        ({"quality": 95, "exif": exif("Nikon", (128, 64))}, "light-resave"),
        ({"quality": 95, "exif": exif("Nikon", (32, 24))}, "light-resave"),
    ],
)
def test_kinds_of_files(options: dict[str, Any], kind: str) -> None:
    assert kind_of_file(picture(**options)) == kind
    assert kind in KINDS


def test_a_damaged_file_has_a_kind() -> None:
    whole = picture(quality=95, exif=exif("Nikon", (64, 48))).data
    for size in range(2, len(whole), 37):
        assert kind_of_file(Picture(whole[:size], FileKind.JPEG, "")) in KINDS


CARD = Card(
    analyzer=GRID,
    version="7",
    engines=("numpy 2.0",),
    corpus="pictures",
    list_sha256="ab" * 32,
    split="dev",
    date="",
    marks_regions=True,
    finds=("made",),
    kinds=(
        Row("light-resave", 40, 1, 8, 6, 0.5, 0.5, 48, 40),
        Row("lossless", 3, 0, 3, 3, 0.9, 0.9, 6, 3),
        Row(ALL, 100, 2, 20, 10, 0.4, 0.4, 111, 91),
    ),
    variants=(Row("made q95", 100, 2, 20, 10, 0.4, 0.4, 111, 91),),
    notes=("A note.",),
)


def test_a_card_is_written_and_read() -> None:
    assert read_card(write_card(CARD)) == CARD


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other"}, "does not say"),
        ({"kinds": [{"name": "all"}]}, "a field is missing"),
        ({"surplus": 1}, "a field is missing, or one too many"),
        ({"kinds": [{**json.loads(write_card(CARD))["kinds"][0], "alarms": 41}]}, "don't belong together"),
        (
            {"kinds": [{**json.loads(write_card(CARD))["kinds"][0], "authentic_checked": 39}]},
            "belong together",
        ),
        ({"kinds": [{**json.loads(write_card(CARD))["kinds"][0], "alarms": -1}]}, "are no counts"),
    ],
)
def test_a_card_that_cannot_be_used(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidCard, match=message):
        read_card(json.dumps(json.loads(write_card(CARD)) | change).encode())


def test_no_card_is_quoted_where_there_is_none() -> None:
    assert cards.error_rate("file.identity", picture()) is None
    assert cards.card_sha256("file.identity") == ""


def test_the_row_for_the_kind_of_file_is_quoted() -> None:
    rate = cards.quoted(CARD, "light-resave")
    assert rate is not None
    assert (rate.false_alarms, rate.detections, rate.pictures, rate.altered) == (0.025, 0.75, 40, 8)
    assert rate.false_alarms_high == share(1, 40).high
    assert "saved again at quality 90 or better" in rate.conditions
    assert rate.corpus == "pictures (list abababab)"


@pytest.mark.parametrize("kind", ["lossless", "resized"])
def test_too_few_pictures_of_a_kind_are_not_quoted(kind: str) -> None:
    rate = cards.quoted(CARD, kind)
    assert rate is not None
    assert (rate.pictures, rate.altered) == (100, 20)
    assert "too few" in rate.conditions
    assert "about 91 of the 100" in rate.conditions
    assert cards.quoted(replace(CARD, kinds=CARD.kinds[:2]), kind) is None


def shipping(monkeypatch: pytest.MonkeyPatch, card: Card) -> None:
    monkeypatch.setattr(cards, "_bytes", lambda analyzer: write_card(card) if analyzer == GRID else b"")


def test_a_card_of_another_version_is_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = next(item.analyzer.version for item in discover() if item.id == GRID)
    shipping(monkeypatch, CARD)
    assert cards.error_rate(GRID, picture(quality=95)) is None
    shipping(monkeypatch, replace(CARD, version=installed))
    rate = cards.error_rate(GRID, picture(quality=95))
    assert rate is not None and rate.pictures == 40


def test_the_card_is_part_of_the_key_and_of_the_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = tuple(item for item in discover() if item.id in (GRID, "jpeg.quantization"))

    def made() -> dict[str, str]:
        return keys.run_keys("0" * 64, FileKind.PNG, chain, Limits())

    monkeypatch.setattr(cards, "_bytes", lambda analyzer: b"")
    without = made()
    shipping(monkeypatch, CARD)
    assert {name for name, key in made().items() if key != without[name]} == {GRID}
    grid = next(item.analyzer for item in chain if item.id == GRID)
    assert ("calibration card", cards.card_sha256(GRID)) in keys.parameters_of(grid, ())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_card_is_of_the_version_that_is_shipped(name: str) -> None:
    card = read_card(resources.files("generator.analyse.cards").joinpath("data", name).read_bytes())
    assert name == f"{card.analyzer}.json"
    assert cards.is_current(card), f"run `backstory calibrate` with the corpora: {name} is of another version"
    assert card.split == "dev"
    assert card.row(ALL) is not None
    assert {row.name for row in card.kinds} <= {*KINDS, ALL}


def test_the_test_for_grids_has_a_card() -> None:
    assert f"{GRID}.json" in SHIPPED
