"""`backstory verify`: a published site against its own checksums."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("verify")
@click.argument("site", type=click.Path(path_type=Path), default="site")
def command(site: Path) -> None:
    """Compare every file of SITE with `SHA256SUMS`; exit code 1 when one differs, is missing or was added."""
    from generator.publish import verify

    differences = verify(site)
    for line in differences:
        click.echo(line)
    if differences:
        sys.exit(1)
    click.echo(f"{site} is as it was published.")
