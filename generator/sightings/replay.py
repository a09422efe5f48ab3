"""Stored answers become sightings and searches of their cases. Pure: a build reads the same files and gets the same pages.

What a service says of a match is only believed as far as it was compared: by check sums that it gives, or by the fingerprints
of the picture that was fetched there, or by distinctive places and fine detail where one was laid upon the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator import moments
from generator.model import Case, DateKind, Exhibit, Lookups, MatchKind, Report, Search, Sighting
from generator.model.links import WHOLE_FROM
from generator.sightings import person
from generator.sightings.provider import Seen, Subject, Unreadable
from generator.sightings.providers import PROVIDERS
from generator.sightings.record import Compared, Laid, Record

NEAR = 31
"""Largest number of differing bits, of 256, at which fingerprints count as those of one picture."""
QUALITY = 50
"""Lowest PDQ quality at which a comparison counts."""
MOST = 300
"""Sightings of one case that are shown; the oldest stay."""
_PERSONS = "What a person wrote down"


def replayed(
    case: Case, exhibits: Mapping[str, Exhibit], reports: Mapping[str, Report], records: Sequence[Record]
) -> Case:
    """The case with what its stored answers say. `exhibits` are the case's pictures by file name within it."""
    searches: list[Search] = []
    found: list[Sighting] = []
    newest = {
        (item.provider, item.picture, item.address, item.sent): item
        for item in sorted(records, key=_when)
        if item.is_answered
    }
    again = {(item.provider, item.picture) for item in records if not _why_of_another(exhibits, item)}
    for record in sorted(records, key=_when):
        if why := _why_of_another(exhibits, record):
            # Whoever was asked again about the file of today needs no word about the earlier one.
            if (record.provider, record.picture) not in again:
                searches.append(_search(record, 0, why))
            continue
        exhibit = exhibits[record.picture]
        sightings, trouble = _sightings(case, exhibits, reports.get(exhibit.id), record)
        if record.provider != person.ID or trouble:
            searches.append(_search(record, len(sightings), trouble))
        if newest.get((record.provider, record.picture, record.address, record.sent)) is record:
            found += sightings
    if not searches and not found:
        return case
    merged = _merged([*case.sightings, *found])
    return replace(case, sightings=merged, searches=(*case.searches, *searches))


def _why_of_another(exhibits: Mapping[str, Exhibit], record: Record) -> str:
    """Why an answer is none about a picture of the case; empty when it is one."""
    exhibit = exhibits.get(record.picture)
    if exhibit is None:
        return f"it is about {record.picture[:80]}, which is no longer in the case"
    if exhibit.sha256 != record.sha256:
        return "it is about an earlier file of this name, which was replaced since; what is there now was not asked about"
    return ""


def _when(record: Record) -> tuple[str, str, str, str]:
    return record.asked, record.provider, record.picture, record.address


def _sightings(
    case: Case, exhibits: Mapping[str, Exhibit], report: Report | None, record: Record
) -> tuple[list[Sighting], str]:
    """What the record tells, and why it tells nothing."""
    exhibit = exhibits[record.picture]
    if not record.is_answered:
        return [], record.trouble or f"the service answered {record.status}"
    if not record.is_intact:
        return [], "the stored answer was changed after it was received"
    sha1 = str(report.measure("file.identity", "sha1") or "") if report else ""
    body = record.answer.encode()
    # The note's own sightings shape no answer, so whatever order the files are read in gives the same.
    subject = Subject(case, exhibit, record.picture, sha1, b"", lookups=Lookups.NONE)
    try:
        if record.provider == person.ID:
            seen = person.read(body)
        elif provider := PROVIDERS.get(record.provider):
            seen = provider.read(subject, body)
        else:
            return [], f"this version knows no service {record.provider}"
    except Unreadable as error:
        return [], str(error)
    compared = {item.url: item for item in record.pictures}
    judged = [_judged(item, record, sha1, compared.get(item.picture_url), report) for item in seen]
    return [_with_screenshot(item, of, exhibits) for item, of in zip(judged, seen, strict=True)], ""


def _with_screenshot(sighting: Sighting, seen: Seen, exhibits: Mapping[str, Exhibit]) -> Sighting:
    """A screenshot counts only as the file that was stored."""
    if not sighting.screenshot:
        return sighting
    kept = exhibits.get(sighting.screenshot)
    if kept is not None and seen.screenshot_sha256 in ("", kept.sha256):
        return sighting
    words = "is missing" if kept is None else "was changed after it was stored, so it is not shown"
    return replace(sighting, screenshot="", note=_joined(sighting.note, f"The screenshot {words}."))


def _judged(
    seen: Seen, record: Record, sha1: str, compared: Compared | None, report: Report | None
) -> Sighting:
    sighting = replace(seen.sighting, picture=record.picture)
    if not sighting.date:
        sighting = replace(sighting, date=record.asked, date_kind=DateKind.FOUND)
    if record.provider != person.ID:
        provider = PROVIDERS[record.provider]
        by = f", asked by {record.who}" if record.who else ""
        sighting = replace(sighting, found_by=f"{provider.title}, {record.asked[:10]}{by}")
    if seen.sha1 and seen.sha1 == sha1:
        how = "The SHA-1 check sum that the service gives for the file there is that of ours."
        return replace(sighting, match=MatchKind.SAME_BYTES, compared=how)
    if compared is None or report is None:
        return sighting
    if compared.trouble:
        return replace(
            sighting,
            note=_joined(sighting.note, f"The picture there could not be compared: {compared.trouble}."),
        )
    return _compared(sighting, compared, report)


