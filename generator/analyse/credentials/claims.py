"""What the credential says about how the picture came to be: steps, tools, captured, generated, mixed.

All of it is the signer's word. The whole chain of ingredients is read, because a picture that passed through an editor
often declares AI only in its ancestor. Source types are IPTC's and C2PA's vocabulary (`digitalSourceType`); a few
generators state it only in words, which is named as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analyse.credentials.integrity import check, is_intact
from generator.analyse.credentials.signer import ANYONE
from generator.analyse.credentials.statuses import Answer
from generator.analyse.credentials.store import Action, Step, Store, chain, label_in
from generator.analyse.credentials.text import quoted
from generator.analyse.metadata.source_types import SOURCE_TYPES
from generator.model import Axis, Bearing, Finding, Measurement, Origin, Privacy, Row, Table, Weight

GENERATED = frozenset({"trainedAlgorithmicMedia"})
"""Made by a generative model."""
PARTLY_GENERATED = frozenset({"compositeWithTrainedAlgorithmicMedia"})
"""A picture into which a generative model put something."""
CAPTURED = frozenset({"digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm"})
"""Taken from reality by a camera, or scanned from its film."""
COMPOSED = frozenset({"composite", "compositeCapture", "compositeSynthetic"})
"""Put together from several parts; the vocabulary doesn't say that a model made one of them."""
RENDERED = frozenset(
    {"algorithmicMedia", "dataDrivenMedia", "digitalArt", "digitalCreation", "virtualRecording"}
)
"""Drawn or computed without a model that learned from pictures."""
SCREEN = frozenset({"screenCapture"})
"""Recorded from a screen."""
KINDS: tuple[tuple[frozenset[str], str, Origin], ...] = (
    (GENERATED, "credentials.ai-generated", Origin.AI_GENERATED),
    (PARTLY_GENERATED, "credentials.ai-edited", Origin.COMPOSITE),
    (CAPTURED, "credentials.camera-capture", Origin.CAMERA),
    (COMPOSED, "credentials.composite", Origin.COMPOSITE),
    (RENDERED, "credentials.rendered", Origin.RENDERED),
    (SCREEN, "credentials.screen-capture", Origin.SCREEN_CAPTURE),
)
"""Which source types become which finding."""

SHOWN_ACTIONS = 200
"""Most steps of one manifest that the table shows; all that are read count for what is declared."""

SOURCE_WORDS: dict[str, str] = {term: kind.made for term, kind in SOURCE_TYPES.items()}
"""Each source type completing "the picture was ...", from the one table of all terms."""

ACTION_WORDS: dict[str, str] = {
    "c2pa.created": "created",
    "c2pa.opened": "opened an existing file",
    "c2pa.placed": "put another picture in",
    "c2pa.removed": "took a part out",
    "c2pa.edited": "edited",
    "c2pa.edited.metadata": "edited metadata only",
    "c2pa.cropped": "cropped",
    "c2pa.resized": "resized",
    "c2pa.resized.proportional": "resized in proportion",
    "c2pa.orientation": "turned or mirrored",
    "c2pa.converted": "saved in another format",
    "c2pa.transcoded": "saved in another encoding",
    "c2pa.repackaged": "put into another container",
    "c2pa.color_adjustments": "changed colours or brightness",
    "c2pa.enhanced": "improved (noise, sharpness …)",
    "c2pa.filtered": "applied a filter",
    "c2pa.drawing": "drew or painted",
    "c2pa.adjustedColor": "changed colours or brightness",
    "c2pa.dubbed": "changed the sound",
    "c2pa.published": "published",
    "c2pa.redacted": "removed a part of the credential",
    "c2pa.addedText": "added text",
    "c2pa.deleted": "deleted a part",
    "c2pa.changedSpeed": "changed the speed",
    "c2pa.watermarked": "added a watermark",
    "c2pa.watermarked.bound": "added a watermark that points to this credential",
    "c2pa.watermarked.unbound": "added a watermark",
    "c2pa.unknown": "a step that the tool does not name",
}

