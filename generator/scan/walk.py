"""All files below the content folder, in the order of the bytes of their paths.

Nothing is opened here. Hidden files, what operating systems leave behind, and folders named `_drafts` are passed over.
Links that lead outside, pipes, sockets, devices and names that would upset a terminal or a page are listed with the
reason, since a file that was dropped silently looks like one that was checked.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import Unreadable
from generator.scan.text import forbidden_character

CASE_NOTE = "case.md"
"""The file that makes a folder a case."""
DRAFTS = "_drafts"
"""Folders of this name are left out. Other leading underscores are not: cameras write `_DSC0001.JPG`."""

_LEFT_BEHIND = frozenset(
    {
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "__macosx",
        "@eadir",
        "#recycle",
        "$recycle.bin",
        "lost+found",
        "icon\r",
    }
)
_MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A plain file that may be opened."""

    path: str
    """Relative to the content folder, forward slashes."""
    folder: str
    """The folder it lies in, relative; empty for the content folder itself."""
    location: Path
    """What to open; for a link inside the folder, the file that it leads to."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What lies in a content folder."""

    entries: tuple[Entry, ...]
    """Plain files, in the order of the bytes of their paths."""
    unreadable: tuple[Unreadable, ...]
    """What may not or can't be opened, with the reason."""
    drafts: tuple[str, ...]
    """Folders that were passed over as drafts."""


def walk(root: Path) -> Walk:
    """Everything below `root`, which is an existing folder."""
    real_root = os.path.realpath(root)
    entries: list[Entry] = []
    unreadable: list[Unreadable] = []
    drafts: list[str] = []
    waiting = [("", Path(real_root), 0)]
    while waiting:
        folder, location, depth = waiting.pop()
        try:
            with os.scandir(location) as found:
                items = list(found)
        except OSError as error:
            unreadable.append(Unreadable(folder or ".", 0, f"folder can't be opened: {_words(error)}"))
            continue
        for item in items:
            if _is_passed_over(item.name):
                continue
            path = f"{folder}/{item.name}" if folder else item.name
            if reason := _bad_name(item.name):
                unreadable.append(Unreadable(_printable(path), 0, reason))
                continue
            what = _look_at(item, real_root)
            if isinstance(what, str):
                unreadable.append(Unreadable(path, 0, what))
            elif not what.is_folder:
                entries.append(Entry(path, folder, what.location))
            elif item.name == DRAFTS:
                drafts.append(path)
            elif depth + 1 >= _MAX_DEPTH:
                unreadable.append(Unreadable(path, 0, f"folder nested deeper than {_MAX_DEPTH} levels"))
            else:
                if item.name == CASE_NOTE:
                    unreadable.append(Unreadable(path, 0, "a folder, but a case needs a file of this name"))
                waiting.append((path, what.location, depth + 1))
    return Walk(
        tuple(sorted(entries, key=lambda entry: os.fsencode(entry.path))),
        tuple(sorted(unreadable, key=lambda item: (item.path.encode(), item.reason))),
        tuple(sorted(drafts)),
    )


def parents(folder: str) -> Iterator[str]:
    """`folder` and the folders around it, nearest first, ending with the content folder itself (an empty text)."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def same_form(path: str) -> str:
    """The path in one Unicode form, as some file systems store `é` as two characters."""
    return unicodedata.normalize("NFC", path)


@dataclass(frozen=True, slots=True)
class _Seen:
    location: Path
    is_folder: bool


def _look_at(item: os.DirEntry[str], real_root: str) -> _Seen | str:
    """Where to open it, or why it may not be opened."""
    try:
        if item.is_symlink():
            return _follow(item, real_root)
        mode = item.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return f"can't be looked at: {_words(error)}"
    if stat.S_ISDIR(mode):
        return _Seen(Path(item.path), True)
    return _Seen(Path(item.path), False) if stat.S_ISREG(mode) else _special(mode)


def _follow(item: os.DirEntry[str], real_root: str) -> _Seen | str:
    try:
        target = os.path.realpath(item.path, strict=True)
        mode = os.stat(target, follow_symlinks=False).st_mode  # noqa: PTH116 - `target` is the text `realpath` gives.
    except FileNotFoundError:
        return "link to a file that is not there"
    except OSError as error:
        return f"link that can't be followed: {_words(error)}"
    if os.path.commonpath((real_root, target)) != real_root:
        return "link that leads outside of the content folder"
    if stat.S_ISDIR(mode):
        return "link to a folder; put the pictures themselves here"
    if any(_is_passed_over(part) for part in Path(target).relative_to(real_root).parts):
        return "link to a hidden file"
    return _Seen(Path(target), False) if stat.S_ISREG(mode) else _special(mode)


def _special(mode: int) -> str:
    for test, word in (
        (stat.S_ISFIFO, "named pipe"),
        (stat.S_ISSOCK, "socket"),
        (stat.S_ISCHR, "device"),
        (stat.S_ISBLK, "device"),
    ):
        if test(mode):
            return f"{word}, not a plain file"
    return "not a plain file"


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or name.lower() in _LEFT_BEHIND


def _bad_name(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8; rename it"
    if found := forbidden_character(name) or next((c for c in name if c in "\t\n\r"), ""):
        shown = found if found.startswith("U+") else f"U+{ord(found):04X}"
        return f"its name holds the character {shown}; rename it"
    return ""


def _printable(path: str) -> str:
    """The path with what can't be shown written as escapes."""
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        character
        if unicodedata.category(character) not in ("Cc", "Cf")
        else character.encode("unicode_escape").decode()
        for character in shown
    )


def _words(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
