"""What a file of a trust folder is when no `trust.json` says so: by the names under which the lists are published.

The official lists are published twice, as PEM and as JSON (ETSI TS 119 602, "list of trusted entities"); only the JSON has
dates. A date is taken over from the JSON beside a PEM file when both hold the same certificates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.trust.lists import Role, Tier, certificates

WELL_KNOWN: dict[str, tuple[Role, Tier, str]] = {
    "c2pa-trust-list.pem": (Role.SIGNERS, Tier.OFFICIAL, "C2PA trust list"),
    "c2pa-tsa-trust-list.pem": (Role.TIME_STAMPS, Tier.OFFICIAL, "C2PA time-stamp trust list"),
    "store.cfg": (Role.PURPOSES, Tier.OFFICIAL, "C2PA list of key purposes"),
    "anchors.pem": (Role.SIGNERS, Tier.INTERIM, "interim list of contentcredentials.org"),
    "allowed.pem": (Role.CERTIFICATES, Tier.INTERIM, "interim list of contentcredentials.org"),
}
"""By file name in small letters: role, tier, name for readers."""

OWN_NAME = "the publisher's own list of signers"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def guess(file: str) -> tuple[Role, Tier, str] | None:
    """Role, tier and name; None for a file that is no trust list."""
    name = file.rpartition("/")[2].lower()
    if name in WELL_KNOWN:
        return WELL_KNOWN[name]
    return (Role.SIGNERS, Tier.OWN, OWN_NAME) if name.endswith(".pem") else None


def dates(file: str, files: Mapping[str, bytes]) -> tuple[str, str]:
    """Days of issue and of the next update, from the JSON file of the same name; empty when there is none that fits."""
    beside = files.get(file.removesuffix(".pem") + ".json")
    return dates_in(beside, files[file]) if beside is not None and file.endswith(".pem") else ("", "")


def dates_in(published: bytes, pem: bytes) -> tuple[str, str]:
    """Days of issue and of the next update in the JSON form of a list; empty when it isn't that of this PEM file."""
    try:
        plain = json.loads(published)
        information = plain["LoTE"]["ListAndSchemeInformation"]
        found = _day(information.get("ListIssueDateTime")), _day(information.get("NextUpdate"))
        listed = _certificates(plain["LoTE"].get("TrustedEntitiesList"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", ""
    return found if listed == set(certificates(pem)) else ("", "")


def _day(value: Any) -> str:
    match = _DAY.match(value) if isinstance(value, str) else None
    return match.group() if match else ""


def _certificates(plain: Any) -> set[str]:
    """Base64 of all certificates in a JSON value: every `val` of every `X509Certificates`."""
    found, waiting = set(), [plain]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            waiting.extend(value for key, value in node.items() if key != "X509Certificates")
            for item in node.get("X509Certificates") or ():
                found.add("".join(str(item["val"]).split()))
    return found
