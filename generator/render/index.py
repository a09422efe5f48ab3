"""Everything that several pages ask of the site's data, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.analyse.analyzer import Analyzer
from generator.letters import letter
from generator.model import Case, Exhibit, Link, Report
from generator.render import privacy, text
from generator.render.site import Group, SiteData


@dataclass(frozen=True, slots=True)
class Index:
    """Look-up tables over one `SiteData`."""

    exhibits: Mapping[str, Exhibit]
    """By id."""
    cases: Mapping[str, Case]
    """By slug."""
    analyzers: Mapping[str, Analyzer]
    """By id."""
    letters: Mapping[str, str]
    """Letter of every exhibit in its case; `A` for those without one."""
    links: Mapping[str, tuple[Link, ...]]
    """Links that touch an exhibit, in order; a citation's number counts here from 1."""
    masks: Mapping[str, privacy.Mask]
    """What to withhold from texts about an exhibit."""
    reports: Mapping[str, Report]
    """By exhibit id, with withheld values already replaced; nothing else may be shown."""
    related: Mapping[str, tuple[str, ...]]
    """Slugs of the cases that a case names or is named by."""
    archived: Mapping[str, Exhibit]
    """Pictures that are compared with and not published."""
    groups: Mapping[str, tuple[Group, ...]]
    """Groups that an exhibit belongs to."""
    rules: frozenset[str]
    """Names of the rules that the method page describes."""
    tags: Mapping[str, str]
    """Slug of every tag; spellings that differ in case only share one."""

    def report(self, id: str) -> Report:
        """The publishable report of an exhibit; an empty one when nothing was analysed."""
        return self.reports.get(id) or Report(id, ())

    def mask(self, id: str) -> privacy.Mask:
        """What to withhold from texts about this exhibit."""
        return self.masks.get(id, privacy.NO_MASK)


def index(data: SiteData) -> Index:
    """The look-up tables of `data`."""
    cases = {case.slug: case for case in data.cases}
    masks = {id: privacy.mask_of(report, data.settings.privacy) for id, report in data.reports.items()}
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for link in data.links:
        links[link.left].append(link)
        links[link.right].append(link)
    groups: defaultdict[str, list[Group]] = defaultdict(list)
    for group in data.groups:
        for id in group.exhibits:
            groups[id].append(group)
    return Index(
        exhibits={item.id: item for item in data.exhibits},
        cases=cases,
        analyzers={item.id: item for item in data.analyzers},
        letters={item.id: _letter(item, cases) for item in data.exhibits},
        links={id: tuple(items) for id, items in links.items()},
        masks=masks,
        reports=_published(data, masks),
        related=_related(data.cases),
        archived={item.id: item for item in data.archived},
        groups={id: tuple(items) for id, items in groups.items()},
        rules=frozenset(rule.name for rule in data.rules),
        tags=_tag_slugs(data.cases),
    )


def _published(data: SiteData, masks: Mapping[str, privacy.Mask]) -> dict[str, Report]:
    hidden = {item.id for item in data.exhibits if item.redactions or item.sensitive}
    reports = {
        id: privacy.published(report, data.settings.privacy, masks[id]) for id, report in data.reports.items()
    }
    return {id: privacy.without_figures(report) if id in hidden else report for id, report in reports.items()}


def _letter(exhibit: Exhibit, cases: Mapping[str, Case]) -> str:
    case = cases.get(exhibit.case)
    return letter(case.exhibits.index(exhibit.id)) if case and exhibit.id in case.exhibits else letter(0)


def _related(cases: tuple[Case, ...]) -> dict[str, tuple[str, ...]]:
    """A case that names another is also named by it, so that readers find their way back."""
    known = {case.slug for case in cases}
    related: dict[str, list[str]] = {
        case.slug: [slug for slug in case.related if slug in known] for case in cases
    }
    for case in cases:
        for other in case.related:
            if other in known and case.slug not in related[other]:
                related[other].append(case.slug)
    return {
        slug: tuple(dict.fromkeys(other for other in others if other != slug))
        for slug, others in related.items()
    }


def _tag_slugs(cases: tuple[Case, ...]) -> dict[str, str]:
    by_folded = text.slugs(tag.casefold() for case in cases for tag in case.tags)
    return {tag: by_folded[tag.casefold()] for case in cases for tag in case.tags}
