"""Exhibits that share a camera body or a signer, as groups for pages of their own and as links.

A camera body is known by make, model and serial number together, as the files' metadata name them, or by the noise of its
sensor, where the publisher has learned it (`pixels.camera-noise`). A signer is known by
the fingerprint of the certificate, or by its names where no fingerprint is given, and only where the signature holds.

What it can't show: metadata can be copied from one file to another or written by hand, so a shared serial number is a lead
and no proof. A group is named after its first exhibit: even a hash of a serial number could be guessed back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.link.pairing import grouped, pairs, pixel_keys
from generator.model import Exhibit, Link, LinkKind, Report

PLACEHOLDERS = frozenset(
    {
        "na",
        "none",
        "null",
        "unknown",
        "undefined",
        "default",
        "notavailable",
        "serial",
        "serialnumber",
        "test",
    }
    | {"1234567890"[:size] for size in range(1, 11)}
    | {"0123456789"[:size] for size in range(1, 11)}
    | {"123456789abcdef", "deadbeef"}
)
"""Serial numbers, in small letters and without signs, that name no body."""
MOST_MODELS = 2
"""A serial number that more makes and models than this have in common is a placeholder nobody thought of."""
LONGEST_NAME = 80
"""Characters of a name that are shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that have something in common."""

    key: str
    """Stable name for addresses: the id of the first member."""
    title: str
    """What they share, in words: `Nikon D70 (one body)`. Holds no serial number."""
    members: tuple[str, ...]
    """Ids of the exhibits, sorted; two or more."""


def cameras(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> tuple[Group, ...]:
    """Groups of exhibits from the same camera body, in the order of their keys."""
    members = grouped(_camera_keys(exhibits, reports)).values()
    return _sorted(
        Group(ids[0], f"{_camera_name(reports[ids[0]])} (one body)", tuple(ids)) for ids in members
    )


def sensors(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> tuple[Group, ...]:
    """Groups of exhibits that hold the noise of the same sensor, in the order of their keys."""
    groups = []
    for (_, name), ids in grouped(_sensor_keys(exhibits, reports)).items():
        # A group of the same first exhibit by serial number has a page of its own.
        groups.append(Group(f"{ids[0]}-noise", f"{name} (by sensor noise)", tuple(ids)))
    return _sorted(iter(groups))


def signers(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> tuple[Group, ...]:
    """Groups of exhibits whose credentials the same signer signed, in the order of their keys."""
    members = grouped(_signer_keys(exhibits, reports)).values()
    return _sorted(Group(ids[0], _signer_name(reports[ids[0]]), tuple(ids)) for ids in members)


def same_camera(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> Iterator[Link]:
    """Links between different pictures from the same camera body."""
    pixels = pixel_keys(exhibits, reports)
    for group in cameras(exhibits, reports):
        name = _camera_name(reports[group.key])
        for left, right in pairs(group.members):
            # That copies of one picture name one camera tells nothing new.
            if pixels[left] != pixels[right]:
                yield Link(
                    LinkKind.SAME_CAMERA,
                    left,
                    right,
                    f"Both files name the same camera body: {name}, with the same serial number.",
                    limits="Such information can be copied from file to file or written by hand; it is a lead, not a proof.",
                )


def same_sensor(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> Iterator[Link]:
    """Links between different pictures that hold the noise of the same sensor."""
    pixels = pixel_keys(exhibits, reports)
    keys = _sensor_keys(exhibits, reports)
    for group in sensors(exhibits, reports):
        _, name = keys[group.members[0]]
        for left, right in pairs(group.members):
            if pixels[left] != pixels[right]:
                yield Link(
                    LinkKind.SAME_CAMERA,
                    left,
                    right,
                    f"Both pictures hold the sensor noise of the same camera body: “{name}”.",
                    limits=(
                        "The noise doesn't show that the pictures were left as they were taken, and with many pictures of a "
                        "camera it can be forged."
                    ),
                )


def same_signer(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> Iterator[Link]:
    """Links between different pictures whose credentials the same signer signed."""
    pixels = pixel_keys(exhibits, reports)
    for group in signers(exhibits, reports):
        has_fingerprint = bool(_text(reports[group.key], "credentials.issuer", "fingerprint"))
        how = "with the same certificate" if has_fingerprint else "in the same name"
        for left, right in pairs(group.members):
            if pixels[left] != pixels[right]:
                yield Link(
                    LinkKind.SAME_SIGNER,
                    left,
                    right,
                    f"The credentials of both files are signed {how}: {group.title}.",
                    limits=(
                        "Many pictures by different people can be signed by one camera maker or service. "
                        "It doesn't say that the two pictures have to do with each other."
                    ),
                )


def _camera_keys(
    exhibits: Sequence[Exhibit], reports: Mapping[str, Report]
) -> dict[str, tuple[str, str, str]]:
    keys: dict[str, tuple[str, str, str]] = {}
    models: dict[str, set[tuple[str, str]]] = {}
    for exhibit in exhibits:
        report = reports.get(exhibit.id)
        if report is None:
            continue
        serial = _plain(_text(report, "metadata.camera", "serial")).lstrip("0")
        make, model = _make_and_model(report)
        if make and model and _names_a_body(serial):
            keys[exhibit.id] = (make, model, serial)
            models.setdefault(serial, set()).add((make, model))
    return {identifier: key for identifier, key in keys.items() if len(models[key[2]]) <= MOST_MODELS}


def _sensor_keys(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> dict[str, tuple[str, str]]:
    """Hash of the fingerprint that fits best, and what the publisher calls the camera."""
    keys: dict[str, tuple[str, str]] = {}
    for exhibit in exhibits:
        report = reports.get(exhibit.id)
        found = report.find("pixels.camera-noise.match") if report else ()
        best = max(found, key=lambda item: _number(item.finding.measure("pce")), default=None)
        if best is not None:
            fingerprint, name = (str(best.finding.measure(name) or "") for name in ("fingerprint", "camera"))
            keys[exhibit.id] = (fingerprint, name[:LONGEST_NAME])
    return keys


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _names_a_body(serial: str) -> bool:
    """Whether a serial number, leading zeros removed, is more than a filler."""
    return len(serial) >= 3 and len(set(serial)) > 1 and serial not in PLACEHOLDERS


def _make_and_model(report: Report) -> tuple[str, str]:
    """Make and model to compare by: one maker writes itself in several ways, and the model often repeats it."""
    make = _text(report, "metadata.camera", "make").split(" ")[0]
    model = _text(report, "metadata.camera", "model")
    return _plain(make), _plain(model).removeprefix(_plain(make))


def _camera_name(report: Report) -> str:
    """Make and model for readers."""
    make = _text(report, "metadata.camera", "make").split(" ")[0]
    model = _text(report, "metadata.camera", "model")
    if model.casefold().startswith(make.casefold()):
        model = model[len(make) :].strip()
    if make.isupper() and len(make) > 3:
        make = make.capitalize()
    return f"{make} {model}".strip()[:LONGEST_NAME]


def _signer_keys(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for exhibit in exhibits:
        report = reports.get(exhibit.id)
        if report is None or report.measure("credentials.integrity", "signature") != "holds":
            continue
        fingerprint = _text(report, "credentials.issuer", "fingerprint").casefold()
        names = tuple(_text(report, "credentials.issuer", name) for name in ("issuer", "common_name"))
        if fingerprint:
            keys[exhibit.id] = ("certificate", fingerprint)
        elif any(names):
            keys[exhibit.id] = ("names", *names)
    return keys


def _signer_name(report: Report) -> str:
    """Issuer and common name for readers."""
    names = [_text(report, "credentials.issuer", name) for name in ("issuer", "common_name")]
    shown = list(dict.fromkeys(name for name in names if name))
    return ", ".join(shown)[:LONGEST_NAME] or "a certificate without a name"


def _text(report: Report, code: str, name: str) -> str:
    """A measured word without control characters and doubled spaces; empty when there is none."""
    value = report.measure(code, name)
    printable = "".join(
        letter if letter.isprintable() else " " for letter in str(value if value is not None else "")
    )
    return " ".join(printable.split())


def _plain(text: str) -> str:
    """Small letters and digits only, to compare by."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _sorted(groups: Iterator[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: group.key))
