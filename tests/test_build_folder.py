"""A folder of bare pictures: every kind, lying names, broken files and other files; one build for all tests here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import html5lib
import pytest
from click.testing import Result

from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind
from generator.publish import verify
from tests.support.pictures import bomb, jpeg, of_all_kinds, png
from tests.support.program import build, write

KINDS = of_all_kinds()
SAME = jpeg(1)

PICTURES: dict[str, bytes] = KINDS | {
    "same.jpg": SAME,
    "sub/same again.jpg": SAME,
    "not-a.jpg": KINDS["plain.png"],
    "not-a.png": KINDS["plain.jpg"],
    "not-a.txt": KINDS["plain.gif"],
    "no extension": KINDS["plain.webp"],
    "Ünïcödé – 写真 🙂.jpg": jpeg(2),
    "עברית.jpg": jpeg(3),
    "e\u0301 decomposed.jpg": jpeg(4),
    "<img src=x onerror=alert(1)>.jpg": jpeg(5),
    "\"quotes\" & 'more' {{ 7*7 }} %s.jpg": jpeg(6),
    "a..jpg.jpg": jpeg(7),
    "-rf.jpg": jpeg(8),
    " leading and trailing .jpg": jpeg(9),
    "#hash?query=1.jpg": jpeg(10),
    "%2e%2e%2f.jpg": jpeg(11),
    "CON.jpg": jpeg(12),
    "index.html.jpg": jpeg(13),
    "w" * 200 + ".jpg": jpeg(14),
    "deep/" * 10 + "a.jpg": jpeg(15),
    "cut short.jpg": jpeg(16)[:700],
    "head only.jpg": jpeg(17)[:20],
    "cut short.png": png(18)[:300],
    "damaged.jpg": jpeg(19)[:200] + bytes(600) + jpeg(19)[800:],
    "damaged.png": png(20)[:60] + b"\xff" * 40 + png(20)[100:],
    "bomb.png": bomb(),
    "with a tail.jpg": jpeg(21) + b"<html><script>alert(1)</script>" * 20,
    "moon.gif": b"GIF89a\xff\xff\xff\xff\0\0\0;",
}
OTHERS: dict[str, bytes] = {
    "empty.jpg": b"",
    "words.jpg": b"These are words.",
    "notes.txt": b"These are words.",
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "report.pdf": b"%PDF-1.7\n",
    "archive.zip": b"PK\3\4" + bytes(30),
    "zeros.png": bytes(1000),
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}
PASSED_OVER: dict[str, bytes] = {
    ".hidden.jpg": SAME,
    "Thumbs.db": b"x",
    ".DS_Store": b"x",
    "_drafts/later.jpg": SAME,
}


@dataclass(frozen=True)
class Built:
    """A build of everything above."""

    result: Result
    site: Path
    content: Path
    cache: Path

    @property
    def documents(self) -> dict[str, Any]:
        """`exhibit.json` of every exhibit, by the path of its picture."""
        found = [json.loads(path.read_bytes()) for path in self.site.glob("exhibits/*/exhibit.json")]
        return {item["exhibit"]["path"]: item for item in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build; the folder holds a link to a secret outside of it and a pipe, too."""
    folder = tmp_path_factory.mktemp("build")
    content = write(folder / "content", {**PICTURES, **OTHERS, **PASSED_OVER})
    (folder / "secret.jpg").write_bytes(jpeg(99))
    (content / "link-out.jpg").symlink_to(folder / "secret.jpg")
    (content / "link-in.jpg").symlink_to(content / "same.jpg")
    (content / "dead-link.jpg").symlink_to(content / "gone.jpg")
    result = build(content, folder / "site", folder / "cache")
    return Built(result, folder / "site", content, folder / "cache")


def test_it_goes_through_and_the_site_is_sound(built: Built) -> None:
    assert (built.result.exit_code, built.result.output) == (0, "")
    assert verify(built.site) == ()


