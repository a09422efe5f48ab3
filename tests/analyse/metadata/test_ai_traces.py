"""What each generator writes, and texts that only look like it."""

from __future__ import annotations

import json

import pytest

from generator.analyse.containers.parts import BlobKind
from generator.analyse.metadata.ai_traces import find_ai_traces
from generator.analyse.metadata.read import read_metadata
from tests.analyse.metadata.builders import container, exif, opaque, text, xmp

PARAMETERS = "a lake\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 64x64, Model: lakes_v1"
UUID = "60555eab-5b9d-43f6-ba77-04b6cd4c2fcb"
COMFY = {"3": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "lakes.safetensors"}}}
NOVEL = {"uc": "fog", "sampler": "k_euler", "steps": 28, "prompt": "a lake"}
AIGC = {"AIGC": {"Label": "1", "ContentProducer": "someone", "ProduceID": "1"}}


def png(keyword: str, value: object) -> tuple[BlobKind, bytes, str]:
    written = value if isinstance(value, str) else json.dumps(value)
    return BlobKind.TEXT, written.encode(), keyword


@pytest.mark.parametrize(
    ("blob", "generator", "model"),
    [
        (png("parameters", PARAMETERS), "Stable Diffusion web UI (A1111-style)", "lakes_v1"),
        (png("prompt", COMFY), "ComfyUI", "lakes.safetensors"),
        (png("workflow", {"nodes": [], "last_node_id": 3, "links": []}), "ComfyUI", ""),
        (png("Comment", NOVEL), "NovelAI", ""),
        (png("Software", "NovelAI"), "NovelAI", ""),
        (
            png("invokeai_metadata", {"app_version": "3.0", "model": {"model_name": "lakes"}}),
            "InvokeAI",
            "lakes",
        ),
        (png("Dream", "a lake -s50"), "InvokeAI", ""),
        (png("parameters", {"prompt": "a", "base_model": "b", "performance": "Speed"}), "Fooocus", "b"),
        (png("parameters", {"sui_image_params": {"prompt": "a", "model": "m"}}), "SwarmUI", "m"),
        (png("AIGC", AIGC), "a service that writes China's AIGC label", ""),
        (png("Description", f"a lake --v 6 Job ID: {UUID}"), "Midjourney", ""),
        (
            (BlobKind.EXIF, exif([], [opaque(0x9286, b"UNICODE\0" + PARAMETERS.encode("utf-16-be"))])),
            "Stable Diffusion web UI (A1111-style)",
            "lakes_v1",
        ),
        (
            (BlobKind.EXIF, exif([text(0x010F, "workflow:" + json.dumps(COMFY))])),
            "ComfyUI",
            "lakes.safetensors",
        ),
        (
            (BlobKind.EXIF, exif([text(0x010E, "Signature: " + "A" * 60), text(0x013B, UUID)])),
            "Grok (xAI)",
            "",
        ),
        ((BlobKind.XMP, xmp("<xmp:CreatorTool>Adobe Firefly</xmp:CreatorTool>")), "Adobe Firefly", ""),
        ((BlobKind.XMP, xmp("<photoshop:Credit>Made with Google AI</photoshop:Credit>")), "Google AI", ""),
    ],
)
def test_generators(blob: tuple[BlobKind, bytes], generator: str, model: str) -> None:
    traces = find_ai_traces(read_metadata(container(blob)))
    assert [(trace.generator, trace.model) for trace in traces] == [(generator, model)]


@pytest.mark.parametrize(
    "blob",
    [
        png("Description", "The job went well. Steps: three, sampler of wine"),
        png("Comment", {"note": "a holiday"}),
        png("Software", "GIMP 2.10"),
        png("prompt", "{" * 5000),
        png("prompt", '{"a": ' + "9" * 6000 + "}"),
        png("Comment", [1, 2, 3]),
        (BlobKind.EXIF, exif([text(0x013B, "Flora Grok")])),
        (BlobKind.EXIF, exif([text(0x010E, "Signature: short"), text(0x013B, UUID)])),
    ],
)
def test_plain_texts_are_no_traces(blob: tuple[BlobKind, bytes]) -> None:
    assert find_ai_traces(read_metadata(container(blob))) == ()
