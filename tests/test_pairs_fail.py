"""Work on pairs that fails: it is said and asked for again, and what can never be done isn't asked for for ever."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from generator import comparing, freshness, pairs, tracing
from generator.analyse.cache import Cache
from generator.analyse.features.placement import Placement
from generator.compare import numbers, windows
from generator.link.part_of import Placed
from generator.scan import scan
from generator.settings import BuildOptions, Limits
from tests.analyse.features.scenes import COPY, scene
from tests.support.pictures import saved
from tests.support.program import build

WHOLE = (0.0, 0.0, 1.0, 1.0)
SAME = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def placed(left: str, right: str, inliers: int = 50) -> Placed:
    return Placed(left, right, Placement(inliers, SAME, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))


def content_of(folder: Path) -> Path:
    content = folder / "content"
    content.mkdir()
    (content / "large.jpg").write_bytes(saved(scene(90, 480, 360), "JPEG", quality=92))
    (content / "small.jpg").write_bytes(saved(scene(90, 480, 360).resize((360, 270)), "JPEG", quality=80))
    return content


def is_finished(options: BuildOptions) -> bool:
    record = freshness.last_record(options)
    assert record
    return bool(record.inputs)


@pytest.mark.parametrize("step", [numbers, windows], ids=lambda step: str(step.NAME))
def test_numbers_that_could_not_be_compared_are_said_and_tried_again(
    step: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = (content_of(tmp_path), tmp_path / "site", tmp_path / "cache")
    options = BuildOptions(*folders)
    with monkeypatch.context() as patch:
        patch.setattr(step, "FUNCTION", "tests.support.failing_comparison:raises")
        assert build(*folders).exit_code == 0
    (page,) = (tmp_path / "site").glob("exhibits/small-*/index.html")
    words = (
        "What compression left in the two files was not compared, which could tell more about their order: "
    )
    assert f"{words}stopped by a bug in this program: ZeroDivisionError" in page.read_text()
    assert not is_finished(options)
    assert build(*folders).exit_code == 0
    assert words not in page.read_text()
    assert is_finished(options)


def test_what_is_known_of_all_pairs_asks_no_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = (content_of(tmp_path), tmp_path / "site", tmp_path / "cache")
    assert build(*folders).exit_code == 0
    (folders[0] / "other.jpg").write_bytes(saved(scene(91, 480, 360), "JPEG", quality=92))
    for module in (comparing, tracing):
        monkeypatch.delattr(module, "workforce_of")
    assert build(*folders).exit_code == 0
    assert is_finished(BuildOptions(*folders))


@pytest.mark.parametrize("crashed", [True, False])
def test_only_a_crash_is_tried_again(crashed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = set() if crashed else {"key"}
    monkeypatch.setattr(comparing, "kept_proxies_of", lambda *_: ({}, {"key"}, kept))
    options = BuildOptions(content_of(tmp_path), tmp_path / "site", tmp_path / "cache")
    content = scan(options.content, limits=Limits())
    found, is_complete = comparing.compare_pairs(
        content, {("a", "b"): placed("a", "b")}, Cache(options.cache), options
    )
    assert found["a", "b"].missing
    assert is_complete is not crashed


def test_each_picture_has_its_best_pairs() -> None:
    some = [placed("a", f"b{number}", 100 - number) for number in range(5)] + [placed("b4", "c", 20)]
    assert [(item.left, item.right) for item in pairs.best_fitting(some[::-1], 3)] == [
        ("a", "b0"),
        ("a", "b1"),
        ("a", "b2"),
        ("b4", "c"),
    ]
