"""Recognizes what generators of pictures write into their files: prompts, workflows, names.

Each recognizer (`ai/`) knows one writer's habit, from its public source code, documentation or sample files. All are *unsigned
declarations*: anybody can write such text into any photograph, and one save by other software removes it. So a trace supports
"AI-generated" as a statement of the file; its absence means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.analyse.metadata.ai import names, parameters, stored_json
from generator.analyse.metadata.ai.trace import UNNAMED, AiTrace, Settings, Source
from generator.analyse.metadata.read import Metadata

__all__ = ["AiTrace", "Settings", "Source", "find_ai_traces", "recognize"]

MAX_SEARCHED = 16 << 20
"""Characters searched in one file."""
GENERAL = frozenset({UNNAMED, "Stable Diffusion"})
"""Names left out where the same block names the program: NovelAI and others name Stable Diffusion as their model."""


def find_ai_traces(metadata: Metadata) -> tuple[AiTrace, ...]:
    """All declarations, one per generator and block, in the order of the file."""
    found: dict[tuple[str, str], AiTrace] = {}
    budget = MAX_SEARCHED
    for source in _sources(metadata):
        budget -= len(source.text)
        if budget < 0:
            break
        trace = recognize(source)
        if trace:
            key = (trace.generator, source.block)
            known = found.get(key)
            if known is None or _richness(trace) > _richness(known):
                found[key] = trace
    novelai = found.get(("NovelAI", "PNG text"))
    if novelai:
        found["NovelAI", "PNG text"] = names.with_novelai_texts(novelai, metadata)
    grok = names.grok(metadata)
    if grok:
        found[grok.generator, "EXIF"] = grok
    named = {block for name, block in found if name not in GENERAL}
    return tuple(trace for (name, block), trace in found.items() if name not in GENERAL or block not in named)


def recognize(source: Source) -> AiTrace | None:
    """What the first recognizer that knows the text says of it."""
    return next((trace for known in RECOGNIZERS if (trace := known(source))), None)


def _richness(trace: AiTrace) -> tuple[bool, bool, int]:
    """Of two texts by the same program the one that says more is kept; the first where both say as much."""
    return bool(trace.model), trace.settings != Settings(), len(trace.steps)


def _sources(metadata: Metadata) -> Iterator[Source]:
    for item in metadata.texts:
        yield Source("PNG text", item.keyword, item.text)
    for item in metadata.comments:
        yield Source("comment", "", item.text)
    for group in metadata.main_exif.groups:
        for tag in group.tags if group.key in ("IFD0", "Exif") else ():
            if tag.text:
                yield Source("EXIF", tag.name, tag.text)
    for tag in metadata.xmp_tags():
        yield Source("XMP", tag.name, tag.text)
    for block in metadata.iptc:
        for group in block.groups:
            for tag in group.tags:
                yield Source("IPTC-IIM", tag.name, tag.text)


RECOGNIZERS: tuple[Callable[[Source], AiTrace | None], ...] = (
    stored_json.recognize, names.by_keyword, parameters.recognize, names.by_name, names.by_phrase,
)  # fmt: skip
