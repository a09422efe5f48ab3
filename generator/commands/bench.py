"""`backstory bench`: this program measured on this machine, beside a peer or a physical limit, in one run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.group("bench")
def command() -> None:
    """Measure this program on this machine. Machines are noisy: compare ratios, not seconds."""


CAMERAS = "pixels.camera-noise"
"""Measured by comparing every picture with every camera body of the list, and not by flags."""

json_option = click.option(
    "--json",
    "json_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write all figures to this file.",
)


@command.command("speed")
@click.option(
    "-n", "--pictures", type=click.IntRange(min=1), default=40, show_default=True, help="How many pictures."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Worker processes."
)
@click.option(
    "--repeat", type=click.IntRange(min=1), default=3, show_default=True, help="Runs of each warm build."
)
@json_option
def speed(pictures: int, jobs: int, repeat: int, json_file: Path | None) -> None:
    """Build synthetic 2-megapixel JPEGs cold and warm; with `sigal` installed, the same pictures through it as well."""
    from generator.bench.speed import lines, measure

    figures = measure(pictures, jobs=jobs, repeat=repeat)
    for line in lines(figures):
        click.echo(line)
    write(figures, json_file)


folder_argument = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
split_option = click.option(
    "--split",
    type=click.Choice(["dev", "test"]),
    help="Only the files that the folder's expectations.json puts there.",
)


@command.command("metadata")
@folder_argument
@split_option
@json_option
def metadata(folder: Path, split: str | None, json_file: Path | None) -> None:
    """Compare what is read of the files in FOLDER with ExifTool, and with other readers that are installed."""
    from generator.analyse import exiftool
    from generator.bench.expectations import split_files
    from generator.bench.metadata import lines, measure

    if not exiftool.is_installed():
        raise click.ClickException("ExifTool isn't installed; it is what the readers are compared with.")
    figures = measure(folder, only=split_files(folder, split) if split else None)
    for line in lines(figures):
        click.echo(line)
    write(figures, json_file)


@command.command("expectations")
@folder_argument
@split_option
@json_option
def expectations(folder: Path, split: str | None, json_file: Path | None) -> None:
    """Score what is found in the files of FOLDER against its expectations.json: found, missed, invented, by kind."""
    from generator.bench import expectations as bench
    from generator.ledgers import runs_of

    if not bench.expectations(folder)[1]:
        raise click.ClickException(f"There is no {bench.FILE} in {folder} or above it.")
    figures = bench.measure(folder, runs_of, split=split)
    for line in bench.lines(figures):
        click.echo(line)
    write(figures, json_file)


@command.command("forensics")
@folder_argument
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only the pictures of this split.")
@click.option("--only", multiple=True, metavar="ID", help="Only this test. May be given several times.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=0,
    help="Only the first N pictures of each label and variant.",
)
@click.option(
    "--robust", is_flag=True, help="Look at each picture again, saved at quality 90 and 75 and made smaller."
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw misses and false alarms into this folder: picture, truth and what was flagged.",
)
@click.option(
    "--photoholmes",
    metavar="PYTHON",
    help="Interpreter in which photoholmes is installed; needless where it is installed here.",
)
@click.option(
    "--peer",
    "peers",
    multiple=True,
    metavar="ID=COMMAND",
    help="Time a command beside a test. It is given a picture as PPM and the same saved as JPEG at 99.",
)
@click.option(
    "--peer-pictures",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="How many of the pictures, the smallest first, peers look at.",
)
@click.option(
    "--large",
    type=click.IntRange(min=4),
    metavar="MEGAPIXELS",
    help="Also time made-up JPEGs of this size, of half of it and of two small ones, each in a process of its own.",
)
@json_option
def forensics(
    folder: Path,
    split: str | None,
    only: tuple[str, ...],
    limit: int,
    robust: bool,
    pictures: Path | None,
    photoholmes: str | None,
    peers: tuple[str, ...],
    peer_pictures: int,
    large: int | None,
    json_file: Path | None,
) -> None:
    """Score the tests that may raise a flag on the labelled pictures of FOLDER (its forensics.csv)."""
    from generator.bench import cameras, large_pictures, pixel_peers
    from generator.bench import forensics as bench
    from generator.terminal import told

    wanted = pixel_peers.asked_for(photoholmes, peers)
    figures: dict[str, Any] = {}
    by_flags = tuple(name for name in only if name != CAMERAS)
    if by_flags or not only:
        figures = bench.measure(
            folder, split=split, only=by_flags, limit=limit, robust=robust, pictures=pictures, progress=told
        )
        for line in bench.lines(figures):
            click.echo(line)
    if not limit and (not only or CAMERAS in only):
        figures["cameras"] = cameras.measure(folder, split)
        for line in cameras.lines(figures["cameras"]):
            click.echo(line)
    if wanted:
        figures["peers"] = pixel_peers.measure(folder, wanted, split=split, pictures=peer_pictures)
        for line in pixel_peers.lines(figures["peers"]):
            click.echo(line)
    if large:
        figures["large"] = large_pictures.measure(large)
        for line in large_pictures.lines(figures["large"]):
            click.echo(line)
    write(figures, json_file)


@command.command("harmless")
@folder_argument
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only the pictures of this split.")
@click.option("--only", multiple=True, metavar="ID", help="Only this test. May be given several times.")
@click.option("--limit", type=click.IntRange(min=0), default=0, help="Only the first N pictures.")
@json_option
def harmless(
    folder: Path, split: str | None, only: tuple[str, ...], limit: int, json_file: Path | None
) -> None:
    """Count flags on copies of authentic pictures in which no part was put in: saved again, cropped, toned, filtered."""
    from generator.bench.harmless import lines, measure

    figures = measure(folder, split=split, only=only, limit=limit)
    for line in lines(figures):
        click.echo(line)
    write(figures, json_file)


@command.command("link")
@click.option(
    "--pictures",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Pictures with known answers (its forensics.csv); else $BACKSTORY_CORPORA or ../shared/corpora.",
)
@click.option(
    "--split",
    type=click.Choice(["dev", "test"]),
    default="dev",
    show_default=True,
    help="Which pictures of the list; those of `test` only score.",
)
@click.option("--no-scale", is_flag=True, help="Leave out the runs with up to a million simulated hashes.")
@json_option
def link(folder: Path | None, split: str, no_scale: bool, json_file: Path | None) -> None:
    """Score links: changes that a picture survives, false links, changed regions, which version was first, and large sets."""
    import os

    from generator.bench.link import lines, measure

    place = folder or Path(os.environ.get("BACKSTORY_CORPORA") or Path("..") / "shared" / "corpora")
    figures = measure(place, split=split, with_scale=not no_scale)
    for line in lines(figures):
        click.echo(line)
    write(figures, json_file)


def write(figures: dict[str, Any], json_file: Path | None) -> None:
    """Write the figures where a person asked for them."""
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
