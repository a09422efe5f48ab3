"""Small pictures and hand-written manifest stores for the tests of credentials."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image


def picture(form: str, seed: int = 1, size: tuple[int, int] = (48, 64)) -> bytes:
    """Coloured noise as a file of a Pillow format; the same at every call."""
    pixels = np.random.default_rng(seed).integers(0, 255, (*size, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, form)
    return buffer.getvalue()


def manifest(*ingredients: tuple[str, str], actions: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    """A manifest in the library's JSON, with ingredients given as (label, relationship)."""
    return {
        "ingredients": [
            {"title": f"file {label}", "relationship": bond, "active_manifest": label}
            for label, bond in ingredients
        ],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions or []}}],
        **more,
    }


def store(**manifests: dict[str, Any]) -> dict[str, Any]:
    """A store in the library's JSON whose active manifest is `a`."""
    return {"active_manifest": "a", "manifests": manifests}
