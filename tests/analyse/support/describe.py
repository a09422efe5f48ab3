"""Short descriptions for test analyzers."""

from __future__ import annotations

from generator.analyse.analyzer import ALL_KINDS, Analyzer
from generator.model import FileKind


def described(
    name: str,
    *,
    needs: tuple[str, ...] = (),
    version: str = "1",
    applies_to: frozenset[FileKind] = ALL_KINDS,
    engines: tuple[str, ...] = (),
    parameters: tuple[tuple[str, str], ...] = (),
) -> Analyzer:
    """An analyzer that says as little as the contract allows."""
    return Analyzer(
        id=name,
        version=version,
        title="Test analyzer",
        question="What happens then?",
        measures="It measures nothing.",
        limits="It shows nothing.",
        applies_to=applies_to,
        needs=needs,
        engines=engines,
        parameters=parameters,
        nothing_means="There was nothing to find.",
    )
