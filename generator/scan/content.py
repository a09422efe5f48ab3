"""The scan stage: a content folder becomes settings, cases and exhibits, or one list of everything to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import BackstoryError, InvalidContent, Mistake
from generator.model import Case, Exhibit, Unreadable
from generator.scan.archive import archived_pictures, without_archive
from generator.scan.cameras import CameraFile, camera_files
from generator.scan.cases import Found, gather, slug_of
from generator.scan.credential_history import histories, is_history, with_history
from generator.scan.detectors import DetectorFiles, detector_files, is_of_detector
from generator.scan.encoders import EncoderFile, encoder_files
from generator.scan.files import Identified, identify, identify_all, read_bounded
from generator.scan.note import LARGEST_NOTE, Note, read_note
from generator.scan.notices import is_sidecar, notices_of, sidecar_notice
from generator.scan.sighting_records import StoredAnswer, stored_answers
from generator.scan.site_file import SITE_FILE, SiteFile, read_site_file
from generator.scan.trust import is_within, overdue, trust_folder
from generator.scan.walk import CASE_NOTE, Entry, Walk, same_form, walk
from generator.scan.watermark_decoders import (
    WatermarkDecoderFile,
    is_watermark_decoder,
    watermark_decoder_files,
)
from generator.scan.yaml_reader import MAX_BYTES, mistake_at
from generator.settings import Limits, SiteSettings
from generator.sightings.record import is_record
from generator.trust import TrustList


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder, read and found sound."""

    settings: SiteSettings
    """From `site.yaml`, or the defaults."""
    cases: tuple[Case, ...]
    """Newest first, then by slug."""
    exhibits: tuple[Exhibit, ...]
    """In the order of the bytes of their paths."""
    unreadable: tuple[Unreadable, ...]
    """Files that are not pictures this version reads, with the reason."""
    notices: tuple[Mistake, ...]
    """Worth mending, but no hindrance: missing texts for the blind, missing archived copies, files that are not read."""
    date: str = ""
    """Newest day on which a case was published, updated or corrected, `YYYY-MM-DD`; empty when none is given."""
    trust: tuple[TrustList, ...] = ()
    """Lists of known signers, in the order of their paths."""
    encoders: tuple[EncoderFile, ...] = ()
    """Files with fingerprints of known programs, in the order of `site.yaml`."""
    detectors: tuple[DetectorFiles, ...] = ()
    """Learned detectors with their cards, in the order of `site.yaml`."""
    cameras: tuple[CameraFile, ...] = field(default=(), kw_only=True)
    """Fingerprints of camera bodies, in the order of `site.yaml`."""
    archived: tuple[Exhibit, ...] = field(default=(), kw_only=True)
    """Pictures that the others are compared with and that are not published, in the order of their paths."""
    watermark_decoders: tuple[WatermarkDecoderFile, ...] = ()
    """Decoders of open watermarks, in the order of `site.yaml`."""
    answers: tuple[StoredAnswer, ...] = field(default=(), kw_only=True)
    """Stored answers of services that were asked about cases, in the order of their paths."""


def scan(content: Path, *, limits: Limits = Limits()) -> Content:  # noqa: B008 - a frozen value.
    """Read the folder `content`. Raises `InvalidContent` with all mistakes of all files; writes nothing."""
    walked = look_around(content)
    by_path = {entry.path: entry for entry in walked.entries}
    site = _site_file(by_path.get(SITE_FILE))
    settings = site.settings
    walked, stored = without_archive(walked, settings.archive)
    notes, wrong, are_all_read = _notes(walked.entries)
    mistakes = [*site.mistakes, *_unreachable(walked), *wrong, *_logo_mistake(site, by_path, limits)]
    logo = same_form(settings.publisher.logo)
    line = site.document.place(("trust",)).line if settings.trust else 0
    trust = trust_folder(walked.entries, settings.trust, file=SITE_FILE, line=line)
    mistakes += [] if any(item.field == "trust" for item in mistakes) else trust.mistakes
    encoders, wrong = encoder_files(by_path, site)
    mistakes += wrong
    detectors, wrong = detector_files(by_path, site)
    mistakes += wrong
    cameras, wrong = camera_files(by_path, site)
    mistakes += wrong
    line = site.document.place(("archive",)).line if settings.archive else 0
    archived, wrong = archived_pictures(
        stored, settings.archive, largest=limits.file_size, file=SITE_FILE, line=line
    )
    mistakes += [] if any(item.field == "archive" for item in mistakes) else wrong
    watermark_decoders, wrong = watermark_decoder_files(by_path, site)
    mistakes += wrong
    pictures, unreadable, notices = _files(walked, logo, settings, limits)
    gathered = gather(
        notes,
        pictures,
        unreadable,
        settings,
        are_ratings_known=site.are_ratings_known,
        are_cases_known=are_all_read,
    )
    states, unclear = histories(walked.entries)
    mistakes += [*gathered.mistakes, *unclear]
    answers, unclear = stored_answers(walked.entries, {note.folder: slug_of(note) for note in notes})
    mistakes += unclear
    if mistakes:
        raise InvalidContent(mistakes)
    exhibits = {exhibit.id: exhibit for exhibit in gathered.exhibits}
    date = _newest(gathered.cases)
    notices += overdue(trust.lists, settings.trust, date)
    notices += notices_of(notes, {case.path: case for case in gathered.cases}, exhibits)
    return Content(
        settings,
        gathered.cases,
        with_history(gathered.exhibits, states),
        gathered.unreadable,
        tuple(sorted(notices)),
        date,
        trust.lists,
        encoders,
        detectors,
        watermark_decoders,
        cameras=cameras,
        archived=archived,
        answers=answers,
    )


