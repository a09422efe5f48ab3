"""Ingredients: the files that the picture was made from, as a tree and as pictures.

Previews inside a manifest are untrusted files of their own. They are decoded within a pixel limit, made small, and kept as
fresh PNG files without anything of the original but its pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.credentials.reader import Reading
from generator.analyse.credentials.store import Ingredient, Store, chain
from generator.analyse.credentials.text import quoted
from generator.model import Figure, FileKind, Finding, Measurement, Row, Table
from generator.model.titles import INGREDIENT_NAMES
from generator.settings import Limits

if TYPE_CHECKING:
    from PIL import Image

    from generator.analyse.picture import Picture

PREVIEW_PIXELS = 16_000_000
"""Largest preview that is decoded."""
PREVIEW_EDGE = 320
"""Longest edge of the kept picture, pixels."""
MOST_ROWS = 400
"""Most ingredients that the tree shows."""
PREVIEW_QUALITY = 50
"""PDQ quality from which a preview's fingerprint is kept: below, it would look like that of any plain picture."""
DEEPEST = 12
"""Levels that are drawn; deeper ones are drawn at this depth."""
LEADING_BYTES = ((b"\xff\xd8\xff", FileKind.JPEG), (b"\x89PNG\r\n\x1a\n", FileKind.PNG))

BONDS = {
    "parentOf": "the file this picture was made from",
    "componentOf": "put into this picture",
    "inputTo": "given to a tool when this picture was made",
}
DEEPER_BONDS = {
    "parentOf": "the file that the one above was made from",
    "componentOf": "put into the one above",
    "inputTo": "given to a tool when the one above was made",
}


