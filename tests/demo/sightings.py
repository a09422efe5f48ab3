"""`python -m tests.demo.sightings` writes what a person of the demo stored: the newspaper's picture, compared with the post's.

The newspaper's copy is the telephone's picture at half its size, saved again. Only its fingerprints are kept, as always.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
from PIL import Image

from generator.analyse.hashes.pdq import pdq
from generator.model import DateKind, Sighting
from generator.sightings import person
from generator.sightings.record import Compared, Record, answered, dumps, name_of

FOLDER = Path(__file__).resolve().parents[2] / "content" / "cases" / "2025" / "old-flood-new-storm"
PAGE = "https://fennick-gazette.example.org/2023/11/high-water"
ASKED = "2025-11-24T09:30:00Z"


def record() -> Record:
    """The stored sighting."""
    with Image.open(FOLDER / "street.jpg") as image:
        small = image.convert("RGB").reduce(2)
    saved = io.BytesIO()
    small.save(saved, "JPEG", quality=72)
    found = pdq(np.asarray(Image.open(saved)))
    compared = Compared(
        PAGE,
        ASKED,
        sha256=hashlib.sha256(saved.getvalue()).hexdigest(),
        pdq=found.original,
        quality=found.quality,
        width=small.width,
        height=small.height,
    )
    said = Sighting(PAGE, "2023-11-03", DateKind.PUBLISHED, publisher="Fennick Gazette")
    picture = (FOLDER / "repost.jpg").read_bytes()
    made = Record(
        person.ID,
        ASKED,
        "repost.jpg",
        hashlib.sha256(picture).hexdigest(),
        "nothing",
        address=PAGE,
        pictures=(compared,),
        who="Mirren Ashdale",
    )
    return answered(made, person.answer_of(said).encode(), 200)


if __name__ == "__main__":
    (FOLDER / name_of(record())).write_bytes(dumps(record()))
