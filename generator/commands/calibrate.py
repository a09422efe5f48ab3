"""`backstory calibrate`: how often a test accuses authentic pictures, measured on a folder of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.analyse.detectors.card import Card

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("calibrate")
@click.argument("corpus", type=FOLDER)
@click.option("--only", multiple=True, metavar="ID", help="Only this test. May be given several times.")
@click.option(
    "--split",
    type=click.Choice(["dev", "test"]),
    default="dev",
    show_default=True,
    help="Which pictures of forensics.csv. Cards are made from dev alone; test is refused.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the cards of tests; the one that this program reads them from when left out.",
)
@click.option("--detector", type=FILE, help="Calibrate this learned detector instead, an ONNX file.")
@click.option(
    "--card",
    "card_file",
    type=FILE,
    help="The detector's card, a JSON file; the result is written into it.",
)
@click.option("--name", default="", help="Name of the set of pictures, for readers.")
@click.option(
    "--generated",
    type=FOLDER,
    help="Folder of AI-made pictures, to measure how many of them the detector finds.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    help="From this number of the detector on a picture counts as AI-made. Left out, it is chosen on one half of the pictures "
    "and measured on the other.",
)  # fmt: skip
def command(
    corpus: Path,
    only: tuple[str, ...],
    split: str,
    into: Path | None,
    detector: Path | None,
    card_file: Path | None,
    name: str,
    generated: Path | None,
    threshold: float | None,
) -> None:
    """Measure how often tests accuse the authentic pictures in CORPUS, and write it into their cards.

    CORPUS holds pictures with known answers, listed in its forensics.csv; every test that may raise a flag is measured. With
    --detector and --card, CORPUS is any folder of pictures that are authentic for certain, and a learned detector is measured:
    it may then be named in site.yaml, and pages show its results only with these figures.
    """
    if detector is not None and card_file is not None:
        _detector(corpus, detector, card_file, name, generated, threshold)
    elif detector is not None or card_file is not None:
        raise click.UsageError("A learned detector needs both --detector and --card.")
    elif generated is not None or threshold is not None:
        raise click.UsageError(
            "--generated and --threshold are for a learned detector; name it with --detector."
        )
    elif split != "dev":
        raise BackstoryError(
            "Cards are made from dev pictures alone: test pictures only score, and a card made from them would leave none to "
            "score with. Score with `backstory bench forensics --split test`."
        )
    else:
        _tests(corpus, only, into, name)


def _tests(corpus: Path, only: tuple[str, ...], into: Path | None, name: str) -> None:
    import generator.analyse.cards
    from generator.analyse.cards.card import ALL, write_card
    from generator.calibrate.flags import cards
    from generator.storage import Folder
    from generator.terminal import told

    folder = Folder(into or Path(generator.analyse.cards.__file__).parent / "data")
    for card in cards(corpus, lambda test: folder.read(f"{test}.json"), only=only, name=name, progress=told):
        folder.write(f"{card.analyzer}.json", write_card(card))
        row = card.row(ALL)
        assert row is not None
        click.echo(
            f"{card.analyzer} {card.version}: {row.alarms} of {row.authentic} pictures flagged by mistake "
            f"(at most {row.false_alarms.high:.1%}), {row.found} of {row.altered} found."
        )
    click.echo("Wrote the cards.")


def _detector(
    corpus: Path, detector: Path, card_file: Path, name: str, generated: Path | None, threshold: float | None
) -> None:
    from generator.analyse.detectors.card import InvalidCard, read_card, write_card
    from generator.calibrate.detector import TooFewPictures, calibrated, scores
    from generator.storage import Folder

    model = detector.read_bytes()
    try:
        card = read_card(card_file.read_bytes())
    except InvalidCard as error:
        raise BackstoryError(f"The card {card_file} can't be used: {error}. Mend it.") from error
    judge = _judge(detector, model, card)
    authentic, left_out = scores(_files(corpus), judge)
    made, _ = scores(_files(generated), judge) if generated else ((), 0)
    try:
        result = calibrated(
            card, model, authentic, made, corpus=name or corpus.resolve().name, threshold=threshold
        )
    except TooFewPictures as error:
        raise BackstoryError(f"{corpus} holds {error}.") from error
    Folder(card_file.parent).write(card_file.name, write_card(result))
    measured = result.calibration
    assert measured is not None
    click.echo(
        f"{measured.alarms:,} of {measured.pictures:,} authentic pictures were called AI-made from {measured.threshold:g} on: "
        f"{measured.false_alarms:.2%}, at most {measured.false_alarms_high:.2%} (95 % interval)."
    )
    if left_out:
        click.echo(f"{left_out:,} files were left out: no pictures, or of kinds that the card excludes.")
    if measured.generated:
        click.echo(f"{measured.detected:,} of {measured.generated:,} AI-made pictures were found.")
    click.echo(f"Wrote {card_file}.")


def _judge(detector: Path, model: bytes, card: Card) -> Callable[[bytes], float | None]:
    from generator.analyse.analyzer import CouldNotCheck
    from generator.analyse.detectors.scoring import CannotLoad, is_installed, load, score
    from generator.analyse.picture import Picture
    from generator.kind import HEAD_SIZE, sniff
    from generator.model import FileKind

    if not is_installed():
        raise BackstoryError(
            "Learned detectors need a library that is not installed: pip install 'open-backstory[onnx]'."
        )
    try:
        session = load(model)
    except CannotLoad as error:
        raise BackstoryError(f"The model {detector} can't be used: {error}.") from error

    def judge(data: bytes) -> float | None:
        kind = sniff(data[:HEAD_SIZE], len(data))
        if not isinstance(kind, FileKind) or (card.formats and kind.value not in card.formats):
            return None
        picture = Picture(data, kind, "")
        try:
            pixels = picture.upright
        except CouldNotCheck:
            return None
        if min(pixels.shape[:2]) < card.smallest_side:
            return None
        try:
            return score(session, card, pixels)
        except CouldNotCheck as error:
            raise BackstoryError(f"The model can't be measured: {error}.") from error

    return judge


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.read_bytes()
