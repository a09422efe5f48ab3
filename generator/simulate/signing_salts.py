"""Takes the chance out of a freshly signed file: fixed salts instead of random ones, then the hashes and the signature anew.

c2pa-python salts each assertion's box with 16 random bytes (C2PA 2.2, clause 8.4.2.3), so that two signings of the same claims
differ in the salts, in the hashes over the salted boxes and in the signature, and in nothing else. All of these have fixed
lengths, so they can be replaced in place. Boxes are JUMBF (ISO 19566-5).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import BackstoryError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SALT_SIZE = 16


@dataclass(frozen=True, slots=True)
class _Box:
    """A JUMBF box (ISO 19566-5): where it and its content begin and end in the store."""

    kind: bytes
    start: int
    content: int
    end: int


def settle(
    output: bytes,
    store: bytes,
    label: str,
    statement: bytes,
    signature: bytes,
    key: Ed25519PrivateKey,
    *,
    certificate: tuple[bytes, bytes],
) -> bytes:
    """Replaces the random salts, then every hash that depends on them, then the signature. No length changes.

    `certificate` is the leaf that the library signed with and the one that shall stand in its place: the library refuses to
    sign with one that has expired.

    An assertion may hold the hash of another (an action that of an ingredient), so hashes are replaced until none changes.
    """
    settled = bytearray(store)
    begin, end = _manifest_place(store, label)
    changes: list[tuple[bytes, bytes]] = []
    assertions = list(_assertion_boxes(store, begin, end))
    hashes = {box.start: _digest(store, box) for box in assertions}
    for number, box in enumerate(assertions):
        place = store.find(b"c2sh", box.start, box.end)
        if place >= 0:
            salt = hashlib.sha256(f"{label} salt {number}".encode()).digest()[:SALT_SIZE]
            changes.append((store[place + 4 : place + 4 + SALT_SIZE], salt))
            settled[place + 4 : place + 4 + SALT_SIZE] = salt
    for _ in range(len(assertions) + 1):
        fresh = [(hashes[box.start], _digest(settled, box), box) for box in assertions]
        if all(old == new for old, new, _ in fresh):
            break
        for old, new, box in fresh:
            changes.append((old, new))
            settled[begin:end] = settled[begin:end].replace(old, new)
            hashes[box.start] = new
    if len(certificate[0]) != len(certificate[1]):
        raise BackstoryError("The two certificates have different lengths.")
    changes.append(certificate)
    settled[begin:end] = settled[begin:end].replace(*certificate)
    for old, new in changes:
        statement = statement.replace(old, new)
    changes.append((signature, key.sign(statement)))
    settled[begin:end] = settled[begin:end].replace(*changes[-1])
    return _put(output, store, bytes(settled))


def _put(output: bytes, store: bytes, settled: bytes) -> bytes:
    """The file with the settled store in the place of the random one."""
    if output.startswith(b"\xff\xd8"):
        return _put_jpeg(output, store, settled)
    place = output.find(store)
    if place < 0:
        raise BackstoryError(
            "The signed file does not hold its manifest in one piece; only JPEG may split it."
        )
    result = output[:place] + settled + output[place + len(store) :]
    if output.startswith(b"\x89PNG"):
        stop = place + len(store)
        result = result[:stop] + struct.pack(">I", zlib.crc32(result[place - 4 : stop])) + result[stop + 4 :]
    return result


def _put_jpeg(output: bytes, store: bytes, settled: bytes) -> bytes:
    """JPEG splits the store over APP11 segments (ISO 19566-5, annex D); all but the first repeat its 8-byte header."""
    result, place, done = bytearray(output), 2, 0
    while done < len(store):
        marker, size = struct.unpack(">HH", output[place : place + 4])
        if marker == 0xFFEB and output[place + 4 : place + 6] == b"JP":
            start = place + 12 + (8 if done else 0)
            stop = place + 2 + size
            if output[start:stop] != store[done : done + stop - start]:
                raise BackstoryError("The signed JPEG does not hold its manifest where it was expected.")
            result[start:stop] = settled[done : done + stop - start]
            done += stop - start
        place += 2 + size
    return bytes(result)


def _manifest_place(store: bytes, label: str) -> tuple[int, int]:
    for box in _boxes(store, *_children(store, 0, len(store))):
        if box.kind == b"jumb" and _label(store, box) == label:
            return box.content, box.end
    raise BackstoryError("The signed file does not hold the manifest that was asked for.")


def _assertion_boxes(store: bytes, begin: int, end: int) -> Iterator[_Box]:
    for box in _boxes(store, begin, end):
        if box.kind == b"jumb" and _label(store, box) == "c2pa.assertions":
            yield from (item for item in _boxes(store, box.content, box.end) if item.kind == b"jumb")


def _children(store: bytes, begin: int, end: int) -> tuple[int, int]:
    box = next(_boxes(store, begin, end))
    return box.content, box.end


def _boxes(store: bytes, begin: int, end: int) -> Iterator[_Box]:
    while begin + 8 <= end:
        size, kind = struct.unpack(">I4s", store[begin : begin + 8])
        if size < 8:
            return
        yield _Box(kind, begin, begin + 8, min(begin + size, end))
        begin += size


def _label(store: bytes, box: _Box) -> str:
    """Label in the description box, which comes first: 8 bytes of header, 16 of type, 1 of toggles, then text."""
    start = box.content + 25
    return store[start : store.index(b"\0", start)].decode()


def _digest(store: bytes | bytearray, box: _Box) -> bytes:
    """Hash of an assertion: its box without the header (clause 8.4.2.3)."""
    return hashlib.sha256(store[box.content : box.end]).digest()
