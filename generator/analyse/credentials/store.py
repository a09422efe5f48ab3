"""The manifest store as plain values: what c2pa-python's JSON says, with every size bounded.

A store holds manifests; one is active, the others belong to its ingredients (C2PA 2.2, clause 11.1.4). The JSON is
written by a library but filled by whoever made the file: any key may be missing, of another type, huge, or refer to
itself. Nothing here raises for that; what is not understood is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.analyse.credentials.text import VALUE, clean
from generator.analyse.metadata.source_types import term_of

MAX_MANIFESTS = 200
"""Most manifests looked at; real chains measured so far have up to about 30."""
MAX_ACTIONS = 5000
"""Most actions read of one manifest."""
MAX_INGREDIENTS = 100
"""Most ingredients read of one manifest."""
MAX_STATUSES = 2000
"""Most status codes read of one store."""
MAX_NODES = 20_000
"""Most values visited in the assertions of one manifest."""


@dataclass(frozen=True, slots=True)
class Status:
    """One result of the validation."""

    code: str
    """The specification's name: `claimSignature.validated`."""
    kind: str
    """`success`, `informational` or `failure`, as the library filed it."""
    url: str = ""
    """JUMBF address of the checked part."""
    explanation: str = ""
    """The library's own words."""
    ingredient: bool = False
    """Whether it speaks of an ingredient's manifest and not of the active one."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step that the signer says was taken."""

    name: str
    """`c2pa.created`, `c2pa.edited` …"""
    tool: str = ""
    """Software named for this step."""
    when: str = ""
    """Time as stated, not proven."""
    source_type: str = ""
    """Last segment of the digital source type: `trainedAlgorithmicMedia`."""
    description: str = ""
    """The signer's words."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A digital source type that stands somewhere else than in an action."""

    source_type: str
    """Last segment."""
    where: str
    """Label of the assertion, or the ingredient's title."""


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Another file that the picture was made from, as the signer says."""

    title: str
    """Its name."""
    relationship: str
    """`parentOf` (edited from it), `componentOf` (it was put in), `inputTo` (it was given to a tool)."""
    media_type: str = ""
    """As stated."""
    manifest: str = ""
    """Label of its own manifest in this store; empty when it has none."""
    thumbnail: str = ""
    """JUMBF address of its preview; empty when it has none."""
    instance: str = ""
    """XMP's name of the very file, as stated."""
    recorded: tuple[Status, ...] = ()
    """What was wrong with its credential when it was added, as the signer recorded it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One signed statement about one file."""

    label: str
    """Its name in the store."""
    title: str = ""
    """Name of the file as stated."""
    generator: str = ""
    """Software that wrote it."""
    claim_version: int = 0
    """1 or 2; 0 when not stated."""
    issuer: str = ""
    """Organisation in the signing certificate."""
    common_name: str = ""
    """Common name in the signing certificate."""
    algorithm: str = ""
    """Signature algorithm."""
    serial: str = ""
    """Certificate's serial number as the library prints it (decimal)."""
    signed_at: str = ""
    """Time from the time stamp, ISO 8601; empty when there is none."""
    actions: tuple[Action, ...] = ()
    """In the order stated."""
    more_actions: int = 0
    """Actions beyond the bound that were not read."""
    ingredients: tuple[Ingredient, ...] = ()
    """In the order stated."""
    assertions: tuple[str, ...] = ()
    """Labels of all assertions."""
    declared: tuple[Declared, ...] = ()
    """Source types outside actions."""
    authors: tuple[str, ...] = ()
    """Names of people in a CreativeWork assertion."""


