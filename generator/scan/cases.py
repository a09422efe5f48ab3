"""From notes and files to cases and exhibits: which picture belongs to which case, in which order, under which name.

A picture belongs to the nearest folder around it that has a `case.md`. Pictures named in the note come first and in its
order, then the others by path. What a note says of files, ratings or other cases has to exist; everything that doesn't
is told at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import moments
from generator.errors import Mistake
from generator.model import (
    Case,
    Claim,
    Correction,
    Exhibit,
    OutsideCheck,
    Person,
    Rating,
    Redaction,
    Sighting,
    Unreadable,
    WebLink,
)
from generator.scan.files import Identified
from generator.scan.front_matter import ClaimNote, LinkNote, PersonNote, PictureNote
from generator.scan.note import Note
from generator.scan.text import forbidden_character, slug, slug_or_hash
from generator.scan.typed import nearest
from generator.scan.walk import parents, same_form
from generator.scan.yaml_reader import Location
from generator.settings import SiteSettings

MOST_NAMED = 2_000
"""Items of a list whose files are looked for; longer lists are refused anyway."""


@dataclass(frozen=True, slots=True)
class Found:
    """A picture file before it has a name."""

    path: str
    """Relative to the content folder."""
    identity: Identified
    """What its bytes say."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that notes and files give together."""

    cases: tuple[Case, ...]
    """Newest first, then by slug."""
    exhibits: tuple[Exhibit, ...]
    """In the order of their paths."""
    unreadable: tuple[Unreadable, ...]
    """With the case each lies in."""
    mistakes: tuple[Mistake, ...]
    """What has to be mended."""


def gather(
    notes: Sequence[Note],
    pictures: Sequence[Found],
    unreadable: Sequence[Unreadable],
    settings: SiteSettings,
    *,
    are_ratings_known: bool = True,
    are_cases_known: bool = True,
) -> Gathered:
    """Cases and exhibits. What could not be read elsewhere is not held against a note that refers to it."""
    mistakes: list[Mistake] = []
    slugs = {note.file: slug_of(note) for note in notes}
    mistakes += _clashing_slugs(notes, slugs)
    by_folder = {note.folder: note for note in notes}
    ids = exhibit_ids(pictures)
    owners = {found.path: _owner(found.path, by_folder) for found in pictures}
    exhibits: dict[str, Exhibit] = {}
    cases: list[Case] = []
    for found in pictures:
        owner = owners[found.path]
        exhibits[found.path] = _bare(found, ids[found.path], slugs[owner.file] if owner else "")
    listed = tuple(_in_case(item, by_folder, slugs) for item in unreadable)
    known = _addresses(notes, slugs)
    mine: dict[str, dict[str, str]] = {note.file: {} for note in notes}
    for path, owner in owners.items():
        if owner:
            # Two names may differ in their Unicode form only; the second keeps its own form and is still a picture.
            name = _relative(path, owner)
            mine[owner.file][path if name in mine[owner.file] else name] = path
    others: dict[str, set[str]] = {note.file: set() for note in notes}
    for item in listed:
        if owner := _owner(item.path, by_folder):
            others[owner.file].add(_relative(item.path, owner))
    for note in notes:
        order, wrong = _described(note, mine[note.file], others[note.file], exhibits)
        mistakes += wrong
        if are_ratings_known:
            mistakes += _unknown_rating(note, settings)
        if are_cases_known:
            mistakes += _unknown_cases(note, slugs[note.file], known)
        ids_in_order = tuple(exhibits[path].id for path in order)
        cases.append(_case(note, slugs[note.file], ids_in_order, known, settings))
    cases.sort(key=lambda case: case.slug)
    cases.sort(key=lambda case: case.published, reverse=True)
    return Gathered(tuple(cases), tuple(exhibits[found.path] for found in pictures), listed, tuple(mistakes))


def slug_of(note: Note) -> str:
    """The slug that a note gives, else its folder's name; its title's when it lies in the content folder itself."""
    name = note.folder.rpartition("/")[2] or note.fields.title
    return note.fields.slug or slug_or_hash(name, word="case")


def exhibit_ids(pictures: Iterable[Found]) -> dict[str, str]:
    """Ids by path: slug of the stem and the beginning of the hash; the second with both alike gets `-2`, and so on."""
    ids: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for found in pictures:
        name = found.path.rpartition("/")[2]
        stem = name.rpartition(".")[0] or name
        base = f"{slug(stem, length=40) or 'picture'}-{found.identity.sha256[:10]}"
        taken[base] += 1
        ids[found.path] = base if taken[base] == 1 else f"{base}-{taken[base]}"
    return ids


