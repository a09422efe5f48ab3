"""The program as people start it: in this process where that is enough, else as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main

ROOT = Path(__file__).resolve().parents[2]


def backstory(*arguments: str | Path) -> Result:
    """A command in this process; whatever is no error for people comes out as an exception."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def build(content: Path, site: Path, cache: Path, *options: str | Path) -> Result:
    """`backstory build`, on two worker processes unless the options say otherwise."""
    return backstory("build", content, "-o", site, "--cache", cache, "-j", "2", "-q", *options)


def environment(**changes: str) -> dict[str, str]:
    """This process's environment with this checkout on the import path, changed."""
    return os.environ | {"PYTHONPATH": str(ROOT)} | changes


def start(*arguments: str | Path, cwd: Path | None = None, **changes: str) -> subprocess.Popen[bytes]:
    """A command as a process; its output is thrown away."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def run(
    *arguments: str | Path, cwd: Path | None = None, umask: int = -1, **changes: str
) -> subprocess.CompletedProcess[str]:
    """A command as a process, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=environment(**changes),
        umask=umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write(folder: Path, files: dict[str, bytes | str]) -> Path:
    """Write files below a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder
