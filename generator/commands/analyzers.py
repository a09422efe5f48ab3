"""`backstory analyzers`: what is looked for in a picture, and by what."""

from __future__ import annotations

import dataclasses
import json

import click


@click.command("analyzers")
@click.option(
    "--json", "as_json", is_flag=True, help="Everything that the analyzers say of themselves, for scripts."
)
@click.option("--markdown", is_flag=True, help="The table of the README.")
def command(as_json: bool, markdown: bool) -> None:
    """List the analyzers in the order in which they run, those of other packages included."""
    from generator import codec
    from generator.analyse.registry import discover

    analyzers = [item.analyzer for item in discover()]
    if as_json:
        plain = [
            {field.name: getattr(analyzer, field.name) for field in dataclasses.fields(analyzer)}
            | {
                "applies_to": sorted(kind.value for kind in analyzer.applies_to),
                "rules": analyzer.rules() if analyzer.rules else (),
            }
            for analyzer in analyzers
        ]
        click.echo(json.dumps(codec.to_plain(plain), ensure_ascii=False, indent=1))
    elif markdown:
        click.echo("| analyzer | question | reads |\n|---|---|---|")
        for analyzer in analyzers:
            click.echo(
                f"| `{analyzer.id}` | {analyzer.question} | {_kinds(len(analyzer.applies_to), analyzer)} |"
            )
    else:
        for analyzer in analyzers:
            click.echo(click.style(analyzer.id, bold=True) + f" {analyzer.version}  {analyzer.title}")
            click.echo(f"    {analyzer.question}")
            if analyzer.needs:
                click.echo(f"    after: {', '.join(analyzer.needs)}")


def _kinds(count: int, analyzer: object) -> str:
    from generator.analyse.analyzer import ALL_KINDS, Analyzer

    assert isinstance(analyzer, Analyzer)
    return (
        "all kinds"
        if count == len(ALL_KINDS)
        else ", ".join(sorted(kind.value for kind in analyzer.applies_to))
    )
