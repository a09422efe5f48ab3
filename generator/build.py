"""The conductor: the only module that knows all stages, in the order in which data flows.

scan → analyse → link → assess → investigate → render → publish. Nothing is written into the site before everything has
been made and checked.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator import freshness
from generator.errors import BackstoryError
from generator.freshness import Record
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.cache import Cache
    from generator.analyse.progress import Progress
    from generator.publish import Published

Watch = Callable[[str], AbstractContextManager[None]]
"""Called with a stage's name; what it gives is open while the stage runs."""


class DamagedCache(Exception):
    """Bytes that an entry of the cache names are not what their name says."""


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended."""

    record: Record
    """What was built."""
    published: Published | None
    """What changed in the site; None when nothing had to be done."""


def build(
    options: BuildOptions, *, progress: Progress | None = None, watch: Watch = lambda _: nullcontext()
) -> Built:
    """Build a site. Raises `BackstoryError` for everything that a person can mend; the last site stands then."""
    from generator.analyse.cache import Cache
    from generator.publish import ensure_ours

    _keep_apart(options)
    ensure_ours(options.site)
    with _only_build(options.cache):
        with watch("freshness"):
            inputs = freshness.inputs_of(options) if options.content.is_dir() else ""
            last = freshness.last_record(options)
            if (
                last
                and inputs
                and last.inputs == inputs
                and last.outputs == freshness.outputs_of(options.site)
            ):
                return Built(last, None)
        try:
            return _build(options, inputs, progress, watch)
        except DamagedCache:
            # A disk error or a power cut damaged stored pixels; whatever they were made of is still here.
            Cache(options.cache).mend()
            return _build(options, inputs, progress, watch)


def _build(options: BuildOptions, inputs: str, progress: Progress | None, watch: Watch) -> Built:
    from generator.analyse.cache import Cache
    from generator.conclude import about, failures, site_data, with_answers
    from generator.lineage import trace
    from generator.plan import analyse_archive, analyse_exhibits
    from generator.publish import publish
    from generator.relate import relate
    from generator.render import render_site
    from generator.scan import scan

    with watch("scan"):
        content = scan(options.content, limits=options.limits)
    cache = Cache(options.cache)
    with watch("analyse"):
        analysed, wanted = analyse_exhibits(content, options, cache, progress)
        archived, wanted_of_archive = analyse_archive(content, options, cache, progress)
    with watch("link, assess, investigate"):
        content = with_answers(content, analysed)
        related = relate(content, {**archived, **analysed}, cache, options)
        lineage = trace(content, related, cache, options)
        data = site_data(content, analysed, related, lineage)
    with watch("render, publish"):
        published = publish(
            render_site(data),
            options.site,
            blob=lambda name: _blob(cache, name),
            original=lambda path: (options.content / path).read_bytes(),
            about=about(data),
        )
    wanted |= wanted_of_archive | lineage.wanted
    found = lineage.found.union(key for item in (*analysed.values(), *archived.values()) for key in item.keys)
    record = Record(
        # A check that ran out of time or crashed is tried again by the next build.
        inputs=inputs if wanted <= found and related.is_complete else "",
        outputs=freshness.outputs_of(options.site),
        exhibits=len(content.exhibits),
        cases=len(content.cases),
        failures=failures(content, data.reports),
        keys=tuple(sorted(wanted)),
    )
    freshness.write_record(options, record)
    return Built(record, published)


def _blob(cache: Cache, name: str) -> bytes:
    try:
        return cache.blob(name)
    except KeyError as error:
        raise DamagedCache(name) from error


def _keep_apart(options: BuildOptions) -> None:
    """Content, site and cache must not lie in one another, or a build would read or delete its own output."""
    content, site, cache = (path.resolve() for path in (options.content, options.site, options.cache))
    for inner, outer, words in (
        (site, content, "The site can't lie in the content folder"),
        (content, site, "The content folder can't lie in the site, which is replaced as a whole"),
        (cache, site, "The cache can't lie in the site, which is replaced as a whole"),
        (site, cache, "The site can't lie in the cache, which may be deleted at any time"),
        (cache, content, "The cache can't lie in the content folder"),
        (content, cache, "The content folder can't lie in the cache, which may be deleted at any time"),
    ):
        is_inside = inner == outer or outer in inner.parents
        # Hidden folders are no part of the content, so `~/.cache` is no hindrance to a build of the home folder.
        if (
            outer == content
            and is_inside
            and any(part.startswith(".") for part in inner.relative_to(outer).parts)
        ):
            continue
        if is_inside:
            raise BackstoryError(f"{words}: {inner} is in {outer}. Name another folder.")


@contextmanager
def _only_build(cache: Path) -> Iterator[None]:
    """Let one build at a time use a cache; the lock goes with the process, however it ends."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(cache / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BackstoryError(
            f"The cache {cache} can't be used ({error.strerror}). Name another folder with --cache."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackstoryError(
                f"Another build is using the cache {cache}. Wait for it, or name another one with --cache."
            ) from error
        yield
    finally:
        os.close(descriptor)
