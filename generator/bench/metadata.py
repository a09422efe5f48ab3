"""How much of what ExifTool reads our default reader gives with equal values, and how fast, beside the readers of others.

ExifTool is the field's reference; its stored values and its words both count as right. Counted are the blocks that cameras and
programs write: EXIF, maker notes, XMP, IPTC-IIM, ICC, Photoshop, JFIF, PNG text. Left out are what ExifTool computes itself
(Composite), what it says of the file (System, File), the structure of containers and Content Credentials, which have analyzers
of their own. A file whose answer differs because its block is damaged is named with the block's fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator import clock
from generator.analyse import exiftool
from generator.bench.metadata_child import Child
from generator.bench.metadata_readers import installed
from generator.bench.metadata_values import equal_forms, forms

FAMILIES = {
    "EXIF",
    "MakerNotes",
    "XMP",
    "IPTC",
    "ICC_Profile",
    "Photoshop",
    "JFIF",
    "PNG",
    "MPF",
    "APP14",
    "APP12",
}
"""Families of ExifTool's tags that are counted."""
STRUCTURE = {
    "PNG::ImageHeader",
    "PNG::PrimaryChromaticities",
    "PNG::PhysicalPixel",
    "PNG::VirtualPage",
    "PNG::StereoImage",
}
"""Chunks of a PNG's structure."""
NOT_STORED = {"XMP::x:xmptk", "PNG::Palette", "PNG::Transparency"}
MAKERS = {"CanonCustom": "Canon", "CIFF": "Canon", "NikonCustom": "Nikon", "PreviewIFD": "Nikon", "MetaIFD": "Kodak",
          "KodakIFD": "Kodak", "SubIFD": "Kodak", "KodakBordersIFD": "Kodak",
          "KodakEffectsIFD": "Kodak"}  # fmt: skip
OFFSETS = {"ThumbnailOffset", "PreviewImageStart", "StripOffsets", "OtherImageStart"}
"""Places in the file: readers count from the EXIF block as stored, ExifTool from the file's beginning; both are right."""
LISTED = 400
"""Missing and unequal tags that are listed."""


