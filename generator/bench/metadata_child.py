"""A reader of metadata in a process of its own, so that a file that makes it hang or grow can be ended and counted.

Started as `python -m generator.bench.metadata_child READER`. For each line on standard input (a path as JSON) it writes one:
the seconds that the reader took from bytes to tags, and the tags with every form that they can be compared by.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

from generator import clock

SECONDS = 20.0
"""Until a file counts as hung."""
MEMORY = 2 << 30
"""Address space of a reader, bytes."""


class Child:
    """A reader's process, started again after each file that ended it."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> dict[str, Any]:
        """`{"seconds", "tags"}`, or `{"problem"}` with a word: `hung`, `ended`, or the error's name."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__, self.reader], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2],
            )  # fmt: skip
        process = self.process
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            process.stdin.flush()
            if not select.select([process.stdout], [], [], SECONDS)[0]:
                self.close()
                return {"problem": "hung"}
            line = process.stdout.readline()
        except OSError:
            line = b""
        if not line:
            self.close()
            return {"problem": "ended"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def main(reader: str) -> None:
    """Answer until standard input ends."""
    import contextlib
    import os

    from generator.bench.metadata_readers import READERS, ours

    _bound_memory()
    function = ours if reader == "ours" else READERS[reader][1]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("w", encoding="utf-8") as nothing, contextlib.redirect_stdout(nothing):
        is_warm = False
        for line in sys.stdin:
            data = Path(json.loads(line)).read_bytes()
            if not is_warm:
                # The first file is read twice, because imports count for nothing here.
                _answer(function, data)
                is_warm = True
            answers.write(json.dumps(_answer(function, data), default=str) + "\n")
            answers.flush()


def _answer(function: Any, data: bytes) -> dict[str, Any]:
    import warnings

    from generator.analyse.metadata.exif_tags import tag_name
    from generator.bench.metadata_values import forms

    started = clock.seconds()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            entries = function(data)
    except Exception as error:
        # Foreign readers raise anything at all on damaged files; which error it was is the measurement.
        return {"problem": type(error).__name__, "seconds": clock.seconds() - started}
    seconds = clock.seconds() - started
    found = []
    for entry in entries:
        name = entry.name or tag_name(entry.section, entry.number)
        found.append(
            [
                entry.section,
                entry.number,
                name,
                [form for value in entry.values for form in forms(name, value)],
            ]
        )
    return {"seconds": seconds, "tags": found}


def _bound_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
