"""Makes database entries from files whose writer is known: all of one program, or each of the camera that it names itself.

What is learned is only as good as the labels. For cameras, files that name any other software are left out, and files whose
metadata give another size than the picture has, since both were saved again by something else.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.analyse.containers import parse
from generator.analyse.encoders.database import Database, Entry, Role, camera_label
from generator.analyse.encoders.fingerprint import Fingerprint, fingerprint_of
from generator.analyse.jpeg_tables import read_header
from generator.analyse.metadata.digest.camera import camera_name, has_coherent_exposure
from generator.analyse.metadata.digest.programs import programs
from generator.analyse.metadata.read import Metadata, read_metadata
from generator.analyse.metadata.software import SoftwareKind, kind_of
from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind

JPEG_KINDS = (FileKind.JPEG, FileKind.MPO)
KEEPS_PIXELS = ("nikon transfer",)
"""Programs that add notes to a camera's file without compressing it again."""
LEAST_PIXELS = 300_000
"""640 x 480, less a little: smaller pictures that name a camera are copies made by something else."""
NOT_CAMERAS = ("polyphony digital",)
"""Makers of games whose pictures name an imagined camera."""


def learn_program(files: Iterable[bytes], name: str) -> Database:
    """Entries for one program from files that it wrote. What is no JPEG is passed over."""
    prints = (print_ for data in files if (print_ := fingerprint_of_file(data)))
    return Database().joined(Entry(Role.PROGRAM, name, print_, 1) for print_ in prints)


def learn_labelled(files: Iterable[bytes]) -> Database:
    """Entries for the cameras and programs that the files themselves name in a way that can be relied on."""
    return Database().joined(entry for data in files if (entry := labelled(data)))


def labelled(data: bytes) -> Entry | None:
    """The entry that a file gives by its own notes, or None where they don't settle who compressed it."""
    print_ = fingerprint_of_file(data)
    if print_ is None:
        return None
    header = read_header(data)
    # Programs that only imitate the note leave the lowest quality there.
    if header.save_as is not None and header.save_as[0] and not print_.is_standard:
        return Entry(Role.PROGRAM, f"Adobe Photoshop, Save As quality {header.save_as[0]} of 12", print_, 1)
    if header.save_for_web is not None and not print_.is_standard:
        return Entry(Role.PROGRAM, f"Adobe, Save for Web quality {header.save_for_web} of 100", print_, 1)
    container = parse(data, FileKind.JPEG)
    metadata = read_metadata(container)
    make, model = camera_name(metadata)
    if make.lower().startswith(NOT_CAMERAS):
        return None
    if is_untouched(metadata, header.width, header.height):
        return Entry(Role.CAMERA, camera_label(make, model), print_, 1)
    return None


def is_untouched(metadata: Metadata, width: int, height: int) -> bool:
    """Whether the file looks like a camera's own: exposure data, no other program, the size that the camera noted."""
    if width * height < LEAST_PIXELS or not has_coherent_exposure(metadata) or names_other_program(metadata):
        return False
    noted = {metadata.exif_text("ExifImageWidth"), metadata.exif_text("ExifImageHeight")} - {""}
    return bool(noted) and noted <= {str(width), str(height)}


def names_other_program(metadata: Metadata) -> bool:
    """Whether an editor or converter is named that may have compressed the picture again."""
    return any(
        kind_of(name) is not SoftwareKind.UNKNOWN and not name.lower().startswith(KEEPS_PIXELS)
        for _, name in programs(metadata)
    )


def fingerprint_of_file(data: bytes) -> Fingerprint | None:
    """The fingerprint of a whole file's first picture; None when it is no JPEG or its tables are missing."""
    if sniff(data[:HEAD_SIZE], len(data)) not in JPEG_KINDS:
        return None
    header = read_header(data)
    return fingerprint_of(header, parse(data, FileKind.JPEG)) if header.components else None
