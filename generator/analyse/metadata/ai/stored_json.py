"""Settings stored as JSON: Fooocus, InvokeAI, NovelAI, SwarmUI, Easy Diffusion, Draw Things, China's AIGC label.

Sources: each program's public code or documentation and files made by it; for the label GB 45438-2025, annex E
("implicit label in metadata"), and TC260's guide for files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from generator.analyse.metadata.ai import comfyui
from generator.analyse.metadata.ai.trace import UNNAMED, AiTrace, Settings, Source, size_of, word, words

MAX_JSON = 4 << 20
"""Characters of a text that are tried as JSON."""
PREFIX = re.compile(r"^(workflow|prompt|AIGC)\s{0,4}[:=](?=\s{0,16}\{)", re.IGNORECASE)
INVOKE_KEYWORDS = frozenset({"sd-metadata", "invokeai_metadata", "invokeai_workflow", "invokeai_graph"})


def recognize(source: Source) -> AiTrace | None:
    """The settings in a text that is a JSON object, or None."""
    text = source.text.strip()
    prefix = PREFIX.match(text)
    if prefix:
        text = text[prefix.end() :].lstrip()
    if not text.startswith("{") or len(text) > MAX_JSON:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return next((trace for known in READERS if (trace := known(source, value))), None)


def _aigc_label(source: Source, value: dict[str, object]) -> AiTrace | None:
    label = value.get("AIGC", value)
    if isinstance(label, str):
        try:
            label = json.loads(label[:20_000])
        except (ValueError, RecursionError):
            return None
    is_named = "AIGC" in value or "aigc" in source.key.lower()
    if not isinstance(label, dict) or "Label" not in label:
        return None
    if "ContentProducer" not in label and "ProduceID" not in label and not is_named:
        return None
    says = {"1": "certainly", "2": "possibly", "3": "suspected to be"}.get(word(label["Label"]))
    remark = f"China's AIGC label, which says: {says} AI-generated" if says else "China's AIGC label"
    settings = Settings(
        producer=word(label.get("ContentProducer")) or word(label.get("ContentPropagator")),
        identifier=word(label.get("ProduceID")) or word(label.get("PropagateID")),
    )
    return AiTrace("a service that writes China's AIGC label", source.where, remark=remark, settings=settings)


def _swarmui(source: Source, value: dict[str, object]) -> AiTrace | None:
    given = value.get("sui_image_params")
    if not isinstance(given, dict):
        return None
    settings = _plain(given, version="swarm_version", guidance="cfgscale")
    return AiTrace("SwarmUI", source.where, word(given.get("model")), "prompt" in given, settings=settings)


def _fooocus(source: Source, value: dict[str, object]) -> AiTrace | None:
    lower = {str(key).lower().replace(" ", "_"): item for key, item in value.items()}
    names_itself = "fooocus" in word(lower.get("version")).lower()
    habits = lower.keys() & {"performance", "styles", "sharpness", "refiner_model"}
    if not names_itself and not ({"prompt", "base_model"} <= lower.keys() and habits):
        return None
    settings = _plain(lower, guidance="guidance_scale")
    size = re.findall(r"\d{2,5}", word(lower.get("resolution")))
    if len(size) == 2:
        settings = _plain({**lower, "width": int(size[0]), "height": int(size[1])}, guidance="guidance_scale")
    return AiTrace("Fooocus", source.where, word(lower.get("base_model")), has_prompt=True, settings=settings)


def _invokeai(source: Source, value: dict[str, object]) -> AiTrace | None:
    is_keyword = source.key.lower() in INVOKE_KEYWORDS
    names_itself = "invoke" in word(value.get("app_id")).lower()
    if not is_keyword and not names_itself and not ("app_version" in value and "positive_prompt" in value):
        return None
    model = value.get("model")
    if isinstance(model, dict):
        model = model.get("model_name") or model.get("name")
    image = value.get("image")
    older = image if isinstance(image, dict) else {}
    settings = _plain({**older, **value}, version="app_version", prompt="positive_prompt")
    asks = bool(settings.prompt) or is_keyword
    named = word(model) or word(value.get("model_weights"))
    return AiTrace("InvokeAI", source.where, named, asks, settings=settings)


def _novelai(source: Source, value: dict[str, object]) -> AiTrace | None:
    inner = value.get("Comment")
    outer = value
    if word(value.get("Software")).lower() == "novelai" and isinstance(inner, str):
        # The copy that is hidden in the pixels wraps the comment once more.
        try:
            comment = json.loads(inner[:MAX_JSON])
        except (ValueError, RecursionError):
            comment = None
        value = comment if isinstance(comment, dict) else {}
    elif "c" in value or not (
        {"uc", "sampler", "steps"} <= value.keys() or {"request_type", "signed_hash"} <= value.keys()
    ):
        # With `c` it is Draw Things, which calls the rest alike.
        return None
    settings = _plain(value, negative="uc", guidance="scale")
    if not settings.prompt:
        settings = _plain({**value, "prompt": outer.get("Description")}, negative="uc", guidance="scale")
    return AiTrace(
        "NovelAI", source.where, word(outer.get("Source")), bool(settings.prompt), settings=settings
    )


def _others(source: Source, value: dict[str, object]) -> AiTrace | None:
    if "use_stable_diffusion_model" in value:
        model = word(value["use_stable_diffusion_model"])
        return AiTrace(
            "Easy Diffusion", source.where, model, has_prompt=True, settings=_plain(value, sampler="sampler_name")
        )  # fmt: skip
    if {"c", "model", "sampler", "seed"} <= value.keys():
        settings = _plain({**value, "prompt": value["c"]}, negative="uc", guidance="scale")
        return AiTrace("Draw Things", source.where, word(value["model"]), has_prompt=True, settings=settings)
    if "prompt" in value and "seed" in value and ("sampler" in value or "steps" in value):
        return AiTrace(
            UNNAMED, source.where, word(value.get("model")), has_prompt=True, settings=_plain(value)
        )
    return None


def _plain(value: dict[str, object], **names: str) -> Settings:
    """Settings by their usual names, or by the program's own where it calls them otherwise."""

    def get(*candidates: str) -> object:
        return next((value[name] for name in candidates if value.get(name) not in (None, "")), None)

    loras = value.get("loras")
    return Settings(
        version=word(get(names.get("version", "version"))),
        prompt=words(get(names.get("prompt", "prompt"), "prompt", "positive_prompt")) or _first_prompt(value),
        negative_prompt=words(get(names.get("negative", "negative_prompt"), "negativeprompt", "uc")),
        seed=word(get("seed"), limit=40),
        sampler=" ".join(
            filter(
                None, (word(get(names.get("sampler", "sampler"), "scheduler")), word(get("noise_schedule")))
            )
        ),
        rounds=word(get("steps", "num_inference_steps")),
        guidance=word(get(names.get("guidance", "cfg_scale"), "guidance_scale", "cfg_scale", "scale")),
        size=size_of(value.get("width"), value.get("height")) or word(get("size", "resolution"), limit=40),
        loras=tuple(filter(None, map(_lora, loras[:40]))) if isinstance(loras, list) else (),
    )


def _first_prompt(value: dict[str, object]) -> str:
    """InvokeAI 2 kept a list of prompts with their weights."""
    prompts = value.get("prompt")
    if isinstance(prompts, list) and prompts and isinstance(prompts[0], dict):
        return words(prompts[0].get("prompt"))
    return ""


def _lora(item: object) -> str:
    if isinstance(item, (list, tuple)) and item:
        return word(item[0])
    if isinstance(item, dict):
        inner = item.get("lora") or item.get("model") or item
        return word(inner.get("model_name") or inner.get("name")) if isinstance(inner, dict) else word(inner)
    return word(item)


READERS: tuple[Callable[[Source, dict[str, object]], AiTrace | None], ...] = (
    _aigc_label, _swarmui, comfyui.recognize, _fooocus, _invokeai, _novelai, _others,
)  # fmt: skip
