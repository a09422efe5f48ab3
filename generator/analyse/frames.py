"""Messages between a build and its worker processes: JSON with byte strings attached, one after the other in a pipe.

A message is two 8-byte big-endian numbers (length of the JSON, count of attachments), the length of each attachment, the
JSON, the attachments. No pickle, so a worker that a hostile picture took over can't run code in the build.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

MOST_BYTES = 4 * 1024**3
MOST_ATTACHMENTS = 10_000

_NUMBER = struct.Struct(">Q")


class BrokenStream(Exception):
    """The other side has ended, or sent something that is not a message."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    fields: dict[str, Any]
    """The JSON object."""
    attachments: tuple[bytes, ...] = ()
    """Byte strings."""


def send(stream: IO[bytes], fields: dict[str, Any], attachments: Sequence[bytes] = ()) -> None:
    """Write one message; `BrokenStream` when nobody reads any more."""
    text = json.dumps(fields, separators=(",", ":")).encode()
    numbers = [len(text), len(attachments), *(len(item) for item in attachments)]
    try:
        stream.write(b"".join(_NUMBER.pack(number) for number in numbers) + text)
        for item in attachments:
            stream.write(item)
        stream.flush()
    except (OSError, ValueError) as error:
        raise BrokenStream(str(error)) from error


def receive(stream: IO[bytes]) -> Message:
    """Read one message; `BrokenStream` when the other side has ended."""
    length, count = _number(stream), _number(stream)
    if length > MOST_BYTES or count > MOST_ATTACHMENTS:
        raise BrokenStream("not a message")
    sizes = [_number(stream) for _ in range(count)]
    if sum(sizes) > MOST_BYTES:
        raise BrokenStream("not a message")
    try:
        fields = json.loads(_exactly(stream, length))
    except (ValueError, RecursionError) as error:
        raise BrokenStream("not a message") from error
    if not isinstance(fields, dict):
        raise BrokenStream("not a message")
    return Message(fields, tuple(_exactly(stream, size) for size in sizes))


def _number(stream: IO[bytes]) -> int:
    value: int = _NUMBER.unpack(_exactly(stream, _NUMBER.size))[0]
    return value


def _exactly(stream: IO[bytes], size: int) -> bytes:
    try:
        data = stream.read(size)
    except (OSError, ValueError) as error:
        raise BrokenStream(str(error)) from error
    if len(data) < size:
        raise BrokenStream("the other side has ended")
    return data
