"""Corrects wrong bits of a message protected by a BCH code over the field of 128 elements.

The textbook decoder (Lin and Costello 2004, Error Control Coding, chapter 6): syndromes, the error locator by Berlekamp and
Massey, its roots by trying every place (Chien). Codes are shortened: places that an encoder never fills count as zero and are
never corrected. The work is bounded by the length of the code, 127 places.
"""

from __future__ import annotations

from functools import cache

DEGREE = 7
"""Bits of a field element."""
LENGTH = (1 << DEGREE) - 1
"""Places of the full code."""
PRIMITIVE = 0b10001001
"""x^7 + x^3 + 1, which makes the field."""


def correct(word: int, *, places: int, errors: int) -> int | None:
    """The places in which `word` has to be changed, as a number with these bits set; None when no code word is near enough.

    `word` holds `places` bits, the first one most significant; the code corrects up to `errors` of them.
    """
    if not 0 < places <= LENGTH or word >> places:
        raise ValueError("the word is longer than its code")
    syndromes = _syndromes(word, errors)
    if not any(syndromes):
        return 0
    locator = _locator(syndromes)
    if locator is None or len(locator) - 1 > errors:
        return None
    found = [place for place in range(places) if _value(locator, -place) == 0]
    if len(found) != len(locator) - 1:
        return None
    return sum(1 << place for place in found)


@cache
def _tables() -> tuple[tuple[int, ...], dict[int, int]]:
    """Powers of the primitive element, and the exponent of each element but zero."""
    powers, element = [], 1
    for _ in range(LENGTH):
        powers.append(element)
        element <<= 1
        if element >> DEGREE:
            element ^= PRIMITIVE
    return tuple(powers), {value: exponent for exponent, value in enumerate(powers)}


def _power(exponent: int) -> int:
    return _tables()[0][exponent % LENGTH]


def _times(one: int, other: int) -> int:
    if not one or not other:
        return 0
    exponents = _tables()[1]
    return _power(exponents[one] + exponents[other])


def _inverse(element: int) -> int:
    return _power(-_tables()[1][element])


def _syndromes(word: int, errors: int) -> list[int]:
    """The word's polynomial at the first 2 x `errors` powers of the primitive element."""
    places = [place for place in range(word.bit_length()) if word >> place & 1]
    sums = []
    for root in range(1, 2 * errors + 1):
        total = 0
        for place in places:
            total ^= _power(root * place)
        sums.append(total)
    return sums


def _locator(syndromes: list[int]) -> list[int] | None:
    """Shortest feedback polynomial that makes the syndromes (Berlekamp 1968, Massey 1969); its roots name the wrong places.

    None when no pattern of errors makes them, which shows by a polynomial shorter than the register.
    """
    current, previous = [1], [1]
    length, gap, last = 0, 1, 1
    for step, syndrome in enumerate(syndromes):
        off = syndrome
        for index in range(1, min(length, len(current) - 1) + 1):
            off ^= _times(current[index], syndromes[step - index])
        if not off:
            gap += 1
            continue
        factor = _times(off, _inverse(last))
        moved = [0] * gap + [_times(factor, item) for item in previous]
        size = max(len(current), len(moved))
        changed = [
            (current[index] if index < len(current) else 0) ^ (moved[index] if index < len(moved) else 0)
            for index in range(size)
        ]
        if 2 * length <= step:
            previous, length, last, gap = current, step + 1 - length, off, 1
        else:
            gap += 1
        current = changed
    while len(current) > 1 and not current[-1]:
        current.pop()
    return current if len(current) == length + 1 else None


def _value(polynomial: list[int], exponent: int) -> int:
    total = 0
    for degree, coefficient in enumerate(polynomial):
        if coefficient:
            total ^= _times(coefficient, _power(degree * exponent))
    return total
