"""A site folder is replaced as a whole or left as it was, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.errors import BackstoryError
from generator.publish import Published, ensure_ours, folder, publish, verify
from generator.render.site import SiteFile
from tests.support.program import tree

PAGE = '<!doctype html><html lang="en"><body id="top"><a href="{}">x</a></body></html>'
FIRST = {
    "index.html": PAGE.format("a/index.html").encode(),
    "a/index.html": b"<p>A</p>",
    "b.txt": b"b",
}
SECOND = FIRST | {"a/index.html": b"<p>Another</p>", "c/new.txt": b"new"}
del SECOND["b.txt"]


def put(target: Path, files: dict[str, bytes]) -> Published:
    """Publish files that hold their own bytes."""
    return publish(
        [SiteFile(path, data) for path, data in files.items()],
        target,
        blob=_no_bytes,
        original=_no_bytes,
        about={"version": "1"},
    )


def _no_bytes(name: str) -> bytes:
    raise AssertionError(f"nobody asked for {name}")


def beside(target: Path) -> list[str]:
    """What lies in the folder around a site."""
    return sorted(path.name for path in target.parent.iterdir())


@pytest.fixture(params=["exchange", "two renames"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a site goes, on systems with and without a rename that exchanges."""
    if request.param == "two renames":
        monkeypatch.setattr(folder, "_exchanged", lambda left, right: False)
    return tmp_path / "site"


def test_a_new_site_is_as_published(site: Path) -> None:
    assert put(site, FIRST) == Published(written=5, unchanged=0, removed=0)
    assert tree(site).keys() == FIRST.keys() | {"manifest.json", "SHA256SUMS"}
    assert verify(site) == ()
    assert beside(site) == ["site"]


def test_our_own_site_is_replaced_and_what_is_the_same_is_kept(site: Path) -> None:
    put(site, FIRST)
    os.utime(site / "index.html", ns=(1, 1))
    inode = (site / "index.html").stat().st_ino
    assert put(site, SECOND) == Published(written=4, unchanged=1, removed=1)
    assert not (site / "b.txt").exists()
    status = (site / "index.html").stat()
    assert (status.st_mtime_ns, status.st_ino) == (1, inode)
    assert verify(site) == ()
    assert beside(site) == ["site"]


def test_the_same_files_again_change_nothing(site: Path) -> None:
    put(site, FIRST)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert put(site, FIRST) == Published(written=0, unchanged=5, removed=0)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()} == before


