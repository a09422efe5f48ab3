"""What is read of each generator's text: settings, steps, forks; declarations that contradict a camera."""

from __future__ import annotations

import json

import pytest

from generator.analyse.containers.parts import BlobKind
from generator.analyse.metadata.ai import comfyui
from generator.analyse.metadata.ai.trace import AiTrace, Settings, Source
from generator.analyse.metadata.ai_traces import find_ai_traces, recognize
from generator.analyse.metadata.digest import all_findings
from generator.analyse.metadata.read import read_metadata
from generator.analyse.metadata.source_types import SOURCE_TYPES, meaning, term_of
from generator.model import Finding, Origin
from tests.analyse.metadata.builders import container, exif, ratio, short, text, xmp

A1111 = (
    "a lake, <lora:fog:0.8>\nsecond line\nNegative prompt: people, boats\n"
    "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 42, Size: 512x768, Model: lakes_v1, "
    'Lora hashes: "mist: ab12, fog: cd34", Version: {version}'
)
GRAPH = {
    "1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "lakes.safetensors"}},
    "2": {
        "class_type": "LoraLoader",
        "inputs": {"lora_name": "fog.safetensors", "strength_model": 0.5, "model": ["1", 0], "clip": ["1", 1]},
    },
    "3": {"class_type": "CLIPTextEncode", "inputs": {"text": ["10", 0], "clip": ["2", 1]}},
    "4": {"class_type": "CLIPTextEncode", "inputs": {"text": "boats", "clip": ["2", 1]}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 768, "batch_size": 1}},
    "6": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 42, "steps": 20, "cfg": 7.5, "sampler_name": "euler", "scheduler": "normal", "denoise": 1.0,
            "model": ["2", 0], "positive": ["3", 0], "negative": ["4", 0], "latent_image": ["5", 0],
        },
    },
    "7": {"class_type": "VAEDecode", "inputs": {"samples": ["6", 0], "vae": ["1", 2]}},
    "8": {"class_type": "ImageUpscaleWithModel", "inputs": {"image": ["7", 0], "model_name": "4x.pth"}},
    "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0], "filename_prefix": "lake"}},
    "10": {"class_type": "PrimitiveString", "inputs": {"value": "a lake"}},
    "99": {"class_type": "CLIPTextEncode", "inputs": {"text": "left over"}},
}  # fmt: skip
STEPS = (
    ("Load the model", "lakes.safetensors"),
    ("Add a small addition to the model (LoRA)", "fog.safetensors, strength 0.5"),
    ("Read the prompt", "a lake"),
    ("Read what to leave out", "boats"),
    ("Start from random noise", "512x768"),
    (
        "Draw the picture (sampler)",
        "method euler, schedule normal, rounds 20, guidance 7.5, seed 42, share redrawn 1",
    ),
    ("Turn the result into pixels", ""),
    ("Enlarge the picture", "4x.pth"),
    ("Save the picture", "lake"),
)
WORKFLOW = {
    "last_node_id": 4,
    "nodes": [
        {"id": 1, "type": "CheckpointLoaderSimple", "widgets_values": ["lakes.safetensors"]},
        {"id": 2, "type": "CLIPTextEncode", "widgets_values": ["a lake"], "inputs": [{"name": "clip", "link": 1}]},
        {"id": 3, "type": "KSampler", "widgets_values": [42, "fixed", 20, 7, "euler", "normal", 1],
         "inputs": [{"name": "model", "link": 2}, {"name": "positive", "link": 3}]},
        {"id": 4, "type": "SaveImage", "widgets_values": ["lake"], "inputs": [{"name": "images", "link": 4}]},
        {"id": 5, "type": "CLIPTextEncode", "widgets_values": ["muted"], "mode": 2},
    ],
    "links": [[1, 1, 1, 2, 0, "CLIP"], [2, 1, 0, 3, 0, "MODEL"], [3, 2, 0, 3, 1, "C"], [4, 3, 0, 4, 0, "IMAGE"]],
}  # fmt: skip
CAMERA = exif(
    [text(0x010F, "Nikon"), text(0x0110, "D70")],
    [
        ratio(0x829A, (1, 250)),
        ratio(0x829D, (28, 10)),
        short(0x8827, 200),
        text(0x9003, "2020:01:02 03:04:05"),
    ],
)


