"""`backstory build`: a folder of pictures and notes becomes a site."""

from __future__ import annotations

import sys
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


@click.command("build")
@content_argument
@click.option(
    "-o",
    "--output",
    "site",
    type=click.Path(path_type=Path),
    default="site",
    show_default=True,
    help="Folder to publish into; replaced as a whole.",
)
@click.option(
    "--strict", is_flag=True, help="End with exit code 1 when a check failed or a file could not be read."
)
@click.option(
    "--cluster", default="", metavar="ADDRESS", help="Let a Dask cluster do the work (extra [cluster])."
)
@cache_option
@work_options
def command(content: Path, site: Path, cache: Path, quiet: bool, verbose: bool, **settings: Any) -> None:
    """Build a site from CONTENT, a folder of pictures with or without notes.

    Every picture gets a page. A folder with a `case.md` becomes a case; `backstory new` writes one. The last site stays
    as it is until the new one has been made and checked as a whole.
    """
    from generator.build import build

    built = build(
        build_options(content, site, cache, **settings), progress=progress_of(quiet=quiet, verbose=verbose)
    )
    record = built.record
    if not quiet:
        pictures = f"{record.exhibits} picture{'' if record.exhibits == 1 else 's'}"
        cases = f"{record.cases} case{'' if record.cases == 1 else 's'}"
        if built.published is None:
            click.echo(f"Nothing has changed: {pictures} and {cases} in {site}.")
        else:
            done = built.published
            click.echo(
                f"{pictures} and {cases}: {done.written} files written, {done.unchanged} unchanged, "
                f"{done.removed} removed in {site}."
            )
        if record.failures:
            click.echo(f"{len(record.failures)} checks failed or files could not be read:", err=True)
            for line in record.failures[: None if verbose else 10]:
                click.echo(f"  {line}", err=True)
            if len(record.failures) > 10 and not verbose:
                click.echo(f"  and {len(record.failures) - 10} more; -v shows all", err=True)
    if settings["strict"] and record.failures:
        sys.exit(1)
