"""The values of an AI declaration: where it stands, who wrote it, and the settings it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analyse.metadata.values import clean

WORDS_SHOWN = 2_000
"""Characters of a prompt that are kept; prompts are a stranger's text."""
UNNAMED = "an unnamed generator"
"""For settings that name no program."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the picture was asked for with, as far as the text says. Empty fields were not given."""

    program: str = ""
    """The program by its own name where it is a relative of the generator: `Forge`, `SD.Next`."""
    version: str = ""
    """Its version as written."""
    prompt: str = ""
    """The words that the picture was asked for with; a stranger's text, cut."""
    negative_prompt: str = ""
    """The words for what should not be in it."""
    seed: str = ""
    """The number that random noise was drawn from; with model and settings it repeats the picture."""
    sampler: str = ""
    """The method of drawing."""
    rounds: str = ""
    """How many rounds of drawing (`steps`)."""
    guidance: str = ""
    """How strictly it keeps to the prompt (`CFG scale`)."""
    size: str = ""
    """`512x768`, as asked for; the file may have another size."""
    loras: tuple[str, ...] = ()
    """Small additions to the model."""
    producer: str = ""
    """Service or account that a label names."""
    identifier: str = ""
    """Number of the picture or job at that service."""


@dataclass(frozen=True, slots=True)
class AiTrace:
    """One declaration that a generator made the picture."""

    generator: str
    """Name for readers: `ComfyUI`."""
    where: str
    """Block and field it was found in: `PNG text "prompt"`."""
    model: str = ""
    """Name of the model, where the text gives one."""
    has_prompt: bool = False
    """Whether the text holds the words that the picture was asked for with."""
    remark: str = ""
    """What kind of declaration it is when it isn't a plain one."""
    settings: Settings = field(default=Settings())
    """Everything else it says."""
    steps: tuple[tuple[str, str], ...] = ()
    """How the picture was made, in order: what was done, and with what."""

    @property
    def only_edited(self) -> bool:
        """Whether it only says that AI was used on the picture."""
        return "not that AI made it" in self.remark


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the file with its place."""

    block: str
    """`PNG text`, `EXIF`, `XMP`, `IPTC-IIM`, `comment`, `pixels`."""
    key: str
    """Keyword, tag or path."""
    text: str
    """In full."""

    @property
    def where(self) -> str:
        """For readers."""
        return f'{self.block} "{clean(self.key, limit=60)}"' if self.key else self.block


def word(value: object, *, limit: int = 120) -> str:
    """A short text or number of a hostile structure as one clean line; empty for anything else."""
    if isinstance(value, str):
        return clean(value.strip(), limit=limit)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    # Numbers of thousands of digits are refused by Python itself; seeds have at most twenty.
    return f"{value:g}" if isinstance(value, float) else str(value) if abs(value) < 10**24 else ""


def words(value: object) -> str:
    """A prompt: text, or a list of texts."""
    if isinstance(value, (list, tuple)):
        value = ", ".join(item for item in value[:50] if isinstance(item, str))
    return word(value, limit=WORDS_SHOWN) if isinstance(value, str) else ""


def size_of(width: object, height: object) -> str:
    """`512x768`; empty unless both are numbers."""
    left, right = word(width), word(height)
    return f"{left}x{right}" if left.isdigit() and right.isdigit() else ""
