"""`site.yaml`: read, checked against `settings.SiteSettings` as a whole, and tidied.

What types can't say is checked here by small rules: colours that can be read, ratings that don't clash, addresses that
work. All mistakes are reported together, with their lines.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from generator.errors import Mistake
from generator.scan.colours import DARK_PAGE, LEAST_CONTRAST, LIGHT_PAGE, contrast, six_digits
from generator.scan.fields import block, contact, http_address, language_tag, one_line, refuse
from generator.scan.text import SLUG
from generator.scan.typed import nearest, validate
from generator.scan.yaml_reader import MAX_BYTES, Document, Location, mistake_at, read_yaml
from generator.settings import SiteSettings

SITE_FILE = "site.yaml"
"""Its name, directly in the content folder."""
SHAPES = ("check", "half", "split", "cross", "question", "dash")
"""Signs that stand beside a rating's word."""
TONES = ("good", "mixed", "bad", "neutral")
"""Colour families of ratings."""
TRUSTMARK_VARIANTS = ("B", "C", "P", "Q")
"""Decoders differ by these."""

Complaint = tuple[Location, str, str]
"""Where, what is wrong, what to do."""


@dataclasses.dataclass(frozen=True, slots=True)
class SiteFile:
    """What `site.yaml` says."""

    settings: SiteSettings = SiteSettings()
    """Settings; what has mistakes is at its default."""
    document: Document = Document()
    """Where each setting stands."""
    mistakes: tuple[Mistake, ...] = ()
    """What has to be mended."""
    are_ratings_known: bool = True
    """Whether the scale of ratings could be read."""


def read_site_file(data: bytes, *, file: str = SITE_FILE) -> SiteFile:
    """Settings as far as they can be understood, and everything that is wrong with them."""
    text, mistake = decode(data, file=file, largest=MAX_BYTES)
    if mistake:
        return SiteFile(mistakes=(mistake,), are_ratings_known=False)
    document = read_yaml(text, file=file)
    read = validate(SiteSettings, document, file=file)
    found = [*document.mistakes, *read.mistakes]
    if read.value is None:
        return SiteFile(document=document, mistakes=tuple(found), are_ratings_known=False)
    settings, complaints = tidy(read.value)
    found += [
        mistake_at(file, document.place(location).line, location, problem, remedy)
        for location, problem, remedy in complaints
    ]
    are_ratings_known = not any(mistake.field.startswith("ratings") for mistake in found)
    return SiteFile(settings, document, tuple(found), are_ratings_known)


