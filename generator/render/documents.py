"""`case.json` and `exhibit.json`: everything a page says, as data, by a published schema.

The same values as on the page, with the same values withheld. Citations are those of the page: kind, exhibit and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator import codec
from generator.link.clues import Clue
from generator.link.family_tree import FamilyTree
from generator.model import Answer, Assessment, Case, Exhibit, Link, Report
from generator.render import privacy, urls
from generator.render.index import Index
from generator.render.site import SiteData, SiteFile

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class ExhibitDocument:
    """`exhibit.json`: one picture."""

    exhibit: Exhibit
    """The picture as received."""
    report: Report
    """The three-state ledger; withheld values are replaced by `withheld: …`."""
    links: tuple[Link, ...]
    """Links to other pictures; a citation's number counts here, from 1."""
    assessment: Assessment | None = None
    """The three axes."""
    answers: tuple[Answer, ...] = ()
    """Readers' questions."""
    format: str = "open-backstory-exhibit"
    """Always this."""
    format_version: int = FORMAT_VERSION
    """Raised when a field is removed or changes its meaning."""
    generator: str = ""
    """Version of the program that made it."""


@dataclass(frozen=True, slots=True)
class VersionDocument:
    """One version of a picture in its family."""

    exhibit: str
    """Id of the exhibit that it is."""
    hangs_on: str = ""
    """Id of the version that it hangs on: the older one, where that can be told; empty at the top."""
    order: str = ""
    """`very likely` or `probably` younger than that one, or `can't tell`; empty at the top."""
    evidence: tuple[Clue, ...] = ()
    """Every rule that spoke for one order of the two or the other, the deciding ones first."""


@dataclass(frozen=True, slots=True)
class FamilyDocument:
    """Versions of one picture, held here, in the order in which they can have come from one another."""

    versions: tuple[VersionDocument, ...]
    """Each stands after the version that it hangs on."""
    earliest: tuple[str, ...] = ()
    """Id of the version that came first of these; several where it can't be told which of them did."""
    is_sure: bool = False
    """Whether every step of the order rests on something that doesn't come about by itself."""


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """`case.json`: a case with all its pictures."""

    case: Case
    """What a person said."""
    exhibits: tuple[ExhibitDocument, ...]
    """Its pictures, in order: A, B, C …"""
    answers: tuple[Answer, ...] = ()
    """Questions over all pictures; the case's own first."""
    families: tuple[FamilyDocument, ...] = ()
    """Versions of the case's pictures that are held here, also in other cases and in the archive."""
    format: str = "open-backstory-case"
    """Always this."""
    format_version: int = FORMAT_VERSION
    """Raised when a field is removed or changes its meaning."""
    generator: str = ""
    """Version of the program that made it."""


def document_files(data: SiteData, index: Index) -> Iterable[SiteFile]:
    """`exhibit.json` beside every exhibit's page and `case.json` beside every case's."""
    for exhibit in data.exhibits:
        yield SiteFile(exhibit_json(exhibit.id), to_json(exhibit_document(data, index, exhibit.id)))
    for case in data.cases:
        document = CaseDocument(
            case=privacy.published_case(case, data.settings.privacy),
            exhibits=tuple(exhibit_document(data, index, id) for id in case.exhibits),
            answers=data.case_answers.get(case.slug, ()),
            families=family_documents(data, case.exhibits),
            generator=data.version,
        )
        yield SiteFile(case_json(case.slug), to_json(document))


def exhibit_document(data: SiteData, index: Index, id: str) -> ExhibitDocument:
    """The document of one exhibit, with withheld values replaced."""
    return ExhibitDocument(
        exhibit=index.exhibits[id],
        report=index.report(id),
        links=index.links.get(id, ()),
        assessment=data.assessments.get(id),
        answers=data.exhibit_answers.get(id, ()),
        generator=data.version,
    )


def family_documents(data: SiteData, exhibits: Sequence[str]) -> tuple[FamilyDocument, ...]:
    """The families that any of these exhibits belongs to."""
    return tuple(_family(tree) for tree in data.families if not set(tree.versions).isdisjoint(exhibits))


def _family(tree: FamilyTree) -> FamilyDocument:
    versions = []
    for id in tree.versions:
        branch = tree.branch_to(id)
        if branch is None:
            versions.append(VersionDocument(id))
            continue
        told = branch.derivation
        order = "can't tell" if not told.older else "very likely" if told.is_sure else "probably"
        clues = tuple(replace(clue, statement=told.said(clue, str)) for clue in told.clues)
        versions.append(VersionDocument(id, branch.parent, order, clues))
    return FamilyDocument(tuple(versions), tree.earliest, len(tree.earliest) == 1 and tree.is_sure)


def to_json(document: object) -> bytes:
    """Readable, with the formats' own names first and every field that differs from its default."""
    plain = codec.to_plain(document)
    if isinstance(document, (CaseDocument, ExhibitDocument)):
        head = {
            "format": document.format,
            "format_version": document.format_version,
            "generator": document.generator,
        }
        plain = head | plain
    return (codec.readable(plain) + "\n").encode()


def case_json(slug: str) -> str:
    """Path of a case's document."""
    return urls.case(slug).removesuffix("index.html") + "case.json"


def exhibit_json(id: str) -> str:
    """Path of an exhibit's document."""
    return urls.exhibit(id).removesuffix("index.html") + "exhibit.json"
