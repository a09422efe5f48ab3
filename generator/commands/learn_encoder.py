"""`backstory learn-encoder`: fingerprints of labelled files become a database that builds compare pictures with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.analyse.encoders import Database


@click.command("learn-encoder")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--name",
    default="",
    metavar="'PROGRAM X 1.2'",
    help="The program that wrote all files of the folder. Without it, only files that name their camera "
    "and no other program, and those with Photoshop's note of its quality, are learned.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default="encoders.json",
    show_default=True,
    help="Database to write. One that is there already is extended.",
)
def command(folder: Path, name: str, out: Path) -> None:
    """Learn from the JPEG files in FOLDER what the files of a program or of cameras look like.

    The database holds fingerprints, names and counts, no picture content. Put it into the content folder and name it in
    site.yaml: `encoders: [encoders.json]`.
    """
    from generator.analyse.encoders import Database
    from generator.analyse.encoders.database import write_database
    from generator.analyse.encoders.learn import learn_labelled, learn_program
    from generator.storage import Folder

    title = " ".join(name.split())
    if name and (not title or len(title) > 200 or not title.isprintable()):
        raise BackstoryError("The name must have 1 to 200 printable characters.")
    before = _database(out) if out.exists() else Database()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = (path.read_bytes() for path in paths)
    learned = learn_program(files, title) if title else learn_labelled(files)
    if not learned.entries:
        raise BackstoryError(
            f"None of the {len(paths):,} files in {folder} could be learned from. Put JPEG files there that "
            + ("the program wrote." if title else "name their camera, or give the program with --name.")
        )
    Folder(out.parent).write(out.name, write_database(before.joined(learned.entries)))
    count = sum(entry.files for entry in learned.entries)
    prints, writers = len(learned.entries), len({entry.name for entry in learned.entries})
    click.echo(
        f"Learned from {count:,} of {len(paths):,} files: {prints:,} fingerprint{'s' if prints != 1 else ''} "
        f"of {writers:,} writer{'s' if writers != 1 else ''}. Wrote {out}."
    )


def _database(path: Path) -> Database:
    from generator.analyse.encoders import InvalidDatabase, read_database

    try:
        return read_database(path.read_bytes())
    except InvalidDatabase as error:
        raise BackstoryError(f"{path} can't be extended: {error}. Name another file with --out.") from error
