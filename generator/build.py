"""The conductor: the only module that knows all stages, in the order in which data flows.

scan → analyse → link → assess → investigate → render → publish. Nothing is written into the site before everything has
been made and checked.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import generator
from generator import clock, freshness
from generator.errors import BackstoryError
from generator.freshness import Record
from generator.model import Case, Exhibit, Link, Outcome, Report
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.analysis import Analysed, Job
    from generator.analyse.cache import Cache
    from generator.analyse.progress import Progress
    from generator.analyse.registry import Registered
    from generator.analyse.steps import Step
    from generator.analyse.workforce import Workforce
    from generator.publish import Published
    from generator.render.site import Group, RuleDescription, SiteData
    from generator.scan import Content

Watch = Callable[[str], AbstractContextManager[None]]
"""Called with a stage's name; what it gives is open while the stage runs."""


class DamagedCache(Exception):
    """Bytes that an entry of the cache names are not what their name says."""


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended."""

    record: Record
    """What was built."""
    published: Published | None
    """What changed in the site; None when nothing had to be done."""


def build(
    options: BuildOptions, *, progress: Progress | None = None, watch: Watch = lambda _: nullcontext()
) -> Built:
    """Build a site. Raises `BackstoryError` for everything that a person can mend; the last site stands then."""
    from generator.analyse.cache import Cache
    from generator.publish import ensure_ours

    _keep_apart(options)
    ensure_ours(options.site)
    with _only_build(options.cache):
        with watch("freshness"):
            inputs = freshness.inputs_of(options) if options.content.is_dir() else ""
            last = freshness.last_record(options)
            if (
                last
                and inputs
                and last.inputs == inputs
                and last.outputs == freshness.outputs_of(options.site)
            ):
                return Built(last, None)
        try:
            return _build(options, inputs, progress, watch)
        except DamagedCache:
            # A disk error or a power cut damaged stored pixels; whatever they were made of is still here.
            Cache(options.cache).mend()
            return _build(options, inputs, progress, watch)


def _build(options: BuildOptions, inputs: str, progress: Progress | None, watch: Watch) -> Built:
    from generator.analyse.cache import Cache
    from generator.publish import publish
    from generator.render import render_site
    from generator.scan import scan

    with watch("scan"):
        content = scan(options.content, limits=options.limits)
    cache = Cache(options.cache)
    with watch("analyse"):
        analysed, wanted = analyse_exhibits(content, options, cache, progress)
    with watch("link, assess, investigate"):
        data = site_data(content, analysed)
    with watch("render, publish"):
        published = publish(
            render_site(data),
            options.site,
            blob=lambda name: _blob(cache, name),
            original=lambda path: (options.content / path).read_bytes(),
            about=_about(data),
        )
    found = frozenset(key for item in analysed.values() for key in item.keys)
    record = Record(
        # A check that ran out of time or crashed is tried again by the next build.
        inputs=inputs if wanted <= found else "",
        outputs=freshness.outputs_of(options.site),
        exhibits=len(content.exhibits),
        cases=len(content.cases),
        failures=_failures(content, data.reports),
        keys=tuple(sorted(wanted)),
    )
    freshness.write_record(options, record)
    return Built(record, published)


def analyse_exhibits(
    content: Content, options: BuildOptions, cache: object, progress: Progress | None
) -> tuple[dict[str, Analysed], set[str]]:
    """The analyse stage over all exhibits of a content folder, and the cache keys that a complete result has."""
    from generator.analyse.analysis import analyse, keys_in_use
    from generator.analyse.cache import Cache
    from generator.analyse.credentials.lists import materials_of
    from generator.analyse.registry import discover

    assert isinstance(cache, Cache)
    chain = discover()
    steps = (renditions_step(),)
    jobs = jobs_of(content, options.content)
    materials = materials_of(content.trust)
    with workforce_of(options) as workforce:
        analysed = analyse(
            jobs,
            chain=chain,
            steps=steps,
            cache=cache,
            workforce=workforce,
            limits=options.limits,
            materials=materials,
            progress=progress,
        )
    return analysed, keys_in_use(jobs, chain=chain, steps=steps, limits=options.limits, materials=materials)


def site_data(content: Content, analysed: Mapping[str, Analysed]) -> SiteData:
    """Everything after analysis that pages are made of: links, assessments, answers."""
    from generator.analyse.registry import discover
    from generator.assess import CONFIDENCE_WORDS, RULES, Subject, assess
    from generator.investigate import answer_case, answer_exhibit
    from generator.link import find_links
    from generator.render.site import SiteData

    reports = {id: Report(id, item.runs) for id, item in analysed.items()}
    links = find_links(content.exhibits, reports)
    touching: dict[str, list[Link]] = {}
    for link in links:
        touching.setdefault(link.left, []).append(link)
        touching.setdefault(link.right, []).append(link)
    cases = {case.slug: case for case in content.cases}
    subjects = {
        exhibit.id: Subject(
            exhibit,
            reports[exhibit.id],
            tuple(touching.get(exhibit.id, ())),
            cases.get(exhibit.case),
        )
        for exhibit in content.exhibits
    }
    assessments = {
        id: assess(subject.exhibit, subject.report, links=subject.links, case=subject.case)
        for id, subject in subjects.items()
    }
    answers = {id: answer_exhibit(subject, assessments[id]) for id, subject in subjects.items()}
    case_answers = {
        case.slug: answer_case(case, tuple(subjects[id] for id in case.exhibits), answers)
        for case in content.cases
    }
    chain = discover()
    return SiteData(
        settings=content.settings,
        cases=content.cases,
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
    )


def jobs_of(content: Content, folder: Path) -> tuple[Job, ...]:
    """What the analyse stage is asked to do: every exhibit with the plan of its renditions."""
    from generator.analyse.analysis import Job

    cases = {case.slug: case for case in content.cases}
    return tuple(
        Job(
            id=exhibit.id,
            sha256=exhibit.sha256,
            kind=exhibit.kind,
            path=(folder / exhibit.path).absolute(),
            size=exhibit.size,
            name=exhibit.path,
            parameters={"renditions": _plan(exhibit, cases.get(exhibit.case))},
        )
        for exhibit in content.exhibits
    )


def renditions_step() -> Step:
    """The further work on each decoded picture: its published copies."""
    from generator.analyse.steps import Step
    from generator.model import Renditions
    from generator.render import renditions

    return Step(
        name="renditions",
        version=renditions.VERSION,
        function="generator.render.renditions:make",
        result=Renditions,
        function_failed="generator.render.renditions:missing",
        engines=("pillow",),
    )


@contextmanager
def workforce_of(options: BuildOptions) -> Iterator[Workforce]:
    """Worker processes of this machine, or those of a Dask cluster."""
    if options.cluster:
        from generator.analyse.cluster import cluster_workforce

        with cluster_workforce(options.cluster) as workforce:
            yield workforce
    else:
        from generator.analyse.workforce import local_workforce

        with local_workforce(options.jobs) as workforce:
            yield workforce


def _blob(cache: Cache, name: str) -> bytes:
    try:
        return cache.blob(name)
    except KeyError as error:
        raise DamagedCache(name) from error


def _plan(exhibit: Exhibit, case: Case | None) -> str:
    from generator.render.renditions import RenditionPlan

    rating = case.rating if case else None
    return RenditionPlan(
        redactions=exhibit.redactions,
        is_sensitive=bool(exhibit.sensitive),
        label=rating.name if rating else "",
        shape=rating.shape if rating else "",
        tone=rating.tone if rating else "",
    ).parameters()


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
    from generator.link import cameras, signers
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


def _about(data: SiteData) -> dict[str, object]:
    """What `manifest.json` says besides the files."""
    return {
        "version": data.version,
        "engines": dict(data.engines),
        "date": data.date,
        "exhibits": [{"id": item.id, "sha256": item.sha256} for item in data.exhibits],
        "cases": [case.slug for case in data.cases],
    }


def _failures(content: Content, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """What makes a strict build fail: failed runs and files that could not be read."""
    failed = [
        f"{exhibit.path}: {run.analyzer}: {run.reason}"
        for exhibit in content.exhibits
        for run in reports[exhibit.id].runs
        if run.outcome is Outcome.FAILED
    ]
    return (*failed, *(f"{item.path}: {item.reason}" for item in content.unreadable))


def _keep_apart(options: BuildOptions) -> None:
    """Content, site and cache must not lie in one another, or a build would read or delete its own output."""
    content, site, cache = (path.resolve() for path in (options.content, options.site, options.cache))
    for inner, outer, words in (
        (site, content, "The site can't lie in the content folder"),
        (content, site, "The content folder can't lie in the site, which is replaced as a whole"),
        (cache, site, "The cache can't lie in the site, which is replaced as a whole"),
        (site, cache, "The site can't lie in the cache, which may be deleted at any time"),
        (cache, content, "The cache can't lie in the content folder"),
        (content, cache, "The content folder can't lie in the cache, which may be deleted at any time"),
    ):
        is_inside = inner == outer or outer in inner.parents
        # Hidden folders are no part of the content, so `~/.cache` is no hindrance to a build of the home folder.
        if (
            outer == content
            and is_inside
            and any(part.startswith(".") for part in inner.relative_to(outer).parts)
        ):
            continue
        if is_inside:
            raise BackstoryError(f"{words}: {inner} is in {outer}. Name another folder.")


@contextmanager
def _only_build(cache: Path) -> Iterator[None]:
    """Let one build at a time use a cache; the lock goes with the process, however it ends."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(cache / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BackstoryError(
            f"The cache {cache} can't be used ({error.strerror}). Name another folder with --cache."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackstoryError(
                f"Another build is using the cache {cache}. Wait for it, or name another one with --cache."
            ) from error
        yield
    finally:
        os.close(descriptor)
