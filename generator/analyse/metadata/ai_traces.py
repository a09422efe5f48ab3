"""Recognizes what generators of pictures write into their files: prompts, workflows, names.

Each recognizer knows one writer's habit, from its public source code, documentation or sample files. All are *unsigned
declarations*: anybody can write such text into any photograph, and one save by other software removes it. So a trace supports
"AI-generated" as a statement of the file; its absence means nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.values import clean

MAX_JSON = 4 << 20
"""Characters of a text that are tried as JSON."""
MAX_SEARCHED = 16 << 20
"""Characters searched in one file."""
MAX_PARAMETERS = 200_000
"""Characters searched for generation parameters."""
UNNAMED = "an unnamed generator"
GENERAL = frozenset({UNNAMED, "Stable Diffusion"})
"""Names left out where the same block names the program: NovelAI and others name Stable Diffusion as their model."""
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AiTrace:
    """One declaration that a generator made the picture."""

    generator: str
    """Name for readers: `ComfyUI`."""
    where: str
    """Block and field it was found in: `PNG text "prompt"`."""
    model: str = ""
    """Name of the model, where the text gives one."""
    has_prompt: bool = False
    """Whether the text holds the words that the picture was asked for with."""
    remark: str = ""
    """What kind of declaration it is when it isn't a plain one."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the file with its place."""

    block: str
    """`PNG text`, `EXIF`, `XMP`, `IPTC-IIM`, `comment`."""
    key: str
    """Keyword, tag or path."""
    text: str
    """In full."""

    @property
    def where(self) -> str:
        """For readers."""
        return f'{self.block} "{clean(self.key, limit=60)}"' if self.key else self.block


def find_ai_traces(metadata: Metadata) -> tuple[AiTrace, ...]:
    """All declarations, one per generator and block, in the order of the file."""
    found: dict[tuple[str, str], AiTrace] = {}
    budget = MAX_SEARCHED
    for source in _sources(metadata):
        budget -= len(source.text)
        if budget < 0:
            break
        for recognize in RECOGNIZERS:
            trace = recognize(source)
            if trace:
                key = (trace.generator, source.block)
                known = found.get(key)
                if known is None or (trace.model and not known.model):
                    found[key] = trace
                break
    grok = _grok(metadata)
    if grok:
        found[grok.generator, "EXIF"] = grok
    named = {block for name, block in found if name not in GENERAL}
    return tuple(trace for (name, block), trace in found.items() if name not in GENERAL or block not in named)


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


def _stable_diffusion_parameters(source: Source) -> AiTrace | None:
    """`Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: ...`, written by AUTOMATIC1111's web UI and its many kin."""
    text = source.text[:MAX_PARAMETERS]
    if not re.search(r"\bSteps: \d{1,6}, (Sampler: |[^\n]{0,200}\b(CFG scale|Seed): )", text):
        return None
    version = re.search(r"\bVersion: ([^,\n]{1,40})", text)
    name = "Stable Diffusion web UI (A1111-style)"
    if version and version.group(1).strip().lower().startswith("comfyui"):
        name = "ComfyUI"
    elif version and version.group(1).strip().lower().startswith("fooocus"):
        name = "Fooocus"
    model = re.search(r"\bModel: ([^,\n]{1,120})", text)
    return AiTrace(name, source.where, clean(model.group(1).strip()) if model else "", has_prompt=True)


def _json_objects(source: Source) -> AiTrace | None:
    """Settings stored as JSON: ComfyUI, Fooocus, InvokeAI, NovelAI, SwarmUI, Draw Things, the AIGC label."""
    text = source.text.strip()
    workflow = re.match(r"^(workflow|prompt):(?=\s*\{)", text, re.IGNORECASE)
    if workflow:
        text = text[workflow.end() :].lstrip()
    if not text.startswith("{") or len(text) > MAX_JSON:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    for recognize in JSON_RECOGNIZERS:
        trace = recognize(source, value)
        if trace:
            return trace
    return None


def _comfyui(source: Source, value: dict[str, object]) -> AiTrace | None:
    nodes = [item for item in value.values() if isinstance(item, dict) and "class_type" in item]
    is_workflow = isinstance(value.get("nodes"), list) and ("last_node_id" in value or "links" in value)
    if not nodes and not is_workflow:
        return None
    model = ""
    for node in nodes:
        inputs = node.get("inputs")
        if isinstance(inputs, dict):
            model = model or _word(inputs.get("ckpt_name")) or _word(inputs.get("unet_name"))
    prompt = any("Text" in str(node.get("class_type")) for node in nodes) or is_workflow
    return AiTrace("ComfyUI", source.where, model, has_prompt=prompt)


