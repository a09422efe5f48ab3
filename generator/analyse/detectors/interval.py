"""How large a rate may be when it was counted on few pictures: the exact interval of Clopper and Pearson (1934).

No normal approximation: it says 0 where no alarm was seen, which is exactly where a bound is needed most.
"""

from __future__ import annotations

import math
from functools import cache


@cache
def upper_bound(errors: int, pictures: int, *, level: float = 0.95) -> float:
    """Upper end of the two-sided interval for `errors` of `pictures`; 1 when nothing was measured."""
    if pictures <= 0 or errors >= pictures:
        return 1.0
    tail = (1 - level) / 2
    low, high = errors / pictures, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(errors, pictures, middle) > tail:
            low = middle
        else:
            high = middle
    return round(high, 6)


def lower_bound(errors: int, pictures: int, *, level: float = 0.95) -> float:
    """Lower end of that interval; 0 when nothing was measured."""
    return round(1.0 - upper_bound(pictures - errors, pictures, level=level), 6) if pictures > 0 else 0.0


def _at_most(errors: int, pictures: int, rate: float) -> float:
    """Probability of at most `errors` errors in `pictures` at a rate."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    ways = math.lgamma(pictures + 1)
    return math.fsum(
        math.exp(
            ways
            - math.lgamma(count + 1)
            - math.lgamma(pictures - count + 1)
            + count * math.log(rate)
            + (pictures - count) * math.log1p(-rate)
        )
        for count in range(errors + 1)
    )
