"""`backstory bench forensics`: what it counts, on four small pictures with known answers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.bench.forensics import agreement, highest_rate, measure
from generator.cli import main
from tests.analyse.analyzers.test_pixels_jpeg_grid import PASTED, photo, spliced

HEAD = "corpus,path,mask,label,variant,split\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spliced().save(tmp_path / "pasted.png")
    spliced().save(tmp_path / "pasted.jpg", quality=80)
    photo(1).save(tmp_path / "whole.png")
    mask = Image.new("L", (416, 320))
    mask.paste(255, PASTED)
    mask.save(tmp_path / "mask.png")
    (tmp_path / "forensics.csv").write_text(
        HEAD
        + "made,pasted.png,mask.png,altered,png,test\n"
        + "made,pasted.jpg,mask.png,altered,q80,test\n"
        + "made,whole.png,,authentic,png,test\n"
        + "made,whole.png,,reference,png,test\n"
        + "made,gone.png,,authentic,png,dev\n"
    )
    return tmp_path


def test_figures_by_variant(folder: Path) -> None:
    groups = measure(folder, split="test")["tests"]["pixels.jpeg-grid"]["groups"]
    png, saved = groups["made png"], groups["made q80"]
    assert (png["altered"], png["found"], png["authentic"], png["false alarms"]) == (1, 1, 1, 0)
    assert png["f1"] > 0.9
    assert png["mcc"] > 0.9
    assert png["applies"] == 1
    assert (saved["altered"], saved["found"], saved["f1"], saved["applies"]) == (1, 0, 0, 0)


def test_command_tells_and_writes(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    result = CliRunner().invoke(
        main, ["bench", "forensics", str(folder), "--split", "test", "--json", str(target)]
    )
    assert result.exit_code == 0, result.output
    assert "CPU seconds per megapixel" in result.output
    assert json.loads(target.read_text())["split"] == "test"


def test_folder_without_list(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["bench", "forensics", str(tmp_path)])
    assert result.exit_code == 2
    assert "There is no forensics.csv" in result.output


@pytest.mark.parametrize(
    ("count", "of", "high"), [(0, 10, 0.3085), (0, 88, 0.0411), (1, 10, 0.4450), (5, 5, 1.0), (0, 0, 1.0)]
)
def test_interval_is_clopper_and_pearsons(count: int, of: int, high: float) -> None:
    assert highest_rate(count, of) == pytest.approx(high, abs=1e-4)


def test_agreement() -> None:
    truth = np.array([True, True, False, False])
    assert agreement(truth, truth) == (1.0, 1.0)
    assert agreement(~truth, truth) == (0.0, -1.0)
    assert agreement(np.array([True, False, True, False]), truth) == (0.5, 0.0)


@pytest.mark.corpora
@pytest.mark.slow
def test_no_authentic_development_picture_is_accused(corpora: Path) -> None:
    groups = measure(corpora, split="dev")["tests"]["pixels.jpeg-grid"]["groups"]
    assert all(row["false alarms"] == 0 for row in groups.values())
    assert groups["splices-known png"]["f1"] > 0.9
