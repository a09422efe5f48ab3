"""`backstory --help` answers at once, because it imports nothing heavy. Imports are counted, not seconds."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.program import environment

HEAVY = (
    "numpy",
    "PIL",
    "pydantic",
    "jinja2",
    "c2pa",
    "imagehash",
    "scipy",
    "markdown_it",
    "yaml",
    "distributed",
)
CODE = f"""
import sys
import generator.cli
try:
    generator.cli.main(sys.argv[1:])
except SystemExit:
    pass
print("heavy:", sorted(set(sys.modules) & set({HEAVY!r})))
"""


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["--version"], ["build", "--help"], ["bench", "--help"]], ids=str
)
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    """In a process of its own, as this one has imported everything."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "heavy: []", done.stderr
