"""Which files of a folder become exhibits, which are listed as unreadable, and which are never opened."""

from __future__ import annotations

import hashlib
import os
import socket
import unicodedata
from pathlib import Path

import pytest

from generator.errors import BackstoryError, InvalidContent
from generator.model import FileKind
from generator.scan import scan
from generator.scan.files import Unidentified, identify
from generator.settings import Limits
from tests.scan.support.folders import GIF, JPEG, PDF, PNG, folder, note


def reasons(content: Path) -> dict[str, str]:
    return {item.path: item.reason for item in scan(content).unreadable}


def test_bare_pictures_need_no_note(tmp_path: Path) -> None:
    content = scan(folder(tmp_path, {"b/x.txt.jpg": PNG, "b.jpg": JPEG, "a.pdf": GIF, "B.jpg": JPEG + b"x"}))
    assert [(item.path, item.kind) for item in content.exhibits] == [
        ("B.jpg", FileKind.JPEG),
        ("a.pdf", FileKind.GIF),
        ("b.jpg", FileKind.JPEG),
        ("b/x.txt.jpg", FileKind.PNG),
    ]
    assert content.cases == ()
    assert content.exhibits[2].title == "b.jpg"
    assert content.exhibits[2].sha256 == hashlib.sha256(JPEG).hexdigest()
    assert content.exhibits[2].size == len(JPEG)
    assert content.date == ""


def test_ids_are_stable_and_unique(tmp_path: Path) -> None:
    content = scan(
        folder(
            tmp_path,
            {
                "a/IMG 0001.JPG": JPEG,
                "b/img_0001.jpeg": JPEG,
                "c/IMG-0001": JPEG,
                "写真.jpg": PNG,
                "x" * 60 + ".png": PNG,
                ("ab-" * 20) + ".png": PNG,
            },
        )
    )
    jpeg, png = hashlib.sha256(JPEG).hexdigest()[:10], hashlib.sha256(PNG).hexdigest()[:10]
    assert {item.path: item.id for item in content.exhibits} == {
        "a/IMG 0001.JPG": f"img-0001-{jpeg}",
        "b/img_0001.jpeg": f"img-0001-{jpeg}-2",
        "c/IMG-0001": f"img-0001-{jpeg}-3",
        "写真.jpg": f"picture-{png}",
        "x" * 60 + ".png": f"{'x' * 40}-{png}",
        ("ab-" * 20) + ".png": f"{('ab-' * 20)[:40].rstrip('-')}-{png}",
    }


def test_pictures_of_a_case_come_in_the_order_of_the_note_then_by_name(tmp_path: Path) -> None:
    box = "{x: 0, y: 0.5, width: 1, height: 0.5, reason: Face}"
    fields = f"[{{file: sub/d.jpg, alt: D}}, {{file: b.jpg, sensitive: yes, redactions: [{box}]}}]"
    content = scan(
        folder(
            tmp_path,
            {
                "case/case.md": note(pictures=fields),
                **{f"case/{name}.jpg": JPEG for name in ("a", "b", "c", "sub/d", "sub/e")},
                "case/inner/case.md": note("Inner"),
                "case/inner/f.jpg": JPEG,
                "case/inner/deep/g.jpg": JPEG,
                "bare.jpg": JPEG,
            },
        )
    )
    paths = {item.id: item.path for item in content.exhibits}
    assert {case.slug: [paths[id] for id in case.exhibits] for case in content.cases} == {
        "case": ["case/sub/d.jpg", "case/b.jpg", "case/a.jpg", "case/c.jpg", "case/sub/e.jpg"],
        "inner": ["case/inner/deep/g.jpg", "case/inner/f.jpg"],
    }
    by_path = {item.path: item for item in content.exhibits}
    assert by_path["bare.jpg"].case == ""
    assert by_path["case/sub/d.jpg"].alt == "D"
    assert by_path["case/b.jpg"].sensitive == "This picture may be disturbing."
    assert by_path["case/b.jpg"].redactions[0].y == 0.5


@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC")])
def test_names_match_in_either_unicode_form(tmp_path: Path, forms: tuple[str, str]) -> None:
    written, stored = (unicodedata.normalize(form, "Brücke.jpg") for form in forms)  # type: ignore[arg-type]
    pictures = f"[{{file: {written}, alt: A bridge}}]"
    content = scan(folder(tmp_path, {"a/case.md": note(pictures=pictures), f"a/{stored}": JPEG}))
    assert content.exhibits[0].alt == "A bridge"


