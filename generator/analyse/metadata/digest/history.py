"""The editing history that Adobe's programs and others keep in XMP.

Source: XMP specification part 2, xmpMM:History (ResourceEvent) and xmpMM:DerivedFrom (ResourceRef). It lists only what
a program chose to record: that it created, converted or saved the file, rarely what was done to the picture.
"""

from __future__ import annotations

import re

from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.software import is_editor
from generator.analyse.metadata.values import Tag, clean
from generator.model import Axis, Bearing, Finding, Integrity, Measurement, Row, Table, Weight

STEP = re.compile(r"^xmpMM:History\[(\d+)\](?:/stEvt:(\w+))?$")
SAVING = frozenset({"saved", "edited", "modified", "cropped", "filtered", "resized", "color_adjusted"})
MAX_ROWS = 100
LIMITS = (
    "A history lists what a program chose to write down: that it created, converted or saved the file, rarely what was done to "
    "the picture. It is not signed, and saving by other software removes it."
)


def steps(metadata: Metadata) -> tuple[dict[str, str], ...]:
    """Fields of each recorded step (`action`, `when`, `softwareAgent`, `changed`, `parameters`), in order."""
    found: dict[int, dict[str, str]] = {}
    for tag in metadata.xmp_tags():
        match = STEP.match(tag.name)
        if match and len(match.group(1)) < 7:
            found.setdefault(int(match.group(1)), {})[match.group(2) or "action"] = tag.text.strip()
    return tuple(found[number] for number in sorted(found) if found[number])


def saving_programs(metadata: Metadata) -> tuple[str, ...]:
    """Programs that the history names as having saved or changed the file, each once, the last one first."""
    named = [
        clean(step["softwareAgent"], limit=120).strip()
        for step in steps(metadata)
        if step.get("action", "").lower() in SAVING and step.get("softwareAgent")
    ]
    return tuple(dict.fromkeys(name for name in reversed(named) if name))


def history_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.history`, or nothing when no step and no parent is recorded."""
    recorded = steps(metadata)
    parents = tuple(tag for tag in metadata.xmp_tags() if tag.name.startswith("xmpMM:DerivedFrom"))
    ancestors = metadata.xmp_all("photoshop:DocumentAncestors")
    if not recorded and not parents and not ancestors:
        return ()
    by_editor = any(
        is_editor(step.get("softwareAgent", "")) and step.get("action", "").lower() in SAVING
        for step in recorded
    )
    sentences = []
    if recorded:
        count = len(recorded)
        sentences.append(f"The file records {count} step{'s' if count != 1 else ''} of its making.")
    if parents:
        sentences.append("It says that it was derived from another file.")
    if ancestors:
        sentences.append(
            f"It lists {len(ancestors)} document{'s' if len(ancestors) != 1 else ''} that parts came from."
        )
    measurements = (
        Measurement("steps", len(recorded)),
        Measurement("derived", bool(parents)),
        Measurement("ancestors", len(ancestors)),
        Measurement("saved_by_editor", by_editor),
    )
    weights = (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED),) if by_editor else ()
    tables = tuple(table for table in (_step_table(recorded), _parent_table(parents)) if table.rows)
    return (Finding("metadata.history", " ".join(sentences), weights, measurements, tables, limits=LIMITS),)


def _step_table(recorded: tuple[dict[str, str], ...]) -> Table:
    rows = []
    for number, step in enumerate(recorded[:MAX_ROWS], 1):
        parts = (
            step.get("action", ""),
            step.get("when", ""),
            step.get("softwareAgent", ""),
            step.get("parameters", ""),
        )
        rows.append(Row(f"step {number}", ", ".join(part[:300] for part in parts if part) or "no details"))
    if len(recorded) > MAX_ROWS:
        rows.append(Row("further steps", f"{len(recorded) - MAX_ROWS} more"))
    return Table("Recorded steps", tuple(rows))


def _parent_table(parents: tuple[Tag, ...]) -> Table:
    return Table("Derived from", tuple(tag.row() for tag in parents[:MAX_ROWS]))