def ingredients_finding(picture: Picture, reading: Reading) -> Finding | None:
    """`credentials.ingredients`, or None when the credential names none."""
    store = reading.store
    active = store.manifest(store.active)
    if active is None:
        return None
    branches = tuple(islice(tree(store), MOST_ROWS))
    total = sum(len(step.manifest.ingredients) for step in chain(store))
    if not branches:
        return None
    previews = dict(reading.previews)
    figures: dict[str, Figure] = {}
    looks: dict[str, str] = {}
    for branch in branches:
        name = branch.ingredient.thumbnail
        image = _preview(previews.pop(name, b""))
        if image is not None:
            figures[name] = _figure(picture, branch, image)
            looks[name] = _fingerprint(image)
    own = len(active.ingredients)
    return Finding(
        code="credentials.ingredients",
        statement=_statement(store, own, total),
        measurements=(
            Measurement("count", total),
            Measurement("direct", own),
            Measurement("with_credential", sum(bool(branch.ingredient.manifest) for branch in branches)),
            Measurement("levels", 1 + max(branch.depth for branch in branches)),
            Measurement("manifests_not_read", store.left_out),
        ),
        tables=(
            Table("Ingredients", tuple(_row(store, branch, figures) for branch in branches)),
            *_names(branches),
            *_fingerprints(branches, looks),
        ),
        # Two ingredients may have the same preview; it is one picture then.
        figures=tuple({figure.blob: figure for figure in figures.values()}.values()),
        limits="The signer chose which ingredients to name and which previews to store. A preview is part of what was signed; "
        "it is no proof that the ingredient looked like this.",
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """An ingredient in its place in the tree."""

    ingredient: Ingredient
    """The ingredient."""
    depth: int
    """0 for the picture's own ingredients."""
    is_repeated: bool = False
    """Whether its own ingredients are listed elsewhere in the tree."""


def tree(store: Store) -> Iterator[Branch]:
    """All ingredients, each followed by its own. A manifest is unfolded once, so that a circle ends."""
    manifests = {item.label: item for item in store.manifests}
    first = manifests.get(store.active)
    seen = {store.active}
    waiting = [(item, 0) for item in reversed(first.ingredients)] if first else []
    while waiting:
        item, depth = waiting.pop()
        below = manifests.get(item.manifest)
        is_repeated = item.manifest in seen
        yield Branch(item, depth, is_repeated)
        if below is not None and not is_repeated:
            seen.add(item.manifest)
            waiting += [(child, depth + 1) for child in reversed(below.ingredients)]


def _bond(branch: Branch) -> str:
    words = DEEPER_BONDS if branch.depth else BONDS
    return words.get(branch.ingredient.relationship, "belongs to the picture's history")


def _row(store: Store, branch: Branch, figures: Mapping[str, Figure]) -> Row:
    item = branch.ingredient
    figure = figures.get(item.thumbnail)
    return Row(
        item.title or "without a title",
        _bond(branch),
        raw=item.relationship,
        note=_note(store, branch),
        depth=min(branch.depth, DEEPEST),
        figure=figure.blob if figure else "",
    )


def _names(branches: tuple[Branch, ...]) -> Iterator[Table]:
    """How the files that the picture as a whole was made from are named, so that one of them can be known again."""
    rows: list[Row] = []
    whole = [True]
    for branch in branches:
        item = branch.ingredient
        is_whole = whole[branch.depth] and item.relationship == "parentOf"
        whole[branch.depth + 1 :] = [is_whole]
        if is_whole:
            rows += [
                Row(item.title or "without a title", name) for name in (item.manifest, item.instance) if name
            ]
    if rows:
        yield Table(INGREDIENT_NAMES, tuple(rows))


def _fingerprints(branches: tuple[Branch, ...], looks: Mapping[str, str]) -> Iterator[Table]:
    """What the previews look like, so that the pictures that they show can be known again."""
    rows = {
        look: Row(branch.ingredient.title or "without a title", look, note="PDQ, 256 bits")
        for branch in reversed(branches)
        if (look := looks.get(branch.ingredient.thumbnail, ""))
    }
    if rows:
        yield Table("Fingerprints of the previews", tuple(reversed(rows.values())))


def _statement(store: Store, own: int, total: int) -> str:
    text = f"The credential names {own} file{'s' if own != 1 else ''} that this picture was made from"
    text += f", and {total - own} more behind {'it' if own == 1 else 'them'}." if total > own else "."
    if store.left_out:
        text += f" {store.left_out} further manifests in the file were not read."
    return text


def _note(store: Store, branch: Branch) -> str:
    item = branch.ingredient
    manifest = store.manifest(item.manifest)
    signer = (manifest.issuer or manifest.common_name) if manifest else ""
    pieces = [
        "has its own credential" if item.manifest else "has no credential of its own",
        f"signed with a certificate of {quoted(signer)}" if signer else "",
        item.media_type,
        "its ingredients are listed above" if branch.is_repeated else "",
    ]
    return "; ".join(piece for piece in pieces if piece)


def _preview(data: bytes) -> Image.Image | None:
    """A preview; None when it can't be decoded here, in which case the table still names the ingredient."""
    from PIL import Image

    from generator.analyse.decoding import decode, to_rgb

    kind = next((kind for lead, kind in LEADING_BYTES if data.startswith(lead)), None)
    if kind is None:
        return None
    try:
        return Image.fromarray(to_rgb(decode(data, kind, Limits(pixels=PREVIEW_PIXELS))))
    except CouldNotCheck:
        return None


def _fingerprint(image: Image.Image) -> str:
    """Of the preview as it is stored; empty where it is too plain. Making it small first would move it by up to 20 bits."""
    import numpy as np

    from generator.analyse.hashes.pdq import pdq

    looks = pdq(np.asarray(image))
    return looks.original if looks.quality >= PREVIEW_QUALITY else ""


def _figure(picture: Picture, branch: Branch, preview: Image.Image) -> Figure:
    """The preview as a small PNG."""
    from PIL.Image import Resampling

    image = preview.copy()
    image.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE), Resampling.BICUBIC)
    item = branch.ingredient
    title = quoted(item.title) if item.title else "without a title"
    return picture.figure(
        image,
        role="ingredient",
        alt=f"Preview of the ingredient {title} as stored in the credential",
        shows=f"The preview that the credential holds of {title}: {_bond(branch)}.",
        does_not_show="Whether the ingredient really looked like this, and what it looked like at full size.",
    )