@dataclass(frozen=True, slots=True)
class Store:
    """Everything read of one file's credential."""

    active: str
    """Label of the active manifest; empty when there is none that can be read."""
    manifests: tuple[Manifest, ...]
    """All manifests, by label."""
    statuses: tuple[Status, ...]
    """Every status code, in the order of the library: active manifest first."""
    left_out: int = 0
    """Manifests beyond the bound that were not read."""

    def manifest(self, label: str) -> Manifest | None:
        """The manifest of this label."""
        return next((item for item in self.manifests if item.label == label), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A manifest's place in the history of the picture."""

    manifest: Manifest
    """The manifest."""
    relationships: tuple[str, ...]
    """How one gets there from the active manifest: empty for the active one itself."""
    title: str
    """Title of the ingredient it belongs to, as its parent names it; empty for the active one."""

    @property
    def is_active(self) -> bool:
        """Whether it is the active manifest."""
        return not self.relationships

    @property
    def is_lineage(self) -> bool:
        """Whether the picture as a whole descends from it: every step there is `parentOf`."""
        return all(item == "parentOf" for item in self.relationships)


def chain(store: Store) -> tuple[Step, ...]:
    """The active manifest and all its ancestors, nearest first; each manifest once, so that a circle ends.

    Breadth first, with `parentOf` before the others among siblings: a manifest reachable both as parent and as component is
    reported by its closest bond.
    """
    first = store.manifest(store.active)
    if first is None:
        return ()
    by_label = {item.label: item for item in store.manifests}
    seen, steps, waiting = {first.label}, [], [Step(first, (), "")]
    while waiting:
        step = waiting.pop(0)
        steps.append(step)
        for item in sorted(step.manifest.ingredients, key=lambda item: item.relationship != "parentOf"):
            target = by_label.get(item.manifest)
            if target is not None and target.label not in seen:
                seen.add(target.label)
                waiting.append(Step(target, (*step.relationships, item.relationship), item.title))
    return tuple(steps)


def parse(plain: Any) -> Store:
    """The store in the library's JSON (already decoded)."""
    manifests = _mapping(_mapping(plain).get("manifests"))
    active = clean(_mapping(plain).get("active_manifest"), VALUE)
    # The active manifest is always among those read, however many there are; the rest goes by label, because the
    # library's own order is that of a hash table.
    labels = sorted(manifests, key=lambda label: (clean(label, VALUE) != active, label))
    return Store(
        active=active,
        manifests=tuple(_manifest(label, _mapping(manifests[label])) for label in labels[:MAX_MANIFESTS]),
        statuses=tuple(_statuses(_mapping(_mapping(plain).get("validation_results"))))[:MAX_STATUSES],
        left_out=max(0, len(labels) - MAX_MANIFESTS),
    )


def source_type(value: object) -> str:
    """The term of a digital source type: http or https, any case, with or without a closing slash."""
    return term_of(clean(value, VALUE))[:80]


def label_in(url: str) -> str:
    """Label of the manifest in a JUMBF address."""
    _, _, tail = url.partition("/c2pa/")
    return tail.split("/", 1)[0]


def part_in(url: str) -> str:
    """Last part of a JUMBF address: `c2pa.actions.v2`."""
    return url.rsplit("/", 1)[-1] if "/" in url else ""


def _manifest(label: str, plain: dict[str, Any]) -> Manifest:
    signature = _mapping(plain.get("signature_info"))
    assertions = [_mapping(item) for item in _sequence(plain.get("assertions"))]
    version = plain.get("claim_version")
    return Manifest(
        label=clean(label, VALUE),
        title=clean(plain.get("title")),
        generator=_generator(plain),
        claim_version=version if type(version) is int and 0 < version < 100 else 0,
        issuer=clean(signature.get("issuer")),
        common_name=clean(signature.get("common_name")),
        algorithm=clean(signature.get("alg"), 40),
        serial=clean(signature.get("cert_serial_number"), 80),
        signed_at=clean(signature.get("time"), 40),
        actions=tuple(_actions(assertions)),
        more_actions=max(0, sum(len(actions) for actions, _ in _action_lists(assertions)) - MAX_ACTIONS),
        ingredients=tuple(
            _ingredient(_mapping(item)) for item in _sequence(plain.get("ingredients"))[:MAX_INGREDIENTS]
        ),
        assertions=tuple(label for item in assertions if (label := clean(item.get("label"), 120)))[
            :MAX_INGREDIENTS
        ],
        declared=tuple(_declared(assertions, plain)),
        authors=tuple(_authors(assertions)),
    )


def _generator(plain: dict[str, Any]) -> str:
    """Name and version of the first generator entry, else the older user-agent text."""
    for entry in _sequence(plain.get("claim_generator_info")):
        if name := clean(_mapping(entry).get("name"), 80):
            return " ".join(filter(None, (name, clean(_mapping(entry).get("version"), 40))))
    return clean(plain.get("claim_generator"))


def _action_lists(assertions: list[dict[str, Any]]) -> Iterator[tuple[list[Any], list[Any]]]:
    """Actions and software agents of every actions assertion."""
    for assertion in assertions:
        if clean(assertion.get("label")).startswith("c2pa.actions"):
            data = _mapping(assertion.get("data"))
            yield _sequence(data.get("actions")), _sequence(data.get("softwareAgents"))


def _actions(assertions: list[dict[str, Any]]) -> Iterator[Action]:
    pairs = ((plain, agents) for actions, agents in _action_lists(assertions) for plain in actions)
    for plain, agents in islice(pairs, MAX_ACTIONS):
        item = _mapping(plain)
        parameters = _mapping(item.get("parameters"))
        yield Action(
            name=clean(item.get("action"), 80) or "unnamed",
            tool=_tool(item, agents),
            when=clean(item.get("when"), 40),
            source_type=source_type(item.get("digitalSourceType")),
            description=clean(item.get("description"))
            or clean(parameters.get("description"))
            or clean(parameters.get("name")),
        )


def _tool(item: dict[str, Any], agents: list[Any]) -> str:
    """Software agent as text (version 1), as object, or as a number into the assertion's list (version 2)."""
    agent = item.get("softwareAgent")
    index = item.get("softwareAgentIndex")
    if agent is None and type(index) is int and 0 <= index < len(agents):
        agent = agents[index]
    if isinstance(agent, dict):
        return " ".join(filter(None, (clean(agent.get("name"), 80), clean(agent.get("version"), 40))))
    return clean(agent)


def _ingredient(plain: dict[str, Any]) -> Ingredient:
    recorded = [
        Status(
            clean(_mapping(item).get("code"), 80),
            "failure",
            explanation=clean(_mapping(item).get("explanation")),
        )
        for item in _sequence(plain.get("validation_status"))[:MAX_INGREDIENTS]
    ]
    results = _mapping(_mapping(plain.get("validation_results")).get("activeManifest"))
    recorded += [
        Status(
            clean(_mapping(item).get("code"), 80),
            "failure",
            explanation=clean(_mapping(item).get("explanation")),
        )
        for item in _sequence(results.get("failure"))[:MAX_INGREDIENTS]
    ]
    return Ingredient(
        title=clean(plain.get("title")),
        relationship=clean(plain.get("relationship"), 40),
        media_type=clean(plain.get("format"), 80),
        manifest=clean(plain.get("active_manifest"), VALUE),
        thumbnail=clean(_mapping(plain.get("thumbnail")).get("identifier"), VALUE),
        instance=clean(plain.get("instance_id"), VALUE),
        recorded=tuple(dict.fromkeys(recorded)),
    )


def _declared(assertions: list[dict[str, Any]], plain: dict[str, Any]) -> Iterator[Declared]:
    """Source types in metadata assertions (IPTC, XMP) and on ingredients; actions are read apart."""
    for assertion in assertions:
        label = clean(assertion.get("label"), 120)
        if not label.startswith("c2pa.actions"):
            for value in _find_source_types(assertion.get("data")):
                yield Declared(value, label)
    for item in _sequence(plain.get("ingredients"))[:MAX_INGREDIENTS]:
        for key in ("digital_source_type", "digitalSourceType"):
            if value := source_type(_mapping(item).get(key)):
                yield Declared(value, f"ingredient {clean(_mapping(item).get('title'))}".strip())


def _find_source_types(data: Any) -> Iterator[str]:
    """Values of every key named DigitalSourceType or DigitalSourceFileType, whatever its prefix."""
    waiting, visited = [data], 0
    while waiting and visited < MAX_NODES:
        node = waiting.pop()
        visited += 1
        if isinstance(node, dict):
            for key, value in sorted(node.items(), key=lambda pair: str(pair[0])):
                name = str(key)[:200].rsplit(":", 1)[-1].casefold()
                if name in ("digitalsourcetype", "digitalsourcefiletype") and isinstance(value, str):
                    if found := source_type(value):
                        yield found
                elif isinstance(value, (dict, list)):
                    waiting.append(value)
        elif isinstance(node, list):
            waiting.extend(item for item in node[:MAX_NODES] if isinstance(item, (dict, list)))


def _authors(assertions: list[dict[str, Any]]) -> Iterator[str]:
    names: dict[str, None] = {}
    for assertion in assertions:
        if clean(assertion.get("label")).startswith("stds.schema-org.CreativeWork"):
            author = _mapping(assertion.get("data")).get("author")
            for item in (author if isinstance(author, list) else [author])[:20]:
                if name := clean(_mapping(item).get("name") if isinstance(item, dict) else item):
                    names[name] = None
    yield from names


def _statuses(results: dict[str, Any]) -> Iterator[Status]:
    yield from _status_kinds(_mapping(results.get("activeManifest")), ingredient=False)
    for delta in _sequence(results.get("ingredientDeltas")):
        yield from _status_kinds(_mapping(_mapping(delta).get("validationDeltas")), ingredient=True)


def _status_kinds(plain: dict[str, Any], *, ingredient: bool) -> Iterator[Status]:
    for kind in ("success", "informational", "failure"):
        for item in _sequence(plain.get(kind))[:MAX_STATUSES]:
            if code := clean(_mapping(item).get("code"), 80):
                url = clean(_mapping(item).get("url"), VALUE)
                yield Status(code, kind, url, clean(_mapping(item).get("explanation")), ingredient)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
