"""`backstory new`: a case folder with a `case.md` in which every field is explained and commented out.

The explanations are the docstrings of the front matter's model and the examples are checked against it by a test, so the
template can't name a field that doesn't exist, or miss one that does.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.errors import BackstoryError
from generator.scan.files import read_bounded
from generator.scan.front_matter import (
    ClaimNote,
    CorrectionNote,
    FrontMatter,
    LinkNote,
    OutsideCheckNote,
    PersonNote,
    PictureNote,
    RedactionNote,
    SightingNote,
)
from generator.scan.site_file import SITE_FILE, read_site_file
from generator.scan.text import forbidden_character, slug_or_hash
from generator.scan.walk import CASE_NOTE
from generator.scan.yaml_reader import MAX_BYTES
from generator.settings import SiteSettings

WIDTH = 110
"""Longest line of a comment."""

EXAMPLES: dict[type[BaseModel], dict[str, Any]] = {
    FrontMatter: {
        "slug": "flood-photo-2019",
        "aliases": ["old-name-of-this-page"],
        "language": "en",
        "published": "2026-01-31",
        "updated": "2026-02-14",
        "claim": ClaimNote,
        "question": "Was this picture taken during the flood of 2026?",
        "summary": "The picture is genuine but seven years older than the post says.",
        "rating": "false-context",
        "media_category": "DecontextualizedContent",
        "pictures": [PictureNote],
        "sightings": [SightingNote],
        "lookups": "none",
        "sources": [LinkNote],
        "outside_checks": [OutsideCheckNote],
        "authors": [PersonNote],
        "reviewers": ["The picture desk"],
        "tags": ["flood"],
        "corrections": [CorrectionNote],
        "related": [],
        "disclaimer": "This story is invented.",
    },
    ClaimNote: {
        "text": "This bridge was washed away last night.",
        "claimant": "a page with 12,000 followers",
        "place": "a social network",
        "date": "2026-01-29",
        "event_date": "2026-01-28T21:30:00+01:00",
        "event_place": "Lower Bridge, Exampleton",
        "event_position": [48.2085, 16.373],
        "links": ["https://example.org/post/1"],
    },
    PictureNote: {
        "file": "picture.jpg",
        "alt": "A stone bridge with its middle arch missing",
        "title": "The broken bridge",
        "credit": "Photographer unknown",
        "source": "https://example.org/post/1",
        "obtained": "Saved from the post on 29 January 2026",
        "sensitive": False,
        "redactions": [RedactionNote],
    },
    RedactionNote: {
        "x": 0.1,
        "y": 0.2,
        "width": 0.15,
        "height": 0.05,
        "reason": "Number plate of a private car",
    },
    SightingNote: {
        "url": "https://example.org/2019/bridge",
        "date": "2019-03-14",
        "date_kind": "published",
        "publisher": "The Example Gazette",
        "caption": "The Lower Bridge after the storm",
        "place": "Exampleton",
        "language": "en",
        "match": "same picture",
        "picture": "picture.jpg",
        "archive": "https://web.archive.org/web/2019/https://example.org/2019/bridge",
        "found_by": "The picture desk, by reverse image search",
        "note": "The newspaper's caption names the photographer.",
    },
    LinkNote: {
        "url": "https://example.org/weather/2019",
        "title": "Weather records of March 2019",
        "archive": "https://web.archive.org/web/2026/https://example.org/weather/2019",
        "date": "2026-01-30",
    },
    OutsideCheckNote: {
        "what": "SynthID, in Google's Gemini app",
        "result": "It answered that the picture carries no SynthID mark.",
        "who": "The picture desk",
        "when": "2026-01-30",
        "url": "https://gemini.google.com/",
        "picture": "picture.jpg",
    },
    PersonNote: {"name": "A. Writer", "url": "https://example.org/staff/writer"},
    CorrectionNote: {
        "date": "2026-02-14",
        "text": "We wrote that the picture was from 2018. It is from 2019.",
        "kind": "correction",
    },
}
"""An example of every field; a model stands for its own examples."""


def new_case(content: Path, title: str, today: str) -> Path:
    """Write `cases/<year>/<slug>/case.md` and return its path. Refuses to overwrite one. `today` is `YYYY-MM-DD`."""
    title = " ".join(title.split())
    if not title:
        raise BackstoryError("The title is empty. Write what the case is about, in quotes.")
    if name := forbidden_character(title):
        raise BackstoryError(f"The title holds the character {name}. Leave it out.")
    target = content / "cases" / today[:4] / slug_or_hash(title, word="case") / CASE_NOTE
    text = template(title, today, ratings=_ratings(content))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise BackstoryError(
            f"{target} is already there; nothing was written. Choose another title."
        ) from error
    except OSError as error:
        raise BackstoryError(f"{target} can't be written: {error.strerror}.") from error
    return target


def template(title: str, today: str, *, ratings: tuple[str, ...] = ()) -> str:
    """Text of a new `case.md`."""
    lines = [
        "---",
        "## Only the title is needed. Take away the # in front of what you want to say; lines with ## explain.",
        "## Put the pictures into this folder, beside this file.",
    ]
    for name, field in FrontMatter.model_fields.items():
        lines += ["", *_comment(_explanation(field, ratings if name == "rating" else ()), "")]
        if name == "title":
            lines.append(f"title: {_scalar(title)}")
        else:
            example = today if name in ("published", "updated") else EXAMPLES[FrontMatter][name]
            lines += [f"# {line}" for line in _lines(name, example)]
    lines += ["---", "", "Write here what you found, in Markdown.", ""]
    return "\n".join(lines)


def _lines(name: str, example: Any, indent: str = "") -> list[str]:
    """YAML of one field, with the fields inside it explained."""
    if isinstance(example, type):
        return [f"{indent}{name}:", *_model_lines(example, indent + "  ")]
    if isinstance(example, list):
        if not example:
            return [f"{indent}{name}: []"]
        lines = [f"{indent}{name}:"]
        for item in example:
            if isinstance(item, type):
                inner = _model_lines(item, indent + "    ")
                first = next(number for number, line in enumerate(inner) if not line.lstrip().startswith("#"))
                inner[first] = f"{indent}  - {inner[first].lstrip()}"
                lines += inner
            else:
                lines.append(f"{indent}  - {_scalar(item)}")
        return lines
    return [f"{indent}{name}: {_scalar(example)}"]


def _model_lines(model: type[BaseModel], indent: str) -> list[str]:
    lines: list[str] = []
    for name, field in model.model_fields.items():
        lines += [*_comment(_explanation(field, ()), indent), *_lines(name, EXAMPLES[model][name], indent)]
    return lines


def _explanation(field: Any, ratings: tuple[str, ...]) -> str:
    words = field.description or ""
    allowed = ratings or _allowed(field.annotation)
    return words + (f" One of: {', '.join(allowed)}." if allowed else "")


def _allowed(annotation: Any) -> tuple[str, ...]:
    """The words that a field may hold, when there are only some."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(annotation).json_schema()
    alternatives = [schema, *schema.get("anyOf", ())]
    return next((tuple(item["enum"]) for item in alternatives if "enum" in item), ())


def _comment(words: str, indent: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=f"{indent}## ", subsequent_indent=f"{indent}## ")


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ratings(content: Path) -> tuple[str, ...]:
    """Keys of the site's ratings; the usual ones when its settings can't be read."""
    data = read_bounded(content / SITE_FILE, largest=MAX_BYTES)
    settings = read_site_file(data).settings if isinstance(data, bytes) else SiteSettings()
    return tuple(rating.key for rating in settings.ratings)
