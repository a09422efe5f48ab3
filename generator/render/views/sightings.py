"""The timeline: where and when the picture was seen, with the claim's own dates between.

Every public date is only an upper bound: a picture is at least as old as its oldest sighting, never exactly as old. Dates that
somebody merely claimed don't count for the headline, nor do copies that were not compared with ours.
"""

from __future__ import annotations

from dataclasses import replace

from generator import moments
from generator.model import Case, DateKind, Exhibit, MatchKind, Search, Sighting, Trust
from generator.render import dates, urls
from generator.render.contexts.case import (
    SearchView,
    StoryView,
    TimelineEntry,
    TimelineHeadline,
    TimelineView,
)
from generator.render.contexts.shared import CitationView, InsideLink, OutsideLink
from generator.render.environment import Environment
from generator.render.views.cards import exhibit_title
from generator.render.views.outside import address
from generator.render.views.pictures import largest, picture
from generator.sightings.links import search_links

_MATCH_SHAPES = {
    MatchKind.SAME_BYTES: "check",
    MatchKind.SAME_PICTURE: "check",
    MatchKind.CROPPED: "half",
    MatchKind.ALTERED: "pencil",
    MatchKind.UNVERIFIED: "question",
    MatchKind.SAME_CLAIM: "dash",
    MatchKind.PAGE_ONLY: "dash",
}


def timeline(env: Environment, case: Case) -> TimelineView:
    """All sightings of a case, oldest first."""
    everything = [(item, _entry(env, case, item, number)) for number, item in enumerate(case.sightings, 1)]
    entries = [entry for item, entry in everything if item.match.is_of_picture]
    if case.claim is not None and entries:
        words = env.words.timeline
        entries += [
            _marker(date, words_for_it)
            for date, words_for_it in (
                (case.claim.event_date, words.claimed_event),
                (case.claim.date, words.claimed),
            )
            if dates.year(date)
        ]
    # A bare year sorts before the days of that year; undated sightings come last.
    entries.sort(key=lambda entry: (not dates.year(entry.date), entry.date, not entry.is_marker))
    text = case.claim.text if case.claim else ""
    return TimelineView(
        _headline(env, case),
        tuple(entries),
        text,
        stories=_stories(env, case),
        related=tuple(entry for item, entry in everything if not item.match.is_of_picture),
        searches=tuple(_search(env, case, item, number) for number, item in enumerate(case.searches, 1)),
    )


def elsewhere(env: Environment, exhibit: Exhibit) -> tuple[OutsideLink, ...]:
    """Links to search engines for the published picture. They know it by its address on this site, which needs a base URL."""
    base = urls.external(env.data.settings.base_url)
    path = largest(picture(env, exhibit))
    if not base or not path or exhibit.sensitive:
        return ()
    return tuple(
        replace(address(url), title=title) for title, url in search_links(f"{base.rstrip('/')}/{path}")
    )


def _stories(env: Environment, case: Case) -> tuple[StoryView, ...]:
    """What was said of the picture each time, beside the claim; nothing when nobody said anything to compare."""
    told = [
        (item, number)
        for number, item in enumerate(case.sightings, 1)
        if (item.caption or item.place) and item.match.is_of_picture
    ]
    if not told or (case.claim is None and len(told) < 2):
        return ()
    rows = [
        StoryView(
            date=item.date,
            said=item.caption,
            language=item.language,
            language_name=_language(env, item.language),
            place=item.place,
            who=item.publisher,
            citation=_cited(env, number),
            date_kind=getattr(env.words.date_kind, item.date_kind.name.lower()),
            is_questioned=item.match is MatchKind.UNVERIFIED,
        )
        for item, number in told
    ]
    if claim := case.claim:
        rows.append(StoryView(claim.date, claim.text, "", "", claim.event_place, claim.claimant, None))
    return tuple(sorted(rows, key=lambda row: (not dates.year(row.date), row.date)))


def _search(env: Environment, case: Case, item: Search, number: int) -> SearchView:
    return SearchView(
        anchor=f"Q{number}",
        service=item.service,
        date=item.date,
        sent=item.sent,
        result=item.result,
        shape="question" if not item.is_answered else "check" if item.count else "dash",
        picture=_picture_words(env, case, item.picture),
        who=item.who,
    )


