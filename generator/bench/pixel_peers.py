"""Other programs on the same pictures in the same run: photoholmes' methods without learned weights, or any command.

photoholmes isn't on a package index and needs a learning framework, so it runs in the interpreter that a person names, or in
this one where it is installed. A command is given each picture as PPM, then the same saved as JPEG at quality 99, also as PPM,
in an empty folder. Times are CPU seconds on one core; of a command, with its start and its reading.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import select
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.bench import flagging, labelled, process
from generator.bench.counting import mean
from generator.bench.pixel_scores import agreement
from generator.errors import BackstoryError

METHODS = {
    "zero": "pixels.jpeg-grid",
    "dq": "pixels.double-quantization",
    "noisesniffer": "",
    "splicebuster": "",
}
"""Weight-free methods of photoholmes, and our test of the same trace; without one, our whole chain is compared."""
SECONDS = 900.0
"""Until a method counts as hung on a picture."""
JPEG_ONLY = ("dq",)
CHAIN = "all analyzers of pixels"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to compare with."""

    python: str
    """Interpreter with photoholmes; empty for none."""
    commands: tuple[tuple[str, str], ...]
    """Test id and command."""


def asked_for(python: str | None, peers: Sequence[str]) -> Wanted | None:
    """The options as a value; None when there is nothing to compare with. Raises `BackstoryError`."""
    if python is None and importlib.util.find_spec("photoholmes"):
        python = sys.executable
    commands = []
    for peer in peers:
        test, _, command = peer.partition("=")
        if not test.startswith(flagging.FAMILY) or not command.strip():
            raise BackstoryError(f"--peer {peer!r} is not ID=COMMAND, such as pixels.jpeg-grid=/opt/zero.")
        commands.append((test, command))
    return Wanted(python or "", tuple(commands)) if python or commands else None


def measure(folder: Path, wanted: Wanted, *, split: str | None, pictures: int) -> dict[str, Any]:
    """By peer: seconds per megapixel, ours on the same pictures, the ratio, and F1 on altered pictures."""
    chain = flagging.pixel_chain()
    everything = {item.id for item in chain if item.id.startswith(flagging.FAMILY)}
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        chosen = _smallest(labelled.samples(folder, split), pictures)
        jpegs = _smallest([item for item in labelled.samples(folder, split) if _is_jpeg(item.path)], pictures)
        ours = {item.name: _ours(item, chain) for item in (*chosen, *jpegs)}
        for method, test in METHODS.items() if wanted.python else ():
            samples = jpegs if method in JPEG_ONLY else chosen
            answers = list(_asked(wanted.python, method, samples, scratch))
            found[f"photoholmes {method}"] = _compared(
                samples, answers, ours, {test} if test in everything else everything
            )
        for test, command in wanted.commands:
            if test not in everything:
                raise BackstoryError(f"There is no analyzer {test} to compare {command} with.")
            answers = [_timed(command, sample, scratch) for sample in chosen]
            found[command] = _compared(chosen, answers, ours, {test})
    return found


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The comparison for a person."""
    yield "Peers on the same pictures, CPU seconds per megapixel:"
    for name, row in figures.items():
        if problems := row["problems"]:
            yield f"  {name}: {problems[0]}"
        if row["pictures"]:
            f1 = "" if row["f1"] is None else f", F1 {row['f1']:.3f}"
            yield (
                f"  {name}: {row['seconds per megapixel']:.3f} on {row['pictures']} pictures{f1}; "
                f"{row['compared with']}: {row['ours']:.3f}, {row['ratio']:.1f} times as fast"
            )


def _compared(
    samples: Sequence[labelled.Sample],
    answers: Sequence[dict[str, Any]],
    ours: dict[str, tuple[float, dict[str, float]]],
    tests: set[str],
) -> dict[str, Any]:
    pairs = [(sample, answer) for sample, answer in zip(samples, answers, strict=True) if "seconds" in answer]
    area = sum(ours[sample.name][0] for sample, _ in pairs)
    theirs = sum(answer["seconds"] for _, answer in pairs)
    own = sum(value for sample, _ in pairs for test, value in ours[sample.name][1].items() if test in tests)
    f1 = [answer["f1"] for sample, answer in pairs if sample.is_altered and "f1" in answer]
    return {
        "pictures": len(pairs),
        "seconds per megapixel": theirs / area if area else 0.0,
        "ours": own / area if area else 0.0,
        "ratio": theirs / own if own else 0.0,
        "compared with": CHAIN if len(tests) > 1 else next(iter(tests)),
        "f1": mean(f1) if f1 else None,
        "problems": [answer["problem"] for answer in answers if "problem" in answer],
    }


def _ours(sample: labelled.Sample, chain: Sequence[Any]) -> tuple[float, dict[str, float]]:
    """Megapixels, and seconds by analyzer: the second of two runs, as the first one imports libraries."""
    for _ in range(2):
        picture = labelled.opened(sample.path)
        seconds = flagging.timed(picture, chain).seconds
    return picture.rgb.shape[0] * picture.rgb.shape[1] / 1e6, dict(seconds)


def _asked(
    python: str, method: str, samples: Sequence[labelled.Sample], scratch: Path
) -> Iterator[dict[str, Any]]:
    script = Path(__file__).with_name("photoholmes_child.py")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    child = subprocess.Popen(
        [python, str(script), method], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment, cwd=scratch,
    )  # fmt: skip
    try:
        ready = _answer(child)
        for sample in samples:
            if "problem" in ready:
                yield ready
                continue
            target = scratch / "map.npy"
            target.unlink(missing_ok=True)
            assert child.stdin is not None
            child.stdin.write(json.dumps([str(sample.path.resolve()), str(target)]).encode() + b"\n")
            child.stdin.flush()
            answer = _answer(child)
            if answer.get("kind") == "mask":
                answer["f1"] = _f1(target, sample)
            if answer.get("problem") in ("hung", "ended"):
                ready = answer
            yield answer
    finally:
        child.kill()
        child.communicate()


def _answer(child: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert child.stdout is not None
    if not select.select([child.stdout], [], [], SECONDS)[0]:
        return {"problem": "hung"}
    line = child.stdout.readline()
    answer: dict[str, Any] = json.loads(line) if line else {"problem": "ended"}
    return answer


def _f1(path: Path, sample: labelled.Sample) -> float:
    import numpy as np

    found = np.squeeze(np.load(path, allow_pickle=False)) > 0.5
    return agreement(found, labelled.truth_of(sample, found.shape))[0]


def _timed(command: str, sample: labelled.Sample, scratch: Path) -> dict[str, Any]:
    import numpy as np
    from PIL import Image

    image = Image.fromarray(np.asarray(labelled.opened(sample.path).rgb))
    image.save(scratch / "picture.ppm")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=99, subsampling=0)
    Image.open(buffer).save(scratch / "saved99.ppm")
    # The program measures CPU time of the process alone, whatever else this machine does.
    words = [*shlex.split(command), str(scratch / "picture.ppm"), str(scratch / "saved99.ppm")]
    try:
        return {"seconds": process.measure(words, scratch, cwd=scratch).cpu}
    except process.CommandFailed as error:
        return {"problem": str(error)[:300]}


def _smallest(samples: Sequence[labelled.Sample], count: int) -> list[labelled.Sample]:
    """Altered ones first, so that F1 means something; of files with few bytes, as peers take minutes for a megapixel."""
    return sorted(samples, key=lambda item: (not item.is_altered, item.path.stat().st_size, item.name))[
        :count
    ]


def _is_jpeg(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\xff\xd8"
