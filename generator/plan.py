"""What the analyse stage is asked to do: every exhibit with the plan of its published copies, and who does the work."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model import Case, Exhibit
from generator.settings import BuildOptions, SiteSettings

if TYPE_CHECKING:
    from generator.analyse.analysis import Analysed, Job
    from generator.analyse.cache import Cache
    from generator.analyse.progress import Progress
    from generator.analyse.registry import Registered
    from generator.analyse.steps import Step
    from generator.analyse.workforce import Workforce
    from generator.scan import Content


def analyse_exhibits(
    content: Content, options: BuildOptions, cache: Cache, progress: Progress | None
) -> tuple[dict[str, Analysed], set[str]]:
    """The analyse stage over all exhibits of a content folder, and the cache keys that a complete result has."""
    chain = chain_of(content.settings)
    steps = (renditions_step(), features_step())
    jobs = jobs_of(content, options.content)
    return _analysed(content, options, cache, progress, chain=chain, steps=steps, jobs=jobs)


ARCHIVE_CHECKS = ("file.identity", "metadata", "jpeg.quantization", "credentials")
"""What is found out about pictures of the archive: what they are, and what tells which version came first."""


def analyse_archive(
    content: Content, options: BuildOptions, cache: Cache, progress: Progress | None
) -> tuple[dict[str, Analysed], set[str]]:
    """What is known of the pictures that are only compared with, and the cache keys that a complete result has."""
    from generator.analyse.registry import selected

    if not content.archived:
        return {}, set()
    chain = selected(chain_of(content.settings), ARCHIVE_CHECKS)
    jobs = tuple(_job(item, options.content, {"features": "{}"}) for item in content.archived)
    return _analysed(content, options, cache, progress, chain=chain, steps=(features_step(),), jobs=jobs)


def _analysed(
    content: Content,
    options: BuildOptions,
    cache: Cache,
    progress: Progress | None,
    *,
    chain: tuple[Registered, ...],
    steps: tuple[Step, ...],
    jobs: tuple[Job, ...],
) -> tuple[dict[str, Analysed], set[str]]:
    from generator.analyse.analysis import analyse, keys_in_use
    from generator.handing import materials_of_content

    materials = materials_of_content(content)
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


def chain_of(settings: SiteSettings) -> tuple[Registered, ...]:
    """All analyzers that are installed, without what the publisher does without."""
    from generator.analyse.registry import discover

    return tuple(item for item in discover() if settings.layers or item.id != "pixels.layers")


def jobs_of(content: Content, folder: Path) -> tuple[Job, ...]:
    """What the analyse stage is asked to do: every exhibit with the plan of its renditions."""
    cases = {case.slug: case for case in content.cases}
    return tuple(
        _job(exhibit, folder, {"renditions": _plan(exhibit, cases.get(exhibit.case)), "features": "{}"})
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


def features_step() -> Step:
    """The further work on each decoded picture by which it is found again in others: its local features."""
    from generator.analyse.features import step
    from generator.analyse.steps import Step

    return Step(
        name=step.NAME,
        version=step.VERSION,
        function=step.FUNCTION,
        result=step.StoredFeatures,
        function_failed=step.FUNCTION_FAILED,
        engines=step.ENGINES,
    )


def kept_proxies_of(
    content: Content, ids: Set[str], options: BuildOptions, cache: Cache
) -> tuple[dict[str, str], set[str], set[str]]:
    """The blobs of plain copies of some pictures, by id, for comparing them, with the cache keys that a complete result has,
    and those that are there. A copy that can't be made is left out."""
    from generator.analyse.steps import Step
    from generator.compare import proxy

    step = Step(
        name=proxy.NAME,
        version=proxy.VERSION,
        function=proxy.FUNCTION,
        result=proxy.Proxy,
        function_failed=proxy.FUNCTION_FAILED,
        engines=proxy.ENGINES,
    )
    jobs = tuple(
        _job(item, options.content, {proxy.NAME: "{}"})
        for item in (*content.exhibits, *content.archived)
        if item.id in ids
    )
    if not jobs:
        return {}, set(), set()
    analysed, keys = _analysed(content, options, cache, None, chain=(), steps=(step,), jobs=jobs)
    blobs = {id: item.steps[proxy.NAME].blob for id, item in analysed.items() if item.steps[proxy.NAME].blob}
    return blobs, keys, {key for item in analysed.values() for key in item.keys}


def _job(exhibit: Exhibit, folder: Path, parameters: dict[str, str]) -> Job:
    """What is asked about one picture; `parameters` are those of the steps, by name."""
    from generator.analyse.analysis import Job

    return Job(
        id=exhibit.id,
        sha256=exhibit.sha256,
        kind=exhibit.kind,
        path=(folder / exhibit.path).absolute(),
        size=exhibit.size,
        name=exhibit.path,
        parameters=parameters,
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
