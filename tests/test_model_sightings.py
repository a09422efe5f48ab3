"""How well a sighting is known to show the picture follows from its match and from whether it was compared."""

from __future__ import annotations

import pytest

from generator.model import DateKind, MatchKind, Sighting, Trust


@pytest.mark.parametrize(
    ("match", "compared", "trust"),
    [
        (MatchKind.SAME_BYTES, "by check sum", Trust.COMPARED),
        (MatchKind.SAME_PICTURE, "by fingerprint", Trust.COMPARED),
        (MatchKind.CROPPED, "laid upon each other", Trust.VERSION_COMPARED),
        (MatchKind.ALTERED, "laid upon each other", Trust.VERSION_COMPARED),
        (MatchKind.SAME_BYTES, "", Trust.NOTED),
        (MatchKind.SAME_PICTURE, "", Trust.NOTED),
        (MatchKind.CROPPED, "", Trust.VERSION_NOTED),
        (MatchKind.ALTERED, "", Trust.VERSION_NOTED),
        (MatchKind.UNVERIFIED, "", Trust.UNCOMPARED),
        (MatchKind.SAME_CLAIM, "", Trust.NOT_OF_PICTURE),
        (MatchKind.PAGE_ONLY, "", Trust.NOT_OF_PICTURE),
    ],
)
def test_trust(match: MatchKind, compared: str, trust: Trust) -> None:
    """Something that was compared here always counts before what only the note says."""
    made = Sighting("https://a.example/", "2020", DateKind.POSTED, match=match, compared=compared)
    assert made.trust is trust
    assert made.trust.is_compared is bool(compared)
    assert made.is_by_note is (trust in (Trust.NOTED, Trust.VERSION_NOTED))


def test_the_order_is_from_the_best_known() -> None:
    assert sorted(Trust) == list(Trust)