AI_IN_WORDS = re.compile(
    r"(?:an? )?(?:ai[- ]generated|generated (?:by|with|using) (?:an? )?(?:ai|artificial intelligence))\b",
    re.I,
)
"""At the beginning of an action's description, as Bing writes it: `AI Generated Image`."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One statement about the picture's origin, with its place in the chain."""

    step: Step
    """The manifest that makes it."""
    source_type: str
    """Last segment of the source type; empty when only words say so."""
    tool: str
    """Software named for it."""
    words: str
    """The signer's words where there is no source type."""

    @property
    def where(self) -> str:
        """`active manifest`, or the ingredient by its title."""
        return (
            "active manifest"
            if self.step.is_active
            else f"ingredient {quoted(self.step.title or 'without a title')}"
        )


def declarations(store: Store) -> tuple[Declaration, ...]:
    """Every statement of origin in the chain, nearest manifest first, each once per manifest and source type."""
    found: dict[tuple[str, str, bool], Declaration] = {}
    for step in chain(store):
        for item in _of(step):
            found.setdefault((step.manifest.label, item.source_type, bool(item.words)), item)
    return tuple(item if item.tool else _with_generator(item) for item in found.values())


def _of(step: Step) -> Iterator[Declaration]:
    # Actions that name their tool go first: the tool that did it says more than the program that wrote it down.
    for action in sorted(step.manifest.actions, key=lambda action: not action.tool):
        if action.source_type:
            yield Declaration(step, action.source_type, action.tool, "")
        elif AI_IN_WORDS.match(action.description):
            yield Declaration(step, "", action.tool, action.description)
    for item in step.manifest.declared:
        yield Declaration(step, item.source_type, "", "")


def _with_generator(item: Declaration) -> Declaration:
    return Declaration(item.step, item.source_type, item.step.manifest.generator, item.words)


def actions_finding(store: Store) -> Finding | None:
    """`credentials.actions`: all steps of all manifests, the oldest manifest first."""
    steps = [step for step in reversed(chain(store)) if step.manifest.actions]
    if not steps:
        return None
    tables = tuple(
        Table(_title(step), tuple(_row(action) for action in step.manifest.actions[:SHOWN_ACTIONS]))
        for step in steps[-40:]
    )
    count = sum(len(step.manifest.actions) + step.manifest.more_actions for step in steps)
    shown = sum(len(table.rows) for table in tables)
    tools = list(
        dict.fromkeys(action.tool for step in steps for action in step.manifest.actions if action.tool)
    )
    return Finding(
        code="credentials.actions",
        statement=f"The credential lists {count} {'steps that were' if count != 1 else 'step that was'} taken with this "
        "picture and what it was made from"
        + (f", with {', '.join(quoted(tool) for tool in tools[:3])}." if tools else "."),
        measurements=(
            Measurement("count", count),
            Measurement("shown", shown),
            *(Measurement(f"tool_{number}", tool) for number, tool in enumerate(tools[:8], 1)),
        ),
        tables=tables,
        limits="The list is what the signing software chose to write down. A step that is missing may have been taken all "
        "the same.",
    )


