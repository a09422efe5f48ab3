"""From finished analyses to everything that pages are made of: links, assessments, answers, groups, and words about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import generator
from generator import clock
from generator.model import Case, Exhibit, Link, OtherVersion, Outcome, Report
from generator.plan import renditions_step

if TYPE_CHECKING:
    from generator.analyse.analysis import Analysed
    from generator.analyse.registry import Registered
    from generator.lineage import Lineage
    from generator.relate import Related
    from generator.render.site import Group, RuleDescription, SiteData
    from generator.scan import Content


def site_data(
    content: Content, analysed: Mapping[str, Analysed], related: Related, lineage: Lineage | None = None
) -> SiteData:
    """Everything after analysis that pages are made of: links, assessments, answers."""
    from generator.analyse.cards import card_of
    from generator.assess import CONFIDENCE_WORDS, RULES, Subject, assess
    from generator.investigate import answer_case, answer_exhibit
    from generator.lineage import other_versions
    from generator.plan import chain_of
    from generator.render.site import SiteData

    reports = {id: Report(id, item.runs) for id, item in analysed.items()}
    links = related.links
    touching: dict[str, list[Link]] = {}
    for link in links:
        touching.setdefault(link.left, []).append(link)
        touching.setdefault(link.right, []).append(link)
    cases = {case.slug: case for case in content.cases}
    chain = chain_of(content.settings)
    titles = {item.id: item.analyzer.title for item in chain}
    versions = with_paths(
        with_copies(other_versions(related), (*content.exhibits, *content.archived), reports),
        content.exhibits,
        reports,
    )
    subjects = {
        exhibit.id: Subject(
            exhibit,
            reports[exhibit.id],
            tuple(touching.get(exhibit.id, ())),
            cases.get(exhibit.case),
            titles,
            versions.get(exhibit.id, ()),
        )
        for exhibit in content.exhibits
    }
    assessments = {
        id: assess(
            subject.exhibit,
            subject.report,
            links=subject.links,
            case=subject.case,
            titles=titles,
            versions=subject.versions,
        )
        for id, subject in subjects.items()
    }
    answers = {id: answer_exhibit(subject, assessments[id]) for id, subject in subjects.items()}
    case_answers = {
        case.slug: answer_case(case, tuple(subjects[id] for id in case.exhibits), answers)
        for case in cases.values()
    }
    return SiteData(
        settings=content.settings,
        cases=tuple(cases.values()),
        exhibits=content.exhibits,
        reports=reports,
        links=links,
        assessments=assessments,
        exhibit_answers=answers,
        case_answers=case_answers,
        renditions={id: item.steps["renditions"] for id, item in analysed.items()},
        unreadable=content.unreadable,
        analyzers=tuple(item.analyzer for item in chain),
        rules=_described(RULES),
        confidence_words=tuple((word.value, meaning) for word, meaning in CONFIDENCE_WORDS),
        date=clock.source_date_epoch() or content.date,
        version=generator.__version__,
        engines=_engines(chain),
        groups=_groups(content.exhibits, reports),
        comparisons=related.comparisons,
        derivations=related.derivations,
        families=related.families,
        common=lineage.common if lineage else {},
        archived=content.archived,
        calibration=tuple(card for item in chain if (card := card_of(item.id))),
    )


def with_answers(content: Content, analysed: Mapping[str, Analysed]) -> Content:
    """The content with what services answered about its cases: sightings count for links as well as for conclusions."""
    reports = {id: Report(id, item.runs) for id, item in analysed.items()}
    return replace(content, cases=tuple(_replayed(content, reports)))


def _replayed(content: Content, reports: Mapping[str, Report]) -> Iterator[Case]:
    from generator.sightings.replay import replayed

    exhibits = {exhibit.id: exhibit for exhibit in content.exhibits}
    for case in content.cases:
        records = [item.record for item in content.answers if item.case == case.slug]
        folder = len(case.path.rpartition("/")[0] + case.path.rpartition("/")[1])
        mine = {exhibits[id].path[folder:]: exhibits[id] for id in case.exhibits}
        yield replayed(case, mine, reports, records) if records else case


def with_copies(
    versions: Mapping[str, tuple[OtherVersion, ...]],
    exhibits: Sequence[Exhibit],
    reports: Mapping[str, Report],
) -> dict[str, tuple[OtherVersion, ...]]:
    """Versions also of pictures with the same pixels as one that was compared: of such only the first is."""
    from generator.link.pairing import pixel_keys

    keys = pixel_keys(exhibits, reports)
    compared = {keys[id]: id for id in versions if id in keys}
    found = dict(versions)
    for id, key in keys.items():
        if id not in versions and key in compared:
            first = compared[key]
            found[id] = tuple(replace(version, by=first) for version in versions[first])
    return found


def with_paths(
    versions: Mapping[str, tuple[OtherVersion, ...]],
    exhibits: Sequence[Exhibit],
    reports: Mapping[str, Report],
) -> dict[str, tuple[OtherVersion, ...]]:
    """Versions with the path by which the sightings of an exhibit's case name them, or an exact copy of them in that case."""
    from generator.link.pairing import pixel_keys

    known = {item.id: item for item in exhibits}
    keys = pixel_keys(exhibits, reports)
    copies: dict[tuple[str, str], str] = {}
    for item in exhibits:
        if item.case:
            copies.setdefault((item.case, keys[item.id]), item.path)

    def placed(id: str, version: OtherVersion) -> OtherVersion:
        mine, other = known.get(id), known.get(version.other)
        if mine is None or other is None or not mine.case:
            return version
        path = other.path if other.case == mine.case else copies.get((mine.case, keys[other.id]), "")
        return replace(version, path=path)

    return {id: tuple(placed(id, version) for version in items) for id, items in versions.items()}


