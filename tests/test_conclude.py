"""A version is known to the sightings of a case by its own file or an exact copy there; exact copies share their versions."""

from __future__ import annotations

import pytest

from generator.conclude import with_copies, with_paths
from generator.model import Exhibit, FileKind, OtherVersion

CROP = Exhibit("crop", "cases/one/crop.jpg", "1" * 64, 10, FileKind.JPEG, "one")


def whole(folder: str, *, case: str = "", sha256: str = "2" * 64) -> Exhibit:
    """The whole picture in a folder."""
    return Exhibit(f"whole-{folder}", f"cases/{folder}/whole.jpg", sha256, 10, FileKind.JPEG, case)


@pytest.mark.parametrize(
    ("others", "path"),
    [
        ((whole("one", case="one"),), "cases/one/whole.jpg"),
        ((whole("two", case="two"),), ""),
        ((whole("two", case="two"), whole("one", case="one")), "cases/one/whole.jpg"),
        ((whole("two", case="two"), whole("one", case="one", sha256="3" * 64)), ""),
        ((whole("two"), whole("three")), ""),
    ],
    ids=["in the case", "in another case", "a copy in the case", "no copy of it", "in no case"],
)
def test_where_a_version_lies_for_the_sightings_of_a_case(others: tuple[Exhibit, ...], path: str) -> None:
    versions = {"crop": (OtherVersion(others[0].id, True),)}
    (found,) = with_paths(versions, (CROP, *others), {})["crop"]
    assert found.path == path


def test_exact_copies_share_the_versions_of_the_one_that_was_compared() -> None:
    first, copy, other = whole("one"), whole("two"), whole("three", sha256="3" * 64)
    versions = {first.id: (OtherVersion(other.id, True),), other.id: (OtherVersion(first.id, False),)}
    found = with_copies(versions, (first, copy, other), {})
    assert found[copy.id] == (OtherVersion(other.id, True, by=first.id),)
    assert {id: found[id] for id in versions} == versions
