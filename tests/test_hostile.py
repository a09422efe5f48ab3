"""Hostile bytes and hostile words through a whole build: no crash, no ledger lost, nothing that a page would run."""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind
from generator.publish import verify
from tests.support.content import XMP, exif
from tests.support.pictures import drawing, jpeg, of_all_kinds, png, saved, with_iptc, with_xmp
from tests.support.program import build, write

WORDS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '" onload="alert(1)" x=\'',
    "' onload='alert(1)",
    "{{ 7*191 }}{% raw %}",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "\u202egpj.exe\u202c\u200b\u2066",
    "]]>&lt;b&gt;&amp;",
    "`${alert(1)}`",
    '[x](javascript:alert(1)) <http://a"b>',
)
ALL = " ".join(WORDS)
NAME = "<img src=x onerror=alert(1)> \" ' {{ 7*191 }} &lt;b&gt; `${1}`.jpg"

MUTANTS = 300


def hostile_pictures() -> dict[str, bytes | str]:
    """Pictures with hostile words in every text that a format has."""
    tags: dict[str, dict[int, Any]] = {
        "0th": {tag: ALL.encode() for tag in (269, 270, 271, 272, 305, 306, 315, 316, 33432)},
        "Exif": {tag: ALL.encode() for tag in (36867, 36868, 42016, 42032, 42033, 42035, 42036, 42037)}
        | {37510: b"UNICODE\0" + ALL.encode("utf-16-be"), 37500: b"maker " + ALL.encode()},
        "GPS": {18: ALL.encode(), 27: b"ASCII\0\0\0" + ALL.encode(), 29: b"<b>2019:03"},
    }
    escaped = ALL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    xmp = XMP.format(name=escaped).replace("Adobe Photoshop 25.0", escaped.replace("'", "&#39;"))
    everything = with_xmp(
        with_iptc(jpeg(1, exif=tags), {(2, number): ALL for number in (5, 25, 80, 90, 105, 120)}), xmp
    )
    comment = b"\xff\xfe" + struct.pack(">H", len(ALL.encode()) + 2) + ALL.encode()
    text = dict.fromkeys(("parameters", "prompt", "Software", "Comment", "Author", "x<b>y"), ALL)
    return {
        NAME: everything,
        "comment.jpg": jpeg(2)[:2] + comment + jpeg(2)[2:],
        "text.png": png(3, text=text),
        "prompt.png": png(
            4, text={"prompt": json.dumps({"1": {"class_type": ALL, "inputs": {"text": ALL}}})}
        ),
        "comment.gif": saved(drawing(5), "GIF", comment=ALL.encode()),
        "profile.jpg": saved(drawing(6), "JPEG", icc_profile=b"\0" * 128 + ALL.encode()),
        "camera.jpg": jpeg(7, exif=exif(serial=ALL)),
        "camera2.jpg": jpeg(8, exif=exif(serial=ALL)),
    }


def note() -> str:
    """A note with hostile words wherever a note may hold words."""
    words = " ".join(word for word in WORDS if "\u202e" not in word)
    quoted = json.dumps(words)
    return f"""---
title: {quoted}
published: 2026-01-31
claim:
  text: {quoted}
  claimant: {quoted}
  place: {quoted}
  event_place: {quoted}
  date: 2026-01-30
  links: ['https://example.org/?a=1&b=%22%3Cscript%3E&amp;quot;#7*191']
question: {quoted}
summary: {quoted}
rating: unproven
disclaimer: {quoted}
tags: [{json.dumps(words[:60])}]
authors: [{quoted}]
pictures:
  - file: a.jpg
    alt: {quoted}
    title: {quoted}
    credit: {quoted}
    obtained: {quoted}
    sensitive: {quoted}
    redactions: [{{x: 0.1, y: 0.1, width: 0.2, height: 0.2, reason: {quoted}}}]
sightings:
  - url: https://example.org/x
    date: 2019-03-14
    date_kind: published
    publisher: {quoted}
    caption: {quoted}
    place: {quoted}
    found_by: {quoted}
    note: {quoted}
corrections: [{{date: 2026-02-01, text: {quoted}}}]
---
{words}

<script>alert(1)</script>

<img src=x onerror=alert(1)>

[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) ![d](https://example.org/tracker.png)
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page of a site made of hostile words."""
    folder = tmp_path_factory.mktemp("hostile")
    content = write(folder / "content", hostile_pictures())
    write(content, {"cases/2026/bad/case.md": note(), "cases/2026/bad/a.jpg": jpeg(9)})
    write(
        content,
        {
            "site.yaml": f"title: {json.dumps(WORDS[0])}\npublisher:\n  name: {json.dumps(WORDS[3])}\n"
            "base_url: https://example.org/\n"
        },
    )
    result = build(content, folder / "site", folder / "cache")
    assert result.exit_code == 0, result.output
    assert verify(folder / "site") == ()
    return {
        path.relative_to(folder / "site").as_posix(): path.read_text(encoding="utf-8")
        for path in (folder / "site").rglob("*")
        if path.suffix in (".html", ".xml", ".json", ".svg", ".txt")
    }