def _compared(sighting: Sighting, there: Compared, report: Report) -> Sighting:
    if there.sha256 == report.measure("file.identity", "sha256"):
        return replace(
            sighting, match=MatchKind.SAME_BYTES, compared="The file from there is ours, byte for byte."
        )
    laid = there.laid
    if laid is not None and not laid.is_capture:
        words = (
            f"The picture from there shows the same scene ({laid.inliers} distinctive places fit), but it is not the same "
            "shot, or was photographed or drawn anew: the fine detail doesn't fit."
        )
        return replace(sighting, note=_joined(sighting.note, words))
    ours, quality = report.measure("file.identity", "pdq"), report.measure("file.identity", "pdq_quality")
    usable = isinstance(ours, str) and isinstance(quality, int) and min(quality, there.quality) >= QUALITY
    if not usable or len(there.pdq) != 64:
        if laid is not None:
            return _laid(sighting, laid)
        words = "The picture there has too little structure for a comparison, or could not be read."
        return replace(sighting, note=_joined(sighting.note, words))
    bits = min(
        (int(there.pdq, 16) ^ int(str(value), 16)).bit_count()
        for name in ("pdq", "pdq_mirrored")
        if (value := report.measure("file.identity", name))
    )
    if bits <= NEAR:
        words = f"The fingerprint of the picture from there differs from ours in {bits} of 256 bits."
        return replace(sighting, match=MatchKind.SAME_PICTURE, compared=words)
    if laid is not None:
        return _laid(sighting, laid)
    words = f"The picture from there looks different ({bits} of 256 bits). It may be a part of ours, or another picture."
    return replace(sighting, note=_joined(sighting.note, words))


def _laid(sighting: Sighting, laid: Laid) -> Sighting:
    """What it means where both show one capture.

    A part that two different pictures share may be a logo or a sign, so it is told and the picture counts as not compared.
    """
    places = f"{laid.inliers} distinctive places fit"
    if laid.is_part_only:
        words = (
            f"The picture from there has a part in common with ours ({places}); the rest differs. It may be a logo, a sign or "
            "a piece that was copied from one into the other, so it doesn't show that the picture was there."
        )
        return replace(sighting, note=_joined(sighting.note, words))
    ours, theirs = (max(1, round(share * 100)) for share in (laid.ours, laid.theirs))
    if laid.ours < WHOLE_FROM:
        match, what = MatchKind.CROPPED, f"The picture from there shows {ours} % of the area of ours"
    elif laid.theirs < WHOLE_FROM:
        match, what = (
            MatchKind.SAME_PICTURE,
            f"The picture from there shows all of ours, in {theirs} % of its area",
        )
    else:
        match, what = MatchKind.SAME_PICTURE, "The picture from there shows the same as ours"
    mirrored = ", mirrored" if laid.is_mirrored else ""
    words = (
        f"{what}{mirrored}: {places}, and laid upon each other the fine detail fits in "
        f"{laid.fitting} of {laid.tiles} parts."
    )
    return replace(sighting, match=match, compared=words)


def _search(record: Record, count: int, trouble: str) -> Search:
    provider = PROVIDERS.get(record.provider)
    if trouble:
        result = f"Not checked, no usable answer: {trouble.rstrip('.')}."
    elif count:
        result = f"{count} result{'' if count == 1 else 's'}."
    else:
        result = "No result. The service may simply not know the picture."
    return Search(
        service=provider.title if provider else _PERSONS if record.provider == person.ID else record.provider,
        date=record.asked,
        sent=record.sent,
        result=result,
        is_answered=not trouble,
        picture=record.picture,
        who=record.who,
        count=count,
    )


def _merged(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """In the order of time, the same page on the same day once: with the words of the first and the match that was compared."""
    kept: dict[tuple[str, str, str], Sighting] = {}
    for item in sightings:
        if not item.url:
            kept[item.publisher, item.date, str(len(kept))] = item
            continue
        page = item.url, item.date[:10]
        # A note often names no picture, since its case has only one.
        key = next((key for name in (item.picture, "") if (key := (*page, name)) in kept), None)
        if key is None:
            kept[*page, item.picture] = item
        else:
            kept[key] = _joint(kept[key], item)
    claims = [item for item in kept.values() if not item.match.is_of_picture]
    seen = [item for item in kept.values() if item.match.is_of_picture]
    # What agrees only in words or address comes last, so that it never takes a place among the sightings.
    return (*sorted(seen, key=_moment)[:MOST], *sorted(claims, key=_moment)[: MOST // 3])


def _joint(first: Sighting, second: Sighting) -> Sighting:
    if first.compared or not second.compared:
        return first
    words = {
        name: getattr(first, name) or getattr(second, name)
        for name in ("publisher", "caption", "place", "language", "archive", "found_by", "screenshot")
    }
    return replace(second, **words, date_kind=first.date_kind, note=_joined(first.note, second.note))


def _moment(sighting: Sighting) -> tuple[str, str]:
    return moments.order(sighting.date)


def _joined(note: str, words: str) -> str:
    return f"{note} {words}".strip()
