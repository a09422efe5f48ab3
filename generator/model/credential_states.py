"""What an earlier or later list of known signers said of the same credential: the history that a page keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CredentialState:
    """One judgement of one picture's credential. It is dated by the lists it rests on, not by the day it was made."""

    sha256: str
    """64 hex digits over the picture's bytes."""
    lists: str
    """Names and dates of the lists; empty for none."""
    date: str = ""
    """Newest day of issue among the lists, `YYYY-MM-DD`; empty without lists or dates."""
    fingerprints: tuple[str, ...] = ()
    """SHA-256 of every file of the lists, sorted."""
    issuer: str = ""
    """Who the signing certificate names."""
    trust: str = ""
    """`on …`, `not on …` or `not checked: no trust list`."""
    signature: str = ""
    """`holds`, `fails` or `unknown`."""
    content_binding: str = ""
    """`matches`, `differs` or `unknown`."""
    engines: tuple[str, ...] = ()
    """Libraries with their versions, as the codes change with them."""