def measure(folder: Path, *, only: Iterable[str] | None = None) -> dict[str, Any]:
    """All figures. `only` names files relative to the folder; all files else."""
    wanted = None if only is None else set(only)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [path for path in files if wanted is None or path.relative_to(folder).as_posix() in wanted]
    readers = ["ours", *installed()]
    children = {name: Child(name) for name in readers}
    totals: dict[str, dict[str, Counter[str]]] = {name: {} for name in readers}
    seconds: dict[str, list[float]] = {name: [] for name in [*readers, "exiftool"]}
    problems: dict[str, Counter[str]] = {name: Counter() for name in [*readers, "exiftool"]}
    missing: Counter[tuple[str, str, str, str]] = Counter()
    blocks: dict[str, list[str]] = {"XMP": [], "IPTC": []}
    reference = _Reference()
    try:
        for path in files:
            try:
                tags, took = reference.read(path)
            except exiftool.ExifToolFailed as error:
                problems["exiftool"][str(error)] += 1
                continue
            seconds["exiftool"].append(took)
            for name, child in children.items():
                answer = child.read(path)
                if "seconds" in answer:
                    seconds[name].append(answer["seconds"])
                if "problem" in answer:
                    problems[name][answer["problem"]] += 1
                listed = missing if name == "ours" else None
                found = answer.get("tags", [])
                _score(_placed(tags, path), found, totals[name], listed)
                if name == "ours":
                    _blocks(path.relative_to(folder).as_posix(), tags, found, blocks)
    finally:
        reference.close()
        for child in children.values():
            child.close()
    return {
        "exiftool": exiftool.version(),
        "files": len(files),
        "readers": {
            name: {
                "groups": {group: dict(count) for group, count in sorted(totals[name].items())},
                "problems": dict(problems[name]),
            }
            for name in readers
        },
        "exiftool problems": dict(problems["exiftool"]),
        "milliseconds a file": {
            name: {
                "mean": 1000 * sum(took) / len(took), "median": 1000 * sorted(took)[len(took) // 2],
                "most": 1000 * max(took),
            }
            for name, took in seconds.items() if took
        },
        "files whose block only ExifTool reads": blocks,
        "missing": [
            {"state": state, "group": group, "table": table, "name": name, "count": count}
            for (state, group, table, name), count in missing.most_common(LISTED)
        ],
    }  # fmt: skip


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    readers = figures["readers"]
    yield f"{figures['files']} files; reference: ExifTool {figures['exiftool']}; equal values of its tags, in percent"
    yield f"{'group':28}{'tags':>8}" + "".join(f"{name:>10}" for name in readers)
    groups = readers["ours"]["groups"]
    for title, chosen in _sums(groups):
        tags = sum(groups[group]["tags"] for group in chosen)
        cells = ""
        for reader in readers.values():
            equal = sum(reader["groups"].get(group, {}).get("equal", 0) for group in chosen)
            cells += f"{100 * equal / tags:10.1f}"
        yield f"{title:28}{tags:8}{cells}"
    for name, took in figures["milliseconds a file"].items():
        yield f"{name:12} {took['mean']:8.2f} ms a file, median {took['median']:.2f}, most {took['most']:.1f}"
    for name, reader in readers.items():
        if reader["problems"]:
            yield f"{name}: " + ", ".join(
                f"{word} {count}" for word, count in sorted(reader["problems"].items())
            )
    for block, files in figures["files whose block only ExifTool reads"].items():
        yield f"files whose {block} only ExifTool reads: {len(files)}"
        yield from (f"  {file}" for file in files[:20])
    yield "most frequent missing or unequal tags:"
    for item in figures["missing"][:40]:
        yield f"  {item['count']:5} {item['state']:8} {item['group']:20} {item['table']} {item['name']}"


class _Reference:
    """ExifTool, started again when a file ended it."""

    def __init__(self) -> None:
        self.open: exiftool.ExifTool | None = None

    def read(self, path: Path) -> tuple[list[dict[str, Any]], float]:
        if self.open is None:
            self.open = exiftool.ExifTool()
            self.open.ask(["-ver"])
        started = clock.seconds()
        try:
            # By its path, as anybody would ask it: the time is ExifTool's own.
            tags = exiftool.tags(self.open.ask([*exiftool.ARGUMENTS, str(path.absolute())]))
        except exiftool.ExifToolFailed:
            self.open = None
            raise
        return tags, clock.seconds() - started

    def close(self) -> None:
        if self.open is not None:
            self.open.close()


def _sums(groups: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Lines of the table: each family in all, then its groups."""
    for family in ("EXIF", "MakerNotes"):
        chosen = [group for group in groups if group.startswith(family)]
        if chosen:
            yield f"{family} in all", chosen
    yield from ((group, [group]) for group in groups)


def _placed(tags: list[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """Tags with places also counted from the EXIF block and from a maker note of its own (10 bytes into it)."""
    data = path.read_bytes()
    header = data.find(b"Exif\0\0")
    bases = [0] if header < 0 else [0, header + 6]
    nikon = data.find(b"Nikon\0\x02")
    bases += [nikon + 10] if nikon >= 0 else []
    return [
        {**tag, "places": [tag["num"] - base for base in bases]}
        if tag["name"] in OFFSETS and isinstance(tag.get("num"), int)
        else tag
        for tag in tags
    ]


def _group_of(tag: dict[str, Any]) -> str:
    """The line of the table that a reference tag counts in; empty for what isn't counted."""
    family, group, table = tag["family"], tag["group"], str(tag.get("table", ""))
    if (
        family not in FAMILIES
        or table in STRUCTURE
        or table in ("Extra", "Composite")
        or f"{table}:{tag['name']}" in NOT_STORED
    ):
        return ""
    if family == "EXIF":
        return f"EXIF {group}"
    if family == "MakerNotes":
        return f"MakerNotes {MAKERS.get(group, group)}"
    return str(family)


def _score(
    tags: list[dict[str, Any]],
    found: list[list[Any]],
    totals: dict[str, Counter[str]],
    missing: Counter[tuple[str, str, str, str]] | None,
) -> None:
    """Add one file to the totals by group; list what is missing or unequal."""
    index: dict[tuple[str, object], list[list[Any]]] = {}
    for entry in found:
        section, number, name, _ = entry
        index.setdefault((section, number), []).append(entry)
        for word in _names(section, name):
            index.setdefault((section, word), []).append(entry)
    for tag in tags:
        group = _group_of(tag)
        if not group:
            continue
        count = totals.setdefault(group, Counter())
        count["tags"] += 1
        section = group.split(" ", 1)[1] if tag["family"] == "EXIF" else tag["family"]
        keys: list[object] = [_key(tag["name"]), _key(str(tag.get("id", "")))]
        if tag["family"] == "EXIF" and isinstance(tag.get("id"), int):
            keys = [tag["id"]]
        candidates = [entry for key in keys for entry in index.get((section, key), [])]
        state = _state(tag, candidates)
        count[state] += 1
        if missing is not None and state != "equal":
            missing[state, group, str(tag.get("table")), tag["name"]] += 1


def _state(tag: dict[str, Any], candidates: list[list[Any]]) -> str:
    if not candidates:
        return "missing"
    reference = [
        form
        for value in (tag.get("num"), tag.get("val"), *tag.get("places", ()))
        for form in forms(tag["name"], value)
    ]
    values = {id(entry): [(kind, content) for kind, content in entry[3]] for entry in candidates}
    if any(
        equal_forms(mine, other)
        for mine_forms in values.values()
        for mine in mine_forms
        for other in reference
    ):
        return "equal"
    listed = tag.get("num") if isinstance(tag.get("num"), list) else None
    if listed and all(
        any(
            equal_forms(mine, other)
            for mine_forms in values.values()
            for mine in mine_forms
            for other in forms(tag["name"], item)
        )
        for item in listed
    ):
        return "equal"
    return "unequal"


def _names(section: str, name: str) -> Iterator[str]:
    """Names by which a tag can be found: its own, and for XMP's nested properties the joined ones that ExifTool makes."""
    if section != "XMP":
        yield _key(name)
        return
    parts = [re.sub(r"\[[^\]]*\]", "", part).split(":")[-1] for part in name.split("/")]
    for first in range(len(parts)):
        yield _key("".join(parts[first:]))
    if language := re.search(r"\[([a-z]{2}(?:-[A-Za-z]{2})?)\]$", name):
        yield _key(parts[-1] + language[1])


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _blocks(
    file: str, tags: list[dict[str, Any]], found: list[list[Any]], blocks: dict[str, list[str]]
) -> None:
    sections = {entry[0] for entry in found}
    for block, files in blocks.items():
        if block not in sections and any(tag["family"] == block for tag in tags):
            files.append(file)
