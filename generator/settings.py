"""Everything a publisher can set in `content/site.yaml`, and everything a person can set for one build.

All of it is optional. The classes here only declare fields, defaults and words; `scan/site_file.py` reads and validates
the file against them, and the method pages and the JSON Schema are generated from the docstrings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

PYDANTIC: dict[str, str | bool] = {"extra": "forbid", "use_attribute_docstrings": True}
"""How the classes below are read from a file: unknown keys are mistakes, and docstrings are the schema's words."""


@dataclass(frozen=True, slots=True)
class RatingDefinition:
    """One entry of the rating scale."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    key: str
    """Name used in a case's `rating:`."""
    name: str
    """Words shown to readers."""
    definition: str
    """What the publisher means by it, in a sentence."""
    shape: str = "question"
    """Sign beside the word: `check`, `half`, `split`, `cross`, `question` or `dash`."""
    tone: str = "neutral"
    """Colour family: `good`, `mixed`, `bad` or `neutral`."""
    value: int | None = None
    """Place on the scale from 1 (worst) for ClaimReview; leave out when the rating has none."""


DEFAULT_RATINGS = (
    RatingDefinition(
        "authentic",
        "Authentic",
        "The picture shows what the claim says it shows, and nothing that matters was changed.",
        "check",
        "good",
        5,
    ),
    RatingDefinition(
        "missing-context",
        "Missing context",
        "The picture is genuine, but the claim leaves out something that changes how it is understood.",
        "half",
        "mixed",
        3,
    ),
    RatingDefinition(
        "false-context",
        "False context",
        "The picture is genuine but shows another time, place or event than the claim says.",
        "split",
        "bad",
        2,
    ),
    RatingDefinition(
        "altered",
        "Altered",
        "Something in the picture was added, removed or moved in a way that changes what it seems to show.",
        "cross",
        "bad",
        1,
    ),
    RatingDefinition(
        "synthetic",
        "AI-generated",
        "The picture was made by a generative model and is presented as if a camera had taken it.",
        "cross",
        "bad",
        1,
    ),
    RatingDefinition(
        "satire",
        "Satire",
        "The picture was made as a joke or comment and is passed on by some as if it were real.",
        "half",
        "mixed",
        3,
    ),
    RatingDefinition(
        "unproven",
        "Unproven",
        "The evidence found so far does not decide the claim either way.",
        "question",
        "neutral",
        None,
    ),
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    name: str = "Unnamed publisher"
    """Shown in the head of every page."""
    url: str = ""
    """Home page of the publisher."""
    logo: str = ""
    """Picture file in the content folder; published without metadata."""
    contact: str = ""
    """Mail address or page where readers report mistakes."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of the pages. Each is a CSS hex colour; contrast is checked when the file is read."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    accent: str = "#0b5a7a"
    """Links and buttons on light pages."""
    accent_dark: str = "#7cc4e0"
    """Links and buttons on dark pages."""


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """What pages may show. A withheld value is named as withheld, never silently dropped."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    show_location: bool = False
    """Show GPS positions."""
    show_serial_numbers: bool = False
    """Show serial numbers of cameras and lenses."""
    show_personal_names: bool = True
    """Show names of people found in metadata (author, owner, by-line)."""
    publish_originals: bool = False
    """Offer the picture files as received, with all their metadata, for download."""


@dataclass(frozen=True, slots=True)
class DetectorSetting:
    """A learned detector; it is refused unless its card says how often it accuses authentic pictures."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    file: str
    """The model, an ONNX file in the content folder."""
    card: str
    """Its calibration card, a JSON file in the content folder that `backstory calibrate` has filled in."""


@dataclass(frozen=True, slots=True)
class WatermarkDecoderSetting:
    """A decoder of the open watermark TrustMark; each of its variants needs its own."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    file: str
    """The decoder, an ONNX file in the content folder, such as Adobe's `decoder_Q.onnx`."""
    variant: str = "Q"
    """Which variant it reads: `B`, `C`, `P` or `Q`."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`content/site.yaml`."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = PYDANTIC

    title: str = "Picture provenance reports"
    """Name of the site."""
    description: str = ""
    """One sentence for the front page and feeds."""
    base_url: str = ""
    """Address at which the site will stand, for feeds, embeds and Open Graph; those parts say they are missing without it."""
    language: str = "en"
    """BCP 47 tag of the pages."""
    publisher: Publisher = Publisher()
    """Who publishes the site."""
    ratings: tuple[RatingDefinition, ...] = DEFAULT_RATINGS
    """The scale from which a case's `rating:` is chosen."""
    corrections_policy: str = (
        "We correct mistakes in the open: the page keeps what was wrong, what it says now, and when."
    )
    """Shown on the corrections page. Markdown."""
    methodology: str = ""
    """Added to the about page. Markdown."""
    disclaimer: str = ""
    """A line shown above every page, such as `The stories on this demo site are invented.`"""
    theme: Theme = Theme()
    """Colours."""
    privacy: PrivacySettings = PrivacySettings()
    """What pages may show."""
    pages_per_index: int = 60
    """How many cards one index page holds."""
    layers: bool = True
    """Lay well-known filters over every picture, to look at only. They take up to a megabyte a picture."""
    detectors: tuple[DetectorSetting, ...] = ()
    """Learned AI detectors of your own choice, each with its calibration card. None is shipped."""
    watermark_decoders: tuple[WatermarkDecoderSetting, ...] = ()
    """Decoders of the open watermark TrustMark, which leads to removed content credentials. None is shipped."""
    archive: str = ""
    """Folder in the content folder with pictures that new ones are compared with and that are never published."""
    trust: str = ""
    """Folder in the content folder with lists of known signers of content credentials; `backstory trust update` fills it."""
    encoders: tuple[str, ...] = ()
    """Files in the content folder with fingerprints of known programs, as `backstory learn-encoder` writes them."""
    cameras: tuple[str, ...] = ()
    """Files in the content folder with the sensor noise of known camera bodies, as `backstory learn-camera` writes them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one picture; reaching one is a finding on its page, never the end of a build."""

    pixels: int = 120_000_000
    """Most pixels that are decoded (width x height x frames looked at)."""
    seconds: float = 120.0
    """Longest time for all analyzers of one picture."""
    memory: int = 4 * 1024**3
    """Most address space a worker may take for one picture beyond what it started with, bytes."""
    file_size: int = 1024**3
    """Largest file that is read, bytes."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a person sets for one build on the command line."""

    content: Path
    """Folder of pictures and cases."""
    site: Path
    """Folder to publish into."""
    cache: Path
    """Folder for results; outside `site`."""
    jobs: int = 0
    """Worker processes; 0 means one per core."""
    cluster: str = ""
    """Address of a Dask scheduler; empty for local processes."""
    strict: bool = False
    """Whether failed runs and unreadable files make the exit code 1."""
    limits: Limits = Limits()
    """Bounds for one picture."""