def _headline(env: Environment, case: Case) -> TimelineHeadline | None:
    """The earliest sighting of the best-known sort: what was compared here comes first, what nobody compared last."""
    dated = [
        (moments.bound(item.date), number, item)
        for number, item in enumerate(case.sightings, 1)
        if item.match.is_of_picture and item.date_kind is not DateKind.CLAIMED and dates.year(item.date)
    ]
    if not dated:
        return None
    best = min(dated, key=lambda entry: (entry[2].trust, *entry[:2]))
    made = _existed(env, case, best[2], best[1])
    first = min(dated, key=lambda entry: entry[:2])
    if not best[2].trust.is_compared or first[2].trust.is_compared or first[0] >= best[0]:
        return made
    lesser = TimelineHeadline(env.words.timeline.earlier, first[2].date, "", _cited(env, first[1]))
    return replace(made, earlier=lesser)


def _existed(env: Environment, case: Case, item: Sighting, number: int) -> TimelineHeadline:
    """No later than when the picture existed, as surely as the sighting is known to show it."""
    words = env.words.timeline
    plain, lettered = {
        Trust.COMPARED: (words.existed, words.letter_existed),
        Trust.VERSION_COMPARED: (words.version_existed, words.letter_version_existed),
        Trust.NOTED: (words.noted_existed, words.letter_noted_existed),
        Trust.VERSION_NOTED: (words.noted_version_existed, words.letter_noted_version_existed),
    }.get(item.trust, (words.perhaps_existed, words.letter_perhaps_existed))
    # Among several pictures "this picture" would be read as the one that the claim is about.
    letter = _letter(env, case, item.picture)
    return TimelineHeadline(
        lettered.format(letter=letter) if letter else plain,
        item.date,
        "" if item.trust.is_compared else words.not_compared,
        _cited(env, number),
    )


def _cited(env: Environment, number: int) -> CitationView:
    return CitationView(f"S{number}", f"#S{number}", env.words.citation.sighting.format(number=number))


def _letter(env: Environment, case: Case, name: str) -> str:
    """Letter of the picture that a sighting names; empty when it names none, or when the case has only one."""
    if len(case.exhibits) < 2 or not name:
        return ""
    for identifier in case.exhibits:
        path = env.index.exhibits[identifier].path
        if path == name or path.endswith("/" + name):
            return env.index.letters[identifier]
    return ""


def _entry(env: Environment, case: Case, item: Sighting, number: int) -> TimelineEntry:
    words = env.words
    shown = _screenshot(env, case, item.screenshot)
    return TimelineEntry(
        anchor=f"S{number}",
        date=item.date,
        date_kind=getattr(words.date_kind, item.date_kind.name.lower()),
        publisher=item.publisher,
        caption=item.caption,
        language=item.language,
        language_name=_language(env, item.language),
        place=item.place,
        match=getattr(words.match_kind, item.match.name.lower()),
        match_shape=_MATCH_SHAPES[item.match],
        picture=_picture_words(env, case, item.picture),
        page=address(item.url, archive=item.archive) if item.url or item.archive else None,
        found_by=item.found_by,
        note=item.note,
        compared=item.compared,
        is_by_note=item.is_by_note,
        screenshot=InsideLink(urls.exhibit(shown.id), exhibit_title(env, shown)) if shown else None,
        screenshot_picture=picture(env, shown) if shown else None,
    )


def _language(env: Environment, tag: str) -> str:
    """`German` for `de-AT`; the tag itself where the words know no name."""
    return str(getattr(env.words.language, tag.partition("-")[0].lower(), tag)) if tag else ""


def _picture_words(env: Environment, case: Case, name: str) -> str:
    """`Picture B`; the file's name where it is no picture of the case."""
    if len(case.exhibits) < 2:
        return ""
    letter = _letter(env, case, name)
    return env.words.timeline.picture.format(letter=letter) if letter else name


def _screenshot(env: Environment, case: Case, name: str) -> Exhibit | None:
    for identifier in case.exhibits if name else ():
        exhibit = env.index.exhibits[identifier]
        if exhibit.path == name or exhibit.path.endswith("/" + name):
            return exhibit
    return None


def _marker(date: str, words: str) -> TimelineEntry:
    return TimelineEntry(
        anchor="",
        date=date,
        date_kind=words,
        publisher="",
        caption="",
        language="",
        language_name="",
        place="",
        match="",
        match_shape="",
        picture="",
        page=None,
        found_by="",
        note="",
        is_marker=True,
    )