def _described(rules: Sequence[object]) -> tuple[RuleDescription, ...]:
    from generator.assess import Rule
    from generator.render.site import RuleDescription

    return tuple(
        RuleDescription(
            name=rule.name,
            axis=rule.axis.value,
            says=str(rule.value),
            when=rule.when,
            confidence=rule.confidence.value,
            why=rule.why,
        )
        for rule in rules
        if isinstance(rule, Rule)
    )


def _groups(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> tuple[Group, ...]:
    """Everything that several exhibits share and that therefore gets a page."""
    from generator.link import cameras, sensors, signers
    from generator.render.site import Group, GroupKind

    cameras_and_signers = (
        Group(kind, group.key, group.title, words, group.members, limits)
        for kind, groups, words, limits in (
            (
                GroupKind.CAMERA,
                cameras(exhibits, reports),
                "The files of these pictures name the same camera body, by its serial number.",
                "Serial numbers can be copied or edited. The number itself is not published.",
            ),
            (
                GroupKind.CAMERA,
                sensors(exhibits, reports),
                "The noise in these pictures is that of the same camera's sensor, as the publisher learned it from pictures "
                "that it took.",
                "It doesn't show what was done to the pictures since. With many pictures of a camera, its noise can be forged.",
            ),
            (
                GroupKind.SIGNER,
                signers(exhibits, reports),
                "The credentials of these pictures were signed with the same certificate.",
                "A certificate shows who signed only as far as its issuer is trusted.",
            ),
        )
        for group in groups
    )
    return (*cameras_and_signers, *_sources(exhibits))


def _sources(exhibits: Sequence[Exhibit]) -> Iterator[Group]:
    """Groups of exhibits whose copies came from the same host, by the note."""
    from generator.render.site import Group, GroupKind
    from generator.render.urls import host

    hosts: dict[str, list[str]] = {}
    for exhibit in exhibits:
        if name := host(exhibit.source):
            hosts.setdefault(name, []).append(exhibit.id)
    for name, ids in sorted(hosts.items()):
        if len(ids) > 1:
            words = f"The notes say that the copies of these pictures came from {name}."
            yield Group(
                GroupKind.SOURCE, name, name, words, tuple(ids), "It says nothing about who made them."
            )


def _engines(chain: Sequence[Registered]) -> tuple[tuple[str, str], ...]:
    from generator.analyse.keys import environment

    return tuple(environment(chain, (renditions_step(),)).items())


def about(data: SiteData) -> dict[str, object]:
    """What `manifest.json` says besides the files."""
    return {
        "version": data.version,
        "engines": dict(data.engines),
        "date": data.date,
        "exhibits": [{"id": item.id, "sha256": item.sha256} for item in data.exhibits],
        "cases": [case.slug for case in data.cases],
    }


def failures(content: Content, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """What makes a strict build fail: failed runs and files that could not be read."""
    failed = [
        f"{exhibit.path}: {run.analyzer}: {run.reason}"
        for exhibit in content.exhibits
        for run in reports[exhibit.id].runs
        if run.outcome is Outcome.FAILED
    ]
    return (*failed, *(f"{item.path}: {item.reason}" for item in content.unreadable))
