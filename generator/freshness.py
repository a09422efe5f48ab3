"""Whether a site still is what its content and this program make, without doing any of the work.

A build writes down a digest of everything that went in (every byte of the content folder, the program's own files, the
installed packages, the settings of the build) and what the site's files looked like when it came out (names, sizes,
modification times). When both are still so there is nothing to do. Content is always read in full: a picture that was
replaced by another of the same size and date is noticed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from generator import clock, codec
from generator.analyse.keys import PROGRAMS
from generator.scan.walk import walk
from generator.settings import BuildOptions
from generator.storage import Folder


@dataclass(frozen=True, slots=True)
class Record:
    """What a finished build writes down."""

    inputs: str
    """Digest of all that went in."""
    outputs: str = ""
    """Digest of what the site's files look like."""
    exhibits: int = 0
    """How many pictures there were."""
    cases: int = 0
    """How many cases there were."""
    failures: tuple[str, ...] = ()
    """What makes a strict build fail, in words."""
    keys: tuple[str, ...] = ()
    """Cache keys in use, so that a later pruning keeps them."""


def inputs_of(options: BuildOptions) -> str:
    """Digest of everything that shapes the site; only the cache and the number of processes don't."""
    digest = hashlib.sha256()
    for part in (*_program(), *_content(options.content)):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    # The address of a cluster and the number of processes never change a byte of the site.
    shaping = replace(options, cache=Path(), site=Path(), content=Path(), jobs=0, cluster="", strict=False)
    digest.update(f"{shaping} {clock.source_date_epoch()}".encode())
    return digest.hexdigest()


def outputs_of(site: Path) -> str:
    """Digest of names, sizes and modification times of the site's files; empty when there is no site."""
    if not site.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in sorted(_files(site)):
        status = os.lstat(path)
        line = f"{os.path.relpath(path, site)}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}\n"
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def last_record(options: BuildOptions) -> Record | None:
    """What the last build of this site wrote down; None when there is nothing usable."""
    data = Folder(options.cache).read(_name(options.site))
    try:
        return codec.loads(Record, data) if data else None
    except codec.MalformedValue:
        return None


def write_record(options: BuildOptions, record: Record) -> None:
    """Write down a finished build."""
    Folder(options.cache).write(_name(options.site), codec.dumps(record))


def records(cache: Path) -> tuple[Record, ...]:
    """What all builds that used this cache wrote down last."""
    folder = Folder(cache)
    found = []
    for name in folder.names("builds"):
        try:
            found.append(codec.loads(Record, folder.read(name) or b""))
        except codec.MalformedValue:
            continue
    return tuple(found)


def _name(site: Path) -> str:
    return f"builds/{hashlib.sha256(os.fsencode(site.absolute())).hexdigest()[:20]}.json"


def _program() -> Iterator[str]:
    """The program's own files by content, the programs it asks, and the names of all installed packages, which hold their
    versions."""
    yield sys.version
    package = Path(__file__).parent
    templates = package / "templates"
    for folder in (package, templates if templates.is_dir() else package.parent / "templates"):
        for path in sorted(_files(folder)):
            if not path.endswith(".pyc"):
                yield f"{os.path.relpath(path, folder)} {hashlib.sha256(Path(path).read_bytes()).hexdigest()}"
    # A program's own version costs a process to ask for; its file changes whenever it is installed anew.
    for name in PROGRAMS:
        if found := shutil.which(name):
            status = Path(found).stat()
            yield f"{name} {found} {status.st_size} {status.st_mtime_ns}"
    for place in sys.path:
        if place and Path(place).is_dir():
            names = (entry.name for entry in os.scandir(place))
            yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _content(folder: Path) -> Iterator[str]:
    """Every file of the content by path and bytes, and what can't be read by path and reason."""
    walked = walk(folder)
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        digests = pool.map(_digest, [entry.location for entry in walked.entries])
        for entry, digest in zip(walked.entries, digests, strict=True):
            yield f"{entry.path}\0{digest}"
    yield json.dumps([[item.path, item.reason] for item in walked.unreadable])
    yield from walked.drafts


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"


def _files(folder: str | Path) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            yield entry.path