def _owner(path: str, by_folder: Mapping[str, Note]) -> Note | None:
    folder = path.rpartition("/")[0]
    return next((by_folder[around] for around in parents(folder) if around in by_folder), None)


def _in_case(item: Unreadable, by_folder: Mapping[str, Note], slugs: Mapping[str, str]) -> Unreadable:
    owner = _owner(item.path, by_folder)
    return Unreadable(item.path, item.size, item.reason, slugs[owner.file] if owner else "")


def _relative(path: str, note: Note) -> str:
    """The path as seen from the note's folder, in the Unicode form in which names are compared."""
    return same_form(path[len(note.folder) + 1 :] if note.folder else path)


def _bare(found: Found, id: str, case: str) -> Exhibit:
    identity = found.identity
    name = found.path.rpartition("/")[2]
    return Exhibit(id, found.path, identity.sha256, identity.size, identity.kind, case=case, title=name)


def _described(
    note: Note, mine: Mapping[str, str], others: set[str], exhibits: dict[str, Exhibit]
) -> tuple[list[str], list[Mistake]]:
    """Paths of a case's pictures in order. Puts what the note says of them into `exhibits`."""
    order: dict[str, None] = {}
    mistakes: list[Mistake] = []
    for number, picture in enumerate(note.fields.pictures):
        path = mine.get(_wanted(picture.file))
        if path in order:
            wrong = f"{picture.file} is listed twice"
            mistakes.append(note.mistake(("pictures", number, "file"), wrong, "keep one of them"))
        elif path is not None:
            order[path] = None
            exhibits[path] = _with_words(exhibits[path], picture)
    for location, file in _named_in(note):
        if _wanted(file) not in mine and (complaint := _missing_file(file, mine, others)):
            mistakes.append(note.mistake(location, *complaint))
    return [*order, *(path for path in mine.values() if path not in order)], mistakes


def _named_in(note: Note) -> Iterator[tuple[Location, str]]:
    """Files of the case's folder that a note names, also in lists that are left out because of another mistake."""
    for field, key in (("pictures", "file"), ("sightings", "picture"), ("outside_checks", "picture")):
        items = note.document.values.get(field)
        for number, item in enumerate(items[:MOST_NAMED] if isinstance(items, list) else ()):
            file = item.get(key) if isinstance(item, Mapping) else None
            if isinstance(file, str) and file.strip() and not forbidden_character(file):
                yield (field, number, key), file.strip()


def _wanted(file: str) -> str:
    return same_form(file.replace("\\", "/").removeprefix("./"))


def _missing_file(file: str, mine: Mapping[str, str], others: set[str]) -> tuple[str, str] | None:
    """What is wrong with a file's name; None when the file is there but is no picture that can be read."""
    wanted = _wanted(file)
    if wanted in others:
        return None
    if wanted.startswith("/") or ".." in wanted.split("/") or wanted[1:3] == ":/":
        return (
            f"{file[:80]} leads outside of the case's folder",
            "name a picture file that lies beside case.md",
        )
    names = sorted({*mine, *others})
    near = next((name for name in names if name.lower() == wanted.lower()), "") or nearest(
        wanted, names[:300]
    )
    if near:
        return f"no picture {file[:80]} in this folder", f'did you mean "{near}"?'
    there = (
        f"there are {', '.join(names[:8])}" + (" …" if len(names) > 8 else "")
        if names
        else "put it beside case.md"
    )
    return f"no picture {file[:80]} in this folder", there


def _with_words(exhibit: Exhibit, note: PictureNote) -> Exhibit:
    return Exhibit(
        exhibit.id,
        exhibit.path,
        exhibit.sha256,
        exhibit.size,
        exhibit.kind,
        case=exhibit.case,
        alt=note.alt,
        title=note.title or exhibit.title,
        credit=note.credit,
        source=note.source,
        obtained=note.obtained,
        sensitive=note.sensitive,
        redactions=tuple(
            Redaction(box.x, box.y, box.width, box.height, box.reason) for box in note.redactions
        ),
    )


def _addresses(notes: Sequence[Note], slugs: Mapping[str, str]) -> dict[str, str]:
    """Slugs and aliases, each with the slug it leads to."""
    known = {alias: slugs[note.file] for note in notes for alias in note.fields.aliases}
    return known | {own: own for own in slugs.values()}


