"""`backstory bench harmless`: copies of authentic pictures, and what counts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.bench import harmless, labelled
from generator.bench.flagging import Flags
from generator.cli import main
from generator.simulate.jpeg_file import encode
from tests.analyse.quantization.histories import photograph, saved

TEST = "pixels.double-quantization"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_bytes(encode(saved(photograph(), 80), quality=95))
    Image.new("RGB", (100, 100)).save(tmp_path / "small.png")
    (tmp_path / "metadata").mkdir()
    (tmp_path / "metadata" / "b.jpg").write_bytes(encode(photograph(), quality=92))
    (tmp_path / "metadata" / "no-picture.jpg").write_bytes(b"no")
    (tmp_path / "metadata" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x04xx\xff\xd9")
    (tmp_path / "forensics.csv").write_text(
        "corpus,path,mask,label,variant,split\n"
        "made,a.jpg,,authentic,,dev\nmade,small.png,,authentic,,dev\nmade,gone.png,,authentic,,test\n"
    )
    names = ("broken.jpg", "b.jpg", "no-picture.jpg")
    files = [{"path": f"metadata/{name}", "split": "dev", "expected": {}} for name in names]
    (tmp_path / "expectations.json").write_text(json.dumps({"files": files}))
    return tmp_path


def test_copies_are_changed_as_they_are_called() -> None:
    picture = labelled.picture_of(encode(photograph(), quality=92))
    found = {kind: copy.rgb.astype(int) for kind, copy in harmless.copies(picture)}
    assert len(found) == 1 + len(harmless.EVEN) + len(harmless.UNEVEN)
    own = found["as it is"]
    assert abs(found["saved at 98"] - own).mean() < 2
    assert 1.12 < found["brighter by 15 %, no loss"].mean() / own.mean() < 1.18
    assert found["resized by 0.7, saved at 90"].shape == (336, 448, 3)
    assert found["cropped, without loss"].tolist() == own[5:-1, 3:-2].tolist()
    dark = found["corners darker by 60 %"]
    assert dark[:20, :20].mean() / own[:20, :20].mean() == pytest.approx(0.43, abs=0.04)
    assert dark[220:260, 300:340].mean() / own[220:260, 300:340].mean() == pytest.approx(1, abs=0.02)


def test_a_large_picture_is_cut_at_blocks() -> None:
    place = np.indices((200, 213)).repeat(8, axis=1).repeat(8, axis=2)
    rgb = np.stack([*place, place[0]], axis=2).astype(np.uint8)
    cut = harmless._cut(rgb)
    assert cut.shape[0] * cut.shape[1] <= harmless.MOST_PIXELS < rgb.shape[0] * rgb.shape[1]
    for axis, size in enumerate((1600, 1704)):
        first, last = int(cut[0, 0, axis]), int(cut[-1, -1, axis])
        assert (cut[7, 7, axis], cut[8, 8, axis]) == (first, first + 1)
        assert abs(first - (size // 8 - 1 - last)) <= 2


def test_flags_are_counted_by_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harmless, "EVEN", {"saved at 95": harmless.EVEN["saved at 95"]})
    monkeypatch.setattr(harmless, "UNEVEN", {})
    answers = iter([Flags(False, True, None), Flags(True, True, None), Flags(False, False, None)] * 2)
    monkeypatch.setattr("generator.bench.flagging.flags", lambda test, picture: next(answers))
    result = CliRunner().invoke(
        main,
        [
            "bench",
            "harmless",
            str(folder),
            "--split",
            "dev",
            "--only",
            TEST,
            "--json",
            str(folder / "x.json"),
        ],
    )
    assert result.exit_code == 0, result.output
    figures = json.loads((folder / "x.json").read_text())
    assert figures["pictures"] == 2
    kinds = figures["tests"][TEST]["kinds"]
    assert kinds["as it is"] == {"copies": 2, "applies": 1, "flagged": 0}
    assert kinds["saved at 95"] == {"copies": 2, "applies": 2, "flagged": 1}
    assert figures["tests"][TEST]["flagged"] == ["a.jpg saved at 95"]
    assert "all changed evenly: 1 of 3" in result.output


@pytest.mark.slow
def test_made_up_photographs_are_never_flagged_when_changed_evenly(folder: Path) -> None:
    figures = harmless.measure(folder, split="dev", only=[TEST], limit=1)
    kinds = figures["tests"][TEST]["kinds"]
    assert sum(item["applies"] for item in kinds.values()) > 5
    assert sum(item["flagged"] for kind, item in kinds.items() if kind not in harmless.UNEVEN) == 0
