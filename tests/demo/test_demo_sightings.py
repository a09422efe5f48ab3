"""The demo's stored sighting belongs to its picture and was made as the script makes it."""

from __future__ import annotations

from generator.sightings.record import loads, name_of
from generator.sightings.replay import NEAR
from tests.demo.sightings import FOLDER, record


def test_the_stored_sighting_is_that_of_the_picture() -> None:
    """Codecs of other versions may write other bytes; the fingerprints stay near."""
    made = record()
    kept = loads((FOLDER / name_of(made)).read_bytes())
    assert (kept.trouble, kept.sha256, kept.answer) == ("", made.sha256, made.answer)
    (one,), (other,) = kept.pictures, made.pictures
    assert (int(one.pdq, 16) ^ int(other.pdq, 16)).bit_count() <= NEAR // 3
