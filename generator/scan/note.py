"""A `case.md` taken apart: front matter between two lines of `---`, then Markdown.

The form is that of Hugo, Jekyll and Obsidian. The Markdown is kept as written; only its characters are checked here.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Mistake
from generator.scan.front_matter import FrontMatter
from generator.scan.site_file import decode
from generator.scan.text import forbidden_character
from generator.scan.typed import validate
from generator.scan.yaml_reader import MAX_BYTES, Document, Location, mistake_at, read_yaml

LARGEST_NOTE = 1024 * 1024
"""Most bytes of a `case.md`."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote about a case."""

    file: str
    """Path of the `case.md`, relative to the content folder."""
    folder: str
    """Its folder; empty for the content folder itself."""
    fields: FrontMatter
    """The front matter."""
    document: Document
    """Where each field stands."""
    left_out: frozenset[str]
    """Fields that have mistakes and are missing in `fields`."""
    body: str
    """The Markdown."""
    body_line: int = 1
    """Line of the file on which the Markdown begins."""

    def mistake(self, location: Location, problem: str, remedy: str) -> Mistake:
        """A mistake at a field of this note."""
        return mistake_at(self.file, self.document.place(location).line, location, problem, remedy)


def read_note(data: bytes, *, file: str) -> tuple[Note | None, tuple[Mistake, ...]]:
    """The note in a file's bytes as far as it can be understood, and all that is wrong with it."""
    text, mistake = decode(data, file=file, largest=LARGEST_NOTE)
    if mistake:
        return None, (mistake,)
    parts = _split(text, file)
    if isinstance(parts, Mistake):
        return None, (parts,)
    head, body, body_line = parts
    document = read_yaml(head, file=file, first_line=2)
    read = validate(FrontMatter, document, file=file, stand_in={"title": "untitled"})
    mistakes = (*document.mistakes, *read.mistakes, *_unfit_lines(body, file, body_line))
    if read.value is None:
        return None, mistakes
    begin = body_line + len(body) - len(body.lstrip("\n"))
    folder = file.rpartition("/")[0]
    return Note(file, folder, read.value, document, read.left_out, body.strip("\n"), begin), mistakes


def _split(text: str, file: str) -> tuple[str, str, int] | Mistake:
    """Front matter, body, and the line at which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        if lines[0].rstrip() == "+++":
            return Mistake(
                file, 1, "", "the fields are in TOML (+++)", "write them in YAML between two lines of ---"
            )
        return Mistake(
            file, 1, "", "no fields at its beginning", "begin it with a line ---, then `title: …`, then ---"
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        if len(text) > MAX_BYTES:
            return Mistake(file, 1, "", "the fields have no end", "close them with a line ---")
        return Mistake(file, len(lines), "", "the fields have no end", "close them with a line ---")
    return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :]), end + 2


def _unfit_lines(body: str, file: str, first_line: int) -> tuple[Mistake, ...]:
    if not forbidden_character(body):
        return ()
    return tuple(
        Mistake(file, number, "", f"the text holds the character {name}", "delete it")
        for number, line in enumerate(body.split("\n"), first_line)
        if (name := forbidden_character(line))
    )[:20]
