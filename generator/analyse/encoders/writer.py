"""Says in plain words whose handwriting a JPEG's compression is, with the known files that it rests on."""

from __future__ import annotations

from generator.analyse.encoders.database import Database, Entry, Role
from generator.analyse.encoders.fingerprint import Fingerprint
from generator.model import Axis, Bearing, Finding, Integrity, Measurement, Row, Table, Weight

LEAST_FOR_EDITED = 2
"""Labelled files from which on the tables of an editing program count."""
MOST_ROWS = 30
EDITORS = ("adobe photoshop", "adobe, save for web")
"""Programs whose own tables no other writer is known to use; a match says that the program compressed the picture."""
LIMITS = (
    "Tables tell of the last time that the picture was compressed, and of nothing before. Several cameras and programs share "
    "the same tables, and any program can be told to use any tables; few are known here. No match means nothing."
)


def writer_finding(fingerprint: Fingerprint, database: Database) -> Finding:
    """`file.history.writer`."""
    same = database.with_tables(fingerprint.tables, fingerprint.subsampling)
    cameras = [entry for entry in same if entry.role is Role.CAMERA]
    programs = [entry for entry in same if entry.role is Role.PROGRAM]
    sentences = [_tables_words(fingerprint, cameras, programs)]
    weights: tuple[Weight, ...] = ()
    if _is_editors(fingerprint, cameras, programs):
        weights = (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED),)
    if programs and not fingerprint.is_standard and not _is_packed_like(fingerprint, programs):
        sentences.append("Another program has packed the file since, without compressing the picture again.")
    sentences.append(_packing_words(fingerprint))
    return Finding(
        "file.history.writer",
        " ".join(sentence for sentence in sentences if sentence),
        weights,
        (
            Measurement("tables", fingerprint.tables),
            Measurement("standard_quality", fingerprint.quality, "of 100, 0 for none"),
            Measurement("subsampling", fingerprint.subsampling),
            Measurement("huffman", fingerprint.huffman),
            Measurement("progressive", fingerprint.progressive),
            Measurement("restarts", fingerprint.restarts),
            Measurement("order", fingerprint.order),
            Measurement("known_writers", len({entry.name for entry in same})),
            Measurement("known_files", sum(entry.files for entry in same)),
        ),
        (_known_table(same),) if same else (),
        limits=LIMITS,
    )


def camera_words(camera: str, fingerprint: Fingerprint, database: Database) -> tuple[str, int]:
    """Whether the tables are known from the named camera: a sentence and the count of files; empty and 0 where not."""
    names = {entry.name: 0 for entry in database.of_camera(camera)}
    for entry in database.of_camera(camera):
        if (entry.fingerprint.tables, entry.fingerprint.subsampling) == (
            fingerprint.tables,
            fingerprint.subsampling,
        ):
            names[entry.name] += entry.files
    count = sum(names.values())
    if not count:
        return "", 0
    others = {
        entry.name
        for entry in database.with_tables(fingerprint.tables, fingerprint.subsampling)
        if entry.name not in names
    }
    more = f" They are also known from {_count(len(others), 'other writer')}." if others else ""
    return (
        f"The tables are the same as in {_count(count, 'known file')} of the camera that this file names. "
        f"That fits a picture that the camera itself compressed.{more}",
        count,
    )


def _tables_words(fingerprint: Fingerprint, cameras: list[Entry], programs: list[Entry]) -> str:
    if fingerprint.is_standard:
        return (
            f"The compression tables are those of the standard at quality {fingerprint.quality}, which many programs, web "
            "sites and phones use; they don't tell which."
        )
    if programs and not cameras:
        names = _listed([entry.name for entry in programs])
        count = sum(entry.files for entry in programs)
        return f"The picture was compressed with tables that are known from {names} ({_count(count, 'labelled file')})."
    if cameras:
        names = _listed([entry.name for entry in (*cameras, *programs)])
        count = sum(entry.files for entry in (*cameras, *programs))
        return (
            f"The picture was compressed with tables that are known from {names} ({_count(count, 'file')})."
        )
    return "The picture was compressed with tables that its writer made itself; they are not among those known here."


def _is_editors(fingerprint: Fingerprint, cameras: list[Entry], programs: list[Entry]) -> bool:
    return (
        not fingerprint.is_standard
        and not cameras
        and bool(programs)
        and all(entry.name.lower().startswith(EDITORS) for entry in programs)
        and sum(entry.files for entry in programs) >= LEAST_FOR_EDITED
    )


def _is_packed_like(fingerprint: Fingerprint, entries: list[Entry]) -> bool:
    """Whether a known file of the same writer is packed the same way, whatever application segments stand before."""
    return any(
        (entry.fingerprint.huffman, entry.fingerprint.restarts, _core(entry.fingerprint))
        == (fingerprint.huffman, fingerprint.restarts, _core(fingerprint))
        for entry in entries
    )


def _core(fingerprint: Fingerprint) -> str:
    return " ".join(name for name in fingerprint.order.split() if not name.startswith(("APP", "COM")))


def _packing_words(fingerprint: Fingerprint) -> str:
    if fingerprint.huffman == "optimised":
        return "The code tables were made for this picture, to save space; web sites and programs do that, few cameras."
    return ""


def _known_table(entries: tuple[Entry, ...]) -> Table:
    counts: dict[tuple[str, Role], int] = {}
    for entry in entries:
        key = (entry.name, entry.role)
        counts[key] = counts.get(key, 0) + entry.files
    rows = [
        Row(name, _count(count, "file"), note=role.value)
        for (name, role), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    left = len(rows) - MOST_ROWS
    if left > 0:
        rows = [*rows[:MOST_ROWS], Row("further writers", f"{left:,} more")]
    return Table("Known files with the same tables", tuple(rows))


def _listed(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    shown = ", ".join(unique[:3])
    return (
        f"{shown} and {len(unique) - 3} more"
        if len(unique) > 3
        else " and ".join(shown.rsplit(", ", 1))
        if len(unique) == 2 and all(", " not in name for name in unique)
        else shown
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
