"""What the render stage is given and what it gives: the whole site as values, and files as bytes or blobs.

Addresses inside the site are relative, and name `index.html`, so that the pages open from a folder as well as from a server.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.analyse.analyzer import Analyzer
from generator.analyse.cards.card import Card
from generator.link.derivation import Derivation
from generator.link.family_tree import FamilyTree
from generator.model import (
    Answer,
    Assessment,
    Case,
    Common,
    Comparison,
    Exhibit,
    Link,
    Renditions,
    Report,
    Unreadable,
)
from generator.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """A named rule of the assess stage, as its method page shows it."""

    name: str
    """`origin.declared-ai-signed`."""
    axis: str
    """`origin`, `integrity` or `context`."""
    says: str
    """What it concludes, in a sentence."""
    when: str
    """Under which findings."""
    confidence: str
    """The word of confidence it gives."""
    why: str
    """Why that is justified, and what it can't show."""


class GroupKind(StrEnum):
    """What the exhibits of a group share; each value is also the folder of its pages."""

    CAMERA = "cameras"
    SIGNER = "signers"
    SOURCE = "sources"


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that share something and therefore a page of their own."""

    kind: GroupKind
    """What they share."""
    key: str
    """Stable name for the page's address, unique within the kind; holds no withheld value."""
    title: str
    """What they share, for the heading: `Canon EOS 90D (one body)`; holds no withheld value."""
    statement: str
    """In plain words, what they share and how that was found."""
    exhibits: tuple[str, ...]
    """Ids, in the order of their paths; at least two."""
    limits: str = ""
    """What sharing it does not show."""


@dataclass(frozen=True, slots=True)
class SiteData:
    """Everything that pages are made of."""

    settings: SiteSettings
    """What the publisher set."""
    cases: tuple[Case, ...]
    """Newest first, then by slug."""
    exhibits: tuple[Exhibit, ...]
    """In the order of their paths."""
    reports: Mapping[str, Report]
    """By exhibit id."""
    links: tuple[Link, ...]
    """Of the whole site."""
    assessments: Mapping[str, Assessment]
    """By exhibit id."""
    exhibit_answers: Mapping[str, tuple[Answer, ...]]
    """By exhibit id."""
    case_answers: Mapping[str, tuple[Answer, ...]]
    """By case slug; the case's own question first."""
    renditions: Mapping[str, Renditions]
    """By exhibit id."""
    unreadable: tuple[Unreadable, ...]
    """Files that are not pictures this version can read."""
    analyzers: tuple[Analyzer, ...]
    """In the order of the chain."""
    rules: tuple[RuleDescription, ...]
    """Of the assess stage."""
    confidence_words: tuple[tuple[str, str], ...]
    """Each word of confidence with its definition."""
    date: str
    """The site's date, `YYYY-MM-DD`: `SOURCE_DATE_EPOCH`, else the newest date in content; empty when there is none."""
    version: str
    """Version of the generator."""
    engines: tuple[tuple[str, str], ...] = ()
    """Libraries and their versions, for the colophon and `manifest.json`."""
    groups: tuple[Group, ...] = ()
    """Exhibits that share a camera body, a signer or a source host, for pages of their own."""
    comparisons: Mapping[tuple[str, str], Comparison] = field(default_factory=dict)
    """What differs between two versions of a picture, by the ids of the exhibits, the smaller first."""
    derivations: tuple[Derivation, ...] = ()
    """Which of two versions can have come from the other."""
    families: tuple[FamilyTree, ...] = ()
    """Versions of one picture each."""
    common: Mapping[tuple[str, str], Common] = field(default_factory=dict)
    """For each line of the families, by both ids, the smaller first: what both versions show."""
    archived: tuple[Exhibit, ...] = ()
    """Pictures that are not published; links to them name only their files."""
    calibration: tuple[Card, ...] = ()
    """How often tests err, measured on labelled pictures; drawn on their method pages."""

    def exhibit(self, id: str) -> Exhibit:
        """The exhibit with this id; `KeyError` when there is none."""
        for item in self.exhibits:
            if item.id == id:
                return item
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site."""

    path: str
    """Relative to the site's root, forward slashes."""
    data: bytes = b""
    """Its bytes, unless `blob` is set."""
    blob: str = ""
    """SHA-256 of bytes that lie in the cache."""
    original: str = ""
    """Path in the content folder of an original that is published as received; empty otherwise."""
