"""`backstory bench forensics`: what it counts, on a few small pictures with known answers."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.analyse.detectors.interval import lower_bound, upper_bound
from generator.analyse.registry import Registered, discover
from generator.bench import cameras, flagging, large_pictures, pixel_peers
from generator.bench.forensics import TOGETHER, lines, measure
from generator.bench.labelled import Sample
from generator.bench.pixel_scores import agreement, area_under_curve
from generator.cli import main
from tests.analyse.analyzers.test_pixels_jpeg_grid import PASTED, photo, spliced

HEAD = "corpus,path,mask,label,variant,split\n"
GRID = "pixels.jpeg-grid"


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
    figures = measure(folder, split="test", only=[GRID])
    groups = figures["tests"][GRID]["groups"]
    png, saved = groups["made png"], groups["made q80"]
    assert (png["altered"], png["found"], png["authentic"], png["false alarms"]) == (1, 1, 1, 0)
    assert png["f1"] > 0.9
    assert png["mcc"] > 0.9
    assert png["applies"] == 1
    assert png["seconds per megapixel"] > 0
    assert (saved["altered"], saved["found"], saved["f1"], saved["applies"]) == (1, 0, 0, 0)
    assert figures["tests"][GRID]["missed in"] == ["pasted.jpg (says that it doesn't apply)"]
    assert figures["tests"][TOGETHER]["groups"]["made png"]["f1"] == png["f1"]
    assert figures["faults"] == []
    assert figures["peak memory"] > 1 << 20


def test_changed_copies_are_measured_and_misses_are_drawn(folder: Path) -> None:
    drawn = folder / "drawn"
    figures = measure(folder, split="test", only=[GRID], robust=True, pictures=drawn)
    rows = figures["tests"][GRID]["robust"]
    assert list(rows) == ["as it is", "saved again at 90", "saved again at 75", "resized by 0.7"]
    assert [rows[name]["found"] for name in rows] == [1, 0, 0, 0]
    assert all((row["altered"], row["authentic"], row["false alarms"]) == (2, 1, 0) for row in rows.values())
    (missed,) = (drawn / GRID).iterdir()
    assert missed.name == "missed-pasted.png"
    with Image.open(missed) as image:
        assert image.size == (3 * 416 + 16, 320)
        assert image.getpixel((416 + 8 + PASTED[0] + 2, PASTED[1] + 2)) == (255, 255, 255)
        assert image.getpixel((2 * 424 + PASTED[0] + 2, PASTED[1] + 2)) == (0, 0, 0)


def test_command_tells_and_writes(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    result = CliRunner().invoke(
        main,
        ["bench", "forensics", str(folder), "--split", "test", "--only", GRID, "--limit", "1", "--json", str(target)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "CPU seconds per megapixel" in result.output
    assert "missed: pasted.jpg" in result.output
    assert json.loads(target.read_text())["split"] == "test"


def test_cameras_are_compared_where_there_are_references(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cameras, "measure", lambda folder, split: {"split": split})
    monkeypatch.setattr(cameras, "lines", lambda figures: [f"bodies of {figures['split']}"])
    command = ["bench", "forensics", str(folder), "--split", "test", "--only"]
    assert "bodies of test" in CliRunner().invoke(main, [*command, "pixels.camera-noise"]).output
    assert "bodies" not in CliRunner().invoke(main, [*command, GRID]).output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no forensics.csv"),
        ("corpus,path\n", "has no column mask, label, variant, split"),
        (HEAD + "made,a.png,,altered,,dev\n", "has no mask for a.png"),
        (HEAD + "made,a.png,,authentic,,dev\n", "a.png is gone"),
        (HEAD + "made,forensics.csv,,authentic,,dev\n", "is no picture"),
    ],
)
def test_a_list_that_cannot_be_used_is_explained(tmp_path: Path, text: str, message: str) -> None:
    if text:
        (tmp_path / "forensics.csv").write_text(text)
    result = CliRunner().invoke(main, ["bench", "forensics", str(tmp_path)])
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


def test_an_unknown_test_is_named(folder: Path) -> None:
    result = CliRunner().invoke(main, ["bench", "forensics", str(folder), "--only", "pixels.none"])
    assert result.exit_code == 2
    assert "There is no test pixels.none" in result.output


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (0, 88, 0.0, 0.0411),
        (1, 10, 0.0025, 0.4450),
        (5, 5, 0.4782, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_interval_is_clopper_and_pearsons(count: int, of: int, low: float, high: float) -> None:
    assert upper_bound(count, of) == pytest.approx(high, abs=1e-4)
    assert lower_bound(count, of) == pytest.approx(low, abs=1e-4)


def _test(id: str, *, marks_regions: bool) -> flagging.Test:
    item = next(item for item in discover() if item.id == GRID)
    named = Registered(replace(item.analyzer, id=id), item.module)
    return flagging.Test(named, (lambda picture: None) if marks_regions else None, lambda picture: True, None)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("variant", "altered", "regions", "history"),
    [
        ("", True, True, None),
        ("", False, False, None),
        ("q95", True, True, False),
        ("r70q80", True, True, True),
        ("r70q80", False, False, True),
    ],
)
def test_a_whole_file_is_held_against_its_history(
    variant: str, altered: bool, regions: bool, history: bool | None
) -> None:
    sample = Sample("a.png", Path("a.png"), Path("mask.png") if altered else None, "made", variant)
    assert _test("pixels.any", marks_regions=True).answer(sample) is regions
    assert _test("pixels.resampling", marks_regions=False).answer(sample) is history
    assert _test("pixels.unheard-of", marks_regions=False).answer(sample) is None


@pytest.mark.parametrize(
    ("id", "corpus", "expected"),
    [
        (GRID, "splices-web", True),
        (GRID, "copy-move", False),
        ("pixels.copy-move", "copy-move", True),
        ("pixels.copy-move", "splices-web", False),
    ],
)
def test_a_test_is_blamed_for_what_it_is_made_for(id: str, corpus: str, expected: bool) -> None:
    assert _test(id, marks_regions=True).is_made_for(corpus) is expected


def test_agreement() -> None:
    truth = np.array([True, True, False, False])
    assert agreement(truth, truth) == (1.0, 1.0)
    assert agreement(~truth, truth) == (0.0, -1.0)
    assert agreement(np.array([True, False, True, False]), truth) == (0.5, 0.0)


def test_area_under_curve_counts_ties_half() -> None:
    truth = np.array([[True, True], [False, False]])
    assert area_under_curve(np.array([[3.0, 2.0], [1.0, 0.0]]), truth) == 1.0
    assert area_under_curve(np.array([[0.0, 1.0], [2.0, 3.0]]), truth) == 0.0
    assert area_under_curve(np.zeros((2, 2)), truth) == 0.5
    assert area_under_curve(np.array([[1.0, 0.0], [0.0, 0.0]]), truth) == 0.75
    assert area_under_curve(np.ones((2, 2)), np.zeros((2, 2), np.bool_)) == 0.5


PEER = """
import sys, types, json
import numpy as np
torch = types.ModuleType("torch"); torch.set_num_threads = lambda count: None; sys.modules["torch"] = torch
class Method:
    def __init__(self, name): self.name = name
    def benchmark(self, image, dct_coefficients=None):
        print("chatter")
        if self.name == "splicebuster": raise ValueError("no window")
        mask = np.zeros((320, 416)); mask[100:200, 100:200] = 1
        return {"mask": mask if self.name == "zero" else None, "heatmap": mask}