def decode(data: bytes, *, file: str, largest: int) -> tuple[str, Mistake | None]:
    """Text of a file a person wrote, with line feeds only, or why it can't be read."""
    if len(data) > largest:
        return "", Mistake(file, 0, "", f"larger than {largest // 1024:,} KiB", "shorten it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", Mistake(file, line, "", "not UTF-8 text", "save the file in the encoding UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def tidy(settings: SiteSettings) -> tuple[SiteSettings, tuple[Complaint, ...]]:
    """Settings in one form, and what is wrong with them."""
    complaints: list[Complaint] = []

    def checked(location: Location, check: Callable[[str], str], value: str) -> str:
        try:
            return check(value) if value else ""
        except PydanticCustomError as error:
            context = error.context or {}
            complaints.append((location, str(context["problem"]), str(context["remedy"])))
            return value

    publisher = settings.publisher
    settings = dataclasses.replace(
        settings,
        title=one_line(settings.title),
        description=one_line(settings.description),
        base_url=checked(("base_url",), _folder_address, settings.base_url),
        language=checked(("language",), language_tag, settings.language),
        corrections_policy=block(settings.corrections_policy),
        methodology=block(settings.methodology),
        disclaimer=one_line(settings.disclaimer),
        publisher=dataclasses.replace(
            publisher,
            name=one_line(publisher.name),
            url=checked(("publisher", "url"), http_address, publisher.url),
            logo=publisher.logo.removeprefix("./"),
            contact=checked(("publisher", "contact"), contact, publisher.contact),
        ),
        detectors=tuple(
            dataclasses.replace(
                item,
                file=item.file.strip().removeprefix("./"),
                card=item.card.strip().removeprefix("./"),
            )
            for item in settings.detectors
        ),
        watermark_decoders=tuple(
            dataclasses.replace(
                item, file=item.file.strip().removeprefix("./"), variant=item.variant.strip().upper()
            )
            for item in settings.watermark_decoders
        ),
        archive=settings.archive.strip().removeprefix("./").rstrip("/"),
        trust=settings.trust.strip().removeprefix("./").rstrip("/"),
        encoders=tuple(path.strip().removeprefix("./") for path in settings.encoders),
        cameras=tuple(path.strip().removeprefix("./") for path in settings.cameras),
        theme=dataclasses.replace(
            settings.theme,
            accent=six_digits(settings.theme.accent) or settings.theme.accent,
            accent_dark=six_digits(settings.theme.accent_dark) or settings.theme.accent_dark,
        ),
    )
    for rule in _RULES:
        complaints.extend(rule(settings))
    return settings, tuple(complaints)


def _folder_address(text: str) -> str:
    address = http_address(text)
    parts = urlsplit(address)
    if parts.query or parts.fragment or "?" in address or "#" in address:
        refuse("the address holds ? or #", "write the folder's address only")
    return address.rstrip("/") + "/"


def _required_words(settings: SiteSettings) -> Iterator[Complaint]:
    if not settings.title:
        yield ("title",), "is empty", "write the site's name, or delete the line"
    if not settings.language:
        yield ("language",), "is empty", "write a language tag such as en"
    if not settings.publisher.name:
        yield ("publisher", "name"), "is empty", "write the publisher's name"
    if len(settings.title) > 200:
        yield ("title",), "longer than 200 characters", "shorten it"


def _page_size(settings: SiteSettings) -> Iterator[Complaint]:
    if not 1 <= settings.pages_per_index <= 1000:
        yield (
            ("pages_per_index",),
            f"{settings.pages_per_index} is outside of what is allowed",
            "write 1 to 1000",
        )


def _colours(settings: SiteSettings) -> Iterator[Complaint]:
    theme = settings.theme
    for name, colour, page in (
        ("accent", theme.accent, LIGHT_PAGE),
        ("accent_dark", theme.accent_dark, DARK_PAGE),
    ):
        if not six_digits(colour):
            yield ("theme", name), f"not a colour: {colour[:40]}", 'write it in quotes as "#0b5a7a"'
        elif (ratio := contrast(colour, page)) < LEAST_CONTRAST:
            kind = "darker" if page == LIGHT_PAGE else "lighter"
            yield (
                ("theme", name),
                f"contrast of {colour} with the page {page} is {ratio:.2f}",
                f"choose a {kind} colour with at least {LEAST_CONTRAST}",
            )


def _ratings(settings: SiteSettings) -> Iterator[Complaint]:
    if not settings.ratings:
        yield (
            ("ratings",),
            "the list is empty",
            "name at least one rating, or delete the line for the usual ones",
        )
    seen: dict[str, int] = {}
    for number, rating in enumerate(settings.ratings):
        here: Location = ("ratings", number)
        if not SLUG.fullmatch(rating.key) or len(rating.key) > 80:
            yield (
                (*here, "key"),
                f"not a key: {rating.key[:40]}",
                "use small letters a-z, digits and single hyphens",
            )
        if rating.key in seen:
            yield (
                (*here, "key"),
                f"{rating.key[:40]} is already ratings[{seen[rating.key]}]",
                "give each its own key",
            )
        seen.setdefault(rating.key, number)
        for name, value in (("name", rating.name), ("definition", rating.definition)):
            if not value.strip():
                yield (*here, name), "is empty", "write it in words for readers"
        for name, value, allowed in (("shape", rating.shape, SHAPES), ("tone", rating.tone, TONES)):
            if value not in allowed:
                near = nearest(value, allowed)
                guess = f'did you mean "{near}"? ' if near else ""
                yield (
                    (*here, name),
                    f'"{value[:40]}" is not allowed here',
                    f"{guess}allowed are {', '.join(allowed)}",
                )
        if rating.value is not None and not 1 <= rating.value <= 100:
            yield (*here, "value"), f"{rating.value} is outside of what is allowed", "write 1 (worst) to 100"


def _folders(settings: SiteSettings) -> Iterator[Complaint]:
    for name, folder in (("trust", settings.trust), ("archive", settings.archive)):
        if _leads_outside(folder):
            yield (name,), "leads outside of the content folder", "name a folder in the content folder"


def _fingerprints(settings: SiteSettings) -> Iterator[Complaint]:
    for name, paths in (("encoders", settings.encoders), ("cameras", settings.cameras)):
        for number, path in enumerate(paths):
            here: Location = (name, number)
            if not path or _leads_outside(path):
                yield here, "leads outside of the content folder", "name a file in the content folder"
            elif path in paths[:number]:
                yield here, f"{path[:80]} is named twice", "name it once"


def _detectors(settings: SiteSettings) -> Iterator[Complaint]:
    taken: set[str] = set()
    for number, item in enumerate(settings.detectors):
        for name, path in (("file", item.file), ("card", item.card)):
            here: Location = ("detectors", number, name)
            if not path or _leads_outside(path):
                yield here, "leads outside of the content folder", "name a file in the content folder"
            elif path in taken:
                yield here, f"{path[:80]} is named twice", "name it once"
            taken.add(path)


def _watermark_decoders(settings: SiteSettings) -> Iterator[Complaint]:
    taken: set[str] = set()
    for number, item in enumerate(settings.watermark_decoders):
        here: Location = ("watermark_decoders", number)
        if not item.file or _leads_outside(item.file):
            yield (*here, "file"), "leads outside of the content folder", "name a file in the content folder"
        elif item.file in taken:
            yield (*here, "file"), f"{item.file[:80]} is named twice", "name it once"
        taken.add(item.file)
        if item.variant not in TRUSTMARK_VARIANTS:
            yield (
                (*here, "variant"),
                f'"{item.variant[:40]}" is not allowed here',
                f"allowed are {', '.join(TRUSTMARK_VARIANTS)}",
            )


def _leads_outside(path: str) -> bool:
    return bool(re.match(r"[/\\]|[A-Za-z]:", path)) or ".." in re.split(r"[/\\]", path)


def _logo(settings: SiteSettings) -> Iterator[Complaint]:
    logo = settings.publisher.logo
    if logo and _leads_outside(logo):
        yield (
            ("publisher", "logo"),
            "leads outside of the content folder",
            "name a picture file in the content folder",
        )


_RULES: tuple[Callable[[SiteSettings], Iterator[Complaint]], ...] = (
    _required_words,
    _page_size,
    _colours,
    _ratings,
    _logo,
    _detectors,
    _watermark_decoders,
    _folders,
    _fingerprints,
)