def look_around(content: Path) -> Walk:
    """All files of a content folder; a person's error when it isn't one."""
    if not content.exists():
        raise BackstoryError(f"There is no folder {content}. Name the folder in which the pictures lie.")
    if not content.is_dir():
        raise BackstoryError(f"{content} is not a folder. Name the folder in which the picture lies.")
    walked = walk(content)
    for item in walked.unreadable:
        if item.path == ".":
            raise BackstoryError(f"The {item.reason.replace('folder', f'folder {content}', 1)}.")
    return walked


def _site_file(entry: Entry | None) -> SiteFile:
    if entry is None:
        return SiteFile()
    data = read_bounded(entry.location, largest=MAX_BYTES)
    if isinstance(data, str):
        mistake = Mistake(SITE_FILE, 0, "", data, "make it a small text file that you may read")
        return SiteFile(mistakes=(mistake,), are_ratings_known=False)
    return read_site_file(data)


def _unreachable(walked: Walk) -> list[Mistake]:
    """Notes that are there but may not be opened: silence would publish a case without its words."""
    return [
        Mistake(item.path, 0, "", item.reason, "put the file itself here")
        for item in walked.unreadable
        if item.path == SITE_FILE or item.path.rpartition("/")[2] == CASE_NOTE
    ]


def _notes(entries: Iterable[Entry]) -> tuple[list[Note], list[Mistake], bool]:
    """Notes, what is wrong with them, and whether the addresses of all are known."""
    notes: list[Note] = []
    mistakes: list[Mistake] = []
    are_all_read = True
    for entry in entries:
        if entry.path.rpartition("/")[2] != CASE_NOTE:
            continue
        data = read_bounded(entry.location, largest=LARGEST_NOTE)
        if isinstance(data, str):
            mistakes.append(Mistake(entry.path, 0, "", data, "make it a small text file that you may read"))
            are_all_read = False
            continue
        note, wrong = read_note(data, file=entry.path)
        mistakes += wrong
        if note:
            notes.append(note)
        if note is None or {"slug", "aliases"} & note.left_out:
            are_all_read = False
    return notes, mistakes, are_all_read


def _logo_mistake(site: SiteFile, by_path: Mapping[str, Entry], limits: Limits) -> list[Mistake]:
    logo = site.settings.publisher.logo
    if not logo or any(mistake.field == "publisher.logo" for mistake in site.mistakes):
        return []
    line = site.document.place(("publisher", "logo")).line
    entry = next((entry for path, entry in by_path.items() if same_form(path) == same_form(logo)), None)
    if entry is None:
        problem, remedy = f"no file {logo[:80]} in the content folder", "put it there, or correct the name"
        return [mistake_at(SITE_FILE, line, ("publisher", "logo"), problem, remedy)]
    found = identify(entry.location, largest=limits.file_size)
    if isinstance(found, Identified):
        return []
    return [
        Mistake(
            SITE_FILE,
            line,
            "publisher.logo",
            f"not a picture: {found.reason}",
            "name a PNG, JPEG or WebP file",
        )
    ]


def _files(
    walked: Walk, logo: str, settings: SiteSettings, limits: Limits
) -> tuple[list[Found], list[Unreadable], list[Mistake]]:
    """Pictures, what is no picture, and notices of text files that are not read."""
    entries = [
        entry
        for entry in walked.entries
        if entry.path != SITE_FILE
        and entry.path.rpartition("/")[2] != CASE_NOTE
        and same_form(entry.path) != logo
        and not is_within(entry.path, settings.trust)
        and same_form(entry.path) not in {same_form(path) for path in (*settings.encoders, *settings.cameras)}
        and not is_of_detector(entry.path, settings)
        and not is_watermark_decoder(entry.path, settings)
        and not is_history(entry.path)
        and not is_record(entry.path)
    ]
    folders = {entry.folder for entry in walked.entries if entry.path.rpartition("/")[2] == CASE_NOTE}
    pictures: list[Found] = []
    unreadable = [
        item
        for item in walked.unreadable
        if item.path != SITE_FILE and item.path.rpartition("/")[2] != CASE_NOTE
    ]
    notices = [
        Mistake(path, 0, "", "drafts are left out", "move a case elsewhere to publish it")
        for path in walked.drafts
    ]
    identities = identify_all([entry.location for entry in entries], largest=limits.file_size)
    for entry, identity in zip(entries, identities, strict=True):
        if isinstance(identity, Identified):
            pictures.append(Found(entry.path, identity))
        elif is_sidecar(entry.path) and not identity.reason.startswith("can't"):
            notice = sidecar_notice(entry.path, folders)
            notices += [notice] if notice else []
        else:
            unreadable.append(Unreadable(entry.path, identity.size, identity.reason))
    unreadable.sort(key=lambda item: item.path.encode())
    return pictures, unreadable, notices


def _newest(cases: Sequence[Case]) -> str:
    days = [
        date[:10]
        for case in cases
        for date in (case.published, case.updated, *(item.date for item in case.corrections))
        if date
    ]
    return max(days, default="")
