"""Exhibits: pictures as received, and files that are none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.credential_states import CredentialState


class FileKind(StrEnum):
    """What the leading bytes say the file is; the name never counts."""

    JPEG = "JPEG"
    MPO = "MPO"
    PNG = "PNG"
    APNG = "APNG"
    WEBP = "WebP"
    GIF = "GIF"
    TIFF = "TIFF"
    BMP = "BMP"
    AVIF = "AVIF"
    HEIC = "HEIC"
    JXL = "JPEG XL"


class Privacy(StrEnum):
    """Why a value is withheld from published pages unless `site.yaml` or the case allows it."""

    PUBLIC = "public"
    LOCATION = "location"
    SERIAL = "serial number"
    PERSON = "personal name"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A box to be made unreadable in every published rendition."""

    x: float
    """Left edge as a share of the upright picture's width, 0 to 1."""
    y: float
    """Top edge as a share of the upright picture's height, 0 to 1."""
    width: float
    """Width as a share of the picture's width, 0 to 1."""
    height: float
    """Height as a share of the picture's height, 0 to 1."""
    reason: str
    """Why it is hidden, shown under the picture."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture as received: one file in one place. Two copies of the same bytes are two exhibits."""

    id: str
    """Unique in the site and stable: slug of the file's stem, a hyphen, 10 hex digits of the SHA-256 (`-2` … when taken)."""
    path: str
    """Where the file lies, relative to the content folder, with forward slashes."""
    sha256: str
    """64 hex digits over the file's bytes."""
    size: int
    """File size in bytes."""
    kind: FileKind
    """The format by leading bytes."""
    case: str = ""
    """Slug of the case it belongs to; empty for a bare picture."""
    alt: str = ""
    """Text for readers who can't see the picture; empty when nobody wrote one."""
    title: str = ""
    """Short name for headings; the file name when nobody gave one."""
    credit: str = ""
    """Who made or supplied it, as the note says."""
    source: str = ""
    """Address or description of where this copy came from."""
    obtained: str = ""
    """How and when this copy was obtained."""
    sensitive: str = ""
    """Why it is hidden behind a warning; empty when it isn't."""
    redactions: tuple[Redaction, ...] = ()
    """Boxes hidden in everything published."""
    credential_history: tuple[CredentialState, ...] = ()
    """What other lists of signers said of its credential, in the order in which it was judged."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file in the content folder that is not a picture this version can read. It is listed, not dropped."""

    path: str
    """Relative to the content folder."""
    size: int
    """Bytes."""
    reason: str
    """Why, in a clause: `empty file`, `PDF document`, `unknown leading bytes 00 01 02 03`."""
    case: str = ""
    """Slug of the case whose folder it lies in."""
