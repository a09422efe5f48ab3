"""Measures the tests that may raise a flag on labelled pictures, and writes a calibration card for each.

Counts are by kind of file, as an analyzer can tell it from the picture in hand, and by corpus and variant. A picture that its
list calls resized (variant `r70…`) counts as `resized`, too, whether or not its metadata say so. Of every authentic JPEG a copy
kept as PNG is looked at as well and counts as `lossless` alone, since people keep pictures that way and tests of pixels then
look for what a JPEG would hide. Only alterations of the sort
that a test is made for count as altered: a test for copies within a picture isn't blamed for pasted parts, and a test that
tells of a whole file's history is held against that history, where the list names it. Cards come from
development pictures alone; a figure from pictures that only score would be used up by being quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import clock
from generator.analyse.cards.card import ALL, Card, InvalidCard, Row, read_card
from generator.analyse.cards.kinds import KINDS, kind_of_file
from generator.analyse.keys import engine_versions
from generator.analyse.registry import Registered
from generator.bench import counting, flagging, labelled
from generator.bench.counting import Score
from generator.bench.pixel_scores import agreement
from generator.errors import BackstoryError
from generator.model import FileKind, Outcome, Run

if TYPE_CHECKING:
    from generator.analyse.picture import Picture

SPLIT = "dev"
RESIZED = "resized"
LOSSLESS = "lossless"
COPIES = "copies of the authentic JPEGs, kept as PNG"
_JPEG = frozenset({FileKind.JPEG, FileKind.MPO})
_RESIZED_VARIANT = re.compile(r"r\d")


@dataclass(slots=True)
class _Measured:
    """Scores of one test, sorted in as they come."""

    faults: list[str] = field(default_factory=list)
    copies: list[Score] = field(default_factory=list)
    kinds: dict[str, list[Score]] = field(default_factory=lambda: {name: [] for name in (*KINDS, ALL)})
    groups: dict[str, list[Score]] = field(default_factory=dict)


def cards(
    folder: Path,
    earlier: Callable[[str], bytes | None],
    *,
    only: Sequence[str] = (),
    name: str = "",
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[Card]:
    """A card for each test. `earlier` gives the bytes of the card that it replaces, whose notes are kept.

    No card is made of a test of whole files whose history the list doesn't name, nor of one that failed on a picture; then
    `BackstoryError` is raised after the last card.
    """
    tests = flagging.tests(only)
    chain = flagging.pixel_chain([test.id for test in tests])
    wanted = labelled.samples(folder, SPLIT)
    if not wanted:
        raise BackstoryError(
            f"{folder / labelled.LIST} has no pictures of the split {SPLIT}. Cards are made from these alone."
        )
    # Read before anything is measured, so that a damaged card isn't noticed minutes later.
    notes = {test.id: _notes(test.id, earlier(test.id)) for test in tests}
    found = {test.id: _Measured() for test in tests}
    for done, sample in enumerate(wanted):
        progress(done, len(wanted))
        picture = labelled.opened(sample.path)
        for test, score in _looks(tests, chain, picture, sample, found):
            measured = found[test.id]
            measured.groups.setdefault(sample.group, []).append(score)
            if sample.is_altered and not test.is_made_for(sample.corpus):
                continue
            measured.kinds[ALL].append(score)
            for kind in _kinds(score.kind, sample):
                measured.kinds[kind].append(score)
        if not sample.is_altered and picture.kind in _JPEG:
            for test, score in _looks(tests, chain, _kept_as_png(picture), sample, found):
                found[test.id].copies.append(score)
    progress(len(wanted), len(wanted))
    corpora = sorted({sample.corpus for sample in wanted})
    plain = name or "development pictures of " + _listed(corpora)
    for test in tests:
        if found[test.id].faults or not found[test.id].kinds[ALL]:
            continue
        measured = found[test.id]
        measured.kinds[LOSSLESS] += measured.copies
        groups = {**measured.groups, COPIES: measured.copies} if measured.copies else measured.groups
        yield Card(
            analyzer=test.id,
            version=test.item.analyzer.version,
            engines=tuple(engine_versions(test.item.analyzer.engines)),
            corpus=plain,
            list_sha256=labelled.list_sha256(folder),
            split=SPLIT,
            date=clock.source_date_epoch(),
            marks_regions=test.marks_regions,
            finds=tuple(
                corpus
                for corpus in corpora
                if test.marks_regions and _has_altered(wanted, corpus) and test.is_made_for(corpus)
            ),
            kinds=tuple(_row(kind, scores) for kind, scores in measured.kinds.items() if scores),
            variants=tuple(_row(group, scores) for group, scores in groups.items()),
            notes=notes[test.id],
        )
    if faults := [fault for measured in found.values() for fault in measured.faults]:
        raise BackstoryError("No card was made where a test failed: " + "; ".join(faults[:5]) + ". Mend it.")


def _notes(name: str, data: bytes | None) -> tuple[str, ...]:
    try:
        return read_card(data).notes if data else ()
    except InvalidCard as error:
        raise BackstoryError(f"The card {name}.json can't be read: {error}. Mend it or remove it.") from error


def _looks(
    tests: Sequence[flagging.Test],
    chain: Sequence[Registered],
    picture: Picture,
    sample: labelled.Sample,
    found: Mapping[str, _Measured],
) -> Iterator[tuple[flagging.Test, Score]]:
    runs = flagging.timed(picture, chain).runs
    for test in tests:
        run = runs[test.id]
        answer = test.answer(sample)
        if run.outcome is Outcome.FAILED:
            found[test.id].faults.append(f"{test.id} on {sample.name}: {run.reason}")
        elif answer is not None:
            yield test, replace(_score(test, picture, sample, run), is_altered=answer)


def _kept_as_png(picture: Picture) -> Picture:
    import io

    import numpy as np
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(np.asarray(picture.rgb)).save(buffer, "PNG", compress_level=1)
    return labelled.picture_of(buffer.getvalue())


def _score(test: flagging.Test, picture: Picture, sample: labelled.Sample, run: Run) -> Score:
    plain = Score(
        sample.name, sample.group, kind_of_file(picture), sample.is_altered, False, flagging.is_checked(run)
    )
    if run.outcome is not Outcome.FOUND:
        return plain
    flags = flagging.flags(test, picture)
    score = replace(plain, is_flagged=flags.is_flagged)
    if sample.is_altered and flags.mask is not None and flags.is_flagged:
        f1, mcc = agreement(flags.mask, labelled.truth_of(sample, flags.mask.shape))
        score = replace(score, f1=f1, mcc=mcc)
    return score


def _kinds(kind: str, sample: labelled.Sample) -> tuple[str, ...]:
    is_resized = bool(_RESIZED_VARIANT.match(sample.variant))
    return (kind, RESIZED) if is_resized and kind != RESIZED else (kind,)


def _row(name: str, scores: Sequence[Score]) -> Row:
    counted = counting.row(scores)
    return Row(
        name=name,
        authentic=counted["authentic"],
        alarms=counted["false alarms"],
        altered=counted["altered"],
        found=counted["found"],
        f1=round(counted["f1"], 3),
        mcc=round(counted["mcc"], 3),
        checked=counted["checked"],
        authentic_checked=sum(score.is_checked and not score.is_altered for score in scores),
    )


def _has_altered(samples: Sequence[labelled.Sample], corpus: str) -> bool:
    return any(sample.is_altered for sample in samples if sample.corpus == corpus)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
