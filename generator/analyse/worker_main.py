"""The worker process: takes one picture after the other from a pipe and sends back each result as soon as it is there.

It is started by `workers.Worker` as `python -m generator.analyse.worker_main`, and is expendable: it may be killed at any
moment. It says what it begins before it begins it, so that the one who reads the pipe knows what it died of. It never
outlives its parent: a thread waits for the end of the pipe, and a timer of the kernel ends it even when native code hangs
and no thread gets to run.
"""

from __future__ import annotations

import hashlib
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from generator import codec
from generator.analyse.chain import Finished, run_chain, run_step
from generator.analyse.frames import BrokenStream, Message, receive, send
from generator.analyse.materials import Material
from generator.analyse.picture import Picture
from generator.analyse.registry import load
from generator.model import FileKind, Run
from generator.settings import Limits

GRACE = 5.0
"""Seconds beyond the time limit after which the kernel ends a worker whose parent didn't."""


def main() -> None:
    """Serve until the pipe ends."""
    inbox, outbox = _private_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the build, which ends its workers.
    waiting: queue.SimpleQueue[Message] = queue.SimpleQueue()
    kept: dict[str, bytes] = {}
    threading.Thread(target=_listen, args=(inbox, waiting), daemon=True).start()
    send(outbox, {"ready": os.getpid()})
    is_bounded = False
    while True:
        message = waiting.get()
        limits = codec.from_plain(Limits, message.fields["limits"])
        if not is_bounded:
            _bound_memory(limits.memory)
            is_bounded = True
        _set_alarm(message.fields["seconds"] + GRACE)
        _serve(message, limits, kept, outbox)
        _set_alarm(0)


def _serve(message: Message, limits: Limits, kept: dict[str, bytes], outbox: BinaryIO) -> None:
    """Do all that one message asks for. `kept` holds the files for analyzers, by hash, from one message to the next."""
    fields = message.fields
    kept.update(zip(_enclosed(message), message.attachments, strict=False))
    try:
        data = _bytes_of(message)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        send(outbox, {"unreadable": f"the file could not be read: {reason or type(error).__name__}"})
        return
    except MemoryError:
        send(outbox, {"unreadable": "the file is too large for the memory that one picture may take"})
        return
    picture = Picture(data, FileKind(fields["kind"]), fields["sha256"], limits)
    picture.materials = tuple(
        Material(group, name, sha256, kept[sha256], tuple((key, value) for key, value in facts))
        for group, name, sha256, facts in fields.get("materials", ())
    )
    done = {name: codec.from_plain(Run, run) for name, run in fields["done"].items()}
    finished = run_chain(
        picture,
        [load(module) for module in fields["modules"]],
        done=done,
        unkept=frozenset(fields["unkept"]),
        begin=lambda name: send(outbox, {"begin": name}),
    )
    for item in finished:
        _report(item, outbox)
    for name, function, parameters in fields["steps"]:
        send(outbox, {"begin": name})
        _report(run_step(picture, name, function, parameters), outbox)
    send(outbox, {"end": True})


def _report(item: Finished, outbox: BinaryIO) -> None:
    fields: dict[str, Any] = {
        "name": item.name,
        "value": codec.to_plain(item.value),
        "blobs": list(item.blobs),
        "keep": item.keep,
        "reason": item.reason,
        "trace": item.trace,
    }
    send(outbox, fields, tuple(item.blobs.values()))


def _bytes_of(message: Message) -> bytes:
    """The picture's bytes, from the message or the disk; they must be the ones that were asked for."""
    sent = message.attachments[len(_enclosed(message)) :]
    data = sent[0] if sent else Path(message.fields["path"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != message.fields["sha256"]:
        raise ValueError("it changed while the build was running")
    return data


def _enclosed(message: Message) -> list[str]:
    """SHA-256 of the files for analyzers whose bytes come first among the attachments."""
    names: list[str] = message.fields.get("enclosed", [])
    return names


def _listen(inbox: BinaryIO, waiting: queue.SimpleQueue[Message]) -> None:
    while True:
        try:
            waiting.put(receive(inbox))
        except BrokenStream:
            os._exit(0)


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, moved away from where libraries print: what they write to stdout goes to stderr."""
    inbox = os.fdopen(os.dup(0), "rb")
    outbox = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return inbox, outbox


def _bound_memory(most: int) -> None:
    """Let this process take `most` bytes of address space beyond what it has now, and leave no core file.

    Only Linux counts address space in a way that can be bounded; elsewhere a picture that takes too much memory is ended by
    the system, if at all.
    """
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    wanted = pages * os.sysconf("SC_PAGE_SIZE") + most
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    try:
        main()
    except BrokenStream:
        sys.exit(0)
