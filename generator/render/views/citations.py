"""Citations: the labels `A3`, `A·C5`, `A·L1`, `S1`, `R1`, and where each leads.

A citation of something that isn't there is a bug of the stage that made it, and raises `LookupError`; a page with a dead
label would look better founded than it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Case, Citation, EvidenceKind, Statement
from generator.render import urls
from generator.render.contexts.shared import CitationView, StatementView
from generator.render.environment import Environment


@dataclass(frozen=True, slots=True)
class Place:
    """The page on which a citation stands: anchors on the same page need no path."""

    case: Case | None = None
    """The case whose page it is, or to which the exhibit belongs."""
    exhibit: str = ""
    """Id of the exhibit whose page it is; empty on a case page."""

    def holds(self, exhibit: str) -> bool:
        """Whether the ledger of this exhibit is on the page."""
        if self.exhibit:
            return exhibit == self.exhibit
        return self.case is not None and exhibit in self.case.exhibits


def statements(
    env: Environment, items: Iterable[Statement], place: Place, exhibit: str
) -> tuple[StatementView, ...]:
    """Sentences with their labels; `exhibit` is the one they are about, for masking withheld values."""
    mask = env.index.mask(exhibit)
    return tuple(
        StatementView(mask.text(item.text), tuple(citation(env, source, place) for source in item.citations))
        for item in items
    )


def citation(env: Environment, item: Citation, place: Place) -> CitationView:
    """The label of a citation and where it leads from `place`."""
    if item.kind in (EvidenceKind.FINDING, EvidenceKind.RUN, EvidenceKind.LINK):
        return _of_exhibit(env, item, place)
    return _of_case(env, item, place)


def anchor(env: Environment, kind: EvidenceKind, exhibit: str, number: int) -> str:
    """The anchor of a finding, run or link on every page that shows it: `A3`, `A-C5`, `A-L1`."""
    return env.index.letters[exhibit] + _MARKS[kind].replace("·", "-") + str(number)


def label(env: Environment, kind: EvidenceKind, exhibit: str, number: int) -> str:
    """The label of a finding, run or link: `A3`, `A·C5`, `A·L1`."""
    return f"{env.index.letters[exhibit]}{_MARKS[kind]}{number}"


_MARKS = {EvidenceKind.FINDING: "", EvidenceKind.RUN: "·C", EvidenceKind.LINK: "·L"}


def _of_exhibit(env: Environment, item: Citation, place: Place) -> CitationView:
    id = (
        item.exhibit
        or place.exhibit
        or (place.case.exhibits[0] if place.case and place.case.exhibits else "")
    )
    report = env.index.report(id)
    existing = {
        EvidenceKind.FINDING: len(report.evidence) if item.kind is EvidenceKind.FINDING else 0,
        EvidenceKind.RUN: len(report.runs),
        EvidenceKind.LINK: len(env.index.links.get(id, ())),
    }[item.kind]
    if id not in env.index.exhibits or not 1 <= item.number <= existing:
        raise LookupError(
            f"{item} cites evidence that does not exist; exhibit {id!r} has {existing} of that kind"
        )
    words = env.words.citation
    title = {
        EvidenceKind.FINDING: words.finding,
        EvidenceKind.RUN: words.run,
        EvidenceKind.LINK: words.link,
    }[item.kind].format(number=item.number, letter=env.index.letters[id])
    path = "" if place.holds(id) else urls.exhibit(id)
    shown = label(env, item.kind, id, item.number)
    if path and not (place.case and id in place.case.exhibits):
        # The letter means something only inside its own case, so another picture's evidence is named by its page.
        shown = words.elsewhere.format(number=item.number)
        title = words.elsewhere_title.format(number=item.number, title=_title(env, id))
    return CitationView(shown, f"{path}#{anchor(env, item.kind, id, item.number)}", title)


def _of_case(env: Environment, item: Citation, place: Place) -> CitationView:
    case = place.case
    words = env.words.citation
    existing = (
        {
            EvidenceKind.SIGHTING: len(case.sightings),
            EvidenceKind.SOURCE: len(case.sources),
            EvidenceKind.OUTSIDE_CHECK: len(case.outside_checks),
            EvidenceKind.CLAIM: int(case.claim is not None),
            # What the head of the note says counts as said by it, even when no text follows.
            EvidenceKind.NOTE: 1,
            EvidenceKind.SEARCH: len(case.searches),
        }[item.kind]
        if case
        else 0
    )
    counted = (EvidenceKind.SIGHTING, EvidenceKind.SOURCE, EvidenceKind.OUTSIDE_CHECK, EvidenceKind.SEARCH)
    number = item.number if item.kind in counted else 1
    if case is None or not 1 <= number <= existing:
        raise LookupError(f"{item} cites something that the case does not have")
    shown, fragment, title = {
        EvidenceKind.SIGHTING: (f"S{number}", f"S{number}", words.sighting),
        EvidenceKind.SOURCE: (f"R{number}", f"R{number}", words.source),
        EvidenceKind.OUTSIDE_CHECK: (
            words.outside_check.format(number=number),
            f"outside-{number}",
            words.outside_check_title,
        ),
        EvidenceKind.CLAIM: (words.claim, "claim", words.claim_title),
        EvidenceKind.NOTE: (words.note, "note" if case.body.strip() else "main", words.note_title),
        EvidenceKind.SEARCH: (f"Q{number}", f"Q{number}", words.search),
    }[item.kind]
    path = urls.case(case.slug) if place.exhibit else ""
    return CitationView(shown, f"{path}#{fragment}", title.format(number=number))


def _title(env: Environment, id: str) -> str:
    exhibit = env.index.exhibits[id]
    return exhibit.title or exhibit.path.rsplit("/", 1)[-1]
