"""`backstory learn-camera`: the noise of a camera's sensor, learned from pictures that this very body took."""

from __future__ import annotations

from pathlib import Path

import click

from generator.errors import BackstoryError


@click.command("learn-camera")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--name",
    required=True,
    metavar="'OUR NIKON D70'",
    help="What pages call this camera. Readers see it, so name nobody who shouldn't be named.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default="camera.prnu",
    show_default=True,
    help="Fingerprint to write.",
)
def command(folder: Path, name: str, out: Path) -> None:
    """Learn the sensor noise of the camera body that took the pictures in FOLDER.

    At least five, as the camera wrote them, all of full size. Best are ten or more of an even, bright surface out of focus: the
    sky, a white wall. Put the file into the content folder and name it in site.yaml: `cameras: [cameras/x.prnu]`. The file
    holds no picture, but don't publish it: with it, the camera's noise can be forged.
    """
    from generator.analyse.camera_noise.learn import CouldNotLearn, learn_camera
    from generator.storage import Folder

    title = " ".join(name.split())
    if not title or len(title) > 80 or not title.isprintable():
        raise BackstoryError("The name must have 1 to 80 printable characters.")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    try:
        learned = learn_camera(((str(path.relative_to(folder)), path.read_bytes) for path in paths), title)
    except CouldNotLearn as error:
        raise BackstoryError(str(error)) from error
    Folder(out.parent).write(out.name, learned.data)
    header = learned.header
    for left_out, reason in learned.left_out:
        click.echo(f"Left out {left_out}: {reason}.", err=True)
    if not header.are_flat:
        click.echo(
            "Most of these pictures show usual scenes. That works, but pictures of an even, bright surface give a better "
            "fingerprint.",
            err=True,
        )
    click.echo(
        f"Learned from {len(learned.used)} of {len(paths):,} files: {header.model or 'model not named'}, "
        f"{header.width} × {header.height} pixels. Two halves of them agree by {header.agreement:.3f} (0 is none); the picture "
        f"that fits worst has a PCE of {header.weakest:,.0f}. Wrote {out} ({len(learned.data):,} bytes)."
    )