def _fooocus(source: Source, value: dict[str, object]) -> AiTrace | None:
    keys = {str(key).lower().replace(" ", "_") for key in value}
    if "fooocus" in _word(value.get("version")).lower() or (
        {"prompt", "base_model"} <= keys and keys & {"performance", "styles", "sharpness", "refiner_model"}
    ):
        model = _word(value.get("base_model")) or _word(value.get("Base Model"))
        return AiTrace("Fooocus", source.where, model, has_prompt=True)
    return None


def _invokeai(source: Source, value: dict[str, object]) -> AiTrace | None:
    is_keyword = source.key.lower() in (
        "sd-metadata",
        "invokeai_metadata",
        "invokeai_workflow",
        "invokeai_graph",
    )
    if not is_keyword and "invoke" not in _word(value.get("app_id")).lower() and "app_version" not in value:
        return None
    model = value.get("model")
    if isinstance(model, dict):
        model = model.get("model_name") or model.get("name")
    return AiTrace(
        "InvokeAI", source.where, _word(model) or _word(value.get("model_weights")), has_prompt=True
    )


def _novelai(source: Source, value: dict[str, object]) -> AiTrace | None:
    if {"uc", "sampler", "steps"} <= value.keys() or ("request_type" in value and "signed_hash" in value):
        return AiTrace("NovelAI", source.where, has_prompt="prompt" in value)
    return None


def _swarmui(source: Source, value: dict[str, object]) -> AiTrace | None:
    settings = value.get("sui_image_params")
    if isinstance(settings, dict):
        return AiTrace("SwarmUI", source.where, _word(settings.get("model")), has_prompt="prompt" in settings)
    return None


def _other_settings(source: Source, value: dict[str, object]) -> AiTrace | None:
    if "use_stable_diffusion_model" in value:
        return AiTrace(
            "Easy Diffusion", source.where, _word(value["use_stable_diffusion_model"]), has_prompt=True
        )
    if {"c", "model", "sampler", "seed"} <= value.keys():
        return AiTrace("Draw Things", source.where, _word(value["model"]), has_prompt=True)
    if {"prompt", "sampler", "seed"} <= value.keys() or {"prompt", "steps", "seed"} <= value.keys():
        return AiTrace(UNNAMED, source.where, _word(value.get("model")), has_prompt=True)
    return None


def _aigc_label(source: Source, value: dict[str, object]) -> AiTrace | None:
    """China's implicit label (GB 45438-2025, annex E): `{"AIGC": {"Label": "1", "ContentProducer": ...}}`."""
    label = value.get("AIGC", value)
    if not isinstance(label, dict) or "Label" not in label:
        return None
    if "ContentProducer" not in label and "ProduceID" not in label and "AIGC" not in value:
        return None
    words = {"1": "certainly", "2": "possibly", "3": "suspected to be"}.get(str(label["Label"]))
    remark = f"China's AIGC label, which says: {words} AI-generated" if words else "China's AIGC label"
    return AiTrace("a service that writes China's AIGC label", source.where, remark=remark)


def _by_keyword(source: Source) -> AiTrace | None:
    """Keywords that only one program writes, whatever the text looks like."""
    name = KEYWORDS.get((source.block, source.key.lower())) if source.text.strip() else None
    return AiTrace(name, source.where, has_prompt=source.key.lower() == "dream") if name else None


def _by_name(source: Source) -> AiTrace | None:
    """A generator's name in a field for the program that made the file."""
    field = re.sub(r"\[[^\]]*\]$", "", source.key).split("/")[-1]
    if field not in PROGRAM_FIELDS or len(source.text) > 300:
        return None
    is_person = field in PERSON_FIELDS
    for pattern, name in GENERATOR_NAMES:
        found = pattern.fullmatch(source.text.strip()) if is_person else pattern.search(source.text)
        if found:
            return AiTrace(name, source.where)
    return None


def _by_phrase(source: Source) -> AiTrace | None:
    """Phrases that services put into captions and credits."""
    if source.block == "PNG text" and source.key.lower() not in ("title", "description", "comment", "credit"):
        return None
    for pattern, name in PHRASES:
        if pattern.search(source.text[:20_000]):
            is_prompt = name == "Midjourney"
            remark = (
                "says that AI was used on it, not that AI made it" if name == "Google AI (edited)" else ""
            )
            return AiTrace(name, source.where, has_prompt=is_prompt, remark=remark)
    return None