def read(value: object, key: str = "parameters", block: str = "PNG text") -> AiTrace:
    trace = recognize(Source(block, key, value if isinstance(value, str) else json.dumps(value)))
    assert trace is not None
    return trace


def codes(*blobs: tuple[BlobKind, bytes] | tuple[BlobKind, bytes, str]) -> dict[str, Finding]:
    return {item.code: item for item in all_findings(read_metadata(container(*blobs)))}


def test_the_web_ui_s_parameters_are_read_in_full() -> None:
    trace = read(A1111.format(version="v1.10.1"))
    assert trace.model == "lakes_v1"
    assert trace.settings == Settings(
        program="AUTOMATIC1111 or a close relative",
        version="v1.10.1",
        prompt="a lake, <lora:fog:0.8> second line",
        negative_prompt="people, boats",
        seed="42",
        sampler="DPM++ 2M Karras",
        rounds="20",
        guidance="7",
        size="512x768",
        loras=("fog", "mist"),
    )


@pytest.mark.parametrize(
    ("version", "program", "generator"),
    [
        ("f2.0.1v1.10.1-previous-224", "Forge", "Stable Diffusion web UI (A1111-style)"),
        ("neo", "Forge Neo", "Stable Diffusion web UI (A1111-style)"),
        ("abc1234, App: SD.Next, Backend: Diffusers", "SD.Next", "Stable Diffusion web UI (A1111-style)"),
        ("ComfyUI", "ComfyUI", "ComfyUI"),
        ("Fooocus v2.5.0", "Fooocus", "Fooocus"),
        ("x, Civitai resources: [], Civitai metadata: {}", "Civitai's generator", "Stable Diffusion web UI (A1111-style)"),
    ],
)  # fmt: skip
def test_relatives_of_the_web_ui_are_told_apart(version: str, program: str, generator: str) -> None:
    trace = read(A1111.format(version=version))
    assert (trace.settings.program, trace.generator) == (program, generator)


def test_a_comfyui_graph_becomes_steps_in_order() -> None:
    trace = read(GRAPH, "prompt")
    assert trace.steps == STEPS
    assert trace.settings == Settings(
        prompt="a lake", negative_prompt="boats", seed="42", sampler="euler normal", rounds="20", guidance="7.5",
        size="512x768", loras=("fog.safetensors",),
    )  # fmt: skip


def test_the_editor_s_graph_is_read_by_its_places() -> None:
    trace = read(WORKFLOW, "workflow")
    assert [name for name, _ in trace.steps] == [
        "Load the model", "Read the prompt", "Draw the picture (sampler)", "Save the picture",
    ]  # fmt: skip
    assert (trace.model, trace.settings.prompt, trace.settings.seed) == ("lakes.safetensors", "a lake", "42")


def test_circles_and_large_graphs_are_bounded() -> None:
    circle = {str(n): {"class_type": "KSampler", "inputs": {"model": [str((n + 1) % 500), 0], "positive": [str(n), 0]}}
              for n in range(500)}  # fmt: skip
    trace = read(circle, "prompt")
    assert len(trace.steps) == comfyui.MAX_STEPS + 1
    assert trace.steps[-1] == ("Further steps", "460 more")


