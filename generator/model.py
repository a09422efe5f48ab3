"""The nouns: what a picture is, what was found in it, and what a person said about it.

Every value is frozen and holds only plain data, so that it can be stored as canonical JSON, sent to another process
and compared. This module imports nothing of ours. Times are ISO 8601 strings as their source gave them.

Coordinates are pixels of the picture *as stored* (EXIF orientation not applied), origin top left, x right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# --------------------------------------------------------------------------- exhibits


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


# --------------------------------------------------------------------------- findings


class Bearing(StrEnum):
    """What a finding does to a proposition."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Axis(StrEnum):
    """The three questions that are assessed apart and never merged into one score."""

    ORIGIN = "origin"
    INTEGRITY = "integrity"
    CONTEXT = "context"


class Origin(StrEnum):
    """Where the picture comes from."""

    CAMERA = "camera"
    AI_GENERATED = "AI-generated"
    COMPOSITE = "composite"
    SCREEN_CAPTURE = "screen capture"
    RENDERED = "rendered"
    UNKNOWN = "unknown"


class Integrity(StrEnum):
    """What happened to the picture since."""

    SEALED = "unaltered since its credential"
    NO_SIGN = "no sign of change"
    RE_ENCODED = "re-encoded"
    EDITED = "edited"
    ALTERED = "altered here"
    UNKNOWN = "unknown"


class Context(StrEnum):
    """How the picture fits the claim."""

    FITS = "fits the claim"
    CONTRADICTS = "contradicts the claim"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a finding says about one proposition on one axis."""

    bearing: Bearing
    """Supports or contradicts."""
    axis: Axis
    """Which of the three questions."""
    value: str
    """The proposition: a value of `Origin`, `Integrity` or `Context`."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value with its name and unit, for machines and for the details under a finding."""

    name: str
    """Stable key within the finding, lower case with underscores: `pdq`, `quality_estimate`."""
    value: str | int | float | bool
    """The value. Hashes are lower-case hex strings; dates ISO 8601 strings. Never NaN or infinite."""
    unit: str = ""
    """`px`, `s`, `bytes`, `°`, `bits of 256`; empty for pure numbers and words."""
    privacy: Privacy = Privacy.PUBLIC
    """Whether it is withheld from pages by default."""


@dataclass(frozen=True, slots=True)
class Region:
    """A box in the picture as stored."""

    x: int
    """Left edge, pixels."""
    y: int
    """Top edge, pixels."""
    width: int
    """Pixels, at least 1."""
    height: int
    """Pixels, at least 1."""
    label: str = ""
    """What it is, in a few words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of evidence. Its bytes lie in the cache under `blob`."""

    blob: str
    """SHA-256 of the bytes, 64 hex digits."""
    media_type: str
    """`image/png`, or `image/jpeg` for an embedded preview that was re-encoded without metadata."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    role: str
    """Stable key: `thumbnail`, `difference`, `ingredient`."""
    alt: str
    """For readers who can't see it."""
    shows: str
    """Caption: what it shows and what a normal result looks like."""
    does_not_show: str
    """Caption: what can't be concluded from it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a details table, such as a metadata tag."""

    name: str
    """Tag or field name in the field's own words: `DateTimeOriginal`."""
    value: str
    """Readable value; control characters removed, cut at 2,000 characters."""
    raw: str = ""
    """The stored value where it differs from the readable one."""
    privacy: Privacy = Privacy.PUBLIC
    """Whether the value is withheld from pages by default."""
    note: str = ""
    """A remark in plain words."""


