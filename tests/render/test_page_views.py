"""Citations, timelines, regions and lists: what pages say is derived rightly from the values."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.model import Citation, DateKind, EvidenceKind, MatchKind, Region, Sighting
from generator.render import render_site
from generator.render.environment import Environment, prepare, templates_folder
from generator.render.markdown import LINK_RELATION
from generator.render.views import cards, citations, facts, regions, sightings
from tests.render import sample

BRIDGE = "bridge-1a2b3c4d5e"


@pytest.mark.parametrize(
    ("citation", "on_case", "on_exhibit"),
    [
        (Citation(EvidenceKind.FINDING, BRIDGE, 4), ("A4", "#A4"), ("A4", "#A4")),
        (Citation(EvidenceKind.RUN, BRIDGE, 9), ("A·C9", "#A-C9"), ("A·C9", "#A-C9")),
        (Citation(EvidenceKind.LINK, BRIDGE, 2), ("A·L2", "#A-L2"), ("A·L2", "#A-L2")),
        (
            Citation(EvidenceKind.FINDING, "bridge-old-2b3c4d5e6f", 1),
            ("B1", "#B1"),
            ("B1", "exhibits/bridge-old-2b3c4d5e6f/index.html#B1"),
        ),
        (
            Citation(EvidenceKind.FINDING, "tower-3c4d5e6f70", 2),
            ("other picture, 2", "exhibits/tower-3c4d5e6f70/index.html#A2"),
            ("other picture, 2", "exhibits/tower-3c4d5e6f70/index.html#A2"),
        ),
        (Citation(EvidenceKind.SIGHTING, "", 1), ("S1", "#S1"), ("S1", "cases/bridge/index.html#S1")),
        (Citation(EvidenceKind.SOURCE, "", 2), ("R2", "#R2"), ("R2", "cases/bridge/index.html#R2")),
        (Citation(EvidenceKind.CLAIM), ("claim", "#claim"), ("claim", "cases/bridge/index.html#claim")),
        (Citation(EvidenceKind.SEARCH, "", 1), ("Q1", "#Q1"), ("Q1", "cases/bridge/index.html#Q1")),
        (Citation(EvidenceKind.NOTE), ("report", "#note"), ("report", "cases/bridge/index.html#note")),
    ],
)
def test_citations(
    env: Environment, citation: Citation, on_case: tuple[str, str], on_exhibit: tuple[str, str]
) -> None:
    case = env.index.cases["bridge"]
    for place, expected in ((citations.Place(case), on_case), (citations.Place(case, BRIDGE), on_exhibit)):
        view = citations.citation(env, citation, place)
        assert (view.label, view.href) == expected


def test_a_note_without_text_still_says_what_its_head_says(env: Environment) -> None:
    """A picture's credit stands in the head; citing it must not need a text below."""
    case = replace(env.index.cases["bridge"], body="")
    assert citations.citation(env, Citation(EvidenceKind.NOTE), citations.Place(case)).href == "#main"


@pytest.mark.parametrize(
    "citation",
    [
        Citation(EvidenceKind.FINDING, BRIDGE, 99),
        Citation(EvidenceKind.FINDING, BRIDGE, 0),
        Citation(EvidenceKind.RUN, "nobody", 1),
        Citation(EvidenceKind.SIGHTING, "", 4),
    ],
)
def test_a_citation_of_nothing_is_a_bug(env: Environment, citation: Citation) -> None:
    with pytest.raises(LookupError):
        citations.citation(env, citation, citations.Place(env.index.cases["bridge"]))