def elements(page: str) -> Iterator[Any]:
    """All elements, as a browser reads the page."""
    return (
        item for item in html5lib.parse(page, namespaceHTMLElements=False).iter() if isinstance(item.tag, str)
    )


def test_nothing_on_any_page_runs(pages: dict[str, str]) -> None:
    count = 0
    for path, page in pages.items():
        if not path.endswith(".html"):
            continue
        for element in elements(page):
            count += 1
            if element.tag == "script":
                is_data = element.get("type") == "application/ld+json"
                assert is_data or (element.get("src") and not (element.text or "").strip()), path
            for name, value in element.attrib.items():
                name = name if isinstance(name, str) else name[1]
                assert not name.lower().startswith("on"), (path, name)
                assert name != "style", path
                if name in ("href", "src", "action", "srcset", "data", "poster"):
                    assert not value.strip().lower().startswith(("javascript:", "data:", "vbscript:")), path
                if name in ("src", "srcset", "poster"):
                    assert not value.startswith(("http:", "https:", "//")), (path, value)
    assert count > 1000


def test_no_words_stand_unescaped(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        if path.endswith(".html"):
            for words in ("<script>alert", "<img src=x", "<!--<script>", '" onload="', "<b>y"):
                assert words not in page, (path, words)
        if path.endswith((".html", ".xml", ".svg")):
            # Templates never see the words as code of theirs, and marks that turn text around are made visible.
            assert "1337" not in page, path
            for mark in "\u202e\u2066\u200b":
                assert mark not in page, (path, hex(ord(mark)))


def test_the_words_are_still_there_to_read(pages: dict[str, str]) -> None:
    texts = [
        "".join(html5lib.parse(page, namespaceHTMLElements=False).itertext())
        for path, page in pages.items()
        if path.startswith("exhibits/")
    ]
    assert any("<script>alert(1)</script>" in text for text in texts)
    assert any("{{ 7*191 }}" in text for text in texts)


def test_structured_data_cannot_leave_its_element(pages: dict[str, str]) -> None:
    found = 0
    for path, page in pages.items():
        for element in elements(page) if path.endswith(".html") else ():
            if element.tag == "script" and element.get("type") == "application/ld+json":
                found += 1
                assert isinstance(json.loads(element.text), dict | list), path
                assert "<" not in element.text, path
    assert found


def test_feeds_and_documents_are_well_formed(pages: dict[str, str]) -> None:
    from defusedxml.ElementTree import fromstring

    kinds = {"xml": 0, "json": 0, "svg": 0}
    for path, page in pages.items():
        kind = path.rsplit(".", 1)[-1]
        if kind in ("xml", "svg"):
            fromstring(page)
        elif kind == "json":
            json.loads(page)
        kinds[kind] = kinds.get(kind, 0) + 1
    assert kinds["json"] > 5


def mutants(count: int) -> Iterator[tuple[str, bytes]]:
    """Files of all kinds, each damaged in a way of its own, always the same ones."""
    chance = random.Random(20261121)
    sources = [
        *of_all_kinds().values(),
        *(data for name, data in hostile_pictures().items() if isinstance(data, bytes)),
        jpeg(70, exif=exif()),
    ]
    for number in range(count):
        data = bytearray(chance.choice(sources))
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            match chance.randrange(6):
                case 0:
                    data[place] = chance.choice((0, 1, 127, 128, 255))
                case 1:
                    data[place : place + 4] = struct.pack(
                        ">I", chance.choice((0, 1, 2**31 - 1, 2**31, 2**32 - 1))
                    )
                case 2:
                    del data[place : place + chance.randint(1, 64)]
                case 3:
                    data[place:place] = data[max(0, place - chance.randint(1, 200)) : place]
                case 4:
                    data[place] ^= 1 << chance.randrange(8)
                case 5 if len(data) > 200:
                    del data[max(100, place) :]
            data = data or bytearray(b"\0")
        yield f"mutant-{number:03}.bin", bytes(data)


def png_with_endless_text() -> bytes:
    """A few kilobytes that become 200 megabytes of text."""
    body = b"zTXt" + b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    data = png(71)
    return data[:33] + chunk + data[33:]


def test_any_damage_gives_a_ledger_and_never_a_bug(tmp_path: Path) -> None:
    files = dict(mutants(MUTANTS)) | {"endless.png": png_with_endless_text()}
    content = write(tmp_path / "content", dict(files))
    result = build(content, tmp_path / "site", tmp_path / "cache")
    assert result.exit_code == 0, result.output
    documents = [
        json.loads(path.read_bytes()) for path in (tmp_path / "site").glob("exhibits/*/exhibit.json")
    ]
    pictures = {
        path for path, data in files.items() if isinstance(sniff(data[:HEAD_SIZE], len(data)), FileKind)
    }
    assert {item["exhibit"]["path"] for item in documents} == pictures
    assert len(pictures) > MUTANTS * 0.7
    bugs = [
        (item["exhibit"]["path"], run["analyzer"], run["reason"])
        for item in documents
        for run in item["report"]["runs"]
        if any(
            words in run.get("reason", "")
            for words in ("bug in this program", "worker process", "longer than")
        )
    ]
    assert bugs == []
    assert verify(tmp_path / "site") == ()
