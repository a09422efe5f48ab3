"""Pictures with known answers: `forensics.csv` in a folder, with corpus, path, mask, label, variant and split.

Labels are `altered` (with a mask that is white where the picture was altered), `authentic` and `reference`; pictures for
reference (flat fields of a known camera) are no question to a test and are left out here.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.analyse.picture import Picture
from generator.errors import BackstoryError
from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIST = "forensics.csv"
COLUMNS = ("corpus", "path", "mask", "label", "variant", "split")


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled picture."""

    name: str
    """Its path as the list has it."""
    path: Path
    """Where it lies."""
    mask: Path | None
    """White where the picture was altered; None for authentic ones."""
    corpus: str
    """`splices-known`."""
    variant: str
    """`q95`; may be empty."""

    @property
    def is_altered(self) -> bool:
        """Whether a test should flag it."""
        return self.mask is not None

    @property
    def group(self) -> str:
        """Corpus and variant: `splices-known png`."""
        return f"{self.corpus} {self.variant}".strip()


def samples(folder: Path, split: str | None) -> list[Sample]:
    """The labelled pictures of a folder, in the list's order, of one split or of all."""
    rows = [row for row in _rows(folder) if row["label"] in ("altered", "authentic")]
    return [
        Sample(
            row["path"],
            folder / row["path"],
            folder / row["mask"] if row["label"] == "altered" else None,
            row["corpus"],
            row["variant"],
        )
        for row in rows
        if split in (None, row["split"])
    ]


def list_sha256(folder: Path) -> str:
    """64 hex digits over the list, which name exactly this set of questions and answers."""
    return hashlib.sha256((folder / LIST).read_bytes()).hexdigest()


def opened(path: Path) -> Picture:
    """The picture, decoded. Raises `BackstoryError` when it is none."""
    try:
        return picture_of(path.read_bytes())
    except FileNotFoundError as error:
        raise BackstoryError(f"{path} is gone, but {LIST} names it. Take it out of the list.") from error
    except ValueError as error:
        raise BackstoryError(f"{path} is no picture: {error}. Take it out of {LIST}.") from error


def picture_of(data: bytes) -> Picture:
    """A picture of these bytes, decoded. Raises `ValueError` when they are none."""
    kind = sniff(data[:HEAD_SIZE], len(data))
    if not isinstance(kind, FileKind):
        raise ValueError(str(kind))
    picture = Picture(data, kind, hashlib.sha256(data).hexdigest(), runs={})
    # Decoding is shared by all analyzers, so it isn't counted as time of any.
    _ = picture.rgb
    return picture


def truth_of(sample: Sample, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Height x width: the altered pixels; none in an authentic picture."""
    import numpy as np
    from PIL import Image

    if sample.mask is None:
        return np.zeros(shape[:2], np.bool_)
    with Image.open(io.BytesIO(sample.mask.read_bytes())) as image:
        # Some public masks are a little smaller or larger than their picture.
        fitted = image.convert("L").resize((shape[1], shape[0]), Image.Resampling.NEAREST)
        return np.asarray(fitted) > 127


def _rows(folder: Path) -> list[dict[str, str]]:
    if not (folder / LIST).is_file():
        raise BackstoryError(f"There is no {LIST} in {folder}. It lists {', '.join(COLUMNS)}.")
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            raise BackstoryError(
                f"{folder / LIST} has no column {', '.join(missing)}. Add it to its first line."
            )
        rows = [{name: row[name] or "" for name in COLUMNS} for row in reader]
    for row in rows:
        if row["label"] == "altered" and not row["mask"]:
            raise BackstoryError(f"{folder / LIST} has no mask for {row['path']}, which is altered. Name it.")
    return rows
