"""Scores the whole chain on a folder whose `expectations.json` says what is to be found in each file.

Each kind of expectation has one line in `CHECKS`: which of our findings answers it and when the answer counts as right.
A kind that has no line is counted as `not scored`, never as found. `must_not` names findings that may not appear; those that
do are `invented`, and so is an AI declaration, a camera or a position in a file that is said to tell nothing of its origin.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.kind import misnamed
from generator.model import FileKind, Finding, Outcome, Run

FILE = "expectations.json"
Findings = Mapping[str, list[Finding]]
Check = Callable[[Findings, Any], bool]
KINDS = {"JPEG": "jpeg mpo", "PNG": "png apng", "WEBP": "webp", "Extended WEBP": "webp", "TIFF": "tiff",
         "BTF": "tiff", "DNG": "tiff", "GIF": "gif", "AVIF": "avif",
         "HEIC": "heic", "HEIF": "heic", "BMP": "bmp", "JXL": "jxl"}  # fmt: skip
ORIGIN_CODES = (
    "metadata.ai-declared",
    "metadata.camera",
    "metadata.location",
    "metadata.screen-capture",
    "credentials.manifest",
)
"""What a file that tells nothing of its origin can't hold."""


def split_files(folder: Path, split: str) -> list[str]:
    """Files of a folder that the nearest `expectations.json` puts in a split; paths relative to the folder."""
    place, files = expectations(folder)
    return [path for path, item in _below(folder, place, files) if item["split"] == split]


