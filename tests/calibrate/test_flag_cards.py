"""`backstory calibrate` for tests that raise flags: what is counted, where it goes, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.analyse.cards.card import ALL, Row, read_card, write_card
from generator.bench import flagging
from generator.calibrate import flags
from generator.cli import main
from generator.model import Outcome
from tests.analyse.analyzers.test_pixels_jpeg_grid import PASTED, photo, spliced

GRID = "pixels.jpeg-grid"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spliced().save(tmp_path / "pasted.png")
    photo(1).save(tmp_path / "whole.png")
    photo(2).save(tmp_path / "whole.jpg", quality=80)
    mask = Image.new("L", (416, 320))
    mask.paste(255, PASTED)
    mask.save(tmp_path / "mask.png")
    (tmp_path / "forensics.csv").write_text(
        "corpus,path,mask,label,variant,split\n"
        "made,pasted.png,mask.png,altered,png,dev\n"
        "copy-move-made,pasted.png,mask.png,altered,,dev\n"
        "made,whole.png,,authentic,png,dev\n"
        "made,whole.jpg,,authentic,r70q80,dev\n"
        "made,gone.png,,authentic,png,test\n"
    )
    return tmp_path


def calibrate(folder: Path, *options: str) -> Result:
    into = folder / "cards"
    into.mkdir(exist_ok=True)
    return CliRunner().invoke(main, ["calibrate", str(folder), "--only", GRID, "--into", str(into), *options])


def test_a_card_counts_by_kind_and_by_variant(folder: Path) -> None:
    result = calibrate(folder)
    assert result.exit_code == 0, result.output
    card = read_card((folder / "cards" / f"{GRID}.json").read_bytes())
    kinds = {row.name: (row.authentic, row.alarms, row.altered, row.found) for row in card.kinds}
    # The authentic JPEG counts as what it is, as resized, which its list says, and as a copy of it that is kept as PNG.
    assert kinds == {
        "strong-resave": (1, 0, 0, 0),
        "resized": (1, 0, 0, 0),
        "lossless": (2, 0, 1, 1),
        ALL: (2, 0, 1, 1),
    }
    variants = {row.name: (row.authentic, row.altered, row.found) for row in card.variants}
    assert variants == {
        "made png": (1, 1, 1),
        "copy-move-made": (0, 1, 1),
        "made r70q80": (1, 0, 0),
        flags.COPIES: (1, 0, 0),
    }
    lossless = card.row("lossless")
    assert isinstance(lossless, Row) and lossless.f1 > 0.9
    assert (card.finds, card.split, card.date) == (("made",), "dev", "")
    assert card.corpus == "development pictures of copy-move-made and made"
    assert "0 of 2 pictures flagged by mistake" in result.output


def test_the_same_pictures_give_the_same_card_and_notes_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / "cards" / f"{GRID}.json"
    assert calibrate(folder, "--name", "ours").exit_code == 0
    first = target.read_bytes()
    card = read_card(first)
    assert card.corpus == "ours"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    target.write_bytes(write_card(replace(card, notes=("Kept.",))))
    assert calibrate(folder, "--name", "ours").exit_code == 0
    again = read_card(target.read_bytes())
    assert (again.notes, again.date) == (("Kept.",), "2001-09-09")
    assert (again.kinds, again.variants) == (card.kinds, card.variants)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--split", "test"], "test pictures only score"),
        (["--only", "pixels.none"], "There is no test pixels.none"),
        (["--threshold", "0.5"], "for a learned detector"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(folder: Path, options: list[str], message: str) -> None:
    result = calibrate(folder, *options)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())
    assert not list((folder / "cards").iterdir())


def test_a_list_without_development_pictures_is_refused(folder: Path) -> None:
    (folder / "forensics.csv").write_text(
        "corpus,path,mask,label,variant,split\nmade,whole.png,,authentic,png,test\n"
    )
    result = calibrate(folder)
    assert result.exit_code == 2
    assert "no pictures of the split dev" in " ".join(result.output.split())


def test_a_damaged_card_is_noticed_before_anything_is_measured(folder: Path) -> None:
    (folder / "cards").mkdir()
    (folder / "cards" / f"{GRID}.json").write_text("{}")
    result = calibrate(folder)
    assert result.exit_code == 2
    assert "can't be read: it does not say" in " ".join(result.output.split())


def test_no_card_is_made_where_the_list_does_not_know_the_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flagging.Test, "answer", lambda self, sample: None)
    result = calibrate(folder)
    assert result.exit_code == 0
    assert not list((folder / "cards").iterdir())


def test_no_card_is_made_of_a_test_that_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = flagging.timed

    def failing(picture: object, chain: object) -> flagging.Timed:
        timed = real(picture, chain)  # type: ignore[arg-type]
        run = replace(timed.runs[GRID], outcome=Outcome.FAILED, reason="a bug", findings=())
        return flagging.Timed({**timed.runs, GRID: run}, timed.seconds)

    monkeypatch.setattr(flagging, "timed", failing)
    result = calibrate(folder)
    assert result.exit_code == 2
    assert "No card was made where a test failed: pixels.jpeg-grid on pasted.png: a bug" in result.output
    assert not list((folder / "cards").iterdir())
