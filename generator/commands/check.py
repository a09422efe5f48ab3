"""`backstory check`: everything that a build would reject, and everything that a reader would miss, in one list."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from generator.commands.options import (
    build_options,
    cache_option,
    content_argument,
    progress_of,
    work_options,
)


@click.command("check")
@content_argument
@cache_option
@work_options
def command(content: Path, cache: Path, quiet: bool, verbose: bool, **settings: Any) -> None:
    """Check CONTENT without publishing: mistakes in notes, broken links and anchors, missing descriptions.

    The exit code is 2 for what a build rejects, 1 for what is only worth mending, 0 when there is nothing.
    """
    from generator.build import build
    from generator.scan import scan

    options = build_options(content, Path(), cache, **settings)
    found = scan(content, limits=options.limits)
    with tempfile.TemporaryDirectory(prefix="backstory-check-") as scratch:
        options = build_options(content, Path(scratch) / "site", cache, **settings)
        built = build(options, progress=progress_of(quiet=quiet, verbose=verbose))
    lines = [str(notice) for notice in found.notices] + list(built.record.failures)
    for line in lines:
        click.echo(line)
    if lines:
        click.echo(f"{len(lines)} things worth mending; a build would go through.", err=True)
        sys.exit(1)
    if not quiet:
        click.echo(
            "Nothing to mend: all notes are sound, all links lead somewhere, every picture is described."
        )
