"""The file of one question and its answer: `street-wayback-2026-11-22-1a2b3c4d.sighting.json`, beside the case.

It says who was asked when, what left the machine, and what came back, as received. No key is ever in it. A seal over all of
it shows later changes; whoever wants to deceive can make a new seal, so it protects from slips, not from forgers.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from generator import codec
from generator.sightings import reading

ENDING = ".sighting.json"
LARGEST_ANSWER = 2 * 1024 * 1024
"""Bytes of an answer that is kept."""
LARGEST = 16 * 1024 * 1024
"""Bytes of a file that are read: in JSON a control character takes six bytes."""
CHANGED = "this stored file was changed after it was written"
"""Why a file whose seal is broken counts for nothing."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_HASH = re.compile(r"(?:[0-9a-f]{64})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Compared:
    """A picture that was fetched from a sighting's page and compared here; only its fingerprints are kept."""

    url: str
    """Where it was fetched."""
    fetched: str
    """When, ISO 8601."""
    trouble: str = ""
    """Why it could not be fetched or read; empty when it could."""
    sha256: str = ""
    """64 hex digits over its bytes."""
    pdq: str = ""
    """64 hex digits; empty when its pixels could not be read."""
    quality: int = 0
    """PDQ quality, 0 to 100."""
    width: int = 0
    """Pixels."""
    height: int = 0
    """Pixels."""
    laid: Laid | None = None
    """How it fits when it is laid upon ours; None where few distinct places agree, or nobody compared them."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Where local features found ours in a picture from elsewhere, and what fine detail said of both."""

    is_capture: bool
    """Whether fine detail fits as in copies of one shot; else both show the same scene in two shots."""
    is_part_only: bool
    """Whether the pictures have only a part in common and differ around it."""
    inliers: int
    """Distinct places that fit."""
    tiles: int
    """Parts with detail that both show."""
    fitting: int
    """Those of them that fit."""
    ours: float
    """Share of our picture's area that the other shows, 0 to 1."""
    theirs: float
    """Share of the other picture's area that ours shows, 0 to 1."""
    is_mirrored: bool = False
    """Whether one of them is mirrored."""


@dataclass(frozen=True, slots=True)
class Record:
    """One question and its answer."""

    provider: str
    """Id of the service; `person` for what a person found."""
    asked: str
    """When, ISO 8601 in UTC."""
    picture: str
    """File name of the picture within the case."""
    sha256: str
    """64 hex digits over the picture's bytes: an answer about another file under the same name doesn't count."""
    sent: str
    """What left the machine, in words."""
    address: str = ""
    """The address that was asked, without a key."""
    status: int = 0
    """HTTP status; 0 when there was no answer."""
    trouble: str = ""
    """Why there is no usable answer; empty when there is one."""
    answer: str = ""
    """The answer's body, as received."""
    answer_sha256: str = ""
    """64 hex digits over the body, so that a later change to this file can be seen."""
    pictures: tuple[Compared, ...] = ()
    """Pictures that were fetched from sightings and compared."""
    who: str = ""
    """Who asked; empty when nobody said."""
    format: int = 1
    """Raised when the meaning of a field changes."""
    seal: str = ""
    """64 hex digits over all other fields; only in files."""

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to read."""
        return not self.trouble and self.status == 200

    @property
    def is_intact(self) -> bool:
        """Whether the answer is the one that was received."""
        return self.answer_sha256 == digest(self.answer)


def answered(record: Record, body: bytes, status: int) -> Record:
    """The record with what came back; bytes that are no UTF-8 are trouble."""
    try:
        words = body.decode("utf-8")
    except UnicodeDecodeError:
        return replace(record, status=status, trouble="the answer is not text")
    trouble = "" if status == 200 else f"the service answered {status}"
    return replace(record, status=status, trouble=trouble, answer=words, answer_sha256=digest(words))


def digest(words: str) -> str:
    """SHA-256 over a text in UTF-8."""
    return hashlib.sha256(words.encode()).hexdigest()


def dumps(record: Record) -> bytes:
    """The file, sealed."""
    return codec.dumps(replace(record, seal=_seal(record))) + b"\n"


def loads(data: bytes) -> Record:
    """The record in a file, its trouble `CHANGED` when the seal is broken. Raises `codec.MalformedValue` when there is none."""
    record = codec.loads(Record, data)
    if record.format != 1:
        raise codec.MalformedValue(f"format {record.format} instead of 1")
    try:
        is_sealed = record.seal == _seal(record)
    except UnicodeEncodeError as error:
        raise codec.MalformedValue("it holds characters that are none") from error
    if not _MOMENT.fullmatch(record.asked) or reading.moment(record.asked) != record.asked:
        raise codec.MalformedValue(f"{record.asked[:40]!r} is no moment in UTC")
    for item in record.pictures:
        if not _HASH.fullmatch(item.sha256) or not _HASH.fullmatch(item.pdq) or not 0 <= item.quality <= 100:
            raise codec.MalformedValue("a picture's fingerprint is none")
    return replace(
        record,
        sent=reading.text(record.sent),
        who=reading.text(record.who, limit=300),
        trouble=reading.text(record.trouble) if is_sealed else CHANGED,
        seal="",
    )


def _seal(record: Record) -> str:
    return hashlib.sha256(codec.dumps(replace(record, seal=""))).hexdigest()


def name_of(record: Record) -> str:
    """A file name that says what is in it: the same question on the same day replaces its file."""
    question = hashlib.sha256(
        f"{record.provider}\n{record.address}\n{record.sent}\n{record.sha256}".encode()
    ).hexdigest()
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", record.picture.rpartition(".")[0] or record.picture).strip("-")[
        :40
    ]
    return f"{stem or 'picture'}-{record.provider}-{record.asked[:10]}-{question[:8]}{ENDING}"


def is_record(path: str) -> bool:
    """Whether a file is one of these."""
    return path.endswith(ENDING)