def test_links_to_search_engines_are_plain_and_only_for_what_is_shown(env: Environment) -> None:
    """Nobody is asked until a reader follows one; it names the published picture and tells nobody where the reader was."""
    assert sightings.elsewhere(env, env.index.exhibits[BRIDGE]) != ()
    for exhibit in env.data.exhibits:
        links = sightings.elsewhere(env, exhibit)
        assert not (links and exhibit.sensitive)
        for link in links:
            assert link.url.startswith("https://")
            assert "%2Fmedia%2F" in link.url
    template = (templates_folder() / "pages" / "exhibit.html").read_text(encoding="utf-8")
    part = template[template.index('id="elsewhere"') : template.index('id="your-copy"')]
    assert 'rel="{{ link_relation }}"' in part
    assert set(LINK_RELATION.split()) >= {"noopener", "noreferrer", "nofollow"}
    assert not re.search(r"<(img|script|iframe|link)\b", part)
    nowhere = replace(env, data=replace(env.data, settings=replace(env.data.settings, base_url="")))
    assert sightings.elsewhere(nowhere, env.index.exhibits[BRIDGE]) == ()


def sighting(
    date: str, match: MatchKind, kind: DateKind = DateKind.POSTED, compared: str = "Compared."
) -> Sighting:
    is_compared = match is not MatchKind.UNVERIFIED and match.is_of_picture
    return Sighting("https://a.example/", date, kind, match=match, compared=compared if is_compared else "")


@pytest.mark.parametrize(
    ("items", "headline"),
    [
        ((), None),
        ((sighting("2020", MatchKind.SAME_PICTURE),), ("This picture existed no later than", "2020")),
        (
            (sighting("2020", MatchKind.SAME_PICTURE), sighting("2019-05", MatchKind.SAME_BYTES)),
            ("This picture existed no later than", "2019-05"),
        ),
        (
            (sighting("2018", MatchKind.UNVERIFIED), sighting("2020", MatchKind.SAME_PICTURE)),
            ("This picture existed no later than", "2020"),
        ),
        ((sighting("2018", MatchKind.CROPPED),), ("A version of this picture existed no later than", "2018")),
        (
            (sighting("2018", MatchKind.UNVERIFIED),),
            ("If it is the same picture, it existed no later than", "2018"),
        ),
        ((sighting("2018", MatchKind.SAME_BYTES, DateKind.CLAIMED),), None),
        ((sighting("2018", MatchKind.SAME_CLAIM),), None),
        ((sighting("2018", MatchKind.PAGE_ONLY),), None),
        (
            (sighting("2019", MatchKind.SAME_PICTURE), sighting("2019-05", MatchKind.SAME_PICTURE)),
            ("This picture existed no later than", "2019-05"),
        ),
        (
            (
                sighting("2019-05-01T01:00:00+02:00", MatchKind.SAME_PICTURE),
                sighting("2019-04-30T23:30:00Z", MatchKind.SAME_PICTURE),
            ),
            ("This picture existed no later than", "2019-05-01T01:00:00+02:00"),
        ),
        (
            (sighting("2018", MatchKind.SAME_PICTURE, compared=""), sighting("2020", MatchKind.SAME_PICTURE)),
            ("This picture existed no later than", "2020"),
        ),
        (
            (sighting("2018", MatchKind.SAME_PICTURE, compared=""), sighting("2020", MatchKind.CROPPED)),
            ("A version of this picture existed no later than", "2020"),
        ),
        (
            (sighting("2018", MatchKind.SAME_PICTURE, compared=""), sighting("2017", MatchKind.UNVERIFIED)),
            ("By the note, this picture existed no later than", "2018"),
        ),
        (
            (sighting("2018", MatchKind.ALTERED, compared=""),),
            ("By the note, a version of this picture existed no later than", "2018"),
        ),
        ((sighting("long ago", MatchKind.SAME_BYTES),), None),
    ],
)
def test_headline_of_a_timeline(
    env: Environment, items: tuple[Sighting, ...], headline: tuple[str, str] | None
) -> None:
    view = sightings.timeline(env, replace(env.index.cases["bridge"], sightings=items)).headline
    assert (view and (view.before, view.date)) == headline


