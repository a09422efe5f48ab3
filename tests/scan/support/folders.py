"""Content folders for tests, made of small files whose leading bytes are those of real formats."""

from __future__ import annotations

from pathlib import Path

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17)
GIF = b"GIF89a\1\0\1\0\0\0\0;"
PDF = b"%PDF-1.7\n"


def folder(root: Path, files: dict[str, bytes | str]) -> Path:
    """Write `files` below `root` and return it."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def note(title: str = "A case", **fields: str) -> str:
    """A small `case.md`; values are YAML."""
    lines = [f"{name}: {value}" for name, value in {"title": title, **fields}.items()]
    return "\n".join(["---", *lines, "---", "Text."]) + "\n"