def _clashing_slugs(notes: Sequence[Note], slugs: Mapping[str, str]) -> Iterator[Mistake]:
    taken: dict[str, str] = {}
    for note in sorted(notes, key=lambda note: bool(note.fields.slug)):
        own = slugs[note.file]
        if own in taken:
            remedy = f"write a `slug:` of its own, such as {own[:76]}-2"
            yield note.mistake(("slug",), f"the address {own} is already taken by {taken[own]}", remedy)
        taken.setdefault(own, note.file)
    for note in notes:
        for number, alias in enumerate(note.fields.aliases):
            if alias in taken:
                problem = f"the address {alias} is already taken by {taken[alias]}"
                yield note.mistake(("aliases", number), problem, "remove it from one of them")
            taken.setdefault(alias, note.file)


def _unknown_rating(note: Note, settings: SiteSettings) -> Iterator[Mistake]:
    rating = note.fields.rating
    keys = [item.key for item in settings.ratings]
    if rating and rating not in keys:
        near = nearest(rating, keys)
        guess = f'did you mean "{near}"? ' if near else ""
        yield note.mistake(
            ("rating",), f'unknown rating "{rating[:60]}"', f"{guess}allowed are {', '.join(keys)}"
        )


def _unknown_cases(note: Note, own: str, known: Mapping[str, str]) -> Iterator[Mistake]:
    for number, related in enumerate(note.fields.related):
        if related not in known:
            near = nearest(related, known)
            remedy = f'did you mean "{near}"?' if near else "write the slug of another case"
            yield note.mistake(("related", number), f"there is no case {related}", remedy)
        elif known[related] == own:
            yield note.mistake(("related", number), "a case is related to itself", "remove it")


def _case(
    note: Note, own: str, exhibits: tuple[str, ...], known: Mapping[str, str], settings: SiteSettings
) -> Case:
    fields = note.fields
    rating = next((item for item in settings.ratings if item.key == fields.rating), None)
    return Case(
        slug=own,
        path=note.file,
        title=fields.title,
        language=fields.language or settings.language,
        published=fields.published or "",
        updated=fields.updated or "",
        claim=_claim(fields.claim) if fields.claim else None,
        question=fields.question,
        summary=fields.summary,
        rating=Rating(rating.key, rating.name, rating.definition, rating.shape, rating.tone, rating.value)
        if rating
        else None,
        media_category=fields.media_category or "",
        tags=_once(fields.tags),
        aliases=_once(fields.aliases),
        authors=_people(fields.authors),
        reviewers=_people(fields.reviewers),
        exhibits=exhibits,
        lookups=fields.lookups,
        sightings=tuple(sorted(_sightings(note), key=lambda item: moments.order(item.date))),
        sources=_links(fields.sources),
        outside_checks=tuple(sorted(_outside_checks(note), key=lambda item: moments.order(item.when))),
        corrections=tuple(
            sorted(
                (Correction(item.date, item.text, item.kind) for item in fields.corrections),
                key=lambda item: moments.order(item.date),
                reverse=True,
            )
        ),
        related=_once(known.get(item, item) for item in fields.related),
        disclaimer=fields.disclaimer,
        body=note.body,
    )


def _claim(note: ClaimNote) -> Claim:
    return Claim(
        note.text,
        claimant=note.claimant,
        place=note.place,
        date=note.date or "",
        event_date=note.event_date or "",
        event_place=note.event_place,
        event_position=note.event_position,
        links=_links(note.links),
    )


def _sightings(note: Note) -> Iterator[Sighting]:
    for item in note.fields.sightings:
        yield Sighting(
            item.url or "",
            item.date,
            item.date_kind,
            publisher=item.publisher,
            caption=item.caption,
            place=item.place,
            language=item.language or "",
            match=item.match,
            picture=_wanted(item.picture),
            archive=item.archive or "",
            found_by=item.found_by,
            note=item.note,
        )


def _outside_checks(note: Note) -> Iterator[OutsideCheck]:
    for item in note.fields.outside_checks:
        yield OutsideCheck(
            item.what, item.result, item.who, item.when, url=item.url or "", picture=_wanted(item.picture)
        )


def _links(notes: Iterable[LinkNote]) -> tuple[WebLink, ...]:
    return tuple(WebLink(item.url, item.title, item.archive or "", item.date or "") for item in notes)


def _people(notes: Iterable[PersonNote]) -> tuple[Person, ...]:
    return tuple(Person(item.name, item.url or "") for item in notes)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
