"""`backstory sightings`: nothing is asked without permission and consent; answers end up on the case's page."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.commands import sightings
from generator.sightings.ledger import Tools
from generator.simulate.quick import synthetic_photo
from tests.sightings.services import Services, asking, services
from tests.support.pictures import jpeg
from tests.support.program import backstory, build, write

NOTE = """---
title: Waves from another year
lookups: {lookups}
claim:
  text: Great waves struck Exampleton last night
  event_date: 2026-01-28
  links:
    - https://post.example/1
pictures:
  - file: a.jpg
    alt: Waves
  - file: secret.jpg
    sensitive: It shows a face.
---
"""
URL = "https://pictures.example/street.jpg"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """All services on this machine, and keys for them."""
    monkeypatch.setenv("TINEYE_API_KEY", "secret-of-tineye")
    monkeypatch.setenv("GOOGLE_API_KEY", "secret-of-google")
    original = sightings._tools
    with services(tmp_path) as running:

        def tools(contact: str, *, compared_with: Path | None) -> Tools:
            made: Tools = original(contact, compared_with=compared_with)
            return replace(made, ask=asking(running), sleep=lambda seconds: None)

        monkeypatch.setattr(sightings, "_tools", tools)
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case that permits public addresses."""
    return _content(tmp_path / "content", "public-url")


def _content(folder: Path, lookups: str) -> Path:
    files: dict[str, bytes | str] = {
        "waves/case.md": NOTE.format(lookups=lookups),
        "waves/a.jpg": jpeg(60),
        "waves/secret.jpg": jpeg(61),
    }
    return write(folder, files)


def _ask(folder: Path, *options: str) -> Any:
    return backstory("sightings", "waves", "--content", folder, "--yes", *options)


def test_the_services_are_listed_with_what_leaves() -> None:
    shown = backstory("sightings", "services").output
    for words in ("commons", "SHA-1 check sum", "TINEYE_API_KEY", "Google Lens", "words of the claim"):
        assert words in shown


def test_a_note_that_says_nothing_permits_nothing(tmp_path: Path, server: Services) -> None:
    folder = _content(tmp_path / "content", "none")
    result = _ask(folder, "--provider", "commons")
    assert result.exit_code == 2
    assert "write `lookups: hashes-only` into waves/case.md" in result.output
    assert server.asked == []


def test_of_all_services_the_permitted_ones_are_asked(tmp_path: Path, server: Services) -> None:
    folder = _content(tmp_path / "content", "hashes-only")
    result = _ask(folder, "--provider", "all")
    assert result.exit_code == 0, result.output
    assert {place for place, *_ in server.asked} == {"commons.wikimedia.org/w/api.php"}
    assert "Left out: TinEye would be sent the picture itself" in result.output


def test_what_leaves_is_shown_before_and_can_be_refused(folder: Path, server: Services) -> None:
    result = backstory("sightings", "waves", "--content", folder, "--provider", "gdelt", "--dry-run")
    assert "GDELT: words of the claim: great, waves, struck, exampleton, last, night" in result.output
    assert "Nothing was asked" in result.output
    refused = backstory("sightings", "waves", "--content", folder, "--provider", "gdelt")
    assert refused.exit_code == 1
    assert server.asked == []
    assert not list(folder.rglob("*.json"))


def test_hidden_pictures_are_never_sent(tmp_path: Path, server: Services) -> None:
    folder = _content(tmp_path / "content", "upload")
    result = _ask(folder, "--provider", "tineye", "--picture", "secret.jpg")
    assert result.exit_code == 2
    assert "never sent" in result.output
    assert server.asked == []


