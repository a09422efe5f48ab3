"""`backstory schema`: JSON Schemas, for editors' completion and for programs that read our files."""

from __future__ import annotations

import json

import click

NAMES = ("front-matter", "site", "case", "exhibit", "inspect")


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema (2020-12) of NAME.

    front-matter: the head of `case.md`. site: `site.yaml`. case and exhibit: `case.json` and `exhibit.json` of a published
    site. inspect: what `backstory inspect --json` prints.
    """
    from generator import schema

    click.echo(json.dumps(schema.schema(name), ensure_ascii=False, indent=1, sort_keys=True))
