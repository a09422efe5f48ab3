"""What the commands about sightings share: which case and picture are meant, fingerprints of a stranger's picture, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.model import Case, Exhibit
    from generator.scan import Content
    from generator.sightings.record import Compared, Laid, Record

content_option = click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
picture_option = click.option(
    "--picture", default="", metavar="NAME", help="Which picture of the case; the first when left out."
)


def case_of(read: Content, content: Path, wanted: str) -> Case:
    """The case that a person names by its slug or its folder."""
    name = wanted.replace("\\", "/").rstrip("/")
    for case in read.cases:
        folder = content / case.path.rpartition("/")[0]
        if name == case.slug or (
            Path(wanted).exists()
            and Path(wanted).resolve() in (folder.resolve(), folder.resolve() / "case.md")
        ):
            return case
    known = ", ".join(case.slug for case in read.cases[:10])
    raise BackstoryError(f"There is no case {wanted} in {content}. There are: {known or 'none'}.")


def picture_of(read: Content, case: Case, wanted: str) -> tuple[Exhibit, str]:
    """A picture of the case with its file name there; the first when none is named."""
    folder = len("".join(case.path.rpartition("/")[:2]))
    by_id = {item.id: item for item in read.exhibits}
    mine = [(by_id[id], by_id[id].path[folder:]) for id in case.exhibits]
    for exhibit, name in mine:
        if wanted in ("", name):
            return exhibit, name
    raise BackstoryError(
        f"The case {case.slug} has no picture {wanted}. It has: {', '.join(name for _, name in mine) or 'none'}."
    )


def fingerprints_beside(ours: Path) -> Callable[[str, bytes], Compared]:
    """What makes the fingerprints of a stranger's picture and lays it upon `ours`, which is looked at but once."""
    from functools import cache

    from generator.ledgers import runs_and_features_of

    @cache
    def features() -> bytes:
        looked = runs_and_features_of([ours], only=["file.identity"])[ours]
        return b"" if isinstance(looked, str) else looked[1]

    return lambda url, data: _fingerprint(url, data, features)


def _fingerprint(url: str, data: bytes, ours: Callable[[], bytes]) -> Compared:
    """Fingerprints of a picture, made in a worker process that can be ended, and how it fits upon ours, by its features."""
    import tempfile

    from generator.ledgers import runs_and_features_of
    from generator.model import Report
    from generator.sightings.record import Compared

    with tempfile.TemporaryDirectory(prefix="backstory-sighting-") as name:
        path = Path(name) / "picture"
        path.write_bytes(data)
        found = runs_and_features_of([path], only=["file.identity"])[path]
    if isinstance(found, str):
        return Compared(url, "", trouble=found)
    measure = Report("", found[0]).measure
    return Compared(
        url,
        "",
        sha256=str(measure("file.identity", "sha256") or ""),
        pdq=str(measure("file.identity", "pdq") or ""),
        quality=int(measure("file.identity", "pdq_quality") or 0),
        laid=_laid(ours(), found[1]) if found[1] else None,
    )


def _laid(ours: bytes, theirs: bytes) -> Laid | None:
    """How two pictures fit upon each other, by their local features as these are kept."""
    from generator.analyse.features.agreement import Sight
    from generator.analyse.features.features import from_bytes
    from generator.analyse.features.placement import sighted
    from generator.link.overlap import overlap
    from generator.link.part_of import is_part_only
    from generator.sightings.record import Laid

    placement = sighted(from_bytes(ours), from_bytes(theirs)) if ours else None
    if placement is None:
        return None
    common = overlap(placement)
    return Laid(
        is_capture=placement.sight is Sight.CAPTURE,
        is_part_only=is_part_only(placement),
        inliers=placement.inliers,
        tiles=placement.agreement.tiles,
        fitting=placement.agreement.fitting,
        ours=round(common.first_share, 3),
        theirs=round(common.second_share, 3),
        is_mirrored=placement.is_mirrored,
    )


def written(folder: Path, record: Record) -> Path:
    """Where the record is kept now."""
    from generator.sightings.record import dumps, name_of
    from generator.storage import Folder

    name = name_of(record)
    Folder(folder).write(name, dumps(record))
    return folder / name
