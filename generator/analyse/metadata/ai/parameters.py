"""Generation parameters in AUTOMATIC1111's form: prompt, `Negative prompt:`, one line of `Steps: 20, Sampler: …`.

Its relatives (Forge, SD.Next, reForge), Fooocus, Civitai, Draw Things and ComfyUI's extensions write the same form into PNG
text and EXIF UserComment. The line is free text: a comma within quotes belongs to a value. Source: the web UI's wiki
("PNG info") and files of each program.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.analyse.metadata.ai.trace import AiTrace, Settings, Source, word, words
from generator.analyse.metadata.values import clean

MAX_PARAMETERS = 200_000
"""Characters searched for generation parameters."""
MAX_PAIRS = 200
"""Pairs read of the last line."""
HINT = re.compile(r"\bSteps: \d{1,6}, (Sampler: |[^\n]{0,200}\b(CFG scale|Seed): )")
PAIR = re.compile(r'\s{0,4}([A-Za-z][\w /+.-]{0,60}):\s?("(?:[^"\\\n]|\\.){0,20000}"|[^,\n]{0,2000})(?:,|$)')
LORA = re.compile(r"<lora:([^:>]{1,120})")
DRAW_THINGS = re.compile(r"\bGenerated (?:by|with) Draw Things\b", re.IGNORECASE)


def recognize(source: Source) -> AiTrace | None:
    """The parameters in a text, or None."""
    text = source.text[:MAX_PARAMETERS].replace("\r\n", "\n")
    found = HINT.search(text)
    if not found:
        return None
    settings, model = read(text, found.start())
    return AiTrace(_generator(settings), source.where, model, has_prompt=True, settings=settings)


def read(text: str, start: int) -> tuple[Settings, str]:
    """Settings and model of a text whose line of settings begins at `start`."""
    prompt, mark, negative = text[:start].partition("\nNegative prompt:")
    if not mark and prompt.startswith("Negative prompt:"):
        prompt, negative = "", prompt.removeprefix("Negative prompt:")
    pairs: dict[str, str] = {}
    place = start
    while len(pairs) < MAX_PAIRS and (pair := PAIR.match(text, place)):
        pairs.setdefault(pair.group(1).strip().lower(), pair.group(2).strip().strip('"'))
        place = pair.end()
    loras = dict.fromkeys(clean(name, limit=120) for name in LORA.findall(prompt)[:40])
    for item in pairs.get("lora hashes", "").split(",")[:40]:
        if item.strip():
            loras.setdefault(word(item.partition(":")[0]))
    settings = Settings(
        version=word(pairs.get("version")),
        prompt=words(prompt),
        negative_prompt=words(negative),
        seed=word(pairs.get("seed"), limit=40),
        sampler=" ".join(filter(None, (word(pairs.get("sampler")), word(pairs.get("schedule type"))))),
        rounds=word(pairs.get("steps"), limit=20),
        guidance=word(pairs.get("cfg scale"), limit=20),
        size=word(pairs.get("size"), limit=40),
        loras=tuple(loras),
    )
    return replace(settings, program=_program(pairs, text)), word(pairs.get("model"))


def _program(pairs: dict[str, str], text: str) -> str:
    """Which relative of the web UI wrote it, by habits of its own; empty when the text doesn't tell."""
    app = word(pairs.get("app"))
    version = pairs.get("version", "").lower()
    if app:
        return app
    if version.startswith(("comfyui", "fooocus", "sd.next")):
        return word(pairs["version"]).split(" ")[0]
    if version.startswith("neo"):
        return "Forge Neo"
    if re.match(r"f\d+\.\d", version) or "forge" in version:
        return "Forge"
    if version.startswith("classic"):
        return "Forge Classic"
    if "civitai resources" in pairs or "civitai metadata" in pairs:
        return "Civitai's generator"
    if DRAW_THINGS.search(text):
        return "Draw Things"
    if re.match(r"v\d+\.\d+\.\d", version):
        return "AUTOMATIC1111 or a close relative"
    return ""


def _generator(settings: Settings) -> str:
    version = settings.version.lower()
    if version.startswith("comfyui"):
        return "ComfyUI"
    if version.startswith("fooocus"):
        return "Fooocus"
    if settings.program == "Draw Things":
        return "Draw Things"
    return "Stable Diffusion web UI (A1111-style)"
