"""What is worth mending but stops nothing: shown by `backstory check`.

Each rule looks at one thing, and names the note and the line where it could be mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.errors import Mistake
from generator.model import Case, Exhibit
from generator.scan.body_links import link_notices
from generator.scan.note import Note
from generator.scan.typed import nearest
from generator.scan.walk import CASE_NOTE, same_form

_SIDECARS = frozenset(
    {"md", "markdown", "txt", "xmp", "json", "yaml", "yml", "csv", "aae", "thm", "toml", "ini", "log", "bib"}
)
_USUAL = frozenset({"readme", "license", "licence", "changelog", "contributing", "notes"})


def is_sidecar(path: str) -> bool:
    """Whether a file that is no picture is text that usually lies beside pictures: not read, and not evidence."""
    name = path.rpartition("/")[2].lower()
    stem, _, ending = name.rpartition(".")
    return ending in _SIDECARS or (stem or name) in _USUAL


def sidecar_notice(path: str, note_folders: Iterable[str]) -> Mistake | None:
    """What to say of such a file; None for the usual ones."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.lower().rpartition(".")
    if (stem or ending) in _USUAL:
        return None
    if folder not in set(note_folders) and (name.lower() == CASE_NOTE or nearest(name, [CASE_NOTE])):
        return Mistake(path, 0, "", "not read", f"if this is the note of a case, name it {CASE_NOTE}")
    if name.lower() in ("site.yml", "site.yaml", "settings.yaml", "config.yaml"):
        return Mistake(path, 0, "", "not read", "settings lie in site.yaml, directly in the content folder")
    if ending == "xmp":
        return Mistake(path, 0, "", "not read", "only metadata inside of the picture file is evidence")
    return Mistake(
        path, 0, "", "not read", f"only {CASE_NOTE} and pictures are; remove it, or add it to {CASE_NOTE}"
    )


def notices_of(
    notes: Sequence[Note], cases: Mapping[str, Case], exhibits: Mapping[str, Exhibit]
) -> Iterator[Mistake]:
    """Everything worth mending in the notes. `cases` by path of the note, `exhibits` by id."""
    slugs = {case.slug for case in cases.values()}
    for note in notes:
        for rule in _RULES:
            yield from rule(note, cases[note.file], exhibits)
        yield from link_notices(note, slugs)


def _alternative_texts(note: Note, case: Case, exhibits: Mapping[str, Exhibit]) -> Iterator[Mistake]:
    listed = {
        same_form(item.file.removeprefix("./")): number for number, item in enumerate(note.fields.pictures)
    }
    for id in case.exhibits:
        exhibit = exhibits[id]
        if not exhibit.alt:
            file = same_form(exhibit.path[len(note.folder) + 1 :] if note.folder else exhibit.path)
            place: tuple[str | int, ...] = ("pictures", listed[file]) if file in listed else ("pictures",)
            yield note.mistake(place, f"{file} has no text for readers who can't see it", "add `alt:`")


def _pictures(note: Note, case: Case, exhibits: Mapping[str, Exhibit]) -> Iterator[Mistake]:
    if not case.exhibits:
        yield note.mistake((), "the case has no picture", "put a picture beside case.md")


def _rating(note: Note, case: Case, exhibits: Mapping[str, Exhibit]) -> Iterator[Mistake]:
    if case.rating and not case.claim:
        yield note.mistake(("rating",), "rated, but no claim is given", "add `claim:` with the exact words")
    if case.rating and not case.summary:
        yield note.mistake(("rating",), "rated, but without a summary", "add `summary:`")
    if case.rating and not case.sources and not case.sightings:
        yield note.mistake(("rating",), "rated, but without sources or sightings", "add `sources:`")
    if case.rating and not case.media_category:
        yield note.mistake(("rating",), "rated, but without a media category", "add `media_category:`")


def _dates(note: Note, case: Case, exhibits: Mapping[str, Exhibit]) -> Iterator[Mistake]:
    if not case.published:
        yield note.mistake((), "no day of publication", "add `published:`")
    for number, item in enumerate(note.fields.corrections):
        if case.published and item.date[:10] < case.published[:10]:
            place = ("corrections", number, "date")
            yield note.mistake(place, "corrected before it was published", "correct the date")


def _archives(note: Note, case: Case, exhibits: Mapping[str, Exhibit]) -> Iterator[Mistake]:
    remedy = "archive the page and add `archive:`"
    for number, sighting in enumerate(note.fields.sightings):
        if sighting.url and not sighting.archive:
            yield note.mistake(("sightings", number), "no archived copy", remedy)
    links = [*enumerate(note.fields.claim.links)] if note.fields.claim else []
    for number, link in links:
        if not link.archive:
            yield note.mistake(("claim", "links", number), "no archived copy", remedy)
    for number, link in enumerate(note.fields.sources):
        if not link.archive:
            yield note.mistake(("sources", number), "no archived copy", remedy)


_RULES: tuple[Callable[[Note, Case, Mapping[str, Exhibit]], Iterator[Mistake]], ...] = (
    _pictures,
    _alternative_texts,
    _rating,
    _dates,
    _archives,
)
