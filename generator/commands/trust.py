"""`backstory trust`: lists of known signers of content credentials, fetched and shown."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = Path("content/trust")

folder_option = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Folder of the lists; name it as `trust:` in site.yaml, relative to the content folder.",
)


@click.group("trust")
def command() -> None:
    """Lists of known signers. The program ships none, and asks the network only in `backstory trust update`."""


@command.command("update")
@folder_option
@click.option("--interim", is_flag=True, help="Fetch the closed list from before the official one, too.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=30.0,
    show_default=True,
    help="Longest time for one file.",
)
def update(folder: Path, interim: bool, seconds: float) -> None:
    """Fetch the official lists of the C2PA and write down their dates and hashes.

    Everything is fetched and checked before anything is replaced. Lists of your own in the folder stay as they are.
    """
    from generator import clock, fetch
    from generator.trust import sources
    from generator.trust.update import update as fetched_into

    terms = fetch.Terms(seconds=seconds)
    wanted = sources.OFFICIAL_SOURCES + (sources.INTERIM_SOURCES if interim else ())
    done = fetched_into(
        folder, wanted, fetch=lambda address: fetch.fetch(address, terms=terms), day=clock.today()
    )
    for item in done:
        click.echo(f"{item.list.title}: {'new' if item.is_changed else 'unchanged'}")
    click.echo(f"Name {folder} as `trust:` in site.yaml, relative to the content folder, to use them.")


@command.command("show")
@folder_option
@click.option(
    "--date",
    "day",
    default="",
    metavar="DAY",
    help="Warn of lists that were due by this day; today if left out.",
)
def show(folder: Path, day: str) -> None:
    """Say what lies in the folder: every list with its use, date, next update, source and hash."""
    from generator import clock
    from generator.trust import is_overdue, read_path
    from generator.trust.lists import ROLE_WORDS, TIER_WORDS, Role

    day = day or clock.today()
    for item in read_path(folder):
        things = "purposes" if item.role is Role.PURPOSES else "certificates"
        click.echo(click.style(item.title, bold=True))
        click.echo(f"  file         {item.file}")
        click.echo(f"  used for     {ROLE_WORDS[item.role]}: {item.count} {things}")
        click.echo(f"  tier         {item.tier}, {TIER_WORDS[item.tier]}")
        late = " (past)" if is_overdue(item.next_update, day) else ""
        click.echo(f"  next update  {(item.next_update or 'not said') + late}")
        click.echo(f"  source       {item.source or 'not said'}")
        click.echo(f"  SHA-256      {item.sha256}")
        if late:
            click.echo(
                f"{item.file}: a newer list was promised by {item.next_update}; run `backstory trust update`",
                err=True,
            )
