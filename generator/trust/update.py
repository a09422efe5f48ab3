"""`backstory trust update`: fetches everything first, checks it, and only then replaces the files, one move each.

A list is replaced only by one that is at least as new, by its own date of issue, so that an old copy on the way can't bring
back an authority that was removed since. Files a person put there and their entries in `trust.json` are kept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from generator import codec
from generator.errors import BackstoryError
from generator.storage import Folder
from generator.trust import guess, manifest
from generator.trust.folder import bounded
from generator.trust.lists import TrustList, count_of, sha256_of
from generator.trust.manifest import Entry, Manifest
from generator.trust.sources import Source


@dataclasses.dataclass(frozen=True, slots=True)
class Updated:
    """What happened to one file."""

    list: TrustList
    """The list that lies there now."""
    is_changed: bool
    """Whether its bytes are others than before."""


def update(
    folder: Path, sources: Sequence[Source], *, fetch: Callable[[str], bytes], day: str
) -> tuple[Updated, ...]:
    """Fetch `sources` into `folder`. Raises `BackstoryError`; nothing was written then."""
    known = _known(folder)
    fetched = [(_checked(source, fetch, day), source) for source in sources]
    for item, _ in fetched:
        before = known.get(item.file)
        if before and before.issued and item.issued < before.issued:
            raise BackstoryError(
                f"{item.source} is of {item.issued or 'an unknown day'}, older than the one in {folder} "
                f"({before.issued}). Nothing was changed. Remove {item.file} first if the older one is wanted."
            )
    place = Folder(folder)
    done = []
    for item, _ in fetched:
        is_changed = place.read(item.file) != item.data
        if is_changed:
            place.write(item.file, item.data)
        done.append(Updated(item, is_changed))
    mine = {item.file: item for item, _ in fetched}
    kept = tuple(entry for file, entry in known.items() if file not in mine)
    place.write(manifest.NAME, manifest.dumps(mine.values(), kept=kept))
    return tuple(done)


def _checked(source: Source, fetch: Callable[[str], bytes], day: str) -> TrustList:
    """The list at a source; garbage is refused here."""
    data = fetch(source.address)
    role, tier, name = guess.WELL_KNOWN[source.file.rpartition("/")[2].lower()]
    count = count_of(role, data)
    if not count or b"PRIVATE KEY-----" in data:
        raise BackstoryError(f"What came from {source.address} is not a trust list. Nothing was changed.")
    issued, next_update = "", ""
    if source.dated:
        issued, next_update = guess.dates_in(fetch(source.dated), data)
        if not issued:
            raise BackstoryError(
                f"{source.dated} has no date or names other certificates than {source.address}: one of them may just "
                "be changing. Nothing was changed. Try again later."
            )
    return TrustList(
        source.file, role, tier, name, sha256_of(data), count, issued, next_update, source.address, day, data
    )


def _known(folder: Path) -> dict[str, Entry]:
    path = folder / manifest.NAME
    if not path.is_file():
        return {}
    try:
        found: Manifest = manifest.parse(bounded(path))
    except codec.MalformedValue as error:
        raise BackstoryError(f"{path} can't be read: {error}. Mend or remove it.") from error
    return {entry.file: entry for entry in found.files}