def test_every_picture_has_a_page_and_a_ledger(built: Built) -> None:
    documents = built.documents
    assert documents.keys() == PICTURES.keys() | {"link-in.jpg"}
    for path, document in documents.items():
        folder = built.site / "exhibits" / document["exhibit"]["id"]
        assert (folder / "index.html").is_file(), path
        runs = document["report"]["runs"]
        assert [run["analyzer"] for run in runs][:2] == ["file.identity", "file.structure"]
        assert all(run["outcome"] == "found" or run["reason"] for run in runs), path


def test_no_run_was_stopped_by_a_bug(built: Built) -> None:
    for path, document in built.documents.items():
        for run in document["report"]["runs"]:
            assert "bug in this program" not in run.get("reason", ""), (path, run)


def test_the_kind_is_that_of_the_bytes_whatever_the_name_says(built: Built) -> None:
    documents = built.documents
    for path, data in PICTURES.items():
        kind = sniff(data[:HEAD_SIZE], len(data))
        assert isinstance(kind, FileKind)
        assert documents[path]["exhibit"]["kind"] == kind.value
    assert {documents[path]["exhibit"]["kind"] for path in KINDS} == {kind.value for kind in FileKind}


def test_the_same_bytes_are_exhibits_of_their_own_and_linked(built: Built) -> None:
    one, other = (built.documents[path] for path in ("same.jpg", "sub/same again.jpg"))
    assert one["exhibit"]["sha256"] == other["exhibit"]["sha256"]
    assert one["exhibit"]["id"] != other["exhibit"]["id"]
    kinds = {link["kind"] for link in one["links"] if other["exhibit"]["id"] in (link["left"], link["right"])}
    assert "same bytes" in kinds


def test_other_files_are_listed_with_their_reason(built: Built) -> None:
    page = (built.site / "files" / "index.html").read_text(encoding="utf-8")
    text = " ".join(html5lib.parse(page, namespaceHTMLElements=False).itertext())
    for path in (*OTHERS, "link-out.jpg", "dead-link.jpg"):
        if path != "notes.txt":
            assert path in text, path
    for words in ("empty file", "leads outside", "file that is not there", "PDF"):
        assert words in text


def test_what_lies_outside_is_never_read(built: Built) -> None:
    assert "link-out.jpg" not in built.documents
    assert jpeg(99) not in [path.read_bytes() for path in built.cache.rglob("*") if path.is_file()]


def test_what_is_passed_over_is_nowhere(built: Built) -> None:
    pages = b"".join(path.read_bytes() for path in built.site.rglob("*.html"))
    for name in ("Thumbs.db", ".DS_Store", ".hidden", "later.jpg"):
        assert name.encode() not in pages


def test_pixels_that_were_not_decoded_are_said_to_be(built: Built) -> None:
    for path in ("bomb.png", "head only.jpg", "head-only.heic", "head-only.jxl"):
        findings = [
            finding["code"]
            for run in built.documents[path]["report"]["runs"]
            for finding in run.get("findings", [])
        ]
        assert "file.identity.pixels-not-decoded" in findings, path


def test_names_are_text_on_every_page(built: Built) -> None:
    for name in ("<img src=x onerror=alert(1)>.jpg", "\"quotes\" & 'more' {{ 7*7 }} %s.jpg"):
        id = built.documents[name]["exhibit"]["id"]
        page = (built.site / "exhibits" / id / "index.html").read_text(encoding="utf-8")
        assert name not in page
        assert name in "".join(html5lib.parse(page, namespaceHTMLElements=False).itertext())


def test_the_front_page_leads_to_every_picture(built: Built) -> None:
    pages = b"".join(path.read_bytes() for path in built.site.rglob("index.html"))
    for document in built.documents.values():
        assert f"exhibits/{document['exhibit']['id']}/index.html".encode() in pages


def test_no_published_picture_holds_metadata_or_a_tail(built: Built) -> None:
    for path in (built.site / "media").rglob("*"):
        if path.is_file():
            assert b"<script>" not in path.read_bytes()


def test_a_strict_build_is_the_same_with_another_exit_code(built: Built) -> None:
    result = build(built.content, built.site, built.cache, "--strict")
    assert result.exit_code == 1
    assert verify(built.site) == ()
