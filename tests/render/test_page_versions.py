"""Versions on pages: the tree in words and as a drawing, what was changed, and nothing of what a page hides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from generator.link.clues import Clue
from generator.link.derivation import Derivation
from generator.link.family_tree import trees
from generator.model import LaidFigures
from generator.render import render_site, urls
from generator.render.contexts.versions import FamilyView
from generator.render.environment import Environment, prepare
from generator.render.views import versions
from generator.render.views.citations import Place
from tests.render import sample

CASE = "cases/bridge/index.html"
IDS = [item.id for item in sample.site().exhibits]
HIDDEN = IDS[3]


def section(page: str) -> str:
    found = re.search(r'<section id="versions">.*?\n  </section>', page, re.DOTALL)
    assert found
    return found[0]


def test_the_tree_is_drawn_and_told(env: Environment) -> None:
    place = Place(env.index.cases["bridge"])
    (family,) = versions.families(env, env.index.cases["bridge"].exhibits, place)
    assert [item.title for item in family.versions][:2] == [
        "An older copy of the same picture",
        "The bridge under water",
    ]
    first, second, third, fourth = family.versions
    assert (first.line, first.order, first.changes) == ("", "", None)
    assert second.order == "Version 2 very likely came from version 1, directly or through others."
    assert second.arrow
    assert second.clues == ("Version 1 shows more at the edges than version 2.",)
    assert second.against == (
        "For version 2 as the older one: The file of version 2 says that it was last changed before that of version 1.",
    )
    assert second.citation
    assert second.citation.href == "#A-L2"
    assert (third.x, fourth.x) == (second.x + versions.STEP, second.x)
    assert fourth.line
    assert not fourth.arrow
    assert "can’t be told whether version 1 or version 4" in fourth.order
    assert all(item.order in family.description for item in family.versions)


def test_changes_are_said_in_words_and_marked(env: Environment) -> None:
    (family,) = versions.families(env, (IDS[0],), Place(None, IDS[0]))
    changes = family.versions[1].changes
    assert changes
    assert changes.sentences == (
        "36\u00a0% of the frame of version 1 was cut away in version 2: "
        "10\u00a0% on the left, 5\u00a0% at the top, 10\u00a0% on the right, 15\u00a0% at the bottom.",
        "Laid upon one another, they differ in 3 places.",
        "Version 2 has what looks like lettering that version 1 doesn’t have: "
        "in the middle, 20\u00a0% of the width and 20\u00a0% of the height of what both show.",
        "Compared with version 1, version 2 as a whole is brighter by 11 % and in colour instead of black and white; "
        "that was allowed for.",
    )
    assert [box.where for box in changes.regions] == [
        "in the middle, 20\u00a0% of the width and 20\u00a0% of the height of what both show",
        "top left, 2\u00a0% of the width and 1\u00a0% of the height of what both show",
    ]
    assert changes.more == "1 further, smaller region is not marked."
    assert (changes.regions[0].x, changes.regions[0].width) == (256, 128)
    assert [item.tag for item in changes.pictures] == ["1, older", "2, younger"]
    assert changes.cut
    assert "when some of it differs at least 7 times" in changes.limits
    assert "Of 496 harmless copies that were tried, 2 had one" in changes.limits
    assert "Of 20 banners 14 were named" in changes.limits
    assert "fewer than one in 100 such comparisons" in changes.limits


def test_marks_stay_within_the_figure(env: Environment) -> None:
    (family,) = versions.families(env, (IDS[0],), Place(None, IDS[0]))
    changes = family.versions[1].changes
    assert changes
    for box in changes.regions:
        assert 0 < box.mark_x < changes.width
        assert 0 < box.mark_y < changes.height


def test_a_hidden_picture_is_in_no_figure(pages: dict[str, str], env: Environment) -> None:
    (family,) = versions.families(env, (HIDDEN,), Place(env.index.cases["street"], HIDDEN))
    (mine,) = [item for item in family.versions if item.is_here]
    assert mine.changes
    assert mine.changes.pictures == ()
    assert mine.changes.regions == ()
    assert "hidden or covered" in mine.changes.not_shown
    figures = env.data.common[IDS[0], HIDDEN].figures
    assert figures.left
    assert urls.media(figures.left.blob, "image/jpeg") not in "".join(pages.values())


def test_a_figure_that_no_page_shows_is_not_published() -> None:
    figures = sample.site().common[IDS[0], HIDDEN].figures
    assert figures.left
    assert figures.right
    paths = {file.path for file in render_site(sample.site())}
    assert paths.isdisjoint(urls.media(item.blob, "image/jpeg") for item in (figures.left, figures.right))


@pytest.mark.parametrize("path", [CASE, urls.exhibit(IDS[0]), urls.exhibit(IDS[4])])
def test_the_part_is_readable_without_script_and_styles(pages: dict[str, str], path: str) -> None:
    part = section(pages[path])
    assert 'role="img"' in part
    assert " style=" not in part
    ids = re.findall(r'\bid="([^"]+)"', pages[path])
    assert len(ids) == len(set(ids))
    assert re.search(r'data-control hidden>.*type="range"', part)


def test_the_script_is_there_only_where_two_are_shown(pages: dict[str, str]) -> None:
    assert "static/versions." in re.sub(r"site\.\w+\.css", "", pages[CASE])
    assert "static/versions." not in pages["cases/tower/index.html"]


def test_pictures_without_versions_have_no_such_part(pages: dict[str, str]) -> None:
    assert 'id="versions"' not in pages[urls.exhibit(IDS[2])]


def test_what_was_added_lies_within_what_both_show(env: Environment) -> None:
    pair = (IDS[0], IDS[1])
    common = replace(
        env.data.common[pair], left_box=(0.2, 0.1, 1.0, 0.9), figures=LaidFigures(missing="too little")
    )
    env = prepare(replace(env.data, common={**env.data.common, pair: common}))
    (family,) = versions.families(env, (IDS[0],), Place(None, IDS[0]))
    changes = family.versions[1].changes
    assert changes
    assert (
        "in the middle, 25\u00a0% of the width and 25\u00a0% of the height of what both show."
        in changes.sentences[2]
    )


def large_family(derivations: Iterable[Derivation], about: str) -> FamilyView:
    data = sample.site()
    copies = tuple(replace(data.exhibits[0], id=f"copy-{number:04}", case="") for number in range(40))
    env = prepare(replace(data, exhibits=(*data.exhibits, *copies), families=trees(tuple(derivations))))
    (family,) = versions.families(env, (about,), Place(None, about))
    assert len(family.versions) == versions.MOST
    assert [item.is_here for item in family.versions].count(True) == 1
    assert family.more == "16 further versions are not drawn."
    return family


def derived(left: int, right: int, *, weight: int = 2, is_told: bool = True) -> Derivation:
    ids = (f"copy-{left:04}", f"copy-{right:04}")
    clues = (
        (Clue("derivation.resolution", ids[0], weight, "{older} shows more than {younger}."),)
        if is_told
        else ()
    )
    return Derivation(*ids, ids[0] if is_told else "", clues, "", 1.0, 1.0)


def test_a_large_family_is_cut_to_what_the_page_is_about() -> None:
    family = large_family((derived(0, number) for number in range(1, 40)), "copy-0039")
    assert family.headline.startswith(
        "Version 1 is probably the earliest of the 40 versions held here. Version 1 shows more than version 2."
    )


def test_a_reason_beside_a_version_that_is_not_drawn() -> None:
    found = (derived(0, number, weight=3 if number == 30 else 2) for number in range(1, 40))
    assert large_family(found, "copy-0039").headline == (
        "Version 1 is probably the earliest of the 40 versions held here. Version 1 shows more than one that isn’t drawn here."
    )


def test_a_long_line_of_versions_ends_with_the_one_of_the_page() -> None:
    family = large_family((derived(number, number + 1) for number in range(39)), "copy-0039")
    assert family.versions[-1].is_here
    assert family.versions[0].order == ""
    assert family.headline == (
        "One that isn’t drawn here is probably the earliest of the 40 versions held here. One that isn’t drawn here shows more "
        "than one that isn’t drawn here."
    )


def test_of_many_versions_any_may_be_the_earliest() -> None:
    family = large_family((derived(0, number, is_told=False) for number in range(1, 40)), "copy-0003")
    assert "it may be version 1, 2, 3, " in family.headline
    assert family.headline.endswith("24 or one of 16 that aren’t drawn here.")
