"""Whether a file that names a camera was compressed again since: its packing is that of programs, not of cameras.

Cameras that follow EXIF put its segment first and, measured, use the standard's Huffman tables; program libraries put the JFIF
segment first, and many make Huffman tables for each picture. Only both together, or tables other than those that
the named camera is known by, are called a sign. Source: Kee, Johnson, Farid 2011; the rates below were measured on
our labelled files and can't cover all cameras: some phones pack like programs.
"""

from __future__ import annotations

from generator.analyse.encoders.database import Database, Role
from generator.analyse.encoders.fingerprint import Fingerprint
from generator.model import ErrorRate

LEAST_FILES = 5
"""Known files of a camera from which on other tables in its name are a sign."""

RATE = ErrorRate(
    false_alarms=0.0,
    false_alarms_high=0.084,
    detections=23 / 58,
    pictures=100,
    conditions="42 files as cameras of some 15 models wrote them (18 of them from three bodies of two Nikon models), and 58 "
    "files that name a camera but also another program, or have another size than the camera noted",
    corpus="labelled files of cameras and programs, list c6078e2e",
)
"""Development part: 0 of 30 flagged, 14 of 30 found; test part, scored once after the rule was fixed: 0 of 12 and 9 of 28.

The upper end is Clopper and Pearson's for both parts together.
"""


def reasons(fingerprint: Fingerprint, camera: str, database: Database) -> tuple[str, ...]:
    """Why the file isn't as cameras write it, each a clause; empty where nothing speaks for that."""
    found = []
    own_packing = fingerprint.huffman == "optimised" or fingerprint.progressive
    if fingerprint.is_jfif_first and own_packing:
        what = (
            "it is stored coarse first, then finer"
            if fingerprint.progressive
            else "its code tables were made for this picture"
        )
        found.append(f"its parts stand in the order of programs (JFIF first), and {what}")
    if count := _files_with_other_tables(fingerprint, camera, database):
        found.append(f"its compression tables are none of those in {count} known files of this camera")
    return tuple(found)


def _files_with_other_tables(fingerprint: Fingerprint, camera: str, database: Database) -> int:
    """How many files of the camera are known, all with tables of its own, where this file has a program's."""
    entries = database.of_camera(camera)
    count = sum(entry.files for entry in entries)
    if count < LEAST_FILES or any(entry.fingerprint.is_standard for entry in entries):
        return 0
    same = database.with_tables(fingerprint.tables, fingerprint.subsampling)
    by_program = any(entry.role is Role.PROGRAM for entry in same) and not any(
        entry.role is Role.CAMERA for entry in same
    )
    return count if fingerprint.is_standard or by_program else 0
