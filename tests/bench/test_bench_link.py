"""`backstory bench link`: what it counts, on a few small pictures with known answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.bench import families, link_scale
from generator.bench.link import lines, measure
from tests.analyse.features.scenes import scene
from tests.support.program import backstory


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("known")
    rows = ["corpus,path,mask,label,variant,split"]
    for name in ("known/authentic", "known/altered", "known/masks"):
        (root / name).mkdir(parents=True)
    for number in (70, 71):
        image = scene(number, 400, 300)
        image.save(root / f"known/authentic/{number}.png")
        rows.append(f"known,known/authentic/{number}.png,,authentic,,dev")
        mask = scene(0, 400, 300).convert("L").point(lambda _: 0)
        mask.paste(255, (100, 80, 180, 150))
        mask.paste(255, (250, 80, 330, 150))
        mask.save(root / f"known/masks/{number}.png")
        # A part is copied, so that the mask shows both ends.
        image.paste(image.crop((250, 80, 330, 150)), (100, 80))
        image.save(root / f"known/altered/{number}.png")
        rows.append(f"known,known/altered/{number}.png,known/masks/{number}.png,altered,,dev")
    (root / "forensics.csv").write_text("\n".join(rows) + "\n")
    return root


@pytest.fixture(autouse=True)
def few_families(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "COUNT", 2)


def test_figures(folder: Path) -> None:
    figures = measure(folder, split="dev", with_scale=False)
    assert figures["pictures"] == figures["scenes"] == 2
    assert all(row["either"] == 2 for row in figures["changes"].values())
    assert figures["changes"]["crop 50 %"]["pdq"] == 0
    assert figures["links among different pictures"] == []
    assert figures["changed regions"]["known"]["pairs"] == 2
    assert figures["changed regions"]["known"]["f1"] > 0.8
    assert any("screenshot" in line for line in lines(figures))


def test_command(folder: Path, tmp_path: Path) -> None:
    result = backstory(
        "bench", "link", "--pictures", folder, "--no-scale", "--json", tmp_path / "figures.json"
    )
    assert result.exit_code == 0
    assert "simulated families" in result.output
    assert json.loads((tmp_path / "figures.json").read_text())["scenes"] == 2


def test_a_folder_without_answers_is_a_mistake(tmp_path: Path) -> None:
    assert "forensics.csv" in backstory("bench", "link", "--pictures", tmp_path).output


@pytest.mark.parametrize("what", sorted({what for what, _ in link_scale.SCALES}))
def test_simulated_sets_find_what_was_planted(what: str) -> None:
    figures = link_scale.MEASURES[what][0](1000)
    assert figures["found"] > 0.9
