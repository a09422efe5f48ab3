"""GDELT: news articles in whose words the claim's words appear, with the day on which GDELT saw them.

Source: GDELT DOC 2.0 API, mode `artlist` (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/). An article's picture
is only compared when a person asks for pictures to be fetched; before that it is about the same claim and no sighting.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from generator.model import DateKind, Lookups, MatchKind, Sighting
from generator.sightings import reading
from generator.sightings.provider import Provider, Request, Seen, Subject, Unreadable

ADDRESS = "https://api.gdeltproject.org/api/v2/doc/doc"
MOST_WORDS = 8
"""Words of the claim that are asked with: all must appear, so more find nothing."""
_SHORTEST = 4
FIRST_DAY = "20170101"
"""What GDELT searches begins here."""
LANGUAGES = {
    "Albanian": "sq", "Arabic": "ar", "Armenian": "hy", "Azerbaijani": "az", "Bengali": "bn", "Bosnian": "bs",
    "Bulgarian": "bg", "Catalan": "ca", "Chinese": "zh", "Croatian": "hr", "Czech": "cs", "Danish": "da", "Dutch": "nl",
    "English": "en", "Estonian": "et", "Finnish": "fi", "French": "fr", "Galician": "gl", "Georgian": "ka",
    "German": "de", "Greek": "el", "Gujarati": "gu", "Hebrew": "he", "Hindi": "hi", "Hungarian": "hu",
    "Icelandic": "is", "Indonesian": "id", "Italian": "it", "Japanese": "ja", "Kannada": "kn", "Kazakh": "kk",
    "Korean": "ko", "Latvian": "lv", "Lithuanian": "lt", "Macedonian": "mk", "Malay": "ms", "Malayalam": "ml",
    "Marathi": "mr", "Mongolian": "mn", "Nepali": "ne", "Norwegian": "no", "Persian": "fa", "Polish": "pl",
    "Portuguese": "pt", "Punjabi": "pa", "Romanian": "ro", "Russian": "ru", "Serbian": "sr", "Sinhalese": "si",
    "Slovak": "sk", "Slovenian": "sl", "Somali": "so", "Spanish": "es", "Swahili": "sw", "Swedish": "sv", "Tamil": "ta",
    "Telugu": "te", "Thai": "th", "Turkish": "tr", "Ukrainian": "uk", "Urdu": "ur", "Vietnamese": "vi",
}  # fmt: skip
"""GDELT's names of languages, as BCP 47 tags; one that is missing here is left out."""


def requests(subject: Subject) -> tuple[Request, ...]:
    """One question: the claim's first long words."""
    if subject.case.claim is None:
        return ()
    words = [word for word in re.findall(r"\w+", subject.case.claim.text) if len(word) >= _SHORTEST]
    words = list(dict.fromkeys(word.lower() for word in words))[:MOST_WORDS]
    if not words:
        return ()
    query = urlencode(
        {
            "query": " ".join(words),
            "mode": "artlist",
            "format": "json",
            "maxrecords": "75",
            "sort": "dateasc",
            # Without it only the last three months are searched; an older use of the words is what matters.
            "startdatetime": f"{FIRST_DAY}000000",
        }
    )
    sent = f"words of the claim: {', '.join(words)}"
    return (Request(f"{ADDRESS}?{query}", sent, Lookups.PUBLIC_URL),)


def read(subject: Subject, body: bytes) -> tuple[Seen, ...]:
    """One entry for each article."""
    del subject
    answer = reading.parsed(body)
    if not isinstance(answer, dict) or not isinstance(answer.get("articles", []), list):
        raise Unreadable("the answer has no articles")
    found = []
    for item in reading.entries(answer.get("articles")):
        url, date = reading.address(item.get("url")), reading.moment(item.get("seendate"))
        if not url or not date:
            continue
        sighting = Sighting(
            url,
            date,
            DateKind.CRAWLED,
            publisher=reading.text(item.get("domain"), limit=200) or reading.host(url),
            caption=reading.text(item.get("title"), limit=300),
            language=LANGUAGES.get(reading.text(item.get("language"), limit=40), ""),
            match=MatchKind.SAME_CLAIM,
        )
        found.append(Seen(sighting, reading.address(item.get("socialimage"))))
    return tuple(found)


PROVIDER = Provider(
    id="gdelt",
    title="GDELT",
    finds="News articles with the claim's words. They may show other pictures.",
    leaves="words of the claim",
    documentation="https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/",
    requests=requests,
    read=read,
    pause=6.0,
)
