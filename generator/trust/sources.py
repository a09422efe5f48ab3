"""Where the public lists lie: the only addresses that this program ever asks by itself, and only for `backstory trust update`.

The C2PA publishes its lists in the repository of its conformance program. The closed interim list and the list of key
purposes are published by the Content Authenticity Initiative.
"""

from __future__ import annotations

from dataclasses import dataclass

OFFICIAL = "https://raw.githubusercontent.com/c2pa-org/conformance-public/refs/heads/main/trust-list/"
INTERIM = "https://raw.githubusercontent.com/contentauth/verify-site/refs/heads/main/static/trust/"


@dataclass(frozen=True, slots=True)
class Source:
    """A list and its addresses."""

    file: str
    """Path in the trust folder; its role follows from the name (`guess.WELL_KNOWN`)."""
    address: str
    """Of the list itself."""
    dated: str = ""
    """Of its JSON form, which has the dates; empty when there is none."""


OFFICIAL_SOURCES = (
    Source("C2PA-TRUST-LIST.pem", OFFICIAL + "C2PA-TRUST-LIST.pem", OFFICIAL + "C2PA-TRUST-LIST.json"),
    Source(
        "C2PA-TSA-TRUST-LIST.pem",
        OFFICIAL + "C2PA-TSA-TRUST-LIST.pem",
        OFFICIAL + "C2PA-TSA-TRUST-LIST.json",
    ),
    Source("store.cfg", "https://contentcredentials.org/trust/store.cfg"),
)
"""The official lists."""

INTERIM_SOURCES = (
    Source("interim/anchors.pem", INTERIM + "anchors.pem"),
    Source("interim/allowed.pem", INTERIM + "allowed.pem"),
)
"""The list from before, closed: only fetched when a person asks for it by name."""
