"""Hashes that name exactly these bytes: SHA-256, SHA-1 and MD5.

SHA-256 identifies the file. The two others are broken against somebody who forges two files on purpose; they are given
because archives look pictures up by them (Wayback's digest and Wikimedia Commons use SHA-1, police hash lists MD5).
"""

from __future__ import annotations

import hashlib


def byte_hashes(data: bytes) -> dict[str, str]:
    """`sha256`, `sha1` and `md5` of the bytes, as lower-case hex."""
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
    }
