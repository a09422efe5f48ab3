"""The style sheet and the scripts, named by their content so that browsers may keep them for ever.

The publisher's two colours are written after the style sheet as custom properties; nothing else of a theme is taken in,
so no setting can load anything or hide a rating.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.render.site import SiteFile
from generator.settings import Theme

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Statics:
    """Files that pages refer to."""

    stylesheet: SiteFile
    """One style sheet for all pages: `site.css`, then the other sheets of the folder by name."""
    scripts: Mapping[str, SiteFile]
    """By name: `filter` narrows the cards of a list while typing. Every page works without them."""
    icon: SiteFile
    """The small picture in the browser's tab; without it browsers ask the server for one that isn't there."""


def load(folder: Path, theme: Theme) -> Statics:
    """The files of `templates/static` with the publisher's colours."""
    first = folder / "site.css"
    parts = [first, *sorted(file for file in folder.glob("*.css") if file != first)]
    css = "\n".join(part.read_text(encoding="utf-8") for part in parts) + _colours(theme)
    return Statics(
        stylesheet=_named("site", "css", css.encode()),
        scripts={
            file.stem: _named(file.stem, "js", file.read_bytes()) for file in sorted(folder.glob("*.js"))
        },
        icon=_named("icon", "svg", (folder / "icon.svg").read_bytes()),
    )


def _named(stem: str, extension: str, data: bytes) -> SiteFile:
    return SiteFile(f"static/{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{extension}", data)


def _colours(theme: Theme) -> str:
    if not (_COLOUR.fullmatch(theme.accent) and _COLOUR.fullmatch(theme.accent_dark)):
        return ""
    return (
        f"\n:root {{ --accent: {theme.accent.lower()}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {theme.accent_dark.lower()}; }} }}\n"
        f"@media print {{ :root {{ --accent: {theme.accent.lower()}; }} }}\n"
    )
