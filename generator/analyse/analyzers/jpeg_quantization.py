"""How strongly a JPEG was compressed, and whose tables were used: quantization tables, colour sampling, coding.

Reads the tables from the file and compares them with the standard's. What it can't show: that a picture was edited.
Standard tables are written by editors, websites, phones and some cameras alike; only traces that Photoshop itself leaves
name their writer. Saving again replaces the tables, so they tell of the last save alone.

Sources: ITU-T T.81 Annex K; Kornblum 2008, "Using JPEG quantization tables to identify imagery processed by software".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import Analyzer, CouldNotCheck, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Axis, Bearing, FileKind, Finding, Integrity, Measurement, Row, Table, Weight
from generator.model.titles import FOR_BRIGHTNESS, quantization_title

if TYPE_CHECKING:
    from generator.analyse.jpeg_tables import JpegHeader, QuantizationTable

ANALYZER = Analyzer(
    id="jpeg.quantization",
    version="1",
    title="JPEG compression tables",
    question="How strongly was this file compressed, and by what?",
    measures=(
        "A JPEG file carries the tables with which fine detail was rounded away when it was last saved. "
        "They are compared with the tables of the JPEG standard, which gives a quality from 1 to 100. "
        "The file also says how colour detail was thinned out and how its data is packed, "
        "and Photoshop leaves notes of its own about the quality that was chosen."
    ),
    limits=(
        "The tables tell of the last save only. Standard tables are no sign of editing: many phones, some cameras and most "
        "websites use them. For tables that aren't standard, the quality is only the nearest standard one."
    ),
    applies_to=frozenset({FileKind.JPEG, FileKind.MPO}),
    references=(
        Reference(
            "ITU-T Recommendation T.81 (1992), Annexes B and K",
            "https://www.w3.org/Graphics/JPEG/itu-t81.pdf",
        ),
        Reference(
            "Kornblum 2008, Using JPEG quantization tables to identify imagery processed by software",
            "https://doi.org/10.1016/j.diin.2008.05.004",
        ),
    ),
    nothing_means="Every JPEG that can be read has compression tables, so this check always finds them.",
)

TABLES_LIMIT = (
    "This tells of the last save only. A standard table is no sign of editing, "
    "and a table of its own doesn't prove that a camera wrote the file."
)
PHOTOSHOP_LIMIT = (
    "Saving in Photoshop can mean anything from a crop or a smaller copy to a montage; newsrooms use it for every picture. "
    "The note stays in the file when some other programs save it again."
)
SAMPLING_WORDS = {
    "4:4:4": "Colour is stored as finely as brightness (4:4:4).",
    "4:2:2": "Colour detail is stored at half the width (4:2:2).",
    "4:4:0": "Colour detail is stored at half the height (4:4:0).",
    "4:2:0": "Colour detail is stored at half the width and half the height (4:2:0).",
    "4:1:1": "Colour detail is stored at a quarter of the width (4:1:1).",
    "4:1:0": "Colour detail is stored at a quarter of the width and half the height (4:1:0).",
    "gray": "The file holds brightness only, no colour.",
}
PROCESSES = {
    0xC0: "baseline",
    0xC1: "extended sequential",
    0xC2: "progressive",
    0xC3: "lossless",
    0xC9: "extended sequential, arithmetic coding",
    0xCA: "progressive, arithmetic coding",
}


def run(picture: Picture) -> tuple[Finding, ...]:
    """One finding with the tables, and one when Photoshop left its notes."""
    from generator.analyse.jpeg_tables import read_header

    header = read_header(picture.data)
    if not header.components:
        raise CouldNotCheck(
            f"the file's JPEG structure is broken: {header.fault or 'there is no frame header'}"
        )
    if header.process in (0xC3, 0xC7, 0xCB, 0xCF):
        raise NotApplicable("this is a lossless JPEG, which has no quantization tables")
    brightness = header.tables.get(header.components[0].table)
    if brightness is None:
        raise CouldNotCheck("the table for brightness is missing from the file")
    colour = header.tables.get(header.components[1].table) if len(header.components) > 1 else None
    family, findings = _tables(header, brightness, colour)
    photoshop = _photoshop(header, is_standard=family == "standard")
    return (findings, photoshop) if photoshop else (findings,)


def _tables(
    header: JpegHeader, brightness: QuantizationTable, colour: QuantizationTable | None
) -> tuple[str, Finding]:
    from generator.analyse.jpeg_quality import CHROMINANCE, LUMINANCE, exact, nearest
    from generator.analyse.jpeg_tables import STANDARD_HUFFMAN_LENGTHS

    quality = nearest(brightness.values, LUMINANCE)
    value = quality.value
    same_for_both = exact(brightness.values, LUMINANCE)
    # At quality 100 both tables are all ones; that they are equal means nothing then.
    is_shared = colour is not None and (
        colour.identifier == brightness.identifier
        or (colour.values == brightness.values and max(colour.values) > 1)
    )
    colour_quality = None
    if colour is not None and not is_shared:
        colour_quality = nearest(colour.values, CHROMINANCE)
        same_for_both &= exact(colour.values, CHROMINANCE)
        if same_for_both:
            value = max(same_for_both)
    is_exact = quality.is_exact and (colour_quality is None or colour_quality.is_exact)
    has_photoshop_notes = header.save_as is not None or header.save_for_web is not None
    family = "standard" if is_exact else "photoshop" if has_photoshop_notes else "custom"

    measurements = [
        Measurement("quality_estimate", value, "of 100"),
        Measurement("quality_exact", is_exact),
        Measurement("table_error", round(quality.error, 3)),
        Measurement("table_family", family),
        Measurement("subsampling", header.subsampling),
        Measurement("progressive", header.is_progressive),
        Measurement("tables", len(header.tables)),
        Measurement("table_bits", max(table.bits for table in header.tables.values())),
        Measurement("same_table_for_colour", is_shared),
        Measurement("process", PROCESSES.get(header.process, f"SOF{header.process - 0xC0}")),
        Measurement("scans", header.scans),
        Measurement("restart_interval", header.restart_interval, "blocks"),
    ]
    if colour_quality is not None:
        measurements.append(
            Measurement("colour_quality_estimate", max(same_for_both, default=colour_quality.value))
        )
    if header.huffman_lengths:
        is_usual = all(lengths in STANDARD_HUFFMAN_LENGTHS for lengths in header.huffman_lengths)
        measurements.append(
            Measurement("huffman_tables", "standard" if is_usual else "made for this picture")
        )
    if header.adobe_transform is not None:
        measurements.append(Measurement("adobe_transform", header.adobe_transform))
    statement = " ".join(
        (
            _quality_words(value, family, error=quality.error),
            SAMPLING_WORDS.get(header.subsampling, "Colour is sampled in an unusual way."),
            *(
                ["The same table is used for brightness and colour, which is unusual."]
                if colour and is_shared
                else []
            ),
            *(["The data ends early, so parts of this may be missing."] if header.fault else []),
        )
    )
    finding = Finding(
        code="jpeg.quantization",
        statement=statement,
        measurements=tuple(measurements),
        tables=tuple(
            _rows(header, table) for table in sorted(header.tables.values(), key=lambda item: item.identifier)
        ),
        limits=TABLES_LIMIT,
    )
    return family, finding


def _quality_words(value: int, family: str, *, error: float) -> str:
    if family == "standard":
        return (
            f"The file was saved at a JPEG quality of {value} of 100, "
            "with the tables of the standard, which most programs use."
        )
    if error > 20:
        return "The file was saved with tables that are unlike the standard ones, so no quality can be named."
    whose = "Photoshop's tables" if family == "photoshop" else "tables of its writer's own"
    return f"The file was saved with {whose}, near a JPEG quality of {value} of 100."


def _photoshop(header: JpegHeader, *, is_standard: bool) -> Finding | None:
    """What Photoshop itself noted about saving this file, if it did."""
    parts, measurements = [], []
    if header.save_as is not None:
        quality, kind = header.save_as
        parts.append(f"quality {quality} of 12 in its Save As dialogue")
        measurements += [
            Measurement("photoshop_quality", quality, "of 12"),
            Measurement("photoshop_format", kind),
        ]
    if header.save_for_web is not None:
        parts.append(f"quality {header.save_for_web} of 100 in its Save for Web dialogue")
        measurements.append(Measurement("save_for_web_quality", header.save_for_web, "of 100"))
    if not parts:
        return None
    statement = f"Photoshop left its own note of saving this file: {' and '.join(parts)}."
    if is_standard:
        statement += " The tables aren't Photoshop's, so another program has saved the file since."
    return Finding(
        code="jpeg.quantization.photoshop",
        statement=statement,
        weights=(Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED.value),),
        measurements=tuple(measurements),
        limits=PHOTOSHOP_LIMIT,
    )


def _rows(header: JpegHeader, table: QuantizationTable) -> Table:
    users = [index for index, item in enumerate(header.components) if item.table == table.identifier]
    if not users:
        role = "not used"
    elif len(header.components) == 1 or users == [0]:
        role = FOR_BRIGHTNESS
    elif 0 in users:
        role = f"{FOR_BRIGHTNESS} and colour"
    else:
        role = "colour"
    rows = tuple(
        Row(f"row {row + 1}", " ".join(str(value) for value in table.values[8 * row : 8 * row + 8]))
        for row in range(8)
    )
    return Table(quantization_title(table.identifier, role), rows)
