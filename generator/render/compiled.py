"""Compiled templates, kept beside their sources as Python keeps its own modules: in `__pycache__`, when that can be written.

They are code, so they lie where the program's code lies and never in the cache of a site, which may come from elsewhere. One
is used only for exactly the source, the versions of Python and Jinja, and the rules of printing that it was made with.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """The compiled templates of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "__pycache__"

    def get_source_checksum(self, source: str) -> str:
        """Digest of all that the compiled template depends on: constant text is printed already when it is compiled."""
        return hashlib.sha256(f"{_printing()}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket, unless what is stored belongs to another source or is damaged."""
        with contextlib.suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Stores the bucket where nobody has told Python not to; a reader never sees half of it."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix="template-", suffix=".pyc", dir=self._folder)
            unfinished = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    bucket.write_bytecode(file)
                unfinished.replace(self._file(bucket))
            except OSError:
                unfinished.unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"template-{bucket.key}.{sys.implementation.cache_tag}.pyc"


@cache
def _printing() -> str:
    """Versions of Python and Jinja, and the sources of the modules that say how text is printed."""
    digest = hashlib.sha256(f"{sys.version}\0{jinja2.__version__}".encode())
    for module in ("environment.py", "text.py"):
        digest.update(Path(__file__).with_name(module).read_bytes())
    return digest.hexdigest()