def test_an_earlier_sighting_that_was_not_compared_stands_below_the_headline(env: Environment) -> None:
    items = (
        sighting("2018", MatchKind.SAME_PICTURE, compared=""),
        sighting("2020", MatchKind.SAME_PICTURE),
        sighting("2021", MatchKind.UNVERIFIED),
    )
    view = sightings.timeline(env, replace(env.index.cases["bridge"], sightings=items)).headline
    assert view is not None
    assert view.earlier is not None
    assert (view.earlier.date, view.earlier.citation.label) == ("2018", "S1")
    later = sightings.timeline(env, replace(env.index.cases["bridge"], sightings=items[1:])).headline
    assert later is not None
    assert later.earlier is None


@pytest.mark.parametrize(
    ("orientation", "box"),
    [
        (1, (10, 20, 30, 40)),
        (2, (60, 20, 30, 40)),
        (3, (60, 140, 30, 40)),
        (4, (10, 140, 30, 40)),
        (5, (20, 10, 40, 30)),
        (6, (140, 10, 40, 30)),
        (7, (140, 60, 40, 30)),
        (8, (20, 60, 40, 30)),
    ],
)
def test_a_region_is_turned_with_the_picture(orientation: int, box: tuple[int, int, int, int]) -> None:
    """Stored, the picture has 100 x 200 pixels; upright, a turned one has 200 x 100."""
    width, height = (200, 100) if orientation >= 5 else (100, 200)
    made = regions.upright(Region(10, 20, 30, 40), orientation, width, height, 1)
    assert (made.x, made.y, made.width, made.height) == box


def test_a_region_is_not_drawn_when_nobody_knows_how_the_picture_lies(env: Environment) -> None:
    data = sample.site()
    turned = replace(data.renditions[BRIDGE], width=1067, height=1600)
    other = prepare(replace(data, renditions={**data.renditions, BRIDGE: turned}))
    boxes = (Region(1, 2, 3, 4),)
    assert regions.overlay(env, env.index.exhibits[BRIDGE], boxes).picture
    assert not regions.overlay(other, other.index.exhibits[BRIDGE], boxes).picture


def test_quick_facts(env: Environment) -> None:
    made = {fact.name: fact for fact in facts.quick_facts(env, env.index.exhibits[BRIDGE])}
    assert made["Camera, as the file says"].value == "Ricona R2"
    assert made["Taken, as the file says"].value == "13 March 2019, 16:20 (time zone not recorded)"
    assert made["Position in the file"].is_withheld
    assert made["Position in the file"].value == "withheld: location"
    assert made["JPEG quality"].citation is not None


def test_spellings_of_a_topic_share_a_page(env: Environment) -> None:
    assert env.index.tags["Floods"] == env.index.tags["floods"] == "floods"


def test_cases_are_related_both_ways(env: Environment) -> None:
    assert env.index.related["tower"] == ("bridge",)


def test_long_lists_are_paged() -> None:
    data = sample.site()
    small = replace(data, settings=replace(data.settings, pages_per_index=2))
    pages = {file.path: file.data.decode() for file in render_site(small) if file.path.endswith("index.html")}
    assert {"index.html", "pages/2/index.html", "pages/3/index.html"} <= set(pages)
    assert "Page 2 of 3" in pages["pages/2/index.html"]
    assert 'href="../../pages/3/index.html"' in pages["pages/2/index.html"]
    assert 'href="../../index.html"' in pages["pages/2/index.html"]


@pytest.mark.parametrize(("count", "size", "pages"), [(0, 2, 1), (1, 2, 1), (2, 2, 1), (3, 2, 2), (3, 0, 3)])
def test_paged(count: int, size: int, pages: int) -> None:
    assert len(cards.paged(range(count), size)) == pages


def test_an_empty_site_has_pages() -> None:
    data = sample.site()
    empty = replace(
        data, cases=(), exhibits=(), reports={}, links=(), assessments={}, exhibit_answers={}, case_answers={},
        renditions={}, unreadable=(), analyzers=(), rules=(), confidence_words=(), date="", groups=(),
    )  # fmt: skip
    pages = {file.path: file.data.decode() for file in render_site(empty) if file.path.endswith(".html")}
    assert "There is nothing here yet" in pages["index.html"]
    assert "about/index.html" in pages