def expectations(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """Where the nearest `expectations.json` lies, and its files; nothing where there is none."""
    for place in (folder.absolute(), *folder.absolute().parents):
        if (place / FILE).is_file():
            return place, json.loads((place / FILE).read_text(encoding="utf-8"))["files"]
    return folder, []


def measure(
    folder: Path, runs_of: Callable[[list[Path]], Mapping[Path, tuple[Run, ...] | str]], *, split: str | None
) -> dict[str, Any]:
    """All figures. `runs_of` gives each file's runs, or why it is no picture."""
    place, files = expectations(folder)
    chosen = [(path, item) for path, item in _below(folder, place, files) if split in (None, item["split"])]
    paths = [folder / path for path, _ in chosen]
    results = runs_of(paths)
    kinds: dict[str, Counter[str]] = {}
    listed: list[dict[str, str]] = []
    for (path, item), full in zip(chosen, paths, strict=True):
        result = results.get(full, "not analysed")
        for kind, state, detail in _score(item, result):
            kinds.setdefault(kind, Counter())[state] += 1
            if state != "found":
                listed.append({"file": path, "kind": kind, "state": state, "detail": detail[:300]})
    return {
        "files": len(chosen),
        "split": split or "all",
        "kinds": {kind: dict(count) for kind, count in sorted(kinds.items())},
        "misses": listed,
    }


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    yield f"{figures['files']} files ({figures['split']})"
    yield f"{'expectation':28}{'found':>8}{'missed':>8}{'invented':>10}{'not scored':>12}"
    for kind, count in figures["kinds"].items():
        yield (
            f"{kind:28}"
            + f"{count.get('found', 0):8}{count.get('missed', 0):8}{count.get('invented', 0):10}{count.get('not scored', 0):12}"
        )
    for miss in figures["misses"]:
        if miss["state"] != "not scored":
            yield f"  {miss['state']:9} {miss['kind']:24} {miss['file']}: {miss['detail']}"


def value(findings: Findings, code: str, name: str) -> Any:
    """A measurement of the first finding of a code that has it."""
    for finding in findings.get(code, ()):
        for measurement in finding.measurements:
            if measurement.name == name:
                return measurement.value
    return None


def values(findings: Findings, code: str, name: str) -> list[str]:
    """A measurement of all findings of a code."""
    return [
        str(item.value)
        for finding in findings.get(code, ())
        for item in finding.measurements
        if item.name == name
    ]


def _has(code: str) -> Check:
    return lambda findings, expected: bool(findings.get(code)) is bool(expected)


def _equals(code: str, name: str) -> Check:
    return lambda findings, expected: _plain(value(findings, code, name)) == _plain(expected)


def _format(findings: Findings, expected: Any) -> bool:
    return (
        str(value(findings, "file.structure", "format")).lower()
        in KINDS.get(str(expected), str(expected).lower()).split()
    )


def _camera(findings: Findings, expected: Any) -> bool:
    return all(
        _plain(value(findings, "metadata.camera", name)) == _plain(text)
        for name, text in expected.items()
        if text
    )


def _captured(findings: Findings, expected: Any) -> bool:
    """ExifTool's `2002:11:16 15:27:01`, ours `2002-11-16T15:27:01`."""
    wanted = re.sub(r"\D", "", str(expected))[:14]
    found = (value(findings, "metadata.date", name) for name in ("date_original", "date_digitized"))
    return any(re.sub(r"\D", "", str(item))[:14] == wanted for item in found)


def _offset(findings: Findings, expected: Any) -> bool:
    """The reference names any offset tag: that of the capture, or that of the last change (EXIF `OffsetTime`)."""
    found = (value(findings, "metadata.date", name) for name in ("offset", "offset_modified"))
    return str(expected) in map(str, found)


def _gps(findings: Findings, expected: Any) -> bool:
    found = [value(findings, "metadata.location", name) for name in ("latitude", "longitude")]
    return all(
        isinstance(item, (int, float)) and abs(item - wanted) < 2e-5
        for item, wanted in zip(found, expected, strict=True)
    )


def _software(findings: Findings, expected: Any) -> bool:
    """Any of the tags that name a program, or a step of the history."""
    found = " | ".join(
        str(item.value)
        for code in ("metadata.software", "metadata.history", "metadata.camera") for finding in findings.get(code, ())
        for item in finding.measurements
    )  # fmt: skip
    found += " | ".join(
        row.value
        for code in ("metadata.software", "metadata.history")
        for finding in findings.get(code, ())
        for table in finding.tables
        for row in table.rows
    )
    wanted = expected if isinstance(expected, list) else [expected]
    return all(_plain(item) in _plain(found) for item in wanted)


def _row(code: str) -> Check:
    """A value in a row of the block's full table."""

    def check(findings: Findings, expected: Any) -> bool:
        wanted = _plain(expected)
        rows = (row for finding in findings.get(code, ()) for table in finding.tables for row in table.rows)
        return any(_is_same(wanted, item) for row in rows for item in (_plain(row.value), _plain(row.raw)))

    return check


def _is_same(wanted: str, found: str) -> bool:
    """Equal but for question marks in the reference: ExifTool prints one for a byte that is no UTF-8."""
    return len(wanted) == len(found) and all(
        one in (other, "?") for one, other in zip(wanted, found, strict=True)
    )


def _either(*checks: Check) -> Check:
    return lambda findings, expected: any(check(findings, expected) for check in checks)


def _history_steps(findings: Findings, expected: Any) -> bool:
    return bool(value(findings, "metadata.history", "steps") == expected)


def _ai(findings: Findings, expected: Any) -> bool:
    found = [_plain(item) for item in values(findings, "metadata.ai-declared", "generator")]
    return all(any(_first_words(item["generator"]) in name for name in found) for item in expected)


def _first_words(generator: str) -> str:
    """The name without the remark in brackets: `grok`, `stable diffusion web ui`."""
    return _plain(re.sub(r"\(.*?\)", "", generator))


def _source_type(findings: Findings, expected: Any) -> bool:
    return str(expected).rstrip("/").rsplit("/", 1)[-1] in values(
        findings, "metadata.digital-source-type", "source_type"
    )


def _thumbnail(findings: Findings, expected: Any) -> bool:
    code = {"match": "thumbnail.consistent", "mismatch": "thumbnail.different"}[str(expected)]
    return bool(findings.get(code))


def _trace(findings: Findings, expected: Any) -> bool:
    word = str(expected).rsplit("_", 1)[-1]
    rows = (
        row
        for found in findings.values()
        for finding in found
        for table in finding.tables
        for row in table.rows
    )
    return any(word in _plain(f"{row.name} {row.value}") for row in rows) or any(
        "platform" in code or word in code for code in findings
    )


def _malformed_xmp(findings: Findings, expected: Any) -> bool:
    return "XMP" in values(findings, "metadata.malformed", "block")


def _comment(findings: Findings, expected: Any) -> bool:
    tables = (table for finding in findings.get("metadata.comment", ()) for table in finding.tables)
    return any(str(expected) in row.value for table in tables for row in table.rows)


def _no_origin(findings: Findings, expected: Any) -> bool:
    return not any(findings.get(code) for code in ORIGIN_CODES)


def _credential(findings: Findings, expected: Any) -> bool:
    """A manifest that lies elsewhere is answered by `credentials.remote`."""
    code = "credentials.remote" if expected and expected.get("remote_only") else "credentials.manifest"
    return bool(findings.get(code)) is bool(expected and expected.get("present"))


CHECKS: dict[str, tuple[str, Check]] = {
    "format": ("file.structure: format", _format),
    "camera": ("metadata.camera: make, model", _camera),
    "captured_at": ("metadata.date: date_original or date_digitized", _captured),
    "utc_offset": ("metadata.date: offset, offset_modified", _offset),
    "gps": ("metadata.location: latitude, longitude", _gps),
    "exif_software": ("metadata.software, or the tag in metadata.exif", _either(_software, _row("metadata.exif"))),
    "editing_software": ("metadata.software and metadata.history", _either(_software, _row("metadata.exif"))),
    "xmp_creator_tool": ("metadata.software: creator_tool", _software),
    "xmp_history_steps": ("metadata.history: steps", _history_steps),
    "xmp_derived_from": ("metadata.history", _has("metadata.history")),
    "has_xmp": ("metadata.xmp, or metadata.malformed naming it", _either(_has("metadata.xmp"), _malformed_xmp)),
    "has_iptc_iim": ("metadata.iptc", _has("metadata.iptc")),
    "has_photoshop_irb": ("metadata.photoshop", _has("metadata.photoshop")),
    "has_icc": ("metadata.icc", _has("metadata.icc")),
    "icc_description": ("metadata.icc: description", _equals("metadata.icc", "description")),
    "encoder_comment": ("metadata.comment", _comment),
    "ai_traces": ("metadata.ai-declared: generator", _ai),
    "iptc_digital_source_type": ("metadata.digital-source-type: source_type", _source_type),
    "screenshot_declared": ("metadata.screen-capture", _has("metadata.screen-capture")),
    "social_trace": ("a row or finding that names the platform", _trace),
    "thumbnail": ("thumbnail.consistent or thumbnail.different", _thumbnail),
    "no_origin_metadata": ("none of the codes that tell an origin", _no_origin),
    "c2pa": ("credentials.manifest: present or not (its other figures are scored by the credentials' own tests)", _credential),
}  # fmt: skip
"""By kind of expectation: what answers it, in words, and when the answer is right."""

MUST_NOT: dict[str, tuple[str, ...]] = {"ai_generated": ("metadata.ai-declared", "credentials.ai-generated")}
"""Codes that may not appear, by the name in `must_not`; a digital source type that says so counts as well."""


def _is_misnamed(path: str, findings: Findings) -> bool:
    """Whether the exhibit's page would say that the name promises another kind of file."""
    kind = value(findings, "file.structure", "format")
    return kind is not None and bool(misnamed(path, FileKind(str(kind))))


def _score(item: dict[str, Any], result: tuple[Run, ...] | str) -> Iterator[tuple[str, str, str]]:
    expected = item.get("expected", {})
    if item.get("outcome") == "no_crash" or expected.get("outcome") == "no_crash":
        crashed = (
            []
            if isinstance(result, str)
            else [run for run in result if run.outcome is Outcome.FAILED and "bug" in run.reason]
        )
        yield (
            "outcome: no_crash",
            "missed" if crashed else "found",
            "; ".join(f"{run.analyzer}: {run.reason}" for run in crashed),
        )
    findings: dict[str, list[Finding]] = {}
    for run in () if isinstance(result, str) else result:
        for finding in run.findings:
            findings.setdefault(finding.code, []).append(finding)
    for kind, wanted in expected.items():
        if kind in ("outcome", "max_seconds", "max_memory_mb", "thumbnail_note"):
            continue
        if kind == "extension_mismatch":
            # A file that is no picture at all under a picture's name is listed as unreadable, with what it is.
            is_told = isinstance(result, str) or _is_misnamed(item["path"], findings)
            yield kind, "found" if is_told is bool(wanted) else "missed", ""
            continue
        if kind not in CHECKS:
            yield kind, "not scored", "no finding answers it"
            continue
        if isinstance(result, str):
            # Other kinds of file are told by name; that they are no picture is the right answer.
            is_right = kind in ("no_origin_metadata", "c2pa") or (
                kind == "format" and str(wanted).lower() in result.lower()
            )
            yield kind, "found" if is_right else "missed", result
            continue
        if kind == "no_origin_metadata" and not _no_origin(findings, wanted):
            yield kind, "invented", ", ".join(code for code in ORIGIN_CODES if findings.get(code))
            continue
        if kind == "c2pa" and not wanted and findings.get("credentials.manifest"):
            yield kind, "invented", "credentials.manifest"
            continue
        yield kind, "found" if CHECKS[kind][1](findings, wanted) else "missed", f"expected {wanted!r}"
    for name in item.get("must_not", ()):
        codes = [code for code in MUST_NOT.get(name, ()) if findings.get(code)]
        codes += [
            term
            for term in values(findings, "metadata.digital-source-type", "source_type")
            if "lgorithmic" in term and name == "ai_generated"
        ]
        yield f"must not: {name}", "invented" if codes else "found", ", ".join(codes)


def _plain(item: Any) -> str:
    return " ".join(str(item).split()).lower()


def _below(folder: Path, place: Path, files: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    inside = folder.absolute().relative_to(place).as_posix()
    prefix = "" if inside == "." else inside + "/"
    for item in files:
        if item["path"].startswith(prefix):
            yield item["path"].removeprefix(prefix), item
