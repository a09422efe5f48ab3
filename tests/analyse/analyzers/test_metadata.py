"""`metadata`: what each block says in a reader's words, and what is kept out of sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.analyse.containers.parts import BlobKind, Container
from generator.analyse.metadata.digest import all_findings
from generator.analyse.metadata.read import read_metadata
from generator.model import Axis, Bearing, Finding, Integrity, Origin, Privacy, Weight
from tests.analyse.metadata.builders import (
    CAMERA,
    EXPOSURE,
    container,
    data_set,
    exif,
    opaque,
    ratio,
    text,
    xmp,
)

GPS = [text(1, "N"), ratio(2, (52, 1), (30, 1), (0, 1)), text(3, "W"), ratio(4, (13, 1), (24, 1), (36, 1))]
SOURCE_TYPE = "https://cv.iptc.org/newscodes/digitalsourcetype/"


def findings_of(made: Container) -> dict[str, Finding]:
    return {finding.code: finding for finding in all_findings(read_metadata(made))}


def supports(axis: Axis, value: str) -> tuple[Weight, ...]:
    return (Weight(Bearing.SUPPORTS, axis, value),)


def test_nothing_in_the_file() -> None:
    assert findings_of(container()) == {}


def test_camera_with_exposure_supports_a_camera() -> None:
    found = findings_of(container((BlobKind.EXIF, exif(CAMERA, [*EXPOSURE, text(0xA431, "SN-4711")]))))
    camera = found["metadata.camera"]
    assert camera.statement.startswith("The file names a camera: Ypsilon Y-1.")
    assert camera.weights == supports(Axis.ORIGIN, Origin.CAMERA)
    assert camera.measure("serial") == "SN-4711"
    assert [item.privacy for item in camera.measurements if item.name == "serial"] == [Privacy.SERIAL]
    assert found["metadata.date"].measure("date_original") == "2019-03-14T08:00:00"


def test_a_bare_camera_name_weighs_nothing() -> None:
    assert findings_of(container((BlobKind.EXIF, exif(CAMERA))))["metadata.camera"].weights == ()


def test_position_stays_out_of_the_sentence() -> None:
    found = findings_of(container((BlobKind.EXIF, exif([], None, GPS))))["metadata.location"]
    assert found.statement == "The file holds a GPS position."
    assert (found.measure("latitude"), found.measure("longitude")) == (52.5, -13.41)
    hidden = {item.name: item.privacy for item in found.measurements}
    assert hidden["latitude"] is hidden["longitude"] is Privacy.LOCATION


def test_position_in_xmp() -> None:
    body = "<exif:GPSLatitude>52,30.0N</exif:GPSLatitude><exif:GPSLongitude>13,24.6W</exif:GPSLongitude>"
    assert (
        findings_of(container((BlobKind.XMP, xmp(body))))["metadata.location"].measure("longitude") == -13.41
    )


@pytest.mark.parametrize(
    ("software", "is_editor", "weights"),
    [
        ("GIMP 2.10.34", True, supports(Axis.INTEGRITY, Integrity.EDITED)),
        ("ImageMagick 6.2.8", False, ()),
        ("Ver.1.00", False, ()),
    ],
)
def test_software(software: str, is_editor: bool, weights: tuple[Weight, ...]) -> None:
    found = findings_of(container((BlobKind.EXIF, exif([text(0x0131, software)]))))["metadata.software"]
    assert found.measure("software") == software
    assert found.measure("is_editor") is is_editor
    assert found.weights == weights


def test_a_program_that_the_history_says_saved_the_file_is_not_called_the_cameras_own() -> None:
    block = exif([text(0x010F, "Lumenar"), text(0x0131, "Retouchery 4.2")])
    bare = exif([text(0x0131, "Retouchery 4.2")])
    step = '<rdf:li stEvt:action="saved" stEvt:softwareAgent="Retouchery 4.2"/>'
    step = f"<xmpMM:History><rdf:Seq>{step}</rdf:Seq></xmpMM:History>"
    alone = findings_of(container((BlobKind.EXIF, block)))["metadata.software"]
    saved = findings_of(container((BlobKind.EXIF, block), (BlobKind.XMP, xmp(step))))["metadata.software"]
    nameless = findings_of(container((BlobKind.EXIF, bare)))["metadata.software"]
    assert "may be the camera's own" in alone.statement
    assert "camera" not in nameless.statement
    assert saved.statement == "By its own history the file was saved by this program: Retouchery 4.2."
    assert not saved.weights


@pytest.mark.parametrize(
    ("term", "weights"),
    [
        ("trainedAlgorithmicMedia", supports(Axis.ORIGIN, Origin.AI_GENERATED)),
        ("compositeWithTrainedAlgorithmicMedia", supports(Axis.ORIGIN, Origin.COMPOSITE)),
        ("digitalCapture", supports(Axis.ORIGIN, Origin.CAMERA)),
        ("screenCapture", supports(Axis.ORIGIN, Origin.SCREEN_CAPTURE)),
        ("virtualRecording", supports(Axis.ORIGIN, Origin.RENDERED)),
        ("minorHumanEdits", ()),
        ("somethingNew", ()),
    ],
)
def test_source_type(term: str, weights: tuple[Weight, ...]) -> None:
    body = f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}{term}</Iptc4xmpExt:DigitalSourceType>"
    found = findings_of(container((BlobKind.XMP, xmp(body))))
    assert found["metadata.digital-source-type"].measure("source_type") == term
    assert found["metadata.digital-source-type"].weights == weights
    assert ("metadata.ai-declared" in found) is ("AlgorithmicMedia" in term)


def test_source_type_in_googles_field() -> None:
    body = f"<GCamera:DigitalSourceFileType>{SOURCE_TYPE}digitalCapture</GCamera:DigitalSourceFileType>"
    found = findings_of(container((BlobKind.XMP, xmp(body))))
    assert found["metadata.digital-source-type"].measure("source_type") == "digitalCapture"


def test_ai_declaration_is_called_unsigned() -> None:
    found = findings_of(
        container((BlobKind.TEXT, b"a lake\nSteps: 20, Sampler: Euler, Seed: 1", "parameters"))
    )
    declared = found["metadata.ai-declared"]
    assert declared.weights == supports(Axis.ORIGIN, Origin.AI_GENERATED)
    assert declared.measure("signed") is False
    assert declared.measure("prompt") is True
    assert "anybody can write" in declared.limits


def test_screen_capture() -> None:
    block = exif([], [opaque(0x9286, b"ASCII\0\0\0Screenshot")])
    assert findings_of(container((BlobKind.EXIF, block)))["metadata.screen-capture"].weights == supports(
        Axis.ORIGIN, Origin.SCREEN_CAPTURE
    )


def test_history_saved_by_an_editor() -> None:
    steps = "".join(
        f'<rdf:li stEvt:action="{action}" stEvt:when="2019-03-1{day}T08:00:00Z" stEvt:softwareAgent="Adobe Photoshop 2020"/>'
        for day, action in enumerate(("created", "saved"), 4)
    )
    found = findings_of(
        container((BlobKind.XMP, xmp(f"<xmpMM:History><rdf:Seq>{steps}</rdf:Seq></xmpMM:History>")))
    )["metadata.history"]
    assert (found.measure("steps"), found.measure("saved_by_editor")) == (2, True)
    assert found.weights == supports(Axis.INTEGRITY, Integrity.EDITED)
    assert found.tables[0].rows[1].value == "saved, 2019-03-15T08:00:00Z, Adobe Photoshop 2020"


def test_names_and_places_of_iptc_are_withheld() -> None:
    found = findings_of(
        container((BlobKind.IPTC, data_set(2, 80, b"Ann Example") + data_set(2, 90, b"Springfield")))
    )
    assert [item.privacy for item in found["metadata.author"].measurements] == [Privacy.PERSON]
    assert [item.privacy for item in found["metadata.caption"].measurements] == [Privacy.LOCATION]
    assert "Ann" not in found["metadata.author"].statement


def test_credential_pointer_is_not_opened() -> None:
    body = "<dcterms:provenance>https://example.org/m.c2pa</dcterms:provenance>"
    found = findings_of(container((BlobKind.XMP, xmp(body))))["metadata.credential-pointer"]
    assert found.measure("remote") is True


def test_broken_xmp_is_a_finding() -> None:
    found = findings_of(container((BlobKind.XMP, b"<x:xmpmeta><a></b>")))
    assert list(found) == ["metadata.malformed"]
    assert "present, malformed" in found["metadata.malformed"].statement


@pytest.mark.corpora
def test_expectations_of_the_dev_split(corpora: Path) -> None:
    """Cameras, dates, generators and source types of the public files, where the corpora are there."""
    from generator.analyse.containers import parse
    from generator.kind import HEAD_SIZE, sniff
    from generator.model import FileKind

    listed = json.loads((corpora / "expectations.json").read_text("utf-8"))["files"]
    wrong: list[str] = []
    checked = 0
    for file in listed:
        expected = file.get("expected", {})
        if file["split"] != "dev" or not (expected.keys() & {"camera", "captured_at", "ai_traces"}):
            continue
        data = (corpora / file["path"]).read_bytes()
        kind = sniff(data[:HEAD_SIZE], len(data))
        if not isinstance(kind, FileKind):
            continue
        found = all_findings(read_metadata(parse(data, kind)))
        checked += 1
        camera = next((item for item in found if item.code == "metadata.camera"), None)
        if "camera" in expected and (
            camera is None
            or (camera.measure("model") or "") != (expected["camera"].get("model") or "").strip()
        ):
            wrong.append(f"camera of {file['path']}")
        generators = {item.measure("generator") for item in found if item.code == "metadata.ai-declared"}
        if generators != {trace["generator"] for trace in expected.get("ai_traces", [])}:
            wrong.append(f"generators of {file['path']}")
    assert checked > 20
    assert wrong == []