def origin_findings(store: Store, known: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """`credentials.ai-generated`, `.ai-edited`, `.camera-capture`, `.composite` …, at most twelve.

    `known` are labels of manifests whose very certificate is on a list.
    """
    findings = [finding for item in declarations(store) if (finding := _origin_finding(store, item, known))]
    return tuple(findings[:12])


def watermark_finding(store: Store) -> Finding | None:
    """`credentials.watermark`: a step says that an invisible mark was put in. The mark itself isn't looked for."""
    marks = [
        (step, action)
        for step in chain(store)
        for action in step.manifest.actions
        if action.name.startswith("c2pa.watermarked") or "watermark" in action.description.casefold()
    ]
    if not marks:
        return None
    step, action = marks[0]
    words = action.description or ACTION_WORDS.get(action.name, "")
    return Finding(
        code="credentials.watermark",
        statement=f"The credential says that a watermark was put into {'the picture' if step.is_active else 'an ingredient'}: "
        f"{quoted(words)}. The watermark itself was not looked for.",
        measurements=(Measurement("words", words), Measurement("where", Declaration(step, "", "", "").where)),
        tables=(Table("Steps that name a watermark", tuple(_row(action) for _, action in marks[:40])),),
        limits="That a watermark is said to be there does not mean that it still is, nor that it can be read.",
    )


def author_finding(store: Store) -> Finding | None:
    """`credentials.author`: people named in the credential."""
    rows = tuple(
        Row("author", name, privacy=Privacy.PERSON, note=_title(step))
        for step in chain(store)
        for name in step.manifest.authors
    )
    if not rows:
        return None
    return Finding(
        code="credentials.author",
        statement="The credential names who made the picture.",
        measurements=tuple(
            Measurement(f"author_{number}", row.value, privacy=Privacy.PERSON)
            for number, row in enumerate(rows[:8], 1)
        ),
        tables=(Table("Named authors", rows[:100]),),
        limits="The name is the signer's word. The signature proves that it was not changed, not that it is right.",
    )


def _origin_finding(store: Store, item: Declaration, listed: frozenset[str]) -> Finding | None:
    code, origin = next(
        ((code, origin) for types, code, origin in KINDS if item.source_type in types),
        ("credentials.ai-generated", Origin.AI_GENERATED) if item.words else ("", Origin.UNKNOWN),
    )
    if not code:
        return None
    trouble = _trouble(store, item.step)
    known = item.step.manifest.label in listed or _is_signer_known(store, item.step)
    weight = None if trouble else _weight(origin, item.step)
    measurements = [
        Measurement("source_type", item.source_type),
        Measurement("where", item.where),
        Measurement("relationship", " of ".join(reversed(item.step.relationships))),
        Measurement("tool", item.tool),
        Measurement("words", item.words),
        Measurement("statement_intact", not trouble),
        Measurement("signer_known", known),
    ]
    return Finding(
        code=code,
        statement=_origin_statement(item, trouble or ("" if known else ANYONE)),
        weights=(weight,) if weight else (),
        measurements=tuple(value for value in measurements if value.value != ""),
        limits="This is the word of whoever signed. A credential that says nothing of AI, or none at all, proves nothing.",
    )


def _trouble(store: Store, step: Step) -> str:
    """Why the statement must not count; empty when it may.

    A whole credential can be lifted from one picture and put into another. Then its signature holds, but the binding differs:
    what it says is about the other picture.
    """
    checks = check(store)
    if not is_intact(store, step) or not checks.is_statement_intact:
        return "But the credential does not pass its own check, so this can't be relied on."
    if checks.binding is Answer.NO:
        return "But the file is not the one that was signed, so this may be about another picture."
    if checks.binding is Answer.UNKNOWN:
        return "Whether the file is the one that was signed could not be checked, so this may be about another picture."
    return ""


def _is_signer_known(store: Store, step: Step) -> bool:
    return any(
        item.code == "signingCredential.trusted" and label_in(item.url) == step.manifest.label
        for item in store.statuses
    )


def _weight(origin: Origin, step: Step) -> Weight | None:
    """What a statement about an ancestor says of this picture.

    A parent's origin is the picture's own. A component made by AI makes the picture a composite; a component taken by a camera
    says nothing of the rest, nor does something that was only given to a tool.
    """
    if step.is_lineage:
        return Weight(Bearing.SUPPORTS, Axis.ORIGIN, origin.value)
    if origin in (Origin.AI_GENERATED, Origin.COMPOSITE) and "inputTo" not in step.relationships:
        return Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.COMPOSITE.value)
    return None


def _origin_statement(item: Declaration, remark: str) -> str:
    said = "generated by AI" if item.words else SOURCE_WORDS[item.source_type]
    by = f", with {quoted(item.tool)}" if item.tool else ""
    if item.step.is_active:
        return f"The credential says that the picture was {said}{by}. {remark}".strip()
    bond = {
        "parentOf": "which this picture was made from",
        "componentOf": "which was put into this picture",
        "inputTo": "which was given to a tool when this picture was made",
    }.get(item.step.relationships[-1], "which belongs to this picture's history")
    title = quoted(item.step.title) if item.step.title else "without a title"
    return f"The credential of an ingredient {title}, {bond}, says that it was {said}{by}. {remark}".strip()


def _title(step: Step) -> str:
    if step.is_active:
        return "Steps: this file"
    return f"Steps: ingredient {quoted(step.title or step.manifest.title or 'without a title')}"


def _row(action: Action) -> Row:
    words = ACTION_WORDS.get(action.name, "a step that only its maker knows")
    source = action.source_type and (SOURCE_WORDS.get(action.source_type) or action.source_type)
    pieces = [
        words,
        action.tool and f"with {action.tool}",
        action.description and quoted(action.description),
        source,
    ]
    return Row(
        action.name,
        "; ".join(piece for piece in pieces if piece),
        raw=action.source_type,
        note=f"stated time {action.when}" if action.when else "",
    )