@dataclass(frozen=True, slots=True)
class Table:
    """Details that unfold under a finding."""

    title: str
    """`EXIF: Photo`, `JPEG segments`."""
    rows: tuple[Row, ...]
    """In the order of the file, or by name."""


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often a detector errs, measured on a named set of pictures."""

    false_alarms: float
    """Share of authentic pictures flagged, 0 to 1."""
    false_alarms_high: float
    """Upper end of its 95 % confidence interval."""
    detections: float
    """Share of altered pictures found, 0 to 1."""
    pictures: int
    """How many pictures were measured."""
    conditions: str
    """Kind of files: `camera originals`, `web re-saves`."""
    corpus: str
    """Name of the set and the first digits of its list's hash."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence. Its number comes from its place in the `Report`."""

    code: str
    """Stable dotted name, starting with the analyzer's id: `metadata.consistency.modified-before-original`."""
    statement: str
    """One or two sentences of plain words for a reader. Never holds a withheld value, never HTML or Markdown."""
    weights: tuple[Weight, ...] = ()
    """What it supports or contradicts; empty for neutral findings."""
    measurements: tuple[Measurement, ...] = ()
    """Values, by name."""
    tables: tuple[Table, ...] = ()
    """Details that unfold."""
    regions: tuple[Region, ...] = ()
    """Where in the picture."""
    figures: tuple[Figure, ...] = ()
    """Pictures of evidence."""
    limits: str = ""
    """What this finding can't show, in a sentence."""
    error_rate: ErrorRate | None = None
    """Measured error rate of the detector, where one exists."""

    def measure(self, name: str) -> str | int | float | bool | None:
        """Value of the measurement `name`, or None when the finding has none."""
        return next((item.value for item in self.measurements if item.name == name), None)


class Outcome(StrEnum):
    """How a run ended. `FOUND` is found; `NOTHING` is checked and not found; the other two are not checked."""

    FOUND = "found"
    NOTHING = "nothing found"
    NOT_APPLICABLE = "not applicable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """What one analyzer did to one exhibit. A failed run is data and is shown."""

    analyzer: str
    """Id of the analyzer: `jpeg.quantization`."""
    version: str
    """Version of the analyzer."""
    outcome: Outcome
    """Found, nothing found, not applicable, failed."""
    reason: str = ""
    """Why it is not applicable or failed; what was looked for when nothing was found."""
    engines: tuple[str, ...] = ()
    """Libraries that took part, with versions: `Pillow 12.0.0`."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Parameters that shaped the result, by name."""
    findings: tuple[Finding, ...] = ()
    """Empty unless the outcome is `FOUND`."""

    @property
    def is_checked(self) -> bool:
        """Whether the question was answered, by yes or by no."""
        return self.outcome in (Outcome.FOUND, Outcome.NOTHING)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding with its number on the exhibit's page."""

    number: int
    """From 1, in the order of the ledger."""
    run: Run
    """The run it comes from."""
    finding: Finding
    """The finding."""


@dataclass(frozen=True, slots=True)
class Report:
    """The three-state ledger of an exhibit: all runs, in the order of the chain."""

    exhibit: str
    """Id of the exhibit."""
    runs: tuple[Run, ...]
    """One per analyzer."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All findings, numbered from 1 through all runs."""
        pairs = [(run, finding) for run in self.runs for finding in run.findings]
        return tuple(Evidence(number, run, finding) for number, (run, finding) in enumerate(pairs, 1))

    def run(self, analyzer: str) -> Run | None:
        """The run of an analyzer, or None when it isn't part of the chain."""
        return next((run for run in self.runs if run.analyzer == analyzer), None)

    def find(self, code: str) -> tuple[Evidence, ...]:
        """All evidence whose code is `code` or begins with `code` and a dot."""
        return tuple(
            item for item in self.evidence if item.finding.code == code or item.finding.code.startswith(code + ".")
        )

    def measure(self, code: str, name: str) -> str | int | float | bool | None:
        """Value of the first measurement `name` among the findings with exactly this code, or None."""
        for item in self.evidence:
            if item.finding.code == code:
                value = item.finding.measure(name)
                if value is not None:
                    return value
        return None


# --------------------------------------------------------------------------- links


class LinkKind(StrEnum):
    """Why two exhibits belong together, strongest first."""

    SAME_BYTES = "same bytes"
    SAME_PIXELS = "same pixels"
    NEAR_DUPLICATE = "near-duplicate"
    SAME_CAMERA = "same camera body"
    SAME_SIGNER = "same signer"


@dataclass(frozen=True, slots=True)
class Link:
    """Two exhibits that belong together. Stored once, with `left` < `right` by id; shown at both ends."""

    kind: LinkKind
    """The reason."""
    left: str
    """Id of one exhibit."""
    right: str
    """Id of the other."""
    statement: str
    """The reason in plain words, with the distance; no withheld value."""
    distance: int | None = None
    """Differing bits, for near-duplicates."""
    scale: int | None = None
    """Bits compared, for near-duplicates."""
    transform: str = ""
    """`mirrored`, `turned by 90°`, when the match needed it."""
    limits: str = ""
    """What this link can't show."""