class MethodFactory:
    load = staticmethod(lambda name: (Method(name), lambda **given: given))
for path in ("", ".methods", ".methods.factory", ".utils", ".utils.image"):
    sys.modules["photoholmes" + path] = types.ModuleType(path)
sys.modules["photoholmes.methods.factory"].MethodFactory = MethodFactory
sys.modules["photoholmes.utils.image"].read_image = lambda path: path
sys.modules["photoholmes.utils.image"].read_jpeg_data = lambda path: (path, None)
import runpy
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def figures_of_peers(folder: Path) -> dict[str, Any]:
    script = folder / "peer.py"
    script.write_text(PEER)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
    python.chmod(0o755)
    command = f"\"{sys.executable}\" -c \"import sys; assert open(sys.argv[2], 'rb').read(2) == b'P6'\""
    wanted = pixel_peers.asked_for(str(python), [f"{GRID}={command}", f"{GRID}=false"])
    assert wanted is not None
    return pixel_peers.measure(folder, wanted, split="test", pictures=2)


def test_peers_look_at_the_same_pictures(figures_of_peers: dict[str, Any]) -> None:
    zero = figures_of_peers["photoholmes zero"]
    assert (zero["pictures"], zero["compared with"]) == (2, GRID)
    assert 0 < zero["f1"] < 1
    assert figures_of_peers["photoholmes dq"]["pictures"] == 1
    assert figures_of_peers["photoholmes splicebuster"]["problems"] == ["ValueError: no window"] * 2
    assert figures_of_peers["photoholmes noisesniffer"]["compared with"] == pixel_peers.CHAIN
    good, bad = (row for name, row in figures_of_peers.items() if not name.startswith("photoholmes"))
    assert good["pictures"] == 2
    assert good["seconds per megapixel"] > 0
    assert "false ended with 1" in bad["problems"][0]
    text = "\n".join(pixel_peers.lines(figures_of_peers))
    assert "times as fast" in text
    assert "no window" in text


def test_nothing_to_compare_with_and_options_that_are_none(folder: Path) -> None:
    result = CliRunner().invoke(main, ["bench", "forensics", str(folder), "--peer", "zero"])
    assert result.exit_code == 2
    assert "is not ID=COMMAND" in result.output


def test_large_pictures_are_measured_in_their_own_process() -> None:
    figures = large_pictures.measure(4)
    assert list(figures) == ["0.1", "0.3", "2", "4"]
    for size, row in figures.items():
        assert row["megapixels"] == pytest.approx(float(size), rel=0.07)
        assert row["peak memory"] > 1 << 20
        assert row["seconds per megapixel"][GRID] > 0
    alone = figures["4"]["peak memory of one"]
    assert set(alone) >= {"decoding", GRID}
    assert alone["decoding"] < alone[GRID] <= figures["4"]["peak memory"] * 1.2
    assert "peak memory of decoding alone" in "\n".join(large_pictures.lines(figures))


@pytest.mark.corpora
@pytest.mark.slow
def test_no_authentic_development_picture_is_accused(corpora: Path) -> None:
    figures = measure(corpora, split="dev", only=[GRID])
    groups = figures["tests"][GRID]["groups"]
    assert all(row["false alarms"] == 0 for row in groups.values())
    assert groups["splices-known png"]["f1"] > 0.9
    assert "splices-known png" in "\n".join(lines(figures))
