"""Names, keywords and phrases by which generators sign: software fields, credits, captions, private signatures.

A name counts only in a field meant for it. Sources: each service's help pages and files made by it; Google's and Meta's credit
lines as IPTC recommends; Grok's private signature as found in files.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.analyse.metadata.ai.trace import UNNAMED, AiTrace, Settings, Source, word, words
from generator.analyse.metadata.read import Metadata

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
DREAM = re.compile(r'^"?(.{0,20000}?)"?\s+(?=-[A-Za-z]\s?\S)', re.DOTALL)
OPTION = re.compile(r"\s-([sSWHCA])\s?([\w.]{1,40})")


def by_keyword(source: Source) -> AiTrace | None:
    """Keywords that only one program writes, whatever the text looks like."""
    name = KEYWORDS.get((source.block, source.key.lower())) if source.text.strip() else None
    if not name:
        return None
    is_dream = source.key.lower() == "dream"
    return AiTrace(
        name, source.where, has_prompt=is_dream, settings=_dream(source.text) if is_dream else Settings()
    )


def by_name(source: Source) -> AiTrace | None:
    """A generator's name in a field for the program that made the file."""
    field = re.sub(r"\[[^\]]*\]$", "", source.key).split("/")[-1]
    if field not in PROGRAM_FIELDS or len(source.text) > 300:
        return None
    is_person = field in PERSON_FIELDS
    for pattern, name in GENERATOR_NAMES:
        found = pattern.fullmatch(source.text.strip()) if is_person else pattern.search(source.text)
        if found:
            remark = EDITED_REMARK if name == GOOGLE_EDITED else ""
            return AiTrace(name, source.where, remark=remark)
    return None


def by_phrase(source: Source) -> AiTrace | None:
    """Phrases that services put into captions and credits."""
    if source.block == "PNG text" and source.key.lower() not in ("title", "description", "comment", "credit"):
        return None
    text = source.text[:20_000]
    for pattern, name in PHRASES:
        found = pattern.search(text)
        if not found:
            continue
        if name == "Midjourney":
            prompt = text[: found.start()]
            version = re.search(r"--(?:v|version|niji)\s{1,4}([\w.]{1,10})", prompt)
            settings = Settings(
                version=word(version.group(1)) if version else "",
                prompt=words(prompt),
                identifier=word(found.group(0).removeprefix("Job ID: ")),
            )
            return AiTrace(name, source.where, has_prompt=True, settings=settings)
        return AiTrace(name, source.where, remark=EDITED_REMARK if name == GOOGLE_EDITED else "")
    return None


def with_novelai_texts(trace: AiTrace, metadata: Metadata) -> AiTrace:
    """NovelAI's older files keep the prompt and the model in text chunks beside the settings."""
    if trace.has_prompt or metadata.text("Software").strip().lower() != "novelai":
        return trace
    prompt = words(metadata.text("Description"))
    settings = replace(trace.settings, prompt=prompt)
    model = trace.model or word(metadata.text("Source"))
    return replace(trace, model=model, has_prompt=bool(prompt), settings=settings)


def grok(metadata: Metadata) -> AiTrace | None:
    """Grok writes a signature of its own into ImageDescription and UserComment and a UUID as Artist."""
    artist = metadata.exif_text("Artist")
    signature = re.compile(r"^Signature: [A-Za-z0-9+/=]{40,}")
    for name in ("ImageDescription", "UserComment"):
        if UUID.fullmatch(artist) and signature.match(metadata.exif_text(name)):
            return AiTrace(
                "Grok (xAI)",
                f'EXIF "{name}" and "Artist"',
                remark="a private signature nobody else can check",
                settings=Settings(identifier=word(artist)),
            )
    return None


def _dream(text: str) -> Settings:
    """InvokeAI's first form: the prompt in quotes, then options as on a command line."""
    text = text[:40_000]
    found = DREAM.match(text)
    prompt = found.group(1) if found else text
    options = dict(OPTION.findall(text[found.end() - 1 :] if found else ""))
    both = options.get("W", ""), options.get("H", "")
    negative = re.search(r"\[([^\]]{1,4000})\]\s*$", prompt)
    return Settings(
        prompt=words(prompt[: negative.start()] if negative else prompt),
        negative_prompt=words(negative.group(1)) if negative else "",
        seed=word(options.get("S")),
        sampler=word(options.get("A")),
        rounds=word(options.get("s")),
        guidance=word(options.get("C")),
        size="x".join(both) if all(side.isdigit() for side in both) else "",
    )


GOOGLE_EDITED = "Google AI (edited)"
EDITED_REMARK = "says that AI was used on it, not that AI made it"
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
        (r"\b(openai|chatgpt|gpt-4o|gpt-image)\b", "OpenAI"),
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
        (r"\bedited with google ai\b", GOOGLE_EDITED),
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
        (r"^\s{0,8}made with google ai\b", "Google AI"),
        (r"^\s{0,8}edited with google ai\b", GOOGLE_EDITED),
        (r"^\s{0,8}(imagined with ai|imagined with meta ai)\b", "Meta AI"),
        (r"^\s{0,8}created with (dall|chatgpt)", "OpenAI"),
    )
)