# --------------------------------------------------------------------------- what people said


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address with its archived copy."""

    url: str
    """http or https address."""
    title: str = ""
    """What is there."""
    archive: str = ""
    """Address of the archived copy; empty when none was made."""
    date: str = ""
    """When it was read or published, as the note says."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What was said about the picture."""

    text: str
    """The exact words."""
    claimant: str = ""
    """Who said it."""
    place: str = ""
    """Where it was published: a platform, a paper."""
    date: str = ""
    """When it was said, ISO 8601."""
    event_date: str = ""
    """When the claim says the picture was taken, ISO 8601."""
    event_place: str = ""
    """Where the claim says it was taken."""
    links: tuple[WebLink, ...] = ()
    """Where it can be read."""


class DateKind(StrEnum):
    """What a sighting's date means. Every one is only an upper bound of when the picture came to be."""

    POSTED = "posted"
    PUBLISHED = "published"
    CRAWLED = "crawled"
    ARCHIVED = "archived"
    CLAIMED = "claimed"


class MatchKind(StrEnum):
    """How the sighted picture compares with ours."""

    SAME_BYTES = "same bytes"
    SAME_PICTURE = "same picture"
    CROPPED = "part of it"
    ALTERED = "altered version"
    UNVERIFIED = "not compared here"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when the picture was seen."""

    url: str
    """The page; empty when there is none."""
    date: str
    """ISO 8601, as precise as known: `2019-03`, `2019-03-14`, `2019-03-14T08:00:00Z`."""
    date_kind: DateKind
    """What the date means."""
    publisher: str = ""
    """Who showed it."""
    caption: str = ""
    """What was claimed there, in its own words."""
    place: str = ""
    """Where it was said to be, there."""
    language: str = ""
    """BCP 47 tag of the page."""
    match: MatchKind = MatchKind.UNVERIFIED
    """How the picture there compares with ours."""
    picture: str = ""
    """Which of the case's pictures, by file name; empty when it has one or all are meant."""
    archive: str = ""
    """Archived copy."""
    found_by: str = ""
    """Who found it and how."""
    note: str = ""
    """A remark."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's judgement, from the publisher's own list."""

    key: str
    """Key in `site.yaml`: `false-context`."""
    name: str
    """Words shown: `False context`."""
    definition: str
    """What the publisher means by it."""
    shape: str
    """Sign beside the word, so that colour is never alone: `cross`, `half`, `check`, `question`, `split`, `dash`."""
    tone: str
    """Colour family: `bad`, `mixed`, `good`, `neutral`."""
    value: int | None = None
    """Place on the scale from 1 (worst), for ClaimReview; None when it has none."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed after publication."""

    date: str
    """ISO 8601."""
    text: str
    """What was wrong and what it says now."""
    kind: str = "correction"
    """`correction` when something was wrong, `update` when something new came."""


@dataclass(frozen=True, slots=True)
class Person:
    """An author or reviewer."""

    name: str
    """As shown."""
    url: str = ""
    """Home page."""


@dataclass(frozen=True, slots=True)
class Case:
    """A folder with a `case.md`: pictures and what a person has to say about them."""

    slug: str
    """Unique; the page is `cases/<slug>/`."""
    path: str
    """Path of `case.md` relative to the content folder."""
    title: str
    """The headline; states the finding."""
    language: str
    """BCP 47 tag."""
    published: str = ""
    """ISO 8601 date; empty when the note gives none."""
    updated: str = ""
    """ISO 8601 date of the last change that readers should know of."""
    claim: Claim | None = None
    """What is checked."""
    question: str = ""
    """What the reader wants to know."""
    summary: str = ""
    """The answer on one screen, plain text."""
    rating: Rating | None = None
    """A person's rating; None until one was given."""
    media_category: str = ""
    """MediaReview category: `DecontextualizedContent` and the like; empty when not given."""
    tags: tuple[str, ...] = ()
    """Topics, as written."""
    aliases: tuple[str, ...] = ()
    """Former slugs that redirect here."""
    authors: tuple[Person, ...] = ()
    """Who wrote it."""
    reviewers: tuple[Person, ...] = ()
    """Who checked it."""
    exhibits: tuple[str, ...] = ()
    """Ids of its pictures; the first is the main one."""
    sightings: tuple[Sighting, ...] = ()
    """Oldest first."""
    sources: tuple[WebLink, ...] = ()
    """What the note rests on."""
    corrections: tuple[Correction, ...] = ()
    """Newest first."""
    related: tuple[str, ...] = ()
    """Slugs of other cases."""
    disclaimer: str = ""
    """A line shown above everything: `This story is invented.`"""
    body: str = ""
    """The note's Markdown, as written."""


