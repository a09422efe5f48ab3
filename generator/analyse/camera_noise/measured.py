"""How often the comparison errs, measured on development pictures; the test pictures only score.

A comparison is one picture with one fingerprint of another body. How it was measured: see `backstory bench forensics`.
"""

from __future__ import annotations

from generator.model import ErrorRate

ERROR_RATE: ErrorRate | None = None
"""Filled in from development pictures."""
