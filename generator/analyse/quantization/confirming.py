"""Whether the stored numbers of a part, taken by themselves, lack the comb.

The evidence of blocks compares them with others of the same roughness. A smooth sky is as rough as blurred grass, yet stores
other numbers, so over large areas faint evidence adds up although the sky has the comb. Here a part is its own measure
(`own_numbers.py`). If it had the comb, numbers that speak against it by a factor would come with at most one part in that
factor (Markov's inequality), as for the bound of `regions.py`.

In controls whose trace is faint, parts that were flagged without need lay at 0.7 to 1.5 of the way from "without" to "with";
true parts lay below 0.15, and one, mixed from many sources, at 0.4. What it can't tell: a change of tones, which moves the
comb; for that there is `surroundings.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf

from generator.analyse.quantization.classes import Outline
from generator.analyse.quantization.evidence import UNIT, Gathered
from generator.analyse.quantization.own_numbers import Position
from generator.analyse.quantization.regions import ALIKE, MOST_LOG_NFA, Part, log_nfa, log_tests

HALF = 0.5
"""How far from "without" to "with" a part may lie: it must be nearer to "without"."""


def bound_by_own(gathered: Gathered, own: Position, *, most: float = HALF) -> float:
    """The bound by the blocks' own numbers alone; infinite where they lie further than `most` from lacking the comb."""
    if own.way >= most:
        return inf
    return log_nfa(round(own.against * UNIT), log_tests(*gathered.fine.shape), alike=ALIKE * gathered.alike)


def confirmed(
    gathered: Gathered, parts: tuple[Part, ...], position: Callable[[Outline], Position]
) -> tuple[Part, ...]:
    """The parts whose own numbers lack the comb, with the larger of both bounds."""
    found = []
    for part in parts:
        own = position(part.outline)
        nfa = bound_by_own(gathered, own)
        if nfa <= MOST_LOG_NFA:
            found.append(replace(part, log_nfa=max(part.log_nfa, nfa), against=own.against))
    return tuple(sorted(found, key=lambda part: (part.log_nfa, part.y, part.x)))