def test_a_file_that_was_altered_by_someone_is_written_again(site: Path) -> None:
    put(site, FIRST)
    status = (site / "b.txt").stat()
    (site / "b.txt").write_bytes(b"x")
    os.utime(site / "b.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert put(site, FIRST).written == 1
    assert verify(site) == ()


def test_a_file_becomes_a_folder_and_a_folder_a_file(site: Path) -> None:
    put(site, {"a": b"1", "b/c": b"2"})
    put(site, {"a/d": b"3", "b": b"4"})
    assert verify(site) == ()
    assert (site / "a" / "d").read_bytes() == b"3"


def test_a_link_in_the_old_site_is_not_followed(site: Path, tmp_path: Path) -> None:
    put(site, FIRST)
    (tmp_path / "outside.txt").write_bytes(b"b")
    (site / "b.txt").unlink()
    (site / "b.txt").symlink_to(tmp_path / "outside.txt")
    put(site, FIRST)
    assert not (site / "b.txt").is_symlink()
    assert (tmp_path / "outside.txt").read_bytes() == b"b"


def someone_elses(target: Path) -> None:
    (target / "sub").mkdir(parents=True)
    (target / "sub" / "letter.txt").write_text("dear")


def a_hidden_file(target: Path) -> None:
    target.mkdir()
    (target / ".git").write_text("x")


def another_manifest(target: Path) -> None:
    target.mkdir()
    (target / "manifest.json").write_text('{"generator": "another"}')


def a_broken_manifest(target: Path) -> None:
    target.mkdir()
    (target / "manifest.json").write_text("[" * 100_000)


def a_file(target: Path) -> None:
    target.write_text("x")


def a_link(target: Path) -> None:
    (target.parent / "elsewhere").mkdir()
    target.symlink_to(target.parent / "elsewhere", target_is_directory=True)


def a_dead_link(target: Path) -> None:
    target.symlink_to(target.parent / "nowhere")


@pytest.mark.parametrize(
    "made",
    [someone_elses, a_hidden_file, another_manifest, a_broken_manifest, a_file, a_link, a_dead_link],
    ids=lambda made: made.__name__,
)
def test_what_is_not_ours_is_refused_and_left_alone(made: Callable[[Path], None], tmp_path: Path) -> None:
    target = tmp_path / "site"
    made(target)
    before = tree(tmp_path)
    for attempt in (ensure_ours, lambda target: put(target, FIRST)):
        with pytest.raises(BackstoryError, match="name an"):
            attempt(target)
    assert tree(tmp_path) == before


def test_an_empty_folder_is_used(site: Path) -> None:
    site.mkdir()
    put(site, FIRST)
    assert verify(site) == ()


@pytest.mark.parametrize("old", [None, FIRST], ids=["no site", "a site"])
def test_a_page_that_breaks_a_rule_leaves_the_old_site(old: dict[str, bytes] | None, site: Path) -> None:
    if old:
        put(site, old)
    before = tree(site.parent)
    with pytest.raises(BackstoryError, match="href gone"):
        put(site, FIRST | {"index.html": PAGE.format("gone.html").encode()})
    assert tree(site.parent) == before
    assert beside(site) == (["site"] if old else [])


def test_only_the_first_twenty_problems_are_shown(site: Path) -> None:
    pages = {f"{number:02}.html": PAGE.format("gone.html").encode() for number in range(25)}
    with pytest.raises(BackstoryError, match="and 5 more"):
        put(site, pages)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("after", [0, 2, 4])
def test_a_full_disk_leaves_the_old_site(
    number: int, after: int, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, FIRST)
    before = tree(site.parent)
    left = iter(range(after))
    write = Path.write_bytes

    def fills(path: Path, data: bytes) -> int:
        if next(left, None) is None:
            write(path, data[:1])
            raise OSError(number, os.strerror(number), str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fills)
    with pytest.raises(BackstoryError, match="The disk is full"):
        put(site, {name: data + b" " for name, data in FIRST.items()})
    monkeypatch.undo()
    assert tree(site.parent) == before
    assert beside(site) == ["site"]


def test_any_other_end_leaves_the_old_site_and_is_not_hidden(site: Path) -> None:
    put(site, FIRST)
    before = tree(site.parent)

    def files() -> Iterator[SiteFile]:
        yield SiteFile("index.html", b"<p>new</p>")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(files(), site, blob=_no_bytes, original=_no_bytes, about={})
    assert tree(site.parent) == before
    assert beside(site) == ["site"]


def test_what_a_killed_build_left_is_removed(site: Path) -> None:
    put(site, FIRST)
    leftover = site.parent / ".site.backstory-new"
    leftover.mkdir()
    (leftover / "half.html").write_text("x")
    ensure_ours(site)
    assert beside(site) == ["site"]
    assert verify(site) == ()


def test_a_build_killed_between_two_renames_is_put_back(site: Path) -> None:
    put(site, FIRST)
    shutil.copytree(site, site.parent / ".site.backstory-new")
    site.rename(site.parent / ".site.backstory-old")
    ensure_ours(site)
    assert beside(site) == ["site"]
    assert verify(site) == ()


def test_a_build_killed_after_two_renames_keeps_the_new_site(site: Path) -> None:
    put(site, SECOND)
    (site.parent / ".site.backstory-old").mkdir()
    ensure_ours(site)
    assert beside(site) == ["site"]
    assert (site / "c" / "new.txt").exists()


def test_a_site_that_another_build_is_making_is_not_disturbed(site: Path) -> None:
    put(site, FIRST)

    def files() -> Iterator[SiteFile]:
        yield SiteFile("index.html", b"<p>new</p>")
        with pytest.raises(BackstoryError, match="Another build is publishing into"):
            put(site, SECOND)
        yield SiteFile("a.txt", b"a")

    publish(files(), site, blob=_no_bytes, original=_no_bytes, about={})
    assert verify(site) == ()
    assert (site / "a.txt").exists()


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../../x", "a\\b", "a\nb", "..", "manifest.json", "SHA256SUMS", ""]
)
def test_no_address_leads_out_of_the_site(path: str, site: Path) -> None:
    with pytest.raises(AssertionError):
        put(site, {path: b"x"})
    assert beside(site) == []


def test_two_files_for_one_address_are_a_bug(site: Path) -> None:
    twice = [SiteFile("a.txt", b"1"), SiteFile("a.txt", b"2")]
    with pytest.raises(AssertionError, match=r"a\.txt"):
        publish(twice, site, blob=_no_bytes, original=_no_bytes, about={})


def test_bytes_come_from_the_cache_or_the_content_where_a_file_names_them(site: Path) -> None:
    files = [SiteFile("a.png", blob="12"), SiteFile("b.jpg", original="x/y.jpg")]
    publish(
        files, site, blob=lambda name: b"blob " + name.encode(), original=lambda name: name.encode(), about={}
    )
    assert (site / "a.png").read_bytes() == b"blob 12"
    assert (site / "b.jpg").read_bytes() == b"x/y.jpg"


def test_a_relative_target_and_missing_parents_are_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("deep/er/site"), FIRST)
    assert verify(tmp_path / "deep" / "er" / "site") == ()
