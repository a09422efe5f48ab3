"""ComfyUI's graphs, read as steps in order: model, additions, prompt, drawing, enlarging, saving.

ComfyUI stores two graphs: `prompt`, the nodes that were run with their values, and `workflow`, the drawing in its editor.
The first is preferred. Links are followed backwards from the node that saves, so that unused nodes stay out; circles and
graphs of any size are bounded. Source: ComfyUI's public code (`nodes.py`) and sample files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analyse.metadata.ai.trace import WORDS_SHOWN, AiTrace, Settings, Source, size_of, word

MAX_NODES = 2_000
"""Nodes that are read."""
MAX_STEPS = 40
"""Steps that are told."""
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Add a small addition to the model (LoRA)", ("lora",)),
    ("Enlarge the picture", ("upscale",)),
    ("Steer the drawing by another picture", ("controlnet", "ipadapter", "stylemodel", "clipvisionencode", "reduxadvanced")),
    ("Load the model", ("checkpointloader", "unetloader", "diffusionmodelloader", "checkpoint loader", "efficient loader")),
    ("Load a picture to start from", ("loadimage",)),
    ("Start from an existing picture", ("vaeencode",)),
    ("Read the prompt", ("cliptextencode", "textencode", "conditioningencode")),
    ("Start from random noise", ("empty",)),
    ("Draw the picture (sampler)", ("ksampler", "samplercustom", "sampler (efficient)", "sampleradvanced")),
    ("Turn the result into pixels", ("vaedecode",)),
    ("Repair faces", ("facedetailer", "facerestore", "reactor")),
    ("Save the picture", ("saveimage", "image save", "previewimage", "savewebp", "imagesaver")),
)  # fmt: skip
"""What a node does, by a part of its type; the first that fits."""
WIDGETS: dict[str, tuple[str, ...]] = {
    "checkpointloadersimple": ("ckpt_name",),
    "checkpointloader": ("config_name", "ckpt_name"),
    "unetloader": ("unet_name", "weight_dtype"),
    "loraloader": ("lora_name", "strength_model", "strength_clip"),
    "loraloadermodelonly": ("lora_name", "strength_model"),
    "cliptextencode": ("text",),
    "cliptextencodesdxl": ("width", "height", "crop_w", "crop_h", "target_width", "target_height", "text_g", "text_l"),
    "ksampler": ("seed", "control", "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "ksampleradvanced": (
        "add_noise", "noise_seed", "control", "steps", "cfg", "sampler_name", "scheduler", "start_at_step", "end_at_step",
    ),
    "emptylatentimage": ("width", "height", "batch_size"),
    "emptysd3latentimage": ("width", "height", "batch_size"),
    "upscalemodelloader": ("model_name",),
    "loadimage": ("image",),
    "saveimage": ("filename_prefix",),
}  # fmt: skip
"""Names of the values that the editor's graph stores in order only."""


@dataclass(frozen=True, slots=True)
class Node:
    """One box of the graph."""

    kind: str
    """Its type in ComfyUI's words, as written: `KSampler`."""
    values: dict[str, object]
    """Its settings by name."""
    links: tuple[tuple[str, str], ...]
    """Names of inputs with the id of the node that feeds each."""


def recognize(source: Source, value: dict[str, object]) -> AiTrace | None:
    """The graph in a JSON object, or None."""
    for key in ("prompt", "workflow", "extra_pnginfo"):
        # Some savers put both graphs into one object.
        inner = value.get(key)
        if isinstance(inner, dict) and _nodes(inner):
            value = inner
            break
    nodes = _nodes(value)
    if not nodes and not _is_workflow(value):
        return None
    used = _in_order(nodes)
    settings = _settings(nodes, used)
    model = next((name for id in used if (name := _model(nodes[id]))), "")
    refused = _refused(nodes)
    steps = tuple(step for id in used if (step := _step(nodes[id], nodes, is_refused=id in refused)))
    asks = any("text" in node.kind.lower() for node in nodes.values()) or _is_workflow(value)
    return AiTrace("ComfyUI", source.where, model, asks, settings=settings, steps=_shown(steps))


def _is_workflow(value: dict[str, object]) -> bool:
    return isinstance(value.get("nodes"), list) and ("last_node_id" in value or "links" in value)


def _nodes(value: dict[str, object]) -> dict[str, Node]:
    return dict(_of_workflow(value)) if _is_workflow(value) else dict(_of_prompt(value))


def _of_prompt(value: dict[str, object]) -> Iterator[tuple[str, Node]]:
    for id, item in list(value.items())[:MAX_NODES]:
        if not isinstance(item, dict) or not isinstance(item.get("class_type"), str):
            continue
        given = item.get("inputs")
        inputs = given if isinstance(given, dict) else {}
        links = tuple(
            (str(name), str(feed[0]))
            for name, feed in inputs.items()
            if isinstance(feed, list) and len(feed) == 2 and isinstance(feed[0], (str, int))
        )
        yield str(id), Node(item["class_type"], {str(name): it for name, it in inputs.items()}, links)


def _of_workflow(value: dict[str, object]) -> Iterator[tuple[str, Node]]:
    listed, wires = value.get("nodes"), value.get("links")
    feeds: dict[str, str] = {}
    for wire in wires[: MAX_NODES * 4] if isinstance(wires, list) else ():
        if isinstance(wire, list) and len(wire) >= 2:
            feeds[str(wire[0])] = str(wire[1])
        elif isinstance(wire, dict):
            feeds[str(wire.get("id"))] = str(wire.get("origin_id"))
    for item in listed[:MAX_NODES] if isinstance(listed, list) else ():
        if not isinstance(item, dict) or not isinstance(item.get("type"), str) or item.get("mode") in (2, 4):
            continue
        kind, stored, given = item["type"], item.get("widgets_values"), item.get("inputs")
        names = WIDGETS.get(kind.lower(), ())
        values: dict[str, object] = {}
        if isinstance(stored, dict):
            values = {str(name): it for name, it in stored.items()}
        elif isinstance(stored, list):
            values = dict(zip(names, stored, strict=False))
        links = tuple(
            (str(slot.get("name")), feeds[str(slot.get("link"))])
            for slot in (given if isinstance(given, list) else ())
            if isinstance(slot, dict) and str(slot.get("link")) in feeds
        )
        yield str(item.get("id")), Node(kind, values, links)


