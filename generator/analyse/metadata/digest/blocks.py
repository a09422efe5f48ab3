"""The full tables: every tag that was read, block by block, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from generator.analyse.metadata.read import Metadata, Text
from generator.analyse.metadata.values import Block, clean
from generator.model import Finding, Measurement, Row, Table

MAX_ROWS = 1_000
"""Lines of one table."""


def block_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """One finding with tables per kind of block that is there."""
    findings: list[Finding] = []
    packets = tuple(
        Table("XMP" if index == 0 else f"XMP, packet {index + 1}", tuple(tag.row() for tag in packet.tags))
        for index, packet in enumerate(metadata.xmp)
    )
    for code, name, tables in (
        ("metadata.exif", "EXIF data", _tables(metadata.exif)),
        ("metadata.xmp", "XMP data", packets),
        ("metadata.iptc", "IPTC-IIM data", _tables(metadata.iptc)),
        ("metadata.photoshop", "Photoshop resources", _tables(metadata.photoshop)),
        ("metadata.icc", "a colour profile", _tables(metadata.icc)),
        ("metadata.text", "text chunks", _texts("Text chunks", metadata.texts)),
        ("metadata.comment", "a comment", _texts("Comments", metadata.comments)),
    ):
        if not tables:
            continue
        count = sum(len(table.rows) for table in tables)
        measurements = [Measurement("tags", count)]
        statement = f"The file holds {name}, {count} entr{'y' if count == 1 else 'ies'} in all."
        if code == "metadata.icc":
            description = clean(metadata.icc[0].text("ICC", "ProfileDescription"), limit=120)
            if description:
                measurements.append(Measurement("description", description))
                statement = f"The file holds a colour profile: {description}."
        findings.append(
            Finding(
                code,
                statement,
                measurements=tuple(measurements),
                tables=tuple(_cut(table) for table in tables),
            )
        )
    return tuple(findings)


def malformed_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.malformed`, one per block, with every fault."""
    findings = []
    for block in dict.fromkeys(name for name, _ in metadata.faults):
        faults = [fault for name, fault in metadata.faults if name == block]
        rest = f" ({len(faults) - 1} more in the details)" if len(faults) > 1 else ""
        rows = Table(
            "What could not be read", tuple(_fault_row(fault.code, fault.explanation) for fault in faults)
        )
        why = clean(faults[0].explanation, limit=200)
        findings.append(
            Finding(
                "metadata.malformed",
                f"Part of the file's {block} is damaged or not well-formed: {why}{rest}.",
                measurements=(
                    Measurement("block", block),
                    Measurement("why", faults[0].code),
                    Measurement("count", len(faults)),
                ),
                tables=(rows,),
                limits="Damaged metadata come from cut transfers and from careless programs as well as from tampering.",
            )
        )
    return tuple(findings)


def _tables(blocks: Iterable[Block]) -> tuple[Table, ...]:
    tables = []
    for index, block in enumerate(blocks):
        for group in block.groups:
            table = group.table()
            tables.append(table if index == 0 else Table(f"{table.title}, block {index + 1}", table.rows))
    return tuple(tables)


def _texts(title: str, texts: tuple[Text, ...]) -> tuple[Table, ...]:
    return (Table(title, tuple(item.tag().row() for item in texts)),) if texts else ()


def _cut(table: Table) -> Table:
    if len(table.rows) <= MAX_ROWS:
        return table
    rest = Row("further entries", f"{len(table.rows) - MAX_ROWS} more")
    return Table(table.title, (*table.rows[:MAX_ROWS], rest))


def _fault_row(code: str, explanation: str) -> Row:
    return Row(code, clean(explanation, limit=300))