@pytest.mark.parametrize(
    "value",
    [
        {"1": {"class_type": "KSampler", "inputs": []}},
        {"1": {"class_type": "KSampler", "inputs": {"seed": [1, 2, 3], "model": [None, 0], "positive": [{}, 0]}}},
        {"nodes": [None, 1, {"type": 3}, {"type": "KSampler", "inputs": [1], "widgets_values": 3}], "links": [1, [], {}]},
        {"1": {"class_type": "CLIPTextEncode", "inputs": {"text": ["1", 0]}}},
        {"1": {"class_type": "CLIPTextEncode", "inputs": {"text": 1e400}}},
    ],
)  # fmt: skip
def test_malformed_graphs_are_still_named(value: dict[str, object]) -> None:
    assert read(value, "prompt").generator == "ComfyUI"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (
            "invokeai_metadata",
            {"app_version": "4.2", "positive_prompt": "a lake", "negative_prompt": "boats", "seed": 42, "steps": 20,
             "cfg_scale": 7, "scheduler": "euler", "width": 512, "height": 768, "loras": [{"model": {"name": "fog"}}]},
            Settings(version="4.2", prompt="a lake", negative_prompt="boats", seed="42", sampler="euler", rounds="20",
                     guidance="7", size="512x768", loras=("fog",)),
        ),
        (
            "sd-metadata",
            {"model_weights": "sd1", "app_version": "2.3",
             "image": {"prompt": [{"prompt": "a lake", "weight": 1}], "seed": 42, "steps": 20, "sampler": "k_lms",
                       "cfg_scale": 7, "width": 512, "height": 768}},
            Settings(version="2.3", prompt="a lake", seed="42", sampler="k_lms", rounds="20", guidance="7", size="512x768"),
        ),
        (
            "Dream",
            '"a lake [boats]" -s 20 -S 42 -W 512 -H 768 -C 7 -A k_lms',
            Settings(prompt="a lake", negative_prompt="boats", seed="42", sampler="k_lms", rounds="20", guidance="7",
                     size="512x768"),
        ),
        (
            "parameters",
            {"prompt": "a lake", "negative_prompt": "boats", "base_model": "lakes", "performance": "Speed", "seed": "42",
             "steps": 20, "guidance_scale": 4, "sampler": "dpmpp", "resolution": "(768, 1280)", "loras": [["fog", 0.5]],
             "version": "Fooocus v2.5"},
            Settings(version="Fooocus v2.5", prompt="a lake", negative_prompt="boats", seed="42", sampler="dpmpp",
                     rounds="20", guidance="4", size="768x1280", loras=("fog",)),
        ),
        (
            "parameters",
            {"sui_image_params": {"prompt": "a lake", "negativeprompt": "boats", "seed": 42, "steps": 20, "cfgscale": 7,
                                  "swarm_version": "0.9", "width": 512, "height": 768}},
            Settings(version="0.9", prompt="a lake", negative_prompt="boats", seed="42", rounds="20", guidance="7",
                     size="512x768"),
        ),
        (
            "UserComment",
            {"c": "a lake", "uc": "boats", "model": "m", "sampler": "euler", "seed": 42, "steps": 20, "scale": 7},
            Settings(prompt="a lake", negative_prompt="boats", seed="42", sampler="euler", rounds="20", guidance="7"),
        ),
        (
            "UserComment",
            {"AIGC": {"Label": "1", "ContentProducer": "0011", "ProduceID": "77", "ReservedCode1": ""}},
            Settings(producer="0011", identifier="77"),
        ),
        (
            "TC260:AIGC",
            {"Label": "2", "ContentProducer": "0011", "ProduceID": "77"},
            Settings(producer="0011", identifier="77"),
        ),
        (
            "Description",
            "a lake at dawn --ar 3:2 --v 6.1 Job ID: 60555eab-5b9d-43f6-ba77-04b6cd4c2fcb",
            Settings(version="6.1", prompt="a lake at dawn --ar 3:2 --v 6.1",
                     identifier="60555eab-5b9d-43f6-ba77-04b6cd4c2fcb"),
        ),
    ],
)  # fmt: skip
def test_settings_of_each_generator(key: str, value: object, expected: Settings) -> None:
    assert read(value, key).settings == expected


