"""Finds the analyzers, checks that each keeps its contract, and puts them in the order of the chain.

An analyzer is a module with `ANALYZER` and `run`. Ours lie in `generator/analyse/analyzers/`; other packages name theirs
in the entry-point group `backstory.analyzers`. Nothing has to be registered anywhere else.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

from generator.analyse.analyzer import Analyzer
from generator.analyse.picture import Picture
from generator.errors import BackstoryError
from generator.model import Finding

ENTRY_POINTS = "backstory.analyzers"

READING_ORDER = ("file", "metadata", "thumbnail", "jpeg", "credentials")
"""First parts of ids in the order in which a reader wants them; families that aren't named here follow by name."""

READ_LAST = ("pixels.layers",)
"""Ids that come after everything else: pictures to look at, which count in no conclusion."""

COSTS = ("low", "medium", "high")

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*")


@dataclass(frozen=True, slots=True)
class Registered:
    """An analyzer with the place of its code."""

    analyzer: Analyzer
    """Its description."""
    module: str
    """Dotted name of the module that holds `ANALYZER` and `run`; workers import it anew."""

    @property
    def id(self) -> str:
        """The analyzer's id."""
        return self.analyzer.id

    @property
    def run(self) -> Callable[[Picture], tuple[Finding, ...]]:
        """The function that does the work."""
        return cast("Callable[[Picture], tuple[Finding, ...]]", importlib.import_module(self.module).run)


def discover() -> tuple[Registered, ...]:
    """All analyzers that are installed, in the order of the chain.

    Raises `BackstoryError` when one of them breaks the contract.
    """
    return ordered([*_our_own(), *_of_other_packages()])


def load(module: str) -> Registered:
    """The analyzer in the module of this dotted name; `BackstoryError` when it isn't one."""
    try:
        loaded = importlib.import_module(module)
    except ImportError as error:
        raise BackstoryError(
            f"The analyzer module {module} can't be imported: {error}. Mend the module or uninstall its package."
        ) from error
    return Registered(_described(loaded), module)


def ordered(analyzers: Iterable[Registered]) -> tuple[Registered, ...]:
    """Each after all that it needs; otherwise families in `READING_ORDER`, then by id. Checks ids and needs."""
    by_id: dict[str, Registered] = {}
    for item in analyzers:
        if item.id in by_id:
            raise BackstoryError(
                f"Two analyzers have the id {item.id}: {by_id[item.id].module} and {item.module}. Rename one of them."
            )
        by_id[item.id] = item
    for item in by_id.values():
        for need in item.analyzer.needs:
            if need not in by_id:
                raise BackstoryError(
                    f"The analyzer {item.id} needs {need}, which isn't installed. "
                    f"Installed are: {', '.join(sorted(by_id))}."
                )
    waiting = sorted(by_id.values(), key=_place)
    chain: dict[str, Registered] = {}
    while waiting:
        ready = next((item for item in waiting if all(need in chain for need in item.analyzer.needs)), None)
        if ready is None:
            names = ", ".join(sorted(item.id for item in waiting))
            raise BackstoryError(
                f"These analyzers need each other in a circle: {names}. Remove one of the `needs`."
            )
        chain[ready.id] = ready
        waiting.remove(ready)
    return tuple(chain.values())


def selected(chain: Sequence[Registered], ids: Iterable[str]) -> tuple[Registered, ...]:
    """The named analyzers and all that they need, in the order of `chain`; `BackstoryError` for an unknown id."""
    by_id = {item.id: item for item in chain}
    wanted: set[str] = set()
    queue = list(ids)
    while queue:
        name = queue.pop()
        if name not in by_id:
            raise BackstoryError(f"There is no analyzer {name!r}. Installed are: {', '.join(sorted(by_id))}.")
        if name not in wanted:
            wanted.add(name)
            queue.extend(by_id[name].analyzer.needs)
    return tuple(item for item in chain if item.id in wanted)


def _our_own() -> list[Registered]:
    package = importlib.import_module("generator.analyse.analyzers")
    names = sorted(
        found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_")
    )
    # A package beside the modules holds helpers of one analyzer, unless it describes itself as one.
    return [
        load(f"{package.__name__}.{name}") for name in names if _is_analyzer(f"{package.__name__}.{name}")
    ]


def _is_analyzer(module: str) -> bool:
    loaded = importlib.import_module(module)
    return not hasattr(loaded, "__path__") or hasattr(loaded, "ANALYZER")


def _of_other_packages() -> list[Registered]:
    from importlib.metadata import entry_points

    return [
        load(point.module) for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    ]


def _place(item: Registered) -> tuple[int, str]:
    family = item.id.split(".", 1)[0]
    place = READING_ORDER.index(family) if family in READING_ORDER else len(READING_ORDER)
    if item.id in READ_LAST:
        place = len(READING_ORDER) + 1
    return place, item.id


def _described(module: ModuleType) -> Analyzer:
    """The module's description, checked."""
    name = module.__name__
    analyzer: Any = getattr(module, "ANALYZER", None)
    if not isinstance(analyzer, Analyzer):
        raise BackstoryError(f"The analyzer module {name} has no constant ANALYZER of the class Analyzer.")
    if not callable(getattr(module, "run", None)):
        raise BackstoryError(f"The analyzer module {name} has no function run(picture).")
    if not _ID.fullmatch(analyzer.id):
        raise BackstoryError(
            f"The analyzer module {name} has the id {analyzer.id!r}; an id is lower-case words joined by dots or hyphens."
        )
    if analyzer.cost not in COSTS:
        raise BackstoryError(
            f"The analyzer {analyzer.id} has the cost {analyzer.cost!r}; allowed are low, medium, high."
        )
    if not analyzer.applies_to:
        raise BackstoryError(f"The analyzer {analyzer.id} applies to no kind of file; name at least one.")
    for text in ("version", "title", "question", "measures", "limits"):
        if not getattr(analyzer, text).strip():
            raise BackstoryError(f"The analyzer {analyzer.id} has no words for `{text}`; readers need them.")
    return analyzer
