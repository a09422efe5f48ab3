"""Work on pairs of pictures, handed to the workers as work on one picture whose parameters hold the other.

Both pictures of a pair are plain copies that this program made, so no file of a stranger is opened again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.model import FileKind

if TYPE_CHECKING:
    from generator.analyse.analysis import Job
    from generator.analyse.cache import Cache
    from generator.analyse.steps import Step
    from generator.analyse.workforce import Workforce
    from generator.link.part_of import Placed
    from generator.settings import Limits

AT_ONCE = 32
"""Pairs whose pictures are held at the same time."""
Pair = tuple[str, str]
"""Ids of two exhibits, the smaller first."""


def best_fitting(placed: Sequence[Placed], most: int) -> list[Placed]:
    """Pairs with most fitting places, at most so many of each picture."""
    count: Counter[str] = Counter()
    chosen = []
    for item in sorted(placed, key=lambda item: (-item.placement.inliers, item.left, item.right)):
        if max(count[item.left], count[item.right]) < most:
            count.update((item.left, item.right))
            chosen.append(item)
    return chosen


def worked_off(
    jobs: Sequence[Job], step: Step, cache: Cache, workforce: Workforce, limits: Limits
) -> tuple[dict[str, Any], bool]:
    """The step's value for each job by its id, and whether all went through: what crashed or hung is to be tried again."""
    from generator.analyse.analysis import analyse, keys_in_use

    found = analyse(jobs, chain=(), steps=(step,), cache=cache, workforce=workforce, limits=limits)
    wanted = keys_in_use(jobs, chain=(), steps=(step,), limits=limits)
    return (
        {id: item.steps[step.name] for id, item in found.items()},
        wanted <= {key for item in found.values() for key in item.keys},
    )


def pair_name(pair: Pair) -> str:
    """The name of a pair's job."""
    return " ".join(pair)


def pair_job(pair: Pair, blob: str, step: str, parameters: str, cache: Cache) -> Job:
    """The job whose picture is the blob with this hash, of the pair's left picture; `parameters` of the step hold the rest."""
    from generator.analyse.analysis import Job
    from generator.analyse.cache import blob_name

    return Job(
        id=pair_name(pair),
        sha256=blob,
        kind=FileKind.PNG,
        path=cache.folder.path(blob_name(blob)).absolute(),
        size=cache.folder.size(blob_name(blob)),
        name=pair_name(pair),
        parameters={step: parameters},
    )


def step_of(module: object, result: type) -> Step:
    """The step that a module describes by its constants."""
    from generator.analyse.steps import Step

    return Step(
        name=module.NAME,  # type: ignore[attr-defined]
        version=module.VERSION,  # type: ignore[attr-defined]
        function=module.FUNCTION,  # type: ignore[attr-defined]
        result=result,
        function_failed=module.FUNCTION_FAILED,  # type: ignore[attr-defined]
        engines=module.ENGINES,  # type: ignore[attr-defined]
    )
