"""The only place that asks what time it is. Pages never do: their dates come from content or `SOURCE_DATE_EPOCH`."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

from generator.errors import BackstoryError


def today() -> str:
    """Date in UTC as `YYYY-MM-DD`, for files that a person asked to be written now (`backstory new`)."""
    return datetime.now(UTC).date().isoformat()


def now() -> str:
    """This second in UTC, ISO 8601 with `Z`, for answers of services that a person asked."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds() -> float:
    """A monotonic clock for progress and benchmarks, in seconds."""
    return time.monotonic()


def source_date_epoch() -> str:
    """Date of `SOURCE_DATE_EPOCH` as `YYYY-MM-DD` in UTC, or an empty string when the variable isn't set.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return ""
    if not value.isascii() or not value.isdigit() or len(value) > 11:
        raise BackstoryError(
            f"SOURCE_DATE_EPOCH is {value!r}; it must be a whole number of seconds since 1970."
        )
    return datetime.fromtimestamp(int(value), UTC).date().isoformat()
