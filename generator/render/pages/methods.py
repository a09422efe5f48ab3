"""How things were done: a page for each analyzer from its own description, one for the assessment, one for links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.analyse.analyzer import ALL_KINDS, Analyzer
from generator.model import Axis, Confidence, ErrorRate, FileKind, Outcome
from generator.render import urls
from generator.render.contexts.frame import Crumb
from generator.render.contexts.methods import (
    AssessmentContext,
    AxisRules,
    ConfidenceView,
    LinkKindView,
    LinksContext,
    MeasuredRate,
    MethodContext,
    MethodRow,
    MethodsContext,
    RuleView,
    RuleWords,
)
from generator.render.contexts.shared import InsideLink
from generator.render.environment import Environment
from generator.render.site import SiteData, SiteFile
from generator.render.views import assessment, calibration, cards, ledger
from generator.render.views.outside import address
from generator.render.views.relations import KIND_WORDS

EXAMPLES = 8
"""How many pictures a method page names as examples."""


@dataclass(slots=True)
class Tally:
    """What one analyzer did on the whole site, counted while walking all reports once."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """Runs by `found`, `nothing`, `unchecked`."""
    examples: list[str] = field(default_factory=list)
    """Ids of the first exhibits in which it found something."""
    rates: dict[tuple[str, ErrorRate], None] = field(default_factory=dict)
    """Measured rates by finding code, in the order in which they were met."""
    engines: dict[str, None] = field(default_factory=dict)
    """Libraries with versions, as runs name them."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """Found, nothing found, not checked."""
        return (self.outcomes["found"], self.outcomes["nothing"], self.outcomes["unchecked"])


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """Methods index, every method, assessment, links."""
    tallies = _tallies(data, env)
    words = env.words.methods
    rows = tuple(
        MethodRow(
            InsideLink(urls.method(item.id), item.title),
            item.question,
            tallies[item.id].counts,
            item.raises_flags,
        )
        for item in data.analyzers
    )
    frame = env.frame(urls.METHODS, words.title)
    yield env.page(urls.METHODS, "pages/methods.html", MethodsContext(frame, rows, len(data.exhibits)))
    crumb = Crumb(urls.METHODS, words.title)
    for item in data.analyzers:
        yield env.page(urls.method(item.id), "pages/method.html", _method(env, item, tallies[item.id], crumb))
    yield env.page(urls.ASSESSMENT, "pages/assessment.html", _assessment(env, crumb))
    yield env.page(urls.LINKS, "pages/links.html", _links(env, crumb))


def _tallies(data: SiteData, env: Environment) -> defaultdict[str, Tally]:
    states = {Outcome.FOUND: "found", Outcome.NOTHING: "nothing"}
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for exhibit in data.exhibits:
        for run in env.index.report(exhibit.id).runs:
            tally = tallies[run.analyzer]
            tally.outcomes[states.get(run.outcome, "unchecked")] += 1
            tally.engines.update(dict.fromkeys(run.engines))
            if run.outcome is Outcome.FOUND and len(tally.examples) < EXAMPLES:
                tally.examples.append(exhibit.id)
            for finding in run.findings:
                if finding.error_rate is not None:
                    tally.rates[finding.code, finding.error_rate] = None
    return tallies


def _method(env: Environment, item: Analyzer, tally: Tally, crumb: Crumb) -> MethodContext:
    words = env.words.methods
    card = calibration.calibration(env, item)
    # What findings quote is mostly a row of the card, which the page draws as a whole.
    quoted = [(code, rate) for code, rate in tally.rates if not calibration.is_quoted(env, item, rate)]
    rates = [(code, ledger.error_rate(env, rate)) for code, rate in quoted]
    return MethodContext(
        frame=env.frame(urls.method(item.id), item.title, description=item.question, crumbs=(crumb,)),
        id=item.id,
        title=item.title,
        version=item.version,
        question=item.question,
        measures=item.measures,
        limits=item.limits,
        nothing_means=item.nothing_means,
        applies_to=words.all_kinds
        if item.applies_to == ALL_KINDS
        else ", ".join(kind.value for kind in FileKind if kind in item.applies_to),
        engines=tuple(tally.engines) or item.engines,
        parameters=item.parameters,
        references=tuple(address(reference.url, title=reference.title) for reference in item.references),
        cost=getattr(words, f"cost_{item.cost}"),
        raises_flags=item.raises_flags,
        needs=tuple(
            InsideLink(urls.method(id), env.index.analyzers[id].title)
            for id in item.needs
            if id in env.index.analyzers
        ),
        rules=_rules(item),
        rates=tuple(MeasuredRate(code, view.sentence, view.conditions) for code, view in rates),
        calibration=card,
        counts=tally.counts,
        examples=tuple(
            InsideLink(urls.exhibit(id), cards.exhibit_title(env, env.index.exhibits[id]))
            for id in tally.examples
        ),
    )


def _rules(item: Analyzer) -> tuple[RuleWords, ...]:
    """The rules' own words, with the source that each names at its end set apart."""
    if item.rules is None:
        return ()
    split = ((name, *words.partition("Source: ")) for name, words in item.rules())
    return tuple(RuleWords(name, words.strip(), source.strip()) for name, words, _, source in split)


def _assessment(env: Environment, crumb: Crumb) -> AssessmentContext:
    levels = {word.value: level for word, level in assessment.LEVELS.items()}
    words = {item.value: getattr(env.words.confidence, item.value) for item in Confidence}
    return AssessmentContext(
        frame=env.frame(urls.ASSESSMENT, env.words.assessment.title, crumbs=(crumb,)),
        axes=tuple(
            AxisRules(
                getattr(env.words.axis_question, axis.value),
                tuple(
                    RuleView(
                        assessment.rule_anchor(rule.name),
                        rule.name,
                        rule.says,
                        rule.when,
                        words.get(rule.confidence, rule.confidence),
                        rule.why,
                    )
                    for rule in env.data.rules
                    if rule.axis == axis.value
                ),
            )
            for axis in Axis
        ),
        confidence=tuple(
            ConfidenceView(
                assessment.confidence_anchor(word), words.get(word, word), levels.get(word, 0), definition
            )
            for word, definition in env.data.confidence_words
        ),
    )


def _links(env: Environment, crumb: Crumb) -> LinksContext:
    counts = Counter(link.kind for link in env.data.links)
    return LinksContext(
        frame=env.frame(urls.LINKS, env.words.links.title, crumbs=(crumb,)),
        kinds=tuple(
            LinkKindView(getattr(env.words.link_kind, key), getattr(env.words.link_means, key), counts[kind])
            for kind, key in KIND_WORDS.items()
        ),
    )