def test_names_that_differ_in_unicode_form_only_are_two_pictures(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "Brücke.jpg") for form in ("NFC", "NFD")]
    content = folder(tmp_path, {"a/case.md": note(), **{f"a/{name}": JPEG for name in names}})
    if len(os.listdir(tmp_path / "a")) < 3:  # noqa: PTH208 - the names as the system gives them.
        pytest.skip("this file system keeps one form")
    assert len(scan(content).cases[0].exhibits) == 2


def test_what_is_no_picture_is_listed_with_its_case(tmp_path: Path) -> None:
    content = folder(
        tmp_path,
        {
            "a/case.md": note(),
            "a/report.jpg": PDF,
            "empty.png": b"",
            "odd.jpg": b"\x00\x01\x02\x03",
            "big.jpg": JPEG + bytes(2000),
        },
    )
    found = scan(content, limits=Limits(file_size=1000)).unreadable
    assert [(item.path, item.size, item.reason, item.case) for item in found] == [
        ("a/report.jpg", len(PDF), "PDF document", "a"),
        ("big.jpg", len(JPEG) + 2000, "larger than 1,000 bytes", ""),
        ("empty.png", 0, "empty file", ""),
        ("odd.jpg", 4, "unknown leading bytes 00 01 02 03", ""),
    ]


def test_a_folder_named_as_a_note_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent, match="a folder, but a case needs a file of this name"):
        scan(folder(tmp_path, {"a/case.md/x.jpg": JPEG}))


def test_hidden_files_and_drafts_are_passed_over(tmp_path: Path) -> None:
    names = [
        ".git/x.jpg", ".DS_Store", "a/.obsidian/x.jpg", ".hidden.jpg", "Thumbs.db", "desktop.ini",
        "__MACOSX/x.jpg", "@eaDir/x.jpg", "x.jpg~", "_drafts/case.md", "a/_drafts/x.jpg",
    ]  # fmt: skip
    content = scan(folder(tmp_path, {**dict.fromkeys(names, JPEG), "_DSC0001.JPG": JPEG, "_b/x.jpg": JPEG}))
    assert [item.path for item in content.exhibits] == ["_DSC0001.JPG", "_b/x.jpg"]
    assert content.unreadable == ()
    assert [(item.file, item.problem) for item in content.notices] == [
        ("_drafts", "drafts are left out"),
        ("a/_drafts", "drafts are left out"),
    ]


def test_text_beside_pictures_is_a_notice(tmp_path: Path) -> None:
    content = scan(
        folder(
            tmp_path,
            {
                "README.md": "x", "LICENSE": "x", "a/case.md": note(published="2020-01-01"), "a/p.jpg.xmp": "<x/>",
                "b/Case.md": note(), "c/diary.md": "x", "d/site.yaml": "x", "e.json": JPEG,
            },
        )
    )  # fmt: skip
    said = {notice.file: notice.remedy for notice in content.notices}
    assert said.keys() == {"a/p.jpg.xmp", "b/Case.md", "c/diary.md", "d/site.yaml", "a/case.md"}
    assert "name it case.md" in said["b/Case.md"]
    assert content.unreadable == ()
    assert [item.path for item in content.exhibits] == ["e.json"]


def test_the_logo_is_no_exhibit(tmp_path: Path) -> None:
    site = "publisher: {logo: ./brand/logo.png}"
    content = scan(folder(tmp_path, {"site.yaml": site, "brand/logo.png": PNG, "brand/other.png": PNG}))
    assert [item.path for item in content.exhibits] == ["brand/other.png"]


def test_links_are_followed_only_inside_and_only_to_files(tmp_path: Path) -> None:
    outside = folder(tmp_path / "outside", {"secret.jpg": JPEG, "dir/x.jpg": JPEG})
    content = folder(tmp_path / "content", {"real.jpg": JPEG, "sub/y.jpg": PNG, ".hidden/z.jpg": JPEG})
    links: dict[str, str | Path] = {
        "in.jpg": "real.jpg", "out.jpg": outside / "secret.jpg", "dir": outside / "dir", "sub-link": "sub",
        "loop": ".", "broken.jpg": "nowhere.jpg", "a-loop": "b-loop", "b-loop": "a-loop", "dot.jpg": ".hidden/z.jpg",
    }  # fmt: skip
    for name, target in links.items():
        (content / name).symlink_to(target)
    assert [item.path for item in scan(content).exhibits] == ["in.jpg", "real.jpg", "sub/y.jpg"]
    assert reasons(content) == {
        "a-loop": "link that can't be followed: too many levels of symbolic links",
        "b-loop": "link that can't be followed: too many levels of symbolic links",
        "broken.jpg": "link to a file that is not there",
        "dir": "link that leads outside of the content folder",
        "dot.jpg": "link to a hidden file",
        "loop": "link to a folder; put the pictures themselves here",
        "out.jpg": "link that leads outside of the content folder",
        "sub-link": "link to a folder; put the pictures themselves here",
    }