def _grok(metadata: Metadata) -> AiTrace | None:
    """Grok writes a signature of its own into ImageDescription and UserComment and a UUID as Artist."""
    artist = metadata.exif_text("Artist")
    signature = re.compile(r"^Signature: [A-Za-z0-9+/=]{40,}")
    for name in ("ImageDescription", "UserComment"):
        if UUID.fullmatch(artist) and signature.match(metadata.exif_text(name)):
            return AiTrace(
                "Grok (xAI)",
                f'EXIF "{name}" and "Artist"',
                remark="a private signature nobody else can check",
            )
    return None


def _word(value: object) -> str:
    return clean(value.strip(), limit=120) if isinstance(value, str) else ""


KEYWORDS = {
    ("PNG text", "dream"): "InvokeAI",
    ("PNG text", "sd-metadata"): "InvokeAI",
    ("PNG text", "invokeai_metadata"): "InvokeAI",
    ("PNG text", "invokeai_graph"): "InvokeAI",
    ("PNG text", "fooocus_scheme"): "Fooocus",
}
PROGRAM_FIELDS = frozenset(
    {
        "Software", "software", "CreatorTool", "xmp:CreatorTool", "stEvt:softwareAgent", "ProcessingSoftware", "Make",
        "Model", "Source", "photoshop:Source", "photoshop:Credit", "Credit", "Iptc4xmpExt:AISystemUsed", "Title",
        "OriginatingProgram", "generator", "Generator", "Artist", "dc:creator", "Iptc4xmpExt:AISystemVersionUsed",
    }
)  # fmt: skip
PERSON_FIELDS = frozenset({"Artist", "dc:creator"})
"""Fields for people; a generator's name counts there only when it is the whole text."""
GENERATOR_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"\bnovelai\b", "NovelAI"),
        (r"\bmidjourney\b", "Midjourney"),
        (r"\bdall[·\-. ]?e\b", "DALL·E (OpenAI)"),
        (r"\b(openai|chatgpt|gpt-4o)\b", "OpenAI"),
        (r"\badobe firefly\b|^firefly\b", "Adobe Firefly"),
        (r"\bstable[ _-]?diffusion\b|\bdreamstudio\b|\bstability ai\b|\bsdxl\b", "Stable Diffusion"),
        (r"\bcomfyui\b", "ComfyUI"),
        (r"\binvokeai\b", "InvokeAI"),
        (r"\bfooocus\b", "Fooocus"),
        (r"\bdraw things\b", "Draw Things"),
        (r"\bblack forest labs\b|\bflux\.?1\b|^AI generated;", "FLUX (Black Forest Labs)"),
        (r"\bbing image creator\b|\bmicrosoft designer\b", "Microsoft Image Creator"),
        (r"\bimagined with (meta )?ai\b|\bmeta ai\b", "Meta AI"),
        (r"\bmade with google ai\b|\bnano banana\b|\bgoogle gemini\b", "Google AI"),
        (r"\bedited with google ai\b", "Google AI (edited)"),
        (r"\bleonardo\.?ai\b", "Leonardo.Ai"),
        (r"\bideogram\b", "Ideogram"),
        (r"\brecraft\b", "Recraft"),
        (r"\bplayground ?ai\b", "Playground AI"),
        (r"\bnightcafe\b", "NightCafe"),
        (r"\bgrok\b", "Grok (xAI)"),
        (r"^ai[ -]generated image$", UNNAMED),
    )
)
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"\bJob ID: " + UUID.pattern, "Midjourney"),
        (r"^\s*made with google ai\b", "Google AI"),
        (r"^\s*edited with google ai\b", "Google AI (edited)"),
        (r"^\s*(imagined with ai|imagined with meta ai)\b", "Meta AI"),
        (r"^\s*created with (dall|chatgpt)", "OpenAI"),
    )
)
JSON_RECOGNIZERS: tuple[Callable[[Source, dict[str, object]], AiTrace | None], ...] = (
    _aigc_label, _swarmui, _comfyui, _fooocus, _invokeai, _novelai, _other_settings,
)  # fmt: skip
RECOGNIZERS: tuple[Callable[[Source], AiTrace | None], ...] = (
    _json_objects, _by_keyword, _stable_diffusion_parameters, _by_name, _by_phrase,
)  # fmt: skip