# --------------------------------------------------------------------------- conclusions


class EvidenceKind(StrEnum):
    """What a citation points to."""

    FINDING = "finding"
    RUN = "run"
    LINK = "link"
    SIGHTING = "sighting"
    SOURCE = "source"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence rests on."""

    kind: EvidenceKind
    """Which numbered list."""
    exhibit: str = ""
    """Id of the exhibit for findings, runs and links; empty for what belongs to the case."""
    number: int = 0
    """Place in the list, from 1; for a run, its place in the ledger. 0 where there is only one."""


class Confidence(StrEnum):
    """Words of confidence; `assess/confidence.py` defines each, and the method page shows the definition."""

    ESTABLISHED = "established"
    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what it rests on."""

    text: str
    """Plain words; no withheld value."""
    citations: tuple[Citation, ...] = ()
    """At least one, unless the sentence only says that nothing is known."""


@dataclass(frozen=True, slots=True)
class AxisAssessment:
    """What can be concluded on one axis."""

    axis: Axis
    """Origin, integrity or context."""
    value: str
    """A value of `Origin`, `Integrity` or `Context`."""
    confidence: Confidence
    """How far it carries."""
    rule: str
    """Name of the rule that decided: `origin.declared-ai-signed`."""
    headline: str
    """The conclusion in one plain sentence."""
    supporting: tuple[Statement, ...] = ()
    """For it."""
    opposing: tuple[Statement, ...] = ()
    """Against it."""
    not_checked: tuple[Statement, ...] = ()
    """What was not checked and would matter here, with why."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The three axes of one exhibit (in its case, if it has one). Never one score."""

    exhibit: str
    """Id of the exhibit."""
    origin: AxisAssessment
    """Camera, AI-generated, composite, …"""
    integrity: AxisAssessment
    """Unaltered, re-encoded, altered, …"""
    context: AxisAssessment
    """Fits the claim, contradicts it, unknown."""


class AnswerState(StrEnum):
    """Whether a question could be answered; `not found` and `not checked` are told apart."""

    ANSWERED = "answered"
    NOT_FOUND = "checked, not found"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer, every sentence citing evidence."""

    intent: str
    """Key of the question: `when-taken`."""
    question: str
    """The question in a reader's words."""
    state: AnswerState
    """Answered, checked but not found, not checked."""
    sentences: tuple[Statement, ...]
    """At least one."""


# --------------------------------------------------------------------------- renditions


@dataclass(frozen=True, slots=True)
class Rendition:
    """A published copy of a picture without metadata. Its bytes lie in the cache under `blob`."""

    blob: str
    """SHA-256 of the bytes, 64 hex digits; the published name is made of it."""
    media_type: str
    """`image/webp` or `image/jpeg`."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


@dataclass(frozen=True, slots=True)
class Renditions:
    """Everything that is published of one exhibit's pixels: upright, redacted, without metadata."""

    width: int = 0
    """Upright width of the picture as received, pixels; 0 when it could not be decoded."""
    height: int = 0
    """Upright height, pixels."""
    images: tuple[Rendition, ...] = ()
    """WebP and JPEG in growing widths; the last JPEG is the largest."""
    blurred: tuple[Rendition, ...] = ()
    """The same, made unrecognisable, for sensitive pictures; empty otherwise."""
    labelled: Rendition | None = None
    """JPEG with the case's rating written into its pixels; only for a rated case's pictures."""
    missing: str = ""
    """Why there are none: `pixels not decoded: …`; empty when there are."""
