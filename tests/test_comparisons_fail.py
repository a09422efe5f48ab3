"""A comparison that crashes, hangs or has a bug: the site is built, the page says so, and the next build tries again."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compare import step
from generator.publish import verify
from tests.analyse.features.scenes import scene
from tests.support.pictures import saved
from tests.support.program import build

FAILURES = {
    "aborts": "crashed the worker process (SIGABRT)",
    "hangs": "took longer than 20 s and was stopped",
    "raises": "ZeroDivisionError",
}


@pytest.mark.slow
@pytest.mark.parametrize("how", FAILURES)
def test_a_failed_comparison_is_said_and_tried_again(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "large.jpg").write_bytes(saved(scene(90, 480, 360), "JPEG", quality=92))
    (content / "small.jpg").write_bytes(saved(scene(90, 480, 360).resize((360, 270)), "JPEG", quality=80))
    folders = (content, tmp_path / "site", tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(step, "FUNCTION", f"tests.support.failing_comparison:{how}")
        assert build(*folders, "--picture-seconds", "20").exit_code == 0
    assert verify(tmp_path / "site") == ()
    (page,) = (tmp_path / "site").glob("exhibits/small-*/index.html")
    text = page.read_text()
    assert "What differs between them was not checked: " in text
    assert FAILURES[how] in text
    assert build(*folders).exit_code == 0
    text = page.read_text()
    assert "What differs between them was not checked" not in text
    assert "Laid upon one another, they show no difference" in text
