"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.settings import BuildOptions, Limits

if TYPE_CHECKING:
    from generator.analyse.progress import Progress

F = TypeVar("F", bound=Callable[..., Any])

CACHE_VARIABLE = "BACKSTORY_CACHE"


def default_cache() -> Path:
    """Where results are kept unless a person says otherwise, after the XDG base directory specification."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "backstory"


def content_argument(function: F) -> F:
    """The content folder, `content` by default."""
    return click.argument("content", type=click.Path(path_type=Path), default="content")(function)


def cache_option(function: F) -> F:
    """Where results are kept."""
    return click.option(
        "--cache",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=CACHE_VARIABLE,
        default=default_cache,
        show_default="~/.cache/backstory",
        help=f"Folder for results of earlier builds; also ${CACHE_VARIABLE}.",
    )(function)


def work_options(function: F) -> F:
    """How much to use and to say."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say a line for every picture."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=0),
            default=0,
            help="Worker processes; 0 means one per core.",
            show_default=True,
        ),
        limit_option("--picture-seconds", "seconds", float, "Longest time for one picture, in seconds."),
        limit_option("--picture-memory", "memory", int, "Most memory for one picture, in bytes."),
        limit_option("--picture-pixels", "pixels", int, "Most pixels that are decoded."),
    ):
        function = option(function)
    return function


def limit_option(name: str, field: str, kind: type, words: str) -> Callable[[F], F]:
    """An option that sets one of the bounds for a picture."""
    number = click.FloatRange(min=0, min_open=True) if kind is float else click.IntRange(min=1)
    return click.option(
        name,
        field,
        type=number,
        default=getattr(Limits(), field),
        show_default=True,
        metavar="NUMBER",
        help=words,
    )


def build_options(
    content: Path,
    site: Path,
    cache: Path,
    *,
    jobs: int = 0,
    cluster: str = "",
    strict: bool = False,
    seconds: float | None = None,
    memory: int | None = None,
    pixels: int | None = None,
) -> BuildOptions:
    """What a person set, with defaults for the rest."""
    usual = Limits()
    limits = Limits(
        pixels=pixels or usual.pixels, seconds=seconds or usual.seconds, memory=memory or usual.memory
    )
    return BuildOptions(content, site, cache, jobs, cluster, strict, limits)


def progress_of(*, quiet: bool, verbose: bool) -> Progress:
    """Progress on stderr."""
    from generator.analyse.progress import Progress, Verbosity

    verbosity = Verbosity.QUIET if quiet else Verbosity.VERBOSE if verbose else Verbosity.NORMAL
    return Progress(sys.stderr, verbosity)
