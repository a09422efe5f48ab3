"""Quick facts and file identity: the values that readers ask for first, each with the finding it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.kind import misnamed
from generator.model import EvidenceKind, Exhibit, Finding, Measurement
from generator.render import dates, privacy, text
from generator.render.contexts.shared import CitationView, Fact
from generator.render.environment import Environment
from generator.render.views import citations

HASHES = ("sha1", "md5", "pixel_sha256", "pdq", "phash", "dhash")
"""Names of measurements of `file.identity` that are shown under file identity, beside SHA-256 and size."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """A quick fact and the finding that gives it."""

    word: str
    """Key of its name in the section `fact` of the words."""
    code: str
    """Code of the finding."""
    names: tuple[str, ...]
    """Measurements that make the value, joined by a space."""


SOURCES = (
    FactSource("camera", "metadata.camera", ("make", "model")),
    FactSource("lens", "metadata.camera", ("lens",)),
    FactSource("date", "metadata.date", ("date_original", "offset")),
    FactSource("software", "metadata.software", ("software",)),
    FactSource("author", "metadata.author", ("author",)),
    FactSource("location", "metadata.location", ("latitude", "longitude")),
    FactSource("ai", "metadata.ai-declared", ("generator",)),
    FactSource("signer", "credentials.issuer", ("issuer",)),
    FactSource("quality", "jpeg.quantization", ("quality_estimate",)),
)
"""In the order in which they are shown. A fact that no finding gives is left out: its absence means nothing."""


def quick_facts(env: Environment, exhibit: Exhibit) -> tuple[Fact, ...]:
    """Format, size and what the file says of itself."""
    words = env.words.fact
    files = env.data.renditions.get(exhibit.id)
    ending = misnamed(exhibit.path, exhibit.kind)
    facts = [Fact(words.format, exhibit.kind.value), Fact(words.size, text.size(exhibit.size))]
    if files and files.width:
        facts.insert(1, Fact(words.pixels, _pixels(env, files.width, files.height)))
    if ending:
        value = words.misnamed_value.format(ending=ending, kind=exhibit.kind.value)
        facts.insert(1, Fact(words.misnamed, value))
    for source in SOURCES:
        fact = _fact(env, exhibit, source)
        if fact is not None:
            facts.append(fact)
    return tuple(facts)


def identity(env: Environment, exhibit: Exhibit) -> tuple[Fact, ...]:
    """What tells this file from every other."""
    words = env.words.fact
    report = env.index.report(exhibit.id)
    name = env.index.mask(exhibit.id).text(exhibit.path.rsplit("/", 1)[-1])
    facts = [
        Fact(words.file_name, text.visible(name)),
        Fact(words.size, text.size(exhibit.size)),
        Fact("SHA-256", exhibit.sha256, is_code=True),
    ]
    for measurement in HASHES:
        value = report.measure("file.identity", measurement)
        if value is not None:
            facts.append(Fact(getattr(words, measurement), str(value), is_code=True))
    return tuple(facts)


def _fact(env: Environment, exhibit: Exhibit, source: FactSource) -> Fact | None:
    for evidence in env.index.report(exhibit.id).evidence:
        if evidence.finding.code == source.code:
            break
    else:
        return None
    items = [item for name in source.names if (item := _measurement(evidence.finding, name)) is not None]
    if not items or (source.word == "date" and items[0].name != "date_original"):
        # A time zone alone is no date.
        return None
    hidden = any(privacy.is_withheld(item.privacy, env.data.settings.privacy) for item in items)
    shown = items[:1] if hidden else items
    value = _JOINERS.get(source.word, _joined)(env, shown)
    cited = CitationView(
        citations.label(env, EvidenceKind.FINDING, exhibit.id, evidence.number),
        "#" + citations.anchor(env, EvidenceKind.FINDING, exhibit.id, evidence.number),
        env.words.citation.finding.format(number=evidence.number, letter=env.index.letters[exhibit.id]),
    )
    return Fact(getattr(env.words.fact, source.word), text.visible(value, limit=300), cited, hidden)


def _measurement(finding: Finding, name: str) -> Measurement | None:
    return next((item for item in finding.measurements if item.name == name and item.value != ""), None)


def _joined(env: Environment, items: list[Measurement]) -> str:
    words = [text.number(item.value) + (f" {item.unit}" if item.unit else "") for item in items]
    # Many cameras repeat their maker in the model's name: "Canon Canon EOS 90D", "NIKON CORPORATION NIKON D1X".
    if len(words) == 2 and words[1].casefold().split(" ")[0] in words[0].casefold().split(" "):
        return words[1]
    return " ".join(words)


def _date(env: Environment, items: list[Measurement]) -> str:
    shown = dates.words_for(str(items[0].value), env.words.dates.months)
    if "UTC" in shown:
        return shown
    return shown + (f" UTC{items[1].value}" if len(items) > 1 else f" ({env.words.fact.no_zone})")


def _quality(env: Environment, items: list[Measurement]) -> str:
    return str(env.words.fact.quality_value.format(quality=text.number(items[0].value)))


_JOINERS: dict[str, Callable[[Environment, list[Measurement]], str]] = {"date": _date, "quality": _quality}


def _pixels(env: Environment, width: int, height: int) -> str:
    mega = f"{width * height / 1e6:.1f}"
    said = env.words.fact.pixels_small if mega == "0.0" else env.words.fact.pixels_value
    return str(said.format(width=width, height=height, mega=mega))
