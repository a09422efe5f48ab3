"""Rules about the records themselves: what was written later, and by whom."""

from __future__ import annotations

from generator.analyse.consistency.facts import WIDEST_ZONES, Facts, duration, finding
from generator.analyse.containers.parts import BlobKind
from generator.analyse.metadata.dates import Moment, read_exif_date, read_iso_date
from generator.analyse.metadata.digest.camera import camera_name
from generator.analyse.metadata.digest.history import SAVING, steps
from generator.analyse.metadata.software import SoftwareKind, kind_of
from generator.analyse.metadata.values import clean
from generator.model import Finding, Measurement, Row

SINCE_VERSION = {
    "2.31": (
        "OffsetTime",
        "OffsetTimeOriginal",
        "OffsetTimeDigitized",
        "AmbientTemperature",
        "CameraElevationAngle",
    ),
    "2.32": ("CompositeImage", "SourceImageNumberOfCompositeImage"),
}
"""Tags by the version of EXIF that brought them."""


def edited_after_capture(facts: Facts) -> tuple[Finding, ...] | None:
    """The XMP history's last recorded step, held against the date of taking.

    Source: XMP specification part 2, stEvt:when. Saving later is normal in every newsroom; shown, never flagged.
    """
    taken = facts.dated("original", "EXIF") or facts.dated("original", "XMP exif:")
    recorded = [(step, read_iso_date(step.get("when", ""))) for step in steps(facts.metadata)]
    dated = [(step, moment) for step, moment in recorded if moment is not None and moment.local is not None]
    if taken is None or taken.moment.local is None or not dated:
        return None
    step, last = max(dated, key=lambda pair: pair[1].iso)
    if last.local is None:
        return None
    gap = (last.local - taken.moment.local).total_seconds()
    if gap <= WIDEST_ZONES:
        return ()
    agent = step.get("softwareAgent", "")
    return finding(
        "edited-after-capture",
        f"The last step in the file's history was recorded {duration(gap)} after the date of taking.",
        Measurement("gap", round(gap), "s"),
        Measurement("last_step", last.iso),
        *([Measurement("software", agent[:120])] if agent else []),
        limits="Photos are routinely developed and captioned later; the history says little of what was changed.",
    )


def history_names_editor(facts: Facts) -> tuple[Finding, ...] | None:
    """Where EXIF's `Software` is the camera's own, the XMP history should name no editor that saved the file.

    Source: XMP specification part 2, stEvt:softwareAgent; EXIF 2.32 section 4.6.4, Software. Some editors keep the camera's
    entry; shown, never flagged.
    """
    software = facts.metadata.exif_text("Software")
    make, model = camera_name(facts.metadata)
    agents = [
        clean(step["softwareAgent"], limit=120)
        for step in steps(facts.metadata)
        if step.get("action", "").lower() in SAVING and step.get("softwareAgent")
    ]
    if not software or not (make or model) or not agents:
        return None
    editors = [name for name in agents if kind_of(name) in (SoftwareKind.EDITOR, SoftwareKind.DEVELOPER)]
    if not editors or kind_of(software) is not SoftwareKind.UNKNOWN:
        return ()
    return finding(
        "history-names-editor",
        f"EXIF names the camera's own software, but the file's history says that {editors[-1]} saved it.",
        Measurement("software", clean(software, limit=120)),
        Measurement("editor", editors[-1]),
        Measurement("steps_by_editors", len(editors)),
        limits="Saving by an editor is no sign of a change of content; developing, cropping or captioning is enough.",
    )


def profile_date(facts: Facts) -> tuple[Finding, ...] | None:
    """The colour profile's date of making should not lie after the file's last date: it would have come later.

    Source: ICC.1:2022 section 7.2.8, date and time of the profile's creation. Clocks are wrong on either side; never flagged.
    """
    made = next(
        (
            moment
            for block in facts.metadata.icc
            if (moment := _profile_moment(block.text("ICC", "ProfileDateTime")))
        ),
        None,
    )
    exact = [item for item in facts.dates if item.moment.local is not None]
    if made is None or made.local is None or not exact:
        return None
    last = max(exact, key=lambda item: item.moment.iso)
    if last.moment.local is None:
        return None
    gap = (made.local - last.moment.local).total_seconds()
    if gap <= WIDEST_ZONES:
        return ()
    return finding(
        "profile-after-dates",
        f"The file's colour profile was made {duration(gap)} after the latest date in the file.",
        Measurement("gap", round(gap), "s"),
        Measurement("profile_date", made.iso),
        rows=(Row(last.place, last.moment.text), Row("colour profile", made.text)),
        limits="A wrong camera clock gives the same, and programs that add a profile often change no date.",
    )


def exif_version(facts: Facts) -> tuple[Finding, ...] | None:
    """A tag that a later version of EXIF brought can't have been in a file of an earlier one.

    Source: EXIF 2.31 (2016) and 2.32 (2019), lists of changes. Many phones number their version wrongly: shown, never flagged.
    """
    exif = facts.metadata.main_exif.group("Exif")
    version = exif.text("ExifVersion") if exif else ""
    number = _version(version)
    if exif is None or number is None:
        return None
    for since, names in SINCE_VERSION.items():
        later = [name for name in names if exif.get(name)]
        if later and number < (_version(since) or 0):
            return finding(
                "exif-version-older-than-tags",
                f"The file says it follows EXIF {version}, but holds {later[0]}, which came with EXIF {since}.",
                Measurement("exif_version", version),
                Measurement("tag", later[0]),
                limits="Many phones give an old version number; programs also add newer tags later.",
            )
    return ()


def iptc_digest(facts: Facts) -> tuple[Finding, ...] | None:
    """Photoshop stores an MD5 of the IPTC data; a mismatch shows that other software changed them later.

    Source: Adobe Photoshop File Formats, resource 0x0425; Metadata Working Group guidelines 2.0, section 3.3.1.
    """
    import hashlib

    stored = next(
        (text for block in facts.metadata.photoshop if (text := block.text("Photoshop", "IPTCDigest"))), ""
    )
    blob = facts.container.first(BlobKind.IPTC)
    if len(stored) != 32 or not stored.strip("0") or blob is None:
        return None
    if hashlib.md5(blob.data, usedforsecurity=False).hexdigest() == stored:
        return ()
    return finding(
        "iptc-changed-later",
        "The caption data (IPTC) were changed after Photoshop or similar software last wrote its checksum of them.",
        limits="Picture desks change captions all the time; the checksum says nothing about the pixels.",
    )


def _profile_moment(text: str) -> Moment | None:
    """The profile's date; `not set` and impossible dates give None."""
    return read_iso_date(text) or read_exif_date(text)


def _version(text: str) -> int | None:
    whole, _, part = text.partition(".")
    if not whole.isdigit() or not part.isdigit() or len(whole) > 2 or len(part) > 2:
        return None
    return int(whole) * 100 + int(part.ljust(2, "0"))
