"""Ingredients: the files that the picture was made from, as a table and as pictures.

Previews inside a manifest are untrusted files of their own. They are decoded within a pixel limit, made small, and kept as
fresh PNG files without anything of the original but its pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.credentials.reader import Reading
from generator.analyse.credentials.store import Ingredient, Store, chain
from generator.analyse.credentials.text import quoted
from generator.model import Figure, FileKind, Finding, Measurement, Row, Table
from generator.settings import Limits

if TYPE_CHECKING:
    from generator.analyse.picture import Picture

PREVIEW_PIXELS = 16_000_000
"""Largest preview that is decoded."""
PREVIEW_EDGE = 320
"""Longest edge of the kept picture, pixels."""
LEADING_BYTES = ((b"\xff\xd8\xff", FileKind.JPEG), (b"\x89PNG\r\n\x1a\n", FileKind.PNG))

BONDS = {
    "parentOf": "the file this picture was made from",
    "componentOf": "put into this picture",
    "inputTo": "given to a tool when this picture was made",
}


def ingredients_finding(picture: Picture, reading: Reading) -> Finding | None:
    """`credentials.ingredients`, or None when the credential names none."""
    store = reading.store
    active = store.manifest(store.active)
    all_steps = [(step, item) for step in chain(store) for item in step.manifest.ingredients]
    if active is None or not all_steps:
        return None
    previews = dict(reading.previews)
    figures = []
    for item in active.ingredients:
        data = previews.pop(item.thumbnail, b"")
        if data and (figure := _figure(picture, item, data)):
            figures.append(figure)
    own = len(active.ingredients)
    return Finding(
        code="credentials.ingredients",
        statement=_statement(store, own, len(all_steps)),
        measurements=(
            Measurement("count", len(all_steps)),
            Measurement("direct", own),
            Measurement("with_credential", sum(bool(item.manifest) for _, item in all_steps)),
            Measurement("manifests_not_read", store.left_out),
        ),
        tables=(
            Table(
                "Ingredients",
                tuple(
                    Row(
                        item.title or "without a title",
                        BONDS.get(item.relationship, "belongs to the picture's history"),
                        raw=item.relationship,
                        note=_note(item, step.is_active, step.title),
                    )
                    for step, item in all_steps[:400]
                ),
            ),
        ),
        figures=tuple(figures),
        limits="The signer chose which ingredients to name and which previews to store. A preview is part of what was signed; "
        "it is no proof that the ingredient looked like this.",
    )


def _statement(store: Store, own: int, total: int) -> str:
    text = f"The credential names {own} file{'s' if own != 1 else ''} that this picture was made from"
    text += f", and {total - own} more behind {'it' if own == 1 else 'them'}." if total > own else "."
    if store.left_out:
        text += f" {store.left_out} further manifests in the file were not read."
    return text


def _note(item: Ingredient, is_direct: bool, parent: str) -> str:
    pieces = [
        "has its own credential" if item.manifest else "has no credential of its own",
        item.media_type,
        "" if is_direct else f"ingredient of {quoted(parent or 'without a title')}",
    ]
    return "; ".join(piece for piece in pieces if piece)


def _figure(picture: Picture, item: Ingredient, data: bytes) -> Figure | None:
    """The preview as a small PNG; None when it can't be decoded here, in which case the table still names the ingredient."""
    from PIL import Image

    from generator.analyse.decoding import decode, to_rgb

    kind = next((kind for lead, kind in LEADING_BYTES if data.startswith(lead)), None)
    if kind is None:
        return None
    try:
        image = Image.fromarray(to_rgb(decode(data, kind, Limits(pixels=PREVIEW_PIXELS))))
    except CouldNotCheck:
        return None
    image.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE), Image.Resampling.BICUBIC)
    title = quoted(item.title) if item.title else "without a title"
    return picture.figure(
        image,
        role="ingredient",
        alt=f"Preview of the ingredient {title} as stored in the credential",
        shows=f"The preview that the credential holds of {title}: {BONDS.get(item.relationship, 'part of its history')}.",
        does_not_show="Whether the ingredient really looked like this, and what it looked like at full size.",
    )
