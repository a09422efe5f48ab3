"""Asks what wrote the file last and what it went through: compression tables, packing, platforms' marks, programs, screens.

The field calls it encoder or platform identification. It shows the last lossy save at best; what came before is gone. A match
is with named, counted files, never a proof that nothing else writes the same. Sources: Kee, Johnson, Farid 2011; see
`generator/analyse/encoders/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, Reference
from generator.analyse.picture import Picture
from generator.model import (
    Axis,
    Bearing,
    FileKind,
    Finding,
    Integrity,
    Measurement,
    Outcome,
    Row,
    Table,
    Weight,
)

if TYPE_CHECKING:
    from generator.analyse.encoders import Database, Fingerprint
    from generator.analyse.metadata.read import Metadata

ANALYZER = Analyzer(
    id="file.history",
    version="1",
    title="What the file went through",
    question="What wrote this file last, and what did it pass through?",
    measures=(
        "Compares a JPEG's compression tables, colour sampling, code tables and the order of its parts with those of "
        "files whose writer is known, and with the camera that the file names. Looks for marks that platforms leave, says what "
        "the programs and devices are that the file names (editors on phones, scanners, drones), and whether the picture has "
        "the size of a common screen or a size to which web sites shrink pictures."
    ),
    limits=(
        "Only the last lossy save can be told, and many writers share the same tables. Few writers are known here; how many "
        "files stand behind a match is said with it. Most platforms leave no mark. No match means nothing."
    ),
    applies_to=ALL_KINDS,
    needs=("jpeg.quantization",),
    engines=("pillow", "defusedxml"),
    references=(
        Reference(
            "E. Kee, M. K. Johnson, H. Farid: Digital image authentication from JPEG headers. IEEE TIFS 6(3), 2011",
            "https://doi.org/10.1109/TIFS.2011.2128309",
        ),
        Reference("H. Farid: Digital image ballistics from JPEG quantization. Dartmouth TR2006-583, 2006"),
        Reference("ITU-T T.81 (1992), Annex B and K", "https://www.w3.org/Graphics/JPEG/itu-t81.pdf"),
    ),
    parameters=(("known_files_of_a_camera", "5"), ("known_files_of_an_editor", "2")),
    reads=("encoders",),
    raises_flags=True,
    nothing_means=(
        "None of the known marks is in the file. That is normal: most platforms and programs leave none that can be told apart."
    ),
)

TYPICAL_SIDES = (2048, 1600, 1280, 1080, 1024, 960, 800, 640)
"""Longer sides to which programs and web sites often shrink pictures, pixels."""
PLATFORM_LIMITS = (
    "The mark is plain text that can be copied or forged, and it rests on two labelled files. It says nothing of what was done "
    "before. Other platforms leave no mark, and saving again removes this one."
)
CAMERA_LIMITS = "Programs that only turn, crop or caption a file keep its tables, and any program can be told to use them."
NAMED_LIMITS = "Names are plain text in the file: anybody can write them, and many programs leave none."
SIZE_LIMITS = "Drawings, wallpapers, video frames and pictures made by AI have such sizes as well. A size alone shows nothing."


def run(picture: Picture) -> tuple[Finding, ...]:
    """The writer's handwriting first, then what the file says of its way."""
    from generator.analyse.metadata.read import read_metadata

    metadata = read_metadata(picture.container)
    findings: list[Finding] = []
    if picture.run_of("jpeg.quantization").outcome is Outcome.FOUND:
        findings += _jpeg(picture, metadata)
    findings += _platform(metadata)
    findings += _programs(metadata)
    findings += _devices(metadata)
    findings += _sizes(picture, metadata)
    return tuple(findings)


def _jpeg(picture: Picture, metadata: Metadata) -> list[Finding]:
    from generator.analyse.encoders import InvalidDatabase, fingerprint_of
    from generator.analyse.encoders.handed import GROUP, database_with
    from generator.analyse.encoders.writer import writer_finding
    from generator.analyse.jpeg_tables import read_header

    fingerprint = fingerprint_of(read_header(picture.data), picture.container)
    if fingerprint is None:
        return []
    try:
        database = database_with(picture.materials_of(GROUP))
    except InvalidDatabase as error:
        raise CouldNotCheck(f"a database of fingerprints can't be used: {error}") from error
    return [writer_finding(fingerprint, database), *_camera(metadata, fingerprint, database)]


