"""The publisher's trust lists as the library takes them: all together for the codes, tier by tier to say which one knew.

The official, the interim and a publisher's own lists must be passed together, with time stamps and purposes, or genuine
credentials get failure codes. Which list accepted a signer is asked again for each tier alone, and only for files with an
accepted signer. Source: C2PA 2.2, clause 14.4; C2PA conformance programme, trust lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.analyse.credentials.reader import TrustLists
from generator.analyse.materials import Material, material
from generator.model import Finding, Measurement, Row, Table
from generator.trust import Role, Tier, TrustList
from generator.trust.lists import ROLE_WORDS, TIER_WORDS, count_of

GROUP = "trust"
"""Name under which the build hands the lists over."""

USUAL_PURPOSES = "\n".join(
    (
        "1.3.6.1.5.5.7.3.4",
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.5.5.7.3.8",
        "1.3.6.1.5.5.7.3.9",
        "1.3.6.1.4.1.311.76.59.1.9",
        "1.3.6.1.4.1.62558.2.1",
    )
)
"""Key purposes that the specification and its programme name (clause 14.5.1): mail, documents, time stamps, revocation,
Microsoft's and the C2PA's own. Used where a folder has lists of signers but none of purposes."""

_FIELDS = ("file", "role", "tier", "name", "issued", "next_update", "source", "retrieved")


def materials_of(lists: Sequence[TrustList]) -> tuple[Material, ...]:
    """The lists as files for the analyzer."""
    return tuple(
        material(GROUP, item.file, item.data, ((name, str(getattr(item, name))) for name in _FIELDS))
        for item in lists
    )


def lists_of(materials: Sequence[Material]) -> tuple[TrustList, ...]:
    """The same the other way round."""
    return tuple(
        TrustList(
            item.fact("file"),
            Role(item.fact("role")),
            Tier(item.fact("tier")),
            item.fact("name"),
            item.sha256,
            count_of(Role(item.fact("role")), item.data),
            item.fact("issued"),
            item.fact("next_update"),
            item.fact("source"),
            item.fact("retrieved"),
            item.data,
        )
        for item in materials
    )


@lru_cache(maxsize=4)
def trust_of(materials: tuple[Material, ...]) -> TrustLists | None:
    """What the library is given for these files; None when no signer is named in them.

    Cached, because every picture of a build comes with the same files, and the library's context is kept by this value.
    """
    lists = lists_of(materials)
    tiers = tuple(found for tier in Tier if (found := _of_tier(lists, tier)))
    if not tiers:
        return None
    return TrustLists(
        name=", ".join(item.name for item in tiers),
        anchors=_text(lists, Role.SIGNERS),
        time_stamp_anchors=_text(lists, Role.TIME_STAMPS),
        purposes=_purposes(lists),
        allowed=_text(lists, Role.CERTIFICATES),
        tiers=tiers,
        files=lists,
    )


def lists_finding(trust: TrustLists | None) -> Finding | None:
    """`credentials.lists`: what the signer was compared with. None without lists: the issuer's line says so."""
    if trust is None or not trust.files:
        return None
    files = sorted(
        trust.files, key=lambda item: (list(Tier).index(item.tier), list(Role).index(item.role), item.file)
    )
    dates = sorted(item.issued for item in files if item.issued)
    return Finding(
        code="credentials.lists",
        statement=f"Signers and time stamps were compared with {len(files)} list{'s' if len(files) != 1 else ''} that the "
        "publisher of this page uses. The table names each with its date and its fingerprint.",
        measurements=tuple(
            Measurement(name, value)
            for name, value in (
                ("count", len(files)),
                ("newest", dates[-1] if dates else ""),
                ("next_update", min((item.next_update for item in files if item.next_update), default="")),
            )
            if value != ""
        ),
        tables=(Table("Trust lists", tuple(_row(item) for item in files)),),
        limits="Being on a list says that somebody checked who holds the key, not that the pictures are true. A signer who is "
        "on no list may be honest: most are not listed yet.",
    )


def _row(item: TrustList) -> Row:
    """Readers see name, use and origin; `raw` is the day by which a newer list is promised, for the page's warning."""
    things = "purposes" if item.role is Role.PURPOSES else "certificates"
    pieces = [
        TIER_WORDS[item.tier],
        f"issued {item.issued}" if item.issued else "without a date of issue",
        f"next update promised by {item.next_update}" if item.next_update else "",
        f"from {item.source}" if item.source else "",
        f"fetched {item.retrieved}" if item.retrieved else "",
        f"SHA-256 {item.sha256}",
    ]
    return Row(
        item.title,
        f"{ROLE_WORDS[item.role]} ({item.count} {things})",
        raw=item.next_update,
        note="; ".join(piece for piece in pieces if piece),
    )


def _of_tier(lists: Sequence[TrustList], tier: Tier) -> TrustLists | None:
    own = [item for item in lists if item.tier is tier]
    anchors, allowed = _text(own, Role.SIGNERS), _text(own, Role.CERTIFICATES)
    if not anchors and not allowed:
        return None
    titles = [item.title for item in own if item.role in (Role.SIGNERS, Role.CERTIFICATES)]
    return TrustLists(
        name=" and ".join(dict.fromkeys(titles)),
        anchors=anchors,
        time_stamp_anchors=_text(lists, Role.TIME_STAMPS),
        purposes=_purposes(lists),
        allowed=allowed,
        tier=tier,
    )


def _purposes(lists: Sequence[TrustList]) -> str:
    return _text(lists, Role.PURPOSES) or USUAL_PURPOSES


def _text(lists: Sequence[TrustList], role: Role) -> str:
    return "\n".join(item.data.decode("utf-8", "replace") for item in lists if item.role is role)
