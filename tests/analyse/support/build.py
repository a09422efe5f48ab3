"""A build that a test can interrupt or kill: `python -m tests.analyse.support.build FOLDER WORD COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.analyse.analysis import analyse
from generator.analyse.cache import Cache
from generator.analyse.progress import Progress, Verbosity
from generator.analyse.workforce import local_workforce
from generator.settings import Limits
from tests.analyse.support.jobs import chain, job


def main() -> None:
    """Analyse COUNT files that end with WORD, on two workers, with a cache in FOLDER."""
    folder, word, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    jobs = [job(folder, f"{number}.jpg", f"{number} {word}".encode()) for number in range(count)]
    progress = Progress(sys.stderr, Verbosity.QUIET)
    with local_workforce(2) as workforce:
        analyse(
            jobs,
            chain=chain(),
            cache=Cache(folder / "cache"),
            workforce=workforce,
            limits=Limits(),
            progress=progress,
        )


if __name__ == "__main__":
    main()
