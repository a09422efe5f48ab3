"""How often tests err: the calibration card on a method page, and the sentence on a finding."""

from __future__ import annotations

import re

import pytest

from generator.analyse.analyzer import Analyzer
from generator.model import ErrorRate
from generator.render.environment import Environment
from generator.render.views import ledger
from generator.render.views.calibration import calibration


def analyzer(env: Environment, id: str) -> Analyzer:
    return next(item for item in env.data.analyzers if item.id == id)


def test_a_card_gives_rows_with_intervals(env: Environment) -> None:
    view = calibration(env, analyzer(env, "jpeg.grid"))
    assert view is not None and view.is_current
    camera, light, everything = view.kinds
    assert camera.name == "JPEG as a camera writes it"
    assert camera.false_alarms.words == "0 of 40 (0 to 8.8\u00a0%)"
    assert not camera.found.is_measured
    assert (camera.f1, camera.mcc, camera.checked) == ("–", "–", "95\u00a0%")
    assert light.found.words == "22 of 24 (73 to 99\u00a0%)"
    assert (light.found.at, light.found.low, light.found.width) == (91.7, 73.0, 26.0)
    assert (light.f1, light.mcc) == ("0.81", "0.81")
    assert everything.name == "All kinds together"
    assert "list 1a2b3c4d" in view.measured
    assert "2024-05-01" in view.measured


def test_a_card_is_drawn(pages: dict[str, str]) -> None:
    page = pages["methods/jpeg.grid/index.html"]
    # Two tables of three and one rows; a kind without altered pictures has one bar instead of two.
    assert page.count('<svg class="rate ') == 5 + 2
    assert '<rect class="rate-range" x="73" width="26"' in page.replace("73.0", "73").replace("26.0", "26")
    assert "A note that was &lt;b&gt;written&lt;/b&gt; by hand." in page
    assert "Right pixels (F1)" in page


def test_a_test_of_whole_files_has_no_figures_of_pixels(pages: dict[str, str]) -> None:
    page = pages["methods/jpeg.quantization/index.html"]
    assert '<svg class="rate ' in page
    assert "F1" not in page


def test_a_card_of_another_version_is_not_shown(pages: dict[str, str]) -> None:
    page = pages["methods/sensor/index.html"]
    assert "measured with another version" in page
    assert '<svg class="rate ' not in page
    assert not re.search(r"\d+ of \d+ \(", page)


def test_an_analyzer_without_a_card_still_shows_what_its_findings_quote(pages: dict[str, str]) -> None:
    assert "How often this errs" in pages["methods/thumbnail/index.html"]


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (
            ErrorRate(0.0, 0.0411, 0.6667, 88, "files of one kind", "pictures", altered=3),
            "How often this errs: of 88 pictures that it should not flag, it flagged none; with chance allowed for, it may "
            "flag up to 4.1\u00a0% of such pictures. Of 3 that it should flag, it found 2.",
        ),
        (
            ErrorRate(0.03, 0.0852, 0.0, 100, "files of one kind", "pictures", altered=0),
            "How often this errs: of 100 pictures that it should not flag, it flagged 3; with chance allowed for, it may "
            "flag up to 8.5\u00a0% of such pictures. How many it finds of those that it should flag was not measured on such "
            "files.",
        ),
        (
            ErrorRate(0.0, 0.0411, 0.94, 88, "files of one kind", "pictures"),
            "How often this errs: of 88 pictures that it should not flag, it flagged none; with chance allowed for, it may "
            "flag up to 4.1\u00a0% of such pictures. It found 94\u00a0% of those that it should flag.",
        ),
    ],
)
def test_a_rate_in_words(env: Environment, rate: ErrorRate, sentence: str) -> None:
    view = ledger.error_rate(env, rate)
    assert view.sentence == sentence
    assert view.conditions == "Measured on: files of one kind; pictures."