def _camera(metadata: Metadata, fingerprint: Fingerprint, database: Database) -> list[Finding]:
    """The named camera held against the handwriting."""
    from generator.analyse.encoders.database import camera_label
    from generator.analyse.encoders.resaving import RATE, reasons
    from generator.analyse.encoders.writer import camera_words
    from generator.analyse.metadata.digest.camera import camera_name

    make, model = camera_name(metadata)
    if not (make and model):
        return []
    camera = camera_label(make, model)
    words, count = camera_words(camera, fingerprint, database)
    if words:
        return [
            Finding(
                "file.history.camera-tables",
                words,
                (),
                (Measurement("known_files", count),),
                limits=CAMERA_LIMITS,
            )
        ]
    why = reasons(fingerprint, camera, database)
    if why:
        return [
            Finding(
                "file.history.saved-again",
                f"The file names a camera, but its packing points to a program that saved it again: {'; '.join(why)}.",
                (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.RE_ENCODED),),
                (Measurement("signs", len(why)), Measurement("order", fingerprint.order)),
                limits="Saving again is no sign of deceit: web sites, messengers and photo programs do it to every picture. "
                "Some phones pack their files like programs, and few camera models could be measured.",
                error_rate=RATE,
            )
        ]
    if fingerprint.is_jfif_first:
        return [
            Finding(
                "file.history.jfif-first",
                "The file names a camera and begins with a JFIF segment, as files do that a program saved. Cameras that follow "
                "the EXIF rules put their own segment first.",
                (),
                (Measurement("order", fingerprint.order),),
                limits="Some phones write files in this order themselves.",
            )
        ]
    return []


def _platform(metadata: Metadata) -> list[Finding]:
    from generator.analyse.encoders.platforms import LABELLED_FILES, has_facebook_mark

    if not has_facebook_mark(metadata):
        return []
    return [
        Finding(
            "file.history.platform",
            "The file carries a mark that Facebook and Instagram put into pictures which they serve: a line that begins with "
            "FBMD in the field for special instructions.",
            (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.RE_ENCODED),),
            (Measurement("platform", "Facebook or Instagram"), Measurement("labelled_files", LABELLED_FILES)),
            limits=PLATFORM_LIMITS,
        )
    ]


def _programs(metadata: Metadata) -> list[Finding]:
    from generator.analyse.encoders.programs import explained
    from generator.analyse.metadata.digest.programs import programs
    from generator.analyse.metadata.values import clean

    rows: dict[str, Row] = {}
    for place, name in programs(metadata):
        if what := explained(name):
            shown = clean(name, limit=120)
            rows.setdefault(shown.casefold(), Row(shown, what, note=place))
    if not rows:
        return []
    named = "; ".join(f"{row.name} is {row.value}" for row in list(rows.values())[:3])
    return [
        Finding(
            "file.history.programs",
            f"Programs that the file names: {named}.",
            (),
            (Measurement("programs", len(rows)),),
            (Table("Programs and what they are", tuple(rows.values())[:20]),),
            limits=NAMED_LIMITS,
        )
    ]


def _devices(metadata: Metadata) -> list[Finding]:
    from generator.analyse.encoders.programs import drone_trace, is_scanner

    findings = []
    if is_scanner(metadata):
        findings.append(
            Finding(
                "file.history.scanner",
                "The file names a scanner. Its dates tell when paper or film was scanned, not when the photo was taken.",
                (),
                (Measurement("device", "scanner"),),
                limits=NAMED_LIMITS,
            )
        )
    if trace := drone_trace(metadata):
        what = "holds a drone's own flight data" if trace == "flight data" else "names the camera of a drone"
        findings.append(
            Finding(
                "file.history.drone",
                f"The file {what}.",
                (),
                (Measurement("device", "drone"), Measurement("trace", trace)),
                limits=NAMED_LIMITS,
            )
        )
    return findings


def _sizes(picture: Picture, metadata: Metadata) -> list[Finding]:
    """Screens and typical longer sides, only where no camera is named."""
    from generator.analyse.encoders.screens import screen_of
    from generator.analyse.metadata.digest.camera import camera_name

    width, height = picture.container.width, picture.container.height
    if any(camera_name(metadata)) or not width or not height:
        return []
    screen = screen_of(width, height) if picture.kind is FileKind.PNG else ""
    if screen:
        return [
            Finding(
                "file.history.screen-size",
                f"The picture has exactly the size of a common screen, {width} x {height} pixels ({screen}), is a PNG and "
                "names no camera. Captures of a screen look like this.",
                (),
                (
                    Measurement("width", width, "px"),
                    Measurement("height", height, "px"),
                    Measurement("screen", screen),
                ),
                limits=SIZE_LIMITS,
            )
        ]
    longer = max(width, height)
    if picture.kind in (FileKind.JPEG, FileKind.WEBP) and width != height and longer in TYPICAL_SIDES:
        return [
            Finding(
                "file.history.typical-size",
                f"The longer side has exactly {longer:,} pixels, and no camera is named. Web sites, messengers and programs "
                "often shrink pictures to such a size; it doesn't tell which.",
                (),
                (Measurement("longer_side", longer, "px"),),
                limits=SIZE_LIMITS,
            )
        ]
    return []
