"""`backstory new`: a case folder with a commented note."""

from __future__ import annotations

from pathlib import Path

import click

from generator import clock


@click.command("new")
@click.argument("title")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default="content",
    show_default=True,
    help="Content folder to write into.",
)
def command(title: str, content: Path) -> None:
    """Write a case folder for TITLE with a commented `case.md` to fill in; put the pictures beside it."""
    from generator.scan import new_case

    note = new_case(content, title, clock.today())
    click.echo(f"Wrote {note}. Put the pictures beside it, fill it in, then run: backstory build {content}")