def test_missing_keys_unknown_services_and_pictures_are_named(
    folder: Path, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options, words in (
        (("--provider", "lens"), "There is no service lens. There are: commons"),
        ((), "Name a service"),
        (("--provider", "commons", "--picture", "x.jpg"), "has no picture x.jpg. It has: a.jpg, secret.jpg"),
        (("--provider", "tineye", "--picture-url", "file:///etc/passwd"), "no http or https address"),
    ):
        result = _ask(folder, *options)
        assert result.exit_code == 2
        assert words in result.output
    assert "There is no case storms" in backstory("sightings", "storms", "--content", folder).output
    monkeypatch.delenv("TINEYE_API_KEY")
    assert "set TINEYE_API_KEY" in _ask(folder, "--provider", "tineye", "--picture-url", URL).output
    assert server.asked == []


def test_links_for_a_browser_ask_nobody(folder: Path, server: Services) -> None:
    result = backstory("sightings", "waves", "--content", folder, "--links", "--picture-url", URL)
    assert (
        "https://lens.google.com/uploadbyurl?url=https%3A%2F%2Fpictures.example%2Fstreet.jpg" in result.output
    )
    assert server.asked == []


def test_answers_are_kept_and_shown(folder: Path, server: Services, tmp_path: Path) -> None:
    """The whole way: asked once, compared here, replayed by a build that has no network, the same bytes twice."""
    server.pictures["news.example/street.jpg"] = (folder / "waves" / "a.jpg").read_bytes()
    result = _ask(
        folder,
        "--provider",
        "tineye",
        "--provider",
        "gdelt",
        "--picture-url",
        URL,
        "--fetch-pictures",
        "--who",
        "The desk",
    )
    assert result.exit_code == 0, result.output
    files = sorted((folder / "waves").glob("*.sighting.json"))
    assert len(files) == 2
    for file in files:
        assert "secret-of" not in file.read_text()
    assert build(folder, tmp_path / "one", tmp_path / "cache").exit_code == 0
    assert build(folder, tmp_path / "two", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "one" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "two" / "cases" / "waves" / "index.html").read_text(encoding="utf-8") == page
    for words in (
        "existed no later than",
        "2019-04-01",
        "byte for byte",
        "https://news.example/2019/flood",
        "Pages found by words or by their address",
        "https://paper.example/a",
        "Services that were asked",
        "The desk",
        "&lt;script&gt;alert(1)",
    ):
        assert words in page, words
    assert "<script>alert" not in page
    assert "javascript:" not in page
    exhibit = json.loads(
        next((tmp_path / "one" / "exhibits").glob("a-*/exhibit.json")).read_text(encoding="utf-8")
    )
    assert exhibit["assessment"]["context"]["value"] == "contradicts the claim"
    assert exhibit["assessment"]["context"]["rule"] == "context.seen-before-event"


def test_a_service_that_fails_is_shown_as_not_checked(folder: Path, server: Services, tmp_path: Path) -> None:
    server.mood = "broken"
    assert _ask(folder, "--provider", "commons").exit_code == 0
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    assert "Not checked, no usable answer: the service answered 500" in page


def test_what_a_person_found_is_written_down_and_compared(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "saved.jpg"
    copy.write_bytes((folder / "waves" / "a.jpg").read_bytes())
    options = (
        "--date",
        "2018-05",
        "--date-kind",
        "posted",
        "--caption",
        "A sunny day",
        "--found-by",
        "A. Reader",
    )
    result = backstory(
        "sightings",
        "add",
        folder / "waves",
        "https://old.example/p",
        "--content",
        folder,
        *options,
        "--file",
        copy,
    )
    assert result.exit_code == 0, result.output
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    for words in (
        "A sunny day",
        "The file from there is ours, byte for byte",
        "A. Reader",
        "what was said of it",
    ):
        assert words in page, words
    wrong = backstory("sightings", "add", "waves", "not-an-address", "--content", folder, "--date", "2018")
    assert wrong.exit_code == 2
    assert "no http or https address" in wrong.output


def test_broken_records_are_a_persons_mistake(folder: Path, tmp_path: Path) -> None:
    (folder / "waves" / "x.sighting.json").write_text("{", encoding="utf-8")
    write(folder, {"loose.sighting.json": "{}"})
    result = build(folder, tmp_path / "site", tmp_path / "cache")
    assert result.exit_code == 2
    assert "loose.sighting.json" in result.output
    assert "waves/x.sighting.json" in result.output
    assert not (tmp_path / "site").exists()


def test_stored_sightings_tell_which_version_was_first_seen(tmp_path: Path) -> None:
    """What lies in files beside the note counts for the order of versions as what stands in the note does."""
    first = synthetic_photo(480, 360, 5)
    buffer = io.BytesIO()
    Image.open(io.BytesIO(first)).save(buffer, "JPEG", quality=70)
    copies = {"one.jpg": first, "two.jpg": buffer.getvalue()}
    note: dict[str, bytes | str] = {"waves/case.md": "---\ntitle: Waves\n---\n"}
    folder = write(tmp_path / "content", note | {f"waves/{name}": data for name, data in copies.items()})
    for name, date in (("one.jpg", "2018-05-01"), ("two.jpg", "2020-05-01")):
        options = ("--content", folder, "--picture", name, "--date", date, "--file", folder / "waves" / name)
        assert backstory("sightings", "add", "waves", f"https://{date}.example/", *options).exit_code == 0
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    assert "was seen before version 2, by the sightings on record" in page


def test_a_part_of_ours_seen_elsewhere_is_compared_here(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(synthetic_photo(640, 480, 5)))
    note: dict[str, bytes | str] = {"waves/case.md": "---\ntitle: Waves\n---\n"}
    folder = write(tmp_path / "content", note)
    picture.save(folder / "waves" / "a.jpg", quality=90)
    copy = tmp_path / "seen.jpg"
    picture.crop((150, 100, 600, 440)).save(copy, quality=60)
    assert _add(folder, "--date", "2018-05-01", "--file", copy).exit_code == 0
    (file,) = (folder / "waves").glob("*.sighting.json")
    (compared,) = json.loads(file.read_text(encoding="utf-8"))["pictures"]
    assert compared["laid"]["is_capture"] is True
    assert compared["laid"]["ours"] == pytest.approx(450 * 340 / (640 * 480), abs=0.02)
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    assert "The picture from there shows 50 % of the area of ours" in page


def _add(folder: Path, *options: str | Path) -> Any:
    return backstory("sightings", "add", "waves", "https://old.example/p", "--content", folder, *options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--date", "last week"), "is no date"),
        (("--date", "2019-02-31"), "is no date"),
        (("--date", "14.3.2019"), "is no date"),
        (("--date", "2999-01"), "has not come yet"),
        (("--date", "2019", "--language", "Klingon!"), "no language tag"),
        (("--date", "2019", "--archive", "javascript:alert(1)"), "no http or https address"),
        (("--date", "2019", "--screenshot", "nowhere.png"), "has no picture nowhere.png"),
    ],
)
def test_what_can_not_be_written_down(folder: Path, options: tuple[str, ...], words: str) -> None:
    result = _add(folder, *options)
    assert result.exit_code == 2
    assert words in result.output
    assert not list(folder.rglob("*.sighting.json"))


def test_an_address_with_a_password_is_not_written_down(folder: Path) -> None:
    result = backstory(
        "sightings", "add", "waves", "https://me:word@old.example/", "--content", folder, "--date", "2019"
    )
    assert result.exit_code == 2
    assert not list(folder.rglob("*.sighting.json"))


def test_a_screenshot_is_kept_hashed_and_shown(folder: Path, tmp_path: Path) -> None:
    shot = tmp_path / "My shot <1>.PNG"
    Image.new("RGB", (320, 200), "teal").save(shot)
    assert _add(folder, "--date", "2018-05", "--screenshot", shot).exit_code == 0
    (copied,) = (folder / "waves").glob("My-shot-1-*.png")
    assert copied.read_bytes() == shot.read_bytes()
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    timeline = page[page.index('id="timeline"') : page.index('id="evidence"')]
    assert "How it looked there" in timeline
    assert f"exhibits/{copied.stem.lower()}-" in timeline
    assert "<img" in timeline
    # What was changed since is not passed off as what was seen.
    Image.new("RGB", (320, 200), "red").save(copied)
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    assert "How it looked there" not in page
    assert "was changed after it was stored" in page


def test_a_screenshot_that_is_no_picture_is_refused(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>", encoding="utf-8")
    result = _add(folder, "--date", "2018", "--screenshot", page)
    assert result.exit_code == 2
    assert "can't be kept as a screenshot" in result.output
    assert not list(folder.rglob("*.html"))


def test_what_is_left_unasked_is_said(folder: Path, server: Services) -> None:
    result = _ask(folder, "--provider", "wayback", "--provider", "gdelt", "--budget", "1")
    assert "1 question beyond the budget of 1 will not be asked" in result.output
    assert len(server.asked) == 1
    server.mood = "busy"
    result = _ask(folder, "--provider", "commons", "--provider", "gdelt", "--budget", "2")
    assert "1 question left unasked" in result.output


def test_what_is_no_key_is_named_and_not_shown(
    folder: Path, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINEYE_API_KEY", "two\nlines")
    result = _ask(folder, "--provider", "tineye", "--picture-url", URL)
    assert result.exit_code == 2
    assert "What stands in TINEYE_API_KEY can't be a key" in result.output
    assert "lines" not in result.output.replace("line ends", "")
    assert server.asked == []


def test_a_changed_answer_is_named_on_the_page(folder: Path, server: Services, tmp_path: Path) -> None:
    assert _ask(folder, "--provider", "tineye", "--picture-url", URL).exit_code == 0
    (file,) = (folder / "waves").glob("*.sighting.json")
    file.write_text(file.read_text(encoding="utf-8").replace("2019-04-01", "2009-04-01"), encoding="utf-8")
    assert build(folder, tmp_path / "site", tmp_path / "cache").exit_code == 0
    page = (tmp_path / "site" / "cases" / "waves" / "index.html").read_text(encoding="utf-8")
    assert "this stored file was changed after it was written" in page
    assert "2009-04-01" not in page
