"""`backstory cache`: the stored results of earlier builds."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.options import cache_option


@click.group("cache")
def command() -> None:
    """Show or prune the stored results of earlier builds. The folder can be deleted at any time."""


@command.command("size")
@cache_option
def size(cache: Path) -> None:
    """Say how much lies there."""
    from generator.analyse.cache import Cache

    found = Cache(cache).size()
    click.echo(
        f"{cache}: results of {found.pictures} pictures, {found.blobs} files of pixels, {_mebibytes(found.bytes)}"
    )


@command.command("prune")
@cache_option
@click.option("--all", "everything", is_flag=True, help="Remove everything, also what the last builds used.")
def prune(cache: Path, everything: bool) -> None:
    """Remove what the last build of each site did not use."""
    from generator import freshness
    from generator.analyse.cache import Cache

    keep = set() if everything else {key for record in freshness.records(cache) for key in record.keys}
    removed = Cache(cache).prune(keep)
    click.echo(
        f"Removed the results of {removed.pictures} pictures and {removed.blobs} files of pixels, "
        f"{_mebibytes(removed.bytes)}."
    )


def _mebibytes(count: int) -> str:
    return f"{count / 2**20:.1f} MiB"
