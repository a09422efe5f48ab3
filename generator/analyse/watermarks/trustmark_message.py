"""What the 100 bits of a TrustMark watermark say, and how likely bits without a watermark would say as much.

The layout, from its public description: the payload, check bits of a BCH code, two bits that are not used and two that name
one of four schemas. Payloads whose length is no whole number of bytes are filled up with zeros before the check bits are made.
Source: Bui, Agarwal, Collomosse 2023, TrustMark (arXiv 2311.18297), and the data schema of its README.

The reference accepts whatever its code can correct: that is 7 % of all random bits for the weakest schema. Here a message has
to be rarer than `RAREST` among random bits, counting wrong bits of the schema's name, too. An empty message is none: it is what
a decoder gives that finds nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from generator.analyse.watermarks.bch import correct

BITS = 100
"""Bits of a watermark."""
NAMING = 4
"""Bits that name the schema, at the end."""
RAREST = 0.001
"""Share of random bits that may say as much by chance, for each schema."""
BYTE, LETTER = 8, 7


@dataclass(frozen=True, slots=True)
class Schema:
    """One way of dividing the bits between payload and check bits."""

    version: int
    """Its number in the watermark."""
    name: str
    """As TrustMark's authors name it."""
    payload: int
    """Bits of payload."""
    checks: int
    """Check bits."""
    errors: int
    """Wrong bits that it corrects."""

    def chance(self, corrected: int) -> float:
        """Share of random bits that are this schema's message with at most so many wrong bits, one of them in its name.

        Exact: spheres around code words don't overlap, so words are counted and not estimated.
        """
        coded = self.payload + self.checks
        near = sum(
            comb(coded, wrong) * comb(NAMING, renamed)
            for wrong in range(corrected + 1)
            for renamed in range(min(corrected - wrong, 1) + 1)
        )
        return near / 2.0 ** (self.checks + NAMING)


SCHEMAS = (
    Schema(0, "BCH_SUPER", 40, 56, 8),
    Schema(1, "BCH_5", 61, 35, 5),
    Schema(2, "BCH_4", 68, 28, 4),
    Schema(3, "BCH_3", 75, 21, 3),
)
"""All schemas."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was read."""

    schema: Schema
    """How it is protected."""
    payload: str
    """Its bits as `0` and `1`."""
    corrected: int
    """Bits that were wrong."""

    @property
    def chance(self) -> float:
        """Share of random bits that would say as much."""
        return self.schema.chance(self.corrected)

    @property
    def letters(self) -> str:
        """The payload as letters of seven bits; empty when it isn't all letters, digits and signs."""
        groups = [
            int(self.payload[at : at + LETTER], 2) for at in range(0, len(self.payload) - LETTER + 1, LETTER)
        ]
        text = "".join(map(chr, groups)).rstrip("\0")
        return text if text.isprintable() else ""

    @property
    def digits(self) -> str:
        """The payload as a hexadecimal number, filled up with zeros at its end."""
        filled = self.payload + "0" * (-len(self.payload) % 4)
        return f"{int(filled, 2):0{len(filled) // 4}x}"


def largest_chance() -> float:
    """Share of random bits in which any message would be found: the false alarms of one reading."""
    total = 0.0
    for schema in SCHEMAS:
        allowed = [chance for wrong in range(schema.errors + 1) if (chance := schema.chance(wrong)) <= RAREST]
        total += max(allowed, default=0.0)
    return total


def read_message(bits: Sequence[bool]) -> Message | None:
    """The rarest message in 100 bits, or None."""
    if len(bits) != BITS:
        raise ValueError(f"a watermark has {BITS} bits, not {len(bits)}")
    messages = [message for schema in SCHEMAS if (message := _read(bits, schema))]
    return min(messages, key=lambda message: message.chance, default=None)


def _read(bits: Sequence[bool], schema: Schema) -> Message | None:
    named = _number(bits[-NAMING:])
    renamed = (named ^ schema.version).bit_count()
    if renamed > 1:
        return None
    filling = -schema.payload % BYTE
    data, checks = _number(bits[: schema.payload]), _number(bits[schema.payload : -NAMING])
    word = data << filling + schema.checks | checks
    places = schema.payload + filling + schema.checks
    wrong = correct(word, places=places, errors=schema.errors)
    if wrong is None or wrong >> schema.checks & (1 << filling) - 1:
        return None
    payload = (word ^ wrong) >> schema.checks + filling
    corrected = wrong.bit_count() + renamed
    if not payload or corrected > schema.errors or schema.chance(corrected) > RAREST:
        return None
    return Message(schema, f"{payload:0{schema.payload}b}", corrected)


def _number(bits: Sequence[bool]) -> int:
    number = 0
    for bit in bits:
        number = number << 1 | bool(bit)
    return number