@pytest.mark.parametrize("name", ["site.yaml", "a/case.md"])
def test_a_note_that_is_a_link_to_the_outside_is_a_mistake(tmp_path: Path, name: str) -> None:
    secret = folder(tmp_path / "outside", {"secret": "title: secret"}) / "secret"
    content = folder(tmp_path / "content", {"a/picture.jpg": JPEG})
    (content / name).symlink_to(secret)
    with pytest.raises(InvalidContent) as caught:
        scan(content)
    assert [(item.file, item.problem) for item in caught.value.mistakes] == [
        (name, "link that leads outside of the content folder")
    ]


def test_pipes_and_sockets_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jpg")
        assert reasons(tmp_path) == {
            "pipe.jpg": "named pipe, not a plain file",
            "socket.jpg": "socket, not a plain file",
        }
    assert identify(tmp_path / "pipe.jpg", largest=10) == Unidentified(0, "not a plain file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission_are_listed(tmp_path: Path) -> None:
    folder(tmp_path, {"a.jpg": JPEG, "b/c.jpg": JPEG})
    (tmp_path / "a.jpg").chmod(0)
    (tmp_path / "b").chmod(0)
    try:
        assert reasons(tmp_path) == {
            "a.jpg": "can't be read: permission denied",
            "b": "folder can't be opened: permission denied",
        }
    finally:
        (tmp_path / "b").chmod(0o700)


def test_a_read_error_is_a_reason_and_not_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    folder(tmp_path, {"a.jpg": JPEG})
    monkeypatch.setattr("generator.scan.files.os.open", refuse)
    assert reasons(tmp_path) == {"a.jpg": "can't be read: permission denied"}


NAMES = {
    b"bell\x07.jpg": "its name holds the character U+0007 (control character); rename it",
    b"line\nfeed.jpg": "its name holds the character U+000A; rename it",
    "a\u202egpj.jpg".encode(): "its name holds the character U+202E (right-to-left override); rename it",
    b"latin-\xe9.jpg": "its name is not UTF-8; rename it",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_that_could_upset_a_terminal_are_listed_with_escapes(tmp_path: Path, name: bytes) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(JPEG)
    except OSError:
        pytest.skip("this file system refuses the name")
    (item,) = scan(tmp_path).unreadable
    assert item.reason == NAMES[name]
    assert item.path.isprintable()
    assert item.path.isascii()


def test_folders_nested_without_end_are_bounded(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(70):
        deep = deep / "d"
    folder(deep, {"x.jpg": JPEG})
    content = scan(tmp_path)
    assert content.exhibits == ()
    assert [item.reason for item in content.unreadable] == ["folder nested deeper than 64 levels"]


def test_a_content_folder_that_is_a_link_is_followed(tmp_path: Path) -> None:
    folder(tmp_path / "real", {"x.jpg": JPEG})
    (tmp_path / "link").symlink_to("real")
    assert [item.path for item in scan(tmp_path / "link").exhibits] == ["x.jpg"]


@pytest.mark.parametrize(("name", "words"), [("nowhere", "There is no folder"), ("x.jpg", "is not a folder")])
def test_what_is_no_folder_is_refused_in_plain_words(tmp_path: Path, name: str, words: str) -> None:
    folder(tmp_path, {"x.jpg": JPEG})
    with pytest.raises(BackstoryError, match=words):
        scan(tmp_path / name)


def test_a_changed_picture_is_noticed_though_size_and_time_are_the_same(tmp_path: Path) -> None:
    picture = folder(tmp_path, {"x.jpg": JPEG}) / "x.jpg"
    status = picture.stat()
    before = scan(tmp_path).exhibits[0].sha256
    picture.write_bytes(JPEG[:-1] + b"\0")
    os.utime(picture, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert scan(tmp_path).exhibits[0].sha256 != before


def test_mistakes_of_all_files_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    content = folder(
        tmp_path,
        {
            "site.yaml": "titel: x",
            "a/case.md": note(clam="x"),
            "b/case.md": "no",
            "c/case.md": note(related="[a, d]"),
        },
    )
    before = sorted(str(path) for path in content.rglob("*"))
    with pytest.raises(InvalidContent) as caught:
        scan(content)
    assert {item.file for item in caught.value.mistakes} == {"site.yaml", "a/case.md", "b/case.md"}
    assert sorted(str(path) for path in content.rglob("*")) == before
