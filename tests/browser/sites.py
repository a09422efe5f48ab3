"""The two sites that are opened: the demo, built as a person builds it, and the invented site of the page tests.

The demo has real evidence; the invented site has what a demo should not need: hostile names, failed checks, a picture that
can't be decoded, a former address.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.publish import publish
from generator.render import render_site
from tests.render import sample
from tests.render.sample_pictures import BLOBS
from tests.support.program import ROOT, build

NOT_FOUND = "404.html"
"""The page that a server shows for wrong addresses; it is never opened from a folder."""
CONTENT = ROOT / "content"


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site in a folder."""

    name: str
    """`demo` or `invented`."""
    root: Path
    """Its folder."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Every page, by path from the root."""
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*.html")))

    @property
    def place(self) -> str:
        """Where the site stands on its host, by the addresses of the page for wrong addresses: empty or `checks/`."""
        found = re.search(
            r'<link rel="stylesheet" href="/?([^"]*?)static/', (self.root / NOT_FOUND).read_text("utf-8")
        )
        assert found
        return found[1]

    @property
    def redirects(self) -> tuple[str, ...]:
        """Pages that only lead to another one."""
        return tuple(
            path for path in self.pages if b'http-equiv="refresh"' in (self.root / path).read_bytes()
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """All pages of cases and exhibits, and the first of each other family (cards are one); no redirects."""
        families: dict[tuple[str, ...], str] = {}
        for path in self.pages:
            if path not in self.redirects:
                families.setdefault(family(path), path)
        return tuple(sorted(families.values()))

    @property
    def one_each(self) -> tuple[str, ...]:
        """The longest page of each family: it has most in it."""
        longest: dict[tuple[str, ...], str] = {}
        for path in sorted(self.chosen, key=lambda path: (self.root / path).stat().st_size):
            longest[family(path)[:1] + family(path)[2:]] = path
        return tuple(sorted(longest.values()))


def family(path: str) -> tuple[str, ...]:
    """What tells page families apart: the folder and the depth; for a case's or exhibit's pages also its name."""
    parts = path.split("/")
    if parts[0] in ("cases", "exhibits") and "card" not in parts:
        return tuple(parts)
    return (parts[0], "", *("x" for _ in parts[1:]))


def demo(folder: Path) -> BuiltSite:
    """The demo, built once for all test processes of a run."""
    return _once(folder / "demo", _build_demo)


def invented(folder: Path) -> BuiltSite:
    """The invented site, published once for all test processes of a run."""
    return _once(folder / "invented", _publish_invented)


def _build_demo(folder: Path) -> None:
    result = build(CONTENT, folder / "site", folder / "cache")
    assert result.exit_code == 0, result.output


def _publish_invented(folder: Path) -> None:
    data = sample.site()
    publish(render_site(data), folder / "site", blob=BLOBS.__getitem__, original=lambda _: b"", about={})


def _once(folder: Path, make: Callable[[Path], None]) -> BuiltSite:
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / "lock"):
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return BuiltSite(folder.name, folder / "site")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one process at a time into the block."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