def _in_order(nodes: dict[str, Node]) -> list[str]:
    """Ids such that every node comes after what feeds it, from what the saving nodes need; all when nothing saves."""
    ends = [id for id, node in nodes.items() if _kind(node) == "Save the picture"]
    order: list[str] = []
    seen: set[str] = set()
    for end in ends or list(nodes):
        stack = [(end, False)]
        while stack:
            id, is_done = stack.pop()
            if is_done:
                order.append(id)
            elif id in nodes and id not in seen:
                seen.add(id)
                stack.append((id, True))
                stack.extend((feed, False) for _, feed in reversed(nodes[id].links))
    return order


def _kind(node: Node) -> str:
    name = node.kind.lower().replace("_", "")
    return next((words for words, parts in KINDS if any(part in name for part in parts)), "")


def _model(node: Node) -> str:
    names = ("ckpt_name", "unet_name", "base_ckpt_name")
    return next((found for name in names if (found := word(node.values.get(name)))), "")


def _refused(nodes: dict[str, Node]) -> frozenset[str]:
    """Ids of text nodes that only say what to leave out."""
    feeds: dict[str, set[str]] = {"positive": set(), "negative": set()}
    for node in nodes.values():
        for name, feed in node.links:
            if name in feeds and (id := _text_behind(feed, nodes)):
                feeds[name].add(id)
    return frozenset(feeds["negative"] - feeds["positive"])


def _step(node: Node, nodes: dict[str, Node], *, is_refused: bool) -> tuple[str, str] | None:
    kind = _kind(node)
    if not kind:
        return None
    values = node.values
    if kind == "Read the prompt":
        return "Read what to leave out" if is_refused else kind, _text(node, nodes)
    if kind == "Draw the picture (sampler)":
        parts = (
            ("method", word(values.get("sampler_name"))), ("schedule", word(values.get("scheduler"))),
            ("rounds", word(values.get("steps"))), ("guidance", word(values.get("cfg"))),
            ("seed", word(values.get("seed")) or word(values.get("noise_seed"))),
            ("share redrawn", word(values.get("denoise"))),
        )  # fmt: skip
        return kind, ", ".join(f"{name} {text}" for name, text in parts if text)
    if kind == "Start from random noise":
        return kind, size_of(values.get("width"), values.get("height"))
    named = (
        "ckpt_name", "unet_name", "lora_name", "model_name", "control_net_name", "upscale_method", "image", "filename_prefix",
    )  # fmt: skip
    found = next((text for name in named if (text := word(values.get(name)))), "")
    strength = word(values.get("strength_model"))
    return kind, f"{found}, strength {strength}" if found and strength else found


def _text(node: Node, nodes: dict[str, Node], *, depth: int = 0) -> str:
    """The words of a text node, which may come from another node."""
    for name in ("text", "text_g", "text_l", "t5xxl", "clip_l", "prompt", "value", "string"):
        if found := word(node.values.get(name), limit=WORDS_SHOWN):
            return found
    if depth < 6:
        for name, feed in node.links:
            if name in ("text", "text_g", "text_l", "t5xxl", "clip_l", "prompt", "string") and feed in nodes:
                return _text(nodes[feed], nodes, depth=depth + 1)
    return ""


def _settings(nodes: dict[str, Node], used: list[str]) -> Settings:
    draws = [nodes[id] for id in used if _kind(nodes[id]) == "Draw the picture (sampler)"]
    values = draws[0].values if draws else {}
    texts = {"positive": "", "negative": ""}
    for node in draws:
        for name, feed in node.links:
            if name in texts and not texts[name]:
                behind = _text_behind(feed, nodes)
                texts[name] = _text(nodes[behind], nodes) if behind else ""
    empty = next((nodes[id] for id in used if _kind(nodes[id]) == "Start from random noise"), None)
    loras = (word(nodes[id].values.get("lora_name")) for id in used)
    return Settings(
        prompt=texts["positive"],
        negative_prompt=texts["negative"],
        seed=word(values.get("seed")) or word(values.get("noise_seed")),
        sampler=" ".join(filter(None, (word(values.get("sampler_name")), word(values.get("scheduler"))))),
        rounds=word(values.get("steps")),
        guidance=word(values.get("cfg")),
        size=size_of(empty.values.get("width"), empty.values.get("height")) if empty else "",
        loras=tuple(dict.fromkeys(name for name in loras if name)),
    )


def _text_behind(id: str, nodes: dict[str, Node]) -> str:
    """Id of the first text node on the way back from a sampler's input; other nodes may lie between."""
    waiting, seen = [id], {id}
    while waiting:
        place = waiting.pop(0)
        node = nodes.get(place)
        if node is None:
            continue
        if _kind(node) == "Read the prompt":
            return place
        for _, feed in node.links:
            if feed not in seen:
                seen.add(feed)
                waiting.append(feed)
    return ""


def _shown(steps: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if len(steps) <= MAX_STEPS:
        return steps
    return (*steps[:MAX_STEPS], ("Further steps", f"{len(steps) - MAX_STEPS} more"))