def test_novelai_s_older_files_keep_prompt_and_model_beside() -> None:
    texts = {"Software": "NovelAI", "Source": "Stable Diffusion 1D44365E", "Description": "a lake"}
    comment = json.dumps({"uc": "boats", "sampler": "k_euler", "steps": 28, "seed": 42, "scale": 11.0})
    blobs = [(BlobKind.TEXT, value.encode(), key) for key, value in {**texts, "Comment": comment}.items()]
    (trace,) = find_ai_traces(read_metadata(container(*blobs)))
    assert (trace.generator, trace.model) == ("NovelAI", "Stable Diffusion 1D44365E")
    assert (trace.settings.prompt, trace.settings.seed, trace.has_prompt) == ("a lake", "42", True)


def test_a_prompt_stands_in_tables_only_and_is_cut_and_cleaned() -> None:
    prompt = "<script>alert(1)</script>\u202e" + "x" * 5000
    found = codes((BlobKind.TEXT, f"{prompt}\nSteps: 20, Sampler: Euler, Seed: 1".encode(), "parameters"))
    declared = found["metadata.ai-declared"]
    (row,) = declared.tables[0].rows
    assert row.value.startswith("<script>")
    assert "\u202e" not in row.value
    assert len(row.value) <= 2_000
    assert "script" not in declared.statement
    assert all("script" not in str(item.value) for item in declared.measurements)


def test_a_prompt_in_a_camera_file_is_named_as_a_contradiction() -> None:
    found = codes((BlobKind.EXIF, CAMERA), (BlobKind.TEXT, json.dumps(GRAPH).encode(), "prompt"))
    said = found["metadata.ai-contradiction"]
    assert "holds the prompt or settings of an AI picture generator (ComfyUI)" in said.statement
    assert "exposure data of a camera" in said.statement
    assert said.weights == ()
    assert found["metadata.ai-declared"].tables[0].is_ordered


@pytest.mark.parametrize(
    ("blobs", "is_contradiction"),
    [
        ([(BlobKind.EXIF, CAMERA)], False),
        ([(BlobKind.EXIF, CAMERA), (BlobKind.XMP, xmp("<photoshop:Credit>Edited with Google AI</photoshop:Credit>"))], False),
        ([(BlobKind.EXIF, CAMERA), (BlobKind.XMP, xmp("<photoshop:Credit>Made with Google AI</photoshop:Credit>"))], True),
        (
            [(BlobKind.XMP, xmp("<Iptc4xmpExt:DigitalSourceType>digitalCapture</Iptc4xmpExt:DigitalSourceType>"
                                "<GCamera:DigitalSourceFileType>trainedAlgorithmicMedia</GCamera:DigitalSourceFileType>"))],
            True,
        ),
    ],
)  # fmt: skip
def test_when_a_contradiction_is_named(blobs: list[tuple[BlobKind, bytes]], is_contradiction: bool) -> None:
    assert ("metadata.ai-contradiction" in codes(*blobs)) is is_contradiction


@pytest.mark.parametrize("term", sorted(SOURCE_TYPES))
def test_every_term_of_iptc_is_known_in_every_way_of_writing_it(term: str) -> None:
    base = "cv.iptc.org/newscodes/digitalsourcetype/"
    ways = (
        term,
        f"http://{base}{term}",
        f"https://{base}{term}/",
        f"HTTPS://{base}{term.upper()}",
        f"digsrctype:{term}",
    )
    assert {term_of(way) for way in ways} == {term}
    assert meaning(term).words
    assert meaning(term).made


def test_the_current_terms_of_iptc_are_all_there() -> None:
    current = {
        "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "humanEdits",
        "compositeWithTrainedAlgorithmicMedia", "algorithmicallyEnhanced", "dataDrivenMedia", "digitalCreation",
        "trainedAlgorithmicMedia", "algorithmicMedia", "screenCapture", "virtualRecording", "composite",
        "compositeCapture", "compositeSynthetic",
    }  # fmt: skip
    assert current <= SOURCE_TYPES.keys()
    assert meaning("compositeWithTrainedAlgorithmicMedia").origin is Origin.COMPOSITE
